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

/// The path that a source with the wrong one was meant to have: `content/report/Năm 2023/a.md` is in
/// `content/reports/2023/`. `None` if nothing is likely.
pub(super) fn path_meant(path: &SourcePath) -> Option<String> {
    const FOLDERS: [(&str, &[&str]); 3] = [
        ("reports", &["bao-cao", "report"]),
        ("plans", &["ke-hoach", "plan"]),
        ("pages", &["trang", "page"]),
    ];
    let segments: Vec<&str> = path.segments().collect();
    let extension = path.extension().to_ascii_lowercase();
    if let (["content", _], "yaml" | "yml") = (&segments[..], &*extension) {
        let stem = text::slug(path.stem())?;
        let names = ["site", "topics"].into_iter();
        let name = text::nearest(&stem, names, 1).first().copied()?;
        return Some(format!("content/{name}.yaml"));
    }
    let ["content", folder, inner @ ..] = &segments[..] else {
        return None;
    };
    let folder = text::slug(folder)?;
    let (known, _) = FOLDERS
        .into_iter()
        .find(|(known, words)| *known == folder || words.contains(&&*folder))?;
    let (mut folders, file) = (inner.split_last()?.1.to_vec(), path.stem());
    let mut meant = vec!["content".to_owned(), known.to_owned()];
    if known != "pages" {
        let year = (!folders.is_empty()).then(|| folders.remove(0))?;
        let digits: String = year.chars().filter(char::is_ascii_digit).collect();
        meant.push(digits);
    }
    // A folder of its own has the text as `index.md`.
    meant.push(match folders[..] {
        [] if file.eq_ignore_ascii_case("index") => return None,
        [] => format!("{file}.md"),
        // A folder of the month.
        [month] if month.bytes().all(|b| b.is_ascii_digit()) => format!("{file}.md"),
        [name] => format!("{name}/index.md"),
        _ => return None,
    });
    let meant = SourcePath::new(&meant.join("/"))?;
    let is_valid = meant != *path && DocumentKind::of(&meant).is_some();
    is_valid.then(|| meant.as_str().to_owned())
}

/// The kind of the document at `path`, whether or not its file is valid. `None` if no document may
/// have this path.
pub fn kind_of(path: &SourcePath) -> Option<DocumentKind> {
    DocumentKind::of(path).map(|(kind, _)| kind)
}

/// The address that the source at a wrong path was meant to have. `None` if nothing is likely.
pub fn url_meant(path: &SourcePath) -> Option<UrlPath> {
    path_meant(path).and_then(|meant| url_of(&SourcePath::new(&meant)?))
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
