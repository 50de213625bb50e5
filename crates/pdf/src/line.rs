//! Words and lines from the places of glyphs.

/// The gap between two glyphs that is a space, in ems.
const WORD_GAP: f32 = 0.13;
/// How far a glyph is above or below the line before that it begins a new line, in ems.
const LINE_DISTANCE: f32 = 0.5;
/// The distance of two lines that is a paragraph break, in ems.
const PARAGRAPH_DISTANCE: f32 = 1.9;

/// The place of a glyph on the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Where the glyph begins.
    pub(crate) start: (f32, f32),
    /// Where the next glyph is expected.
    pub(crate) end: (f32, f32),
    /// The direction of the line, of length one.
    pub(crate) direction: (f32, f32),
    /// The size of the font.
    pub(crate) em: f32,
}

/// The text of a page while it is drawn.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    text: String,
    last: Option<Place>,
}

impl Lines {
    /// Adds the text of a glyph. An empty text only moves the place.
    pub(crate) fn push(&mut self, text: &str, place: Place) {
        if text.is_empty() {
            return;
        }
        let starts_with_space = text.starts_with(char::is_whitespace);
        match self.separator(&place) {
            Some(" ") if starts_with_space || self.text.ends_with(char::is_whitespace) => {}
            Some(separator) => self.text.push_str(separator),
            None => {}
        }
        for c in text.chars() {
            match c {
                // Symbol fonts of bullets and the like.
                '\u{e000}'..='\u{f8ff}' | '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
                c if c.is_whitespace() => {
                    if !self.text.ends_with(char::is_whitespace) {
                        self.text.push(' ');
                    }
                }
                c if c.is_control() => {}
                c => self.text.push(c),
            }
        }
        self.last = Some(place);
    }

    /// What separates the glyph at `place` from the one before.
    fn separator(&self, place: &Place) -> Option<&'static str> {
        let last = self.last.as_ref()?;
        let em = last.em.max(place.em);
        let (dx, dy) = (place.start.0 - last.end.0, place.start.1 - last.end.1);
        let along = dx * last.direction.0 + dy * last.direction.1;
        let across = (dy * last.direction.0 - dx * last.direction.1).abs();
        let turned =
            last.direction.0 * place.direction.0 + last.direction.1 * place.direction.1 < 0.9;
        if turned || across > em * LINE_DISTANCE {
            let is_paragraph = turned || across > em * PARAGRAPH_DISTANCE;
            Some(if is_paragraph { "\n\n" } else { "\n" })
        } else if along < -em * 1.5 {
            Some("\n")
        } else if along > em * WORD_GAP {
            Some(" ")
        } else {
            None
        }
    }

    /// The text in NFC, without space at the ends of lines.
    pub(crate) fn finish(self) -> String {
        let lines: Vec<&str> = self.text.lines().map(str::trim).collect();
        let mut text = lines.join("\n");
        text.truncate(text.trim_end().len());
        ssg_vietnam::text::nfc(text.trim_start_matches('\n')).into_owned()
    }
}
