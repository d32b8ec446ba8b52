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
}
