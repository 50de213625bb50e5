// Files of the index. `crates/search/src/shard.rs` and `entity.rs` have their formats.

const ssgIndex = (() => {
const ROOT = new URL("./", document.currentScript.src);
/** The file of a page, where no server finds it in its folder. */
const PAGE = location.protocol === "file:" ? "index.html" : "";

/** Shards that came as scripts, where pages are read from a folder and nothing can be fetched. */
const scripts = new Map();
globalThis.ssgShard = (name, base64) => {
  scripts.get(name)?.(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
};

/** Runs a script of the site. */
const run = (src) => new Promise((onload, onerror) => {
  document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror }));
});

/** A function that loads a script of the site, once. */
const once = (name) => {
  let loading;
  return () => (loading ??= run(new URL(name, ROOT).href).catch((error) => { loading = undefined; throw error; }));
};
/** Loads what a query with digits needs: `ssgNumbers`. */
const loadNumbers = once("search-numbers.js");
/** Loads what few answers need: `ssgFacets` and `ssgSpelling`. */
const loadMore = once("search-more.js");

async function load(name) {
  const url = new URL(`tim-kiem/${name}`, ROOT);
  let stream;
  if (url.protocol === "file:") {
    const bytes = await new Promise((done, fail) => {
      scripts.set(name, done);
      run(`${url.href}.js`).catch(fail);
    });
    stream = new Blob([bytes]).stream();
  } else {
    // The manifest changes in place: it is asked for again, and mostly not sent again.
    const answer = await fetch(url, { cache: name.includes("/") ? "default" : "no-cache" });
    if (!answer.ok) throw new Error(`${url.pathname}: ${answer.status}`);
    stream = answer.body;
  }
  return new Uint8Array(await new Response(stream.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

const decoder = new TextDecoder();

/** Takes a number off `bytes` at `at.at`. */
function number(bytes, at) {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at.at++];
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}

/** The items of a shard: what records hold each fold and key. */
function items(bytes) {
  const found = [];
  const at = { at: 0 };
  const take = () => { const length = number(bytes, at); return bytes.subarray(at.at, at.at += length); };
  let text = "";
  while (at.at < bytes.length) {
    text = text.slice(0, number(bytes, at)) + decoder.decode(take());
    // A facet has its fold before its label; of a word it is the key without accents.
    const [first, label] = text.split("\t");
    found.push({ fold: label === undefined ? foldOf(first) : first, key: label ?? first, postings: take() });
  }
  return found;
}

/** The fold of the keys of words. */
const foldOf = (key) => key.normalize("NFD").replace(/[\p{M}`?~'.]/gu, "").replaceAll("đ", "d");

const lines = (text) => (text ? text.split("\n") : []);

/** The entities of a file of lines. */
function entities(bytes) {
  return lines(decoder.decode(bytes)).map((line) => {
    const [fold, key, kind, address, name, counts, slug] = line.split("\t");
    return { fold, key: key || fold, kind, address, name, counts, slug };
  });
}

/** The full address of a page or a part of it. */
const fullAddress = (address) => new URL(address.replace(/\/(?=#|$)/, `/${PAGE}`), ROOT).href;

class Index {
  #files = new Map();

  /** Reads the manifest. */
  async open() {
    const manifest = JSON.parse(decoder.decode(await load("chi-muc.bin")));
    if (manifest.version !== 3) throw new Error("a newer index");
    Object.assign(this, manifest);
    for (const name of ["words", "pairs", "facets", "entities"]) this[name] = lines(this[name]);
    for (const [name, text] of Object.entries(this.phrases)) this.phrases[name] = lines(text);
    return this;
  }

  file(name, read) {
    let file = this.#files.get(name);
    if (!file) {
      file = load(`${this.folder}/${name}.bin`).then(read);
      file.catch(() => this.#files.delete(name));
      this.#files.set(name, file);
    }
    return file;
  }

  /** The items of a dictionary from `from` to `to`, out of at most so many shards. */
  async range(name, from, to, most = 99) {
    const separators = this[name];
    const last = (text) => {
      let [low, high] = [0, separators.length];
      while (low < high) { const at = (low + high) >> 1; if (separators[at] <= text) low = at + 1; else high = at; }
      return low - 1;
    };
    const first = Math.max(last(from), 0);
    const end = Math.min(last(to), first + most - 1);
    const letter = { words: "u", pairs: "p", facets: "f", entities: "t" }[name];
    const shards = [];
    for (let at = first; at <= end; at++) shards.push(this.file(letter + at, letter === "t" ? entities : items));
    return (await Promise.all(shards)).flat().filter(({ fold }) => fold >= from && fold <= to);
  }

  /** What is shown of a record. */
  async hit(record) {
    const file = await this.file(`h${Math.floor(record / this.hits)}`, (bytes) => decoder.decode(bytes).split("\n"));
    const [url, kind, title, line] = file[record % this.hits].split("\t");
    return { url: fullAddress(url), kind, title, line };
  }

  /** Provinces and topics by all their names, for a misspelt one. */
  spellings() {
    return this.file("n", entities);
  }

  /** Words to offer, the most frequent first. */
  suggestions() {
    return this.file("v", (bytes) => decoder.decode(bytes).split("\n"));
  }
}

/** Calls `each(record, level)`: 3 for a title, 2 a fact, 1 often in the text, 0 in the text. */
function decode(postings, each) {
  const at = { at: 0 };
  for (let level = 3; level >= 0; level--) {
    let record = 0;
    for (let left = number(postings, at); left > 0; left--) {
      record += number(postings, at);
      each(record++, level);
    }
  }
}

let opened;
/** The index, read once; again if a shard of it is gone because a newer one was published. */
const open = () => (opened ??= new Index().open().catch((error) => { opened = undefined; throw error; }));
/** Does `act` with the index, and once more with a new one if that fails. */
async function withIndex(act) {
  try { return await act(await open()); } catch { opened = undefined; }
  return act(await open());
}

return { ROOT, PAGE, decode, fullAddress, loadMore, loadNumbers, open, withIndex };
})();
