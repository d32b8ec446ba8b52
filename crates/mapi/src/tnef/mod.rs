//! TNEF (MS-OXTNEF): an item as `winmail.dat`, the part that Outlook sends to others.

mod encapsulated;

use crate::error::MapiError;
use crate::item::{Attachment, Content, Item};
use crate::little_endian::{Front, LittleEndian};
use crate::property::{Properties, Value, tag};

/// What TNEF begins with.
const SIGNATURE: [u8; 4] = [0x78, 0x9F, 0x3E, 0x22];
/// Level, number, type and length of an attribute.
const HEAD: usize = 9;
/// Items inside one another that are read.
const MAX_DEPTH: usize = 16;
/// Attachments of one item that are read.
const MAX_ATTACHMENTS: usize = 10_000;

/// Attributes by their numbers (MS-OXTNEF §2.1.3.2), whatever their types.
mod attribute {
    pub(super) const FROM: u16 = 0x8000;
    pub(super) const SUBJECT: u16 = 0x8004;
    pub(super) const DATE_SENT: u16 = 0x8005;
    pub(super) const MESSAGE_ID: u16 = 0x8009;
    pub(super) const BODY: u16 = 0x800C;
    pub(super) const ATTACH_DATA: u16 = 0x800F;
    pub(super) const ATTACH_TITLE: u16 = 0x8010;
    pub(super) const ATTACH_REND_DATA: u16 = 0x9002;
    pub(super) const MESSAGE_PROPERTIES: u16 = 0x9003;
    pub(super) const RECIPIENT_TABLE: u16 = 0x9004;
    pub(super) const ATTACHMENT: u16 = 0x9005;
    pub(super) const OEM_CODEPAGE: u16 = 0x9007;
}

/// Says whether octets are TNEF.
pub fn is_tnef(octets: &[u8]) -> bool {
    octets.starts_with(&SIGNATURE)
}

/// Reads TNEF.
///
/// # Errors
/// `AnotherFormat` if it is none. Where it breaks off, what came before is returned,
/// and `is_incomplete` says so.
pub fn read_tnef(octets: &[u8]) -> Result<Item, MapiError> {
    read(octets, 0)
}

fn read(octets: &[u8], depth: usize) -> Result<Item, MapiError> {
    if !is_tnef(octets) {
        return Err(MapiError::AnotherFormat);
    }
    let mut reader = Reader { item: Item::default(), depth };
    // Behind the signature stands a key that nobody needs.
    let mut front = Front(octets.get(6..).unwrap_or_default());
    // Less than the head of an attribute is none: transports leave line ends behind.
    while front.0.len() >= HEAD {
        if reader.attribute(&mut front).is_none() {
            reader.item.is_incomplete = true;
            break;
        }
    }
    Ok(reader.item.settle())
}

struct Reader {
    item: Item,
    depth: usize,
}

impl Reader {
    /// Reads one attribute; `None` where they break off.
    fn attribute(&mut self, front: &mut Front<'_>) -> Option<()> {
        let _level = front.u8()?;
        let (number, _kind) = (front.u16()?, front.u16()?);
        let length = front.u32()? as usize;
        let Some(data) = front.take(length) else {
            // The last one is cut: what is there of a file is more than nothing.
            let rest = std::mem::take(&mut front.0);
            self.take(number, rest);
            return None;
        };
        let checksum = data.iter().fold(0_u16, |sum, octet| sum.wrapping_add(u16::from(*octet)));
        // Some writers leave the last checksum out.
        self.item.is_incomplete |= front.u16().is_some_and(|told| told != checksum);
        self.take(number, data);
        Some(())
    }

    fn take(&mut self, number: u16, data: &[u8]) {
        let item = &mut self.item;
        let narrow = || Value::Narrow(data.to_vec());
        match number {
            attribute::OEM_CODEPAGE => {
                let codepage = data.u32_at(0).map_or(0, i64::from);
                item.properties.insert(tag::MESSAGE_CODEPAGE, Value::Integer(codepage));
            }
            attribute::SUBJECT => item.properties.insert(tag::SUBJECT, narrow()),
            attribute::BODY => item.properties.insert(tag::BODY, narrow()),
            attribute::MESSAGE_ID => {}
            attribute::DATE_SENT => item.properties.insert(tag::CLIENT_SUBMIT_TIME, date(data)),
            attribute::FROM => from(data, &mut item.properties),
            attribute::MESSAGE_PROPERTIES => {
                let mut told = Properties::default();
                let rest = encapsulated::properties(&mut Front(data), &mut told);
                item.is_incomplete |= rest.is_none();
                // What the properties say goes before what the older attributes say.
                told.insert_all(std::mem::take(&mut item.properties));
                item.properties = told;
            }
            attribute::RECIPIENT_TABLE => {
                let rows = encapsulated::rows(data);
                item.is_incomplete |= rows.is_none();
                item.recipients.extend(rows.unwrap_or_default());
            }
            attribute::ATTACH_REND_DATA => self.begin_attachment(),
            attribute::ATTACH_TITLE | attribute::ATTACH_DATA | attribute::ATTACHMENT => {
                self.attachment(number, data)
            }
            _ => {}
        }
    }

    fn begin_attachment(&mut self) {
        if self.item.attachments.len() < MAX_ATTACHMENTS {
            self.item.attachments.push(Attachment::default());
        } else {
            self.item.is_incomplete = true;
        }
    }

    fn attachment(&mut self, number: u16, data: &[u8]) {
        if self.item.attachments.is_empty() {
            self.begin_attachment();
        }
        let Some(attachment) = self.item.attachments.last_mut() else { return };
        match number {
            attribute::ATTACH_TITLE => {
                attachment.properties.insert(tag::ATTACH_FILENAME, Value::Narrow(data.to_vec()))
            }
            attribute::ATTACH_DATA => attachment.content = Content::Octets(data.to_vec()),
            _ => {
                let told = encapsulated::properties(&mut Front(data), &mut attachment.properties);
                self.item.is_incomplete |= told.is_none();
                if let Some(Value::Octets(object)) = attachment.properties.remove(tag::ATTACH_DATA) {
                    let (content, is_whole) = object_content(&object, self.depth);
                    attachment.content = content;
                    self.item.is_incomplete |= !is_whole;
                }
            }
        }
    }
}

/// IID_IMessage {00020307-0000-0000-C000-000000000046}: what follows is TNEF.
const MESSAGE: [u8; 16] = [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

/// Reads what an attachment holds as an object: an item, or whatever follows its identifier.
fn object_content(object: &[u8], depth: usize) -> (Content, bool) {
    let inside = object.get(16..).unwrap_or_default();
    if !object.starts_with(&MESSAGE) {
        return (Content::Octets(inside.to_vec()), object.len() >= 16);
    }
    let item = if depth < MAX_DEPTH { read(inside, depth + 1).ok() } else { None };
    match item {
        Some(item) => (Content::Item(Box::new(item)), true),
        None => (Content::Octets(inside.to_vec()), false),
    }
}

/// Reads a date of seven numbers (MS-OXTNEF §2.1.3.3.5) as if it were UTC: it names no zone.
fn date(data: &[u8]) -> Value {
    let number =
        |n: usize| data.u16_at(2 * n).and_then(|number| i16::try_from(number).ok()).unwrap_or_default();
    let small = |n: usize| i8::try_from(number(n)).unwrap_or_default();
    let date = jiff::civil::DateTime::new(number(0), small(1), small(2), small(3), small(4), small(5), 0);
    let at = date.ok().and_then(|date| date.to_zoned(jiff::tz::TimeZone::UTC).ok());
    let seconds = at.map_or(0, |at| at.timestamp().as_second() + 11_644_473_600);
    Value::Time(u64::try_from(seconds).unwrap_or_default().saturating_mul(10_000_000))
}

/// Reads a sender (MS-OXTNEF §2.1.3.3.4): lengths, a name, then `SMTP:jo@region.example`.
fn from(data: &[u8], properties: &mut Properties) {
    let strings = || {
        let (name_length, address_length) = (data.u16_at(4)?, data.u16_at(6)?);
        let (name, rest) = data.get(8..)?.split_at_checked(usize::from(name_length))?;
        Some((name, rest.get(..usize::from(address_length))?))
    };
    let Some((name, address)) = strings() else { return };
    let colon = address.iter().position(|octet| *octet == b':');
    let (kind, address) =
        colon.map_or((&b""[..], address), |colon| (&address[..colon], &address[colon + 1..]));
    properties.insert(tag::SENDER_NAME, Value::Narrow(name.to_vec()));
    properties.insert(tag::SENDER_ADDRESS_TYPE, Value::Narrow(kind.to_vec()));
    properties.insert(tag::SENDER_EMAIL_ADDRESS, Value::Narrow(address.to_vec()));
}

#[cfg(test)]
mod tests;
