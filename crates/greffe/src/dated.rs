//! When a message was written, as far as anything tells, and what tells it.
//!
//! Date, else the topmost Received (both read by `message`), else what the place of an
//! occurrence says (mbox `From ` line, a mail server's date), else nothing: never a guess.

use greffe_store::Row;
use greffe_terms::{DateSource, Timestamp};

/// Returns a message's time and the code of what tells it: `date`, `received`, `postmark`.
pub(crate) fn dated(row: &Row) -> Option<(Timestamp, &'static str)> {
    match row.summary.date {
        Some((at, DateSource::Date)) => Some((at, "date")),
        Some((at, _)) => Some((at, "received")),
        None => {
            let postmarks = row.occurrences.iter().filter_map(|place| place.postmark.as_deref());
            postmarks.filter_map(postmark_time).next().map(|at| (at, "postmark"))
        }
    }
}

/// Returns the time that a postmark tells.
fn postmark_time(postmark: &str) -> Option<Timestamp> {
    let told = if postmark.starts_with("From ") { from_line_time(postmark) } else { server_time(postmark) };
    told.map(|time| Timestamp(time.as_second()))
}

/// Reads a mail server's date (RFC 3501 §9, `date-time`).
fn server_time(date: &str) -> Option<jiff::Timestamp> {
    jiff::Timestamp::strptime("%d-%b-%Y %H:%M:%S %z", date.trim()).ok()
}

/// Reads the end of a `From ` line (RFC 4155 appendix A: asctime, UTC).
fn from_line_time(postmark: &str) -> Option<jiff::Timestamp> {
    /// `Sat Mar 12 09:04:05 2016`: asctime is as long as this, always.
    const ASCTIME_BYTES: usize = 24;
    let line = postmark.trim_end();
    let text = line.get(line.len().checked_sub(ASCTIME_BYTES)?..)?;
    let time = jiff::civil::DateTime::strptime("%a %b %e %H:%M:%S %Y", text).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postmark_tells_the_time() {
        let check = |line: &str, expect: Option<i64>| {
            assert_eq!(postmark_time(line).map(|at| at.0), expect, "{line}");
        };
        check("From a@b.example Sat Mar 12 09:04:05 2016", Some(1_457_773_445));
        check("From mboxrd@z Thu Jan  1 00:00:00 1970", Some(0));
        check("From a@b.example", None);
        check("From é", None);
        check("1-Mar-2016 09:04:05 +0100", Some(1_456_819_445));
        check("17-Jul-1996 02:44:25 -0700", Some(837_596_665));
        check("yesterday", None);
        check("From x Sat Mar 32 09:04:05 2016", None);
    }
}
