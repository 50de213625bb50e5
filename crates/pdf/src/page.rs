//! The drawing instructions of a page, as far as they place text.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use crate::font::Font;
use crate::line::{Lines, Place};

/// The most bytes of the instructions of a page and of the forms that are drawn within one another.
/// Each becomes up to 270 bytes in memory. A larger page, such as a map, is left out.
const MAX_INSTRUCTION_BYTES: usize = 3 << 18;
/// How deep forms may be nested.
const MAX_FORM_DEPTH: usize = 8;
/// How many states may be saved.
const MAX_SAVED_STATES: usize = 256;
/// What drawing a form costs at least, in bytes.
const FORM_COST: usize = 8 << 10;
/// How far above a page its resources may be.
const MAX_TREE_DEPTH: usize = 32;

/// What was seen on all pages.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    /// Glyphs whose characters are known.
    pub(crate) mapped: usize,
    /// Glyphs whose characters are not known.
    pub(crate) unmapped: usize,
    pub(crate) images: usize,
    /// Whether something was left out because of a limit.
    pub(crate) skipped: bool,
}

/// Reads the pages of a document one after the other.
pub(crate) struct PageReader<'a> {
    document: &'a Document,
    /// By the address of its dictionary, which the document owns.
    fonts: BTreeMap<usize, Rc<Font>>,
    pub(crate) seen: Seen,
    remaining_content: usize,
    remaining_text: usize,
    /// The bytes of the instructions that are being followed.
    open_bytes: usize,
    lines: Lines,
    /// The replacement text of marked content that is open, until its first glyph is drawn.
    actual: Vec<Marked>,
}

/// A sequence of marked content.
enum Marked {
    Plain,
    /// Its glyphs stand for this text. `None` once that is written.
    Actual(Option<String>),
}

type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Returns the matrix that applies `first` and then `second`.
fn multiply(first: &Matrix, second: &Matrix) -> Matrix {
    let turn = |x: f32, y: f32| (x * second[0] + y * second[2], x * second[1] + y * second[3]);
    let across = turn(first[0], first[1]);
    let up = turn(first[2], first[3]);
    let origin = turn(first[4], first[5]);
    [
        across.0,
        across.1,
        up.0,
        up.1,
        origin.0 + second[4],
        origin.1 + second[5],
    ]
}

#[derive(Clone)]
struct State {
    /// From the units of the drawing to the page.
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    character_spacing: f32,
    word_spacing: f32,
    /// The horizontal scale; 1 is usual.
    scale: f32,
    leading: f32,
    rise: f32,
}

/// The matrices of text: of the next glyph and of the line's start.
struct TextPlace {
    glyph: Matrix,
    line: Matrix,
}

impl TextPlace {
    fn move_line(&mut self, x: f32, y: f32) {
        self.line = multiply(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.glyph = self.line;
    }
}

impl<'a> PageReader<'a> {
    pub(crate) fn new(document: &'a Document, content_bytes: usize, text_bytes: usize) -> Self {
        Self {
            document,
            fonts: BTreeMap::new(),
            seen: Seen::default(),
            remaining_content: content_bytes,
            remaining_text: text_bytes,
            open_bytes: 0,
            lines: Lines::default(),
            actual: Vec::new(),
        }
    }

    /// Reads the text of a page. Empty if the page has none, or is beyond a limit.
    pub(crate) fn read(&mut self, page: ObjectId) -> String {
        let limit = self.remaining_content.min(MAX_INSTRUCTION_BYTES);
        let Ok(bytes) = self.document.get_page_content_with_limit(page, limit) else {
            self.seen.skipped = true;
            return String::new();
        };
        let resources = self.page_resources(page);
        self.draw(&bytes, resources, IDENTITY, 0);
        self.actual.clear();
        let mut text = std::mem::take(&mut self.lines).finish();
        if text.len() > self.remaining_text {
            self.seen.skipped = true;
            let mut end = self.remaining_text;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            text.truncate(end);
        }
        self.remaining_text -= text.len();
        text
    }

    /// The resources of a page, which it may inherit.
    fn page_resources(&self, page: ObjectId) -> Option<&'a Dictionary> {
        let mut node = self.document.get_dictionary(page).ok()?;
        for _ in 0..MAX_TREE_DEPTH {
            if let Ok(resources) = node.get_deref(b"Resources", self.document) {
                return resources.as_dict().ok();
            }
            node = node
                .get_deref(b"Parent", self.document)
                .ok()?
                .as_dict()
                .ok()?;
        }
        None
    }

    fn draw(
        &mut self,
        bytes: &[u8],
        resources: Option<&'a Dictionary>,
        page: Matrix,
        depth: usize,
    ) {
        self.remaining_content = self
            .remaining_content
            .saturating_sub(bytes.len() + FORM_COST);
        let Ok(content) = Content::decode(bytes) else {
            return;
        };
        self.open_bytes += bytes.len();
        let mut drawing = Drawing {
            state: State {
                page,
                font: None,
                size: 0.0,
                character_spacing: 0.0,
                word_spacing: 0.0,
                scale: 1.0,
                leading: 0.0,
                rise: 0.0,
            },
            saved: Vec::new(),
            place: TextPlace {
                glyph: IDENTITY,
                line: IDENTITY,
            },
            resources,
            depth,
        };
        for operation in &content.operations {
            self.apply(&mut drawing, operation);
        }
        self.open_bytes -= bytes.len();
    }

    fn apply(&mut self, drawing: &mut Drawing<'a>, operation: &Operation) {
        let operands = &operation.operands;
        let number = |at: usize| operands.get(at).map_or(0.0, as_number);
        let state = &mut drawing.state;
        match &*operation.operator {
            "q" if drawing.saved.len() < MAX_SAVED_STATES => drawing.saved.push(state.clone()),
            "Q" => drawing.state = drawing.saved.pop().unwrap_or_else(|| state.clone()),
            "cm" => state.page = multiply(&matrix(operands), &state.page),
            "BT" => {
                drawing.place = TextPlace {
                    glyph: IDENTITY,
                    line: IDENTITY,
                }
            }
            "Tf" => {
                state.size = number(1);
                let name = operands.first().and_then(|name| name.as_name().ok());
                state.font = name.and_then(|name| self.font(drawing.resources, name));
            }
            "Tc" => state.character_spacing = number(0),
            "Tw" => state.word_spacing = number(0),
            "Tz" => state.scale = number(0) / 100.0,
            "TL" => state.leading = number(0),
            "Ts" => state.rise = number(0),
            "Td" => drawing.place.move_line(number(0), number(1)),
            "TD" => {
                state.leading = -number(1);
                drawing.place.move_line(number(0), number(1));
            }
            "Tm" => {
                let line = matrix(operands);
                drawing.place = TextPlace { glyph: line, line };
            }
            "T*" => drawing.next_line(),
            "Tj" => self.show(drawing, operands.first()),
            "'" => {
                drawing.next_line();
                self.show(drawing, operands.first());
            }
            "\"" => {
                state.word_spacing = number(0);
                state.character_spacing = number(1);
                drawing.next_line();
                self.show(drawing, operands.get(2));
            }
            "TJ" => self.show_adjusted(drawing, operands.first()),
            "BMC" | "BDC" => self.begin_marked(drawing.resources, operands.get(1)),
            "EMC" => drop(self.actual.pop()),
            "BI" => self.seen.images += 1,
            "Do" => {
                let name = operands.first().and_then(|name| name.as_name().ok());
                if let Some(stream) = name.and_then(|name| self.drawn_object(drawing, name)) {
                    self.draw_object(drawing, stream);
                }
            }
            _ => {}
        }
    }

    /// Shows strings with adjustments between them.
    fn show_adjusted(&mut self, drawing: &mut Drawing<'a>, items: Option<&Object>) {
        let items = items.and_then(|items| items.as_array().ok());
        for item in items.map(Vec::as_slice).unwrap_or_default() {
            if let Object::String(..) = item {
                self.show(drawing, Some(item));
            } else {
                let state = &drawing.state;
                let shift = -as_number(item) / 1000.0 * state.size * state.scale;
                let glyph = &drawing.place.glyph;
                drawing.place.glyph = multiply(&[1.0, 0.0, 0.0, 1.0, shift, 0.0], glyph);
            }
        }
    }

    fn show(&mut self, drawing: &mut Drawing<'a>, string: Option<&Object>) {
        let Some(Object::String(bytes, _)) = string else {
            return;
        };
        let Some(font) = drawing.state.font.clone() else {
            return;
        };
        for unit in bytes.chunks(if font.is_wide { 2 } else { 1 }) {
            let code = unit
                .iter()
                .fold(0, |code, byte| code << 8 | u32::from(*byte));
            let is_space = unit == b" ";
            let place = drawing.advance(font.width(code), is_space);
            let text = font.text(code).filter(|text| !text.contains('\u{fffd}'));
            self.seen.mapped += usize::from(text.is_some());
            self.seen.unmapped += usize::from(text.is_none());
            self.write(text.unwrap_or_default(), place);
        }
    }

    /// Writes the text of a glyph, or what it stands for.
    fn write(&mut self, text: &str, place: Place) {
        let is_actual = |marked: &&mut Marked| matches!(marked, Marked::Actual(_));
        match self.actual.iter_mut().find(is_actual) {
            Some(Marked::Actual(actual)) => {
                if let Some(text) = actual.take() {
                    self.lines.push(&text, place);
                }
            }
            _ => self.lines.push(text, place),
        }
    }

    fn begin_marked(&mut self, resources: Option<&'a Dictionary>, properties: Option<&Object>) {
        let document = self.document;
        let named = |name: &[u8]| {
            let all = resources?.get_deref(b"Properties", document).ok()?;
            all.as_dict()
                .ok()?
                .get_deref(name, document)
                .ok()?
                .as_dict()
                .ok()
        };
        let properties = match properties {
            Some(Object::Name(name)) => named(name),
            Some(Object::Dictionary(properties)) => Some(properties),
            _ => None,
        };
        let text = properties.and_then(|all| all.get_deref(b"ActualText", document).ok());
        let text = text.and_then(|text| lopdf::decode_text_string(text).ok());
        let is_nested = self
            .actual
            .iter()
            .any(|marked| matches!(marked, Marked::Actual(_)));
        let marked = text.filter(|_| !is_nested);
        self.actual
            .push(marked.map_or(Marked::Plain, |text| Marked::Actual(Some(text))));
    }

    fn font(&mut self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = resources?
            .get_deref(b"Font", self.document)
            .ok()?
            .as_dict()
            .ok()?;
        let font = fonts.get_deref(name, self.document).ok()?.as_dict().ok()?;
        let key = std::ptr::from_ref(font).addr();
        if let Some(font) = self.fonts.get(&key) {
            return Some(Rc::clone(font));
        }
        if self.remaining_content == 0 {
            self.seen.skipped = true;
            return None;
        }
        let font = Rc::new(Font::new(self.document, font));
        self.remaining_content = self.remaining_content.saturating_sub(font.cost);
        self.fonts.insert(key, Rc::clone(&font));
        Some(font)
    }

    fn drawn_object(&self, drawing: &Drawing<'a>, name: &[u8]) -> Option<&'a Stream> {
        let objects = drawing
            .resources?
            .get_deref(b"XObject", self.document)
            .ok()?;
        let object = objects
            .as_dict()
            .ok()?
            .get_deref(name, self.document)
            .ok()?;
        object.as_stream().ok()
    }

    fn draw_object(&mut self, drawing: &Drawing<'a>, stream: &'a Stream) {
        let dict = &stream.dict;
        let subtype = dict
            .get_deref(b"Subtype", self.document)
            .and_then(Object::as_name);
        let subtype = subtype.unwrap_or_default();
        if subtype != b"Form" {
            self.seen.images += usize::from(subtype == b"Image");
            return;
        }
        let limit = MAX_INSTRUCTION_BYTES.saturating_sub(self.open_bytes);
        let limit = limit.min(self.remaining_content);
        if limit == 0 || drawing.depth >= MAX_FORM_DEPTH {
            self.seen.skipped = true;
            return;
        }
        let Ok(bytes) = stream.get_plain_content_with_limit(limit) else {
            self.seen.skipped = true;
            return;
        };
        let own = dict
            .get_deref(b"Resources", self.document)
            .and_then(Object::as_dict);
        let resources = own.ok().or(drawing.resources);
        let placed = dict
            .get_deref(b"Matrix", self.document)
            .and_then(Object::as_array);
        let placed = placed.map_or(IDENTITY, |numbers| matrix(numbers));
        let page = multiply(&placed, &drawing.state.page);
        self.draw(&bytes, resources, page, drawing.depth + 1);
    }
}

/// The state of a sequence of drawing instructions.
struct Drawing<'a> {
    state: State,
    saved: Vec<State>,
    place: TextPlace,
    resources: Option<&'a Dictionary>,
    depth: usize,
}

impl Drawing<'_> {
    fn next_line(&mut self) {
        self.place.move_line(0.0, -self.state.leading);
    }

    /// Returns the place of the next glyph, `width` ems wide, and moves behind it.
    fn advance(&mut self, width: f32, is_space: bool) -> Place {
        let state = &self.state;
        let word_spacing = if is_space { state.word_spacing } else { 0.0 };
        let spacing = state.character_spacing + word_spacing;
        let shift = (width * state.size + spacing) * state.scale;
        let on_page = |glyph: &Matrix| {
            let raised = multiply(&[1.0, 0.0, 0.0, 1.0, 0.0, state.rise], glyph);
            multiply(&raised, &state.page)
        };
        let start = on_page(&self.place.glyph);
        self.place.glyph = multiply(&[1.0, 0.0, 0.0, 1.0, shift, 0.0], &self.place.glyph);
        let end = on_page(&self.place.glyph);
        let length = start[0].hypot(start[1]).max(f32::MIN_POSITIVE);
        Place {
            start: (start[4], start[5]),
            end: (end[4], end[5]),
            direction: (start[0] / length, start[1] / length),
            em: state.size.abs() * start[2].hypot(start[3]),
        }
    }
}

fn as_number(object: &Object) -> f32 {
    let number = object.as_float().unwrap_or(0.0);
    if number.is_finite() { number } else { 0.0 }
}

/// Missing numbers are those of the identity.
fn matrix(numbers: &[Object]) -> Matrix {
    let mut matrix = IDENTITY;
    for (value, number) in matrix.iter_mut().zip(numbers) {
        *value = as_number(number);
    }
    matrix
}
