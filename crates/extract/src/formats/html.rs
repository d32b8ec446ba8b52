//! HTML: its text, and what its head says of itself.

use crate::formats::charset;
use crate::reading::{Mark, Metadata, Why};
use crate::worker::{Scribe, claim};

/// No head is longer.
const HEAD_BYTES: usize = 256 << 10;

/// Reads a page.
///
/// # Errors
/// When there is no room left.
pub(crate) fn read(bytes: &[u8], scribe: &mut Scribe<'_>) -> Result<(), Why> {
    let text = charset::decode_html(bytes);
    scribe.metadata = facts(&text);
    scribe.write(Mark::Body, &greffe_message::html_to_text(&text))
}

/// Reads `<title>`, `<meta name=...>` and the properties that office programs
/// write into a comment (`<o:LastAuthor>`).
fn facts(page: &str) -> Metadata {
    let mut facts = Metadata::default();
    let mut end = page.len().min(HEAD_BYTES);
    while !page.is_char_boundary(end) {
        end -= 1;
    }
    for tag in page.get(..end).unwrap_or_default().split('<').skip(1) {
        let Some((tag, text)) = tag.split_once('>') else { continue };
        let name = tag.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "body" => break,
            "meta" => {
                let named = attribute(tag, "name").unwrap_or_default().to_ascii_lowercase();
                note(&mut facts, &named, attribute(tag, "content").unwrap_or_default());
            }
            name => note(&mut facts, name, text),
        }
    }
    facts
}

fn note(facts: &mut Metadata, name: &str, value: &str) {
    let field = match name {
        "title" => &mut facts.title,
        "author" | "o:author" => &mut facts.author,
        "o:lastauthor" | "changedby" => &mut facts.last_saved_by,
        "o:company" => &mut facts.company,
        "o:created" | "created" => &mut facts.created,
        "o:lastsaved" | "changed" => &mut facts.modified,
        "generator" => &mut facts.software,
        "o:template" => &mut facts.template,
        _ => return,
    };
    let value = greffe_message::html_to_text(value);
    *field = field.take().or_else(|| claim(&value));
}

/// Returns the value of an attribute, in quotes or without.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let lower = tag.to_ascii_lowercase();
    let at = lower.match_indices(name).map(|(at, _)| at).find(|at| {
        let is_word = lower.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace));
        let after = lower.get(at + name.len()..).unwrap_or_default().trim_start();
        is_word && after.starts_with('=')
    })?;
    let value = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_and_bodies_are_not() {
        let page = "<!DOCTYPE html><html><head><META content='Jeanne &amp; Marc' NAME=Author>\
                    <meta name=generator content=Writer><meta name='x' content='y'><title> Plan </title>\
                    <!--[if gte mso 9]><o:LastAuthor>Marc</o:LastAuthor><o:Company>Region</o:Company>\
                    <o:Created>2017-03-09T08:05:00Z</o:Created><![endif]--></head>\
                    <body><title>no</title><o:Template>no</o:Template>";
        let expect = Metadata {
            title: Some("Plan".into()),
            author: Some("Jeanne & Marc".into()),
            last_saved_by: Some("Marc".into()),
            company: Some("Region".into()),
            created: Some("2017-03-09T08:05:00Z".into()),
            software: Some("Writer".into()),
            ..Metadata::default()
        };
        assert_eq!(facts(page), expect);
        assert_eq!(facts("<meta name= content><meta name='é<title"), Metadata::default());
    }
}
