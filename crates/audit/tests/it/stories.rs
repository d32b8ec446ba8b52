//! What was found of each story, held against its truth: nothing missing, nothing invented.

use std::collections::BTreeSet;

use greffe_audit::{
    AccessInterval, AccountId, Bound, BoundBasis, Class, Event, Flags, Outcome, Power, Relation,
};
use greffe_sample::audit::{FindingTruth, IntervalTruth};

use crate::told::{STORIES, Told};

/// Logs without zone may be off by as much.
const ZONE_S: i64 = 2 * 3600;
/// What belongs to one opening is written within so much of it.
const SESSION_S: i64 = 600;

/// Disagreements that are shown; the first few tell the fault.
const SHOWN: usize = 60;

/// Fails with every disagreement of every story.
fn check(compare: fn(&Told) -> Vec<String>) {
    let mut wrong = Vec::new();
    for told in STORIES.iter() {
        let (story, seed) = (told.truth.story, told.truth.seed);
        wrong.extend(compare(told).into_iter().map(|line| format!("{story} ({seed}): {line}")));
    }
    let shown = wrong.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} disagreements, the first of them:\n{shown}", wrong.len());
}

/// What is only in one of two sets, in words.
fn differences(expected: &BTreeSet<String>, found: &BTreeSet<String>) -> Vec<String> {
    let missing = expected.difference(found).map(|line| format!("missing  {line}"));
    let invented = found.difference(expected).map(|line| format!("invented {line}"));
    missing.chain(invented).collect()
}

/// `StillOpen` as `still-open`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars().take_while(char::is_ascii_alphanumeric) {
        if letter.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

/// Rights are spelled with and without blanks, alone and behind a verb.
fn right(word: &str) -> String {
    let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let known = ["fullaccess", "sendas", "sendonbehalf", "mailboxsearch", "applicationimpersonation"];
    known.into_iter().find(|known| plain.contains(known)).map_or(plain, str::to_owned)
}

fn events<'t>(told: &'t Told, classes: &'t [Class]) -> impl Iterator<Item = &'t Event> {
    let human = |event: &&Event| !matches!(event.relation, Relation::Provider | Relation::Owner);
    told.audit.evidence.events.iter().filter(|event| classes.contains(&event.class)).filter(human)
}

fn seconds(event: &Event) -> i64 {
    event.time.utc_ms.div_euclid(1000)
}

fn is_near(one: i64, other: i64, tolerance: i64) -> bool {
    (one - other).abs() <= tolerance
}

#[test]
fn every_record_of_every_file_is_accounted_for() {
    check(|told| told.truth.files.iter().flat_map(|file| file_differences(told, file)).collect());
}

fn file_differences(told: &Told, file: &greffe_sample::audit::FileTruth) -> Vec<String> {
    let Some(source) = told.audit.evidence.sources.iter().find(|source| source.path.ends_with(file.name))
    else {
        return vec![format!("{} was not read", file.name)];
    };
    let tally = source.tally;
    let sum = tally.read + tally.owner + tally.irrelevant + tally.duplicate + tally.unreadable;
    let counts = [
        ("records", Some(file.records), tally.records),
        ("sum", Some(file.records), sum),
        ("owner", file.owner, tally.owner),
        ("irrelevant", file.irrelevant, tally.irrelevant),
        ("duplicate", Some(file.duplicate), tally.duplicate),
        ("unreadable", Some(file.unreadable), tally.unreadable),
    ];
    let wrong =
        counts.into_iter().filter(|(_, expected, found)| expected.is_some_and(|count| count != *found));
    let mut wrong: Vec<String> = wrong
        .map(|(what, expected, found)| format!("{} {what}: {expected:?}, not {found}", file.name))
        .collect();
    if file.form.is_some_and(|form| form != kebab(&format!("{:?}", source.form))) {
        wrong.push(format!("{} is {:?}, not {:?}", file.name, source.form, file.form));
    }
    wrong
}

#[test]
fn nobody_is_two_accounts() {
    check(|told| {
        let ids = 0..told.audit.accounts.list.len() as u32;
        let labels: Vec<&str> = ids.map(|id| told.account(AccountId(id))).collect();
        let known = told.truth.accounts.iter().map(|account| account.address.as_str());
        let count = |address: &str| labels.iter().filter(|label| **label == address).count();
        known
            .filter(|address| count(address) > 1)
            .map(|address| format!("{address} is {}", count(address)))
            .collect()
    });
}

#[test]
fn every_grant_is_found_and_none_is_invented() {
    check(|told| {
        let expected = told.truth.grants.iter().filter(|grant| !grant.recorded_in.is_empty()).map(|grant| {
            format!(
                "{} of {} on {:?} to {} by {} at {} worked {} denies {}",
                grant.act,
                right(&grant.right),
                grant.mailbox,
                grant.beneficiary,
                grant.executed_by,
                grant.at,
                grant.succeeded,
                grant.deny
            )
        });
        // Whose right a flattened list took away cannot be told: a gap says so.
        let whole = |event: &&Event| !event.flags.has(Flags::PARAMETERS_LOST);
        let found = events(told, &[Class::Grant, Class::Revoke]).filter(whole).map(|event| {
            format!(
                "{} of {} on {:?} to {} by {} at {} worked {} denies {}",
                kebab(&format!("{:?}", event.class)),
                right(event.right.map_or("", |name| told.audit.evidence.names.text(name))),
                told.mailbox(event),
                event.beneficiary.map(|name| told.name(name)).unwrap_or_default(),
                told.name(event.actor),
                seconds(event),
                event.outcome != Outcome::Failed,
                event.flags.has(Flags::DENY)
            )
        });
        differences(&expected.collect(), &found.collect())
    });
}

#[test]
fn the_providers_grants_are_counted_apart() {
    check(|told| {
        let (expected, found) = (told.truth.service_grants, told.audit.summary.service_grants);
        if expected == found { Vec::new() } else { vec![format!("{expected} service grants, not {found}")] }
    });
}

#[test]
fn every_interval_is_found_and_none_is_invented() {
    check(|told| {
        let expected = told.truth.intervals.iter().map(interval_in_words).collect();
        // What the provider's services hold, or gave, is nobody's act.
        let is_service = |account: AccountId| {
            told.audit.accounts.list.get(account.0 as usize).is_some_and(|account| account.provider)
        };
        let human = told.audit.intervals.iter().filter(|interval| {
            let parties = [Some(interval.beneficiary), interval.granted_by];
            interval.power != Power::Divert && !parties.into_iter().flatten().any(is_service)
        });
        let found = human.map(|interval| {
            format!(
                "{} on {:?}: {} from {} to {} by {:?}",
                told.account(interval.beneficiary),
                interval.mailbox.map(|mailbox| told.account(mailbox)),
                right(told.audit.evidence.names.text(interval.right)),
                bound(interval.start),
                bound(interval.end),
                interval.granted_by.map(|by| told.account(by)),
            )
        });
        differences(&expected, &found.collect())
    });
}

fn interval_in_words(interval: &IntervalTruth) -> String {
    let bound = |at: Option<i64>, basis: &str| format!("{basis} {}", at.unwrap_or_default());
    format!(
        "{} on {:?}: {} from {} to {} by {:?}",
        interval.beneficiary,
        interval.mailbox,
        right(&interval.right),
        bound(interval.start, interval.start_basis),
        bound(interval.end, interval.end_basis),
        interval.granted_by,
    )
}

/// Only acts have a moment of their own: the other ends lie between files.
fn bound(bound: Bound) -> String {
    let at =
        if bound.basis == BoundBasis::Event { bound.utc_ms.unwrap_or_default().div_euclid(1000) } else { 0 };
    format!("{} {at}", kebab(&format!("{:?}", bound.basis)))
}

#[test]
fn every_recorded_use_is_found_and_none_is_invented() {
    check(|told| {
        let attributed: Vec<&Event> =
            events(told, &[Class::Use]).filter(|event| event.relation != Relation::Undetermined).collect();
        let fits = |event: &Event, actor: &str, mailbox: &str, at: i64| {
            told.name(event.actor) == actor
                && told.mailbox(event).as_deref() == Some(mailbox)
                && (is_near(seconds(event), at, SESSION_S) || is_off_by_zone(event, at))
        };
        let mut wrong = Vec::new();
        for opened in &told.truth.uses {
            let is_found =
                attributed.iter().any(|event| fits(event, &opened.actor, &opened.mailbox, opened.at));
            if is_found != opened.recorded {
                let what = if is_found { "invented" } else { "missing " };
                wrong.push(format!("{what} use of {} by {} at {}", opened.mailbox, opened.actor, opened.at));
            }
        }
        for event in &attributed {
            let opened = told.truth.uses.iter().any(|o| fits(event, &o.actor, &o.mailbox, o.at));
            let searched =
                told.truth.searches.iter().any(|s| {
                    s.mailbox.as_deref().is_some_and(|mailbox| fits(event, &s.actor, mailbox, s.at))
                });
            if !opened && !searched {
                let (actor, mailbox) = (told.name(event.actor), told.mailbox(event));
                wrong.push(format!("invented use of {mailbox:?} by {actor} at {}", seconds(event)));
            }
        }
        wrong
    });
}

fn is_off_by_zone(event: &Event, at: i64) -> bool {
    event.time.zone != greffe_audit::Zone::Explicit && is_near(seconds(event), at, ZONE_S + SESSION_S)
}

#[test]
fn no_event_is_never_no_access() {
    check(|told| {
        let mut wrong = Vec::new();
        for truth in &told.truth.answers {
            let same = told.audit.answers.iter().find(|answer| {
                told.account(answer.beneficiary) == truth.beneficiary
                    && answer.mailbox.is_some_and(|mailbox| told.account(mailbox) == truth.mailbox)
            });
            let said = same.map(|answer| kebab(&format!("{:?}", answer.answer))).unwrap_or_default();
            if !truth.accepted.contains(&said.as_str()) {
                let (who, whose) = (&truth.beneficiary, &truth.mailbox);
                wrong.push(format!("{who} on {whose}: `{said}`, not any of {:?}", truth.accepted));
            }
        }
        wrong
    });
}

#[test]
fn every_diversion_is_found_and_none_is_invented() {
    check(|told| {
        let line = |act: &str, by: &str, on: Option<&str>, to: &str, at: i64| {
            format!("{act} {on:?} to {to} by {by} at {at}")
        };
        let mut expected = BTreeSet::new();
        for truth in &told.truth.diversions {
            let on = truth.mailbox.as_deref();
            expected.insert(line("divert", &truth.executed_by, on, &truth.destination, truth.from));
        }
        let by_records = |interval: &&AccessInterval| {
            interval.destination.is_some() && interval.start.basis == BoundBasis::Event
        };
        let found = told.audit.intervals.iter().filter(by_records).map(|interval| {
            let to = interval.destination.map_or("", |name| told.audit.evidence.names.text(name));
            let by = interval.granted_by.map_or("", |by| told.account(by));
            let on = interval.mailbox.map(|mailbox| told.account(mailbox));
            let from = interval.start.utc_ms.unwrap_or_default().div_euclid(1000);
            line("divert", by, on, to.trim_start_matches("smtp:"), from)
        });
        let mut wrong = differences(&expected, &found.collect());
        for truth in told.truth.diversions.iter().filter(|truth| truth.to.is_some()) {
            let ended =
                |event: &Event| Some(seconds(event)) == truth.to && told.mailbox(event) == truth.mailbox;
            if !events(told, &[Class::DivertEnd]).any(ended) {
                wrong.push(format!("missing  the end of {:?} to {}", truth.mailbox, truth.destination));
            }
        }
        wrong
    });
}

#[test]
fn every_tampering_is_found_and_none_is_invented() {
    check(|told| {
        let mut wrong = Vec::new();
        let found: Vec<&Event> = events(told, &[Class::Tamper]).collect();
        let fits = |event: &Event, truth: &greffe_sample::audit::ActTruth| {
            let is_same = told.name(event.actor) == truth.actor;
            is_same && (is_near(seconds(event), truth.at, SESSION_S) || is_off_by_zone(event, truth.at))
        };
        for truth in &told.truth.tampering {
            if !found.iter().any(|event| fits(event, truth)) {
                wrong.push(format!("missing  {} by {} at {}", truth.operation, truth.actor, truth.at));
            }
        }
        for event in found.iter().filter(|event| !told.truth.tampering.iter().any(|truth| fits(event, truth)))
        {
            let operation = told.audit.evidence.names.text(event.operation);
            wrong.push(format!("invented {operation} by {} at {}", told.name(event.actor), seconds(event)));
        }
        wrong
    });
}

#[test]
fn searches_are_told_with_their_words() {
    check(|told| {
        let found: BTreeSet<String> = events(told, &[Class::Search, Class::Use])
            .filter_map(|event| Some((event, event.query?)))
            .map(|(event, query)| {
                format!("{} for {}", told.name(event.actor), told.audit.evidence.names.text(query))
            })
            .collect();
        let expected = told.truth.searches.iter().map(|truth| format!("{} for {}", truth.actor, truth.query));
        differences(&expected.collect(), &found)
    });
}

#[test]
fn the_rules_find_what_is_there_and_nothing_else() {
    check(|told| {
        let mut wrong: Vec<String> = told
            .truth
            .findings
            .iter()
            .filter(|truth| truth.must)
            .filter_map(|truth| unfound(told, truth))
            .collect();
        for finding in &told.audit.findings {
            let rule = kebab(&format!("{:?}", finding.rule));
            let accounts: Vec<&str> = finding.accounts.iter().map(|account| told.account(*account)).collect();
            let is_true =
                |truth: &FindingTruth| truth.rule == rule && accounts.contains(&truth.account.as_str());
            if rule != "sigma" && !told.truth.findings.iter().any(is_true) {
                wrong.push(format!("invented {rule} {accounts:?} {:?}", mailboxes(told, &finding.mailboxes)));
            }
        }
        wrong
    });
}

fn mailboxes<'t>(told: &'t Told, accounts: &[AccountId]) -> BTreeSet<&'t str> {
    accounts.iter().map(|account| told.account(*account)).collect()
}

/// A finding of the truth that no finding says, or not of all its mailboxes.
fn unfound(told: &Told, truth: &FindingTruth) -> Option<String> {
    let about = told.audit.findings.iter().filter(|finding| {
        kebab(&format!("{:?}", finding.rule)) == truth.rule
            && finding.accounts.iter().any(|account| told.account(*account) == truth.account)
    });
    let (mut count, mut named) = (0, BTreeSet::new());
    for finding in about {
        count += 1;
        named.extend(mailboxes(told, &finding.mailboxes));
    }
    if count == 0 {
        return Some(format!("missing  {} {}", truth.rule, truth.account));
    }
    let missing: Vec<&String> =
        truth.mailboxes.iter().filter(|wanted| !named.contains(wanted.as_str())).collect();
    (!missing.is_empty()).then(|| format!("missing  {} {} on {missing:?}", truth.rule, truth.account))
}

/// What cannot be known, by the limits that the room has for it.
const UNKNOWNS: [(&str, &str); 10] = [
    ("openings-of-mailboxes-without-audit", "recording-off"),
    ("openings-by-an-account-exempt-from-audit", "bypassed"),
    ("messages-read-by-delegates", "messages-not-named"),
    ("folders-opened-under-the-defaults", "folder-openings-off-by-default"),
    ("who-lost-which-right", "parameters-lost"),
    ("openings-while-throttled", "throttled"),
    ("openings-by-programs", "reading-not-recorded"),
    ("rights-given-by-acl", "server-commands-silent"),
    ("who-logged-in-as-the-owner", "logins-look-alike"),
    ("rights-given-by-grant", "grants-silent"),
];

#[test]
fn what_cannot_be_known_is_said() {
    check(|told| {
        let limits: BTreeSet<String> =
            told.audit.gaps.iter().map(|gap| kebab(&format!("{:?}", gap.limit))).collect();
        let mut wrong = Vec::new();
        for truth in &told.truth.unknowns {
            let limit = UNKNOWNS.iter().find(|(what, _)| *what == truth.what).map_or("", |(_, limit)| limit);
            if !limits.contains(limit) {
                wrong.push(format!("missing  {} ({limit}); said: {limits:?}", truth.what));
            }
        }
        wrong
    });
}

#[test]
fn owners_private_places_and_clear_passwords_are_not_kept() {
    check(|told| {
        let evidence = &told.audit.evidence;
        let private = ["chloe@mel.example", "moi@mel.example"];
        let places = evidence.events.iter().filter_map(|event| event.destination);
        let kept = places
            .map(|name| evidence.names.text(name))
            .filter(|text| private.iter().any(|p| text.contains(p)));
        let mut wrong: Vec<String> = kept.map(|text| format!("`{text}` is told")).collect();
        let secrets = told.truth.secrets.iter().filter(|secret| evidence.names.find(secret).is_some());
        wrong.extend(secrets.map(|secret| format!("`{secret}` is kept")));
        let dropped: u64 = evidence.sources.iter().map(|source| source.secrets_dropped).sum();
        if dropped < told.truth.secrets.len() as u64 {
            wrong.push(format!("{dropped} secrets dropped"));
        }
        wrong
    });
}
