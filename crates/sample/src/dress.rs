//! Dress: charset, transfer encoding, structure and line ends, chosen for a draft.
//!
//! Most mails are dressed well. A few are dressed oddly, each oddity in a
//! known share, and the truth says which.

use greffe_terms::Defect;

use crate::attachment::{File, photo};
use crate::chance::Chance;
use crate::draft::{Draft, Html};
use crate::mail::{Oddity, Place};
use crate::page::{self, Program};
use crate::wire::{Charset, NameStyle, Part, Style, TextDress, Transfer};
use crate::words::Language;

/// How one mail is written.
#[derive(Debug, Clone)]
pub(crate) struct Dress {
    pub(crate) text: TextDress,
    pub(crate) header: Style,
    structure: Structure,
    /// The picture that the HTML shows, if any.
    pub(crate) picture: Option<File>,
    name: NameStyle,
    pub(crate) lf_only: bool,
    pub(crate) oddities: Vec<Oddity>,
    pub(crate) defects: Vec<Defect>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Structure {
    Text,
    TextAndHtml(Program),
    Html(Program),
}

impl Dress {
    /// Chooses how `draft` is written.
    pub(crate) fn choose(draft: &mut Draft, chance: &mut Chance) -> Self {
        let structure = structure(draft, chance);
        let mut dress = Self {
            text: text_dress(draft, structure, chance),
            header: header_style(chance),
            structure,
            picture: picture(draft, structure, chance),
            name: name_style(draft, chance),
            lf_only: chance.percent(9),
            oddities: Vec::new(),
            defects: Vec::new(),
        };
        // A needle must lie where the truth says, whoever reads it.
        if draft.needle.is_none() && draft.attack.is_none() && draft.story.is_none() {
            dress.make_odd(draft, chance);
        }
        dress.fit_charset(draft);
        dress.note(draft);
        dress
    }

    /// The dress no reader stumbles over: plain UTF-8.
    pub(crate) fn plain() -> Self {
        let utf8 = Charset::Utf8;
        Self {
            text: TextDress {
                charset: utf8,
                declared: Some(utf8),
                transfer: Transfer::QuotedPrintable,
                flowed: false,
            },
            header: Style::B(utf8),
            structure: Structure::Text,
            picture: None,
            name: NameStyle::Rfc2231,
            lf_only: false,
            oddities: Vec::new(),
            defects: Vec::new(),
        }
    }

    /// Says whether the octets are the text's, without structure or encoding.
    pub(crate) fn is_bare_text(&self) -> bool {
        self.structure == Structure::Text && self.text.transfer == Transfer::AsIs
    }

    /// Makes the root part of `draft`.
    pub(crate) fn body(&self, draft: &Draft, boundary: &mut impl FnMut() -> String) -> Part {
        let main = match &draft.body {
            Some(part) => part.clone(),
            None => self.main_part(draft, boundary),
        };
        if draft.files.is_empty() {
            return main;
        }
        let files = draft.files.iter().map(|file| Part::file(file, self.name));
        Part::multi("mixed", boundary(), std::iter::once(main).chain(files).collect())
    }

    fn main_part(&self, draft: &Draft, boundary: &mut impl FnMut() -> String) -> Part {
        match self.structure {
            Structure::Text => self.text_part(draft),
            Structure::Html(program) => self.html_part(draft, program, None),
            Structure::TextAndHtml(program) => {
                let html = match &self.picture {
                    None => self.html_part(draft, program, None),
                    Some(picture) => self.html_with_picture(draft, program, picture, boundary),
                };
                Part::multi("alternative", boundary(), vec![self.text_part(draft), html])
            }
        }
    }

    fn text_part(&self, draft: &Draft) -> Part {
        if self.text.transfer == Transfer::AsIs || self.text.flowed {
            return Part::text("plain", &page::wrapped(&draft.text, self.text.flowed), self.text);
        }
        Part::text("plain", &draft.text, self.text)
    }

    fn html_part(&self, draft: &Draft, program: Program, picture: Option<&str>) -> Part {
        let page = match &draft.html {
            Html::BesideText(page) | Html::Alone(page) => page.clone(),
            Html::ByProgram => page::html(&draft.text, program, picture),
        };
        Part::text("html", &page, TextDress { flowed: false, ..self.text })
    }

    fn html_with_picture(
        &self,
        draft: &Draft,
        program: Program,
        picture: &File,
        boundary: &mut impl FnMut() -> String,
    ) -> Part {
        let boundary = boundary();
        let content_id =
            format!("logo.{}@hautes-terres.example", boundary.trim_start_matches(['-', '=', '_']));
        let html = self.html_part(draft, program, Some(&content_id));
        let parts = vec![html, Part::inline(picture, &content_id)];
        Part::multi("related; type=\"text/html\"", boundary, parts)
    }

    /// Breaks one rule, rarely.
    fn make_odd(&mut self, draft: &Draft, chance: &mut Chance) {
        let is_western = !matches!(self.text.charset, Charset::Utf16 | Charset::Koi8r);
        match chance.below(70) {
            0 => self.header = Style::Cut,
            1 => self.header = Style::Raw(Charset::Utf8),
            2 if is_guessed_as_latin1(draft) => self.header = Style::Raw(Charset::Latin1),
            3 if is_western => {
                self.text.charset = Charset::Windows1252;
                self.text.declared = Some(Charset::Utf8);
            }
            4 if is_western => self.text.declared = None,
            _ => {}
        }
    }

    /// Falls back to UTF-8 where the charset lacks a letter of the text.
    fn fit_charset(&mut self, draft: &mut Draft) {
        let charset = self.text.charset;
        if charset == Charset::Utf8 || charset == Charset::Utf16 {
            return;
        }
        if charset != Charset::Windows1252 {
            draft.text = plainer(&draft.text);
            if let Html::BesideText(page) | Html::Alone(page) = &mut draft.html {
                *page = plainer(page);
            }
        }
        let page = draft.html.page().unwrap_or_default();
        if charset.encode(&draft.text).is_none() || charset.encode(page).is_none() {
            self.text.charset = Charset::Utf8;
            self.text.declared = self.text.declared.map(|_| Charset::Utf8);
        }
    }

    /// Writes down what is odd about this dress.
    fn note(&mut self, draft: &Draft) {
        let page = draft.html.page().unwrap_or_default();
        let beyond_ascii = draft.body.is_none() && !(draft.text.is_ascii() && page.is_ascii());
        let wrong = self.text.declared.is_some_and(|declared| declared != self.text.charset);
        // A text that the charset cannot hold goes into encoded-words after all.
        let raw = |charset: Charset| {
            self.header == Style::Raw(charset)
                && draft.header_texts().any(|text| !text.is_ascii() && charset.encode(text).is_some())
        };
        let raw_name =
            self.name == NameStyle::RawUtf8 && draft.files.iter().any(|file| !file.name.is_ascii());
        let found = [
            (Oddity::LfOnly, Some(Defect::BareLf), self.lf_only),
            (Oddity::WrongCharset, Some(Defect::GuessedCharset), wrong && beyond_ascii),
            (Oddity::NoCharset, Some(Defect::GuessedCharset), self.text.declared.is_none() && beyond_ascii),
            (Oddity::RawUtf8Header, Some(Defect::EightBitHeader), raw(Charset::Utf8)),
            (Oddity::RawUtf8Name, Some(Defect::EightBitHeader), raw_name),
            (Oddity::RawLatin1Header, Some(Defect::EightBitHeader), raw(Charset::Latin1)),
            (
                Oddity::CutEncodedWord,
                None,
                self.header == Style::Cut && draft.header_texts().any(|text| !text.is_ascii()),
            ),
            (Oddity::FormatFlowed, None, self.text.flowed && self.structure == Structure::Text),
            (Oddity::HtmlOnly, None, matches!(self.structure, Structure::Html(_)) && draft.body.is_none()),
            (Oddity::PathInName, None, draft.files.iter().any(|file| file.name.contains(['/', '\\']))),
            (Oddity::BidiInName, None, draft.files.iter().any(|file| file.name.contains('\u{202e}'))),
            (Oddity::FromLine, None, draft.text.contains("\nFrom ") || draft.text.starts_with("From ")),
        ];
        for (oddity, defect, _) in found.iter().filter(|(_, _, holds)| *holds) {
            self.oddities.push(*oddity);
            self.defects.extend(defect);
        }
        self.defects.sort();
        self.defects.dedup();
    }
}

fn structure(draft: &Draft, chance: &mut Chance) -> Structure {
    let program = chance.pick(&[Program::Office, Program::Office, Program::Webmail, Program::Plain]);
    match (&draft.html, draft.place()) {
        (Html::BesideText(_), _) => Structure::TextAndHtml(program),
        (Html::Alone(_), _) => Structure::Html(program),
        (Html::ByProgram, Some(Place::HtmlOnly)) => Structure::Html(program),
        (Html::ByProgram, Some(_)) => Structure::Text,
        _ if draft.kind == greffe_terms::Kind::Automatic => Structure::Text,
        _ => match chance.below(100) {
            0..=44 => Structure::Text,
            45..=92 => Structure::TextAndHtml(program),
            _ => Structure::Html(program),
        },
    }
}

/// Chooses a logo, now and then, for a page that the writer's program makes.
fn picture(draft: &Draft, structure: Structure, chance: &mut Chance) -> Option<File> {
    let is_made = matches!(structure, Structure::TextAndHtml(_)) && draft.html == Html::ByProgram;
    (is_made && chance.one_in(8)).then(|| photo(chance.between(1_000, 9_000) as usize, chance))
}

fn text_dress(draft: &Draft, structure: Structure, chance: &mut Chance) -> TextDress {
    let charset = charset(draft, chance);
    let mut transfer = match draft.place() {
        Some(Place::Body) => Transfer::AsIs,
        Some(Place::QuotedPrintable) => Transfer::QuotedPrintable,
        Some(Place::Base64) => Transfer::Base64,
        _ => chance.pick(&[
            Transfer::AsIs,
            Transfer::AsIs,
            Transfer::AsIs,
            Transfer::QuotedPrintable,
            Transfer::QuotedPrintable,
            Transfer::QuotedPrintable,
            Transfer::Base64,
        ]),
    };
    // UTF-16 has NUL octets; HTML has lines over the 998 octets of RFC 5322 §2.1.1.
    if charset == Charset::Utf16 {
        transfer = Transfer::Base64;
    } else if structure != Structure::Text && transfer == Transfer::AsIs {
        transfer = Transfer::QuotedPrintable;
    }
    let flowed = structure == Structure::Text && transfer == Transfer::AsIs && chance.percent(20);
    TextDress { charset, declared: Some(charset), transfer, flowed }
}

fn charset(draft: &Draft, chance: &mut Chance) -> Charset {
    if draft.voice.language == Language::Russian {
        return Charset::Koi8r;
    }
    if draft.place() == Some(Place::DecomposedAccents) {
        return Charset::Utf8;
    }
    if draft.text.is_ascii() && draft.html == Html::ByProgram && chance.percent(50) {
        return Charset::Ascii;
    }
    match chance.below(1000) {
        0..=99 => Charset::Latin1,
        100..=179 => Charset::Windows1252,
        180..=209 => Charset::Latin9,
        // It must be base64, where a needle may have to be something else.
        210..=214 if draft.needle.is_none() => Charset::Utf16,
        _ => Charset::Utf8,
    }
}

/// Says whether a reader can tell that the header is in Latin-1 where nothing declares it.
///
/// A name like `Aït` reads as well in a Baltic charset: only a dictionary would know.
fn is_guessed_as_latin1(draft: &Draft) -> bool {
    Charset::Latin1.encode(&draft.subject).is_some() && !draft.header_texts().any(|text| text.contains('ï'))
}

/// Chooses how file names are written; never so that a needle in one depends on a guess.
fn name_style(draft: &Draft, chance: &mut Chance) -> NameStyle {
    match chance.below(8) {
        0..=2 => NameStyle::Rfc2231,
        3 => NameStyle::Rfc2231Pieces,
        4 if draft.place() != Some(Place::AttachmentName) => NameStyle::RawUtf8,
        _ => NameStyle::EncodedWord,
    }
}

fn header_style(chance: &mut Chance) -> Style {
    match chance.below(10) {
        0..=3 => Style::B(Charset::Utf8),
        4..=7 => Style::Q(Charset::Utf8),
        8 => Style::Q(Charset::Latin1),
        _ => Style::B(Charset::Windows1252),
    }
}

/// Replaces typographic signs that older charsets lack.
fn plainer(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '’' | '‘' => out.push('\''),
            '“' | '”' => out.push('"'),
            '–' | '—' => out.push('-'),
            '…' => out.push_str("..."),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            '€' => out.push_str("EUR"),
            _ => out.push(letter),
        }
    }
    out
}
