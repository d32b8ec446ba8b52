//! Outlook's name of a conversation: what links answers that name no message.

use crate::body::base64;

/// A header field longer than this holds no conversation index ([MS-OXOMSG] §2.2.1.3:
/// 22 octets, and 5 for each answer).
const LONGEST: usize = 8 << 10;

/// Where its identifier stands among the octets, after a reserved octet and a time.
const IDENTIFIER: std::ops::Range<usize> = 6..22;

/// Returns the conversation of a `Thread-Index` field: 32 hexadecimal digits that all
/// messages of it share.
pub(crate) fn conversation(thread_index: &str) -> Option<String> {
    let decoded =
        Some(thread_index).filter(|text| text.len() <= LONGEST).map(str::as_bytes).map(base64::decode)?;
    let identifier = decoded.octets.get(IDENTIFIER).filter(|_| decoded.is_sound)?;
    let is_named = identifier.iter().any(|octet| *octet != 0);
    is_named.then(|| identifier.iter().map(|octet| format!("{octet:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_share_the_name_of_their_conversation() {
        let name = Some("00112233445566778899aabbccddeeff");
        let check = |thread_index: &str, expect: Option<&str>| {
            assert_eq!(conversation(thread_index).as_deref(), expect, "{thread_index}");
        };
        check("AQHSAAAAABEiM0RVZneImaq7zN3u/w==", name);
        check("AQHSAAAAABEiM0RVZneImaq7zN3u/wAAAAAB", name);
        check(" AQHSAAAAABEiM0RVZneI\r\n maq7zN3u/w==", name);
        check("AQHSAAAAAAAAAAAAAAAAAAAAAAAAAA==", None);
        check("AQHS", None);
        check("no base64 at all, by any measure", None);
        check("", None);
        check(&"A".repeat(LONGEST + 4), None);
    }
}
