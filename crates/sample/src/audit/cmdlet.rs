//! What happened, as commands of Exchange: the same on premises and in the cloud, but for some.

use super::plot::{Attempt, Blinding, COPY_TO, Deed, Held, House, Plot, QUERY, Right};
use super::staff::{Sort, Who};
use crate::chance::Chance;

/// One command as an administrators' log keeps it.
#[derive(Debug, Clone)]
pub(super) struct Cmdlet {
    pub(super) at: i64,
    pub(super) by: Who,
    pub(super) name: &'static str,
    /// The account it was about; none for the whole system.
    pub(super) object: Option<Who>,
    pub(super) parameters: Vec<(&'static str, String)>,
    pub(super) succeeded: bool,
    /// What a reader should make of it.
    pub(super) meaning: Meaning,
}

/// What a reader should make of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Relevant,
    /// An owner's act on the own mailbox.
    Own,
    /// About something else.
    Irrelevant,
}

/// Commands that have nothing to do with access.
const EVERYDAY: [(&str, &str, &str); 6] = [
    ("Set-User", "Phone", "+33 9 99 00 12 34"),
    ("Set-Mailbox", "ProhibitSendQuota", "10 GB (10,737,418,240 bytes)"),
    ("Set-CASMailbox", "PopEnabled", "False"),
    ("Set-MailboxRegionalConfiguration", "Language", "fr-FR"),
    ("Set-DistributionGroup", "DisplayName", "Agents de l’assemblée"),
    ("Set-MailboxAutoReplyConfiguration", "AutoReplyState", "Enabled"),
];

/// Every command of the plot with `everyday` others between, by time.
pub(super) fn cmdlets(plot: &Plot, house: House, everyday: usize, chance: &mut Chance) -> Vec<Cmdlet> {
    let writer = Writer { plot, house };
    let mut all: Vec<Cmdlet> =
        plot.held.iter().filter(|held| !held.inherited).flat_map(|held| writer.held(held)).collect();
    all.extend(plot.attempts.iter().map(|attempt| writer.attempt(attempt)));
    all.extend(plot.searched.iter().flat_map(|(deed, on)| writer.search(*deed, *on)));
    all.extend(plot.blinded.iter().map(|(deed, blinding)| writer.blind(*deed, *blinding)));
    all.extend(writer.forward());
    all.push(writer.copy());
    all.push(writer.own_rule());
    all.extend((0..everyday).map(|_| writer.everyday(chance)));
    all.sort_by_key(|cmdlet| cmdlet.at);
    all
}

struct Writer<'p> {
    plot: &'p Plot,
    house: House,
}

impl Writer<'_> {
    /// How an administrator types an account: three ways on premises, one in the cloud.
    fn typed(&self, who: Who) -> String {
        let account = self.plot.staff.get(who);
        // Nothing ties the names of an account that no directory knows: it is typed as snapshots have it.
        let turn = if account.sort == Sort::Impostor { 0 } else { who.0 % 3 };
        match (self.house, turn) {
            (House::OnPremises, 0) => account.windows_name(),
            (House::OnPremises, 1) => account.canonical_name(),
            _ => account.address.clone(),
        }
    }

    fn cmdlet(&self, deed: Deed, name: &'static str, object: Option<Who>) -> Cmdlet {
        let parameters = object.map(|who| ("Identity", self.typed(who))).into_iter().collect();
        Cmdlet {
            at: deed.at,
            by: deed.by,
            name,
            object,
            parameters,
            succeeded: true,
            meaning: Meaning::Relevant,
        }
    }

    fn held(&self, held: &Held) -> impl Iterator<Item = Cmdlet> {
        let taken = held.taken.map(|taken| self.take(held, taken));
        [self.give(held)].into_iter().chain(taken)
    }

    fn give(&self, held: &Held) -> Cmdlet {
        let holder = self.typed(held.holder);
        let (name, parameters) = match (held.right, self.house) {
            (Right::FullAccess, _) => ("Add-MailboxPermission", full_access(holder)),
            (Right::SendAs, House::OnPremises) => ("Add-ADPermission", send_as_on_premises(holder)),
            (Right::SendAs, House::Cloud) => ("Add-RecipientPermission", send_as_in_cloud(holder)),
            (Right::SendOnBehalf, _) => ("Set-Mailbox", vec![("GrantSendOnBehalfTo", holder)]),
            (Right::MailboxSearch | Right::Impersonation, _) => {
                ("New-ManagementRoleAssignment", self.role(held, holder))
            }
        };
        self.cmdlet(held.given, name, held.on).with(parameters)
    }

    fn role(&self, held: &Held, holder: String) -> Vec<(&'static str, String)> {
        vec![("Name", self.assignment(held)), ("Role", role(held.right).to_owned()), ("User", holder)]
    }

    /// The name that a role assignment gets, by which it is removed.
    fn assignment(&self, held: &Held) -> String {
        format!("{}-{}", role(held.right), self.plot.staff.get(held.holder).login)
    }

    fn take(&self, held: &Held, taken: Deed) -> Cmdlet {
        match held.right {
            Right::MailboxSearch | Right::Impersonation => {
                let parameters = vec![("Identity", self.assignment(held))];
                self.cmdlet(taken, "Remove-ManagementRoleAssignment", None).with(parameters)
            }
            _ => self
                .cmdlet(taken, "Remove-MailboxPermission", held.on)
                .with(full_access(self.typed(held.holder))),
        }
    }

    fn attempt(&self, attempt: &Attempt) -> Cmdlet {
        let mut parameters = full_access(self.typed(attempt.holder));
        if attempt.deny {
            parameters.push(("Deny", "True".to_owned()));
        }
        let cmdlet = self.cmdlet(attempt.deed, "Add-MailboxPermission", Some(attempt.on)).with(parameters);
        Cmdlet { succeeded: attempt.deny, ..cmdlet }
    }

    /// A search of all mail is made, then started; one of a mailbox is a single command.
    fn search(&self, deed: Deed, on: Option<Who>) -> Vec<Cmdlet> {
        let query = ("SearchQuery", QUERY.to_owned());
        if on.is_some() {
            let target = ("TargetMailbox", self.typed(deed.by));
            let parameters = vec![query, target, ("TargetFolder", "Controle".to_owned())];
            return vec![self.cmdlet(deed, "Search-Mailbox", on).with(parameters)];
        }
        let name = ("Name", "Controle presse".to_owned());
        let later = Deed { at: deed.at + 40, ..deed };
        let start = vec![("Identity", "Controle presse".to_owned())];
        vec![
            self.cmdlet(deed, "New-MailboxSearch", None).with(vec![name, query]),
            self.cmdlet(later, "Start-MailboxSearch", None).with(start),
        ]
    }

    fn blind(&self, deed: Deed, blinding: Blinding) -> Cmdlet {
        let said = |name, value: &str| vec![(name, value.to_owned())];
        match blinding {
            Blinding::Mailbox(mailbox) => {
                self.cmdlet(deed, "Set-Mailbox", Some(mailbox)).with(said("AuditEnabled", "False"))
            }
            Blinding::Account(account) => self
                .cmdlet(deed, "Set-MailboxAuditBypassAssociation", Some(account))
                .with(said("AuditBypassEnabled", "True")),
            Blinding::ShorterLog => self
                .cmdlet(deed, "Set-AdminAuditLogConfig", None)
                .with(said("AdminAuditLogAgeLimit", "30.00:00:00")),
            Blinding::Notices(mailbox) => self.notices(deed, mailbox),
        }
    }

    /// A rule in another's mailbox that deletes what would tell its owner.
    fn notices(&self, deed: Deed, mailbox: Who) -> Cmdlet {
        let mut cmdlet = self.cmdlet(deed, "New-InboxRule", Some(mailbox));
        cmdlet.parameters = vec![
            ("Mailbox", self.typed(mailbox)),
            ("Name", "Nettoyage".to_owned()),
            ("SubjectContainsWords", "Droits sur votre boîte".to_owned()),
            ("DeleteMessage", "True".to_owned()),
        ];
        cmdlet
    }

    fn forward(&self) -> [Cmdlet; 2] {
        let mailbox = Some(self.plot.staff.of("presse"));
        let (from, to) = self.plot.forwarded;
        let on = vec![
            ("ForwardingSmtpAddress", format!("smtp:{COPY_TO}")),
            ("DeliverToMailboxAndForward", "True".to_owned()),
        ];
        let off = vec![("ForwardingSmtpAddress", String::new())];
        [
            self.cmdlet(from, "Set-Mailbox", mailbox).with(on),
            self.cmdlet(to, "Set-Mailbox", mailbox).with(off),
        ]
    }

    fn copy(&self) -> Cmdlet {
        let parameters = vec![
            ("Name", "Suivi presse".to_owned()),
            ("RecipientDomainIs", "le-courrier-des-terres.example".to_owned()),
            ("BlindCopyTo", self.plot.staff.address(self.plot.copied.by)),
        ];
        self.cmdlet(self.plot.copied, "New-TransportRule", None).with(parameters)
    }

    /// An owner forwards the own mail: nobody's business.
    fn own_rule(&self) -> Cmdlet {
        let owner = self.plot.staff.of("europe");
        let deed = Deed { at: self.plot.at((4, 12, 12)), by: owner };
        let mut cmdlet = self.cmdlet(deed, "New-InboxRule", Some(owner));
        cmdlet.parameters = vec![
            ("Mailbox", self.typed(owner)),
            ("Name", "Copie".to_owned()),
            ("ForwardTo", "chloe@mel.example".to_owned()),
        ];
        Cmdlet { meaning: Meaning::Own, ..cmdlet }
    }

    fn everyday(&self, chance: &mut Chance) -> Cmdlet {
        let by = self.plot.staff.of(chance.pick(&["technicien", "assistant", "reseau"]));
        let mailboxes: Vec<Who> = self.plot.staff.mailboxes().collect();
        let day = if chance.one_in(6) { chance.between(330, 394) } else { chance.between(-20, 69) };
        let at = self.plot.at((day, chance.between(7, 17), chance.between(0, 59)));
        let (name, parameter, value) = chance.pick(&EVERYDAY);
        let cmdlet = self.cmdlet(Deed { at, by }, name, Some(chance.pick(&mailboxes)));
        Cmdlet { meaning: Meaning::Irrelevant, ..cmdlet.with(vec![(parameter, value.to_owned())]) }
    }
}

impl Cmdlet {
    fn with(mut self, parameters: Vec<(&'static str, String)>) -> Self {
        self.parameters.extend(parameters);
        self
    }
}

/// The role that gives a right on every mailbox.
pub(super) fn role(right: Right) -> &'static str {
    match right {
        Right::Impersonation => "ApplicationImpersonation",
        _ => "Mailbox Search",
    }
}

fn full_access(holder: String) -> Vec<(&'static str, String)> {
    vec![
        ("User", holder),
        ("AccessRights", "FullAccess".to_owned()),
        ("InheritanceType", "All".to_owned()),
        ("AutoMapping", "False".to_owned()),
    ]
}

fn send_as_on_premises(holder: String) -> Vec<(&'static str, String)> {
    vec![
        ("User", holder),
        ("AccessRights", "ExtendedRight".to_owned()),
        ("ExtendedRights", "Send As".to_owned()),
    ]
}

fn send_as_in_cloud(holder: String) -> Vec<(&'static str, String)> {
    vec![("Trustee", holder), ("AccessRights", "SendAs".to_owned())]
}
