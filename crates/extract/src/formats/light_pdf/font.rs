//! What the codes of a font mean, and how wide their glyphs are (ISO 32000-1, §9.6 to §9.10).

use std::borrow::Cow;
use std::collections::HashMap;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::names;

/// What a font says of a glyph.
pub(super) struct Glyph<'f> {
    /// `None` where the file does not say what it means.
    pub(super) text: Option<Cow<'f, str>>,
    /// In sizes of the font.
    pub(super) width: f64,
    /// It is the space of one octet, which word spacing widens (§9.3.3).
    pub(super) is_space: bool,
}

/// A font, as far as text goes.
pub(super) struct Font {
    codes: Codes,
    /// By code; of composite fonts, by glyph.
    widths: HashMap<u32, f64>,
    other_width: f64,
}

enum Codes {
    /// One octet a glyph.
    Simple(Vec<Option<String>>),
    /// Two octets a glyph, and what the file says that they mean.
    Composite(Box<CMap>),
    /// Two octets of UTF-16 a glyph (§9.7.5.2).
    Unicode,
    /// Two octets a glyph, and no word of what they mean.
    Silent,
}

/// A width where the file names none: about that of Helvetica's letters.
const USUAL_WIDTH: f64 = 0.5;
/// Beyond the codes of composite fonts.
const COMPOSITE_CODES: u32 = 0x1_0000;
/// Many more widths than there are codes are no widths.
const MAX_WIDTHS: usize = 0x2_0000;

impl Font {
    /// Reads a font's dictionary.
    pub(super) fn read(dict: &Dict<'_>) -> Self {
        let stated = dict.get::<Stream<'_>>("ToUnicode").and_then(|stream| {
            let octets = stream.decoded_data().ok()?;
            CMap::parse(&octets, |_| None)
        });
        if named(dict, "Subtype").as_deref() == Some("Type0") {
            return Self::composite(dict, stated);
        }
        let means = |code: u32| stated.as_ref().and_then(|map| map.lookup_bf_string(code)).map(text);
        let encoding = encoding(dict);
        let codes = (0..256u32).zip(encoding).map(|(code, named)| means(code).or(named)).collect();
        Self { codes: Codes::Simple(codes), widths: simple_widths(dict), other_width: other_width(dict) }
    }

    fn composite(dict: &Dict<'_>, stated: Option<CMap>) -> Self {
        let inner =
            dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
        let inner = inner.unwrap_or_default();
        let is_unicode =
            named(dict, "Encoding").is_some_and(|name| name.contains("UCS2") || name.contains("UTF16"));
        let codes = match stated {
            Some(map) => Codes::Composite(Box::new(map)),
            None if is_unicode => Codes::Unicode,
            None => Codes::Silent,
        };
        let other_width = inner.get::<f64>("DW").unwrap_or(1000.0) / 1000.0;
        Self { codes, widths: composite_widths(&inner), other_width }
    }

    /// Returns the glyphs of a string.
    pub(super) fn glyphs<'f>(&'f self, octets: &'f [u8]) -> impl Iterator<Item = Glyph<'f>> {
        let is_simple = matches!(self.codes, Codes::Simple(_));
        octets.chunks(if is_simple { 1 } else { 2 }).map(move |code| {
            let code = code.iter().fold(0, |code, octet| code << 8 | u32::from(*octet));
            let text = match &self.codes {
                Codes::Simple(texts) => {
                    texts.get(code as usize).and_then(Option::as_deref).map(Cow::Borrowed)
                }
                Codes::Composite(map) => map.lookup_bf_string(code).map(text).map(Cow::Owned),
                Codes::Unicode => char::from_u32(code).map(|char| Cow::Owned(char.into())),
                Codes::Silent => None,
            };
            let width = self.widths.get(&code).copied().unwrap_or(self.other_width);
            Glyph { text, width, is_space: is_simple && code == 0x20 }
        })
    }
}

fn text(said: BfString) -> String {
    match said {
        BfString::Char(char) => char.to_string(),
        BfString::String(text) => text,
    }
}

fn named(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<Name<'_>>(key).map(|name| name.as_str().to_owned())
}

/// What each code of a simple font means (§9.6.6): a table, and what differs from it.
fn encoding(font: &Dict<'_>) -> Vec<Option<String>> {
    let own = font.get::<Dict<'_>>("Encoding").unwrap_or_default();
    let is_drawn = named(font, "Subtype").as_deref() == Some("Type3");
    let base = named(font, "Encoding").or_else(|| named(&own, "BaseEncoding"));
    let mut table: Vec<Option<String>> = match base.as_deref() {
        Some(name) => names::table(name),
        None => built_in(font),
    };
    let mut code = 0;
    for item in own.get::<Array<'_>>("Differences").iter().flat_map(|items| items.iter::<Object<'_>>()) {
        match item {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(place) = table.get_mut(code) {
                    let name = name.as_str();
                    *place = names::text_of(name).or_else(|| names::of_tex(name, code).filter(|_| is_drawn));
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    table
}

/// What the codes mean in the font's own program, where that can be told.
fn built_in(font: &Dict<'_>) -> Vec<Option<String>> {
    let descriptor = font.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let program = descriptor.get::<Stream<'_>>("FontFile").and_then(|stream| stream.decoded_data().ok());
    match program {
        Some(program) => names::of_type1(&program),
        None if named(font, "Subtype").as_deref() == Some("TrueType") => names::table("WinAnsiEncoding"),
        // The program names its glyphs in tables that are not read here.
        None if descriptor.contains_key("FontFile3") => vec![None; 256],
        None => names::table("StandardEncoding"),
    }
}

fn simple_widths(font: &Dict<'_>) -> HashMap<u32, f64> {
    let first = font.get::<u32>("FirstChar").unwrap_or(0);
    let widths = font.get::<Array<'_>>("Widths");
    let widths = widths.iter().flat_map(|widths| widths.iter::<f64>()).take(256);
    // Type 3 fonts have units of their own.
    let unit = match font.get::<Array<'_>>("FontMatrix").and_then(|matrix| matrix.iter::<f64>().next()) {
        Some(unit) if unit != 0.0 => unit.abs(),
        _ => 0.001,
    };
    (0..).zip(widths).map(|(n, width)| (first.saturating_add(n), width * unit)).collect()
}

fn other_width(font: &Dict<'_>) -> f64 {
    let descriptor = font.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    descriptor
        .get::<f64>("MissingWidth")
        .filter(|width| *width > 0.0)
        .map_or(USUAL_WIDTH, |width| width / 1000.0)
}

/// Runs of widths from a glyph on, and ranges of glyphs of one width (§9.7.4.3). They may
/// name a glyph a thousand times: what is counted is what they name.
fn composite_widths(font: &Dict<'_>) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let mut numbers = Vec::new();
    let mut room = MAX_WIDTHS;
    for item in font.get::<Array<'_>>("W").iter().flat_map(|items| items.iter::<Object<'_>>()) {
        match item {
            Object::Number(number) => numbers.push(number.as_f64()),
            Object::Array(run) => {
                let from = numbers.pop().unwrap_or(0.0) as u32;
                numbers.clear();
                let run: Vec<f64> = run.iter::<f64>().take(room).collect();
                room -= run.len();
                widths.extend((0..).zip(run).map(|(n, width)| (from.saturating_add(n), width / 1000.0)));
            }
            _ => {}
        }
        if let [from, to, width] = numbers[..] {
            let to = (to as u32).min(COMPOSITE_CODES);
            let glyphs: Vec<u32> = (from as u32..=to).take(room).collect();
            room -= glyphs.len();
            widths.extend(glyphs.into_iter().map(|glyph| (glyph, width / 1000.0)));
            numbers.clear();
        }
        if room == 0 {
            break;
        }
    }
    widths
}
