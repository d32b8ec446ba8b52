//! One message, one file: the raw bytes and nothing else.

use crate::name::clean_name;

/// Returns the octets of an `.eml` file: the raw bytes exactly as received, so
/// that every signature and digest still holds.
pub fn eml(raw: &[u8]) -> &[u8] {
    raw
}

/// Returns a file name that sorts by `number` and tells the subject.
pub fn file_name(number: u32, subject: &str) -> String {
    let subject = subject.replace(['/', '\\'], "-");
    let start = &subject[..subject.floor_char_boundary(80)];
    clean_name(&format!("{number:06} {start}.eml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_sort() {
        assert_eq!(file_name(7, "Re: ../../réunion"), "000007 Re_ ..-..-réunion.eml");
        assert_eq!(file_name(7, ""), "000007 .eml");
    }
}
