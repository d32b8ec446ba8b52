//! dkimpy, asked through its own interpreter.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use serde::Deserialize;

use crate::peers::Records;

const SPEED: &str = include_str!("../dkimpy_speed.py");
const DIFFER: &str = include_str!("../dkimpy_differ.py");

/// Verifications a second of each mail, by file name.
pub(crate) fn speed(python: &str, folder: &Path) -> anyhow::Result<Vec<(String, f64)>> {
    let output = Command::new(python).arg("-c").arg(SPEED).arg(folder).output().context(python.to_owned())?;
    ensure!(output.status.success(), "dkimpy: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// What dkimpy says of the signatures of one mail, the topmost first.
#[derive(Deserialize)]
pub(crate) struct Said {
    pub(crate) domain: String,
    pub(crate) selector: String,
    pub(crate) said: String,
}

/// Asks about mails, each in a file of its own.
pub(crate) fn ask(python: &str, records: &Records, files: &[String]) -> anyhow::Result<Vec<Vec<Said>>> {
    let mut child = Command::new(python)
        .arg("-c")
        .arg(DIFFER)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context(python.to_owned())?;
    let question = serde_json::to_vec(&(records, files))?;
    child.stdin.take().context("a pipe")?.write_all(&question)?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "dkimpy ended with {}", output.status);
    Ok(serde_json::from_slice(&output.stdout)?)
}
