//! Files of other systems to evidence: found by content, every record accounted for.

mod absorb;
mod approvals;
mod calendar;
mod classes;
mod columns;
mod configuration;
mod days;
mod directory;
mod dovecot;
mod draft;
mod exchange;
mod google;
mod input;
mod journal;
mod known;
mod lines;
mod m365;
mod mapping;
mod order;
mod renumber;
mod settle;
mod sink;
mod sniff;
mod table;
mod times;
#[cfg(test)]
mod tried;
mod zimbra;

use std::io;

use self::input::Content;
use self::sink::Sink;
use crate::model::Form;

/// Reads a file by whichever family knows it; a file that none knows stays [`Form::Unknown`].
fn read_content(content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    for family in sniff::FAMILIES {
        if let Some(form) = (family.sniff)(content.head()) {
            sink.is(form);
            return (family.read)(form, content, sink);
        }
    }
    sink.is(Form::Unknown);
    Ok(())
}

/// What the octets of one file are read to, for the tests of the readers.
#[cfg(test)]
pub(crate) fn evidence_of(octets: &[u8]) -> crate::model::Evidence {
    use crate::model::{Evidence, Source, SourceId, Tally};
    let source = Source {
        path: "test".to_owned(),
        bytes: octets.len() as u64,
        sha256: [0; 32],
        form: Form::Unknown,
        tally: Tally::default(),
        unreadable: Vec::new(),
        span: None,
        plateau: false,
        secrets_dropped: 0,
    };
    let mut evidence = Evidence { sources: vec![source], ..Evidence::default() };
    let mut content = Content::new(octets).expect("memory can be read");
    let mut sink = Sink::new(&mut evidence, SourceId(0));
    read_content(&mut content, &mut sink).expect("memory can be read");
    sink.finish();
    evidence
}
