//! Entities: what readers search for by name and what has a page, such as a province or a topic.
//!
//! They are a dictionary of lines, sorted by the folded name. A line has seven fields, separated by
//! tabs: fold, key (empty: as the fold), kind, address, name, counts in words, and a slug by which
//! pairs are found. A pair has the line `~SLUG/SLUG`, which sorts after all names.

use super::shard::separator;
use super::{one_line, words};

/// The bytes of a shard of lines before compression; about 1.4 KB after it.
const SHARD_BYTES: usize = 4_000;

/// Something that readers search for by name and that has a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The address of its page, with a fragment if it is a part of it. Empty for a country that the
    /// archive has nothing on: its name is known, so that its syllables are not looked up apart.
    pub address: String,
    /// Its name as results show it.
    pub name: String,
    /// What its page holds, in words: "12 báo cáo · 34 bài học".
    pub counts: String,
    /// All names by which it is found, its own first.
    pub names: Vec<String>,
    /// The slug by which pairs refer to it: of a topic, a year, a country, or today's province. May be
    /// empty.
    pub slug: String,
}

/// The kind of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum EntityKind {
    Province,
    FormerProvince,
    Country,
    Topic,
    Year,
    Council,
    Lead,
    Place,
    Page,
}

impl EntityKind {
    /// Its name in the index.
    fn name(self) -> &'static str {
        match self {
            Self::Province => "tinh",
            Self::FormerProvince => "tinh-cu",
            Self::Country => "nuoc",
            Self::Topic => "chu-de",
            Self::Year => "nam",
            Self::Council => "co-quan",
            Self::Lead => "truong-doan",
            Self::Place => "noi",
            Self::Page => "trang",
        }
    }
}

/// A page or record about two entities: a topic in a province, in a country or in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityPair {
    /// The slug of the province, the country or the year, then that of the topic.
    pub slugs: [String; 2],
    /// Where it leads.
    pub address: String,
    /// What it holds, in words.
    pub counts: String,
}

/// The entities of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entities {
    /// All of them. Of entities with one name, the first is shown first.
    pub all: Vec<Entity>,
    /// Their pairs.
    pub pairs: Vec<EntityPair>,
    /// Whether the lists of lessons and reports have finders.
    pub has_finder: bool,
}

impl Entities {
    /// The lines, sorted by their folds.
    fn lines(&self) -> Vec<(String, String)> {
        let mut lines = Vec::new();
        for entity in &self.all {
            let Entity {
                kind,
                address,
                name,
                counts,
                names,
                slug,
            } = entity;
            let rest = [kind.name(), address, name, counts, slug]
                .map(one_line)
                .join("\t");
            let mut known = Vec::new();
            for name in names {
                let (fold, key) = words::phrase(name);
                if fold.is_empty() || known.contains(&key) {
                    continue;
                }
                let written = if key == fold { "" } else { &key };
                lines.push((fold.clone(), format!("{fold}\t{written}\t{rest}")));
                known.push(key);
            }
        }
        for EntityPair {
            slugs: [of, topic],
            address,
            counts,
        } in &self.pairs
        {
            let fold = format!("~{of}/{topic}");
            lines.push((fold.clone(), format!("{fold}\t\t\t{address}\t\t{counts}\t")));
        }
        // Stable: entities of one name stay in their order.
        lines.sort_by(|(a, _), (b, _)| a.cmp(b));
        lines
    }

    /// The shards, uncompressed, and the separator before each. All lines of a fold are in one shard.
    pub(super) fn shards(&self) -> (Vec<String>, Vec<String>) {
        let (mut shards, mut separators): (Vec<String>, Vec<String>) = Default::default();
        let mut last_fold = String::new();
        for (fold, line) in self.lines() {
            let is_full = shards
                .last()
                .is_none_or(|shard| shard.len() > SHARD_BYTES && fold != last_fold);
            if is_full {
                separators.push(separator(&last_fold, &fold));
                shards.push(String::new());
            }
            if let Some(shard) = shards.last_mut() {
                if !shard.is_empty() {
                    shard.push('\n');
                }
                shard.push_str(&line);
            }
            last_fold = fold;
        }
        (shards, separators)
    }

    /// The lines of provinces and topics, in which a reader's browser looks for a misspelt name.
    pub(super) fn spellings(&self) -> String {
        let is_frequent = |entity: &&Entity| {
            matches!(
                entity.kind,
                EntityKind::Province | EntityKind::FormerProvince | EntityKind::Topic
            )
        };
        let all = self.all.iter().filter(is_frequent).cloned().collect();
        let frequent = Self {
            all,
            pairs: Vec::new(),
            has_finder: false,
        };
        let lines = frequent.lines().into_iter().map(|(_, line)| line);
        lines.collect::<Vec<_>>().join("\n")
    }
}
