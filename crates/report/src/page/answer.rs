//! The first page: the question, who asked, the period, and the answer in counted sentences.

use greffe::audit::{Answer, Certainty, Class, Cover, Power, Rule};

use super::block::{Block, Chart, Point, Section, Table};
use super::chart::{Bar, bars};
use super::{Matter, section};

pub(super) const ANSWERS: [Answer; 4] = [
    Answer::UseRecorded,
    Answer::PossibleNotRecorded,
    Answer::LogCompleteNoUseRecorded,
    Answer::UnknownNoLog,
];

/// The look of an answer in drawings.
pub(super) const fn look(answer: Answer) -> &'static str {
    match answer {
        Answer::UseRecorded => "used",
        Answer::PossibleNotRecorded => "possible",
        Answer::LogCompleteNoUseRecorded => "unused",
        Answer::UnknownNoLog => "unknown",
    }
}

/// The title of the report is its question.
pub(super) fn title(matter: Matter<'_>) -> String {
    match matter.audit().summary.owner {
        Some(owner) => matter.say.told("audit-title-owner", &[("mailbox", matter.say.account(owner))], &[]),
        None => matter.say.get("audit-title"),
    }
}

/// What was asked, by whom, about when, from what.
pub(super) fn question(matter: Matter<'_>) -> Section {
    let (say, audit) = (matter.say, matter.audit());
    let unsaid = || say.get("audit-unsaid");
    let mut facts = vec![
        (say.get("audit-question-asked-by"), matter.audited.request.asked_by.clone().unwrap_or_else(unsaid)),
        (
            say.get("audit-question-collected-by"),
            matter.audited.request.collected_by.clone().unwrap_or_else(unsaid),
        ),
        (say.get("audit-question-period"), period(matter)),
        (say.get("audit-question-evidence"), evidence(matter)),
    ];
    let edition = match (audit.summary.owner, say.edition.is_pseudonymous()) {
        (None, false) => None,
        (Some(_), false) => Some("audit-edition-owner"),
        (None, true) => Some("audit-edition-pseudonyms"),
        (Some(_), true) => Some("audit-edition-owner-pseudonyms"),
    };
    facts.extend(edition.map(|key| (say.get("audit-question-edition"), say.get(key))));
    let mut blocks = vec![Block::Facts(facts)];
    if audit.summary.owner_unknown {
        blocks.push(Block::Text(say.get("audit-owner-unknown")));
    }
    Section { id: "question", title: String::new(), blocks }
}

fn period(matter: Matter<'_>) -> String {
    match (matter.audited.period_ms, matter.audit().summary.period) {
        (Some(asked), _) => matter.say.days(asked),
        (None, Some(told)) => {
            matter.say.told("audit-question-all-of", &[("period", matter.say.days(told))], &[])
        }
        (None, None) => matter.say.get("audit-unsaid"),
    }
}

fn evidence(matter: Matter<'_>) -> String {
    let sources = &matter.audit().evidence.sources;
    let records = sources.iter().map(|source| source.tally.records).sum();
    matter.say.told("audit-question-files", &[], &[("files", sources.len() as u64), ("records", records)])
}

/// The answer, counted.
pub(super) fn answer(matter: Matter<'_>) -> askama::Result<Section> {
    let say = matter.say;
    let mut blocks = vec![Block::Points(points(matter))];
    let summary = &matter.audit().summary;
    let whole: u64 = summary.answers.iter().sum();
    if whole > 0 {
        blocks.push(Block::Chart(drawn(matter, whole)?));
        blocks.push(Block::Table(counted(matter)));
    }
    blocks.push(Block::Note(say.get("audit-answer-note")));
    Ok(section(matter, "answer", blocks))
}

fn drawn(matter: Matter<'_>, whole: u64) -> askama::Result<Chart> {
    let say = matter.say;
    let rows: Vec<Bar> = counts(matter)
        .map(|(answer, count)| Bar {
            name: format!("{} {}", say.texts.audit_answer_sign(answer), say.texts.audit_short(answer)),
            count,
            words: say.number(count),
            look: look(answer),
        })
        .collect();
    let caption = say.get("audit-answer-chart");
    Chart::new(caption.clone(), &bars(caption, &rows, whole))
}

fn counted(matter: Matter<'_>) -> Table {
    let say = matter.say;
    let heads = ["audit-head-answer", "audit-head-meaning", "audit-head-pairs"].map(|key| say.get(key));
    let [answer, meaning, pairs] = heads;
    let mut table = Table::new(say.get("audit-answer-table"), &[answer, meaning, format!("#{pairs}")]);
    for (answer, count) in counts(matter) {
        let words = format!("{} {}", say.texts.audit_answer_sign(answer), say.texts.audit(answer));
        table.rows.push(vec![words, say.texts.audit_answer_means(answer).into_owned(), say.number(count)]);
    }
    table
}

fn counts(matter: Matter<'_>) -> impl Iterator<Item = (Answer, u64)> {
    ANSWERS.into_iter().zip(matter.audit().summary.answers)
}

/// The counted sentences: what is zero and means nothing by itself is not said.
pub(super) fn points(matter: Matter<'_>) -> Vec<Point> {
    let (say, summary) = (matter.say, &matter.audit().summary);
    let point = |text: String, certainty: Certainty, more: &'static str| Point {
        text,
        certainty: say.texts.audit(certainty).into_owned(),
        more,
    };
    let counts = [("count", summary.holders), ("mailboxes", summary.mailboxes)];
    let mut points = vec![
        point(say.told("audit-point-holders", &[], &counts), Certainty::Derived, "matrix"),
        point(say.count("audit-point-uses", summary.uses), Certainty::Recorded, "matrix"),
    ];
    if summary.unattributable_openings > 0 {
        let counts =
            [("count", summary.unattributable_openings), ("mailboxes", summary.unattributable_mailboxes)];
        points.push(point(say.told("audit-point-unattributable", &[], &counts), Certainty::Recorded, "gaps"));
    }
    points.push(point(say.count("audit-point-grants", summary.grants), Certainty::Recorded, "approvals"));
    points.extend(approvals(matter).map(|text| point(text, Certainty::Derived, "approvals")));
    let rule = |key: &str, rule: Rule| {
        let count = matter.audit().findings.iter().filter(|finding| finding.rule == rule).count() as u64;
        (count > 0).then(|| say.count(key, count))
    };
    let searches = count_of(matter, Class::Search);
    if searches > 0 {
        points.push(point(say.count("audit-point-searches", searches), Certainty::Recorded, "findings"));
    }
    let diversions = matter.audit().intervals.iter().filter(|one| one.power == Power::Divert).count() as u64;
    if diversions > 0 {
        points.push(point(
            say.count("audit-point-diversions", diversions),
            Certainty::Recorded,
            "diversions",
        ));
    }
    let tampering = rule("audit-point-tampering", Rule::Tampering);
    points.extend(tampering.map(|text| point(text, Certainty::Recorded, "diversions")));
    let open = matter.audit().remedies.len() as u64;
    points.push(point(say.count("audit-point-open", open), Certainty::Derived, "open"));
    if summary.failed > 0 {
        points.push(point(say.count("audit-point-refused", summary.failed), Certainty::Recorded, "annex"));
    }
    if summary.service_grants > 0 {
        let text = say.count("audit-point-service", summary.service_grants);
        points.push(point(text, Certainty::Recorded, ""));
    }
    let owner = summary.owner_acts.saturating_add(summary.owner_diversions);
    if owner > 0 {
        points.push(point(say.count("audit-point-owner", owner), Certainty::Recorded, ""));
    }
    let gaps = matter.audit().gaps.len() as u64;
    points.push(point(say.count("audit-point-gaps", gaps), Certainty::Recorded, "gaps"));
    points
}

fn count_of(matter: Matter<'_>, class: Class) -> u64 {
    matter.audit().evidence.events.iter().filter(|event| event.class == class).count() as u64
}

/// How many intervals approvals cover; nothing where none was handed in.
fn approvals(matter: Matter<'_>) -> Option<String> {
    if matter.audit().evidence.approvals.is_empty() {
        return None;
    }
    let of = |covers: &[Cover]| matter.covers().filter(|cover| covers.contains(cover)).count() as u64;
    let counts = [
        ("covered", of(&[Cover::Covered])),
        ("beyond", of(&[Cover::BeyondTime, Cover::BeyondScope])),
        ("uncovered", of(&[Cover::Uncovered])),
    ];
    let any = counts.iter().any(|(_, count)| *count > 0);
    any.then(|| matter.say.told("audit-point-approvals", &[], &counts))
}
