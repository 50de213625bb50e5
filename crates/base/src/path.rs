//! Names that cannot be wrong: where a source lies, where a page is found, where a file is written.
//!
//! Each of the three is valid by construction. None can hold `..`, start at a root, or leave the
//! folder it belongs to, so no later step needs to check. They become a real [`std::path::Path`]
//! only in `disk` and `publish`.

use std::fmt;

/// Where a source lies, relative to the site's root: `content/reports/2023/con-dao.md`.
///
/// Segments are joined by `/`, in NFC, and are never empty, `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Box<str>);

impl SourcePath {
    /// Accepts a relative path joined by `/`; `None` if a segment is empty, `.`, `..`, or holds
    /// a backslash or a control character.
    pub fn new(path: &str) -> Option<Self> {
        let sound = |segment: &str| {
            !matches!(segment, "" | "." | "..")
                && !segment.contains(|c: char| c == '\\' || c.is_control())
        };
        path.split('/').all(sound).then(|| Self(path.into()))
    }

    /// The path as text, joined by `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The segments, outermost first.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.segments().next_back().expect("a path has a segment")
    }

    /// The last segment without its extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The extension as written, without its dot; empty if there is none.
    pub fn extension(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(_, end)| end)
    }

    /// How a text at this path refers to `other`: the inverse of [`SourcePath::join`].
    pub fn reference_to(&self, other: &Self) -> String {
        let from: Vec<&str> = self.segments().collect();
        let to: Vec<&str> = other.segments().collect();
        let folders = from.len() - 1;
        let shared = from[..folders]
            .iter()
            .zip(&to[..to.len() - 1])
            .take_while(|(from, to)| from == to)
            .count();
        let up = std::iter::repeat_n("..", folders - shared);
        let down = to[shared..].iter().copied();
        up.chain(down).collect::<Vec<_>>().join("/")
    }

    /// Follows a relative reference such as `../2022/x.md` from the folder of this source.
    /// `None` if it leaves the site's root.
    pub fn join(&self, reference: &str) -> Option<Self> {
        let mut segments: Vec<&str> = self.segments().collect();
        segments.pop();
        for segment in reference.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                name => segments.push(name),
            }
        }
        Self::new(&segments.join("/"))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address of a page or file inside the site, without its leading `/`:
/// `bao-cao/2023/con-dao/`, `404.html`, or the empty string for the home page.
///
/// A page's address ends in `/`. Segments are lower-case ASCII letters, digits and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Box<str>);

impl UrlPath {
    /// The longest segment, in bytes; longer ones trouble archives and old file systems.
    pub const MAX_SEGMENT_BYTES: usize = 80;

    /// The home page.
    pub fn home() -> Self {
        Self("".into())
    }

    /// The page below this one. `None` if `segment` is not lower-case ASCII letters, digits
    /// and `-`, is empty, is longer than [`Self::MAX_SEGMENT_BYTES`], or names a Windows device.
    pub fn child(&self, segment: &str) -> Option<Self> {
        let sound = !segment.is_empty()
            && segment.len() <= Self::MAX_SEGMENT_BYTES
            && !is_reserved(segment)
            && segment
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        // In one piece of the right size: there are hundreds of them for each page.
        sound.then(|| Self([&self.0, segment, "/"].concat().into()))
    }

    /// The page below this one whose name is known to be sound.
    ///
    /// # Panics
    /// If it is not: only for names written in this program.
    #[must_use]
    pub fn fixed(&self, segment: &str) -> Self {
        self.child(segment).expect("a name in the program is sound")
    }

    /// A file beside this page: `feed.xml`, `404.html`. Only for names written in this program.
    #[must_use]
    pub fn file(&self, name: &'static str) -> Self {
        Self(format!("{}{name}", self.0).into())
    }

    /// A file beside this page, by a name that an author chose. `None` unless it is letters,
    /// digits, `-`, `_` and `.` of ASCII and starts with none of the last three.
    pub fn attachment(&self, name: &str) -> Option<Self> {
        let sound = name.len() <= Self::MAX_SEGMENT_BYTES
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !name.ends_with('.')
            && !is_reserved(name.split('.').next().unwrap_or_default())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        sound.then(|| Self(format!("{}{name}", self.0).into()))
    }

    /// Reads an address as an author writes it: `/bao-cao/2023/x/`, with or without the slashes
    /// around it. `None` if it is no sound address.
    pub fn parse(written: &str) -> Option<Self> {
        let inner = written.strip_prefix('/').unwrap_or(written);
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        if inner.is_empty() {
            return Some(Self::home());
        }
        let (folder, last) = inner.rsplit_once('/').map_or(("", inner), |(a, b)| (a, b));
        let mut at = Self::home();
        if inner.contains('/') {
            for segment in folder.split('/') {
                at = at.child(segment)?;
            }
        }
        if last.contains('.') {
            at.attachment(last)
        } else {
            at.child(last)
        }
    }

    /// The address without its leading `/`; empty for the home page.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a page is found there rather than a file.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// What stands before an address of the site in a link on this page, so that links stay
    /// relative: `./` at the top, `../` for each level below.
    pub fn relative_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// Where the page or file is written.
    pub fn to_output(&self) -> OutPath {
        if self.is_page() {
            OutPath(format!("{}index.html", self.0).into())
        } else {
            OutPath(self.0.clone())
        }
    }

    /// Whether this is `other` or lies below it.
    pub fn is_under(&self, other: &Self) -> bool {
        self.0.starts_with(&*other.0)
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

impl serde::Serialize for UrlPath {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

/// Names that Windows keeps for devices, so that a copy of the site can lie there.
fn is_reserved(stem: &str) -> bool {
    let is = |name: &str, device: &str| name.eq_ignore_ascii_case(device);
    let Some((name, number)) = stem.split_at_checked(3) else {
        return false;
    };
    match number.as_bytes() {
        [] => ["con", "prn", "aux", "nul"].iter().any(|of| is(name, of)),
        [b'0'..=b'9'] => is(name, "com") || is(name, "lpt"),
        _ => false,
    }
}

/// Where a file is written, relative to the output folder: `bao-cao/2023/x/index.html`.
///
/// Made only from a [`UrlPath`] or from a name in this program, hence always inside the output.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Box<str>);

impl OutPath {
    /// Accepts a path read back from a manifest; `None` unless every segment is ASCII letters,
    /// digits, `-`, `_` and `.`, and neither empty nor made of dots alone.
    pub fn parse(path: &str) -> Option<Self> {
        let sound = |segment: &str| {
            segment.bytes().any(|b| b != b'.')
                && segment
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        };
        path.split('/').all(sound).then(|| Self(path.into()))
    }

    /// A file at the top of the output, by a name written in this program.
    pub fn at_root(name: &'static str) -> Self {
        Self(name.into())
    }

    /// The path as text, joined by `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_path_never_leaves_its_root() {
        for bad in ["", "/a", "a//b", "../a", "a/..", "a\\b", "a/\0", "./a"] {
            assert_eq!(SourcePath::new(bad), None, "{bad:?}");
        }
        let at = SourcePath::new("content/reports/2023/x.md").expect("sound");
        assert_eq!(
            at.join("../2022/y.md").expect("inside").as_str(),
            "content/reports/2022/y.md"
        );
        assert_eq!(at.join("../../../../etc/passwd"), None);
        assert_eq!((at.stem(), at.extension()), ("x", "md"));
    }

    #[test]
    fn a_reference_leads_to_what_it_was_made_of() {
        let path = |text: &str| SourcePath::new(text).expect("sound");
        for (from, to, reference) in [
            ("content/a/x.md", "content/a/y.md", "y.md"),
            ("content/a/x.md", "content/a/x.md", "x.md"),
            ("content/a/x.md", "content/b/c/y.md", "../b/c/y.md"),
            ("content/a/b/x.md", "content/y.md", "../../y.md"),
            ("x.md", "content/a/y.md", "content/a/y.md"),
            // A folder and a file of one name are two things.
            ("content/a/x.md", "content/a", "../a"),
        ] {
            let (from, to) = (path(from), path(to));
            assert_eq!(from.reference_to(&to), reference);
            assert_eq!(from.join(reference), Some(to));
        }
    }

    #[test]
    fn an_address_is_lower_case_ascii() {
        let home = UrlPath::home();
        for bad in [
            "",
            "A",
            "đ",
            "a b",
            "..",
            "a/b",
            "con",
            "com1",
            &"a".repeat(81),
        ] {
            assert_eq!(home.child(bad), None, "{bad:?}");
        }
        let page = home.fixed("nam").fixed("2023");
        assert_eq!(page.to_string(), "/nam/2023/");
        assert_eq!(page.relative_root(), "../../");
        assert_eq!(page.to_output().as_str(), "nam/2023/index.html");
        assert_eq!(home.relative_root(), "./");
        assert_eq!(home.file("404.html").to_output().as_str(), "404.html");
    }

    #[test]
    fn an_address_is_read_as_people_write_it() {
        for (written, read) in [
            ("/nam/2023/", Some("nam/2023/")),
            ("nam/2023", Some("nam/2023/")),
            ("/", Some("")),
            ("/a/b.pdf", Some("a/b.pdf")),
            ("/../x/", None),
            ("/a/%2e%2e/x", None),
            ("//evil.example/", None),
        ] {
            let got = UrlPath::parse(written);
            assert_eq!(got.as_ref().map(UrlPath::as_str), read, "{written}");
        }
    }

    use proptest::prelude::*;

    /// Pieces of paths that have broken out of folders elsewhere.
    fn nasty() -> impl Strategy<Value = String> {
        let pieces = [
            "..",
            ".",
            "/",
            "//",
            "\\",
            "a",
            "A",
            "b-c",
            "x.md",
            "index.md",
            "trang-2",
            "%2e",
            "%2f",
            "%00",
            "\0",
            "\n",
            "\u{202e}",
            " ",
            "con",
            "nul",
            "com1",
            "aux.txt",
            "~",
            ":",
            "C:",
            "đ",
            "ê\u{301}",
            "#",
            "?",
            "_",
            "-",
            ".html",
            "..pdf",
            "2023",
            "é",
            "\u{feff}",
            "&",
            "<b>",
        ];
        let piece = proptest::sample::select(pieces.to_vec());
        proptest::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
    }

    /// What every source path is.
    fn sound_source(path: &SourcePath) {
        for segment in path.segments() {
            assert!(!matches!(segment, "" | "." | ".."), "{path}");
            assert!(!segment.contains(['\\', '\0', '\n']), "{path:?}");
        }
        assert!(!std::path::Path::new(path.as_str()).is_absolute());
        assert_eq!(SourcePath::new(path.as_str()).as_ref(), Some(path));
    }

    /// What every address is, and where its file lies.
    fn sound_url(url: &UrlPath) {
        let sound = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/');
        assert!(url.as_str().bytes().all(sound), "{url}");
        let file = url.to_output();
        for segment in file.as_str().split('/') {
            assert!(
                !segment.is_empty() && segment.bytes().any(|b| b != b'.'),
                "{file}"
            );
            assert!(segment.len() <= UrlPath::MAX_SEGMENT_BYTES, "{file}");
        }
        assert_eq!(OutPath::parse(file.as_str()).as_ref(), Some(&file));
        // Going up as far as a page's root leads to the top and not above it.
        let folders = file.as_str().matches('/').count();
        assert_eq!(url.relative_root().matches("../").count(), folders);
        assert_eq!(UrlPath::parse(&url.to_string()).as_ref(), Some(url));
    }

    proptest! {
        #[test]
        fn no_source_path_is_outside(path in nasty(), reference in nasty()) {
            if let Some(path) = SourcePath::new(&path) {
                sound_source(&path);
                if let Some(joined) = path.join(&reference) {
                    sound_source(&joined);
                }
            }
        }

        #[test]
        fn no_address_is_outside(parts in proptest::collection::vec(nasty(), 1..4), name in nasty()) {
            let mut at = UrlPath::home();
            for part in &parts {
                if let Some(child) = at.child(part) {
                    prop_assert!(child.is_under(&at) && child.as_str().ends_with('/'));
                    sound_url(&child);
                    at = child;
                }
            }
            if let Some(file) = at.attachment(&name) {
                prop_assert!(file.is_under(&at));
                if file.as_str().contains('.') {
                    sound_url(&file);
                }
            }
            if let Some(url) = UrlPath::parse(&parts.join("/")) {
                sound_url(&url);
            }
        }

        #[test]
        fn no_manifest_names_a_file_outside(path in nasty()) {
            if let Some(path) = OutPath::parse(&path) {
                prop_assert!(!path.as_str().starts_with('/'));
                for segment in path.as_str().split('/') {
                    prop_assert!(!matches!(segment, "" | "." | ".."), "{path}");
                }
            }
        }
    }
}
