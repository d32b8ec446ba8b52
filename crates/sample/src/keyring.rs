//! What the world knows of the signers' keys: the sample's keys file and its observations.
//!
//! Most keys are attested by two sources that agree, some by one, some by none:
//! an archive of mail is never better off. What a key proves is said here once
//! and used both by these files and by the ground truth.

use std::fmt::Write;

use greffe_terms::Reason;
use md5::Md5;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::sign::{Pair, pair};
use crate::wire::hexadecimal;
use crate::words;
use crate::world::ascii_local;

/// How well a key is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Two sources agree on it.
    Known,
    /// One source has it.
    OneCopy,
    /// No source has it.
    Missing,
    /// No source has it, and somebody looked when it was gone.
    Gone,
    /// All that is known is that it was withdrawn.
    Revoked,
    /// Its private half is public.
    Published,
}

/// The key of one selector and the years in which it signed, both included.
struct Row {
    domain: &'static str,
    selector: &'static str,
    standing: Standing,
    first_year: u16,
    last_year: u16,
}

const fn row(
    domain: &'static str,
    selector: &'static str,
    standing: Standing,
    first_year: u16,
    last_year: u16,
) -> Row {
    Row { domain, selector, standing, first_year, last_year }
}

const ROWS: [Row; 25] = [
    row("hautes-terres.example", "dk2014", Standing::Known, 2014, 2015),
    row("hautes-terres.example", "s2015", Standing::Known, 2015, 2016),
    row("hautes-terres.example", "s2017", Standing::Known, 2017, 2019),
    row("hautes-terres.example", "s2020", Standing::Known, 2020, 2021),
    row("hautes-terres.example", "s2022", Standing::Gone, 2022, 2023),
    row("hautes-terres.example", "s2024", Standing::Known, 2024, 2026),
    row("hautes-terres.example", "ed2025", Standing::OneCopy, 2025, 2026),
    row("hautes-terres.example", "listes", Standing::Known, 2025, 2026),
    row("actu.hautes-terres.example", "lettre", Standing::Known, 2014, 2026),
    row("ufr-hautes-terres.example", "ufr", Standing::OneCopy, 2016, 2026),
    row("le-courrier-des-terres.example", "courrier", Standing::Known, 2014, 2026),
    row("mel.example", "20150623", Standing::Known, 2016, 2022),
    row("mel.example", "20230601", Standing::Known, 2023, 2026),
    row("northern-uplands.example", "nu2016", Standing::Revoked, 2016, 2018),
    row("northern-uplands.example", "uplands", Standing::Known, 2019, 2026),
    row("northern-uplands.example", "news", Standing::Known, 2014, 2026),
    row("hebergeur-orme.example", "orme1", Standing::Known, 2014, 2026),
    row("altidata.example", "alti", Standing::Known, 2014, 2026),
    row("cabinet-verdon.example", "verdon", Standing::Missing, 2014, 2026),
    row("grand-envoi.example", "ge1", Standing::Known, 2014, 2026),
    row("altivia-formation.example", "k1", Standing::Known, 2014, 2026),
    row("achat-public.example", "ap", Standing::Known, 2014, 2026),
    row("procurement-weekly.example", "pw", Standing::Published, 2016, 2026),
    row("libre-messagerie.example", "liste", Standing::Known, 2020, 2026),
    row("courrier-libre.example", "cl", Standing::Known, 2014, 2026),
];

/// The selector with which a provider signs for customers who published no key.
pub(crate) const TENANT_SELECTOR: &str = "20150623";
const TENANT_SOURCE: (&str, &str) = ("gappssmtp.com", TENANT_SELECTOR);
/// Since when the private half of `pw` is public.
const PUBLISHED_SINCE: &str = "2015-12-01T00:00:00Z";
/// Who wrote the keys down: the second one did so only for keys known to two.
const SOURCES: [&str; 2] = ["fictional: copy of a DNS archive", "fictional: fixtures of a mail program"];
const OBSERVER: &str = "fictional: passive DNS of a university";

/// Returns how well the key of a signature is known.
pub(crate) fn standing(domain: &str, selector: &str) -> Standing {
    let listed = ROWS.iter().find(|row| row.domain == domain && row.selector == selector);
    match listed {
        Some(row) => row.standing,
        None if is_tenant(domain) => Standing::Known,
        None => Standing::Missing,
    }
}

impl Standing {
    /// Returns why nothing can be proved with such a key, if that is so.
    pub(crate) fn obstacle(self) -> Option<Reason> {
        match self {
            Standing::Known | Standing::OneCopy => None,
            Standing::Missing => Some(Reason::KeyMissing),
            Standing::Gone => Some(Reason::KeyAbsent),
            Standing::Revoked => Some(Reason::KeyRevoked),
            Standing::Published => Some(Reason::KeyPublished),
        }
    }

    fn sources(self) -> &'static [&'static str] {
        match self {
            Standing::Missing | Standing::Gone => &[],
            Standing::OneCopy => &SOURCES[..1],
            Standing::Known | Standing::Revoked | Standing::Published => &SOURCES,
        }
    }
}

/// Returns the domain with which a provider signs for a customer of its own.
pub(crate) fn tenant(domain: &str) -> String {
    format!("{}.{TENANT_SELECTOR}.gappssmtp.com", domain.replace('.', "-"))
}

fn is_tenant(domain: &str) -> bool {
    domain.ends_with(".gappssmtp.com")
}

/// Returns the customers of the provider: every company whose name ends so.
fn tenants() -> impl Iterator<Item = String> {
    words::company_heads().iter().map(|head| tenant(&format!("{}plan.example", ascii_local(head))))
}

/// Returns the keys file: domain, selector, record and source between tabs, one copy a line.
///
/// Selectors that signed and are not here are as gone as they are after years.
pub fn keys_tsv() -> String {
    let mut out = String::from("domain\tselector\trecord\tsource\n");
    let mut push = |domain: &str, selector: &str, record: &str, sources: &[&str]| {
        for source in sources {
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{domain}\t{selector}\t{record}\t{source}");
        }
    };
    for row in &ROWS {
        push(row.domain, row.selector, &row.record(), row.standing.sources());
    }
    let (domain, selector) = TENANT_SOURCE;
    let record = pair(domain, selector).map(Pair::record).unwrap_or_default();
    tenants().for_each(|tenant| push(&tenant, selector, &record, &SOURCES));
    out
}

/// Returns further observations, one JSON object a line: windows in which keys were
/// seen, one that was looked up in vain, and one whose private half was published.
pub fn observations_jsonl() -> String {
    let mut out = String::new();
    for row in &ROWS {
        let Some(observation) = row.observation() else { continue };
        // Plain strings and numbers always serialize.
        out.push_str(&serde_json::to_string(&observation).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// One line of the observations.
#[derive(Debug, Serialize)]
struct Observation {
    v: u8,
    domain: &'static str,
    selector: &'static str,
    record: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spki_sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spki_md5: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alg: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bits: Option<usize>,
    observer: &'static str,
    method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    observed_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<Window>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    claims: Vec<Claim>,
    source: &'static str,
}

#[derive(Debug, Serialize)]
struct Window {
    from: String,
    to: String,
}

#[derive(Debug, Serialize)]
struct Claim {
    kind: &'static str,
    since: &'static str,
    source: &'static str,
}

impl Row {
    fn record(&self) -> String {
        if self.standing == Standing::Revoked {
            return "v=DKIM1; k=rsa; p=".to_owned();
        }
        pair(self.domain, self.selector).map(Pair::record).unwrap_or_default()
    }

    /// What a third observer saw; nothing of keys that must stay known to fewer.
    fn observation(&self) -> Option<Observation> {
        let pair = pair(self.domain, self.selector)?;
        let empty = Observation {
            v: 1,
            domain: self.domain,
            selector: self.selector,
            record: None,
            spki_sha256: None,
            spki_md5: None,
            alg: None,
            bits: None,
            observer: OBSERVER,
            method: "dns",
            observed_at: None,
            window: None,
            claims: Vec::new(),
            source: OBSERVER,
        };
        let looked_up_at = format!("{}-06-30T12:00:00Z", self.last_year + 1);
        match self.standing {
            Standing::Missing | Standing::OneCopy => None,
            Standing::Gone => Some(Observation { observed_at: Some(looked_up_at), ..empty }),
            Standing::Revoked => {
                Some(Observation { record: Some(self.record()), observed_at: Some(looked_up_at), ..empty })
            }
            Standing::Known | Standing::Published => {
                Some(Observation { claims: self.claims(), ..self.seen(pair, empty) })
            }
        }
    }

    fn seen(&self, pair: &Pair, empty: Observation) -> Observation {
        let spki = pair.spki();
        let window = Window {
            from: format!("{}-01-01T00:00:00Z", self.first_year),
            to: format!("{}-12-31T23:59:59Z", self.last_year),
        };
        Observation {
            record: Some(self.record()),
            spki_sha256: Some(hexadecimal(&Sha256::digest(&spki))),
            spki_md5: Some(hexadecimal(&Md5::digest(&spki))),
            alg: Some(pair.kind()),
            bits: Some(pair.bits()),
            window: Some(window),
            ..empty
        }
    }

    fn claims(&self) -> Vec<Claim> {
        let published = Claim {
            kind: "private-key-published",
            since: PUBLISHED_SINCE,
            source: "fictional: the mailer's own page of retired keys",
        };
        if self.standing == Standing::Published { vec![published] } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_pair() {
        for row in &ROWS {
            assert!(pair(row.domain, row.selector).is_some(), "{} {}", row.domain, row.selector);
        }
        assert!(pair(TENANT_SOURCE.0, TENANT_SOURCE.1).is_some());
    }

    #[test]
    fn keys_are_listed_as_often_as_they_are_known() {
        let tsv = keys_tsv();
        let check = |domain: &str, selector: &str, copies: usize| {
            let start = format!("{domain}\t{selector}\tv=DKIM1; k=");
            assert_eq!(tsv.lines().filter(|line| line.starts_with(&start)).count(), copies, "{selector}");
        };
        check("hautes-terres.example", "s2024", 2);
        check("hautes-terres.example", "ed2025", 1);
        check("hautes-terres.example", "s2022", 0);
        check("lumiplan-example.20150623.gappssmtp.com", "20150623", 2);
        assert!(tsv.lines().all(|line| line.split('\t').count() == 4));
        assert!(tsv.contains("northern-uplands.example\tnu2016\tv=DKIM1; k=rsa; p=\t"));
    }

    #[test]
    fn observations_are_json_and_tell_more() {
        let lines: Vec<serde_json::Value> =
            observations_jsonl().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let of = |selector: &str| lines.iter().find(|line| line["selector"] == selector);
        assert!(of("s2022").unwrap()["record"].is_null());
        assert_eq!(of("pw").unwrap()["claims"][0]["kind"], "private-key-published");
        assert_eq!(of("s2024").unwrap()["window"]["from"], "2024-01-01T00:00:00Z");
        assert!(of("ed2025").is_none() && of("verdon").is_none());
    }
}
