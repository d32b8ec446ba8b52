//! CSV of the administration console: a date, an event in words, a sentence, an actor.
//!
//! The sentences are the console's own; they are known in English. A row whose event is
//! not known is kept as `Other` with a mark, never passed over: in another language it
//! may be the one that matters.

use std::io;

use super::super::columns::{Columns, Count, Wanted, fits};
use super::super::input::Content;
use super::super::sink::Sink;
use super::super::sniff::Head;
use super::super::table::{Row, Table};
use super::activity::Act;
use super::meaning::{Scene, event, tell_all};
use crate::model::{Class, Flags, Target, Why};

const WANTED: &[Wanted] = &[
    Wanted { field: "date", names: &["date", "time", "date/time", "horodatage"], count: Count::One },
    Wanted {
        field: "event",
        names: &["event", "event name", "événement", "evenement", "nom de l'événement", "nom de l’événement"],
        count: Count::One,
    },
    Wanted {
        field: "description",
        names: &[
            "description",
            "event description",
            "description de l'événement",
            "description de l’événement",
        ],
        count: Count::One,
    },
    Wanted {
        field: "actor",
        names: &["actor", "administrator", "acteur", "administrateur", "user", "utilisateur"],
        count: Count::One,
    },
    Wanted { field: "address", names: &["ip address", "adresse ip", "ip"], count: Count::Optional },
];

/// Words of the console's sentences, with the event that each is.
const SENTENCES: &[(&str, &str)] = &[
    ("Admin privileges granted to ", "grant_admin_privilege"),
    ("Admin privileges revoked from ", "revoke_admin_privilege"),
    (" admin privileges", "grant_delegated_admin_privileges"),
    ("Created an email monitor for ", "create_email_monitor"),
    ("Deleted an email monitor for ", "delete_email_monitor"),
    ("Data transfer request created from ", "create_data_transfer_request"),
    ("Requested mailbox dump for ", "request_mailbox_dump"),
    ("individual mail routing destination removed", "mail_routing_destination_removed"),
    ("individual mail routing destination", "mail_routing_destination_added"),
    ("Password changed for ", "change_password"),
    ("Temporary password for user ", "view_temp_password"),
    (" renamed to ", "rename_user"),
];

/// Whether a table has the console's columns.
pub(super) fn is(head: &Head) -> bool {
    !head.is_json() && fits(head, WANTED)
}

/// Reads the rows.
pub(super) fn read(content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let separator = content.head().separator();
    let mut table = Table::new(content.text(), separator);
    let Some(columns) = Columns::find(&table, WANTED, sink) else { return Ok(()) };
    while let Some(row) = table.next() {
        let told = row.and_then(|row| tell(&row, &columns, sink).map_err(|why| (row.record, why)));
        if let Err((record, why)) = told {
            sink.unreadable(record, why);
        }
    }
    Ok(())
}

fn tell(row: &Row<'_>, columns: &Columns, sink: &mut Sink<'_>) -> Result<(), Why> {
    let time = columns.one(row, "date").and_then(|date| sink.moment(date)).ok_or(Why::Time)?;
    let actor = columns.one(row, "actor").ok_or(Why::Missing)?.to_owned();
    let label = columns.one(row, "event").ok_or(Why::Missing)?;
    let sentence = columns.one(row, "description").unwrap_or_default();
    let address = columns.one(row, "address").map(str::to_owned);
    let scene = Scene { record: row.record, time, actor, address };
    let known = known_event(label, sentence);
    let events = match known {
        Some(name) => {
            let act = Act::new(name, parameters(name, sentence));
            event(&scene, "admin", &act, sink).into_iter().collect()
        }
        None => vec![unknown(&scene, label, sentence, sink)],
    };
    tell_all(events, time, sink);
    Ok(())
}

fn known_event<'r>(label: &'r str, sentence: &str) -> Option<&'r str> {
    let by_sentence = SENTENCES.iter().find(|(words, _)| sentence.contains(words)).map(|(_, name)| *name);
    // Some exports hold the interface's own name of the event.
    let is_name = label.contains('_')
        && label.bytes().all(|octet| octet.is_ascii_uppercase() || octet == b'_' || octet.is_ascii_digit());
    by_sentence.or(is_name.then_some(label))
}

fn parameters(name: &str, sentence: &str) -> Vec<(String, Vec<String>)> {
    let mut addresses = addresses(sentence);
    let first = addresses.next().map(str::to_owned);
    let second = addresses.next().map(str::to_owned);
    let other = match name {
        "create_email_monitor" | "delete_email_monitor" => "email_monitor_dest_email",
        "create_data_transfer_request" => "destination_user_email",
        "mail_routing_destination_removed" => "old_value",
        _ => "new_value",
    };
    let told = [("user_email", first), (other, second)];
    told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), vec![value?]))).collect()
}

fn addresses(sentence: &str) -> impl Iterator<Item = &str> {
    let words = sentence.split([' ', ',', ';', '(', ')', '\n', '"', '\'']);
    words.map(|word| word.trim_end_matches(['.', ':'])).filter(|word| word.contains('@'))
}

fn unknown(scene: &Scene, label: &str, sentence: &str, sink: &mut Sink<'_>) -> crate::model::Event {
    let mut event = scene.event(Class::Other, &Act::new(label, Vec::new()), sink);
    event.operation = sink.name(label);
    event.target = match addresses(sentence).next() {
        Some(address) => Target::Mailbox(sink.name(address)),
        None => Target::None,
    };
    event.flags = Flags::PARAMETERS_LOST;
    event
}
