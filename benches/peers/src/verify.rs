//! Judging signatures: how fast beside other verifiers, and who judges otherwise.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::document::Section;
use crate::error::PeersError;
use crate::install;
use crate::machine::Machine;
use crate::process;
use crate::site::Site;
use crate::table::{Asked, Table, Target, grouped, targets};

const VERIFIERS: [&str; 4] = ["greffe", "mail-auth", "viadkim", "dkimpy"];

/// A mail, and how often a second each verifies it.
#[derive(Deserialize)]
struct Speed {
    mail: String,
    octets: usize,
    per_second: BTreeMap<String, f64>,
}

impl Speed {
    fn of(&self, verifier: &str) -> f64 {
        self.per_second.get(verifier).copied().unwrap_or(f64::NAN)
    }
}

/// All that was compared.
#[derive(Deserialize)]
struct Compared {
    mails: usize,
    signatures: usize,
    with_key: usize,
    judging_ms: f64,
    verdicts: BTreeMap<String, usize>,
    agree: BTreeMap<String, usize>,
    differences: Vec<Difference>,
}

/// One way to differ.
#[derive(Deserialize)]
struct Difference {
    peer: String,
    peer_says: String,
    greffe_says: String,
    signatures: usize,
    why: String,
}

/// Times all verifiers; compares them on a list when one is given.
pub(crate) fn measure(
    site: &Site,
    mbox: Option<&Path>,
    keys: &[PathBuf],
    machine: &Machine,
) -> Result<Section, PeersError> {
    let python = install::dkimpy(&site.path("dkimpy"))?;
    let folder = site.empty_folder("signed")?;
    let speeds: Vec<Speed> = ask(site, |command| command.arg("speed").arg(folder).arg(&python))?;
    let mut text = format!(
        "## Verifying signatures\n\n{}\n\n\
         DKIM, relaxed/relaxed, rsa-sha256, one core, the verifiers taking turns; the mail in memory, the key at hand, \
         reading the header included. Verifications a second.\n\n{}\n{}",
        machine.paragraph(),
        speed_table(&speeds),
        targets(&asked(&speeds)),
    );
    if let Some(mbox) = mbox {
        let compared: Compared =
            ask(site, |command| command.arg("differ").arg(mbox).args(keys).arg(&python))?;
        text += &comparison(&compared);
    }
    Ok(Section { name: "verify".to_owned(), text })
}

fn ask<T: DeserializeOwned>(
    site: &Site,
    with: impl FnOnce(&mut Command) -> &mut Command,
) -> Result<T, PeersError> {
    let mut command = Command::new(site.built("greffe-verifiers"));
    let (_, stdout) = process::measure(with(&mut command), &[0])?;
    serde_json::from_str(&stdout).map_err(|_| PeersError::Answer {
        program: "greffe-verifiers".to_owned(),
        answer: stdout.chars().take(200).collect(),
        expected: "a report",
    })
}

fn speed_table(speeds: &[Speed]) -> String {
    let headings: Vec<&str> =
        ["", "octets"].into_iter().chain(VERIFIERS).chain(["times mail-auth"]).collect();
    let mut table = Table::new(&headings);
    for speed in speeds {
        let rates = VERIFIERS.map(|verifier| grouped(speed.of(verifier) as u64));
        let cells = [speed.mail.clone(), grouped(speed.octets as u64)].into_iter().chain(rates);
        table.row(cells.chain([format!("{:.1}", speed.of("greffe") / speed.of("mail-auth"))]));
    }
    table.into_text()
}

fn asked(speeds: &[Speed]) -> Vec<Target> {
    let times = |mail: &str| {
        let speed = speeds.iter().find(|speed| speed.mail == mail);
        speed.map_or(f64::NAN, |speed| speed.of("greffe") / speed.of("mail-auth"))
    };
    let target =
        |what, mail, limit| Target { what, measured: times(mail), asked: Asked::AtLeast(limit), digits: 2 };
    vec![
        target("2 kB, RSA-2048, times mail-auth's rate", "2 kB, RSA-2048", 1.3),
        target("20 kB, times mail-auth's rate", "20 kB, RSA-2048", 3.0),
        target("200 kB, times mail-auth's rate", "200 kB, RSA-2048", 4.0),
    ]
}

fn comparison(compared: &Compared) -> String {
    let verdicts: Vec<String> = compared
        .verdicts
        .iter()
        .map(|(verdict, mails)| format!("{} {verdict}", grouped(*mails as u64)))
        .collect();
    let mut table = Table::new(&["peer", "signatures", "it says", "greffe says", "why"]);
    for (peer, agreed) in &compared.agree {
        table.row([peer.clone(), grouped(*agreed as u64), "the same".to_owned(), "the same".to_owned()]);
    }
    for one in &compared.differences {
        let count = grouped(one.signatures as u64);
        table.row([one.peer.clone(), count, one.peer_says.clone(), one.greffe_says.clone(), one.why.clone()]);
    }
    format!(
        "\nOn a list of {} mails with {} DKIM signatures, of which {} have a key at hand ({}); judging all of them \
         took greffe {:.0} ms on one core. Signature by signature:\n\n{}",
        grouped(compared.mails as u64),
        grouped(compared.signatures as u64),
        grouped(compared.with_key as u64),
        verdicts.join(", "),
        compared.judging_ms,
        table.into_text(),
    )
}
