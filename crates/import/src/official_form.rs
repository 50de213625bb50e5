//! The official form around a document, as Decree 30/2020/NĐ-CP, article 8, prescribes it.
//!
//! [`letterhead`] takes off what precedes the text: national motto, issuing body, number and
//! symbol, place and date, document type and subject, addressee. [`signature`] takes off what
//! follows it: recipients and signer. Lines that are not recognized stay in the text.

mod columns;
mod letterhead;
mod signature;

use crate::document::{Block, Document};
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text::match_key;

/// The form of a document. Parts that were not found are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfficialForm {
    /// The lines of the issuing body as printed.
    pub(crate) issuer: Vec<String>,
    /// The number without its symbol. Many files leave it blank.
    pub(crate) number: String,
    /// The symbol after the number: `BC-HĐND`.
    pub(crate) symbol: String,
    /// The place of issue.
    pub(crate) place: String,
    /// The date of issue, as far as it is printed.
    pub(crate) date: Option<PartialDate>,
    /// The code of the document type: `BC` for a report, `KH` for a plan, or empty.
    pub(crate) type_code: &'static str,
    /// The subject.
    pub(crate) title: String,
    /// The line in brackets below the subject, with its brackets.
    pub(crate) subtitle: String,
    /// Whom the document is addressed to.
    pub(crate) addressee: Vec<String>,
    /// Who receives a copy.
    pub(crate) recipients: Vec<String>,
    /// The line about the file copy: "Lưu: VT."
    pub(crate) filing: String,
    /// The signature.
    pub(crate) signer: Signer,
}

/// The signature of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signer {
    /// The body that the signer acts for: "TM. THƯỜNG TRỰC HĐND".
    pub(crate) authority: String,
    /// The officer whom the signer represents: "KT. CHỦ TỊCH".
    pub(crate) on_behalf: String,
    /// The signer's position.
    pub(crate) position: String,
    /// The signer's name.
    pub(crate) name: String,
}

impl OfficialForm {
    /// Returns whether the document is a plan rather than a report.
    pub(crate) fn is_plan(&self) -> bool {
        self.type_code == "KH" || (self.type_code.is_empty() && self.symbol.starts_with("KH"))
    }
}

/// Takes the form off a document.
pub(crate) fn take(document: &mut Document) -> OfficialForm {
    let mut form = OfficialForm::default();
    columns::unfold_tables(&mut document.blocks);
    columns::split_lines(&mut document.blocks);
    document.blocks.retain(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.is_empty(),
        Block::Table(_) => true,
    });
    signature::take(&mut document.blocks, &mut form);
    letterhead::take(&mut document.blocks, &mut form);
    form
}

/// Returns whether a line says when an article was published and nothing else: "Thứ ba, 26/3/2024 |
/// 09:12 GMT+7". A date alone may also be the heading of a day.
pub(crate) fn is_time_of_publication(line: &str) -> bool {
    let key = match_key(line);
    let is_date_alone = key.split(' ').count() <= 2 && !key.contains(':');
    letterhead::is_time_of_publication(&key) && !is_date_alone
}

/// Returns the text of a paragraph; `None` for a table.
fn paragraph_text(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph.text()),
        Block::Table(_) => None,
    }
}

/// Returns whether a line has no letter or digit: a rule of dashes, asterisks …
fn is_rule(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Returns whether there are letters and all of them are capitals.
pub(crate) fn is_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

/// Returns a list item without its dash and its final punctuation.
fn item_text(text: &str) -> String {
    text.trim_start_matches(['-', '–', '+', '•', ' '])
        .trim_end_matches([';', ',', ' '])
        .trim_end_matches('.')
        .trim()
        .to_owned()
}

/// Returns the text with its first letter in upper case.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}
