//! Forms: what a program needs to ask for the keys of front matter and `site.yaml` field by field.
//!
//! A form is the same table of keys as the JSON Schema, with the words that people see. Paths of
//! values in a form are [`KeyPath`](ssg_base::key_path::KeyPath)s.

use serde::Serialize;

use super::Subject;
use super::keys::{Key, Shape, keys};
use crate::document::EXPECTED_KEYS;
use ssg_base::message::Language;

/// A form for one kind of document, or for the settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// The parts of the form, each with at least one field.
    pub groups: Vec<FormGroup>,
}

/// A part of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormGroup {
    /// The part.
    pub group: Group,
    /// Its heading.
    pub label: &'static str,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field of a form: a key and how to ask for its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// The label.
    pub label: String,
    /// What to write; empty where the label says it.
    pub help: &'static str,
    /// Whether the key must have a value.
    pub required: bool,
    /// Whether a warning is given while the key has no value.
    pub expected: bool,
    /// The kind of value.
    pub input: Input,
    /// What the text of the field names, so that a program can offer names.
    pub suggest: Option<Suggest>,
}

/// The kind of value that a field takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Input {
    /// A short text.
    Text,
    /// A text of one or more sentences.
    LongText,
    /// A whole number that is not negative.
    Number,
    /// `true` or `false`.
    Flag,
    /// A day, month or year.
    Date,
    /// A list of texts. A single text is a list of one.
    Texts,
    /// The name of a province on the day of the event.
    Province,
    /// A list of topics. A single topic is a list of one.
    Topics,
    /// One of a few words.
    Choice {
        /// The words, each with its label.
        choices: Vec<Choice>,
    },
    /// A mapping.
    Mapping {
        /// The fields of the mapping.
        fields: Vec<Field>,
        /// The key whose value alone may stand for the mapping.
        shorthand: Option<&'static str>,
    },
    /// A list of mappings. A single mapping is a list of one.
    List {
        /// The fields of each item.
        fields: Vec<Field>,
        /// The key whose value alone may stand for an item.
        shorthand: Option<&'static str>,
    },
    /// A mapping from texts to texts, whose keys the author chooses.
    Open,
}

/// A word that a key takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The word in the file.
    pub value: &'static str,
    /// The label.
    pub label: &'static str,
}

/// A part of a form, in the order of forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
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
    /// All groups, in the order of forms.
    pub const ALL: [Self; 11] = [
        Self::General,
        Self::Trip,
        Self::Delegation,
        Self::Places,
        Self::Batches,
        Self::Programme,
        Self::Lessons,
        Self::Document,
        Self::Cost,
        Self::Councils,
        Self::Publication,
    ];

    /// The heading of the part.
    pub fn label(self, language: Language) -> &'static str {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suggest {
    /// A council.
    Council,
    /// A batch of a plan: `2023/dong-thap/4`.
    Batch,
    /// A lesson: `2023/con-dao/bai-hoc-1`.
    Lesson,
    /// A record.
    Record,
}

/// The form for a subject. [`Subject::FrontMatter`] has the fields that every kind of document has.
pub fn form(subject: Subject, language: Language) -> Form {
    let keys: Vec<&Key> = keys(subject).into_iter().flatten().collect();
    let is_expected = |key: &Key| subject == Subject::Report && EXPECTED_KEYS.contains(&key.name);
    let fields_of = |group| {
        let keys = keys.iter().filter(|key| key.group == Some(group));
        let fields = keys.map(|key| Field {
            expected: is_expected(key),
            ..field(key, language)
        });
        fields.collect::<Vec<Field>>()
    };
    let groups = Group::ALL.into_iter().map(|group| FormGroup {
        group,
        label: group.label(language),
        fields: fields_of(group),
    });
    Form {
        groups: groups.filter(|group| !group.fields.is_empty()).collect(),
    }
}

fn fields(keys: &[Key], language: Language) -> Vec<Field> {
    keys.iter().map(|key| field(key, language)).collect()
}

fn field(key: &Key, language: Language) -> Field {
    Field {
        key: key.name,
        label: label(key, language),
        help: help(key, language),
        required: key.is_required,
        expected: false,
        input: input(key, language),
        suggest: key.suggest,
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

/// The description of a key, unless its label says the same.
fn help(key: &Key, language: Language) -> &'static str {
    let description = match language {
        Language::Vi => key.vi,
        Language::En => key.en,
    };
    if label(key, language).to_lowercase() == description.to_lowercase() {
        ""
    } else {
        description
    }
}

/// The labels of the choices of a key, in the order of its words.
pub(super) fn choice_labels(key: &Key, language: Language) -> Vec<&'static str> {
    let labels = key.choices.iter().map(|(vi, en)| match language {
        Language::Vi => *vi,
        Language::En => *en,
    });
    labels.collect()
}

fn input(key: &Key, language: Language) -> Input {
    let shorthand = |keys: &'static [Key]| keys.first().map(|first| first.name);
    let mapping = |keys: &'static [Key], shorthand| Input::Mapping {
        fields: fields(keys, language),
        shorthand,
    };
    let list = |keys: &'static [Key], shorthand| Input::List {
        fields: fields(keys, language),
        shorthand,
    };
    match &key.shape {
        Shape::Text if key.is_long => Input::LongText,
        Shape::Text => Input::Text,
        Shape::Number => Input::Number,
        Shape::Flag => Input::Flag,
        Shape::Date => Input::Date,
        Shape::Texts => Input::Texts,
        Shape::Province => Input::Province,
        Shape::Topics => Input::Topics,
        Shape::Choice(words) => {
            let labels = choice_labels(key, language);
            let choices = words.iter().zip(labels);
            let choices = choices.map(|(value, label)| Choice { value, label });
            Input::Choice {
                choices: choices.collect(),
            }
        }
        Shape::Map(keys) => mapping(keys, None),
        Shape::MapOrText(keys) => mapping(keys, shorthand(keys)),
        Shape::List(keys) => list(keys, None),
        Shape::ListOrTexts(keys) => list(keys, shorthand(keys)),
        Shape::Open => Input::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels of all fields and choices, each with the path of its key.
    fn words(fields: &[Field], path: &str, words: &mut Vec<(String, String)>) {
        for field in fields {
            let path = format!("{path}.{}", field.key);
            words.push((path.clone(), field.label.clone()));
            match &field.input {
                Input::Choice { choices } => {
                    for choice in choices {
                        words.push((format!("{path}={}", choice.value), choice.label.to_owned()));
                    }
                }
                Input::Mapping { fields, .. } | Input::List { fields, .. } => {
                    self::words(fields, &path, words);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn every_key_has_a_field_with_a_short_label_in_both_languages() {
        for subject in [Subject::Report, Subject::Plan, Subject::Page, Subject::Site] {
            for language in [Language::Vi, Language::En] {
                let form = form(subject, language);
                let fields = form.groups.iter().flat_map(|group| &group.fields);
                let names: Vec<&str> = fields.map(|field| field.key).collect();
                let keys: Vec<&Key> = keys(subject).into_iter().flatten().collect();
                assert_eq!(
                    names.len(),
                    keys.len(),
                    "{subject:?}: a key without a group"
                );
                let mut found = Vec::new();
                for group in &form.groups {
                    words(&group.fields, "", &mut found);
                }
                for (path, label) in found {
                    let is_short = (1..=32).contains(&label.chars().count());
                    let is_label = is_short && !label.contains([':', ';', '…']);
                    assert!(is_label, "{path}: {label:?}");
                }
            }
        }
    }

    #[test]
    fn every_choice_has_a_label() {
        fn check(keys: &[Key]) {
            for key in keys {
                match &key.shape {
                    Shape::Choice(words) => {
                        assert_eq!(words.len(), key.choices.len(), "{}", key.name);
                    }
                    Shape::Map(keys)
                    | Shape::MapOrText(keys)
                    | Shape::List(keys)
                    | Shape::ListOrTexts(keys) => check(keys),
                    _ => assert!(key.choices.is_empty(), "{}", key.name),
                }
            }
        }
        for subject in [Subject::Report, Subject::Plan, Subject::Site] {
            keys(subject).into_iter().for_each(check);
        }
    }

    #[test]
    fn a_form_of_a_report_groups_its_fields() {
        let form = form(Subject::Report, Language::Vi);
        let places = form
            .groups
            .iter()
            .find(|group| group.group == Group::Places);
        let [locations] = &*places.expect("places").fields else {
            panic!("one field")
        };
        assert!(locations.expected && !locations.required);
        let Input::List { fields, shorthand } = &locations.input else {
            panic!("a list")
        };
        assert_eq!(*shorthand, Some("province"));
        assert!(!fields[0].required && fields[0].input == Input::Province);
        let json = serde_json::to_value(&form).expect("JSON");
        assert_eq!(json["groups"][0]["group"], "general");
        assert_eq!(json["groups"][0]["fields"][0]["input"]["type"], "text");
    }
}
