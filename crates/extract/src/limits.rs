//! How much a worker may take, and whether it must be shut in.

use std::time::Duration;

/// What one item, and one worker, may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// A larger item is not sent to a worker at all.
    pub input_bytes: usize,
    /// Text beyond this is not taken.
    pub output_bytes: usize,
    /// The worker's address space.
    pub memory_bytes: u64,
    /// Wall-clock time for one item; the worker is killed after it.
    pub item_time: Duration,
    /// Processor time for all items of one worker; it is replaced before that.
    pub worker_time: Duration,
    /// Items after which a worker is replaced.
    pub worker_items: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 256 << 20,
            output_bytes: 32 << 20,
            memory_bytes: 2 << 30,
            item_time: Duration::from_secs(30),
            worker_time: Duration::from_secs(600),
            worker_items: 1000,
        }
    }
}

/// Whether a worker without a whole sandbox may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confinement {
    /// A worker that cannot shut itself in is not asked.
    Required,
    /// The owner of the machine takes the risk: no sandbox is made.
    Waived,
}
