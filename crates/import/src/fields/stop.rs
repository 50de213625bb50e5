//! A stop of a trip, as the text tells of it.

use chrono::NaiveDate;

use crate::phrases::people::NamedPerson;
use crate::phrases::provinces::ProvinceMention;
use ssg_content::document::StopKind;
use ssg_vietnam::gazetteer::UnitId;

/// A stop of the trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) province: UnitId,
    /// The district, town or city as printed; may be empty.
    pub(crate) place: String,
    /// The first and last day there; `None` if the text does not say.
    pub(crate) dates: Option<(NaiveDate, NaiveDate)>,
    pub(crate) kind: StopKind,
    /// The body that received the delegation; may be empty.
    pub(crate) host: String,
    /// Who took part in the meeting on the host's side.
    pub(crate) present: Vec<NamedPerson>,
    /// What was looked at or spoken about; may be empty.
    pub(crate) subject: String,
    /// Whether the text does not name the province.
    pub(crate) is_inferred: bool,
}

impl Stop {
    /// Returns a visit without details.
    pub(super) fn new(mention: &ProvinceMention, dates: Option<(NaiveDate, NaiveDate)>) -> Self {
        Self {
            province: mention.unit,
            place: mention.place.clone(),
            dates,
            kind: StopKind::Visit,
            host: String::new(),
            present: Vec::new(),
            subject: String::new(),
            is_inferred: mention.is_inferred,
        }
    }
}
