//! notmuch: indexes a maildir that stays where it is.

use std::fs;
use std::process::Command;

use super::{Imported, Program};
use crate::error::PeersError;
use crate::mail::{self, Mail};
use crate::process;
use crate::site::Site;

/// The Debian package `notmuch`.
pub(crate) struct Notmuch;

impl Notmuch {
    const DATABASE: &str = "notmuch";
    const CONFIGURATION: &str = "notmuch-config";

    fn command(site: &Site) -> Command {
        let mut command = Command::new("notmuch");
        command.env("NOTMUCH_CONFIG", site.path(Self::CONFIGURATION)).env("HOME", site.path(""));
        command
    }

    /// What `notmuch setup` writes, with the database beside the mail.
    fn configure(site: &Site, mail: &Mail) -> Result<(), PeersError> {
        let (database, root) = (site.empty_folder(Self::DATABASE)?, &mail.maildir);
        let text = format!(
            "[database]\npath={}\nmail_root={}\n\
             [user]\nname=Peers\nprimary_email=peers@region.example\n\
             [new]\ntags=unread;inbox;\nignore=\n\
             [search]\nexclude_tags=deleted;spam;\n\
             [maildir]\nsynchronize_flags=true\n",
            database.display(),
            root.display()
        );
        let path = site.path(Self::CONFIGURATION);
        fs::write(&path, text).map_err(PeersError::at(&path))
    }
}

impl Program for Notmuch {
    fn name(&self) -> &'static str {
        "notmuch"
    }

    fn import(&self, site: &Site, mail: &Mail) -> Result<Imported, PeersError> {
        Self::configure(site, mail)?;
        let (cost, _) = process::measure(Self::command(site).args(["new", "--quiet"]), &[0])?;
        let (_, count) = process::measure(Self::command(site).args(["count", "--output=files", "*"]), &[0])?;
        let wrong = |_| PeersError::Answer {
            program: "notmuch count".to_owned(),
            answer: count.clone(),
            expected: "a number",
        };
        Ok(Imported {
            messages: count.trim().parse().map_err(wrong)?,
            cost,
            index_bytes: mail::bytes_in(&site.path(Self::DATABASE))?,
            store_bytes: None,
        })
    }

    fn search(&self, site: &Site, word: &str) -> Command {
        let mut command = Self::command(site);
        command.args(["search", "--limit=20", word]);
        command
    }

    fn search_codes(&self) -> &'static [i32] {
        &[0]
    }
}
