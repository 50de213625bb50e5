//! What a form says about a key: its label and those of its choices.

use super::keys::Key;
use ssg_base::message::Language;

/// The label of a key: its own, or its description with a capital letter.
pub(super) fn label(key: &Key, language: Language) -> String {
    let pick = |[vi, en]: [&'static str; 2]| match language {
        Language::Vi => vi,
        Language::En => en,
    };
    let text = pick(key.label.unwrap_or([key.vi, key.en]));
    let mut chars = text.chars();
    let first = chars.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(chars).collect()
}

/// The labels of the choices of a key, in the order of its words.
pub(super) fn choice_labels(key: &Key, language: Language) -> Vec<&'static str> {
    let labels = key.choices.iter().map(|(vi, en)| match language {
        Language::Vi => *vi,
        Language::En => *en,
    });
    labels.collect()
}

#[cfg(test)]
mod tests {
    use super::super::Subject;
    use super::super::keys::{Shape, keys};
    use super::*;

    const SUBJECTS: [Subject; 4] = [Subject::Report, Subject::Plan, Subject::Page, Subject::Site];

    /// Calls `check` for each key of a table and of the mappings in it.
    fn each_key(keys: &'static [Key], check: &mut dyn FnMut(&Key)) {
        for key in keys {
            check(key);
            if let Shape::Map(keys)
            | Shape::MapOrText(keys)
            | Shape::List(keys)
            | Shape::ListOrTexts(keys) = &key.shape
            {
                each_key(keys, check);
            }
        }
    }

    #[test]
    fn every_outermost_key_has_a_group() {
        for key in SUBJECTS.into_iter().flat_map(keys).flatten() {
            assert!(key.group.is_some(), "{}", key.name);
        }
    }

    #[test]
    fn every_key_and_choice_has_a_short_label_in_both_languages() {
        let mut check = |key: &Key| {
            if let Shape::Choice(words) = &key.shape {
                assert_eq!(words.len(), key.choices.len(), "{}", key.name);
            }
            for language in [Language::Vi, Language::En] {
                let choices = choice_labels(key, language).into_iter();
                for label in choices.map(str::to_owned).chain([label(key, language)]) {
                    let is_short = (1..=32).contains(&label.chars().count());
                    assert!(
                        is_short && !label.contains([':', ';', '…']),
                        "{}: {label:?}",
                        key.name
                    );
                }
            }
        };
        for table in SUBJECTS.into_iter().flat_map(keys) {
            each_key(table, &mut check);
        }
    }
}
