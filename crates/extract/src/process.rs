//! One worker process, seen from the outside: asked, watched, and killed in time.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::ExtractError;
use crate::extractor::Worker;
use crate::limits::{Confinement, Limits};
use crate::reading::Why;
use crate::wire::{self, Answer, Request};

/// What Rust prints when memory cannot be had, before it aborts.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// A process, and both pipes to it.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    stdin: BufWriter<ChildStdin>,
    stdout: BufReader<ChildStdout>,
    /// Ends with the last words of the worker, once it is dead.
    last_words: Option<thread::JoinHandle<String>>,
    pub(crate) items: u32,
    pub(crate) busy: Duration,
}

/// The death of a worker: what it died of, and the signal that ended it, if one did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Death {
    pub(crate) why: Why,
    pub(crate) signal: Option<i32>,
}

impl Process {
    /// Starts the program of `worker` and waits until it says that it is shut in.
    pub(crate) fn start(
        worker: &Worker,
        limits: &Limits,
        confinement: Confinement,
    ) -> Result<Self, ExtractError> {
        let program = worker.program();
        let not_started = |source| ExtractError::NotStarted { program: program.to_owned(), source };
        let mut command = Command::new(program);
        command
            .arg("--worker")
            .args(["--memory-bytes", &limits.memory_bytes.to_string()])
            .args(["--cpu-seconds", &(limits.worker_time.as_secs() + 1).to_string()])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        if confinement == Confinement::Waived {
            command.arg("--unsandboxed");
        }
        if matches!(worker, Worker::Light(_)) {
            command.arg("--light");
        }
        let mut child = command.spawn().map_err(not_started)?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = (stdin, stdout, stderr) else {
            return Err(not_started(io::ErrorKind::BrokenPipe.into()));
        };
        let mut process = Self {
            child,
            stdin: BufWriter::new(stdin),
            stdout: BufReader::new(stdout),
            last_words: Some(thread::spawn(move || tail(stderr))),
            items: 0,
            busy: Duration::ZERO,
        };
        process.greet(program, limits.item_time)?;
        Ok(process)
    }

    fn greet(&mut self, program: &Path, patience: Duration) -> Result<(), ExtractError> {
        let stdout = &mut self.stdout;
        let (answer, _) = watched(&mut self.child, patience, || wire::read(stdout, 0));
        match answer {
            Ok(Some((Answer::Hello { version: wire::VERSION, missing }, _))) if missing.is_empty() => Ok(()),
            Ok(Some((Answer::Hello { version: wire::VERSION, missing }, _))) => {
                Err(ExtractError::Unconfined { missing })
            }
            _ => Err(ExtractError::NotAWorker { program: program.to_owned() }),
        }
    }

    /// Sends one item and has `listen` take what comes back, until the end of the item.
    ///
    /// # Errors
    /// With the death of the worker: it cannot be asked again. What was heard by then stays heard.
    pub(crate) fn ask(
        &mut self,
        request: &Request,
        bytes: &[u8],
        patience: Duration,
        listen: impl FnOnce(&mut BufReader<ChildStdout>) -> io::Result<()>,
    ) -> Result<(), Death> {
        let started = Instant::now();
        let (stdin, stdout) = (&mut self.stdin, &mut self.stdout);
        let (talked, was_late) = watched(&mut self.child, patience, || {
            wire::write(stdin, request, bytes)?;
            stdin.flush()?;
            listen(stdout)
        });
        self.items += 1;
        self.busy += started.elapsed();
        match (talked, was_late) {
            (_, true) => Err(Death { why: Why::TimedOut, signal: None }),
            (Ok(()), false) => Ok(()),
            (Err(_), false) => Err(self.post_mortem()),
        }
    }

    /// Ends the worker, if it lives, and says what it died of.
    fn post_mortem(&mut self) -> Death {
        // It may be about to die of itself: its pipe closes a moment before.
        let status = wait_a_moment(&mut self.child);
        let _ = self.child.kill();
        let _ = self.child.wait();
        let last_words = self.last_words.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        let signal = status.and_then(signal_of);
        let why = match signal {
            Some(SIGXCPU) => Why::TimedOut,
            _ if last_words.contains(OUT_OF_MEMORY) => Why::TooLarge,
            _ => Why::Crashed,
        };
        Death { why, signal }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits half a second for the end of `child`; `None` if it does not come.
pub(crate) fn wait_a_moment(child: &mut Child) -> Option<std::process::ExitStatus> {
    for _ in 0..100 {
        match child.try_wait() {
            Ok(None) => thread::sleep(Duration::from_millis(5)),
            Ok(status) => return status,
            Err(_) => return None,
        }
    }
    None
}

/// Linux: 24; processor time is used up.
const SIGXCPU: i32 = 24;

#[cfg(unix)]
fn signal_of(status: std::process::ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_: std::process::ExitStatus) -> Option<i32> {
    None
}

/// Runs `talk` and kills `child` if that takes longer than `patience`: the pipes
/// then break, and `talk` ends. Says whether it came to that.
pub(crate) fn watched<T>(child: &mut Child, patience: Duration, talk: impl FnOnce() -> T) -> (T, bool) {
    thread::scope(|scope| {
        let (done, end) = channel::<()>();
        let watch = scope.spawn(move || {
            let is_late = end.recv_timeout(patience) == Err(RecvTimeoutError::Timeout);
            if is_late {
                let _ = child.kill();
            }
            is_late
        });
        let talked = talk();
        drop(done);
        (talked, watch.join().unwrap_or(true))
    })
}

/// Returns the last 4 KiB of what a worker printed: enough to tell why it died.
pub(crate) fn tail(mut stderr: impl Read) -> String {
    let (mut kept, mut chunk) = (Vec::new(), [0; 4096]);
    while let Ok(length @ 1..) = stderr.read(&mut chunk) {
        kept.extend(chunk.iter().take(length));
        let surplus = kept.len().saturating_sub(4096);
        kept.drain(..surplus);
    }
    String::from_utf8_lossy(&kept).into_owned()
}
