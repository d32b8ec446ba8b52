//! What the house takes from the world: the clock, randomness, and who reads files.

use std::time::{SystemTime, UNIX_EPOCH};

use greffe_extract::Worker;
use greffe_terms::Timestamp;

/// The edges of the house, as values: tests put their own in.
#[derive(Clone, Copy)]
pub struct Edges {
    /// Reads the clock.
    pub now: fn() -> Timestamp,
    /// Makes 16 random bytes.
    pub random: fn() -> [u8; 16],
    /// Finds the program that reads the files inside messages.
    pub worker: fn() -> Option<Worker>,
}

impl Edges {
    /// The machine's own clock and randomness.
    pub const fn system() -> Self {
        Self { now: system_now, random: system_random, worker: installed_worker }
    }

    /// The same, of a program that asks [`serve_as_worker`](crate::serve_as_worker) before
    /// all else: where no worker is installed, it reads files itself, in another process.
    pub const fn with_own_worker(self) -> Self {
        Self { worker: installed_or_own, ..self }
    }

    /// Returns a new random id of 32 hexadecimal digits: it names a thing and tells nothing of it.
    pub(crate) fn random_id(&self) -> String {
        (self.random)().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn installed_worker() -> Option<Worker> {
    greffe_extract::installed().map(Worker::Whole)
}

fn installed_or_own() -> Option<Worker> {
    installed_worker().or_else(|| std::env::current_exe().ok().map(Worker::Light))
}

fn system_now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    // A clock set before 1970 is wrong in any case; the epoch says so plainly.
    Timestamp(since.map_or(0, |since| since.as_secs() as i64))
}

fn system_random() -> [u8; 16] {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).expect("the system has a source of randomness");
    bytes
}

/// Writes a time as RFC 3339 in UTC; years beyond 9999 as the last second of 9999.
pub(crate) fn rfc3339(at: Timestamp) -> String {
    let clamped = jiff::Timestamp::from_second(at.0).unwrap_or(if at.0 < 0 {
        jiff::Timestamp::MIN
    } else {
        jiff::Timestamp::MAX
    });
    clamped.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Reads an instant as people write it: a day (its first second, UTC) or RFC 3339.
pub fn read_instant(text: &str) -> Option<Timestamp> {
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Some(Timestamp(instant.as_second()));
    }
    let day = text.parse::<jiff::civil::Date>().ok()?;
    let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Timestamp(midnight.timestamp().as_second()))
}

/// Returns the IANA name of the machine's time zone, or `UTC` when it has none.
pub fn system_timezone() -> String {
    jiff::tz::TimeZone::system().iana_name().unwrap_or("UTC").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(rfc3339(Timestamp(0)), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(Timestamp(1_457_773_445)), "2016-03-12T09:04:05Z");
        assert!(rfc3339(Timestamp(i64::MAX)).starts_with("9999-"));
    }

    #[test]
    fn instants_are_read_as_people_write_them() {
        let check = |text: &str, expect: Option<i64>| {
            assert_eq!(read_instant(text).map(|at| at.0), expect, "{text}");
        };
        check("1970-01-02", Some(86_400));
        check("2016-03-12T10:04:05+01:00", Some(1_457_773_445));
        check("2016-03", None);
        check("yesterday", None);
    }
}
