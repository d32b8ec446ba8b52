//! Which tool gets a second look at what, and what of its answer is taken.

use std::time::{Duration, Instant};

use super::{Errand, Languages, Launch, Run, Tool, Tools};
use crate::error::ExtractError;
use crate::extractor::{Extractor, Item};
use crate::picture::{NoPicture, Picture};
use crate::reading::{Mark, Outcome, Piece, Reading, Why};

/// Further pages of one file are not recognised...
const MAX_RECOGNISED_PAGES: u32 = 200;
/// ...nor any once that many times the time of an item is over.
const RECOGNITION_ITEM_TIMES: u32 = 10;
/// A page of A4 at 200 dots an inch.
const PAGE_WIDTH: u32 = 1654;
/// A photo of a page.
const PHOTO_WIDTH: u32 = 3000;
/// What an archive may unpack to, as within the worker.
const MAX_RATIO: usize = 200;
const RATIO_FLOOR_BYTES: usize = 16 << 20;
/// A version or a list of languages is no novel.
const MAX_BANNER_BYTES: usize = 64 << 10;

impl Extractor {
    /// Allows these tools a second look at what the worker does not read.
    #[must_use]
    pub fn with_tools(mut self, tools: Tools) -> Self {
        self.tools = tools;
        self
    }

    /// Returns what was asked for and is not installed: programs, and languages as `tesseract fra`.
    pub fn missing_tools(&self) -> Vec<String> {
        let asked = Tool::ALL.into_iter().filter(|tool| self.tools.asked(*tool));
        let mut missing: Vec<String> =
            asked.filter(|tool| tool.installed().is_none()).map(|tool| tool.name().to_owned()).collect();
        if let (Some(languages), Some(_)) = (&self.tools.ocr, Tool::Tesseract.installed()) {
            let known = self.banner(Tool::Tesseract, Errand::Languages);
            let is_unknown = |name: &&str| !known.lines().any(|line| line.trim() == *name);
            let unknown = languages.as_str().split('+').filter(is_unknown);
            missing.extend(unknown.map(|name| format!("tesseract {name}")));
        }
        missing
    }

    /// Has the tools look at what is missing in `first`; what they find goes into it.
    pub(crate) fn second_look(
        &mut self,
        item: &Item<'_>,
        mut first: Reading,
    ) -> Result<Reading, ExtractError> {
        let is_whole = first.outcome == Outcome::Complete;
        match format_of(&first, item.bytes) {
            "rar" => self.unpack(item, first),
            "pdf" if !is_whole => {
                self.read_pdf(item, &mut first);
                if first.outcome == Outcome::None(Why::NoText) {
                    self.recognise(item, PAGE_WIDTH, &mut first)?;
                }
                Ok(first)
            }
            "image" if !is_whole => {
                self.recognise(item, PHOTO_WIDTH, &mut first)?;
                Ok(first)
            }
            _ => Ok(first),
        }
    }

    fn read_pdf(&mut self, item: &Item<'_>, first: &mut Reading) {
        let room = self.limits.output_bytes;
        let Some(run) = self.run(Tool::Pdftotext, "", item.bytes, room) else { return };
        let text = String::from_utf8_lossy(&run.output).replace('\u{C}', "\n");
        if weight(&text) > body(first).map(|piece| weight(&piece.text)).sum() {
            take(first, text, run.stopped);
            first.format = "pdf".to_owned();
            first.by = Some(self.signature(Tool::Pdftotext));
        }
    }

    fn recognise(&mut self, item: &Item<'_>, width: u32, first: &mut Reading) -> Result<(), ExtractError> {
        let Some(languages) = self.tools.ocr.clone() else { return Ok(()) };
        let ends_at = Instant::now() + self.limits.item_time * RECOGNITION_ITEM_TIMES;
        let (mut text, mut stopped, mut page) = (String::new(), None, 0);
        loop {
            let drawing = match self.picture(item, page, width)? {
                Picture::Drawn(drawing) => drawing,
                Picture::None(NoPicture::Failed(why)) => {
                    stopped = stopped.or(Some(why));
                    break;
                }
                Picture::None(_) => break,
            };
            let Some(said) = self.recognise_page(&languages, &drawing.png, &mut stopped) else {
                return Ok(());
            };
            text.push_str(&said);
            page += 1;
            if page >= drawing.pages {
                break;
            }
            if page == MAX_RECOGNISED_PAGES || text.len() > self.limits.output_bytes {
                stopped = stopped.or(Some(Why::TooLarge));
                break;
            }
            if Instant::now() > ends_at {
                stopped = stopped.or(Some(Why::TimedOut));
                break;
            }
        }
        if weight(&text) > 0 {
            take(first, text, stopped);
            first.by = Some(self.signature(Tool::Tesseract));
        }
        Ok(())
    }

    /// `None` if there is no such program.
    fn recognise_page(
        &mut self,
        languages: &Languages,
        png: &[u8],
        stopped: &mut Option<Why>,
    ) -> Option<String> {
        let run = self.run(Tool::Tesseract, languages.as_str(), png, self.limits.output_bytes)?;
        *stopped = stopped.or(run.stopped);
        Some(String::from_utf8_lossy(&run.output).replace('\u{C}', "\n"))
    }

    /// Reads an archive that the tool unpacks to one that the worker knows.
    fn unpack(&mut self, item: &Item<'_>, first: Reading) -> Result<Reading, ExtractError> {
        let room = item.bytes.len().saturating_mul(MAX_RATIO).max(RATIO_FLOOR_BYTES);
        let Some(run) = self.run(Tool::Bsdtar, "", item.bytes, room.min(self.limits.input_bytes)) else {
            return Ok(first);
        };
        let why = match run.stopped {
            Some(Why::Damaged) if asks_for_password(&run.complaints) => Some(Why::Encrypted),
            stopped => stopped,
        };
        let tar = Item { name: "", content_type: "application/x-tar", bytes: &run.output };
        let mut reading = self.read_alone(&tar)?;
        reading.outcome = match (why, reading.outcome) {
            (None, outcome) => outcome,
            (Some(why), Outcome::Complete | Outcome::Truncated(_)) => Outcome::Truncated(why),
            (Some(why), Outcome::None(_)) => Outcome::None(why),
        };
        let by = Some(self.signature(Tool::Bsdtar));
        Ok(Reading { format: first.format, metadata: first.metadata, by, ..reading })
    }

    fn run(&self, tool: Tool, languages: &str, input: &[u8], room_bytes: usize) -> Option<Run> {
        if !self.tools.asked(tool) || tool.installed().is_none() {
            return None;
        }
        let patience = self.limits.item_time;
        self.launch().run(tool, Errand::Read(languages), input, room_bytes, patience).ok()
    }

    /// Returns a tool's name and version, as it says itself.
    fn signature(&mut self, tool: Tool) -> String {
        if let Some(known) = self.signatures.get(&tool) {
            return known.clone();
        }
        let banner = self.banner(tool, Errand::Version);
        let signature = match version(&banner) {
            Some(version) => format!("{} {version}", tool.name()),
            None => tool.name().to_owned(),
        };
        self.signatures.insert(tool, signature.clone());
        signature
    }

    /// Some programs say their version on one pipe and some on the other.
    fn banner(&self, tool: Tool, errand: Errand<'_>) -> String {
        let run = self.launch().run(tool, errand, b"", MAX_BANNER_BYTES, Duration::from_secs(10));
        run.map_or_else(
            |_| String::new(),
            |run| format!("{}\n{}", String::from_utf8_lossy(&run.output), run.complaints),
        )
    }

    fn launch(&self) -> Launch<'_> {
        Launch { program: self.worker.program(), limits: &self.limits, confinement: self.confinement }
    }
}

/// A worker that died of its file did not come to say what that was.
fn format_of<'a>(first: &'a Reading, bytes: &[u8]) -> &'a str {
    if first.format.is_empty() && bytes.starts_with(b"%PDF-") { "pdf" } else { &first.format }
}

fn version(banner: &str) -> Option<&str> {
    let is_version = |word: &&str| {
        word.len() <= 32
            && word.starts_with(|char: char| char.is_ascii_digit())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-+~".contains(&byte))
    };
    banner.split_whitespace().find(is_version)
}

pub(super) fn asks_for_password(complaints: &str) -> bool {
    let complaints = complaints.to_ascii_lowercase();
    complaints.contains("encrypt") || complaints.contains("passphrase")
}

/// The running text of the item itself.
fn body(reading: &Reading) -> impl Iterator<Item = &Piece> {
    reading.pieces.iter().filter(|piece| is_body(piece))
}

fn is_body(piece: &Piece) -> bool {
    piece.within.is_empty() && piece.mark == Mark::Body
}

/// How much a text says.
fn weight(text: &str) -> usize {
    text.chars().filter(|char| !char.is_whitespace() && !char.is_control()).count()
}

/// Puts what a tool read where the running text stood; the rest stays.
fn take(reading: &mut Reading, text: String, stopped: Option<Why>) {
    reading.pieces.retain(|piece| !is_body(piece));
    reading.pieces.insert(0, Piece { within: String::new(), mark: Mark::Body, text });
    reading.outcome = Outcome::of(stopped, true);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_banners() {
        assert_eq!(version("pdftotext version 22.12.0\nCopyright 2005-2022"), Some("22.12.0"));
        assert_eq!(version("tesseract 5.3.0\n leptonica-1.82.0"), Some("5.3.0"));
        assert_eq!(version("bsdtar 3.6.2 - libarchive 3.6.2"), Some("3.6.2"));
        assert_eq!(version("no \u{1B}[2J 5\u{1B}"), None);
    }

    #[test]
    fn what_killed_the_worker_is_told_by_its_beginning() {
        let dead = Reading { outcome: Outcome::None(Why::Crashed), ..Reading::default() };
        assert_eq!(format_of(&dead, b"%PDF-1.7 ..."), "pdf");
        assert_eq!(format_of(&dead, b"anything"), "");
        let read = Reading { format: "eml".into(), ..Reading::default() };
        assert_eq!(format_of(&read, b"%PDF-1.7 ..."), "eml");
    }

    #[test]
    fn a_second_look_replaces_the_running_text_alone() {
        let piece = |within: &str, mark, text: &str| Piece { within: within.into(), mark, text: text.into() };
        let mut reading = Reading {
            pieces: vec![
                piece("", Mark::Body, "ha"),
                piece("", Mark::Comment, "no"),
                piece("a", Mark::Body, "in"),
            ],
            ..Reading::default()
        };
        take(&mut reading, "half".into(), Some(Why::Damaged));
        assert_eq!(reading.text(), "half\nno\nin\n");
        assert_eq!(reading.outcome, Outcome::Truncated(Why::Damaged));
    }
}
