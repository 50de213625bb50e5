//! Text that was taken out of a source file, with the place of each part.

use std::ops::Range;

use ssg_base::diagnostic::Span;

/// Separates the texts of two blocks, so that nothing is found across them.
pub(super) const BLOCK_END: char = '\u{2029}';

/// Ends the text of a cell or list item, before [`BLOCK_END`].
pub(super) const ITEM_END: char = '\u{2028}';

/// Text from parts of a source file. Markup between the parts is left out.
#[derive(Debug, Default)]
pub(super) struct MappedText {
    text: String,
    /// The parts, in order.
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    /// The byte of the text at which the part begins.
    start: usize,
    source: Span,
    /// Whether the part is equal to its source: not an escape, and nothing was left out.
    is_verbatim: bool,
}

impl MappedText {
    /// A text that is equal to its source from the byte `start` on.
    pub(super) fn verbatim(text: &str, start: usize) -> Self {
        let mut mapped = Self::default();
        mapped.push(text, Span::from(start..start + text.len()), true);
        mapped
    }

    /// A text that is in no source file, such as the name of one.
    pub(super) fn unplaced(text: &str) -> Self {
        let mut mapped = Self::default();
        mapped.push(text, Span::default(), false);
        mapped
    }

    /// Appends a part that was read from `source`.
    pub(super) fn push(&mut self, text: &str, source: Span, is_verbatim: bool) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        // Long texts come in many parts, and most continue the part before.
        if let Some(last) = self.parts.last()
            && is_verbatim
            && last.is_verbatim
            && last.source.start + (start - last.start) == source.start
        {
            return;
        }
        self.parts.push(Part {
            start,
            source,
            is_verbatim,
        });
    }

    /// Appends a character that represents something that is not text. It has no place.
    pub(super) fn push_mark(&mut self, mark: char) {
        if !self.text.ends_with(mark) {
            let mut buffer = [0; 4];
            self.push_label(mark.encode_utf8(&mut buffer));
        }
    }

    /// Appends words that are not at this place of the source. They have no place.
    pub(super) fn push_label(&mut self, words: &str) {
        let end = self.parts.last().map_or(0, |part| part.source.end);
        self.push(words, Span::from(end..end), false);
    }

    /// Returns the text since the last mark.
    pub(super) fn since(&self, mark: char) -> &str {
        self.text.rsplit(mark).next().unwrap_or_default()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.parts.clear();
    }

    /// The place in the source file of a range of the text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let part_at = |at: usize| {
            let next = self.parts.partition_point(|part| part.start <= at);
            self.parts.get(next.saturating_sub(1))
        };
        let start = part_at(range.start).map_or(0, |part| {
            let into = if part.is_verbatim {
                range.start - part.start
            } else {
                0
            };
            part.source.start + into
        });
        let last = range.end.saturating_sub(1).max(range.start);
        let end = part_at(last).map_or(start, |part| {
            if part.is_verbatim {
                part.source.start + (range.end - part.start)
            } else {
                part.source.end
            }
        });
        Span::from(start..end.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_map_to_the_source_across_markup_and_escapes() {
        // The source is `a **09**&#49;2`.
        let mut mapped = MappedText::default();
        mapped.push("a ", Span::from(0..2), true);
        mapped.push("09", Span::from(4..6), true);
        mapped.push("1", Span::from(8..13), false);
        mapped.push("2", Span::from(13..14), true);
        assert_eq!(mapped.text(), "a 0912");
        assert_eq!(mapped.span(&(2..6)), Span::from(4..14));
        assert_eq!(mapped.span(&(3..5)), Span::from(5..13));
        assert_eq!(mapped.span(&(0..2)), Span::from(0..2));
    }
}
