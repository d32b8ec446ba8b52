//! The records that close a batch: one line of JSON each, the first one a header.
//!
//! Everything the catalogue knows follows from these lines and the entries
//! before them. The header holds the digest of the records before it, so no
//! batch can be dropped, swapped or altered without a break in the chain.

use greffe_terms::{MessageId, Nature, Number};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::batch::{
    FileDone, FileGone, FileProgress, ImportEnd, ImportId, ImportStart, NewOccurrence, Outcome,
};
use crate::hex::{self, Digest};

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Line {
    Batch(Header),
    Began(ImportStart),
    Item(ItemLine),
    Lost(LostLine),
    Cursor(FileProgress),
    Done(FileDone),
    Gone(FileGone),
    Ended(ImportEnd),
}

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    pub(crate) number: u64,
    pub(crate) import: ImportId,
    /// SHA-256 of the records of the batch before; zeros before the first.
    #[serde(with = "hex")]
    pub(crate) previous: Digest,
    /// SHA-256 of the compressed bytes of the batch before: bits that decoding ignores count too.
    #[serde(with = "hex")]
    pub(crate) previous_packed: Digest,
}

/// One item found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ItemLine {
    pub(crate) n: Number,
    /// Of an item that is stored, the name of its entry says it: digests do not compress.
    /// Older packs say it here, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<MessageId>,
    #[serde(rename = "is")]
    pub(crate) outcome: OutcomeWord,
    /// What it was found to be; not written for mail.
    #[serde(default, skip_serializing_if = "Nature::is_mail")]
    pub(crate) nature: Nature,
    #[serde(flatten)]
    pub(crate) occurrence: NewOccurrence,
}

impl ItemLine {
    /// Says whether it may speak of the item with this id.
    pub(crate) fn is_of(&self, id: MessageId) -> bool {
        self.id.is_none_or(|named| named == id)
    }
}

/// [`Outcome`] without its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum OutcomeWord {
    Stored,
    Duplicate,
    Already,
}

impl OutcomeWord {
    pub(crate) const fn with(self, number: Number) -> Outcome {
        match self {
            OutcomeWord::Stored => Outcome::Stored(number),
            OutcomeWord::Duplicate => Outcome::Duplicate(number),
            OutcomeWord::Already => Outcome::Already(number),
        }
    }
}

/// One span without a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LostLine {
    pub(crate) source: String,
    pub(crate) path: String,
    pub(crate) offset: u64,
    pub(crate) length: u64,
    pub(crate) reason: String,
    /// Its bytes are an entry of this batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) kept: Option<KeptBytes>,
}

/// Bytes of a span, stored as `lost/<sha256>.bin`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptBytes {
    #[serde(with = "hex")]
    pub(crate) sha256: Digest,
    pub(crate) bytes: u64,
}

/// The records of one batch.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Records {
    pub(crate) header: Header,
    pub(crate) lines: Vec<Line>,
}

impl Records {
    /// Returns the lines as they go into the pack.
    pub(crate) fn print(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut text = Vec::with_capacity(256 * (self.lines.len() + 1));
        let header = Line::Batch(self.header.clone());
        for line in std::iter::once(&header).chain(&self.lines) {
            serde_json::to_writer(&mut text, line)?;
            text.push(b'\n');
        }
        Ok(text)
    }

    /// Reads the lines of a pack; `None` if any of them is not ours.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let mut lines = text.strip_suffix(b"\n")?.split(|byte| *byte == b'\n');
        let Ok(Line::Batch(header)) = serde_json::from_slice(lines.next()?) else { return None };
        let lines = lines.map(serde_json::from_slice).collect::<Result<Vec<Line>, _>>().ok()?;
        let second_header = lines.iter().any(|line| matches!(line, Line::Batch(_)));
        (!second_header).then_some(Self { header, lines })
    }
}

/// Returns the SHA-256 of `bytes`.
pub(crate) fn sha256(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use greffe_terms::{Flags, Timestamp};

    use super::*;

    fn example() -> Records {
        let import: ImportId = "0badcafe".parse().expect("an id");
        let (source, path) = ("mail.mbox".to_owned(), "mail.mbox".to_owned());
        let header = Header { number: 4, import, previous: [1; 32], previous_packed: [2; 32] };
        let occurrence = NewOccurrence {
            source: source.clone(),
            path: path.clone(),
            folder: "Reçus".into(),
            offset: 42,
            length: 7,
            flags: Flags { seen: true, ..Flags::default() },
            postmark: Some("From a@b.example Thu Jan  1 00:00:00 1970".into()),
            quoting: None,
            defects: Vec::new(),
        };
        let id = MessageId::new([3; 32]);
        let (outcome, nature) = (OutcomeWord::Duplicate, Nature::Mail);
        let document = ItemLine {
            n: Number(10),
            id: None,
            outcome: OutcomeWord::Stored,
            nature: Nature::Document,
            occurrence: NewOccurrence { postmark: None, flags: Flags::default(), ..occurrence.clone() },
        };
        let item = ItemLine { n: Number(9), id: Some(id), outcome, nature, occurrence };
        let kept = Some(KeptBytes { sha256: [4; 32], bytes: 10 });
        let reason = "no-message".into();
        let lost = LostLine { source, path, offset: 0, length: 10, reason, kept };
        let ended = ImportEnd { at: Timestamp(5), sources: Vec::new() };
        Records {
            header,
            lines: vec![Line::Item(item), Line::Item(document), Line::Lost(lost), Line::Ended(ended)],
        }
    }

    #[test]
    fn records_read_back_as_printed() {
        let records = example();
        let text = records.print().expect("printed");
        assert_eq!(text.iter().filter(|byte| **byte == b'\n').count(), 5);
        assert_eq!(Records::parse(&text), Some(records));
    }

    #[test]
    fn the_format_on_disk_is_this() {
        let text = String::from_utf8(example().print().expect("printed")).expect("UTF-8");
        let (one, two, three, four) = ("01".repeat(32), "02".repeat(32), "03".repeat(32), "04".repeat(32));
        let expect = format!(
            r#"{{"batch":{{"number":4,"import":"0badcafe","previous":"{one}","previous_packed":"{two}"}}}}
{{"item":{{"n":9,"id":"{three}","is":"duplicate","source":"mail.mbox","path":"mail.mbox","folder":"Reçus","offset":42,"length":7,"flags":{{"seen":true,"answered":false,"flagged":false,"draft":false,"deleted":false,"passed":false}},"postmark":"From a@b.example Thu Jan  1 00:00:00 1970"}}}}
{{"item":{{"n":10,"is":"stored","nature":"document","source":"mail.mbox","path":"mail.mbox","folder":"Reçus","offset":42,"length":7}}}}
{{"lost":{{"source":"mail.mbox","path":"mail.mbox","offset":0,"length":10,"reason":"no-message","kept":{{"sha256":"{four}","bytes":10}}}}}}
{{"ended":{{"at":5,"sources":[]}}}}
"#
        );
        assert_eq!(text, expect);
    }

    #[test]
    fn what_is_not_whole_is_not_read() {
        let text = example().print().expect("printed");
        for cut in 0..text.len() {
            let whole_lines = cut > 0 && text[cut - 1] == b'\n';
            assert_eq!(Records::parse(&text[..cut]).is_some(), whole_lines, "cut at {cut}");
        }
    }
}
