//! Workers for all threads: whoever has a file takes one that is free, or starts another.

use std::sync::{Mutex, PoisonError};

use greffe_extract::{Confinement, ExtractError, Extractor, Item, Limits, Reading, Tools, Worker};

/// Workers that are free.
pub(super) struct Pool {
    worker: Worker,
    confinement: Confinement,
    tools: Tools,
    free: Mutex<Vec<Extractor>>,
}

impl Pool {
    pub(super) fn new(worker: Worker, confinement: Confinement, tools: Tools) -> Self {
        Self { worker, confinement, tools, free: Mutex::default() }
    }

    /// Reads a file.
    pub(super) fn read(&self, item: &Item<'_>) -> Result<Reading, ExtractError> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut extractor = free.unwrap_or_else(|| self.another());
        let reading = extractor.read(item);
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(extractor);
        reading
    }

    fn another(&self) -> Extractor {
        Extractor::new(self.worker.clone(), Limits::default(), self.confinement)
            .with_tools(self.tools.clone())
    }
}
