//! The whole judgement, on any evidence: no panic, and the same answer twice.

use proptest::prelude::*;

use crate::judge::built::{Built, HOUR};
use crate::judge::judge;
use crate::model::*;

const CLASSES: [Class; 8] = [
    Class::Grant,
    Class::Revoke,
    Class::Use,
    Class::Search,
    Class::Divert,
    Class::DivertEnd,
    Class::Tamper,
    Class::Auth,
];

const NAMES: [&str; 8] = [
    "a@corp.example",
    "CORP\\a",
    "A B",
    "corp.example/Users/A B",
    "rn@corp.example",
    "m@corp.example",
    "NT AUTHORITY\\SYSTEM",
    "S-1-5-21-1-2-3-4",
];

type Act = (usize, usize, usize, usize, i64, u16);

fn act() -> impl Strategy<Value = Act> {
    (0..CLASSES.len(), 0..NAMES.len(), 0..NAMES.len(), 0..NAMES.len() + 2, -5..200_i64, 0..128_u16)
}

fn built(acts: &[Act]) -> Built {
    let mut built = Built::new();
    built.person(NAMES[0]).alias(NAMES[1]).display(NAMES[2]).until(50 * HOUR);
    built.person(NAMES[0]).alias(NAMES[7]).display("Other").from(60 * HOUR).manager(NAMES[2]);
    let snapshot = built.source(Form::PermissionSnapshot);
    for (class, actor, beneficiary, target, hour, flags) in acts {
        let names = NAMES.map(|name| built.name(name));
        let at = hour * HOUR;
        if flags & 64 != 0 {
            built.stands(
                snapshot,
                NAMES[*beneficiary],
                NAMES[target % NAMES.len()],
                Some(at).filter(|at| *at > 0),
            );
            continue;
        }
        let event = built.event(SourceId(u32::from(flags & 1)), CLASSES[*class], NAMES[*actor], at);
        event.beneficiary = names.get(*beneficiary).copied();
        event.destination = names.get(*actor).copied();
        event.right = names.get((*actor + 3) % NAMES.len()).copied();
        event.power = if flags & 8 == 0 { Power::Open } else { Power::Divert };
        event.flags = Flags(*flags & !64);
        event.target = names.get(*target).map_or(Target::All, |name| Target::Mailbox(*name));
    }
    built
}

fn said(built: Built, owner: Option<&str>) -> String {
    let mut question = Question::new(300 * HOUR);
    question.for_owner = owner.map(str::to_owned);
    let audit = judge(built.evidence, &question);
    for interval in &audit.intervals {
        let ends = interval.start.utc_ms.zip(interval.end.utc_ms);
        assert!(ends.is_none_or(|(start, end)| start <= end), "{interval:?}");
        assert_ne!(interval.mailbox, Some(interval.beneficiary));
    }
    assert_eq!(audit.intervals.len(), audit.backing.len());
    let places = audit.findings.iter().flat_map(|finding| &finding.intervals);
    let places = places.chain(audit.answers.iter().flat_map(|answered| &answered.intervals));
    assert!(
        places.chain(audit.remedies.iter().map(|r| &r.interval)).all(|place| *place < audit.intervals.len())
    );
    format!(
        "{:?}",
        (audit.intervals, audit.coverage, audit.answers, audit.findings, audit.gaps, audit.summary)
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_evidence_is_judged_and_twice_the_same(acts in prop::collection::vec(act(), 0..60)) {
        for owner in [None, Some(NAMES[1]), Some("nobody@corp.example")] {
            prop_assert_eq!(said(built(&acts), owner), said(built(&acts), owner));
        }
    }
}
