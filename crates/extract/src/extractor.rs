//! Asks a worker about items, one at a time, and replaces it when it has to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::error::ExtractError;
use crate::heard::{self, Heard};
use crate::limits::{Confinement, Limits};
use crate::picture::{MAX_WIDTH, NoPicture, Picture};
use crate::process::{Death, Process};
use crate::reading::{Outcome, Reading, Why};
use crate::tools::{Tool, Tools};
use crate::wire::{Request, Wish};

/// The worker's program, as it is installed.
const PROGRAM: &str = if cfg!(windows) { "greffe-extract.exe" } else { "greffe-extract" };

/// Longer names are cut: they only help to tell formats.
const MAX_NAME_BYTES: usize = 4096;

/// One file to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    /// Its name, as written; may be empty. Breaks ties between formats.
    pub name: &'a str,
    /// The declared `type/subtype`; may be empty. Breaks ties, too.
    pub content_type: &'a str,
    /// Its octets.
    pub bytes: &'a [u8],
}

/// Reads files through a worker, which is started when first needed.
///
/// One extractor asks one worker. For two cores, make two, in two threads.
#[derive(Debug)]
pub struct Extractor {
    pub(crate) worker: Worker,
    pub(crate) limits: Limits,
    pub(crate) confinement: Confinement,
    process: Option<Process>,
    pub(crate) tools: Tools,
    /// Names and versions of tools, once asked.
    pub(crate) signatures: BTreeMap<Tool, String>,
}

impl Extractor {
    /// Returns an extractor that will run `worker`; see [`installed`].
    pub fn new(worker: Worker, limits: Limits, confinement: Confinement) -> Self {
        let (tools, signatures) = (Tools::default(), BTreeMap::new());
        Self { worker, limits, confinement, process: None, tools, signatures }
    }

    /// Reads one file. Whatever the file does to the worker is an outcome of the
    /// reading, and leaves the extractor ready for the next.
    ///
    /// # Errors
    /// When no worker can be asked: nothing was read, and the next call will
    /// most likely fail alike.
    pub fn read(&mut self, item: &Item<'_>) -> Result<Reading, ExtractError> {
        if item.bytes.len() > self.limits.input_bytes {
            return Ok(Reading { outcome: Outcome::None(Why::TooLarge), ..Reading::default() });
        }
        let first = self.read_alone(item)?;
        self.second_look(item, first)
    }

    /// Has the worker read one file.
    pub(crate) fn read_alone(&mut self, item: &Item<'_>) -> Result<Reading, ExtractError> {
        let request = self.request(item, Wish::Reading);
        let patience = self.limits.item_time;
        self.attempt(|worker| {
            let mut heard = Heard { room_bytes: request.output_bytes, ..Heard::default() };
            let asked = worker.ask(&request, item.bytes, patience, |stdout| heard.listen(stdout));
            let mut reading = heard.reading;
            if let Err(death) = asked {
                reading.outcome = Outcome::of(Some(death.why), !reading.pieces.is_empty());
                reading.signal = death.signal;
            }
            (reading, asked)
        })
    }

    /// Draws one page, counted from 0, of a PDF or of an image, which has one; at
    /// most `width` pixels wide, and no wider than an image is. As with [`Self::read`],
    /// whatever the file does to the worker is an answer.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn picture(&mut self, item: &Item<'_>, page: u32, width: u32) -> Result<Picture, ExtractError> {
        if item.bytes.len() > self.limits.input_bytes {
            return Ok(Picture::None(NoPicture::Failed(Why::TooLarge)));
        }
        let request = self.request(item, Wish::Picture { page, width: width.clamp(1, MAX_WIDTH) });
        let patience = self.limits.item_time;
        self.attempt(|worker| {
            let mut seen = Picture::None(NoPicture::Failed(Why::Crashed));
            let asked = worker.ask(&request, item.bytes, patience, |stdout| {
                seen = heard::picture(page, stdout)?;
                Ok(())
            });
            if let Err(death) = asked {
                seen = Picture::None(NoPicture::Failed(death.why));
            }
            (seen, asked)
        })
    }

    fn request(&self, item: &Item<'_>, wish: Wish) -> Request {
        let (name, content_type) = (clipped(item.name), clipped(item.content_type));
        Request { name, content_type, output_bytes: self.limits.output_bytes, wish }
    }

    /// Asks a worker, and a new one if a worn one died of it: that may have been
    /// the fault of what came before.
    fn attempt<T>(
        &mut self,
        ask: impl Fn(&mut Process) -> (T, Result<(), Death>),
    ) -> Result<T, ExtractError> {
        let is_fresh = self.process.is_none();
        let (first, asked) = self.with_worker(&ask)?;
        match asked {
            Err(Death { why: Why::Crashed | Why::TooLarge, .. }) if !is_fresh => {
                Ok(self.with_worker(&ask)?.0)
            }
            _ => Ok(first),
        }
    }

    fn with_worker<T>(
        &mut self,
        ask: impl Fn(&mut Process) -> (T, Result<(), Death>),
    ) -> Result<(T, Result<(), Death>), ExtractError> {
        let mut worker = match self.process.take() {
            Some(worker) => worker,
            None => Process::start(&self.worker, &self.limits, self.confinement)?,
        };
        let answer = ask(&mut worker);
        if answer.1.is_ok() && !self.is_worn(&worker) {
            self.process = Some(worker);
        }
        Ok(answer)
    }

    /// Says whether the next item might meet the end of the worker's own limits.
    fn is_worn(&self, worker: &Process) -> bool {
        worker.items >= self.limits.worker_items
            || worker.busy + self.limits.item_time > self.limits.worker_time
    }
}

fn clipped(name: &str) -> String {
    let mut end = name.len().min(MAX_NAME_BYTES);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default().to_owned()
}

/// A program that serves as a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worker {
    /// It reads all formats.
    Whole(PathBuf),
    /// It reads those of the feature `light`, whatever it was built with.
    Light(PathBuf),
}

impl Worker {
    /// Returns the program.
    pub fn program(&self) -> &Path {
        match self {
            Self::Whole(program) | Self::Light(program) => program,
        }
    }
}

/// Returns where the worker's program lies: beside the program that runs, if it
/// is there. `PATH` is not searched: whoever can change it would read along.
pub fn installed() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?.with_file_name(PROGRAM);
    program.is_file().then_some(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_between_characters() {
        assert_eq!(clipped("a.pdf"), "a.pdf");
        assert_eq!(clipped(&"é".repeat(4000)).len(), MAX_NAME_BYTES);
        assert_eq!(clipped(&format!("a{}", "é".repeat(4000))).len(), MAX_NAME_BYTES - 1);
    }

    #[test]
    fn what_is_no_worker_is_an_error() {
        let read = |program: &str| {
            let item = Item { name: "a.txt", content_type: "", bytes: b"text" };
            Extractor::new(Worker::Whole(program.into()), Limits::default(), Confinement::Required)
                .read(&item)
        };
        assert!(matches!(read("/no/such/program"), Err(ExtractError::NotStarted { .. })));
        if cfg!(unix) {
            assert!(matches!(read("/bin/true"), Err(ExtractError::NotAWorker { .. })));
            assert!(matches!(read("/bin/echo"), Err(ExtractError::NotAWorker { .. })));
        }
    }

    #[test]
    fn a_large_item_is_not_sent() {
        let limits = Limits { input_bytes: 3, ..Limits::default() };
        let mut extractor =
            Extractor::new(Worker::Whole("/no/such/program".into()), limits, Confinement::Required);
        let reading =
            extractor.read(&Item { name: "", content_type: "", bytes: b"four" }).expect("a reading");
        assert_eq!(reading.outcome, Outcome::None(Why::TooLarge));
    }
}
