//! How a message becomes a document of the engine.
//!
//! A document holds only what follows from the bytes: words with their places,
//! addresses whole and in parts, the Message-ID, the message number and the
//! message id, and the sketch of the wording. No text is stored and no stem is indexed; the raw bytes are in
//! the packs, and stems are found at query time.

use greffe_message::Searchable;
use greffe_terms::{Address, MessageId, Number};
use sha2::{Digest, Sha256};
use tantivy::TantivyDocument;
use tantivy::schema::{
    BytesOptions, FAST, Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use crate::attached::Attached;
use crate::words::WordTokenizer;
use greffe_message::fold;

/// The longest address that is known whole (RFC 5321 §4.5.3.1.3).
const LONGEST_ADDRESS_BYTES: usize = 254;

/// How many domains above an address's own are known.
const DOMAINS_ABOVE: usize = 8;

/// Raised whenever words are cut or folded in another way, or taken from other places of a
/// mail: an index with another name is not this one, and is made again.
const WORD_RULE: &str = "greffe-words-2";

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
    /// Addresses whole and in parts; see [`address_terms`].
    Address,
    /// See [`message_id_term`].
    MessageId,
    /// What a file says.
    Attachment,
    /// Who wrote a file.
    Author,
}

impl Column {
    pub(crate) const ALL: [Column; 11] = [
        Column::Subject,
        Column::Body,
        Column::From,
        Column::To,
        Column::Cc,
        Column::Bcc,
        Column::Filename,
        Column::Address,
        Column::MessageId,
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
            Column::MessageId => "message-id",
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
        !matches!(self, Column::Address | Column::MessageId)
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

/// The column of sketches; messages of few words have none.
pub(crate) const SKETCH: &str = "sketch";

pub(crate) fn schema() -> Schema {
    let mut builder = Schema::builder();
    for column in Column::ALL {
        match column {
            Column::MessageId => {
                builder.add_bytes_field(column.name(), BytesOptions::default().set_indexed())
            }
            _ => builder.add_text_field(column.name(), column.options()),
        };
    }
    builder.add_u64_field(NUMBER, NumericOptions::from(FAST));
    PRINT.iter().for_each(|name| {
        builder.add_u64_field(name, NumericOptions::from(FAST));
    });
    builder.add_u64_field(SKETCH, NumericOptions::from(FAST));
    builder.build()
}

pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORD_RULE, TextAnalyzer::from(WordTokenizer::default()));
    manager
}

/// Returns the field of the number, of a part of the print after it, or of the sketch after these.
fn numeric(offset: usize) -> Field {
    Field::from_field_id((Column::ALL.len() + offset) as u32)
}

/// Makes the document of a file in a message.
pub(crate) fn attached_document(number: Number, file: Attached) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_u64(numeric(0), u64::from(number.0));
    document.add_text(Column::Attachment.field(), file.text);
    file.authors.iter().for_each(|author| document.add_text(Column::Author.field(), author));
    document
}

/// Makes the document of a further name of a file.
pub(crate) fn name_document(number: Number, name: &str) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_u64(numeric(0), u64::from(number.0));
    document.add_text(Column::Filename.field(), name);
    document
}

/// Makes the document of a message.
pub(crate) fn document(number: Number, id: &MessageId, text: Searchable) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_u64(numeric(0), u64::from(number.0));
    for (i, eight) in id.as_bytes().as_chunks::<8>().0.iter().enumerate() {
        document.add_u64(numeric(1 + i), u64::from_be_bytes(*eight));
    }
    if let Some(sketch) = text.sketch {
        document.add_u64(numeric(1 + PRINT.len()), sketch.0);
    }
    let people =
        [(Role::From, &text.from), (Role::To, &text.to), (Role::Cc, &text.cc), (Role::Bcc, &text.bcc)];
    for (role, addresses) in people {
        addresses.iter().for_each(|address| add_address(&mut document, role, address));
    }
    document.add_text(Column::Subject.field(), text.subject);
    document.add_text(Column::Body.field(), text.body);
    text.filenames.iter().for_each(|name| document.add_text(Column::Filename.field(), name));
    if let Some(message_id) = &text.message_id {
        document.add_bytes(Column::MessageId.field(), &message_id_term(message_id));
    }
    document
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
        let letter = match self {
            Role::From => 'f',
            Role::To => 't',
            Role::Cc => 'c',
            Role::Bcc => 'b',
        };
        format!("{letter}{part}")
    }
}

fn add_address(document: &mut TantivyDocument, role: Role, address: &Address) {
    let words = role.column().field();
    address.name.iter().for_each(|name| document.add_text(words, name));
    document.add_text(words, &address.address);
    let parts = address_terms(&address.address).into_iter().map(|part| role.term(&part));
    parts.for_each(|term| document.add_text(Column::Address.field(), term));
}

/// Returns the ways an address can be asked for exactly: `a@b.c.d` by itself,
/// by `a@`, and by each of `@b.c.d`, `@c.d`, `@d`.
pub(crate) fn address_terms(address: &str) -> Vec<String> {
    let address = fold(address.trim().trim_end_matches('.'));
    if address.is_empty() || address.len() > LONGEST_ADDRESS_BYTES {
        return Vec::new();
    }
    let Some((local, domain)) = address.rsplit_once('@') else {
        return vec![address.into_owned()];
    };
    let mut terms = vec![format!("{local}@"), format!("@{domain}")];
    let above = domain.rmatch_indices('.').map(|(dot, _)| &domain[dot + 1..]);
    terms.extend(above.take(DOMAINS_ABOVE).map(|domain| format!("@{domain}")));
    terms.push(address.into_owned());
    terms
}

/// Returns the term of a Message-ID: the beginning of its digest, since whole ones share
/// little and would fill a third of the dictionary. Case never matters, here as elsewhere.
///
/// Two that agree by chance are not to be expected, and to make two takes some 2^48 tries.
pub(crate) fn message_id_term(message_id: &str) -> [u8; 12] {
    let digest: [u8; 32] = Sha256::digest(fold(message_id.trim()).as_bytes()).into();
    std::array::from_fn(|at| digest[at])
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(schema.get_field(NUMBER).unwrap(), numeric(0));
        assert_eq!(schema.get_field(SKETCH).unwrap(), numeric(1 + PRINT.len()));
    }
}
