//! Who is who: the many names of one account.

use super::{Name, PersonClass};

/// One account, under all its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub u32);

/// What is known of an account.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// The name to print: an address if there is one.
    pub label: Option<Name>,
    /// Every name that was resolved to it.
    pub names: Vec<Name>,
    /// Its person in the directory, by place in [`super::Evidence::people`].
    pub person: Option<usize>,
    /// Every row of the directory about it, in the order of time: posts, former names.
    pub posts: Vec<usize>,
    /// Names that were tied to it because it alone bears that display name: weaker than the others.
    pub tied_by_display: Vec<Name>,
    /// The classes that the directory gives it.
    pub classes: Vec<PersonClass>,
    /// One of the provider's own services.
    pub provider: bool,
    /// It has a mailbox, as far as the evidence tells.
    pub mailbox: bool,
}

/// Every account of the evidence.
#[derive(Debug, Default)]
pub struct Accounts {
    /// By [`AccountId`].
    pub list: Vec<Account>,
    /// How many names could be tied to no account of the directory, and stay by themselves.
    pub unresolved: u64,
    /// By [`Name::index`].
    pub(crate) bearers: Vec<Bearer>,
    /// Names that several accounts bore one after the other: (name, from, account), sorted.
    pub(crate) reused: Vec<(Name, i64, AccountId)>,
}

/// Who bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Bearer {
    /// It names no account.
    #[default]
    Nobody,
    /// One account, at all times.
    One(AccountId),
    /// Several, one after the other: the time tells which.
    ByTime,
}

impl Accounts {
    /// What is known of an account; an id of other evidence gives an empty one.
    pub fn account(&self, id: AccountId) -> &Account {
        static NOBODY: Account = Account {
            label: None,
            names: Vec::new(),
            person: None,
            posts: Vec::new(),
            tied_by_display: Vec::new(),
            classes: Vec::new(),
            provider: false,
            mailbox: false,
        };
        self.list.get(id.0 as usize).unwrap_or(&NOBODY)
    }

    /// The account that bears `name` at `utc_ms`.
    pub fn at(&self, name: Name, utc_ms: i64) -> Option<AccountId> {
        match self.bearers.get(name.index()).copied().unwrap_or_default() {
            Bearer::Nobody => None,
            Bearer::One(account) => Some(account),
            Bearer::ByTime => self.bearer_at(name, utc_ms),
        }
    }

    /// A name stays its last bearer's until somebody else takes it: rights outlive departures.
    fn bearer_at(&self, name: Name, utc_ms: i64) -> Option<AccountId> {
        let taken = self.reused.partition_point(|(known, from, _)| (*known, *from) <= (name, utc_ms));
        let last = taken.checked_sub(1).and_then(|place| self.reused.get(place));
        let bearer = last.filter(|(known, ..)| *known == name).or_else(|| self.reused.get(taken));
        bearer.filter(|(known, ..)| *known == name).map(|(.., account)| *account)
    }
}
