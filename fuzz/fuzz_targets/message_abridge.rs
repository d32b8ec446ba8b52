//! A mail that is too long to be held is abridged alike wherever it is cut, and reads well.
#![no_main]

use std::sync::LazyLock;

use greffe_fuzz::{MAIL, spell};
use greffe_message::{Abridger, Held, parse_held};
use libfuzzer_sys::fuzz_target;

/// So much of a mail is held whatever it says.
const HELD_OCTETS: usize = 16 << 20;

static BEGINNING: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut beginning = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n".to_vec();
    beginning.resize(HELD_OCTETS, b'x');
    beginning.extend_from_slice(b"\r\n");
    beginning
});

fuzz_target!(|data: &[u8]| {
    let end = spell(data, MAIL);
    let cut = data.first().map_or(0, |byte| usize::from(*byte)).min(end.len());
    let (first, rest) = end.split_at(cut);
    let whole = abridged([&end, &[]]);
    assert_eq!(whole, abridged([first, rest]));
    assert_eq!(whole.length(), (BEGINNING.len() + end.len()) as u64);
    parse_held(&whole);
});

fn abridged(pieces: [&[u8]; 2]) -> Held<'static> {
    let mut abridger = Abridger::default();
    abridger.push(&BEGINNING);
    pieces.iter().for_each(|piece| abridger.push(piece));
    abridger.finish()
}
