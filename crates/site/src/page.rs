//! Pages: from a route to all that its page may show.
//!
//! [`lay_out`] reads the archive and makes a value that needs it no more. A template never looks
//! anything up.

mod circle;
mod citation;
mod linked;
mod lists;
mod offers;
mod official;
mod records;
pub mod view;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::route::{self, Route};
use ssg_archive::{Archive, BatchState, CouncilId, LessonId, LinkStyle, PlanId, Report, ReportId};
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Head, Status};
use ssg_content::html::{Html, Replacement, Target};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::date::{PartialDate, Period};
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

use view::{
    BatchRow, BatchStateView, Day, LessonRow, Link, MenuEntry, Page, Pager, PagerLink, PlaceName,
    PlanRow, ProvinceName, ReportRow, Section, SiteView, TombstoneView, View, When,
};

/// What the whole site shares.
pub fn site_view(archive: &Archive) -> SiteView {
    let site = &archive.site;
    let menu = [
        (Section::Reports, "Báo cáo", "bao-cao"),
        (Section::Lessons, "Bài học", "bai-hoc"),
        (Section::Plans, "Kế hoạch", "ke-hoach"),
        (Section::Provinces, "Tỉnh, thành", "tinh"),
        (Section::Topics, "Chủ đề", "chu-de"),
        (Section::Years, "Năm", "nam"),
    ];
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        language: match site.language {
            ssg_base::message::Language::Vi => "vi".to_owned(),
            ssg_base::message::Language::En => "en".to_owned(),
        },
        licence: site.licence.clone(),
        contact: site.contact.clone(),
        updated: archive.updated.map(day),
        base_url: site.base_url.clone(),
        data: site.data,
        menu: menu
            .map(|(section, title, name)| MenuEntry {
                section,
                title: title.to_owned(),
                url: UrlPath::home().fixed(name),
            })
            .into(),
        pages: archive
            .pages
            .iter()
            .map(|page| Link {
                title: page.record.title.clone(),
                url: page.url.clone(),
            })
            .collect(),
        search: site.search,
        councils: site
            .councils
            .iter()
            .map(|council| council.name.value.clone())
            .collect(),
    }
}

/// Lays out the page at `url`.
pub fn lay_out(archive: &Archive, url: &UrlPath, route: &Route) -> Page {
    let mut page = shown(archive, url, route);
    page.offers = offers::of(archive, route);
    page.proof = offers::source(archive, route).map(|source| source.to_string()[..16].to_owned());
    page.meta = linked::meta(archive, &page);
    page.json_ld = linked::json_ld(archive, &page);
    page
}

/// What people see of the page at `url`.
fn shown(archive: &Archive, url: &UrlPath, route: &Route) -> Page {
    match route {
        Route::Home => lists::home(archive),
        Route::Reports(number) => lists::reports(archive, *number),
        Route::Report(id) => records::report(archive, *id),
        Route::Lessons(kind, number) => lists::lessons(archive, *kind, *number),
        Route::Lesson(id) => records::lesson(archive, *id),
        Route::Plans(number) => lists::plans(archive, *number),
        Route::Plan(id) => records::plan(archive, *id),
        Route::Years => lists::years(archive),
        Route::Year(year, number) => lists::year(archive, *year, *number),
        Route::Provinces => lists::provinces(archive),
        Route::Province(unit, number) => lists::province(archive, *unit, *number),
        Route::FormerProvince(unit) => lists::former_province(archive, *unit),
        Route::Topics => lists::topics(archive),
        Route::Topic(id, number) => lists::topic(archive, *id, *number),
        Route::Councils => lists::councils(archive),
        Route::Council(id, number) => lists::council(archive, *id, *number),
        Route::Leads(number) => lists::leads(archive, *number),
        Route::Lead(id, number) => lists::lead(archive, *id, *number),
        Route::ProvinceTopic(unit, topic, number) => lists::pair(archive, *unit, *topic, *number),
        Route::TopicYear(topic, year, number) => lists::topic_year(archive, *topic, *year, *number),
        Route::Page(at) => records::page(archive, *at),
        Route::SiteMap => lists::site_map(archive),
        Route::Data => offers::data(archive),
        Route::FollowUp => circle::follow_up(archive),
        Route::LessonsUsed(number) => circle::lessons_used(archive, *number),
        Route::Log(number) => circle::log(archive, *number),
        Route::Search => lists::search(archive),
        Route::Accessibility => lists::accessibility(archive),
        Route::NotFound => not_found(archive, url),
        Route::Tombstone(at, lesson) => tombstone(archive, *at, *lesson, url),
        Route::Redirect(to, title, anchor) => redirect(archive, url, to, title, anchor),
    }
}

/// What every page has beside its view.
struct Frame<'a> {
    title: String,
    description: String,
    crumbs: Vec<Link>,
    section: Section,
    url: &'a UrlPath,
}

impl Frame<'_> {
    fn page(self, archive: &Archive, view: View) -> Page {
        let canonical = archive
            .site
            .base_url
            .as_ref()
            .map(|base| format!("{base}{}", self.url.as_str()));
        Page {
            url: self.url.clone(),
            root: self.url.relative_root(),
            canonical,
            description: if self.description.is_empty() {
                format!("{}. {}", self.title, archive.site.description)
            } else {
                self.description
            },
            title: self.title,
            image: None,
            crumbs: self.crumbs,
            section: self.section,
            index: archive.link_style.index_file(),
            offers: Vec::new(),
            meta: String::new(),
            json_ld: String::new(),
            proof: None,
            view,
        }
    }
}

fn not_found(archive: &Archive, url: &UrlPath) -> Page {
    let frame = Frame {
        title: "Không tìm thấy trang".to_owned(),
        description: String::new(),
        crumbs: Vec::new(),
        section: Section::Other,
        url,
    };
    let mut page = frame.page(archive, View::NotFound);
    // This page is shown at any depth, so its links cannot be relative: they hold the path of the
    // base URL.
    page.root = base_path(archive);
    page
}

/// The path of the base URL: `/` or `/kho/`.
fn base_path(archive: &Archive) -> String {
    let base = archive.site.base_url.as_deref().unwrap_or("/");
    let after_scheme = base.split_once("://").map_or(base, |(_, rest)| rest);
    after_scheme
        .find('/')
        .map_or("/", |at| &after_scheme[at..])
        .to_owned()
}

fn tombstone(archive: &Archive, at: usize, lesson: Option<usize>, url: &UrlPath) -> Page {
    let document = &archive.withdrawn[at];
    let Status::Withdrawn {
        reason,
        replaced_by,
    } = &document.record.status
    else {
        unreachable!("only withdrawn documents are listed there")
    };
    let replaced_by = replaced_by
        .as_ref()
        .and_then(|written| archive.find_record(&written.value))
        .map(|other| Link {
            title: other.record.title.clone(),
            url: other.url.clone(),
        });
    let (kind, section, list) = match (lesson, &document.head) {
        (Some(_), _) => ("Bài học", Section::Lessons, Some(("Bài học", "bai-hoc"))),
        (None, Head::Report(_)) => ("Báo cáo", Section::Reports, Some(("Báo cáo", "bao-cao"))),
        (None, Head::Plan(_)) => ("Kế hoạch", Section::Plans, Some(("Kế hoạch", "ke-hoach"))),
        (None, Head::Page) => ("Trang", Section::Other, None),
    };
    let crumb = |(title, name)| link(title, UrlPath::home().fixed(name));
    let date = document
        .record
        .updates
        .iter()
        .map(|update| update.date)
        .max();
    let view = TombstoneView {
        kind,
        date: date.map(partial_day),
        reason: reason.clone(),
        replaced_by,
    };
    let frame = Frame {
        title: format!("{kind} đã rút"),
        description: String::new(),
        crumbs: list.map(crumb).into_iter().collect(),
        section,
        url,
    };
    frame.page(archive, View::Tombstone(view))
}

fn redirect(archive: &Archive, url: &UrlPath, to: &UrlPath, title: &str, anchor: &str) -> Page {
    let frame = Frame {
        title: title.to_owned(),
        description: String::new(),
        crumbs: Vec::new(),
        section: Section::Other,
        url,
    };
    let to = Link {
        title: title.to_owned(),
        url: to.clone(),
    };
    let mut page = frame.page(
        archive,
        View::Redirect(view::RedirectView {
            to,
            anchor: anchor.to_owned(),
        }),
    );
    page.canonical = archive.site.base_url.as_ref().map(|base| {
        format!(
            "{base}{}",
            match &page.view {
                View::Redirect(view) => view.to.url.as_str(),
                _ => "",
            }
        )
    });
    page
}

// Small parts that many pages show.

fn link(title: &str, url: UrlPath) -> Link {
    Link {
        title: title.to_owned(),
        url,
    }
}

fn day(day: NaiveDate) -> Day {
    partial_day(PartialDate::Day(day))
}

fn partial_day(date: PartialDate) -> Day {
    Day {
        iso: date.iso(),
        text: date.vietnamese(),
    }
}

fn when(period: Period) -> When {
    When {
        from: day(period.from()),
        to: day(period.to()),
        text: period.vietnamese(),
        days: i64::try_from(period.days()).unwrap_or_default(),
    }
}

/// The first day of a period, with all its days as its text.
fn days(period: Period) -> Day {
    Day {
        iso: PartialDate::Day(period.from()).iso(),
        text: period.vietnamese(),
    }
}

/// The province as it was called on the day; the link goes to today's, at the former one's place.
fn province_name(unit: UnitId, on: NaiveDate) -> ProvinceName {
    let gazetteer = Gazetteer::get();
    let (then, current) = (gazetteer.unit(unit), gazetteer.current(unit));
    let now = gazetteer.unit(current);
    let name = then.name_on(on).to_owned();
    let same = name == now.name();
    ProvinceName {
        official: then.official_name(on).to_owned(),
        url: route::province_url(current),
        anchor: if same {
            String::new()
        } else {
            then.slug().to_owned()
        },
        now: (!same).then(|| now.name().to_owned()),
        name,
    }
}

fn topic_link(archive: &Archive, topic: TopicId) -> Link {
    link(
        &archive.vocabulary.topic(topic).label,
        route::topic_url(archive, topic),
    )
}

fn topic_links(archive: &Archive, topics: &[TopicId]) -> Vec<Link> {
    topics
        .iter()
        .map(|&topic| topic_link(archive, topic))
        .collect()
}

/// A council and its page; where none was written, words that say so and the list of all.
fn council_link(archive: &Archive, council: Option<CouncilId>) -> Link {
    match council {
        Some(id) => link(&archive.council(id).name, archive.council(id).url.clone()),
        None => link("cơ quan chưa ghi", UrlPath::home().fixed("co-quan")),
    }
}

fn report_link(report: &Report) -> Link {
    link(&report.document.record.title, report.document.url.clone())
}

fn places(report: &Report) -> Vec<ProvinceName> {
    let on = report.trip().dates.from();
    report
        .provinces
        .iter()
        .map(|&unit| province_name(unit, on))
        .collect()
}

fn place_names(report: &Report) -> Vec<PlaceName> {
    let on = report.trip().dates.from();
    let gazetteer = Gazetteer::get();
    let name = |&unit: &UnitId| {
        let name = gazetteer.unit(unit).name_on(on);
        let now = gazetteer.unit(gazetteer.current(unit)).name();
        PlaceName {
            name: name.to_owned(),
            now: (name != now).then(|| now.to_owned()),
        }
    };
    report.provinces.iter().map(name).collect()
}

fn report_row(archive: &Archive, id: ReportId) -> ReportRow {
    let report = archive.report(id);
    ReportRow {
        title: report.document.record.title.clone(),
        url: report.document.url.clone(),
        council: council_link(archive, report.council),
        when: days(report.trip().dates),
        size: report.trip().size,
        places: place_names(report),
        lessons: report.document.body.lessons.len(),
    }
}

fn report_rows(archive: &Archive, ids: &[ReportId]) -> Vec<ReportRow> {
    ids.iter().map(|&id| report_row(archive, id)).collect()
}

fn lesson_row(archive: &Archive, id: LessonId) -> LessonRow {
    let (lesson, report) = (archive.lesson(id), archive.report_of(id));
    LessonRow {
        title: lesson.title.clone(),
        url: archive.lesson_url(id),
        kind: lesson.kind,
        excerpt: lesson.excerpt.clone(),
        council: council_link(archive, report.council),
        when: days(report.trip().dates),
        topics: topic_links(archive, archive.lesson_topics(id)),
        uses: 0,
    }
}

fn lesson_rows(archive: &Archive, ids: &[LessonId]) -> Vec<LessonRow> {
    ids.iter().map(|&id| lesson_row(archive, id)).collect()
}

fn plan_row(archive: &Archive, id: PlanId) -> PlanRow {
    let plan = archive.plan(id);
    let units: std::collections::BTreeSet<UnitId> = plan
        .programme()
        .batches
        .iter()
        .flat_map(|batch| batch.provinces.iter().map(|stop| stop.province))
        .collect();
    let date = plan
        .document
        .record
        .document
        .as_ref()
        .and_then(|document| document.date);
    PlanRow {
        title: plan.document.record.title.clone(),
        url: plan.document.url.clone(),
        council: council_link(archive, plan.council),
        date: date.map(partial_day),
        batches: plan.programme().batches.len(),
        reported: plan
            .reports
            .iter()
            .filter(|reports| !reports.is_empty())
            .count(),
        provinces: units.len(),
    }
}

fn plan_rows(archive: &Archive, ids: &[PlanId]) -> Vec<PlanRow> {
    ids.iter().map(|&id| plan_row(archive, id)).collect()
}

/// A batch in a list; `unit` picks its subject in that province.
fn batch_row(archive: &Archive, (plan, at): (PlanId, usize), unit: Option<UnitId>) -> BatchRow {
    let gazetteer = Gazetteer::get();
    let plan = archive.plan(plan);
    let batch = &plan.programme().batches[at];
    let here = unit.and_then(|unit| {
        batch
            .provinces
            .iter()
            .find(|stop| gazetteer.current(stop.province) == unit)
    });
    let subject = here.map_or("", |stop| &stop.subject);
    BatchRow {
        number: batch.number.value,
        plan: link(&plan.document.record.title, plan.document.url.clone()),
        council: council_link(archive, plan.council),
        theme: if subject.is_empty() {
            batch.theme.clone()
        } else {
            subject.to_owned()
        },
        time: batch.time.clone(),
        state: batch_state(&archive.batch_state(plan, at)),
    }
}

fn batch_state(state: &BatchState) -> BatchStateView {
    let (code, label) = match state {
        BatchState::Cancelled(_) => ("cancelled", "Đã huỷ".to_owned()),
        BatchState::Reported => ("reported", "Đã có báo cáo".to_owned()),
        BatchState::Undated => ("undated", "Chưa định thời gian".to_owned()),
        BatchState::Planned => ("planned", "Dự kiến".to_owned()),
        BatchState::Unreported => ("unreported", "Chưa có báo cáo trong kho này".to_owned()),
        BatchState::Awaited(days) => (
            "awaited",
            format!("Chờ báo cáo, còn {} ngày", thousands(*days)),
        ),
        BatchState::Overdue(days) => (
            "overdue",
            format!("Quá hạn báo cáo {} ngày", thousands(*days)),
        ),
    };
    let reason = match state {
        BatchState::Cancelled(reason) => reason.clone(),
        _ => String::new(),
    };
    BatchStateView {
        code,
        label,
        reason,
    }
}

/// `1.272`, as Vietnamese writes it.
fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

/// The rows of page `number`, and the pager for it.
fn paged<'r, T>(
    archive: &Archive,
    rows: &'r [T],
    base: &UrlPath,
    number: usize,
) -> (&'r [T], Pager) {
    let per_page = archive.site.per_page;
    let of = route::page_count(rows.len(), per_page);
    let from = ((number - 1) * per_page).min(rows.len());
    let to = (from + per_page).min(rows.len());
    let near = |page: &usize| *page == 1 || *page == of || page.abs_diff(number) <= 2;
    let mut pages = Vec::new();
    for page in (1..=of).filter(near) {
        let last = pages
            .iter()
            .rev()
            .flatten()
            .next()
            .map_or(0, |link: &PagerLink| link.number);
        if page > last + 1 {
            pages.push(None);
        }
        let url = route::list_page_url(base, page);
        pages.push(Some(PagerLink {
            number: page,
            url,
            current: page == number,
        }));
    }
    let neighbour = |page: usize| {
        (1..=of)
            .contains(&page)
            .then(|| route::list_page_url(base, page))
    };
    let pager = Pager {
        number,
        of,
        total: rows.len(),
        previous: neighbour(number.wrapping_sub(1)),
        next: neighbour(number + 1),
        pages,
    };
    (&rows[from..to], pager)
}

/// The title of a list's page: its number stands after the first.
fn numbered(title: &str, number: usize) -> String {
    if number == 1 {
        title.to_owned()
    } else {
        format!("{title} (trang {number})")
    }
}

/// A text of `document` as it stands on the page at `here`.
fn html(
    archive: &Archive,
    document: &Document,
    html: &Html,
    range: std::ops::Range<usize>,
    here: &UrlPath,
) -> String {
    html.fill(range, |target: &Target| {
        if let Target::Photo(shown) = target {
            let address = |url: &UrlPath| relative(archive.link_style, here, url, "");
            return Replacement::Image(archive.pictures_of(document, &shown.path, address));
        }
        let (url, anchor) = archive.resolve_link(document, target);
        Replacement::Url(relative(archive.link_style, here, &url, &anchor))
    })
}

/// A link on the page at `here`.
fn relative(links: LinkStyle, here: &UrlPath, to: &UrlPath, anchor: &str) -> String {
    let fragment = if anchor.is_empty() {
        String::new()
    } else {
        format!("#{anchor}")
    };
    if here == to && !fragment.is_empty() {
        fragment
    } else {
        let index = if to.is_page() { links.index_file() } else { "" };
        format!("{}{}{index}{fragment}", here.relative_root(), to.as_str())
    }
}

/// How often each key occurs.
fn tally<K: Ord>(keys: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_in_vietnamese() {
        for (number, text) in [
            (0, "0"),
            (999, "999"),
            (1272, "1.272"),
            (1_000_000, "1.000.000"),
        ] {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn a_link_is_relative_to_its_page() {
        let home = UrlPath::home();
        let lesson = home
            .fixed("bao-cao")
            .fixed("2023")
            .fixed("x")
            .fixed("bai-hoc-1");
        let report = home.fixed("bao-cao").fixed("2023").fixed("x");
        assert_eq!(
            relative(LinkStyle::Folders, &lesson, &report, "fn-1"),
            "../../../../bao-cao/2023/x/#fn-1"
        );
        let on_report = |links, to, anchor| relative(links, &report, to, anchor);
        assert_eq!(on_report(LinkStyle::Folders, &report, "fn-1"), "#fn-1");
        assert_eq!(relative(LinkStyle::Folders, &home, &home, ""), "./");
        assert_eq!(
            on_report(LinkStyle::Files, &lesson, "x"),
            "../../../bao-cao/2023/x/bai-hoc-1/index.html#x"
        );
        let photo = report.file("anh.jpg");
        assert_eq!(
            on_report(LinkStyle::Files, &photo, ""),
            "../../../bao-cao/2023/x/anh.jpg"
        );
    }
}
