// Search. The archive's own index (docs/dev/search.md) is read here, in the reader's browser: a manifest,
// then the few small files that a query needs. Loaded when a search box is used, and by /tim-kiem/. The
// files of this folder are published as `search.js`, as `search-page.js` what only /tim-kiem/ needs, as
// `search-numbers.js` what a query with digits needs, and as `search-more.js` what few answers need, in the
// order of `crates/site/src/theme.rs`.
//
// Words: the same rules as `crates/search/src/words.rs`, and tests/search/words.json holds both to them.
"use strict";

const ssgWords = (() => {
const TONES = { "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0301": "'", "\u0323": "." };
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]|(?![\s\u0085])\p{Cc}/gu;
const FAR = "(?![\u{10000}-\u{10ffff}])";
const RUNS = new RegExp(`(?:${FAR}\\p{N}(?:${FAR}\\p{M})*)+|(?:${FAR}(?![\\p{N}\\p{M}])\\p{Alphabetic}(?:${FAR}\\p{M})*)+`, "gu");
const JOIN = /^(?:(?:(?!\n)[\s\u0085])*|[-‐‑–/.,'’&_])$/;
const ONSET = "b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x";
const RIME = "a(?:c|ch|i|k|m|ng?|nh|o|p|t|u|y)?|e(?:c|ch|k|m|ng?|nh|o|p|t|u)?|i(?:a|c|ch|m|ng?|nh|p|t|u|e(?:c|m|ng?|p|t|u))?"
  + "|o(?:a(?:c|ch|i|m|ng?|nh|o|p|t|y)?|c|e(?:m|n|o|t)?|i|k|m|ng?|o(?:c|ng)|p|t)?"
  + "|u(?:a(?:ng?|t|y)?|c|e(?:ch|nh)?|i|k|m|ng?|o(?:c|i|m|ng?|p|t|u)|p|t|u|y(?:a|ch|en|et|nh|t|u)?)?|y(?:e(?:m|ng?|t|u))?";
const SYLLABLE = new RegExp(`^(?:${ONSET})?(?:${RIME})$`);

const lower = (text) => [...text].map((c) => c.toLowerCase()).join("");

/** How a word is written without accents, and with them, the tone last: one key for hoà and hòa. */
function spell(word) {
  const parts = lower(word).replace(/\u00f0/g, "\u0111").normalize("NFD");
  let tones = "";
  const toneless = parts.replace(/[\u0300\u0309\u0303\u0301\u0323]/g, (tone) => { tones += TONES[tone]; return ""; });
  return { fold: parts.replace(/\p{M}/gu, "").replace(/\u0111/g, "d"), key: toneless.normalize("NFC") + tones };
}

/** The lengths of the two to four syllables that are written as one word. */
function cut(fold, parts) {
  if (parts === 1) return fold.length > 1 && SYLLABLE.test(fold) ? [fold.length] : undefined;
  for (let at = 2; at < fold.length; at++) {
    // Two that begin with a vowel are not taken apart: OCOP is no "oc op".
    const apart = !(/^[aeiouy]/.test(fold) && /^[aeiouy]/.test(fold.slice(at)));
    const rest = apart && SYLLABLE.test(fold.slice(0, at)) && cut(fold.slice(at), parts - 1);
    if (rest) return [at, ...rest];
  }
}

/** The words of a text less what nobody sees: where they stand, and whether each follows the one before. */
function words(text) {
  const found = [];
  let before;
  text = text.replace(UNSEEN, "");
  for (const { 0: run, index } of text.matchAll(RUNS)) {
    let follows = before !== undefined && JOIN.test(text.slice(before, index));
    before = index + run.length;
    const { fold } = spell(run);
    if (!fold) continue;
    const letters = [...run.normalize("NFC")];
    let lengths = [letters.length];
    if (/^[a-z]{4,}$/.test(fold) && letters.length === fold.length && !SYLLABLE.test(fold)) {
      lengths = cut(fold, 2) ?? cut(fold, 3) ?? cut(fold, 4) ?? lengths;
    }
    let from = 0;
    for (const length of lengths) {
      const part = lengths.length === 1 ? run : letters.slice(from, from + length).join("");
      const at = lengths.length === 1 || letters.length !== run.length ? index : index + from;
      const end = lengths.length === 1 || letters.length !== run.length ? before : at + length;
      found.push({ ...spell(part), at, end, follows, number: /^\p{N}/u.test(run) });
      follows = true;
      from += length;
    }
  }
  return found;
}

return { UNSEEN, SYLLABLE, lower, spell, words };
})();
