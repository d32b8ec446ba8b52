//! What a time says by itself.

mod words;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// No time that a product writes is longer.
const LONGEST: usize = 64;

/// A time as it is written: what is open is left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stamp {
    /// With its zone: milliseconds since 1970 UTC.
    Utc(i64),
    /// Without zone.
    Local(DateTime),
    /// Without zone; the day must be the first number.
    DayFirst(DateTime),
    /// Without zone; the month must be the first number.
    MonthFirst(DateTime),
    /// Day and month could be either.
    Either {
        /// If the day is the first number.
        day_first: DateTime,
        /// If the month is.
        month_first: DateTime,
        /// The zone, if it is told.
        offset: Option<Offset>,
    },
    /// As syslog writes it.
    Yearless {
        /// From 1.
        month: i8,
        /// From 1.
        day: i8,
        /// The time of day.
        time: Time,
    },
}

impl Stamp {
    /// Reads a time in any form that the products write.
    pub(crate) fn parse(text: &str) -> Option<Stamp> {
        let text = text.trim();
        if text.len() > LONGEST || !text.bytes().any(|octet| octet.is_ascii_digit()) {
            return None;
        }
        iso(text).or_else(|| number(text)).or_else(|| dot_net(text)).or_else(|| words::parse(text))
    }

    /// Whether other records of the source may tell more of it.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Stamp::Either { .. } | Stamp::Yearless { .. })
    }

    /// Milliseconds UTC of a time whose form is documented to be UTC (M365), zone or not.
    pub(crate) fn parse_utc(text: &str) -> Option<i64> {
        match Stamp::parse(text)? {
            Stamp::Utc(utc_ms) => Some(utc_ms),
            Stamp::Local(local) | Stamp::DayFirst(local) | Stamp::MonthFirst(local) => utc(local),
            // Portals whose times are UTC write them the American way.
            Stamp::Either { month_first, offset, .. } => told(month_first, offset),
            Stamp::Yearless { .. } => None,
        }
    }
}

/// A date; 29 February of a year without one is its 28th.
pub(super) fn date(year: i16, month: i8, day: i8) -> Option<Date> {
    let day = if (month, day) == (2, 29) && Date::new(year, 2, 29).is_err() { 28 } else { day };
    Date::new(year, month, day).ok()
}

fn utc(local: DateTime) -> Option<i64> {
    told(local, None)
}

fn told(local: DateTime, offset: Option<Offset>) -> Option<i64> {
    offset.unwrap_or(Offset::UTC).to_timestamp(local).ok().map(|at| at.as_millisecond())
}

fn zoned(local: DateTime, offset: Option<Offset>) -> Option<Stamp> {
    match offset {
        None => Some(Stamp::Local(local)),
        Some(offset) => Some(Stamp::Utc(offset.to_timestamp(local).ok()?.as_millisecond())),
    }
}

/// `2015-11-03T10:00:00.123+01:00`, with a blank for the T, without zone, without time.
fn iso(text: &str) -> Option<Stamp> {
    let (day, rest) = text.split_at_checked(10)?;
    let &[y1, y2, y3, y4, dash, m1, m2, same_dash, d1, d2] = day.as_bytes() else { return None };
    if dash != same_dash || !matches!(dash, b'-' | b'/') {
        return None;
    }
    let year = 100 * two(y1, y2)? + two(y3, y4)?;
    let date = Date::new(year, i8::try_from(two(m1, m2)?).ok()?, i8::try_from(two(d1, d2)?).ok()?).ok()?;
    let Some(rest) = rest.strip_prefix(['T', 't', ' ', '_']) else {
        return rest.is_empty().then_some(Stamp::Local(date.to_datetime(Time::midnight())));
    };
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ','));
    let (clock, rest) = rest.trim_start().split_at_checked(end.unwrap_or(rest.len()))?;
    // Here a meridian may follow: `words` knows them.
    let offset = match rest.trim() {
        "" => None,
        zone => Some(offset(zone)?),
    };
    zoned(DateTime::from_parts(date, time(clock)?), offset)
}

fn two(tens: u8, ones: u8) -> Option<i16> {
    let digit = |octet: u8| octet.is_ascii_digit().then(|| i16::from(octet - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// `10:00`, `10:00:00`, `9:00:00.1234567`, `10:00:00,123`.
fn time(text: &str) -> Option<Time> {
    let mut parts = text.splitn(3, ':');
    let hour = small(parts.next()?)?;
    let minute = small(parts.next()?)?;
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(seconds) => {
            let (second, fraction) = seconds.split_once(['.', ',']).unwrap_or((seconds, ""));
            (small(second)?, nanoseconds(fraction)?)
        }
    };
    // A leap second is the last one of its minute.
    Time::new(hour, minute, second.min(59), fraction).ok()
}

fn small(text: &str) -> Option<i8> {
    (text.len() <= 2).then(|| text.parse().ok())?
}

fn nanoseconds(fraction: &str) -> Option<i32> {
    let digits = fraction.get(..fraction.len().min(9))?;
    if digits.is_empty() {
        return Some(0);
    }
    let scale = 10_i32.checked_pow(u32::try_from(9 - digits.len()).ok()?)?;
    digits.bytes().all(|octet| octet.is_ascii_digit()).then(|| digits.parse::<i32>().ok())?.map(|n| n * scale)
}

/// `Z`, `UTC`, `+01:00`, `+0100`, `-05`.
fn offset(text: &str) -> Option<Offset> {
    if ["z", "utc", "gmt", "(utc)"].iter().any(|zone| text.eq_ignore_ascii_case(zone)) {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = if minutes.is_empty() { 0 } else { i32::from(small(minutes)?) };
    Offset::from_seconds(sign * (i32::from(small(hours)?) * 3600 + minutes * 60)).ok()
}

/// Seconds, milliseconds, microseconds since 1970; `20151103100000Z` of a directory.
fn number(text: &str) -> Option<Stamp> {
    let digits = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|octet| octet.is_ascii_digit()) {
        return None;
    }
    let count: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 => Some(Stamp::Utc(count * 1000 + i64::from(nanoseconds(fraction)? / 1_000_000))),
        12 | 13 => Some(Stamp::Utc(count)),
        14 => compact(whole, digits.len() < text.len()),
        15 | 16 => Some(Stamp::Utc(count / 1000)),
        _ => None,
    }
}

fn compact(digits: &str, is_utc: bool) -> Option<Stamp> {
    let part = |from: usize| small(digits.get(from..from + 2)?);
    let date = Date::new(digits.get(..4)?.parse().ok()?, part(4)?, part(6)?).ok()?;
    let time = Time::new(part(8)?, part(10)?, part(12)?.min(59), 0).ok()?;
    zoned(DateTime::from_parts(date, time), is_utc.then_some(Offset::UTC))
}

/// `/Date(1446544800000)/`: the offset that may follow is only for showing.
fn dot_net(text: &str) -> Option<Stamp> {
    let inner = text.trim_start_matches(['/', '\\']).strip_prefix("Date(")?;
    let inner = inner.trim_end_matches(['/', '\\']).strip_suffix(')')?;
    let end =
        inner.char_indices().skip(1).find(|(_, c)| !c.is_ascii_digit()).map_or(inner.len(), |(at, _)| at);
    Some(Stamp::Utc(inner.get(..end)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(stamp: Stamp) -> String {
        match stamp {
            Stamp::Utc(utc_ms) => jiff::Timestamp::from_millisecond(utc_ms).expect("a moment").to_string(),
            Stamp::Local(local) => local.to_string(),
            Stamp::DayFirst(local) => format!("day first {local}"),
            Stamp::MonthFirst(local) => format!("month first {local}"),
            Stamp::Either { day_first, month_first, .. } => format!("{day_first} or {month_first}"),
            Stamp::Yearless { month, day, time } => format!("{month}/{day} {time}"),
        }
    }

    #[test]
    fn every_form_that_products_write() {
        for (text, expect) in [
            ("2015-11-03T10:00:00", "2015-11-03T10:00:00"),
            (" 2015-11-03 10:00 ", "2015-11-03T10:00:00"),
            ("2015-11-03", "2015-11-03T00:00:00"),
            ("2015/11/03 10:00:00", "2015-11-03T10:00:00"),
            ("2015-11-03T10:00:00.1234567Z", "2015-11-03T10:00:00.123Z"),
            ("2015-11-03 10:00:00,250 +0100", "2015-11-03T09:00:00.25Z"),
            ("2015-11-03T10:00:00-05:30", "2015-11-03T15:30:00Z"),
            ("2015-11-03 10:00:00 UTC", "2015-11-03T10:00:00Z"),
            ("/Date(1446544800000)/", "2015-11-03T10:00:00Z"),
            ("\\/Date(1446544800000+0100)\\/", "2015-11-03T10:00:00Z"),
            ("/Date(-1000)/", "1969-12-31T23:59:59Z"),
            ("1446544800", "2015-11-03T10:00:00Z"),
            ("1446544800.5", "2015-11-03T10:00:00.5Z"),
            ("1446544800123", "2015-11-03T10:00:00.123Z"),
            ("1446544800123456", "2015-11-03T10:00:00.123Z"),
            ("20151103100000Z", "2015-11-03T10:00:00Z"),
            ("20151103100000.0Z", "2015-11-03T10:00:00Z"),
            ("Nov  3 10:00:00", "11/3 10:00:00"),
            ("03/11/2015 10:00:00", "2015-11-03T10:00:00 or 2015-03-11T10:00:00"),
            ("13/11/2015 10:00:00", "day first 2015-11-13T10:00:00"),
            ("11/13/2015 10:00:00", "month first 2015-11-13T10:00:00"),
            ("11/3/2015 4:05:06 PM", "month first 2015-11-03T16:05:06"),
            ("11/3/2015 12:05:06 AM", "month first 2015-11-03T00:05:06"),
            ("03.11.2015 10:00", "day first 2015-11-03T10:00:00"),
            ("03/03/2015 10:00", "2015-03-03T10:00:00"),
            ("03/11/15 10:00", "2015-11-03T10:00:00 or 2015-03-11T10:00:00"),
            ("11/13/2015 10:00:00 +00:00", "2015-11-13T10:00:00Z"),
            ("Tue, 3 Nov 2015 10:00:00 +0100", "2015-11-03T09:00:00Z"),
            ("Tue Nov  3 10:00:00 2015", "2015-11-03T10:00:00"),
            ("mardi 3 novembre 2015 10:00:00", "2015-11-03T10:00:00"),
            ("1er décembre 2015 à 10:00", "2015-12-01T10:00:00"),
            ("Tuesday, November 3, 2015 4:00:00 PM", "2015-11-03T16:00:00"),
            ("03-Nov-2015 10:00:00", "2015-11-03T10:00:00"),
            ("03/Nov/2015:10:00:00 +0100", "2015-11-03T09:00:00Z"),
            ("2016-06-30T23:59:60Z", "2016-06-30T23:59:59Z"),
            ("2015-11-03 04:00:00 PM", "2015-11-03T16:00:00"),
        ] {
            assert_eq!(Stamp::parse(text).map(shown).as_deref(), Some(expect), "{text:?}");
        }
    }

    #[test]
    fn what_no_calendar_knows_is_no_time() {
        for text in [
            "",
            "-",
            "never",
            "32/13/2015",
            "2015-13-01",
            "2015-02-30",
            "31/02/2015",
            "10:00:00",
            "25:61",
            "1",
            "3 novembre",
            "Nov 31 10:00:00",
            "00/00/0000",
            "2015-11-03T10:00:00 Mars",
            "1/2/3/4",
        ] {
            assert_eq!(Stamp::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn documented_utc_needs_no_zone() {
        let noon = Some(1_446_552_000_000);
        for text in
            ["2015-11-03T12:00:00", "2015-11-03T12:00:00Z", "11/3/2015 12:00:00 PM", "11/03/2015 12:00"]
        {
            assert_eq!(Stamp::parse_utc(text), noon, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "\\PC{0,40}|[0-9/:. TZ+-]{0,30}|[A-Za-zé]{3} [0-9 :]{0,20}") {
            let _ = Stamp::parse(&text);
        }
    }
}
