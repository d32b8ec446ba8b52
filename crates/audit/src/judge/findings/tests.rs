//! One test a rule: the case that must fire, and the near miss that must not.

use crate::judge::built::{ADMIN_LOG, Built, DAY, HOUR, PEOPLE};
use crate::judge::judge;
use crate::model::*;

const ADMIN: &str = "admin@corp.example";
const DSI: &str = "dsi@corp.example";
const ANN: &str = "ann@corp.example";
const NOW: i64 = 1000 * DAY;

fn findings(built: Built) -> Vec<Finding> {
    judge(built.evidence, &Question::new(NOW)).findings
}

/// The findings of one rule, by their values.
fn of(rule: &Rule, built: Built) -> Vec<Vec<(&'static str, String)>> {
    findings(built)
        .into_iter()
        .filter(|finding| finding.rule == *rule)
        .map(|finding| finding.values)
        .collect()
}

fn value(values: &[(&'static str, String)], name: &str) -> String {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Fires once for the one, never for the other; gives the values of the one.
fn check(
    rule: Rule,
    fires: impl Fn(&mut Built),
    near_miss: impl Fn(&mut Built),
) -> Vec<(&'static str, String)> {
    let (mut one, mut other) = (Built::new(), Built::new());
    fires(&mut one);
    near_miss(&mut other);
    let found = of(&rule, one);
    assert_eq!(found.len(), 1, "{rule:?}: {found:?}");
    assert_eq!(of(&rule, other).len(), 0, "the near miss of {rule:?} fires");
    found.into_iter().next().unwrap_or_default()
}

fn mailbox(number: usize) -> String {
    format!("user{number}@corp.example")
}

#[test]
fn self_grant() {
    let found = check(
        Rule::SelfGrant,
        |b| {
            b.same("CORP\\dsi", DSI);
            b.grant("CORP\\dsi", DSI, ANN, DAY);
        },
        |b| {
            b.grant(ADMIN, DSI, ANN, DAY);
            b.grant(DSI, DSI, ANN, DAY).outcome = Outcome::Failed;
            b.grant(ANN, ADMIN, ANN, DAY);
        },
    );
    assert_eq!(value(&found, "mailboxes"), "1");
}

#[test]
fn grant_by_subordinate() {
    let staff = |b: &mut Built, manager: &str| {
        b.person(DSI).display("The Director");
        b.person("chief@corp.example").manager("The Director");
        b.person("tech@corp.example").manager(manager);
        b.grant("tech@corp.example", DSI, ANN, DAY);
    };
    let found = check(
        Rule::GrantBySubordinate,
        |b| staff(b, "chief@corp.example"),
        |b| staff(b, "nobody@corp.example"),
    );
    assert_eq!(value(&found, "levels"), "2");
    let mut circle = Built::new();
    circle.person("a@corp.example").manager("b@corp.example");
    circle.person("b@corp.example").manager("a@corp.example");
    circle.grant("a@corp.example", DSI, ANN, DAY);
    assert!(of(&Rule::GrantBySubordinate, circle).is_empty());
}

/// Twelve mailboxes in three departments; the director of IT gets those that `grants` says.
fn broad(b: &mut Built, grants: impl Fn(usize) -> bool) {
    b.person(DSI).department("IT");
    for number in 0..20 {
        let department = ["Finance", "Roads", "Schools", "Health", "IT"][number / 4];
        b.person(&mailbox(number)).department(department);
        if grants(number) {
            b.grant(ADMIN, DSI, &mailbox(number), DAY + number as i64 * HOUR);
        }
    }
}

#[test]
fn almost_all() {
    let found = check(Rule::AlmostAll, |b| broad(b, |n| n < 16), |b| broad(b, |n| n < 15));
    assert_eq!((value(&found, "mailboxes"), value(&found, "known")), ("16".to_owned(), "20".to_owned()));
    let few = |b: &mut Built| {
        for number in 0..9 {
            b.grant(ADMIN, DSI, &mailbox(number), DAY);
        }
    };
    let over_all = |b: &mut Built| {
        let role = b.name("ApplicationImpersonation");
        let event = b.grant(ADMIN, DSI, ANN, DAY);
        (event.target, event.right, event.power) = (Target::All, Some(role), Power::Impersonate);
    };
    check(Rule::AlmostAll, over_all, few);
}

#[test]
fn almost_all_counts_what_stood_at_the_same_time() {
    let one_after_the_other = |b: &mut Built| {
        for number in 0..20 {
            b.grant(ADMIN, DSI, &mailbox(number), number as i64 * DAY);
            b.revoke(ADMIN, DSI, &mailbox(number), number as i64 * DAY + HOUR);
        }
    };
    check(Rule::AlmostAll, |b| broad(b, |_| true), one_after_the_other);
}

#[test]
fn left_out() {
    // All but one of each department are given in the near miss.
    let found = check(Rule::LeftOut, |b| broad(b, |n| n < 16), |b| broad(b, |n| n % 5 != 0 || n == 0));
    assert_eq!((value(&found, "department"), value(&found, "left_out")), ("it".to_owned(), "4".to_owned()));
    // An hour in one of their mailboxes does not make them part of the grant.
    let hour = |b: &mut Built| {
        broad(b, |n| n < 16);
        b.grant(ADMIN, DSI, &mailbox(16), 3 * DAY);
        b.revoke(ADMIN, DSI, &mailbox(16), 3 * DAY + HOUR);
    };
    check(Rule::LeftOut, hour, |b| broad(b, |n| n <= 16));
}

#[test]
fn bulk_grant() {
    let grants = |b: &mut Built, many: usize, apart: i64| {
        for number in 0..many {
            b.grant(ADMIN, DSI, &mailbox(number), DAY + number as i64 * apart);
        }
    };
    let found = check(Rule::BulkGrant, |b| grants(b, 25, 60_000), |b| grants(b, 9, 60_000));
    assert_eq!((value(&found, "grants"), value(&found, "minutes")), ("25".to_owned(), "24".to_owned()));
    check(Rule::BulkGrant, |b| grants(b, 10, 60_000), |b| grants(b, 25, 6 * HOUR));
}

#[test]
fn outlives_post() {
    let staff = |b: &mut Built, until: i64| {
        b.person(DSI).department("IT").until(until);
        b.grant(ADMIN, DSI, ANN, DAY);
        b.revoke(ADMIN, DSI, ANN, 10 * DAY);
    };
    let found = check(Rule::OutlivesPost, |b| staff(b, 5 * DAY), |b| staff(b, 10 * DAY - HOUR));
    assert_eq!((value(&found, "kind"), value(&found, "days")), ("departure".to_owned(), "5".to_owned()));
    let moves = |b: &mut Built, next: &str| {
        b.person(DSI).department("IT").until(5 * DAY);
        b.person(DSI).department(next).from(6 * DAY);
        b.grant(ADMIN, DSI, ANN, DAY);
    };
    let found = check(Rule::OutlivesPost, |b| moves(b, "Roads"), |b| moves(b, "it"));
    assert_eq!(value(&found, "kind"), "post");
}

#[test]
fn content_search() {
    let search = |b: &mut Built, outcome: Outcome| {
        let query = b.name("\"Le Courrier\"");
        let event = b.event(ADMIN_LOG, Class::Search, DSI, DAY);
        (event.target, event.query, event.outcome) = (Target::All, Some(query), outcome);
    };
    let found = check(Rule::ContentSearch, |b| search(b, Outcome::Succeeded), |b| search(b, Outcome::Failed));
    assert_eq!(value(&found, "query"), "\"Le Courrier\"");
    assert_eq!(value(&found, "scope"), "all");
}

#[test]
fn what_is_true_of_one_search_is_not_said_of_another() {
    let mut built = Built::new();
    let (query, name, ann) = (built.name("\"Le Courrier\""), built.name("press"), built.name(ANN));
    let mut search = |query, name, target, at| {
        let event = built.event(ADMIN_LOG, Class::Search, DSI, at);
        (event.query, event.right, event.target) = (query, name, target);
    };
    search(Some(query), Some(name), Target::All, DAY);
    // What starts a search names nothing but the search.
    search(None, Some(name), Target::None, DAY + HOUR);
    search(Some(query), None, Target::Mailbox(ann), 2 * DAY);
    search(None, None, Target::None, 3 * DAY);
    let searches = |finding: &Finding| finding.rule == Rule::ContentSearch;
    let found: Vec<Finding> = findings(built).into_iter().filter(searches).collect();
    let told: Vec<[String; 3]> =
        found.iter().map(|one| ["query", "scope", "searches"].map(|name| value(&one.values, name))).collect();
    let expected = [["\"Le Courrier\"", "all", "1"], ["\"Le Courrier\"", "some", "1"], ["", "unsaid", "1"]];
    assert_eq!(told, expected.map(|line| line.map(str::to_owned)));
    assert_eq!(found[0].evidence.len(), 2);
}

#[test]
fn brief_grant() {
    let brief = |b: &mut Built, used_at: i64, end: i64| {
        b.grant(ADMIN, DSI, ANN, DAY);
        b.opens_at(DSI, ANN, used_at);
        b.revoke(ADMIN, DSI, ANN, end);
    };
    let found = check(
        Rule::BriefGrant,
        |b| brief(b, DAY + HOUR, DAY + 2 * HOUR),
        |b| brief(b, DAY + HOUR, 2 * DAY + HOUR),
    );
    assert_eq!((value(&found, "minutes"), value(&found, "uses")), ("120".to_owned(), "1".to_owned()));
    check(Rule::BriefGrant, |b| brief(b, 2 * DAY, 2 * DAY), |b| brief(b, 3 * DAY, DAY + HOUR));
}

#[test]
fn no_approval_and_beyond() {
    let with = |b: &mut Built, holder: &str, mailboxes: &[&str], until: i64| {
        b.grant(ADMIN, DSI, ANN, 10 * DAY);
        b.revoke(ADMIN, DSI, ANN, 20 * DAY);
        b.approve(Some(holder), mailboxes, (Some(9 * DAY), Some(until * DAY)));
    };
    check(Rule::NoApproval, |b| with(b, "eve@corp.example", &[ANN], 30), |b| with(b, DSI, &[ANN], 30));
    let time = check(Rule::BeyondApproval, |b| with(b, DSI, &[ANN], 15), |b| with(b, DSI, &[ANN], 20));
    assert_eq!((value(&time, "kind"), value(&time, "reference")), ("time".to_owned(), "2015-11".to_owned()));
    let bob = ["bob@corp.example"];
    let scope = check(Rule::BeyondApproval, |b| with(b, DSI, &bob, 30), |b| with(b, DSI, &[], 30));
    assert_eq!(value(&scope, "kind"), "scope");
    // Without any list of approvals there is a gap, and no accusation.
    check(
        Rule::NoApproval,
        |b| with(b, "eve@corp.example", &[ANN], 30),
        |b| {
            b.grant(ADMIN, DSI, ANN, DAY);
        },
    );
}

#[test]
fn protected_person() {
    let given = |b: &mut Built, class: PersonClass| {
        b.person(ANN).class(class);
        b.grant(ADMIN, DSI, ANN, DAY);
    };
    let found =
        check(Rule::ProtectedPerson, |b| given(b, PersonClass::Union), |b| given(b, PersonClass::Shared));
    assert_eq!((value(&found, "class"), value(&found, "uses")), ("union".to_owned(), "0".to_owned()));
    let by_owner = |b: &mut Built| {
        b.person(ANN).class(PersonClass::Elected);
        b.grant(ANN, "assistant@corp.example", ANN, DAY);
    };
    check(Rule::ProtectedPerson, |b| given(b, PersonClass::Elected), by_owner);
}

#[test]
fn a_service_of_the_directory_is_asked_about_and_not_accused() {
    let used = |class: PersonClass| {
        let mut built = Built::new();
        built.person(ANN).class(PersonClass::Elected);
        built.person(DSI).class(class);
        built.opens_at(DSI, ANN, DAY);
        let found = findings(built).into_iter().find(|finding| finding.rule == Rule::ProtectedPerson);
        found.map(|finding| finding.severity)
    };
    assert_eq!(used(PersonClass::It), Some(Severity::Grave));
    assert_eq!(used(PersonClass::Service), Some(Severity::Question));
}

#[test]
fn sensitive_period() {
    let used = |b: &mut Built, at: i64| {
        let label = b.name("Election campaign");
        b.evidence.periods.push(Period {
            source: PEOPLE,
            record: 1,
            label,
            from_ms: 10 * DAY,
            to_ms: 20 * DAY,
        });
        b.opens_at(DSI, ANN, at);
    };
    let found = check(Rule::SensitivePeriod, |b| used(b, 20 * DAY), |b| used(b, 20 * DAY + 1));
    assert_eq!(
        (value(&found, "period"), value(&found, "uses")),
        ("Election campaign".to_owned(), "1".to_owned())
    );
}

fn forward(b: &mut Built, actor: &str) {
    let (mailbox, to) = (b.name(ANN), b.name("press@other.example"));
    let event = b.event(ADMIN_LOG, Class::Divert, actor, DAY);
    (event.target, event.destination, event.power) = (Target::Mailbox(mailbox), Some(to), Power::Divert);
    (event.relation, event.basis) = (Relation::Undetermined, Basis::Nothing);
}

#[test]
fn diversion() {
    let found = check(Rule::Diversion, |b| forward(b, ADMIN), |b| forward(b, ANN));
    assert_eq!(
        (value(&found, "destination"), value(&found, "standing")),
        ("press@other.example".to_owned(), "yes".to_owned())
    );
    // A snapshot of rules that nobody else made: the owner's own affair, counted.
    let mut built = Built::new();
    let snapshot = built.source(Form::RuleSnapshot);
    let to = built.name("home@other.example");
    let row = built.stands(snapshot, "home@other.example", ANN, Some(DAY));
    (row.power, row.destination) = (Power::Divert, Some(to));
    let audit = judge(built.evidence, &Question::new(NOW));
    assert_eq!((audit.intervals.len(), audit.summary.owner_diversions), (0, 1));
}

#[test]
fn tampering_before_and_after() {
    let tamper = |b: &mut Built, class: Class| {
        let (mailbox, right) = (b.name(ANN), b.name("AuditEnabled"));
        let event = b.event(ADMIN_LOG, class, DSI, 10 * DAY);
        (event.target, event.right) = (Target::Mailbox(mailbox), Some(right));
    };
    let found = check(Rule::Tampering, |b| tamper(b, Class::Tamper), |b| tamper(b, Class::AuditConfig));
    assert_eq!(value(&found, "near"), "none");
    for (at, near, hours) in
        [(10 * DAY + HOUR, "before", "1"), (10 * DAY - 2 * HOUR, "after", "2"), (30 * DAY, "none", "0")]
    {
        let mut built = Built::new();
        tamper(&mut built, Class::Tamper);
        built.opens_at(DSI, ANN, at);
        let found = of(&Rule::Tampering, built);
        assert_eq!((value(&found[0], "near").as_str(), value(&found[0], "hours").as_str()), (near, hours));
    }
}

#[test]
fn look_alike() {
    let both = |b: &mut Built, other: &str, known: bool| {
        b.person("martin@corp.example");
        if known {
            b.person(other);
        }
        b.grant(ADMIN, other, ANN, DAY);
    };
    let found = check(
        Rule::LookAlike,
        |b| both(b, "rnartin@corp.example", false),
        |b| both(b, "rnartin@corp.example", true),
    );
    assert_eq!(
        (value(&found, "one"), value(&found, "other")),
        ("martin@corp.example".to_owned(), "rnartin@corp.example".to_owned())
    );
    check(
        Rule::LookAlike,
        |b| both(b, "m.artin@corp.example", false),
        |b| both(b, "marten@corp.example", false),
    );
}

#[test]
fn standing_today() {
    let stands = |b: &mut Built, ends: bool| {
        b.grant(ADMIN, DSI, ANN, DAY);
        if ends {
            b.revoke(ADMIN, DSI, ANN, 2 * DAY);
        }
    };
    let found = check(Rule::StandingToday, |b| stands(b, false), |b| stands(b, true));
    assert_eq!(value(&found, "dated"), "no");
}

#[test]
fn the_providers_own_grants_never_alarm() {
    let mut built = Built::new();
    for number in 0..47 {
        let service = "NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)";
        let event = built.grant(service, "CORP\\Discovery Management", &mailbox(number), DAY + number as i64);
        (event.relation, event.basis) = (Relation::Provider, Basis::ServiceAccount);
    }
    let audit = judge(built.evidence, &Question::new(NOW));
    assert_eq!(audit.findings, []);
    assert_eq!((audit.summary.service_grants, audit.summary.grants), (47, 0));
    assert_eq!(audit.remedies, []);
}

#[test]
fn members_hold_what_their_group_holds() {
    let mut built = Built::new();
    built.grant(ADMIN, "CORP\\Helpdesk", ANN, DAY);
    let group = built.name("CORP\\Helpdesk");
    let event = built.grant(ADMIN, DSI, ANN, 5 * DAY);
    (event.target, event.right, event.power) = (Target::All, Some(group), Power::None);
    event.flags = Flags::BY_GROUP;
    let audit = judge(built.evidence, &Question::new(NOW));
    let through = audit.intervals.iter().find(|interval| matches!(interval.path, Path::Group(_)));
    let through = through.expect("the member has what the group has");
    assert_eq!(through.start.utc_ms, Some(5 * DAY));
    assert_eq!(audit.remedies.iter().filter(|r| r.command == Command::RemoveGroupMember).count(), 1);
}

#[test]
fn sigma_rules_fire_on_what_they_say() {
    let rule = |title: &str| Rule::Sigma(title.to_owned());
    check(
        rule("An attempt to give, open or divert that failed"),
        |b| b.grant(ADMIN, DSI, ANN, DAY).outcome = Outcome::Failed,
        |b| {
            b.grant(ADMIN, DSI, ANN, DAY);
        },
    );
    check(
        rule("A whole folder may be on the reader's disk"),
        |b| b.opens_at(DSI, ANN, DAY).flags = Flags::WHOLE_FOLDER,
        |b| {
            let event = b.opens_at(DSI, ANN, DAY);
            (event.flags, event.relation) = (Flags::WHOLE_FOLDER, Relation::Provider);
        },
    );
    let mut of_all = Built::new();
    for number in 0..30 {
        of_all.opens_at(DSI, &mailbox(number), DAY).flags = Flags::WHOLE_FOLDER;
    }
    let found = of(&rule("A whole folder may be on the reader's disk"), of_all);
    assert_eq!(value(&found[0], "events"), "30", "one finding an account");
}
