//! Paths of keys in front matter and settings: `locations[2].province`.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A step from a value to a value inside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// To the value of a key of a mapping.
    Key(String),
    /// To an item of a list, by its index from 0.
    Index(usize),
}

/// The path of a value from the outermost mapping of a source. The empty path is that mapping.
///
/// Its text form is `locations[2].province`. A key that contains anything but letters, digits, `_`
/// and `-` is quoted: `lesson_aliases["bai.1"]`. JSON uses the text form.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyPath(pub Vec<Step>);

impl KeyPath {
    /// Whether it is the path of the outermost mapping.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The steps, from the outermost.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The path of the value of `key` in this mapping.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.child(Step::Key(key.to_owned()))
    }

    /// The path of an item of this list, by its index from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.child(Step::Index(index))
    }

    /// The path one step below this one.
    #[must_use]
    pub fn child(&self, step: Step) -> Self {
        let steps = self.0.iter().cloned();
        Self(steps.chain([step]).collect())
    }

    /// The path of the mapping or list that contains this value, and the last step. `None` for the
    /// empty path.
    pub fn split_last(&self) -> Option<(Self, &Step)> {
        let (last, parent) = self.0.split_last()?;
        Some((Self(parent.to_vec()), last))
    }
}

/// Whether a key is written without quotes.
fn is_bare(key: &str) -> bool {
    let is_allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    !key.is_empty() && key.chars().all(is_allowed)
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Key(key) if is_bare(key) => {
                    let dot = if at > 0 { "." } else { "" };
                    write!(f, "{dot}{key}")?;
                }
                Step::Key(key) => {
                    f.write_str("[\"")?;
                    for c in key.chars() {
                        if matches!(c, '"' | '\\') {
                            f.write_char('\\')?;
                        }
                        f.write_char(c)?;
                    }
                    f.write_str("\"]")?;
                }
            }
        }
        Ok(())
    }
}

/// The text is not a path of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidKeyPath;

impl fmt::Display for InvalidKeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a path of a key, such as `locations[2].province`")
    }
}

impl std::error::Error for InvalidKeyPath {}

impl FromStr for KeyPath {
    type Err = InvalidKeyPath;

    fn from_str(text: &str) -> Result<Self, InvalidKeyPath> {
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (step, after) = if let Some(quoted) = rest.strip_prefix("[\"") {
                quoted_key(quoted)?
            } else if let Some(index) = rest.strip_prefix('[') {
                let (digits, after) = index.split_once(']').ok_or(InvalidKeyPath)?;
                let is_number = digits.bytes().all(|b| b.is_ascii_digit());
                let index = digits.parse().ok().filter(|_| is_number);
                (Step::Index(index.ok_or(InvalidKeyPath)?), after)
            } else {
                let key = match rest.strip_prefix('.') {
                    Some(key) if !steps.is_empty() => key,
                    None if steps.is_empty() => rest,
                    _ => return Err(InvalidKeyPath),
                };
                let (key, after) = key.split_at(key.find(['.', '[']).unwrap_or(key.len()));
                if !is_bare(key) {
                    return Err(InvalidKeyPath);
                }
                (Step::Key(key.to_owned()), after)
            };
            steps.push(step);
            rest = after;
        }
        Ok(Self(steps))
    }
}

/// Reads a quoted key up to its `"]`, and returns it with the text after it.
fn quoted_key(text: &str) -> Result<(Step, &str), InvalidKeyPath> {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => key.push(chars.next().ok_or(InvalidKeyPath)?.1),
            '"' => {
                let after = text[at + 1..].strip_prefix(']').ok_or(InvalidKeyPath)?;
                return Ok((Step::Key(key), after));
            }
            c => key.push(c),
        }
    }
    Err(InvalidKeyPath)
}

impl Serialize for KeyPath {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for KeyPath {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_paths_as_people_write_them() {
        let path: KeyPath = "locations[2].province".parse().expect("a path");
        assert_eq!(
            path,
            KeyPath::default().key("locations").index(2).key("province")
        );
        for bad in [
            ".a", "a.", "a..b", "a[", "a[x]", "a[-1]", "a b", "[\"a", "[\"a\"", "a.[0]",
        ] {
            assert_eq!(bad.parse::<KeyPath>(), Err(InvalidKeyPath), "{bad}");
        }
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            "[a-zđ_-]{1,4}|[\\PC]{0,4}|[\"\\\\.\\[\\]]{0,3}".prop_map(Step::Key),
            (0..200_usize).prop_map(Step::Index),
        ]
    }

    proptest! {
        #[test]
        fn reads_back_what_it_writes(steps in proptest::collection::vec(step(), 0..5)) {
            let path = KeyPath(steps);
            prop_assert_eq!(path.to_string().parse(), Ok(path));
        }
    }
}
