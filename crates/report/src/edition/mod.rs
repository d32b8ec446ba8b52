//! How names are written: as they are, or as pseudonyms.
//!
//! Every string of the evidence that reaches a page, a table or a timeline goes
//! through an [`Edition`]; no other part of the room asks for the text of a
//! name. In the edition of pseudonyms names of accounts and files become codes,
//! addresses of clients are left out, and words of free text that are part of
//! anybody's name are withheld.

mod pseudonyms;
mod withheld;

use std::borrow::Cow;

use greffe::audit::{AccessInterval, AccountId, Audit, Name, SourceId};
use greffe_texts::shown;

pub(crate) use pseudonyms::question;
pub use pseudonyms::{Secret, key_path};
use withheld::Withheld;

/// A name of so many octets is never too long.
const PLAIN_OCTETS: usize = 200;

/// The names of one report.
pub(crate) struct Edition<'a> {
    audit: &'a Audit,
    /// By [`AccountId`].
    accounts: Vec<String>,
    /// By [`SourceId`].
    files: Vec<String>,
    hidden: Option<Hidden<'a>>,
}

/// What the edition of pseudonyms has more.
struct Hidden<'a> {
    secret: &'a Secret,
    withheld: Withheld,
}

impl<'a> Edition<'a> {
    /// Makes the edition: of pseudonyms if there is a secret.
    pub(crate) fn new(audit: &'a Audit, secret: Option<&'a Secret>) -> Self {
        let ids = (0..).take(audit.accounts.list.len()).map(AccountId);
        let label = |id| label(audit, id);
        let accounts = match secret {
            None => ids.map(|id| shown(&label(id))).collect(),
            Some(secret) => ids.map(|id| secret.code(&label(id))).collect(),
        };
        let files = (1..).zip(&audit.evidence.sources).map(|(n, source)| match secret {
            None => shown(&source.path),
            Some(_) => format!("#{n}"),
        });
        let files = files.collect();
        let hidden = secret.map(|secret| Hidden { secret, withheld: Withheld::new(audit) });
        Self { audit, accounts, files, hidden }
    }

    /// Says whether names are pseudonyms.
    pub(crate) fn is_pseudonymous(&self) -> bool {
        self.hidden.is_some()
    }

    /// Returns the name of an account.
    pub(crate) fn account(&self, id: AccountId) -> &str {
        self.accounts.get(id.0 as usize).map_or("", String::as_str)
    }

    /// Returns the account that a record names, by what is known at that time.
    pub(crate) fn named(&self, name: Name, utc_ms: i64) -> Cow<'_, str> {
        match self.audit.accounts.at(name, utc_ms) {
            Some(account) => Cow::Borrowed(self.account(account)),
            None => self.place(name),
        }
    }

    /// Returns a name exactly as a record writes it; empty in the edition of pseudonyms.
    pub(crate) fn written(&self, name: Name) -> Cow<'_, str> {
        match self.hidden {
            None => Cow::Borrowed(self.audit.evidence.names.text(name)),
            Some(_) => Cow::Borrowed(""),
        }
    }

    /// Returns a name that stands for nobody who is known, or where mail goes: of an address the domain stays.
    pub(crate) fn place(&self, name: Name) -> Cow<'_, str> {
        let text = self.audit.evidence.names.text(name);
        let Some(hidden) = &self.hidden else { return tame(text) };
        let code = hidden.secret.code(text);
        match text.rsplit_once('@') {
            Some((_, domain)) => Cow::Owned(format!("{code}@{}", shown(domain))),
            None => Cow::Owned(code),
        }
    }

    /// Returns a system's own word, which names nobody (`FullAccess`, a cmdlet).
    pub(crate) fn term(&self, name: Name) -> Cow<'_, str> {
        tame(self.audit.evidence.names.text(name))
    }

    /// Returns free text of a record: words that are part of somebody's name are withheld from pseudonyms.
    pub(crate) fn words(&self, name: Name) -> Cow<'_, str> {
        self.text(self.audit.evidence.names.text(name))
    }

    /// The same for text that is no name of the evidence.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match &self.hidden {
            None => tame(text),
            Some(hidden) => Cow::Owned(shown(&hidden.withheld.without(text))),
        }
    }

    /// Returns program and address of a client; nothing in the edition of pseudonyms.
    pub(crate) fn client(&self, name: Name) -> Cow<'_, str> {
        if self.is_pseudonymous() { Cow::Borrowed("") } else { self.term(name) }
    }

    /// Returns an interval that a finding speaks of, by its place.
    pub(crate) fn interval(&self, place: usize) -> Option<&AccessInterval> {
        self.audit.intervals.get(place)
    }

    /// Returns the name of a file.
    pub(crate) fn file(&self, source: SourceId) -> &str {
        self.files.get(source.0 as usize).map_or("", String::as_str)
    }

    /// Returns each code with the names that it stands for.
    pub(crate) fn codes(&self) -> Vec<(String, Vec<String>)> {
        let names = |names: &[Name]| {
            names.iter().map(|name| self.audit.evidence.names.text(*name).to_owned()).collect()
        };
        let accounts = self.accounts.iter().zip(&self.audit.accounts.list);
        accounts.map(|(code, account)| (code.clone(), names(&account.names))).collect()
    }
}

/// Makes a stranger's word fit to stand in a sentence; most are, and ten million events are written.
fn tame(text: &str) -> Cow<'_, str> {
    let is_plain = text.len() <= PLAIN_OCTETS && text.bytes().all(|octet| (0x20..0x7f).contains(&octet));
    if is_plain { Cow::Borrowed(text) } else { Cow::Owned(shown(text)) }
}

/// The name to print: an address if there is one.
fn label(audit: &Audit, id: AccountId) -> String {
    let account = audit.accounts.account(id);
    let name = account.label.or_else(|| account.names.first().copied());
    name.map_or_else(|| format!("account {}", id.0), |name| audit.evidence.names.text(name).to_owned())
}
