//! Names of one evidence to those of another.
//!
//! Only names that something kept speaks of go over: what was read of a record that
//! turned out to be known leaves no string behind.

use crate::model::{
    Approval, AuditState, Event, Moment, Name, Names, Order, Owned, Path, Period, Person, PersonClass,
    SourceId, Standing, Target,
};

/// From the names and the only source of one evidence to those of another.
pub(super) struct Renumbering<'n> {
    from: &'n Names,
    to: &'n mut Names,
    source: SourceId,
    known: Vec<Option<Name>>,
}

impl<'n> Renumbering<'n> {
    /// From `from` to `to`, where the source is `source`.
    pub(super) fn new(from: &'n Names, to: &'n mut Names, source: SourceId) -> Self {
        Renumbering { from, to, source, known: vec![None; from.len()] }
    }

    /// What `name` is in the other evidence.
    pub(super) fn name(&mut self, name: Name) -> Name {
        match self.known.get_mut(name.index()) {
            Some(known) => *known.get_or_insert_with(|| self.to.put(self.from.text(name))),
            None => self.to.put(""),
        }
    }
}

/// A value that names strings and a source.
pub(super) trait Renumber {
    /// Makes it speak of the other evidence.
    fn renumber(&mut self, to: &mut Renumbering<'_>);
}

impl Renumber for Name {
    fn renumber(&mut self, to: &mut Renumbering<'_>) {
        *self = to.name(*self);
    }
}

impl Renumber for SourceId {
    fn renumber(&mut self, to: &mut Renumbering<'_>) {
        *self = to.source;
    }
}

impl<T: Renumber> Renumber for Option<T> {
    fn renumber(&mut self, to: &mut Renumbering<'_>) {
        if let Some(value) = self {
            value.renumber(to);
        }
    }
}

impl<T: Renumber> Renumber for Vec<T> {
    fn renumber(&mut self, to: &mut Renumbering<'_>) {
        self.iter_mut().for_each(|value| value.renumber(to));
    }
}

impl Renumber for Moment {
    fn renumber(&mut self, to: &mut Renumbering<'_>) {
        self.raw.renumber(to);
    }
}

impl Renumber for Target {
    fn renumber(&mut self, to: &mut Renumbering<'_>) {
        match self {
            Target::Mailbox(name) | Target::Scope(name) => name.renumber(to),
            Target::All | Target::None => {}
        }
    }
}

impl Renumber for Path {
    fn renumber(&mut self, to: &mut Renumbering<'_>) {
        match self {
            Path::Group(name) | Path::Role(name) => name.renumber(to),
            Path::Direct | Path::Inherited | Path::Configuration => {}
        }
    }
}

impl Renumber for PersonClass {
    fn renumber(&mut self, to: &mut Renumbering<'_>) {
        if let PersonClass::Other(name) = self {
            name.renumber(to);
        }
    }
}

/// Renumbers these fields of a value.
macro_rules! renumber {
    ($type:ty: $($field:ident),+) => {
        impl Renumber for $type {
            fn renumber(&mut self, to: &mut Renumbering<'_>) {
                $(self.$field.renumber(to);)+
            }
        }
    };
}

renumber!(Event: source, time, operation, actor, beneficiary, target, right, client, destination, query, ticket);
renumber!(Standing: source, as_of, beneficiary, target, right, path, destination);
renumber!(AuditState: source, as_of, mailbox, delegate, admin, bypass);
renumber!(Owned: source, mailbox);
renumber!(Person: source, address, aliases, display, department, manager, classes);
renumber!(Approval: source, reference, authority, beneficiary, mailboxes);
renumber!(Period: source, label);
renumber!(Order: source, from, subject);
