//! The four answers, on evidence built by hand.

use crate::judge::built::{ADMIN_LOG, Built, DAY, OPENINGS};
use crate::judge::judge;
use crate::model::*;

const ADMIN: &str = "admin@corp.example";
const DSI: &str = "dsi@corp.example";
const ANN: &str = "ann@corp.example";
const BOB: &str = "bob@corp.example";

/// The answer for DSI on Ann's mailbox, with its limits.
fn answer(mut built: Built) -> (Answer, Vec<Limit>) {
    built.grant(ADMIN, DSI, ANN, 10 * DAY);
    built.revoke(ADMIN, DSI, ANN, 20 * DAY);
    let mut question = Question::new(100 * DAY);
    question.rules = crate::Rules::default();
    let audit = judge(built.evidence, &question);
    let named = |text: &str| audit.accounts.at(audit.evidence.names.find(text).expect("named"), 0);
    let (dsi, ann) = (named(DSI), named(ANN));
    let found = audit.answers.iter().find(|a| Some(a.beneficiary) == dsi && a.mailbox == ann);
    let found = found.expect("a right has an answer");
    (found.answer, found.limits.clone())
}

/// An opening of Ann's by another, as M365 records it: reading of her mailbox is recorded.
fn read_by_another(built: &mut Built, at: i64) {
    let operation = built.name("MailItemsAccessed");
    built.opens_at("secretary@corp.example", ANN, at).operation = operation;
}

#[test]
fn without_a_log_of_openings_nothing_is_known() {
    let mut built = Built::new();
    built.span(ADMIN_LOG, DAY, 90 * DAY);
    assert_eq!(answer(built), (Answer::UnknownNoLog, vec![Limit::NoOpeningLog]));
}

#[test]
fn a_record_of_use_decides() {
    let mut built = Built::new();
    built.span(OPENINGS, DAY, 90 * DAY);
    built.opens_at(DSI, ANN, 15 * DAY);
    assert_eq!(answer(built).0, Answer::UseRecorded);
}

fn exchange_with_state(enabled: Option<bool>, delegate: &str) -> Built {
    let mut built = Built::new();
    built.span(ADMIN_LOG, DAY, 95 * DAY);
    let log = built.source(Form::MailboxAudit);
    built.span(log, 5 * DAY, 90 * DAY);
    built.opens_at("x@corp.example", BOB, 30 * DAY).source = log;
    let (mailbox, delegate) = (built.name(ANN), built.name(delegate));
    built.evidence.audit_states.push(AuditState {
        source: log,
        record: 1,
        mailbox: Some(mailbox),
        as_of: Some(Moment { utc_ms: 80 * DAY, zone: Zone::Explicit, raw: None }),
        enabled,
        delegate: Some(delegate),
        admin: None,
        days_kept: Some(90),
        bypass: None,
    });
    built
}

#[test]
fn on_premises_a_mailbox_that_no_record_speaks_of_is_unknown() {
    let mut built = exchange_with_state(None, "");
    built.evidence.audit_states.clear();
    let (given, limits) = answer(built);
    assert_eq!(given, Answer::UnknownNoLog);
    assert!(limits.contains(&Limit::RecordingOffByDefault));
}

#[test]
fn on_premises_the_setting_decides() {
    assert_eq!(
        answer(exchange_with_state(Some(true), "FolderBind, SendAs")).0,
        Answer::LogCompleteNoUseRecorded
    );
    let (given, limits) = answer(exchange_with_state(Some(true), "SendAs"));
    assert_eq!(given, Answer::PossibleNotRecorded);
    assert!(limits.contains(&Limit::FolderOpeningsOffByDefault));
    let (given, limits) = answer(exchange_with_state(Some(false), "FolderBind"));
    assert_eq!(given, Answer::PossibleNotRecorded);
    assert!(limits.contains(&Limit::RecordingOff));
}

#[test]
fn a_setting_seen_later_says_nothing_of_what_no_log_of_administration_watched() {
    let mut built = exchange_with_state(Some(true), "FolderBind");
    built.evidence.sources[0].span = None;
    let (given, limits) = answer(built);
    assert_ne!(given, Answer::LogCompleteNoUseRecorded);
    assert!(limits.contains(&Limit::OutsideLog));
}

#[test]
fn in_m365_readings_around_the_interval_make_the_log_complete() {
    let mut built = Built::new();
    built.span(OPENINGS, DAY, 90 * DAY);
    read_by_another(&mut built, 5 * DAY);
    read_by_another(&mut built, 25 * DAY);
    assert_eq!(answer(built).0, Answer::LogCompleteNoUseRecorded);
}

#[test]
fn and_do_not_when_anything_is_missing() {
    let complete = || {
        let mut built = Built::new();
        built.span(OPENINGS, DAY, 90 * DAY);
        read_by_another(&mut built, 5 * DAY);
        read_by_another(&mut built, 25 * DAY);
        built
    };
    let mut cut = complete();
    cut.evidence.sources[1].plateau = true;
    assert_eq!(answer(cut).0, Answer::PossibleNotRecorded);
    let mut throttled = complete();
    throttled.evidence.events[0].flags = Flags::THROTTLED;
    assert_eq!(answer(throttled).0, Answer::PossibleNotRecorded);
    let mut short = complete();
    short.evidence.events.remove(1);
    let (given, limits) = answer(short);
    assert_eq!(given, Answer::UnknownNoLog, "no log speaks of these days");
    assert!(limits.contains(&Limit::OutsideLog));
    let mut switched = complete();
    let setting = switched.name("AuditDisabled");
    switched.event(ADMIN_LOG, Class::Tamper, ADMIN, 12 * DAY).right = Some(setting);
    assert_eq!(answer(switched).0, Answer::PossibleNotRecorded);
    let mut of_administrators = complete();
    let setting = of_administrators.name("AdminAuditLogAgeLimit");
    of_administrators.event(ADMIN_LOG, Class::Tamper, ADMIN, 12 * DAY).right = Some(setting);
    assert_eq!(
        answer(of_administrators).0,
        Answer::LogCompleteNoUseRecorded,
        "openings are recorded elsewhere"
    );
    let mut bypassed = complete();
    let dsi = bypassed.name(DSI);
    bypassed.event(ADMIN_LOG, Class::Tamper, ADMIN, 12 * DAY).beneficiary = Some(dsi);
    let (given, limits) = answer(bypassed);
    assert_eq!(given, Answer::PossibleNotRecorded);
    assert!(limits.iter().any(|limit| matches!(limit, Limit::Bypassed(_))));
}

#[test]
fn a_right_that_stood_before_the_log_is_not_covered_by_it() {
    let mut built = Built::new();
    built.span(OPENINGS, DAY, 90 * DAY);
    read_by_another(&mut built, 5 * DAY);
    read_by_another(&mut built, 95 * DAY);
    let snapshot = built.source(Form::PermissionSnapshot);
    built.stands(snapshot, DSI, ANN, Some(8 * DAY));
    let (given, limits) = answer(built);
    assert_eq!(given, Answer::PossibleNotRecorded);
    assert!(limits.contains(&Limit::OutsideLog));
}
