//! Orders that were handed in as mail, with what their signatures prove.

use greffe::audit::Order;

use super::block::{Block, Section, Table};
use super::{Matter, section as section_of};

/// Makes the section; nothing when no order was handed in.
pub(super) fn section(matter: Matter<'_>) -> Option<Section> {
    let (say, orders) = (matter.say, &matter.audit().evidence.orders);
    if orders.is_empty() {
        return None;
    }
    let keys = ["from-line", "date-line", "subject", "verdict", "file"];
    let heads = keys.map(|key| say.get(&format!("audit-head-{key}")));
    let mut table = Table::new(say.get("audit-orders-table"), &heads);
    table.rows = orders.iter().enumerate().map(|(place, order)| row(matter, place, order)).collect();
    let lead = [say.get("audit-orders-lead"), say.get("verdict-standing")].join(" ");
    Some(section_of(matter, "orders", vec![Block::Text(lead), Block::Table(table)]))
}

fn row(matter: Matter<'_>, place: usize, order: &Order) -> Vec<String> {
    let say = matter.say;
    let verdict = match matter.audited.orders.get(place).and_then(Option::as_ref) {
        None => say.get("audit-orders-not-judged"),
        Some(judgement) if say.edition.is_pseudonymous() => say.texts.verdict(judgement.verdict).into_owned(),
        Some(judgement) => {
            let words = say.texts.judgement(judgement);
            let why = words.reasons.iter().map(|reason| reason.found.clone());
            [format!("{} {}.", words.sign, words.verdict)]
                .into_iter()
                .chain(words.summary)
                .chain(why)
                .collect::<Vec<_>>()
                .join(" ")
        }
    };
    vec![
        say.edition.named(order.from, order.date_ms.unwrap_or_default()).into_owned(),
        order.date_ms.map(|ms| say.stamp(ms)).unwrap_or_default(),
        say.words(order.subject).into_owned(),
        verdict,
        say.edition.file(order.source).to_owned(),
    ]
}
