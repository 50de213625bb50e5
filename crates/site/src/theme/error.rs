//! Errors of templates, from Tera to diagnostics.

use std::collections::BTreeMap;

use tera::ErrorKind;

use super::theme_path;
use ssg_base::diagnostic::{Diagnostic, Place, Span};
use ssg_base::message::Message;

/// An error in a template, with its place.
pub(super) struct TemplateError {
    pub(super) template: String,
    span: Span,
    detail: String,
}

impl TemplateError {
    /// Reads the errors out of one of Tera. `requested` is their template if Tera names none.
    pub(super) fn read(
        error: &tera::Error,
        requested: &str,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Vec<Self> {
        let whole_file = |template: &str, detail: &str| Self {
            template: template.to_owned(),
            span: Span::default(),
            detail: detail.to_owned(),
        };
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![Self {
                template: report.filename().to_owned(),
                span: report.span().range.clone().into(),
                detail: report.message().to_owned(),
            }],
            ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
                vec![whole_file(tpl, &error.to_string())]
            }
            ErrorKind::MissingParent { current, .. } => {
                vec![whole_file(current, &error.to_string())]
            }
            ErrorKind::Msg(text) if text.starts_with("error: ") => Self::parse_report(text, files),
            _ => vec![whole_file(requested, &error.to_string())],
        }
    }

    /// Parses the report on unknown filters, functions and components, which Tera gives only as one
    /// text for a terminal. Each error is a line `error: …`, a line ` --> file:line:column`, both
    /// from 1, and the source underlined with `^`.
    fn parse_report(text: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<Self> {
        let parse = |block: &str| {
            let (detail, rest) = block.split_once('\n').unwrap_or((block, ""));
            let place = rest.lines().next().unwrap_or_default().trim();
            let mut place = place.trim_start_matches("--> ").rsplitn(3, ':');
            let mut number = || place.next().and_then(|part| part.parse().ok()).unwrap_or(1);
            let (column, line): (usize, usize) = (number(), number());
            let template = place.next().unwrap_or_default().to_owned();
            let source = files.get(&template).map(Vec::as_slice).unwrap_or_default();
            let start = offset(&String::from_utf8_lossy(source), line, column);
            let length = rest
                .lines()
                .last()
                .map_or(0, |line| line.matches('^').count());
            Self {
                template,
                span: (start..start + length).into(),
                detail: detail.to_owned(),
            }
        };
        let blocks = text.strip_prefix("error: ").unwrap_or(text);
        blocks.split("\n\nerror: ").map(parse).collect()
    }

    /// The diagnostic for the author of the site.
    pub(super) fn diagnostic(&self, theme: &str, files: &BTreeMap<String, Vec<u8>>) -> Diagnostic {
        let path = theme_path(theme, &self.template).or_else(|| theme_path(theme, "base.html"));
        let path = path.expect("`Theme::new` checks the name of the theme");
        let length = files.get(&self.template).map_or(0, Vec::len);
        let start = self.span.start.min(length);
        let span = start..self.span.end.clamp(start, length);
        let detail = self.detail.clone();
        Diagnostic::error(Place::new(&path, span), Message::TemplateError { detail })
    }
}

/// The byte offset of `column` in `line`, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines
        .clone()
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = lines
        .clone()
        .nth(line.saturating_sub(1))
        .unwrap_or_default();
    before
        + line
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum::<usize>()
}
