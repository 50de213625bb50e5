//! Reading and writing one source: a save replaces the file only if it is still the one that was
//! loaded.

use std::path::Path;

use ssg_base::digest::Digest;
use ssg_base::path::SourcePath;
use ssg_content::settings::{SETTINGS_PATH, TOPICS_PATH};
use ssg_edit::SourceFormat;
use ssg_publish::disk;

/// A source as it is on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoadedSource {
    /// The text without a byte order mark, each line ended by `\n`, as a text box has it.
    pub(crate) text: String,
    /// The digest of the bytes. Empty if there is no file.
    pub(crate) digest: String,
    /// Whether the bytes are UTF-8. If not, a save would change characters that nobody touched.
    pub(crate) is_editable: bool,
}

/// Why a source was not saved.
#[derive(Debug)]
pub(crate) enum SaveError {
    /// Another program or page has changed the file meanwhile.
    Changed(LoadedSource),
    /// The disk refused.
    Disk(disk::Error),
}

impl From<disk::Error> for SaveError {
    fn from(error: disk::Error) -> Self {
        Self::Disk(error)
    }
}

/// The path of a source that the desk may show and write: a Markdown file below `content/`, the
/// settings or the topics.
pub(crate) fn editable_path(path: &str) -> Option<SourcePath> {
    let path = SourcePath::new(path)?;
    let is_hidden = path.segments().any(|segment| segment.starts_with('.'));
    let is_below = ["content/reports/", "content/plans/", "content/pages/"]
        .iter()
        .any(|folder| path.as_str().starts_with(folder));
    let is_text = is_below && path.extension() == "md";
    let is_settings = [SETTINGS_PATH, TOPICS_PATH].contains(&path.as_str());
    ((is_text || is_settings) && !is_hidden).then_some(path)
}

/// What a source holds.
pub(crate) fn format_of(path: &SourcePath) -> SourceFormat {
    match path.extension() {
        "md" => SourceFormat::Document,
        _ => SourceFormat::Yaml,
    }
}

/// Reads a source. A missing file is an empty text with an empty digest.
pub(crate) fn load(root: &Path, path: &SourcePath) -> Result<LoadedSource, disk::Error> {
    let Some(bytes) = read(root, path)? else {
        return Ok(LoadedSource {
            text: String::new(),
            digest: String::new(),
            is_editable: true,
        });
    };
    Ok(describe(root, path, &bytes))
}

fn describe(root: &Path, path: &SourcePath, bytes: &[u8]) -> LoadedSource {
    let digest = Digest::of(bytes).to_string();
    match std::str::from_utf8(bytes) {
        Ok(text) => LoadedSource {
            text: as_in_text_box(text),
            digest,
            is_editable: true,
        },
        Err(_) => LoadedSource {
            text: disk::read_text(root, path).map_or_else(String::new, |text| text.to_string()),
            digest,
            is_editable: false,
        },
    }
}

/// The bytes of a source; `None` if there is no such file.
fn read(root: &Path, path: &SourcePath) -> Result<Option<Vec<u8>>, disk::Error> {
    match disk::read_file(root, path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Replaces a source whose bytes still have the digest `expected`. Returns the new digest.
///
/// Line ends and the byte order mark of the file stay as they are, so that only changed lines
/// change.
pub(crate) fn save(
    root: &Path,
    path: &SourcePath,
    text: &str,
    expected: &str,
) -> Result<String, SaveError> {
    let old = read(root, path)?;
    let current = old
        .as_deref()
        .map_or_else(String::new, |bytes| Digest::of(bytes).to_string());
    let old_text = match old.as_deref().map(std::str::from_utf8) {
        None => Some(""),
        Some(text) => text.ok(),
    };
    let (Some(old_text), true) = (old_text, current == expected) else {
        let now = load(root, path)?;
        return Err(SaveError::Changed(now));
    };
    let new = with_line_ends_of(old_text, text);
    if old.is_none() || new != old_text {
        disk::write_source(root, path, new.as_bytes())?;
    }
    Ok(Digest::of(new.as_bytes()).to_string())
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A text as a text box returns it.
pub(crate) fn as_in_text_box(text: &str) -> String {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The lines of a text, each with its line end, which is empty after the last line of some texts.
fn lines(mut text: &str) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    while !text.is_empty() {
        let at = text.find(['\n', '\r']).unwrap_or(text.len());
        let after = &text[at..];
        let end_len = if after.starts_with("\r\n") {
            2
        } else {
            after.len().min(1)
        };
        lines.push((&text[..at], &after[..end_len]));
        text = &after[end_len..];
    }
    lines
}

/// `new`, whose lines end in `\n`, with the byte order mark and line ends of `old`. The unchanged
/// lines at the start and at the end keep their own line ends; lines between get the first one.
fn with_line_ends_of(old: &str, new: &str) -> String {
    let new = as_in_text_box(new);
    let (mark, old) = match old.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => ("\u{feff}", rest),
        None => ("", old),
    };
    let (old, new) = (lines(old), lines(&new));
    let line_end = old
        .first()
        .map_or("\n", |(_, end)| if end.is_empty() { "\n" } else { end });
    let is_same =
        |(a, b): &(&(&str, &str), &(&str, &str))| a.0 == b.0 && a.1.is_empty() == b.1.is_empty();
    let start = old.iter().zip(&new).take_while(is_same).count();
    let ends = old[start..].iter().rev().zip(new[start..].iter().rev());
    let end = ends.take_while(is_same).count();
    let mut text = String::from(mark);
    for (at, (line, own_end)) in new.iter().enumerate() {
        let from_end = new.len() - at;
        let kept = if at < start {
            old.get(at)
        } else if from_end <= end {
            old.get(old.len() - from_end)
        } else {
            None
        };
        text.push_str(line);
        text.push_str(match kept {
            Some((_, kept)) => kept,
            None if own_end.is_empty() => "",
            None => line_end,
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_text_keeps_its_bytes() {
        for text in [
            "",
            "a",
            "a\n",
            "a\r\nb\r\n",
            "\u{feff}a\r\nb",
            "a\nb\r\nc\rd",
            "\n\n\r\n",
            "Hoa\u{300}\r\n",
        ] {
            assert_eq!(
                with_line_ends_of(text, &as_in_text_box(text)),
                text,
                "{text:?}"
            );
        }
    }

    #[test]
    fn changed_lines_get_the_line_end_of_the_file() {
        let old = "\u{feff}a\r\nb\nc\r\n";
        assert_eq!(
            with_line_ends_of(old, "a\nx\ny\nc\n"),
            "\u{feff}a\r\nx\r\ny\r\nc\r\n"
        );
        assert_eq!(
            with_line_ends_of(old, "a\nb\nc\nd"),
            "\u{feff}a\r\nb\nc\r\nd"
        );
        assert_eq!(with_line_ends_of(old, ""), "\u{feff}");
        assert_eq!(with_line_ends_of("", "a\n"), "a\n");
        assert_eq!(with_line_ends_of("a\na\na\n", "a\na\n"), "a\na\n");
    }

    #[test]
    fn only_sources_are_editable() {
        for path in [
            "content/site.yaml",
            "content/topics.yaml",
            "content/reports/2024/a.md",
            "content/plans/2024/a/index.md",
            "content/pages/a.md",
        ] {
            assert!(editable_path(path).is_some(), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "content/../site.yaml",
            "content/reports/../../a.md",
            "content\\reports\\a.md",
            "content/reports/.git/a.md",
            "content/reports/.a.md",
            "content/reports/a.html",
            "content/static/a.md",
            "content/other.yaml",
            "content/a.md",
            "themes/default/a.md",
            "Content/pages/a.md",
            "content/pages/a.md\0",
            "public/index.html",
        ] {
            assert!(editable_path(path).is_none(), "{path}");
        }
    }
}
