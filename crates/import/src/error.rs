//! Why a file cannot be imported, and what to do about it.

use ssg_base::message::Message;

/// Why a file could not become a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// A Word file from before 2007 (`.doc`), or a rich text file (`.rtf`).
    OldWord,
    /// A PDF, whose text must be extracted first.
    Pdf,
    /// A PDF without a text layer.
    ScannedPdf,
    /// A file that a password protects.
    Password,
    /// A document with a secrecy stamp that was not cleared.
    Secret {
        /// The stamp as printed.
        stamp: String,
    },
    /// A file in a format that is not read.
    UnknownFormat,
    /// A zip archive that is not a Word file.
    NotWord,
    /// A file that is truncated, or a Word file with malformed XML.
    Damaged,
    /// A file of which another program made no text that can be read.
    Garbled,
    /// A Word file with a DTD or entities of its own.
    XmlEntities,
    /// A Word file whose XML is nested too deep.
    XmlTooDeep,
    /// A file, a part of it or its text beyond a size limit.
    TooLarge,
    /// A text file in an unknown encoding.
    UnknownEncoding,
    /// A file without any text.
    NoText,
    /// A Markdown file that is already a source of an archive.
    AlreadySource,
}

impl ImportError {
    /// Returns the message for the file at `path`.
    pub fn message(&self, path: &str) -> Message {
        let path = path.to_owned();
        match self {
            Self::OldWord => Message::ImportOldWord { path },
            Self::Pdf => Message::ImportPdf { path },
            Self::ScannedPdf => Message::ImportScannedPdf { path },
            Self::Password => Message::ImportPassword { path },
            Self::Secret { stamp } => Message::ImportSecret {
                path,
                stamp: stamp.clone(),
            },
            Self::UnknownFormat => Message::ImportUnknownFormat { path },
            Self::NotWord => Message::ImportNotWord { path },
            Self::Damaged => Message::ImportBroken { path },
            Self::Garbled => Message::ImportGarbled { path },
            Self::XmlEntities => Message::ImportEntities { path },
            Self::XmlTooDeep => Message::ImportTooDeep { path },
            Self::TooLarge => Message::ImportTooLarge { path },
            Self::UnknownEncoding => Message::ImportEncoding { path },
            Self::NoText => Message::ImportEmpty { path },
            Self::AlreadySource => Message::ImportIsSource { path },
        }
    }

    /// Returns advice on how to get the file imported; `None` where the message says enough.
    pub fn hint(&self) -> Option<Message> {
        match self {
            Self::OldWord => Some(Message::ImportOldWordHint),
            Self::Pdf => Some(Message::ImportPdfHint),
            Self::ScannedPdf => Some(Message::ImportScannedPdfHint),
            Self::Password => Some(Message::ImportPasswordHint),
            Self::Secret { .. } => Some(Message::ImportSecretHint),
            Self::UnknownFormat => Some(Message::ImportUnknownFormatHint),
            Self::NotWord | Self::Damaged | Self::XmlEntities | Self::XmlTooDeep => {
                Some(Message::ImportBrokenHint)
            }
            Self::Garbled => Some(Message::ImportGarbledHint),
            Self::UnknownEncoding => Some(Message::ImportEncodingHint),
            Self::TooLarge | Self::NoText | Self::AlreadySource => None,
        }
    }

    /// Returns whether the format is never read, which is wrong usage rather than a bad file.
    pub fn is_unsupported_format(&self) -> bool {
        matches!(self, Self::OldWord | Self::Pdf | Self::UnknownFormat)
    }
}
