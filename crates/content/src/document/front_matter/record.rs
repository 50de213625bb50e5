//! The keys that several kinds of document have.

use super::OPENING;
use super::answer::{evidence, file_of_record};
use super::names::topics;
use super::note::published_note;
use crate::document::{
    AttachmentEntry, AttachmentKind, Clearance, DocumentKind, OfficialDocument, Record, Reference,
    ReferenceRole, Signer, Status, Update, UseEntry, UseOutcome, kind_of,
};
use crate::fields::{self, Fields, Reporter, UniqueItems, did_you_mean};
use crate::vocabulary::Vocabulary;
use crate::yaml::{Node, NodeKind};
use ssg_base::diagnostic::{Span, Spanned};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_vietnam::date::PartialDate;

/// The longest title, in characters. A longer one is reported.
const MAX_TITLE_CHARS: usize = 300;

/// Reads the keys that every kind of document has.
pub(super) fn read(
    fields: &mut Fields,
    vocabulary: &Vocabulary,
    reporter: &mut Reporter<'_>,
) -> Record {
    let title = title(fields, reporter);
    let summary = fields.string("summary", reporter);
    let topics = topics(fields, vocabulary, reporter);
    let published = fields.partial_date("published", reporter);
    let mut dates: Vec<Spanned<PartialDate>> = published.iter().cloned().collect();
    let updates = updates(fields, &mut dates, reporter);
    let status_span = fields.value_span("status");
    let status = status(fields, reporter);
    if let (Status::Withdrawn { reason, .. }, Some(span)) = (&status, status_span)
        && updates.is_empty()
        && !reason.is_empty()
    {
        let warning = reporter.warning(span, Message::WithdrawnWithoutDate);
        warning.hints.push(Message::WithdrawnWithoutDateHint);
    }
    Record {
        title,
        summary,
        topics,
        published: published.map(|date| date.value),
        updates,
        dates,
        status,
        clearance: clearance(fields, reporter),
        aliases: aliases(fields, reporter),
        council: None,
        document: None,
        references: Vec::new(),
        uses: Vec::new(),
        attachments: Vec::new(),
    }
}

/// Reads the keys that reports and plans have.
pub(super) fn read_official_fields(
    record: &mut Record,
    fields: &mut Fields,
    reporter: &mut Reporter<'_>,
) {
    record.council = fields.text("council", reporter);
    record.document = fields
        .map("document", reporter)
        .map(|map| official_document(map, &mut record.dates, reporter));
    record.references = fields
        .maps("references", reporter)
        .into_iter()
        .map(|map| reference(map, reporter))
        .collect();
    let mut files = UniqueItems::default();
    let attachments = fields
        .list_with_repeats("attachments", reporter)
        .into_iter();
    record.attachments = attachments
        .filter_map(|node| attachment(node, reporter))
        .collect();
    for one in &record.attachments {
        let file = &one.file;
        files.is_new(
            file.value.as_str(),
            file.value.file_name(),
            file.span,
            reporter,
        );
    }
    let mut unique = UniqueItems::default();
    let uses = fields.list_with_repeats("uses", reporter).into_iter();
    record.uses = uses.filter_map(|node| use_entry(node, reporter)).collect();
    for one in &record.uses {
        let lesson = &one.lesson;
        unique.is_new(&lesson.value, &lesson.value, lesson.span, reporter);
    }
}

fn title(fields: &mut Fields, reporter: &mut Reporter<'_>) -> String {
    let hint = Some(Message::MissingTitleHint);
    let Some(title) = fields.required("title", OPENING, hint, reporter) else {
        return String::new();
    };
    let length = title.value.chars().count();
    if length > MAX_TITLE_CHARS {
        let length = length.to_string();
        reporter.error(title.span, Message::TitleTooLong { length });
    }
    title.value
}

/// Reads the updates, and adds their dates to `dates`.
fn updates(
    fields: &mut Fields,
    dates: &mut Vec<Spanned<PartialDate>>,
    reporter: &mut Reporter<'_>,
) -> Vec<Update> {
    let mut updates = Vec::new();
    for mut item in fields.maps("updates", reporter) {
        let date = item.required("date", item.span, None, reporter);
        let date = date.and_then(|date| fields::partial_date(date, reporter));
        let note = published_note(&mut item, reporter);
        let by = item.choice("by", &[("council", false), ("editor", true)], reporter);
        if let Some(date) = date {
            let by_editor = by.is_some_and(|by| by.value);
            dates.push(date.clone());
            updates.push(Update {
                date: date.value,
                note,
                by_editor,
            });
        }
        item.finish(reporter);
    }
    updates
}

fn status(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Status {
    #[derive(Clone, Copy, PartialEq)]
    enum Keyword {
        Draft,
        Published,
        Withdrawn,
    }
    let keywords = [
        ("draft", Keyword::Draft),
        ("published", Keyword::Published),
        ("withdrawn", Keyword::Withdrawn),
    ];
    let has_status = fields.key_span("status").is_some();
    let keys = ["reason", "replaced_by"].map(|key| (key, fields.key_span(key)));
    let keyword = fields.choice("status", &keywords, reporter);
    let reason = fields.string("reason", reporter);
    let replaced_by = fields.text("replaced_by", reporter);
    let is_withdrawn = |keyword: &Spanned<Keyword>| keyword.value == Keyword::Withdrawn;
    // A status that is not known is reported, and may be meant as this one.
    if !keyword.as_ref().map_or(has_status, is_withdrawn) {
        for (key, span) in keys {
            warn_without_status(key, span, "status: withdrawn", reporter);
        }
    }
    match keyword.as_ref().map(|keyword| keyword.value) {
        Some(Keyword::Draft) => Status::Draft,
        Some(Keyword::Withdrawn) => {
            if reason.is_empty() {
                let span = keyword.map_or(OPENING, |keyword| keyword.span);
                let diagnostic = reporter.error(span, Message::WithdrawnWithoutReason);
                diagnostic.hints.push(Message::ReasonHint);
            }
            Status::Withdrawn {
                reason,
                replaced_by,
            }
        }
        Some(Keyword::Published) | None => Status::Published,
    }
}

/// Warns of a key at `span` that says nothing without `status`.
pub(super) fn warn_without_status(
    key: &str,
    span: Option<Span>,
    status: &str,
    reporter: &mut Reporter<'_>,
) {
    if let Some(span) = span {
        let (key, status) = (key.to_owned(), status.to_owned());
        let hint = Message::KeyWithoutStatusHint {
            key: key.clone(),
            status: status.clone(),
        };
        let warning = reporter.warning(span, Message::KeyWithoutStatus { key, status });
        warning.hints.push(hint);
    }
}

/// Reads who allowed the document to be published. The key is not published itself.
fn clearance(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Option<Clearance> {
    let key = fields.key_span("clearance");
    let node = fields.take("clearance")?;
    let key = key?;
    reporter.note_spans.push(Span::from(key.start..node.end()));
    let mut map = Fields::new(node, reporter);
    let by = map.required("by", map.span, Some(Message::ClearanceHint), reporter);
    let date = map.required("date", map.span, Some(Message::ClearanceHint), reporter);
    let date = date.and_then(|date| fields::day(date, "date", reporter));
    map.finish(reporter);
    Some(Clearance {
        by: by?.value,
        date: date?.value,
    })
}

fn aliases(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Vec<Spanned<UrlPath>> {
    let mut aliases = Vec::new();
    for written in fields.texts_with_repeats("aliases", reporter) {
        if let Some(meant) = address_meant(&written.value, reporter.path) {
            let found = written.value;
            let diagnostic = reporter.error(written.span, Message::BadAddress { found });
            diagnostic.hints.extend(did_you_mean([&*meant]));
        } else if let Some(value) = UrlPath::parse(&written.value) {
            aliases.push(Spanned {
                value,
                span: written.span,
            });
        } else {
            let found = written.value;
            let diagnostic = reporter.error(written.span, Message::BadAddress { found });
            diagnostic.hints.push(Message::BadAddressHint);
        }
    }
    aliases
}

/// The address that an author meant who wrote a whole URL, or a record's short name as other keys
/// take it: `2023/ten-bao-cao`.
fn address_meant(written: &str, path: &SourcePath) -> Option<String> {
    if let Some((_, rest)) = written.split_once("://") {
        let (_, inner) = rest.split_once('/')?;
        return UrlPath::parse(&format!("/{inner}")).map(|url| url.to_string());
    }
    let (year, name) = written.split_once('/')?;
    let is_name = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && !name.is_empty();
    let kind = kind_of(path).filter(|kind| is_name && *kind != DocumentKind::Page)?;
    UrlPath::parse(&format!("/{}{written}/", kind.base().as_str())).map(|url| url.to_string())
}

fn official_document(
    mut map: Fields,
    dates: &mut Vec<Spanned<PartialDate>>,
    reporter: &mut Reporter<'_>,
) -> OfficialDocument {
    let symbol_span = map.value_span("symbol");
    let document = OfficialDocument {
        kind: map.string("type", reporter),
        number: map.text("number", reporter),
        symbol: map.string("symbol", reporter),
        date: map.partial_date("date", reporter).map(|date| {
            dates.push(date.clone());
            date.value
        }),
        place: map.string("place", reporter),
        addressee: map.strings("addressee", reporter),
        recipients: map.strings("recipients", reporter),
        filing: map.string("filing", reporter),
        signer: map.map("signer", reporter).map(|mut signer| {
            let value = Signer {
                authority: signer.string("authority", reporter),
                on_behalf: signer.string("on_behalf", reporter),
                position: signer.string("position", reporter),
                name: signer.string("name", reporter),
            };
            signer.finish(reporter);
            value
        }),
    };
    if let Some(number) = &document.number
        && !number.value.bytes().all(|b| b.is_ascii_digit())
    {
        let message = Message::NotANumber {
            key: "number".to_owned(),
            found: number.value.clone(),
        };
        let hint = number_form(&number.value).map(|form| Message::WriteHint { form });
        let diagnostic = reporter.error(number.span, message);
        let hint = hint.unwrap_or(Message::NumberAndSymbolHint);
        diagnostic.hints.push(hint);
    }
    map.finish(reporter);
    if let Some(span) = symbol_span {
        warn_of_number_in_symbol(&document, span, reporter);
    }
    document
}

/// Warns of a symbol that repeats the number or begins with the slash, both of which the page adds.
fn warn_of_number_in_symbol(document: &OfficialDocument, span: Span, reporter: &mut Reporter<'_>) {
    let Some((before, symbol)) = document.symbol.split_once('/') else {
        return;
    };
    let number = document.number.as_ref().map(|number| &*number.value);
    let digits = |text: &str| text.trim_start_matches('0').to_owned();
    let before = before.trim();
    let is_repeated = number.is_some_and(|number| digits(before) == digits(number));
    if before.is_empty() || is_repeated {
        let shown = document.full_number();
        let warning = reporter.warning(span, Message::SymbolWithNumber { shown });
        let form = format!("symbol: {}", symbol.trim());
        warning.hints.push(Message::WriteHint { form });
    }
}

/// The keys for a number that is written with its symbol, or with a word before it: `45/BC-HĐND`.
fn number_form(written: &str) -> Option<String> {
    let start = written.find(|c: char| c.is_ascii_digit())?;
    let rest = &written[start..];
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let symbol = after.trim_start_matches(['/', '-', ' ']).trim();
    let has_digits = symbol.contains(|c: char| c.is_ascii_digit() || c == '/');
    match symbol {
        "" => Some(format!("number: {number}")),
        _ if has_digits => None,
        symbol => Some(format!("number: {number}, symbol: {symbol}")),
    }
}

fn reference(mut map: Fields, reporter: &mut Reporter<'_>) -> Reference {
    let roles = [
        ("basis", ReferenceRole::Basis),
        ("plan", ReferenceRole::Plan),
        ("contact", ReferenceRole::Contact),
    ];
    let reference = Reference {
        role: map
            .choice("role", &roles, reporter)
            .map_or(ReferenceRole::Basis, |role| role.value),
        kind: map.string("type", reporter),
        number: map.string("number", reporter),
        date: map.partial_date("date", reporter).map(|date| date.value),
        issuer: map.string("issuer", reporter),
        to: map.strings("to", reporter),
        about: map.string("about", reporter),
    };
    map.finish(reporter);
    reference
}

/// Reads an entry of `attachments`: a mapping, or the file alone.
fn attachment(node: Node, reporter: &mut Reporter<'_>) -> Option<AttachmentEntry> {
    if let NodeKind::Scalar(_) = node.kind {
        let file = fields::text(node, "attachments", reporter)?;
        return Some(AttachmentEntry {
            file: file_of_record(file, reporter)?,
            title: String::new(),
            kind: None,
            language: String::new(),
        });
    }
    let mut map = Fields::new(node, reporter);
    let kinds = AttachmentKind::ALL.map(|kind| (kind.code(), kind));
    let file = map.required("file", map.span, None, reporter);
    let title = map.string("title", reporter);
    let kind = map.choice("kind", &kinds, reporter);
    let language = map.text("language", reporter);
    map.finish(reporter);
    let language = language.and_then(|written| language_tag(written, reporter));
    Some(AttachmentEntry {
        file: file_of_record(file?, reporter)?,
        title,
        kind: kind.map(|kind| kind.value),
        language: language.unwrap_or_default(),
    })
}

/// A language as a tag such as `en` or `zh-Hant`. Any other text is reported.
fn language_tag(written: Spanned<String>, reporter: &mut Reporter<'_>) -> Option<String> {
    let mut parts = written.value.split('-');
    let language = parts.next().unwrap_or_default();
    let is_tag = matches!(language.len(), 2 | 3)
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| {
            matches!(part.len(), 2..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    if is_tag {
        return Some(written.value);
    }
    let found = written.value;
    let error = reporter.error(written.span, Message::NotALanguage { found });
    error.hints.push(Message::NotALanguageHint);
    None
}

/// Reads an entry of `uses`: a mapping, or the lesson alone.
fn use_entry(node: Node, reporter: &mut Reporter<'_>) -> Option<UseEntry> {
    if let NodeKind::Scalar(_) = node.kind {
        let lesson = fields::text(node, "uses", reporter)?;
        return Some(UseEntry {
            lesson,
            outcome: None,
            date: None,
            note: String::new(),
            evidence: Vec::new(),
        });
    }
    let mut map = Fields::new(node, reporter);
    let outcomes = [
        ("applied", UseOutcome::Applied),
        ("partly", UseOutcome::Partly),
        ("unsuitable", UseOutcome::Unsuitable),
    ];
    let lesson = map.required("lesson", map.span, None, reporter);
    let outcome = map
        .choice("outcome", &outcomes, reporter)
        .map(|outcome| outcome.value);
    let date = map.partial_date("date", reporter).map(|date| date.value);
    let note = published_note(&mut map, reporter);
    let evidence = evidence(&mut map, reporter);
    map.finish(reporter);
    lesson.map(|lesson| UseEntry {
        lesson,
        outcome,
        date,
        note,
        evidence,
    })
}
