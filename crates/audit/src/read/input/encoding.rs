//! Text in whatever it was written to UTF-8.
//!
//! PowerShell writes UTF-16; logs mix UTF-8 with the code page of a server. UTF-16 is
//! told by its mark or its zeros; an octet that is no UTF-8 is read as Windows-1252
//! by itself, so that a file may change its mind.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

const CHUNK_BYTES: usize = 64 << 10;

/// A reader of UTF-8, without byte order mark and NULs.
pub(crate) struct Decoded<R> {
    stream: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    is_at_end: bool,
    is_finished: bool,
    /// The octets of the character that the last chunk ended within.
    open: Vec<u8>,
    text: Vec<u8>,
    text_at: usize,
}

impl<R: Read> Decoded<R> {
    /// The text of `stream`, whose first octets are `head`.
    pub(crate) fn new(stream: R, head: &[u8]) -> Self {
        let decoder = encoding_of(head).new_decoder_with_bom_removal();
        let (raw, text, open) = (Vec::new(), Vec::new(), Vec::new());
        Decoded {
            stream,
            decoder,
            raw,
            raw_at: 0,
            is_at_end: false,
            is_finished: false,
            open,
            text,
            text_at: 0,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.text_at = 0;
        while self.text.is_empty() && !self.is_finished {
            if self.raw_at == self.raw.len() && !self.is_at_end {
                self.refill_raw()?;
            }
            self.decode();
            drop_nuls(&mut self.text);
        }
        Ok(())
    }

    fn refill_raw(&mut self) -> io::Result<()> {
        self.raw.resize(CHUNK_BYTES, 0);
        let read = self.stream.read(&mut self.raw)?;
        self.raw.truncate(read);
        self.raw_at = 0;
        self.is_at_end = read == 0;
        Ok(())
    }

    fn decode(&mut self) {
        let start = self.text.len();
        self.text.resize(start + CHUNK_BYTES + 16, 0);
        let (raw, room) = (self.raw.get(self.raw_at..), self.text.get_mut(start..));
        let (Some(raw), Some(room)) = (raw, room) else { return };
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(raw, room, self.is_at_end);
        self.text.truncate(start + written);
        match result {
            DecoderResult::InputEmpty => {
                self.remember_open(read);
                self.is_finished = self.is_at_end;
            }
            DecoderResult::OutputFull => self.raw_at += read,
            DecoderResult::Malformed(bad, after) => self.salvage(read, usize::from(bad), usize::from(after)),
        }
    }

    /// Keeps the tail that may be the beginning of a character: it may turn out to be none.
    fn remember_open(&mut self, read: usize) {
        let raw = self.raw.get(self.raw_at..self.raw_at + read).unwrap_or_default();
        self.open.extend_from_slice(raw.get(raw.len().saturating_sub(4)..).unwrap_or_default());
        let surplus = self.open.len().saturating_sub(4);
        self.open.drain(..surplus);
        self.raw_at += read;
    }

    /// Reads the octets of a malformed sequence one by one as Windows-1252.
    fn salvage(&mut self, read: usize, bad: usize, after: usize) {
        self.raw_at += read;
        if self.decoder.encoding() != UTF_8 {
            return self.text.extend_from_slice("\u{fffd}".as_bytes());
        }
        let mut seen = self.open.clone();
        seen.extend_from_slice(self.raw.get(..self.raw_at).unwrap_or_default());
        let end = seen.len().saturating_sub(after);
        let bytes = seen.get(end.saturating_sub(bad)..end).unwrap_or_default();
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
        self.text.extend_from_slice(text.as_bytes());
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.text_at == self.text.len() {
            self.fill()?;
        }
        let left = self.text.get(self.text_at..).unwrap_or_default();
        let count = left.len().min(buffer.len());
        if let (Some(from), Some(to)) = (left.get(..count), buffer.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.text_at += count;
        Ok(count)
    }
}

/// UTF-16 by its mark, or by its zeros; else UTF-8.
fn encoding_of(head: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    let sample = head.get(..head.len().min(256) & !1).unwrap_or_default();
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|octet| **octet == 0).count();
    let most = (sample.len() / 2).saturating_sub(sample.len() / 16);
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > 0 && odd >= most => UTF_16LE,
        (even, 0) if even > 0 && even >= most => UTF_16BE,
        _ => UTF_8,
    }
}

fn drop_nuls(text: &mut Vec<u8>) {
    if memchr::memchr(0, text).is_some() {
        text.retain(|octet| *octet != 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(octets: &[u8]) -> String {
        let mut text = String::new();
        Decoded::new(octets, &octets[..octets.len().min(1000)]).read_to_string(&mut text).expect("memory");
        text
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn every_encoding_becomes_utf8() {
        let text = "Identité;Accès\r\nélu@conseil.example;FullAccess\r\n";
        let marked = format!("\u{feff}{text}");
        let (cp1252, _, _) = WINDOWS_1252.encode(text);
        for octets in [
            text.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
            cp1252.into_owned(),
        ] {
            assert_eq!(read(&octets), text);
        }
    }

    #[test]
    fn a_file_may_mix_utf8_and_cp1252_across_chunks() {
        for lead in [0, 1, 2, CHUNK_BYTES - 2, CHUNK_BYTES - 1, CHUNK_BYTES] {
            let mut octets = vec![b'a'; lead];
            octets.extend_from_slice("é€".as_bytes());
            octets.extend_from_slice(b"\xe9\x80\xe2\x82 fin\xe9");
            let text = read(&octets);
            assert_eq!(text.get(lead..), Some("é€é€â‚ finé"), "{lead}");
        }
    }

    #[test]
    fn nuls_are_dropped() {
        assert_eq!(read(b"{\"a\0\":\0\x001}"), "{\"a\":1}");
        assert_eq!(read(b""), "");
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_in_utf8_comes_out(octets: Vec<u8>) {
            let _ = read(&octets);
        }

        #[test]
        fn utf8_stays_as_it_is(text in "[^\0\u{feff}]{40,80}") {
            // Long and not all outside ASCII: nothing that zeros could be taken for UTF-16.
            proptest::prop_assert_eq!(read(text.as_bytes()), text);
        }
    }
}
