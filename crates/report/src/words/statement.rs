//! The sentence of a finding: counted, in words, about accounts.

use greffe::audit::{BoundBasis, Finding, Rule};
use greffe_texts::{AuditWord, Texts};

use super::{Say, tampering};
use crate::edition::Edition;

/// Returns the sentence. Its values are those that the rule gives, by their names.
pub(crate) fn statement(finding: &Finding, edition: &Edition<'_>, texts: &Texts) -> String {
    let say = Say { texts, edition };
    let account = |place: usize| {
        finding.accounts.get(place).map_or_else(|| say.get("audit-not-known"), |id| say.account(*id))
    };
    let mut words = vec![("account", account(0)), ("other", account(1))];
    let mut counts = Vec::new();
    let is_sigma = matches!(finding.rule, Rule::Sigma(_));
    for (name, value) in &finding.values {
        match (*name, value.parse::<u64>()) {
            // Said by the rule, not in its sentence.
            (name, _) if is_sigma && !matches!(name, "title" | "events") => {}
            ("account" | "other" | "when", _) => {}
            ("class", _) => words.push(("class", class(say, value))),
            ("title", _) => words.push(("title", say.capital(&texts.audit_rule(finding).name))),
            (name, Ok(count)) if !is_free_text(name) => {
                words.extend(counted(name).map(|(told, key)| (told, say.count(key, count))));
                counts.push((name, count));
            }
            (name, _) => words.push((name, edition.text(value).into_owned())),
        }
    }
    words.push(("when", when(finding, say)));
    if finding.rule == Rule::Tampering {
        let what = texts.told(tampering::key(finding), &[("other", account(1))], &[]);
        words.push(("what", what));
    }
    texts.told(&key(finding, texts), &words, &counts)
}

/// Says when: the day of the question is no end of a right of which nothing shows one.
fn when(finding: &Finding, say: Say<'_>) -> String {
    let Some((from, to)) = finding.span else { return say.get("audit-time-unknown") };
    let intervals = || finding.intervals.iter().filter_map(|place| say.edition.interval(*place));
    let open = intervals().filter(|interval| interval.end.basis == BoundBasis::StillOpen).count();
    // A finding about the giving of rights ends with the last of these acts.
    let lasts = intervals().all(|interval| interval.start.utc_ms.is_none_or(|start| start < to));
    match open {
        0 => say.days((from, to)),
        _ if !lasts => say.days((from, to)),
        _ => {
            let key = if open == intervals().count() { "audit-since" } else { "audit-since-in-part" };
            say.told(key, &[("from", say.day(from))], &[])
        }
    }
}

/// Returns what stands in sentences for a count with its noun, and the text of that.
fn counted(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "mailboxes" => ("mailboxes_told", "audit-n-mailboxes"),
        "rights" => ("rights_told", "audit-n-rights"),
        "days" => ("days_told", "audit-n-days"),
        "hours" => ("hours_told", "audit-n-hours"),
        "minutes" => ("minutes_told", "audit-n-minutes"),
        "times" => ("times_told", "audit-n-times"),
        "searches" => ("searches_told", "audit-n-searches"),
        "uses" => ("uses_told", "audit-n-uses"),
        "events" => ("events_told", "audit-n-events"),
        _ => return None,
    })
}

/// Strangers wrote these: digits alone do not make them a count.
fn is_free_text(name: &str) -> bool {
    matches!(name, "query" | "department" | "reference" | "period" | "destination" | "operation" | "right")
}

fn class(say: Say<'_>, code: &str) -> String {
    let key = format!("audit-person-{code}");
    if say.texts.has(&key) { say.get(&key) } else { say.edition.text(code).into_owned() }
}

/// Where what a sentence turns on is in no record, another sentence says so.
fn key(finding: &Finding, texts: &Texts) -> String {
    let key = format!("audit-finding-{}", finding.rule.code());
    if finding.rule == Rule::Diversion {
        return diversion_key(finding, key);
    }
    let turns_on = match finding.rule {
        Rule::ContentSearch => Some("query"),
        Rule::LeftOut => Some("department"),
        _ => None,
    };
    let is_empty =
        |name: &str| finding.values.iter().any(|(known, value)| *known == name && value.is_empty());
    let is_unsaid = turns_on.map_or(finding.accounts.is_empty(), is_empty);
    let unsaid = format!("{key}-unsaid");
    if is_unsaid && texts.has(&unsaid) { unsaid } else { key }
}

/// Who receives copies has not set them up for that: whether a record tells who did is a value.
fn diversion_key(finding: &Finding, key: String) -> String {
    let set_by = finding.values.iter().find(|(name, _)| *name == "set_by").map(|(_, by)| by.as_str());
    match set_by {
        Some("receiver") => format!("{key}-receiver"),
        Some("another") => key,
        _ => format!("{key}-unsaid"),
    }
}
