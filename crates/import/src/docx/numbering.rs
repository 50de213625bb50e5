//! The lists of a Word file: the number printed before each paragraph.

use std::collections::{BTreeMap, BTreeSet};

use super::xml::{Node, attribute, walk};
use crate::ImportError;

/// One level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

/// The lists of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each abstract list, by its id.
    definitions: BTreeMap<String, BTreeMap<u8, Level>>,
    /// For each list, by its id, its abstract list and the start numbers that it overrides.
    lists: BTreeMap<String, (String, BTreeMap<u8, u32>)>,
}

/// The current numbers of the lists in one part.
#[derive(Clone, Debug, Default)]
pub(super) struct Counters {
    by_definition: BTreeMap<String, [u32; 9]>,
    /// The lists that have begun, whose own start numbers are applied.
    begun: BTreeSet<String>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, ImportError> {
        let mut numbering = Self::default();
        let (mut definition, mut list) = (String::new(), String::new());
        let mut level = 0_u8;
        let (mut in_definition, mut in_list) = (false, false);
        walk(xml, |node| {
            match node {
                Node::Open(name, element) => {
                    let value = || attribute(element, "val").unwrap_or_default();
                    let id = |name| attribute(element, name).unwrap_or_default();
                    match name {
                        "abstractNum" => (definition, in_definition) = (id("abstractNumId"), true),
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
                        "start" | "numFmt" | "lvlText" if in_definition => {
                            let levels =
                                numbering.definitions.entry(definition.clone()).or_default();
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
                Node::Close("abstractNum") => in_definition = false,
                Node::Close("num") => in_list = false,
                Node::Close(_) | Node::Text(_) => {}
            }
            Ok(())
        })?;
        Ok(numbering)
    }

    /// Returns the label of the next paragraph of a list, as printed. The outer `None` means that the
    /// list has no such level, the inner one that the label is a dash or dot.
    #[expect(clippy::option_option, reason = "no list, a dash or a number")]
    pub(super) fn next_label(
        &self,
        list: &str,
        level: u8,
        counters: &mut Counters,
    ) -> Option<Option<String>> {
        let level = level.min(8);
        let (definition, starts) = self.lists.get(list)?;
        let levels = self.definitions.get(definition)?;
        let row = levels.get(&level)?;
        if row.format == "bullet" || row.format == "none" {
            return Some(None);
        }
        let is_new = counters.begun.insert(list.to_owned());
        let counts = counters
            .by_definition
            .entry(definition.clone())
            .or_insert([0; 9]);
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
            text = text.replace(&format!("%{}", number + 1), &format_number(count, format));
        }
        Some(Some(text.trim().to_owned()))
    }
}

/// Formats a number the way a list prints it.
fn format_number(count: u32, format: &str) -> String {
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

/// Formats a number below 400 as a Roman numeral. Larger ones count as 399.
fn roman(mut count: u32) -> String {
    const NUMERALS: [(u32, &str); 9] = [
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
    for (value, numeral) in NUMERALS {
        while count >= value {
            out.push_str(numeral);
            count -= value;
        }
    }
    out
}
