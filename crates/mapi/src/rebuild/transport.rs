//! The header that a mail came with (`PidTagTransportMessageHeaders`), kept as it is
//! but for the lines that speak of a body which is no more.

/// The header lines to keep, and whose fields they are.
#[derive(Debug, Default)]
pub(super) struct Transport {
    /// As they were, each ended by CRLF.
    pub(super) octets: Vec<u8>,
    /// In lower case.
    names: Vec<Vec<u8>>,
}

/// The first line of what Outlook keeps for mail from the Internet; it is no field.
const PREAMBLE: &[u8] = b"Microsoft Mail Internet Headers Version 2.0";

impl Transport {
    /// Reads the lines up to the first empty one: behind it Outlook adds those of parts.
    pub(super) fn read(text: &[u8]) -> Self {
        let mut transport = Transport::default();
        let mut is_kept = false;
        let lines = text.split(|octet| *octet == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        for line in lines.skip_while(|line| line.is_empty() || line.starts_with(PREAMBLE)) {
            if line.trim_ascii().is_empty() || line.contains(&0) {
                break;
            }
            if !line.starts_with(b" ") && !line.starts_with(b"\t") {
                is_kept = transport.begins(line);
            }
            if is_kept {
                transport.octets.extend_from_slice(line);
                transport.octets.extend_from_slice(b"\r\n");
            }
        }
        transport
    }

    /// Says whether it has a field of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known.eq_ignore_ascii_case(name.as_bytes()))
    }

    /// Notes the field that `line` begins; `false` if it is not to be kept.
    fn begins(&mut self, line: &[u8]) -> bool {
        let colon = line.iter().position(|octet| *octet == b':');
        let name = colon.and_then(|colon| line.get(..colon)).unwrap_or_default().trim_ascii_end();
        let name = name.to_ascii_lowercase();
        // A line without a colon ends no header where there are lines before it.
        let is_kept = !name.starts_with(b"content-") && name != b"mime-version" && colon.is_some();
        if is_kept && !self.names.contains(&name) && self.names.len() < 1000 {
            self.names.push(name);
        }
        is_kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_stays_but_for_what_no_longer_fits() {
        let check = |text: &[u8], expect: &[u8]| {
            let octets = Transport::read(text).octets;
            assert_eq!(String::from_utf8_lossy(&octets), String::from_utf8_lossy(expect));
        };
        let text =
            b"Microsoft Mail Internet Headers Version 2.0\r\nReceived: a;\r\n\tb\r\nMIME-Version: 1.0\r\n\
            Content-Type: text/plain;\r\n charset=x\r\nSubject :  \xE9 s\r\n\r\n--x\r\nContent-Type: y\r\n";
        check(text, b"Received: a;\r\n\tb\r\nSubject :  \xE9 s\r\n");
        check(b"A: b\nB: c", b"A: b\r\nB: c\r\n");
        check(b"\r\n\r\nA: b", b"A: b\r\n");
        check(b"no header", b"");
        assert!(Transport::read(text).has("SUBJECT"));
        assert!(!Transport::read(text).has("content-type"));
    }
}
