//! What a reader is shown of a message: the ground on which an alteration is told.

use greffe_message::{Body, Part};

/// What is shown, blanks and the quoting of `From ` aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The headers that are shown, by their usual names.
    pub(crate) headers: Vec<(&'static str, String)>,
    /// Text, HTML and files.
    pub(crate) body: Vec<String>,
}

/// Reads a message as the product does.
pub(crate) fn shown(raw: &[u8]) -> Shown {
    let message = greffe_message::parse(raw);
    let people = |people: &[greffe_terms::Address]| {
        let people: Vec<String> = people.iter().map(ToString::to_string).collect();
        people.join(", ")
    };
    let headers = vec![
        ("From", people(&message.from)),
        ("To", people(&message.to)),
        ("Cc", people(&message.cc)),
        ("Reply-To", people(&message.reply_to)),
        ("Subject", plain(&message.subject)),
        ("Date", message.date.map(|(at, _)| at.0.to_string()).unwrap_or_default()),
    ];
    let mut body = vec![plain(&message.text().text)];
    body.extend(message.parts.iter().filter_map(part));
    Shown { headers, body }
}

fn part(part: &Part) -> Option<String> {
    let inside = match &part.body {
        Body::Multipart => return None,
        Body::Text(_) if !part.is_file() => return None,
        Body::Text(text) | Body::Html(text) => plain(text),
        Body::Message { raw, .. } => plain(&String::from_utf8_lossy(raw)),
        Body::Binary(octets) => plain(&String::from_utf8_lossy(octets)),
    };
    Some(format!("{:?} {inside}", part.name.as_deref().map(plain)))
}

/// Words with one blank between them, lines that begin with `From ` unquoted.
fn plain(text: &str) -> String {
    let unquoted = |line: &str| {
        let bare = line.trim_start_matches('>');
        if bare.starts_with("From ") { bare.to_owned() } else { line.to_owned() }
    };
    let lines: Vec<String> = text.lines().map(unquoted).collect();
    lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
