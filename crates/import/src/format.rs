//! Detection of a file's format by its first bytes and its name.

use std::io::Cursor;

use zip::ZipArchive;

use crate::ImportError;

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

/// The first bytes of an OLE file: a Word file from before 2007, or one with a password.
const OLE_MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Returns the format of a file: by its first bytes, then by its name.
pub fn detect(file_name: &str, bytes: &[u8]) -> Result<FileFormat, ImportError> {
    let extension = file_name
        .rsplit_once('.')
        .map_or_else(String::new, |(_, extension)| extension.to_lowercase());
    let extension = &*extension;
    if bytes.starts_with(b"%PDF-") || extension == "pdf" {
        return Ok(FileFormat::Pdf);
    }
    if bytes.starts_with(&OLE_MAGIC[..4]) {
        return of_ole(bytes);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return of_zip(extension, bytes);
    }
    if bytes.starts_with(b"{\\rtf") || is_html(bytes) {
        return Ok(FileFormat::Office);
    }
    match extension {
        "docx" | "docm" | "dotx" => Err(ImportError::NotWord),
        "doc" | "dot" | "rtf" | "odt" | "html" | "htm" | "mht" => Ok(FileFormat::Office),
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

/// Returns the format of an OLE file by the streams that its directory names.
fn of_ole(bytes: &[u8]) -> Result<FileFormat, ImportError> {
    let has_stream = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has_stream("EncryptedPackage") {
        Err(ImportError::Password)
    } else if has_stream("Workbook") || has_stream("PowerPoint Document") {
        Err(ImportError::UnknownFormat)
    } else {
        Ok(FileFormat::Office)
    }
}

/// Returns the format of a zip archive by the parts it holds.
fn of_zip(extension: &str, bytes: &[u8]) -> Result<FileFormat, ImportError> {
    if matches!(extension, "docx" | "docm" | "dotx") {
        return Ok(FileFormat::Word);
    }
    let Ok(zip) = ZipArchive::new(Cursor::new(bytes)) else {
        return Err(ImportError::UnknownFormat);
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
