//! Why no worker could be asked; what an item does to one is no error.

use std::io;
use std::path::PathBuf;

/// No worker could be asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// The program could not be started.
    #[error("`{}` could not be started", program.display())]
    NotStarted {
        /// The worker's program.
        program: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The program started and did not speak as this version's worker does.
    #[error("`{}` is no worker of this version", program.display())]
    NotAWorker {
        /// The program.
        program: PathBuf,
    },
    /// The system cannot shut a worker in, and no one waived it.
    #[error("this system cannot confine a worker: no {}", missing.join(", no "))]
    Unconfined {
        /// The walls that are missing: `landlock`, `seccomp`, `rlimits`.
        missing: Vec<String>,
    },
}
