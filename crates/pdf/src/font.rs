//! The characters and widths of a font's codes.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use crate::cmap::{self, CharacterMap};

/// The most bytes of a character map.
const MAX_MAP_BYTES: usize = 2 << 20;
/// The most widths of a font.
const MAX_WIDTHS: usize = 1 << 16;
/// What a character and a width take in memory, in bytes.
const CHARACTER_BYTES: usize = 64;
const WIDTH_BYTES: usize = 16;
/// The width of a glyph in ems where a font says nothing.
const USUAL_WIDTH: f32 = 0.5;
/// The flag of a font whose codes have a meaning of their own.
const SYMBOLIC: i64 = 4;

/// A font as far as text needs it.
#[derive(Debug)]
pub(crate) struct Font {
    /// Whether a code has two bytes instead of one.
    pub(crate) is_wide: bool,
    characters: CharacterMap,
    /// In ems.
    widths: BTreeMap<u32, f32>,
    default_width: f32,
    /// The bytes that were read for it and that it takes.
    pub(crate) cost: usize,
}

impl Font {
    pub(crate) fn new(document: &Document, font: &Dictionary) -> Self {
        let subtype = font
            .get_deref(b"Subtype", document)
            .and_then(Object::as_name);
        let subtype = subtype.unwrap_or_default();
        let is_wide = subtype == b"Type0";
        let mut cost = 0;
        let mut characters = CharacterMap::new();
        if !is_wide {
            characters = named_characters(document, font);
        }
        let map = font
            .get_deref(b"ToUnicode", document)
            .and_then(Object::as_stream);
        if let Ok(bytes) = map.and_then(|map| map.get_plain_content_with_limit(MAX_MAP_BYTES)) {
            cost = bytes.len();
            characters.extend(cmap::parse(&bytes));
        }
        let (widths, default_width) = if is_wide {
            wide_widths(document, font)
        } else {
            simple_widths(document, font, subtype == b"Type3")
        };
        cost += characters.len() * CHARACTER_BYTES + widths.len() * WIDTH_BYTES;
        Self {
            is_wide,
            characters,
            widths,
            default_width,
            cost,
        }
    }

    /// The characters of a code. `None` if the font does not say.
    pub(crate) fn text(&self, code: u32) -> Option<&str> {
        self.characters.get(&code).map(|text| &**text)
    }

    /// The width of a code's glyph, in ems.
    pub(crate) fn width(&self, code: u32) -> f32 {
        let width = self.widths.get(&code);
        width.copied().unwrap_or(self.default_width)
    }
}

/// The characters of the codes of a font of one byte, by the names of its glyphs.
fn named_characters(document: &Document, font: &Dictionary) -> CharacterMap {
    let encoding = font.get_deref(b"Encoding", document).ok();
    let descriptor = font
        .get_deref(b"FontDescriptor", document)
        .and_then(Object::as_dict);
    let flags = descriptor.and_then(|known| known.get_deref(b"Flags", document));
    let is_symbolic = flags
        .and_then(Object::as_i64)
        .is_ok_and(|flags| flags & SYMBOLIC != 0);
    if encoding.is_none() && is_symbolic {
        return CharacterMap::new();
    }
    let mut named = Dictionary::new();
    named.set("Type", Object::Name(b"Font".to_vec()));
    if let Some(encoding) = encoding {
        named.set("Encoding", encoding.clone());
    }
    let Ok(encoding) = named.get_font_encoding_with_limit(document, MAX_MAP_BYTES) else {
        return CharacterMap::new();
    };
    let character = |code: u8| {
        let text = encoding.bytes_to_string(&[code]).ok()?;
        let is_known = !text.is_empty() && !text.contains('\u{fffd}');
        is_known.then_some((u32::from(code), text))
    };
    (0..=u8::MAX).filter_map(character).collect()
}

fn simple_widths(
    document: &Document,
    font: &Dictionary,
    is_drawn: bool,
) -> (BTreeMap<u32, f32>, f32) {
    // The glyphs of a drawn font have a unit of their own.
    let matrix = font
        .get_deref(b"FontMatrix", document)
        .and_then(Object::as_array);
    let scale = matrix
        .ok()
        .and_then(|matrix| matrix.first()?.as_float().ok());
    let scale = scale.filter(|_| is_drawn).unwrap_or(0.001);
    let first = font
        .get_deref(b"FirstChar", document)
        .and_then(Object::as_i64);
    let first = first
        .ok()
        .and_then(|first| u32::try_from(first).ok())
        .unwrap_or(0);
    let widths = font
        .get_deref(b"Widths", document)
        .and_then(Object::as_array);
    let widths = widths.map(Vec::as_slice).unwrap_or_default();
    let widths = (first..).zip(widths.iter().take(256));
    let widths = widths.filter_map(|(code, width)| Some((code, number(document, width)? * scale)));
    (widths.collect(), USUAL_WIDTH)
}

/// The widths of a font of two bytes: `first [width…]` or `first last width`, repeated.
fn wide_widths(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f32>, f32) {
    let descendants = font
        .get_deref(b"DescendantFonts", document)
        .and_then(Object::as_array);
    let descendant = descendants.ok().and_then(|fonts| fonts.first());
    let descendant = descendant.and_then(|font| document.dereference(font).ok()?.1.as_dict().ok());
    let mut widths = BTreeMap::new();
    let Some(descendant) = descendant else {
        return (widths, 1.0);
    };
    let default = descendant
        .get(b"DW")
        .ok()
        .and_then(|width| number(document, width));
    let default = default.unwrap_or(1000.0) / 1000.0;
    let listed = descendant
        .get_deref(b"W", document)
        .and_then(Object::as_array);
    let mut listed = listed.map(Vec::as_slice).unwrap_or_default();
    while let [first, second, rest @ ..] = listed {
        listed = rest;
        let Some(first) = number(document, first).map(as_code) else {
            continue;
        };
        let second = document.dereference(second).map(|(_, object)| object);
        if let Ok(Object::Array(each)) = second {
            for (code, width) in (first..).zip(each) {
                let width = number(document, width).unwrap_or(1000.0);
                widths.insert(code, width / 1000.0);
            }
        } else if let [width, rest @ ..] = rest {
            listed = rest;
            let last = second
                .ok()
                .and_then(|last| number(document, last))
                .map(as_code);
            let width = number(document, width).unwrap_or(1000.0);
            let count = last.unwrap_or(first).saturating_sub(first) as usize + 1;
            for code in (first..).take(count.min(MAX_WIDTHS)) {
                widths.insert(code, width / 1000.0);
            }
        }
        if widths.len() > MAX_WIDTHS {
            break;
        }
    }
    (widths, default)
}

/// A code of two bytes that is written as a number.
fn as_code(number: f32) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is limited first"
    )]
    let code = number.clamp(0.0, 65535.0) as u32;
    code
}

fn number(document: &Document, object: &Object) -> Option<f32> {
    let number = document.dereference(object).ok()?.1.as_float().ok()?;
    number.is_finite().then_some(number)
}
