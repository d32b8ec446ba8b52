//! Names, places, companies, references, amounts, addresses: the long tail of the vocabulary.
//!
//! All invented. Phone numbers come from the ranges kept for fiction by the
//! French numbering plan, bank accounts from a bank code no bank has (00000).

use std::fmt::Write;
use std::sync::LazyLock;

use super::{Language, Voice, labelled};
use crate::calendar::{self, Civil, push_number};
use crate::chance::Chance;

static GIVEN_NAMES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| labelled(include_str!("given_names.txt"), ""));
static SURNAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| labelled(include_str!("surnames.txt"), ""));
static SURNAME_PARTS: LazyLock<[Vec<&'static str>; 3]> = LazyLock::new(|| {
    ["heads:", "middles:", "tails:"].map(|label| labelled(include_str!("surname_parts.txt"), label))
});
static PLACES: LazyLock<[Vec<&'static str>; 3]> =
    LazyLock::new(|| ["heads:", "tails:", "rivers:"].map(|l| labelled(include_str!("place_parts.txt"), l)));
static COMPANIES: LazyLock<[Vec<&'static str>; 3]> =
    LazyLock::new(|| ["heads:", "tails:", "kinds:"].map(|l| labelled(include_str!("company_parts.txt"), l)));
static LEARNED: LazyLock<[Vec<&'static str>; 3]> = LazyLock::new(|| {
    ["prefixes:", "stems:", "nouns:"].map(|l| labelled(include_str!("learned_parts.txt"), l))
});

const SERVICES: [&str; 14] = [
    "la direction des finances",
    "la direction des achats",
    "la commission permanente",
    "la direction des transports",
    "la direction des lycées",
    "l’agence de développement",
    "la mission Europe",
    "la direction juridique",
    "la direction de la culture",
    "la cellule de veille",
    "la direction de l’agriculture",
    "la commission des mobilités",
    "la direction des ressources humaines",
    "la conférence des territoires",
];
const ENGLISH_SERVICES: [&str; 8] = [
    "the joint secretariat",
    "the steering committee",
    "the finance department",
    "the managing authority",
    "the audit body",
    "the press office",
    "the transport department",
    "the legal service",
];
const WEEKDAYS: [&str; 5] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi"];
const ENGLISH_WEEKDAYS: [&str; 5] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const OFFICES: [&str; 12] =
    ["DSI", "DAJ", "DRH", "DGS", "CAB", "FIN", "LYC", "TRA", "AGR", "CUL", "EUR", "ACH"];
const PHONE_RANGES: [&str; 6] = ["01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49", "06 39 98"];
const EXTENSIONS: [&str; 6] = ["pdf", "docx", "xlsx", "odt", "pptx", "csv"];

/// Fills a slot that names a particular; says whether it is one.
pub(super) fn push(slot: &str, voice: Voice, chance: &mut Chance, out: &mut String) -> bool {
    let english = voice.language == Language::English;
    match slot {
        "name" => push_name(chance, out),
        "mr" => {
            out.push_str(if chance.one_in(2) { "M. " } else { "Mme " });
            out.push_str(&surname(chance));
        }
        "town" => push_town(chance, out),
        "company" => push_company(chance, out),
        "service" => out.push_str(chance.pick_early(if english { &ENGLISH_SERVICES } else { &SERVICES[..] })),
        "day" => push_day(voice, chance, out),
        "weekday" => out.push_str(chance.pick(if english { &ENGLISH_WEEKDAYS } else { &WEEKDAYS })),
        "hour" => push_hour(english, chance, out),
        "amount" => push_amount(english, chance, out),
        "n" => push_count(chance, out),
        "few" => push_number(chance.between(2, 9), out),
        "pct" => push_share(english, chance, out),
        "year" => push_number(year_near(voice.now, chance), out),
        "ref" => push_reference(voice, chance, out),
        "url" => push_url(chance, out),
        "phone" => out.push_str(&phone(chance)),
        "iban" => out.push_str(&iban(chance)),
        "mail" => push_mail(chance, out),
        "acronym" => push_acronym(chance, out),
        "file" => push_file(voice, chance, out),
        "ique" => push_learned("ique", chance, out),
        "iques" => push_learned("iques", chance, out),
        "ical" => push_learned("ical", chance, out),
        "tion" => {
            out.push_str(chance.pick_early(&LEARNED[2]));
            out.push_str("ation");
        }
        "able" => {
            out.push_str(chance.pick_early(&LEARNED[2]));
            out.push_str("able");
        }
        _ => return false,
    }
    true
}

/// Returns a given name.
pub(crate) fn given_name(chance: &mut Chance) -> &'static str {
    chance.pick_early(&GIVEN_NAMES)
}

/// Returns a surname: one time in three of the list, else made of three parts.
pub(crate) fn surname(chance: &mut Chance) -> String {
    if chance.one_in(3) {
        return chance.pick_early(&SURNAMES).to_owned();
    }
    let [heads, middles, tails] = &*SURNAME_PARTS;
    [chance.pick_early(heads), chance.pick(middles), chance.pick(tails)].concat()
}

/// Returns the name of a town.
pub(crate) fn town(chance: &mut Chance) -> String {
    let mut out = String::new();
    push_town(chance, &mut out);
    out
}

/// Returns the name of a company.
pub(crate) fn company(chance: &mut Chance) -> String {
    let mut out = String::new();
    push_company(chance, &mut out);
    out
}

/// Returns the first halves of the names of companies.
pub(crate) fn company_heads() -> &'static [&'static str] {
    &COMPANIES[0]
}

/// Returns a phone number of a range kept for fiction.
pub(crate) fn phone(chance: &mut Chance) -> String {
    let range = chance.pick_early(&PHONE_RANGES);
    format!("{range} {:02} {:02}", chance.below(100), chance.below(100))
}

/// Returns a French account number with right check digits and the bank code 00000.
fn iban(chance: &mut Chance) -> String {
    let branch = chance.below(100_000) as u128;
    let account = chance.below(100_000_000_000) as u128;
    // The national key, then ISO 13616: country letters as numbers behind, modulo 97.
    let national = 97 - (15 * branch + 3 * account) % 97;
    let national_number = (branch * 100_000_000_000 + account) * 100 + national;
    let check = 98 - (national_number * 1_000_000 + 152_700) % 97;
    let plain = format!("FR{check:02}{national_number:023}");
    let groups: Vec<&str> =
        (0..plain.len()).step_by(4).filter_map(|at| plain.get(at..(at + 4).min(plain.len()))).collect();
    groups.join(" ")
}

/// Appends three to five capitals, as offices name what they do; few return, most do not.
pub(super) fn push_acronym(chance: &mut Chance, out: &mut String) {
    const LETTERS: &[u8] = b"SACRPTDEMILFNVGBUOHQJZKYWX";
    for _ in 0..chance.between(3, 5) {
        out.push(char::from(chance.pick_early(LETTERS)));
    }
}

fn push_name(chance: &mut Chance, out: &mut String) {
    out.push_str(given_name(chance));
    out.push(' ');
    out.push_str(&surname(chance));
}

fn push_town(chance: &mut Chance, out: &mut String) {
    let [heads, tails, rivers] = &*PLACES;
    match chance.below(6) {
        0 => {
            out.push_str("Saint-");
            out.push_str(given_name(chance));
        }
        1 | 2 => push_joined(heads, tails, chance, out),
        _ => {
            push_joined(heads, tails, chance, out);
            out.push_str("-sur-");
            out.push_str(chance.pick_early(rivers));
        }
    }
}

fn push_company(chance: &mut Chance, out: &mut String) {
    let [heads, tails, kinds] = &*COMPANIES;
    push_joined(heads, tails, chance, out);
    out.push(' ');
    out.push_str(chance.pick_early(kinds));
}

fn push_joined(heads: &[&str], tails: &[&str], chance: &mut Chance, out: &mut String) {
    out.push_str(chance.pick_early(heads));
    out.push_str(chance.pick(tails));
}

fn push_learned(ending: &str, chance: &mut Chance, out: &mut String) {
    let [prefixes, stems, _] = &*LEARNED;
    out.push_str(chance.pick(prefixes));
    if chance.one_in(3) {
        out.push_str(chance.pick(prefixes));
    }
    out.push_str(chance.pick(stems));
    out.push_str(ending);
}

fn push_day(voice: Voice, chance: &mut Chance, out: &mut String) {
    let day = voice.now + chance.between(-40, 60) * 86_400;
    calendar::push_day(day, voice.language, out);
}

fn push_hour(english: bool, chance: &mut Chance, out: &mut String) {
    let (hour, quarter) = (chance.between(8, 18), chance.pick(&["00", "15", "30", "45"]));
    push_number(hour, out);
    out.push_str(if english { ":" } else { " h " });
    out.push_str(quarter);
}

/// Appends an amount, small ones more often: `12 480 €`, `EUR 12,480`.
fn push_amount(english: bool, chance: &mut Chance, out: &mut String) {
    let size = chance.pick(&[100, 1_000, 10_000, 100_000, 1_000_000]);
    let amount = chance.between(size / 10, size);
    if english {
        out.push_str("EUR ");
    }
    if amount >= 1000 {
        let separator = if english { ',' } else { ' ' };
        let _ = write!(out, "{}{separator}{:03}", amount / 1000, amount % 1000);
    } else {
        push_number(amount, out);
    }
    if !english {
        let _ = write!(out, ",{:02} €", chance.below(100));
    }
}

fn push_count(chance: &mut Chance, out: &mut String) {
    let size = chance.pick(&[30, 30, 99, 400, 5000]);
    push_number(chance.between(10, size), out);
}

fn push_share(english: bool, chance: &mut Chance, out: &mut String) {
    push_number(chance.between(1, 98), out);
    out.push(if english { '.' } else { ',' });
    push_number(chance.between(0, 9), out);
    out.push_str(if english { "%" } else { " %" });
}

fn year_near(now: i64, chance: &mut Chance) -> i64 {
    Civil::in_paris(now).year + chance.between(-4, 3)
}

fn push_reference(voice: Voice, chance: &mut Chance, out: &mut String) {
    let year = year_near(voice.now, chance);
    let office = chance.pick(&OFFICES);
    let _ = match chance.below(3) {
        0 => write!(out, "{office}-{year}-{:05}", chance.below(100_000)),
        1 => write!(out, "{year}/{office}/{:04}", chance.below(10_000)),
        _ => write!(out, "HT{:08X}", chance.bits() as u32),
    };
}

fn push_url(chance: &mut Chance, out: &mut String) {
    let host = chance.pick(&[
        "intranet.hautes-terres.example",
        "partage.hautes-terres.example",
        "docs.lumiplan.example",
    ]);
    let (number, hash) = (chance.below(90_000), chance.bits() as u32);
    let _ = write!(out, "https://{host}/d/{number}/{hash:08x}");
}

fn push_mail(chance: &mut Chance, out: &mut String) {
    let start = out.len();
    push_joined(&GIVEN_NAMES, &["."], chance, out);
    out.push_str(&surname(chance));
    let local = crate::world::ascii_local(out.get(start..).unwrap_or_default());
    out.truncate(start);
    let [heads, tails, _] = &*COMPANIES;
    let company = format!("{}{}", chance.pick_early(heads), chance.pick_early(tails));
    let _ = write!(out, "{local}@{}.example", crate::world::ascii_local(&company));
}

fn push_file(voice: Voice, chance: &mut Chance, out: &mut String) {
    let stem = chance.pick(&["annexe", "tableau", "note", "plan", "devis", "CR", "planning", "rapport"]);
    let year = year_near(voice.now, chance);
    let (version, extension) = (chance.between(1, 12), chance.pick(&EXTENSIONS));
    let _ = write!(out, "{stem}_{year}_v{version}.{extension}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_numbers_have_right_check_digits_and_a_test_bank() {
        let mut chance = Chance::new(11);
        for _ in 0..200 {
            let iban: String = iban(&mut chance).split_whitespace().collect();
            assert_eq!(iban.len(), 27);
            assert_eq!(&iban[4..9], "00000");
            let turned = format!("{}1527{}", &iban[4..], &iban[2..4]);
            let rest = turned.bytes().fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
            assert_eq!(rest, 1, "{iban}");
        }
    }

    #[test]
    fn domains_are_invented_ones() {
        let mut chance = Chance::new(12);
        for _ in 0..200 {
            let mut mail = String::new();
            push_mail(&mut chance, &mut mail);
            assert!(mail.is_ascii() && mail.ends_with(".example"), "{mail}");
        }
    }
}
