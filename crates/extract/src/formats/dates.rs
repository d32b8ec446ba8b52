//! Dates as files write them, to dates as people read them.

use jiff::Timestamp;

/// Returns a count of 100 nanoseconds since 1601 (Windows) as a date.
pub(crate) fn of_file_time(ticks: u64) -> Option<String> {
    let seconds = i64::try_from(ticks / 10_000_000).ok()? - 11_644_473_600;
    // Zero, and durations that were written where a date belongs.
    if seconds < -9_000_000_000 {
        return None;
    }
    of_unix(seconds)
}

/// Returns a count of seconds since 1970 as a date; years have four digits.
pub(crate) fn of_unix(seconds: i64) -> Option<String> {
    let date = Timestamp::from_second(seconds).ok()?.to_string();
    (!date.starts_with('-')).then_some(date)
}

/// Returns a PDF date, `D:20170309080500+01'00'` (ISO 32000-1, §7.9.4), as a date.
pub(crate) fn of_pdf(date: &str) -> Option<String> {
    let digits = date.trim().trim_start_matches("D:");
    let field = |start: usize, length: usize| {
        let field = digits.get(start..start + length)?;
        field.bytes().all(|byte| byte.is_ascii_digit()).then_some(field)
    };
    let (year, month, day) = (field(0, 4)?, field(4, 2).unwrap_or("01"), field(6, 2).unwrap_or("01"));
    let clock = [8, 10, 12].map(|start| field(start, 2).unwrap_or("00")).join(":");
    let zone = digits.get(14..).unwrap_or_default().replace('\'', "");
    let zone = match zone.as_bytes() {
        [b'Z', ..] => "Z".to_owned(),
        [b'+' | b'-', a, b, c, d, ..] if [a, b, c, d].iter().all(|byte| byte.is_ascii_digit()) => {
            format!("{}:{}", zone.get(..3)?, zone.get(3..5)?)
        }
        _ => String::new(),
    };
    Some(format!("{year}-{month}-{day}T{clock}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        assert_eq!(of_file_time(131_335_203_000_000_000).as_deref(), Some("2017-03-09T08:05:00Z"));
        assert_eq!(of_file_time(0), None);
        assert_eq!(of_file_time(u64::MAX), None);
        assert_eq!(of_unix(1_489_046_700).as_deref(), Some("2017-03-09T08:05:00Z"));
        assert_eq!(of_unix(-1).as_deref(), Some("1969-12-31T23:59:59Z"));
        assert_eq!((of_unix(i64::MIN), of_unix(i64::MAX)), (None, None));
        let check = |date, expect: Option<&str>| assert_eq!(of_pdf(date).as_deref(), expect, "{date}");
        check("D:20170309080500+01'00'", Some("2017-03-09T08:05:00+01:00"));
        check("D:20170309080500Z", Some("2017-03-09T08:05:00Z"));
        check("201703", Some("2017-03-01T00:00:00"));
        check("D:yesterday", None);
        check("D:2017é", Some("2017-01-01T00:00:00"));
    }
}
