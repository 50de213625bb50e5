//! A source file, parsed for editing.

use crate::layout::{self, Layout};
use crate::value::Value;
use crate::{Refusal, SourceFormat, write};
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_content::document::{self, SourceParts};
use ssg_content::yaml::{self, Node, NodeKind};

const BYTE_ORDER_MARK: char = '\u{feff}';

/// A source file with its values and the place of each.
///
/// All places are bytes of the text without its byte order mark.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The text, without the byte order mark.
    pub(crate) text: String,
    /// The text with `\n` for each `\r` that is not part of `\r\n`. Places are the same.
    pub(crate) lines: String,
    pub(crate) parts: SourceParts,
    pub(crate) values: Value,
    /// The places of all values. `None` if the YAML has a form that edits do not know.
    pub(crate) layout: Option<Layout>,
    format: SourceFormat,
    has_mark: bool,
}

impl Source {
    /// Parses the text of a file as it is on disk.
    pub(crate) fn parse(mut text: String, format: SourceFormat) -> Result<Self, Refusal> {
        let has_mark = text.starts_with(BYTE_ORDER_MARK);
        if has_mark {
            text.remove(0);
        }
        Self::parse_unmarked(text, format, has_mark)
    }

    fn parse_unmarked(text: String, format: SourceFormat, has_mark: bool) -> Result<Self, Refusal> {
        let offset = if has_mark {
            BYTE_ORDER_MARK.len_utf8()
        } else {
            0
        };
        let refuse = |error: Box<_>| Refusal::of(*error, offset);
        // The parser needs a name for its diagnostics, which a refusal leaves out.
        let path = SourcePath::new("content").expect("a valid path");
        let lines = with_line_feeds(&text);
        let parts = match format {
            SourceFormat::Document => document::split(&path, &lines).map_err(refuse)?,
            SourceFormat::Yaml => SourceParts {
                front_matter: Span::from(0..lines.len()),
                body: Span::from(lines.len()..lines.len()),
            },
        };
        let node = yaml::parse(&path, &lines, parts.front_matter).map_err(refuse)?;
        let values = to_value(&node);
        if !matches!(values, Value::Null | Value::Map(_)) {
            let key = "---".to_owned();
            return Err(Refusal::new(Message::EditNotAMapping { key }));
        }
        Ok(Self {
            layout: layout::of(node, &lines, parts.front_matter.start),
            text,
            lines,
            parts,
            values,
            format,
            has_mark,
        })
    }

    /// The byte of the file at which the body begins.
    pub(crate) fn body_start(&self) -> usize {
        let mark = if self.has_mark {
            BYTE_ORDER_MARK.len_utf8()
        } else {
            0
        };
        mark + self.parts.body.start
    }

    pub(crate) fn body(&self) -> &str {
        &self.text[self.parts.body.start..]
    }

    /// The line end of the file: that of its first line.
    pub(crate) fn line_end(&self) -> &'static str {
        match self.text.find(['\r', '\n']).map(|at| &self.text[at..]) {
            Some(rest) if rest.starts_with("\r\n") => "\r\n",
            Some(rest) if rest.starts_with('\r') => "\r",
            _ => "\n",
        }
    }

    /// The source with other text, parsed again.
    pub(crate) fn with_text(&self, text: String) -> Result<Self, Refusal> {
        Self::parse_unmarked(text, self.format, self.has_mark)
    }

    /// The source with another body.
    pub(crate) fn with_body(&self, body: &str) -> Result<Self, Refusal> {
        if self.format == SourceFormat::Yaml {
            let key = "---".to_owned();
            return Err(Refusal::new(Message::EditNoSuchKey { key }));
        }
        let mut head = self.text[..self.parts.body.start].to_owned();
        if !head.ends_with(['\r', '\n']) {
            head.push_str(self.line_end());
        }
        let body = write::body(self.body(), body, self.line_end());
        self.with_text(head + &body)
    }

    pub(crate) fn into_text(self) -> String {
        if self.has_mark {
            format!("{BYTE_ORDER_MARK}{}", self.text)
        } else {
            self.text
        }
    }
}

/// The text with `\n` for each `\r` that is not part of `\r\n`, at the same bytes.
fn with_line_feeds(text: &str) -> String {
    let mut chars = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        let is_alone = c == '\r' && chars.peek() != Some(&'\n');
        out.push(if is_alone { '\n' } else { c });
    }
    out
}

fn to_value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Scalar(text) => Value::Text(text.clone()),
        NodeKind::List(items) => Value::List(items.iter().map(to_value).collect()),
        NodeKind::Map(pairs) => {
            let pairs = pairs.iter();
            let pairs = pairs.map(|(key, value)| (key.value.clone(), to_value(value)));
            Value::Map(pairs.collect())
        }
    }
}
