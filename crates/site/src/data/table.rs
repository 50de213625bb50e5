//! Tables as CSV (RFC 4180, in UTF-8 with a byte order mark, as Excel wants it) and as JSON.
//!
//! A cell that a spreadsheet would run as a formula gets a leading apostrophe; a number does not, even
//! a negative one. [`escape_formula`] is reversible, so nothing is lost. `csv` is only used here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;

use csv::{Terminator, Writer, WriterBuilder};
use serde::{Serialize, Serializer};

use crate::table::{Cell, Column, Row, Sheet, answer_row};
use ssg_archive::{Archive, LessonId};
use ssg_base::parallel;

/// Without it, Excel reads a file in the code page of the machine.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Rows for the tables of lists, each written once.
#[derive(Debug, Default)]
pub(super) struct RowCache {
    header: Vec<u8>,
    bytes: Vec<u8>,
    /// The end offset of each row in `bytes`.
    ends: Vec<usize>,
}

impl RowCache {
    /// Writes all rows of a sheet, with the columns that the table of a list has.
    pub(super) fn new(sheet: Sheet, archive: &Archive) -> Self {
        let mut writer = writer(Vec::new());
        let mut ends = Vec::new();
        for row in sheet.rows(archive) {
            write_for_people(&mut writer, sheet, row.iter().take(sheet.list_columns()));
            writer.flush().expect("writing to memory does not fail");
            ends.push(writer.get_ref().len());
        }
        Self {
            header: header_for_people(sheet, sheet.list_columns()),
            bytes: into_bytes(writer),
            ends,
        }
    }

    /// The table of these rows.
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

/// The table of a list as CSV, with all columns of its sheet.
pub(super) fn csv(sheet: Sheet, archive: &Archive) -> Vec<u8> {
    let mut writer = writer(header_for_people(sheet, sheet.columns().len()));
    for row in sheet.rows(archive) {
        write_for_people(&mut writer, sheet, row.iter());
    }
    into_bytes(writer)
}

/// What became of these lessons, as CSV with all columns.
pub(super) fn csv_of_answers(lessons: &[LessonId], archive: &Archive) -> Vec<u8> {
    let sheet = Sheet::Answers;
    let mut writer = writer(header_for_people(sheet, sheet.columns().len()));
    for &id in lessons {
        write_for_people(&mut writer, sheet, answer_row(archive, id).iter());
    }
    into_bytes(writer)
}

/// The format of a published table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Format {
    Csv,
    /// A list of objects, one row a line.
    Json,
}

impl Format {
    pub(super) const ALL: [Self; 2] = [Self::Csv, Self::Json];

    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// Number of rows in a piece.
const ROWS_PER_PIECE: usize = 512;

/// Writes a sheet and passes it on piece by piece, while threads write the next ones. As single
/// buffers, the tables of reports and lessons would be the largest objects of a build.
///
/// # Errors
/// The error of `take`; then no more pieces are written.
pub(super) fn write_pieces<E>(
    (sheet, format): (Sheet, Format),
    archive: &Archive,
    threads: NonZero<usize>,
    mut take: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let rows = sheet.count(archive);
    let places: Vec<Range<usize>> = (0..rows)
        .step_by(ROWS_PER_PIECE)
        .map(|from| from..(from + ROWS_PER_PIECE).min(rows))
        .collect();
    match format {
        Format::Csv => {
            let piece = |at: &Range<usize>| {
                let mut writer = writer(Vec::new());
                for row in sheet.rows_in(archive, at.clone()) {
                    write(&mut writer, row.iter());
                }
                into_bytes(writer)
            };
            take(&header(sheet))?;
            parallel::for_each_in_order(&places, threads, piece, |piece| take(&piece))
        }
        Format::Json => {
            let order = by_name(sheet);
            let piece = |at: &Range<usize>| {
                let mut json = Vec::new();
                for (place, row) in at.clone().zip(sheet.rows_in(archive, at.clone())) {
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

/// The first row of a complete table: the names that programs use.
fn header(sheet: Sheet) -> Vec<u8> {
    first_row(sheet.columns().iter().map(|column| column.name))
}

/// The first row of the table of a list: names in words, and beside them those that programs use.
fn header_for_people(sheet: Sheet, columns: usize) -> Vec<u8> {
    first_row(sheet.columns().iter().take(columns).map(Column::head))
}

fn first_row(names: impl Iterator<Item = impl AsRef<[u8]>>) -> Vec<u8> {
    let mut writer = writer(BYTE_ORDER_MARK.to_vec());
    writer
        .write_record(names)
        .expect("writing to memory does not fail");
    into_bytes(writer)
}

/// A writer that appends to `out`.
fn writer(out: Vec<u8>) -> Writer<Vec<u8>> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out)
}

fn into_bytes(writer: Writer<Vec<u8>>) -> Vec<u8> {
    writer
        .into_inner()
        .expect("writing to memory does not fail")
}

fn write<'c>(writer: &mut Writer<Vec<u8>>, cells: impl Iterator<Item = &'c Cell<'c>>) {
    for cell in cells {
        let written = match cell {
            Cell::Blank => writer.write_field(""),
            Cell::Text(text) => writer.write_field(&*escape_formula(text)),
            Cell::Integer(number) => writer.write_field(number.to_string()),
            Cell::List(items) => writer.write_field(&*escape_formula(&items.join("; "))),
        };
        written.expect("writing to memory does not fail");
    }
    let end: [&str; 0] = [];
    writer
        .write_record(end)
        .expect("writing to memory does not fail");
}

/// Writes a row with codes in words beside themselves: "quá hạn (overdue)".
fn write_for_people<'c>(
    writer: &mut Writer<Vec<u8>>,
    sheet: Sheet,
    cells: impl Iterator<Item = &'c Cell<'c>>,
) {
    let cells: Vec<Cell<'_>> = cells
        .zip(sheet.columns())
        .map(|(cell, column)| match cell {
            Cell::Text(code) => match column.words_of(code) {
                Some(words) => Cell::Text(format!("{words} ({code})").into()),
                None => Cell::Text(code.as_ref().into()),
            },
            cell => cell.clone(),
        })
        .collect();
    write(writer, cells.iter());
}

/// Characters that make a spreadsheet run a cell which begins with one (OWASP, "CSV injection"). The
/// last four are the full-width forms of the first.
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Escapes a text so that no spreadsheet runs it. To undo, remove one apostrophe from a cell that begins
/// with apostrophes followed by one of [`FORMULA_STARTS`].
fn escape_formula(text: &str) -> Cow<'_, str> {
    let is_formula = text.trim_start_matches('\'').starts_with(FORMULA_STARTS);
    if is_formula && !is_number(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a text is a number in Vietnamese or in program notation: `-1.234,5`.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// The columns of a sheet by name, each with its index. Objects have their fields in this order.
fn by_name(sheet: Sheet) -> BTreeMap<&'static str, usize> {
    let columns = sheet.columns().iter().enumerate();
    columns.map(|(at, column)| (column.name, at)).collect()
}

fn write_object(out: &mut Vec<u8>, order: &BTreeMap<&'static str, usize>, row: &Row<'_>) {
    let values = order
        .iter()
        .filter_map(|(name, &at)| Some((name, JsonCell(row.get(at)?))));
    let mut writer = serde_json::Serializer::new(out);
    writer
        .collect_map(values)
        .expect("writing to memory does not fail");
}

/// A cell as a JSON value.
struct JsonCell<'c>(&'c Cell<'c>);

impl Serialize for JsonCell<'_> {
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
    use crate::data::tests::hostile_text;

    /// Undoes [`escape_formula`].
    fn unescape(cell: &str) -> &str {
        match cell.strip_prefix('\'') {
            Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA_STARTS) => rest,
            _ => cell,
        }
    }

    #[test]
    fn escapes_formulas_but_not_numbers() {
        for text in ["-5", "-1.234,5", "+84", "0", "", "Đợt 1", "a=b", "'a"] {
            assert_eq!(escape_formula(text), text);
        }
        for text in ["=1+1", "-5+cmd", "@SUM(A1)", "+a", "-", "\tx", "＝1", "-1-"] {
            assert_eq!(escape_formula(text), format!("'{text}"), "{text}");
        }
    }

    #[test]
    fn tables_of_lists_have_words_beside_codes() {
        let column = |sheet: Sheet, name| {
            let mut columns = sheet.columns().iter();
            columns.find(|column| column.name == name).expect(name)
        };
        let state = column(Sheet::Batches, "state");
        assert_eq!(state.head(), "Tình trạng (state)");
        for (sheet, name, codes) in [
            (
                Sheet::Batches,
                "state",
                "reported awaited overdue unreported planned undated cancelled",
            ),
            (Sheet::Lessons, "kind", "practice caution recommendation"),
            (Sheet::Log, "event", "published updated withdrawn"),
            (Sheet::Log, "kind", "report plan page"),
        ] {
            for code in codes.split(' ') {
                let words = column(sheet, name).words_of(code);
                assert!(
                    words.is_some_and(|words| !words.is_empty()),
                    "{name} {code}"
                );
            }
        }
        assert_eq!(state.words_of("overdue"), Some("quá hạn"));
        let row: Row<'_> = vec![Cell::Blank; 11]
            .into_iter()
            .chain([Cell::Text("overdue".into())])
            .collect();
        let mut writer = writer(Vec::new());
        write_for_people(&mut writer, Sheet::Batches, row.iter());
        assert!(String::from_utf8_lossy(&into_bytes(writer)).ends_with("quá hạn (overdue)\r\n"));
    }

    proptest! {
        #[test]
        fn rows_survive_a_round_trip(cells in prop::collection::vec(hostile_text(), 1..6)) {
            let row: Row<'_> = cells.iter().map(|cell| Cell::Text(cell.into())).collect();
            let mut writer = writer(Vec::new());
            write(&mut writer, row.iter());
            let bytes = into_bytes(writer);
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&*bytes);
            let read = reader.records().next();
            // A row of one empty cell is an empty line, which parsers skip.
            prop_assume!(read.is_some() && cells.len() > 1);
            let read = read.expect("a row").expect("sound");
            for cell in &read {
                prop_assert!(!cell.starts_with(FORMULA_STARTS) || is_number(cell));
            }
            prop_assert_eq!(read.iter().map(unescape).collect::<Vec<_>>(), cells);
        }

        #[test]
        fn json_keeps_texts(text in hostile_text()) {
            let row: Row<'_> = vec![Cell::Text((&*text).into())];
            let mut out = Vec::new();
            write_object(&mut out, &by_name(Sheet::Reports), &row);
            let read: serde_json::Value = serde_json::from_slice(&out).expect("JSON");
            prop_assert_eq!(read["id"].as_str(), Some(&*text));
        }
    }
}
