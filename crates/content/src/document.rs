//! Documents: what one author said in one file, knowing no other.
//!
//! A document is complete when it exists: its head is read, its names of provinces and topics are
//! resolved, its text is HTML. What only the whole archive can tell (which record a link means,
//! whose council this is) is left as the author wrote it, with its place.

pub(crate) mod head;
mod markdown;
mod personal;

use std::borrow::Cow;
use std::ops::Range;

use serde::Serialize;

use crate::fields::{Fields, Reader};
use crate::html::Html;
use crate::vocabulary::{TopicId, Vocabulary};
use crate::yaml::{self, Kind as NodeKind, Node};
use ssg_base::diagnostic::{Checked, Span, Spanned};
use ssg_base::digest::Digest;
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_vietnam::date::{PartialDate, Period};
use ssg_vietnam::gazetteer::UnitId;
use ssg_vietnam::text;

/// One source, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Where it was read.
    pub path: SourcePath,
    /// Where its page is found: made from its file's path, so that it survives edits and mergers.
    pub url: UrlPath,
    /// What all kinds have.
    pub record: Record,
    /// What its kind has.
    pub head: Head,
    /// Its text.
    pub body: Body,
    /// What was read, and what is published of it.
    pub source: SourceText,
}

impl Document {
    /// Whether this differs from `other` in its running text alone: every fact, heading, anchor,
    /// link and lesson is there, in the same order, and leads to the same.
    pub fn is_like(&self, other: &Self) -> bool {
        // Taken apart whole, so that what is added to a document is thought of here.
        let frame = |document: &Self| {
            let Self {
                path,
                url,
                record,
                head,
                body,
                source: _,
            } = document;
            let Body {
                html,
                headings,
                anchors,
                lessons,
                excerpt: _,
            } = body;
            let targets: Vec<_> = html
                .placeholders()
                .iter()
                .map(|mark| mark.target.clone())
                .collect();
            let lessons: Vec<_> = lessons.iter().map(Lesson::frame).collect();
            format!(
                "{path:?}{url:?}{record:?}{head:?}{headings:?}{anchors:?}{targets:?}{lessons:?}"
            )
        };
        frame(self) == frame(other)
    }

    /// Whether other pages than its own show the same of this as of `other`: of running texts they
    /// show the excerpts of lessons alone.
    pub fn is_like_for_others(&self, other: &Self) -> bool {
        let excerpts = |document: &Self| -> Vec<String> {
            let lessons = document.body.lessons.iter();
            lessons.map(|lesson| lesson.excerpt.clone()).collect()
        };
        self.is_like(other) && excerpts(self) == excerpts(other)
    }
}

/// The digests of a source file's text. The text itself is not kept in memory.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The SHA-256 of the text as it was read.
    read_digest: Digest,
    /// The SHA-256 of the text as it is published, without editorial notes.
    pub published_digest: Digest,
    /// The places of editorial notes and comments, in order.
    notes: Vec<Span>,
}

impl SourceText {
    fn new(text: &str, mut notes: Vec<Span>) -> Self {
        notes.sort();
        let read_digest = Digest::of(text.as_bytes());
        let published_digest = match &*notes {
            [] => read_digest,
            notes => Digest::of(without(text, notes).as_bytes()),
        };
        Self {
            read_digest,
            published_digest,
            notes,
        }
    }

    /// The part of `text` that is published: all but the notes for the next editor. `None` if
    /// `text` is not the text that was read.
    pub fn publish<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        (Digest::of(text.as_bytes()) == self.read_digest).then(|| match &*self.notes {
            [] => Cow::Borrowed(text),
            notes => Cow::Owned(without(text, notes)),
        })
    }
}

/// A text without these parts of it.
fn without(text: &str, parts: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for part in parts {
        out.push_str(text.get(from..part.start).unwrap_or_default());
        from = part.end.max(from);
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

/// The comments of a head whose YAML is `node`: they are for the next editor, as `note` is. One that
/// stands alone goes with its line.
fn comments(text: &str, head: Span, node: &Node) -> Vec<Span> {
    let mut written = Vec::new();
    spans(node, &mut written);
    let mut comments = Vec::new();
    let mut line = head.start;
    for part in text[head.start..head.end].split_inclusive('\n') {
        let begins = part.match_indices('#').map(|(at, _)| at).find(|&at| {
            let before = part[..at].chars().next_back();
            let is_text = |span: &&Span| span.start <= line + at && line + at < span.end;
            before.is_none_or(char::is_whitespace) && !written.iter().any(|span| is_text(&span))
        });
        if let Some(at) = begins {
            let before = part[..at].trim_end();
            let end = part.trim_end_matches('\n').len();
            comments.push(if before.is_empty() {
                Span::from(line..line + part.len())
            } else {
                Span::from(line + before.len()..line + end)
            });
        }
        line += part.len();
    }
    comments
}

/// Where keys and values stand.
fn spans(node: &Node, into: &mut Vec<Span>) {
    match &node.kind {
        NodeKind::Null => {}
        NodeKind::Scalar(_) => into.push(node.span),
        NodeKind::List(items) => items.iter().for_each(|item| spans(item, into)),
        NodeKind::Map(pairs) => {
            for (key, value) in pairs {
                into.push(key.span);
                spans(value, into);
            }
        }
    }
}

/// What a report, a plan and a page all have.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its title.
    pub title: String,
    /// A sentence or two; may be empty.
    pub summary: String,
    /// Its topics, in the author's order, each once.
    pub topics: Vec<TopicId>,
    /// The day it entered the archive, where the author says.
    pub published: Option<PartialDate>,
    /// Corrections and remarks, in the author's order.
    pub updates: Vec<Update>,
    /// Whether readers see it.
    pub status: Status,
    /// Old addresses that lead here.
    pub aliases: Vec<Spanned<UrlPath>>,
    /// The council, as written.
    pub council: Option<Spanned<String>>,
    /// The official document.
    pub document: Option<OfficialDocument>,
    /// Documents it names.
    pub references: Vec<Reference>,
    /// Lessons it used.
    pub uses: Vec<UseEntry>,
}

impl Record {
    /// When it entered the archive: as its author says, else when its official document was made;
    /// `None` where neither is told.
    pub fn issue_date(&self) -> Option<PartialDate> {
        let of_document = || self.document.as_ref().and_then(|document| document.date);
        self.published.or_else(of_document)
    }
}

/// Whether readers see a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not yet; shown only with `--drafts`.
    Draft,
    /// Yes.
    Published,
    /// No more: its address stays, with this reason.
    Withdrawn {
        /// Why.
        reason: String,
        /// The record that stands in its place, as written.
        replaced_by: Option<Spanned<String>>,
    },
}

/// What only one kind of document has.
#[derive(Clone, Debug)]
pub enum Head {
    /// A report's.
    Report(Box<Trip>),
    /// A plan's.
    Plan(Box<Programme>),
    /// A page's: nothing.
    Page,
}

/// The trip that a report tells of.
#[derive(Clone, Debug)]
pub struct Trip {
    /// From when to when, both days counted.
    pub dates: Period,
    /// How many people.
    pub size: Option<u32>,
    /// The head of delegation.
    pub lead: Option<Person>,
    /// The deputy heads.
    pub deputies: Vec<Person>,
    /// Members by name.
    pub members: Vec<Person>,
    /// Whether every stop could be read; if not, that was told.
    pub is_complete: bool,
    /// The itinerary, in order of visit.
    pub stops: Vec<Stop>,
    /// The batch it carries out, as written.
    pub plan: Option<Spanned<String>>,
    /// What it cost.
    pub cost: Option<Cost>,
    /// The council's own assessment.
    pub assessment: Vec<String>,
    /// Old ids of lessons, each with its new one or nothing.
    pub lesson_aliases: Vec<(Spanned<String>, Spanned<String>)>,
}

/// The programme that a plan sets out.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Whether every batch could be read; if not, that was told.
    pub is_complete: bool,
    /// The planned trips, in the plan's own order.
    pub batches: Vec<Batch>,
    /// What it rests on.
    pub basis: Vec<String>,
    /// What it is for.
    pub purpose: Vec<String>,
    /// What it asks.
    pub requirements: Vec<String>,
    /// Who takes part.
    pub composition: Composition,
    /// Who pays.
    pub budget: Option<Budget>,
    /// Who does what: who, and the duty.
    pub duties: Vec<(String, String)>,
    /// What must be reported.
    pub reporting: Option<Reporting>,
}

/// A planned trip.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Its number in the plan.
    pub number: Spanned<u32>,
    /// What it is to study; may be empty.
    pub theme: String,
    /// When, in the plan's words; may be empty.
    pub time: String,
    /// The first and last day that can mean.
    pub period: Option<Period>,
    /// By what; may be empty.
    pub transport: String,
    /// Where to.
    pub provinces: Vec<BatchStop>,
    /// Its topics and those of its provinces, each once.
    pub topics: Vec<TopicId>,
    /// Why it was cancelled, if it was.
    pub cancelled: Option<String>,
}

/// Where a batch goes.
#[derive(Clone, Debug)]
pub struct BatchStop {
    /// The province at the time.
    pub province: UnitId,
    /// A place within it; may be empty.
    pub place: String,
    /// What for; may be empty.
    pub subject: String,
    /// Its topics.
    pub topics: Vec<TopicId>,
}

/// Who takes part in a batch.
#[derive(Clone, Debug, Default)]
pub struct Composition {
    /// At least so many people.
    pub min: Option<u32>,
    /// At most so many.
    pub max: Option<u32>,
    /// Role and who.
    pub roles: Vec<(String, String)>,
}

/// Who pays.
#[derive(Clone, Debug)]
pub struct Budget {
    /// From what; may be empty.
    pub source: String,
    /// Of which year.
    pub year: Option<u64>,
    /// How much, in đồng.
    pub amount: Option<u64>,
}

/// What must be reported after a batch.
#[derive(Clone, Debug)]
pub struct Reporting {
    /// The duty in words; may be empty.
    pub duty: String,
    /// To whom; may be empty.
    pub to: String,
    /// Within how many days of a batch's latest end.
    pub within_days: Option<u32>,
}

/// A person in office. There is no field for anything private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The full name.
    pub name: String,
    /// The office; may be empty.
    pub position: String,
    /// "ông", "bà" …; may be empty.
    pub honorific: String,
}

/// What a trip cost.
#[derive(Clone, Debug)]
pub struct Cost {
    /// How much.
    pub amount: Option<u64>,
    /// Of what; VND unless said.
    pub currency: String,
    /// From what; may be empty.
    pub source: String,
}

/// A stop of a trip.
#[derive(Clone, Debug)]
pub struct Stop {
    /// The province at the time.
    pub province: UnitId,
    /// The place; may be empty.
    pub place: String,
    /// When, if said: within the trip.
    pub dates: Option<Period>,
    /// What kind.
    pub kind: StopKind,
    /// "chiều" and the like; may be empty.
    pub when: String,
    /// Who received the delegation; may be empty.
    pub host: String,
    /// Who was there.
    pub present: Vec<Person>,
    /// What it was about; may be empty.
    pub subject: String,
    /// Its topics.
    pub topics: Vec<TopicId>,
    /// Whether an editor inferred the province.
    pub inferred: bool,
}

/// What kind of stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopKind {
    /// A visit to a place.
    Visit,
    /// A meeting with hosts.
    Meeting,
    /// Only passed through: not indexed.
    Transit,
}

/// An official document's particulars. What it leaves blank is `None` or empty.
#[derive(Clone, Debug, Default)]
pub struct OfficialDocument {
    /// The type as written: `BC`, `Báo cáo` …; may be empty.
    pub kind: String,
    /// The digits of its number.
    pub number: Option<Spanned<String>>,
    /// The rest: `BC-HĐND`; may be empty.
    pub symbol: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Where it was signed; may be empty.
    pub place: String,
    /// "Kính gửi".
    pub addressee: Vec<String>,
    /// "Nơi nhận".
    pub recipients: Vec<String>,
    /// "Lưu"; may be empty.
    pub filing: String,
    /// The signature block, if it has one.
    pub signer: Option<Signer>,
}

impl OfficialDocument {
    /// Number and symbol as printed: `17/KH-HĐND`, or `…/BC-HĐND` where the number is blank; empty
    /// where neither is known.
    pub fn full_number(&self) -> String {
        let number = self.number.as_ref().map(|number| number.value.as_str());
        match (number, &*self.symbol) {
            (None, "") => String::new(),
            (number, "") => number.unwrap_or_default().to_owned(),
            (number, symbol) => format!("{}/{symbol}", number.unwrap_or("…")),
        }
    }
}

/// A signature block, line by line.
#[derive(Clone, Debug, Default)]
#[expect(
    missing_docs,
    reason = "the lines of the form, top to bottom; each may be empty"
)]
pub struct Signer {
    pub authority: String,
    pub on_behalf: String,
    pub position: String,
    pub name: String,
}

/// A document that this one names.
#[derive(Clone, Debug)]
pub struct Reference {
    /// Why.
    pub role: ReferenceRole,
    /// Its type in words; may be empty.
    pub kind: String,
    /// Its whole number; may be empty.
    pub number: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Who issued it; may be empty.
    pub issuer: String,
    /// Whom it went to.
    pub to: Vec<String>,
    /// What it is about; may be empty.
    pub about: String,
}

/// Why a document is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceRole {
    /// This one rests on it.
    Basis,
    /// It is the plan of this trip.
    Plan,
    /// It arranged the trip.
    Contact,
}

/// A lesson used.
#[derive(Clone, Debug)]
pub struct UseEntry {
    /// Which, as written: `2023/con-dao/bai-hoc-4-5`.
    pub lesson: Spanned<String>,
    /// How it went.
    pub outcome: Option<UseOutcome>,
    /// When.
    pub date: Option<PartialDate>,
    /// A remark; may be empty.
    pub note: String,
}

/// How using a lesson went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseOutcome {
    /// "Đã áp dụng".
    Applied,
    /// "Áp dụng một phần".
    Partly,
    /// "Không phù hợp".
    Unsuitable,
}

/// A correction or remark.
#[derive(Clone, Debug)]
pub struct Update {
    /// When.
    pub date: PartialDate,
    /// What.
    pub note: String,
    /// Whether the editor speaks rather than the council.
    pub by_editor: bool,
}

/// A document's text.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// As HTML, with the site's own links left open.
    pub html: Html,
    /// Its headings of level 2 and deeper.
    pub headings: Vec<Heading>,
    /// Every anchor in it, sorted.
    pub anchors: Vec<String>,
    /// Its lessons, in order.
    pub lessons: Vec<Lesson>,
    /// Its first sentences as plain text, cut at a word; may be empty.
    pub excerpt: String,
}

/// A lesson as written.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its anchor, which is also the last part of its address.
    pub id: Spanned<String>,
    /// Its heading as plain text.
    pub title: String,
    /// What kind.
    pub kind: LessonKind,
    /// Its topics, where it names them; else those of its report.
    pub topics: Option<Vec<TopicId>>,
    /// Its places as slugs, where it names them; else all of its report.
    pub places: Option<Vec<Spanned<String>>>,
    /// Which part of the body's HTML is its text, heading apart.
    pub html_range: Range<usize>,
    /// Its first sentences as plain text, cut at a word.
    pub excerpt: String,
}

impl Lesson {
    /// All of it but its text and where it stands.
    fn frame(&self) -> String {
        let Self {
            id,
            title,
            kind,
            topics,
            places,
            html_range: _,
            excerpt: _,
        } = self;
        let places = places.iter().flatten().map(|place| &place.value);
        let places: Vec<_> = places.collect();
        format!("{:?}{title:?}{kind:?}{topics:?}{places:?}", id.value)
    }
}

/// The three kinds of lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LessonKind {
    /// "Cách làm hay".
    Practice,
    /// "Điều cần tránh".
    Caution,
    /// "Kiến nghị".
    Recommendation,
}

impl LessonKind {
    /// Each of the three.
    pub const ALL: [Self; 3] = [Self::Practice, Self::Caution, Self::Recommendation];

    /// The class by which an author marks it, and a page styles it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Caution => "caution",
            Self::Recommendation => "recommendation",
        }
    }

    /// Its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Practice => "Cách làm hay",
            Self::Caution => "Điều cần tránh",
            Self::Recommendation => "Kiến nghị",
        }
    }
}

/// An entry of a contents list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Heading {
    /// Its text.
    pub title: String,
    /// Its anchor.
    pub id: String,
    /// Its level, 2 to 6.
    pub level: u8,
}

/// What a source's path says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// `content/reports/YEAR/NAME.md` or `…/NAME/index.md`.
    Report,
    /// `content/plans/YEAR/NAME.md` or `…/NAME/index.md`.
    Plan,
    /// `content/pages/NAME.md` or `…/NAME/index.md`.
    Page,
}

impl DocumentKind {
    /// The kind and the segments of the address: year and name, or the name alone.
    fn of(path: &SourcePath) -> Option<(Self, Vec<&str>)> {
        let mut segments: Vec<&str> = path.segments().collect();
        if path.file_name() == "index.md" {
            segments.pop();
        } else if path.extension() == "md" {
            *segments.last_mut()? = path.stem();
        } else {
            return None;
        }
        let is_year = |s: &str| s.len() == 4 && s.bytes().all(|b| b.is_ascii_digit());
        match segments[..] {
            ["content", "reports", year, name] if is_year(year) => {
                Some((Self::Report, vec![year, name]))
            }
            ["content", "plans", year, name] if is_year(year) => {
                Some((Self::Plan, vec![year, name]))
            }
            ["content", "pages", name] => Some((Self::Page, vec![name])),
            _ => None,
        }
    }

    /// The address below which pages of this kind lie.
    pub fn base(self) -> UrlPath {
        match self {
            Self::Report => UrlPath::home().fixed("bao-cao"),
            Self::Plan => UrlPath::home().fixed("ke-hoach"),
            Self::Page => UrlPath::home(),
        }
    }
}

/// Reads one source. `None` where faults leave nothing to show.
pub fn parse(path: &SourcePath, text: &str, vocabulary: &Vocabulary) -> Checked<Option<Document>> {
    let mut reader = Reader::new(path);
    let value = read(&mut reader, text, vocabulary);
    // The head is read by key, not by line: sorting tells faults in the order of the page.
    reader
        .found
        .sort_by_key(|found| found.place.as_ref().map(|place| place.span));
    Checked {
        value,
        diagnostics: reader.found,
    }
}

fn read(reader: &mut Reader<'_>, text: &str, vocabulary: &Vocabulary) -> Option<Document> {
    let Some((kind, segments)) = DocumentKind::of(reader.path) else {
        let fault = reader.error(Span::default(), Message::StrayFile);
        fault.hints.push(Message::StrayFileHint);
        return None;
    };
    let url = address(kind, &segments, reader);
    personal::check(text, reader);
    let (head, body) = split(text, reader)?;
    let for_report = kind == DocumentKind::Report;
    let node = match yaml::parse(reader.path, text, head) {
        Ok(node) => node,
        Err(fault) => {
            reader.found.push(*fault);
            // The text is of no use without its head, but its faults are told in the same run.
            markdown::render(text, body, for_report, vocabulary, reader);
            return None;
        }
    };
    reader.remarks.extend(comments(text, head, &node));
    let fields = Fields::new(node, reader);
    let year = segments[0].parse().unwrap_or(1900);
    let (record, head) = head::read(kind, fields, year, vocabulary, reader);
    let is_withdrawn = matches!(record.status, Status::Withdrawn { .. });
    if kind != DocumentKind::Plan && !is_withdrawn && text[body.start..body.end].trim().is_empty() {
        reader.warning(Span::from(0..3), Message::EmptyBody);
    }
    let body = markdown::render(text, body, for_report, vocabulary, reader);
    let remarks = std::mem::take(&mut reader.remarks);
    Some(Document {
        path: reader.path.clone(),
        url: url?,
        record,
        head,
        body,
        source: SourceText::new(text, remarks),
    })
}

/// The address of the record at `path`, whether or not it can be read; `None` if no record may lie
/// there.
pub fn url_of(path: &SourcePath) -> Option<UrlPath> {
    let (kind, segments) = DocumentKind::of(path)?;
    let slugs = segments.into_iter().map(text::slug);
    slugs
        .into_iter()
        .try_fold(kind.base(), |url, slug| url.child(&slug?))
}

fn address(kind: DocumentKind, segments: &[&str], reader: &mut Reader<'_>) -> Option<UrlPath> {
    let mut url = kind.base();
    for segment in segments {
        let Some(child) = text::slug(segment).and_then(|slug| url.child(&slug)) else {
            let fault = reader.error(
                Span::default(),
                Message::BadSlug {
                    found: (*segment).to_owned(),
                },
            );
            fault.hints.push(Message::BadFileNameHint);
            return None;
        };
        url = child;
    }
    Some(url)
}

/// Where head and body stand, the lines of `---` apart.
fn split(text: &str, reader: &mut Reader<'_>) -> Option<(Span, Span)> {
    if text.trim().is_empty() {
        reader
            .error(Span::default(), Message::EmptyFile)
            .hints
            .push(Message::FrontMatterMissingHint);
        return None;
    }
    let first = text.find('\n').map_or(text.len(), |at| at + 1);
    if text[..first].trim_end() != "---" {
        let span = Span::from(0..text[..first].trim_end().len());
        let fault = reader.error(span, Message::FrontMatterMissing);
        fault.hints.push(Message::FrontMatterMissingHint);
        return None;
    }
    let mut at = first;
    for line in text[first..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            if at - first > yaml::LONGEST {
                let size = format!("{} KiB", (at - first) / 1024);
                reader.error(Span::from(0..3), Message::FrontMatterTooLong { size });
                return None;
            }
            let body = at + line.len();
            return Some((Span::from(first..at), Span::from(body..text.len())));
        }
        at += line.len();
    }
    let fault = reader.error(Span::from(0..3), Message::FrontMatterUnclosed);
    fault.hints.push(Message::FrontMatterUnclosedHint);
    None
}
