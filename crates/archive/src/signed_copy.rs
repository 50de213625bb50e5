//! PDF files beside records: those that cannot be read, and comparison of a record with the PDF of its
//! signed original.
//!
//! The signed original is the attachment of the kind `signed`; without one, the PDF that has the
//! record's number and symbol, or else the one that has most of its words, at least half. Where a
//! PDF has no text nothing is compared.

use std::collections::BTreeSet;
use std::num::NonZero;

use chrono::{Datelike, NaiveDate};

use crate::{Archive, RecordAttachment};
use ssg_base::diagnostic::{Diagnostic, Place, Span};
use ssg_base::message::Message;
use ssg_base::parallel;
use ssg_base::path::SourcePath;
use ssg_content::document::{AttachmentKind, Document, Head};
use ssg_pdf::NoText;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text;

/// The least share of a record's words that a PDF has that counts as its original, in per cent.
const MIN_COMMON_WORDS_PERCENT: usize = 50;
/// The fewest words of a sentence that is compared.
const MIN_SENTENCE_WORDS: usize = 6;
/// The least share of the pairs of words of a sentence that a PDF has that has the sentence, in per
/// cent: lines, hyphens and corrected spelling break some.
const MIN_COMMON_PAIRS_PERCENT: usize = 70;
/// From what share of sentences that the PDF lacks on this is worth a note, in per cent.
const MIN_MISSING_SENTENCES_PERCENT: usize = 10;
/// How many numbers a note names.
const MAX_EXAMPLES: usize = 3;

impl Archive {
    /// Advice about records whose signed original says something else.
    pub fn signed_copy_notes(&self, threads: NonZero<usize>) -> Vec<Diagnostic> {
        let documents: Vec<&Document> = self
            .documents()
            .map(|document| &**document)
            .filter(|document| !matches!(document.head, Head::Page))
            .collect();
        let notes = parallel::map(&documents, threads, |document| self.compare(document));
        notes.into_iter().flatten().collect()
    }

    /// Advice about PDF files that have no text, and are not reported as faulty.
    pub fn unread_attachment_notes(&self) -> Vec<Diagnostic> {
        let notes = self
            .unread_attachments()
            .into_iter()
            .filter_map(|(path, reason)| {
                let place = Place::file(path);
                match reason {
                    NoText::Scan => {
                        let note = Diagnostic::note(place, Message::AttachmentScan);
                        Some(note.hint(Message::AttachmentScanHint))
                    }
                    NoText::TooLarge | NoText::TooManyPages | NoText::Unmapped | NoText::Empty => {
                        Some(Diagnostic::note(place, Message::AttachmentTextUnread))
                    }
                    NoText::Encrypted | NoText::Broken | NoText::NotPdf => None,
                }
            });
        notes.collect()
    }

    /// Warns of PDF files that readers cannot open either.
    pub(crate) fn warn_of_faulty_attachments(&self, diagnostics: &mut Vec<Diagnostic>) {
        for (path, reason) in self.unread_attachments() {
            let (message, hint) = match reason {
                NoText::Encrypted => (
                    Message::AttachmentEncrypted,
                    Message::AttachmentEncryptedHint,
                ),
                NoText::Broken => (Message::AttachmentBroken, Message::AttachmentBrokenHint),
                NoText::NotPdf => (Message::AttachmentNotPdf, Message::AttachmentBrokenHint),
                _ => continue,
            };
            diagnostics.push(Diagnostic::warning(Place::file(path), message).hint(hint));
        }
    }

    /// The attachments that are published and have no text, each with the reason.
    fn unread_attachments(&self) -> Vec<(&SourcePath, NoText)> {
        let attachments = self.linked_attachments().into_keys();
        let unread = attachments.filter_map(|path| {
            let reason = self.attachment_details(path)?.no_text()?;
            Some((path, reason))
        });
        unread.collect()
    }

    fn compare(&self, document: &Document) -> Vec<Diagnostic> {
        let attachments = self.attachments_of(document);
        if attachments.is_empty() {
            return Vec::new();
        }
        let html = &document.body.html;
        let record = Compared::new(&html.plain_text(html.full_range()));
        let Some((attachment, original)) = original_of(document, &record, &attachments) else {
            return Vec::new();
        };
        let name = attachment.source.file_name();
        let mut notes = compare_head(document, &original, name);
        notes.extend(compare_body(document, &record, &original, name));
        for note in &mut notes {
            note.hints.push(Message::SignedCopyHint);
        }
        notes
    }
}

/// The attachment that is the original of a record, with its text.
fn original_of<'a>(
    document: &Document,
    record: &Compared,
    attachments: &[RecordAttachment<'a>],
) -> Option<(RecordAttachment<'a>, Compared)> {
    let is_signed = |one: &&RecordAttachment<'_>| one.kind == Some(AttachmentKind::Signed);
    let signed = attachments.iter().find(is_signed);
    let candidates = signed.map_or(attachments, std::slice::from_ref).iter();
    let texts = candidates.filter_map(|one| {
        let may_be_original = matches!(one.kind, None | Some(AttachmentKind::Signed));
        let text = one.details.pdf.as_ref()?.text()?;
        may_be_original.then(|| (*one, Compared::new(&text)))
    });
    let texts: Vec<_> = texts.collect();
    let number = full_number(document);
    let with_number = texts.iter().position(|(_, original)| {
        number
            .as_ref()
            .is_some_and(|(number, symbol)| original.numbers_before(symbol).contains(number))
    });
    let most = || {
        let shares = texts
            .iter()
            .map(|(_, original)| record.common_words_percent(original));
        let (share, at) = shares
            .zip(0..)
            .max_by_key(|(share, at)| (*share, usize::MAX - at))?;
        (signed.is_some() || share >= MIN_COMMON_WORDS_PERCENT).then_some(at)
    };
    let at = with_number.or_else(most)?;
    texts.into_iter().nth(at)
}

/// Compares the number, the date and the days of the trip.
fn compare_head(document: &Document, original: &Compared, name: &str) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let mut note = |span: Option<Span>, message| {
        let place = match span {
            Some(span) => Place::new(&document.path, span),
            None => Place::file(&document.path),
        };
        notes.push(Diagnostic::note(place, message));
    };
    let official = document.record.document.as_ref();
    if let Some((number, symbol)) = full_number(document) {
        let found = original.numbers_before(&symbol);
        if !found.contains(&number) {
            let span = official.and_then(|official| official.number.as_ref());
            let span = span.map(|number| number.span);
            let (name, number) = (name.to_owned(), format!("{number}/{symbol}"));
            let found: Vec<String> = found.iter().map(|it| format!("{it}/{symbol}")).collect();
            note(
                span,
                if found.is_empty() {
                    Message::SignedNumberMissing { name, number }
                } else {
                    let found = found.join(", ");
                    Message::SignedNumberDiffers {
                        name,
                        number,
                        found,
                    }
                },
            );
        }
    }
    let signed = official.and_then(|official| official.date);
    let signed = signed.and_then(|date| date.day()).map(|day| (day, None));
    let trip = match &document.head {
        Head::Report(trip) => {
            let days = [trip.dates.from(), trip.dates.to()];
            days.map(|day| Some((day, Some(trip.dates_span))))
        }
        Head::Plan(_) | Head::Page => [None, None],
    };
    let mut said = BTreeSet::new();
    for (day, span) in trip.into_iter().flatten().chain(signed) {
        if !original.says_day(day) && said.insert(day) {
            let (name, date) = (name.to_owned(), PartialDate::Day(day).vietnamese());
            note(span, Message::SignedDateMissing { name, date });
        }
    }
    notes
}

/// Compares the numbers and the sentences of the body.
fn compare_body(
    document: &Document,
    record: &Compared,
    original: &Compared,
    name: &str,
) -> Option<Diagnostic> {
    let missing: Vec<&String> = record.numbers.difference(&original.numbers).collect();
    let sentences = record.sentences.iter();
    let missing_sentences = sentences
        .filter(|sentence| !original.has_sentence(sentence))
        .count();
    let is_small = missing_sentences * 100 < record.sentences.len() * MIN_MISSING_SENTENCES_PERCENT;
    if missing.is_empty() && (is_small || missing_sentences == 0) {
        return None;
    }
    let examples = missing
        .iter()
        .take(MAX_EXAMPLES)
        .map(|number| format!("`{number}`"));
    let examples: Vec<String> = examples.collect();
    let message = Message::SignedTextDiffers {
        name: name.to_owned(),
        numbers: missing.len().to_string(),
        figures: record.numbers.len().to_string(),
        sentences: missing_sentences.to_string(),
        total: record.sentences.len().to_string(),
    };
    let mut note = Diagnostic::note(Place::file(&document.path), message);
    if !examples.is_empty() {
        let numbers = examples.join(", ");
        note = note.hint(Message::SignedNumbersHint { numbers });
    }
    Some(note)
}

/// The number and the symbol of a record, as [`Compared::numbers_before`] has them. `None` if one is
/// blank.
fn full_number(document: &Document) -> Option<(String, String)> {
    let official = document.record.document.as_ref()?;
    let number = official.number.as_ref()?.value.trim_start_matches('0');
    let is_known = !number.is_empty() && !official.symbol.is_empty();
    is_known.then(|| (number.to_owned(), official.symbol.clone()))
}

/// A text as it is compared.
struct Compared {
    words: BTreeSet<String>,
    pairs: BTreeSet<(String, String)>,
    numbers: BTreeSet<String>,
    /// All digits in order, without leading zeros: days, months and years apart.
    digits: Vec<u64>,
    /// In lower case without space.
    compact: String,
    sentences: Vec<Vec<String>>,
}

impl Compared {
    fn new(text: &str) -> Self {
        let key = text::match_key(text);
        let words = words_of(&key);
        let pairs = words
            .windows(2)
            .map(|pair| (pair[0].clone(), pair[1].clone()));
        let sentences = key.split(['\n', ';']).flat_map(|line| line.split(". "));
        let sentences = sentences.map(words_of);
        let digits = key.split(|c: char| !c.is_ascii_digit());
        Self {
            pairs: pairs.collect(),
            numbers: numbers_of(&key),
            digits: digits.filter_map(|run| run.parse().ok()).collect(),
            compact: key.chars().filter(|c| !c.is_whitespace()).collect(),
            sentences: sentences
                .filter(|words| words.len() >= MIN_SENTENCE_WORDS)
                .collect(),
            words: words.into_iter().collect(),
        }
    }

    /// The numbers that stand before a symbol such as `BC-HĐND`, without leading zeros.
    fn numbers_before(&self, symbol: &str) -> BTreeSet<String> {
        let symbol = text::match_key(symbol);
        let symbol: String = symbol.chars().filter(|c| !c.is_whitespace()).collect();
        let symbol = format!("/{symbol}");
        let ends = self.compact.match_indices(&symbol);
        let numbers = ends.map(|(at, _)| {
            let before = &self.compact[..at];
            let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
            before[rest.len()..].trim_start_matches('0').to_owned()
        });
        numbers.filter(|number| !number.is_empty()).collect()
    }

    /// Whether the text has a day: `18/8/2023`, `ngày 18 tháng 8 năm 2023`, or as the first day of
    /// `từ 18 đến 25/8/2023` or of `từ 30/7 đến 2/8/2023`.
    fn says_day(&self, day: NaiveDate) -> bool {
        let (date, month) = (u64::from(day.day()), u64::from(day.month()));
        let year = u64::try_from(day.year()).unwrap_or(0);
        let has =
            |len: usize, is_day: &dyn Fn(&[u64]) -> bool| self.digits.windows(len).any(is_day);
        has(3, &|run| run == [date, month, year])
            || has(4, &|run| run == [date, run[1], month, year])
            || has(5, &|run| run == [date, month, run[2], run[3], year])
    }

    fn common_words_percent(&self, other: &Self) -> usize {
        let common = self.words.intersection(&other.words).count();
        common * 100 / self.words.len().max(1)
    }

    fn has_sentence(&self, sentence: &[String]) -> bool {
        let pairs = sentence.windows(2);
        let count = pairs.len();
        let common = pairs.filter(|pair| self.pairs.contains(&(pair[0].clone(), pair[1].clone())));
        common.count() * 100 >= count * MIN_COMMON_PAIRS_PERCENT
    }
}

fn words_of(key: &str) -> Vec<String> {
    let words = key.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The numbers of a text: groups of thousands joined, decimals with a comma, no leading zeros.
fn numbers_of(key: &str) -> BTreeSet<String> {
    let runs = key.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let runs = runs.map(|run| run.trim_matches(['.', ',']));
    let runs = runs.filter(|run| !run.is_empty());
    let number = |run: &str| {
        let groups: Vec<&str> = run.split(['.', ',']).collect();
        let are_thousands = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3);
        let joined = groups.join(if are_thousands { "" } else { "," });
        let trimmed = joined.trim_start_matches('0');
        if trimmed.starts_with(|c: char| c.is_ascii_digit()) {
            trimmed.to_owned()
        } else {
            format!("0{trimmed}")
        }
    };
    runs.map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_in_every_spelling() {
        let numbers = numbers_of("ngày 05/9, 1.234.567 đồng, 45,6%, 45.6, 0,5 và 12.");
        let expected = ["0,5", "12", "1234567", "45,6", "5", "9"];
        assert_eq!(numbers.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn days_are_found_in_every_spelling() {
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a day");
        for text in [
            "ngày 18/8/2023",
            "ngày 18 tháng 08 năm 2023",
            "từ ngày 18 đến ngày 25/8/2023",
            "từ 18/8 đến 2/9/2023",
        ] {
            assert!(Compared::new(text).says_day(day("2023-08-18")), "{text}");
            assert!(!Compared::new(text).says_day(day("2023-08-19")), "{text}");
        }
    }

    #[test]
    fn a_number_belongs_to_its_symbol() {
        let text = Compared::new("Số:  012 /BC-HĐND. Kế hoạch số 7/KH-HĐND");
        let found = |symbol| text.numbers_before(symbol).into_iter().collect::<Vec<_>>();
        assert_eq!(found("BC-HĐND"), ["12"]);
        assert_eq!(found("KH-HĐND"), ["7"]);
        assert_eq!(found("NQ-HĐND"), [""; 0]);
    }
}
