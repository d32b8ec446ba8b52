//! Days, months and years as people type them, and the instants they span.

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A year, a month or a day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DateSpan {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl DateSpan {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, years 1 to 9998.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = digits(parts.next()?, 4)?;
        let [month, day] = [parts.next(), parts.next()].map(|part| part.map(|part| digits(part, 2)));
        if parts.next().is_some() {
            return None;
        }
        let span = Self {
            year,
            month: month.map(|month| month?.try_into().ok()).unwrap_or_default(),
            day: day.map(|day| day?.try_into().ok()).unwrap_or_default(),
        };
        let whole = span.month.is_some() == month.is_some() && span.day.is_some() == day.is_some();
        (whole && year > 0 && span.bounds().is_some()).then_some(span)
    }

    /// Says whether it is a whole year.
    pub(crate) fn is_year(self) -> bool {
        self.month.is_none()
    }

    /// Returns its seconds in a time zone, end excluded.
    pub(crate) fn seconds(self, zone: &TimeZone) -> Option<Range<i64>> {
        let Range { start, end } = self.bounds()?;
        let second = |date: Date| Some(zone.to_timestamp(date.at(0, 0, 0, 0)).ok()?.as_second());
        Some(second(start)?..second(end)?)
    }

    fn bounds(self) -> Option<Range<Date>> {
        let start = Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()?;
        let end = match (self.month, self.day) {
            (_, Some(_)) => start.tomorrow().ok()?,
            (Some(12), None) | (None, None) => Date::new(self.year.checked_add(1)?, 1, 1).ok()?,
            (Some(month), None) => Date::new(self.year, month + 1, 1).ok()?,
        };
        Some(start..end)
    }
}

fn digits(text: &str, count: usize) -> Option<i16> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        [self.month, self.day].iter().flatten().try_for_each(|part| write!(f, "-{part:02}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, zone: &str, expect: Option<Range<i64>>) {
        let span = DateSpan::parse(text);
        let seconds = span.and_then(|span| span.seconds(&TimeZone::get(zone).unwrap()));
        assert_eq!(seconds, expect, "{text}");
        if let Some(span) = span {
            assert_eq!(span.to_string(), text);
        }
    }

    #[test]
    fn a_span_holds_its_last_day() {
        check("2017", "UTC", Some(1_483_228_800..1_514_764_800));
        check("2017-12", "UTC", Some(1_512_086_400..1_514_764_800));
        check("2017-12-31", "UTC", Some(1_514_678_400..1_514_764_800));
        // The clocks go forward that day: it has 23 hours.
        check("2017-03-26", "Europe/Paris", Some(1_490_482_800..1_490_565_600));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "17",
            "2017-",
            "2017-13",
            "2017-2",
            "2017-02-29",
            "2017-02-01-01",
            "0000",
            "9999",
            "20170101",
            "2017-1-1",
            "+017",
            "-2017",
            "2017-02-xx",
        ] {
            check(text, "UTC", None);
        }
    }
}
