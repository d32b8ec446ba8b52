//! What a file says of itself in XMP (ISO 16684-1): XML that lies in PDF and in images.

use memchr::memmem;

use crate::formats::xml::{Element, Node, walk};
use crate::reading::{Metadata, Position, Why};
use crate::worker::claim;

/// A longer packet is not read.
const MAX_PACKET_BYTES: usize = 1 << 20;

/// Fills what `metadata` lacks with what the packet in `bytes` says, if there is one.
pub(crate) fn read(bytes: &[u8], metadata: &mut Metadata) {
    let Some(packet) = packet(bytes) else { return };
    let mut facts = Facts::default();
    // A broken packet is read as far as it goes.
    let _ = walk(packet, |node| facts.take(node));
    facts.fill(metadata);
}

fn packet(bytes: &[u8]) -> Option<&[u8]> {
    const END: &[u8] = b"</x:xmpmeta>";
    let packet = bytes.get(memmem::find(bytes, b"<x:xmpmeta")?..)?;
    let near = packet.get(..packet.len().min(MAX_PACKET_BYTES))?;
    near.get(..memmem::find(near, END)? + END.len())
}

/// Properties, by the names of their schemas.
#[derive(Default)]
struct Facts {
    found: Metadata,
    producer: Option<String>,
    taken: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    /// The property that is open.
    property: Option<String>,
    text: String,
}

const PROPERTIES: [&str; 10] = [
    "title",
    "creator",
    "Company",
    "CreateDate",
    "ModifyDate",
    "CreatorTool",
    "Producer",
    "DateTimeOriginal",
    "GPSLatitude",
    "GPSLongitude",
];

impl Facts {
    fn take(&mut self, node: Node<'_>) -> Result<(), Why> {
        match node {
            Node::Open(element) => self.open(&element),
            Node::Text(text) if self.property.is_some() && self.text.len() < 4096 => {
                self.text.push_str(&text)
            }
            Node::Text(_) => {}
            Node::Close(name) => self.close(name),
        }
        Ok(())
    }

    fn open(&mut self, element: &Element<'_>) {
        if element.name() == "Description" {
            // The short form: properties as attributes.
            for name in PROPERTIES {
                if let Some(value) = element.attribute(name) {
                    self.set(name, &value);
                }
            }
        } else if PROPERTIES.contains(&element.name()) {
            self.property = Some(element.name().to_owned());
            self.text.clear();
        }
    }

    /// Of several values (`rdf:li`), the first counts.
    fn close(&mut self, name: &str) {
        let Some(property) = self.property.clone() else { return };
        if name == "li" || name == property {
            let text = std::mem::take(&mut self.text);
            self.set(&property, &text);
        }
        if name == property {
            self.property = None;
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        let field = match name {
            "title" => &mut self.found.title,
            "creator" => &mut self.found.author,
            "Company" => &mut self.found.company,
            "CreateDate" => return keep_date(&mut self.found.created, value),
            "ModifyDate" => return keep_date(&mut self.found.modified, value),
            "DateTimeOriginal" => return keep_date(&mut self.taken, value),
            "CreatorTool" => &mut self.found.software,
            "Producer" => &mut self.producer,
            "GPSLatitude" => return self.latitude = self.latitude.or(degrees(value)),
            "GPSLongitude" => return self.longitude = self.longitude.or(degrees(value)),
            _ => return,
        };
        *field = field.take().or_else(|| claim(value));
    }

    fn fill(self, metadata: &mut Metadata) {
        let found = self.found;
        let fields = [
            (&mut metadata.title, found.title),
            (&mut metadata.author, found.author),
            (&mut metadata.company, found.company),
            (&mut metadata.created, self.taken.or(found.created)),
            (&mut metadata.modified, found.modified),
            (&mut metadata.software, found.software.or(self.producer)),
        ];
        for (field, value) in fields {
            *field = field.take().or(value);
        }
        metadata.position = metadata.position.or_else(|| Position::on_earth(self.latitude?, self.longitude?));
    }
}

/// Dates are ISO 8601 already.
fn keep_date(field: &mut Option<String>, value: &str) {
    let is_date = value.trim().get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    if is_date && field.is_none() {
        *field = claim(value);
    }
}

/// `48,30.25N` or `48,30,15N`.
fn degrees(value: &str) -> Option<f64> {
    let value = value.trim();
    let (number, side) = value.split_at_checked(value.len().checked_sub(1)?)?;
    let sign = match side {
        "N" | "E" => 1.0,
        "S" | "W" => -1.0,
        _ => return None,
    };
    let mut degrees = 0.0;
    for (part, unit) in number.split(',').zip([1.0, 60.0, 3600.0]) {
        degrees += part.trim().parse::<f64>().ok()? / unit;
    }
    Some(sign * degrees)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(inside: &str) -> Metadata {
        let mut metadata = Metadata { title: Some("kept".into()), ..Metadata::default() };
        let packet = format!("junk<x:xmpmeta xmlns:x='x'><rdf:RDF>{inside}</rdf:RDF></x:xmpmeta>junk");
        read(packet.as_bytes(), &mut metadata);
        metadata
    }

    #[test]
    fn both_forms_are_read_and_fill_what_is_empty() {
        let metadata = facts(
            "<rdf:Description xmp:CreateDate='2017-03-09T08:05:00+01:00' exif:GPSLatitude='48,30.0N'>\
             <dc:title><rdf:Alt><rdf:li>lost</rdf:li></rdf:Alt></dc:title>\
             <dc:creator><rdf:Seq><rdf:li>Jeanne Colin</rdf:li><rdf:li>Marc</rdf:li></rdf:Seq></dc:creator>\
             <pdf:Producer>Writer 4</pdf:Producer><exif:GPSLongitude>4,15,0W</exif:GPSLongitude>\
             <xmpMM:History><rdf:Seq><rdf:li stEvt:softwareAgent='x'>no</rdf:li></rdf:Seq></xmpMM:History>\
             </rdf:Description>",
        );
        let expect = Metadata {
            title: Some("kept".into()),
            author: Some("Jeanne Colin".into()),
            created: Some("2017-03-09T08:05:00+01:00".into()),
            software: Some("Writer 4".into()),
            position: Some(Position { latitude: 48.5, longitude: -4.25 }),
            ..Metadata::default()
        };
        assert_eq!(metadata, expect);
    }

    #[test]
    fn what_is_no_date_or_place_is_left_out() {
        let metadata =
            facts("<rdf:Description xmp:CreateDate='soon' exif:GPSLatitude='95,0N' exif:GPSLongitude='é'/>");
        assert_eq!(metadata, Metadata { title: Some("kept".into()), ..Metadata::default() });
        for bytes in [&b""[..], b"<x:xmpmeta", b"<x:xmpmeta></rdf></x:xmpmeta>"] {
            let mut metadata = Metadata::default();
            read(bytes, &mut metadata);
            assert_eq!(metadata, Metadata::default());
        }
    }
}
