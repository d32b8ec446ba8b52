//! Asking the DNS: what that tells the resolver is said first, and agreed to.

use std::io::{IsTerminal, stdin};

use anyhow::Context;
use greffe::view::KeyName;
use greffe::{LookUpReport, Verification};
use greffe_texts::{Value, number};

use crate::args::Verify;
use crate::progress::Bar;
use crate::say::{Voice, tame_line};

/// Names that are listed before asking.
const NAMED: usize = 10;

/// Asks for the keys that are missing, if the person agrees; `false` if not.
pub(crate) fn look_up(
    verification: &mut Verification,
    verify: &Verify,
    voice: &Voice,
) -> anyhow::Result<bool> {
    let names = verification.lacking()?;
    if names.is_empty() {
        voice.say("say-dns-nothing", &[]);
        return Ok(true);
    }
    announce(&names, verify, voice);
    if !verify.yes && !is_agreed(voice)? {
        return Ok(false);
    }
    let mut bar = Bar::new(voice);
    let total = names.len() as u64;
    let report =
        verification.look_up(&names, verify.resolver, &mut |done| bar.step(done as u64, Some(total)));
    bar.end();
    say(&report?, voice);
    Ok(true)
}

/// Says which names the resolver will hear.
fn announce(names: &[KeyName], verify: &Verify, voice: &Voice) {
    let resolver = match verify.resolver {
        Some(address) => address.to_string(),
        None => voice.texts.get("say-dns-system").into_owned(),
    };
    let written = number(voice.language(), names.len() as u64);
    let values = [
        ("names", Value::Count(names.len() as u64)),
        ("names_written", Value::Text(&written)),
        ("resolver", Value::Text(&resolver)),
    ];
    voice.say("say-dns-tells", &values);
    for name in names.iter().take(NAMED) {
        voice.line(&tame_line(&format!("  {}._domainkey.{}", name.selector, name.domain)));
    }
    if names.len() > NAMED {
        voice.line(&voice.count("say-dns-more", "more", (names.len() - NAMED) as u64));
    }
}

/// Asks the person; nobody to ask is no.
fn is_agreed(voice: &Voice) -> anyhow::Result<bool> {
    if !stdin().is_terminal() {
        voice.say("say-dns-yes-needed", &[]);
        return Ok(false);
    }
    voice.say("say-dns-agree", &[]);
    let mut answer = String::new();
    stdin().read_line(&mut answer).context("standard input")?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "o" | "oui"))
}

fn say(report: &LookUpReport, voice: &Voice) {
    let written = |count: usize| number(voice.language(), count as u64);
    let [found, nothing, unanswered] = [report.found, report.nothing, report.unanswered].map(written);
    let values = [
        ("found", Value::Text(found.as_str())),
        ("nothing", Value::Text(&nothing)),
        ("unanswered", Value::Text(&unanswered)),
    ];
    voice.say("say-dns-done", &values);
    match &report.kept {
        Some(kept) => voice.line(&voice.count("say-dns-kept", "added", kept.added)),
        None => voice.say("say-dns-not-kept", &[]),
    }
}
