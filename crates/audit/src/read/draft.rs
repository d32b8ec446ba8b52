//! An event of which only the act is known yet; its reader fills in the rest.

use super::sink::Sink;
use crate::model::{Basis, Class, Event, Flags, Moment, Outcome, Power, Relation, Target};

/// An act at a time: about nobody's mail, by an actor of whom nothing is known but the name.
pub(crate) fn draft(
    sink: &mut Sink<'_>,
    record: u64,
    time: Moment,
    class: Class,
    operation: &str,
    actor: &str,
) -> Event {
    Event {
        source: sink.source(),
        record,
        time,
        class,
        operation: sink.name(operation),
        actor: sink.name(actor),
        beneficiary: None,
        target: Target::None,
        relation: Relation::Undetermined,
        basis: Basis::Nothing,
        right: None,
        power: Power::None,
        items: 0,
        client: None,
        destination: None,
        query: None,
        outcome: Outcome::Unsaid,
        ticket: None,
        flags: Flags::default(),
    }
}

/// The address of `text` without its port: `[2001:db8::1]:993`, `192.0.2.7:993`.
pub(crate) fn without_port(text: &str) -> &str {
    if let Some(rest) = text.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    match text.split_once(':') {
        // More than one colon: an IPv6 address without brackets has no port.
        Some((address, port)) if !port.contains(':') => address,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::without_port;

    #[test]
    fn ports_are_no_part_of_an_address() {
        for (text, address) in [
            ("192.0.2.7", "192.0.2.7"),
            ("192.0.2.7:993", "192.0.2.7"),
            ("[2001:db8::1]:993", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("[", ""),
            ("", ""),
        ] {
            assert_eq!(without_port(text), address, "{text}");
        }
    }
}
