//! The edition for one owner: who can open, and who opened, this mailbox, and nothing of others.

use crate::model::{
    AccessInterval, AccountId, Accounts, Bearer, Class, Coverage, Event, Evidence, Name, Target,
};

/// The account of the mailbox that was asked about, if the evidence knows it.
pub(crate) fn owner(accounts: &Accounts, asked: Name) -> Option<AccountId> {
    let known = accounts.bearers.get(asked.index()).copied().unwrap_or_default();
    let owner = match known {
        Bearer::One(owner) => Some(owner),
        // Reused: whoever bears it last.
        Bearer::ByTime => accounts.at(asked, i64::MAX),
        Bearer::Nobody => None,
    };
    owner.filter(|owner| {
        let account = accounts.account(*owner);
        account.mailbox || account.person.is_some()
    })
}

/// Keeps what concerns the owner's mailbox, or all of them; nothing if the owner is not known.
pub(crate) fn restrict(
    evidence: &mut Evidence,
    accounts: &Accounts,
    intervals: &mut Vec<AccessInterval>,
    coverage: &mut Vec<Coverage>,
    owner: Option<AccountId>,
) {
    let is = |name: Name, at: i64| owner.is_some() && accounts.at(name, at) == owner;
    let concerns = |target: Target, at: i64| match target {
        Target::Mailbox(name) => is(name, at),
        Target::All => owner.is_some(),
        Target::Scope(_) | Target::None => false,
    };
    evidence.events.retain(|event| keeps(event, owner) || concerns(event.target, event.time.utc_ms));
    evidence.standing.retain(|row| concerns(row.target, row.as_of.map_or(i64::MAX, |moment| moment.utc_ms)));
    evidence.audit_states.retain(|state| state.mailbox.is_none_or(|mailbox| is(mailbox, i64::MAX)));
    evidence.owned.retain(|owned| is(owned.mailbox, owned.first_ms));
    for approval in &mut evidence.approvals {
        // Emptied, the list would stand for all mailboxes: papers about others go as a whole.
        let when = approval.from_ms.unwrap_or(i64::MAX);
        let named = approval.mailboxes.iter().copied().find(|mailbox| is(*mailbox, when));
        approval.mailboxes = match (approval.mailboxes.is_empty(), named) {
            (true, _) => Vec::new(),
            (false, Some(mailbox)) => vec![mailbox],
            (false, None) => std::mem::take(&mut approval.mailboxes),
        };
    }
    evidence.approvals.retain(|approval| {
        let when = approval.from_ms.unwrap_or(i64::MAX);
        approval.mailboxes.is_empty() || approval.mailboxes.iter().any(|mailbox| is(*mailbox, when))
    });
    let reaches = |mailbox: Option<AccountId>| owner.is_some() && (mailbox.is_none() || mailbox == owner);
    intervals.retain(|interval| reaches(interval.mailbox));
    coverage.retain(|coverage| reaches(coverage.mailbox));
}

/// Searches that no record ties to mailboxes may have reached this one.
fn keeps(event: &Event, owner: Option<AccountId>) -> bool {
    owner.is_some() && event.class == Class::Search && event.target == Target::None
}

#[cfg(test)]
mod tests {
    use crate::judge::built::{Built, DAY, OPENINGS};
    use crate::judge::judge;
    use crate::model::Question;

    fn edition(owner: &str) -> crate::Audit {
        let mut built = Built::new();
        built.person("ann@corp.example").alias("CORP\\ann");
        built.person("bob@corp.example");
        built.span(OPENINGS, DAY, 90 * DAY);
        for mailbox in ["ann@corp.example", "bob@corp.example"] {
            built.grant("admin@corp.example", "dsi@corp.example", mailbox, 10 * DAY);
            built.opens_at("dsi@corp.example", mailbox, 12 * DAY);
        }
        let mut question = Question::new(100 * DAY);
        question.for_owner = Some(owner.to_owned());
        judge(built.evidence, &question)
    }

    #[test]
    fn one_mailbox_is_told_of_and_no_other() {
        for owner in ["ann@corp.example", "Ann@Corp.Example", "corp\\ann"] {
            let audit = edition(owner);
            assert!(!audit.summary.owner_unknown, "{owner}");
            let ann = audit.summary.owner;
            assert_eq!(audit.intervals.len(), 1);
            assert_eq!(audit.evidence.events.len(), 2);
            assert!(audit.answers.iter().all(|answered| answered.mailbox == ann));
            assert!(audit.findings.iter().all(|f| f.mailboxes.iter().all(|m| Some(*m) == ann)));
            assert!(!audit.findings.is_empty());
        }
    }

    #[test]
    fn an_owner_that_the_evidence_does_not_know_gets_nothing_and_is_told_so() {
        let audit = edition("eve@corp.example");
        assert!(audit.summary.owner_unknown);
        assert!(audit.intervals.is_empty() && audit.evidence.events.is_empty() && audit.findings.is_empty());
    }
}
