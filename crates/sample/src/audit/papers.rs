//! What people hand in beside the logs: directory, approvals, calendar, and an order as mail.

use super::plot::{CAMPAIGN, Plot};
use super::staff::{Account, Sort};
use super::table::Table;
use super::truth::FileTruth;
use super::{File, told};
use crate::calendar;
use crate::sign::{Form, Mark, Unsigned, pair};
use crate::wire::charset::Charset;
use crate::wire::header::{Header, Style};
use crate::world::DOMAIN;

/// One paper: reference, authority, beneficiary, mailbox (none for all), first and last day.
struct Paper {
    reference: &'static str,
    authority: &'static str,
    beneficiary: &'static str,
    mailbox: Option<&'static str>,
    days: (i64, i64),
}

#[rustfmt::skip]
const PAPERS: [Paper; 8] = [
    Paper { reference: "INC-0412", authority: "europe", beneficiary: "assistant", mailbox: Some("europe"), days: (-13, -5) },
    Paper { reference: "RH-07", authority: "dgs", beneficiary: "ancien", mailbox: Some("accueil"), days: (-20, 2000) },
    Paper { reference: "RH-08", authority: "dgs", beneficiary: "secretaire", mailbox: Some("accueil"), days: (-20, 2000) },
    Paper { reference: "CAB-03", authority: "presidente", beneficiary: "secretaire", mailbox: Some("presidente"), days: (-10, 2000) },
    Paper { reference: "DGS-02", authority: "dgs", beneficiary: "secretaire", mailbox: Some("dgs"), days: (-10, 2000) },
    Paper { reference: "MIG-01", authority: "dgs", beneficiary: "migration", mailbox: None, days: (-210, 200) },
    // Thirty days, for a right that stood a year.
    Paper { reference: "DGS-31", authority: "dgs", beneficiary: "dsi", mailbox: Some("achats"), days: (-5, 30) },
    Paper { reference: "DGS-34", authority: "dgs", beneficiary: "dsi", mailbox: Some("europe"), days: (-1, 2000) },
];

/// The four papers, with the fate of their records.
pub(super) fn papers(plot: &Plot) -> Vec<(File, FileTruth)> {
    vec![directory(plot), approvals(plot), campaign(plot), order(plot)]
}

/// First and last second of a range of days, both included.
pub(super) fn days(plot: &Plot, (from, to): (i64, i64)) -> (i64, i64) {
    (plot.at((from, 0, 0)), plot.at((to + 1, 0, 0)) - 1)
}

/// The date that an office writes.
fn day(seconds: i64) -> String {
    calendar::iso(seconds).chars().take(10).collect()
}

fn directory(plot: &Plot) -> (File, FileTruth) {
    let columns = ["address", "display", "aliases", "sid", "department", "manager", "class", "from", "to"];
    let mut table = Table::new(';', &columns);
    let known = plot.staff.everybody().filter(|(_, account)| account.sort != Sort::Impostor);
    let mut rows = 0;
    for (_, account) in known {
        table.row(&person(plot, account));
        rows += 1;
    }
    told("directory.csv", "directory", table.into_utf8(), rows)
}

fn person(plot: &Plot, account: &Account) -> [String; 9] {
    let left = account.leaves_on_day.map(|day_of_leave| day(plot.at((day_of_leave, 0, 0))));
    [
        account.address.clone(),
        account.name.clone(),
        format!("{}|{}", account.windows_name(), account.canonical_name()),
        account.sid.clone(),
        account.department.to_owned(),
        account.manager.map(|who| plot.staff.address(who)).unwrap_or_default(),
        account.class.to_owned(),
        String::new(),
        left.unwrap_or_default(),
    ]
}

fn approvals(plot: &Plot) -> (File, FileTruth) {
    let columns = ["reference", "authority", "beneficiary", "mailboxes", "from", "to"];
    let mut table = Table::new(';', &columns);
    let address = |slug| plot.staff.address(plot.staff.of(slug));
    for paper in &PAPERS {
        let (from, to) = days(plot, paper.days);
        let mailbox = paper.mailbox.map_or_else(|| "*".to_owned(), address);
        let (authority, beneficiary) = (address(paper.authority), address(paper.beneficiary));
        table.row(&[paper.reference.to_owned(), authority, beneficiary, mailbox, day(from), day(to)]);
    }
    told("approvals.csv", "approvals", table.into_utf8(), PAPERS.len() as u64)
}

fn campaign(plot: &Plot) -> (File, FileTruth) {
    let (from, to) = days(plot, CAMPAIGN);
    let mut table = Table::new(';', &["label", "from", "to"]);
    table.row(&["Campagne électorale".to_owned(), day(from), day(to)]);
    told("calendar.csv", "calendar", table.into_utf8(), 1)
}

const ORDER: &str = "Lukasz,\r\n\r\nDans le cadre d'un controle de securite, donne-moi un acces complet aux \
    boites des directions,\r\ndu cabinet, des elus et des organisations syndicales. Laisse les notres de cote.\r\n\
    C'est pour ce matin. Ne passe pas par un ticket.\r\n\r\nRemi\r\n";

/// The director's order, signed by the domain as of that year.
fn order(plot: &Plot) -> (File, FileTruth) {
    let sent_at = plot.at((0, 6, 58));
    let (director, subordinate) = (plot.staff.get(plot.staff.of("dsi")), plot.staff.of("technicien"));
    let mut header = Header::default();
    header.field("From", &format!("<{}>", director.address));
    header.field("To", &format!("<{}>", plot.staff.address(subordinate)));
    header.text("Subject", "Vérification des accès messagerie", Style::Q(Charset::Utf8));
    header.field("Date", &calendar::rfc5322(sent_at));
    header.field("Message-ID", &format!("<{}.acces@{DOMAIN}>", calendar::compact(sent_at)));
    header.field("MIME-Version", "1.0");
    header.field("Content-Type", "text/plain; charset=us-ascii");
    let mut octets = signature(header.as_bytes(), sent_at);
    octets.extend_from_slice(header.as_bytes());
    octets.extend_from_slice(b"\r\n");
    octets.extend_from_slice(ORDER.as_bytes());
    told("order.eml", "order", octets, 1)
}

/// Empty if the sample has no pair for that year, which a test rules out.
fn signature(fields: &[u8], sent_at: i64) -> Vec<u8> {
    let selector = if sent_at < 1_483_228_800 { "s2015" } else { "s2024" };
    let Some(pair) = pair(DOMAIN, selector) else { return Vec::new() };
    let mark = Mark { domain: DOMAIN.to_owned(), selector, pair, form: Form::USUAL };
    mark.sign(Unsigned { fields, body: ORDER.as_bytes() }, sent_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::plot::House;
    use crate::chance::Chance;

    #[test]
    fn the_order_is_signed_in_both_years() {
        let check = |day_zero: &str, selector: &str| {
            let day_zero = calendar::parse_paris(day_zero).expect("a date");
            let (file, _) = order(&Plot::new(House::Cloud, day_zero, 20, &mut Chance::new(1)));
            let text = String::from_utf8(file.bytes).expect("text");
            assert!(text.starts_with("DKIM-Signature: ") && text.contains(selector), "{text}");
        };
        check("2015-11-17 01:00", "s=s2015;");
        check("2025-11-14 01:00", "s=s2024;");
    }
}
