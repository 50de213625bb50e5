//! The styles of a Word file, as far as they say what a paragraph is.

use std::collections::BTreeMap;

use super::super::ImportError;
use super::super::legacy::{self, Encoding};
use super::{Node, attribute, is_on, walk};

/// How far styles are followed to those they rest on.
const LONGEST_CHAIN: usize = 12;

/// What a style says itself.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    bold: Option<bool>,
    italic: Option<bool>,
    font: Option<String>,
    list: Option<(String, u8)>,
}

/// The styles by their ids.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    default_font: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, ImportError> {
        let mut styles = Self::default();
        let mut at: Option<(String, Style)> = None;
        let mut number: Option<String> = None;
        let mut level = 0;
        walk(xml, |node| {
            match node {
                Node::Open("style", element) => {
                    let id = attribute(element, "styleId").unwrap_or_default();
                    let is_default = attribute(element, "default").is_some_and(|v| v == "1");
                    let of_paragraph = attribute(element, "type").is_some_and(|v| v == "paragraph");
                    if is_default && of_paragraph {
                        styles.default = Some(id.clone());
                    }
                    at = Some((id, Style::default()));
                    number = None;
                    level = 0;
                }
                Node::Close("style") => {
                    if let Some((id, mut style)) = at.take() {
                        style.list = number.take().map(|number| (number, level));
                        styles.by_id.insert(id, style);
                    }
                }
                Node::Open(name, element) => {
                    let value = || attribute(element, "val");
                    let Some((_, style)) = &mut at else {
                        if name == "rFonts" {
                            let font = attribute(element, "ascii");
                            styles.default_font = styles.default_font.take().or(font);
                        }
                        return Ok(());
                    };
                    match name {
                        "name" => style.name = value().unwrap_or_default(),
                        "basedOn" => style.based_on = value(),
                        "outlineLvl" => style.outline = value().and_then(|v| v.parse().ok()),
                        "b" => style.bold = Some(is_on(element)),
                        "i" => style.italic = Some(is_on(element)),
                        "rFonts" => style.font = attribute(element, "ascii"),
                        "numId" => number = value(),
                        "ilvl" => level = value().and_then(|v| v.parse().ok()).unwrap_or(0),
                        _ => {}
                    }
                }
                Node::Close(_) | Node::Text(_) => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// The style and those that it rests on, the nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id
            .or(self.default.as_deref())
            .and_then(|id| self.by_id.get(id));
        std::iter::successors(first, |style| self.by_id.get(style.based_on.as_deref()?))
            .take(LONGEST_CHAIN)
    }

    fn first<'a, T>(
        &'a self,
        id: Option<&'a str>,
        of: impl Fn(&'a Style) -> Option<T>,
    ) -> Option<T> {
        self.chain(id).find_map(of)
    }

    /// The level of a heading of this style: 0 the title, 1 the highest. Names of built-in styles
    /// are in English in every Word's files, whatever its language.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        self.first(id, |style| {
            let name = style.name.to_lowercase();
            if name == "title" {
                return Some(0);
            }
            let level = name.strip_prefix("heading ").and_then(|n| n.parse().ok());
            level.or(style
                .outline
                .filter(|level| *level < 9)
                .map(|level| level + 1))
        })
    }

    /// Whether the style is that of a table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|style| {
            let name = style.name.to_lowercase();
            name.starts_with("toc ") || name == "toc heading" || name.starts_with("contents ")
        })
    }

    /// A list of dots that the style is by its name, without numbering of its own.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(String, u8)> {
        self.first(id, |style| style.list.clone())
    }

    pub(super) fn bold(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.bold)
    }

    pub(super) fn italic(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.italic)
    }

    /// The encoding of text in this style.
    pub(super) fn encoding(&self, id: Option<&str>) -> Option<Encoding> {
        let font = self.first(id, |style| style.font.as_deref());
        font.or(self.default_font.as_deref())
            .and_then(legacy::of_font)
    }
}
