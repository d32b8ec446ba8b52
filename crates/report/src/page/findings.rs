//! What the rules found: a sentence, how sure it is, what else could explain it, and the records.

use greffe::audit::Finding;
use greffe_texts::AuditWord;

use super::block::{Block, Card, Entry, Section};
use super::{Matter, section as section_of};
use crate::words::statement;

/// At most so many findings stand on the page.
const MOST_FINDINGS: usize = 150;

pub(super) fn section(matter: Matter<'_>) -> Section {
    let (say, findings) = (matter.say, &matter.audit().findings);
    if findings.is_empty() {
        return section_of(matter, "findings", vec![Block::Text(say.get("audit-findings-none"))]);
    }
    let shown = findings.get(..MOST_FINDINGS).unwrap_or(findings);
    let of_rule = shown.chunk_by(|one, other| one.rule == other.rule && one.severity == other.severity);
    let cards = of_rule.filter_map(|findings| card(matter, findings)).collect();
    let mut blocks = vec![Block::Text(say.get("audit-findings-lead")), Block::Cards(cards)];
    let rest = matter.rest(findings.len(), MOST_FINDINGS, "findings.csv");
    if !rest.is_empty() {
        blocks.push(Block::Note(rest));
    }
    section_of(matter, "findings", blocks)
}

/// What one rule found stands on one card.
fn card(matter: Matter<'_>, findings: &[Finding]) -> Option<Card> {
    let (say, first) = (matter.say, findings.first()?);
    let words = say.texts.audit_rule(first);
    Some(Card {
        severity: first.severity.code(),
        title: say.capital(&words.name),
        severity_words: say.texts.audit(first.severity).into_owned(),
        means: say.edition.text(&words.means).into_owned(),
        entries: findings.iter().map(|finding| entry(matter, finding)).collect(),
    })
}

fn entry(matter: Matter<'_>, finding: &Finding) -> Entry {
    let say = matter.say;
    Entry {
        certainty: say.texts.audit(finding.certainty).into_owned(),
        statement: statement(finding, say.edition, say.texts),
        facts: facts(matter, finding),
    }
}

fn facts(matter: Matter<'_>, finding: &Finding) -> Vec<(String, String)> {
    let say = matter.say;
    let usual = finding.explanations.iter().map(|one| say.texts.audit(*one).into_owned());
    let innocent = say.texts.audit_rule(finding).innocent.into_iter();
    let explanations = usual.chain(innocent.map(|one| say.edition.text(&one).into_owned()));
    let facts = [
        ("audit-finding-mailboxes", say.accounts(&finding.mailboxes)),
        ("audit-finding-explanations", say.listed(explanations)),
        ("audit-finding-records", say.records(&finding.evidence)),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    facts.map(|(key, value)| (say.get(key), value)).collect()
}
