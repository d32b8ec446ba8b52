//! One file that was handed in to parts of evidence: one for each file in it, or many
//! for a large one whose records are cut into batches that are read beside each other.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::absorb::Part;
use super::input::{Content, Receive};
use super::m365::{self, Batch};
use super::sink::Sink;
use super::times::Clock;
use super::{Reading, read_content, sniff};
use crate::model::{Evidence, Form, Source, SourceId, Why};

/// What is handed on, in order.
pub(super) enum Work {
    /// Evidence.
    Part(Box<Part>),
    /// Records that are still to be read.
    Batch(Batch),
}

/// The gathering of one file.
pub(super) struct Gather<'g> {
    /// How times are read.
    options: &'g Reading,
    /// Whether large files are cut.
    cuts: bool,
    /// Where evidence goes.
    hand_on: &'g mut dyn FnMut(Work),
    /// The evidence of the file that is read, until its hash is known.
    open: Part,
}

impl<'g> Gather<'g> {
    /// Gathers into `hand_on`.
    pub(super) fn new(options: &'g Reading, cuts: bool, hand_on: &'g mut dyn FnMut(Work)) -> Self {
        Gather { options, cuts, hand_on, open: Part::default() }
    }

    fn read(&mut self, content: &mut Content<'_>, modified_ms: Option<i64>) {
        let evidence = &mut self.open.evidence;
        let clock = Clock::new(self.options.zone.clone(), modified_ms);
        let mut sink = Sink::with_journal(evidence, SourceId(0), clock);
        // Readers of formats are not all ours: a file that breaks one is a damaged file.
        let is_read =
            catch_unwind(AssertUnwindSafe(|| read_content(content, &self.options.mappings, &mut sink)));
        if !matches!(is_read, Ok(Ok(()))) {
            let record = sink.told() + 1;
            sink.unreadable(record, Why::Damaged);
        }
        self.open.journal = sink.finish();
    }

    /// Hands on what stands open, then batch after batch; what is left open goes on with the source.
    fn cut(&mut self, form: Form, content: &mut Content<'_>) {
        if let Some(source) = self.open.evidence.sources.last_mut() {
            source.form = form;
        }
        let rest = Part { continues: true, evidence: of_source(""), ..Part::default() };
        let begun = Box::new(std::mem::replace(&mut self.open, rest));
        (self.hand_on)(Work::Part(begun));
        let mut cutter = m365::cut(content);
        while let Some(batch) = cutter.next() {
            (self.hand_on)(Work::Batch(batch));
        }
    }
}

impl Receive for Gather<'_> {
    fn file(&mut self, name: &str, modified_ms: Option<i64>, stream: &mut dyn Read) {
        self.open = Part { evidence: of_source(name), ..Part::default() };
        // A steady stream does not fail.
        let Ok(mut content) = Content::new(stream) else { return };
        let form = sniff::family_of(content.head()).map(|(form, _)| form);
        match form.filter(|form| self.cuts && m365::is_cut(*form)) {
            Some(form) => self.cut(form, &mut content),
            None => self.read(&mut content, modified_ms),
        }
    }

    fn archive(&mut self, name: &str) {
        self.open = Part { evidence: of_source(name), ..Part::default() };
        if let Some(source) = self.open.evidence.sources.last_mut() {
            source.form = Form::Archive;
        }
    }

    fn end(&mut self, bytes: u64, sha256: [u8; 32], trouble: Option<Why>) {
        let mut part = std::mem::take(&mut self.open);
        if let Some(why) = trouble {
            let mut sink = Sink::with_journal(&mut part.evidence, SourceId(0), Clock::default());
            // Cut: how many records came before is known when the parts are joined.
            let record = sink.told() + 1;
            sink.unreadable(record, why);
            part.journal.extend(sink.finish());
        }
        if let Some(source) = part.evidence.sources.last_mut() {
            (source.bytes, source.sha256) = (bytes, sha256);
        }
        (self.hand_on)(Work::Part(Box::new(part)));
    }
}

/// Something that was handed in and cannot be opened: a link in a folder, a socket.
pub(super) fn unopened(name: &str) -> Part {
    let mut part = Part { evidence: of_source(name), ..Part::default() };
    Sink::new(&mut part.evidence, SourceId(0)).unreadable(1, Why::Missing);
    part
}

/// Evidence of one source of which nothing was read yet.
pub(super) fn of_source(name: &str) -> Evidence {
    Evidence { sources: vec![Source::unread(name)], ..Evidence::default() }
}
