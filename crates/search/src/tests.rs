use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::GzDecoder;
use proptest::prelude::*;
use serde::Deserialize;

use super::shard::{Postings, ShardSplitter, push_varint, take_varint};
use super::terms::Level;
use super::*;
use ssg_vietnam::text::nfd;

/// Fold, key, and whether it follows the word before.
type SplitWord = (String, String, bool);
/// Fold, key, and the records.
type Item = (String, String, Vec<(u32, Level)>);

/// `tests/search/words.json`, which also tests `themes/default/search.js`.
#[derive(Deserialize)]
struct SharedCases {
    onsets: Vec<String>,
    rimes: Vec<(String, Vec<usize>)>,
    tones: Vec<(String, String)>,
    plain: BTreeMap<char, String>,
    cases: Vec<(String, Vec<SplitWord>)>,
}

impl SharedCases {
    fn read() -> Self {
        serde_json::from_str(include_str!("../../../tests/search/words.json"))
            .expect("the form above")
    }

    /// Every possible syllable with its fold and key: more than are in use.
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
fn words_of(text: &str) -> Vec<SplitWord> {
    let text = terms::visible(text.to_owned());
    let mut found = Vec::new();
    words::scan(&text, |run, gap| {
        let mut follows = gap.joins();
        for spelling in words::of_run(run) {
            found.push((spelling.fold, spelling.key, follows));
            follows = true;
        }
    });
    found
}

#[test]
fn every_spelling_of_a_syllable_is_one_word() {
    let syllables = SharedCases::read().syllables();
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
fn a_key_determines_the_spelling() {
    let mut ways: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (written, _, key) in SharedCases::read().syllables() {
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
    // Keys without a rule stay legible.
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
fn texts_and_queries_are_split_alike() {
    for (text, wanted) in SharedCases::read().cases {
        assert_eq!(words_of(&text), wanted, "{text:?}");
    }
}

#[test]
fn words_of_other_scripts_are_indexed() {
    // Letters of two, three and four bytes, in places where a syllable could end.
    let title = "Thăm 中国, gi㻛i, aйb, ñ, 𠀀, a\u{5bf}";
    let files = files_of(&[record(title, &[], "中")], 1);
    assert!(!files.is_empty());
    assert!(
        words_of(title)
            .iter()
            .any(|word| format!("{word:?}").contains("中国"))
    );
}

#[test]
fn a_very_long_run_is_one_word_and_fast() {
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
            anchor: String::new(),
            kind: "bao-cao",
            title: title.to_owned(),
            line: String::new(),
        },
        facts: facts.iter().map(|&fact| fact.to_owned()).collect(),
        text: text.to_owned(),
        own_marks: Vec::new(),
        marks: Vec::new(),
        facets: vec![Facet {
            key: "nam/2023".to_owned(),
            label: "Năm 2023".to_owned(),
        }],
    }
}

#[test]
fn levels_rank_title_over_fact_over_body() {
    let record = record(
        "Giám sát tại Sa Pa",
        &["du lịch"],
        "giám sát, du lịch, nước nước nước rừng",
    );
    let terms = terms::Lexicon::default().read(&record);
    let levels: Vec<_> = terms
        .words
        .iter()
        .map(|(word, level)| (&*word.key, *level))
        .collect();
    assert_eq!(
        levels,
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
        "a comma separates"
    );
}

/// Reads a dictionary back from its shards, as a browser does.
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
        let mut key = String::new();
        while !rest.is_empty() {
            let shared = take_varint(&mut rest).expect("a count");
            key.truncate(usize::try_from(shared).expect("small"));
            key.push_str(&text(&mut rest));
            let fold = key.replace(['\'', '.'], "");
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
                _ => found.push((fold, key.clone(), records)),
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
    fn varints_round_trip(values in prop::collection::vec(any::<u64>(), 0..20)) {
        let mut bytes = Vec::new();
        for &value in &values {
            push_varint(&mut bytes, value);
        }
        let mut rest = &*bytes;
        let read: Vec<u64> = std::iter::from_fn(|| take_varint(&mut rest)).collect();
        prop_assert_eq!(read, values);
    }

    #[test]
    fn shards_round_trip(
        folds in prop::collection::btree_map("[a-z]{1,3}( [a-z]{1,2})?", prop::collection::btree_map(0..90_000_u32, 0..4_usize, 1..400), 1..30),
        target in 1..2000_usize,
    ) {
        let mut splitter = ShardSplitter::new(90_000, target);
        let mut shards = Vec::new();
        let mut wanted = Vec::new();
        for (fold, records) in &folds {
            for key in [fold.clone(), format!("{fold}'")] {
                let mut postings = Postings::default();
                for (&record, &level) in records {
                    postings.push(record, Level::ALL[level]);
                }
                splitter.push(fold, &key, &postings, &mut |shard| shards.push(shard));
                let records = records.iter().map(|(&record, &level)| (record, Level::ALL[level]));
                wanted.push((fold.clone(), key, records.collect::<Vec<_>>()));
            }
        }
        splitter.finish(&mut |shard| shards.push(shard));
        prop_assert_eq!(splitter.separators.len(), shards.len());
        prop_assert_eq!(&read_back(&shards), &wanted);
        // A fold is in the last shard that does not begin after it, and in those that continue it.
        prop_assert!(splitter.separators.is_sorted());
        for (fold, key, _) in &wanted {
            let to = format!("{fold}\t");
            let first = splitter.separators.partition_point(|separator| separator <= fold).max(1) - 1;
            let last = splitter.separators.partition_point(|separator| *separator <= to);
            let found = read_back(&shards[first..last]);
            let expected = wanted.iter().find(|item| (&item.0, &item.1) == (fold, key));
            prop_assert_eq!(found.iter().find(|item| (&item.0, &item.1) == (fold, key)), expected);
        }
    }
}

#[test]
fn no_shard_is_larger_than_64_kib() {
    // A word in a million records at random gaps, so that nothing compresses well.
    let mut postings = Postings::default();
    let mut random = 1_u32;
    let mut record = 0;
    while record < 1_000_000 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        postings.push(record, Level::ALL[(random >> 30) as usize]);
        record += 1 + (random >> 12) % 900;
    }
    let mut splitter = ShardSplitter::new(1_000_000, 16_000);
    let mut shards = Vec::new();
    for key in ["a", "a'", "a."] {
        splitter.push("a", key, &postings, &mut |shard| shards.push(shard));
    }
    splitter.finish(&mut |shard| shards.push(shard));
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
    let index = build_index(records, threads, |lexicon, record| {
        (record.clone(), Arc::new(RecordTerms(lexicon.read(record))))
    });
    let files = index.into_files(&Entities::default(), threads);
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
fn the_number_of_threads_does_not_change_the_bytes() {
    let syllables = SharedCases::read().syllables();
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
        .find(|name| name.ends_with("/n.bin"))
        .expect("a file")
        .split('/')
        .nth(1)
        .expect("a folder")
        .to_owned();
    assert!(one.keys().filter(|name| name.contains(&folder)).count() > 20);
    // Any change renames the folder, so that a browser's cache is never stale.
    let mut other = texts;
    other[5].text.push_str(" thêm");
    assert!(
        !files_of(&other, 2)
            .keys()
            .any(|name| name.contains(&folder))
    );
}

#[test]
fn an_empty_archive_has_an_index() {
    let files = files_of(&[], 2);
    let names: Vec<&str> = files
        .keys()
        .map(|name| name.rsplit('/').next().unwrap_or(""))
        .collect();
    assert_eq!(names, ["n.bin", "v.bin", "chi-muc.bin"]);
    let manifest = unzip(&files["tim-kiem/chi-muc.bin"]);
    assert!(
        manifest.starts_with(r#"{"version":3,"records":0,"hits":16,"#),
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
