//! Tables as Excel workbooks, for people: days are dates, numbers are numbers, addresses are links, and
//! the first row has the names of the columns in words.
//!
//! Excel in Vietnamese expects `;` between the cells of a CSV file and shows ours as one column. A
//! workbook opens the same everywhere.
//!
//! A workbook is a zip archive of XML (ECMA-376). It is written row by row, with texts in their cells,
//! so that the largest table takes no more memory than its links.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use chrono::NaiveDate;

use super::zipped::Zipped;
use crate::table::{Cell, Column, ColumnKind, Row, Sheet};
use ssg_archive::{Archive, ReportId};
use ssg_content::html::{escape, push_escaped};

/// Excel refuses a longer text in a cell.
const MAX_CELL_CHARS: usize = 32_767;
/// Excel refuses more links on a sheet.
const MAX_LINKS: usize = 65_000;
/// Excel has no more rows.
const MAX_ROWS: usize = 1_048_575;
/// Half the time of the usual level, for files that are a tenth larger.
const COMPRESSION: Option<i64> = Some(3);
/// How much of a sheet is collected before it is compressed, in bytes.
const BUFFER_BYTES: usize = 1 << 16;

/// The cell formats of `styles.xml`, by their index there.
#[derive(Clone, Copy)]
enum Style {
    Text,
    Head,
    Day,
    Number,
    Link,
}

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of every workbook that do not depend on its rows.
const FIXED_PARTS: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="3"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#,
    ),
];

/// Writes a sheet as a workbook, with all columns. The same rows give the same bytes.
///
/// # Errors
/// What could not be written.
pub(super) fn write(sheet: Sheet, archive: &Archive, out: &mut dyn Write) -> io::Result<()> {
    let rows = sheet.rows(archive);
    write_rows(out, sheet, sheet.columns(), rows, archive)
}

/// The reports of a list as a workbook, with the columns of its CSV file.
pub(super) fn of_reports(ids: &[ReportId], archive: &Archive) -> Vec<u8> {
    let sheet = Sheet::Reports;
    let columns = &sheet.columns()[..sheet.list_columns()];
    let rows = ids.iter().map(|id| id.index());
    let rows = rows.flat_map(|at| sheet.rows_in(archive, at..at + 1));
    let mut bytes = Vec::new();
    let written = write_rows(&mut bytes, sheet, columns, rows, archive);
    written.expect("writing to memory does not fail");
    bytes
}

fn write_rows<'a>(
    out: &mut dyn Write,
    sheet: Sheet,
    columns: &[Column],
    rows: impl Iterator<Item = Row<'a>>,
    archive: &Archive,
) -> io::Result<()> {
    let mut zip = Zipped::new(out);
    for (name, xml) in FIXED_PARTS {
        put(&mut zip, name, xml)?;
    }
    // The time of the build must not show.
    let day = archive.updated.unwrap_or(archive.today);
    put(&mut zip, "docProps/core.xml", &properties(sheet, day))?;
    put(&mut zip, "xl/worksheets/sheet1.xml", &sheet_start(columns))?;
    let mut page = Page::default();
    page.begin_row();
    for column in columns {
        page.text(column.title, Style::Head);
    }
    page.end_row();
    for cells in rows.take(MAX_ROWS) {
        page.begin_row();
        for (column, cell) in columns.iter().zip(&cells) {
            page.cell(column, cell);
        }
        page.end_row();
        if page.xml.len() >= BUFFER_BYTES {
            zip.write_all(page.xml.as_bytes())?;
            page.xml.clear();
        }
    }
    let area = format!("A1:{}{}", column_name(columns.len() - 1), page.row);
    page.end(&area);
    zip.write_all(page.xml.as_bytes())?;
    if !page.links.is_empty() {
        let links = page.relationships();
        put(&mut zip, "xl/worksheets/_rels/sheet1.xml.rels", &links)?;
    }
    put(&mut zip, "xl/workbook.xml", &workbook(sheet, &area))?;
    zip.finish()
}

/// Writes a part of the workbook, or its beginning.
fn put(zip: &mut Zipped<impl Write>, name: &str, xml: &str) -> io::Result<()> {
    zip.begin(name, COMPRESSION)?;
    zip.write_all(DECLARATION.as_bytes())?;
    zip.write_all(xml.as_bytes())
}

/// `docProps/core.xml`: the title, and the day of the newest source as that of the workbook.
fn properties(sheet: Sheet, day: NaiveDate) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created>\
         </cp:coreProperties>",
        escape(sheet.title()),
    )
}

/// `xl/workbook.xml`: the name of the only sheet, and the cells that its filters cover.
fn workbook(sheet: Sheet, area: &str) -> String {
    let name = escape(sheet.title());
    let (from, to) = area.split_once(':').unwrap_or((area, area));
    let absolute = |cell: &str| {
        let digits = cell.find(|c: char| c.is_ascii_digit());
        let (column, row) = cell.split_at(digits.unwrap_or(cell.len()));
        format!("${column}${row}")
    };
    format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
         <sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames>\
         <definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">\
         '{name}'!{}:{}</definedName></definedNames></workbook>",
        absolute(from),
        absolute(to),
    )
}

/// The sheet up to its rows: the first row stays in view, and columns have their widths.
fn sheet_start(columns: &[Column]) -> String {
    let mut xml = format!(
        "<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheetViews>\
         <sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" \
         activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    for (number, column) in (1..).zip(columns) {
        let width = width(column);
        let _ = write!(
            xml,
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    xml.push_str("</cols><sheetData>");
    xml
}

/// The rows of a sheet while they are written.
#[derive(Default)]
struct Page {
    xml: String,
    /// The number of the row that was begun last, from 1.
    row: usize,
    /// The index of the next cell in its row.
    column: usize,
    /// The links so far: the cell, and where it leads.
    links: Vec<(String, String)>,
}

impl Page {
    fn begin_row(&mut self) {
        self.row += 1;
        self.column = 0;
        let _ = write!(self.xml, "<row r=\"{}\">", self.row);
    }

    fn end_row(&mut self) {
        self.xml.push_str("</row>");
    }

    /// Writes the next cell of the row.
    fn cell(&mut self, column: &Column, cell: &Cell<'_>) {
        match cell {
            Cell::Blank => self.column += 1,
            Cell::Integer(number) => {
                let is_amount = column.kind == ColumnKind::Integer && column.name != "year";
                let style = if is_amount {
                    Style::Number
                } else {
                    Style::Text
                };
                self.number(*number, style);
            }
            Cell::Text(text) => {
                let day = Some(text).filter(|_| column.kind == ColumnKind::Day);
                let day = day.and_then(|text| serial_day(text.parse().ok()?));
                if let Some(day) = day {
                    self.number(day, Style::Day);
                } else if column.name == "url"
                    && text.contains("://")
                    && self.links.len() < MAX_LINKS
                {
                    self.links.push((self.name(), text.to_string()));
                    self.text(text, Style::Link);
                } else {
                    self.text(shortened(text), Style::Text);
                }
            }
            Cell::List(items) => {
                let text = items.join("; ");
                if text.is_empty() {
                    self.column += 1;
                } else {
                    self.text(shortened(&text), Style::Text);
                }
            }
        }
    }

    fn number(&mut self, number: i64, style: Style) {
        let (name, style) = (self.name(), style as usize);
        let _ = write!(
            self.xml,
            "<c r=\"{name}\" s=\"{style}\"><v>{number}</v></c>"
        );
        self.column += 1;
    }

    fn text(&mut self, text: &str, style: Style) {
        let (name, style) = (self.name(), style as usize);
        let _ = write!(
            self.xml,
            "<c r=\"{name}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
        );
        push_escaped(&mut self.xml, &cell_text(text));
        self.xml.push_str("</t></is></c>");
        self.column += 1;
    }

    /// The name of the next cell: `B7`.
    fn name(&self) -> String {
        format!("{}{}", column_name(self.column), self.row)
    }

    /// Ends the sheet, whose rows fill `area`.
    fn end(&mut self, area: &str) {
        let _ = write!(self.xml, "</sheetData><autoFilter ref=\"{area}\"/>");
        if !self.links.is_empty() {
            self.xml.push_str("<hyperlinks>");
            for (number, (cell, _)) in (1..).zip(&self.links) {
                let _ = write!(self.xml, "<hyperlink ref=\"{cell}\" r:id=\"rId{number}\"/>");
            }
            self.xml.push_str("</hyperlinks>");
        }
        self.xml.push_str("</worksheet>");
    }

    /// `sheet1.xml.rels`: where the links lead.
    fn relationships(&self) -> String {
        let mut xml = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
        for (number, (_, target)) in (1..).zip(&self.links) {
            let target = escape(target);
            let _ = write!(
                xml,
                "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/hyperlink\" \
                 Target=\"{target}\" TargetMode=\"External\"/>"
            );
        }
        xml.push_str("</Relationships>");
        xml
    }
}

/// The letters of a column, from its index: `A`, `Z`, `AA`.
fn column_name(index: usize) -> String {
    let letter = |at: usize| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[at % 26]);
    match index.checked_sub(26) {
        None => letter(index).to_string(),
        Some(rest) => format!("{}{}", letter(rest / 26), letter(rest)),
    }
}

/// A day as Excel counts them; `None` before 1900.
fn serial_day(day: NaiveDate) -> Option<i64> {
    let last_of_1899 = NaiveDate::from_ymd_opt(1899, 12, 31)?;
    let days = (day - last_of_1899).num_days();
    // Excel has a 29 February 1900.
    (days > 0).then(|| days + i64::from(days >= 60))
}

/// A text without characters that XML cannot hold. `_x0041_`, which Excel would read as the character
/// of that number, stays as it is typed.
fn cell_text(text: &str) -> Cow<'_, str> {
    let may_be_refused = |byte: u8| byte < b' ' || byte == 0xef;
    if !text.contains("_x") && !text.bytes().any(may_be_refused) {
        return Cow::Borrowed(text);
    }
    let is_allowed = |c: char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => c >= ' ',
    };
    let text: String = text.chars().filter(|&c| is_allowed(c)).collect();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in text.match_indices("_x") {
        let number = text.as_bytes().get(at + 2..at + 7);
        let is_number = number.is_some_and(|number| {
            number[..4].iter().all(u8::is_ascii_hexdigit) && number[4] == b'_'
        });
        if is_number {
            out.push_str(&text[from..at]);
            out.push_str("_x005F");
            from = at;
        }
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
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
    fn columns_have_the_names_of_excel() {
        let names = [0, 25, 26, 51, 52].map(column_name);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA"]);
    }

    #[test]
    fn texts_have_no_character_that_excel_refuses_or_changes() {
        assert_eq!(cell_text("a\u{1}b\tc"), "ab\tc");
        assert_eq!(
            cell_text("_x0041_, _x, _xzzzz_"),
            "_x005F_x0041_, _x, _xzzzz_"
        );
    }

    #[test]
    fn days_are_numbers_from_1900_on() {
        let day = |year, month, day| {
            serial_day(NaiveDate::from_ymd_opt(year, month, day).expect("a day"))
        };
        assert_eq!(day(1899, 12, 31), None);
        assert_eq!(day(1900, 1, 1), Some(1));
        assert_eq!(day(1900, 3, 1), Some(61));
        assert_eq!(day(2023, 8, 18), Some(45_156));
    }
}
