//! What the rules found: a sentence, how sure it is, what else could explain it, and the records.

use greffe::audit::Finding;
use greffe_texts::AuditWord;

use super::block::{Block, Card, Section};
use super::{Matter, section as section_of};
use crate::words::statement;

/// At most so many findings stand on the page.
const MOST_CARDS: usize = 150;

pub(super) fn section(matter: Matter<'_>) -> Section {
    let (say, findings) = (matter.say, &matter.audit().findings);
    if findings.is_empty() {
        return section_of(matter, "findings", vec![Block::Text(say.get("audit-findings-none"))]);
    }
    let cards = findings.iter().take(MOST_CARDS).map(|finding| card(matter, finding)).collect();
    let mut blocks = vec![Block::Text(say.get("audit-findings-lead")), Block::Cards(cards)];
    let rest = matter.rest(findings.len(), MOST_CARDS, "findings.csv");
    if !rest.is_empty() {
        blocks.push(Block::Note(rest));
    }
    section_of(matter, "findings", blocks)
}

fn card(matter: Matter<'_>, finding: &Finding) -> Card {
    let say = matter.say;
    let words = say.texts.audit_rule(&finding.rule);
    Card {
        severity: finding.severity.code(),
        title: say.capital(&words.name),
        severity_words: say.texts.audit(finding.severity).into_owned(),
        certainty: say.texts.audit(finding.certainty).into_owned(),
        statement: statement(finding, say.edition, say.texts),
        facts: facts(matter, finding, words.means),
    }
}

fn facts(matter: Matter<'_>, finding: &Finding, means: String) -> Vec<(String, String)> {
    let say = matter.say;
    let explanations: Vec<_> = finding.explanations.iter().map(|one| say.texts.audit(*one)).collect();
    let facts = [
        ("audit-finding-mailboxes", say.accounts(&finding.mailboxes)),
        ("audit-finding-when", finding.span.map(|span| say.days(span)).unwrap_or_default()),
        ("audit-finding-why", means),
        ("audit-finding-explanations", explanations.join(" ; ")),
        ("audit-finding-records", say.records(&finding.evidence)),
    ];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    facts.map(|(key, value)| (say.get(key), value)).collect()
}
