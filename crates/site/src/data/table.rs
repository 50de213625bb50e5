//! Tables as CSV (RFC 4180, in UTF-8 with a byte order mark, as Excel wants it) and as JSON.
//!
//! A cell that a spreadsheet would run as a formula gets an apostrophe in front; numbers, negative
//! ones too, do not. [`defused`] can be undone, so nothing is lost. The home of `csv`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;

use csv::{Terminator, Writer, WriterBuilder};
use serde::{Serialize, Serializer};

use crate::table::{Cell, Row, Sheet};
use ssg_archive::Archive;
use ssg_base::parallel;

/// Excel takes a file without it for one in the machine's own code page.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Rows of a list's table, each written once.
#[derive(Debug, Default)]
pub(super) struct Lines {
    header: Vec<u8>,
    bytes: Vec<u8>,
    /// Where each row ends.
    ends: Vec<usize>,
}

impl Lines {
    /// Every row of a sheet, with as many columns as the table of a list has.
    pub(super) fn new(sheet: Sheet, archive: &Archive) -> Self {
        let mut writer = writer(Vec::new());
        let mut ends = Vec::new();
        for row in sheet.rows(archive) {
            write(&mut writer, row.iter().take(sheet.listed()));
            writer.flush().expect("memory takes what is written");
            ends.push(writer.get_ref().len());
        }
        Self {
            header: header(sheet, sheet.listed()),
            bytes: into_bytes(writer),
            ends,
        }
    }

    /// The table of those rows.
    pub(super) fn pick(&self, rows: impl Iterator<Item = usize> + Clone) -> Vec<u8> {
        let place =
            |at: usize| at.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[at];
        let size: usize = rows.clone().map(|at| place(at).len()).sum();
        let mut out = Vec::with_capacity(self.header.len() + size);
        out.extend_from_slice(&self.header);
        for at in rows {
            out.extend_from_slice(&self.bytes[place(at)]);
        }
        out
    }
}

/// A sheet whole, as CSV.
pub(super) fn whole(sheet: Sheet, archive: &Archive) -> Vec<u8> {
    let mut writer = writer(header(sheet, sheet.columns().len()));
    for row in sheet.rows(archive) {
        write(&mut writer, row.iter());
    }
    into_bytes(writer)
}

/// How a sheet is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Csv,
    /// A list of objects, a row a line.
    Json,
}

impl Form {
    pub(super) const ALL: [Self; 2] = [Self::Csv, Self::Json];

    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// How many rows a piece has.
const PIECE: usize = 512;

/// A sheet whole, handed on a piece at a time while the next ones are made: in one piece, the tables
/// of reports and lessons are the largest thing in a build.
///
/// # Errors
/// What `take` says; then no more is made.
pub(super) fn pieces<E>(
    (sheet, form): (Sheet, Form),
    archive: &Archive,
    threads: NonZero<usize>,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let rows = sheet.count(archive);
    let places: Vec<Range<usize>> = (0..rows)
        .step_by(PIECE)
        .map(|from| from..(from + PIECE).min(rows))
        .collect();
    match form {
        Form::Csv => {
            let piece = |at: &Range<usize>| {
                let mut writer = writer(Vec::new());
                for row in sheet.rows_at(archive, at.clone()) {
                    write(&mut writer, row.iter());
                }
                into_bytes(writer)
            };
            take(&header(sheet, sheet.columns().len()))?;
            parallel::for_each_in_order(&places, threads, piece, |piece| take(&piece))
        }
        Form::Json => {
            let order = by_name(sheet);
            let piece = |at: &Range<usize>| {
                let mut json = Vec::new();
                for (place, row) in at.clone().zip(sheet.rows_at(archive, at.clone())) {
                    json.extend_from_slice(if place == 0 { b"\n" } else { b",\n" });
                    write_object(&mut json, &order, &row);
                }
                json
            };
            take(b"[")?;
            parallel::for_each_in_order(&places, threads, piece, |piece| take(&piece))?;
            take(b"\n]\n")
        }
    }
}

fn header(sheet: Sheet, columns: usize) -> Vec<u8> {
    let mut writer = writer(BYTE_ORDER_MARK.to_vec());
    let names = sheet.columns().iter().take(columns);
    let names = names.map(|column| column.name);
    writer
        .write_record(names)
        .expect("memory takes what is written");
    into_bytes(writer)
}

/// Writes behind what `out` has.
fn writer(out: Vec<u8>) -> Writer<Vec<u8>> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out)
}

fn into_bytes(writer: Writer<Vec<u8>>) -> Vec<u8> {
    writer.into_inner().expect("memory takes what is written")
}

fn write<'c>(writer: &mut Writer<Vec<u8>>, cells: impl Iterator<Item = &'c Cell<'c>>) {
    for cell in cells {
        let written = match cell {
            Cell::Blank => writer.write_field(""),
            Cell::Text(text) => writer.write_field(&*defused(text)),
            Cell::Integer(number) => writer.write_field(number.to_string()),
            Cell::List(items) => writer.write_field(&*defused(&items.join("; "))),
        };
        written.expect("memory takes what is written");
    }
    let end: [&str; 0] = [];
    writer
        .write_record(end)
        .expect("memory takes what is written");
}

/// What makes a spreadsheet run a cell, at its start (OWASP, "CSV injection"); the last four are
/// the wide forms of the first.
const RUN: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text that no spreadsheet runs. To undo: where a cell begins with apostrophes and one of
/// [`RUN`] after them, take one away.
fn defused(text: &str) -> Cow<'_, str> {
    let is_run = text.trim_start_matches('\'').starts_with(RUN);
    if is_run && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a text is a number as Vietnamese or programs write it: `-1.234,5`.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// The columns of a sheet by their names, each with its place: the order in which objects have them.
fn by_name(sheet: Sheet) -> BTreeMap<&'static str, usize> {
    let columns = sheet.columns().iter().enumerate();
    columns.map(|(at, column)| (column.name, at)).collect()
}

fn write_object(out: &mut Vec<u8>, order: &BTreeMap<&'static str, usize>, row: &Row<'_>) {
    let values = order
        .iter()
        .filter_map(|(name, &at)| Some((name, Plain(row.get(at)?))));
    let mut writer = serde_json::Serializer::new(out);
    writer
        .collect_map(values)
        .expect("memory takes what is written");
}

/// A cell as JSON has it.
struct Plain<'c>(&'c Cell<'c>);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Blank => serializer.serialize_unit(),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Integer(number) => serializer.serialize_i64(*number),
            Cell::List(items) => serializer.collect_seq(items),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::tests::nasty;

    /// What a reader does who knows the rule.
    fn undone(cell: &str) -> &str {
        match cell.strip_prefix('\'') {
            Some(rest) if rest.trim_start_matches('\'').starts_with(RUN) => rest,
            _ => cell,
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        for text in ["-5", "-1.234,5", "+84", "0", "", "Đợt 1", "a=b", "'a"] {
            assert_eq!(defused(text), text);
        }
        for text in ["=1+1", "-5+cmd", "@SUM(A1)", "+a", "-", "\tx", "＝1", "-1-"] {
            assert_eq!(defused(text), format!("'{text}"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_row_is_read_as_it_was_written(cells in prop::collection::vec(nasty(), 1..6)) {
            let row: Row<'_> = cells.iter().map(|cell| Cell::Text(cell.into())).collect();
            let mut writer = writer(Vec::new());
            write(&mut writer, row.iter());
            let bytes = into_bytes(writer);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*bytes);
            let read = reader.records().next();
            // A row of one empty cell is an empty line, which is no row.
            prop_assume!(read.is_some() && cells.len() > 1);
            let read = read.expect("a row").expect("sound");
            for cell in &read {
                prop_assert!(!cell.starts_with(RUN) || is_number(cell));
            }
            prop_assert_eq!(read.iter().map(undone).collect::<Vec<_>>(), cells);
        }

        #[test]
        fn json_holds_the_same(text in nasty()) {
            let row: Row<'_> = vec![Cell::Text((&*text).into())];
            let mut out = Vec::new();
            write_object(&mut out, &by_name(Sheet::Reports), &row);
            let read: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
            prop_assert_eq!(read["id"].as_str(), Some(&*text));
        }
    }
}
