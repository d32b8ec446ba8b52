//! greffe: copies, parses and indexes; the mail it was given is not needed afterwards.

use std::process::Command;

use serde::Deserialize;

use super::{Imported, Program};
use crate::error::PeersError;
use crate::mail::{self, Mail};
use crate::process;
use crate::site::{self, Site};

/// The command of the repository.
pub(crate) struct Greffe {
    /// Reads what attachments say, too. The peers do not.
    pub(crate) reads_attachments: bool,
}

/// The part of `import --json` that is read here.
#[derive(Deserialize)]
struct Report {
    messages: u64,
}

impl Greffe {
    /// Returns the folder of its archive.
    pub(crate) fn archive(&self) -> &'static str {
        if self.reads_attachments { "greffe" } else { "greffe-mail-only" }
    }

    fn command(&self, site: &Site) -> Command {
        let mut command = Command::new(site.built("greffe"));
        command.arg("--archive").arg(site.path(self.archive()));
        command
    }
}

impl Program for Greffe {
    fn name(&self) -> &'static str {
        if self.reads_attachments { "greffe" } else { "greffe, mail only" }
    }

    fn import(&self, site: &Site, mail: &Mail) -> Result<Imported, PeersError> {
        let archive = site.empty_folder(self.archive())?;
        // Everything on: what is signed is judged with the keys that there are.
        if !mail.keys.is_empty() {
            process::measure(self.command(site).arg("init"), &[0])?;
            process::measure(self.command(site).args(["keys", "add"]).args(&mail.keys), &[0, 1])?;
        }
        let mut command = self.command(site);
        command.args(["--json", "import"]).arg(&mail.mbox).args(["--mailbox", "measured"]);
        if !self.reads_attachments {
            command.arg("--leave-attachments");
        }
        // 1: something in the mail could not be read, and was kept; damaged mail is part of the set.
        let (cost, stdout) = process::measure(&mut command, &[0, 1])?;
        let index_bytes = mail::bytes_in(&archive.join("index"))?;
        Ok(Imported {
            messages: messages(&stdout)?,
            cost,
            index_bytes,
            store_bytes: Some(site::size_bytes(&archive)? - index_bytes),
        })
    }

    fn search(&self, site: &Site, word: &str) -> Command {
        let mut command = self.command(site);
        command.args(["search", "--limit", "20", word]);
        command
    }

    fn search_codes(&self) -> &'static [i32] {
        &[0, 1]
    }
}

fn messages(stdout: &str) -> Result<u64, PeersError> {
    let last = stdout.lines().last().unwrap_or_default();
    let report: Result<Report, _> = serde_json::from_str(last);
    let wrong = |_| PeersError::Answer {
        program: "greffe import".to_owned(),
        answer: last.chars().take(200).collect(),
        expected: "a report",
    };
    Ok(report.map_err(wrong)?.messages)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_is_the_last_line() {
        assert_eq!(messages("{\"messages\":12,\"stored\":11,\"duplicates\":1}\n").ok(), Some(12));
        assert!(messages("12 messages\n").is_err());
    }
}
