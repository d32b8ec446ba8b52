//! The directory as a table: who is who, under which names, since when.

mod ldif;

use std::io;

use super::calendar::{FROM, TO};
use super::classes::classes;
use super::columns::{Columns, Count, Wanted, fits};
use super::days::{first_instant, last_instant};
use super::input::Content;
use super::sink::Sink;
use super::sniff::Head;
use super::table::{Row, Table};
use crate::model::{Form, Name, Person, Why};

const WANTED: &[Wanted] = &[
    Wanted {
        field: "address",
        names: &[
            "address",
            "adresse",
            "mail",
            "email",
            "e-mail",
            "courriel",
            "mél",
            "mel",
            "adresse e-mail",
            "adresse mail",
            "adresse électronique",
            "emailaddress",
            "primarysmtpaddress",
        ],
        count: Count::One,
    },
    Wanted {
        field: "aliases",
        names: &[
            "aliases",
            "alias",
            "alias smtp",
            "sid",
            "objectsid",
            "sam",
            "samaccountname",
            "identifiant",
            "login",
            "userprincipalname",
            "upn",
            "distinguishedname",
            "objectguid",
            "legacyexchangedn",
            "proxyaddresses",
            "emailaddresses",
            "autres adresses",
            "ancien nom",
            "anciens noms",
            "former names",
            "sidhistory",
        ],
        count: Count::Any,
    },
    Wanted {
        field: "display",
        names: &["display", "displayname", "display name", "nom complet", "nom affiché", "nom"],
        count: Count::Optional,
    },
    Wanted {
        field: "department",
        names: &["department", "département", "departement", "direction", "service", "pôle", "pole"],
        count: Count::Optional,
    },
    Wanted {
        field: "manager",
        names: &["manager", "supérieur", "superieur", "responsable", "n+1", "chef", "supérieur hiérarchique"],
        count: Count::Optional,
    },
    Wanted {
        field: "class",
        names: &["class", "classe", "classes", "catégorie", "categorie", "category", "qualité", "qualite"],
        count: Count::Optional,
    },
    Wanted { field: "from", names: FROM, count: Count::Optional },
    Wanted { field: "to", names: TO, count: Count::Optional },
];

/// A table that has an address is a directory only if it tells one of these too.
const TELLING: &[&str] = &["aliases", "department", "manager", "class"];

/// Whether this is a directory: a table with addresses and what people are, or LDIF.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    (ldif::is(head) || is_table(head)).then_some(Form::Directory)
}

fn is_table(head: &Head) -> bool {
    let told = |field: &Wanted| field.names.iter().any(|name| head.columns().iter().any(|cell| cell == name));
    fits(head, WANTED) && WANTED.iter().filter(|field| TELLING.contains(&field.field)).any(told)
}

/// Reads a directory.
pub(super) fn read(_: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    if ldif::is(content.head()) {
        return ldif::read(&mut content.text(), sink);
    }
    let separator = content.head().separator();
    let mut table = Table::new(content.text(), separator);
    let Some(columns) = Columns::find(&table, WANTED, sink) else { return Ok(()) };
    while let Some(row) = table.next() {
        match row.and_then(|row| person(&row, &columns, sink).map_err(|why| (row.record, why))) {
            Ok(person) => sink.person(person),
            Err((record, why)) => sink.unreadable(record, why),
        }
    }
    Ok(())
}

fn person(row: &Row<'_>, columns: &Columns, sink: &mut Sink<'_>) -> Result<Person, Why> {
    let address = columns.one(row, "address").ok_or(Why::Missing)?;
    let address = sink.name(address);
    let mut aliases = Vec::new();
    for cell in columns.all(row, "aliases") {
        aliases.extend(names(cell, sink));
    }
    aliases.retain(|alias| *alias != address);
    Ok(Person {
        source: sink.source(),
        record: row.record,
        address,
        aliases,
        display: columns.one(row, "display").map(|cell| sink.name(cell)),
        department: columns.one(row, "department").map(|cell| sink.name(cell)),
        manager: columns.one(row, "manager").map(|cell| sink.name(cell)),
        classes: columns.one(row, "class").map(|cell| classes(cell, sink)).unwrap_or_default(),
        from_ms: first_instant(columns.one(row, "from"), sink)?,
        to_ms: last_instant(columns.one(row, "to"), sink)?,
    })
}

/// The names in a cell. A distinguished name holds commas and stays whole.
fn names(cell: &str, sink: &mut Sink<'_>) -> Vec<Name> {
    let is_distinguished = cell.get(..3).is_some_and(|lead| lead.eq_ignore_ascii_case("cn="));
    let parts: Vec<&str> =
        if is_distinguished { vec![cell] } else { cell.split([';', ',', '|', '\n']).collect() };
    let parts = parts.into_iter().map(|part| without_scheme(part.trim())).filter(|part| !part.is_empty());
    parts.map(|part| sink.name(part)).collect()
}

/// The name in a proxy address (`smtp:a@b`, `X500:/o=...`); another name as it is.
fn without_scheme(name: &str) -> &str {
    match name.split_once(':') {
        Some((scheme, rest))
            if ["smtp", "x500", "sip"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) =>
        {
            rest
        }
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tried::{said, tried};
    use super::*;
    use crate::model::{PersonClass, Refusal, SourceId};

    #[test]
    fn people_are_read_in_both_languages() {
        for text in [
            "address,aliases,sid,department,manager,class,from,to\nm.elue@r.example,\"R\\melue; m.ancienne@r.example\",S-1-5-21-1-2-3-1104,Cabinet,chef@r.example,\"elected, cabinet\",2010-01-01,2015-12-31\n",
            "\u{feff}Adresse;Alias;SID;Direction;Responsable;Classe;Du;Au\nm.elue@r.example;R\\melue,m.ancienne@r.example;S-1-5-21-1-2-3-1104;Cabinet;chef@r.example;Élue|Cabinet;2010-01-01;2015-12-31\n",
        ] {
            let evidence = tried(text);
            assert_eq!(evidence.sources[0].form, Form::Directory, "{text}");
            let person = &evidence.people[0];
            assert_eq!(said(&evidence, Some(person.address)), "m.elue@r.example");
            let aliases: Vec<&str> = person.aliases.iter().map(|name| evidence.names.text(*name)).collect();
            assert_eq!(aliases, ["R\\melue", "m.ancienne@r.example", "S-1-5-21-1-2-3-1104"]);
            assert_eq!(person.classes, [PersonClass::Elected, PersonClass::Cabinet]);
            assert_eq!(said(&evidence, person.manager), "chef@r.example");
            assert_eq!(person.to_ms, Some(1_451_606_399_999));
        }
    }

    #[test]
    fn two_columns_for_one_field_are_refused_by_name() {
        let evidence = tried("mail,courriel,service\na,b,c\n");
        let found = vec!["mail", "courriel"];
        let refusal = Refusal { source: SourceId(0), field: "address", found, expected: WANTED[0].names };
        assert_eq!(evidence.refusals, [refusal]);
        assert_eq!((evidence.people.len(), evidence.sources[0].tally.unreadable), (0, 1));
        // The recommended name settles it.
        assert_eq!(tried("address,courriel,service\na,b,c\n").people.len(), 1);
    }

    #[test]
    fn a_class_of_its_own_stays_as_written() {
        let evidence = tried("address,class\na@r.example,Inspection\nb@r.example,médecine du travail\n,it\n");
        let PersonClass::Other(word) = evidence.people[0].classes[0] else { panic!("not another class") };
        assert_eq!(said(&evidence, Some(word)), "Inspection");
        assert_eq!(evidence.people[1].classes, [PersonClass::Health]);
        assert_eq!(evidence.sources[0].unreadable[0].why, Why::Missing);
    }
}
