//! Becomes an installed program, after shutting itself in as far as one can that
//! must still be loaded.

use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::limits::Confinement;
use crate::sandbox::{self, Allowance};
use crate::tools::{Errand, Languages, Tool};

/// Raises the walls and becomes the tool called `name`, whose standard input and
/// output are those of this process.
///
/// Comes back only when it could not, and says why: `NotFound` for what is no tool
/// or is not installed, `PermissionDenied` where a wall could not be raised.
pub fn become_tool(
    name: &str,
    errand: Option<&str>,
    languages: Option<&str>,
    allowance: Allowance,
    confinement: Confinement,
) -> io::Error {
    let Some(tool) = Tool::named(name) else { return io::ErrorKind::NotFound.into() };
    let Some(program) = tool.installed() else { return io::ErrorKind::NotFound.into() };
    let errand = match (errand, languages) {
        (Some("version"), _) => Errand::Version,
        (Some("languages"), _) => Errand::Languages,
        (None, Some(names)) if Languages::parse(names).is_some() => Errand::Read(names),
        (None, None) => Errand::Read(""),
        _ => return io::ErrorKind::InvalidInput.into(),
    };
    shut_in_as(&program, &tool.arguments(errand), allowance, confinement)
}

/// As [`become_tool`], but this very program with `arguments`: for tests of the walls.
#[cfg(feature = "trespass")]
pub fn become_trespasser(arguments: &[String], allowance: Allowance, confinement: Confinement) -> io::Error {
    match std::env::current_exe() {
        Ok(program) => shut_in_as(&program, arguments, allowance, confinement),
        Err(error) => error,
    }
}

fn shut_in_as(
    program: &Path,
    arguments: &[String],
    allowance: Allowance,
    confinement: Confinement,
) -> io::Error {
    if !sandbox::raise_around(program, allowance, confinement) {
        return io::ErrorKind::PermissionDenied.into();
    }
    Command::new(program)
        .args(arguments)
        .env_clear()
        // Names in archives are UTF-8 from here on.
        .env("LC_ALL", "C.UTF-8")
        // One thread: the other core belongs to the other extractor.
        .env("OMP_THREAD_LIMIT", "1")
        .exec()
}
