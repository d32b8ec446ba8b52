//! The numbers of the first page.

use std::collections::BTreeSet;

use crate::judge::Case;
use crate::model::{AccountId, Answer, Answered, Class, Flags, Outcome, Power, Relation, Summary};

/// Counts what the first page says.
pub(crate) fn of(case: &Case<'_>, answers: &[Answered]) -> Summary {
    let mut summary = Summary {
        period: period(case),
        mailboxes: case.acts.accounts.list.iter().filter(|account| account.mailbox).count() as u64,
        uses: case.uses.count(),
        unattributable_openings: case.uses.unattributable.values().sum(),
        unattributable_mailboxes: case.uses.unattributable.len() as u64,
        owner_acts: case.acts.evidence.owned.iter().map(|owned| owned.acts).sum(),
        ..Summary::default()
    };
    let holders: BTreeSet<AccountId> = case
        .rights()
        .filter(|(_, right)| right.power != Power::Divert)
        .map(|(_, right)| right.beneficiary)
        .collect();
    summary.holders = holders.len() as u64;
    events(case, &mut summary);
    for answered in answers {
        let place = match answered.answer {
            Answer::UseRecorded => &mut summary.answers[0],
            Answer::PossibleNotRecorded => &mut summary.answers[1],
            Answer::LogCompleteNoUseRecorded => &mut summary.answers[2],
            Answer::UnknownNoLog => &mut summary.answers[3],
        };
        *place += 1;
    }
    summary
}

fn events(case: &Case<'_>, summary: &mut Summary) {
    for (place, event) in case.acts.each().filter(|(_, event)| case.in_period(event.time.utc_ms)) {
        let by_service = event.relation == Relation::Provider
            || case.acts.actor(place).is_some_and(|actor| case.is_service(actor));
        match (event.class, event.outcome) {
            (_, Outcome::Failed) => {
                // A wrong password of one's own is no attempt on anybody.
                let own = event.class == Class::Auth && case.acts.actor(place) == case.acts.mailbox(place);
                summary.failed += u64::from(!by_service && !own);
            }
            // `FullAccess, ReadPermission` is one grant of which a part opens nothing; what an export
            // lost may have opened all.
            (Class::Grant, _) if event.power == Power::None && !event.flags.has(Flags::PARAMETERS_LOST) => {}
            // Calendars of groups, which the provider sets up, are no mailboxes that it opens to others.
            (Class::Grant, _) if by_service => {
                summary.service_grants += u64::from(event.power != Power::OpenFolder);
            }
            (Class::Grant, _) => summary.grants += 1,
            _ => {}
        }
    }
}

/// The period asked about, or all that the logs speak of.
fn period(case: &Case<'_>) -> Option<(i64, i64)> {
    let spans = case.acts.evidence.sources.iter().filter_map(|source| source.span);
    let all = spans.reduce(|(from, to), (first, last)| (from.min(first), to.max(last)));
    case.question.period.or(all)
}
