//! The fields of the query language and the words some of them take.

use std::fmt;

/// A field as typed before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    In(Scope),
    Named(Named),
    NotMade(NotMade),
    Has,
    After,
    Before,
    On,
    Year,
    Kind,
    Verdict,
    Reason,
    Larger,
    Smaller,
    Print,
    MessageId,
    Thread,
    Similar,
}

/// The texts of a message in which words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    /// Subject, body, people, file names and the text inside attachments.
    Anywhere,
    Subject,
    Body,
    From,
    To,
    Cc,
    Bcc,
    /// Any address field.
    With,
    Filename,
    /// The text inside attachments.
    Attachment,
    /// Who wrote or saved an attachment.
    Author,
}

/// What a message is listed under by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// The mailbox it was found in.
    Mailbox,
    /// The folder: the whole path, or some of its parts in a row.
    Folder,
    /// The mailing list: its id or address, or some of its labels in a row.
    List,
    /// The short type of a file inside.
    FileType,
    /// The language of its text (ISO 639-1).
    Language,
    /// The domain of its sender, or one above it.
    Domain,
    /// A tag that somebody gave it.
    Tag,
    /// A domain whose signature on it is valid, or a domain above.
    SignedBy,
}

/// Operators whose data may not have been made: no message judged, no classes yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotMade {
    /// `verdict:`
    Verdict,
    /// `signed-by:`
    SignedBy,
    /// `reason:`
    Reason,
    /// `class:`
    Class,
}

/// What `has:` can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Trait {
    Attachment,
    /// The text of a file inside was not read, or not to its end.
    UnreadAttachment,
    Damage,
    Seen,
    Answered,
    Flagged,
    Draft,
    Deleted,
    Passed,
}

const FIELDS: [(&str, Field); 34] = [
    ("from", Field::In(Scope::From)),
    ("to", Field::In(Scope::To)),
    ("cc", Field::In(Scope::Cc)),
    ("bcc", Field::In(Scope::Bcc)),
    ("with", Field::In(Scope::With)),
    ("subject", Field::In(Scope::Subject)),
    ("body", Field::In(Scope::Body)),
    ("attachment", Field::In(Scope::Attachment)),
    ("author", Field::In(Scope::Author)),
    ("filename", Field::In(Scope::Filename)),
    ("filetype", Field::Named(Named::FileType)),
    ("has", Field::Has),
    ("after", Field::After),
    ("before", Field::Before),
    ("on", Field::On),
    ("year", Field::Year),
    ("mailbox", Field::Named(Named::Mailbox)),
    ("folder", Field::Named(Named::Folder)),
    ("list", Field::Named(Named::List)),
    ("print", Field::Print),
    ("message-id", Field::MessageId),
    ("thread", Field::Thread),
    ("similar", Field::Similar),
    ("domain", Field::Named(Named::Domain)),
    ("lang", Field::Named(Named::Language)),
    ("larger", Field::Larger),
    ("smaller", Field::Smaller),
    ("kind", Field::Kind),
    ("tag", Field::Named(Named::Tag)),
    ("verdict", Field::Verdict),
    ("signed-by", Field::Named(Named::SignedBy)),
    ("reason", Field::Reason),
    ("class", Field::NotMade(NotMade::Class)),
    // The root of every other scope: it has no name of its own to type.
    ("", Field::In(Scope::Anywhere)),
];

impl Field {
    /// Finds a field by its name, in any case.
    pub(crate) fn by_name(name: &str) -> Option<Field> {
        let named = FIELDS.iter().find(|(known, _)| !known.is_empty() && known.eq_ignore_ascii_case(name));
        named.map(|(_, field)| *field)
    }

    /// Returns the name to type; empty for [`Scope::Anywhere`].
    pub(crate) fn name(self) -> &'static str {
        FIELDS.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }
}

/// Returns every name that can stand before a colon.
pub(crate) fn names() -> Vec<&'static str> {
    FIELDS.iter().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect()
}

impl Named {
    /// Returns the operator's name, without the colon.
    pub fn as_str(self) -> &'static str {
        Field::Named(self).name()
    }
}

impl NotMade {
    /// Returns the operator's name, without the colon.
    pub fn as_str(self) -> &'static str {
        match self {
            NotMade::Verdict => Field::Verdict.name(),
            NotMade::SignedBy => Named::SignedBy.as_str(),
            NotMade::Reason => Field::Reason.name(),
            NotMade::Class => "class",
        }
    }
}

impl fmt::Display for NotMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Trait {
    pub(crate) const ALL: [Trait; 9] = [
        Trait::Attachment,
        Trait::UnreadAttachment,
        Trait::Damage,
        Trait::Seen,
        Trait::Answered,
        Trait::Flagged,
        Trait::Draft,
        Trait::Deleted,
        Trait::Passed,
    ];

    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Trait::Attachment => "attachment",
            Trait::UnreadAttachment => "unread-attachment",
            Trait::Damage => "damage",
            Trait::Seen => "seen",
            Trait::Answered => "answered",
            Trait::Flagged => "flagged",
            Trait::Draft => "draft",
            Trait::Deleted => "deleted",
            Trait::Passed => "passed",
        }
    }

    /// Returns its bit in the traits of a message.
    pub(crate) const fn bit(self) -> u16 {
        1 << (self as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_its_name() {
        for (name, field) in FIELDS.into_iter().filter(|(name, _)| !name.is_empty()) {
            assert_eq!(Field::by_name(&name.to_uppercase()), Some(field));
            assert_eq!(field.name(), name);
        }
        assert_eq!(Field::by_name(""), None);
        assert_eq!(Field::by_name("http"), None);
    }
}
