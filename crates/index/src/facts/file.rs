//! The octets of a generation of facts.
//!
//! A first line that names the format, then the sections in a fixed order,
//! each a count and its values (little endian), then the CRC-32 of all before.
//! Every place read from the file is checked against its dictionary here, once.

use std::sync::Arc;

use memmap2::Mmap;

use super::column::{Column, Fixed};
use super::dictionary::{Dictionary, NONE};
use super::names::Names;
use super::{Alike, Coded, CodedSets, Facts, Judgements, kind_of, time_zone};

/// The checksum at the end.
const CRC_OCTETS: usize = 4;

const FORMAT: &[u8] = b"greffe facts 6\n";

pub(super) fn encode(facts: &Facts, zone_name: &str) -> Vec<u8> {
    let mut out = Encoder(FORMAT.to_vec());
    out.string(zone_name);
    out.column(&facts.dates);
    out.coded(&facts.senders);
    out.coded(&facts.sender_domains);
    out.names(&facts.sender_names);
    out.column(&facts.mentions);
    out.column(&facts.months);
    out.column(&facts.sizes);
    out.column(&facts.threads);
    facts.alike.encode(&mut out);
    out.column(&facts.traits);
    out.coded(&facts.languages);
    out.coded(&facts.lists);
    let dictionaries = [&facts.mailboxes, &facts.folders, &facts.file_types, &facts.authors];
    dictionaries.iter().for_each(|names| out.names(&names.names));
    out.column(&facts.places.by_number);
    out.count(facts.places.sets.len());
    facts.places.sets.iter().for_each(|set| out.all(set, pair_to_bytes));
    for coded in [&facts.file_sets, &facts.author_sets] {
        out.column(&coded.by_number);
        out.count(coded.sets.len());
        coded.sets.iter().for_each(|set| out.all(set, u32::to_le_bytes));
    }
    facts.judgements.encode(&mut out);
    out.finish()
}

/// Reads a generation; `None` when it is not one, or damaged.
pub(super) fn decode(file: &Arc<Mmap>) -> Option<Facts> {
    let (body, crc) = file.split_last_chunk::<CRC_OCTETS>()?;
    let is_sound = || crc32fast::hash(body) == u32::from_le_bytes(*crc);
    let (facts, is_sound) = rayon::join(|| decode_unchecked(file, body), is_sound);
    facts.filter(|_| is_sound)
}

/// Reads the octets of a generation, whatever they are.
fn decode_unchecked(file: &Arc<Mmap>, body: &[u8]) -> Option<Facts> {
    let mut input = Decoder { file, rest: body.strip_prefix(FORMAT)? };
    let zone = time_zone(&input.string()?)?;
    let dates: Column<i64> = input.column()?;
    let len = dates.len();
    let senders = input.coded(len)?;
    let facts = Facts {
        zone,
        dates,
        sender_domains: input.coded(senders.dictionary.len())?,
        senders,
        sender_names: input.names()?,
        mentions: input.column()?,
        months: input.column()?,
        sizes: input.column()?,
        threads: input.column()?,
        alike: Alike::decode(&mut input, len)?,
        traits: input.column()?,
        languages: input.coded(len)?,
        lists: input.coded(len)?,
        mailboxes: Dictionary::new(input.names()?),
        folders: Dictionary::new(input.names()?),
        file_types: Dictionary::new(input.names()?),
        authors: Dictionary::new(input.names()?),
        places: input.coded_sets(len, pair_from_bytes)?,
        file_sets: input.coded_sets(len, u32::from_le_bytes)?,
        author_sets: input.coded_sets(len, u32::from_le_bytes)?,
        judgements: Judgements::decode(&mut input, len)?,
    };
    (input.rest.is_empty() && is_consistent(&facts)).then_some(facts)
}

fn is_consistent(facts: &Facts) -> bool {
    let Facts { months, sizes, threads, traits, senders, sender_names, mentions, .. } = facts;
    let lengths = [months.len(), sizes.len(), threads.len(), traits.len()];
    let pair_fits = |(mailbox, folder): &(u32, u32)| {
        (*mailbox as usize) < facts.mailboxes.len() && (*folder as usize) < facts.folders.len()
    };
    lengths.iter().all(|len| *len == facts.len())
        && traits.all(|traits| kind_of(traits) < greffe_terms::Kind::ALL.len())
        && facts.places.sets.iter().flatten().all(pair_fits)
        && facts.file_sets.sets.iter().flatten().all(|place| (*place as usize) < facts.file_types.len())
        && facts.author_sets.sets.iter().flatten().all(|place| (*place as usize) < facts.authors.len())
        && sender_names.len() == senders.dictionary.len()
        && mentions.len() == senders.dictionary.len()
}

fn pair_to_bytes((mailbox, folder): (u32, u32)) -> [u8; 8] {
    (u64::from(folder) << 32 | u64::from(mailbox)).to_le_bytes()
}

fn pair_from_bytes(octets: [u8; 8]) -> (u32, u32) {
    let pair = u64::from_le_bytes(octets);
    (pair as u32, (pair >> 32) as u32)
}

pub(super) struct Encoder(Vec<u8>);

impl Encoder {
    pub(super) fn count(&mut self, count: usize) {
        self.0.extend((count as u64).to_le_bytes());
    }

    pub(super) fn column<T: Fixed>(&mut self, column: &Column<T>) {
        self.count(column.len());
        self.0.extend(column.octets());
    }

    pub(super) fn all<T: Copy, const N: usize>(&mut self, values: &[T], to_bytes: impl Fn(T) -> [u8; N]) {
        self.count(values.len());
        values.iter().for_each(|value| self.0.extend(to_bytes(*value)));
    }

    fn string(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend(text.as_bytes());
    }

    pub(super) fn names(&mut self, names: &Names) {
        self.column(names.text());
        self.column(names.ends());
    }

    fn coded(&mut self, coded: &Coded) {
        self.names(&coded.dictionary.names);
        self.column(&coded.by_number);
    }

    fn finish(mut self) -> Vec<u8> {
        let crc = crc32fast::hash(&self.0);
        self.0.extend(crc.to_le_bytes());
        self.0
    }
}

pub(super) struct Decoder<'a> {
    file: &'a Arc<Mmap>,
    /// What is not read yet, up to the checksum.
    rest: &'a [u8],
}

impl<'a> Decoder<'a> {
    fn octets(&mut self, count: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(head)
    }

    pub(super) fn count(&mut self) -> Option<usize> {
        let (count, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        usize::try_from(u64::from_le_bytes(*count)).ok()
    }

    /// Returns where in the file what is not read yet begins.
    fn at(&self) -> usize {
        self.file.len() - CRC_OCTETS - self.rest.len()
    }

    pub(super) fn column<T: Fixed>(&mut self) -> Option<Column<T>> {
        let count = self.count()?;
        let start = self.at();
        self.octets(count.checked_mul(T::WIDTH)?)?;
        Some(Column::mapped(self.file, start..self.at()))
    }

    pub(super) fn all<T, const N: usize>(&mut self, from_bytes: impl Fn([u8; N]) -> T) -> Option<Vec<T>> {
        let count = self.count()?;
        let octets = self.octets(count.checked_mul(N)?)?;
        Some(octets.as_chunks::<N>().0.iter().map(|chunk| from_bytes(*chunk)).collect())
    }

    fn string(&mut self) -> Option<String> {
        let count = self.count()?;
        String::from_utf8(self.octets(count)?.to_vec()).ok()
    }

    pub(super) fn names(&mut self) -> Option<Names> {
        Names::new(self.column()?, self.column()?)
    }

    fn coded(&mut self, len: usize) -> Option<Coded> {
        let dictionary = Dictionary::new(self.names()?);
        let by_number: Column<u32> = self.column()?;
        let fits = |place: u32| (place == NONE) | ((place as usize) < dictionary.len());
        (by_number.len() == len && by_number.all(fits)).then_some(Coded { dictionary, by_number })
    }

    fn coded_sets<T, const N: usize>(
        &mut self,
        len: usize,
        from_bytes: impl Fn([u8; N]) -> T,
    ) -> Option<CodedSets<T>> {
        let by_number: Column<u32> = self.column()?;
        let sets: Vec<Vec<T>> = (0..self.count()?).map(|_| self.all(&from_bytes)).collect::<Option<_>>()?;
        let fits = |place: u32| (place as usize) < sets.len();
        (by_number.len() == len && by_number.all(fits)).then_some(CodedSets { sets, by_number })
    }
}

#[cfg(test)]
mod tests {
    use greffe_terms::{Flags, Kind, Reason, Verdict};

    use super::*;
    use crate::{FactRow, FactsBuilder};

    fn sample() -> (Facts, String) {
        let mut builder = FactsBuilder::new("Europe/Paris").unwrap();
        let row = FactRow {
            date: Some(1_483_225_200),
            from: Some("jean@region.example"),
            from_name: Some("Jean"),
            to: &["anne@region.example", "jean@region.example"],
            kind: Kind::Bulk,
            size_bytes: 1234,
            places: &[("dupont", "INBOX"), ("martin", "Sent")],
            file_types: &["pdf"],
            attachments: 2,
            unread_attachments: 1,
            authors: &["Jean Dupont", "Région"],
            language: Some("fr"),
            list: None,
            flags: Flags { seen: true, ..Flags::default() },
            damaged: false,
            verdict: Some(Verdict::PartlyVerified),
            reasons: &[Reason::HeaderUnsigned, Reason::Sha1],
            signed_by: &["region.example"],
        };
        builder.push(row);
        builder.push(FactRow {
            date: None,
            from: None,
            from_name: None,
            to: &[],
            places: &[],
            file_types: &[],
            authors: &[],
            verdict: None,
            ..row
        });
        builder.set_alike(&[(1, 0), (2, 0)]);
        let zone_name = builder.zone_name.clone();
        (builder.finish(), zone_name)
    }

    fn mapped(octets: &[u8]) -> Arc<Mmap> {
        let mut file = memmap2::MmapMut::map_anon(octets.len()).unwrap();
        file.copy_from_slice(octets);
        Arc::new(file.make_read_only().unwrap())
    }

    #[test]
    fn facts_read_back_as_they_were_written() {
        let (facts, zone_name) = sample();
        let octets = encode(&facts, &zone_name);
        let read = decode(&mapped(&octets)).unwrap();
        assert_eq!(format!("{read:?}"), format!("{facts:?}"));
        // 1483225200 is 2017-01-01 00:00 in Paris, and 2016 in London.
        assert_eq!(read.months.get(0), Some(2017 * 12));
        assert_eq!(read.mentions.iter().collect::<Vec<_>>(), [1, 1]);
        assert_eq!(read.alike(), [0, 0]);
    }

    #[test]
    fn any_flipped_or_missing_octet_is_seen() {
        let (facts, zone_name) = sample();
        let octets = encode(&facts, &zone_name);
        for at in 0..octets.len() {
            let mut flipped = octets.clone();
            flipped[at] ^= 0x20;
            assert!(decode(&mapped(&flipped)).is_none(), "octet {at}");
            assert!(decode(&mapped(&octets[..at])).is_none(), "cut at {at}");
        }
    }
}
