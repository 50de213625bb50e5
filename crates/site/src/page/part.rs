//! Parts that pages of several types show.

mod answer;
mod attachment;
mod batch;
mod body;
mod citation;
mod count;
mod date;
mod excerpt;
mod grid;
mod lesson_entry;
mod link;
mod official;
mod pager;
mod person;
mod record;
mod row;
mod subject;
mod sums;
mod usage;
mod vetting;

pub use answer::{AnswerStateView, AnswerView, EvidenceView, LessonFollowUpView};
pub use attachment::AttachmentView;
pub use batch::{BatchLink, BatchRow, BatchStateView};
pub use citation::CitationView;
pub use count::{Count, CountGroup};
pub use date::{Day, When};
pub use grid::{ArchipelagoTile, Grid, Tile};
pub use lesson_entry::LessonEntry;
pub use link::{Link, PlaceName, ProvinceName};
pub use official::{DocumentView, ReferenceView, UpdateView};
pub use pager::{Pager, PagerLink};
pub use person::PersonView;
pub use record::RecordView;
pub use row::{LessonRow, PlanRow, ReportRow, VisitRow};
pub use sums::SumsRow;
pub use usage::UseView;
pub use vetting::VettingView;

pub(super) use answer::{answer_state, evidence_views, lesson_follow_up};
pub(super) use attachment::attachment_views;
pub(super) use batch::{batch_link, batch_row, batch_state};
pub(super) use body::{body_html, lesson_html};
pub(super) use citation::DocumentCitation;
pub(super) use count::{
    NEWEST_ROWS, count_each, largest, on_first_page, on_one_scale, provinces_of_topic,
    single_group, topics_by_name, topics_of_province, topics_of_year, with_shares, year_counts,
    years_of_topic,
};
pub(super) use excerpt::cut_at_word;
pub(super) use grid::grid;
pub(super) use lesson_entry::lesson_entry;
pub(super) use link::{council_contact, council_link, report_link, topic_links};
pub(super) use official::{newest_updates, update_views};
pub(crate) use pager::has_finders;
pub(super) use pager::{has_finder, numbered_title, page_of_list, page_range};
pub(super) use record::{meta_description, record_view};
pub(super) use row::{lesson_row, lesson_rows, plan_rows, report_rows, visit_row};
pub(super) use subject::SubjectLists;
pub(super) use sums::met_per_day;
pub(super) use usage::{kind_label, lessons_used_by, uses_of_lesson};

/// An amount with a dot between thousands, as Vietnamese writes it: `1.272`.
pub(crate) fn thousands(number: i64) -> String {
    let out = ssg_vietnam::text::grouped(number.unsigned_abs());
    if number < 0 { format!("-{out}") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_digits_by_thousands() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1272, "1.272"),
            (1_000_000, "1.000.000"),
        ] {
            assert_eq!(thousands(number), text);
        }
    }
}
