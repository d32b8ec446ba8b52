//! What logs of each product cover, on evidence built by hand.

use super::*;
use crate::judge::built::{Built, DAY};
use crate::judge::identities;
use crate::model::{Basis, Flags, Form, Limit, Owned, Quality, Relation};

/// The coverage of the whole source and of its mailboxes.
fn coverage_of(built: &Built, source: SourceId) -> (Quality, Vec<Limit>, Vec<Quality>) {
    let accounts = identities::resolve(&built.evidence, None);
    let acts = Acts::new(&built.evidence, &accounts);
    let all = of(&acts, &Seen::gather(&acts));
    let whole = all.iter().find(|c| c.source == source && c.mailbox.is_none()).expect("a log has coverage");
    let single = all.iter().filter(|c| c.source == source && c.mailbox.is_some()).map(|c| c.quality);
    (whole.quality, whole.limits.clone(), single.collect())
}

fn log(form: Form) -> (Built, SourceId) {
    let mut built = Built::new();
    let source = built.source(form);
    built.span(source, DAY, 90 * DAY);
    (built, source)
}

#[test]
fn stock_dovecot_cannot_tell_a_master_from_the_owner() {
    let (mut built, source) = log(Form::Dovecot);
    let event = built.opens_at("ann@corp.example", "ann@corp.example", 2 * DAY);
    (event.source, event.relation, event.basis) = (source, Relation::Undetermined, Basis::LoginName);
    let (quality, limits, single) = coverage_of(&built, source);
    assert_eq!((quality, single), (Quality::NotAttributable, vec![Quality::NotAttributable]));
    assert!(limits.contains(&Limit::LoginsLookAlike) && limits.contains(&Limit::ServerCommandsSilent));
}

#[test]
fn dovecot_with_auth_user_tells_logins_and_no_commands() {
    let (mut built, source) = log(Form::Dovecot);
    let event = built.opens_at("dsi", "ann@corp.example", 2 * DAY);
    (event.source, event.basis) = (source, Basis::LogonType);
    let (quality, limits, _) = coverage_of(&built, source);
    assert_eq!((quality, limits), (Quality::Partial, vec![Limit::ServerCommandsSilent]));
}

#[test]
fn each_product_has_its_silences() {
    let cases = [
        (Form::Google, Quality::AdministrationOnly, Limit::ReadingNotRecorded),
        (Form::Zimbra, Quality::Partial, Limit::GrantsSilent),
        (Form::MailboxAudit, Quality::Partial, Limit::RecordingOffByDefault),
        (Form::AdminAuditXml, Quality::AdministrationOnly, Limit::KeptDays(90)),
        (Form::UnifiedCsv, Quality::AdministrationOnly, Limit::ReadingsUnseen),
    ];
    for (form, quality, limit) in cases {
        let (built, source) = log(form);
        let (told, limits, _) = coverage_of(&built, source);
        assert_eq!(told, quality, "{form:?}");
        assert!(limits.contains(&limit), "{form:?}");
    }
}

#[test]
fn what_stops_at_a_limit_is_truncated() {
    let (mut built, source) = log(Form::UnifiedCsv);
    built.evidence.sources[source.0 as usize].plateau = true;
    assert_eq!(coverage_of(&built, source).0, Quality::Truncated);
}

#[test]
fn counts_of_owners_show_that_readings_are_recorded() {
    let (mut built, source) = log(Form::UnifiedJson);
    let mailbox = built.name("ann@corp.example");
    built.evidence.owned.push(Owned { source, mailbox, acts: 9, first_ms: 5 * DAY, last_ms: 80 * DAY });
    assert_eq!(coverage_of(&built, source).2, [Quality::Complete]);
    let event = built.opens_at("dsi@corp.example", "ann@corp.example", 20 * DAY);
    (event.source, event.flags) = (source, Flags::THROTTLED);
    assert_eq!(coverage_of(&built, source).2, [Quality::Partial]);
}
