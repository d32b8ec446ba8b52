//! What gives, takes and shows rights, gathered by right.

use std::collections::{BTreeMap, HashMap};

use super::rules::{Rules, State};
use crate::judge::Acts;
use crate::model::{AccountId, Class, Event, Flags, Name, Outcome, Path, Power, Standing, Target};

/// One right: who, on whose mail, what, and which of several (a folder, a rule, a role).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Right {
    pub(super) holder: AccountId,
    pub(super) mailbox: Option<AccountId>,
    pub(super) power: Power,
    pub(super) which: u32,
}

/// Something that bears on a right, at a time; by place among the events or standing rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    /// None for a snapshot without a date.
    pub(super) at: Option<i64>,
    pub(super) what: What,
    pub(super) place: usize,
    /// The event that switched on what `place` tells of, if another did.
    pub(super) switched_on: Option<usize>,
}

/// What a mark says. In the order in which marks of one moment are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Given,
    Refused,
    Taken,
    RefusalTaken,
    Replaced,
    Seen,
    SeenRefused,
}

/// A mailbox, and the number of a word.
type Named = (Option<AccountId>, u32);

/// All marks, by right, and those that end rights without naming their holder.
pub(super) struct Changes {
    marks: BTreeMap<Right, Vec<Mark>>,
    /// Who is in which group: the group stands where a right has its mailbox.
    members: BTreeMap<Right, Vec<Mark>>,
    /// Ends of all rights of a kind on a mailbox (`GrantSendOnBehalfTo` emptied).
    ends_of_power: HashMap<(Option<AccountId>, Power), Vec<Mark>>,
    /// Ends of whatever bears a name (a rule that is removed).
    ends_of_name: HashMap<Named, Vec<Mark>>,
    /// Forwardings that took the place of another, of which a mailbox has one at a time: where to.
    replacements: HashMap<Named, Vec<(Mark, AccountId)>>,
    /// Rules that can be switched on and off.
    rules: Rules,
    words: Words,
}

impl Changes {
    /// Reads the events, then the snapshots.
    pub(super) fn gather(acts: &Acts<'_>) -> Changes {
        let mut changes = Changes {
            marks: BTreeMap::new(),
            members: BTreeMap::new(),
            ends_of_power: HashMap::new(),
            ends_of_name: HashMap::new(),
            replacements: HashMap::new(),
            rules: Rules::default(),
            words: Words::default(),
        };
        for (place, event) in acts.each() {
            changes.event(acts, place, event);
        }
        for (place, standing) in acts.evidence.standing.iter().enumerate() {
            changes.standing(acts, place, standing);
        }
        changes.marks.values_mut().for_each(|marks| marks.sort_unstable());
        changes.members.values_mut().for_each(|marks| marks.sort_unstable());
        changes
    }

    /// Each right with its marks in the order of time, undated ones first.
    pub(super) fn by_right(&self) -> impl Iterator<Item = (Right, &[Mark])> {
        self.marks.iter().map(|(right, marks)| (*right, marks.as_slice()))
    }

    /// Each membership in a group with its marks.
    pub(super) fn by_member(&self) -> impl Iterator<Item = (Right, &[Mark])> {
        self.members.iter().map(|(right, marks)| (*right, marks.as_slice()))
    }

    /// The first end after `at` that does not name the holder.
    pub(super) fn nameless_end(&self, right: &Right, at: i64) -> Option<Mark> {
        let of_power = self.ends_of_power.get(&(right.mailbox, right.power));
        let of_name = self.ends_of_name.get(&(right.mailbox, right.which));
        let first = |ends: &Vec<Mark>| ends.get(ends.partition_point(|end| end.at <= Some(at))).copied();
        let replaced = self.replaced(right, at);
        of_power.and_then(first).into_iter().chain(of_name.and_then(first)).chain(replaced).min()
    }

    /// When another forwarding took the place of this one.
    fn replaced(&self, right: &Right, at: i64) -> Option<Mark> {
        let all = self.replacements.get(&(right.mailbox, right.which))?;
        let later = all.get(all.partition_point(|(mark, _)| mark.at <= Some(at))..)?;
        // No two that follow each other go to the same place: the second look finds one.
        later.iter().find(|(_, to)| *to != right.holder).map(|(mark, _)| *mark)
    }

    fn event(&mut self, acts: &Acts<'_>, place: usize, event: &Event) {
        if event.outcome == Outcome::Failed {
            return;
        }
        if event.flags.has(Flags::SWITCHED_ON) {
            return self.switched_on(acts, place, event);
        }
        let refused = event.flags.has(Flags::DENY);
        let what = match event.class {
            Class::Grant | Class::Divert if refused => What::Refused,
            Class::Grant | Class::Divert => What::Given,
            Class::Revoke | Class::DivertEnd if refused => What::RefusalTaken,
            Class::Revoke | Class::DivertEnd => What::Taken,
            _ => return,
        };
        let mark = Mark { at: Some(event.time.utc_ms), what, place, switched_on: None };
        self.member(acts, event, mark);
        let Some(mailbox) = whose(acts, event.target, event.time.utc_ms) else { return };
        match holder(acts, event) {
            Some(holder) => self.named(acts, holder, mailbox, event, mark),
            None if what == What::Taken => self.nameless(acts, mailbox, event, mark),
            None => {}
        }
    }

    /// Whoever joins a group gains what the group holds.
    fn member(&mut self, acts: &Acts<'_>, event: &Event, mark: Mark) {
        let group = event.right.filter(|_| event.flags.has(Flags::BY_GROUP));
        let group = group.and_then(|name| acts.accounts.at(name, event.time.utc_ms));
        if let (Some(holder), Some(group)) = (acts.beneficiary(event), group)
            && holder != group
        {
            let right = Right { holder, mailbox: Some(group), power: Power::None, which: 0 };
            self.members.entry(right).or_default().push(mark);
        }
    }

    fn named(
        &mut self,
        acts: &Acts<'_>,
        holder: AccountId,
        mailbox: Option<AccountId>,
        event: &Event,
        mark: Mark,
    ) {
        let which = self.which(acts, mailbox, event.power, event.right);
        if event.class == Class::Divert && event.right.is_some_and(|right| is_only_one(acts.text(right))) {
            let replaced = self.replacements.entry((mailbox, which)).or_default();
            if replaced.last().is_none_or(|(_, to)| *to != holder) {
                replaced.push((Mark { what: What::Replaced, ..mark }, holder));
            }
        }
        let right = Right { holder, mailbox, power: event.power, which };
        match self.rules.made(acts, event, (right, mark.place)) {
            State::InForce => self.put(acts, right, mark),
            State::Dormant => {}
        }
    }

    /// What the rule does begins now; the mark keeps the record that tells what.
    fn switched_on(&mut self, acts: &Acts<'_>, place: usize, event: &Event) {
        let at = Some(event.time.utc_ms);
        for (right, told) in self.rules.switched_on(acts, event) {
            self.put(acts, right, Mark { at, what: What::Given, place: told, switched_on: Some(place) });
        }
    }

    fn nameless(&mut self, acts: &Acts<'_>, mailbox: Option<AccountId>, event: &Event, mark: Mark) {
        for right in self.rules.switched_off(acts, event) {
            self.put(acts, right, mark);
        }
        let named = event.right.filter(|_| needs_name(mailbox, event.power) || event.power == Power::None);
        match named {
            Some(name) => {
                let word = self.words.number(acts.text(name));
                self.ends_of_name.entry((mailbox, word)).or_default().push(mark);
            }
            None => self.ends_of_power.entry((mailbox, event.power)).or_default().push(mark),
        }
    }

    fn standing(&mut self, acts: &Acts<'_>, place: usize, standing: &Standing) {
        let at = standing.as_of.map(|moment| moment.utc_ms);
        let when = at.unwrap_or(i64::MAX);
        let Some(mailbox) = whose(acts, standing.target, when) else { return };
        let Some(holder) = acts.accounts.at(standing.beneficiary, when) else { return };
        let refused = standing.flags.has(Flags::DENY);
        let what = if refused { What::SeenRefused } else { What::Seen };
        let which = self.which(acts, mailbox, standing.power, Some(standing.right));
        let mark = Mark { at, what, place, switched_on: None };
        self.put(acts, Right { holder, mailbox, power: standing.power, which }, mark);
    }

    /// A right that opens nothing, an owner's on the own mailbox, the product's own: all none.
    fn put(&mut self, acts: &Acts<'_>, right: Right, mark: Mark) {
        let own = right.mailbox == Some(right.holder);
        let service = acts.accounts.account(right.holder).provider;
        if right.power != Power::None && !own && !service {
            self.marks.entry(right).or_default().push(mark);
        }
    }

    fn which(
        &mut self,
        acts: &Acts<'_>,
        mailbox: Option<AccountId>,
        power: Power,
        right: Option<Name>,
    ) -> u32 {
        let text = right.map_or("", |name| acts.text(name));
        match power {
            Power::OpenFolder => self.words.number(folder(text)),
            _ if needs_name(mailbox, power) => self.words.number(text),
            _ => 0,
        }
    }
}

/// Settings that hold one address: a new one ends the one before, and no record need say so.
fn is_only_one(setting: &str) -> bool {
    ["ForwardingSmtpAddress", "ForwardingAddress"].iter().any(|known| known.eq_ignore_ascii_case(setting))
}

/// Rights of which one holder can have several, told apart by name: rules, roles.
fn needs_name(mailbox: Option<AccountId>, power: Power) -> bool {
    mailbox.is_none() || power == Power::Divert
}

/// `Reviewer:\Inbox` is about the folder `:\Inbox`, whichever role on it.
fn folder(right: &str) -> &str {
    let at = right.find(":\\").or_else(|| right.find(":/"));
    at.and_then(|at| right.get(at..)).unwrap_or_default()
}

/// Whose mail: one mailbox, all (`Some(None)`), or nobody's that is known.
fn whose(acts: &Acts<'_>, target: Target, at: i64) -> Option<Option<AccountId>> {
    match target {
        Target::Mailbox(name) | Target::Scope(name) => acts.accounts.at(name, at).map(Some),
        Target::All => Some(None),
        Target::None => None,
    }
}

/// Who gains; for a diversion the place where mail goes.
fn holder(acts: &Acts<'_>, event: &Event) -> Option<AccountId> {
    let gains = match event.class {
        Class::Divert | Class::DivertEnd => event.destination.or(event.beneficiary),
        _ => event.beneficiary,
    };
    acts.accounts.at(gains?, event.time.utc_ms)
}

/// How a right reached its holder, by the event that gave it.
pub(super) fn path_of(event: &Event) -> Path {
    let role =
        matches!(event.power, Power::SearchAll | Power::ExportAll | Power::Impersonate | Power::Administer);
    match (event.target, event.right) {
        (Target::All | Target::Scope(_), Some(right)) if role || event.flags.has(Flags::BY_GROUP) => {
            Path::Role(right)
        }
        (Target::All, _) if event.power == Power::Divert => Path::Configuration,
        (Target::Scope(_), _) => Path::Inherited,
        _ => Path::Direct,
    }
}

/// Words told apart without regard to case.
#[derive(Default)]
struct Words(HashMap<String, u32>);

impl Words {
    fn number(&mut self, text: &str) -> u32 {
        let next = self.0.len() as u32 + 1;
        *self.0.entry(text.trim().to_lowercase()).or_insert(next)
    }
}
