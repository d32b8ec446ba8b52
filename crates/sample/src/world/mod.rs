//! The world of the sample: a fictional regional council and those who write to it.
//!
//! The Région Hautes-Terres, its people and its correspondents are invented; all
//! domains are `.example`. Mailboxes belong to members of the cast; everybody
//! else is made up by chance.

mod cast;
mod mailboxes;

use greffe_terms::Address;

pub(crate) use cast::{CAST, Member, member};
pub use mailboxes::mailboxes;
pub(crate) use mailboxes::{MAILBOXES, Shelf, folder_for};

use crate::chance::Chance;
use crate::words::{self, Language};

/// The domain of the council.
pub(crate) const DOMAIN: &str = "hautes-terres.example";

/// Someone who writes or is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) address: String,
    /// What stands under the name in a signature.
    pub(crate) office: String,
    /// Slug of the mailbox, if it is part of the sample.
    pub(crate) mailbox: Option<&'static str>,
    pub(crate) language: Language,
}

impl Person {
    /// Returns name and address.
    pub(crate) fn as_address(&self) -> Address {
        Address { name: Some(self.name.clone()), address: self.address.clone() }
    }

    /// Returns the given name, for a greeting.
    pub(crate) fn given_name(&self) -> &str {
        self.name.split(' ').next().unwrap_or(&self.name)
    }
}

/// Makes a colleague without a mailbox in the sample.
pub(crate) fn colleague(chance: &mut Chance) -> Person {
    const OFFICES: [&str; 8] = [
        "Direction des finances",
        "Direction des lycées",
        "Direction des transports",
        "Direction de la culture",
        "Direction juridique",
        "Direction des ressources humaines",
        "Direction de l’agriculture",
        "Secrétariat de l’assemblée",
    ];
    made(chance, DOMAIN, chance_of(&OFFICES), Language::French)
}

/// Makes a citizen, an employee of a supplier, a town hall's clerk or a European partner.
pub(crate) fn outsider(chance: &mut Chance) -> Person {
    match chance.below(10) {
        0..=3 => made(chance, "mel.example", |_| String::new(), Language::French),
        4..=6 => {
            let company = words::company(chance);
            let domain = format!("{}.example", ascii_local(company.split(' ').next().unwrap_or("x")));
            made(chance, &domain, |_| company, Language::French)
        }
        7 => {
            let town = words::town(chance);
            let domain = format!("mairie-{}.example", ascii_local(&town));
            made(chance, &domain, |_| format!("Mairie de {town}"), Language::French)
        }
        _ => {
            made(chance, "northern-uplands.example", |_| "Northern Uplands Council".into(), Language::English)
        }
    }
}

fn chance_of(offices: &'static [&'static str]) -> impl FnOnce(&mut Chance) -> String {
    |chance| (chance.pick(offices)).to_owned()
}

fn made(
    chance: &mut Chance,
    domain: &str,
    office: impl FnOnce(&mut Chance) -> String,
    language: Language,
) -> Person {
    let (given, surname) = (words::given_name(chance), words::surname(chance));
    Person {
        name: format!("{given} {surname}"),
        address: format!("{}.{}@{domain}", ascii_local(given), ascii_local(&surname)),
        office: office(chance),
        mailbox: None,
        language,
    }
}

/// Returns `name` in small ASCII letters, fit for an address.
pub(crate) fn ascii_local(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        out.push_str(match letter {
            'à' | 'á' | 'â' | 'ä' | 'å' | 'ā' => "a",
            'ç' | 'č' => "c",
            'đ' => "d",
            'è' | 'é' | 'ê' | 'ë' | 'ě' | 'ễ' => "e",
            'í' | 'î' | 'ï' | 'ı' => "i",
            'ł' => "l",
            'ñ' | 'ń' | 'ň' => "n",
            'ó' | 'ô' | 'ö' | 'ø' => "o",
            'œ' => "oe",
            'š' | 'ś' | 'ş' => "s",
            'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ū' => "u",
            'ÿ' => "y",
            'ž' | 'ż' => "z",
            'a'..='z' | '0'..='9' | '.' | '-' => {
                out.push(letter);
                continue;
            }
            _ => continue,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_addresses() {
        let check = |name: &str, expect: &str| assert_eq!(ascii_local(name), expect);
        check("Éloïse.Œuvrard", "eloise.oeuvrard");
        check("Łukasz", "lukasz");
        check("Nguyễn", "nguyen");
        check("Ó-Súilleabháin", "o-suilleabhain");
        check("İ ' x", "ix");
    }

    #[test]
    fn everybody_has_a_fictional_address() {
        let mut chance = Chance::new(4);
        for _ in 0..500 {
            for person in [colleague(&mut chance), outsider(&mut chance)] {
                let (local, domain) = person.address.split_once('@').unwrap();
                assert!(!local.starts_with('.') && !local.ends_with('.'), "{}", person.address);
                assert!(person.address.is_ascii() && domain.ends_with(".example"), "{}", person.address);
            }
        }
    }
}
