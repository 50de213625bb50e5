//! Detection of a file's format by its first bytes and its name.

use std::io::Cursor;

use zip::ZipArchive;

use crate::{ImportError, ole, plain_text};

/// The format of a file, as far as the importer distinguishes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// A Word file since 2007, whatever its name.
    Word,
    /// A text file: `.txt`, `.text`, `.md`, `.markdown`.
    PlainText,
    /// A format that an office program can convert to a Word file: `.doc`, `.rtf`, `.odt`, `.html`.
    Office,
    /// A PDF.
    Pdf,
}

/// Returns the format of a file: by its first bytes, then by its name.
pub fn detect(file_name: &str, bytes: &[u8]) -> Result<FileFormat, ImportError> {
    let extension = file_name
        .rsplit_once('.')
        .map_or_else(String::new, |(_, extension)| extension.to_lowercase());
    let extension = &*extension;
    if bytes.is_empty() {
        return Err(ImportError::NoText);
    }
    if bytes.starts_with(b"%PDF-") || extension == "pdf" {
        return Ok(FileFormat::Pdf);
    }
    if ole::is_ole(bytes) {
        return match ole::content(bytes)? {
            ole::Content::Word => Ok(FileFormat::Office),
            ole::Content::Encrypted => Err(ImportError::Password),
            ole::Content::Other => Err(ImportError::UnknownFormat),
        };
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return of_zip(extension, bytes);
    }
    if bytes.starts_with(b"{\\rtf") {
        return if is_whole_rtf(bytes) {
            Ok(FileFormat::Office)
        } else {
            Err(ImportError::Damaged)
        };
    }
    if is_html(bytes) {
        return Ok(FileFormat::Office);
    }
    match extension {
        "docx" | "docm" | "dotx" => Err(ImportError::NotWord),
        // Offices rename text files. A binary file of that name is broken.
        "doc" | "dot" | "rtf" | "odt" if is_text(bytes) => Ok(FileFormat::PlainText),
        "html" | "htm" | "mht" if is_text(bytes) => Ok(FileFormat::Office),
        "doc" | "dot" | "rtf" | "odt" | "html" | "htm" | "mht" => Err(ImportError::Damaged),
        "txt" | "text" | "md" | "markdown" => {
            if bytes.starts_with(b"---\n") || bytes.starts_with(b"---\r\n") {
                Err(ImportError::AlreadySource)
            } else {
                Ok(FileFormat::PlainText)
            }
        }
        _ => Err(ImportError::UnknownFormat),
    }
}

/// Returns the format of a zip archive by the parts it holds.
fn of_zip(extension: &str, bytes: &[u8]) -> Result<FileFormat, ImportError> {
    if matches!(extension, "docx" | "docm" | "dotx") {
        return Ok(FileFormat::Word);
    }
    let Ok(zip) = ZipArchive::new(Cursor::new(bytes)) else {
        let is_document = matches!(extension, "odt" | "doc" | "dot" | "rtf");
        return Err(if is_document {
            ImportError::Damaged
        } else {
            ImportError::UnknownFormat
        });
    };
    let has = |name: &str| zip.index_for_name(name).is_some();
    let has_folder = |folder: &str| {
        zip.file_names()
            .flatten()
            .any(|name| name.starts_with(folder))
    };
    if has("[Content_Types].xml") && has_folder("word/") {
        Ok(FileFormat::Word)
    } else if has("content.xml") && has("mimetype") && extension != "ods" && extension != "odp" {
        Ok(FileFormat::Office)
    } else {
        Err(ImportError::UnknownFormat)
    }
}

/// Returns whether the groups of a rich text file are all closed. Those of binary data are
/// ignored.
fn is_whole_rtf(bytes: &[u8]) -> bool {
    let mut open = 0_i64;
    let mut is_escaped = false;
    for byte in bytes {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'{' => open += 1,
            b'}' => open -= 1,
            _ => {}
        }
    }
    open <= 0 || bytes.windows(4).any(|window| window == b"\\bin")
}

/// Returns whether a file is text in an encoding that is read, without control characters.
fn is_text(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    (is_utf16 || !bytes.iter().any(is_control)) && plain_text::read(bytes).is_ok()
}

/// Returns whether a file is HTML, or a page that Word saved as a single file.
fn is_html(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    let start = String::from_utf8_lossy(start).to_lowercase();
    let start = start
        .trim_start_matches(['\u{feff}', '\u{fffd}'])
        .trim_start();
    ["<!doctype html", "<html", "mime-version:"]
        .iter()
        .any(|opening| start.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_broken_files_from_renamed_ones() {
        for (name, bytes, format) in [
            ("a.doc", &b"\xd0\xcf\x11\xe0"[..], Err(ImportError::Damaged)),
            ("a.doc", b"\x31\xbe\x00\x00\xab", Err(ImportError::Damaged)),
            ("a.doc", b"", Err(ImportError::NoText)),
            ("a.doc", "Báo cáo".as_bytes(), Ok(FileFormat::PlainText)),
            (
                "a.doc",
                b"<html><body>a</body></html>",
                Ok(FileFormat::Office),
            ),
            ("a.doc", b"{\\rtf1 a}", Ok(FileFormat::Office)),
            ("a.rtf", b"{\\rtf1{\\b a} \\} ", Err(ImportError::Damaged)),
            ("a.rtf", b"{\\rtf1 \\{ a}\r\n", Ok(FileFormat::Office)),
            ("a.odt", b"PK\x03\x04abc", Err(ImportError::Damaged)),
            ("a.html", b"<p>a</p>", Ok(FileFormat::Office)),
            ("a.html", b"\x00\x01\x02", Err(ImportError::Damaged)),
        ] {
            assert_eq!(detect(name, bytes), format, "{name} {bytes:?}");
        }
    }
}
