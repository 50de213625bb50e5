//! The trip of a report: when, who, where and at what cost.

use super::{Answer, Area, Cost};
use crate::vocabulary::TopicId;
use ssg_base::diagnostic::{Span, Spanned};
use ssg_vietnam::date::Period;

/// The trip that a report describes.
#[derive(Clone, Debug)]
pub struct Trip {
    /// The first and the last day, both included.
    pub dates: Period,
    /// The place of these dates in the source.
    pub dates_span: Span,
    /// The number of people.
    pub size: Option<u32>,
    /// The head of the delegation.
    pub lead: Option<Person>,
    /// The deputy heads.
    pub deputies: Vec<Person>,
    /// The members who are named.
    pub members: Vec<Person>,
    /// Whether `stops` holds every stop. If not, an error was reported.
    pub is_complete: bool,
    /// The itinerary, in order of visit.
    pub stops: Vec<Stop>,
    /// The batch of a plan that the trip carries out, as written.
    pub plan: Option<Spanned<String>>,
    /// The cost.
    pub cost: Option<Cost>,
    /// The council's own assessment, one paragraph an item.
    pub assessment: Vec<String>,
    /// What became of its lessons, in the author's order.
    pub answers: Vec<Answer>,
    /// Old ids of lessons, each with its new id or the empty string.
    pub lesson_aliases: Vec<(Spanned<String>, Spanned<String>)>,
}

/// A stop of a trip.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The province or the country.
    pub area: Area,
    /// The place in it; may be empty.
    pub place: String,
    /// The days of the stop, if given; within the trip.
    pub dates: Option<Period>,
    /// The kind of stop.
    pub kind: StopKind,
    /// The time of day, such as "chiều"; may be empty.
    pub when: String,
    /// The body that received the delegation; may be empty.
    pub host: String,
    /// The people who were present for the host.
    pub present: Vec<Person>,
    /// The subject; may be empty.
    pub subject: String,
    /// The topics.
    pub topics: Vec<TopicId>,
    /// Whether an editor inferred the province.
    pub inferred: bool,
}

/// The kind of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopKind {
    /// A visit to a place.
    Visit,
    /// A meeting with hosts.
    Meeting,
    /// A place the delegation only passed through. It is not indexed.
    Transit,
}

/// A person in office. There is no field for anything private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The full name.
    pub name: String,
    /// The office; may be empty.
    pub position: String,
    /// The form of address, "ông", "bà" …; may be empty.
    pub honorific: String,
}
