//! What a page shows, as plain data: all that a template may read, and nothing else.
//!
//! Two equal pages render to equal files. Addresses ([`UrlPath`]) are written without a leading
//! `/`, so that a template puts the page's `root` before them. Every count is of what the archive
//! holds; every `Option` that is `None` is shown as "chưa ghi" or not at all, never invented.

use serde::Serialize;

use ssg_base::path::UrlPath;
pub use ssg_content::document::{Heading, LessonKind};

/// One page: where it is found and what it shows.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    /// Its address.
    pub url: UrlPath,
    /// What stands before every address of a link on it: `./`, `../`, `../../` …
    pub root: String,
    /// Its full address on the web, if the site has a `base_url`.
    pub canonical: Option<String>,
    /// Its title, without the site's.
    pub title: String,
    /// One or two sentences for search engines and link previews; may be empty.
    pub description: String,
    /// Its first photo, for link previews; without one the theme's own picture stands there.
    pub image: Option<Image>,
    /// The way down to it; the home page and itself are left out.
    pub crumbs: Vec<Link>,
    /// Which entry of the main navigation it belongs to.
    pub section: Section,
    /// What stands after the address of a page in a link: nothing, or `index.html` where pages are
    /// opened from a folder and nobody serves them.
    pub index: &'static str,
    /// The same for programs: its feed, its table and the like.
    pub offers: Vec<Offer>,
    /// For reference managers: Dublin Core and `citation_*`, as `<meta>` a line each.
    pub meta: String,
    /// For search engines: JSON-LD, safe in a `<script>` as it stands; empty where there is none.
    pub json_ld: String,
    /// The first 16 digits of the SHA-256 of a record's published source.
    pub proof: Option<String>,
    /// What it shows.
    #[serde(skip)]
    pub view: View,
}

/// What a page is also offered as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// In words: "Bảng tính (CSV)".
    pub label: &'static str,
    /// Its media type.
    pub mime: &'static str,
    /// Where.
    pub url: UrlPath,
}

/// A picture that stands for a page elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct Image {
    /// Its address.
    pub url: UrlPath,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What it shows, in words; empty where it only decorates.
    pub alt: String,
}

/// The entries of the main navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names of the product's own words")]
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

/// What the whole site shares; given to every template as `site`.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// What it is, in a sentence; may be empty.
    pub description: String,
    /// Its language code.
    pub language: String,
    /// Who may reuse what; may be empty.
    pub licence: String,
    /// How to reach the office; may be empty.
    pub contact: String,
    /// The last day on which any source changed, or `None` for an empty archive.
    pub updated: Option<Day>,
    /// Where the site is found on the web, ending in `/`, if that is known.
    pub base_url: Option<String>,
    /// Whether there is data to download.
    pub data: bool,
    /// The main sections, as the menu on every page has them.
    pub menu: Vec<MenuEntry>,
    /// Pages of the office's own, such as "Giới thiệu".
    pub pages: Vec<Link>,
    /// Councils that `site.yaml` names.
    pub councils: Vec<String>,
    /// Whether it has a search.
    pub search: bool,
}

/// One of the main sections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MenuEntry {
    /// Which: pages in it say the same.
    pub section: Section,
    /// What it is called.
    pub title: String,
    /// Its first page.
    pub url: UrlPath,
}

/// A title and where it leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "said by the type")]
pub struct Link {
    pub title: String,
    pub url: UrlPath,
}

/// A batch of a plan, from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BatchLink {
    /// Its number in the plan.
    pub number: u32,
    /// The plan's title.
    pub title: String,
    /// The plan's page.
    pub url: UrlPath,
    /// The fragment of the batch there.
    pub anchor: String,
}

/// An entry of an overview: how much lies behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Its name.
    pub title: String,
    /// Where it leads.
    pub url: UrlPath,
    /// How many records lie there.
    pub count: usize,
    /// A second line in a soft voice, such as "nay thuộc Cà Mau".
    pub note: Option<String>,
    /// The count as a share of the largest in its list, 0 to 100, for a bar.
    pub share: usize,
}

/// Entries of an overview under one heading.
#[derive(Clone, Debug, Serialize)]
pub struct CountGroup {
    /// The heading; empty where there is but one group.
    pub title: String,
    /// The entries.
    pub entries: Vec<Count>,
}

/// A day, or a month or year where the document has only that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// For `<time datetime>`: `2023-08-18`, `2023-08` or `2023`.
    pub iso: String,
    /// For people: `18/08/2023`, `08/2023` or `2023`.
    pub text: String,
}

/// The days of a trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct When {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// Both in short: `18–25/08/2023`.
    pub text: String,
    /// How many days, both counted.
    pub days: i64,
}

/// A province as it was called on the day, and as it is indexed today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvinceName {
    /// As it was called: `Bạc Liêu`.
    pub name: String,
    /// With its kind: `tỉnh Bạc Liêu`.
    pub official: String,
    /// Its page: that of today's unit, at the former one's anchor where it is another.
    pub url: UrlPath,
    /// The fragment on that page, or empty.
    pub anchor: String,
    /// Today's unit, where the name is another: shown as "(nay thuộc Cà Mau)".
    pub now: Option<String>,
}

/// A province in a row, which leads to its record alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceName {
    /// As it was called: `Bạc Liêu`.
    pub name: String,
    /// Today's unit, where the name is another: shown as "(nay thuộc Cà Mau)".
    pub now: Option<String>,
}

/// A person in office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonView {
    /// "ông", "bà" or what the document has; may be empty.
    pub honorific: String,
    /// The full name.
    pub name: String,
    /// The office held; may be empty.
    pub position: String,
    /// The page of this lead, if the person is one.
    pub url: Option<UrlPath>,
}

/// A report in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ReportRow {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: UrlPath,
    /// Who travelled.
    pub council: Link,
    /// The first day, with all days as its text.
    pub when: Day,
    /// How many people, if the report says.
    pub size: Option<u32>,
    /// Where to, in order of visit, each once, transit left out.
    pub places: Vec<PlaceName>,
    /// How many lessons it has.
    pub lessons: usize,
}

/// A lesson in a list.
#[derive(Clone, Debug, Serialize)]
pub struct LessonRow {
    /// Its heading.
    pub title: String,
    /// Its own page.
    pub url: UrlPath,
    /// What kind of lesson.
    pub kind: LessonKind,
    /// Its first sentences as plain text, cut at a word.
    pub excerpt: String,
    /// Who learnt it.
    pub council: Link,
    /// The trip's first day, with all its days as its text.
    pub when: Day,
    /// Its topics.
    pub topics: Vec<Link>,
    /// How often it was used, on the list that tells so; else 0.
    pub uses: usize,
}

/// A list of rows as templates get it: each row is one text, which a template of its own made.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "said by the names")]
pub enum Rows<'a> {
    Reports(&'a [ReportRow]),
    Lessons(&'a [LessonRow]),
}

/// A plan in a list.
#[derive(Clone, Debug, Serialize)]
pub struct PlanRow {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: UrlPath,
    /// Whose plan.
    pub council: Link,
    /// The document's date, where it has one.
    pub date: Option<Day>,
    /// How many batches it has.
    pub batches: usize,
    /// How many of them have a report in the archive.
    pub reported: usize,
    /// How many provinces it means to visit.
    pub provinces: usize,
}

/// One page of a list that may have more.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// This page's number, from 1.
    pub number: usize,
    /// How many pages there are, at least 1.
    pub of: usize,
    /// How many rows the whole list has.
    pub total: usize,
    /// The page before.
    pub previous: Option<UrlPath>,
    /// The page after.
    pub next: Option<UrlPath>,
    /// All pages worth a link: first, last, and those around this one; `None` marks a gap.
    pub pages: Vec<Option<PagerLink>>,
}

/// A numbered page of a list.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "said by the type")]
pub struct PagerLink {
    pub number: usize,
    pub url: UrlPath,
    pub current: bool,
}

/// An official document's own particulars, as far as it prints them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DocumentView {
    /// "Báo cáo", "Kế hoạch" …
    pub kind: String,
    /// Number and symbol as printed: `17/KH-HĐND`, or `…/BC-HĐND` where the number is blank;
    /// empty where neither is known.
    pub number: String,
    /// Its date.
    pub date: Option<Day>,
    /// Where it was signed; may be empty.
    pub place: String,
    /// "Kính gửi".
    pub addressee: Vec<String>,
    /// "Nơi nhận".
    pub recipients: Vec<String>,
    /// "Lưu"; may be empty.
    pub filing: String,
    /// The lines of the signature block, top to bottom, the name last where it is printed.
    pub signature: Vec<String>,
    /// What the original leaves blank, in words: "số", "ngày ký", "tên người ký".
    pub blanks: Vec<String>,
}

/// Another document that this one names.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// "Căn cứ", "Kế hoạch" or "Liên hệ".
    pub role: String,
    /// Its kind: "Thông báo Kết luận", "Công văn" …; may be empty.
    pub kind: String,
    /// Its whole number; may be empty.
    pub number: String,
    /// Its date.
    pub date: Option<Day>,
    /// Who issued it; may be empty.
    pub issuer: String,
    /// Whom it was sent to.
    pub to: Vec<String>,
    /// What it is about; may be empty.
    pub about: String,
    /// The record in this archive that it is.
    pub url: Option<UrlPath>,
}

/// A lesson in use: seen from the lesson, who used it; seen from a record, which one it used.
#[derive(Clone, Debug, Serialize)]
pub struct UseView {
    /// The record that used the lesson, or the lesson.
    pub link: Link,
    /// Whose record or lesson that is.
    pub council: Link,
    /// "Báo cáo", "Kế hoạch" or "Bài học".
    pub kind: &'static str,
    /// `applied`, `partly`, `unsuitable`, or empty where that was not said.
    pub outcome: &'static str,
    /// The outcome in words; may be empty.
    pub label: &'static str,
    /// When.
    pub date: Option<Day>,
    /// A remark; may be empty.
    pub note: String,
}

/// What became of the batches of a plan, a council, a year, or all.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUpRow {
    /// Of what.
    pub title: String,
    /// Its page; `None` for all.
    pub url: Option<UrlPath>,
    /// Whose plan, where it is one plan's row; else empty.
    pub council: String,
    /// All batches.
    pub batches: usize,
    /// Those with a report.
    pub reported: usize,
    /// Those whose report is overdue.
    pub overdue: usize,
    /// Those whose report is awaited.
    pub awaited: usize,
    /// Those whose time is past without a report and without a deadline.
    pub unreported: usize,
    /// Those that may still take place.
    pub planned: usize,
    /// Those without a time.
    pub undated: usize,
    /// Those called off.
    pub cancelled: usize,
    /// Of the batches whose time is past, how many per cent have a report; `None` if no time is
    /// past.
    pub rate: Option<usize>,
    /// The same as a bar of width 100: state, start and width of each part.
    pub bar: Vec<BarPart>,
}

/// A part of a bar.
#[derive(Clone, Debug, Serialize)]
pub struct BarPart {
    /// The state's code, as in [`BatchStateView`].
    pub code: &'static str,
    /// Where it begins, in per cent.
    pub from: usize,
    /// How wide it is, in per cent.
    pub width: usize,
}

/// An entry of the publication log.
#[derive(Clone, Debug, Serialize)]
pub struct LogEntry {
    /// When.
    pub date: Day,
    /// `published`, `updated` or `withdrawn`.
    pub event: &'static str,
    /// In words: "Đăng lần đầu", "Đính chính, bổ sung" …
    pub label: &'static str,
    /// The record.
    pub record: Link,
    /// "Báo cáo", "Kế hoạch" or "Trang".
    pub kind: &'static str,
    /// What was corrected, or why it was withdrawn; may be empty.
    pub note: String,
}

/// How to cite a record, in four forms. The last two have several lines.
#[derive(Clone, Debug, Serialize)]
pub struct CitationView {
    /// In the form of Vietnamese documents.
    pub official: String,
    /// In APA's.
    pub apa: String,
    /// For BibTeX.
    pub bibtex: String,
    /// For reference managers that read RIS.
    pub ris: String,
}

/// A correction or an editor's remark.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateView {
    /// When.
    pub date: Day,
    /// What.
    pub note: String,
    /// Whether the editor speaks ("Ghi chú của người biên tập") or the council
    /// ("Đính chính, bổ sung").
    pub by_editor: bool,
}

/// A day of an itinerary.
#[derive(Clone, Debug, Serialize)]
pub struct ItineraryDay {
    /// Which day of the trip, from 1; `None` for stops without a date.
    pub number: Option<i64>,
    /// The date.
    pub date: Option<Day>,
    /// "Thứ Sáu"; empty without a date.
    pub weekday: String,
    /// The fragment of the heading below that names this day, or empty.
    pub anchor: String,
    /// What happened, in order.
    pub stops: Vec<StopView>,
}

/// A stop of an itinerary.
#[derive(Clone, Debug, Serialize)]
pub struct StopView {
    /// `visit`, `meeting` or `transit`.
    pub kind: &'static str,
    /// The place; empty where only the province is known.
    pub place: String,
    /// The province.
    pub province: ProvinceName,
    /// "chiều" and the like; may be empty.
    pub when: String,
    /// Who received the delegation; may be empty.
    pub host: String,
    /// Who was there.
    pub present: Vec<PersonView>,
    /// What it was about; may be empty.
    pub subject: String,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Whether the editor inferred the province.
    pub inferred: bool,
    /// Lessons that were learnt at this very place.
    pub lessons: Vec<LessonEntry>,
}

/// A lesson as its report's page lists it.
#[derive(Clone, Debug, Serialize)]
pub struct LessonEntry {
    /// Its heading.
    pub title: String,
    /// Its anchor on the report's page.
    pub id: String,
    /// Its own page.
    pub url: UrlPath,
    /// What kind.
    pub kind: LessonKind,
}

/// A batch of a plan.
#[derive(Clone, Debug, Serialize)]
pub struct BatchView {
    /// Its number in the plan.
    pub number: u32,
    /// What it is to study; may be empty.
    pub theme: String,
    /// When, in the plan's own words.
    pub time: String,
    /// The first and the last day it can mean, if any.
    pub period: Option<When>,
    /// By what; may be empty.
    pub transport: String,
    /// Where to, and what for.
    pub provinces: Vec<BatchProvince>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// How it stands.
    pub state: BatchStateView,
    /// Reports that carry it out.
    pub reports: Vec<Link>,
}

/// How a batch stands on the site's "today".
#[derive(Clone, Debug, Serialize)]
pub struct BatchStateView {
    /// `cancelled`, `reported`, `undated`, `planned`, `unreported`, `awaited` or `overdue`.
    pub code: &'static str,
    /// In words: "chưa có báo cáo trong kho này".
    pub label: String,
    /// Why it was cancelled; may be empty.
    pub reason: String,
}

/// Where a batch goes, and what for.
#[derive(Clone, Debug, Serialize)]
pub struct BatchProvince {
    /// The province.
    pub province: ProvinceName,
    /// A place within it; may be empty.
    pub place: String,
    /// What for; may be empty.
    pub subject: String,
    /// Its topics.
    pub topics: Vec<Link>,
}

/// A batch in a list outside its plan.
#[derive(Clone, Debug, Serialize)]
pub struct BatchRow {
    /// "Đợt 2" with its plan's anchor.
    pub number: u32,
    /// The plan.
    pub plan: Link,
    /// Whose plan.
    pub council: Link,
    /// What it is to study, or its subject in this province; may be empty.
    pub theme: String,
    /// When, in the plan's own words.
    pub time: String,
    /// How it stands.
    pub state: BatchStateView,
}

/// A tile of the province grid.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    /// The name to print.
    pub label: String,
    /// The province's page.
    pub url: UrlPath,
    /// How many trips went there.
    pub count: usize,
    /// Whether a plan names it.
    pub planned: bool,
    /// Its column, from 1.
    pub column: u8,
    /// Its row, from 1.
    pub row: u8,
    /// The shade, 0 (no trips) to 4.
    pub step: u8,
}

/// One of the two archipelagos, which every variant of the grid shows and which carry no count.
#[derive(Clone, Debug, Serialize)]
pub struct ArchipelagoTile {
    /// "Quần đảo Hoàng Sa".
    pub label: String,
    /// The unit that administers it, in words.
    pub note: String,
    /// That unit's page.
    pub url: UrlPath,
    /// Its column, from 1.
    pub column: u8,
    /// Its row, from 1.
    pub row: u8,
    /// Islands as dots in a box of 60 × 20, each `[x, y]` in tenths.
    pub dots: Vec<[u32; 2]>,
}

/// The province grid.
#[derive(Clone, Debug, Serialize)]
pub struct Grid {
    /// One tile a province.
    pub tiles: Vec<Tile>,
    /// Hoàng Sa and Trường Sa.
    pub archipelagos: Vec<ArchipelagoTile>,
    /// What each shade from 1 to 4 means: "1–2", "3–4", "5–7", "8 trở lên".
    pub legend: Vec<String>,
}

/// What a page shows. The name of the variant in kebab case, with `.html`, is its template.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each variant's struct says what it shows")]
pub enum View {
    Home(Box<HomeView>),
    Reports(ReportsView),
    Report(Box<ReportView>),
    Lessons(LessonsView),
    Lesson(Box<LessonView>),
    Plans(PlansView),
    Plan(Box<PlanView>),
    Overview(OverviewView),
    Provinces(ProvincesView),
    Year(Box<YearView>),
    Province(Box<ProvinceView>),
    FormerProvince(FormerProvinceView),
    Topic(Box<TopicView>),
    Council(Box<CouncilView>),
    Lead(LeadView),
    Page(PageView),
    Finder(Box<FinderView>),
    SiteMap(SiteMapView),
    Data(DataView),
    Tombstone(TombstoneView),
    Redirect(RedirectView),
    FollowUp(Box<FollowUpView>),
    LessonsUsed(LessonsUsedView),
    Log(LogView),
    Search,
    Accessibility,
    NotFound,
}

impl View {
    /// Its lists of rows that other pages show likewise, by their names in it. They are not part of
    /// what is serialised.
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
            Self::Lesson(view) => vec![("related", Lessons(&view.related))],
            Self::Plan(view) => vec![("lessons", Lessons(&view.lessons))],
            Self::Year(view) => vec![
                ("reports", Reports(&view.reports)),
                ("lessons", Lessons(&view.lessons)),
            ],
            Self::Province(view) => vec![
                ("reports", Reports(&view.reports)),
                ("lessons", Lessons(&view.lessons)),
            ],
            Self::Topic(view) => vec![
                ("reports", Reports(&view.reports)),
                ("lessons", Lessons(&view.lessons)),
            ],
            Self::Council(view) => vec![("reports", Reports(&view.reports))],
            Self::Lead(view) => vec![("reports", Reports(&view.reports))],
            Self::Finder(view) => vec![
                ("reports", Reports(&view.reports)),
                ("lessons", Lessons(&view.lessons)),
            ],
            Self::LessonsUsed(view) => vec![("rows", Lessons(&view.rows))],
            Self::Plans(_)
            | Self::Overview(_)
            | Self::Provinces(_)
            | Self::FormerProvince(_)
            | Self::Page(_)
            | Self::SiteMap(_)
            | Self::Data(_)
            | Self::Tombstone(_)
            | Self::Redirect(_)
            | Self::FollowUp(_)
            | Self::Log(_)
            | Self::Search
            | Self::Accessibility
            | Self::NotFound => Vec::new(),
        }
    }
}

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The newest reports.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// The newest plans.
    pub plans: Vec<PlanRow>,
    /// The newest lessons.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// How much the archive holds.
    pub totals: Totals,
    /// The provinces as a picture.
    pub grid: Grid,
    /// Years, newest first, with their reports.
    pub years: Vec<Count>,
    /// The topics with most records, at most ten.
    pub topics: Vec<Count>,
}

/// How much the archive holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "said by the names")]
pub struct Totals {
    pub reports: usize,
    pub lessons: usize,
    pub plans: usize,
    pub batches: usize,
    /// Of today's provinces, those with at least one trip.
    pub provinces: usize,
    /// Topics with at least one record.
    pub topics: usize,
}

/// All reports.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "said by the names")]
pub struct ReportsView {
    #[serde(skip)]
    pub rows: Vec<ReportRow>,
    pub pager: Pager,
}

/// One report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// What it is about in a few sentences, if its author wrote that; else empty.
    pub summary: String,
    /// Who travelled.
    pub council: Link,
    /// When.
    pub when: When,
    /// The years it touches.
    pub years: Vec<Link>,
    /// Head of delegation; `None` is shown as "chưa ghi".
    pub lead: Option<PersonView>,
    /// Deputy heads.
    pub deputies: Vec<PersonView>,
    /// Members by name.
    pub members: Vec<PersonView>,
    /// How many people.
    pub size: Option<u32>,
    /// Where to, each once, in order of visit, transit left out.
    pub places: Vec<ProvinceName>,
    /// The batch it carries out.
    pub plan: Option<BatchLink>,
    /// The document's own particulars.
    pub document: Option<DocumentView>,
    /// Documents it names.
    pub references: Vec<ReferenceView>,
    /// What it cost, in words; may be empty.
    pub cost: String,
    /// The council's own assessment.
    pub assessment: Vec<String>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Its lessons in the order of the text.
    pub lessons: Vec<LessonEntry>,
    /// Lessons of others that it used.
    pub uses: Vec<UseView>,
    /// The trip day by day.
    pub itinerary: Vec<ItineraryDay>,
    /// Headings, for a contents list.
    pub contents: Vec<Heading>,
    /// The text. Lessons stand in it as `<section class="lesson practice" id="…">`.
    pub html: String,
    /// Corrections and remarks, newest first.
    pub updates: Vec<UpdateView>,
    /// The day it entered the archive.
    pub published: Day,
    /// The trip before it in time.
    pub previous: Option<Link>,
    /// The trip after it in time.
    pub next: Option<Link>,
    /// Other reports of the same provinces, at most five.
    #[serde(skip)]
    pub same_province: Vec<ReportRow>,
    /// Other reports of the same topics, at most five.
    #[serde(skip)]
    pub same_topic: Vec<ReportRow>,
    /// How to cite it.
    pub citation: CitationView,
}

/// Lessons, all or of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct LessonsView {
    /// The kind, where it is a list of one.
    pub kind: Option<LessonKind>,
    /// The other lists: all, and one for each kind, with counts.
    pub kinds: Vec<Count>,
    /// Topics that have lessons; on the first page only.
    pub topics: Vec<Count>,
    /// Provinces where lessons were learnt; on the first page only.
    pub provinces: Vec<Count>,
    /// Years of the trips on which they were learnt, newest first; on the first page only.
    pub years: Vec<Count>,
    /// The lessons of this page, newest first.
    #[serde(skip)]
    pub rows: Vec<LessonRow>,
    /// Which page of how many.
    pub pager: Pager,
}

/// One lesson.
#[derive(Clone, Debug, Serialize)]
pub struct LessonView {
    /// What kind.
    pub kind: LessonKind,
    /// Its text.
    pub html: String,
    /// The report, and the fragment of this lesson on its page.
    pub report: Link,
    /// The fragment of this lesson there.
    pub anchor: String,
    /// Who learnt it.
    pub council: Link,
    /// When the trip was.
    pub when: When,
    /// Where it was learnt.
    pub places: Vec<String>,
    /// The provinces of those places.
    pub provinces: Vec<ProvinceName>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Where it was used.
    pub used: Vec<UseView>,
    /// The lesson before it in the report.
    pub previous: Option<Link>,
    /// The lesson after it in the report.
    pub next: Option<Link>,
    /// Lessons of other reports on the same topics, at most five.
    #[serde(skip)]
    pub related: Vec<LessonRow>,
    /// How to cite it.
    pub citation: CitationView,
}

/// All plans.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "said by the names")]
pub struct PlansView {
    pub rows: Vec<PlanRow>,
    pub pager: Pager,
}

/// One plan.
#[derive(Clone, Debug, Serialize)]
pub struct PlanView {
    /// What it is about in a few sentences, if its author wrote that; else empty.
    pub summary: String,
    /// Whose plan.
    pub council: Link,
    /// The document's own particulars.
    pub document: Option<DocumentView>,
    /// Documents it names.
    pub references: Vec<ReferenceView>,
    /// Its batches in the plan's order.
    pub batches: Vec<BatchView>,
    /// How many have a report in the archive.
    pub reported: usize,
    /// What it rests on.
    pub basis: Vec<String>,
    /// What it is for.
    pub purpose: Vec<String>,
    /// What it asks.
    pub requirements: Vec<String>,
    /// How many people a batch has, in words; may be empty.
    pub composition_size: String,
    /// Who takes part, as role and who.
    pub roles: Vec<[String; 2]>,
    /// Who pays, in words; may be empty.
    pub budget: String,
    /// Who does what, as who and duty.
    pub duties: Vec<[String; 2]>,
    /// What must be reported, in words; may be empty.
    pub reporting: String,
    /// To whom; may be empty.
    pub reporting_to: String,
    /// Lessons that it uses.
    pub uses: Vec<UseView>,
    /// Its topics.
    pub topics: Vec<Link>,
    /// Headings, for a contents list.
    pub contents: Vec<Heading>,
    /// The text.
    pub html: String,
    /// Corrections and remarks, newest first.
    pub updates: Vec<UpdateView>,
    /// The day it entered the archive.
    pub published: Day,
    /// Lessons already learnt in its provinces on its topics, at most five.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// How to cite it.
    pub citation: CitationView,
}

/// All years, topics, councils or leads, with counts.
#[derive(Clone, Debug, Serialize)]
pub struct OverviewView {
    /// What one entry is called: "năm", "chủ đề", "cơ quan", "trưởng đoàn".
    pub noun: &'static str,
    /// The entries.
    pub groups: Vec<CountGroup>,
    /// Which page of how many.
    pub pager: Pager,
}

/// All provinces.
#[derive(Clone, Debug, Serialize)]
pub struct ProvincesView {
    /// As a picture.
    pub grid: Grid,
    /// Today's 34 by region.
    pub regions: Vec<CountGroup>,
    /// The names that vanished in 2025.
    pub vanished: Vec<Count>,
}

/// One year.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// The year.
    pub year: i32,
    /// Its reports.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// Which page of how many.
    pub pager: Pager,
    /// The newest lessons learnt in it, at most ten; on the first page only.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// How many lessons were learnt in it.
    pub lessons_total: usize,
    /// Plans of the year; on the first page only.
    pub plans: Vec<PlanRow>,
    /// Its months in order, each with the trips that began in it.
    pub months: Vec<Count>,
    /// Provinces visited in it; on the first page only.
    pub provinces: Vec<Count>,
    /// Topics studied in it, each leading to what was studied on it in this year; on the first
    /// page only.
    pub topics: Vec<Count>,
    /// The nearest earlier year that has records.
    pub previous: Option<Link>,
    /// The nearest later year that has records.
    pub next: Option<Link>,
}

/// One of today's provinces.
#[derive(Clone, Debug, Serialize)]
pub struct ProvinceView {
    /// With its kind: `tỉnh Lào Cai`.
    pub official: String,
    /// Its region.
    pub region: String,
    /// The former units it came from, where they are more than itself.
    pub former: Vec<FormerUnit>,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// Which page of how many.
    pub pager: Pager,
    /// The newest lessons learnt there, at most ten; on the first page only.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// How many lessons were learnt there.
    pub lessons_total: usize,
    /// Batches that mean to go there; on the first page only.
    pub batches: Vec<BatchRow>,
    /// Topics studied there, each leading to what was learnt on it there; on the first page only.
    pub topics: Vec<Count>,
    /// Trips before and after 1 July 2025.
    pub before: usize,
    /// Trips since.
    pub since: usize,
}

/// A unit of the 63 on the page of today's province.
#[derive(Clone, Debug, Serialize)]
pub struct FormerUnit {
    /// Its name then.
    pub name: String,
    /// Its anchor on the page.
    pub anchor: String,
    /// Trips to it while it stood.
    pub count: usize,
    /// Those trips, newest first, at most ten.
    pub reports: Vec<Link>,
}

/// A province name that vanished.
#[derive(Clone, Debug, Serialize)]
pub struct FormerProvinceView {
    /// With its kind: `tỉnh Bạc Liêu`.
    pub official: String,
    /// The last day it stood.
    pub until: Day,
    /// What it became.
    pub now: Link,
    /// The fragment on that page.
    pub anchor: String,
    /// Trips to it while it stood.
    pub count: usize,
}

/// One topic.
#[derive(Clone, Debug, Serialize)]
pub struct TopicView {
    /// Its group.
    pub group: String,
    /// Other names people use for it.
    pub aliases: Vec<String>,
    /// Its lessons by kind, with counts; on the first page only.
    pub kinds: Vec<Count>,
    /// The newest lessons, at most twenty; on the first page only.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// How many lessons it has.
    pub lessons_total: usize,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// Which page of how many.
    pub pager: Pager,
    /// Batches that study it; on the first page only.
    pub batches: Vec<BatchRow>,
    /// Where it was studied, each leading to what was learnt there on it; on the first page only.
    pub provinces: Vec<Count>,
    /// When it was studied, newest first, likewise; on the first page only.
    pub years: Vec<Count>,
    /// Other topics of its group; on the first page only.
    pub siblings: Vec<Count>,
}

/// One council.
#[derive(Clone, Debug, Serialize)]
pub struct CouncilView {
    /// Its province, if known.
    pub province: Option<ProvinceName>,
    /// Its address and contact as `site.yaml` has them; may be empty.
    pub contact: Vec<String>,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// Which page of how many.
    pub pager: Pager,
    /// Its plans; on the first page only.
    pub plans: Vec<PlanRow>,
    /// Who led its trips; on the first page only.
    pub leads: Vec<Count>,
}

/// One head of delegation, of one council.
#[derive(Clone, Debug, Serialize)]
pub struct LeadView {
    /// The offices held on these trips, newest first, each once.
    pub positions: Vec<String>,
    /// Whose trips.
    pub council: Link,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// Which page of how many.
    pub pager: Pager,
}

/// What was studied on one topic in one province, or in one year.
#[derive(Clone, Debug, Serialize)]
pub struct FinderView {
    /// The topic.
    pub topic: Link,
    /// The province or the year.
    pub other: Link,
    /// The newest lessons, at most twenty; on the first page only.
    #[serde(skip)]
    pub lessons: Vec<LessonRow>,
    /// How many lessons there are.
    pub lessons_total: usize,
    /// Reports, newest first.
    #[serde(skip)]
    pub reports: Vec<ReportRow>,
    /// Which page of how many.
    pub pager: Pager,
    /// The same topic in other provinces, or in other years; on the first page only.
    pub same_topic: Vec<Count>,
    /// Other topics in the same province or year; on the first page only.
    pub same_other: Vec<Count>,
}

/// What became of every batch.
#[derive(Clone, Debug, Serialize)]
pub struct FollowUpView {
    /// The day on which batches are judged.
    pub today: Day,
    /// All together.
    pub all: FollowUpRow,
    /// By plan, newest first.
    pub plans: Vec<FollowUpRow>,
    /// By council, in alphabetical order.
    pub councils: Vec<FollowUpRow>,
    /// By year of the plan, newest first.
    pub years: Vec<FollowUpRow>,
    /// Overdue ones, the longest first.
    pub overdue: Vec<BatchRow>,
    /// Awaited ones, the soonest due first.
    pub awaited: Vec<BatchRow>,
    /// Reports that name no batch of the archive.
    pub unplanned: usize,
}

/// Lessons by how often they were used.
#[derive(Clone, Debug, Serialize)]
pub struct LessonsUsedView {
    /// The lessons, most used first, each with its uses.
    #[serde(skip)]
    pub rows: Vec<LessonRow>,
    /// How many lessons were used at least once.
    pub used: usize,
    /// Which page of how many.
    pub pager: Pager,
}

/// The publication log.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "said by the names")]
pub struct LogView {
    pub entries: Vec<LogEntry>,
    pub pager: Pager,
}

/// A page of the office's own.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The text.
    pub html: String,
    /// Headings, for a contents list.
    pub contents: Vec<Heading>,
    /// Corrections and remarks, newest first.
    pub updates: Vec<UpdateView>,
}

/// The whole site as lists of links.
#[derive(Clone, Debug, Serialize)]
pub struct SiteMapView {
    /// Sections, each with its pages.
    pub groups: Vec<CountGroup>,
}

/// What is there to download.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// The tables of the whole archive.
    pub tables: Vec<DataTable>,
    /// Feeds, calendar and descriptions of the data.
    pub files: Vec<Link>,
    /// The whole archive in one file, where the build makes one.
    pub bundle: Option<UrlPath>,
}

/// A table to download.
#[derive(Clone, Debug, Serialize)]
pub struct DataTable {
    /// What it holds.
    pub title: &'static str,
    /// How many rows.
    pub rows: usize,
    /// As CSV.
    pub csv: UrlPath,
    /// As JSON.
    pub json: UrlPath,
    /// Its columns.
    pub fields: Vec<DataField>,
}

/// A column of a table.
#[derive(Clone, Debug, Serialize)]
pub struct DataField {
    /// Its name in the file.
    pub name: &'static str,
    /// Its name in words.
    pub title: &'static str,
    /// "chữ", "số", "ngày" or "nhiều mục".
    pub kind: &'static str,
    /// What it tells.
    pub meaning: &'static str,
}

/// What is left of a withdrawn record.
#[derive(Clone, Debug, Serialize)]
pub struct TombstoneView {
    /// "Báo cáo", "Bài học" …
    pub kind: &'static str,
    /// When it was withdrawn, if that was written.
    pub date: Option<Day>,
    /// Why.
    pub reason: String,
    /// What stands in its place.
    pub replaced_by: Option<Link>,
}

/// An old address that leads on.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// Where to.
    pub to: Link,
    /// The fragment there, or empty.
    pub anchor: String,
}
