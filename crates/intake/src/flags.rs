//! Marks of mail programs, from header fields, file names and property lists.

use greffe_terms::Flags;

/// Adds the letters of `Status` or `X-Status` (mbox: Berkeley mail, mutt, dovecot).
///
/// R read, A answered, F flagged, D deleted, T draft; O (old) and others say nothing here.
pub(crate) fn add_status(value: &[u8], flags: &mut Flags) {
    for letter in value {
        match letter {
            b'R' => flags.seen = true,
            b'A' => flags.answered = true,
            b'F' => flags.flagged = true,
            b'D' => flags.deleted = true,
            b'T' => flags.draft = true,
            _ => {}
        }
    }
}

/// Adds `X-Mozilla-Status`: four hexadecimal digits (Thunderbird, `nsMsgMessageFlags`).
pub(crate) fn add_mozilla_status(value: &[u8], flags: &mut Flags) {
    let text = String::from_utf8_lossy(value);
    let Ok(bits) = u32::from_str_radix(text.trim(), 16) else { return };
    flags.seen |= bits & 0x0001 != 0;
    flags.answered |= bits & 0x0002 != 0;
    flags.flagged |= bits & 0x0004 != 0;
    flags.deleted |= bits & 0x0008 != 0;
    flags.passed |= bits & 0x1000 != 0;
}

/// Returns the flags of a maildir file name: the letters after `:2,`.
///
/// Where `:` is forbidden in names, `;` or `!` stands for it.
pub(crate) fn of_maildir_name(name: &str) -> Flags {
    let mut flags = Flags::default();
    for letter in maildir_letters(name).unwrap_or_default().chars() {
        match letter {
            'P' => flags.passed = true,
            'R' => flags.answered = true,
            'S' => flags.seen = true,
            'T' => flags.deleted = true,
            'D' => flags.draft = true,
            'F' => flags.flagged = true,
            _ => {}
        }
    }
    flags
}

/// Returns what follows `:2,` in a maildir file name.
pub(crate) fn maildir_letters(name: &str) -> Option<&str> {
    [":2,", ";2,", "!2,"].iter().find_map(|mark| name.rsplit_once(mark)).map(|(_, letters)| letters)
}

/// Returns the flags of an `.emlx` property list (Apple Mail).
///
/// Bits: 0 read, 1 deleted, 2 answered, 4 flagged, 6 draft, 8 forwarded, 9 redirected.
pub(crate) fn of_emlx_bits(bits: u64) -> Flags {
    let bit = |n: u32| bits >> n & 1 == 1;
    Flags {
        seen: bit(0),
        deleted: bit(1),
        answered: bit(2),
        flagged: bit(4),
        draft: bit(6),
        passed: bit(8) || bit(9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints flags as letters, so that a table stays readable.
    fn letters(flags: Flags) -> String {
        let Flags { seen, answered, flagged, draft, deleted, passed } = flags;
        [(seen, 's'), (answered, 'a'), (flagged, 'f'), (draft, 'd'), (deleted, 't'), (passed, 'p')]
            .into_iter()
            .filter_map(|(set, letter)| set.then_some(letter))
            .collect()
    }

    #[test]
    fn status_letters() {
        let check = |value: &str, expect: &str| {
            let mut flags = Flags::default();
            add_status(value.as_bytes(), &mut flags);
            assert_eq!(letters(flags), expect, "{value}");
        };
        check("RO", "s");
        check("ROA", "sa");
        check("FDT", "fdt");
        check("", "");
    }

    #[test]
    fn mozilla_bits() {
        let check = |value: &str, expect: &str| {
            let mut flags = Flags::default();
            add_mozilla_status(value.as_bytes(), &mut flags);
            assert_eq!(letters(flags), expect, "{value}");
        };
        check("0001", "s");
        check("100f", "saftp");
        check(" 0008 ", "t");
        check("zzzz", "");
    }

    #[test]
    fn maildir_names() {
        let check = |name: &str, expect: &str| assert_eq!(letters(of_maildir_name(name)), expect, "{name}");
        check("1.M2P3.host:2,FRS", "saf");
        check("1.M2P3.host,S=12;2,DPT", "dtp");
        check("1.M2P3.host!2,Sab", "s");
        check("1.M2P3.host", "");
    }

    #[test]
    fn emlx_bits() {
        let check = |bits: u64, expect: &str| assert_eq!(letters(of_emlx_bits(bits)), expect, "{bits}");
        check(0, "");
        check(1, "s");
        check(0b1_0101_0111, "safdtp");
    }
}
