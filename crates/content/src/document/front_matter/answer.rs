//! The key `answers` of a report, and the key `evidence` of answers and uses.

use super::note::published_note;
use crate::document::{Answer, AnswerState, Evidence, Lesson};
use crate::fields::{self, Fields, Reporter, did_you_mean};
use crate::yaml::{Node, NodeKind};
use ssg_base::diagnostic::Spanned;
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_vietnam::text;

/// Reads what became of the lessons of a report.
pub(super) fn answers(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Vec<Answer> {
    let maps = fields.maps("answers", reporter);
    maps.into_iter()
        .filter_map(|map| answer(map, reporter))
        .collect()
}

fn answer(mut map: Fields, reporter: &mut Reporter<'_>) -> Option<Answer> {
    let states = [
        AnswerState::Accepted,
        AnswerState::Partly,
        AnswerState::Refused,
        AnswerState::Done,
    ]
    .map(|state| (state.code(), state));
    let lesson = map.required("lesson", map.span, None, reporter);
    let to = map.string("to", reporter);
    let due = map.partial_date("due", reporter).map(|date| date.value);
    let state = map.choice("state", &states, reporter);
    let date = map.partial_date("date", reporter).map(|date| date.value);
    let document = map.string("document", reporter);
    let note = published_note(&mut map, reporter);
    let evidence = evidence(&mut map, reporter);
    map.finish(reporter);
    Some(Answer {
        lesson: lesson?,
        to,
        due,
        state: state.map(|state| state.value),
        date,
        document,
        note,
        evidence,
    })
}

/// Reads what proves an answer or a use: mappings, or titles alone.
pub(super) fn evidence(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Vec<Evidence> {
    let nodes = fields.list("evidence", reporter);
    nodes
        .into_iter()
        .filter_map(|node| one_evidence(node, reporter))
        .collect()
}

fn one_evidence(node: Node, reporter: &mut Reporter<'_>) -> Option<Evidence> {
    if let NodeKind::Scalar(_) = node.kind {
        let title = fields::text(node, "evidence", reporter)?;
        return Some(Evidence {
            title: title.value,
            document: String::new(),
            file: None,
            url: None,
            figure: String::new(),
        });
    }
    let mut map = Fields::new(node, reporter);
    let title = map.required("title", map.span, None, reporter);
    let document = map.string("document", reporter);
    let file = map.text("file", reporter);
    let url = map.text("url", reporter);
    let figure = map.string("figure", reporter);
    map.finish(reporter);
    let (file, url) = (
        file.and_then(|written| file_of_record(written, reporter)),
        url.and_then(|written| web_address(written, reporter)),
    );
    Some(Evidence {
        title: title?.value,
        document,
        file,
        url,
        figure,
    })
}

/// A file beside the record's `index.md`. A path that leaves the sources is reported.
pub(super) fn file_of_record(
    written: Spanned<String>,
    reporter: &mut Reporter<'_>,
) -> Option<Spanned<SourcePath>> {
    let span = written.span;
    let path = reporter.path.join(&text::nfc(&written.value));
    if path.is_none() {
        let target = written.value;
        reporter.error(span, Message::BrokenLink { target });
    }
    path.map(|value| Spanned { value, span })
}

/// An address on the web. Any other text is reported.
fn web_address(written: Spanned<String>, reporter: &mut Reporter<'_>) -> Option<String> {
    let url = &*written.value;
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let is_address = rest.is_some_and(|rest| {
        rest.starts_with(char::is_alphanumeric)
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\')
    });
    if is_address {
        return Some(written.value);
    }
    let found = written.value;
    let error = reporter.error(written.span, Message::NotAWebAddress { found });
    error.hints.push(Message::NotAWebAddressHint);
    None
}

/// Keeps the answers to lessons that the report has. A lesson may be named with its report:
/// `2023/con-dao/bai-hoc-1`. Other answers are reported.
pub(in crate::document) fn keep_known(
    answers: &mut Vec<Answer>,
    lessons: &[Lesson],
    reporter: &mut Reporter<'_>,
) {
    answers.retain_mut(|answer| {
        let written = &answer.lesson;
        let name = written.value.trim_matches(['/', '#']);
        let id = name.rsplit('/').next().unwrap_or(name);
        if lessons.iter().any(|lesson| lesson.id.value == id) {
            let id = id.to_owned();
            answer.lesson.value = id;
            return true;
        }
        let ids = || lessons.iter().map(|lesson| &*lesson.id.value);
        let mut near = text::nearest(id, ids(), 2);
        if near.is_empty() {
            near = ids().take(MAX_SUGGESTIONS).collect();
        }
        let found = written.value.clone();
        let error = reporter.error(written.span, Message::UnknownLesson { found });
        error.hints.extend(did_you_mean(near));
        false
    });
}

/// How many lessons of the report a hint lists where none is similar.
const MAX_SUGGESTIONS: usize = 6;
