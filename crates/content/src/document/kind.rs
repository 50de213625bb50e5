//! The kind and the address of a document, from the path of its source file.

use ssg_base::path::{SourcePath, UrlPath};
use ssg_vietnam::text;

/// The kind of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// `content/reports/YEAR/NAME.md` or `…/NAME/index.md`.
    Report,
    /// `content/plans/YEAR/NAME.md` or `…/NAME/index.md`.
    Plan,
    /// `content/pages/NAME.md` or `…/NAME/index.md`.
    Page,
}

impl DocumentKind {
    /// The kind, and the segments of the address below [`DocumentKind::base`]: year and name, or
    /// the name alone. `None` if no document may have this path.
    pub(super) fn of(path: &SourcePath) -> Option<(Self, Vec<&str>)> {
        let mut segments: Vec<&str> = path.segments().collect();
        if path.file_name() == "index.md" {
            segments.pop();
        } else if path.extension() == "md" {
            *segments.last_mut()? = path.stem();
        } else {
            return None;
        }
        let is_year = |s: &str| s.len() == 4 && s.bytes().all(|b| b.is_ascii_digit());
        match segments[..] {
            ["content", "reports", year, name] if is_year(year) => {
                Some((Self::Report, vec![year, name]))
            }
            ["content", "plans", year, name] if is_year(year) => {
                Some((Self::Plan, vec![year, name]))
            }
            ["content", "pages", name] => Some((Self::Page, vec![name])),
            _ => None,
        }
    }

    /// The address below which documents of this kind are published.
    pub fn base(self) -> UrlPath {
        match self {
            Self::Report => UrlPath::home().fixed("bao-cao"),
            Self::Plan => UrlPath::home().fixed("ke-hoach"),
            Self::Page => UrlPath::home(),
        }
    }
}

/// The address of the document at `path`, whether or not its file is valid. `None` if no document
/// may have this path.
pub fn url_of(path: &SourcePath) -> Option<UrlPath> {
    let (kind, segments) = DocumentKind::of(path)?;
    let slugs = segments.into_iter().map(text::slug);
    slugs
        .into_iter()
        .try_fold(kind.base(), |url, slug| url.child(&slug?))
}
