//! A line of time with marks at round dates.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::{NAMES, Shape, WIDTH};

/// At most so many marks have a name.
const MOST_MARKS: i64 = 8;
const DAY_MS: i64 = 86_400_000;

/// A line of time.
pub(crate) struct Axis {
    from_ms: i64,
    to_ms: i64,
}

impl Axis {
    /// Makes a line that holds both moments.
    ///
    /// What a log says of years that no calendar has lies at the end of the line.
    pub(crate) fn new(from_ms: i64, to_ms: i64) -> Self {
        let (first, last) = (Timestamp::MIN.as_millisecond(), Timestamp::MAX.as_millisecond());
        let from_ms = from_ms.clamp(first, last - DAY_MS);
        Self { from_ms, to_ms: to_ms.clamp(from_ms + DAY_MS, last) }
    }

    /// Returns the place of a moment; one beyond the ends lies at the end.
    pub(crate) fn x(&self, ms: i64) -> u32 {
        let room = f64::from(WIDTH - NAMES - 10);
        let all = self.to_ms.saturating_sub(self.from_ms).max(1) as f64;
        let share = ms.clamp(self.from_ms, self.to_ms).saturating_sub(self.from_ms) as f64 / all;
        NAMES + (share * room) as u32
    }

    /// Draws the marks: a line down to `height`, and the date above it.
    pub(crate) fn marks(&self, height: u32) -> Vec<Shape> {
        let mut shapes = Vec::new();
        for (ms, name) in self.dates() {
            let x = self.x(ms);
            shapes.push(Shape::Line { x1: x, y1: 18, x2: x, y2: height, look: "mark-line" });
            shapes.push(Shape::words(x, 13, name, "mark-name"));
        }
        shapes
    }

    /// Returns round dates on the line: days, months or years, whichever are few.
    fn dates(&self) -> Vec<(i64, String)> {
        let days = self.to_ms.saturating_sub(self.from_ms) / DAY_MS;
        let (step, pattern) = match days {
            ..=14 => (Span::new().days(1 + days / MOST_MARKS), "%Y-%m-%d"),
            15..=48 => (Span::new().days(7), "%Y-%m-%d"),
            49..=900 => (Span::new().months(1 + days / 30 / MOST_MARKS), "%Y-%m"),
            _ => (Span::new().years(1 + days / 365 / MOST_MARKS), "%Y"),
        };
        let Some(mut date) = date(self.from_ms) else { return Vec::new() };
        date = match pattern {
            "%Y-%m" => date.first_of_month(),
            "%Y" => date.first_of_year(),
            _ => date,
        };
        let mut dates = Vec::new();
        while let Some(ms) = midnight(date).filter(|ms| *ms <= self.to_ms) {
            if ms >= self.from_ms - DAY_MS {
                dates.push((ms, date.strftime(pattern).to_string()));
            }
            match date.checked_add(step) {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        dates
    }
}

fn date(ms: i64) -> Option<Date> {
    Some(Timestamp::from_millisecond(ms).ok()?.to_zoned(TimeZone::UTC).date())
}

fn midnight(date: Date) -> Option<i64> {
    Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days since 1970 from and to; the first and last name, and how many there are.
    fn check(from: i64, to: i64, expect: &[&str]) {
        let dates = Axis::new(from * DAY_MS, to * DAY_MS).dates();
        let names: Vec<&str> = dates.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, expect);
    }

    #[test]
    fn marks_are_round_and_few() {
        check(16_740, 16_742, &["2015-11-01", "2015-11-02", "2015-11-03"]);
        check(
            16_740,
            16_780,
            &["2015-11-01", "2015-11-08", "2015-11-15", "2015-11-22", "2015-11-29", "2015-12-06"],
        );
        check(16_750, 16_850, &["2015-12", "2016-01", "2016-02"]);
        check(16_750, 20_000, &["2017", "2019", "2021", "2023"]);
        check(16_740, 17_150, &["2015-11", "2016-01", "2016-03", "2016-05", "2016-07", "2016-09", "2016-11"]);
    }

    #[test]
    fn a_time_that_no_calendar_has_stays_on_the_line() {
        let axis = Axis::new(i64::MIN, i64::MAX);
        assert!(axis.dates().len() <= MOST_MARKS as usize + 1);
        assert_eq!(axis.x(0).clamp(NAMES, WIDTH), axis.x(0));
        assert_eq!(Axis::new(0, 0).x(i64::MAX), WIDTH - 10);
    }
}
