//! The programme of a plan: its batches, and who takes part, pays and reports.

use super::{Area, Vetting};
use crate::vocabulary::TopicId;
use ssg_base::diagnostic::Spanned;
use ssg_vietnam::date::Period;

/// The programme that a plan sets out.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Whether `batches` holds every batch. If not, an error was reported.
    pub is_complete: bool,
    /// The planned trips, in the order of the plan.
    pub batches: Vec<Batch>,
    /// The legal basis.
    pub basis: Vec<String>,
    /// The purpose.
    pub purpose: Vec<String>,
    /// The requirements.
    pub requirements: Vec<String>,
    /// The composition of the delegations.
    pub composition: Composition,
    /// Who examined the plan, and the decision.
    pub vetting: Option<Vetting>,
    /// The budget.
    pub budget: Option<Budget>,
    /// The assigned duties: who, and the duty.
    pub duties: Vec<(String, String)>,
    /// The duty to report.
    pub reporting: Option<Reporting>,
}

/// A planned trip.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its number in the plan.
    pub number: Spanned<u32>,
    /// The theme; may be empty.
    pub theme: String,
    /// The time in the plan's words; may be empty.
    pub time: String,
    /// The earliest and latest day that the time can mean.
    pub period: Option<Period>,
    /// The means of transport; may be empty.
    pub transport: String,
    /// The destinations.
    pub provinces: Vec<BatchStop>,
    /// The topics of the batch and of its destinations, without duplicates.
    pub topics: Vec<TopicId>,
    /// The reason for the cancellation, if the batch was cancelled.
    pub cancelled: Option<String>,
    /// Who examined the batch, and the decision.
    pub vetting: Option<Vetting>,
}

/// A destination of a batch.
#[derive(Clone, Debug)]
pub struct BatchStop {
    /// The province or the country.
    pub area: Area,
    /// The place in it; may be empty.
    pub place: String,
    /// The subject; may be empty.
    pub subject: String,
    /// The topics.
    pub topics: Vec<TopicId>,
}

/// The composition of a delegation.
#[derive(Clone, Debug, Default)]
pub struct Composition {
    /// The least number of people.
    pub min: Option<u32>,
    /// The greatest number of people.
    pub max: Option<u32>,
    /// Roles, each with who fills it.
    pub roles: Vec<(String, String)>,
}

/// The budget of a plan.
#[derive(Clone, Debug)]
pub struct Budget {
    /// The source of the money; may be empty.
    pub source: String,
    /// The fiscal year.
    pub year: Option<u64>,
    /// The amount in đồng.
    pub amount: Option<u64>,
}

/// The duty to report after a batch.
#[derive(Clone, Debug)]
pub struct Reporting {
    /// The duty in words; may be empty.
    pub duty: String,
    /// The body to report to; may be empty.
    pub to: String,
    /// The number of days after the latest end of a batch.
    pub within_days: Option<u32>,
}
