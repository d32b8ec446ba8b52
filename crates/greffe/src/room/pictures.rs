//! What files inside messages look like, drawn by the worker.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use greffe_extract::{Confinement, Extractor, Item, Limits, Picture, Worker};

use super::Room;
use crate::error::Error;
use crate::record::Act;

/// A person waits for a picture: less patience than for a reading.
const PATIENCE: Duration = Duration::from_secs(10);

/// The one worker that draws for a room. Whoever else wants a picture waits for it,
/// so that a page full of pictures takes one processor and the memory of one worker.
#[derive(Default)]
pub(super) struct Painter(Mutex<Option<Extractor>>);

impl Painter {
    fn draw(
        &self,
        worker: fn() -> Option<Worker>,
        item: &Item<'_>,
        page: u32,
        width: u32,
    ) -> Result<Picture, Error> {
        let mut place = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let extractor = match place.as_mut() {
            Some(extractor) => extractor,
            None => place.insert(extractor(worker())?),
        };
        Ok(extractor.picture(item, page, width)?)
    }
}

/// Nobody waives the sandbox for a look.
fn extractor(worker: Option<Worker>) -> Result<Extractor, Error> {
    // The light one draws nothing.
    let Some(worker @ Worker::Whole(_)) = worker else { return Err(Error::NoWorker) };
    let limits = Limits { item_time: PATIENCE, ..Limits::default() };
    Ok(Extractor::new(worker, limits, Confinement::Required))
}

impl Room {
    /// Has the worker draw a page of a file inside a message, counted from 0; at most
    /// `width` pixels wide. What it cannot draw is an answer, not an error.
    ///
    /// # Errors
    /// `NoSuchPart` if the message has no such part; `PartNotHeld` if it is too long; `NoWorker` where the one that reads all
    /// formats is not installed; `Worker` where it cannot be asked.
    pub fn picture(&self, id: &str, n: usize, page: u32, width: u32) -> Result<Picture, Error> {
        self.recorder.record(Act::View)?;
        let message = self.message(&self.find(id)?)?;
        let missing = || Error::NoSuchPart { n, parts: message.part_count() };
        let part = message.part(n).ok_or_else(missing)?;
        if part.left_out > 0 {
            return Err(Error::PartNotHeld { n });
        }
        let bytes = part.bytes().ok_or_else(missing)?;
        let name = part.name.as_deref().unwrap_or_default();
        let item = Item { name, content_type: &part.content_type, bytes };
        self.painter.draw(self.edges.worker, &item, page, width)
    }
}
