//! Dates of header fields (RFC 5322 §3.3, §4.3), with the obsolete and the
//! merely wrong forms that archives hold.

use std::borrow::Cow;

use greffe_terms::Timestamp;

/// Of a longer date, the rest is not looked at.
const LONGEST: usize = 1_000;

/// Reads a date; `None` if it cannot be read or its year is not within 1970..=2100.
///
/// The weekday is not checked. A missing zone is taken for UTC, a missing time
/// for midnight.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let mut draft = Draft::default();
    let text = without_comments(text);
    for token in text.split([' ', '\t', ',', '\r', '\n']).filter(|token| !token.is_empty()).take(16) {
        draft.take(token);
    }
    draft.finish()
}

/// Reads the date of a Received field: it stands after the last `;`.
pub(crate) fn parse_received(text: &str) -> Option<Timestamp> {
    parse(text.rsplit_once(';')?.1)
}

fn without_comments(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST && !text.contains('(') {
        return Cow::Borrowed(text);
    }
    let mut depth = 0_usize;
    let outside = |char: &char| {
        let was_inside = depth > 0;
        match char {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        !was_inside && *char != '('
    };
    Cow::Owned(text.chars().take(LONGEST).filter(outside).collect())
}

#[derive(Default)]
struct Draft {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    seconds: Option<i64>,
    zone_seconds: Option<i64>,
    is_impossible: bool,
}

impl Draft {
    fn take(&mut self, token: &str) {
        match token.as_bytes() {
            [b'+' | b'-', b'0'..=b'9', ..] => self.take_zone(token),
            // `+-0500` of programs that wrote the sign themselves.
            [b'+', b'-', b'0'..=b'9', ..] => self.take_zone(&token[1..]),
            [b'0'..=b'9', ..] => self.take_digits(token),
            _ => self.take_word(token),
        }
    }

    fn take_digits(&mut self, token: &str) {
        if let Some((date, time)) = token.split_once(['T', 't']).filter(|(date, _)| date.contains('-')) {
            self.take_dashed(date);
            return self.take_clock(time);
        }
        if token.contains(':') {
            return self.take_clock(token);
        }
        if token.contains(['-', '/']) {
            return self.take_dashed(token);
        }
        match token.parse::<i64>() {
            Ok(number) if self.day.is_none() && token.len() <= 2 => self.day = Some(number),
            Ok(number) if self.year.is_none() => self.year = Some(full_year(number, token.len())),
            _ => {}
        }
    }

    /// `12-Jun-2002`, `2002-06-12`.
    fn take_dashed(&mut self, token: &str) {
        let pieces: Vec<&str> = token.split(['-', '/']).collect();
        let number = |piece: &str| piece.parse::<i64>().ok();
        let [first, second, third] = pieces[..] else { return };
        if let Some(month) = month(second) {
            self.month = Some(month);
            self.day = number(first);
            self.year = number(third).map(|year| full_year(year, third.len()));
        } else if first.len() == 4 {
            (self.year, self.month, self.day) = (number(first), number(second), number(third));
        }
    }

    /// `22:22:17`, `22:22`, `22:22:17.5`, `22:22:17Z`, `22:22:17+0100`.
    fn take_clock(&mut self, token: &str) {
        let clock_len = token.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b':' | b'.')).count();
        let (clock, zone) = token.split_at(clock_len);
        let mut numbers =
            clock.split(':').map(|piece| piece.split('.').next().unwrap_or_default().parse().ok());
        let (hour, minute) = (numbers.next().flatten(), numbers.next().flatten());
        let second = numbers.next().map_or(Some(0), |second| second).unwrap_or(0);
        let (Some(hour), Some(minute)) = (hour, minute) else { return };
        self.is_impossible |= !(0..24).contains(&hour) || !(0..60).contains(&minute) || second > 60;
        self.seconds.get_or_insert(hour * 3600 + minute * 60 + i64::min(second, 59));
        if !zone.is_empty() {
            self.take(zone);
        }
    }

    /// `+0100`, `-05:00`, `+1`.
    fn take_zone(&mut self, token: &str) {
        let digits: String = token.chars().filter(char::is_ascii_digit).take(4).collect();
        let Ok(number) = digits.parse::<i64>() else { return };
        let (hours, minutes) = if digits.len() > 2 { (number / 100, number % 100) } else { (number, 0) };
        let sign = if token.starts_with('-') { -1 } else { 1 };
        if hours <= 24 && minutes < 60 {
            self.zone_seconds.get_or_insert(sign * (hours * 3600 + minutes * 60));
        }
    }

    fn take_word(&mut self, token: &str) {
        if let Some(month) = month(token) {
            self.month.get_or_insert(month);
        } else if token.eq_ignore_ascii_case("pm") {
            self.seconds = self.seconds.map(|at| if at < 12 * 3600 { at + 12 * 3600 } else { at });
        } else if token.eq_ignore_ascii_case("am") {
            self.seconds = self.seconds.map(|at| if at >= 12 * 3600 { at - 12 * 3600 } else { at });
        } else if let Some(hours) = named_zone(token) {
            self.zone_seconds.get_or_insert(hours * 3600);
        } else if let Some(offset) = token.strip_prefix("GMT").or_else(|| token.strip_prefix("UTC")) {
            self.take_zone(offset);
        }
    }

    fn finish(self) -> Option<Timestamp> {
        let (year, month, day) = (self.year?, self.month?, self.day?);
        let is_day = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        if self.is_impossible || !is_day || !(1970..=2100).contains(&year) {
            return None;
        }
        let at = days_since_1970(year, month, day) * 86_400 + self.seconds.unwrap_or(0);
        Some(Timestamp(at - self.zone_seconds.unwrap_or(0)))
    }
}

/// Two- and three-digit years (RFC 5322 §4.3).
fn full_year(year: i64, digits: usize) -> i64 {
    match digits {
        2 if year < 50 => year + 2000,
        2 | 3 => year + 1900,
        _ => year,
    }
}

fn month(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = word.get(..3)?;
    let at = MONTHS.iter().position(|month| start.eq_ignore_ascii_case(month))?;
    Some(at as i64 + 1)
}

/// Returns the hours east of Greenwich of the zones that RFC 5322 §4.3 names,
/// and of the few others that European archives hold.
fn named_zone(word: &str) -> Option<i64> {
    Some(match word.to_ascii_uppercase().as_str() {
        "UT" | "UTC" | "GMT" | "Z" | "WET" => 0,
        "BST" | "CET" | "MET" | "WEST" => 1,
        "CEST" | "MEST" | "MESZ" | "EET" => 2,
        "EEST" | "MSK" => 3,
        "JST" => 9,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return None,
    })
}

fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counts days of the Gregorian calendar, with years that begin in March.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_all_their_forms() {
        let check = |text: &str, expect: Option<i64>| {
            assert_eq!(parse(text).map(|at| at.0), expect, "{text:?}");
        };
        check("Thu, 13 Feb 2025 23:22:14 +0100", Some(1_739_485_334));
        check("13 Feb 2025 22:22:14 GMT", Some(1_739_485_334));
        check("Thu Feb 13 22:22:14 2025", Some(1_739_485_334));
        check("Thu, 13 Feb 2025 17:22:14 -0500 (EST)", Some(1_739_485_334));
        check("Thu, 13 Feb 2025 17:22:14 EST", Some(1_739_485_334));
        check("Thu,13 Feb 2025 22:22:14", Some(1_739_485_334));
        check("2025-02-13T22:22:14Z", Some(1_739_485_334));
        check("Thu, 13 Feb 2025 17:22:14 +-0500", Some(1_739_485_334));
        check("Thu, 13 Feb 2025 23:22:14 GMT+1", Some(1_739_485_334));
        check("Thu, 13 Feb 0125 23:22:14 +0000", None);
        check("2025-02-13 23:22:14+01:00", Some(1_739_485_334));
        check("13-Feb-2025 10:22:14 PM", Some(1_739_485_334));
        check("Thursday, February 13, 2025 22:22:14 GMT+0000", Some(1_739_485_334));
        check("(a) 13 (b (c)) Feb 2025 22:22:14 X", Some(1_739_485_334));
        check("Wed, 11 Feb 98 11:51 CST", Some(887_219_460));
        check("11 Feb 102 00:00:00 +0000", Some(1_013_385_600));
        check("1 Jan 1970 00:00:00 +0000", Some(0));
        check("29 Feb 2000", Some(951_782_400));
        check("31 Dec 2100 23:59:60 +0000", Some(4_133_980_799));
        check("29 Feb 1900 00:00:00 +0000", None);
        check("30 Feb 2000 00:00:00 +0000", None);
        check("1 Jan 1969 00:00:00 +0000", None);
        check("1 Jan 2101 00:00:00 +0000", None);
        check("1 Jan 99999 00:00:00 +0000", None);
        check("1 Jan 2001 25:00:00 +0000", None);
        check("99999999999999999999 Jan 2001", None);
        check("Thu, 13", None);
        check("yesterday", None);
        check("", None);
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut expect = 0;
        for year in 1970..=2100 {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    assert_eq!(days_since_1970(year, month, day), expect);
                    expect += 1;
                }
            }
        }
    }

    #[test]
    fn a_received_date_follows_the_last_semicolon() {
        let received = "from a by b; with c; Thu, 13 Feb 2025 23:22:14 +0100";
        assert_eq!(parse_received(received), Some(Timestamp(1_739_485_334)));
        assert_eq!(parse_received("from a by b"), None);
    }
}
