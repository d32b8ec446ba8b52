//! For tests: what a reader makes of a text.

use super::gather::of_source;
use super::input::Content;
use super::sink::Sink;
use super::sniff::FAMILIES;
use crate::model::{Event, Evidence, Name, SourceId, Tally};

/// The evidence that is read from `text`, the only source, found by its content.
pub(crate) fn tried_as(path: &str, text: &str) -> Evidence {
    let mut evidence = of_source(path);
    let mut content = Content::new(text.as_bytes()).expect("memory can be read");
    let mut sink = Sink::new(&mut evidence, SourceId(0));
    let known = FAMILIES.iter().find_map(|family| Some(((family.sniff)(content.head())?, family)));
    if let Some((form, family)) = known {
        sink.is(form);
        (family.read)(form, &mut content, &mut sink).expect("memory can be read");
    }
    sink.finish();
    let tally = evidence.sources[0].tally;
    assert!(adds_up(tally), "records are lost: {tally:?}");
    evidence
}

/// The same, whatever the path.
pub(crate) fn tried(text: &str) -> Evidence {
    tried_as("export", text)
}

/// A text of the evidence; `-` for none.
pub(crate) fn said(evidence: &Evidence, name: Option<Name>) -> &str {
    name.map_or("-", |name| evidence.names.text(name))
}

/// One line an event: class, operation, actor, beneficiary, target, relation.
pub(crate) fn outline(evidence: &Evidence) -> Vec<String> {
    evidence.events.iter().map(|event| outlined(evidence, event)).collect()
}

fn outlined(evidence: &Evidence, event: &Event) -> String {
    use crate::model::Target;
    let target = match event.target {
        Target::Mailbox(name) => evidence.names.text(name).to_owned(),
        Target::All => "*".to_owned(),
        Target::Scope(name) => format!("scope {}", evidence.names.text(name)),
        Target::None => "-".to_owned(),
    };
    format!(
        "{:?} {} {} {} {} {:?}",
        event.class,
        said(evidence, Some(event.operation)),
        said(evidence, Some(event.actor)),
        said(evidence, event.beneficiary),
        target,
        event.relation
    )
}

fn adds_up(tally: Tally) -> bool {
    tally.read + tally.owner + tally.irrelevant + tally.duplicate + tally.unreadable == tally.records
}
