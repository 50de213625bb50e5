//! Detection of a file's format by its first bytes and its name.

use crate::ImportError;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileFormat {
    /// A Word file since 2007: `.docx`, `.docm`, `.dotx`.
    Word,
    /// A text file: `.txt`, `.text`, `.md`, `.markdown`.
    PlainText,
}

/// Returns the format of a file: by its first bytes, then by its name.
pub(crate) fn detect(file_name: &str, bytes: &[u8]) -> Result<FileFormat, ImportError> {
    let extension = file_name
        .rsplit_once('.')
        .map_or_else(String::new, |(_, extension)| extension.to_lowercase());
    if bytes.starts_with(b"%PDF-") || extension == "pdf" {
        return Err(ImportError::Pdf);
    }
    let is_old = bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) || bytes.starts_with(b"{\\rtf");
    if is_old || extension == "doc" || extension == "rtf" {
        return Err(ImportError::OldWord);
    }
    match &*extension {
        "docx" | "docm" | "dotx" => Ok(FileFormat::Word),
        _ if bytes.starts_with(b"PK\x03\x04") => Err(ImportError::UnknownFormat),
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
