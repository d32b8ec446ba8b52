//! Times in the words and orders of cultures: `11/3/2015 4:05 PM`, `mardi 3 novembre 2015`.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::{Stamp, offset, small, time, zoned};

/// The beginnings of the months' names, in the languages in which our products speak.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb", "fév", "fev"],
    &["mar"],
    &["apr", "avr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aoû", "aou"],
    &["sep"],
    &["oct"],
    &["nov"],
    &["dec", "déc"],
];

/// Words that say nothing which the numbers don't; days as their beginnings.
const FILLERS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mer", "jeu", "ven", "sam", "dim", "à", "at",
    "le",
];

/// What was found of a time, word by word.
#[derive(Default)]
struct Words {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    numbers: Option<Numbers>,
    time: Option<Time>,
    is_afternoon: Option<bool>,
    offset: Option<Offset>,
}

/// `03/11/2015`, before anything says which is the month.
struct Numbers {
    first: i8,
    second: i8,
    year: i16,
    has_dots: bool,
    second_is_bare: bool,
}

/// Reads a time that is written in several words; any word that is not understood makes it none.
pub(super) fn parse(text: &str) -> Option<Stamp> {
    let mut words = Words::default();
    for word in text.split([' ', ',', '\u{a0}', '\u{202f}', '\t']).filter(|word| !word.is_empty()) {
        words.take(word)?;
    }
    words.stamp()
}

impl Words {
    fn take(&mut self, word: &str) -> Option<()> {
        if let Some((day, clock)) = word.split_once(':').filter(|(day, _)| day.contains('/')) {
            self.take(day)?;
            return self.take(clock);
        }
        if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) {
            return set(&mut self.time, time(word)?);
        }
        if let Some(offset) = offset(word) {
            return set(&mut self.offset, offset);
        }
        match word.bytes().all(|octet| octet.is_ascii_digit()) {
            true => self.take_number(word),
            false if word.contains(['/', '-', '.']) && word.starts_with(|c: char| c.is_ascii_digit()) => {
                self.take_date(word)
            }
            false => self.take_word(&word.to_lowercase()),
        }
    }

    fn take_number(&mut self, digits: &str) -> Option<()> {
        match digits.len() {
            4 => set(&mut self.year, digits.parse().ok()?),
            1 | 2 => set(&mut self.day, small(digits)?),
            _ => None,
        }
    }

    fn take_word(&mut self, word: &str) -> Option<()> {
        match word {
            "am" | "a.m." => return set(&mut self.is_afternoon, false),
            "pm" | "p.m." => return set(&mut self.is_afternoon, true),
            "1er" => return set(&mut self.day, 1),
            _ => {}
        }
        // `mardi` begins like `mars`.
        let is_weekday = word == "mar." || word == "mardi";
        if is_weekday || FILLERS.iter().any(|filler| word.starts_with(filler)) {
            return Some(());
        }
        set(&mut self.month, month(word)?)
    }

    fn take_date(&mut self, word: &str) -> Option<()> {
        let separator = word.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
        let mut parts = word.split(separator);
        let (one, two, three) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        if one.len() == 4 {
            self.year = Some(one.parse().ok()?);
            self.month = Some(small(two)?);
            return set(&mut self.day, small(three)?);
        }
        if let Some(month) = month(&two.to_lowercase()) {
            (self.month, self.year) = (Some(month), Some(year(three)?));
            return set(&mut self.day, small(one)?);
        }
        let numbers = Numbers {
            first: small(one)?,
            second: small(two)?,
            year: year(three)?,
            has_dots: separator == '.',
            second_is_bare: two.len() == 1,
        };
        set(&mut self.numbers, numbers)
    }

    fn stamp(self) -> Option<Stamp> {
        let time = self.time();
        if let Some(numbers) = &self.numbers {
            return self.numbered(numbers, time?);
        }
        let (month, day) = (self.month?, self.day?);
        match self.year {
            Some(year) => zoned(DateTime::from_parts(date_of(year, month, day)?, time?), self.offset),
            // A year that has a 29 February.
            None => {
                self.time?;
                date_of(2000, month, day)?;
                Some(Stamp::Yearless { month, day, time: time? })
            }
        }
    }

    fn numbered(&self, numbers: &Numbers, time: Time) -> Option<Stamp> {
        let at = |month, day| Some(DateTime::from_parts(date_of(numbers.year, month, day)?, time));
        let day_first = at(numbers.second, numbers.first);
        let month_first = at(numbers.first, numbers.second);
        // Only the American culture writes 4:05 PM and leaves the second number bare.
        let is_american = self.is_afternoon.is_some() && numbers.second_is_bare;
        let stamp = match (day_first, month_first) {
            (Some(one), Some(other)) if one == other => Stamp::Local(one),
            (Some(day_first), _) if numbers.has_dots => Stamp::DayFirst(day_first),
            (_, Some(month_first)) if is_american => Stamp::MonthFirst(month_first),
            (Some(day_first), Some(month_first)) => {
                Stamp::Either { day_first, month_first, offset: self.offset }
            }
            (Some(day_first), None) => Stamp::DayFirst(day_first),
            (None, Some(month_first)) => Stamp::MonthFirst(month_first),
            (None, None) => return None,
        };
        match (stamp, self.offset) {
            (Stamp::Local(at) | Stamp::DayFirst(at) | Stamp::MonthFirst(at), Some(_)) => {
                zoned(at, self.offset)
            }
            (stamp, _) => Some(stamp),
        }
    }

    fn time(&self) -> Option<Time> {
        let time = self.time.unwrap_or(Time::midnight());
        let hour = match self.is_afternoon {
            None => time.hour(),
            Some(_) if !(1..=12).contains(&time.hour()) => return Some(time),
            Some(true) => time.hour() % 12 + 12,
            Some(false) => time.hour() % 12,
        };
        time.with().hour(hour).build().ok()
    }
}

fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.is_none().then(|| *place = Some(value))
}

fn month(word: &str) -> Option<i8> {
    let is_letters = word.chars().all(|c| c.is_alphabetic() || c == '.');
    let at = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    is_letters.then(|| i8::try_from(at + 1).ok())?
}

/// Two digits are of this century: no mail system kept logs in the last.
fn year(digits: &str) -> Option<i16> {
    match digits.len() {
        4 => digits.parse().ok(),
        2 => digits.parse::<i16>().ok().map(|year| 2000 + year),
        _ => None,
    }
}

fn date_of(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}
