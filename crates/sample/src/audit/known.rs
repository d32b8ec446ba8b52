//! From what happened to what the files of one story can tell of it.

use super::plot::{BYPASS_DAY, Blinding, COPY_TO, Held, House, Opened, Plot, QUERY, Right, SNAPSHOTS};
use super::staff::{Sort, Staff, Who};
use super::truth::{
    AccountTruth, ActTruth, AnswerTruth, AuditTruth, DiversionTruth, GrantTruth, IntervalTruth, SearchTruth,
    UseTruth,
};
use super::{cmdlet, suspicion};

/// What the files of one story hold.
pub(super) struct Known<'p> {
    pub(super) plot: &'p Plot,
    pub(super) house: House,
    /// The files with the whole record of an administrator's act of that moment.
    pub(super) acts: fn(&Plot, i64) -> Vec<&'static str>,
    /// Whether an opening left a record that names who opened.
    pub(super) openings: fn(&Plot, &Opened) -> bool,
    /// What may be answered where no opening is recorded.
    pub(super) unused: Vec<&'static str>,
}

impl Known<'_> {
    /// The truth, but for the files and what cannot be known.
    pub(super) fn truth(&self, story: &'static str, seed: u64) -> AuditTruth {
        AuditTruth {
            story,
            seed,
            accounts: accounts(&self.plot.staff),
            grants: self.grants(),
            intervals: self.plot.held.iter().map(|held| self.interval(held)).collect(),
            uses: self.plot.opened.iter().map(|opened| self.opening(opened)).collect(),
            answers: self.answers(),
            diversions: self.diversions(),
            tampering: self.tampering(),
            searches: self.searches(),
            findings: suspicion::findings(self),
            ..AuditTruth::default()
        }
    }

    pub(super) fn address(&self, who: Who) -> String {
        self.plot.staff.address(who)
    }

    fn grants(&self) -> Vec<GrantTruth> {
        let mut grants: Vec<GrantTruth> = Vec::new();
        for held in &self.plot.held {
            let recorded_in = |at| if held.inherited { Vec::new() } else { (self.acts)(self.plot, at) };
            let grant = |act, deed: super::plot::Deed| GrantTruth {
                at: deed.at,
                act,
                executed_by: self.address(deed.by),
                beneficiary: self.address(held.holder),
                mailbox: held.on.map(|who| self.address(who)),
                right: right(held.right).to_owned(),
                succeeded: true,
                deny: false,
                recorded_in: recorded_in(deed.at),
            };
            grants.push(grant("grant", held.given));
            grants.extend(held.taken.map(|taken| grant("revoke", taken)));
        }
        grants.extend(self.attempts());
        grants.sort_by_key(|grant| grant.at);
        grants
    }

    fn attempts(&self) -> impl Iterator<Item = GrantTruth> {
        self.plot.attempts.iter().map(|attempt| GrantTruth {
            at: attempt.deed.at,
            act: "grant",
            executed_by: self.address(attempt.deed.by),
            beneficiary: self.address(attempt.holder),
            mailbox: Some(self.address(attempt.on)),
            right: right(Right::FullAccess).to_owned(),
            succeeded: attempt.deny,
            deny: attempt.deny,
            recorded_in: (self.acts)(self.plot, attempt.deed.at),
        })
    }

    fn is_told(&self, held: &Held, at: i64) -> bool {
        !held.inherited && !(self.acts)(self.plot, at).is_empty()
    }

    fn interval(&self, held: &Held) -> IntervalTruth {
        let is_given = self.is_told(held, held.given.at);
        let (end, end_basis) = self.end(held);
        IntervalTruth {
            beneficiary: self.address(held.holder),
            mailbox: held.on.map(|who| self.address(who)),
            right: right(held.right).to_owned(),
            start: is_given.then_some(held.given.at),
            start_basis: if is_given { "event" } else { "at-or-before" },
            end,
            end_basis,
            granted_by: is_given.then(|| self.address(held.given.by)),
            path: path(held),
        }
    }

    fn end(&self, held: &Held) -> (Option<i64>, &'static str) {
        match held.taken {
            Some(taken) if self.is_told(held, taken.at) => (Some(taken.at), "event"),
            Some(taken) if taken.at < self.plot.at((SNAPSHOTS[1], 0, 0)) => (None, "gone-between"),
            _ => (None, "still-open"),
        }
    }

    fn opening(&self, opened: &Opened) -> UseTruth {
        UseTruth {
            at: opened.deed.at,
            actor: self.address(opened.deed.by),
            mailbox: self.address(opened.mailbox),
            recorded: (self.openings)(self.plot, opened),
        }
    }

    /// For the director and each mailbox that he could open.
    fn answers(&self) -> Vec<AnswerTruth> {
        let director = self.plot.staff.of("dsi");
        let held =
            self.plot.held.iter().filter(|held| held.holder == director && held.right == Right::FullAccess);
        let mailboxes = held.filter_map(|held| held.on);
        let answers = mailboxes.map(|mailbox| AnswerTruth {
            beneficiary: self.address(director),
            mailbox: self.address(mailbox),
            accepted: if self.was_seen(director, mailbox) {
                vec!["use-recorded"]
            } else {
                self.unused.clone()
            },
        });
        answers.collect()
    }

    fn was_seen(&self, by: Who, mailbox: Who) -> bool {
        let same = |opened: &&Opened| opened.deed.by == by && opened.mailbox == mailbox;
        self.plot.opened.iter().filter(same).any(|opened| (self.openings)(self.plot, opened))
            || self.plot.searched.iter().any(|(deed, on)| deed.by == by && *on == Some(mailbox))
    }

    fn diversions(&self) -> Vec<DiversionTruth> {
        let (from, to) = self.plot.forwarded;
        let copied = self.plot.copied;
        vec![
            DiversionTruth {
                from: from.at,
                to: Some(to.at),
                executed_by: self.address(from.by),
                mailbox: Some(self.address(self.plot.staff.of("presse"))),
                destination: COPY_TO.to_owned(),
            },
            DiversionTruth {
                from: copied.at,
                to: None,
                executed_by: self.address(copied.by),
                mailbox: None,
                destination: self.address(copied.by),
            },
        ]
    }

    fn tampering(&self) -> Vec<ActTruth> {
        let act = |deed: super::plot::Deed, operation: &str, mailbox: Option<Who>| ActTruth {
            at: deed.at,
            actor: self.address(deed.by),
            operation: operation.to_owned(),
            mailbox: mailbox.map(|who| self.address(who)),
        };
        let blinded = self.plot.blinded.iter().map(|(deed, blinding)| match *blinding {
            Blinding::Mailbox(mailbox) => act(*deed, "Set-Mailbox", Some(mailbox)),
            Blinding::Account(who) => act(*deed, "Set-MailboxAuditBypassAssociation", Some(who)),
            Blinding::ShorterLog => act(*deed, "Set-AdminAuditLogConfig", None),
            Blinding::Notices(mailbox) => act(*deed, "New-InboxRule", Some(mailbox)),
        });
        let is_seen = |opened: &&Opened| opened.destroyed && (self.openings)(self.plot, opened);
        let destroyed = self.plot.opened.iter().filter(is_seen);
        blinded.chain(destroyed.map(|opened| act(opened.deed, "HardDelete", Some(opened.mailbox)))).collect()
    }

    fn searches(&self) -> Vec<SearchTruth> {
        let searches = self.plot.searched.iter().map(|(deed, on)| SearchTruth {
            at: deed.at,
            actor: self.address(deed.by),
            query: QUERY.to_owned(),
            mailbox: on.map(|who| self.address(who)),
        });
        searches.collect()
    }
}

/// Everybody, under all the names that files may have for them.
pub(super) fn accounts(staff: &Staff) -> Vec<AccountTruth> {
    let accounts = staff.everybody().map(|(_, account)| AccountTruth {
        address: account.address.clone(),
        names: vec![account.windows_name(), account.canonical_name(), account.sid.clone()],
        mailbox: matches!(account.sort, Sort::Person | Sort::Shared),
    });
    let copied_to = AccountTruth { address: COPY_TO.to_owned(), names: Vec::new(), mailbox: false };
    accounts.chain([copied_to]).collect()
}

/// Whether acts of that moment are still recorded for the director.
pub(super) fn is_before_bypass(plot: &Plot, opened: &Opened) -> bool {
    opened.deed.by != plot.staff.of("dsi") || opened.deed.at < plot.at((BYPASS_DAY, 8, 2))
}

/// The word that logs have for a right.
pub(super) fn right(right: Right) -> &'static str {
    match right {
        Right::FullAccess => "FullAccess",
        Right::SendAs => "SendAs",
        Right::SendOnBehalf => "SendOnBehalf",
        Right::MailboxSearch | Right::Impersonation => cmdlet::role(right),
    }
}

fn path(held: &Held) -> &'static str {
    match held.right {
        Right::MailboxSearch | Right::Impersonation => "role",
        _ if held.inherited => "inherited",
        _ => "direct",
    }
}
