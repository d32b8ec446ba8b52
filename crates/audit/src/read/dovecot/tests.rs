//! Whole logs: what is told of them, and what is not.

use std::path::PathBuf;

use super::super::tried::{outline, said, tried};
use crate::model::{Basis, Class, Evidence, Form, Outcome, Relation, Why};

fn corpus(name: &str) -> Option<String> {
    let folder = std::env::var_os("GREFFE_CORPORA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(folder.join("audit/dovecot-2.3.19-generated").join(name)).ok();
    if text.is_none() {
        skipped(name);
    }
    text
}

#[expect(clippy::print_stderr, reason = "a test that looks at nothing says so")]
fn skipped(name: &str) {
    eprintln!("skipped: {name} of the corpora is not here");
}

/// Openings that read or removed mail of the mailbox named, and cannot be told from a master user's.
fn not_attributable(evidence: &Evidence, basis: Basis) -> Vec<(&str, u32)> {
    let events = evidence.events.iter().filter(|event| event.class == Class::Use && event.basis == basis);
    let events = events.filter(|event| event.relation == Relation::Undetermined);
    events.map(|event| (said(evidence, Some(event.actor)), event.items)).collect()
}

#[test]
fn a_stock_log_attributes_no_opening() {
    let Some(text) = corpus("default.log") else { return };
    let evidence = tried(&text);
    assert_eq!(evidence.sources[0].form, Form::Dovecot);
    let openings = not_attributable(&evidence, Basis::LoginName);
    assert_eq!(openings, [("elue.martin@region.example", 2), ("syndicat.cgt@region.example", 1)]);
    // The third session that reads does so where no mail was seen: it was a folder shared by another.
    assert_eq!(not_attributable(&evidence, Basis::Nothing), [("dsi@region.example", 1)]);
    assert!(evidence.owned.is_empty(), "no login is the owner's for sure");
    let failed = evidence.events.iter().filter(|event| event.outcome == Outcome::Failed).count();
    assert_eq!(failed, 3);
}

#[test]
fn a_log_with_both_names_attributes_every_opening() {
    let Some(text) = corpus("verbose.log") else { return };
    let evidence = tried(&text);
    let uses: Vec<String> = outline(&evidence);
    let expected = [
        "Auth Login not allowed dsi@region.example - nobody@region.example NonOwner",
        "Tamper expunge dsi@region.example - elue.martin@region.example NonOwner",
        "Use Login dsi@region.example - elue.martin@region.example NonOwner",
        "Use Login dsi@region.example - syndicat.cgt@region.example NonOwner",
    ];
    assert_eq!(uses, expected);
    let items: Vec<u32> = evidence.events.iter().filter(|e| e.class == Class::Use).map(|e| e.items).collect();
    assert_eq!(items, [2, 1]);
    assert_eq!(evidence.owned.iter().map(|owned| owned.acts).sum::<u64>(), 5);
}

#[test]
fn sessions_of_a_stock_log_without_deliveries_rest_on_the_name() {
    let evidence = tried(
        "Dec 31 23:59:58 mx1 dovecot: imap-login: Login: user=<a@r.example>, method=PLAIN, rip=2001:db8::1, lip=::1, mpid=7, TLS, session=<s1>\n\
         Jan  1 00:00:02 mx1 dovecot: imap(a@r.example)<7><s1>: Disconnected: Logged out in=1 out=2 deleted=0 expunged=0 trashed=0 hdr_count=9 hdr_bytes=9 body_count=0 body_bytes=0\n\
         Jan  1 00:00:03 mx2 dovecot: pop3-login: Login: user=<b@r.example>, method=PLAIN, rip=192.0.2.1, lip=::1, mpid=7, session=<s2>\n",
    );
    assert_eq!(not_attributable(&evidence, Basis::LoginName), [("a@r.example", 0), ("b@r.example", 0)]);
    assert_eq!(said(&evidence, evidence.events[0].client), "imap; PLAIN; 2001:db8::1");
    assert!(evidence.events[0].time.utc_ms < evidence.events[1].time.utc_ms);
    let span = evidence.sources[0].span.unwrap();
    assert!(span.1 - span.0 < 60_000, "over New Year: {span:?}");
}

#[test]
fn a_master_that_only_auth_announces_is_nobody_by_name() {
    let evidence = tried(
        "2026-11-21 21:59:46 auth: Info: Master user logging in as a@r.example\n\
         2026-11-21 21:59:46 imap-login: Info: Login: user=<a@r.example>, method=PLAIN, rip=::1, mpid=9, session=<x>\n\
         2026-11-21 21:59:47 imap(a@r.example)<9><x>: Info: Disconnected: Logged out in=1 out=1 deleted=0 expunged=0 trashed=0 hdr_count=0 hdr_bytes=0 body_count=1 body_bytes=1\n",
    );
    assert_eq!(outline(&evidence), ["Use Login (master user) - a@r.example NonOwner"]);
}

#[test]
fn an_act_in_a_shared_folder_is_on_its_owners_mail() {
    let evidence = tried(
        "2026-11-21 21:59:46 imap-login: Info: Login: user=<dsi@r.example>, method=PLAIN, rip=::1, mpid=9, session=<x>\n\
         2026-11-21 21:59:47 imap(dsi@r.example)<9><x>: Info: expunge: box=shared/a@r.example/INBOX, uid=2, msgid=<1@r.example>, size=1\n",
    );
    assert_eq!(outline(&evidence)[0], "Tamper expunge dsi@r.example - a@r.example NonOwner");
}

#[test]
fn hostile_lines_are_counted_and_change_nothing() {
    let evidence = tried(
        "2026-11-21 21:59:46 imap-login: Info: Login: user=<x>, auth_user=<boss>, rip=::1>, auth_user=<x>, rip=::1, session=<x>\n\
         2026-11-21 25:59:46 imap-login: Info: Login: user=<x>, rip=::1\n\
         \0\0\n\
         2026-11-21 21:59:46 imap-login: Info: Login: user=<>, rip=::1\n\
         \tat some.Trace(line 1)\n",
    );
    let source = &evidence.sources[0];
    let whys: Vec<Why> = source.unreadable.iter().map(|unreadable| unreadable.why).collect();
    assert_eq!(whys, [Why::Syntax, Why::Time, Why::Missing]);
    assert_eq!((source.tally.records, source.tally.irrelevant), (4, 1));
    assert!(evidence.events.is_empty());
}
