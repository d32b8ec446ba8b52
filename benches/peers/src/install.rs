//! The peers come from Debian, greffe from the repository.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::PeersError;
use crate::site;

/// Programs and the Debian packages they are in.
const PEERS: [(&str, &str); 2] = [("notmuch", "notmuch"), ("mu", "maildir-utils")];

/// As measured when greffe was planned.
const DKIMPY: &str = "dkimpy==1.1.8";

/// Installs the peers that are missing; asks first when a person is there.
pub(crate) fn ensure_peers(is_consent_given: bool) -> Result<(), PeersError> {
    let missing: Vec<&str> =
        PEERS.iter().filter(|(program, _)| !is_installed(program)).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !is_consent_given && !is_agreed(&missing) {
        return Err(PeersError::Missing { packages: missing.join(" ") });
    }
    apt_get(&["update", "--quiet"])?;
    let install = ["install", "--yes", "--quiet", "--no-install-recommends"];
    apt_get(&[install.as_slice(), missing.as_slice()].concat())
}

/// Builds the commands as they are shipped: for attachments, with the worker of all formats;
/// otherwise with what asks the queries and what the verifier is held against.
pub(crate) fn build_greffe(repository: &Path, is_for_attachments: bool) -> Result<(), PeersError> {
    let product = ["--package", "greffe-cli", "--package", "greffe-sample"];
    build(repository, repository, &product)?;
    if is_for_attachments {
        // By itself: built together, greffe would bring all readers along.
        return build(repository, repository, &["--package", "greffe-extract", "--features", "formats"]);
    }
    let workspace = repository.join("benches/peers");
    build(&workspace, repository, &["--package", "greffe-ask", "--package", "greffe-verifiers"])
}

/// Returns an interpreter that has dkimpy, in an environment of its own.
pub(crate) fn dkimpy(folder: &Path) -> Result<String, PeersError> {
    run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let python = folder.join("bin/python").to_string_lossy().into_owned();
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", DKIMPY]))?;
    Ok(python)
}

fn build(workspace: &Path, repository: &Path, packages: &[&str]) -> Result<(), PeersError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(workspace).env("CARGO_TARGET_DIR", site::target(repository));
    run(command.args(["build", "--release"]).args(packages))
}

fn is_installed(program: &str) -> bool {
    let probe = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    probe.is_ok_and(|status| status.success())
}

/// Asks on a terminal; without one nobody can be asked, and whoever started
/// this in a script meant it.
fn is_agreed(packages: &[&str]) -> bool {
    if !std::io::stdin().is_terminal() {
        return true;
    }
    eprint!("Install the Debian packages {}? [y/N] ", packages.join(", "));
    let mut answer = String::new();
    let is_read = std::io::stderr().flush().is_ok() && std::io::stdin().read_line(&mut answer).is_ok();
    is_read && matches!(answer.trim(), "y" | "Y" | "yes")
}

fn apt_get(arguments: &[&str]) -> Result<(), PeersError> {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let mut command = Command::new(if is_root { "apt-get" } else { "sudo" });
    if !is_root {
        command.arg("apt-get");
    }
    run(command.env("DEBIAN_FRONTEND", "noninteractive").args(arguments))
}

/// Runs a command; what it says goes to standard error, since standard output is for tables.
fn run(command: &mut Command) -> Result<(), PeersError> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.stdout(std::io::stderr()).status();
    let status = status.map_err(|cause| PeersError::Start { program: program.clone(), cause })?;
    if status.success() {
        return Ok(());
    }
    Err(PeersError::Failed { program, status: status.to_string(), stderr: String::new() })
}
