//! mu: indexes a maildir that stays where it is.

use std::process::Command;

use super::{Imported, Program};
use crate::error::PeersError;
use crate::mail::{self, Mail};
use crate::process;
use crate::site::Site;

/// The Debian package `maildir-utils`.
pub(crate) struct Mu;

impl Mu {
    const DATABASE: &str = "mu";

    fn command(site: &Site, verb: &str) -> Command {
        let mut command = Command::new("mu");
        command.env("HOME", site.path("")).arg(verb).arg("--nocolor");
        command.arg("--muhome").arg(site.path(Self::DATABASE));
        command
    }
}

impl Program for Mu {
    fn name(&self) -> &'static str {
        "mu"
    }

    fn import(&self, site: &Site, mail: &Mail) -> Result<Imported, PeersError> {
        let database = site.empty_folder(Self::DATABASE)?;
        let mut init = Self::command(site, "init");
        let (made, _) = process::measure(init.arg("--quiet").arg("--maildir").arg(&mail.maildir), &[0])?;
        let (indexed, _) = process::measure(Self::command(site, "index").arg("--quiet"), &[0])?;
        let (_, info) = process::measure(&mut Self::command(site, "info"), &[0])?;
        Ok(Imported {
            messages: messages(&info)?,
            cost: made.and(indexed),
            index_bytes: mail::bytes_in(&database)?,
            store_bytes: None,
        })
    }

    fn search(&self, site: &Site, word: &str) -> Command {
        let mut command = Self::command(site, "find");
        command.args(["--maxnum", "20", word]);
        command
    }

    /// 4: nothing found.
    fn search_codes(&self) -> &'static [i32] {
        &[0, 2, 4]
    }
}

/// Reads `| messages in store | 189 |`.
fn messages(info: &str) -> Result<u64, PeersError> {
    let line = info.lines().find(|line| line.contains("messages in store")).unwrap_or_default();
    let count = line.split('|').filter_map(|cell| cell.trim().parse().ok()).next();
    count.ok_or_else(|| PeersError::Answer {
        program: "mu info".to_owned(),
        answer: line.to_owned(),
        expected: "`messages in store` and a number",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_found_in_the_table() {
        let info = "+---+\n| schema-version    | 465  |\n+---+\n| messages in store | 189  |\n";
        assert_eq!(messages(info).ok(), Some(189));
        assert!(messages("").is_err());
    }
}
