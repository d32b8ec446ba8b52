//! An order handed in as mail: who says to have written it, when, about what.
//!
//! Nothing is judged here: whether its signature holds is the desk's business.

use std::io::{self, Read};

use greffe_terms::DateSource;

use super::input::Content;
use super::sink::Sink;
use super::sniff::Head;
use crate::model::{Form, Order, Why};

/// No mail that gives an order is larger; beyond it the beginning is read.
const MOST_OCTETS: u64 = 32 << 20;

/// So much of what it says is looked at.
const MOST_TEXT_OCTETS: usize = 64 << 10;

/// Header fields of which a mail has some.
const FIELDS: &[&str] = &["from:", "date:", "subject:", "to:", "message-id:", "mime-version:", "received:"];

/// Whether this is one mail: lines of a header, among them From and two more that are usual.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    let mut known: Vec<&str> = Vec::new();
    for line in head.text().lines().take_while(|line| !line.trim().is_empty()).take(400) {
        let name = line.split_once(':').map(|(name, _)| name);
        let is_field =
            name.is_some_and(|name| !name.is_empty() && name.bytes().all(|octet| octet.is_ascii_graphic()));
        if !is_field && !line.starts_with([' ', '\t']) {
            return None;
        }
        let lower = line.to_ascii_lowercase();
        known.extend(FIELDS.iter().filter(|field| lower.starts_with(**field)));
    }
    known.sort_unstable();
    known.dedup();
    (known.contains(&"from:") && known.len() >= 3).then_some(Form::Order)
}

/// Reads the mail: it is one record.
pub(super) fn read(_: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut raw = Vec::new();
    content.octets().take(MOST_OCTETS).read_to_end(&mut raw)?;
    let message = greffe_message::parse(&raw);
    let Some(from) = message.from.first().filter(|from| !from.address.is_empty()) else {
        sink.unreadable(1, Why::Missing);
        return Ok(());
    };
    // A relay's stamp is not what the mail says of itself.
    let date = message.date.filter(|(_, told_by)| *told_by == DateSource::Date);
    let date_ms = date.map(|(at, _)| at.0.saturating_mul(1000));
    let order = Order {
        source: sink.source(),
        from: sink.name(&from.address),
        date_ms,
        subject: sink.name(&message.subject),
        text: beginning(format!("{}\n{}", message.subject, message.text().text)),
    };
    sink.order(order);
    Ok(())
}

fn beginning(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(MOST_TEXT_OCTETS));
    text
}

#[cfg(test)]
mod tests {
    use super::super::tried::{said, tried};
    use crate::model::Form;

    #[test]
    fn a_mail_is_an_order() {
        let evidence = tried(
            "Received: from x by y; Tue, 3 Nov 2015 09:00:01 +0000\r\nFrom: =?utf-8?Q?La_d=C3=A9cision?= <dg@region.example>\r\n\
             Date: Tue, 3 Nov 2015 10:00:00 +0100\r\nSubject: =?utf-8?Q?Acc=C3=A8s?=\r\n\r\nBonjour,\r\n",
        );
        assert_eq!(evidence.sources[0].form, Form::Order);
        let order = &evidence.orders[0];
        assert_eq!(said(&evidence, Some(order.from)), "dg@region.example");
        assert_eq!(said(&evidence, Some(order.subject)), "Accès");
        assert_eq!(order.date_ms, Some(1_446_541_200_000));
        assert_eq!(order.text.trim(), "Accès\nBonjour,");
    }

    #[test]
    fn what_only_looks_like_a_header_is_none() {
        for text in [
            "From: x\n\nbody",
            "admins: cyrus\nfrom: x\ndate: y\n\n",
            "Subject: x\nno field here\nFrom: a@b.example\nDate: z\n",
        ] {
            assert_ne!(tried(text).sources[0].form, Form::Order, "{text:?}");
        }
    }

    #[test]
    fn a_mail_from_nobody_is_no_order() {
        let evidence = tried("From: \nDate: never\nSubject: x\n\n");
        assert_eq!(evidence.sources[0].tally.unreadable, 1);
    }
}
