//! Batches of plans: which report carries out which, and their state on a day.

use std::collections::{BTreeMap, BTreeSet};

use ssg_base::diagnostic::{Diagnostic, Place, Spanned};
use ssg_base::message::Message;
use ssg_content::document::{Batch, DocumentKind, Head};
use ssg_content::fields::did_you_mean;

use crate::council;
use crate::hint::HintSearch;
use crate::sources::{Hidden, Unpublished, names_part_of};
use crate::{Archive, BatchId, Council, CouncilId, Plan, PlanId, ReportId, record_name};

/// The state of a batch on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// A report carries it out, whatever the plan says.
    Reported,
    /// It was called off, for this reason.
    Cancelled(String),
    /// It has no dates.
    Undated,
    /// It may still take place.
    Planned,
    /// It is past and has no report; nobody set a deadline.
    Unreported,
    /// Its report is due within this many days; 0 is the last day.
    Awaited(i64),
    /// Its report is overdue by this many days.
    Overdue(i64),
}

/// How many batches of one name the report of an ambiguous name lists.
const MAX_CANDIDATES: usize = 20;

/// The start of the anchor of a batch on its plan's page.
const ANCHOR_PREFIX: &str = "dot-";

/// Returns the anchor of the batch of that number on its plan's page.
pub fn batch_anchor(number: u32) -> String {
    format!("{ANCHOR_PREFIX}{number}")
}

/// Returns the number of the batch whose anchor this is. `None` for any other anchor.
pub(crate) fn batch_number(anchor: &str) -> Option<u32> {
    let digits = anchor.strip_prefix(ANCHOR_PREFIX)?;
    let number = digits.parse().ok()?;
    // `dot-04` reads as 4, and no batch has this anchor.
    (batch_anchor(number) == anchor).then_some(number)
}

impl Archive {
    /// Returns within how many days of a batch's end its report is due: as the plan says, else its
    /// council, else the site. `None` if none of them does.
    fn report_deadline_days(&self, plan: &Plan) -> Option<u32> {
        let own = plan
            .programme()
            .reporting
            .as_ref()
            .and_then(|reporting| reporting.within_days);
        let of_council = || {
            let declared = self.council(plan.council?).declared?;
            self.site.councils[declared].report_within_days
        };
        own.or_else(of_council).or(self.site.report_within_days)
    }

    /// Returns the state of the batch at `index` of `plan`: the first that applies, in the order of
    /// [`BatchState`].
    pub fn batch_state(&self, plan: &Plan, index: usize) -> BatchState {
        let batch: &Batch = &plan.programme().batches[index];
        if !plan.reports[index].is_empty() {
            return BatchState::Reported;
        }
        if let Some(reason) = &batch.cancelled {
            return BatchState::Cancelled(reason.clone());
        }
        let Some(period) = batch.period else {
            return BatchState::Undated;
        };
        if self.today <= period.to() {
            return BatchState::Planned;
        }
        let Some(days) = self.report_deadline_days(plan) else {
            return BatchState::Unreported;
        };
        let since = self.today.signed_duration_since(period.to()).num_days();
        let left = i64::from(days) - since;
        if left >= 0 {
            BatchState::Awaited(left)
        } else {
            BatchState::Overdue(-left)
        }
    }

    /// Finds the batch that each report says it carries out, and reports unknown ones.
    pub(crate) fn match_batches(
        &mut self,
        unpublished: &Unpublished,
        hints: &mut HintSearch,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let names = BatchNames::new(&self.plans);
        let withdrawn = self.withdrawn.iter();
        let withdrawn = withdrawn.filter(|document| matches!(document.head, Head::Plan(_)));
        let withdrawn: Vec<_> = withdrawn.map(|document| document.url.clone()).collect();
        // Reports are newest first; a batch lists its reports oldest first.
        for (index, report) in self.reports.iter_mut().enumerate().rev() {
            let Some(written) = report.trip().plan.clone() else {
                continue;
            };
            let Spanned { value, span } = written;
            let place = Place::new(&report.document.path, span);
            if let Some((id, batch)) = names.find(&value) {
                report.batch = Some((id, batch));
                let plan = &mut self.plans[id.index()];
                plan.reports[batch].push(ReportId::new(index));
                let own = report.council;
                warn_of_contradictions(plan, batch, own, &self.councils, &place, diagnostics);
                continue;
            }
            if let Some(hidden) = unpublished.why_hidden(DocumentKind::Plan, &value) {
                let message = match hidden {
                    Hidden::Draft => Message::DraftPlan { found: value },
                    Hidden::Embargoed => Message::EmbargoedPlan { found: value },
                };
                diagnostics.push(Diagnostic::warning(place, message));
                continue;
            }
            if withdrawn.iter().any(|url| names_part_of(url, &value)) {
                let message = Message::WithdrawnPlan { found: value };
                diagnostics.push(Diagnostic::warning(place, message));
                continue;
            }
            if unpublished.may_name_unread(DocumentKind::Plan, &value)
                || names.may_be_unread(&value)
            {
                continue;
            }
            let candidates = names.candidates(&value, hints);
            let same_end = candidates.iter().filter(|name| name.ends_with(&value));
            let message = if same_end.count() > 1 {
                Message::AmbiguousPlan { found: value }
            } else {
                Message::UnknownPlan { found: value }
            };
            let hint = did_you_mean(candidates.iter().map(String::as_str));
            diagnostics.push(Diagnostic::error(place, message).hints(hint));
        }
    }
}

/// Warns of a report whose batch is cancelled, or planned by a council that neither is its own nor
/// handed its work over.
fn warn_of_contradictions(
    plan: &Plan,
    batch: usize,
    own: Option<CouncilId>,
    councils: &[Council],
    place: &Place,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let batch = &plan.programme().batches[batch];
    if batch.cancelled.is_some() {
        let number = batch.number.value.to_string();
        let message = Message::CancelledWithReport { number };
        let warning = Diagnostic::warning(place.clone(), message);
        diagnostics.push(warning.hint(Message::CancelledWithReportHint));
    }
    let Some((planning, own)) = plan.council.zip(own) else {
        return;
    };
    // A name that the settings do not declare may be misspelt, which has its own warning.
    let is_unknown = councils[own.index()].declared.is_none()
        && councils.iter().any(|council| council.declared.is_some());
    if is_unknown || council::share_work(councils, planning, own) {
        return;
    }
    let name = |id: CouncilId| councils[id.index()].name.clone();
    let message = Message::PlanOfOtherCouncil {
        council: name(planning),
        own: name(own),
    };
    let warning = Diagnostic::warning(place.clone(), message);
    diagnostics.push(warning.hint(Message::PlanOfOtherCouncilHint));
}

/// The batches of all plans, by the names under which reports may refer to them.
struct BatchNames {
    /// Full names such as `2023/dong-thap/4`, in the order of the plans and of their batches.
    full: Vec<String>,
    /// The batch of each full name, in the same order.
    batches: Vec<BatchId>,
    /// The first index of each full name.
    by_full_name: BTreeMap<String, usize>,
    /// The indexes of the batches whose full name ends in this, such as `dong-thap/4`. Ends begin
    /// after a slash.
    by_end: BTreeMap<String, Vec<usize>>,
    /// The batch of each former full name, and of each end of one.
    by_former_end: BTreeMap<String, usize>,
    /// Names, and ends of names, of plans of which some batch could not be read.
    incomplete_plans: BTreeSet<String>,
}

impl BatchNames {
    fn new(plans: &[Plan]) -> Self {
        let mut names = Self {
            full: Vec::new(),
            batches: Vec::new(),
            by_full_name: BTreeMap::new(),
            by_end: BTreeMap::new(),
            by_former_end: BTreeMap::new(),
            incomplete_plans: BTreeSet::new(),
        };
        for (id, plan) in plans.iter().enumerate() {
            let base = record_name(&plan.document.url);
            for (position, batch) in plan.programme().batches.iter().enumerate() {
                let index = names.full.len();
                let name = format!("{base}/{}", batch.number.value);
                for end in ends(&name) {
                    names.by_end.entry(end.to_owned()).or_default().push(index);
                }
                names.by_full_name.entry(name.clone()).or_insert(index);
                names.full.push(name);
                // A plan that was renamed is still found under its old names.
                for alias in &plan.document.record.aliases {
                    let former = format!("{}/{}", record_name(&alias.value), batch.number.value);
                    for end in ends(&former) {
                        names.by_former_end.entry(end.to_owned()).or_insert(index);
                    }
                    names.by_former_end.entry(former).or_insert(index);
                }
                names.batches.push((PlanId::new(id), position));
            }
            if !plan.programme().is_complete {
                let ends = ends(&base).map(str::to_owned);
                names.incomplete_plans.extend(ends);
                names.incomplete_plans.insert(base);
            }
        }
        names
    }

    /// Returns the batch that `2023/dong-thap/4` names, or `dong-thap/4` if only one plan is called
    /// so.
    fn find(&self, written: &str) -> Option<BatchId> {
        let name = written.trim_matches('/');
        let by_end = || match self.by_end.get(name).map(Vec::as_slice) {
            Some(&[only]) => Some(only),
            _ => None,
        };
        let by_former_end = || {
            let is_unknown = !self.by_end.contains_key(name);
            self.by_former_end.get(name).copied().filter(|_| is_unknown)
        };
        let index = self.by_full_name.get(name).copied();
        let index = index.or_else(by_end).or_else(by_former_end)?;
        Some(self.batches[index])
    }

    /// Returns whether `written` names a batch of a plan whose batches could not all be read.
    fn may_be_unread(&self, written: &str) -> bool {
        let plan = written.trim_matches('/').rsplit_once('/');
        plan.is_some_and(|(name, _)| self.incomplete_plans.contains(name))
    }

    /// Returns the full names that an author may have meant: those with this end, else similar
    /// ones. At most [`MAX_CANDIDATES`].
    fn candidates(&self, written: &str, hints: &mut HintSearch) -> Vec<String> {
        let name = written.trim_matches('/');
        if let Some(several) = self.by_end.get(name) {
            let several = several.iter().take(MAX_CANDIDATES);
            return several.map(|&index| self.full[index].clone()).collect();
        }
        // The address of the plan, or the plan without its batch.
        let of_plan = format!("{}/", name.strip_prefix("ke-hoach/").unwrap_or(name));
        let batches = self.full.iter().filter(|full| full.starts_with(&of_plan));
        let batches: Vec<String> = batches.take(MAX_CANDIDATES).cloned().collect();
        if !batches.is_empty() {
            return batches;
        }
        hints.nearest(name, || self.full.iter().collect(), 3)
    }
}

/// Returns what follows each slash of `name`, the longest first.
fn ends(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('/').map(|(at, _)| &name[at + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_begin_after_a_slash() {
        let all: Vec<_> = ends("2023/dong-thap/4").collect();
        assert_eq!(all, ["dong-thap/4", "4"]);
        assert_eq!(ends("4").count(), 0);
    }

    #[test]
    fn batch_anchors_have_no_leading_zeros() {
        assert_eq!(batch_anchor(4), "dot-4");
        for other in ["dot-04", "dot-+4", "dot-", "dot", "dot-99999999999", "4"] {
            assert_eq!(batch_number(other), None, "{other}");
        }
        assert_eq!(batch_number("dot-4"), Some(4));
    }
}
