//! Edits of a source file that keep every byte they do not mean to change: comments, the order of
//! keys, quotes, line ends, the byte order mark.
//!
//! An edit is a splice at the places that the YAML parser of the compiler reports. After each edit
//! the file is parsed again, and the edit is refused unless exactly the intended values changed.
//! So a rare form of YAML leads to a [`Refusal`], never to a damaged file. (The crate `yaml-edit`
//! 0.3.6 was tried: it escapes Vietnamese letters inside flow mappings, and a second YAML parser
//! could disagree with the one that builds the site.)
//!
//! This crate knows neither which keys exist nor what their values mean, and does no input or
//! output. Reading order: [`Value`] and [`Edit`] are the interface, [`read`] and [`apply`] use
//! them; `layout` finds the bytes of every value, `splice` decides what to replace, `write` writes
//! YAML, and `body` edits Markdown.

mod body;
mod expand;
mod layout;
mod refusal;
mod source;
mod splice;
mod value;
mod write;

use serde::{Deserialize, Serialize};

use self::source::Source;
use ssg_base::message::Message;

pub use body::{BodyHeading, BodyOutline, BodyPhoto, LessonMark};
pub use refusal::Refusal;
pub use ssg_base::key_path::{KeyPath, Step};
pub use value::Value;

/// The values of a source file's front matter, and where its body begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FrontMatter {
    /// The outermost mapping, in the order of the file.
    pub values: Value,
    /// The byte of the source at which the body begins.
    pub body: usize,
}

impl FrontMatter {
    /// The value at `path`; `None` if it is absent.
    pub fn get(&self, path: &KeyPath) -> Option<&Value> {
        self.values.get(path)
    }

    /// Every text, blank value and empty list or mapping with its path, in the order of the file.
    pub fn leaves(&self) -> Vec<(KeyPath, &Value)> {
        let mut leaves = Vec::new();
        self.values.collect_leaves(&KeyPath::default(), &mut leaves);
        leaves
    }
}

/// A change of a source file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Sets a value. An absent key is added, with the mappings that should contain it. Where a
    /// mapping or list replaces one of its kind, only what differs is changed.
    Set(KeyPath, Value),
    /// Removes a key with its value, or an item of a list. An absent one is not an error.
    Remove(KeyPath),
    /// Inserts an item into a list before the item at this index. An absent list is added; a single
    /// value becomes a list.
    Insert(KeyPath, usize, Value),
    /// Moves the item of a list from one index to another.
    Move(KeyPath, usize, usize),
    /// Replaces the body. Line ends become those of the file.
    SetBody(String),
    /// Marks the heading with this index as a lesson, or no longer as one.
    SetLesson(usize, Option<LessonMark>),
    /// Sets the text alternative of the photo with this index.
    SetAlt(usize, String),
}

/// What a source file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceFormat {
    /// YAML between two lines `---`, then a body of Markdown.
    Document,
    /// YAML alone, such as `site.yaml`. Its body is empty.
    Yaml,
}

/// Reads the values of a source file. Line ends, the byte order mark and the form of accents are as
/// they are on disk.
///
/// # Errors
/// A file whose front matter is absent or cannot be parsed.
pub fn read(source: &str, format: SourceFormat) -> Result<FrontMatter, Refusal> {
    let source = Source::parse(source.to_owned(), format)?;
    Ok(FrontMatter {
        body: source.body_start(),
        values: source.values,
    })
}

/// Lists the headings and photos of a source file's body.
///
/// # Errors
/// A file whose front matter is absent or cannot be parsed.
pub fn outline(source: &str) -> Result<BodyOutline, Refusal> {
    let source = Source::parse(source.to_owned(), SourceFormat::Document)?;
    Ok(body::outline_of(&source))
}

/// Applies `edits` in order, all or none.
///
/// # Errors
/// The first edit that cannot be made without changing more than it says.
pub fn apply(source: &str, format: SourceFormat, edits: &[Edit]) -> Result<String, Refusal> {
    let mut source = Source::parse(source.to_owned(), format)?;
    for edit in edits {
        let mut expected = source.values.clone();
        expected.edit(edit)?;
        source = body::apply(source, edit)?;
        let body = source.body().to_owned();
        for step in expand::into_steps(edit, &source.values) {
            source = splice::apply(&source, &step)?;
        }
        let is_exact = source.values.same_as(&expected) && source.body() == body;
        if !is_exact {
            let key = edit.path().to_string();
            return Err(Refusal::new(Message::EditNotExact { key }));
        }
    }
    Ok(source.into_text())
}

impl Edit {
    /// The path of the value that is changed; the empty path for the body.
    pub fn path(&self) -> KeyPath {
        match self {
            Self::Set(path, _)
            | Self::Remove(path)
            | Self::Insert(path, ..)
            | Self::Move(path, ..) => path.clone(),
            Self::SetBody(_) | Self::SetLesson(..) | Self::SetAlt(..) => KeyPath::default(),
        }
    }
}

#[cfg(test)]
mod tests;
