//! What a document is made of once its file format is forgotten: paragraphs and tables.

/// A piece of a document, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph, a heading or an item of a list.
    Paragraph(Paragraph),
    /// Rows of cells, each of them some paragraphs.
    Table(Vec<Vec<Vec<Paragraph>>>),
}

/// A run of text between two line ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its text, piece by piece.
    pub(super) pieces: Vec<Piece>,
    /// The level of a heading by its style, 1 the highest; 0 for the title of the document.
    pub(super) heading: Option<u8>,
    /// Where it stands in a list.
    pub(super) item: Option<Item>,
}

/// A place in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// How deep the list is nested; 0 at the outside.
    pub(super) depth: u8,
    /// The number as printed ("2.", "b)"); `None` for a dash or dot.
    pub(super) label: Option<String>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Letters of one look.
    Text {
        /// The letters.
        text: String,
        /// Whether they are bold.
        bold: bool,
        /// Whether they are italic.
        italic: bool,
        /// Where they lead.
        link: Option<String>,
    },
    /// A line end inside the paragraph.
    Break,
    /// A reference to a footnote, by its label.
    Note(String),
    /// A picture, by its number among the pictures of the document.
    Picture {
        /// The number.
        index: usize,
        /// What the author said it shows; often empty.
        alt: String,
    },
}

impl Piece {
    /// Plain text.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::Text {
            text: text.into(),
            bold: false,
            italic: false,
            link: None,
        }
    }
}

impl Paragraph {
    /// The letters alone, with the number of its list before them and single blanks between words.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        if let Some(label) = self.item.as_ref().and_then(|item| item.label.as_ref()) {
            text.push_str(label);
            text.push(' ');
        }
        for piece in &self.pieces {
            match piece {
                Piece::Text { text: more, .. } => text.push_str(more),
                Piece::Break => text.push(' '),
                Piece::Note(_) | Piece::Picture { .. } => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The lines that a reader sees, where it is broken by hand.
    pub(super) fn lines(&self) -> Vec<Self> {
        let mut lines = vec![Self {
            pieces: Vec::new(),
            ..self.clone()
        }];
        for piece in &self.pieces {
            if *piece == Piece::Break {
                lines.push(Self::default());
            } else if let Some(last) = lines.last_mut() {
                last.pieces.push(piece.clone());
            }
        }
        lines.retain(|line| !line.text().is_empty());
        lines
    }

    /// Whether every letter is bold.
    pub(super) fn is_bold(&self) -> bool {
        let mut letters = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text { text, bold, .. } if !text.trim().is_empty() => Some(*bold),
            _ => None,
        });
        letters.next() == Some(true) && letters.all(|bold| bold)
    }

    /// Whether nothing can be seen of it.
    pub(super) fn is_empty(&self) -> bool {
        let has = |piece: &Piece| match piece {
            Piece::Text { text, .. } => !text.trim().is_empty(),
            Piece::Break => false,
            Piece::Note(_) | Piece::Picture { .. } => true,
        };
        !self.pieces.iter().any(has)
    }

    /// Takes the first `count` letters away, and white space after them.
    pub(super) fn cut_start(&mut self, mut count: usize) {
        for piece in &mut self.pieces {
            let Piece::Text { text, .. } = piece else {
                continue;
            };
            let length = text.chars().count();
            let cut = count.min(length);
            *text = text.chars().skip(cut).collect();
            count -= cut;
            if count == 0 {
                *text = text.trim_start().to_owned();
                if !text.is_empty() {
                    break;
                }
            }
        }
        self.pieces
            .retain(|piece| !matches!(piece, Piece::Text { text, .. } if text.is_empty()));
    }
}

impl Block {
    /// All paragraphs, those of cells too.
    pub(super) fn paragraphs(&self) -> Vec<&Paragraph> {
        match self {
            Self::Paragraph(paragraph) => vec![paragraph],
            Self::Table(rows) => rows.iter().flatten().flatten().collect(),
        }
    }
}

/// A picture of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picture {
    /// The name it had in the document.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// A document without its file format.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// What it says, in reading order.
    pub(super) blocks: Vec<Block>,
    /// Its footnotes, by label, in the order of their numbers.
    pub(super) notes: Vec<(String, Vec<Paragraph>)>,
    /// Its pictures, in the order they are shown.
    pub(super) pictures: Vec<Picture>,
}
