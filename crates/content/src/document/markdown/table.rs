//! Tables.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::Alignment;

use super::Writer;
use crate::document::privacy;
use ssg_base::message::Message;

/// The most columns of a table. A wider one is reported, and the body is not rendered further.
const MAX_COLUMNS: usize = 1_000;

/// The table that is being written.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Alignment>,
    /// The column of the next cell, from 0.
    next_column: usize,
    in_head: bool,
    is_open: bool,
    /// The columns whose heads announce tax codes.
    tax_columns: BTreeSet<usize>,
}

impl Table {
    /// Whether a table is being written.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    pub(super) fn close(&mut self) {
        self.is_open = false;
    }

    pub(super) fn open_head(&mut self) {
        self.in_head = true;
        self.next_column = 0;
        self.tax_columns.clear();
    }

    pub(super) fn close_head(&mut self) {
        self.in_head = false;
    }

    pub(super) fn open_row(&mut self) {
        self.next_column = 0;
    }

    /// The opening tag of the next cell.
    pub(super) fn open_cell(&mut self) -> String {
        let class = match self.columns.get(self.next_column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        self.next_column += 1;
        if self.in_head {
            format!("<th scope=\"col\"{class}>")
        } else {
            format!("<td{class}>")
        }
    }

    /// Whether the open cell is in a column of tax codes, below its head.
    pub(super) fn is_tax_code(&self) -> bool {
        let column = self.next_column.checked_sub(1);
        !self.in_head && column.is_some_and(|column| self.tax_columns.contains(&column))
    }

    /// Reads the text of a cell that ends, if it is the head of a column.
    pub(super) fn read_head(&mut self, text: &str) {
        if self.in_head
            && privacy::announces_tax_codes(text)
            && let Some(column) = self.next_column.checked_sub(1)
        {
            self.tax_columns.insert(column);
        }
    }

    /// The closing tag of a cell.
    pub(super) fn close_cell(&self) -> &'static str {
        if self.in_head { "</th>" } else { "</td>" }
    }
}

impl Writer<'_, '_, '_> {
    pub(super) fn open_table(&mut self, columns: Vec<Alignment>, range: &Range<usize>) {
        if columns.len() > MAX_COLUMNS {
            self.is_over_limit = true;
            let span = self.input.span(&(range.start..range.start + 1));
            self.reporter.error(span, Message::TooManyColumns);
        }
        self.table.columns = columns;
        self.table.is_open = true;
        self.push_tag(
            "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"Bảng\"><table>\n",
        );
    }
}
