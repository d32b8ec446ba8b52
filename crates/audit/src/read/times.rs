//! Points in time as products write them, with how sure zone and order of day and month are.
//!
//! One stamp may be undecidable (`03/04/2015`) where its neighbours decide: the
//! [`Clock`] of a source collects what they tell, and the sink settles the open ones
//! when the source ends. Nothing here asks the machine for the time or its zone.

mod stamp;

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

pub(crate) use stamp::Stamp;

use crate::model::Zone;

const DAY_MS: i64 = 86_400_000;

/// What one source tells about how its times are to be read.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    /// The zone of times that name none.
    zone: TimeZone,
    /// A moment at which the source existed already: no record of it is later.
    known_by_ms: Option<i64>,
    day_first: bool,
    month_first: bool,
    year: Option<i16>,
    last_day: i16,
    latest_ms: i64,
    /// The last stamp without year, as it was read.
    yearless_ms: Option<i64>,
    /// The last stamp of the source that tells its year.
    dated_ms: Option<i64>,
    /// By how many years stamps without year were read too late, once a neighbour with a year told.
    years_late: Option<i64>,
    /// How many stamps tell no year.
    yearless: u64,
}

impl Clock {
    /// A clock for a source of which nothing was read yet.
    pub(crate) fn new(zone: TimeZone, known_by_ms: Option<i64>) -> Self {
        Clock {
            zone,
            known_by_ms,
            day_first: false,
            month_first: false,
            year: None,
            last_day: 0,
            latest_ms: i64::MIN,
            yearless_ms: None,
            dated_ms: None,
            years_late: None,
            yearless: 0,
        }
    }

    /// When `stamp` was, as far as the source has told until now.
    pub(crate) fn read(&mut self, stamp: &Stamp) -> Option<(i64, Zone)> {
        let read = self.read_alone(stamp);
        if let Some((at, _)) = read {
            match stamp {
                Stamp::Yearless { .. } => self.beside_yearless(at),
                _ => self.beside_dated(at),
            }
        }
        read
    }

    /// How many times of the source have the year of the file itself, for want of a neighbour with one.
    pub(crate) fn years_by_file(&self) -> u64 {
        if self.years_late.is_some() { 0 } else { self.yearless }
    }

    fn beside_yearless(&mut self, at: i64) {
        self.yearless += 1;
        self.yearless_ms = Some(at);
        if let (None, Some(dated)) = (self.years_late, self.dated_ms) {
            self.years_late = Some(years_between(dated, at));
        }
    }

    fn beside_dated(&mut self, at: i64) {
        self.dated_ms = Some(at);
        if let (None, Some(yearless)) = (self.years_late, self.yearless_ms) {
            self.years_late = Some(years_between(at, yearless));
        }
    }

    fn read_alone(&mut self, stamp: &Stamp) -> Option<(i64, Zone)> {
        match *stamp {
            Stamp::Utc(utc_ms) => Some((utc_ms, Zone::Explicit)),
            Stamp::Local(local) => self.local(local),
            Stamp::DayFirst(local) => {
                self.day_first = true;
                self.local(local)
            }
            Stamp::MonthFirst(local) => {
                self.month_first = true;
                self.local(local)
            }
            Stamp::Either { day_first, offset, .. } => Some((self.told(day_first, offset)?.0, Zone::Unknown)),
            Stamp::Yearless { month, day, time } => {
                let year = self.year_of(month, day);
                let local = DateTime::from_parts(stamp::date(year, month, day)?, time);
                let (utc_ms, zone) = self.local(local)?;
                self.latest_ms = self.latest_ms.max(utc_ms);
                Some((utc_ms, if self.known_by_ms.is_some() { zone } else { Zone::Unknown }))
            }
        }
    }

    /// When `stamp` was, now that the source is read to its end; none if nothing changes.
    pub(crate) fn settle(&self, stamp: &Stamp, read_as_ms: i64) -> Option<(i64, Zone)> {
        match *stamp {
            Stamp::Either { day_first, offset, .. } if self.day_first && !self.month_first => {
                self.told(day_first, offset)
            }
            Stamp::Either { month_first, offset, .. } if self.month_first && !self.day_first => {
                self.told(month_first, offset)
            }
            Stamp::Yearless { .. } => self.earlier(read_as_ms),
            _ => None,
        }
    }

    /// Whether anything was read that could be settled now.
    pub(crate) fn has_news(&self) -> bool {
        self.day_first != self.month_first || self.surplus_years() != 0 || self.years_late.is_some()
    }

    fn told(&self, local: DateTime, offset: Option<Offset>) -> Option<(i64, Zone)> {
        match offset {
            Some(offset) => Some((offset.to_timestamp(local).ok()?.as_millisecond(), Zone::Explicit)),
            None => self.local(local),
        }
    }

    fn local(&self, local: DateTime) -> Option<(i64, Zone)> {
        let moments = self.zone.to_ambiguous_timestamp(local);
        let zone = if moments.is_ambiguous() { Zone::Unknown } else { Zone::Assumed };
        Some((moments.compatible().ok()?.as_millisecond(), zone))
    }

    /// The year of a stamp that names none: records follow each other, and a leap back of
    /// half a year is New Year.
    fn year_of(&mut self, month: i8, day: i8) -> i16 {
        let today = i16::from(month) * 31 + i16::from(day);
        let mut year = self.year.unwrap_or_else(|| self.first_year(month, day));
        match today - self.last_day {
            leap if self.year.is_some() && leap < -186 => year += 1,
            // Still written in December, after the first line of January.
            leap if self.year.is_some() && leap > 186 && month == 12 => return year - 1,
            _ => {}
        }
        (self.year, self.last_day) = (Some(year), today);
        year
    }

    /// The latest year in which the first stamp is not after the source was there.
    fn first_year(&self, month: i8, day: i8) -> i16 {
        let Some(known_by) = self.known_by_ms.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok())
        else {
            return 1970;
        };
        let known_by = self.zone.to_datetime(known_by);
        let is_later = (month, day) > (known_by.month(), known_by.day());
        known_by.year() - i16::from(is_later)
    }

    /// By how many years stamps without year were read too late: as a neighbour with a year tells, else
    /// if the last record is later than the source itself, which then spans that many more.
    fn surplus_years(&self) -> i64 {
        if let Some(years) = self.years_late {
            return years;
        }
        match self.known_by_ms {
            Some(known_by) if self.latest_ms > known_by.saturating_add(DAY_MS) => {
                (self.latest_ms - known_by) / (366 * DAY_MS) + 1
            }
            _ => 0,
        }
    }

    fn earlier(&self, read_as_ms: i64) -> Option<(i64, Zone)> {
        let surplus = self.surplus_years();
        let read_as = self.zone.to_datetime(jiff::Timestamp::from_millisecond(read_as_ms).ok()?);
        let year = i64::from(read_as.year()) - surplus;
        let date = stamp::date(i16::try_from(year).ok()?, read_as.month(), read_as.day())?;
        self.local(DateTime::from_parts(date, read_as.time()))
    }
}

/// Whole years from one moment to the other, to the nearest: records that follow each other are no
/// half year apart.
fn years_between(from: i64, to: i64) -> i64 {
    const YEAR_MS: i64 = 31_556_952_000;
    let apart = to.saturating_sub(from).saturating_add(YEAR_MS / 2);
    apart.div_euclid(YEAR_MS)
}

impl Default for Clock {
    fn default() -> Self {
        Clock::new(TimeZone::UTC, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(zone: &str, known_by: &str) -> Clock {
        let known_by = known_by.parse::<jiff::Timestamp>().ok().map(|at| at.as_millisecond());
        Clock::new(TimeZone::get(zone).expect("a zone"), known_by)
    }

    fn shown(utc_ms: i64) -> String {
        jiff::Timestamp::from_millisecond(utc_ms).expect("a moment").to_string()
    }

    fn check(clock: &mut Clock, text: &str, expect: &str, zone: Zone) {
        let stamp = Stamp::parse(text).unwrap_or_else(|| panic!("{text:?}"));
        let (utc_ms, told) = clock.read(&stamp).unwrap_or_else(|| panic!("{text:?}"));
        assert_eq!((shown(utc_ms).as_str(), told), (expect, zone), "{text:?}");
    }

    #[test]
    fn a_time_without_zone_is_in_the_assumed_one() {
        let mut paris = clock("Europe/Paris", "");
        check(&mut paris, "2015-11-03 10:00:00", "2015-11-03T09:00:00Z", Zone::Assumed);
        check(&mut paris, "2015-11-03T10:00:00Z", "2015-11-03T10:00:00Z", Zone::Explicit);
        check(&mut paris, "03/13/2015 10:00:00", "2015-03-13T09:00:00Z", Zone::Assumed);
    }

    #[test]
    fn the_hour_that_comes_twice_is_unknown() {
        let mut paris = clock("Europe/Paris", "");
        check(&mut paris, "2015-10-25 02:30:00", "2015-10-25T00:30:00Z", Zone::Unknown);
        check(&mut paris, "2015-10-25 03:30:00", "2015-10-25T02:30:00Z", Zone::Assumed);
        check(&mut paris, "2015-03-29 02:30:00", "2015-03-29T01:30:00Z", Zone::Unknown);
    }

    #[test]
    fn neighbours_decide_which_is_the_month() {
        for (neighbour, expect) in [
            ("13/04/2015 08:00", Some("2015-04-03T00:00:00Z")),
            ("04/13/2015 08:00", Some("2015-03-04T00:00:00Z")),
            ("04/05/2015 08:00", None),
        ] {
            let mut utc = clock("UTC", "");
            check(&mut utc, "03/04/2015", "2015-04-03T00:00:00Z", Zone::Unknown);
            utc.read(&Stamp::parse(neighbour).expect("a stamp"));
            let settled = utc.settle(&Stamp::parse("03/04/2015").expect("a stamp"), 0);
            assert_eq!(settled.map(|(utc_ms, _)| shown(utc_ms)).as_deref(), expect, "{neighbour}");
        }
    }

    #[test]
    fn stamps_without_year_go_over_new_year() {
        let mut log = clock("UTC", "2016-01-05T00:00:00Z");
        check(&mut log, "Dec 30 10:00:00", "2015-12-30T10:00:00Z", Zone::Assumed);
        check(&mut log, "Jan  1 00:00:01", "2016-01-01T00:00:01Z", Zone::Assumed);
        check(&mut log, "Dec 31 23:59:59", "2015-12-31T23:59:59Z", Zone::Assumed);
        check(&mut log, "Jan  2 00:00:01", "2016-01-02T00:00:01Z", Zone::Assumed);
        assert!(!log.has_news());
        check(&mut clock("UTC", ""), "Dec 30 10:00:00", "1970-12-30T10:00:00Z", Zone::Unknown);
    }

    #[test]
    fn a_neighbour_with_a_year_tells_the_year() {
        // The file was copied years later; one line of it bears a date of another form.
        for dated in ["2015-12-29T08:00:00Z", "2015-12-31T08:00:00Z", "2016-01-03T08:00:00Z"] {
            let mut log = clock("UTC", "2024-06-01T00:00:00Z");
            let mut lines = ["Dec 30 10:00:00", dated, "Jan  2 10:00:00"];
            lines.sort_by_key(|line| (line.starts_with("2016"), !line.starts_with("2015-12-29")));
            let mut read = |text: &str| {
                let stamp = Stamp::parse(text).expect("a stamp");
                (stamp, log.read(&stamp).expect("a moment").0)
            };
            let read = lines.map(|line| (line, read(line)));
            assert!(log.has_news() && log.years_by_file() == 0);
            for (line, expect) in
                [("Dec 30 10:00:00", "2015-12-30T10:00:00Z"), ("Jan  2 10:00:00", "2016-01-02T10:00:00Z")]
            {
                let (_, (stamp, at)) = read.iter().find(|(known, _)| *known == line).expect("a line");
                assert_eq!(shown(log.settle(stamp, *at).expect("settled").0), expect, "{dated}");
            }
        }
        let mut alone = clock("UTC", "2024-06-01T00:00:00Z");
        alone.read(&Stamp::parse("Dec 30 10:00:00").expect("a stamp"));
        assert_eq!((alone.years_by_file(), alone.has_news()), (1, false));
    }

    #[test]
    fn a_log_of_several_years_ends_when_it_was_taken() {
        let mut log = clock("UTC", "2016-06-01T00:00:00Z");
        let stamps = ["Feb 29 10:00:00", "Sep  1 10:00:00", "Feb  1 10:00:00", "Aug 30 00:00:00"];
        let read = stamps.map(|text| {
            let stamp = Stamp::parse(text).expect("a stamp");
            let (utc_ms, _) = log.read(&stamp).expect("a moment");
            (stamp, utc_ms)
        });
        assert!(log.has_news());
        let settled = read.map(|(stamp, utc_ms)| shown(log.settle(&stamp, utc_ms).expect("settled").0));
        assert_eq!(settled[0], "2014-02-28T10:00:00Z");
        assert_eq!(settled[3], "2015-08-30T00:00:00Z");
    }
}
