//! What mailing lists add: a footer to the body, a tag to the subject.

/// How far from its end a body is looked at: footers are short.
const FOOTER_OCTETS: usize = 8 << 10;
/// Footers that are tried.
const MAX_FOOTERS: usize = 3;
/// How a line begins that says how to leave a list.
const UNSUBSCRIBING: &[u8] = b"to unsubscribe";
/// Longest tag, and how far into a subject it may stand.
const TAG_OCTETS: usize = 64;

/// Returns where footers may begin, the shortest first.
///
/// A footer begins with a line of one mark (`_____`, `-----`, `#####`), with `--`,
/// or says how to unsubscribe.
pub(super) fn footers(body: &[u8]) -> Vec<usize> {
    let start = body.len().saturating_sub(FOOTER_OCTETS);
    let mut found = Vec::new();
    let mut at = body.len();
    for line in body[start..].split_inclusive(|&octet| octet == b'\n').rev() {
        at -= line.len();
        // The first line of what is looked at may be the end of a longer one.
        let is_whole = at > start || start == 0;
        if is_whole && at > 0 && begins_footer(line.trim_ascii_end()) {
            found.push(at);
        }
        if found.len() == MAX_FOOTERS {
            break;
        }
    }
    found
}

fn begins_footer(line: &[u8]) -> bool {
    let is_rule = |mark: u8| line.len() >= 5 && line.iter().all(|&octet| octet == mark);
    b"_-#=*".iter().any(|&mark| is_rule(mark))
        || line == b"--"
        || line.get(..UNSUBSCRIBING.len()).is_some_and(|start| start.eq_ignore_ascii_case(UNSUBSCRIBING))
}

/// Returns a subject without its first `[tag]`, if replies or nothing stand before it.
pub(super) fn without_tag(subject: &[u8]) -> Option<Vec<u8>> {
    let open = subject.iter().take(TAG_OCTETS).position(|&octet| octet == b'[')?;
    let before = &subject[..open];
    let is_reply = |word: &[u8]| word.is_empty() || (word.ends_with(b":") && word.len() <= 5);
    if !before.split(u8::is_ascii_whitespace).all(is_reply) {
        return None;
    }
    let close = subject[open..].iter().take(TAG_OCTETS).position(|&octet| octet == b']')?;
    let after = subject[open + close + 1..].trim_ascii_start();
    (!after.is_empty()).then(|| [before, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footers_begin_at_rules() {
        let check = |body: &str, expect: &[usize]| assert_eq!(footers(body.as_bytes()), expect, "{body:?}");
        check("text\r\n_______\r\nlist\r\n", &[6]);
        check("text\n-- \nname\n-----\nTo unsubscribe, write\n", &[20, 14, 5]);
        check("_____\nall of it\n", &[]);
        check("a word - no rule ----\n", &[]);
        check("", &[]);
    }

    #[test]
    fn a_long_body_is_looked_at_from_its_end() {
        let body = [b"x".repeat(FOOTER_OCTETS * 3), b"\n_____\nlist\n".to_vec()].concat();
        assert_eq!(footers(&body), [FOOTER_OCTETS * 3 + 1]);
        assert_eq!(footers(&b"_".repeat(FOOTER_OCTETS * 3)), [] as [usize; 0]);
    }

    #[test]
    fn tags_are_taken_away() {
        let check = |subject: &str, expect: Option<&str>| {
            let subject =
                without_tag(subject.as_bytes()).map(|subject| String::from_utf8(subject).expect("text"));
            assert_eq!(subject.as_deref(), expect);
        };
        check(" [list] Reunion", Some(" Reunion"));
        check(" Re: [list] Reunion", Some(" Re: Reunion"));
        check(" [list] Re: Reunion", Some(" Re: Reunion"));
        check(" Reunion [list] de mardi", None);
        check(" [list]", None);
        check(" no tag", None);
    }
}
