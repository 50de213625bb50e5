//! The lists of a Word file: which numbers stand before its paragraphs.

use std::collections::BTreeMap;

use super::super::ImportError;
use super::{Node, attribute, walk};

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

/// The lists by their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each kind of list.
    kinds: BTreeMap<String, BTreeMap<u8, Level>>,
    /// The kind of each list, and where its levels start anew.
    lists: BTreeMap<String, (String, BTreeMap<u8, u32>)>,
}

/// How far the lists of one part have counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Counters {
    by_kind: BTreeMap<String, [u32; 9]>,
    /// Lists that were met, whose own start was taken.
    met: std::collections::BTreeSet<String>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, ImportError> {
        let mut numbering = Self::default();
        let (mut kind, mut list) = (String::new(), String::new());
        let mut level = 0_u8;
        let (mut in_kind, mut in_list) = (false, false);
        walk(xml, |node| {
            match node {
                Node::Open(name, element) => {
                    let value = || attribute(element, "val").unwrap_or_default();
                    let id = |name| attribute(element, name).unwrap_or_default();
                    match name {
                        "abstractNum" => (kind, in_kind) = (id("abstractNumId"), true),
                        "num" => (list, in_list) = (id("numId"), true),
                        "lvl" | "lvlOverride" => level = id("ilvl").parse().unwrap_or(9).min(9),
                        "abstractNumId" if in_list => {
                            numbering
                                .lists
                                .insert(list.clone(), (value(), BTreeMap::new()));
                        }
                        "startOverride" if in_list => {
                            let start = value().parse().unwrap_or(1);
                            if let Some((_, starts)) = numbering.lists.get_mut(&list) {
                                starts.insert(level, start);
                            }
                        }
                        "start" | "numFmt" | "lvlText" if in_kind => {
                            let levels = numbering.kinds.entry(kind.clone()).or_default();
                            let row = levels.entry(level).or_insert_with(|| Level {
                                start: 1,
                                ..Level::default()
                            });
                            match name {
                                "start" => row.start = value().parse().unwrap_or(1),
                                "numFmt" => row.format = value(),
                                _ => row.text = value(),
                            }
                        }
                        _ => {}
                    }
                }
                Node::Close("abstractNum") => in_kind = false,
                Node::Close("num") => in_list = false,
                Node::Close(_) | Node::Text(_) => {}
            }
            Ok(())
        })?;
        Ok(numbering)
    }

    /// The number of the next paragraph of a list, as printed. The outer `None` where the list has
    /// no such level, the inner for a dash or dot.
    #[expect(clippy::option_option, reason = "no list, a dash, a number")]
    pub(super) fn next(
        &self,
        list: &str,
        level: u8,
        counters: &mut Counters,
    ) -> Option<Option<String>> {
        let level = level.min(8);
        let (kind, starts) = self.lists.get(list)?;
        let levels = self.kinds.get(kind)?;
        let row = levels.get(&level)?;
        if row.format == "bullet" || row.format == "none" {
            return Some(None);
        }
        let is_new = counters.met.insert(list.to_owned());
        let counts = counters.by_kind.entry(kind.clone()).or_insert([0; 9]);
        if is_new {
            for (&level, &start) in starts {
                counts[usize::from(level.min(8))] = start.saturating_sub(1);
            }
        }
        let at = usize::from(level);
        let first = levels.get(&level).map_or(1, |row| row.start);
        counts[at] = if counts[at] == 0 {
            first.max(1)
        } else {
            counts[at].saturating_add(1)
        };
        counts[at + 1..].fill(0);
        let mut text = row.text.clone();
        for (number, count) in counts.iter().enumerate().take(at + 1) {
            let place = u8::try_from(number).unwrap_or(0);
            let format = levels.get(&place).map_or("decimal", |row| &row.format);
            let count = (*count).max(1);
            text = text.replace(&format!("%{}", number + 1), &printed(count, format));
        }
        Some(Some(text.trim().to_owned()))
    }
}

/// A count as a list prints it.
fn printed(count: u32, format: &str) -> String {
    let letter = |first: u8| {
        let place = u8::try_from((count.max(1) - 1) % 26).unwrap_or(0);
        char::from(first + place).to_string()
    };
    match format {
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

fn roman(mut count: u32) -> String {
    const SIGNS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    count = count.min(399);
    for (worth, sign) in SIGNS {
        while count >= worth {
            out.push_str(sign);
            count -= worth;
        }
    }
    out
}
