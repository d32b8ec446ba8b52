//! The `From ` line that mbox writers put before a message, and its many dates.

/// Longest line that is taken for a postmark.
pub(crate) const MAX_POSTMARK_BYTES: usize = 1024;
/// Words of a postmark that are looked at.
const MAX_WORDS: usize = 32;

/// How much a `From ` line looks like a postmark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Postmark {
    /// It has a date.
    Dated,
    /// No date, at most a sender: one only if a header follows.
    Undated,
}

/// Returns what a line (without its line end) that begins with `From ` looks like.
///
/// The date may be `asctime` (`Thu Jan  1 00:00:00 1970`, with a zone before or
/// after the year), RFC 5322 (`Thu, 1 Jan 1970 00:00:00 +0000`) or ISO 8601;
/// the sender before it may be anything, also several words or nothing.
pub(crate) fn postmark(line: &[u8]) -> Option<Postmark> {
    let rest = line.strip_prefix(b"From ").filter(|_| line.len() <= MAX_POSTMARK_BYTES)?;
    let words: Vec<&[u8]> =
        rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).take(MAX_WORDS).collect();
    if (0..words.len()).any(|at| is_date(words.get(at..).unwrap_or_default())) {
        return Some(Postmark::Dated);
    }
    match words.as_slice() {
        [] => Some(Postmark::Undated),
        [sender] if sender.contains(&b'@') || *sender == b"MAILER-DAEMON" || *sender == b"-" => {
            Some(Postmark::Undated)
        }
        // A date in the words of another language.
        [sender, rest @ ..] if sender.contains(&b'@') && is_foreign_date(rest) => Some(Postmark::Undated),
        _ => None,
    }
}

/// A time of day and a year, and few words beside them: `jeu. févr. 13 10:00:00 2025`.
fn is_foreign_date(words: &[&[u8]]) -> bool {
    let has_year = || words.iter().any(|word| number(word, 4, 4).is_some());
    words.len() <= 7 && words.iter().any(|word| is_time(word)) && has_year()
}

fn is_date(words: &[&[u8]]) -> bool {
    match words {
        [weekday, month, day, time, rest @ ..]
            if is_weekday(weekday) && is_month(month) && is_day(day) && is_time(time) =>
        {
            rest.iter().take(3).any(|word| is_year(word))
        }
        [weekday, day, month, year, time, ..] if is_weekday(weekday) => is_day_first(day, month, year, time),
        [day, month, year, time, ..] if is_day(day) => is_day_first(day, month, year, time),
        [date, time, ..] if is_iso_date(date) => is_time(time),
        [date_time, ..] => is_iso_date_time(date_time),
        [] => false,
    }
}

fn is_day_first(day: &[u8], month: &[u8], year: &[u8], time: &[u8]) -> bool {
    is_day(day) && is_month(month) && is_year(year) && is_time(time)
}

fn is_weekday(word: &[u8]) -> bool {
    const DAYS: [&[u8]; 7] = [b"mon", b"tue", b"wed", b"thu", b"fri", b"sat", b"sun"];
    begins_with_one_of(word.strip_suffix(b",").unwrap_or(word), &DAYS)
}

fn is_month(word: &[u8]) -> bool {
    const MONTHS: [&[u8]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    begins_with_one_of(word, &MONTHS)
}

/// Takes `Thu` and `Thursday`, not `Thule-2`.
fn begins_with_one_of(word: &[u8], names: &[&[u8]]) -> bool {
    let short = word.get(..3).unwrap_or_default();
    word.len() <= 9
        && word.iter().all(u8::is_ascii_alphabetic)
        && names.iter().any(|name| short.eq_ignore_ascii_case(name))
}

fn is_day(word: &[u8]) -> bool {
    number(word.strip_suffix(b",").unwrap_or(word), 1, 2).is_some_and(|day| (1..=31).contains(&day))
}

/// Four digits, or the two that old writers left.
fn is_year(word: &[u8]) -> bool {
    number(word, 4, 4).is_some_and(|year| (1970..=2200).contains(&year)) || number(word, 2, 2).is_some()
}

fn is_time(word: &[u8]) -> bool {
    let mut pieces = word.splitn(3, |byte| *byte == b':');
    let (Some(hour), Some(minute)) = (pieces.next(), pieces.next()) else { return false };
    let second = pieces.next().map(|piece| piece.split(|byte| *byte == b'.').next().unwrap_or_default());
    let within = |piece: &[u8], most: u32| number(piece, 1, 2).is_some_and(|n| n <= most);
    within(hour, 24) && within(minute, 59) && second.is_none_or(|piece| within(piece, 61))
}

fn is_iso_date(word: &[u8]) -> bool {
    let mut pieces = word.splitn(3, |byte| *byte == b'-');
    let (year, month, day) = (pieces.next(), pieces.next(), pieces.next());
    year.is_some_and(|piece| number(piece, 4, 4).is_some())
        && month.is_some_and(|piece| number(piece, 2, 2).is_some_and(|n| n <= 12))
        && day.is_some_and(is_day)
}

fn is_iso_date_time(word: &[u8]) -> bool {
    let mut pieces = word.splitn(2, |byte| *byte == b'T');
    let (Some(date), Some(time)) = (pieces.next(), pieces.next()) else { return false };
    is_iso_date(date) && time.get(..5).is_some_and(is_time)
}

fn number(word: &[u8], least_digits: usize, most_digits: usize) -> Option<u32> {
    let fits = (least_digits..=most_digits).contains(&word.len()) && word.iter().all(u8::is_ascii_digit);
    fits.then(|| word.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postmarks_of_many_writers() {
        let check =
            |line: &str, expect: Option<Postmark>| assert_eq!(postmark(line.as_bytes()), expect, "{line}");
        let dated = Some(Postmark::Dated);
        check("From mboxrd@z Thu Jan  1 00:00:00 1970", dated);
        check("From - Mon Jan 01 10:20:30 2018", dated);
        check("From MAILER-DAEMON Fri Apr 06 16:46:09 2001", dated);
        check("From \"jo.doe@firm.example\" Wed Jan 30 18:07:01 2002", dated);
        check("From ???@??? Fri Nov 22 10:11:12 1996", dated);
        check("From 158423@xxx Mon Jan 01 00:00:00 +0000 2018", dated);
        check("From a@b.example  Fri Nov 26 21:40:36 2004", dated);
        check("From a@b.example Wed Dec  2 05:53:22 MET 1992 remote from b", dated);
        check("From a@b.example Mon, 01 Jan 2018 00:00:00 +0000", dated);
        check("From a@b.example 1 Jan 2018 00:00", dated);
        check("From Jo Doe 2018-01-01 00:00:00", dated);
        check("From a@b.example 2018-01-01T00:00:00Z", dated);
        check("From  Thu Jan  1 00:00:00 1970", dated);
        check("From a@b.example Wed Dec 2 05:53 92", dated);
        check("From ", Some(Postmark::Undated));
        check("From MAILER-DAEMON", Some(Postmark::Undated));
        check("From a@b.example", Some(Postmark::Undated));
        check("From a@b.example jeu. févr. 13 10:00:00 2025", Some(Postmark::Undated));
    }

    #[test]
    fn prose_is_no_postmark() {
        let check = |line: &str| assert_eq!(postmark(line.as_bytes()), None, "{line}");
        check("From the office of the mayor");
        check("From Monday on we meet at 10:30");
        check("From 10:30 to 11:30 on Mon 3 Jan 2020");
        check("From here");
        check("From: a@b.example Thu Jan  1 00:00:00 1970");
        check("From a@b.example we heard at 10:30 that");
        check("From a@b.example Thu Jan  1 30:00:00 1970");
        check(&format!("From {} Thu Jan  1 00:00:00 1970", "a".repeat(2000)));
    }
}
