//! Any octets are a message: reading never fails, and what was read holds together.
#![no_main]

use greffe_fuzz::{MAIL, spell};
use greffe_message::{Message, parse, parse_prefix};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    read(data);
    read(&spell(data, MAIL));
});

fn read(raw: &[u8]) {
    let message = parse(raw);
    holds_together(&message);
    let summary = message.summary(raw.len() as u64);
    assert_eq!(summary.size_bytes, raw.len() as u64);
    assert_eq!(summary.kind, message.kind());
    message.text();
    message.searchable();
    holds_together(&parse_prefix(raw));
}

/// One number names a part at any depth: the message's own, then those of messages in it.
fn holds_together(message: &Message) {
    for (place, part) in message.parts.iter().enumerate() {
        assert_eq!(part.n, place);
        assert!(part.parent.is_none_or(|parent| parent < place), "a part before the one it is in");
    }
    let parts = message.part_count();
    assert!(parts >= message.parts.len());
    for number in 0..parts {
        assert!(message.part(number).is_some(), "part {number} of {parts}");
        message.part_bytes(number);
    }
    assert!(message.part(parts).is_none());
    for file in message.attachments() {
        assert!(file.part < parts, "{file:?} of {parts} parts");
        assert!(!file.name.contains(['/', '\\', '\0', '\n']), "{:?}", file.name);
    }
}
