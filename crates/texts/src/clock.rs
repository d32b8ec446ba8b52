//! Times in the archive's time zone, as people read them.
//!
//! `after:`, `on:` and `year:` mean days of that zone, so pages and the command must
//! show the same days; JSON keeps UTC.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::{Language, day};

/// Reads RFC 3339 times in one time zone.
pub struct Clock {
    zone: TimeZone,
    name: String,
}

impl Clock {
    /// Takes an IANA zone; UTC when the name says nothing.
    pub fn new(name: &str) -> Self {
        match greffe::time_zone(name) {
            Some(zone) => Self { zone, name: name.to_owned() },
            None => Self { zone: TimeZone::UTC, name: "UTC".to_owned() },
        }
    }

    /// Returns the zone's name, for whoever asks what the times mean.
    pub fn zone(&self) -> &str {
        &self.name
    }

    /// Writes a time for a list: `2016-03-12 09:04`; as it stands when it is none.
    pub fn short(&self, rfc3339: &str) -> String {
        match self.local(rfc3339) {
            Some(time) => time.strftime("%Y-%m-%d %H:%M").to_string(),
            None => rfc3339.to_owned(),
        }
    }

    /// Writes the day of a time: `2016-03-12`; as it stands when it is none.
    pub fn day(&self, rfc3339: &str) -> String {
        match self.local(rfc3339) {
            Some(time) => time.date().to_string(),
            None => rfc3339.to_owned(),
        }
    }

    /// Writes a time in full: `12 March 2016, 09:04`; as it stands when it is none.
    pub fn long(&self, language: Language, rfc3339: &str) -> String {
        match self.local(rfc3339) {
            Some(time) => {
                let date = day(language, &time.date().to_string());
                format!("{date}, {:02}:{:02}", time.hour(), time.minute())
            }
            None => rfc3339.to_owned(),
        }
    }

    fn local(&self, rfc3339: &str) -> Option<Zoned> {
        let time: Timestamp = rfc3339.parse().ok()?;
        Some(time.to_zoned(self.zone.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_archive() {
        let clock = Clock::new("Europe/Paris");
        assert_eq!(clock.short("2016-03-12T23:30:00Z"), "2016-03-13 00:30");
        assert_eq!(clock.day("2016-03-12T23:30:00Z"), "2016-03-13");
        assert_eq!(clock.long(Language::French, "2016-02-29T23:30:00Z"), "1er mars 2016, 00:30");
        assert_eq!(clock.long(Language::English, "2016-07-01T08:05:00Z"), "1 July 2016, 10:05");
    }

    #[test]
    fn what_is_no_time_stands_as_it_is() {
        assert_eq!(Clock::new("Nowhere/Land").zone(), "UTC");
        assert_eq!(Clock::new("UTC").short("yesterday"), "yesterday");
        assert_eq!(Clock::new("UTC").long(Language::English, ""), "");
    }
}
