//! What a measurement is worth on another machine: processor, memory, versions.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use crate::error::PeersError;
use crate::table::gigabytes;

/// The machine and the versions of what ran on it.
pub(crate) struct Machine {
    processor: String,
    cores: usize,
    memory_bytes: u64,
    system: String,
    greffe: String,
    notmuch: String,
    mu: String,
}

impl Machine {
    /// Looks around.
    pub(crate) fn read(repository: &Path) -> Result<Self, PeersError> {
        Ok(Self {
            processor: field("/proc/cpuinfo", "model name")?,
            cores: thread::available_parallelism().map_or(1, usize::from),
            memory_bytes: kibibytes(&field("/proc/meminfo", "MemTotal")?) * 1024,
            system: field("/etc/os-release", "PRETTY_NAME")?.trim_matches('"').to_owned(),
            greffe: answer(Command::new("git").arg("-C").arg(repository).args([
                "rev-parse",
                "--short",
                "HEAD",
            ])),
            notmuch: debian_version("notmuch"),
            mu: debian_version("maildir-utils"),
        })
    }

    /// Says in one sentence on what greffe ran alone.
    pub(crate) fn greffe_paragraph(&self) -> String {
        format!(
            "{} with {} cores and {} of memory, {}; greffe at commit {}.",
            self.processor,
            self.cores,
            gigabytes(self.memory_bytes),
            self.system,
            self.greffe
        )
    }

    /// Says in one paragraph what ran where.
    pub(crate) fn paragraph(&self) -> String {
        format!(
            "{} with {} cores and {} of memory, {}; greffe at commit {}, notmuch {}, mu {} (Debian's). \
             Machines are noisy: seconds move by a quarter from one run to the next, ratios by less.",
            self.processor,
            self.cores,
            gigabytes(self.memory_bytes),
            self.system,
            self.greffe,
            self.notmuch,
            self.mu
        )
    }
}

/// The load averages of the last minutes: who else was working.
pub(crate) fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().take(3).collect::<Vec<_>>().join(", ")
}

/// The value after `name` and `:` or `=` in a file of such lines; `unknown` when there is none.
fn field(path: &str, name: &str) -> Result<String, PeersError> {
    let text = fs::read_to_string(path).map_err(PeersError::at(Path::new(path)))?;
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix([':', '=']));
    Ok(value.unwrap_or("unknown").trim().to_owned())
}

fn kibibytes(text: &str) -> u64 {
    text.trim_end_matches("kB").trim().parse().unwrap_or(0)
}

fn debian_version(package: &str) -> String {
    answer(Command::new("dpkg-query").args(["--show", "--showformat", "${Version}", package]))
}

/// The first line a command says; `unknown` when it says nothing.
fn answer(command: &mut Command) -> String {
    let said = command.output().ok().filter(|output| output.status.success());
    let line = said
        .map(|output| String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned());
    line.filter(|line| !line.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}
