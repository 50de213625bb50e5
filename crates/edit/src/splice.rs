//! Which bytes to replace for a step of an edit.
//!
//! A step has one or more candidates, the neatest first. The first one that changes exactly what
//! the step says is taken.

use std::ops::Range;

use crate::layout::{Entry, Layout, LayoutKind, Style, skip_blank, skip_spaces};
use crate::source::Source;
use crate::value::{Value, same_key};
use crate::write::{self, Form};
use crate::{Edit, KeyPath, Refusal, Step};
use ssg_base::message::Message;

/// Bytes to replace, and what replaces them.
type Splice = (Range<usize>, String);
/// Splices that together make one step, in any order, without overlap.
type Candidate = Vec<Splice>;

/// Applies one step.
pub(crate) fn apply(source: &Source, step: &Edit) -> Result<Source, Refusal> {
    let mut expected = source.values.clone();
    expected.edit(step)?;
    let layout = source.layout.as_ref();
    let layout = layout.ok_or_else(|| Refusal::new(Message::EditUnusualYaml))?;
    for candidate in (Splicer { source }).candidates(layout, step, &expected) {
        let text = spliced(&source.text, candidate);
        if let Ok(changed) = source.with_text(text)
            && changed.values.same_as(&expected)
            && changed.body() == source.body()
        {
            return Ok(changed);
        }
    }
    let key = step.path().to_string();
    Err(Refusal::new(Message::EditNotExact { key }))
}

fn spliced(text: &str, mut splices: Candidate) -> String {
    splices.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for (range, new) in splices {
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(&new);
        at = range.end.max(at);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where a path leads in the layout.
struct Target<'l> {
    /// The deepest value on the path that exists.
    value: &'l Layout,
    /// The mapping or list that contains it, with its index there; `None` for the outermost mapping.
    owner: Option<(&'l Layout, usize)>,
    /// Whether the value is inside brackets or braces.
    in_flow: bool,
    /// The steps that lead to nothing.
    rest: Vec<Step>,
}

impl<'l> Target<'l> {
    fn of(root: &'l Layout, path: &KeyPath) -> Self {
        let mut target = Self {
            value: root,
            owner: None,
            in_flow: false,
            rest: path.steps().to_vec(),
        };
        for step in path.steps() {
            let entries = target.value.entries();
            let index = match step {
                Step::Index(index) => Some(*index),
                Step::Key(key) => entries.iter().position(|entry| {
                    let name = entry.key.as_ref();
                    name.is_some_and(|name| same_key(&name.value, key))
                }),
            };
            let Some((index, entry)) = index.and_then(|at| Some((at, entries.get(at)?))) else {
                break;
            };
            target.in_flow |= target.value.is_flow();
            target.owner = Some((target.value, index));
            target.value = &entry.value;
            target.rest.remove(0);
        }
        target
    }

    fn entry(&self) -> Option<&'l Entry> {
        self.owner.and_then(|(list, at)| list.entries().get(at))
    }
}

struct Splicer<'s> {
    source: &'s Source,
}

impl Splicer<'_> {
    fn candidates(&self, root: &Layout, step: &Edit, expected: &Value) -> Vec<Candidate> {
        let path = step.path();
        let target = Target::of(root, &path);
        match step {
            Edit::Set(_, value) => self.set(&target, value),
            Edit::Remove(_) => match target.owner {
                Some((list, at)) if target.rest.is_empty() => self.remove(list, at),
                _ => Vec::new(),
            },
            Edit::Insert(_, index, value) => {
                let is_list = matches!(target.value.kind, LayoutKind::Items { .. })
                    && !target.value.entries().is_empty();
                if is_list && target.rest.is_empty() {
                    self.insert(target.value, *index, value)
                } else {
                    let list = expected.get(&path);
                    list.map_or_else(Vec::new, |list| self.set(&target, list))
                }
            }
            Edit::Move(_, from, to) => self.move_item(target.value, *from, *to),
            Edit::SetBody(_) | Edit::SetLesson(..) | Edit::SetAlt(..) => Vec::new(),
        }
    }

    fn set(&self, target: &Target<'_>, value: &Value) -> Vec<Candidate> {
        let Some((first, rest)) = target.rest.split_first() else {
            return match target.entry() {
                Some(entry) => self.replace(entry, target.in_flow, value),
                None => Vec::new(),
            };
        };
        let mut value = value.clone();
        for step in rest.iter().rev() {
            match step {
                Step::Key(key) => value = Value::Map(vec![(key.clone(), value)]),
                Step::Index(_) => return Vec::new(),
            }
        }
        match first {
            Step::Key(key) => self.add_pair(target, key, &value),
            Step::Index(_) => Vec::new(),
        }
    }

    /// Replaces the value of a pair or item.
    fn replace(&self, entry: &Entry, in_flow: bool, value: &Value) -> Vec<Candidate> {
        let style = match entry.value.kind {
            LayoutKind::Scalar(style) => Some(style),
            _ => None,
        };
        let mut candidates = Vec::new();
        for style in [style, None, Some(Style::Double)] {
            if in_flow {
                candidates.extend(replace_in_flow(entry, &write::flow(value, style)));
            } else {
                candidates.push(self.replace_in_block(entry, value, style));
            }
        }
        candidates
    }

    fn replace_in_block(&self, entry: &Entry, value: &Value, style: Option<Style>) -> Candidate {
        let (old, after) = (&entry.value, entry.after);
        let form = self.form(entry.start);
        let text = write::block(value, style, form, entry.key.is_none());
        let below = || write::block(value, style, form, false);
        let is_one_line = !text.contains(form.line_end);
        // The first pair of a mapping follows its dash on the same line.
        let starts_pair = !is_one_line && !matches!(value, Value::Text(_));
        let line_end = self.line_end(after);
        let has_lines_below = old.is_block()
            && old
                .entries()
                .first()
                .is_some_and(|first| first.start > line_end);
        if old.span.start == old.span.end {
            let is_bare = after == line_end;
            if is_one_line || is_bare {
                vec![(after..after, text)]
            } else if starts_pair || self.has_comment(after) {
                vec![(line_end..line_end, below())]
            } else {
                vec![(line_end..line_end, text.trim_start().to_owned())]
            }
        } else if has_lines_below && is_one_line {
            vec![
                (after..after, text),
                (line_end..old.span.end, String::new()),
            ]
        } else if has_lines_below {
            vec![(line_end..old.span.end, below())]
        } else if text.starts_with(' ') && !old.is_block() && !starts_pair {
            vec![(old.span.start..old.span.end, text.trim_start().to_owned())]
        } else if !is_one_line && self.has_comment(old.span.end) {
            let line_end = self.line_end(old.span.end);
            vec![
                (after..old.span.end, String::new()),
                (line_end..line_end, below()),
            ]
        } else {
            vec![(after..old.span.end, text)]
        }
    }

    /// Adds a pair to the mapping that `target` is, or makes one of a blank value.
    fn add_pair(&self, target: &Target<'_>, key: &str, value: &Value) -> Vec<Candidate> {
        let mapping = target.value;
        let entries = mapping.entries();
        let name = write::key_text(key);
        if let (Some(entry), true) = (target.entry(), entries.is_empty()) {
            let value = Value::Map(vec![(key.to_owned(), value.clone())]);
            return self.replace(entry, target.in_flow, &value);
        }
        if mapping.is_flow() {
            let pair = format!("{name}: {}", write::flow(value, None));
            return self.append_in_flow(mapping, &pair);
        }
        let end = self.source.parts.front_matter.end;
        let column = entries.first().map_or(0, |first| self.column(first.start));
        let form = Form {
            column,
            line_end: self.source.line_end(),
        };
        let pair = format!("{name}:{}", write::block(value, None, form, false));
        let (pad, line_end) = (" ".repeat(column), form.line_end);
        let mut candidates = Vec::new();
        if let Some(last) = entries.last() {
            candidates.extend(self.line_below(last, &format!("{line_end}{pad}{pair}")));
        }
        if target.owner.is_none() {
            let is_line_open =
                !self.source.lines[..end].is_empty() && !self.source.lines[..end].ends_with('\n');
            let before = if is_line_open { line_end } else { "" };
            candidates.push(vec![(end..end, format!("{before}{pad}{pair}{line_end}"))]);
        }
        if let Some(first) = entries.first() {
            let at = first.start;
            candidates.push(vec![(at..at, format!("{pair}{line_end}{pad}"))]);
        }
        candidates
    }

    /// Appends a pair or item to a collection in brackets or braces.
    fn append_in_flow(&self, list: &Layout, text: &str) -> Vec<Candidate> {
        let Some(last) = list.entries().last() else {
            let at = list.span.start + 1;
            return vec![vec![(at..at, text.to_owned())]];
        };
        let end = last.value.span.end;
        let comma = skip_blank(&self.source.lines, end);
        if self.source.lines[comma..].starts_with(',') {
            return vec![vec![(comma + 1..comma + 1, format!(" {text}"))]];
        }
        let separators = [", ", " , "].into_iter();
        separators
            .map(|separator| vec![(end..end, format!("{separator}{text}"))])
            .collect()
    }

    /// Inserts an item into a list that has some.
    fn insert(&self, list: &Layout, index: usize, value: &Value) -> Vec<Candidate> {
        let entries = list.entries();
        if list.is_flow() {
            let text = write::flow(value, None);
            return match entries.get(index) {
                Some(next) => vec![vec![(next.start..next.start, format!("{text}, "))]],
                None => self.append_in_flow(list, &text),
            };
        }
        let form = self.form(entries[0].start);
        let neighbour = &entries[index.saturating_sub(1).min(entries.len() - 1)];
        let item = if neighbour.value.is_flow() && matches!(value, Value::Map(_)) {
            format!("- {}", write::flow(value, None))
        } else {
            format!("-{}", write::block(value, None, form, true))
        };
        let (pad, line_end) = (" ".repeat(form.column), form.line_end);
        let mut candidates = Vec::new();
        if let Some(before) = index.checked_sub(1).and_then(|at| entries.get(at)) {
            candidates.extend(self.line_below(before, &format!("{line_end}{pad}{item}")));
        }
        if let Some(next) = entries.get(index) {
            let at = next.start;
            candidates.push(vec![(at..at, format!("{item}{line_end}{pad}"))]);
        }
        candidates
    }

    /// Inserts `text` at the end of the last line of a pair or item.
    fn line_below(&self, entry: &Entry, text: &str) -> Option<Candidate> {
        let end = entry.value.span.end;
        let at = self.line_end(end);
        self.is_rest_blank(end)
            .then(|| vec![(at..at, text.to_owned())])
    }

    fn remove(&self, list: &Layout, index: usize) -> Vec<Candidate> {
        if list.is_flow() {
            self.remove_in_flow(list, index)
        } else {
            self.remove_in_block(list, index)
        }
    }

    fn remove_in_flow(&self, list: &Layout, index: usize) -> Vec<Candidate> {
        let (lines, entries) = (&self.source.lines, list.entries());
        let entry = &entries[index];
        let own = entry.start..entry.value.span.end;
        let comma = |end: usize| {
            let at = skip_blank(lines, end);
            lines[at..].starts_with(',').then_some(at)
        };
        let is_space = |range: Range<usize>| lines[range].chars().all(|c| c == ' ');
        if let Some(next) = entries.get(index + 1) {
            return match comma(own.end) {
                Some(comma) if is_space(own.end..comma) && is_space(comma + 1..next.start) => {
                    vec![vec![(own.start..next.start, String::new())]]
                }
                Some(comma) => {
                    vec![vec![
                        (own, String::new()),
                        (comma..comma + 1, String::new()),
                    ]]
                }
                None => Vec::new(),
            };
        }
        let before = index
            .checked_sub(1)
            .and_then(|at| comma(entries[at].value.span.end));
        match before {
            Some(comma) if is_space(comma + 1..own.start) => {
                vec![vec![(comma..own.end, String::new())]]
            }
            Some(comma) => vec![vec![
                (comma..comma + 1, String::new()),
                (own, String::new()),
            ]],
            None => {
                let mut candidate = vec![(own.clone(), String::new())];
                candidate.extend(comma(own.end).map(|at| (at..at + 1, String::new())));
                vec![candidate]
            }
        }
    }

    fn remove_in_block(&self, list: &Layout, index: usize) -> Vec<Candidate> {
        let (lines, entries) = (&self.source.lines, list.entries());
        let entry = &entries[index];
        let (start, end) = (entry.start, entry.value.span.end);
        let line_start = self.line_start(start);
        if lines[line_start..start].trim().is_empty() {
            return if self.is_rest_blank(end) {
                vec![vec![(line_start..self.next_line(end), String::new())]]
            } else {
                Vec::new()
            };
        }
        // The first pair or item of an item, on the line of its dash.
        match entries.get(index + 1) {
            Some(next) if !lines[end..next.start].contains('#') => {
                vec![vec![(start..next.start, String::new())]]
            }
            Some(_) => vec![vec![(start..skip_spaces(lines, end), String::new())]],
            None => {
                let from = lines[..start].trim_end_matches(' ').len();
                vec![vec![(from..end, String::new())]]
            }
        }
    }

    fn move_item(&self, list: &Layout, from: usize, to: usize) -> Vec<Candidate> {
        let entries = list.entries();
        let (first, last) = (from.min(to), from.max(to));
        if last >= entries.len() {
            return Vec::new();
        }
        let text = &self.source.text;
        let mut order: Vec<usize> = (first..=last).collect();
        let moved = order.remove(from - first);
        order.insert(to - first, moved);
        let mut candidates = Vec::new();
        let starts_line = |entry: &Entry| {
            let line_start = self.line_start(entry.start);
            self.source.lines[line_start..entry.start].trim().is_empty()
        };
        if !list.is_flow() && entries.iter().all(starts_line) {
            // Whole lines, with the comments above and beside each item.
            let segment_start = |at: usize| match at.checked_sub(1) {
                Some(before) => self.next_line(entries[before].value.span.end),
                None => self.comment_start(entries[0].start),
            };
            let segment = |at: usize| {
                let end = if at + 1 < entries.len() {
                    segment_start(at + 1)
                } else {
                    self.next_line(entries[at].value.span.end)
                };
                &text[segment_start(at)..end]
            };
            let new: String = order.iter().map(|at| segment(*at)).collect();
            let start = segment_start(first);
            candidates.push(vec![(start..start + new.len(), new)]);
        }
        // The items alone, each with the comment beside it; what is between them stays.
        let end_of = |at: usize| {
            let end = entries[at].value.span.end;
            if list.is_flow() {
                end
            } else {
                self.line_end(end)
            }
        };
        let mut new = String::new();
        for (at, item) in (first..=last).zip(&order) {
            new.push_str(&text[entries[*item].start..end_of(*item)]);
            if at < last {
                new.push_str(&text[end_of(at)..entries[at + 1].start]);
            }
        }
        let range = entries[first].start..end_of(last);
        candidates.push(vec![(range, new)]);
        candidates
    }

    /// How to write a value after the key or dash at `start`.
    fn form(&self, start: usize) -> Form<'static> {
        Form {
            column: self.column(start),
            line_end: self.source.line_end(),
        }
    }

    fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    fn line_start(&self, at: usize) -> usize {
        self.source.lines[..at].rfind('\n').map_or(0, |at| at + 1)
    }

    /// The start of the line that contains `at`, or of the comment lines right above it.
    fn comment_start(&self, at: usize) -> usize {
        let mut start = self.line_start(at);
        while start > self.source.parts.front_matter.start {
            let above = self.line_start(start - 1);
            if !self.source.lines[above..start]
                .trim_start()
                .starts_with('#')
            {
                break;
            }
            start = above;
        }
        start
    }

    /// The end of the line that contains `at`, without its line end.
    fn line_end(&self, at: usize) -> usize {
        let rest = &self.source.lines[at..];
        let line = rest.split('\n').next().unwrap_or_default();
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// The start of the line after the one that contains `at`.
    fn next_line(&self, at: usize) -> usize {
        let rest = &self.source.lines[at..];
        at + rest.find('\n').map_or(rest.len(), |end| end + 1)
    }

    /// Whether nothing but a comment follows `at` on its line.
    fn is_rest_blank(&self, at: usize) -> bool {
        let rest = &self.source.lines[at..self.line_end(at)];
        rest.trim().is_empty() || self.has_comment(at)
    }

    /// Whether a comment follows `at` on its line.
    fn has_comment(&self, at: usize) -> bool {
        let rest = &self.source.lines[at..self.line_end(at)];
        rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#')
    }
}

/// Replaces a value inside brackets or braces.
fn replace_in_flow(entry: &Entry, text: &str) -> Vec<Candidate> {
    let span = entry.value.span;
    if span.start < span.end {
        let replace = |text: String| vec![(span.start..span.end, text)];
        return vec![replace(text.to_owned()), replace(format!(" {text}"))];
    }
    let colon = if entry.has_colon || entry.key.is_none() {
        ""
    } else {
        ":"
    };
    vec![vec![(entry.after..entry.after, format!("{colon} {text}"))]]
}
