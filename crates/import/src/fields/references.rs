//! The field `references`: the other documents that the text cites.

use super::{Proposal, Quote, SourceText};
use crate::phrases::citations::{self, Citation};
use crate::phrases::sentences;
use ssg_vietnam::text::match_key;

/// Proposes the cited documents, each once, in the order of the text.
pub(crate) fn propose(source: &SourceText<'_>) -> Vec<Proposal<Citation>> {
    let own_number = format!("{}/{}", source.form.number, source.form.symbol);
    let mut found: Vec<Proposal<Citation>> = Vec::new();
    for line in &source.lines {
        let sentences = sentences::split(line);
        for citation in citations::find(line) {
            if citation.number == own_number {
                continue;
            }
            let known = found
                .iter_mut()
                .find(|known| is_same(&known.value, &citation));
            if let Some(known) = known {
                complete(&mut known.value, citation);
            } else {
                let quote = Quote::new(sentences::at(&sentences, citation.offset));
                found.push(Proposal::sure(citation, quote));
            }
        }
    }
    found
}

/// Returns whether two citations name one document. "Kế hoạch số 17" is short for "Kế hoạch số
/// 17/KH-HĐND" of the same day.
fn is_same(a: &Citation, b: &Citation) -> bool {
    let digits = |number: &str| number.split(['/', '-']).next().map(str::to_owned);
    let is_short = Some(&a.number) == digits(&b.number).as_ref()
        || Some(&b.number) == digits(&a.number).as_ref();
    let has_same_date = a.date.is_none() || b.date.is_none() || a.date == b.date;
    let has_same_type = || match_key(&a.document_type) == match_key(&b.document_type);
    a.number == b.number || (is_short && has_same_date && has_same_type())
}

/// Adds what only the later citation says.
fn complete(known: &mut Citation, later: Citation) {
    if later.number.len() > known.number.len() {
        known.number = later.number;
    }
    known.date = known.date.or(later.date);
    for (known, later) in [
        (&mut known.issuer, later.issuer),
        (&mut known.about, later.about),
        (&mut known.document_type, later.document_type),
    ] {
        if known.is_empty() {
            *known = later;
        }
    }
}
