//! One run of a tool: launched behind walls, fed, watched, and heard within bounds.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use super::{Errand, Tool};
use crate::limits::{Confinement, Limits};
use crate::process::{tail, wait_a_moment, watched};
use crate::reading::Why;

/// The launcher and the bounds of what it launches.
pub(crate) struct Launch<'a> {
    /// The worker's program: it shuts itself in and becomes the tool.
    pub(crate) program: &'a Path,
    pub(crate) limits: &'a Limits,
    pub(crate) confinement: Confinement,
}

/// What a tool said.
pub(crate) struct Run {
    pub(crate) output: Vec<u8>,
    /// The end of its complaints.
    pub(crate) complaints: String,
    /// What ended it before its time.
    pub(crate) stopped: Option<Why>,
}

impl Launch<'_> {
    /// Runs `tool` on `input`, and takes at most `room_bytes` of what it says.
    ///
    /// # Errors
    /// When the launcher could not be started.
    pub(crate) fn run(
        &self,
        tool: Tool,
        errand: Errand<'_>,
        input: &[u8],
        room_bytes: usize,
        patience: Duration,
    ) -> io::Result<Run> {
        let mut child = self.command(tool, errand).spawn()?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(mut stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        thread::scope(|scope| {
            // Who reads no further breaks the pipe: what it said counts.
            scope.spawn(move || stdin.write_all(input));
            let complaints = scope.spawn(move || tail(stderr));
            let mut output = Vec::new();
            let (read, was_late) =
                watched(&mut child, patience, || stdout.take(room_bytes as u64 + 1).read_to_end(&mut output));
            let is_full = output.len() > room_bytes;
            output.truncate(room_bytes);
            let status = if is_full { None } else { wait_a_moment(&mut child) };
            end(&mut child);
            let stopped = match status {
                _ if was_late => Some(Why::TimedOut),
                _ if is_full => Some(Why::TooLarge),
                Some(status) if read.is_ok() => trouble(status),
                _ => Some(Why::Crashed),
            };
            Ok(Run { output, complaints: complaints.join().unwrap_or_default(), stopped })
        })
    }

    pub(super) fn command(&self, tool: Tool, errand: Errand<'_>) -> Command {
        let mut command = Command::new(self.program);
        command
            .args(["--tool", tool.name()])
            .args(["--memory-bytes", &self.limits.memory_bytes.to_string()])
            .args(["--cpu-seconds", &(self.limits.item_time.as_secs() + 1).to_string()])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        match errand {
            Errand::Version => command.args(["--errand", "version"]),
            Errand::Languages => command.args(["--errand", "languages"]),
            Errand::Read("") => &mut command,
            Errand::Read(languages) => command.args(["--languages", languages]),
        };
        if self.confinement == Confinement::Waived {
            command.arg("--unsandboxed");
        }
        command
    }
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// An exit with a complaint is the file's damage; a signal is a crash.
fn trouble(status: ExitStatus) -> Option<Why> {
    match status.code() {
        Some(0) => None,
        Some(_) => Some(Why::Damaged),
        None => Some(Why::Crashed),
    }
}
