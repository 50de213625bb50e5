//! Values of front matter as plain data.

use serde::{Deserialize, Serialize};

use crate::{Edit, KeyPath, Refusal, Step};
use ssg_base::message::Message;
use ssg_vietnam::text::nfc;

/// The deepest nesting that can be written; the parser refuses deeper YAML.
const MAX_DEPTH: usize = 30;

/// A value of front matter. JSON has the same values.
///
/// [`read`](crate::read) returns every single value as [`Value::Text`], as its author wrote it
/// without quotes: `08` stays `08`, and `true` is the text `true`. Numbers and booleans exist to be
/// written without quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// No value: a key followed by nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping, in order. In JSON an object.
    #[serde(with = "pairs")]
    Map(Vec<(String, Value)>),
}

impl Value {
    /// The value at `path`; `None` if it is absent.
    pub fn get(&self, path: &KeyPath) -> Option<&Self> {
        path.steps()
            .iter()
            .try_fold(self, |value, step| value.at(step))
    }

    /// The value one step below.
    fn at(&self, step: &Step) -> Option<&Self> {
        match (self, step) {
            (Self::Map(pairs), Step::Key(key)) => {
                let mut pairs = pairs.iter();
                pairs
                    .find(|(k, _)| same_key(k, key))
                    .map(|(_, value)| value)
            }
            (Self::List(items), Step::Index(index)) => items.get(*index),
            _ => None,
        }
    }

    /// Whether nothing is written: no value, or an empty list or mapping.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::List(items) => items.is_empty(),
            Self::Map(pairs) => pairs.is_empty(),
            _ => false,
        }
    }

    /// The text of a single value.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.to_string()),
            Self::Bool(flag) => Some(flag.to_string()),
            Self::Null | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// Whether both are read as the same. The order of keys does not matter, and blank values are
    /// equal.
    pub(crate) fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            _ if self.is_blank() && other.is_blank() => true,
            (Self::List(a), Self::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same_as(b))
            }
            (Self::Map(a), Self::Map(b)) => {
                let (a, b) = (by_key(a), by_key(b));
                let same =
                    |((ka, a), (kb, b)): (&(&str, &Self), &(&str, &Self))| ka == kb && a.same_as(b);
                a.len() == b.len() && a.iter().zip(&b).all(same)
            }
            _ => match (self.as_text(), other.as_text()) {
                (Some(a), Some(b)) => a == b,
                _ => false,
            },
        }
    }

    pub(crate) fn collect_leaves<'v>(
        &'v self,
        path: &KeyPath,
        leaves: &mut Vec<(KeyPath, &'v Self)>,
    ) {
        match self {
            Self::List(items) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    item.collect_leaves(&path.index(index), leaves);
                }
            }
            Self::Map(pairs) if !pairs.is_empty() => {
                for (key, value) in pairs {
                    value.collect_leaves(&path.key(key), leaves);
                }
            }
            _ => leaves.push((path.clone(), self)),
        }
    }

    /// Changes the value as the edit says.
    pub(crate) fn edit(&mut self, edit: &Edit) -> Result<(), Refusal> {
        match edit {
            Edit::Set(path, value) => {
                if !value.is_shallow(MAX_DEPTH.saturating_sub(path.steps().len())) {
                    let key = path.to_string();
                    return Err(Refusal::new(Message::EditTooDeep { key }));
                }
                *self.reach(path, 0)? = value.clone();
            }
            Edit::Remove(path) => self.remove(path)?,
            Edit::Insert(path, index, value) => {
                if !value.is_shallow(MAX_DEPTH.saturating_sub(path.steps().len() + 1)) {
                    let key = path.to_string();
                    return Err(Refusal::new(Message::EditTooDeep { key }));
                }
                let list = self.reach(path, 0)?;
                if list.is_blank() {
                    *list = Self::List(Vec::new());
                }
                if !matches!(list, Self::List(_)) {
                    *list = Self::List(vec![list.clone()]);
                }
                if let Self::List(items) = list {
                    if *index > items.len() {
                        return Err(Refusal::no_such_key(&path.index(*index)));
                    }
                    items.insert(*index, value.clone());
                }
            }
            Edit::Move(path, from, to) => {
                let Some(Self::List(items)) = self.get(path) else {
                    let key = path.to_string();
                    return Err(Refusal::new(Message::EditNotAList { key }));
                };
                if let Some(absent) = [*from, *to].iter().find(|index| **index >= items.len()) {
                    return Err(Refusal::no_such_key(&path.index(*absent)));
                }
                if let Self::List(items) = self.reach(path, 0)? {
                    let item = items.remove(*from);
                    items.insert(*to, item);
                }
            }
            Edit::SetBody(_) | Edit::SetLesson(..) | Edit::SetAlt(..) => {}
        }
        Ok(())
    }

    /// The value at `path` to be changed. Absent keys from step `at` on are added.
    fn reach(&mut self, path: &KeyPath, at: usize) -> Result<&mut Self, Refusal> {
        let Some(step) = path.steps().get(at) else {
            return Ok(self);
        };
        let here = || KeyPath(path.steps()[..at].to_vec()).to_string();
        match step {
            Step::Key(key) => {
                if self.is_blank() {
                    *self = Self::Map(Vec::new());
                }
                let Self::Map(pairs) = self else {
                    return Err(Refusal::new(Message::EditNotAMapping { key: here() }));
                };
                let mut found = pairs.iter().enumerate();
                let mut found = found.by_ref().filter(|(_, (k, _))| same_key(k, key));
                let index = found.next().map(|(index, _)| index);
                if found.next().is_some() {
                    let key = key.clone();
                    return Err(Refusal::new(Message::EditDuplicateKey { key }));
                }
                let index = index.unwrap_or_else(|| {
                    pairs.push((key.clone(), Self::Null));
                    pairs.len() - 1
                });
                pairs[index].1.reach(path, at + 1)
            }
            Step::Index(index) => {
                let Self::List(items) = self else {
                    return Err(Refusal::new(Message::EditNotAList { key: here() }));
                };
                match items.get_mut(*index) {
                    Some(item) => item.reach(path, at + 1),
                    None => Err(Refusal::no_such_key(&KeyPath(path.steps()[..=at].to_vec()))),
                }
            }
        }
    }

    fn remove(&mut self, path: &KeyPath) -> Result<(), Refusal> {
        let (Some((parent, last)), Some(_)) = (path.split_last(), self.get(path)) else {
            return Ok(());
        };
        match (self.reach(&parent, 0)?, last) {
            (Self::Map(pairs), Step::Key(key)) => {
                if pairs.iter().filter(|(k, _)| same_key(k, key)).count() > 1 {
                    let key = key.clone();
                    return Err(Refusal::new(Message::EditDuplicateKey { key }));
                }
                pairs.retain(|(k, _)| !same_key(k, key));
            }
            (Self::List(items), Step::Index(index)) => {
                items.remove(*index);
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether lists and mappings are nested at most `depth` deep.
    fn is_shallow(&self, depth: usize) -> bool {
        match self {
            Self::List(items) => depth > 0 && items.iter().all(|item| item.is_shallow(depth - 1)),
            Self::Map(pairs) => {
                depth > 0 && pairs.iter().all(|(_, value)| value.is_shallow(depth - 1))
            }
            _ => true,
        }
    }
}

/// Whether two keys are the same. A file on disk may have its accents apart from the letters.
pub(crate) fn same_key(a: &str, b: &str) -> bool {
    a == b || nfc(a) == nfc(b)
}

fn by_key(pairs: &[(String, Value)]) -> Vec<(&str, &Value)> {
    let pairs = pairs.iter().map(|(key, value)| (key.as_str(), value));
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_by_key(|(key, _)| *key);
    pairs
}

/// A mapping in JSON.
mod pairs {
    use std::fmt;

    use serde::de::{Deserializer, MapAccess, Visitor};
    use serde::ser::Serializer;

    use super::Value;

    pub(super) fn serialize<S: Serializer>(
        pairs: &[(String, Value)],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_map(pairs.iter().map(|(key, value)| (key, value)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(String, Value)>, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Vec<(String, Value)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = from.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }

        from.deserialize_map(Pairs)
    }
}
