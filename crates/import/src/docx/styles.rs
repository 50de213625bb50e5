//! The styles of a Word file: which are headings, lists, bold, or in an old encoding.

use std::collections::BTreeMap;

use super::script::Script;
use super::xml::{Node, attribute, is_on, walk};
use crate::ImportError;
use crate::legacy_encoding::{self, LegacyEncoding};

/// The most styles that are followed from one to that it is based on. It ends cycles.
const MAX_CHAIN: usize = 12;

/// What one style sets itself.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline_level: Option<u8>,
    bold: Option<bool>,
    italic: Option<bool>,
    font: Option<String>,
    script: Option<Script>,
    list: Option<(String, u8)>,
}

/// The styles of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The id of the style of paragraphs that name none.
    default: Option<String>,
    default_font: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: &str) -> Result<Self, ImportError> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut list: Option<String> = None;
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
                    open = Some((id, Style::default()));
                    list = None;
                    level = 0;
                }
                Node::Close("style") => {
                    if let Some((id, mut style)) = open.take() {
                        style.list = list.take().map(|list| (list, level));
                        styles.by_id.insert(id, style);
                    }
                }
                Node::Open(name, element) => {
                    let value = || attribute(element, "val");
                    let Some((_, style)) = &mut open else {
                        if name == "rFonts" {
                            let font = attribute(element, "ascii");
                            styles.default_font = styles.default_font.take().or(font);
                        }
                        return Ok(());
                    };
                    match name {
                        "name" => style.name = value().unwrap_or_default(),
                        "basedOn" => style.based_on = value(),
                        "outlineLvl" => style.outline_level = value().and_then(|v| v.parse().ok()),
                        "b" => style.bold = Some(is_on(element)),
                        "i" => style.italic = Some(is_on(element)),
                        "rFonts" => style.font = attribute(element, "ascii"),
                        "vertAlign" => {
                            style.script = value().map(|value| Script::parse(&value));
                        }
                        "numId" => list = value(),
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

    /// Returns the style and those that it is based on, the nearest first.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = &'a Style> {
        let first = id
            .or(self.default.as_deref())
            .and_then(|id| self.by_id.get(id));
        std::iter::successors(first, |style| self.by_id.get(style.based_on.as_deref()?))
            .take(MAX_CHAIN)
    }

    /// Returns the first value in the chain of a style.
    fn first<'a, T>(
        &'a self,
        id: Option<&'a str>,
        of: impl Fn(&'a Style) -> Option<T>,
    ) -> Option<T> {
        self.chain(id).find_map(of)
    }

    /// Returns the heading level of a style: 0 for the title, 1 for the highest heading. Word writes
    /// the names of its built-in styles in English, whatever its language.
    pub(super) fn heading_level(&self, id: Option<&str>) -> Option<u8> {
        self.first(id, |style| {
            let name = style.name.to_lowercase();
            if name == "title" {
                return Some(0);
            }
            let level = name.strip_prefix("heading ").and_then(|n| n.parse().ok());
            level.or(style
                .outline_level
                .filter(|level| *level < 9)
                .map(|level| level + 1))
        })
    }

    /// Returns whether the style is that of a table of contents.
    pub(super) fn is_table_of_contents(&self, id: Option<&str>) -> bool {
        self.chain(id).any(|style| {
            let name = style.name.to_lowercase();
            name.starts_with("toc ") || name == "toc heading" || name.starts_with("contents ")
        })
    }

    /// Returns the list that a style puts its paragraphs in, and the level there.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(String, u8)> {
        self.first(id, |style| style.list.clone())
    }

    /// Returns whether a style makes text bold; `None` if it does not say.
    pub(super) fn bold(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.bold)
    }

    /// Returns whether a style makes text italic; `None` if it does not say.
    pub(super) fn italic(&self, id: Option<&str>) -> Option<bool> {
        self.first(id, |style| style.italic)
    }

    /// Returns the position that a style gives text; `None` if it does not say.
    pub(super) fn script(&self, id: &str) -> Option<Script> {
        self.first(Some(id), |style| style.script)
    }

    /// Returns the encoding of text in this style; `None` for Unicode.
    pub(super) fn encoding(&self, id: Option<&str>) -> Option<LegacyEncoding> {
        let font = self.first(id, |style| style.font.as_deref());
        font.or(self.default_font.as_deref())
            .and_then(legacy_encoding::of_font)
    }
}
