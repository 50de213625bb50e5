//! The fields that reports, plans and other pages share.

use chrono::NaiveDate;

use super::Evidence;
use crate::vocabulary::TopicId;
use ssg_base::diagnostic::Spanned;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_vietnam::date::PartialDate;

/// The fields that every kind of document has. Pages leave those from `council` on empty.
#[derive(Clone, Debug)]
pub struct Record {
    /// The title.
    pub title: String,
    /// A summary of one or two sentences; may be empty.
    pub summary: String,
    /// The topics, in the author's order, without duplicates.
    pub topics: Vec<TopicId>,
    /// The day the document entered the archive, if the author gives one.
    pub published: Option<PartialDate>,
    /// Corrections and remarks, in the author's order.
    pub updates: Vec<Update>,
    /// The dates of `published`, of the official document and of the updates, with their places.
    pub dates: Vec<Spanned<PartialDate>>,
    /// Whether readers see the document.
    pub status: Status,
    /// Who allowed a document with a secrecy stamp to be published; never shown.
    pub clearance: Option<Clearance>,
    /// Old addresses that redirect here.
    pub aliases: Vec<Spanned<UrlPath>>,
    /// The name of the council, as written.
    pub council: Option<Spanned<String>>,
    /// The official document that the text reproduces.
    pub document: Option<OfficialDocument>,
    /// Other documents that the text refers to.
    pub references: Vec<Reference>,
    /// Lessons of other reports that the council used.
    pub uses: Vec<UseEntry>,
    /// Files beside the document that are published with it, in the author's order.
    pub attachments: Vec<AttachmentEntry>,
}

impl Record {
    /// The day the document entered the archive: `published`, else the date of the official
    /// document. `None` if the author gives neither.
    pub fn issue_date(&self) -> Option<PartialDate> {
        let document_date = || self.document.as_ref().and_then(|document| document.date);
        self.published.or_else(document_date)
    }
}

/// A file beside a document, as its author names it.
#[derive(Clone, Debug)]
pub struct AttachmentEntry {
    /// The file in the folder of the document.
    pub file: Spanned<SourcePath>,
    /// What readers see instead of the name; may be empty.
    pub title: String,
    /// What it is. `None` if the author does not say.
    pub kind: Option<AttachmentKind>,
    /// Its language as a BCP 47 tag such as `en`; may be empty.
    pub language: String,
}

/// What an attachment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttachmentKind {
    /// The signed original, which is the record in law.
    Signed,
    /// "Phụ lục".
    Annex,
    /// "Trình chiếu".
    Slides,
    /// "Biên bản".
    Minutes,
    /// "Khác".
    Other,
}

impl AttachmentKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Signed,
        Self::Annex,
        Self::Slides,
        Self::Minutes,
        Self::Other,
    ];

    /// Its word in the front matter and in data.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Annex => "annex",
            Self::Slides => "slides",
            Self::Minutes => "minutes",
            Self::Other => "other",
        }
    }

    /// Its name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Signed => "Bản ký",
            Self::Annex => "Phụ lục",
            Self::Slides => "Trình chiếu",
            Self::Minutes => "Biên bản",
            Self::Other => "Tệp khác",
        }
    }
}

/// The approval to publish a document that bears a secrecy stamp.
#[derive(Clone, Debug)]
pub struct Clearance {
    /// Who gave it.
    pub by: String,
    /// The day.
    pub date: NaiveDate,
}

/// Whether readers see a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not published; shown only with `--drafts`.
    Draft,
    /// Published.
    Published,
    /// No longer published. A page at its address gives the reason.
    Withdrawn {
        /// The reason.
        reason: String,
        /// The record that replaces it, as written.
        replaced_by: Option<Spanned<String>>,
    },
}

/// A correction or remark, added after publication.
#[derive(Clone, Debug)]
pub struct Update {
    /// The date of the update.
    pub date: PartialDate,
    /// The text.
    pub note: String,
    /// Whether the editor of the archive wrote it, not the council.
    pub by_editor: bool,
}

/// The particulars of an official document. Fields left blank are `None` or empty.
#[derive(Clone, Debug, Default)]
pub struct OfficialDocument {
    /// The type as written: `BC`, `Báo cáo` …; may be empty.
    pub kind: String,
    /// The digits of its number.
    pub number: Option<Spanned<String>>,
    /// The part behind the number: `BC-HĐND`; may be empty.
    pub symbol: String,
    /// The date.
    pub date: Option<PartialDate>,
    /// The place of issue; may be empty.
    pub place: String,
    /// The addressees, "Kính gửi".
    pub addressee: Vec<String>,
    /// The recipients, "Nơi nhận".
    pub recipients: Vec<String>,
    /// The file copy, "Lưu"; may be empty.
    pub filing: String,
    /// The signature block, if there is one.
    pub signer: Option<Signer>,
}

impl OfficialDocument {
    /// Number and symbol as printed: `17/KH-HĐND`, or `…/BC-HĐND` if the number is blank. Empty if
    /// both are blank.
    pub fn full_number(&self) -> String {
        let number = self.number.as_ref().map(|number| number.value.as_str());
        match (number, &*self.symbol) {
            (None, "") => String::new(),
            (number, "") => number.unwrap_or_default().to_owned(),
            (number, symbol) => format!("{}/{symbol}", number.unwrap_or("…")),
        }
    }
}

/// A signature block, line by line.
#[derive(Clone, Debug, Default)]
#[expect(
    missing_docs,
    reason = "the lines of the form, top to bottom; each may be empty"
)]
pub struct Signer {
    pub authority: String,
    pub on_behalf: String,
    pub position: String,
    pub name: String,
}

/// A document that this one refers to.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The reason for the reference.
    pub role: ReferenceRole,
    /// The type in words; may be empty.
    pub kind: String,
    /// Number and symbol; may be empty.
    pub number: String,
    /// The date.
    pub date: Option<PartialDate>,
    /// The issuer; may be empty.
    pub issuer: String,
    /// The addressees.
    pub to: Vec<String>,
    /// The subject; may be empty.
    pub about: String,
}

/// The reason for a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceRole {
    /// The legal basis of this document.
    Basis,
    /// The plan of this trip.
    Plan,
    /// The letter that arranged the trip.
    Contact,
}

/// An entry of `uses`: a lesson of another report that the council used.
#[derive(Clone, Debug)]
pub struct UseEntry {
    /// The lesson, as written: `2023/con-dao/bai-hoc-4-5`.
    pub lesson: Spanned<String>,
    /// The outcome.
    pub outcome: Option<UseOutcome>,
    /// The date.
    pub date: Option<PartialDate>,
    /// A remark; may be empty.
    pub note: String,
    /// What proves the use.
    pub evidence: Vec<Evidence>,
}

/// The outcome of using a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseOutcome {
    /// "Đã áp dụng".
    Applied,
    /// "Áp dụng một phần".
    Partly,
    /// "Không phù hợp".
    Unsuitable,
}
