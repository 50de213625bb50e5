//! A document without its file format: paragraphs, tables, footnotes and pictures.

/// A document, whatever format it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    /// The body in reading order.
    pub(crate) blocks: Vec<Block>,
    /// The footnotes in the order of their numbers.
    pub(crate) notes: Vec<Footnote>,
    /// The pictures in the order they are shown.
    pub(crate) pictures: Vec<Picture>,
    /// Text of the file that is not among the blocks and notes: page headers, contents lists,
    /// deleted and hidden text, comments.
    pub(crate) left_out: Vec<String>,
}

/// A footnote: its label and its paragraphs.
pub(crate) type Footnote = (String, Vec<Paragraph>);

/// A table: rows of cells, each of them some paragraphs.
pub(crate) type Rows = Vec<Vec<Vec<Paragraph>>>;

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    /// A paragraph, a heading or a list item.
    Paragraph(Paragraph),
    /// A table.
    Table(Rows),
}

impl Block {
    /// Returns all paragraphs, including those in cells.
    pub(crate) fn paragraphs(&self) -> Vec<&Paragraph> {
        match self {
            Self::Paragraph(paragraph) => vec![paragraph],
            Self::Table(rows) => rows.iter().flatten().flatten().collect(),
        }
    }

    /// Returns all paragraphs, including those in cells, to change them.
    pub(crate) fn paragraphs_mut(&mut self) -> Vec<&mut Paragraph> {
        match self {
            Self::Paragraph(paragraph) => vec![paragraph],
            Self::Table(rows) => rows.iter_mut().flatten().flatten().collect(),
        }
    }
}

/// A paragraph, a heading or a list item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// The content.
    pub(crate) inlines: Vec<Inline>,
    /// The heading level of its style: 1 is the highest, 0 the title of the document.
    pub(crate) heading_level: Option<u8>,
    /// Its place in a list.
    pub(crate) list_item: Option<ListItem>,
}

/// The place of a paragraph in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListItem {
    /// The nesting depth; 0 is the outermost list.
    pub(crate) depth: u8,
    /// The number as printed ("2.", "b)"); `None` for a dash or a dot.
    pub(crate) label: Option<String>,
}

/// A part of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Text in one format.
    Text {
        /// The text.
        text: String,
        /// Whether it is bold.
        bold: bool,
        /// Whether it is italic.
        italic: bool,
        /// Whether it is struck through.
        struck: bool,
        /// The address that it links to.
        link: Option<String>,
    },
    /// A line break inside the paragraph.
    LineBreak,
    /// A reference to the footnote with this label.
    NoteReference(String),
    /// A picture.
    Picture {
        /// Its index in [`Document::pictures`].
        index: usize,
        /// Its alternative text; often empty.
        alt: String,
    },
}

impl Inline {
    /// Returns text without formatting.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            bold: false,
            italic: false,
            struck: false,
            link: None,
        }
    }
}

impl Paragraph {
    /// Returns the text alone: after its list number, with single spaces between words.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        if let Some(label) = self.list_item.as_ref().and_then(|item| item.label.as_ref()) {
            text.push_str(label);
            text.push(' ');
        }
        for inline in &self.inlines {
            match inline {
                Inline::Text { text: more, .. } => text.push_str(more),
                Inline::LineBreak => text.push(' '),
                Inline::NoteReference(_) | Inline::Picture { .. } => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Splits the paragraph at its line breaks. Lines without text are left out.
    pub(crate) fn lines(&self) -> Vec<Self> {
        let mut lines = vec![Self {
            inlines: Vec::new(),
            ..self.clone()
        }];
        for inline in &self.inlines {
            if *inline == Inline::LineBreak {
                lines.push(Self::default());
            } else if let Some(last) = lines.last_mut() {
                last.inlines.push(inline.clone());
            }
        }
        lines.retain(|line| !line.text().is_empty());
        lines
    }

    /// Returns whether there is text and all of it is bold.
    pub(crate) fn is_bold(&self) -> bool {
        let mut texts = self.inlines.iter().filter_map(|inline| match inline {
            Inline::Text { text, bold, .. } if !text.trim().is_empty() => Some(*bold),
            _ => None,
        });
        texts.next() == Some(true) && texts.all(|bold| bold)
    }

    /// Returns whether a reader would see nothing of it.
    pub(crate) fn is_empty(&self) -> bool {
        let is_visible = |inline: &Inline| match inline {
            Inline::Text { text, .. } => !text.trim().is_empty(),
            Inline::LineBreak => false,
            Inline::NoteReference(_) | Inline::Picture { .. } => true,
        };
        !self.inlines.iter().any(is_visible)
    }

    /// Splits the paragraph after `count` characters of its text, as [`Self::raw_text`] has them. The
    /// second part is no list item.
    pub(crate) fn split_at(mut self, mut count: usize) -> (Self, Self) {
        let mut rest = Self::default();
        for inline in std::mem::take(&mut self.inlines) {
            let Inline::Text {
                text,
                bold,
                italic,
                struck,
                link,
            } = inline
            else {
                let side = if rest.inlines.is_empty() {
                    &mut self
                } else {
                    &mut rest
                };
                side.inlines.push(inline);
                continue;
            };
            let part = |text: String| Inline::Text {
                text,
                bold,
                italic,
                struck,
                link: link.clone(),
            };
            let first: String = text.chars().take(count).collect();
            let last: String = text.chars().skip(count).collect();
            count -= first.chars().count();
            self.inlines
                .extend((!first.is_empty()).then(|| part(first)));
            rest.inlines.extend((!last.is_empty()).then(|| part(last)));
        }
        (self, rest)
    }

    /// Returns the text as it is written, without line breaks and the list number.
    pub(crate) fn raw_text(&self) -> String {
        let texts = self.inlines.iter().filter_map(|inline| match inline {
            Inline::Text { text, .. } => Some(&**text),
            _ => None,
        });
        texts.collect()
    }

    /// Removes the first `count` characters of text, and white space after them.
    pub(crate) fn remove_prefix(&mut self, mut count: usize) {
        for inline in &mut self.inlines {
            let Inline::Text { text, .. } = inline else {
                continue;
            };
            let removed = count.min(text.chars().count());
            *text = text.chars().skip(removed).collect();
            count -= removed;
            if count == 0 {
                *text = text.trim_start().to_owned();
                if !text.is_empty() {
                    break;
                }
            }
        }
        self.inlines
            .retain(|inline| !matches!(inline, Inline::Text { text, .. } if text.is_empty()));
    }
}

/// Returns the text of a table cell on one line.
pub(crate) fn cell_text(cell: &[Paragraph]) -> String {
    let lines: Vec<String> = cell.iter().map(Paragraph::text).collect();
    lines.join(" ").trim().to_owned()
}

/// A picture of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Its name in the document.
    pub(crate) name: String,
    /// Its bytes; empty if the document lacks them.
    pub(crate) bytes: Vec<u8>,
}
