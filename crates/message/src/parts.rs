//! Finding headers and parts of a read message.

use crate::model::{Body, Message, Part};

impl Message {
    /// Returns the value of the first header called `name`, whatever its case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers_named(name).next()
    }

    /// Returns the values of all headers called `name`, the topmost first.
    pub fn headers_named(&self, name: &str) -> impl Iterator<Item = &str> {
        let is_named = move |header: &&crate::Header| header.name.eq_ignore_ascii_case(name);
        self.headers.iter().filter(is_named).map(|header| header.value.as_str())
    }

    /// Returns part `n`. Numbers beyond the message's own parts are those of
    /// nested messages, in order: one number names a part at any depth.
    pub fn part(&self, n: usize) -> Option<&Part> {
        if let Some(part) = self.parts.get(n) {
            return Some(part);
        }
        let mut rest = n - self.parts.len();
        for nested in self.nested() {
            let count = nested.part_count();
            if rest < count {
                return nested.part(rest);
            }
            rest -= count;
        }
        None
    }

    /// Returns the decoded octets of part `n` (as [`Message::part`] counts):
    /// of a file, of a text before its charset was decoded, of a nested message.
    /// `None` for a multipart, or when there is no such part.
    pub fn part_bytes(&self, n: usize) -> Option<&[u8]> {
        self.part(n)?.bytes()
    }

    /// Counts the parts, those of nested messages included.
    pub fn part_count(&self) -> usize {
        self.parts.len() + self.nested().map(Message::part_count).sum::<usize>()
    }

    /// Returns the messages directly nested in this one.
    pub(crate) fn nested(&self) -> impl Iterator<Item = &Message> {
        self.parts.iter().filter_map(|part| match &part.body {
            Body::Message { message, .. } => Some(&**message),
            _ => None,
        })
    }

    /// Returns the numbers of the children of each part.
    pub(crate) fn children(&self) -> Vec<Vec<usize>> {
        let mut children = vec![Vec::new(); self.parts.len()];
        for part in &self.parts {
            if let Some(siblings) = part.parent.and_then(|parent| children.get_mut(parent)) {
                siblings.push(part.n);
            }
        }
        children
    }
}

impl Part {
    /// Returns the decoded octets; `None` for a multipart.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.body {
            Body::Multipart => None,
            Body::Text(text) | Body::Html(text) => Some(self.octets.as_deref().unwrap_or(text.as_bytes())),
            Body::Message { raw, .. } => Some(raw),
            Body::Binary(octets) => Some(octets),
        }
    }

    /// Returns how many octets it has, decoded; 0 for a multipart.
    pub fn length(&self) -> u64 {
        self.bytes().map_or(0, |octets| octets.len() as u64 + self.left_out)
    }

    /// Says whether a reader is shown this part as a file: it is called an
    /// attachment, has a name, or is no text (nested messages included).
    pub fn is_file(&self) -> bool {
        let is_shown_as_text = match self.body {
            Body::Multipart => return false,
            Body::Text(_) | Body::Html(_) => {
                self.content_type.starts_with("text/") || self.content_type.starts_with("multipart/")
            }
            Body::Message { .. } | Body::Binary(_) => false,
        };
        self.is_attachment || self.name.is_some() || !is_shown_as_text
    }
}
