//! An official document's particulars in the form readers know (Nghị định 30/2020/NĐ-CP), with
//! what the original leaves blank said aloud.

use ssg_archive::{Archive, CouncilId};
use ssg_content::document::{OfficialDocument, Reference, ReferenceRole, Update};

use super::partial_day;
use super::view::{DocumentView, ReferenceView, UpdateView};

/// The abbreviations of Annex III of Nghị định 30/2020/NĐ-CP that occur with trips.
const TYPES: [(&str, &str); 6] = [
    ("BC", "Báo cáo"),
    ("KH", "Kế hoạch"),
    ("TB", "Thông báo"),
    ("CV", "Công văn"),
    ("NQ", "Nghị quyết"),
    ("TTr", "Tờ trình"),
];

/// The particulars to show; `fallback` names the type where the document does not.
pub(super) fn document(
    official: Option<&OfficialDocument>,
    fallback: &str,
) -> Option<DocumentView> {
    let official = official?;
    let kind = TYPES.iter().find(|(short, _)| *short == official.kind);
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
    Some(DocumentView {
        kind: kind.to_owned(),
        number: official.full_number(),
        date: official.date.map(partial_day),
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

/// Documents named by a record of `council`, each with its page where the archive holds it.
pub(super) fn references(
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
        date: reference.date.map(partial_day),
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

/// Corrections and remarks, newest first.
pub(super) fn updates(updates: &[Update]) -> Vec<UpdateView> {
    let mut sorted: Vec<&Update> = updates.iter().collect();
    sorted.sort_by_key(|update| std::cmp::Reverse(update.date));
    let views = sorted.into_iter().map(|update| UpdateView {
        date: partial_day(update.date),
        note: update.note.clone(),
        by_editor: update.by_editor,
    });
    views.collect()
}
