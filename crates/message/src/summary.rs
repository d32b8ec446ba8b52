//! What lists, facets and threads need of a message.

use crate::language;
use crate::model::{Message, Summary};

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
            kind: self.kind(),
            list: self.list(),
            language: self.language().map(str::to_owned),
            attachments: self.attachments(),
            size_bytes: raw_len,
            defects: self.defects.clone(),
        }
    }

    fn language(&self) -> Option<&'static str> {
        language::detect(&self.text().text)
    }
}
