//! What a form says about a key: its label, the part it belongs to, what its text may name.

use super::keys::Key;
use ssg_base::message::Language;

/// A part of a form, in the order of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// Title, summary, topics, council.
    General,
    /// When the trip was, and the plan it carries out.
    Trip,
    /// Who travelled.
    Delegation,
    /// Where they went.
    Places,
    /// The planned trips of a plan.
    Batches,
    /// What a plan says beside its trips.
    Programme,
    /// The lessons used, and the assessment.
    Lessons,
    /// The official document and those it refers to.
    Document,
    /// What the trip cost, or may cost.
    Cost,
    /// The councils of the site.
    Councils,
    /// Status, corrections and addresses.
    Publication,
}

impl Group {
    /// The heading of the part.
    pub(super) fn label(self, language: Language) -> &'static str {
        let [vi, en] = match self {
            Self::General => ["Thông tin chung", "General"],
            Self::Trip => ["Chuyến đi", "Trip"],
            Self::Delegation => ["Đoàn công tác", "Delegation"],
            Self::Places => ["Nơi đến", "Places"],
            Self::Batches => ["Các đợt", "Batches"],
            Self::Programme => ["Nội dung kế hoạch", "Programme"],
            Self::Lessons => ["Bài học, đánh giá", "Lessons and assessment"],
            Self::Document => ["Văn bản", "Official document"],
            Self::Cost => ["Kinh phí", "Cost"],
            Self::Councils => ["Hội đồng nhân dân", "Councils"],
            Self::Publication => ["Đăng và đính chính", "Publication"],
        };
        match language {
            Language::Vi => vi,
            Language::En => en,
        }
    }
}

/// What a text of a field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Suggest {
    /// A council.
    Council,
    /// A batch of a plan: `2023/dong-thap/4`.
    Batch,
    /// A lesson: `2023/con-dao/bai-hoc-1`.
    Lesson,
    /// A record.
    Record,
    /// A file beside the record.
    File,
}

impl Suggest {
    /// The name in the schema.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Batch => "batch",
            Self::Lesson => "lesson",
            Self::Record => "record",
            Self::File => "file",
        }
    }
}

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
