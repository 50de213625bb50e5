//! Tables: what a list holds as rows of typed cells, for spreadsheets and programs.
//!
//! A [`Sheet`] says which columns there are, with their meaning in Vietnamese; the functions below
//! make its rows from the archive. How a table is written is decided in `data`. Names of columns
//! are those of the front matter where that has the same thing.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use crate::route;
use ssg_archive::{
    Archive, BatchState, CouncilId, LessonId, LogEvent, PlanId, ReportId, batch_anchor, record_name,
};
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Head, Status};
use ssg_content::vocabulary::TopicId;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId, Vintage};
use ssg_vietnam::text;

/// What a column's cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text; may be empty.
    Text,
    /// A whole number.
    Integer,
    /// A day, `2023-08-18`.
    Day,
    /// Several texts. In a CSV they stand in one cell with `; ` between them.
    List,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the first row.
    pub name: &'static str,
    /// What its cells are.
    pub kind: ColumnKind,
    /// Its name in words.
    pub title: &'static str,
    /// What it tells, and what an empty cell means.
    pub meaning: &'static str,
}

/// A cell. What a record leaves blank is [`Cell::Blank`], never made up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "said by the names")]
pub enum Cell<'a> {
    Blank,
    Text(Cow<'a, str>),
    Integer(i64),
    List(Vec<Cow<'a, str>>),
}

impl<'a> Cell<'a> {
    fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Blank
        } else {
            Self::Text(text)
        }
    }

    fn count(count: usize) -> Self {
        Self::Integer(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn day(day: NaiveDate) -> Self {
        Self::Text(PartialDate::Day(day).iso().into())
    }

    fn list<T: Into<Cow<'a, str>>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }

    fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Blank, cell)
    }
}

/// A row, a cell for each column.
pub type Row<'a> = Vec<Cell<'a>>;

/// A kind of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "said by the names")]
pub enum Sheet {
    Reports,
    Lessons,
    Plans,
    Batches,
    Provinces,
    Topics,
    Years,
    Councils,
    Leads,
    LessonsUsed,
    Log,
}

macro_rules! columns {
    ($($name:literal $kind:ident $title:literal $meaning:literal;)+) => {
        &[$(Column { name: $name, kind: ColumnKind::$kind, title: $title, meaning: $meaning }),+]
    };
}

const REPORTS: &[Column] = columns! {
    "id" Text "Mã" "Tên của báo cáo trong kho, lấy từ đường dẫn tệp; không đổi khi sửa văn bản.";
    "url" Text "Địa chỉ" "Trang của báo cáo; là đường dẫn trong kho nếu kho chưa khai base_url.";
    "title" Text "Tiêu đề" "Tiêu đề của báo cáo.";
    "council" Text "Cơ quan" "Cơ quan cử đoàn đi; trống nếu chưa ghi.";
    "from" Day "Từ ngày" "Ngày đầu của chuyến đi.";
    "to" Day "Đến ngày" "Ngày cuối của chuyến đi.";
    "lead" Text "Trưởng đoàn" "Họ tên trưởng đoàn; trống nếu chưa ghi.";
    "provinces" List "Tỉnh, thành" "Các tỉnh, thành theo tên hiện nay (cột slug của bảng tinh), không kể nơi chỉ đi qua.";
    "topics" List "Chủ đề" "Các chủ đề (cột slug của bảng chu-de).";
    "lessons" Integer "Số bài học" "Số bài học rút ra từ báo cáo.";
    "provinces_then" List "Tỉnh, thành khi ấy" "Tên các tỉnh, thành vào lúc đi, theo thứ tự đến.";
    "lead_position" Text "Chức vụ trưởng đoàn" "Chức vụ của trưởng đoàn khi đi.";
    "size" Integer "Số người" "Số người trong đoàn; trống nếu chưa ghi.";
    "plan" Text "Theo đợt" "Đợt mà chuyến đi thực hiện (cột id của bảng dot).";
    "document" Text "Số, ký hiệu" "Số và ký hiệu văn bản; dấu … thay cho số mà bản gốc để trống.";
    "document_date" Text "Ngày văn bản" "Ngày ký: ngày, tháng hoặc năm như bản gốc ghi được.";
    "cost" Integer "Kinh phí" "Số tiền; trống nếu chưa ghi.";
    "currency" Text "Tiền tệ" "Loại tiền của cột cost.";
    "published" Day "Ngày đăng" "Ngày vào kho; chỉ ghi tháng hay năm thì tính ngày cuối.";
    "updated" Day "Ngày sửa" "Lần đính chính, bổ sung cuối; chưa sửa thì là ngày đăng.";
};

const LESSONS: &[Column] = columns! {
    "id" Text "Mã" "Tên của bài học trong kho: mã báo cáo và mã bài học.";
    "url" Text "Địa chỉ" "Trang riêng của bài học.";
    "title" Text "Tiêu đề" "Tiêu đề của bài học.";
    "kind" Text "Loại" "practice: cách làm hay; caution: điều cần tránh; recommendation: kiến nghị.";
    "report" Text "Báo cáo" "Báo cáo chứa bài học (cột id của bảng bao-cao).";
    "council" Text "Cơ quan" "Cơ quan cử đoàn đi; trống nếu chưa ghi.";
    "from" Day "Từ ngày" "Ngày đầu của chuyến đi.";
    "to" Day "Đến ngày" "Ngày cuối của chuyến đi.";
    "provinces" List "Tỉnh, thành" "Nơi học được (cột slug của bảng tinh).";
    "topics" List "Chủ đề" "Các chủ đề (cột slug của bảng chu-de).";
    "places" List "Địa điểm" "Những địa điểm mà bài học nêu riêng.";
    "uses" Integer "Lần dùng" "Số lần được một báo cáo hay kế hoạch trong kho vận dụng.";
    "excerpt" Text "Đoạn đầu" "Những câu đầu của bài học, không định dạng.";
    "updated" Day "Ngày sửa" "Lần sửa cuối của báo cáo chứa bài học.";
};

const PLANS: &[Column] = columns! {
    "id" Text "Mã" "Tên của kế hoạch trong kho, lấy từ đường dẫn tệp.";
    "url" Text "Địa chỉ" "Trang của kế hoạch.";
    "title" Text "Tiêu đề" "Tiêu đề của kế hoạch.";
    "council" Text "Cơ quan" "Cơ quan ban hành; trống nếu chưa ghi.";
    "year" Integer "Năm" "Năm của kế hoạch.";
    "document" Text "Số, ký hiệu" "Số và ký hiệu văn bản; dấu … thay cho số mà bản gốc để trống.";
    "document_date" Text "Ngày văn bản" "Ngày ký: ngày, tháng hoặc năm như bản gốc ghi được.";
    "batches" Integer "Số đợt" "Số đợt trong kế hoạch.";
    "reported" Integer "Có báo cáo" "Số đợt đã có báo cáo trong kho.";
    "topics" List "Chủ đề" "Các chủ đề (cột slug của bảng chu-de).";
    "published" Day "Ngày đăng" "Ngày vào kho; chỉ ghi tháng hay năm thì tính ngày cuối.";
    "updated" Day "Ngày sửa" "Lần đính chính, bổ sung cuối; chưa sửa thì là ngày đăng.";
};

const BATCHES: &[Column] = columns! {
    "id" Text "Mã" "Mã kế hoạch và số đợt.";
    "url" Text "Địa chỉ" "Chỗ của đợt trên trang kế hoạch.";
    "plan" Text "Kế hoạch" "Kế hoạch chứa đợt (cột id của bảng ke-hoach).";
    "number" Integer "Đợt" "Số đợt như kế hoạch ghi.";
    "council" Text "Cơ quan" "Cơ quan ban hành kế hoạch; trống nếu chưa ghi.";
    "theme" Text "Nội dung" "Nội dung học tập của đợt.";
    "time" Text "Thời gian" "Thời gian như kế hoạch ghi.";
    "from" Day "Sớm nhất" "Ngày sớm nhất mà thời gian ấy có thể bắt đầu; trống nếu chưa định.";
    "to" Day "Muộn nhất" "Ngày muộn nhất mà thời gian ấy có thể kết thúc; trống nếu chưa định.";
    "provinces" List "Tỉnh, thành" "Nơi dự kiến đến, theo tên hiện nay (cột slug của bảng tinh).";
    "topics" List "Chủ đề" "Các chủ đề (cột slug của bảng chu-de).";
    "state" Text "Tình trạng" "reported: có báo cáo; awaited: chờ báo cáo; overdue: quá hạn; unreported: chưa có báo cáo; planned: dự kiến; undated: chưa định thời gian; cancelled: đã hủy.";
    "days" Integer "Số ngày" "Với awaited: còn mấy ngày; với overdue: quá mấy ngày.";
    "reports" List "Báo cáo" "Các báo cáo về đợt này (cột id của bảng bao-cao).";
    "reason" Text "Lý do hủy" "Vì sao hủy, với đợt đã hủy.";
};

const PROVINCES: &[Column] = columns! {
    "slug" Text "Mã" "Mã của tỉnh, thành trong địa chỉ.";
    "url" Text "Địa chỉ" "Trang của tỉnh, thành.";
    "name" Text "Tên" "Tên, không kèm cấp.";
    "official" Text "Tên đầy đủ" "Tên kèm cấp; với tỉnh cũ là tên vào ngày cuối.";
    "region" Text "Vùng" "Vùng của tỉnh, thành hiện nay.";
    "until" Day "Đến ngày" "Ngày cuối còn tên này; trống với 34 tỉnh, thành hiện nay.";
    "now" Text "Nay thuộc" "Tỉnh, thành hiện nay (cột slug); trống với 34 tỉnh, thành hiện nay.";
    "reports" Integer "Báo cáo" "Số báo cáo về chuyến đi đến đó; với tỉnh cũ, chỉ tính khi còn tên ấy.";
    "lessons" Integer "Bài học" "Số bài học được rút ra ở đó; trống với tỉnh cũ.";
    "batches" Integer "Đợt" "Số đợt dự kiến đến đó; trống với tỉnh cũ.";
};

const TOPICS: &[Column] = columns! {
    "slug" Text "Mã" "Mã của chủ đề trong địa chỉ.";
    "url" Text "Địa chỉ" "Trang của chủ đề.";
    "label" Text "Tên" "Tên của chủ đề.";
    "group" Text "Nhóm" "Nhóm chủ đề.";
    "reports" Integer "Báo cáo" "Số báo cáo.";
    "lessons" Integer "Bài học" "Số bài học.";
    "plans" Integer "Kế hoạch" "Số kế hoạch ghi chủ đề này.";
    "batches" Integer "Đợt" "Số đợt.";
    "aliases" List "Tên khác" "Những cách gọi khác mà kho hiểu.";
};

const YEARS: &[Column] = columns! {
    "year" Integer "Năm" "Năm.";
    "url" Text "Địa chỉ" "Trang của năm.";
    "reports" Integer "Báo cáo" "Số chuyến đi có báo cáo; chuyến qua năm mới tính ở cả hai năm.";
    "lessons" Integer "Bài học" "Số bài học.";
    "plans" Integer "Kế hoạch" "Số kế hoạch.";
};

const COUNCILS: &[Column] = columns! {
    "url" Text "Địa chỉ" "Trang của cơ quan.";
    "name" Text "Tên" "Tên cơ quan.";
    "reports" Integer "Báo cáo" "Số báo cáo.";
    "plans" Integer "Kế hoạch" "Số kế hoạch.";
    "leads" Integer "Trưởng đoàn" "Số người từng làm trưởng đoàn.";
};

const LEADS: &[Column] = columns! {
    "url" Text "Địa chỉ" "Trang của trưởng đoàn.";
    "name" Text "Họ tên" "Họ và tên.";
    "council" Text "Cơ quan" "Cơ quan cử đoàn đi.";
    "reports" Integer "Báo cáo" "Số báo cáo.";
};

const LESSONS_USED: &[Column] = columns! {
    "id" Text "Mã" "Tên của bài học trong kho (cột id của bảng bai-hoc).";
    "url" Text "Địa chỉ" "Trang riêng của bài học.";
    "title" Text "Tiêu đề" "Tiêu đề của bài học.";
    "uses" Integer "Lần dùng" "Số lần được một báo cáo hay kế hoạch trong kho vận dụng.";
};

const LOG: &[Column] = columns! {
    "date" Text "Ngày" "Ngày, tháng hoặc năm như văn bản ghi được.";
    "event" Text "Việc" "published: đăng lần đầu; updated: đính chính, bổ sung; withdrawn: rút khỏi kho.";
    "kind" Text "Loại" "report: báo cáo; plan: kế hoạch; page: trang.";
    "url" Text "Địa chỉ" "Trang của văn bản.";
    "title" Text "Tiêu đề" "Tiêu đề; trống nếu văn bản đã rút.";
    "note" Text "Ghi chú" "Sửa gì, hoặc vì sao rút.";
};

impl Sheet {
    /// Those that are published whole at `/du-lieu/`.
    pub const PUBLISHED: [Self; 6] = [
        Self::Reports,
        Self::Lessons,
        Self::Plans,
        Self::Batches,
        Self::Provinces,
        Self::Topics,
    ];

    /// Its name in addresses and in the data package.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Reports => "bao-cao",
            Self::Lessons => "bai-hoc",
            Self::Plans => "ke-hoach",
            Self::Batches => "dot",
            Self::Provinces => "tinh",
            Self::Topics => "chu-de",
            Self::Years => "nam",
            Self::Councils => "co-quan",
            Self::Leads => "truong-doan",
            Self::LessonsUsed => "bai-hoc-da-dung",
            Self::Log => "nhat-ky",
        }
    }

    /// Its name in words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Reports => "Báo cáo",
            Self::Lessons => "Bài học",
            Self::Plans => "Kế hoạch",
            Self::Batches => "Đợt đi trong kế hoạch",
            Self::Provinces => "Tỉnh, thành phố",
            Self::Topics => "Chủ đề",
            Self::Years => "Năm",
            Self::Councils => "Cơ quan",
            Self::Leads => "Trưởng đoàn",
            Self::LessonsUsed => "Bài học được dùng",
            Self::Log => "Nhật ký xuất bản",
        }
    }

    /// Its columns.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Reports => REPORTS,
            Self::Lessons => LESSONS,
            Self::Plans => PLANS,
            Self::Batches => BATCHES,
            Self::Provinces => PROVINCES,
            Self::Topics => TOPICS,
            Self::Years => YEARS,
            Self::Councils => COUNCILS,
            Self::Leads => LEADS,
            Self::LessonsUsed => LESSONS_USED,
            Self::Log => LOG,
        }
    }

    /// How many of them the table of a list has: each report stands in some twenty lists, and what
    /// is left out stands in the whole table.
    pub fn listed(self) -> usize {
        match self {
            Self::Reports | Self::Lessons => 10,
            _ => self.columns().len(),
        }
    }

    /// The columns in which a row's name is unique; empty where rows have no name.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Self::Provinces | Self::Topics => Some("slug"),
            Self::Reports | Self::Lessons | Self::Plans | Self::Batches => Some("id"),
            _ => None,
        }
    }

    /// Columns whose cells, or the parts of whose cells, name rows of another whole table.
    pub fn references(self) -> &'static [(&'static str, Self)] {
        match self {
            Self::Reports => &[("plan", Self::Batches)],
            Self::Lessons => &[("report", Self::Reports)],
            Self::Batches => &[("plan", Self::Plans)],
            Self::Provinces => &[("now", Self::Provinces)],
            _ => &[],
        }
    }

    /// All its rows, each made when it is asked for.
    pub fn rows(self, archive: &Archive) -> Box<dyn Iterator<Item = Row<'_>> + '_> {
        match self {
            Self::Reports | Self::Lessons => self.rows_at(archive, 0..self.count(archive)),
            Self::Plans => {
                let all = (0..archive.plans.len()).map(PlanId::new);
                Box::new(all.map(|id| plan(archive, id)))
            }
            Self::Batches => Box::new(batches(archive)),
            Self::Provinces => Box::new(provinces(archive)),
            Self::Topics => Box::new(topics(archive)),
            Self::Years => Box::new(years(archive)),
            Self::Councils => Box::new(councils(archive)),
            Self::Leads => Box::new(leads(archive)),
            Self::LessonsUsed => Box::new(lessons_used(archive)),
            Self::Log => Box::new(log(archive)),
        }
    }

    /// Those of its rows that stand at these places. Of reports and lessons, which are the most, no
    /// other is made.
    pub fn rows_at(
        self,
        archive: &Archive,
        at: Range<usize>,
    ) -> Box<dyn Iterator<Item = Row<'_>> + '_> {
        match self {
            Self::Reports => Box::new(at.map(|at| report(archive, ReportId::new(at)))),
            Self::Lessons => Box::new(at.map(|at| lesson(archive, LessonId::new(at)))),
            _ => Box::new(self.rows(archive).skip(at.start).take(at.len())),
        }
    }

    /// How many rows it has.
    pub fn count(self, archive: &Archive) -> usize {
        match self {
            Self::Reports => archive.reports.len(),
            Self::Lessons => archive.lessons.len(),
            _ => self.rows(archive).count(),
        }
    }
}

/// The full address of a page, or its address in the archive where that is not on the web.
pub fn full_address(archive: &Archive, url: &UrlPath) -> String {
    match &archive.site.base_url {
        Some(base) => format!("{base}{}", url.as_str()),
        None => url.to_string(),
    }
}

fn address<'a>(archive: &Archive, url: &UrlPath) -> Cell<'a> {
    Cell::Text(full_address(archive, url).into())
}

fn council(archive: &Archive, id: Option<CouncilId>) -> Cell<'_> {
    Cell::maybe(id, |id| Cell::text(&archive.council(id).name))
}

/// Today's units that these became, each once, in the order given.
pub fn current_slugs(units: impl IntoIterator<Item = UnitId>) -> Vec<&'static str> {
    let gazetteer = Gazetteer::get();
    let mut slugs = Vec::new();
    for unit in units {
        let slug = gazetteer.unit(gazetteer.current(unit)).slug();
        if !slugs.contains(&slug) {
            slugs.push(slug);
        }
    }
    slugs
}

/// The slugs of topics.
pub fn topic_slugs<'a>(
    archive: &'a Archive,
    topics: &'a [TopicId],
) -> impl Iterator<Item = &'a str> + 'a {
    topics
        .iter()
        .map(|&topic| &*archive.vocabulary.topic(topic).slug)
}

fn document_cells(document: &Document) -> [Cell<'_>; 2] {
    let official = document.record.document.as_ref();
    let date = official.and_then(|official| official.date);
    [
        Cell::maybe(official, |official| Cell::text(official.full_number())),
        Cell::maybe(date, |date| Cell::text(date.iso())),
    ]
}

/// The name of the batch at `at` of a plan: `2023/dong-thap/4`.
pub fn batch_name(archive: &Archive, plan: PlanId, at: usize) -> String {
    let plan = archive.plan(plan);
    let number = plan.programme().batches[at].number.value;
    format!("{}/{number}", record_name(&plan.document.url))
}

/// A report as a row of [`Sheet::Reports`].
pub fn report(archive: &Archive, id: ReportId) -> Row<'_> {
    let report = archive.report(id);
    let (document, trip) = (&*report.document, report.trip());
    let on = trip.dates.from();
    let then = report.provinces.iter();
    let then = then.map(|&unit| Gazetteer::get().unit(unit).name_on(on));
    let cost = trip.cost.as_ref();
    let lead = trip.lead.as_ref();
    let [number, date] = document_cells(document);
    vec![
        Cell::text(record_name(&document.url)),
        address(archive, &document.url),
        Cell::text(&document.record.title),
        council(archive, report.council),
        Cell::day(trip.dates.from()),
        Cell::day(trip.dates.to()),
        Cell::maybe(lead, |lead| Cell::text(&lead.name)),
        Cell::list(current_slugs(report.provinces.iter().copied())),
        Cell::list(topic_slugs(archive, &document.record.topics)),
        Cell::count(document.body.lessons.len()),
        Cell::list(then),
        Cell::maybe(lead, |lead| Cell::text(&lead.position)),
        Cell::maybe(trip.size, |size| Cell::Integer(size.into())),
        Cell::maybe(report.batch, |(plan, at)| {
            Cell::text(batch_name(archive, plan, at))
        }),
        number,
        date,
        Cell::maybe(cost.and_then(|cost| cost.amount), |amount| {
            Cell::Integer(i64::try_from(amount).unwrap_or(i64::MAX))
        }),
        Cell::maybe(cost, |cost| Cell::text(&cost.currency)),
        Cell::day(report.published().last_day()),
        Cell::day(archive.last_changed(document)),
    ]
}

/// A lesson as a row of [`Sheet::Lessons`].
pub fn lesson(archive: &Archive, id: LessonId) -> Row<'_> {
    let (lesson, report) = (archive.lesson(id), archive.report_of(id));
    let url = archive.lesson_url(id);
    let dates = report.trip().dates;
    vec![
        Cell::text(record_name(&url)),
        address(archive, &url),
        Cell::text(&lesson.title),
        Cell::text(lesson.kind.class()),
        Cell::text(record_name(&report.document.url)),
        council(archive, report.council),
        Cell::day(dates.from()),
        Cell::day(dates.to()),
        Cell::list(current_slugs(archive.lesson_provinces(id))),
        Cell::list(topic_slugs(archive, archive.lesson_topics(id))),
        Cell::list(archive.lesson_places(id)),
        Cell::count(archive.uses.get(&id).map_or(0, Vec::len)),
        Cell::text(&lesson.excerpt),
        Cell::day(archive.last_changed(&report.document)),
    ]
}

/// A plan as a row of [`Sheet::Plans`].
pub fn plan(archive: &Archive, id: PlanId) -> Row<'_> {
    let plan = archive.plan(id);
    let document = &*plan.document;
    let reported = plan.reports.iter().filter(|reports| !reports.is_empty());
    let [number, date] = document_cells(document);
    vec![
        Cell::text(record_name(&document.url)),
        address(archive, &document.url),
        Cell::text(&document.record.title),
        council(archive, plan.council),
        Cell::Integer(plan.year.into()),
        number,
        date,
        Cell::count(plan.programme().batches.len()),
        Cell::count(reported.count()),
        Cell::list(topic_slugs(archive, &document.record.topics)),
        Cell::day(plan.published().last_day()),
        Cell::day(archive.last_changed(document)),
    ]
}

/// A state's code, and the days it counts.
fn state(state: &BatchState) -> (&'static str, Option<i64>) {
    match state {
        BatchState::Cancelled(_) => ("cancelled", None),
        BatchState::Reported => ("reported", None),
        BatchState::Undated => ("undated", None),
        BatchState::Planned => ("planned", None),
        BatchState::Unreported => ("unreported", None),
        BatchState::Awaited(days) => ("awaited", Some(*days)),
        BatchState::Overdue(days) => ("overdue", Some(*days)),
    }
}

fn batches(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let plans = archive.plans.iter().enumerate();
    let all = plans.flat_map(|(id, plan)| {
        let batches = 0..plan.programme().batches.len();
        batches.map(move |at| (PlanId::new(id), at))
    });
    all.map(move |(id, at)| {
        let plan = archive.plan(id);
        let batch = &plan.programme().batches[at];
        let number = batch.number.value;
        let (state, days) = state(&archive.batch_state(plan, at));
        let reports = plan.reports[at].iter();
        let reports = reports.map(|&id| record_name(&archive.report(id).document.url));
        let page = full_address(archive, &plan.document.url);
        vec![
            Cell::text(batch_name(archive, id, at)),
            Cell::text(format!("{page}#{}", batch_anchor(number))),
            Cell::text(record_name(&plan.document.url)),
            Cell::Integer(number.into()),
            council(archive, plan.council),
            Cell::text(&batch.theme),
            Cell::text(&batch.time),
            Cell::maybe(batch.period, |period| Cell::day(period.from())),
            Cell::maybe(batch.period, |period| Cell::day(period.to())),
            Cell::list(current_slugs(
                batch.provinces.iter().map(|stop| stop.province),
            )),
            Cell::list(topic_slugs(archive, &batch.topics)),
            Cell::text(state),
            Cell::maybe(days, Cell::Integer),
            Cell::list(reports),
            Cell::maybe(batch.cancelled.as_deref(), Cell::text),
        ]
    })
}

/// Today's 34 in alphabetical order, then the names that vanished.
fn provinces(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let gazetteer = Gazetteer::get();
    let by_name = |units: &mut Vec<UnitId>| {
        units.sort_by_cached_key(|&unit| text::collation_key(gazetteer.unit(unit).name()));
    };
    let mut today: Vec<UnitId> = gazetteer
        .units(Vintage::Current)
        .map(|(unit, _)| unit)
        .collect();
    by_name(&mut today);
    let mut vanished: Vec<UnitId> = gazetteer.retired_units().map(|(unit, _)| unit).collect();
    by_name(&mut vanished);
    let reform = gazetteer.reform().effective();
    let of_today = today.into_iter().map(move |id| {
        let unit = gazetteer.unit(id);
        let index = archive.indexes.by_province.get(&id);
        let count = |of: fn(&ssg_archive::IndexEntry) -> usize| Cell::count(index.map_or(0, of));
        vec![
            Cell::text(unit.slug()),
            address(archive, &route::province_url(id)),
            Cell::text(unit.name()),
            Cell::text(unit.official_name(archive.today.max(reform))),
            Cell::maybe(unit.region(), |region| Cell::text(region.name())),
            Cell::Blank,
            Cell::Blank,
            count(|index| index.reports.len()),
            count(|index| index.lessons.len()),
            count(|index| index.batches.len()),
        ]
    });
    let of_old = vanished.into_iter().map(move |id| {
        let unit = gazetteer.unit(id);
        let last = unit.valid_to().unwrap_or(reform);
        vec![
            Cell::text(unit.slug()),
            address(archive, &route::province_url(id)),
            Cell::text(unit.name()),
            Cell::text(unit.official_name(last)),
            Cell::Blank,
            Cell::day(last),
            Cell::text(gazetteer.unit(gazetteer.current(id)).slug()),
            Cell::count(
                archive
                    .indexes
                    .by_former_province
                    .get(&id)
                    .map_or(0, Vec::len),
            ),
            Cell::Blank,
            Cell::Blank,
        ]
    });
    of_today.chain(of_old)
}

fn topics(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let groups = archive.vocabulary.groups().iter();
    let topics = groups.flat_map(|group| {
        let topics = archive.vocabulary.topics_of(group);
        topics.map(move |(id, topic)| (group, id, topic))
    });
    topics.map(move |(group, id, topic)| {
        let index = archive.indexes.by_topic.get(&id);
        let count = |of: fn(&ssg_archive::IndexEntry) -> usize| Cell::count(index.map_or(0, of));
        vec![
            Cell::text(&topic.slug),
            address(archive, &route::topic_url(archive, id)),
            Cell::text(&topic.label),
            Cell::text(&group.label),
            count(|index| index.reports.len()),
            count(|index| index.lessons.len()),
            count(|index| index.plans.len()),
            count(|index| index.batches.len()),
            Cell::list(topic.aliases.iter().map(String::as_str)),
        ]
    })
}

fn years(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let years = archive.indexes.by_year.iter().rev();
    years.map(move |(&year, index)| {
        vec![
            Cell::Integer(year.into()),
            address(archive, &route::year_url(year)),
            Cell::count(index.reports.len()),
            Cell::count(index.lessons.len()),
            Cell::count(index.plans.len()),
        ]
    })
}

fn councils(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let councils = archive.councils.iter();
    councils.map(move |council| {
        vec![
            address(archive, &council.url),
            Cell::text(&council.name),
            Cell::count(council.reports.len()),
            Cell::count(council.plans.len()),
            Cell::count(council.leads.len()),
        ]
    })
}

fn leads(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let leads = archive.leads.iter();
    leads.map(move |lead| {
        vec![
            address(archive, &lead.url),
            Cell::text(&lead.name),
            Cell::text(&archive.council(lead.council).name),
            Cell::count(lead.reports.len()),
        ]
    })
}

fn lessons_used(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let ranked = archive.lessons_by_use().iter();
    ranked.map(move |&(id, uses)| {
        let url = archive.lesson_url(id);
        vec![
            Cell::text(record_name(&url)),
            address(archive, &url),
            Cell::text(&archive.lesson(id).title),
            Cell::count(uses),
        ]
    })
}

fn log(archive: &Archive) -> impl Iterator<Item = Row<'_>> {
    let events = archive.log().iter();
    events.map(move |entry| {
        let ssg_archive::LogEntry {
            date,
            event,
            document,
        } = entry;
        let kind = match document.head {
            Head::Report(_) => "report",
            Head::Plan(_) => "plan",
            Head::Page => "page",
        };
        let (title, reason) = match &document.record.status {
            Status::Withdrawn { reason, .. } => ("", &**reason),
            Status::Draft | Status::Published => (&*document.record.title, ""),
        };
        let (event, note) = match event {
            LogEvent::Published => ("published", ""),
            LogEvent::Updated(at) => ("updated", &*document.record.updates[*at].note),
            LogEvent::Withdrawn => ("withdrawn", reason),
        };
        vec![
            Cell::text(date.iso()),
            Cell::text(event),
            Cell::text(kind),
            address(archive, &document.url),
            Cell::text(title),
            Cell::text(note),
        ]
    })
}
