//! A verdict in words for a terminal: what is proved, its limits, and what would settle more.

use greffe::{Judgement, Signature};
use greffe_texts::{ReasonWords, SignatureWords, Value};

use crate::say::{Voice, tame};

/// Makes the lines on what the signatures of a message prove.
pub(crate) fn lines(judgement: &Judgement, voice: &Voice) -> Vec<String> {
    let words = voice.texts.judgement(judgement);
    let mut lines = Vec::new();
    lines.extend(words.summary.iter().map(|summary| format!("    {summary}")));
    lines.extend(words.reasons.iter().flat_map(|one| reason(one, voice)));
    // What the summary says of the best one need not be said twice; where there
    // is none, the key's answer on header and body still is worth knowing.
    let is_said = |at: usize, signature: &Signature| {
        judgement.best == Some(at)
            && judgement.signatures.len() == 1
            && (words.summary.is_some() || signature.key.is_none())
    };
    for (at, (signature, told)) in judgement.signatures.iter().zip(&words.signatures).enumerate() {
        if !is_said(at, signature) {
            lines.push(other(told, voice));
        }
    }
    if let Some(chain) = &words.chain {
        lines.push(format!("    {} {}", chain.result, chain.meaning));
        lines.extend(chain.broken.iter().map(|broken| format!("    {broken}")));
    }
    under(words.sign, &voice.bold(&words.verdict), lines)
}

/// Puts the verdict with its sign above the rest, which repeats names of strangers.
fn under(sign: char, verdict: &str, below: Vec<String>) -> Vec<String> {
    let headline = format!("{sign} {verdict}");
    std::iter::once(headline).chain(below.iter().map(|line| tame(line))).collect()
}

fn reason(reason: &ReasonWords, voice: &Voice) -> [String; 2] {
    let settles = voice.texts.with("say-verdict-settles", &[("settles", Value::Text(&reason.settles))]);
    [format!("  - {} {}", reason.found, reason.follows), format!("    {settles}")]
}

/// A signature that the verdict does not rest on, or not alone, or that proves nothing.
fn other(signature: &SignatureWords, voice: &Voice) -> String {
    format!(
        "    {} {}{} {}. {} {} {}",
        signature.sign,
        signature.title,
        voice.colon(),
        signature.verdict,
        signature.header,
        signature.body,
        signature.aligned
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_keeps_its_paint_and_strangers_have_none() {
        let lines = under('●', "\x1b[1msignature valid\x1b[0m", vec!["by \x1b[2J.example".to_owned()]);
        assert_eq!(lines, ["● \x1b[1msignature valid\x1b[0m", "by \u{fffd}[2J.example"]);
    }
}
