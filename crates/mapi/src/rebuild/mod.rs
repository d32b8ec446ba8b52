//! An item to the message it was (RFC 5322), the same octets every time.
//!
//! No clock and no randomness: boundaries follow from the header and are counted.
//! They hold `=_`, which neither quoted-printable nor base64 can, and every part
//! that is not a multipart or a message is in one of these.

mod address;
mod encode;
mod header;
mod parts;
mod transport;

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::item::Item;
use parts::{Entity, Leaf};

/// The name of the line that says, to people, that a message was rebuilt and how.
pub const REBUILT_HEADER: &str = "X-Greffe-Rebuilt";

/// The way in which messages are rebuilt. Another way gives other octets, and so
/// other fingerprints: it needs another number.
const VERSION: &str = "rebuilt/1";

/// Writes the message that `item` was.
///
/// # Errors
/// Those of `out`.
pub fn rebuild(item: &Item, out: &mut dyn Write) -> io::Result<()> {
    let header = header::header(item);
    let seed = Sha256::digest(&header).iter().take(8).map(|octet| format!("{octet:02x}")).collect();
    let mut writer = Writer { out, seed, multiparts: 0 };
    writer.message(item, &header)
}

struct Writer<'w> {
    out: &'w mut dyn Write,
    seed: String,
    multiparts: usize,
}

impl Writer<'_> {
    fn message(&mut self, item: &Item, header: &[u8]) -> io::Result<()> {
        self.out.write_all(header)?;
        self.out.write_all(b"MIME-Version: 1.0\r\n")?;
        if let Some(entity) = parts::signed_entity(item) {
            return self.out.write_all(entity);
        }
        self.entity(&parts::entity(item))
    }

    fn entity(&mut self, entity: &Entity<'_>) -> io::Result<()> {
        match entity {
            Entity::Leaf(leaf) => self.leaf(leaf),
            Entity::Message(item, fields) => {
                self.out.write_all(b"Content-Type: message/rfc822\r\n")?;
                self.out.write_all(fields.as_bytes())?;
                self.out.write_all(b"\r\n")?;
                self.message(item, &header::header(item))
            }
            Entity::Multipart(subtype, entities) => self.multipart(subtype, entities),
        }
    }

    fn multipart(&mut self, subtype: &str, entities: &[Entity<'_>]) -> io::Result<()> {
        self.multiparts += 1;
        // Closed by a letter: no boundary is the beginning of another.
        let boundary = format!("=_greffe-{}-{}x", self.seed, self.multiparts);
        write!(self.out, "Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"\r\n\r\n")?;
        for entity in entities {
            write!(self.out, "--{boundary}\r\n")?;
            self.entity(entity)?;
            self.out.write_all(b"\r\n")?;
        }
        write!(self.out, "--{boundary}--\r\n")
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) -> io::Result<()> {
        self.out.write_all(leaf.fields.as_bytes())?;
        if leaf.is_text && encode::has_clean_lines(&leaf.octets) {
            self.out.write_all(b"Content-Transfer-Encoding: quoted-printable\r\n\r\n")?;
            return self.out.write_all(&encode::quoted_printable(&leaf.octets));
        }
        self.out.write_all(b"Content-Transfer-Encoding: base64\r\n\r\n")?;
        for line in leaf.octets.chunks(57) {
            self.out.write_all(STANDARD.encode(line).as_bytes())?;
            self.out.write_all(b"\r\n")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
