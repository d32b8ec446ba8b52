//! Messages in one file: mboxrd (RFC 4155 and qmail's `mbox(5)`).
//!
//! The only variant whose quoting can be undone exactly.

use greffe_terms::Timestamp;
use memchr::memchr_iter;

/// Appends a message to an mbox: its `From ` line, its raw bytes with every
/// line that begins with `From ` (after any `>`) quoted once more, and a blank line.
///
/// `envelope_sender` stands in the `From ` line, `MAILER-DAEMON` if it is empty;
/// `at` too, as the epoch if there is none. Lines are ended as the message's are.
pub fn push_mboxrd(mbox: &mut Vec<u8>, envelope_sender: &str, at: Option<Timestamp>, raw: &[u8]) {
    let line_end: &[u8] = if raw.windows(2).take(2000).any(|pair| pair == b"\r\n") { b"\r\n" } else { b"\n" };
    mbox.extend_from_slice(format!("From {} {}", sender(envelope_sender), asctime(at)).as_bytes());
    mbox.extend_from_slice(line_end);
    push_quoted(mbox, raw);
    if !raw.ends_with(b"\n") {
        mbox.extend_from_slice(line_end);
    }
    mbox.extend_from_slice(line_end);
}

/// No blanks: the date begins after the first one.
fn sender(envelope_sender: &str) -> String {
    let sender: String =
        envelope_sender.chars().filter(|char| !char.is_whitespace() && !char.is_control()).collect();
    if sender.is_empty() { "MAILER-DAEMON".to_owned() } else { sender }
}

fn push_quoted(mbox: &mut Vec<u8>, raw: &[u8]) {
    let mut copied = 0;
    let line_starts = std::iter::once(0).chain(memchr_iter(b'\n', raw).map(|newline| newline + 1));
    for start in line_starts {
        if needs_quote(&raw[start..]) {
            mbox.extend_from_slice(&raw[copied..start]);
            mbox.push(b'>');
            copied = start;
        }
    }
    mbox.extend_from_slice(&raw[copied..]);
}

fn needs_quote(line: &[u8]) -> bool {
    let quotes = line.iter().take_while(|&&byte| byte == b'>').count();
    line[quotes..].starts_with(b"From ")
}

/// `Thu Feb 13 22:22:14 2025`, in UTC.
fn asctime(at: Option<Timestamp>) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let seconds = at.map_or(0, |at| at.0);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let weekday = DAYS[days.rem_euclid(7) as usize];
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{weekday} {} {day:>2} {hour:02}:{minute:02}:{second:02} {year:04}", MONTHS[month as usize - 1])
}

/// Days since 1970 to year, month and day of the Gregorian calendar, counted in
/// eras of 400 years that begin in March.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_message_is_quoted_and_dated() {
        let check = |sender: &str, at: Option<i64>, raw: &str, expect: &str| {
            let mut mbox = Vec::new();
            push_mboxrd(&mut mbox, sender, at.map(Timestamp), raw.as_bytes());
            assert_eq!(String::from_utf8_lossy(&mbox), expect, "{raw:?}");
        };
        let at = Some(1_739_485_334);
        check("a@b", at, "A: b\n\nx\n", "From a@b Thu Feb 13 22:22:14 2025\nA: b\n\nx\n\n");
        check(
            "",
            None,
            "A: b\r\n\r\nx",
            "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\r\nA: b\r\n\r\nx\r\n\r\n",
        );
        check(
            "a b\n",
            at,
            "From x\n>From y\n From z\nFrom",
            "From ab Thu Feb 13 22:22:14 2025\n>From x\n>>From y\n From z\nFrom\n\n",
        );
        check("a", Some(4_133_980_799), "", "From a Fri Dec 31 23:59:59 2100\n\n\n");
        check("a", Some(951_782_400), "\n", "From a Tue Feb 29 00:00:00 2000\n\n\n");
    }

    proptest! {
        #[test]
        fn quoting_can_be_undone(raw in "(From |>|x|\n|:){0,30}") {
            let mut quoted = Vec::new();
            push_quoted(&mut quoted, raw.as_bytes());
            let lines = quoted.split(|&byte| byte == b'\n');
            let unquoted: Vec<&[u8]> = lines
                .map(|line| if line.starts_with(b">") && needs_quote(line) { &line[1..] } else { line })
                .collect();
            prop_assert_eq!(unquoted.join(&b'\n'), raw.as_bytes());
        }
    }
}
