//! The header of a rebuilt message: the one it came with if that was kept, else one
//! from properties, and which of the two it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::address::Person;
use super::encode;
use super::transport::Transport;
use super::{REBUILT_HEADER, VERSION};
use crate::item::Item;
use crate::property::{Name, Properties, Value, tag};

/// Returns the header up to its MIME fields.
pub(super) fn header(item: &Item) -> Vec<u8> {
    let transport = transport(&item.properties);
    let has_transport = !transport.octets.is_empty();
    let (mut header, mut added) = (transport.octets.clone(), Vec::new());
    for (name, value) in fields(item) {
        if !transport.has(name) {
            added.push(name);
            header.extend_from_slice(encode::field(name, &value).as_bytes());
        }
    }
    let mut note = format!("{VERSION}; header={}", if has_transport { "kept" } else { "properties" });
    if has_transport && !added.is_empty() {
        note.push_str(&format!("; added={}", added.join(",")));
    }
    if let Some(class) = item.properties.text(tag::MESSAGE_CLASS) {
        note.push_str(&format!("; class={}", encode::quoted(&encode::one_line(&class))));
    }
    header.extend_from_slice(encode::field(REBUILT_HEADER, &ascii(&note)).as_bytes());
    header
}

fn transport(properties: &Properties) -> Transport {
    match properties.value(tag::TRANSPORT_MESSAGE_HEADERS) {
        // Octets as they came: nobody has decoded them.
        Some(Value::Narrow(octets)) => Transport::read(octets),
        Some(Value::Text(text)) => Transport::read(text.as_bytes()),
        _ => Transport::default(),
    }
}

/// Returns the fields that properties tell, in their usual order.
fn fields(item: &Item) -> Vec<(&'static str, String)> {
    let properties = &item.properties;
    let mut fields = Vec::new();
    let mut add = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
    let (from, sender) = (Person::represented(properties), Person::sender(properties));
    let is_for_another = from.is_some() && sender.is_some() && from != sender;
    add("From", from.or_else(|| sender.clone()).map(|person| person.written()));
    add("Sender", sender.filter(|_| is_for_another).map(|person| person.written()));
    add("Reply-To", properties.text(tag::REPLY_RECIPIENT_NAMES).and_then(|names| people(&names)));
    add("To", recipients(item, 1, tag::DISPLAY_TO));
    add("Cc", recipients(item, 2, tag::DISPLAY_CC));
    add("Bcc", recipients(item, 3, tag::DISPLAY_BCC));
    add("Date", date(properties));
    add("Subject", subject(properties).map(|subject| encode::unstructured(&subject)));
    add("Message-ID", properties.text(tag::INTERNET_MESSAGE_ID).map(|id| ids(&id)));
    add("In-Reply-To", properties.text(tag::IN_REPLY_TO_ID).map(|id| ids(&id)));
    add("References", properties.text(tag::INTERNET_REFERENCES).map(|list| ids(&list)));
    add("Thread-Topic", properties.text(tag::CONVERSATION_TOPIC).map(|topic| encode::unstructured(&topic)));
    add("Thread-Index", properties.octets(tag::CONVERSATION_INDEX).and_then(thread_index));
    add("Importance", importance(properties).map(str::to_owned));
    add("Sensitivity", sensitivity(properties).map(str::to_owned));
    add("Keywords", keywords(properties));
    fields
}

fn recipients(item: &Item, wanted: i64, shown: u16) -> Option<String> {
    // MS-OXOMSG §2.2.3.1: the type is in the lower bits; a row without one is a To.
    let kind = |row: &Properties| row.integer(tag::RECIPIENT_TYPE).map_or(1, |kind| kind & 0xF);
    let rows = item.recipients.iter().filter(|row| kind(row) == wanted);
    let people: Vec<String> = rows.filter_map(Person::recipient).map(|person| person.written()).collect();
    if !people.is_empty() || !item.recipients.is_empty() {
        return (!people.is_empty()).then(|| people.join(", "));
    }
    item.properties.text(shown).and_then(|names| self::people(&names))
}

/// Reads names as Outlook shows them: `Jo Doe; Camille Roy`.
fn people(names: &str) -> Option<String> {
    let people: Vec<String> = names
        .split(';')
        .filter_map(|name| match name.trim() {
            address if address.contains('@') && !address.contains(char::is_whitespace) => {
                Some(format!("<{}>", address.replace(['<', '>', ',', '"'], "")))
            }
            name => Person::named(name).map(|person| person.written()),
        })
        .collect();
    (!people.is_empty()).then(|| people.join(", "))
}

fn date(properties: &Properties) -> Option<String> {
    let times = [tag::CLIENT_SUBMIT_TIME, tag::MESSAGE_DELIVERY_TIME];
    let seconds = times.into_iter().find_map(|time| properties.seconds(time))?;
    let at = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    (at.year() > 0).then(|| at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string())
}

/// Returns the subject; in a PST two characters before it may tell the length of its prefix
/// (MS-PST §2.5.3.1.1.1).
fn subject(properties: &Properties) -> Option<String> {
    let whole = properties.text(tag::SUBJECT).map(|subject| match subject.strip_prefix('\u{1}') {
        Some(rest) => rest.chars().skip(1).collect(),
        None => subject,
    });
    whole.filter(|subject| !subject.is_empty()).or_else(|| {
        let prefix = properties.text(tag::SUBJECT_PREFIX).unwrap_or_default();
        properties.text(tag::NORMALIZED_SUBJECT).map(|subject| format!("{prefix}{subject}"))
    })
}

/// Writes ids, each in its brackets.
fn ids(text: &str) -> String {
    let text = ascii(&encode::one_line(text));
    if text.contains('<') { text } else { format!("<{text}>") }
}

fn ascii(text: &str) -> String {
    text.chars().map(|char| if char.is_ascii() { char } else { '?' }).collect()
}

/// A conversation index is 22 octets and 5 for each answer (MS-OXOMSG §2.2.1.3): a
/// longer one than a thousand answers have is none.
fn thread_index(octets: &[u8]) -> Option<String> {
    (22..=5022).contains(&octets.len()).then(|| {
        let encoded = STANDARD.encode(octets);
        let lines: Vec<&str> =
            encoded.as_bytes().chunks(60).filter_map(|line| str::from_utf8(line).ok()).collect();
        lines.join(" ")
    })
}

fn importance(properties: &Properties) -> Option<&'static str> {
    match properties.integer(tag::IMPORTANCE)? {
        0 => Some("low"),
        2 => Some("high"),
        _ => None,
    }
}

fn sensitivity(properties: &Properties) -> Option<&'static str> {
    match properties.integer(tag::SENSITIVITY)? {
        1 => Some("Personal"),
        2 => Some("Private"),
        3 => Some("Company-Confidential"),
        _ => None,
    }
}

fn keywords(properties: &Properties) -> Option<String> {
    let categories = properties.named_texts(&Name::keywords());
    (!categories.is_empty())
        .then(|| categories.iter().map(|word| encode::phrase(word)).collect::<Vec<_>>().join(", "))
}
