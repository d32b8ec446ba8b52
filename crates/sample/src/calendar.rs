//! Days and hours of the sample: fixed bounds, Paris time, dates as mail writes them.
//!
//! No clock is read and no time zone table is needed: one zone, whose summer
//! time follows the rule of the European Union since 1996.

use crate::chance::Chance;
use crate::words::Language;

/// 2013-01-07T07:00:00Z: no mail is older.
pub(crate) const BEGIN: i64 = 1_357_542_000;
/// 2026-06-30T16:00:00Z: no mail is younger.
pub(crate) const END: i64 = 1_782_835_200;

const DAY: i64 = 86_400;
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const ENGLISH_DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A moment as a wall clock shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    /// 1 to 12.
    pub(crate) month: i64,
    /// 1 to 31.
    pub(crate) day: i64,
    /// 0 for Monday.
    weekday: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    second: i64,
}

impl Civil {
    /// Reads seconds since 1970, after adding an offset from UTC.
    pub(crate) fn at(seconds: i64, offset: i64) -> Self {
        let local = seconds + offset;
        let (days, rest) = (local.div_euclid(DAY), local.rem_euclid(DAY));
        let (year, month, day) = civil_from_days(days);
        let weekday = (days + 3).rem_euclid(7);
        Self { year, month, day, weekday, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60 }
    }

    /// Reads a moment in Paris.
    pub(crate) fn in_paris(seconds: i64) -> Self {
        Self::at(seconds, paris_offset(seconds))
    }
}

/// Returns the date as RFC 5322 §3.3 writes it, in Paris time.
pub(crate) fn rfc5322(seconds: i64) -> String {
    let c = Civil::in_paris(seconds);
    let zone = if paris_offset(seconds) == 7200 { "+0200" } else { "+0100" };
    format!(
        "{}, {} {} {} {:02}:{:02}:{:02} {zone}",
        name(&DAYS, c.weekday),
        c.day,
        name(&MONTHS, c.month - 1),
        c.year,
        c.hour,
        c.minute,
        c.second
    )
}

/// Returns the date as C's `asctime` and mbox postmarks write it, in UTC.
pub(crate) fn asctime(seconds: i64) -> String {
    let c = Civil::at(seconds, 0);
    let (day, month) = (name(&DAYS, c.weekday), name(&MONTHS, c.month - 1));
    format!("{day} {month} {:2} {:02}:{:02}:{:02} {}", c.day, c.hour, c.minute, c.second, c.year)
}

/// Returns the compact date of iCalendar, e.g. `20260312T090400Z` (RFC 5545 §3.3.5).
pub(crate) fn compact(seconds: i64) -> String {
    let c = Civil::at(seconds, 0);
    format!("{:04}{:02}{:02}T{:02}{:02}{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second)
}

/// Returns the date as ISO 8601 writes it, without a zone: `2026-03-12T09:04:00`, in UTC.
pub(crate) fn iso(seconds: i64) -> String {
    let c = Civil::at(seconds, 0);
    format!("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute, c.second)
}

/// Appends the day in words: `jeudi 12 mars 2026`, `Thursday 12 March 2026`.
pub(crate) fn push_day(seconds: i64, language: Language, out: &mut String) {
    let c = Civil::in_paris(seconds);
    let (days, months) = match language {
        Language::English => (&ENGLISH_DAYS, &ENGLISH_MONTHS),
        _ => (&FRENCH_DAYS, &FRENCH_MONTHS),
    };
    out.push_str(name(days, c.weekday));
    out.push(' ');
    push_number(c.day, out);
    out.push(' ');
    out.push_str(name(months, c.month - 1));
    out.push(' ');
    push_number(c.year, out);
}

/// Appends a number in decimal digits.
pub(crate) fn push_number(number: i64, out: &mut String) {
    use std::fmt::Write;
    // Writing to a String cannot fail.
    let _ = write!(out, "{number}");
}

/// Moves a moment to a day and an hour at which people write: five days in
/// seven, mostly from eight to eighteen o'clock.
pub(crate) fn to_office_hours(seconds: i64, chance: &mut Chance) -> i64 {
    let mut day = seconds.div_euclid(DAY);
    let weekday = (day + 3).rem_euclid(7);
    if weekday >= 5 && !chance.percent(12) {
        day += 7 - weekday;
    }
    let hour = if chance.percent(8) { chance.between(18, 22) } else { chance.between(7, 17) };
    (day * DAY + hour * 3600 + chance.between(0, 3599)).clamp(BEGIN, END)
}

/// Reads `2026-03-12 10:04` as Paris time; `None` if it is no such date.
pub(crate) fn parse_paris(text: &str) -> Option<i64> {
    let (date, time) = text.trim().split_once(' ')?;
    let mut date = date.split('-').map(|n| n.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute) = (hour.parse::<i64>().ok()?, minute.parse::<i64>().ok()?);
    let wall = days_from_civil(year, month, day) * DAY + hour * 3600 + minute * 60;
    Some(wall - paris_offset(wall - 3600))
}

/// Returns the seconds by which Paris is ahead of UTC: summer time from the last
/// Sunday of March to the last Sunday of October, 01:00 UTC.
fn paris_offset(seconds: i64) -> i64 {
    let (year, _, _) = civil_from_days(seconds.div_euclid(DAY));
    let summer = last_sunday(year, 3)..last_sunday(year, 10);
    if summer.contains(&seconds) { 7200 } else { 3600 }
}

fn last_sunday(year: i64, month: i64) -> i64 {
    let last_day = days_from_civil(year, month, 31);
    let since_sunday = (last_day + 4).rem_euclid(7);
    (last_day - since_sunday) * DAY + 3600
}

/// Days since 1970 to year, month, day: `civil_from_days` of Howard Hinnant's
/// "chrono-compatible low-level date algorithms".
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The inverse: `days_from_civil` of the same author.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn name(names: &[&'static str], index: i64) -> &'static str {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_mail_wants_them() {
        let check = |text: &str, expect: &str| {
            let seconds = parse_paris(text).unwrap();
            assert_eq!(rfc5322(seconds), expect);
        };
        check("2026-03-12 10:04", "Thu, 12 Mar 2026 10:04:00 +0100");
        check("2024-02-29 00:00", "Thu, 29 Feb 2024 00:00:00 +0100");
        check("2025-09-16 08:42", "Tue, 16 Sep 2025 08:42:00 +0200");
        check("2025-10-26 12:00", "Sun, 26 Oct 2025 12:00:00 +0100");
        check("2013-03-31 12:00", "Sun, 31 Mar 2013 12:00:00 +0200");
    }

    #[test]
    fn the_bounds_are_the_documented_ones() {
        assert_eq!(asctime(BEGIN), "Mon Jan  7 07:00:00 2013");
        assert_eq!(compact(END), "20260630T160000Z");
    }

    #[test]
    fn days_convert_both_ways() {
        for day in (-200_000..200_000).step_by(97) {
            let (year, month, of_month) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, of_month), day);
        }
    }

    #[test]
    fn days_are_named_in_both_languages() {
        let check = |language, expect: &str| {
            let mut out = String::new();
            push_day(1_773_306_240, language, &mut out);
            assert_eq!(out, expect);
        };
        check(Language::French, "jeudi 12 mars 2026");
        check(Language::English, "Thursday 12 March 2026");
    }
}
