//! What lists, facets and threads need of a message.

use std::borrow::Cow;

use crate::header::conversation::conversation;
use crate::html::html_to_text;
use crate::language;
use crate::model::{Body, Message, Part, Summary};

/// How much of a text is prepared for telling its language.
const LANGUAGE_OCTETS: usize = 16 * 1024;

impl Message {
    /// Returns the row for the catalogue; `raw_len` is the length of the raw bytes.
    pub fn summary(&self, raw_len: u64) -> Summary {
        Summary {
            date: self.date,
            from: self.from.first().cloned(),
            to: self.to.clone(),
            cc: self.cc.clone(),
            subject: self.subject.clone(),
            message_id: self.message_id.clone(),
            references: self.references.clone(),
            conversation: self.header("Thread-Index").and_then(conversation),
            kind: self.kind(),
            list: self.list(),
            language: self.language().map(str::to_owned),
            attachments: self.attachments(),
            size_bytes: raw_len,
            defects: self.defects.clone(),
        }
    }

    /// The first text that tells its language decides.
    fn language(&self) -> Option<&'static str> {
        let texts = self.parts.iter().filter(|part| !part.is_file() || part.parent.is_none());
        texts.filter_map(beginning).take(4).find_map(|text| language::detect(&text))
    }
}

fn beginning(part: &Part) -> Option<Cow<'_, str>> {
    let start = |text: &'_ str| text.floor_char_boundary(LANGUAGE_OCTETS);
    match &part.body {
        Body::Text(text) => Some(Cow::Borrowed(&text[..start(text)])),
        Body::Html(html) => Some(Cow::Owned(html_to_text(&html[..start(html)]))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::parse;

    #[test]
    fn the_row_tells_the_language() {
        let check = |raw: &str, expect: Option<&str>| {
            let summary = parse(raw.as_bytes()).summary(raw.len() as u64);
            assert_eq!(summary.language.as_deref(), expect, "{raw}");
            assert_eq!(summary.size_bytes, raw.len() as u64);
        };
        let french =
            "La réunion du bureau est reportée à jeudi prochain, merci de prévenir tous vos collègues.";
        check(&format!("Content-Type: text/html; charset=utf-8\n\n<p>{french}"), Some("fr"));
        check(&format!("Content-Type: text/plain; charset=utf-8\r\n\r\n{french}\r\n"), Some("fr"));
        check("A: b\n\nok\n", None);
    }
}
