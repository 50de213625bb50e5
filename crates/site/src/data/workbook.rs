//! Tables as Excel workbooks, for people: days are dates, numbers are numbers, addresses are links, and
//! the first row has the names of the columns in words.
//!
//! Excel in Vietnamese expects `;` between the cells of a CSV file and shows ours as one column. A
//! workbook opens the same everywhere. `rust_xlsxwriter` is only used here.

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Url, Workbook, Worksheet, XlsxError,
};

use crate::table::{Cell, Column, ColumnKind, Row, Sheet};
use ssg_archive::{Archive, ReportId};

/// Excel refuses a longer text in a cell.
const MAX_CELL_CHARS: usize = 32_767;
/// Excel refuses more links on a sheet.
const MAX_LINKS: u32 = 65_000;
/// Excel has no more rows.
const MAX_ROWS: usize = 1_048_575;

/// A sheet as a workbook, with all columns. The same rows give the same bytes.
pub(super) fn xlsx(sheet: Sheet, archive: &Archive) -> Vec<u8> {
    let bytes = write(sheet, sheet.columns(), sheet.rows(archive), archive);
    bytes.expect("texts, links and rows are within the limits of the format")
}

/// The reports of a list as a workbook, with the columns of its CSV file.
pub(super) fn of_reports(ids: &[ReportId], archive: &Archive) -> Vec<u8> {
    let sheet = Sheet::Reports;
    let columns = &sheet.columns()[..sheet.list_columns()];
    let rows = ids.iter().map(|id| id.index());
    let rows = rows.flat_map(|at| sheet.rows_in(archive, at..at + 1));
    let bytes = write(sheet, columns, rows, archive);
    bytes.expect("texts, links and rows are within the limits of the format")
}

fn write<'a>(
    sheet: Sheet,
    columns: &[Column],
    rows: impl Iterator<Item = Row<'a>>,
    archive: &Archive,
) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Half the time of the usual level, for files that are a tenth larger.
    workbook.set_zip_compression_level(3);
    // The time of the build must not show.
    let day = archive.updated.unwrap_or(archive.today);
    if let Some(day) = excel_day(day) {
        let properties = DocProperties::new().set_title(sheet.title());
        workbook.set_properties(&properties.set_creation_datetime(&day));
    }
    let formats = Formats {
        head: Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top),
        day: Format::new().set_num_format("dd/mm/yyyy"),
        number: Format::new().set_num_format("#,##0"),
    };
    let page = workbook.add_worksheet();
    page.set_name(sheet.title())?;
    page.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(columns) {
        page.write_string_with_format(0, at, column.title, &formats.head)?;
        page.set_column_width(at, width(column))?;
    }
    let mut last = 0;
    for (row, cells) in (1..).zip(rows.take(MAX_ROWS)) {
        for ((at, column), cell) in (0..).zip(columns).zip(&cells) {
            write_cell(page, (row, at), column, cell, &formats)?;
        }
        last = row;
    }
    let last_column = u16::try_from(columns.len() - 1).unwrap_or(u16::MAX);
    page.autofilter(0, 0, last, last_column)?;
    let mut bytes = workbook.save_to_buffer()?;
    hide_system(&mut bytes);
    Ok(bytes)
}

/// Marks each entry of a zip archive as written on Unix. `rust_xlsxwriter` names the system that
/// builds, and the same sources must give the same bytes on each.
fn hide_system(archive: &mut [u8]) {
    const UNIX: u8 = 3;
    const END_RECORD_BYTES: usize = 22;
    const ENTRY_BYTES: usize = 46;
    let number = |bytes: &[u8], at: usize, length: usize| {
        let bytes = bytes.get(at..at + length).unwrap_or_default();
        let digits = bytes.iter().rev();
        digits.fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    // The end record says how many entries the directory has and where it begins.
    let end = archive.len().saturating_sub(END_RECORD_BYTES);
    let entries = number(archive, end + 10, 2);
    let mut at = number(archive, end + 16, 4);
    for _ in 0..entries {
        if let Some(system) = archive.get_mut(at + 5) {
            *system = UNIX;
        }
        // The name, the extra field and the comment have their lengths before them.
        at += ENTRY_BYTES
            + number(archive, at + 28, 2)
            + number(archive, at + 30, 2)
            + number(archive, at + 32, 2);
    }
}

struct Formats {
    head: Format,
    day: Format,
    number: Format,
}

fn write_cell(
    page: &mut Worksheet,
    (row, at): (u32, u16),
    column: &Column,
    cell: &Cell<'_>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => {}
        #[expect(clippy::cast_precision_loss, reason = "Excel has only such numbers")]
        Cell::Integer(number) if column.kind == ColumnKind::Integer && column.name != "year" => {
            page.write_number_with_format(row, at, *number as f64, &formats.number)?;
        }
        #[expect(clippy::cast_precision_loss, reason = "Excel has only such numbers")]
        Cell::Integer(number) => {
            page.write_number(row, at, *number as f64)?;
        }
        Cell::Text(text) => {
            let day = Some(text).filter(|_| column.kind == ColumnKind::Day);
            let day = day.and_then(|text| excel_day(text.parse().ok()?));
            if let Some(day) = day {
                page.write_datetime_with_format(row, at, &day, &formats.day)?;
            } else if column.name == "url" && text.contains("://") && row <= MAX_LINKS {
                page.write_url(row, at, Url::new(&**text))?;
            } else {
                page.write_string(row, at, shortened(text))?;
            }
        }
        Cell::List(items) => {
            let text = items.join("; ");
            if !text.is_empty() {
                page.write_string(row, at, shortened(&text))?;
            }
        }
    }
    Ok(())
}

/// A day as Excel counts them; `None` before 1900.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let (month, day) = (
        u8::try_from(day.month()).ok()?,
        u8::try_from(day.day()).ok()?,
    );
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// A text as far as a cell can hold it.
fn shortened(text: &str) -> &str {
    // Excel counts UTF-16 units, of which a character has at most two.
    let end = text.char_indices().nth(MAX_CELL_CHARS / 2);
    match end {
        Some((at, _)) if text.encode_utf16().count() > MAX_CELL_CHARS => &text[..at],
        _ => text,
    }
}

/// The width of a column in characters.
fn width(column: &Column) -> u16 {
    match (column.kind, column.name) {
        (ColumnKind::Integer | ColumnKind::Day, _) => 12,
        (_, "title" | "url" | "theme" | "excerpt") => 48,
        _ => 24,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fit_a_cell() {
        assert_eq!(shortened("Đợt 1"), "Đợt 1");
        for letter in ["a", "ộ", "😀"] {
            let text = letter.repeat(40_000);
            assert!(shortened(&text).encode_utf16().count() <= MAX_CELL_CHARS);
            assert!(shortened(&text).chars().count() >= 16_000);
        }
    }

    #[test]
    fn no_entry_names_the_system_that_builds() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet();
        let mut bytes = workbook.save_to_buffer().expect("a workbook");
        hide_system(&mut bytes);
        let entries: Vec<usize> = (0..bytes.len())
            .filter(|at| bytes[*at..].starts_with(b"PK\x01\x02"))
            .collect();
        assert!(entries.len() > 5);
        // 0 is what Windows writes.
        let mut of_windows = bytes.clone();
        for at in &entries {
            assert_eq!(bytes[at + 5], 3);
            of_windows[at + 5] = 0;
        }
        hide_system(&mut of_windows);
        assert!(of_windows == bytes);
        hide_system(&mut []);
    }

    #[test]
    fn days_before_1900_are_texts() {
        let day = |year| NaiveDate::from_ymd_opt(year, 2, 3).expect("a day");
        assert!(excel_day(day(1899)).is_none() && excel_day(day(2023)).is_some());
    }
}
