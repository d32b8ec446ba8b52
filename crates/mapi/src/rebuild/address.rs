//! People, as Outlook knows them, to addresses of mail.

use super::encode;
use crate::property::{Properties, tag};

/// A name and an address, either of which may be absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Person {
    name: Option<String>,
    address: Option<String>,
}

/// Where one person's properties stand.
struct Places {
    name: u16,
    kind: u16,
    address: u16,
    smtp: u16,
}

impl Person {
    /// Returns whom the mail says it is from.
    pub(super) fn represented(item: &Properties) -> Option<Self> {
        let places = Places {
            name: tag::SENT_REPRESENTING_NAME,
            kind: tag::SENT_REPRESENTING_ADDRESS_TYPE,
            address: tag::SENT_REPRESENTING_EMAIL_ADDRESS,
            smtp: tag::SENT_REPRESENTING_SMTP_ADDRESS,
        };
        Self::read(item, &places)
    }

    /// Returns who sent it.
    pub(super) fn sender(item: &Properties) -> Option<Self> {
        let places = Places {
            name: tag::SENDER_NAME,
            kind: tag::SENDER_ADDRESS_TYPE,
            address: tag::SENDER_EMAIL_ADDRESS,
            smtp: tag::SENDER_SMTP_ADDRESS,
        };
        Self::read(item, &places)
    }

    /// Returns whom a row of the recipient table names.
    pub(super) fn recipient(row: &Properties) -> Option<Self> {
        let places = Places {
            name: tag::DISPLAY_NAME,
            kind: tag::ADDRESS_TYPE,
            address: tag::EMAIL_ADDRESS,
            smtp: tag::SMTP_ADDRESS,
        };
        Self::read(row, &places)
    }

    /// Somebody of whom only the name is known.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = encode::one_line(name);
        (!name.is_empty()).then_some(Self { name: Some(name), address: None })
    }

    fn read(properties: &Properties, places: &Places) -> Option<Self> {
        let is_mail = |address: &String| address.contains('@') && !address.starts_with('/');
        let kind = properties.text(places.kind).unwrap_or_default();
        let told = properties.text(places.address);
        let address = properties.text(places.smtp).filter(is_mail).or_else(|| match told {
            Some(address) if is_mail(&address) => Some(address),
            Some(address) => Some(encapsulated(&kind, &address)),
            None => None,
        });
        let address = address.map(|address| cleaned(&address)).filter(|address| !address.is_empty());
        let name = properties.text(places.name).map(|name| encode::one_line(&name));
        let name = name.map(|name| name.trim_matches(['\'', '"']).to_owned());
        let is_told = |name: &String| !name.is_empty() && Some(name) != address.as_ref();
        let person = Self { name: name.filter(is_told), address };
        (person.name.is_some() || person.address.is_some()).then_some(person)
    }

    /// Writes the person as a mailbox (RFC 5322 §3.4); a name without an address as a
    /// group of nobody, which is how the standard lets one say that.
    pub(super) fn written(&self) -> String {
        match (&self.name, &self.address) {
            (Some(name), Some(address)) => format!("{} <{address}>", encode::phrase(name)),
            (None, Some(address)) => format!("<{address}>"),
            (Some(name), None) => format!("{} <>", encode::phrase(name)),
            (None, None) => String::new(),
        }
    }
}

/// Writes an address of another system so that mail can carry it, and nobody takes
/// it for one of mail: `IMCEAEX-_o=Org_cn=Jo@unresolved.invalid` (MS-OXCMAIL §2.1.3.2.1).
fn encapsulated(kind: &str, address: &str) -> String {
    let kind = if kind.is_empty() { "UNKNOWN" } else { kind };
    let escaped: String = address
        .chars()
        .map(|char| match char {
            '/' => "_".to_owned(),
            '=' | '-' | '.' => char.to_string(),
            _ if char.is_ascii_alphanumeric() => char.to_string(),
            _ if char.is_ascii() => format!("+{:02X}", u32::from(char)),
            _ => char.to_string(),
        })
        .collect();
    format!("IMCEA{}-{escaped}@unresolved.invalid", kind.to_ascii_uppercase())
}

/// Takes out what cannot stand in an address, and quotes what can only stand quoted.
fn cleaned(address: &str) -> String {
    let is_fit = |char: &char| !char.is_control() && !char.is_whitespace() && !matches!(char, '<' | '>');
    let address: String = address.chars().filter(is_fit).collect();
    let needs_quotes = |local: &str| local.contains(['"', ',', ';', ':', '(', ')', '[', ']', '\\']);
    match address.rsplit_once('@') {
        Some((local, domain)) if needs_quotes(local) && !local.starts_with('"') => {
            format!("{}@{domain}", encode::quoted(local))
        }
        _ => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::property::Value;

    fn check(name: &str, kind: &str, address: &str, smtp: &str, expect: &str) {
        let mut row = Properties::default();
        let told = [
            (tag::DISPLAY_NAME, name),
            (tag::ADDRESS_TYPE, kind),
            (tag::EMAIL_ADDRESS, address),
            (tag::SMTP_ADDRESS, smtp),
        ];
        for (number, text) in told.into_iter().filter(|(_, text)| !text.is_empty()) {
            row.insert(number, Value::Text(text.to_owned()));
        }
        let written = Person::recipient(&row).map_or_else(String::new, |person| person.written());
        assert_eq!(written, expect);
    }

    #[test]
    fn people_have_addresses_of_mail() {
        check("Jo Doe", "SMTP", "jo@region.example", "", "Jo Doe <jo@region.example>");
        check("'jo@region.example'", "SMTP", "jo@region.example", "", "<jo@region.example>");
        check("Doe, Jo", "EX", "/O=R/CN=JO D", "jo@region.example", "\"Doe, Jo\" <jo@region.example>");
        check("Jo", "EX", "/O=R/CN=JO D", "", "Jo <IMCEAEX-_O=R_CN=JO+20D@unresolved.invalid>");
        check("Jo\r\nBcc: x", "", "", "", "\"Jo  Bcc: x\" <>");
        check("", "SMTP", "a>b\r\n,c@region.example", "", "<\"ab,c\"@region.example>");
        check("", "", "", "", "");
    }
}
