//! Zimbra: `audit.log`, where an administrator's way into a mailbox leaves a line, and a grant none.

use super::plot::{COPY_TO, Deed, House, Opened, Plot};
use super::staff::Who;
use super::truth::{AuditTruth, DiversionTruth, FileTruth, FindingTruth, UnknownTruth, UseTruth};
use super::{Bundle, File, Size, bundle, known, papers, told};
use crate::calendar;
use crate::chance::Chance;

/// A password that an administrator set: it stands in the log in clear, and in no report.
const CLEAR_TEXT: &str = "Printemps-2025-Terres";

/// Tells the story.
pub(super) fn tell(name: &'static str, seed: u64, size: Size) -> Bundle {
    let mut chance = Chance::new(seed);
    let day_zero = calendar::parse_paris("2025-11-14 01:00").unwrap_or_default();
    let plot = Plot::new(House::OnPremises, day_zero, size.mailboxes, &mut chance);
    let director = plot.staff.of("dsi");
    let opened: Vec<&Opened> = plot.opened.iter().filter(|opened| opened.deed.by == director).collect();
    let truth = AuditTruth {
        story: name,
        seed,
        accounts: known::accounts(&plot.staff),
        uses: uses(&plot, &opened),
        diversions: vec![diversion(&plot)],
        findings: findings(&plot, &opened),
        unknowns: vec![UnknownTruth {
            what: "rights-given-by-grant",
            settled_by: Some("zmprov getAllGrants"),
        }],
        secrets: vec![CLEAR_TEXT],
        ..AuditTruth::default()
    };
    let mut files = vec![log(&plot, &opened, size.everyday, &mut chance)];
    files.extend(papers::papers(&plot));
    bundle(files, truth)
}

fn uses(plot: &Plot, opened: &[&Opened]) -> Vec<UseTruth> {
    let uses = opened.iter().map(|opened| UseTruth {
        at: opened.deed.at,
        actor: plot.staff.address(opened.deed.by),
        mailbox: plot.staff.address(opened.mailbox),
        recorded: true,
    });
    uses.collect()
}

fn diversion(plot: &Plot) -> DiversionTruth {
    let (from, to) = plot.forwarded;
    DiversionTruth {
        from: from.at,
        to: Some(to.at),
        executed_by: plot.staff.address(from.by),
        mailbox: Some(plot.staff.address(plot.staff.of("presse"))),
        destination: COPY_TO.to_owned(),
    }
}

fn findings(plot: &Plot, opened: &[&Opened]) -> Vec<FindingTruth> {
    let (from, to) = papers::days(plot, super::plot::CAMPAIGN);
    let in_campaign = opened.iter().filter(|opened| (from..=to).contains(&opened.deed.at));
    let mailboxes = in_campaign.map(|opened| plot.staff.address(opened.mailbox)).collect();
    let director = plot.staff.address(plot.staff.of("dsi"));
    let finding = |rule, mailboxes, must| FindingTruth { rule, account: director.clone(), mailboxes, must };
    let mut found = vec![
        finding("sensitive-period", mailboxes, true),
        finding("diversion", vec![plot.staff.address(plot.staff.of("presse"))], true),
        finding("protected-person", Vec::new(), false),
        finding("no-approval", Vec::new(), false),
    ];
    found.extend(super::suspicion::of_the_copies());
    found
}

fn log(plot: &Plot, opened: &[&Opened], own: usize, chance: &mut Chance) -> (File, FileTruth) {
    let mut lines: Vec<(i64, String)> = opened.iter().map(|opened| delegated(plot, opened, chance)).collect();
    let mailboxes: Vec<Who> = plot.staff.mailboxes().collect();
    lines.extend((0..own).map(|_| {
        let owner = chance.pick(&mailboxes);
        let at = plot.at((chance.between(-20, 59), chance.between(7, 18), chance.between(0, 59)));
        own_login(plot, at, owner, chance)
    }));
    let (from, to) = plot.forwarded;
    lines.push(forwarding(plot, from, COPY_TO));
    lines.push(forwarding(plot, to, ""));
    lines.push(password(plot));
    lines.push(failure(plot));
    lines.sort();
    let text: String = lines.iter().map(|(_, line)| line.as_str()).collect();
    let (file, truth) = told("audit.log", "zimbra", text.into_bytes(), lines.len() as u64);
    (file, FileTruth { owner: None, irrelevant: None, ..truth })
}

/// One line: time in the zone of the server, level, thread, who asked from where, what.
fn line(at: i64, level: &str, thread: &str, context: &str, what: &str) -> (i64, String) {
    let time = calendar::iso(at).replace('T', " ");
    (at, format!("{time},{:03} {level} [{thread}] [{context}] security - {what}\n", at % 1000))
}

fn by_administrator(plot: &Plot, deed: Deed, what: &str) -> (i64, String) {
    let thread = "qtp509886383-1207:https://192.0.2.1:7071/service/admin/soap/";
    let by = plot.staff.address(deed.by);
    let context = format!(
        "name={by};ip=192.0.2.77;ua=ZimbraWebClient - FF128 (Win);soapId=3e2a{:04x};",
        deed.at & 0xffff
    );
    line(deed.at, "INFO ", thread, &context, what)
}

fn delegated(plot: &Plot, opened: &Opened, chance: &mut Chance) -> (i64, String) {
    let (mailbox, id) = (plot.staff.address(opened.mailbox), super::staff::guid(chance));
    by_administrator(plot, opened.deed, &format!("cmd=DelegateAuth; accountId={id}; accountName={mailbox};"))
}

fn own_login(plot: &Plot, at: i64, owner: Who, chance: &mut Chance) -> (i64, String) {
    let address = plot.staff.address(owner);
    let protocol = chance.pick(&["imap", "soap"]);
    let context = format!("name={address};ip=192.0.2.{};", 10 + owner.0 % 200);
    line(
        at,
        "INFO ",
        "ImapSSLServer-18",
        &context,
        &format!("cmd=Auth; account={address}; protocol={protocol};"),
    )
}

fn forwarding(plot: &Plot, deed: Deed, to: &str) -> (i64, String) {
    let mailbox = plot.staff.address(plot.staff.of("presse"));
    by_administrator(
        plot,
        deed,
        &format!("cmd=ModifyAccount; name={mailbox}; zimbraMailForwardingAddress={to};"),
    )
}

fn password(plot: &Plot) -> (i64, String) {
    let deed = Deed { at: plot.at((2, 9, 9)), by: plot.staff.of("technicien") };
    let account = plot.staff.address(plot.staff.of("accueil"));
    by_administrator(plot, deed, &format!("cmd=ModifyAccount; name={account}; userPassword={CLEAR_TEXT};"))
}

fn failure(plot: &Plot) -> (i64, String) {
    let director = plot.staff.address(plot.staff.of("dsi"));
    let context = format!("name={director};ip=192.0.2.77;");
    let what = format!(
        "cmd=Auth; account={director}; protocol=soap; error=authentication failed for [{director}], invalid password;"
    );
    line(plot.at((7, 8, 0)), "WARN ", "qtp509886383-1310", &context, &what)
}
