//! Short forms of official life, and words that carry no meaning in a question.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::built_in_table;

/// The table of phrases, for a search that understands how officials and readers write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// The full form first, then its short forms: "Ủy ban nhân dân", "UBND".
    pub abbreviations: Vec<Vec<String>>,
    /// Words before the name of a place: "tỉnh", "TP".
    pub place_kinds: Vec<String>,
    /// Words of a question that its answer need not contain: "các", "như thế nào".
    pub fillers: Vec<String>,
}

impl Phrases {
    /// The built-in table.
    pub fn get() -> &'static Self {
        static PHRASES: LazyLock<Phrases> =
            LazyLock::new(|| built_in_table(include_str!("phrases.yaml")));
        &PHRASES
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Phrases;
    use crate::text::match_key;

    #[test]
    fn no_phrase_means_two_things() {
        let Phrases {
            abbreviations,
            place_kinds,
            fillers,
        } = Phrases::get();
        assert!(abbreviations.iter().all(|forms| forms.len() > 1));
        let mut seen = BTreeSet::new();
        for phrase in abbreviations.iter().flatten().chain(place_kinds) {
            assert!(seen.insert(match_key(phrase)), "{phrase}");
        }
        let mut seen = BTreeSet::new();
        for phrase in fillers {
            assert!(seen.insert(match_key(phrase)), "{phrase}");
        }
    }
}
