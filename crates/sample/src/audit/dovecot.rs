//! Dovecot: logins, as its log writes them by default and as it can be made to.
//!
//! In the default format a master user's login reads like the owner's, so that
//! nothing is attributable; with `auth_user` in the format everything is (run
//! with version 2.3.19). Nothing tells in either who gave a right by ACL.

use super::plot::{CAMPAIGN, House, Opened, Plot};
use super::staff::Who;
use super::truth::{ActTruth, AuditTruth, FileTruth, FindingTruth, UnknownTruth, UseTruth};
use super::{Bundle, File, Size, bundle, known, papers, told};
use crate::calendar;
use crate::chance::Chance;

/// How logins are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// As installed.
    Default,
    /// With `orig_user` and `auth_user`.
    Verbose,
}

/// One session: who logged in, into whose mailbox.
struct Session {
    at: i64,
    by: Who,
    mailbox: Who,
    destroyed: bool,
}

/// Tells the story.
pub(super) fn tell(name: &'static str, seed: u64, size: Size, format: Format) -> Bundle {
    let mut chance = Chance::new(seed);
    let day_zero = calendar::parse_paris("2025-11-14 01:00").unwrap_or_default();
    let plot = Plot::new(House::OnPremises, day_zero, size.mailboxes, &mut chance);
    let master = plot.staff.of("dsi");
    let opened: Vec<&Opened> = plot.opened.iter().filter(|opened| opened.deed.by == master).collect();
    let is_named = format == Format::Verbose;
    let uses = opened.iter().map(|opened| UseTruth {
        at: opened.deed.at,
        actor: plot.staff.address(master),
        mailbox: plot.staff.address(opened.mailbox),
        recorded: is_named,
    });
    let truth = AuditTruth {
        story: name,
        seed,
        accounts: known::accounts(&plot.staff),
        uses: uses.collect(),
        tampering: destroyed(&plot, &opened, is_named),
        findings: if is_named { findings(&plot, &opened) } else { Vec::new() },
        unknowns: unknowns(format),
        ..AuditTruth::default()
    };
    let mut files = vec![log(&plot, &opened, size.everyday, format, &mut chance)];
    files.extend(papers::papers(&plot));
    bundle(files, truth)
}

/// What the master user destroyed, where the log says that it was not the owner.
fn destroyed(plot: &Plot, opened: &[&Opened], is_named: bool) -> Vec<ActTruth> {
    let destroyed = opened.iter().filter(|opened| is_named && opened.destroyed).map(|opened| ActTruth {
        at: opened.deed.at,
        actor: plot.staff.address(opened.deed.by),
        operation: "expunge".to_owned(),
        mailbox: Some(plot.staff.address(opened.mailbox)),
    });
    destroyed.collect()
}

/// What a log that names the master user shows of him.
fn findings(plot: &Plot, opened: &[&Opened]) -> Vec<FindingTruth> {
    let (from, to) = papers::days(plot, CAMPAIGN);
    let addresses = |kept: &dyn Fn(&Opened) -> bool| {
        let kept = opened.iter().filter(|opened| kept(opened));
        kept.map(|opened| plot.staff.address(opened.mailbox)).collect()
    };
    let master = plot.staff.address(plot.staff.of("dsi"));
    let finding = |rule, mailboxes, must| FindingTruth { rule, account: master.clone(), mailboxes, must };
    vec![
        finding("sensitive-period", addresses(&|opened| (from..=to).contains(&opened.deed.at)), true),
        finding("tampering", addresses(&|opened| opened.destroyed), true),
        finding("protected-person", Vec::new(), false),
    ]
}

fn unknowns(format: Format) -> Vec<UnknownTruth> {
    let mut unknowns =
        vec![UnknownTruth { what: "rights-given-by-acl", settled_by: Some("doveadm acl debug") }];
    if format == Format::Default {
        let format = "login_log_format_elements with orig_user and auth_user";
        unknowns.push(UnknownTruth { what: "who-logged-in-as-the-owner", settled_by: Some(format) });
    }
    unknowns
}

fn log(
    plot: &Plot,
    opened: &[&Opened],
    own: usize,
    format: Format,
    chance: &mut Chance,
) -> (File, FileTruth) {
    let by_master = opened.iter().map(|opened| Session {
        at: opened.deed.at,
        by: opened.deed.by,
        mailbox: opened.mailbox,
        destroyed: opened.destroyed,
    });
    let mut sessions: Vec<Session> = by_master.collect();
    let mailboxes: Vec<Who> = plot.staff.mailboxes().collect();
    sessions.extend((0..own).map(|_| {
        let owner = chance.pick(&mailboxes);
        let at = plot.at((chance.between(-20, 59), chance.between(7, 18), chance.between(0, 59)));
        Session { at, by: owner, mailbox: owner, destroyed: false }
    }));
    sessions.sort_by_key(|session| session.at);
    let mut text = line(
        sessions.first().map_or(0, |first| first.at) - 5,
        "master: Info: Dovecot v2.3.19.1 (9b53102964) starting up for imap (core dumps disabled)",
    );
    for session in &sessions {
        push_session(plot, session, format, chance, &mut text);
    }
    text.push_str(&failure(plot, sessions.last().map_or(0, |last| last.at) + 60, format));
    let lines = text.lines().count() as u64;
    let (file, truth) = told("dovecot.log", "dovecot", text.into_bytes(), lines);
    (file, FileTruth { owner: None, irrelevant: None, ..truth })
}

fn line(at: i64, text: &str) -> String {
    format!("{} {text}\n", calendar::iso(at).replace('T', " "))
}

/// Login, what was deleted, and the end with what was read.
fn push_session(plot: &Plot, session: &Session, format: Format, chance: &mut Chance, out: &mut String) {
    let (mailbox, by) = (plot.staff.address(session.mailbox), plot.staff.address(session.by));
    let (process, id) = (chance.between(10_000, 30_000), format!("{:011x}AAAB", chance.bits() >> 20));
    let named = match format {
        Format::Default => String::new(),
        Format::Verbose => format!("orig_user=<{by}>, auth_user=<{by}>, "),
    };
    if format == Format::Verbose && session.by != session.mailbox {
        out.push_str(&line(session.at, &format!("auth: Info: Master user logging in as {mailbox}")));
    }
    let login = format!(
        "imap-login: Info: Login: user=<{mailbox}>, {named}method=PLAIN, rip=192.0.2.{}, lip=192.0.2.1, mpid={process}, TLS, session=<{id}>",
        10 + session.by.0 % 200
    );
    out.push_str(&line(session.at, &login));
    let prefix = format!("imap({mailbox})<{process}><{id}>: Info:");
    let deleted = u8::from(session.destroyed);
    if session.destroyed {
        let what = "box=INBOX, uid=214, msgid=<7f3a@ufr-hautes-terres.example>, size=1824";
        out.push_str(&line(session.at + 90, &format!("{prefix} delete: {what}")));
        out.push_str(&line(session.at + 91, &format!("{prefix} expunge: {what}")));
    }
    let read = chance.between(1, 9);
    let end = format!(
        "{prefix} Disconnected: Logged out in=111 out=1481 deleted={deleted} expunged={deleted} trashed=0 hdr_count=0 hdr_bytes=0 body_count={read} body_bytes={}",
        read * 191
    );
    out.push_str(&line(session.at + 240, &end));
}

/// The master password mistyped: an attempt, and no opening.
fn failure(plot: &Plot, at: i64, format: Format) -> String {
    let master = plot.staff.address(plot.staff.of("dsi"));
    let named = match format {
        Format::Default => String::new(),
        Format::Verbose => format!("orig_user=<{master}>, auth_user=<{master}>, "),
    };
    line(
        at,
        &format!(
            "imap-login: Info: Disconnected: Connection closed (auth failed, 1 attempts in 4 secs): user=<{master}>, {named}method=PLAIN, rip=192.0.2.77, lip=192.0.2.1, TLS, session=<Kx0AAAB>"
        ),
    )
}
