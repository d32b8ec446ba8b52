//! One thing in Outlook's keeping: a mail, an appointment, a contact.

use crate::property::{Properties, tag};

/// An item with everything that hangs on it.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Its own properties.
    pub properties: Properties,
    /// The rows of its recipient table.
    pub recipients: Vec<Properties>,
    /// Its attachments, in their order.
    pub attachments: Vec<Attachment>,
    /// Some of it could not be read.
    pub is_incomplete: bool,
}

/// An attachment.
#[derive(Debug, Clone, Default)]
pub struct Attachment {
    /// Its own properties; those that hold the content are not among them.
    pub properties: Properties,
    /// What it holds.
    pub content: Content,
}

/// What an attachment holds.
#[derive(Debug, Clone, Default)]
pub enum Content {
    /// Nothing: it stands for something elsewhere, or could not be read.
    #[default]
    Nothing,
    /// A file, or an OLE object as a compound file.
    Octets(Vec<u8>),
    /// An item of its own.
    Item(Box<Item>),
}

impl Item {
    /// Gives all properties the item's own code page, once all are there.
    pub(crate) fn settle(mut self) -> Self {
        let codepages = [tag::MESSAGE_CODEPAGE, tag::INTERNET_CODEPAGE];
        let mut declared = codepages.into_iter().filter_map(|tag| self.properties.integer(tag));
        let encoding = declared.find_map(crate::codepage::encoding);
        // UTF-16 cannot be meant: these strings are narrow.
        let encoding = encoding.filter(|encoding| encoding.is_ascii_compatible());
        self.properties.set_encoding(encoding);
        self.recipients.iter_mut().for_each(|row| row.set_encoding(encoding));
        self.attachments.iter_mut().for_each(|attachment| attachment.properties.set_encoding(encoding));
        self
    }

    /// Says whether it, or an item in it, could not be read wholly.
    pub fn lacks_something(&self) -> bool {
        let nested = self.attachments.iter().filter_map(|attachment| match &attachment.content {
            Content::Item(item) => Some(item),
            _ => None,
        });
        self.is_incomplete || nested.into_iter().any(|item| item.lacks_something())
    }

    /// Returns what the mail program had marked.
    pub fn flags(&self) -> greffe_terms::Flags {
        // PidTagMessageFlags: mfRead, mfUnsent; PidTagLastVerbExecuted: reply, reply to all, forward.
        let message_flags = self.properties.integer(tag::MESSAGE_FLAGS).unwrap_or_default();
        let last_verb = self.properties.integer(tag::LAST_VERB_EXECUTED);
        greffe_terms::Flags {
            seen: message_flags & 1 != 0,
            draft: message_flags & 8 != 0,
            answered: matches!(last_verb, Some(102 | 103)),
            passed: last_verb == Some(104),
            flagged: self.properties.integer(tag::FLAG_STATUS) == Some(2),
            deleted: false,
        }
    }
}
