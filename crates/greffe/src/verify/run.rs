//! All sources, one after the other, to their lines and totals.
//!
//! A file that holds a single message shows nothing of the export it came in;
//! together, such *loose* mails of one call may. So they count as one source,
//! which ends with the call, wherever they stand between the others.

use std::io;
use std::path::{Path, PathBuf};

use greffe_authenticate::Rewriting;
use greffe_intake::{Event, Found, Lost, NothingKnown, Source};
use rayon::prelude::*;

use super::held::{HeldBack, LOOSE, Lines};
use super::message::{Judged, judge_found};
use super::{LISTED_MISSING, Printer, VerifiedMessage, VerifyProgress, VerifyReport};
use crate::error::Error;
use crate::import::LostSpan;
use crate::keys::Missing;
use crate::octets::Octets;
use crate::reader::{Load, Reader};
use crate::verdicts::{Judge, Tally};

/// Events that are looked at to see whether a file holds a single message; in an
/// honest one there is little else.
const LOOSE_EVENTS: usize = 64;

/// A verification under way.
pub(super) struct Run<'a, 'p> {
    judge: Judge,
    printer: &'a mut Printer<'p>,
    report: VerifyReport,
    tally: Tally,
    pub(super) missing: Missing,
    held: HeldBack,
    loose: SoFar,
    /// Whether the export of each source rewrote bodies, by its number; that of
    /// the loose mails is known last.
    rewritten: Vec<bool>,
    total_bytes: Option<u64>,
    bytes_before: u64,
}

/// One source so far. Its totals stand in two versions, as its lines do.
#[derive(Default)]
struct SoFar {
    number: usize,
    messages: u64,
    rewriting: Rewriting,
    as_received: Tally,
    as_rewritten: Tally,
    /// Messages of which there are two versions, and a bundle of the first: here is the second.
    bundled: Vec<VerifiedMessage>,
}

/// A source as it is read.
struct Reading<'a> {
    reader: Reader,
    path: &'a Path,
}

/// Its first events, and whether the source ended with them.
struct Beginning {
    events: Vec<Event>,
    is_all: bool,
}

impl<'a, 'p> Run<'a, 'p> {
    pub(super) fn new(judge: Judge, printer: &'a mut Printer<'p>, total_bytes: Option<u64>) -> Self {
        Self {
            judge,
            printer,
            report: VerifyReport::default(),
            tally: Tally::default(),
            missing: Missing::default(),
            held: HeldBack::default(),
            loose: SoFar { number: LOOSE, ..SoFar::default() },
            rewritten: vec![false],
            total_bytes,
            bytes_before: 0,
        }
    }

    /// Judges one source to its end.
    pub(super) fn source(&mut self, source: Box<dyn Source>, path: &Path) -> Result<(), Error> {
        let reading = Reading { reader: Reader::start(source, NothingKnown), path };
        let beginning = self.beginning(&reading)?;
        if beginning.is_all && messages(&beginning.events) == 1 {
            let mut loose = std::mem::take(&mut self.loose);
            let done = self.load(beginning.events, path, &mut loose);
            self.loose = loose;
            return done;
        }
        let mut so_far = SoFar { number: self.rewritten.len(), ..SoFar::default() };
        self.load(beginning.events, path, &mut so_far)?;
        if !beginning.is_all {
            while let Some(events) = self.next(&reading)? {
                self.load(events, path, &mut so_far)?;
            }
        }
        let is_rewritten = self.end(so_far)?;
        if is_rewritten {
            self.report.rewritten.push(path.display().to_string());
        }
        self.rewritten.push(is_rewritten);
        if self.held.holds_loose() { Ok(()) } else { self.release() }
    }

    /// Reads until it is clear that there is more than one message, or that there is not.
    fn beginning(&mut self, reading: &Reading<'_>) -> Result<Beginning, Error> {
        let mut events = Vec::new();
        let may_be_loose = !reading.path.is_dir();
        while let Some(more) = self.next(reading)? {
            events.extend(more);
            if !may_be_loose || messages(&events) > 1 || events.len() > LOOSE_EVENTS {
                return Ok(Beginning { events, is_all: false });
            }
        }
        Ok(Beginning { events, is_all: true })
    }

    /// Reads on; `None` at the end.
    fn next(&mut self, reading: &Reading<'_>) -> Result<Option<Vec<Event>>, Error> {
        match reading.reader.next()? {
            Load::Events { events, read_bytes, .. } => {
                let messages = self.report.messages + messages(&events) as u64;
                let (bytes, total_bytes) = (self.bytes_before + read_bytes, self.total_bytes);
                (self.printer.tell)(VerifyProgress::Judged { messages, bytes, total_bytes });
                Ok(Some(events))
            }
            Load::End { fingerprint } => {
                self.bytes_before += fingerprint.map_or(0, |fingerprint| fingerprint.bytes);
                Ok(None)
            }
        }
    }

    fn load(&mut self, events: Vec<Event>, path: &Path, so_far: &mut SoFar) -> Result<(), Error> {
        let mut found = Vec::new();
        for event in events {
            match event {
                Event::Message(message) => found.push(message),
                Event::Lost(lost) => self.lost(lost, path),
                Event::Document(_) => self.report.files += 1,
                Event::Skipped { .. }
                | Event::Bookkeeping { .. }
                | Event::Renumbered { .. }
                | Event::FileDone { .. } => {}
            }
        }
        for (judged, lines) in self.judged(found, path)? {
            self.count(&judged, so_far);
            self.held.print(&lines, so_far.number, self.printer.out).map_err(unprinted)?;
        }
        Ok(())
    }

    fn judged(&self, found: Vec<Found>, path: &Path) -> Result<Vec<(Judged, Lines)>, Error> {
        let (judge, lines, bundles) = (&self.judge, self.printer.lines, self.printer.bundles);
        let judged = |found: Found| {
            let judged = judge_found(&found, shown(path, &found.path), judge);
            if let Some(bundles) = &bundles {
                let (octets, _) = Octets::found(&found);
                bundles.write(&judged.message, &octets, judge.keys())?;
            }
            let as_rewritten = judged.as_rewritten.as_ref().map(lines);
            let lines = Lines { as_received: lines(&judged.message), as_rewritten };
            Ok((judged, lines))
        };
        found.into_par_iter().map(judged).collect()
    }

    fn lost(&mut self, lost: Lost, path: &Path) {
        self.report.unreadable += 1;
        let lost = LostSpan {
            source: path.display().to_string(),
            path: lost.path,
            offset: lost.offset,
            bytes: lost.length,
            reason: lost.reason.as_str().to_owned(),
        };
        (self.printer.tell)(VerifyProgress::Lost(lost));
    }

    fn count(&mut self, judged: &Judged, so_far: &mut SoFar) {
        let message = &judged.message;
        let outline = message.judgement.outline();
        let as_rewritten = judged.as_rewritten.as_ref().map(|message| message.judgement.outline());
        so_far.messages += 1;
        so_far.rewriting.count(&outline);
        so_far.as_received.count(message.kind, &outline);
        so_far.as_rewritten.count(message.kind, as_rewritten.as_ref().unwrap_or(&outline));
        if self.printer.bundles.is_some() {
            so_far.bundled.extend(judged.as_rewritten.clone());
        }
        self.missing.count(&outline, message.kind, message.date);
        self.report.messages += 1;
    }

    /// Ends a source: now it is known whether its export rewrote bodies.
    fn end(&mut self, so_far: SoFar) -> Result<bool, Error> {
        let is_rewritten = so_far.rewriting.is_seen();
        if let Some(bundles) = self.printer.bundles.as_ref().filter(|_| is_rewritten) {
            for message in &so_far.bundled {
                bundles.write_again(message, self.judge.keys())?;
            }
        }
        self.tally.join(if is_rewritten { &so_far.as_rewritten } else { &so_far.as_received });
        Ok(is_rewritten)
    }

    fn release(&mut self) -> Result<(), Error> {
        let is_rewritten = |number: usize| self.rewritten.get(number) == Some(&true);
        std::mem::take(&mut self.held).release(&is_rewritten, self.printer.out).map_err(unprinted)
    }

    /// Ends the call, and with it the loose mails.
    pub(super) fn finish(mut self) -> Result<VerifyReport, Error> {
        let loose = std::mem::take(&mut self.loose);
        let loose_messages = loose.messages;
        if self.end(loose)? {
            self.rewritten[LOOSE] = true;
            self.report.rewritten_loose = loose_messages;
        }
        self.release()?;
        let Tally { kinds, signed, verdicts } = self.tally;
        let mut missing = self.missing.ranked();
        missing.truncate(LISTED_MISSING);
        Ok(VerifyReport { kinds, signed, verdicts, missing, ..self.report })
    }
}

fn messages(events: &[Event]) -> usize {
    events.iter().filter(|event| matches!(event, Event::Message(_))).count()
}

/// The file that a message is in, as one would name it from here.
fn shown(source: &Path, path: &str) -> String {
    if source == Path::new("-") {
        return path.to_owned();
    }
    let root = if source.is_dir() { Some(source) } else { source.parent() };
    root.unwrap_or(Path::new("")).join(path).display().to_string()
}

/// What the system says about standard output is not about a file of ours.
fn unprinted(cause: io::Error) -> Error {
    Error::Write { path: PathBuf::from("-"), cause }
}
