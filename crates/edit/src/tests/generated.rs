//! Generated files with comments and odd but valid YAML: an edit of one value changes only the
//! bytes of that value.
//!
//! The generator notes the bytes of each value while it writes, so that the tests do not rely on
//! the places that edits use.

use std::ops::Range;

use proptest::prelude::*;

use super::*;

/// Texts that are hard to write: indicators, quotes, line breaks, spaces at the ends.
const TEXTS: &[&str] = &[
    "Lào Cai",
    "2023-08-18",
    "08",
    "true",
    "null",
    "a: b",
    "x # y",
    "it's",
    "\"trích\" dẫn",
    "- a",
    "",
    " đầu",
    "cuối ",
    "dòng một\ndòng hai\n",
    "dòng\n\nba",
    "một\n",
    "#",
    "{a}",
    "[",
    "C:\\Sa Pa",
    "A\u{323}",
    "'",
    "| x",
    "&x",
    "*y",
    "!z",
    "%",
    "@",
    "a,b",
    "? x",
    "a:",
    "763-TB/HU",
    "1.10",
    "tab\there",
    "---",
    "...",
    "Đoàn đã làm việc với Uỷ ban nhân dân",
];
const KEYS: &[&str] = &[
    "title",
    "số",
    "x-y",
    "khoá dài",
    "a: b",
    "\"q\"",
    "k",
    "# n",
    "true",
];

/// A value with one text for each leaf.
fn value(depth: u32) -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        1 => Just(Value::Null),
        6 => (0..TEXTS.len()).prop_map(|at| text(TEXTS[at])),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    prop_oneof![
        2 => leaf,
        1 => proptest::collection::vec(value(depth - 1), 0..4).prop_map(Value::List),
        1 => pairs(depth - 1),
    ]
    .boxed()
}

fn pairs(depth: u32) -> impl Strategy<Value = Value> {
    let keys = proptest::sample::subsequence(KEYS.to_vec(), 1..6).prop_shuffle();
    (keys, proptest::collection::vec(value(depth), 6)).prop_map(|(keys, values)| {
        let keys = keys.into_iter().map(str::to_owned);
        Value::Map(keys.zip(values).collect())
    })
}

/// Writes a value as YAML, in one of many forms.
struct Writer {
    out: String,
    /// What the next choices are made from.
    choices: Vec<u8>,
    next: usize,
    comments: usize,
    /// Each leaf with the bytes of its value.
    leaves: Vec<(KeyPath, Value, Range<usize>)>,
    /// Mappings written on lines of their own and not empty.
    mappings: Vec<KeyPath>,
    /// Lists that are not empty, each with its number of items.
    lists: Vec<(KeyPath, usize)>,
}

impl Writer {
    /// One of the numbers below `count`.
    fn choose(&mut self, count: u8) -> u8 {
        let choice = self.choices[self.next % self.choices.len()];
        self.next += 1;
        choice.wrapping_add(u8::try_from(self.next / self.choices.len()).unwrap_or(0)) % count
    }

    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn pad(&mut self, columns: usize) {
        self.out.extend(std::iter::repeat_n(' ', columns));
    }

    fn comment(&mut self) {
        self.comments += 1;
        self.push(&format!("# c{}: [\"'", self.comments));
    }

    /// What follows a value on its line.
    fn end_line(&mut self) {
        match self.choose(6) {
            0 => {
                self.out.push_str("  ");
                self.comment();
            }
            1 => self.out.push(' '),
            _ => {}
        }
        self.out.push('\n');
    }

    /// Lines between two keys or items.
    fn between(&mut self, column: usize) {
        match self.choose(8) {
            0 => {
                self.pad(column);
                self.comment();
                self.out.push('\n');
            }
            1 => {
                self.comment();
                self.out.push('\n');
            }
            2 => self.out.push('\n'),
            _ => {}
        }
    }

    fn key(&mut self, key: &str) {
        let is_plain = key.chars().all(|c| c.is_alphanumeric() || c == '-') && key != "true";
        match self.choose(4) {
            0 => self.push(&format!("'{key}'")),
            1 => self.double(key),
            _ if is_plain => self.out.push_str(key),
            _ => self.double(key),
        }
        if self.choose(8) == 0 {
            self.out.push(' ');
        }
        self.out.push(':');
    }

    fn double(&mut self, text: &str) {
        let escapes_letters = self.choose(4) == 0;
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.out.extend(['\\', c]),
                '\n' => self.out.push_str("\\n"),
                c if !c.is_ascii() && escapes_letters => {
                    self.push(&format!("\\u{:04X}", u32::from(c)));
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }

    /// A text on one line.
    fn inline(&mut self, text: &str) {
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '\u{323}');
        let is_plain = text.starts_with(char::is_alphanumeric)
            && text.chars().all(is_word)
            && !text.ends_with(' ')
            && !matches!(text, "null");
        match self.choose(4) {
            0 if !text.contains('\n') => {
                self.push(&format!("'{}'", text.replace('\'', "''")));
            }
            1 => self.double(text),
            _ if is_plain => self.out.push_str(text),
            _ => self.double(text),
        }
    }

    /// A text below a header, if it can be written so.
    fn block_text(&mut self, text: &str, column: usize) -> bool {
        let content = text.strip_suffix('\n').unwrap_or(text);
        let is_possible = !content.is_empty()
            && !content.starts_with([' ', '\n'])
            && !content.ends_with([' ', '\n']);
        if !is_possible {
            return false;
        }
        let is_clipped = content.len() < text.len();
        let indent = column + 1 + usize::from(self.choose(3));
        let folds = !content.contains('\n') && self.choose(2) == 0;
        self.out.push(if folds { '>' } else { '|' });
        self.out.push_str(if is_clipped { "" } else { "-" });
        let lines: Vec<&str> = if folds {
            content.split(' ').collect()
        } else {
            content.split('\n').collect()
        };
        for line in lines {
            self.out.push('\n');
            if !line.is_empty() {
                self.pad(indent);
                self.out.push_str(line);
            }
        }
        true
    }

    /// A value after `key:` or `-`, up to the end of its last line. `column` is that of the key or
    /// dash.
    fn block(&mut self, value: &Value, column: usize, path: &KeyPath, after_dash: bool) {
        let in_brackets = self.choose(3) == 0;
        match value {
            Value::Map(pairs) if !pairs.is_empty() && !in_brackets => {
                if after_dash && self.choose(2) == 0 {
                    let spaces = 1 + usize::from(self.choose(3));
                    self.pad(spaces);
                    self.pairs(pairs, column + 1 + spaces, path, true);
                } else {
                    self.end_line();
                    let inner = column + 1 + usize::from(self.choose(4));
                    self.pairs(pairs, inner, path, false);
                }
            }
            Value::List(items) if !items.is_empty() && !in_brackets => {
                if after_dash && self.choose(2) == 0 {
                    self.out.push(' ');
                    self.items(items, column + 2, path, true);
                } else {
                    self.end_line();
                    let least = usize::from(after_dash);
                    let inner = column + least + usize::from(self.choose(3));
                    self.items(items, inner, path, false);
                }
            }
            Value::Null => {
                let start = self.out.len();
                if self.choose(4) == 0 {
                    self.out.push_str(" ~");
                }
                self.leaves
                    .push((path.clone(), Value::Null, start..self.out.len()));
                self.end_line();
            }
            _ => {
                let spaces = 1 + usize::from(self.choose(2));
                self.pad(spaces);
                let start = self.out.len();
                let is_text = matches!(value, Value::Text(_));
                let text = value.as_text().unwrap_or_default();
                if is_text && self.choose(3) == 0 && self.block_text(&text, column) {
                    self.leaves
                        .push((path.clone(), value.clone(), start..self.out.len()));
                    self.out.push('\n');
                    return;
                }
                if is_text {
                    self.inline(&text);
                    self.leaves
                        .push((path.clone(), value.clone(), start..self.out.len()));
                } else {
                    self.flow(value, column, path);
                }
                self.end_line();
            }
        }
    }

    fn pairs(
        &mut self,
        pairs: &[(String, Value)],
        column: usize,
        path: &KeyPath,
        is_on_line: bool,
    ) {
        self.mappings.push(path.clone());
        for (index, (key, value)) in pairs.iter().enumerate() {
            if index > 0 || !is_on_line {
                self.between(column);
                self.pad(column);
            }
            self.key(key);
            self.block(value, column, &path.key(key), false);
        }
    }

    fn items(&mut self, items: &[Value], column: usize, path: &KeyPath, is_on_line: bool) {
        self.lists.push((path.clone(), items.len()));
        for (index, item) in items.iter().enumerate() {
            if index > 0 || !is_on_line {
                self.between(column);
                self.pad(column);
            }
            self.out.push('-');
            self.block(item, column, &path.index(index), true);
        }
    }

    /// White space inside brackets.
    fn space(&mut self, column: usize) {
        match self.choose(8) {
            0 => {
                self.out.push('\n');
                self.pad(column + 2);
            }
            1 => {
                self.out.push(' ');
                self.comment();
                self.out.push('\n');
                self.pad(column + 1);
            }
            2 => self.out.push(' '),
            _ => {}
        }
    }

    fn flow(&mut self, value: &Value, column: usize, path: &KeyPath) {
        let start = self.out.len();
        match value {
            Value::List(items) => {
                self.out.push('[');
                if !items.is_empty() {
                    self.lists.push((path.clone(), items.len()));
                }
                for (index, item) in items.iter().enumerate() {
                    self.space(column);
                    self.flow(item, column, &path.index(index));
                    self.comma(column, index + 1 == items.len());
                }
                self.out.push(']');
            }
            Value::Map(pairs) => {
                self.out.push('{');
                for (index, (key, value)) in pairs.iter().enumerate() {
                    self.space(column);
                    self.key(key);
                    self.out.push(' ');
                    self.flow(value, column, &path.key(key));
                    self.comma(column, index + 1 == pairs.len());
                }
                self.out.push('}');
            }
            Value::Null => {
                self.out.push('~');
                self.leaves
                    .push((path.clone(), Value::Null, start..self.out.len()));
            }
            _ => {
                self.inline(&value.as_text().unwrap_or_default());
                self.leaves
                    .push((path.clone(), value.clone(), start..self.out.len()));
            }
        }
    }

    fn comma(&mut self, column: usize, is_last: bool) {
        self.space(column);
        if !is_last || self.choose(3) == 0 {
            self.out.push_str(", ");
        }
        self.space(column);
    }
}

/// A file, the bytes of its leaves, and the mappings on lines of their own.
#[derive(Debug)]
struct Generated {
    text: String,
    values: Value,
    leaves: Vec<(KeyPath, Value, Range<usize>)>,
    mappings: Vec<KeyPath>,
    lists: Vec<(KeyPath, usize)>,
}

fn generated() -> impl Strategy<Value = Generated> {
    let choices = proptest::collection::vec(any::<u8>(), 64);
    (pairs(3), choices, 0..3_u8).prop_map(|(values, choices, form)| {
        let mut writer = Writer {
            out: "---\n".to_owned(),
            choices,
            next: 0,
            comments: 0,
            leaves: Vec::new(),
            mappings: Vec::new(),
            lists: Vec::new(),
        };
        if let Value::Map(pairs) = &values
            && !pairs.is_empty()
        {
            writer.pairs(pairs, 0, &KeyPath::default(), false);
        }
        writer.between(0);
        writer.out.push_str("---\n\nLời văn.\n");
        let Writer {
            out,
            leaves,
            mappings,
            lists,
            ..
        } = writer;
        let (text, at): (String, Box<dyn Fn(usize) -> usize>) = match form {
            1 => {
                let breaks = |end: usize| out[..end].matches('\n').count();
                (
                    out.replace('\n', "\r\n"),
                    Box::new(move |at| at + breaks(at)),
                )
            }
            2 => (format!("\u{feff}{out}"), Box::new(|at| at + 3)),
            _ => (out.clone(), Box::new(|at| at)),
        };
        let leaves = leaves.into_iter();
        let leaves =
            leaves.map(|(path, value, range)| (path, value, at(range.start)..at(range.end)));
        let leaves = leaves.collect();
        Generated {
            text,
            values,
            leaves,
            mappings,
            lists,
        }
    })
}

/// The markers of all comments.
fn comments(text: &str) -> Vec<&str> {
    let markers = text.match_indices("# c").map(|(at, _)| &text[at..]);
    markers
        .filter_map(|rest| rest.split(": [\"'").next())
        .collect()
}

/// Whether `new` is `old` with bytes inserted at one place.
fn is_insertion(old: &str, new: &str) -> bool {
    let before = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b);
    let after = old.bytes().rev().zip(new.bytes().rev());
    before.count() + after.take_while(|(a, b)| a == b).count() >= old.len()
}

proptest! {
    #[test]
    fn an_unchanged_value_keeps_the_file(generated in generated()) {
        let Generated { text, values, leaves, .. } = generated;
        let read = read(&text);
        let read = read.map_err(|refusal| TestCaseError::fail(format!("{refusal:?}\n{text}")))?;
        prop_assert!(read.values.same_as(&values), "{text}\n{:?}", read.values);
        prop_assert_eq!(&apply(&text, &[]), &Ok(text.clone()));
        let own = leaves.into_iter().map(|(path, value, _)| Edit::Set(path, value));
        let edits: Vec<Edit> = own.chain([Edit::SetBody("\nLời văn.\n".to_owned())]).collect();
        prop_assert_eq!(apply(&text, &edits), Ok(text));
    }

    #[test]
    fn a_changed_value_changes_only_its_bytes(generated in generated(), new in 0..TEXTS.len()) {
        let Generated { text, leaves, .. } = generated;
        let new = Value::Text(TEXTS[new].to_owned());
        for (path, old, range) in &leaves {
            let edited = apply(&text, &[Edit::Set(path.clone(), new.clone())]);
            let edited = edited.map_err(|refusal| TestCaseError::fail(format!("{path}: {refusal:?}\n{text}")))?;
            if *old == new {
                prop_assert_eq!(&edited, &text);
                continue;
            }
            // A blank value may be followed by spaces, before or after which the new one begins.
            let is_alone = if range.is_empty() {
                is_insertion(&text, &edited)
            } else {
                edited.starts_with(&text[..range.start]) && edited.ends_with(&text[range.end..])
            };
            prop_assert!(is_alone, "{path}\n{text}\n{edited}");
            let read = read(&edited).expect("it parses");
            prop_assert_eq!(read.get(path), Some(&new));
        }
    }

    #[test]
    fn an_added_key_adds_one_line(generated in generated()) {
        let Generated { text, mappings, .. } = generated;
        for path in mappings {
            let edited = apply(&text, &[Edit::Set(path.key("mới"), super::text("Sa Pa: chợ"))]);
            let edited = edited.map_err(|refusal| TestCaseError::fail(format!("{path}: {refusal:?}\n{text}")))?;
            let lines: Vec<&str> = edited.split_inclusive('\n').collect();
            let at = lines.iter().position(|line| line.contains("mới: \"Sa Pa: chợ\""));
            let at = at.expect("the line");
            let rest = [&lines[..at], &lines[at + 1..]].concat().concat();
            let is_alone = lines[at].trim().trim_start_matches(['-', ' ']) == "mới: \"Sa Pa: chợ\"";
            prop_assert!(is_alone, "{path}\n{text}\n{edited}");
            prop_assert_eq!(rest, text.clone(), "{}\n{}", path, edited);
        }
    }

    #[test]
    fn a_removed_value_takes_no_other_with_it(generated in generated()) {
        let Generated { text, leaves, .. } = generated;
        for (path, _, range) in &leaves {
            let edited = apply(&text, &[Edit::Remove(path.clone())]);
            let edited = edited.map_err(|refusal| TestCaseError::fail(format!("{path}: {refusal:?}\n{text}")))?;
            let line_end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
            let own = comments(&text[range.start..line_end]);
            let kept = comments(&edited);
            let lost: Vec<&str> = comments(&text).into_iter().filter(|one| !kept.contains(one)).collect();
            prop_assert!(lost.iter().all(|one| own.contains(one)), "{path}: {lost:?}\n{text}\n{edited}");
        }
    }

    #[test]
    fn an_inserted_item_only_adds_bytes(generated in generated()) {
        let Generated { text, lists, .. } = generated;
        for (path, count) in lists {
            for index in [0, count / 2, count] {
                let edit = Edit::Insert(path.clone(), index, super::text("Sa Pa: chợ"));
                let edited = apply(&text, &[edit]);
                let edited = edited.map_err(|refusal| TestCaseError::fail(format!("{path}: {refusal:?}\n{text}")))?;
                prop_assert!(is_insertion(&text, &edited), "{path}[{index}]\n{text}\n{edited}");
            }
        }
    }

    #[test]
    fn a_moved_item_loses_no_comment(generated in generated()) {
        let Generated { text, lists, .. } = generated;
        for (path, count) in lists {
            for (from, to) in [(0, count - 1), (count - 1, 0), (count / 2, 0)] {
                let edited = apply(&text, &[Edit::Move(path.clone(), from, to)]);
                let edited = edited.map_err(|refusal| TestCaseError::fail(format!("{path}: {refusal:?}\n{text}")))?;
                let (mut old, mut new) = (comments(&text), comments(&edited));
                old.sort_unstable();
                new.sort_unstable();
                prop_assert_eq!(old, new, "{}\n{}\n{}", path, text, edited);
                prop_assert_eq!(text.len(), edited.len());
            }
        }
    }
}
