//! The body of a document: HTML, headings and lessons.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::html::Html;
use crate::vocabulary::TopicId;
use ssg_base::diagnostic::Spanned;

/// The body of a document.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// The HTML, with placeholders for links inside the site.
    pub html: Html,
    /// The headings, of levels 2 to 6.
    pub headings: Vec<Heading>,
    /// Every anchor, sorted.
    pub anchors: Vec<String>,
    /// The lessons, in order.
    pub lessons: Vec<Lesson>,
    /// The first sentences as plain text, cut at a word; may be empty.
    pub excerpt: String,
}

/// A heading, as an entry of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Heading {
    /// The text.
    pub title: String,
    /// The anchor.
    pub id: String,
    /// The level, 2 to 6.
    pub level: u8,
}

/// A lesson as written.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The anchor, which is also the last part of its address.
    pub id: Spanned<String>,
    /// The heading as plain text.
    pub title: String,
    /// The kind.
    pub kind: LessonKind,
    /// The topics, if the lesson names its own; else it has those of its report.
    pub topics: Option<Vec<TopicId>>,
    /// The places as slugs, if the lesson names its own; else it has those of its report.
    pub places: Option<Vec<Spanned<String>>>,
    /// The part of the body's HTML that is the lesson's text, without its heading.
    pub html_range: Range<usize>,
    /// The first sentences as plain text, cut at a word.
    pub excerpt: String,
}

/// The kind of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LessonKind {
    /// "Cách làm hay".
    Practice,
    /// "Điều cần tránh".
    Caution,
    /// "Kiến nghị".
    Recommendation,
}

impl LessonKind {
    /// All kinds, in the order they are listed.
    pub const ALL: [Self; 3] = [Self::Practice, Self::Caution, Self::Recommendation];

    /// The class that marks a heading as a lesson, and that pages style.
    pub fn class(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Caution => "caution",
            Self::Recommendation => "recommendation",
        }
    }

    /// Its name in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Practice => "cach-lam-hay",
            Self::Caution => "dieu-can-tranh",
            Self::Recommendation => "kien-nghi",
        }
    }

    /// The name that readers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Practice => "Cách làm hay",
            Self::Caution => "Điều cần tránh",
            Self::Recommendation => "Kiến nghị",
        }
    }
}
