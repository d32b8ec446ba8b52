//! Numbers, sizes and dates as each language writes them.

use greffe::Timestamp;

use crate::{Language, Texts, Value};

/// Writes a count with groups of three digits: `71,848`, `71 848` (narrow no-break space).
pub fn number(language: Language, count: u64) -> String {
    let digits = count.to_string();
    let separator = match language {
        Language::English => ',',
        Language::French => '\u{202f}',
    };
    let mut out = String::with_capacity(digits.len() * 2);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// Writes a size in decimal units with three significant digits at most: `1.26 GB`, `1,26 Go`.
pub fn bytes(language: Language, size_bytes: u64) -> String {
    let units = match (language, size_bytes) {
        (Language::English, 1) => ["byte"; 5],
        (Language::English, _) => ["bytes", "kB", "MB", "GB", "TB"],
        (Language::French, 0 | 1) => ["octet"; 5],
        (Language::French, _) => ["octets", "ko", "Mo", "Go", "To"],
    };
    let mut value = size_bytes as f64;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < units.len() {
        value /= 1000.0;
        unit += 1;
    }
    let decimals = if unit == 0 || value >= 99.95 {
        0
    } else if value >= 9.995 {
        1
    } else {
        2
    };
    let text = decimal(language, &format!("{value:.decimals$}"));
    format!("{text}\u{a0}{}", units[unit])
}

/// Writes a number with decimals: `6.8`, `6,8`.
pub fn decimal(language: Language, number: &str) -> String {
    match language {
        Language::English => number.to_owned(),
        Language::French => number.replace('.', ","),
    }
}

/// Writes an RFC 3339 time in the zone it is written in: `2016-03-12 09:04`.
pub fn date(rfc3339: &str) -> String {
    let text: String = rfc3339.chars().take(16).collect();
    text.replace('T', " ")
}

/// Writes the day of an RFC 3339 time: `14 March 2016`, `14 mars 2016`.
pub fn day(language: Language, rfc3339: &str) -> String {
    const ENGLISH: [&str; 12] = [
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
    const FRENCH: [&str; 12] = [
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
    let mut fields = rfc3339.get(..10).unwrap_or_default().splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (fields.next(), fields.next(), fields.next()) else {
        return rfc3339.to_owned();
    };
    let names = match language {
        Language::English => ENGLISH,
        Language::French => FRENCH,
    };
    let Some(name) = month.parse::<usize>().ok().and_then(|m| names.get(m.wrapping_sub(1))) else {
        return rfc3339.to_owned();
    };
    let day = match (language, day) {
        (Language::French, "01") => "1er",
        _ => day.trim_start_matches('0'),
    };
    format!("{day} {name} {year}")
}

/// Writes a time with its day in words and its zone, which is UTC: what signatures say is a moment.
///
/// `None` for a moment that no calendar has: a stranger wrote the number.
pub fn instant(texts: &Texts, time: Timestamp) -> Option<String> {
    let time = jiff::Timestamp::from_second(time.0).ok()?.to_string();
    let day = day(texts.language(), &time);
    let clock = time.get(11..16)?;
    let values = [("day", Value::Text(&day)), ("time", Value::Text(clock))];
    Some(texts.with("verdict-instant", &values).into_owned())
}

/// Binds French punctuation to its word by the spaces that print has for it.
pub(crate) fn bound(text: &str) -> String {
    const SPACES: [(&str, &str); 7] = [
        (" ;", "\u{202f};"),
        (" !", "\u{202f}!"),
        (" ?", "\u{202f}?"),
        (" %", "\u{202f}%"),
        (" :", "\u{a0}:"),
        ("« ", "«\u{a0}"),
        (" »", "\u{a0}»"),
    ];
    SPACES.iter().fold(text.to_owned(), |text, (plain, bound)| text.replace(plain, bound))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        assert_eq!(number(Language::English, 71_848), "71,848");
        assert_eq!(number(Language::French, 1_071_848), "1\u{202f}071\u{202f}848");
        assert_eq!(number(Language::English, 7), "7");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(bytes(Language::English, 999), "999\u{a0}bytes");
        assert_eq!([0, 1].map(|size| bytes(Language::English, size)), ["0\u{a0}bytes", "1\u{a0}byte"]);
        assert_eq!([0, 1].map(|size| bytes(Language::French, size)), ["0\u{a0}octet", "1\u{a0}octet"]);
        assert_eq!(bytes(Language::English, 1_256_000_000), "1.26\u{a0}GB");
        assert_eq!(bytes(Language::French, 19_600_000), "19,6\u{a0}Mo");
        assert_eq!(bytes(Language::French, 999_900), "1,00\u{a0}Mo");
    }

    #[test]
    fn french_punctuation_stays_with_its_word() {
        assert_eq!(bound("« a » : b ; 50 %"), "«\u{a0}a\u{a0}»\u{a0}: b\u{202f}; 50\u{202f}%");
        let texts = Texts::typeset(Language::French);
        assert_eq!(texts.get("verdict-of-verified").split('\u{a0}').count(), 2);
        assert_eq!(Texts::typeset(Language::English).get("verdict-verified"), "signature valid");
    }

    #[test]
    fn moments_name_their_zone() {
        let check = |language, seconds, expect: Option<&str>| {
            assert_eq!(instant(&Texts::new(language), Timestamp(seconds)).as_deref(), expect);
        };
        check(Language::English, 1_457_946_240, Some("14 March 2016, 09:04 UTC"));
        check(Language::French, 1_456_826_640, Some("1er mars 2016, 10:04 UTC"));
        check(Language::English, i64::MAX, None);
        check(Language::English, i64::MIN, None);
    }

    #[test]
    fn days_are_words() {
        assert_eq!(day(Language::French, "2016-03-01T10:00:00Z"), "1er mars 2016");
        assert_eq!(day(Language::English, "2016-03-14T10:00:00Z"), "14 March 2016");
        assert_eq!(day(Language::English, "nonsense"), "nonsense");
    }
}
