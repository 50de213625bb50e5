//! Files that are published beside a record as they are.

use ssg_base::digest::Digest;
use ssg_base::path::SourcePath;
use ssg_pdf::{NoText, Pdf};

/// Extensions of files that may be published as they are. Photos are not among them: they carry
/// where and when they were taken.
pub const EXTENSIONS: [&str; 10] = [
    "pdf", "doc", "docx", "xls", "xlsx", "ods", "odt", "csv", "txt", "zip",
];

/// The media type of an attachment, by its extension.
pub fn media_type(path: &SourcePath) -> &'static str {
    match &*path.extension().to_ascii_lowercase() {
        "pdf" => "application/pdf",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "csv" => "text/csv",
        "txt" => "text/plain",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

/// Whether a file may be published as it is, by its extension.
pub fn is_attachment(path: &SourcePath) -> bool {
    let extension = path.extension().to_ascii_lowercase();
    EXTENSIONS.contains(&&*extension)
}

/// What is known of an attachment's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The size in bytes.
    pub size: u64,
    /// The SHA-256 of the file.
    pub digest: Digest,
    /// The pages and the text, for files named `.pdf`.
    pub pdf: Option<Pdf>,
}

impl Attachment {
    /// Reads the attachment at `path`. The name decides whether it is read as a PDF.
    pub fn read(path: &SourcePath, bytes: &[u8]) -> Self {
        let is_pdf = path.extension().eq_ignore_ascii_case("pdf");
        Self {
            size: bytes.len() as u64,
            digest: Digest::of(bytes),
            pdf: is_pdf.then(|| ssg_pdf::read(bytes)),
        }
    }

    /// The reason why a PDF has no text. `None` if it has, and for other files.
    pub fn no_text(&self) -> Option<NoText> {
        self.pdf.as_ref()?.pages.as_ref().err().copied()
    }

    /// The number of pages, if it is known.
    pub fn page_count(&self) -> Option<usize> {
        self.pdf.as_ref()?.page_count
    }
}

/// A size of a file: bytes, kilobytes of 1,000 bytes, or megabytes with one decimal.
pub fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{},{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::size_in_words;

    #[test]
    fn sizes_are_rounded_up() {
        let sizes = [0, 999, 1_000, 25_001, 1_000_000, 26_214_400].map(size_in_words);
        assert_eq!(
            sizes,
            ["0 B", "999 B", "1 KB", "26 KB", "1,0 MB", "26,3 MB"]
        );
    }
}
