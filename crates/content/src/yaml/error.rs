//! Syntax errors of YAML, in the words of an office.

use super::{lookalike, quoted, span};
use ssg_base::diagnostic::{Diagnostic, Place, Span};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;

/// The diagnostic of a syntax error in the YAML `text[at]`.
pub(super) fn diagnostic(
    path: &SourcePath,
    text: &str,
    at: Span,
    error: &serde_yaml::Error,
) -> Diagnostic {
    let yaml = &text[at.start..at.end];
    let location = error.location();
    let stopped = location.map_or(Span::default(), |location| span(&location, yaml));
    let (message, hint) = explain(error, yaml, stopped.start);
    let (message, hint, cause) = unlikely_character(&message, yaml, stopped)
        .unwrap_or_else(|| locate_cause(message, hint, yaml, stopped));
    let end = if cause.end > cause.start {
        cause.end
    } else {
        word_end(yaml, cause.start)
    };
    let span = Span {
        start: cause.start,
        end,
    };
    Diagnostic::error(Place::new(path, span.shifted(at.start)), message).hints(hint)
}

/// Finds a special space, a wide colon or a semicolon at or above the place where the parser stopped.
fn unlikely_character(
    message: &Message,
    yaml: &str,
    stopped: Span,
) -> Option<(Message, Option<Message>, Span)> {
    let is_of_structure = matches!(
        message,
        Message::YamlColon
            | Message::YamlNoColon
            | Message::YamlIndent
            | Message::YamlStart
            | Message::YamlBrackets
            | Message::YamlSyntax
    );
    if !is_of_structure {
        return None;
    }
    if let Some(range) = lookalike::find(yaml, stopped.start) {
        let (message, hint) = lookalike::explain(yaml[range.clone()].chars().next()?);
        return Some((message, Some(hint), Span::from(range)));
    }
    if *message == Message::YamlBrackets {
        // `{from: 2023-08-18; to: 2023-08-25}`: the parser stops at the second colon.
        let start = line_start(yaml, stopped.start);
        let before = yaml.get(start..stopped.start)?;
        let open = before.rfind(['{', '[', ','])?;
        let at = start + open + before[open..].find(';')?;
        let hint = Some(Message::YamlSemicolonHint);
        return Some((Message::YamlSemicolon, hint, Span::from(at..at + 1)));
    }
    None
}

/// Finds the cause of an error. The parser often stops only behind it, at `stopped`.
fn locate_cause(
    message: Message,
    hint: Option<Message>,
    yaml: &str,
    stopped: Span,
) -> (Message, Option<Message>, Span) {
    let start = line_start(yaml, stopped.start);
    let line = yaml[start..].lines().next().unwrap_or_default();
    match message {
        Message::YamlAnchor | Message::YamlTag => (message, hint, indicator(yaml, stopped)),
        Message::YamlTab => {
            let tab = start + line.find('\t').unwrap_or(0);
            (message, hint, Span::from(tab..tab + 1))
        }
        Message::YamlBrackets if yaml[stopped.start..].starts_with(['[', '{']) => {
            let open = yaml[stopped.start..=stopped.start].to_owned();
            let span = Span::from(stopped.start..stopped.start + 1);
            (Message::YamlUnclosedBracket { open }, hint, span)
        }
        Message::YamlBrackets => match unclosed_bracket(yaml, stopped.start) {
            Some((at, open)) if at < start || yaml.len() <= stopped.start => {
                let open = open.to_string();
                let message = Message::YamlUnclosedBracket { open };
                (message, hint, Span::from(at..at + 1))
            }
            _ => (message, hint, stopped),
        },
        Message::YamlIndent | Message::YamlNoColon | Message::YamlColon
            if let Some((item, line)) = item_without_dash(yaml, stopped.start) =>
        {
            let hint = Message::YamlMissingDashHint { line };
            (Message::YamlMissingDash, Some(hint), item)
        }
        // A key without its colon continues on the next line, where the parser stops.
        Message::YamlNoColon if line.contains(": ") && start > 0 => {
            let above = yaml[..start].trim_end();
            let from = line_start(yaml, above.len());
            let spaced = with_space_after_colon(&above[from..]);
            let spaced = spaced.map(|line| Message::KeyColonHint { line });
            (message, spaced.or(hint), Span::from(from..above.len()))
        }
        Message::YamlStart => match line.char_indices().find(|(_, c)| c.is_control()) {
            Some((at, c)) => {
                let character = format!("U+{:04X}", u32::from(c));
                let span = Span::from(start + at..start + at + c.len_utf8());
                (Message::YamlControl { character }, None, span)
            }
            None => (message, hint, stopped),
        },
        _ => (message, hint, stopped),
    }
}

/// Finds the item of a list that lacks its dash: a line at or just above `stopped` that is indented
/// like the dashed lines above it. Returns its place, and the line with a dash.
fn item_without_dash(yaml: &str, stopped: usize) -> Option<(Span, String)> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let has_dash = |line: &str| line.trim_start_matches(' ').starts_with("- ");
    let mut start = line_start(yaml, stopped);
    for _ in 0..2 {
        let line = yaml[start..].lines().next().unwrap_or_default();
        let text = line.trim();
        let mut above = yaml[..start].lines().rev();
        // Lines that continue the item above are indented further than its dash.
        let item = above.find(|above| has_dash(above) || indent(above) < indent(line));
        let is_item = item.is_some_and(|item| has_dash(item) && indent(item) == indent(line));
        if is_item && !has_dash(line) && !text.is_empty() {
            let from = start + indent(line);
            let span = Span::from(from..from + text.len());
            return Some((span, format!("- {text}")));
        }
        start = line_start(yaml, start.checked_sub(1)?);
    }
    None
}

/// The first byte of the line that contains `at`.
fn line_start(yaml: &str, at: usize) -> usize {
    yaml[..at.min(yaml.len())]
        .rfind('\n')
        .map_or(0, |at| at + 1)
}

/// The innermost bracket or brace that opens before `until` and is not closed there.
fn unclosed_bracket(yaml: &str, until: usize) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    // A bracket or quote is special only where a value may begin.
    let mut may_begin = true;
    for (at, c) in yaml[..until.min(yaml.len())].char_indices() {
        match (quote, c) {
            (Some(close), _) if c == close => quote = None,
            (None, '"' | '\'') if may_begin => quote = Some(c),
            (None, '[' | '{') if may_begin => open.push((at, c)),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
        may_begin = c.is_whitespace() || matches!(c, '[' | '{' | ',');
    }
    open.pop()
}

/// The `&name`, `*name` or `!tag` at or before a node.
fn indicator(yaml: &str, node: Span) -> Span {
    let is_indicator = |word: &str| word.starts_with(['&', '*', '!']);
    let rest = yaml.get(node.start..).unwrap_or_default();
    if is_indicator(rest) {
        let end = word_end(yaml, node.start);
        return Span { end, ..node };
    }
    let before = yaml.get(..node.start).unwrap_or_default().trim_end();
    let start = before
        .rfind([' ', '\n', '[', '{', ','])
        .map_or(0, |at| at + 1);
    if is_indicator(&before[start..]) {
        let end = before.len();
        return Span { start, end };
    }
    node
}

/// The end of the word at `start`, so that an error without a width underlines something.
fn word_end(yaml: &str, start: usize) -> usize {
    let rest = yaml.get(start..).unwrap_or_default();
    let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    start + word.max(if rest.starts_with('\n') { 0 } else { first })
}

/// The message of an error, and its hint.
fn explain(error: &serde_yaml::Error, yaml: &str, at: usize) -> (Message, Option<Message>) {
    use serde_yaml::Error as E;
    use serde_yaml::budget::BudgetBreach as B;
    match error {
        E::MultipleDocuments { .. } => (Message::YamlSecondDocument, None),
        E::UnknownAnchor { .. } | E::AliasError { .. } => {
            (Message::YamlAnchor, Some(Message::YamlStartHint))
        }
        E::UnsupportedTag { .. } | E::InvalidScalar { .. } => {
            (Message::YamlTag, Some(Message::YamlStartHint))
        }
        E::Budget { breach, .. } => match breach {
            B::Anchors { .. } | B::Aliases { .. } => {
                (Message::YamlAnchor, Some(Message::YamlStartHint))
            }
            B::Depth { .. } => (Message::YamlTooDeep, None),
            B::Documents { .. } => (Message::YamlSecondDocument, None),
            _ => (Message::YamlTooMany, None),
        },
        other => explain_syntax(&other.to_string(), yaml, at),
    }
}

/// Maps the parser's message to one that a clerk understands. The parser has no error codes.
fn explain_syntax(detail: &str, yaml: &str, at: usize) -> (Message, Option<Message>) {
    let has = |words: &str| detail.contains(words);
    let start = line_start(yaml, at);
    let line = yaml[start..].lines().next().unwrap_or_default();
    if has("nesting") || has("recursion") || has("depth") {
        (Message::YamlTooDeep, None)
    } else if has("nclosed quote") {
        (Message::YamlUnclosedQuote, Some(Message::YamlQuoteHint))
    } else if has("trailing content after") {
        let form = with_inner_quotes(line).map(|form| Message::WriteHint { form });
        let hint = form.unwrap_or(Message::YamlAfterQuoteHint);
        (Message::YamlAfterQuote, Some(hint))
    } else if has("unknown escape")
        || has("hex escape")
        || has("surrogate")
        || has("unicode escape")
    {
        (Message::YamlEscape, Some(Message::YamlEscapeHint))
    } else if has("bracket") || has("',' or") || has("illegal placement") || has("flow") {
        (Message::YamlBrackets, Some(Message::YamlBracketsHint))
    } else if has("tab") && (line.contains('\t') || has("indentation")) {
        (Message::YamlTab, Some(Message::YamlTabHint))
    } else if has("mapping values are not allowed") {
        explain_colon(yaml, start, at)
    } else if has("simple key expected") || has("simple key is no longer") {
        let hint = next_line_hint(yaml, start).unwrap_or(Message::YamlNoColonHint);
        (Message::YamlNoColon, Some(hint))
    } else if has("did not find expected key") || has("ndentation") || has("indented") || has("'-'")
    {
        (Message::YamlIndent, Some(Message::YamlIndentHint))
    } else if has("unexpected character") || has("node content") {
        (Message::YamlStart, Some(Message::YamlStartHint))
    } else if has("string scalar") {
        (Message::YamlKey, Some(Message::YamlStartHint))
    } else {
        (Message::YamlSyntax, Some(Message::YamlStartHint))
    }
}

/// Shows the value at `start` on the line of its key, if the line above is a key without a value.
fn next_line_hint(yaml: &str, start: usize) -> Option<Message> {
    let value = yaml[start..].lines().next()?.trim();
    let key = yaml[..start].lines().next_back()?.trim();
    let is_key = key.ends_with(':') && !key.contains(": ") && !value.contains(": ");
    let line = format!("{key} {value}");
    is_key.then_some(Message::YamlNextLineHint { line })
}

/// Explains a colon that is not allowed: in a text, on a line that is indented too far, or below a
/// line that should have been a key.
fn explain_colon(yaml: &str, start: usize, at: usize) -> (Message, Option<Message>) {
    let before = &yaml[start..at.min(yaml.len()).max(start)];
    let above = yaml[..start].trim_end().lines().next_back();
    if let Some((key, value)) = before.split_once(": ")
        && value.starts_with(['“', '”', '„', '‘', '’', '«'])
    {
        let line = yaml[start..].lines().next().unwrap_or_default();
        let value = line[key.len() + 2..].trim();
        let inner = value.trim_matches(['“', '”', '„', '‘', '’', '«', '»']);
        let line = format!("{}: {}", key.trim_start(), quoted(inner));
        (
            Message::YamlColon,
            Some(Message::YamlWordQuotesHint { line }),
        )
    } else if before.contains(": ") {
        let line = yaml[start..].lines().next().unwrap_or_default();
        let form = with_quotes(line).map(|form| Message::WriteHint { form });
        let hint = form.unwrap_or(Message::YamlColonHint);
        (Message::YamlColon, Some(hint))
    } else if before.starts_with(' ') {
        (Message::YamlIndent, Some(Message::YamlIndentHint))
    } else if above.is_some_and(|line| !line.contains(": ")) {
        (Message::YamlNoColon, Some(Message::YamlNoColonHint))
    } else {
        (Message::YamlColon, Some(Message::YamlColonHint))
    }
}

/// The most characters of an author's line that a hint repeats.
const MAX_SHOWN_CHARS: usize = 120;

/// The key and the value of a line `key: value`. `None` for a longer or more complex line.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().split_once(": ")?;
    let is_simple = !key.contains(['{', '[', '"', '\'']) && line.chars().count() <= MAX_SHOWN_CHARS;
    is_simple.then(|| (key.trim_start_matches("- "), value.trim()))
}

/// The line with its value in double quotes.
fn with_quotes(line: &str) -> Option<String> {
    let (key, value) = key_and_value(line)?;
    let is_plain = !value.starts_with(['"', '\'', '{', '[', '|', '>']);
    is_plain.then(|| format!("{key}: {}", quoted(value)))
}

/// The line with its value in double quotes, and the quotes within as “ ”.
fn with_inner_quotes(line: &str) -> Option<String> {
    let (key, value) = key_and_value(line)?;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let parts: Vec<&str> = value.split(quote).collect();
    // Each quotation has two marks, so that there are parts before, in and after them.
    if parts.len().is_multiple_of(2) {
        return None;
    }
    let marks = ["“", "”"].into_iter().cycle();
    let inner = parts[1..].iter().zip(marks);
    let inner: String = inner.flat_map(|(part, mark)| [mark, *part]).collect();
    Some(format!(
        "{key}: {}",
        quoted(&format!("{}{inner}", parts[0]))
    ))
}

/// The line with a space behind the colon of its key: `title:Học tập`.
fn with_space_after_colon(line: &str) -> Option<String> {
    let (key, value) = line.trim().split_once(':')?;
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let is_value = value.starts_with(|c: char| c.is_alphanumeric() || c == '"');
    let is_short = line.chars().count() <= MAX_SHOWN_CHARS;
    (is_key && is_value && is_short).then(|| format!("{key}: {value}"))
}
