//! LDIF (RFC 2849), as `ldifde`, `ldapsearch` and `slapcat` write it.

use std::io::{self, BufRead};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::super::lines::{Line, Lines};
use super::super::sink::Sink;
use super::super::sniff::Head;
use super::without_scheme;
use crate::model::{Name, Person, PersonClass, Why};

/// No entry of a directory has more values; what is beyond is left out.
const MOST_VALUES: usize = 10_000;

/// Attributes that name an account.
const NAMING: &[&str] = &[
    "samaccountname",
    "uid",
    "userprincipalname",
    "proxyaddresses",
    "legacyexchangedn",
    "mailalternateaddress",
];

/// Object classes that somebody can log in as, or that mail reaches.
const ACCOUNTS: &[&str] = &["user", "person", "inetorgperson", "posixaccount", "zimbraaccount"];

/// `msExchRecipientTypeDetails` of a mailbox made to be shared.
const SHARED_MAILBOX: &str = "4";

/// Whether the text begins like LDIF.
pub(super) fn is(head: &Head) -> bool {
    let mut lines = head.lines().filter(|line| !line.starts_with('#') && !line.starts_with("version:"));
    lines.next().is_some_and(|line| line.starts_with("dn: ") || line.starts_with("dn:: "))
}

/// Reads the entries; one entry is one record.
pub(super) fn read(text: &mut dyn BufRead, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut lines = Lines::new(text);
    let mut entry = Entry::default();
    let mut record = 0;
    while let Some((_, line)) = lines.next()? {
        let Line::Text(line) = line else {
            entry.is_cut = true;
            continue;
        };
        if (line.starts_with("dn:") || line.starts_with("version:")) && !entry.is_empty() {
            record += 1;
            std::mem::take(&mut entry).told(record, sink);
        }
        entry.take(line);
    }
    if !entry.is_empty() {
        entry.told(record + 1, sink);
    }
    Ok(())
}

/// One entry: its attribute lines, unfolded.
#[derive(Default)]
struct Entry {
    lines: Vec<String>,
    is_cut: bool,
}

impl Entry {
    fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn take(&mut self, line: &str) {
        let is_remark = line.starts_with('#') || line.starts_with("version:");
        if is_remark || self.lines.len() >= MOST_VALUES {
            return;
        }
        match (line.strip_prefix(' '), self.lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => self.lines.push(line.to_owned()),
        }
    }

    fn told(self, record: u64, sink: &mut Sink<'_>) {
        let has_account = self
            .texts("objectclass")
            .any(|class| ACCOUNTS.iter().any(|known| class.eq_ignore_ascii_case(known)));
        let is_computer = self.texts("objectclass").any(|class| class.eq_ignore_ascii_case("computer"));
        if !has_account || is_computer {
            return if self.is_cut { sink.unreadable(record, Why::TooLarge) } else { sink.irrelevant(None) };
        }
        match self.person(record, sink) {
            Some(person) => sink.person(person),
            None => sink.unreadable(record, Why::Missing),
        }
    }

    fn person(&self, record: u64, sink: &mut Sink<'_>) -> Option<Person> {
        let address = ["mail", "userprincipalname", "samaccountname", "uid"];
        let address = address.iter().find_map(|attribute| self.texts(attribute).next())?;
        let address = sink.name(&address);
        let mut aliases = self.aliases(sink);
        aliases.retain(|alias| *alias != address);
        let is_shared = self.texts("msexchrecipienttypedetails").any(|kind| kind == SHARED_MAILBOX);
        Some(Person {
            source: sink.source(),
            record,
            address,
            aliases,
            display: self.texts("displayname").next().map(|text| sink.name(&text)),
            department: self.texts("department").next().map(|text| sink.name(&text)),
            manager: self.texts("manager").next().map(|text| sink.name(&text)),
            classes: if is_shared { vec![PersonClass::Shared] } else { Vec::new() },
            from_ms: None,
            to_ms: None,
        })
    }

    fn aliases(&self, sink: &mut Sink<'_>) -> Vec<Name> {
        let mut aliases: Vec<Name> = Vec::new();
        for attribute in NAMING.iter().chain(&["dn"]) {
            aliases.extend(self.texts(attribute).map(|text| sink.name(without_scheme(&text))));
        }
        for sid in self.values("objectsid").chain(self.values("sidhistory")) {
            aliases.extend(sid_text(&sid).map(|text| sink.name(&text)));
        }
        aliases.extend(
            self.values("objectguid").filter_map(|guid| guid_text(&guid)).map(|text| sink.name(&text)),
        );
        aliases
    }

    fn texts(&self, attribute: &str) -> impl Iterator<Item = String> {
        self.values(attribute)
            .filter_map(|octets| String::from_utf8(octets).ok())
            .filter(|text| !text.is_empty())
    }

    fn values(&self, attribute: &str) -> impl Iterator<Item = Vec<u8>> {
        self.lines.iter().filter_map(move |line| {
            let (name, value) = line.split_once(':')?;
            let name = name.split(';').next()?;
            name.eq_ignore_ascii_case(attribute).then(|| decoded(value)).flatten()
        })
    }
}

/// `: text`, `:: base64`; a `:<` reference to another file is not followed.
fn decoded(value: &str) -> Option<Vec<u8>> {
    match value.strip_prefix(':') {
        Some(coded) => STANDARD.decode(coded.trim()).ok(),
        None if value.starts_with('<') => None,
        None => Some(value.trim().as_bytes().to_vec()),
    }
}

/// `S-1-5-21-…` of a binary SID (MS-DTYP 2.4.2.2), or of one written as text already.
fn sid_text(octets: &[u8]) -> Option<String> {
    if octets.starts_with(b"S-1-") {
        return String::from_utf8(octets.to_vec()).ok();
    }
    let (revision, rest) = octets.split_first()?;
    let (count, rest) = rest.split_first()?;
    let (authority, parts) = rest.split_at_checked(6)?;
    if parts.len() != usize::from(*count) * 4 {
        return None;
    }
    let authority = authority.iter().fold(0u64, |number, octet| number << 8 | u64::from(*octet));
    let mut text = format!("S-{revision}-{authority}");
    for part in parts.as_chunks::<4>().0 {
        text.push_str(&format!("-{}", u32::from_le_bytes(*part)));
    }
    Some(text)
}

/// The usual text of a binary GUID (its first three fields lie little-endian).
fn guid_text(octets: &[u8]) -> Option<String> {
    let [a, b, c, d, e, f, g, h, rest @ ..] = octets else { return None };
    let [i, j, k, l, m, n, o, p] = rest else { return None };
    let lead = u32::from_le_bytes([*a, *b, *c, *d]);
    let (second, third) = (u16::from_le_bytes([*e, *f]), u16::from_le_bytes([*g, *h]));
    let tail: String = [k, l, m, n, o, p].iter().map(|octet| format!("{octet:02x}")).collect();
    Some(format!("{lead:08x}-{second:04x}-{third:04x}-{i:02x}{j:02x}-{tail}"))
}

#[cfg(test)]
mod tests {
    use super::super::super::tried::{said, tried};
    use super::*;
    use crate::model::Form;

    const EXPORT: &str = "version: 1

# made up
dn: CN=Elue\\, Martine,OU=Elus,DC=region,
 DC=example
objectClass: top
objectClass: user
sAMAccountName: melue
displayName:: w4lsdWUgTWFydGluZQ==
mail: m.elue@region.example
proxyAddresses: SMTP:m.elue@region.example
proxyAddresses: smtp:ancienne@region.example
manager: CN=Chef,DC=region,DC=example
objectSid:: AQUAAAAAAAUVAAAAAQAAAAIAAAADAAAAUAQAAA==
objectGUID:: AAECAwQFBgcICQoLDA0ODw==
msExchRecipientTypeDetails: 1

dn: CN=Groupe,DC=region,DC=example
objectClass: group
mail: groupe@region.example

dn: CN=Personne,DC=region,DC=example
objectClass: person
";

    #[test]
    fn entries_are_people_groups_are_not() {
        let evidence = tried(EXPORT);
        assert_eq!(evidence.sources[0].form, Form::Directory);
        assert_eq!(evidence.people.len(), 1);
        assert_eq!((evidence.sources[0].tally.irrelevant, evidence.sources[0].tally.unreadable), (1, 1));
        let person = &evidence.people[0];
        assert_eq!(said(&evidence, person.display), "Élue Martine");
        let aliases: Vec<&str> = person.aliases.iter().map(|name| evidence.names.text(*name)).collect();
        let expected = [
            "melue",
            "ancienne@region.example",
            "CN=Elue\\, Martine,OU=Elus,DC=region,DC=example",
            "S-1-5-21-1-2-3-1104",
            "03020100-0504-0706-0809-0a0b0c0d0e0f",
        ];
        assert_eq!(aliases, expected);
    }

    #[test]
    fn broken_sids_are_no_names() {
        for octets in [&[][..], &[1], &[1, 5, 0, 0], &[1, 2, 0, 0, 0, 0, 0, 5, 1, 2, 3]] {
            assert_eq!(sid_text(octets), None);
        }
    }
}
