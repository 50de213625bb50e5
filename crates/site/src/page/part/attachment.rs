//! Attachments of a record.

use serde::Serialize;

use ssg_archive::{Archive, RecordAttachment};
use ssg_base::path::UrlPath;
use ssg_content::attachment::size_in_words;
use ssg_content::document::{AttachmentKind, Document};
use ssg_pdf::NoText;

/// A file that is published beside a record.
#[derive(Clone, Debug, Serialize)]
pub struct AttachmentView {
    /// Its title, or else its file name.
    pub title: String,
    /// What it is, in words; empty if the author does not say.
    pub kind: &'static str,
    /// Its language as a tag; may be empty.
    pub language: String,
    /// The file.
    pub url: UrlPath,
    /// Its size in words.
    pub size: String,
    /// The number of pages, if it is known.
    pub pages: Option<usize>,
    /// Why its text cannot be read, in words; empty if it can, or is not looked for.
    pub note: &'static str,
    /// The SHA-256 of the file, 64 hexadecimal digits.
    pub sha256: String,
}

/// The attachments of a record.
pub(in crate::page) fn attachment_views(
    archive: &Archive,
    document: &Document,
) -> Vec<AttachmentView> {
    let attachments = archive.attachments_of(document).into_iter();
    let view = |attachment: RecordAttachment<'_>| AttachmentView {
        title: attachment.title.to_owned(),
        kind: attachment.kind.map_or("", AttachmentKind::label),
        language: attachment.language.to_owned(),
        url: attachment.url.clone(),
        size: size_in_words(attachment.details.size),
        pages: attachment.details.page_count(),
        note: attachment.details.no_text().map_or("", no_text_label),
        sha256: attachment.details.digest.to_string(),
    };
    attachments.map(view).collect()
}

/// The reason why a PDF has no text, in words.
fn no_text_label(reason: NoText) -> &'static str {
    match reason {
        NoText::NotPdf => "không phải tệp PDF",
        NoText::Encrypted => "có mật khẩu, chưa đọc được chữ",
        NoText::Broken => "tệp hỏng, chưa đọc được chữ",
        NoText::TooLarge => "tệp quá lớn, chưa đọc được chữ",
        NoText::TooManyPages => "quá nhiều trang, chưa đọc được chữ",
        NoText::Scan => "bản quét, chưa đọc được chữ",
        NoText::Unmapped => "phông chữ thiếu bảng mã, chưa đọc được chữ",
        NoText::Empty => "không có chữ",
    }
}
