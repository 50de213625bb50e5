//! The field `composition` of a plan: how many people each delegation has.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Proposal, Quote, SourceText};
use crate::phrases::regex;
use crate::phrases::sentences::{self, lowercase};

static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:đoàn|thành phần)[^.;]{0,60}?(\d{1,3})\s*(?:-|–|đến)\s*(\d{1,3})\s*(?:người|đồng chí|thành viên|đại biểu)",
    )
});

/// The number of people in a delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Composition {
    pub(crate) min: u32,
    pub(crate) max: u32,
}

/// Proposes the number of people in each delegation of the plan.
pub(crate) fn propose(source: &SourceText<'_>) -> Option<Proposal<Composition>> {
    // The numbers may be in the line after the heading "Thành phần".
    let text = source.lines.join(" ");
    let low = lowercase(&text);
    let found = PEOPLE.captures(&low)?;
    let number = |group: usize| found.get(group)?.as_str().parse().ok();
    let composition = Composition {
        min: number(1)?,
        max: number(2)?,
    };
    let sentence = sentences::containing(&text, found.get(0)?.start());
    (composition.min <= composition.max).then(|| Proposal::sure(composition, Quote::new(sentence)))
}
