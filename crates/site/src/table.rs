//! Tables: the records of a list as rows of typed cells, for spreadsheets and programs.
//!
//! A [`Sheet`] has columns and builds its rows from the archive. The module `data` writes tables as
//! files. A column with the meaning of a key in the front matter has the name of that key.

mod columns;
mod rows;

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use ssg_archive::{Archive, LessonId, PlanId, ReportId};
use ssg_vietnam::date::PartialDate;

pub use rows::{answer as answer_row, batch_name, current_slugs, full_address, topic_slugs};

/// The formats of the complete tables: extension and media type.
pub const TABLE_FORMATS: [(&str, &str); 3] = [
    ("csv", "text/csv"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("json", "application/json"),
];

/// The type of the cells of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text; may be empty.
    Text,
    /// A whole number.
    Integer,
    /// A day, `2023-08-18`.
    Day,
    /// Several texts. In CSV they are one cell, separated by `; `.
    List,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name in the first row.
    pub name: &'static str,
    /// The type of its cells.
    pub kind: ColumnKind,
    /// Its name in words.
    pub title: &'static str,
    /// Its meaning, and that of an empty cell.
    pub meaning: &'static str,
}

impl Column {
    /// Its head in a table that people open: its name in words, and beside it the name that programs
    /// use.
    pub fn head(&self) -> String {
        format!("{} ({})", self.title, self.name)
    }

    /// A code in words: "quá hạn" for `overdue`. The meaning of a column with codes lists them. `None`
    /// for any other text.
    pub fn words_of(&self, code: &str) -> Option<&'static str> {
        let is_code = code.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_code || self.kind != ColumnKind::Text {
            return None;
        }
        let entries = self.meaning.split(['.', ';']);
        let mut entries = entries.filter_map(|entry| entry.trim().split_once(": "));
        entries.find_map(|(name, words)| (name == code).then_some(words))
    }
}

/// A cell. A detail that a record leaves blank is [`Cell::Blank`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
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

    fn amount(amount: u64) -> Self {
        Self::Integer(i64::try_from(amount).unwrap_or(i64::MAX))
    }

    /// A sum over the trips that state what it adds up; blank if none does.
    fn stated(trips: u64, sum: u64) -> Self {
        if trips > 0 {
            Self::amount(sum)
        } else {
            Self::Blank
        }
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

/// A row, with a cell for each column.
pub type Row<'a> = Vec<Cell<'a>>;

/// A table of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Sheet {
    Reports,
    Lessons,
    Plans,
    Batches,
    Costs,
    Answers,
    Attachments,
    Provinces,
    Topics,
    Years,
    Councils,
    Leads,
    LessonsUsed,
    Log,
}

impl Sheet {
    /// The tables published at `/du-lieu/`.
    pub const PUBLISHED: [Self; 9] = [
        Self::Reports,
        Self::Lessons,
        Self::Plans,
        Self::Batches,
        Self::Costs,
        Self::Answers,
        Self::Attachments,
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
            Self::Costs => "kinh-phi",
            Self::Answers => "tra-loi",
            Self::Attachments => "tep",
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
            Self::Costs => "Kinh phí, thời gian",
            Self::Answers => "Trả lời kiến nghị",
            Self::Attachments => "Tệp kèm theo",
            Self::Provinces => "Tỉnh, thành phố",
            Self::Topics => "Chủ đề",
            Self::Years => "Năm",
            Self::Councils => "Cơ quan",
            Self::Leads => "Trưởng đoàn",
            Self::LessonsUsed => "Bài học được áp dụng",
            Self::Log => "Nhật ký xuất bản",
        }
    }

    /// Its columns.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Reports => columns::REPORTS,
            Self::Lessons => columns::LESSONS,
            Self::Plans => columns::PLANS,
            Self::Batches => columns::BATCHES,
            Self::Costs => columns::COSTS,
            Self::Answers => columns::ANSWERS,
            Self::Attachments => columns::ATTACHMENTS,
            Self::Provinces => columns::PROVINCES,
            Self::Topics => columns::TOPICS,
            Self::Years => columns::YEARS,
            Self::Councils => columns::COUNCILS,
            Self::Leads => columns::LEADS,
            Self::LessonsUsed => columns::LESSONS_USED,
            Self::Log => columns::LOG,
        }
    }

    /// Number of columns in the table of a list. A report is in some twenty lists, so their tables have
    /// only the first columns; the published table has all.
    pub fn list_columns(self) -> usize {
        match self {
            Self::Reports | Self::Lessons => 10,
            _ => self.columns().len(),
        }
    }

    /// The column that identifies a row; `None` if rows have no identifier.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Self::Provinces | Self::Topics => Some("slug"),
            Self::Reports | Self::Lessons | Self::Plans | Self::Batches | Self::Answers => {
                Some("id")
            }
            Self::Attachments => Some("url"),
            _ => None,
        }
    }

    /// Columns whose cells refer to rows of another published table.
    pub fn references(self) -> &'static [(&'static str, Self)] {
        match self {
            Self::Reports => &[("plan", Self::Batches)],
            Self::Lessons | Self::Answers => &[("report", Self::Reports)],
            Self::Batches => &[("plan", Self::Plans)],
            Self::Provinces => &[("now", Self::Provinces)],
            _ => &[],
        }
    }

    /// All its rows, built lazily.
    pub fn rows(self, archive: &Archive) -> Box<dyn Iterator<Item = Row<'_>> + '_> {
        match self {
            Self::Reports | Self::Lessons | Self::Answers => {
                self.rows_in(archive, 0..self.count(archive))
            }
            Self::Plans => {
                let all = (0..archive.plans.len()).map(PlanId::new);
                Box::new(all.map(|id| rows::plan(archive, id)))
            }
            Self::Batches => Box::new(rows::batches(archive)),
            Self::Costs => Box::new(rows::costs(archive)),
            Self::Attachments => Box::new(rows::attachments(archive)),
            Self::Provinces => Box::new(rows::provinces(archive)),
            Self::Topics => Box::new(rows::topics(archive)),
            Self::Years => Box::new(rows::years(archive)),
            Self::Councils => Box::new(rows::councils(archive)),
            Self::Leads => Box::new(rows::leads(archive)),
            Self::LessonsUsed => Box::new(rows::lessons_used(archive)),
            Self::Log => Box::new(rows::log(archive)),
        }
    }

    /// The rows in this range. Of reports, lessons and answers, the largest tables, no others are
    /// built.
    pub fn rows_in(
        self,
        archive: &Archive,
        range: Range<usize>,
    ) -> Box<dyn Iterator<Item = Row<'_>> + '_> {
        match self {
            Self::Reports => Box::new(range.map(|at| rows::report(archive, ReportId::new(at)))),
            Self::Lessons => Box::new(range.map(|at| rows::lesson(archive, LessonId::new(at)))),
            Self::Answers => {
                let lessons = archive.followed_lessons()[range].iter();
                Box::new(lessons.map(|&id| rows::answer(archive, id)))
            }
            _ => Box::new(self.rows(archive).skip(range.start).take(range.len())),
        }
    }

    /// Number of its rows.
    pub fn count(self, archive: &Archive) -> usize {
        match self {
            Self::Reports => archive.reports.len(),
            Self::Lessons => archive.lessons.len(),
            Self::Answers => archive.followed_lessons().len(),
            _ => self.rows(archive).count(),
        }
    }
}
