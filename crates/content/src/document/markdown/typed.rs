//! Characters that were meant as markup and are shown as they were typed: links whose target has a
//! space, attributes without their closing brace, tables pasted from Word.
//!
//! What is searched is the text of one block without code, links and escaped characters, which are
//! [`MARK`]s. Each search looks at a bounded part of the text, so that it takes linear time.

use std::ops::Range;

use super::Writer;
use super::raw_html::COMMENT_OPEN;
use crate::document::mapped_text::BLOCK_END;
use ssg_base::byte_set::ByteSet;
use ssg_base::diagnostic::Severity;
use ssg_base::message::Message;

/// Stands for code, a link, a photo or an escaped character.
pub(super) const MARK: char = '\u{fffc}';

/// The longest link that is recognized, in bytes.
const MAX_TYPED_BYTES: usize = 300;

/// The classes that make a heading a lesson.
const LESSON_CLASSES: [&str; 3] = [".practice", ".caution", ".recommendation"];

/// What kind of block a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Heading,
    Cell,
    /// A paragraph, or the text of a list item.
    Text,
}

/// Typed markup, and what to write instead.
#[derive(Debug)]
struct Typed {
    range: Range<usize>,
    severity: Severity,
    message: Message,
    hint: Option<Message>,
}

impl Typed {
    fn warning(range: Range<usize>, message: Message, hint: Message) -> Self {
        Self {
            range,
            severity: Severity::Warning,
            message,
            hint: Some(hint),
        }
    }

    /// The same as advice, unless `is_likely`.
    fn note_unless(self, is_likely: bool) -> Self {
        let severity = if is_likely {
            self.severity
        } else {
            Severity::Note
        };
        Self { severity, ..self }
    }
}

impl Writer<'_, '_, '_> {
    /// Reports what was meant as markup in the block that ends here.
    pub(super) fn check_typed(&mut self, block: Block) {
        let mut literal = std::mem::take(&mut self.literal);
        let text = literal.text();
        if SIGN_BYTES.is_in(text) {
            for (range, label) in footnote_references(text) {
                self.report_unknown_footnote(label, literal.span(&range));
            }
            if let Some(at) = text.find(COMMENT_OPEN) {
                self.report_open_comment(literal.span(&(at..text.len())));
            }
        }
        for typed in find(text, block) {
            let span = literal.span(&typed.range);
            if let Some(found) = self.advise(typed.severity, span, typed.message) {
                found.hints.extend(typed.hint);
            }
        }
        literal.clear();
        self.literal = literal;
    }
}

/// References to footnotes that have no definition, with their labels.
fn footnote_references(text: &str) -> Vec<(Range<usize>, String)> {
    let found = text.match_indices("[^").filter_map(|(at, open)| {
        let rest = &text[at + open.len()..];
        // The search stops at characters that no label contains, so that it takes linear time.
        let end = rest.find([']', '\n', '[', MARK])?;
        let is_reference = end > 0 && rest[end..].starts_with(']');
        let range = at..at + open.len() + end + 1;
        is_reference.then(|| (range, rest[..end].to_owned()))
    });
    found.collect()
}

/// Characters of which all typed markup has one, apart from the classes of lessons.
const SIGNS: [char; 22] = [
    '｜', '[', '［', '{', '｛', '*', '_', '~', '#', '＃', '\t', '|', '+', '\n', '•', '◦', '▪', '●',
    '➢', '\u{f0b7}', '\u{f0a7}', '<',
];

/// The bytes that [`SIGNS`] begin with. Most blocks have none.
const SIGN_BYTES: ByteSet = ByteSet::of_first_bytes(&SIGNS);

fn find(text: &str, block: Block) -> Vec<Typed> {
    let mut found = Vec::new();
    if !SIGN_BYTES.is_in(text) || !text.contains(SIGNS) {
        lesson_classes(text, block, &mut found);
        return found;
    }
    if text.contains(['[', '］']) {
        links(text, &mut found);
        wiki_links(text, &mut found);
    }
    attributes(text, block, &mut found);
    for mark in ["**", "__", "~~"] {
        found.extend(emphasis(text, mark));
    }
    found.extend(single_stars(text));
    if block == Block::Text {
        headings(text, &mut found);
        let table = tabbed_table(text).or_else(|| piped_table(text));
        if table.is_none() {
            found.extend(run_on_list(text));
        }
        found.extend(table);
    }
    found.sort_by_key(|typed| typed.range.start);
    found
}

/// The end of a window that begins at `from`, on a boundary between characters.
fn window_end(text: &str, from: usize) -> usize {
    let mut end = text.len().min(from + MAX_TYPED_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// The start of a window that ends at `to`.
fn window_start(text: &str, to: usize) -> usize {
    let mut start = to.saturating_sub(MAX_TYPED_BYTES);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start
}

/// The rest of the line from `from` on, within the window.
fn rest_of_line(text: &str, from: usize) -> &str {
    let rest = &text[from..window_end(text, from)];
    rest.split('\n').next().unwrap_or(rest)
}

/// Links and photos: `[x](a b.pdf)`, `[x] (a.pdf)`, `(x)[a.pdf]`, `[x][y]`.
fn links(text: &str, found: &mut Vec<Typed>) {
    let mut done = 0;
    for (at, close) in text.match_indices([']', '］', ')']) {
        if at < done {
            continue;
        }
        let after = at + close.len();
        let typed = if close == ")" {
            swapped_link(text, at)
        } else {
            link_after(text, at, after)
        };
        if let Some(typed) = typed {
            done = typed.range.end;
            found.push(typed);
        }
    }
}

/// A link whose text ends at the bracket at `at`.
fn link_after(text: &str, at: usize, after: usize) -> Option<Typed> {
    let line = rest_of_line(text, after);
    let spaces = line.len() - line.trim_start_matches([' ', '\u{a0}']).len();
    let opening = line[spaces..].chars().next()?;
    let window = window_start(text, at);
    let open = window + text[window..at].rfind(['[', '［'])?;
    let label = &text[open..at];
    let label = label.trim_start_matches(['[', '［']);
    let inner = after + spaces + opening.len_utf8();
    let rest = rest_of_line(text, inner);
    match opening {
        '(' | '（' => {
            let end = matching_bracket(rest);
            let target = end.map_or(rest, |end| &rest[..end]).trim();
            if target.is_empty() || target.contains(MARK) || label.contains(MARK) {
                return None;
            }
            let is_likely = looks_like_target(target);
            if spaces > 0 && !is_likely {
                return None;
            }
            let is_photo = text[..open].ends_with(['!', '！']);
            let mark_length = text[..open].chars().next_back().map_or(0, char::len_utf8);
            let start = if is_photo { open - mark_length } else { open };
            let closing = |end: usize| rest[end..].chars().next().map_or(0, char::len_utf8);
            let stop = inner + end.map_or(rest.len(), |end| end + closing(end));
            let written = text[start..stop].to_owned();
            let hint = link_hint(label, target, is_photo);
            let message = if is_photo {
                Message::TypedPhoto { written }
            } else {
                Message::TypedLink { written }
            };
            let typed = Typed::warning(start..stop, message, hint);
            Some(typed.note_unless(is_likely || is_photo))
        }
        '[' if spaces == 0 && !label.is_empty() && !rest.starts_with('^') => {
            let end = rest.find(']')?;
            let target = &rest[..end];
            if target.is_empty() || target.contains(MARK) || label.contains('^') {
                return None;
            }
            let stop = inner + end + 1;
            let written = text[open..stop].to_owned();
            let message = Message::TypedLink { written };
            let label = label.to_owned();
            let hint = Message::TypedReferenceHint { label };
            let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
            let is_likely = !(is_number(target) && is_number(&text[open + 1..at]));
            Some(Typed::warning(open..stop, message, hint).note_unless(is_likely))
        }
        _ => None,
    }
}

/// A link with its brackets swapped, whose text ends at the bracket at `at`: `(x)[a.pdf]`.
fn swapped_link(text: &str, at: usize) -> Option<Typed> {
    let rest = rest_of_line(text, at + 1).strip_prefix('[')?;
    let target = &rest[..rest.find(']')?];
    let window = window_start(text, at);
    let open = window + text[window..at].rfind('(')?;
    let label = &text[open + 1..at];
    if target.contains(MARK) || !looks_like_target(target) || text[..open].ends_with(']') {
        return None;
    }
    let stop = at + 2 + target.len() + 1;
    let written = text[open..stop].to_owned();
    let hint = link_hint(label, target, false);
    Some(Typed::warning(
        open..stop,
        Message::TypedLink { written },
        hint,
    ))
}

/// The byte of the bracket that closes the target, which may hold brackets itself.
fn matching_bracket(rest: &str) -> Option<usize> {
    let mut depth = 0;
    let mut last = None;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => return Some(at),
            ')' | '）' => {
                depth -= 1;
                last = Some(at);
            }
            _ => {}
        }
    }
    last
}

/// Whether a text may be the target of a link: a file, a URL, an anchor.
fn looks_like_target(target: &str) -> bool {
    let path = target.split(['"', '“']).next().unwrap_or(target).trim();
    let path = path.trim_matches(['<', '>']);
    let is_extension =
        |end: &str| (1..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric());
    path.contains("://")
        || path.starts_with(['#', '/', '\\', '.'])
        || path.starts_with("www.")
        || path.contains(":\\")
        || path.contains(":/")
        || path.rsplit_once('.').is_some_and(|(name, end)| {
            !name.is_empty() && is_extension(end) && end.contains(|c: char| c.is_alphabetic())
        })
}

/// The hint with the link as it should be written.
fn link_hint(label: &str, target: &str, is_photo: bool) -> Message {
    let is_own_disk = target.contains(":\\") || target.starts_with("\\\\");
    if is_own_disk {
        return Message::OwnDiskHint;
    }
    let quoted = |end: char| target.ends_with(end).then(|| target.find(['"', '“']));
    let title_start = quoted('"').or_else(|| quoted('”')).flatten();
    let (path, title) = target.split_at(title_start.unwrap_or(target.len()));
    let path = without_size(path.trim()).trim_matches(['<', '>']);
    let title = title.trim_matches(['"', '“', '”']);
    let mark = if is_photo { "!" } else { "" };
    // No web address has a space.
    let path = if path.contains("://") {
        path.split_whitespace().collect::<String>()
    } else {
        path.to_owned()
    };
    let path = &*path;
    let needs_brackets = path.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')'));
    let path = if needs_brackets && !path.contains(['\n', '<', '>']) {
        format!("<{path}>")
    } else {
        path.to_owned()
    };
    let title = if title.is_empty() {
        String::new()
    } else {
        format!(" \"{title}\"")
    };
    let label = label.trim().trim_start_matches('!');
    Message::WriteHint {
        form: format!("{mark}[{label}]({path}{title})"),
    }
}

/// A target without the size that other programs read behind it: `a.png =300x200`.
fn without_size(target: &str) -> &str {
    let Some((path, size)) = target.rsplit_once(" =") else {
        return target;
    };
    let is_size = |c: char| c.is_ascii_digit() || matches!(c, 'x' | '*' | '%');
    let is_size = !size.is_empty() && size.chars().all(is_size);
    if is_size { path.trim_end() } else { target }
}

/// Links of other tools: `![[a.jpg]]`, `[[trang]]`.
fn wiki_links(text: &str, found: &mut Vec<Typed>) {
    for (at, open) in text.match_indices("[[") {
        let inner = at + open.len();
        let rest = rest_of_line(text, inner);
        let Some(end) = rest.find("]]") else {
            continue;
        };
        let (target, label) = rest[..end].split_once('|').unwrap_or((&rest[..end], ""));
        if target.is_empty() || target.contains([MARK, '[']) {
            continue;
        }
        let is_photo = text[..at].ends_with('!');
        let start = if is_photo { at - 1 } else { at };
        let range = start..inner + end + 2;
        let written = text[range.clone()].to_owned();
        let label = match (label, is_photo) {
            ("", true) => "ảnh có gì",
            ("", false) => target,
            (label, _) => label,
        };
        // The name of a document alone leads nowhere.
        let hint = if is_photo || looks_like_target(target) {
            link_hint(label, target, is_photo)
        } else {
            let label = label.to_owned();
            Message::WikiLinkHint { label }
        };
        let message = if is_photo {
            Message::TypedPhoto { written }
        } else {
            Message::TypedLink { written }
        };
        found.push(Typed::warning(range, message, hint).note_unless(is_photo));
    }
}

/// Attributes of a heading: without `}`, before other text, or on a line that is no heading.
fn attributes(text: &str, block: Block, found: &mut Vec<Typed>) {
    let before = found.len();
    for (at, open) in text.match_indices(['{', '｛']) {
        let inner = at + open.len();
        let rest = rest_of_line(text, inner);
        let start = rest.trim_start();
        let is_attribute = start
            .strip_prefix('#')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
            || LESSON_CLASSES.iter().any(|class| start.starts_with(class));
        let close = rest.find(['}', '｝']);
        // Other programs read the size of a photo here.
        let is_on_photo = text[..at].ends_with(MARK)
            && close.is_some_and(|close| {
                let inner = &rest[..close];
                inner.contains('=') || inner.starts_with(['.', '#', ':'])
            });
        if !is_attribute && !is_on_photo {
            continue;
        }
        let end = close.map_or(rest.trim_end().len(), |close| {
            close + rest[close..].chars().next().map_or(0, char::len_utf8)
        });
        let range = at..inner + end;
        let hint = match (block, close) {
            _ if is_on_photo => Message::AttributesOnPhotoHint,
            (Block::Heading, Some(_)) if open == "｛" => Message::AttributesShapeHint,
            (Block::Heading, None) => Message::AttributesUnclosedHint,
            (Block::Heading, Some(_)) => Message::AttributesNotLastHint,
            (Block::Cell | Block::Text, _) => Message::AttributesNoHeadingHint,
        };
        let written = text[range.clone()].to_owned();
        found.push(Typed::warning(
            range,
            Message::TypedAttributes { written },
            hint,
        ));
    }
    if found.len() == before {
        lesson_classes(text, block, found);
    }
}

/// Classes of lessons outside the attributes of a heading, the first of each.
fn lesson_classes(text: &str, block: Block, found: &mut Vec<Typed>) {
    for class in LESSON_CLASSES {
        let mut dots = text.match_indices('.').map(|(at, _)| at);
        let Some(at) = dots.find(|&at| text[at..].starts_with(class)) else {
            continue;
        };
        let range = at..at + class.len();
        let is_word = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '/')
            && !text[range.end..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
        if is_word {
            let written = class.to_owned();
            let message = Message::TypedAttributes { written };
            let hint = if block == Block::Heading {
                Message::AttributesShapeHint
            } else {
                Message::AttributesNoHeadingHint
            };
            found.push(Typed::warning(range, message, hint));
        }
    }
}

/// Marks of bold or struck text that stay as typed: `**a,**b`, `**a`.
fn emphasis(text: &str, mark: &str) -> Option<Typed> {
    let sign = mark.chars().next()?;
    let mut first = None;
    let mut runs = 0;
    let mut from = 0;
    while let Some(offset) = text[from..].find(mark) {
        let at = from + offset;
        let rest = &text[at..];
        let length = rest.len() - rest.trim_start_matches(sign).len();
        from = at + length;
        let (before, after) = (text[..at].chars().next_back(), text[from..].chars().next());
        // A row of many signs is a line to fill in, and `(**)` refers to a remark.
        let is_row = length > 3;
        let is_remark = before == Some('(') && after == Some(')');
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        if is_row || is_remark || (is_space(before) && is_space(after)) {
            continue;
        }
        runs += 1;
        first.get_or_insert(at..at + length);
    }
    let range = first?;
    let mark = mark.to_owned();
    let message = Message::TypedEmphasis { mark: mark.clone() };
    let typed = Typed::warning(range, message, Message::TypedEmphasisHint { mark });
    Some(typed.note_unless(runs > 1))
}

/// Single stars around words that stay as typed: `*a,*b`.
fn single_stars(text: &str) -> Option<Typed> {
    let mut open: Option<usize> = None;
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('*') {
        let is_single =
            (at == 0 || bytes[at - 1] != b'*') && bytes.get(at + 1).is_none_or(|&b| b != b'*');
        let before = text[..at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let is_remark = before == Some('(') || after == Some(')');
        if !is_single || is_remark {
            continue;
        }
        let opens =
            before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(char::is_alphanumeric);
        let closes = before.is_some_and(|c| !c.is_whitespace() && c != MARK);
        if let Some(start) = open.filter(|_| closes) {
            let mark = "*".to_owned();
            let message = Message::TypedEmphasis { mark: mark.clone() };
            let hint = Message::TypedEmphasisHint { mark };
            let typed = Typed::warning(start..start + 1, message, hint);
            return Some(typed.note_unless(false));
        }
        if opens {
            open = Some(at);
        }
    }
    None
}

/// Lines that begin with `#` and are no headings: `##Mục`.
fn headings(text: &str, found: &mut Vec<Typed>) {
    for (at, line) in lines(text) {
        let inner = line.trim_start_matches(['#', '＃']);
        let marks = &line[..line.len() - inner.len()];
        let level = marks.chars().count();
        let Some(next) = inner.chars().next().filter(|_| level > 0) else {
            continue;
        };
        let title = inner.trim();
        if next == MARK || title.is_empty() || (level == 1 && next.is_ascii_digit()) {
            continue;
        }
        let cut: String = title.chars().take(60).collect();
        let form = format!("{} {cut}", "#".repeat(level.min(6)));
        let written = format!("{marks}{cut}");
        let is_likely = level > 1 || !next.is_lowercase();
        let range = at..at + marks.len();
        let message = Message::TypedHeading { written };
        let hint = Message::WriteHint { form };
        found.push(Typed::warning(range, message, hint).note_unless(is_likely));
    }
}

/// The lines of a text, with the byte at which each begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split(['\n', BLOCK_END]).map(move |line| {
        let at = start;
        start += line.len()
            + text[at + line.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        (at, line)
    })
}

/// A table that was pasted from Word or Excel, with tabs between its cells.
fn tabbed_table(text: &str) -> Option<Typed> {
    let tabs = |line: &str| line.trim_matches('\t').matches('\t').count();
    let rows = lines(text).filter(|(_, line)| tabs(line) > 0).count();
    let widest = lines(text).map(|(_, line)| tabs(line)).max()?;
    // Word puts a tab behind each bullet.
    if (rows < 2 && widest < 2) || lines(text).any(|(_, line)| begins_with_bullet(line)) {
        return None;
    }
    let (at, line) = lines(text).find(|(_, line)| tabs(line) > 0)?;
    let cells: Vec<&str> = line.trim_matches('\t').split('\t').map(str::trim).collect();
    let hint = table_hint(&cells);
    Some(Typed::warning(
        at..at + line.len(),
        Message::TypedTable,
        hint,
    ))
}

/// Rows with `|` that are no table, because the line below the head is missing or has another number
/// of columns.
fn piped_table(text: &str) -> Option<Typed> {
    let bars = |line: &str| line.matches(['|', '｜']).count();
    let is_row = |line: &str| {
        let line = line.trim();
        (line.starts_with(['|', '｜']) && line.ends_with(['|', '｜']) && bars(line) > 1)
            || line.starts_with("+--")
    };
    let rows = lines(text).filter(|(_, line)| bars(line) > 1).count();
    let (at, line) = lines(text).find(|(_, line)| is_row(line) || (rows > 1 && bars(line) > 1))?;
    let head = lines(text)
        .find(|(_, line)| bars(line) > 0)
        .map_or(line, |(_, line)| line);
    let head = head.trim().trim_matches(['|', '｜']);
    let cells: Vec<&str> = head.split(['|', '｜']).map(str::trim).collect();
    let hint = table_hint(&cells);
    Some(Typed::warning(
        at..at + line.len(),
        Message::TypedTable,
        hint,
    ))
}

fn table_hint(cells: &[&str]) -> Message {
    const MAX_CELLS: usize = 6;
    let cells = &cells[..cells.len().min(MAX_CELLS)];
    let cut = |cell: &&str| cell.chars().take(20).collect::<String>();
    let head: Vec<String> = cells.iter().map(cut).collect();
    let rule = vec!["---"; cells.len()];
    Message::TypedTableHint {
        head: format!("| {} |", head.join(" | ")),
        rule: format!("| {} |", rule.join(" | ")),
    }
}

/// Lines that begin like items of a list and run on in one paragraph.
fn run_on_list(text: &str) -> Option<Typed> {
    if let Some((at, line)) = lines(text).find(|(_, line)| line.starts_with("** ")) {
        let cut: String = line.chars().take(40).collect();
        let range = at..at + cut.len();
        let message = Message::TypedList { written: cut };
        return Some(Typed::warning(range, message, Message::NestedListHint));
    }
    let mut items = lines(text).filter(|(_, line)| begins_like_item(line));
    let first = items.next()?;
    let second = items.next();
    let (at, line) = second.unwrap_or(first);
    if second.is_none() && !begins_with_bullet(first.1) {
        return None;
    }
    let cut: String = line.chars().take(40).collect();
    let range = at..at + cut.len();
    let message = Message::TypedList { written: cut };
    Some(Typed::warning(range, message, Message::TypedListHint))
}

/// Whether a line begins with a bullet of a word processor. Those of its symbol fonts are letters in
/// other fonts, with a tab behind them.
fn begins_with_bullet(line: &str) -> bool {
    const BULLETS: [char; 5] = ['•', '◦', '▪', '●', '➢'];
    let line = line.trim_start();
    let mut chars = line.chars();
    let is_symbol = |c: char| matches!(c, '\u{f000}'..='\u{f0ff}');
    let (first, second) = (chars.next(), chars.next());
    line.starts_with(BULLETS)
        || first.is_some_and(is_symbol)
        || (second == Some('\t')
            && first.is_some_and(|c| matches!(c, 'o' | '§' | 'ü' | 'Ø' | 'v' | 'q')))
}

/// Whether a line begins with a bullet of a word processor, or a marker without its space.
fn begins_like_item(line: &str) -> bool {
    let line = line.trim_start();
    let mut chars = line.chars();
    let (Some(first), Some(second)) = (chars.next(), chars.next()) else {
        return false;
    };
    match first {
        _ if begins_with_bullet(line) => true,
        '\u{2013}' | '\u{2014}' => true,
        '-' | '+' => second.is_alphabetic() || second == '\u{a0}',
        c if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = line.len() - rest.len();
            let after = rest
                .strip_prefix(['.', ')'])
                .and_then(|rest| rest.chars().next());
            digits <= 2 && after.is_some_and(|c| c.is_alphabetic() || c == '\u{a0}')
        }
        c if c.is_lowercase() => {
            let after = chars.next();
            second == ')' && after.is_some_and(|c| c.is_whitespace() || c.is_alphabetic())
        }
        _ => false,
    }
}
