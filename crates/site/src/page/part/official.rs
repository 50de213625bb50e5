//! Details of official documents, in the form of Nghị định 30/2020/NĐ-CP. Details that the original
//! leaves blank are named as blank.

use serde::Serialize;

use ssg_archive::{Archive, CouncilId};
use ssg_base::path::UrlPath;
use ssg_content::document::{OfficialDocument, Reference, ReferenceRole, Update};

use super::Day;

/// The abbreviations of Annex III of Nghị định 30/2020/NĐ-CP that occur in records of trips.
const DOCUMENT_TYPES: [(&str, &str); 6] = [
    ("BC", "Báo cáo"),
    ("KH", "Kế hoạch"),
    ("TB", "Thông báo"),
    ("CV", "Công văn"),
    ("NQ", "Nghị quyết"),
    ("TTr", "Tờ trình"),
];

/// The details of an official document, as far as it prints them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DocumentView {
    /// "Báo cáo", "Kế hoạch" …
    pub kind: String,
    /// Number and symbol as printed: `17/KH-HĐND`, or `…/BC-HĐND` if the number is blank;
    /// empty if neither is known.
    pub number: String,
    /// Its date.
    pub date: Option<Day>,
    /// Where it was signed; may be empty.
    pub place: String,
    /// "Kính gửi".
    pub addressee: Vec<String>,
    /// "Nơi nhận".
    pub recipients: Vec<String>,
    /// "Lưu"; may be empty.
    pub filing: String,
    /// The lines of the signature block, top to bottom, the name last if it is printed.
    pub signature: Vec<String>,
    /// What the original leaves blank, in words: "số", "ngày ký", "tên người ký".
    pub blanks: Vec<String>,
}

impl DocumentView {
    /// The details to show. `fallback` names the type of a document that does not name it.
    pub(in crate::page) fn new(
        official: Option<&OfficialDocument>,
        fallback: &str,
    ) -> Option<Self> {
        let official = official?;
        let kind = DOCUMENT_TYPES
            .iter()
            .find(|(short, _)| *short == official.kind);
        let kind = match (kind, &*official.kind) {
            (Some((_, long)), _) => long,
            (None, "") => fallback,
            (None, written) => written,
        };
        let signer = official.signer.clone().unwrap_or_default();
        let signature = [
            signer.authority,
            signer.on_behalf,
            signer.position,
            signer.name.clone(),
        ];
        let mut blanks = Vec::new();
        if official.number.is_none() {
            blanks.push("số");
        }
        match official.date {
            None => blanks.push("ngày ký"),
            Some(date) if date.iso().len() < "2023-08-18".len() => blanks.push("ngày ký"),
            Some(_) => {}
        }
        if official.signer.is_some() && signer.name.is_empty() {
            blanks.push("tên người ký");
        }
        Some(Self {
            kind: kind.to_owned(),
            number: official.full_number(),
            date: official.date.map(Day::of_partial),
            place: official.place.clone(),
            addressee: official.addressee.clone(),
            recipients: official.recipients.clone(),
            filing: official.filing.clone(),
            signature: signature
                .into_iter()
                .filter(|line| !line.is_empty())
                .collect(),
            blanks: blanks.into_iter().map(str::to_owned).collect(),
        })
    }
}

/// A document that this one refers to.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// "Căn cứ", "Kế hoạch" or "Liên hệ".
    pub role: String,
    /// Its kind: "Thông báo Kết luận", "Công văn" …; may be empty.
    pub kind: String,
    /// Its full number; may be empty.
    pub number: String,
    /// Its date.
    pub date: Option<Day>,
    /// Who issued it; may be empty.
    pub issuer: String,
    /// Whom it was sent to.
    pub to: Vec<String>,
    /// What it is about; may be empty.
    pub about: String,
    /// Its page in this archive, if it is there.
    pub url: Option<UrlPath>,
}

/// Documents that a record of `council` refers to, each with its page if the archive has one.
pub(in crate::page) fn reference_views(
    archive: &Archive,
    council: Option<CouncilId>,
    references: &[Reference],
) -> Vec<ReferenceView> {
    let views = references.iter().map(|reference| ReferenceView {
        role: match reference.role {
            ReferenceRole::Basis => "Căn cứ",
            ReferenceRole::Plan => "Kế hoạch",
            ReferenceRole::Contact => "Liên hệ",
        }
        .to_owned(),
        kind: reference.kind.clone(),
        number: reference.number.clone(),
        date: reference.date.map(Day::of_partial),
        issuer: reference.issuer.clone(),
        to: reference.to.clone(),
        about: reference.about.clone(),
        url: council
            .zip(reference.date)
            .and_then(|(council, date)| {
                archive.find_document(council, date.year(), &reference.number)
            })
            .cloned(),
    });
    views.collect()
}

/// A correction or an editor's remark.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateView {
    /// When.
    pub date: Day,
    /// What.
    pub note: String,
    /// Whether it is by the editor ("Ghi chú của người biên tập") or the council
    /// ("Đính chính, bổ sung").
    pub by_editor: bool,
}

/// Corrections and remarks, newest first.
pub(in crate::page) fn newest_updates(updates: &[Update]) -> Vec<&Update> {
    let mut sorted: Vec<&Update> = updates.iter().collect();
    sorted.sort_by_key(|update| std::cmp::Reverse(update.date));
    sorted
}

pub(in crate::page) fn update_views(updates: &[Update]) -> Vec<UpdateView> {
    let views = newest_updates(updates)
        .into_iter()
        .map(|update| UpdateView {
            date: Day::of_partial(update.date),
            note: update.note.clone(),
            by_editor: update.by_editor,
        });
    views.collect()
}
