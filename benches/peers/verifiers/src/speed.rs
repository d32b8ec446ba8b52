//! Verifications a second, one core, the verifiers taking turns.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use greffe_authenticate::{Circumstances, HeaderResult, KeyBook, judge, read_keys};
use serde::Serialize;

use crate::dkimpy;
use crate::mail::Signer;
use crate::peers::{MailAuth, Records, Viadkim};

/// Rounds of all verifiers on each mail, of which the median counts.
const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(300);

/// A mail and how often a second each verifies it.
#[derive(Serialize)]
pub(crate) struct Row {
    mail: String,
    octets: usize,
    per_second: BTreeMap<&'static str, f64>,
}

/// Signs, and times all.
pub(crate) fn measure(folder: &Path, python: &str) -> anyhow::Result<Vec<Row>> {
    let (small, large) = (Signer::new("s1024", 1024)?, Signer::new("s2048", 2048)?);
    let records: Records = [small.record()?, large.record()?].into();
    let mails = [
        ("1 2 kB, RSA-1024", small.mail(2_000)?),
        ("2 2 kB, RSA-2048", large.mail(2_000)?),
        ("3 20 kB, RSA-2048", large.mail(20_000)?),
        ("4 200 kB, RSA-2048", large.mail(200_000)?),
    ];
    std::fs::write(folder.join("records.json"), serde_json::to_vec(&records)?)?;
    for (name, raw) in &mails {
        std::fs::write(folder.join(format!("{name}.eml")), raw)?;
    }
    let mut rows =
        mails.iter().map(|(name, raw)| row(name, raw, &records)).collect::<anyhow::Result<Vec<_>>>()?;
    for (row, (file, rate)) in rows.iter_mut().zip(dkimpy::speed(python, folder)?) {
        anyhow::ensure!(file.contains(&row.mail), "dkimpy answered about {file}");
        row.per_second.insert("dkimpy", rate);
    }
    Ok(rows)
}

/// Says whether the mail verifies.
type Verify<'a> = Box<dyn Fn() -> bool + 'a>;

fn row(name: &str, raw: &[u8], records: &Records) -> anyhow::Result<Row> {
    let list: String = records.iter().map(|(name, record)| format!("{name}\t{record}\n")).collect();
    let keys = KeyBook::supplied(read_keys(list.as_bytes(), "measured", None).0);
    let (mail_auth, viadkim) = (MailAuth::new(records)?, Viadkim::new(records)?);
    let circumstances = Circumstances::default();
    let verifiers: [(&str, Verify<'_>); 3] = [
        (
            "greffe",
            Box::new(|| {
                let judged = judge(raw, &keys, &circumstances);
                judged.signatures.iter().any(|signature| signature.header == HeaderResult::Valid)
            }),
        ),
        ("mail-auth", Box::new(|| mail_auth.verify(raw).iter().any(|(.., said)| said == "pass"))),
        ("viadkim", Box::new(|| viadkim.verify(raw))),
    ];
    let mut rates: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        for (verifier, verify) in &verifiers {
            anyhow::ensure!(verify(), "{verifier} does not verify {name}");
            rates.entry(verifier).or_default().push(rate(verify));
        }
    }
    let median = |(name, mut rates): (&'static str, Vec<f64>)| {
        rates.sort_by(f64::total_cmp);
        (name, rates[rates.len() / 2])
    };
    let per_second = rates.into_iter().map(median).collect();
    Ok(Row { mail: name[2..].to_owned(), octets: raw.len(), per_second })
}

fn rate(verify: &dyn Fn() -> bool) -> f64 {
    let (began, mut count) = (Instant::now(), 0u32);
    while began.elapsed() < ROUND {
        for _ in 0..16 {
            std::hint::black_box(verify());
        }
        count += 16;
    }
    f64::from(count) / began.elapsed().as_secs_f64()
}
