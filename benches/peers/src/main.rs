//! greffe beside its peers: one run, the same mail, one table.
//!
//! ```text
//! cargo run --release -- import [--messages N] [--seed N] [--runs N]   generated mail (60,000)
//! cargo run --release -- import --mbox FILE [--runs N]                 a mailbox of yours
//! cargo run --release -- queries [--messages N] [--seed N]             a mix of queries (100,000)
//! cargo run --release -- verify [--mbox FILE --keys FILE...]           signed mail; and who judges a list otherwise
//! cargo run --release -- attachments [--messages N] [--seed N]         9 GB with 28,700 files (71,848); 20 GB of disk
//! cargo run --release -- all [--mbox FILE] [--runs N]                  imports, queries and verifiers, one after the other
//! ```
//!
//! Each program runs alone, on the same messages: greffe from mbox, the others
//! from a maildir; verifiers judge mails in memory. Tables go to standard output and, section by section, into
//! `docs/measures.md`. What is measured is what a person would type; greffe's
//! library is only linked into `greffe-ask`, which times queries in one process.
//!
//! Options for all: `--yes` installs missing Debian packages without asking,
//! `--as-built` takes the programs as they lie there, `--keep` keeps the mail and the archives, `TMPDIR` says where they lie.

mod arguments;
mod attachments;
mod document;
mod error;
mod import;
mod install;
mod machine;
mod mail;
mod mbox;
mod process;
mod programs;
mod queries;
mod site;
mod table;
mod verify;

use std::process::ExitCode;

use arguments::{Arguments, Task};
use error::PeersError;
use machine::Machine;
use mail::MailSource;
use site::Site;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(PeersError::Usage) => {
            eprintln!("{}", arguments::USAGE);
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), PeersError> {
    let arguments = arguments::read(std::env::args().skip(1))?;
    let repository = site::repository()?;
    let is_alone = arguments.tasks.iter().all(|task| matches!(task, Task::Attachments { .. }));
    if !is_alone {
        install::ensure_peers(arguments.is_consent_given)?;
    }
    if !arguments.is_built {
        install::build_greffe(&repository, is_alone)?;
    }
    let machine = Machine::read(&repository)?;
    for task in &arguments.tasks {
        // A new place for each: no program finds what an earlier measurement left.
        let site = Site::make(&repository, arguments.is_kept)?;
        let section = measure(task, &arguments, &site, &machine)?;
        println!("{}", section.text);
        document::put(&repository, &section)?;
    }
    Ok(())
}

fn measure(
    task: &Task,
    arguments: &Arguments,
    site: &Site,
    machine: &Machine,
) -> Result<document::Section, PeersError> {
    match task {
        Task::Import(source) => import::measure(site, source, arguments.runs, machine),
        Task::Verify { mbox, keys } => verify::measure(site, mbox.as_deref(), keys, machine),
        Task::Attachments { messages, seed } => attachments::measure(site, *messages, *seed, machine),
        Task::Queries { messages, seed } => {
            queries::measure(site, &MailSource::Generated { messages: *messages, seed: *seed }, machine)
        }
    }
}
