//! Validated paths: of a source, of a page's address and of an output file.
//!
//! Each of the three types can only be constructed from a valid path. None contains `..`, is
//! absolute or leaves the folder it is relative to, so no later step needs to check it. Only the
//! crate `publish` converts them to a [`std::path::Path`].

use std::fmt;

/// The path of a source, relative to the site's root: `content/reports/2023/con-dao.md`.
///
/// Its segments are joined by `/` and are never empty, `.` or `..`. Names read from disk are
/// converted to NFC before they get here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Box<str>);

impl SourcePath {
    /// Validates a relative path joined by `/`. Returns `None` if a segment is empty, `.`, `..`,
    /// or contains a backslash or a control character.
    pub fn new(path: &str) -> Option<Self> {
        let is_valid = |segment: &str| {
            !matches!(segment, "" | "." | "..")
                && !segment.contains(|c: char| c == '\\' || c.is_control())
        };
        path.split('/').all(is_valid).then(|| Self(path.into()))
    }

    /// The path as a string, its segments joined by `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The segments, from the outermost folder to the file name.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.segments()
            .next_back()
            .expect("a path has at least one segment")
    }

    /// The last segment without its extension.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The extension without its dot, as written. Empty if there is none.
    pub fn extension(&self) -> &str {
        self.file_name().rsplit_once('.').map_or("", |(_, end)| end)
    }

    /// The relative reference from this source to `other`, such as `../2022/x.md`. The inverse of
    /// [`SourcePath::join`].
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

    /// Resolves a relative reference such as `../2022/x.md` from the folder of this source. Returns
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

/// The address of a page or file of the site, without its leading `/`: `bao-cao/2023/con-dao/`,
/// `404.html`, or the empty string for the home page.
///
/// The address of a page ends in `/`. Its segments are lower-case ASCII letters, digits and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Box<str>);

impl UrlPath {
    /// The maximum length of a segment in bytes. Longer names cause trouble in zip archives and old
    /// file systems.
    pub const MAX_SEGMENT_BYTES: usize = 80;

    /// The address of the home page.
    pub fn home() -> Self {
        Self("".into())
    }

    /// The address of the page `segment` below this one.
    ///
    /// Returns `None` if `segment` is empty, is longer than [`Self::MAX_SEGMENT_BYTES`], names a
    /// Windows device, or contains anything but lower-case ASCII letters, digits and `-`.
    pub fn child(&self, segment: &str) -> Option<Self> {
        let is_valid = !segment.is_empty()
            && segment.len() <= Self::MAX_SEGMENT_BYTES
            && !is_windows_device(segment)
            && segment
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        // `concat` allocates once, unlike `format!`. A page has hundreds of addresses.
        is_valid.then(|| Self([&self.0, segment, "/"].concat().into()))
    }

    /// The address of the page `segment` below this one, for a segment that the program generates.
    ///
    /// # Panics
    /// If [`UrlPath::child`] rejects `segment`. Never pass a name that an author chose.
    #[must_use]
    pub fn fixed(&self, segment: &str) -> Self {
        self.child(segment)
            .expect("a name that the program generates is valid")
    }

    /// The address of a file in the folder of this page, such as `feed.xml`, by a name that is
    /// written in this program.
    #[must_use]
    pub fn file(&self, name: &'static str) -> Self {
        Self(format!("{}{name}", self.0).into())
    }

    /// The address of a file in the folder of this page, by a name that an author chose.
    ///
    /// Returns `None` unless `name` consists of ASCII letters, digits, `-`, `_` and `.`, starts with
    /// a letter or digit, does not end in `.`, is at most [`Self::MAX_SEGMENT_BYTES`] long, and names
    /// no Windows device.
    pub fn attachment(&self, name: &str) -> Option<Self> {
        let is_valid = name.len() <= Self::MAX_SEGMENT_BYTES
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && !name.ends_with('.')
            && !is_windows_device(name.split('.').next().unwrap_or_default())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        is_valid.then(|| Self(format!("{}{name}", self.0).into()))
    }

    /// Parses an address as an author writes it: `/bao-cao/2023/x/`, with or without the outer
    /// slashes. A last segment that contains `.` is a file. Returns `None` if a segment is invalid.
    pub fn parse(written: &str) -> Option<Self> {
        let inner = written.strip_prefix('/').unwrap_or(written);
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        if inner.is_empty() {
            return Some(Self::home());
        }
        let mut folder = Self::home();
        let mut segments = inner.split('/');
        let last = segments.next_back()?;
        for segment in segments {
            folder = folder.child(segment)?;
        }
        if last.contains('.') {
            folder.attachment(last)
        } else {
            folder.child(last)
        }
    }

    /// The address without its leading `/`; empty for the home page.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is the address of a page, not of a file.
    pub fn is_page(&self) -> bool {
        self.0.is_empty() || self.0.ends_with('/')
    }

    /// The relative link from this page to the site's root: `./` on the home page, and one `../` for
    /// each level below it. Prepended to an address, it makes a relative link.
    pub fn relative_root(&self) -> String {
        match self.0.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The output file that this page or file is written to.
    pub fn to_output(&self) -> OutPath {
        if self.is_page() {
            OutPath(format!("{}index.html", self.0).into())
        } else {
            OutPath(self.0.clone())
        }
    }

    /// Whether this address is `other` or below it.
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

/// Whether Windows reserves the name, in any case, for a device: `con`, `aux`, `com1`. A site with such a file could not be copied to
/// Windows.
pub fn is_windows_device(stem: &str) -> bool {
    let is = |name: &str, device: &str| name.eq_ignore_ascii_case(device);
    let Some((name, number)) = stem.split_at_checked(3) else {
        return false;
    };
    match number.as_bytes() {
        [] => ["con", "prn", "aux", "nul"]
            .iter()
            .any(|device| is(name, device)),
        [b'0'..=b'9'] => is(name, "com") || is(name, "lpt"),
        _ => false,
    }
}

/// The path of an output file, relative to the output folder: `bao-cao/2023/x/index.html`.
///
/// It never leaves the output folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Box<str>);

impl OutPath {
    /// Validates a path that was read from a manifest. Returns `None` unless every segment consists
    /// of ASCII letters, digits, `-`, `_` and `.`, and is neither empty nor only dots.
    pub fn parse(path: &str) -> Option<Self> {
        let is_valid = |segment: &str| {
            segment.bytes().any(|b| b != b'.')
                && segment
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        };
        path.split('/').all(is_valid).then(|| Self(path.into()))
    }

    /// The path of a file directly in the output folder, by a name that is written in this program.
    pub fn at_root(name: &'static str) -> Self {
        Self(name.into())
    }

    /// The path as a string, its segments joined by `/`.
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn source_path_never_leaves_the_root() {
        for invalid in ["", "/a", "a//b", "../a", "a/..", "a\\b", "a/\0", "./a"] {
            assert_eq!(SourcePath::new(invalid), None, "{invalid:?}");
        }
        let at = SourcePath::new("content/reports/2023/x.md").expect("the path is valid");
        assert_eq!(
            at.join("../2022/y.md").expect("inside").as_str(),
            "content/reports/2022/y.md"
        );
        assert_eq!(at.join("../../../../etc/passwd"), None);
        assert_eq!((at.stem(), at.extension()), ("x", "md"));
    }

    #[test]
    fn join_inverts_reference_to() {
        let path = |text: &str| SourcePath::new(text).expect("the path is valid");
        for (from, to, reference) in [
            ("content/a/x.md", "content/a/y.md", "y.md"),
            ("content/a/x.md", "content/a/x.md", "x.md"),
            ("content/a/x.md", "content/b/c/y.md", "../b/c/y.md"),
            ("content/a/b/x.md", "content/y.md", "../../y.md"),
            ("x.md", "content/a/y.md", "content/a/y.md"),
            // A folder and a file of the same name are different.
            ("content/a/x.md", "content/a", "../a"),
        ] {
            let (from, to) = (path(from), path(to));
            assert_eq!(from.reference_to(&to), reference);
            assert_eq!(from.join(reference), Some(to));
        }
    }

    #[test]
    fn url_path_accepts_only_short_lower_case_ascii_segments() {
        let home = UrlPath::home();
        for invalid in [
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
            assert_eq!(home.child(invalid), None, "{invalid:?}");
        }
        let page = home.fixed("nam").fixed("2023");
        assert_eq!(page.to_string(), "/nam/2023/");
        assert_eq!(page.relative_root(), "../../");
        assert_eq!(page.to_output().as_str(), "nam/2023/index.html");
        assert_eq!(home.relative_root(), "./");
        assert_eq!(home.file("404.html").to_output().as_str(), "404.html");
    }

    #[test]
    fn parses_addresses_with_and_without_outer_slashes() {
        for (written, expected) in [
            ("/nam/2023/", Some("nam/2023/")),
            ("nam/2023", Some("nam/2023/")),
            ("/", Some("")),
            ("/a/b.pdf", Some("a/b.pdf")),
            ("/../x/", None),
            ("/a/%2e%2e/x", None),
            ("//evil.example/", None),
        ] {
            let parsed = UrlPath::parse(written);
            assert_eq!(parsed.as_ref().map(UrlPath::as_str), expected, "{written}");
        }
    }

    /// Paths made of pieces that have escaped from folders in other programs.
    fn hostile_path() -> impl Strategy<Value = String> {
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

    /// Checks the invariants of a source path.
    fn check_source_path(path: &SourcePath) {
        for segment in path.segments() {
            assert!(!matches!(segment, "" | "." | ".."), "{path}");
            assert!(!segment.contains(['\\', '\0', '\n']), "{path:?}");
        }
        assert!(!std::path::Path::new(path.as_str()).is_absolute());
        assert_eq!(SourcePath::new(path.as_str()).as_ref(), Some(path));
    }

    /// Checks the invariants of an address and of its output file.
    fn check_url_path(url: &UrlPath) {
        let is_allowed =
            |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'/');
        assert!(url.as_str().bytes().all(is_allowed), "{url}");
        let file = url.to_output();
        for segment in file.as_str().split('/') {
            assert!(
                !segment.is_empty() && segment.bytes().any(|b| b != b'.'),
                "{file}"
            );
            assert!(segment.len() <= UrlPath::MAX_SEGMENT_BYTES, "{file}");
        }
        assert_eq!(OutPath::parse(file.as_str()).as_ref(), Some(&file));
        // The relative root leads exactly to the top of the site.
        let folders = file.as_str().matches('/').count();
        assert_eq!(url.relative_root().matches("../").count(), folders);
        assert_eq!(UrlPath::parse(&url.to_string()).as_ref(), Some(url));
    }

    proptest! {
        #[test]
        fn source_paths_stay_inside_the_root(path in hostile_path(), reference in hostile_path()) {
            if let Some(path) = SourcePath::new(&path) {
                check_source_path(&path);
                if let Some(joined) = path.join(&reference) {
                    check_source_path(&joined);
                }
            }
        }

        #[test]
        fn url_paths_stay_inside_the_site(parts in proptest::collection::vec(hostile_path(), 1..4), name in hostile_path()) {
            let mut at = UrlPath::home();
            for part in &parts {
                if let Some(child) = at.child(part) {
                    prop_assert!(child.is_under(&at) && child.as_str().ends_with('/'));
                    check_url_path(&child);
                    at = child;
                }
            }
            if let Some(file) = at.attachment(&name) {
                prop_assert!(file.is_under(&at));
                if file.as_str().contains('.') {
                    check_url_path(&file);
                }
            }
            if let Some(url) = UrlPath::parse(&parts.join("/")) {
                check_url_path(&url);
            }
        }

        #[test]
        fn output_paths_stay_inside_the_output(path in hostile_path()) {
            if let Some(path) = OutPath::parse(&path) {
                prop_assert!(!path.as_str().starts_with('/'));
                for segment in path.as_str().split('/') {
                    prop_assert!(!matches!(segment, "" | "." | ".."), "{path}");
                }
            }
        }
    }
}
