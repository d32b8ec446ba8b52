//! Intervals, on evidence built by hand.

use super::*;
use crate::judge::built::{ADMIN_LOG, Built, DAY};
use crate::judge::identities;
use crate::model::BoundBasis::{AtOrBefore, Event, GivenAgain, GoneBetween, Replaced, StillOpen};
use crate::model::{BoundBasis, Flags, Form, Outcome};

type End = (Option<i64>, BoundBasis);

/// The intervals as (start, end), in the order of time.
fn ends(built: &mut Built) -> Vec<(End, End)> {
    built.evidence.events.sort_by_key(|event| event.time.utc_ms);
    let accounts = identities::resolve(&built.evidence, None);
    let (intervals, _) = build(&Acts::new(&built.evidence, &accounts));
    let end = |bound: crate::Bound| (bound.utc_ms, bound.basis);
    intervals.iter().map(|interval| (end(interval.start), end(interval.end))).collect()
}

const ADMIN: &str = "admin@corp.example";
const DSI: &str = "dsi@corp.example";
const ANN: &str = "ann@corp.example";

#[test]
fn given_given_again_and_taken_back() {
    let mut built = Built::new();
    built.grant(ADMIN, DSI, ANN, 10);
    built.grant(ADMIN, DSI, ANN, 20);
    built.revoke(ADMIN, DSI, ANN, 30);
    built.revoke(ADMIN, DSI, ANN, 40);
    built.grant(ADMIN, DSI, ANN, 50);
    let expected = [((Some(10), Event), (Some(30), Event)), ((Some(50), Event), (None, StillOpen))];
    assert_eq!(ends(&mut built), expected);
}

/// Who gave, and until when, in the order of time.
fn givers(built: &mut Built) -> Vec<(String, End)> {
    built.evidence.events.sort_by_key(|event| event.time.utc_ms);
    let accounts = identities::resolve(&built.evidence, None);
    let (intervals, _) = build(&Acts::new(&built.evidence, &accounts));
    let label = |id| accounts.account(id).label.map_or("", |name| built.evidence.names.text(name)).to_owned();
    let giver = |interval: &AccessInterval| interval.granted_by.map(label).unwrap_or_default();
    intervals.iter().map(|i| (giver(i), (i.end.utc_ms, i.end.basis))).collect()
}

#[test]
fn who_gives_a_right_again_answers_for_it_beside_who_gave_it_first() {
    const SERVICE: &str = "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)";
    const OTHER: &str = "other@corp.example";
    let check = |by: &[(&str, i64)], expect: &[(&str, End)]| {
        let mut built = Built::new();
        for (by, at) in by {
            built.grant(by, DSI, ANN, *at);
        }
        let found = givers(&mut built);
        let found: Vec<(&str, End)> = found.iter().map(|(by, end)| (by.as_str(), *end)).collect();
        assert_eq!(found, expect, "{by:?}");
    };
    let (open, again) = ((None, StillOpen), |at| (Some(at), GivenAgain));
    check(&[(SERVICE, 10), (ADMIN, 20)], &[(SERVICE, again(20)), (ADMIN, open)]);
    check(&[(ADMIN, 10), (SERVICE, 20)], &[(ADMIN, open)]);
    check(&[(SERVICE, 10), (SERVICE, 20)], &[(SERVICE, open)]);
    check(&[(ADMIN, 10), (OTHER, DAY)], &[(ADMIN, again(DAY)), (OTHER, open)]);
    check(&[(ADMIN, 10), ("CORP\\adm", 500)], &[(ADMIN, open)]);

    let mut built = Built::new();
    let snapshot = built.source(Form::PermissionSnapshot);
    built.stands(snapshot, DSI, ANN, Some(10));
    built.grant(ADMIN, DSI, ANN, 20);
    assert_eq!(givers(&mut built), [(String::new(), again(20)), (ADMIN.to_owned(), open)]);
}

/// Records of one rule that copies: its number stands for it where `name` is one.
fn rule(built: &mut Built, records: &[(&str, &str, i64)]) {
    use crate::model::{Class, Power, Target};
    let to = built.name("out@other.example");
    for (operation, name, at) in records {
        let (class, power, flags) = match operation.split_once('-') {
            Some(("New", _)) if name.starts_with("off ") => (Class::Divert, Power::Divert, Flags::DORMANT),
            Some(("New", _)) => (Class::Divert, Power::Divert, Flags::default()),
            Some(("Enable", _)) => (Class::Other, Power::Divert, Flags::SWITCHED_ON),
            _ => (Class::DivertEnd, Power::None, Flags::default()),
        };
        let (operation, right) = (built.name(operation), built.name(name));
        let mailbox = built.name(ANN);
        let event = built.event(ADMIN_LOG, class, ADMIN, *at);
        (event.operation, event.right, event.power, event.flags) = (operation, Some(right), power, flags);
        // Whose mail it takes, only the record that makes it tells.
        (event.target, event.destination) = match class {
            Class::Divert => (Target::Mailbox(mailbox), Some(to)),
            _ => (Target::All, None),
        };
    }
}

#[test]
fn a_rule_copies_from_when_it_is_switched_on() {
    const NUMBER: &str = "3f0c5a11-0000-4000-8000-00000000c0de";
    let check = |records: &[(&str, &str, i64)], expect: &[(i64, End)]| {
        let mut built = Built::new();
        rule(&mut built, records);
        let expect: Vec<(End, End)> = expect.iter().map(|(at, end)| ((Some(*at), Event), *end)).collect();
        assert_eq!(ends(&mut built), expect, "{records:?}");
    };
    let [new, on, off, gone] =
        ["New-TransportRule", "Enable-TransportRule", "Disable-TransportRule", "Remove-TransportRule"];
    let (open, end) = ((None, StillOpen), |at| (Some(at), Event));
    check(&[(new, "off a", 10)], &[]);
    check(&[(new, "off a", 10), (on, "off a", 20)], &[(20, open)]);
    check(&[(new, "off a", 10), (on, NUMBER, 20), (off, NUMBER, 30)], &[(20, end(30))]);
    check(
        &[(new, "off a", 10), (on, "Off A", 20), (off, "off a", 30), (on, "off a", 40)],
        &[(20, end(30)), (40, open)],
    );
    check(&[(new, "a", 10), (on, "a", 20)], &[(10, open)]);
    check(&[(new, "a", 10), (gone, "a", 20)], &[(10, end(20))]);
    check(&[(new, "a", 10), (gone, "a", 20), (new, "off a", 30)], &[(10, end(20))]);
    check(&[(new, "a", 10), (off, "b", 20), (on, "b", 30)], &[(10, open)]);
    // A number that could mean either of two rules means none.
    check(&[(new, "off a", 10), (new, "off b", 11), (on, NUMBER, 20)], &[]);
    check(
        &[(new, "off a", 10), (on, "off a", 15), (new, "off b", 16), (on, NUMBER, 20)],
        &[(15, open), (20, open)],
    );
}

#[test]
fn an_attempt_and_a_refusal_give_nothing() {
    let mut built = Built::new();
    built.grant(ADMIN, DSI, ANN, 10).outcome = Outcome::Failed;
    built.grant(ADMIN, DSI, ANN, 20).flags = Flags::DENY;
    built.grant(ADMIN, DSI, ANN, 30);
    assert_eq!(ends(&mut built), []);
    built.revoke(ADMIN, DSI, ANN, 40).flags = Flags::DENY;
    built.grant(ADMIN, DSI, ANN, 50);
    built.grant(ADMIN, DSI, ANN, 60).flags = Flags::DENY;
    assert_eq!(ends(&mut built), [((Some(50), Event), (Some(60), Event))]);
}

#[test]
fn taken_back_without_a_grant_stood_before_the_log() {
    let mut built = Built::new();
    built.span(ADMIN_LOG, 5, 100);
    built.revoke(ADMIN, DSI, ANN, 30);
    assert_eq!(ends(&mut built), [((Some(5), AtOrBefore), (Some(30), Event))]);
    built.evidence.sources[0].plateau = true;
    assert_eq!(ends(&mut built), [((Some(30), AtOrBefore), (Some(30), Event))], "the log is cut");
}

#[test]
fn a_snapshot_without_a_grant_says_at_or_before() {
    let mut built = Built::new();
    let snapshot = built.source(Form::PermissionSnapshot);
    built.stands(snapshot, DSI, ANN, Some(100 * DAY));
    assert_eq!(ends(&mut built), [((Some(100 * DAY), AtOrBefore), (Some(100 * DAY), StillOpen))]);
    built.span(ADMIN_LOG, 50 * DAY, 99 * DAY);
    assert_eq!(ends(&mut built), [((Some(50 * DAY), AtOrBefore), (Some(100 * DAY), StillOpen))]);
    built.span(ADMIN_LOG, 50 * DAY, 60 * DAY);
    assert_eq!(ends(&mut built)[0].0, (Some(100 * DAY), AtOrBefore), "forty days without a log");
}

#[test]
fn what_a_later_snapshot_lacks_is_gone_if_it_would_have_shown_it() {
    let mut built = Built::new();
    let (first, second) = (built.source(Form::PermissionSnapshot), built.source(Form::PermissionSnapshot));
    built.stands(first, DSI, ANN, Some(100));
    built.stands(second, "eve@corp.example", ANN, Some(200));
    let expected = [
        ((Some(100), AtOrBefore), (Some(200), GoneBetween)),
        ((Some(200), AtOrBefore), (Some(200), StillOpen)),
    ];
    assert_eq!(ends(&mut built), expected);

    let mut built = Built::new();
    let (first, second) = (built.source(Form::PermissionSnapshot), built.source(Form::PermissionSnapshot));
    for mailbox in ["a@corp.example", "b@corp.example", "c@corp.example", ANN] {
        built.stands(first, DSI, mailbox, Some(100));
    }
    built.stands(second, DSI, "a@corp.example", Some(200));
    let open = ends(&mut built).iter().filter(|(_, end)| end.1 == StillOpen).count();
    assert_eq!(open, 4, "the second look is at one mailbox only");
}

#[test]
fn a_snapshot_confirms_and_a_grant_after_it_does_not_explain_it() {
    let mut built = Built::new();
    let snapshot = built.source(Form::PermissionSnapshot);
    built.grant(ADMIN, DSI, ANN, 10);
    built.stands(snapshot, DSI, ANN, Some(100));
    assert_eq!(ends(&mut built), [((Some(10), Event), (Some(100), StillOpen))]);
    built.revoke(ADMIN, DSI, ANN, 50);
    let expected =
        [((Some(10), Event), (Some(50), Event)), ((Some(100), AtOrBefore), (Some(100), StillOpen))];
    assert_eq!(ends(&mut built), expected);
}

#[test]
fn an_undated_snapshot_opens_without_a_date_and_reopens_nothing() {
    let mut built = Built::new();
    let snapshot = built.source(Form::PermissionSnapshot);
    built.stands(snapshot, DSI, ANN, None);
    assert_eq!(ends(&mut built), [((None, AtOrBefore), (None, StillOpen))]);
    built.grant(ADMIN, DSI, ANN, 10);
    built.revoke(ADMIN, DSI, ANN, 50);
    assert_eq!(ends(&mut built), [((Some(10), Event), (Some(50), Event))]);
}

#[test]
fn an_end_that_names_nobody_ends_what_stands() {
    use crate::model::{Class, Power, Target};
    let mut built = Built::new();
    let (mailbox, to, rule) = (built.name(ANN), built.name("out@other.example"), built.name("copy"));
    for (class, at) in [(Class::Divert, 10), (Class::DivertEnd, 20), (Class::Divert, 30)] {
        let event = built.event(ADMIN_LOG, class, ADMIN, at);
        event.target = Target::Mailbox(mailbox);
        event.right = Some(rule);
        (event.power, event.destination) = match class {
            Class::Divert => (Power::Divert, Some(to)),
            _ => (Power::None, None),
        };
    }
    let expected = [((Some(10), Event), (Some(20), Event)), ((Some(30), Event), (None, StillOpen))];
    assert_eq!(ends(&mut built), expected);
}

#[test]
fn services_of_the_product_hold_nothing_and_owners_nothing_on_their_own() {
    let mut built = Built::new();
    let snapshot = built.source(Form::PermissionSnapshot);
    built.stands(snapshot, "NT AUTHORITY\\SELF", ANN, Some(100));
    built.stands(snapshot, ANN, ANN, Some(100));
    built.stands(snapshot, "NT AUTHORITY\\SYSTEM", ANN, Some(100));
    assert_eq!(ends(&mut built), []);
}

#[test]
fn a_forwarding_ends_at_the_latest_when_another_takes_its_place() {
    use crate::model::{Class, Power, Target};
    let mut built = Built::new();
    let (mailbox, setting) = (built.name(ANN), built.name("ForwardingSmtpAddress"));
    for (to, at) in [("a@other.example", 10), ("a@other.example", 20), ("b@other.example", 30)] {
        let to = built.name(to);
        let event = built.event(ADMIN_LOG, Class::Divert, ADMIN, at);
        (event.target, event.right) = (Target::Mailbox(mailbox), Some(setting));
        (event.power, event.destination) = (Power::Divert, Some(to));
    }
    let expected = [((Some(10), Event), (Some(30), Replaced)), ((Some(30), Event), (None, StillOpen))];
    assert_eq!(ends(&mut built), expected);
    let rule = built.name("a rule: a mailbox has as many as it likes");
    built.evidence.events.iter_mut().for_each(|event| event.right = Some(rule));
    assert_eq!(ends(&mut built).iter().filter(|(_, end)| end.1 == StillOpen).count(), 2);
}

#[test]
fn whoever_joins_a_list_holds_what_the_list_holds() {
    use crate::model::{Class, Target};
    let mut built = Built::new();
    let list = "support@corp.example";
    built.grant(ADMIN, list, ANN, 10);
    let (group, member) = (built.name(list), built.name(DSI));
    for (class, at) in [(Class::Grant, 20), (Class::Revoke, 40)] {
        let event = built.event(ADMIN_LOG, class, ADMIN, at);
        (event.right, event.beneficiary) = (Some(group), Some(member));
        (event.target, event.flags) = (Target::None, Flags::BY_GROUP);
    }
    let expected = [((Some(20), Event), (Some(40), Event)), ((Some(10), Event), (None, StillOpen))];
    let mut found = ends(&mut built);
    found.sort_by_key(|(start, _)| std::cmp::Reverse(start.0));
    assert_eq!(found, expected);
}
