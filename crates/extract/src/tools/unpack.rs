//! An archive of any size, unpacked to tar by `bsdtar` while it is read.
//!
//! The file itself is the tool's standard input, since 7z begins at its end; what comes
//! back is a stream, of which the reader decides how much it takes.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::second_look::asks_for_password;
use super::{Errand, Launch, Tool};
use crate::limits::{Confinement, Limits};
use crate::process::tail;

/// Processor time for one archive: a dump of a terabyte may take hours, a loop ends, too.
const PATIENCE: Duration = Duration::from_secs(36_000);

/// An archive being unpacked; dropping it ends the tool.
///
/// At its end it is an error that the tool could not read everything:
/// `PermissionDenied` where it was asked for a password, else `InvalidData`.
#[derive(Debug)]
pub struct Unpacking {
    child: Child,
    stdout: ChildStdout,
    complaints: Option<JoinHandle<String>>,
}

impl Unpacking {
    /// Has `program`, the worker's, become the tool that reads `archive` from where it stands.
    ///
    /// # Errors
    /// When it could not be started.
    pub fn start(program: &Path, archive: File) -> io::Result<Self> {
        let limits = Limits { item_time: PATIENCE, ..Limits::default() };
        let launch = Launch { program, limits: &limits, confinement: Confinement::Required };
        let mut command = launch.command(Tool::Bsdtar, Errand::Read(""));
        let mut child = command.stdin(Stdio::from(archive)).spawn()?;
        let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        Ok(Self { child, stdout, complaints: Some(thread::spawn(move || tail(stderr))) })
    }

    fn end(&mut self) -> io::Result<()> {
        let Some(complaints) = self.complaints.take() else { return Ok(()) };
        if self.child.wait()?.success() {
            return Ok(());
        }
        let complaints = complaints.join().unwrap_or_default();
        let is_locked = asks_for_password(&complaints);
        Err(if is_locked { io::ErrorKind::PermissionDenied } else { io::ErrorKind::InvalidData }.into())
    }
}

impl Read for Unpacking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        match self.stdout.read(buffer)? {
            0 => self.end().map(|()| 0),
            n => Ok(n),
        }
    }
}

impl Drop for Unpacking {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
