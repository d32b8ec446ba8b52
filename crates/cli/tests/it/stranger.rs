//! Somebody at a terminal: runs the command in an empty folder of their own.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A person with a folder.
pub(crate) struct Stranger {
    folder: TempDir,
    program: PathBuf,
}

/// What a command gave back.
pub(crate) struct Answer {
    pub status: i32,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Stranger {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder, program: env!("CARGO_BIN_EXE_greffe").into() }
    }

    /// Somebody who has the one program and nothing beside it.
    pub(crate) fn with_greffe_alone() -> Self {
        let mut stranger = Self::new();
        let program = stranger.write("bin/greffe", "");
        std::fs::copy(&stranger.program, &program).expect("copied");
        stranger.program = program;
        stranger
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(&path, bytes).expect("the file is written");
        path
    }

    /// The command, ready to run with this folder's archive.
    pub(crate) fn command(&self) -> Command {
        self.at_home(&self.program)
    }

    /// A shell in this folder.
    pub(crate) fn shell(&self) -> Command {
        self.at_home("sh")
    }

    /// A program in this folder, with an environment that says little.
    fn at_home(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
            .env_clear()
            .env("LANG", "en_GB.UTF-8")
            .env("TZ", "UTC")
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Answer {
        let output = self.command().args(arguments).output().expect("greffe runs");
        answer(output)
    }

    /// Runs with `--json` and reads the answer.
    pub(crate) fn json<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Value {
        let mut all = vec![OsStr::new("--json")];
        all.extend(arguments.iter().map(AsRef::as_ref));
        let answer = self.run(&all);
        serde_json::from_slice(&answer.stdout)
            .unwrap_or_else(|error| panic!("{error}: {} {}", answer.out(), answer.stderr))
    }

    /// Imports and returns the report.
    pub(crate) fn import(&self, source: &Path, mailbox: &str) -> Value {
        self.json(&[OsStr::new("import"), source.as_os_str(), OsStr::new("--mailbox"), OsStr::new(mailbox)])
    }

    /// Searches and returns the total.
    pub(crate) fn total(&self, query: &str) -> u64 {
        self.json(&["search", "--limit", "0", query])["total"].as_u64().expect("a total")
    }
}

impl Answer {
    pub(crate) fn out(&self) -> String {
        String::from_utf8_lossy(&self.stdout).into_owned()
    }
}

fn answer(output: Output) -> Answer {
    Answer {
        status: output.status.code().unwrap_or(-1),
        stdout: output.stdout,
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// An mbox of so many small messages, each with a word of its own (`word0007`).
pub(crate) fn mbox(messages: std::ops::Range<u32>) -> Vec<u8> {
    let mut out = Vec::new();
    for n in messages {
        let message = format!(
            "From anne@region.example Sat Mar 12 09:04:05 2016\n\
             From: =?utf-8?q?Ana=C3=AFs?= Morel <anais.morel@region.example>\n\
             To: Jean Petit <jean@courrier.example>\n\
             Subject: Note {n} sur le budget\n\
             Date: Sat, 12 Mar 2016 09:04:05 +0100\n\
             Message-ID: <note-{n}@region.example>\n\n\
             Bonjour, voici word{n:04} pour la réunion.\n\n"
        );
        out.extend_from_slice(message.as_bytes());
    }
    out
}
