//! One field's value for a room that splits a header itself: `authenticate`
//! needs the octets of each field and, of a few, what a reader would see.

use greffe_terms::{Address, Timestamp};

use super::fields::value_text;
use crate::defects::Defects;

/// Reads the addresses of the value of one From, To, Sender... field, as [`parse`](crate::parse) would.
pub fn addresses(value: &[u8]) -> Vec<Address> {
    let mut defects = Defects::default();
    let text = value_text(value, None, &mut defects);
    super::addresses::parse(&text, &mut defects)
}

/// Reads the value of one Date field, as [`parse`](crate::parse) would.
pub fn date(value: &[u8]) -> Option<Timestamp> {
    super::date::parse(&value_text(value, None, &mut Defects::default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_in_a_message() {
        let value = b" =?utf-8?q?Zo=C3=A9?=\r\n <zoe@Example.org>, b@c.example";
        let raw = [b"From:".as_slice(), value, b"\r\nDate: Tue, 14 Mar 2017 10:00:00 +0100\r\n\r\n"].concat();
        let message = crate::parse(&raw);
        assert_eq!(addresses(value), message.from);
        assert_eq!(date(b" Tue, 14 Mar 2017 10:00:00 +0100\r\n"), message.date.map(|(at, _)| at));
        assert_eq!(date(b" soon"), None);
    }
}
