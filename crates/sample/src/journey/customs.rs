//! Customs: which domain signs what, since when, and how.
//!
//! The council began late, changed its keys every few years, and never moved all
//! of its people to the server that signs. The others do as others do.

use greffe_terms::Kind;

use crate::calendar::Civil;
use crate::draft::Draft;
use crate::keyring::{self, TENANT_SELECTOR};
use crate::sign::{Algorithm, Canonical, Covers, Dialect, Form, Mark, pair};
use crate::world::{CAST, DOMAIN};

const WEEK: i64 = 7 * 86_400;

const DOMAIN_KEYS: Form = Form { dialect: Dialect::DomainKeys, algorithm: Algorithm::RsaSha1, ..Form::USUAL };
const SHA1: Form =
    Form { algorithm: Algorithm::RsaSha1, body: Canonical::Simple, is_timed: false, ..Form::USUAL };
const CLOSED: Form = Form { covers: Covers::ShownAndNoMore, ..Form::USUAL };
const CLOSED_ED25519: Form = Form { algorithm: Algorithm::Ed25519Sha256, ..CLOSED };
/// As large providers of webmail sign today.
const PERISHABLE: Form = Form { lifetime: Some(WEEK), ..Form::USUAL };
const COUNTED: Form = Form { is_counted: true, ..Form::USUAL };
const BARE: Form = Form { covers: Covers::FromAndDate, ..Form::USUAL };

/// People of the council whom nobody moved to the server that signs.
const LEFT_BEHIND: [&str; 2] = ["dsi", "secretaire"];

/// Returns the signatures that `draft` gets on its way out.
pub(super) fn marks(draft: &Draft) -> Vec<Mark> {
    let domain = draft.from.domain().unwrap_or_default();
    let year = Civil::in_paris(draft.voice.now).year;
    let marks = match draft.kind {
        Kind::Bulk => of_mailing(&domain, year),
        Kind::Automatic if domain.ends_with(DOMAIN) => Vec::new(),
        _ => of_person(&draft.from.address, &domain, year),
    };
    marks.into_iter().flatten().collect()
}

/// Returns the signature and the seal that a list adds.
pub(super) fn of_list(domain: &'static str, now: i64) -> (Option<Mark>, Option<&'static str>) {
    let year = Civil::in_paris(now).year;
    match domain {
        "libre-messagerie.example" if year >= 2020 => (mark(domain, "liste", Form::USUAL), Some(domain)),
        DOMAIN if year >= 2025 => (mark(DOMAIN, "listes", Form::USUAL), None),
        "northern-uplands.example" if year >= 2023 => (mark(domain, "uplands", Form::USUAL), None),
        _ => (None, None),
    }
}

/// Returns the signature of somebody who signs in the name of others.
pub(super) fn of_stranger() -> Vec<Mark> {
    mark("courrier-libre.example", "cl", Form::USUAL).into_iter().collect()
}

/// Makes a mark with the pair that was made for it; `None` if there is none, which a test rules out.
fn mark(domain: &str, selector: &'static str, form: Form) -> Option<Mark> {
    Some(Mark { domain: domain.to_owned(), selector, pair: pair(domain, selector)?, form })
}

/// Makes a mark in the name of `domain` with the pair of its host.
fn hosted(domain: String, selector: &'static str, host: (&str, &str)) -> Option<Mark> {
    Some(Mark { domain, selector, pair: pair(host.0, host.1)?, form: Form::USUAL })
}

fn of_person(address: &str, domain: &str, year: i64) -> Vec<Option<Mark>> {
    match (domain, year) {
        (_, ..=2013) => Vec::new(),
        (DOMAIN, _) if is_left_behind(address) => Vec::new(),
        (DOMAIN, _) => of_council(year),
        ("ufr-hautes-terres.example", 2016..) => vec![mark(domain, "ufr", Form::USUAL)],
        ("le-courrier-des-terres.example", _) => vec![mark(domain, "courrier", CLOSED)],
        ("mel.example", 2016..=2022) => vec![mark(domain, "20150623", PERISHABLE)],
        ("mel.example", 2023..) => vec![mark(domain, "20230601", PERISHABLE)],
        ("northern-uplands.example", 2016..=2018) => vec![mark(domain, "nu2016", Form::STRICT)],
        ("northern-uplands.example", 2019..) => vec![mark(domain, "uplands", Form::STRICT)],
        ("altidata.example", _) => vec![mark(domain, "alti", Form::USUAL)],
        ("cabinet-verdon.example", _) => vec![mark(domain, "verdon", Form::USUAL)],
        ("ufr-hautes-terres.example" | "mel.example" | "northern-uplands.example", _) => Vec::new(),
        ("lycee-belleombre.example", _) => Vec::new(),
        _ => of_company(domain),
    }
}

fn of_council(year: i64) -> Vec<Option<Mark>> {
    match year {
        ..=2013 => Vec::new(),
        2014 => vec![mark(DOMAIN, "dk2014", DOMAIN_KEYS)],
        2015..=2016 => vec![mark(DOMAIN, "s2015", SHA1)],
        2017..=2019 => vec![mark(DOMAIN, "s2017", Form::USUAL)],
        2020..=2021 => vec![mark(DOMAIN, "s2020", Form::USUAL)],
        2022..=2023 => vec![mark(DOMAIN, "s2022", Form::USUAL)],
        2024 => vec![mark(DOMAIN, "s2024", CLOSED)],
        _ => vec![mark(DOMAIN, "s2024", CLOSED), mark(DOMAIN, "ed2025", CLOSED_ED25519)],
    }
}

/// Companies and town halls: hosted with a key of their own, with their host's, or unsigned.
fn of_company(domain: &str) -> Vec<Option<Mark>> {
    const HOST: (&str, &str) = ("hebergeur-orme.example", "orme1");
    if domain.ends_with("plan.example") {
        return vec![hosted(keyring::tenant(domain), TENANT_SELECTOR, ("gappssmtp.com", TENANT_SELECTOR))];
    }
    match scattered(domain) % 4 {
        // Nobody has these keys, and nobody knows that one pair signs for all of them.
        0 => vec![hosted(domain.to_owned(), "mail", ("cabinet-verdon.example", "verdon"))],
        1 => vec![mark(HOST.0, HOST.1, Form::USUAL)],
        _ => Vec::new(),
    }
}

fn of_mailing(domain: &str, year: i64) -> Vec<Option<Mark>> {
    const MAILER: (&str, &str) = ("grand-envoi.example", "ge1");
    let by_mailer = mark(MAILER.0, MAILER.1, Form::USUAL);
    match (domain, year) {
        (_, ..=2013) => Vec::new(),
        ("le-courrier-des-terres.example", _) => vec![by_mailer, mark(domain, "courrier", Form::USUAL)],
        (DOMAIN, _) => vec![mark("actu.hautes-terres.example", "lettre", Form::USUAL)],
        ("lumiplan.example", _) => vec![by_mailer],
        ("altivia-formation.example", _) => vec![mark(domain, "k1", BARE)],
        ("achat-public.example", _) => vec![mark(domain, "ap", COUNTED)],
        ("northern-uplands.example", _) => vec![mark(domain, "news", Form::USUAL)],
        ("procurement-weekly.example", 2016..) => vec![mark(domain, "pw", Form::USUAL)],
        _ => Vec::new(),
    }
}

fn is_left_behind(address: &str) -> bool {
    match CAST.iter().find(|member| member.address == address) {
        Some(member) => LEFT_BEHIND.contains(&member.slug),
        None => !scattered(address).is_multiple_of(3),
    }
}

/// A number that is the same for the same name and evenly spread (FNV-1a).
fn scattered(name: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325;
    let hash =
        name.bytes().fold(start, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    hash >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sign::Unsigned;

    fn selectors(marks: Vec<Option<Mark>>) -> Vec<&'static str> {
        let marks: Vec<Mark> = marks.into_iter().map(|mark| mark.expect("a pair for it")).collect();
        let mail = Unsigned { fields: b"From: a\r\n", body: b"" };
        for mark in &marks {
            // A pair that does not fit its algorithm would leave `b=` empty.
            assert!(mark.sign(mail, 0).len() > 250, "{mark:?}");
        }
        marks.into_iter().map(|mark| mark.selector).collect()
    }

    #[test]
    fn the_council_changes_its_keys() {
        let check = |year, expect: &[&str]| assert_eq!(selectors(of_council(year)), expect, "{year}");
        check(2013, &[]);
        check(2014, &["dk2014"]);
        check(2016, &["s2015"]);
        check(2023, &["s2022"]);
        check(2026, &["s2024", "ed2025"]);
    }

    #[test]
    fn every_sender_has_pairs_for_every_year() {
        let domains = [
            "le-courrier-des-terres.example",
            DOMAIN,
            "lumiplan.example",
            "altivia-formation.example",
            "achat-public.example",
            "northern-uplands.example",
            "procurement-weekly.example",
            "ufr-hautes-terres.example",
            "mel.example",
            "altidata.example",
            "cabinet-verdon.example",
            "mairie-x.example",
            "novobois.example",
            "novodata.example",
        ];
        for (domain, year) in domains.into_iter().flat_map(|domain| (2013..=2026).map(move |y| (domain, y))) {
            let address = format!("a@{domain}");
            selectors(of_person(&address, domain, year));
            selectors(of_mailing(domain, year));
        }
        assert_eq!(selectors(of_person("a@lumiplan.example", "lumiplan.example", 2020)), ["20150623"]);
    }
}
