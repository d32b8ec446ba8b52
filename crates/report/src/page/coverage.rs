//! Coverage: from when to when each log speaks, of which mailbox, and how well.

use std::collections::BTreeMap;

use greffe::audit::{Coverage, Quality, SourceId};

use super::block::{Block, Chart, Section, Table};
use super::chart::{Axis, Row, Span, spans};
use super::{Matter, section as section_of};

const MOST_DRAWN: usize = 40;
const MOST_ROWS: usize = 300;
const QUALITIES: [Quality; 5] = [
    Quality::Complete,
    Quality::Partial,
    Quality::NotAttributable,
    Quality::Truncated,
    Quality::AdministrationOnly,
];

const fn look(quality: Quality) -> (&'static str, &'static str) {
    match quality {
        Quality::Complete => ("complete", "●"),
        Quality::Partial => ("partial", "◐"),
        Quality::NotAttributable => ("not-attributable", "?"),
        Quality::Truncated => ("truncated", "✂"),
        Quality::AdministrationOnly => ("administration", "A"),
    }
}

/// By file, whether single mailboxes are meant, and quality.
type Sums = BTreeMap<(SourceId, bool, Quality), Sum>;

/// What one file says in one quality, of how many mailboxes: a row of the table.
struct Sum {
    from_ms: i64,
    to_ms: i64,
    mailboxes: u64,
    limits: std::collections::BTreeSet<greffe::audit::Limit>,
}

pub(super) fn section(matter: Matter<'_>) -> askama::Result<Section> {
    let (say, audit) = (matter.say, matter.audit());
    if audit.coverage.is_empty() {
        return Ok(section_of(matter, "coverage", vec![Block::Text(say.get("audit-coverage-none"))]));
    }
    let sums = sums(&audit.coverage);
    let mut blocks = vec![Block::Text(say.get("audit-coverage-lead"))];
    blocks.push(Block::Chart(drawn(matter, &sums)?));
    blocks.push(Block::Table(table(matter, &sums)));
    blocks.extend(cut_short(matter));
    Ok(section_of(matter, "coverage", blocks))
}

/// A file speaks of hundreds of mailboxes alike: they are one row. What it says of the whole system
/// is another: a limit of some mailboxes is none of all.
fn sums(coverage: &[Coverage]) -> Sums {
    let mut sums = Sums::new();
    for one in coverage {
        let key = (one.source, one.mailbox.is_some(), one.quality);
        let sum = sums.entry(key).or_insert_with(|| Sum {
            from_ms: one.from_ms,
            to_ms: one.to_ms,
            mailboxes: 0,
            limits: Default::default(),
        });
        sum.from_ms = sum.from_ms.min(one.from_ms);
        sum.to_ms = sum.to_ms.max(one.to_ms);
        sum.mailboxes += u64::from(one.mailbox.is_some());
        sum.limits.extend(&one.limits);
    }
    sums
}

fn drawn(matter: Matter<'_>, sums: &Sums) -> askama::Result<Chart> {
    let say = matter.say;
    let from = sums.values().map(|sum| sum.from_ms).min().unwrap_or_default();
    let to = sums.values().map(|sum| sum.to_ms).max().unwrap_or_default();
    let axis = Axis::new(from, to);
    let row = |((source, _, quality), sum): (&(SourceId, bool, Quality), &Sum)| {
        let (look, sign) = look(*quality);
        let title = say.named(&say.texts.audit(*quality), &say.days((sum.from_ms, sum.to_ms)));
        let span = Span { from_ms: sum.from_ms, to_ms: sum.to_ms, look, sign, title };
        Row { name: file_name(say.edition.file(*source)).to_owned(), spans: vec![span] }
    };
    let rows = sums.iter().take(MOST_DRAWN).map(row).collect();
    let caption = say.get("audit-coverage-chart");
    let mut chart = Chart::new(caption.clone(), &spans(caption, &axis, rows))?;
    chart.legend = QUALITIES
        .into_iter()
        .map(|quality| {
            let (look, sign) = look(quality);
            let quality_words = format!("{sign} {}", say.texts.audit(quality));
            let words = say.named(&quality_words, &say.texts.audit_quality_means(quality));
            (look.to_owned(), words)
        })
        .collect();
    Ok(chart)
}

/// The last part of a path is what fits beside a bar; the table has the whole.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn table(matter: Matter<'_>, sums: &Sums) -> Table {
    let (say, audit) = (matter.say, matter.audit());
    let keys = ["file", "form", "mailboxes", "from", "to", "quality", "limits"];
    let mut heads = keys.map(|key| say.get(&format!("audit-head-{key}")));
    if let Some(mailboxes) = heads.get_mut(2) {
        mailboxes.insert(0, '#');
    }
    let mut table = Table::new(say.get("audit-coverage-table"), &heads);
    for ((source, of_mailboxes, quality), sum) in sums.iter().take(MOST_ROWS) {
        let form = audit.evidence.sources.get(source.0 as usize).map(|source| say.texts.audit(source.form));
        let limits: Vec<String> = sum.limits.iter().map(|limit| say.limit(*limit)).collect();
        table.rows.push(vec![
            say.edition.file(*source).to_owned(),
            form.unwrap_or_default().into_owned(),
            if *of_mailboxes { say.number(sum.mailboxes) } else { say.get("audit-whole-system") },
            say.stamp(sum.from_ms),
            say.stamp(sum.to_ms),
            say.texts.audit(*quality).into_owned(),
            limits.join(" "),
        ]);
    }
    table.rest = matter.rest(sums.len(), MOST_ROWS, "coverage.csv");
    table
}

/// Names the files that stop at a limit of exports.
fn cut_short(matter: Matter<'_>) -> Option<Block> {
    let say = matter.say;
    let sources = (0..).map(SourceId).zip(&matter.audit().evidence.sources);
    let cut = sources.filter(|(_, source)| source.plateau).map(|(id, source)| {
        let words = [("file", say.edition.file(id).to_owned())];
        say.told("audit-coverage-plateau", &words, &[("count", source.tally.records)])
    });
    let cut: Vec<String> = cut.collect();
    (!cut.is_empty()).then(|| Block::Text(cut.join(" ")))
}
