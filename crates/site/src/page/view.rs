//! The data that templates read, and nothing else.
//!
//! Equal pages render to equal files. Addresses ([`UrlPath`]) have no leading `/`, so that a template
//! puts the page's `root` before them. Numbers count what the archive holds. A field that is `None`
//! is shown as "chưa ghi" or not at all; the program never makes up a value.

use serde::Serialize;

use ssg_base::path::UrlPath;
pub use ssg_content::document::{Heading, LessonKind};

pub use super::alternates::Alternate;
pub use super::answers::{AnswersRow, AnswersView};
pub use super::costs::CostsView;
pub use super::council::CouncilView;
pub use super::country::CountryView;
pub use super::custom_page::PageView;
pub use super::data::{DataField, DataTable, DataView};
pub use super::follow_up::{BarPart, FollowUpRow, FollowUpView, MissingReport};
pub use super::former_province::FormerProvinceView;
pub use super::home::{HomeView, Totals};
pub use super::itinerary::{ItineraryDay, StopView};
pub use super::lead::LeadView;
pub use super::lesson::{LessonView, RelatedLesson};
pub use super::lessons::LessonsView;
pub use super::lessons_used::LessonsUsedView;
pub use super::log::{LogEntry, LogView};
pub use super::overview::OverviewView;
pub use super::pair::PairView;
pub use super::part::{
    AnswerStateView, AnswerView, ArchipelagoTile, AttachmentView, BatchLink, BatchRow,
    BatchStateView, CitationView, Count, CountGroup, Day, DocumentView, EvidenceView, Grid,
    LessonEntry, LessonFollowUpView, LessonRow, Link, Pager, PagerLink, PersonView, PlaceName,
    PlanRow, ProvinceName, RecordView, ReferenceView, ReportRow, SumsRow, Tile, UpdateView,
    UseView, VettingView, VisitRow, When,
};
pub use super::plan::{BatchProvince, BatchView, PlanView};
pub use super::plans::PlansView;
pub use super::province::{CouncilContact, FormerUnit, LessonGroup, ProvinceView};
pub use super::provinces::ProvincesView;
pub use super::redirect::RedirectView;
pub use super::report::{CostLineView, DelegationView, ReportView, SpendingView, TripView};
pub use super::reports::ReportsView;
pub use super::search::SearchView;
pub use super::site::{MenuEntry, SiteView};
pub use super::site_map::SiteMapView;
pub use super::tombstone::TombstoneView;
pub use super::topic::TopicView;
pub use super::year::YearView;

/// One page: its address, its head and its view.
///
/// Themes read some fields under another name, which stays so that themes keep working.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// Its address.
    pub url: UrlPath,
    /// The path to the home page, for the start of every link: `./`, `../`, `../../` …
    pub root: String,
    /// Its full address on the web, if the site has a `base_url`.
    pub canonical: Option<String>,
    /// Its title, without that of the site.
    pub title: String,
    /// One or two sentences for search engines and link previews; may be empty.
    pub description: String,
    /// Its first photo, for link previews. Without one, the theme shows its own picture.
    pub image: Option<Image>,
    /// Links to the pages above it, without the home page and itself.
    #[serde(rename = "crumbs")]
    pub breadcrumbs: Vec<Link>,
    /// Its entry of the main navigation.
    pub section: Section,
    /// The end of the address of a page in a link: empty, or `index.html` if pages are opened from a
    /// folder without a server.
    pub index: &'static str,
    /// Its alternate formats, such as a feed or a table.
    #[serde(rename = "offers")]
    pub alternates: Vec<Alternate>,
    /// Metadata for reference managers: `citation_*`, one `<meta>` a line; empty if the page is not that
    /// of a record.
    pub meta: String,
    /// JSON-LD, escaped for a `<script>`, on the pages of records, of the data and the home page; empty
    /// elsewhere.
    pub json_ld: String,
    /// The first 16 digits of the SHA-256 of the published source, on the page of a record.
    #[serde(rename = "proof")]
    pub source_digest: Option<String>,
    /// Where a reader reports an inaccuracy of this record, with its address filled in; `None` if the
    /// settings name no office, or if the page is not that of a record.
    pub correction: Option<String>,
    /// The data of its template.
    #[serde(skip)]
    pub view: View,
}

/// A picture that link previews of a page show.
#[derive(Clone, Debug, Serialize)]
pub struct Image {
    /// Its address.
    pub url: UrlPath,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its alternative text; empty if it only decorates.
    pub alt: String,
}

/// The entries of the main navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Section {
    Home,
    Reports,
    Lessons,
    Plans,
    Provinces,
    Topics,
    Years,
    Councils,
    Leads,
    Other,
}

/// A list of rows. Templates get each row as HTML, rendered by a template of its own.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Rows<'a> {
    Reports(&'a [ReportRow]),
    Lessons(&'a [LessonRow]),
}

/// The data of a page. Its template is the name of the variant in kebab case, with `.html`.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the struct of each variant says it")]
pub enum View {
    Home(Box<HomeView>),
    Reports(ReportsView),
    Report(Box<ReportView>),
    Costs(Box<CostsView>),
    Lessons(Box<LessonsView>),
    Lesson(Box<LessonView>),
    Plans(PlansView),
    Plan(Box<PlanView>),
    Overview(OverviewView),
    Provinces(ProvincesView),
    Year(Box<YearView>),
    Province(Box<ProvinceView>),
    FormerProvince(FormerProvinceView),
    Country(CountryView),
    Topic(Box<TopicView>),
    Council(Box<CouncilView>),
    Lead(LeadView),
    Page(PageView),
    Pair(Box<PairView>),
    SiteMap(SiteMapView),
    Data(DataView),
    Tombstone(TombstoneView),
    Redirect(RedirectView),
    FollowUp(Box<FollowUpView>),
    LessonsUsed(LessonsUsedView),
    Log(LogView),
    Search(SearchView),
    Accessibility,
    NotFound,
}

impl View {
    /// Its lists of rows by field name. Other pages show the same rows, so these fields are rendered
    /// apart and not serialised.
    pub fn rows(&self) -> Vec<(&'static str, Rows<'_>)> {
        use Rows::{Lessons, Reports};
        match self {
            Self::Home(view) => vec![
                ("reports", Reports(&view.reports)),
                ("lessons", Lessons(&view.lessons)),
            ],
            Self::Reports(view) => vec![("rows", Reports(&view.rows))],
            Self::Report(view) => vec![
                ("same_province", Reports(&view.same_province)),
                ("same_topic", Reports(&view.same_topic)),
            ],
            Self::Lessons(view) => vec![("rows", Lessons(&view.rows))],
            Self::Plan(view) => vec![("lessons", Lessons(&view.lessons))],
            Self::Year(view) => vec![
                ("reports", Reports(&view.reports)),
                ("lessons", Lessons(&view.lessons)),
            ],
            Self::Province(view) => vec![("reports", Reports(&view.reports))],
            Self::Topic(view) => vec![
                ("reports", Reports(&view.reports)),
                ("lessons", Lessons(&view.lessons)),
            ],
            Self::FormerProvince(view) => vec![("reports", Reports(&view.reports))],
            Self::Country(view) => vec![
                ("reports", Reports(&view.reports)),
                ("lessons", Lessons(&view.lessons)),
            ],
            Self::Council(view) => vec![("reports", Reports(&view.reports))],
            Self::Lead(view) => vec![("reports", Reports(&view.reports))],
            Self::Pair(view) => vec![
                ("reports", Reports(&view.reports)),
                ("lessons", Lessons(&view.lessons)),
            ],
            Self::LessonsUsed(view) => vec![("rows", Lessons(&view.rows))],
            Self::Lesson(_)
            | Self::Costs(_)
            | Self::Plans(_)
            | Self::Overview(_)
            | Self::Provinces(_)
            | Self::Page(_)
            | Self::SiteMap(_)
            | Self::Data(_)
            | Self::Tombstone(_)
            | Self::Redirect(_)
            | Self::FollowUp(_)
            | Self::Log(_)
            | Self::Search(_)
            | Self::Accessibility
            | Self::NotFound => Vec::new(),
        }
    }
}
