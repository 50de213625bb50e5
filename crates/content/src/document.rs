//! Documents: what one source file says, without knowledge of any other.
//!
//! [`parse`] reads the front matter, resolves the names of provinces and topics, and renders the
//! body to HTML. Whatever needs the whole archive is kept as the author wrote it, with its place:
//! which record a link means, or whose council this is.
//!
//! The types are in `record` (keys that several kinds of document have), `trip` and `cost`
//! (reports), `programme` and `vetting` (plans), `answer` and `body`. Then read `front_matter`, which fills them, and `markdown`.
//! `privacy` looks for personal data and `secrecy` for stamps, in a [`MappedText`].

mod answer;
mod area;
mod body;
mod compare;
mod cost;
mod front_matter;
mod kind;
mod mapped_text;
mod markdown;
mod privacy;
mod programme;
mod record;
mod secrecy;
mod source_text;
mod trip;
mod vetting;

pub use answer::{Answer, AnswerState, Evidence};
pub use area::Area;
pub use body::{Body, Heading, Lesson, LessonKind};
pub use cost::{Cost, CostLine};
pub use kind::{DocumentKind, kind_of, url_meant, url_of};
pub use markdown::{Outline, OutlineHeading, OutlinePhoto, outline};
pub(crate) use privacy::contact_key;
pub use programme::{Batch, BatchStop, Budget, Composition, Programme, Reporting};
pub use record::{
    AttachmentEntry, AttachmentKind, Clearance, OfficialDocument, Record, Reference, ReferenceRole,
    Signer, Status, Update, UseEntry, UseOutcome,
};
pub use secrecy::find as find_secrecy_stamp;
pub use source_text::SourceText;
pub(crate) use source_text::warn_of_cut_values;
pub use trip::{Person, Stop, StopKind, Trip};
pub use vetting::{Comments, Vetting, VettingDecision};

use self::mapped_text::MappedText;
use crate::fields::{Fields, Reporter};
use crate::key_of::add_keys_of;
pub use crate::source_parts::{SourceParts, split};
use crate::vocabulary::Vocabulary;
use crate::yaml::{self, Node};
use ssg_base::diagnostic::{Checked, Diagnostic, Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath, is_windows_device};
use ssg_vietnam::text;

/// One source file, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path of the source file.
    pub path: SourcePath,
    /// The address of its page. It is derived from the path, so that it survives edits of the title
    /// and mergers of provinces.
    pub url: UrlPath,
    /// The fields that every kind of document has.
    pub record: Record,
    /// The fields of its kind.
    pub head: Head,
    /// The body.
    pub body: Body,
    /// The digests of the source text.
    pub source: SourceText,
}

/// The part of the front matter that only one kind of document has.
#[derive(Clone, Debug)]
pub enum Head {
    /// A report's trip.
    Report(Box<Trip>),
    /// A plan's programme.
    Plan(Box<Programme>),
    /// Other pages have no fields of their own.
    Page,
}

impl Document {
    /// Everything that its uses of lessons and its answers name as evidence.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        let answers: &[Answer] = match &self.head {
            Head::Report(trip) => &trip.answers,
            Head::Plan(_) | Head::Page => &[],
        };
        let of_uses = self.record.uses.iter().flat_map(|one| &one.evidence);
        let of_answers = answers.iter().flat_map(|answer| &answer.evidence);
        of_uses.chain(of_answers)
    }

    /// The files that its front matter names: attachments, in the author's order, then evidence.
    pub fn named_files(&self) -> impl Iterator<Item = &Spanned<SourcePath>> {
        let attachments = self.record.attachments.iter().map(|one| &one.file);
        attachments.chain(self.evidence().filter_map(|one| one.file.as_ref()))
    }
}

/// Parses one source file. The value is `None` if errors leave nothing to show.
pub fn parse(path: &SourcePath, text: &str, vocabulary: &Vocabulary) -> Checked<Option<Document>> {
    let mut reporter = Reporter::new(path);
    let value = parse_document(&mut reporter, text, vocabulary);
    add_keys_of(path, text, reporter.diagnostics.iter_mut());
    // The front matter is read by key, not by line.
    reporter
        .diagnostics
        .sort_by_key(|diagnostic| diagnostic.place.as_ref().map(|place| place.span));
    Checked {
        value,
        diagnostics: reporter.diagnostics,
    }
}

/// Whether the front matter of a source that cannot be read has the line `status: draft`.
pub fn says_draft(text: &str) -> bool {
    let lines = text
        .lines()
        .skip(1)
        .take_while(|line| line.trim_end() != "---");
    let mut statuses = lines.filter_map(|line| line.strip_prefix("status:"));
    statuses.any(|value| {
        let value = value.split(" #").next().unwrap_or_default();
        value.trim().trim_matches(['"', '\'']) == "draft"
    })
}

fn parse_document(
    reporter: &mut Reporter<'_>,
    text: &str,
    vocabulary: &Vocabulary,
) -> Option<Document> {
    let Some((kind, segments)) = DocumentKind::of(reporter.path) else {
        let diagnostic_path = reporter.path;
        let extension = reporter.path.extension();
        let hint = if extension != "md" && extension.eq_ignore_ascii_case("md") {
            let name = format!("{}.md", reporter.path.stem());
            Message::RenameToDocumentHint { name }
        } else {
            Message::StrayFileHint
        };
        let diagnostic = reporter.error(Span::default(), Message::StrayFile);
        let meant = kind::path_meant(diagnostic_path).filter(|_| hint == Message::StrayFileHint);
        let meant = meant.map(|path| Message::MoveToPathHint { path });
        diagnostic.hints.push(meant.unwrap_or(hint));
        return None;
    };
    let url = document_url(kind, &segments, reporter);
    let SourceParts { front_matter, body } = match split(reporter.path, text) {
        Ok(parts) => parts,
        Err(error) => {
            reporter.diagnostics.push(*error);
            return None;
        }
    };
    let is_report = kind == DocumentKind::Report;
    let node = match yaml::parse(reporter.path, text, front_matter) {
        Ok(node) => node,
        Err(error) => {
            reporter.diagnostics.push(*error);
            // The body is useless without its front matter, but its errors are reported in the
            // same run.
            let unread = &text[front_matter.start..front_matter.end];
            privacy::check(&MappedText::verbatim(unread, front_matter.start), reporter);
            let (_, rendered) = markdown::render(text, body, is_report, vocabulary, reporter);
            privacy::check(&rendered, reporter);
            return None;
        }
    };
    let comments = source_text::comments(text, front_matter, &node);
    reporter.note_spans.extend(comments);
    warn_of_cut_values(text, front_matter, &node, reporter);
    let values = source_text::values(text, &node);
    let fields = Fields::new(node, reporter);
    let year = segments[0].parse().unwrap_or(1900);
    let (record, mut head) = front_matter::read(kind, fields, year, vocabulary, reporter);
    let is_withdrawn = matches!(record.status, Status::Withdrawn { .. });
    let is_blank = text[body.start..body.end].trim().is_empty();
    if is_blank && kind != DocumentKind::Plan && !is_withdrawn {
        reporter.warning(Span::from(0..3), Message::EmptyBody);
    }
    let (body, rendered) = markdown::render(text, body, is_report, vocabulary, reporter);
    if let Head::Report(trip) = &mut head {
        front_matter::keep_known_answers(&mut trip.answers, &body.lessons, reporter);
    }
    report_in_names(&segments, record.clearance.is_some(), reporter);
    let note_spans = std::mem::take(&mut reporter.note_spans);
    let is_note = |span: Span| {
        let mut notes = note_spans.iter();
        notes.any(|note| note.start <= span.start && span.end <= note.end)
    };
    let published = values.into_iter().filter(|(span, _)| !is_note(*span));
    for (_, text) in published.chain([(Span::default(), rendered)]) {
        privacy::check(&text, reporter);
        if record.clearance.is_none() {
            report_stamp(&text, reporter);
        }
    }
    Some(Document {
        path: reporter.path.clone(),
        url: url?,
        record,
        head,
        body,
        source: SourceText::new(text, note_spans),
    })
}

/// Reports personal data and stamps in the names of a file and its folders, which become addresses.
fn report_in_names(names: &[&str], has_clearance: bool, reporter: &mut Reporter<'_>) {
    for name in names {
        let start = reporter.diagnostics.len();
        privacy::check(&MappedText::unplaced(name), reporter);
        for error in &mut reporter.diagnostics[start..] {
            error.hints = vec![Message::PublishedNameHint];
        }
        let stamp = secrecy::find_in_name(name).filter(|_| !has_clearance);
        if let Some(stamp) = stamp {
            let stamp = stamp.to_owned();
            let error = reporter.error(Span::default(), Message::SecrecyStamp { stamp });
            error.hints.push(Message::PublishedNameHint);
            error.hints.push(Message::SecrecyStampHint);
        }
    }
}

/// Reports personal data and stamps in the name of a file that is published as it is.
pub fn check_file_name(path: &SourcePath) -> Vec<Diagnostic> {
    let mut reporter = Reporter::new(path);
    let names: Vec<&str> = match path.file_name().rsplit_once('.') {
        Some((stem, _)) => vec![stem],
        None => vec![path.file_name()],
    };
    report_in_names(&names, false, &mut reporter);
    for error in &mut reporter.diagnostics {
        error.hints.truncate(1);
    }
    reporter.diagnostics
}

/// Returns the stamp in the name of an attachment. `None` if it has none.
pub fn stamp_of_file(path: &SourcePath) -> Option<&str> {
    secrecy::find_in_name(path.stem())
}

/// Reports personal data and stamps in the values of settings and topics, which many pages show.
/// The values of `public_keys` are contacts that an office publishes.
pub(crate) fn check_shared_values(
    text: &str,
    node: &Node,
    public_keys: &[&str],
    reporter: &mut Reporter<'_>,
) {
    for (_, value) in source_text::values_except(text, node, public_keys) {
        privacy::check(&value, reporter);
        if let Some((stamp, span)) = stamp_in(&value) {
            let error = reporter.error(span, Message::SecrecyStamp { stamp });
            error.hints.push(Message::SharedStampHint);
        }
    }
}

/// Reports a stamp that says that the document is not for the public.
fn report_stamp(text: &MappedText, reporter: &mut Reporter<'_>) {
    if let Some((stamp, span)) = stamp_in(text) {
        let error = reporter.error(span, Message::SecrecyStamp { stamp });
        error.hints.push(Message::SecrecyStampHint);
    }
}

/// The first stamp in a text, with its place.
fn stamp_in(text: &MappedText) -> Option<(String, Span)> {
    let stamp = secrecy::find(text.text())?;
    let start = stamp.as_ptr().addr() - text.text().as_ptr().addr();
    let span = text.span(&(start..start + stamp.len()));
    Some((stamp.to_owned(), span))
}

/// The address of a document. A segment that cannot be part of an address is reported.
/// Reports a name of a file or folder that cannot be an address.
fn report_bad_segment(segment: &str, reporter: &mut Reporter<'_>) {
    let slug = text::slug(segment).filter(|slug| is_windows_device(slug));
    let Some(slug) = slug else {
        let found = segment.to_owned();
        let error = reporter.error(Span::default(), Message::BadSlug { found });
        error.hints.push(Message::BadFileNameHint);
        return;
    };
    let kind = match kind_of(reporter.path) {
        Some(DocumentKind::Report) => "bao-cao",
        Some(DocumentKind::Plan) => "ke-hoach",
        Some(DocumentKind::Page) | None => "trang",
    };
    let path = reporter.path.as_str();
    let (folders, rest) = path.rsplit_once(segment).unwrap_or((path, ""));
    let path = format!("{folders}{kind}-{slug}{rest}");
    let name = segment.to_owned();
    let error = reporter.error(Span::default(), Message::ReservedName { name });
    error.hints.push(Message::MoveToPathHint { path });
}

fn document_url(
    kind: DocumentKind,
    segments: &[&str],
    reporter: &mut Reporter<'_>,
) -> Option<UrlPath> {
    let mut url = kind.base();
    for segment in segments {
        let Some(child) = text::slug(segment).and_then(|slug| url.child(&slug)) else {
            report_bad_segment(segment, reporter);
            return None;
        };
        url = child;
    }
    Some(url)
}
