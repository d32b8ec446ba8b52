//! When a key was seen: never, at an instant, or over a stretch of time.

use greffe_terms::Timestamp;

/// When something was so, as far as its observer says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum When {
    /// Nothing is said of it.
    Unknown,
    /// At one instant.
    At(Timestamp),
    /// From the first to the second, both included; an end that is not known is `None`.
    Window(Option<Timestamp>, Option<Timestamp>),
}

impl When {
    /// Returns how many seconds lie between an instant and this; 0 within it, `None` if nothing is known.
    pub(super) fn distance(self, at: Timestamp) -> Option<u64> {
        let (from, to) = self.ends()?;
        let before = from.map_or(0, |from| from.0.saturating_sub(at.0));
        let after = to.map_or(0, |to| at.0.saturating_sub(to.0));
        u64::try_from(before.max(after)).ok().or(Some(0))
    }

    /// Returns the last instant that it is known for.
    pub(super) fn last(self) -> Option<Timestamp> {
        self.ends().and_then(|(from, to)| to.or(from))
    }

    /// Returns the first.
    pub(super) fn first(self) -> Option<Timestamp> {
        self.ends().and_then(|(from, to)| from.or(to))
    }

    fn ends(self) -> Option<(Option<Timestamp>, Option<Timestamp>)> {
        match self {
            When::Unknown | When::Window(None, None) => None,
            When::At(at) => Some((Some(at), Some(at))),
            When::Window(from, to) => Some((from, to)),
        }
    }
}

/// Reads an instant (RFC 3339), or a day as its first second.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Some(Timestamp(instant.as_second()));
    }
    day(text)
}

/// Reads an instant, or a day as its last second: how a window ends.
pub(super) fn end(text: &str) -> Option<Timestamp> {
    const LAST_SECOND: i64 = 24 * 60 * 60 - 1;
    match day(text.trim()) {
        Some(Timestamp(start)) => Some(Timestamp(start + LAST_SECOND)),
        None => instant(text),
    }
}

fn day(text: &str) -> Option<Timestamp> {
    // What is longer is no day, and jiff reads more forms than one.
    if text.len() != "2016-10-28".len() {
        return None;
    }
    let day: jiff::civil::Date = text.parse().ok()?;
    let instant = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp(instant.timestamp().as_second()))
}

/// Writes an instant (RFC 3339, UTC, whole seconds); `None` beyond the years that can be written.
pub(super) fn written(at: Timestamp) -> Option<String> {
    jiff::Timestamp::from_second(at.0).ok().map(|at| at.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_and_days_are_read() {
        let check = |text: &str, first: Option<i64>, last: Option<i64>| {
            assert_eq!(instant(text).map(|at| at.0), first, "{text}");
            assert_eq!(end(text).map(|at| at.0), last, "{text}");
        };
        check("1970-01-01T00:00:10Z", Some(10), Some(10));
        check("1970-01-01T01:00:10+01:00", Some(10), Some(10));
        check("1970-01-02", Some(86_400), Some(172_799));
        check("2016-10", None, None);
        check("yesterday", None, None);
        check("2016-02-30", None, None);
        check("", None, None);
        check("9999999999-01-01", None, None);
    }

    #[test]
    fn an_instant_reads_back() {
        for seconds in [0, 1_477_612_800, -86_400] {
            let text = written(Timestamp(seconds)).expect("a year of four digits");
            assert_eq!(instant(&text), Some(Timestamp(seconds)), "{text}");
        }
        assert_eq!(written(Timestamp(i64::MAX)), None);
    }

    #[test]
    fn distances_are_to_the_nearest_end() {
        let check = |when: When, at: i64, expect: Option<u64>| {
            assert_eq!(when.distance(Timestamp(at)), expect, "{when:?} {at}");
        };
        let window = When::Window(Some(Timestamp(10)), Some(Timestamp(20)));
        check(window, 5, Some(5));
        check(window, 10, Some(0));
        check(window, 20, Some(0));
        check(window, 25, Some(5));
        check(When::At(Timestamp(10)), 13, Some(3));
        check(When::Window(None, Some(Timestamp(20))), i64::MIN, Some(0));
        check(When::Window(Some(Timestamp(10)), None), i64::MAX, Some(0));
        check(When::At(Timestamp(i64::MIN)), i64::MAX, Some(i64::MAX as u64));
        check(When::Unknown, 5, None);
    }
}
