//! What a page shows, in the order in which it is drawn: operators that show text, and
//! where they put it (ISO 32000-1, §9.4). Words are told apart by the room between them.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::Font;
use crate::reading::Why;

/// Forms within forms, and states within states.
const MAX_DEPTH: usize = 16;
/// Operators of one page: a form may be drawn by a thousand forms, each drawn by a thousand.
const MAX_OPERATORS: u32 = 3_000_000;
/// Room between words, and between lines, in sizes of the font.
const WORD_GAP: f64 = 0.11;
const LINE_GAP: f64 = 0.4;
/// A step back of so much begins another column.
const COLUMN_STEP: f64 = -1.0;

/// Reads pages; fonts are kept from one to the next.
#[derive(Default)]
pub(super) struct Reader {
    /// By their object; one that is none, by the object that holds it and its name there.
    fonts: HashMap<(ObjectIdentifier, Option<String>), Rc<Font>>,
}

/// What was read of a page.
pub(super) struct Said {
    pub(super) text: String,
    pub(super) glyphs: Glyphs,
    /// What kept the rest from being read.
    pub(super) stopped: Result<(), Why>,
    /// There are fonts to say something with.
    has_fonts: bool,
}

impl Said {
    pub(super) fn nothing(stopped: Result<(), Why>) -> Self {
        Self { text: String::new(), glyphs: Glyphs::default(), stopped, has_fonts: false }
    }

    /// Says whether another reader might find more than this.
    pub(super) fn is_doubtful(&self) -> bool {
        let is_silent = || self.has_fonts && self.text.trim().is_empty();
        self.stopped.is_err() || !self.glyphs.are_known() || is_silent()
    }
}

/// How many glyphs were met.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Glyphs {
    /// The file says what they mean.
    known: u64,
    /// It does not.
    unknown: u64,
}

/// Of so many glyphs one may be unknown before text is said to be missing.
const KNOWN_PER_UNKNOWN: u64 = 50;

impl Glyphs {
    pub(super) fn add(&mut self, others: Self) {
        self.known += others.known;
        self.unknown += others.unknown;
    }

    pub(super) fn are_known(self) -> bool {
        self.unknown * KNOWN_PER_UNKNOWN <= self.known
    }
}

impl Reader {
    /// Reads a page.
    pub(super) fn read(&mut self, page: &Page<'_>) -> Said {
        let contents = page.page_stream();
        let is_packed = contents.is_none() && page.raw().get::<Stream<'_>>("Contents").is_some();
        let mut said = Said::nothing(if is_packed { Err(Why::Damaged) } else { Ok(()) });
        said.has_fonts = !page.resources().fonts.is_empty();
        let mut hand = Hand { reader: self, said, end: None, operators: 0 };
        hand.follow(contents.unwrap_or_default(), page.resources(), Matrix::IDENTITY, 0);
        hand.said
    }

    fn font(&mut self, resources: &Resources<'_>, name: &Name<'_>) -> Option<Rc<Font>> {
        let dict = resources.get_font(name)?;
        let key = match resources.fonts.get_ref(name) {
            Some(own) => (own.into(), None),
            None => (dict.obj_id()?, Some(name.as_str().to_owned())),
        };
        Some(Rc::clone(self.fonts.entry(key).or_insert_with(|| Rc::new(Font::read(&dict)))))
    }
}

/// A transformation of the plane (§8.3.3).
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Returns what does this first, and then `after`.
    fn then(self, after: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, after.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    fn moved(self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }
}

/// What text is shown with (§9.3).
#[derive(Clone)]
struct State {
    plane: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    leading: f64,
    char_space: f64,
    word_space: f64,
    stretch: f64,
}

/// Where the last glyph ended, and how large it was.
#[derive(Clone, Copy)]
struct End {
    x: f64,
    y: f64,
    size: f64,
}

/// Follows the operators of one page.
struct Hand<'r> {
    reader: &'r mut Reader,
    said: Said,
    end: Option<End>,
    operators: u32,
}

impl Hand<'_> {
    fn follow(&mut self, octets: &[u8], resources: &Resources<'_>, plane: Matrix, depth: usize) {
        let mut state = State {
            plane,
            font: None,
            size: 1.0,
            leading: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
        };
        let mut saved = Vec::new();
        let (mut line, mut at) = (Matrix::IDENTITY, Matrix::IDENTITY);
        let mut operators = UntypedIter::new(octets);
        while let Some(instruction) = operators.next() {
            self.operators += 1;
            if self.operators > MAX_OPERATORS {
                self.said.stopped = Err(Why::TooLarge);
                return;
            }
            let numbers = || numbers(&instruction);
            match &**instruction.operator {
                b"q" if saved.len() < 1000 => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.plane = matrix(&numbers()).then(state.plane),
                b"BT" => (line, at) = (Matrix::IDENTITY, Matrix::IDENTITY),
                b"Tf" => {
                    let mut operands = instruction.operands();
                    if let Some(Object::Name(name)) = operands.next() {
                        state.font = self.reader.font(resources, name);
                    }
                    state.size = numbers().first().copied().unwrap_or(1.0);
                }
                b"TL" => state.leading = first(&numbers()),
                b"Tc" => state.char_space = first(&numbers()),
                b"Tw" => state.word_space = first(&numbers()),
                b"Tz" => state.stretch = first(&numbers()) / 100.0,
                b"Tm" => (line, at) = (matrix(&numbers()), matrix(&numbers())),
                b"Td" | b"TD" => {
                    let [x, y] = pair(&numbers());
                    if &**instruction.operator == b"TD" {
                        state.leading = -y;
                    }
                    line = line.moved(x, y);
                    at = line;
                }
                b"T*" => {
                    line = line.moved(0.0, -state.leading);
                    at = line;
                }
                b"'" | b"\"" => {
                    line = line.moved(0.0, -state.leading);
                    at = self.show_all(instruction.operands(), &state, line);
                }
                b"Tj" | b"TJ" => at = self.show_all(instruction.operands(), &state, at),
                b"Do" if depth < MAX_DEPTH => {
                    if let Some(Object::Name(name)) = instruction.operands().next() {
                        self.draw(resources, name, state.plane, depth);
                    }
                }
                _ => {}
            }
        }
    }

    /// Follows the operators of a form (§8.10); images say nothing.
    fn draw(&mut self, resources: &Resources<'_>, name: &Name<'_>, plane: Matrix, depth: usize) {
        let Some(stream) = resources.get_x_object(name) else { return };
        let dict = stream.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_str() != "Form") {
            return;
        }
        let Ok(octets) = stream.decoded_data() else { return };
        let own: Vec<f64> = dict
            .get::<Array<'_>>("Matrix")
            .map(|numbers| numbers.iter::<f64>().collect())
            .unwrap_or_default();
        let plane = if own.is_empty() { plane } else { matrix(&own).then(plane) };
        match dict.get::<Dict<'_>>("Resources") {
            Some(own) => self.follow(&octets, &Resources::new(own), plane, depth + 1),
            None => self.follow(&octets, resources, plane, depth + 1),
        }
    }

    /// Shows strings, and makes the room between them; returns where the last one ends.
    fn show_all<'b, 'a: 'b>(
        &mut self,
        operands: impl Iterator<Item = &'b Object<'a>>,
        state: &State,
        mut at: Matrix,
    ) -> Matrix {
        for operand in operands {
            match operand {
                Object::String(text) => at = self.show(text.as_bytes(), state, at),
                Object::Array(items) => {
                    for item in items.iter::<Object<'_>>() {
                        match item {
                            Object::String(text) => at = self.show(text.as_bytes(), state, at),
                            Object::Number(gap) => {
                                at = at.moved(-gap.as_f64() / 1000.0 * state.size * state.stretch, 0.0);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        at
    }

    fn show(&mut self, octets: &[u8], state: &State, mut at: Matrix) -> Matrix {
        let Some(font) = &state.font else {
            self.said.glyphs.unknown += octets.len() as u64;
            return at;
        };
        for glyph in font.glyphs(octets) {
            let spaces = state.char_space + if glyph.is_space { state.word_space } else { 0.0 };
            let advance = (glyph.width * state.size + spaces) * state.stretch;
            let next = at.moved(advance, 0.0);
            self.put(glyph.text.as_deref(), at.then(state.plane), next.then(state.plane), state.size);
            at = next;
        }
        at
    }

    /// Takes a glyph down, after a space or a new line if there is room before it.
    fn put(&mut self, text: Option<&str>, from: Matrix, to: Matrix, size: f64) {
        let Some(text) = text else {
            self.said.glyphs.unknown += 1;
            return;
        };
        self.said.glyphs.known += 1;
        let [a, b, c, d, x, y] = from.0;
        let along = a.hypot(b).max(f64::MIN_POSITIVE);
        let size = (size * c.hypot(d)).abs();
        if let Some(end) = self.end {
            let (dx, dy) = (x - end.x, y - end.y);
            // Along the line, and across it, however the page is turned.
            let (forward, across) = ((dx * a + dy * b) / along, (dy * a - dx * b) / along);
            let larger = size.max(end.size).max(f64::MIN_POSITIVE);
            if across.abs() > LINE_GAP * larger || forward < COLUMN_STEP * larger {
                self.said.text.push('\n');
            } else if forward > WORD_GAP * larger && !self.said.text.ends_with([' ', '\n']) {
                self.said.text.push(' ');
            }
        }
        self.said.text.push_str(text);
        let [.., x, y] = to.0;
        self.end = Some(End { x, y, size });
    }
}

fn numbers(instruction: &Instruction<'_, '_>) -> Vec<f64> {
    let number = |operand: &Object<'_>| match operand {
        Object::Number(number) => Some(number.as_f64()),
        _ => None,
    };
    instruction.operands().filter_map(number).collect()
}

fn first(numbers: &[f64]) -> f64 {
    numbers.first().copied().unwrap_or(0.0)
}

fn pair(numbers: &[f64]) -> [f64; 2] {
    numbers.first_chunk().copied().unwrap_or([0.0; 2])
}

fn matrix(numbers: &[f64]) -> Matrix {
    numbers.first_chunk().map_or(Matrix::IDENTITY, |six| Matrix(*six))
}
