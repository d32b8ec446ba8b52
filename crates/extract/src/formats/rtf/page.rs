//! The state of a document being read: groups, destinations, charsets, marks.

use std::collections::HashMap;
use std::mem;

use encoding_rs::{Encoding, WINDOWS_1252};
use greffe_mapi::codepage;

use crate::reading::{Mark, Metadata, Why};
use crate::worker::{Scribe, claim};

/// Deeper groups are counted, and share the state of this one.
const MAX_LEVELS: usize = 2000;

/// Where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Destination {
    Page(Mark),
    Fact(Fact),
    Fonts,
    Nowhere,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Title,
    Author,
    Operator,
    Company,
    Template,
    Created,
    Modified,
}

#[derive(Debug, Clone, Copy)]
struct Group {
    destination: Destination,
    /// Character properties go before the destination's mark.
    is_deleted: bool,
    is_hidden: bool,
    encoding: &'static Encoding,
    /// How many characters stand in for one `\u`.
    stand_ins: usize,
}

/// All of it.
pub(super) struct Page {
    groups: Vec<Group>,
    /// Levels beyond the deepest group kept.
    surplus: usize,
    has_begun: bool,
    is_over: bool,
    /// A `\*` was read, whose word comes next.
    is_optional: bool,
    /// Stand-ins still to be skipped after a `\u`.
    skipped: usize,
    /// Octets not yet decoded: a character may have two.
    octets: Vec<u8>,
    text: String,
    lead_surrogate: Option<u16>,
    default_encoding: &'static Encoding,
    font: i32,
    fonts: HashMap<i32, &'static Encoding>,
    date: [i32; 6],
    facts: Metadata,
}

impl Default for Page {
    fn default() -> Self {
        let group = Group {
            destination: Destination::Page(Mark::Body),
            is_deleted: false,
            is_hidden: false,
            encoding: WINDOWS_1252,
            stand_ins: 1,
        };
        Self {
            groups: vec![group],
            surplus: 0,
            has_begun: false,
            is_over: false,
            is_optional: false,
            skipped: 0,
            octets: Vec::new(),
            text: String::new(),
            lead_surrogate: None,
            default_encoding: WINDOWS_1252,
            font: 0,
            fonts: HashMap::new(),
            date: [0; 6],
            facts: Metadata::default(),
        }
    }
}

impl Page {
    /// The outermost group was closed: what follows is none of the document.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    pub(super) fn open(&mut self, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        self.settle(scribe)?;
        self.has_begun = true;
        self.skipped = 0;
        match self.groups.last() {
            Some(group) if self.groups.len() < MAX_LEVELS => self.groups.push(*group),
            _ => self.surplus += 1,
        }
        Ok(())
    }

    pub(super) fn close(&mut self, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        self.settle(scribe)?;
        self.skipped = 0;
        if self.surplus > 0 {
            self.surplus -= 1;
            return Ok(());
        }
        if let Some(Group { destination: Destination::Fact(fact), .. }) = self.groups.last().copied() {
            self.note_date(fact);
        }
        if self.groups.len() > 1 {
            self.groups.pop();
        }
        self.is_over = self.has_begun && self.groups.len() == 1;
        Ok(())
    }

    pub(super) fn octet(&mut self, octet: u8) {
        self.is_optional = false;
        if self.skipped > 0 {
            self.skipped -= 1;
        } else {
            self.octets.push(octet);
        }
    }

    pub(super) fn text(&mut self, text: &[u8]) {
        let skipped = self.skipped.min(text.len());
        self.skipped -= skipped;
        self.octets.extend(text.iter().skip(skipped));
        self.is_optional = false;
    }

    pub(super) fn symbol(&mut self, symbol: u8, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        if symbol == b'*' {
            self.is_optional = true;
            return Ok(());
        }
        if self.skipped > 0 {
            self.skipped -= 1;
            return Ok(());
        }
        match symbol {
            b'{' | b'}' | b'\\' => self.octets.push(symbol),
            b'~' => self.char('\u{A0}'),
            b'_' => self.char('\u{2011}'),
            b'\r' | b'\n' => self.char('\n'),
            _ => {}
        }
        self.relieve(scribe)
    }

    pub(super) fn word(
        &mut self,
        word: &[u8],
        number: Option<i32>,
        scribe: &mut Scribe<'_>,
    ) -> Result<(), Why> {
        let is_optional = mem::take(&mut self.is_optional);
        if let Some(char) = char_of(word) {
            if self.skipped > 0 {
                self.skipped -= 1;
            } else {
                self.char(char);
            }
            return self.relieve(scribe);
        }
        if word == b"u" {
            self.unicode(number.unwrap_or(0));
            return self.relieve(scribe);
        }
        self.settle(scribe)?;
        match destination_of(word) {
            Some(destination) => self.go_to(destination),
            None if is_optional => self.go_to(Destination::Nowhere),
            None => self.set(word, number),
        }
        Ok(())
    }

    /// What is nowhere stays there, whatever is opened inside.
    fn go_to(&mut self, destination: Destination) {
        if let Some(group) = self.groups.last_mut().filter(|group| group.destination != Destination::Nowhere)
        {
            group.destination = destination;
        }
        self.date = [0; 6];
    }

    fn set(&mut self, word: &[u8], number: Option<i32>) {
        let value = number.unwrap_or(1);
        let in_fonts = self.here().is_some_and(|group| group.destination == Destination::Fonts);
        match word {
            b"ansicpg" => self.default_encoding = codepage::encoding(value.into()).unwrap_or(WINDOWS_1252),
            b"f" => self.font = value,
            b"fcharset" => {
                codepage::of_font(value).map(|encoding| self.fonts.insert(self.font, encoding));
            }
            b"yr" => self.date[0] = value,
            b"mo" => self.date[1] = value,
            b"dy" => self.date[2] = value,
            b"hr" => self.date[3] = value,
            b"min" => self.date[4] = value,
            b"sec" => self.date[5] = value,
            _ => {}
        }
        let (default, font) = (self.default_encoding, self.fonts.get(&self.font).copied());
        let Some(group) = self.groups.last_mut() else { return };
        match word {
            b"ansicpg" => group.encoding = default,
            b"f" if !in_fonts => group.encoding = font.unwrap_or(default),
            b"uc" => group.stand_ins = usize::try_from(value).unwrap_or(1).min(16),
            b"deleted" => group.is_deleted = value != 0,
            b"v" => group.is_hidden = value != 0,
            b"plain" => (group.is_deleted, group.is_hidden, group.encoding) = (false, false, default),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        self.decode();
        // Written as a signed 16-bit number; pairs stand for what is beyond.
        let unit = (number & 0xFFFF) as u16;
        match (self.lead_surrogate.take(), unit) {
            (_, 0xD800..=0xDBFF) => self.lead_surrogate = Some(unit),
            (Some(lead), 0xDC00..=0xDFFF) => {
                self.text.extend(char::decode_utf16([lead, unit]).map(|char| char.unwrap_or('\u{FFFD}')));
            }
            (_, unit) => self.text.push(char::from_u32(unit.into()).unwrap_or('\u{FFFD}')),
        }
        self.skipped = self.here().map_or(1, |group| group.stand_ins);
    }

    fn char(&mut self, char: char) {
        self.decode();
        self.text.push(char);
    }

    fn here(&self) -> Option<&Group> {
        self.groups.last()
    }

    fn decode(&mut self) {
        if !self.octets.is_empty() {
            let octets = mem::take(&mut self.octets);
            let encoding = self.here().map_or(WINDOWS_1252, |group| group.encoding);
            self.text.push_str(&encoding.decode_without_bom_handling(&octets).0);
        }
    }

    /// Settles once there is much.
    fn relieve(&mut self, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        if self.text.len() > 4096 { self.settle(scribe) } else { Ok(()) }
    }

    /// Brings what was read to where it belongs, before that changes.
    fn settle(&mut self, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        self.decode();
        let text = mem::take(&mut self.text);
        let Some(group) = self.here().copied().filter(|_| !text.is_empty()) else { return Ok(()) };
        match group.destination {
            Destination::Page(_) if group.is_deleted => scribe.write(Mark::Deleted, &text),
            Destination::Page(_) if group.is_hidden => scribe.write(Mark::Hidden, &text),
            Destination::Page(mark) => scribe.write(mark, &text),
            Destination::Fact(fact) => {
                self.note(fact, &text);
                Ok(())
            }
            Destination::Fonts | Destination::Nowhere => Ok(()),
        }
    }

    fn note(&mut self, fact: Fact, text: &str) {
        let field = match fact {
            Fact::Title => &mut self.facts.title,
            Fact::Author => &mut self.facts.author,
            Fact::Operator => &mut self.facts.last_saved_by,
            Fact::Company => &mut self.facts.company,
            Fact::Template => &mut self.facts.template,
            Fact::Created | Fact::Modified => return,
        };
        *field = claim(&(field.take().unwrap_or_default() + text));
    }

    fn note_date(&mut self, fact: Fact) {
        let [year, month, day, hour, minute, second] = self.date;
        let is_date = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let date =
            is_date.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"));
        match fact {
            Fact::Created => self.facts.created = date,
            Fact::Modified => self.facts.modified = date,
            _ => {}
        }
    }

    pub(super) fn finish(&mut self, scribe: &mut Scribe<'_>) -> Result<(), Why> {
        scribe.metadata = mem::take(&mut self.facts);
        self.settle(scribe)
    }
}

/// Words that stand for one character.
fn char_of(word: &[u8]) -> Option<char> {
    Some(match word {
        b"par" | b"line" | b"row" | b"sect" | b"page" | b"nestrow" => '\n',
        b"tab" | b"cell" | b"nestcell" => '\t',
        b"emdash" => '—',
        b"endash" => '–',
        b"lquote" => '‘',
        b"rquote" => '’',
        b"ldblquote" => '“',
        b"rdblquote" => '”',
        b"bullet" => '•',
        b"emspace" | b"enspace" | b"qmspace" => ' ',
        _ => return None,
    })
}

fn destination_of(word: &[u8]) -> Option<Destination> {
    Some(match word {
        b"footnote" => Destination::Page(Mark::Notes),
        b"annotation" => Destination::Page(Mark::Comment),
        b"shptxt" => Destination::Page(Mark::TextBox),
        b"header" | b"headerl" | b"headerr" | b"headerf" | b"footer" | b"footerl" | b"footerr"
        | b"footerf" => Destination::Page(Mark::HeaderFooter),
        // A shape is optional, and so is the list of its text.
        b"shpinst" | b"shp" => Destination::Page(Mark::TextBox),
        b"title" => Destination::Fact(Fact::Title),
        b"author" => Destination::Fact(Fact::Author),
        b"operator" => Destination::Fact(Fact::Operator),
        b"company" => Destination::Fact(Fact::Company),
        b"template" => Destination::Fact(Fact::Template),
        b"creatim" => Destination::Fact(Fact::Created),
        b"revtim" => Destination::Fact(Fact::Modified),
        b"fonttbl" => Destination::Fonts,
        b"colortbl"
        | b"stylesheet"
        | b"listtable"
        | b"listoverridetable"
        | b"revtbl"
        | b"rsidtbl"
        | b"generator"
        | b"pict"
        | b"objdata"
        | b"objclass"
        | b"fldinst"
        | b"themedata"
        | b"colorschememapping"
        | b"latentstyles"
        | b"datastore"
        | b"xmlnstbl"
        | b"filetbl"
        | b"atnauthor"
        | b"atnid"
        | b"atndate"
        | b"atnref"
        | b"atrfstart"
        | b"atrfend"
        | b"bkmkstart"
        | b"bkmkend"
        | b"sp"
        | b"nonshppict"
        | b"xe"
        | b"tc"
        | b"listname"
        | b"leveltext"
        | b"levelnumbers" => Destination::Nowhere,
        _ => return None,
    })
}
