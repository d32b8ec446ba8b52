//! One program, run alone and measured.

use std::fs;
use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use wait4::Wait4;

use crate::error::PeersError;

/// How often memory is looked at. `/proc` tells no peak of anonymous memory, so
/// a peak shorter than this may be missed.
const SAMPLE_EVERY: Duration = Duration::from_millis(5);

/// What a program cost, the processes it started and waited for included.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cost {
    /// By the clock on the wall.
    pub(crate) wall: Duration,
    /// User and system time of all its threads.
    pub(crate) cpu: Duration,
    /// Peak of memory, mapped files included.
    pub(crate) peak_bytes: u64,
    /// Peak of memory that no file stands behind (`RssAnon`), as sampled.
    pub(crate) peak_anonymous_bytes: u64,
    /// The same of the largest of the processes that it started.
    pub(crate) peak_worker_bytes: u64,
}

impl Cost {
    /// Adds what a second command of the same program cost.
    pub(crate) fn and(self, next: Cost) -> Cost {
        Cost {
            wall: self.wall + next.wall,
            cpu: self.cpu + next.cpu,
            peak_bytes: self.peak_bytes.max(next.peak_bytes),
            peak_anonymous_bytes: self.peak_anonymous_bytes.max(next.peak_anonymous_bytes),
            peak_worker_bytes: self.peak_worker_bytes.max(next.peak_worker_bytes),
        }
    }
}

/// Runs a command to its end; returns its cost and its standard output.
///
/// `accepted` lists the exit codes that mean it did what was asked.
///
/// # Errors
/// `Failed` carries the end of what it said.
pub(crate) fn measure(command: &mut Command, accepted: &[i32]) -> Result<(Cost, String), PeersError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let start = |cause| PeersError::Start { program: program.clone(), cause };
    let began = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let ended = watch(child.map_err(start)?, began).map_err(start)?;
    if ended.code.is_some_and(|code| accepted.contains(&code)) {
        return Ok((ended.cost, ended.stdout));
    }
    Err(PeersError::Failed { program, status: ended.status, stderr: last_lines(&ended.stderr, 10) })
}

struct Ended {
    cost: Cost,
    code: Option<i32>,
    status: String,
    stdout: String,
    stderr: String,
}

fn watch(mut child: Child, began: Instant) -> io::Result<Ended> {
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let (pid, is_over) = (child.id(), AtomicBool::new(false));
    thread::scope(|scope| {
        let sampler = scope.spawn(|| sample(pid, &is_over));
        let stdout = scope.spawn(|| text(stdout));
        let stderr = scope.spawn(|| text(stderr));
        let used = child.wait4();
        let wall = began.elapsed();
        is_over.store(true, Ordering::Relaxed);
        let used = used?;
        let (peak_anonymous_bytes, peak_worker_bytes) = joined(sampler)?;
        Ok(Ended {
            cost: Cost {
                wall,
                cpu: used.rusage.utime + used.rusage.stime,
                peak_bytes: used.rusage.maxrss,
                peak_anonymous_bytes,
                peak_worker_bytes,
            },
            code: used.status.code(),
            status: used.status.to_string(),
            stdout: joined(stdout)??,
            stderr: joined(stderr)??,
        })
    })
}

fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> io::Result<T> {
    thread.join().map_err(|_| io::Error::other("a watching thread panicked"))
}

/// Reads a pipe to its end: what a program says may not be UTF-8.
fn text(pipe: Option<impl Read>) -> io::Result<String> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        pipe.read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Returns the peaks of a process, and of the largest process that it started.
fn sample(pid: u32, is_over: &AtomicBool) -> (u64, u64) {
    let (mut peak, mut largest) = (0, 0);
    while !is_over.load(Ordering::Relaxed) {
        peak = peak.max(anonymous_bytes(pid).unwrap_or(0));
        largest = children(pid).into_iter().filter_map(anonymous_bytes).fold(largest, u64::max);
        thread::sleep(SAMPLE_EVERY);
    }
    (peak, largest)
}

/// Returns the processes that the threads of `pid` started and that live.
fn children(pid: u32) -> Vec<u32> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    lists
        .flat_map(|list| list.split_whitespace().filter_map(|pid| pid.parse().ok()).collect::<Vec<_>>())
        .filter(|child| is_another_program(*child, pid))
        .collect()
}

/// Says whether a process has become what it was started for: until then it is a copy of
/// its parent, whose memory would be counted twice.
fn is_another_program(child: u32, parent: u32) -> bool {
    let line = |pid: u32| fs::read(format!("/proc/{pid}/cmdline")).ok();
    line(child).is_some_and(|own| line(parent).is_none_or(|copied| own != copied))
}

/// Reads `RssAnon` of a process; `None` once it has ended.
fn anonymous_bytes(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(count)..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn the_time_of_children_counts() {
        let busy = "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; echo done";
        let (cost, stdout) = measure(&mut shell(busy), &[0]).expect("it runs");
        assert_eq!(stdout, "done\n");
        assert!(cost.cpu > Duration::from_millis(5), "{cost:?}");
        assert!(cost.peak_bytes > 100_000, "{cost:?}");
    }

    #[test]
    fn exit_codes_that_were_not_accepted_are_errors() {
        assert!(measure(&mut shell("exit 1"), &[0, 1]).is_ok());
        let error = measure(&mut shell("echo why >&2; exit 3"), &[0, 1]).expect_err("3 is not accepted");
        assert!(error.to_string().contains("why"), "{error}");
    }

    #[test]
    fn anonymous_memory_is_seen() {
        let (cost, _) = measure(&mut shell("x=$(head -c 3000000 /dev/zero | tr '\\0' x); sleep 0.1"), &[0])
            .expect("it runs");
        assert!(cost.peak_anonymous_bytes > 3_000_000, "{cost:?}");
    }
}
