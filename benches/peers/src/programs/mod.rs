//! The programs that are measured, each with the commands a person would type.

mod greffe;
mod mu;
mod notmuch;

use std::process::Command;

pub(crate) use greffe::Greffe;
pub(crate) use mu::Mu;
pub(crate) use notmuch::Notmuch;

use crate::error::PeersError;
use crate::mail::Mail;
use crate::process::Cost;
use crate::site::Site;

/// A program that takes mail in and finds it.
pub(crate) trait Program {
    /// Its name in the tables.
    fn name(&self) -> &'static str;

    /// Takes all mail in, from nothing.
    fn import(&self, site: &Site, mail: &Mail) -> Result<Imported, PeersError>;

    /// Returns the command that finds 20 messages with a word.
    fn search(&self, site: &Site, word: &str) -> Command;

    /// Exit codes of [`Program::search`] that mean that it searched.
    fn search_codes(&self) -> &'static [i32];
}

/// What an import cost and made.
#[derive(Debug, Clone)]
pub(crate) struct Imported {
    /// Messages that the program says it has.
    pub(crate) messages: u64,
    /// What taking them in cost.
    pub(crate) cost: Cost,
    /// What it needs to search.
    pub(crate) index_bytes: u64,
    /// Its own copy of the mail, when it makes one.
    pub(crate) store_bytes: Option<u64>,
}

/// Returns all three doing the same, and greffe once more doing all it does.
pub(crate) fn all() -> [Box<dyn Program>; 4] {
    let greffe = |reads_attachments| Box::new(Greffe { reads_attachments });
    [greffe(false), Box::new(Notmuch), Box::new(Mu), greffe(true)]
}
