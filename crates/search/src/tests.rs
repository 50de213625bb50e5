use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use flate2::read::GzDecoder;
use proptest::prelude::*;
use serde::Deserialize;

use super::shard::{Cutter, Postings, push_varint, take_varint};
use super::terms::Level;
use super::*;
use ssg_vietnam::text::nfd;

/// Fold, key, and whether it follows the word before.
type Cut = (String, String, bool);
/// Fold, key, and the records.
type Item = (String, String, Vec<(u32, Level)>);

/// `tests/search/words.json`, which holds `themes/default/search.js` to the same.
#[derive(Deserialize)]
struct Shared {
    onsets: Vec<String>,
    rimes: Vec<(String, Vec<usize>)>,
    tones: Vec<(String, String)>,
    plain: BTreeMap<char, String>,
    cases: Vec<(String, Vec<Cut>)>,
}

impl Shared {
    fn read() -> Self {
        serde_json::from_str(include_str!("../../../tests/search/words.json"))
            .expect("the shape above")
    }

    /// Every syllable that can be written, with its fold and key: more than are in use.
    fn syllables(&self) -> Vec<(String, String, String)> {
        let mut all = Vec::new();
        for onset in &self.onsets {
            for (rime, places) in &self.rimes {
                let is_stop = ["c", "ch", "p", "t"].iter().any(|end| rime.ends_with(end));
                for (mark, sign) in &self.tones {
                    if is_stop && !["'", "."].contains(&&**sign) {
                        continue;
                    }
                    let toneless = format!("{onset}{rime}");
                    let plain = |c: char| self.plain.get(&c).cloned().unwrap_or(c.to_string());
                    let fold: String = toneless.chars().map(plain).collect();
                    for &place in places {
                        let (before, after): (Vec<_>, Vec<_>) =
                            rime.chars().enumerate().partition(|(at, _)| *at <= place);
                        let text = |half: Vec<(usize, char)>| {
                            half.into_iter().map(|(_, c)| c).collect::<String>()
                        };
                        let written = format!("{onset}{}{mark}{}", text(before), text(after));
                        let written = ssg_vietnam::text::nfc(&written).into_owned();
                        all.push((written, fold.clone(), format!("{toneless}{sign}")));
                    }
                }
            }
        }
        all
    }
}

/// The words of a text: fold, key, and whether each follows the one before.
fn words_of(text: &str) -> Vec<Cut> {
    let text = terms::visible(text.to_owned());
    let mut found = Vec::new();
    words::scan(&text, |run, mut follows| {
        for spelling in words::of_run(run) {
            found.push((spelling.fold, spelling.key, follows));
            follows = true;
        }
    });
    found
}

#[test]
fn every_syllable_is_one_word_however_it_is_written() {
    let syllables = Shared::read().syllables();
    assert!(syllables.len() > 15_000, "{}", syllables.len());
    for (written, fold, key) in syllables {
        let wanted = vec![(fold.clone(), key, false)];
        for form in [written.clone(), nfd(&written), written.to_uppercase()] {
            assert_eq!(words_of(&form), wanted, "{form}");
        }
        assert_eq!(words_of(&fold), [(fold.clone(), fold.clone(), false)]);
    }
}

#[test]
fn a_key_tells_how_every_syllable_is_written() {
    let mut ways: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (written, _, key) in Shared::read().syllables() {
        ways.entry(key).or_default().push(written);
    }
    for (key, ways) in &ways {
        let written = ssg_vietnam::text::word_from_key(key);
        assert!(ways.contains(&written), "{written} of {ways:?}");
    }
    for word in [
        "hoà", "thuỷ", "khoẻ", "quý", "giá", "gì", "khuỷu", "ngoài", "được", "mùa", "vácxin",
    ] {
        let key = ssg_vietnam::text::Spelling::of(word).key;
        assert_eq!(ssg_vietnam::text::word_from_key(&key), word);
    }
    // What no rule is for stays legible, and nothing fails.
    for (key, shown) in [
        ("", ""),
        ("ocop", "ocop"),
        ("2023", "2023"),
        ("bc'", "bć"),
        ("'", "\u{301}"),
        ("a``", "à\u{300}"),
    ] {
        assert_eq!(ssg_vietnam::text::word_from_key(key), shown);
    }
}

#[test]
fn texts_are_cut_into_words_as_the_reader_cuts_queries() {
    for (text, wanted) in Shared::read().cases {
        assert_eq!(words_of(&text), wanted, "{text:?}");
    }
}

#[test]
fn a_word_of_another_script_is_found_as_it_stands() {
    // Letters of two, three and four bytes, in places where a syllable could end.
    let title = "Thăm 中国, gi㻛i, aйb, ñ, 𠀀, a\u{5bf}";
    let files = files_of(&[record(title, &[], "中")], 1);
    assert!(!files.is_empty());
    assert!(
        words_of(title)
            .iter()
            .any(|cut| format!("{cut:?}").contains("中国"))
    );
}

#[test]
fn a_run_of_letters_without_end_is_one_word_and_soon_cut() {
    // Each of these took hours when every way to take it apart was tried.
    for long in ["ngắt".repeat(10_000), "bccc".repeat(10_000)] {
        assert_eq!(words_of(&long).len(), 1);
    }
    let longest = "nghiêng".repeat(4);
    assert_eq!(words_of(&longest).len(), 4);
}

#[test]
fn words_of_any_script_are_foreign() {
    for word in ["中国", "ёж", "łodz", "α", "ioc"] {
        assert!(words::is_foreign(word), "{word}");
    }
    assert!(!words::is_foreign("nghieng"));
}

fn record(title: &str, facts: &[&str], text: &str) -> Record {
    Record {
        hit: Hit {
            url: UrlPath::parse("/bao-cao/2023/x/").expect("sound"),
            kind: "bao-cao",
            title: title.to_owned(),
            line: String::new(),
        },
        facts: facts.iter().map(|&fact| fact.to_owned()).collect(),
        text: text.to_owned(),
        facets: vec![Facet {
            key: "nam/2023".to_owned(),
            label: "Năm 2023".to_owned(),
        }],
    }
}

#[test]
fn a_title_says_more_than_a_fact_and_a_fact_more_than_the_text() {
    let record = record(
        "Giám sát tại Sa Pa",
        &["du lịch"],
        "giám sát, du lịch, nước nước nước rừng",
    );
    let terms = terms::Lexicon::default().read(&record);
    let told: Vec<_> = terms
        .words
        .iter()
        .map(|(word, level)| (&*word.key, *level))
        .collect();
    assert_eq!(
        told,
        [
            ("giam'", Level::Title),
            ("sat'", Level::Title),
            ("du", Level::Fact),
            ("lich.", Level::Fact),
            ("nươc'", Level::Often),
            ("rưng`", Level::Once),
            ("tai.", Level::Title),
            ("sa", Level::Title),
            ("pa", Level::Title),
        ]
    );
    let key = |at: u32| &*terms.words[at as usize].0.key;
    let pairs: Vec<_> = terms
        .pairs
        .iter()
        .map(|&((a, b), level)| (key(a), key(b), level))
        .collect();
    assert!(
        pairs.contains(&("giam'", "sat'", Level::Title)),
        "{pairs:?}"
    );
    assert!(pairs.contains(&("du", "lich.", Level::Fact)));
    assert!(pairs.contains(&("nươc'", "nươc'", Level::Once)));
    assert!(
        !pairs.iter().any(|pair| pair.0 == "sat'" && pair.1 == "du"),
        "a comma divides"
    );
}

/// All that the index holds of a dictionary, read back as a browser would.
fn read_back(shards: &[Vec<u8>]) -> Vec<Item> {
    let text = |bytes: &mut &[u8]| {
        let length = usize::try_from(take_varint(bytes).expect("a length")).expect("small");
        let (text, rest) = bytes.split_at(length);
        *bytes = rest;
        String::from_utf8(text.to_vec()).expect("UTF-8")
    };
    let mut found: Vec<Item> = Vec::new();
    for shard in shards {
        let mut rest = &**shard;
        let mut fold = String::new();
        while !rest.is_empty() {
            let (own, key) = (text(&mut rest), text(&mut rest));
            fold = if own.is_empty() { fold } else { own };
            let key = if key.is_empty() { fold.clone() } else { key };
            take_varint(&mut rest).expect("a length");
            let mut records = Vec::new();
            for level in Level::ALL.iter().rev() {
                let mut record = 0;
                for _ in 0..take_varint(&mut rest).expect("a count") {
                    record += u32::try_from(take_varint(&mut rest).expect("a gap")).expect("small");
                    records.push((record, *level));
                    record += 1;
                }
            }
            match found.last_mut() {
                Some(last) if (&last.0, &last.1) == (&fold, &key) => last.2.extend(records),
                _ => found.push((fold.clone(), key, records)),
            }
        }
    }
    for (_, _, records) in &mut found {
        records.sort_unstable();
    }
    found
}

proptest! {
    #[test]
    fn a_number_is_read_back(values in prop::collection::vec(any::<u64>(), 0..20)) {
        let mut bytes = Vec::new();
        for &value in &values {
            push_varint(&mut bytes, value);
        }
        let mut rest = &*bytes;
        let read: Vec<u64> = std::iter::from_fn(|| take_varint(&mut rest)).collect();
        prop_assert_eq!(read, values);
    }

    #[test]
    fn a_dictionary_is_read_back_from_its_shards(
        folds in prop::collection::btree_map("[a-z]{1,3}( [a-z]{1,2})?", prop::collection::btree_map(0..90_000_u32, 0..4_usize, 1..400), 1..30),
        target in 1..2000_usize,
    ) {
        let mut cutter = Cutter::new(90_000, target);
        let mut shards = Vec::new();
        let mut wanted = Vec::new();
        for (fold, records) in &folds {
            for key in [fold.clone(), format!("{fold}'")] {
                let mut postings = Postings::default();
                for (&record, &level) in records {
                    postings.push(record, Level::ALL[level]);
                }
                cutter.push(fold, &key, &postings, &mut |shard| shards.push(shard));
                let records = records.iter().map(|(&record, &level)| (record, Level::ALL[level]));
                wanted.push((fold.clone(), key, records.collect::<Vec<_>>()));
            }
        }
        cutter.finish(&mut |shard| shards.push(shard));
        prop_assert_eq!(cutter.separators.len(), shards.len());
        prop_assert_eq!(&read_back(&shards), &wanted);
        // Who looks for a fold finds it: in the last shard that does not begin after it, and in
        // those that go on with it.
        prop_assert!(cutter.separators.is_sorted());
        for (fold, key, _) in &wanted {
            let to = format!("{fold}\t");
            let first = cutter.separators.partition_point(|separator| separator <= fold).max(1) - 1;
            let last = cutter.separators.partition_point(|separator| *separator <= to);
            let found = read_back(&shards[first..last]);
            let whole = wanted.iter().find(|item| (&item.0, &item.1) == (fold, key));
            prop_assert_eq!(found.iter().find(|item| (&item.0, &item.1) == (fold, key)), whole);
        }
    }
}

#[test]
fn no_shard_is_larger_than_64_kib() {
    // A word in every other of a million records, and chance among the rest, so that nothing
    // compresses well.
    let mut postings = Postings::default();
    let mut dice = 1_u32;
    let mut record = 0;
    while record < 1_000_000 {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        postings.push(record, Level::ALL[(dice >> 30) as usize]);
        record += 1 + (dice >> 12) % 900;
    }
    let mut cutter = Cutter::new(1_000_000, 16_000);
    let mut shards = Vec::new();
    for key in ["a", "a'", "a."] {
        cutter.push("a", key, &postings, &mut |shard| shards.push(shard));
    }
    cutter.finish(&mut |shard| shards.push(shard));
    let sizes: Vec<usize> = shards
        .iter()
        .map(|shard| shard::compress(shard).len())
        .collect();
    assert!(sizes.iter().all(|&size| size <= 65_536), "{sizes:?}");
    assert_eq!(read_back(&shards).len(), 3);
}

/// The files of an index of these records, on so many threads.
fn files_of(records: &[Record], threads: usize) -> BTreeMap<String, Vec<u8>> {
    let threads = NonZero::new(threads).expect("some");
    let index = gather(records, threads, |lexicon, record| {
        (record.clone(), Arc::new(Known(lexicon.read(record))))
    });
    let files = index.files(threads);
    files
        .into_iter()
        .map(|(path, bytes)| (path.to_string(), bytes))
        .collect()
}

fn unzip(bytes: &[u8]) -> String {
    let mut out = String::new();
    GzDecoder::new(bytes)
        .read_to_string(&mut out)
        .expect("gzip of text");
    out
}

#[test]
fn the_output_does_not_tell_how_many_threads_made_it() {
    let syllables = Shared::read().syllables();
    let texts: Vec<Record> = syllables
        .chunks(97)
        .map(|part| {
            record(
                &part[0].0,
                &[&part[1].0],
                &part
                    .iter()
                    .map(|word| &*word.0)
                    .collect::<Vec<_>>()
                    .join(" "),
            )
        })
        .collect();
    let one = files_of(&texts, 1);
    for threads in [2, 3, 8] {
        assert!(files_of(&texts, threads) == one, "{threads} threads");
    }
    let folder = one
        .keys()
        .next()
        .expect("a file")
        .split('/')
        .nth(1)
        .expect("a folder")
        .to_owned();
    assert!(one.keys().filter(|name| name.contains(&folder)).count() > 20);
    // One letter changes the folder: what a browser keeps is never stale.
    let mut other = texts;
    other[5].text.push_str(" thêm");
    assert!(
        !files_of(&other, 2)
            .keys()
            .any(|name| name.contains(&folder))
    );
}

/// What is made of the index of `before` where the records at `others` have other texts.
fn again(before: &[Record], after: &[Record], others: &[usize]) -> BTreeMap<String, Vec<u8>> {
    let published = files_of(before, 2);
    let mut lexicon = Lexicon::default();
    let others: Vec<(u32, Terms)> = others
        .iter()
        .map(|&at| (u32::try_from(at).expect("few"), lexicon.read(&after[at])))
        .collect();
    let records = u32::try_from(after.len()).expect("few");
    let two = NonZero::new(2).expect("some");
    let read = |path: &OutPath| published.get(path.as_str()).cloned();
    let files = again::files(records, &others, two, &read).expect("an index");
    files
        .into_iter()
        .map(|(path, bytes)| (path.to_string(), bytes))
        .collect()
}

proptest! {
    #[test]
    fn an_index_made_of_the_one_before_is_that_of_all(
        texts in prop::collection::vec("([a-d]{1,2}[àạ]?[ .]){0,40}", 1..60),
        new in prop::collection::btree_map(0..60usize, "([a-e]{1,2}[àạ]?[ .]){0,40}", 1..5),
    ) {
        let before: Vec<Record> = texts.iter().map(|text| record("da bà", &["ca"], text)).collect();
        let mut after = before.clone();
        for (at, text) in &new {
            let many = after.len();
            after[at % many].text.clone_from(text);
        }
        let others: BTreeSet<usize> = new.keys().map(|at| at % before.len()).collect();
        let others: Vec<usize> = others.into_iter().collect();
        prop_assert_eq!(again(&before, &after, &others), files_of(&after, 2));
    }
}

#[test]
fn a_list_in_parts_is_made_of_the_one_before_too() {
    // Of each word more bytes than one shard takes, and more records than a small archive has.
    let texts = (0..61_000).map(|at| if at % 7 == 0 { "ba ba ba" } else { "ba" });
    let before: Vec<Record> = texts.map(|text| record("", &[], text)).collect();
    let mut after = before.clone();
    let others = [0, 1, 14, 48_001, 60_999];
    for at in others {
        after[at].text = "không".to_owned();
    }
    assert!(again(&before, &after, &others) == files_of(&after, 2));
    assert!(again(&after, &before, &others) == files_of(&before, 2));
}

#[test]
fn of_what_is_no_index_none_is_made() {
    let records = [record("a", &[], "b"), record("c", &[], "d")];
    let published = files_of(&records, 1);
    let one = NonZero::<usize>::MIN;
    let made = |records: u32, broken: &str| {
        let read = |path: &OutPath| {
            let bytes = published.get(path.as_str()).cloned()?;
            let is_broken = path.as_str().ends_with(broken);
            Some(if is_broken {
                bytes[..bytes.len() / 2].to_vec()
            } else {
                bytes
            })
        };
        again::files(records, &[], one, &read).is_some()
    };
    assert!(made(2, "none"));
    assert!(!made(3, "none"), "of another archive");
    for broken in ["chi-muc.bin", "u0.bin"] {
        assert!(!made(2, broken), "{broken}");
    }
    let missing = again::files(2, &[], one, &|path| {
        let bytes = published.get(path.as_str()).cloned();
        bytes.filter(|_| !path.as_str().ends_with("h0.bin"))
    });
    assert!(missing.is_none());
}

#[test]
fn an_empty_archive_has_an_index_too() {
    let files = files_of(&[], 2);
    let names: Vec<&str> = files
        .keys()
        .map(|name| name.rsplit('/').next().unwrap_or(""))
        .collect();
    assert_eq!(names, ["chi-muc.bin", "v.bin"]);
    let manifest = unzip(&files["tim-kiem/chi-muc.bin"]);
    assert!(
        manifest.starts_with(r#"{"version":1,"records":0,"hits":16,"#),
        "{manifest}"
    );
}

#[test]
fn a_hit_is_one_line() {
    let mut record = record("Hai\tdòng\nchữ", &[], "");
    record.hit.line = "HĐND\n2023".to_owned();
    let files = files_of(&[record], 1);
    let (_, hits) = files
        .iter()
        .find(|(name, _)| name.ends_with("/h0.bin"))
        .expect("hits");
    assert_eq!(
        unzip(hits),
        "bao-cao/2023/x/\tbao-cao\tHai dòng chữ\tHĐND 2023"
    );
}

#[test]
fn a_shard_as_a_script_hands_over_its_bytes() {
    assert_eq!(as_script("a/u0.bin", b""), "ssgShard(\"a/u0.bin\",\"\")\n");
    for (bytes, text) in [
        (&b"f"[..], "Zg=="),
        (b"fo", "Zm8="),
        (b"foo", "Zm9v"),
        (b"foobar", "Zm9vYmFy"),
        (&[0xfb, 0xff], "+/8="),
    ] {
        assert_eq!(
            as_script("v.bin", bytes),
            format!("ssgShard(\"v.bin\",\"{text}\")\n")
        );
    }
}
