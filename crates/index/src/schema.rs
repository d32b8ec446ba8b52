//! What the engine holds of a message.
//!
//! A document holds only what follows from the bytes: words with their places,
//! addresses whole and in parts, a print of the Message-ID, the message number and the
//! message id, and the sketch of the wording. No text is stored and no stem is indexed; the
//! raw bytes are in the packs, and stems are found at query time.

use sha2::{Digest, Sha256};
use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use greffe_message::fold;

/// The longest address that is known whole (RFC 5321 §4.5.3.1.3).
const LONGEST_ADDRESS_BYTES: usize = 254;

/// How many domains above an address's own are known.
const DOMAINS_ABOVE: usize = 8;

/// Raised whenever words are cut or folded in another way, or taken from other places of a
/// mail: an index with another name is not this one, and is made again.
pub(crate) const WORD_RULE: &str = "greffe-words-2";

/// The parts of a document that hold terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    Subject,
    Body,
    From,
    To,
    Cc,
    Bcc,
    Filename,
    /// Addresses whole and in parts; see [`each_address_term`].
    Address,
    /// What a file says.
    Attachment,
    /// Who wrote a file.
    Author,
}

impl Column {
    pub(crate) const ALL: [Column; 10] = [
        Column::Subject,
        Column::Body,
        Column::From,
        Column::To,
        Column::Cc,
        Column::Bcc,
        Column::Filename,
        Column::Address,
        Column::Attachment,
        Column::Author,
    ];

    pub(crate) fn field(self) -> Field {
        Field::from_field_id(self as u32)
    }

    fn name(self) -> &'static str {
        match self {
            Column::Subject => "subject",
            Column::Body => "body",
            Column::From => "from",
            Column::To => "to",
            Column::Cc => "cc",
            Column::Bcc => "bcc",
            Column::Filename => "filename",
            Column::Address => "address",
            Column::Attachment => "attachment",
            Column::Author => "author",
        }
    }

    /// Says whether the length of the text weighs in its score.
    pub(crate) fn has_lengths(self) -> bool {
        matches!(self, Column::Subject | Column::Body)
    }

    /// Says whether the places of its words are known.
    pub(crate) fn has_positions(self) -> bool {
        !matches!(self, Column::Address)
    }

    fn options(self) -> TextOptions {
        let indexing = TextFieldIndexing::default().set_fieldnorms(self.has_lengths());
        let indexing = if self.has_positions() {
            indexing.set_tokenizer(WORD_RULE).set_index_option(IndexRecordOption::WithFreqsAndPositions)
        } else {
            indexing.set_tokenizer("raw").set_index_option(IndexRecordOption::Basic)
        };
        TextOptions::default().set_indexing_options(indexing)
    }
}

/// The column of message numbers.
pub(crate) const NUMBER: &str = "n";

/// The columns of the message id, eight octets each, big endian.
pub(crate) const PRINT: [&str; 4] = ["print0", "print1", "print2", "print3"];

/// The columns of [`message_id_print`]; messages that name themselves have them.
pub(crate) const MESSAGE_ID: [&str; 2] = ["message-id0", "message-id1"];

/// The column of sketches; messages of few words have none.
pub(crate) const SKETCH: &str = "sketch";

/// All columns of numbers.
pub(crate) fn numeric() -> impl Iterator<Item = &'static str> {
    [NUMBER, SKETCH].into_iter().chain(PRINT).chain(MESSAGE_ID)
}

pub(crate) fn schema() -> Schema {
    let mut builder = Schema::builder();
    for column in Column::ALL {
        builder.add_text_field(column.name(), column.options());
    }
    numeric().for_each(|name| {
        builder.add_u64_field(name, NumericOptions::from(FAST));
    });
    builder.build()
}

/// What somebody is in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    From,
    To,
    Cc,
    Bcc,
}

impl Role {
    pub(crate) const ALL: [Role; 4] = [Role::From, Role::To, Role::Cc, Role::Bcc];

    /// Returns where the words of the people in this role are.
    pub(crate) fn column(self) -> Column {
        match self {
            Role::From => Column::From,
            Role::To => Column::To,
            Role::Cc => Column::Cc,
            Role::Bcc => Column::Bcc,
        }
    }

    /// Returns the term of an address, or of a part of one, in this role.
    pub(crate) fn term(self, part: &str) -> String {
        format!("{}{part}", self.letter())
    }

    /// Returns what such terms begin with.
    pub(crate) fn letter(self) -> char {
        match self {
            Role::From => 'f',
            Role::To => 't',
            Role::Cc => 'c',
            Role::Bcc => 'b',
        }
    }
}

/// Tells the ways an address can be asked for exactly, each in pieces: `a@b.c.d` by itself,
/// by `a@`, and by each of `@b.c.d`, `@c.d`, `@d`.
pub(crate) fn each_address_term(address: &str, mut take: impl FnMut(&[&str])) {
    let address = fold(address.trim().trim_end_matches('.'));
    if address.is_empty() || address.len() > LONGEST_ADDRESS_BYTES {
        return;
    }
    if let Some((local, domain)) = address.rsplit_once('@') {
        take(&[local, "@"]);
        take(&["@", domain]);
        let above = domain.rmatch_indices('.').map(|(dot, _)| &domain[dot + 1..]);
        above.take(DOMAINS_ABOVE).for_each(|domain| take(&["@", domain]));
    }
    take(&[&address]);
}

/// Returns what is known of a Message-ID: 96 bits of its digest, since whole ones share little
/// and would fill a third of the dictionary. Case never matters, here as elsewhere.
///
/// Two that agree by chance are not to be expected, and to make two takes some 2^48 tries.
pub(crate) fn message_id_print(message_id: &str) -> [u64; 2] {
    let digest: [u8; 32] = Sha256::digest(fold(message_id.trim()).as_bytes()).into();
    let eight = |from: usize| u64::from_be_bytes(std::array::from_fn(|at| digest[from + at]));
    [eight(0), eight(8) >> 32]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address_terms(address: &str) -> Vec<String> {
        let mut terms = Vec::new();
        each_address_term(address, |pieces| terms.push(pieces.concat()));
        terms
    }

    #[track_caller]
    fn check(address: &str, expect: &[&str]) {
        let mut found = address_terms(address);
        found.sort();
        assert_eq!(found, expect);
    }

    #[test]
    fn an_address_is_known_whole_and_in_parts() {
        check(
            "Jean@Mail.Region.Example",
            &["@example", "@mail.region.example", "@region.example", "jean@", "jean@mail.region.example"],
        );
        check("nobody", &["nobody"]);
        check(" ", &[]);
        check("a@", &["@", "a@", "a@"]);
        check(&format!("a@{}", "b".repeat(300)), &[]);
    }

    #[test]
    fn a_hostile_domain_costs_little() {
        let found = address_terms(&format!("a@{}", "b.".repeat(120)));
        assert_eq!(found.len(), DOMAINS_ABOVE + 3);
    }

    #[test]
    fn columns_are_the_fields_of_the_schema() {
        let schema = schema();
        for column in Column::ALL {
            assert_eq!(schema.get_field_name(column.field()), column.name());
        }
    }
}
