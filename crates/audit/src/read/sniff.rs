//! What a file is, told by its first octets and never by its name.
//!
//! Each family of readers has a `sniff` that looks at a [`Head`] and a `read`; they
//! are asked in the order of [`FAMILIES`], and the first that knows the file reads it.

use std::io::{self, Read};

use super::input::{Content, Decoded};
use super::m365;
use super::sink::Sink;
use super::table::is_preamble;
use super::{approvals, calendar, configuration, directory, dovecot, exchange, google, order, zimbra};
use crate::model::Form;

/// One family of readers.
pub(super) struct Family {
    /// Says what the file is, if it is one of the family's.
    pub(super) sniff: fn(&Head) -> Option<Form>,
    /// Reads it.
    pub(super) read: fn(Form, &mut Content<'_>, &mut Sink<'_>) -> io::Result<()>,
}

/// Every family, the most particular tests first.
pub(super) const FAMILIES: &[Family] = &[
    Family { sniff: m365::sniff, read: m365::read },
    Family { sniff: exchange::sniff, read: exchange::read },
    Family { sniff: google::sniff, read: google::read },
    Family { sniff: zimbra::sniff, read: zimbra::read },
    Family { sniff: dovecot::sniff, read: dovecot::read },
    Family { sniff: configuration::sniff, read: configuration::read },
    Family { sniff: order::sniff, read: order::read },
    Family { sniff: approvals::sniff, read: approvals::read },
    Family { sniff: calendar::sniff, read: calendar::read },
    Family { sniff: directory::sniff, read: directory::read },
];

/// The first family that knows a file, and what it takes it for.
pub(super) fn family_of(head: &Head) -> Option<(Form, &'static Family)> {
    FAMILIES.iter().find_map(|family| Some(((family.sniff)(head)?, family)))
}

/// The first octets of a file, and what can be told of them at a glance.
pub(crate) struct Head {
    octets: Vec<u8>,
    text: String,
    separator: u8,
    columns: Vec<String>,
}

impl Head {
    /// The head of a file that begins with `octets`, which are `text` when decoded.
    pub(crate) fn new(octets: Vec<u8>, text: String) -> Self {
        let header = header_line(&text).unwrap_or_default();
        let separator = separator_of(header);
        let columns = columns_of(header, separator);
        Head { octets, text, separator, columns }
    }

    /// The head of a file that begins with `octets`.
    pub(crate) fn read(octets: Vec<u8>) -> Self {
        let mut text = String::new();
        // Memory can be read.
        let _ = Decoded::new(octets.as_slice(), &octets).read_to_string(&mut text);
        Head::new(octets, text)
    }

    /// The octets as they lie in the file, 64 KiB at most.
    pub(crate) fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The same as text; its end may be cut anywhere.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Its lines that are not blank; the last may be cut.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// What parts the cells, if this is a table.
    pub(crate) fn separator(&self) -> u8 {
        self.separator
    }

    /// The names in the first line, in lower case, if this is a table.
    pub(crate) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Whether every one of these columns is there; case does not matter.
    pub(crate) fn has_columns(&self, wanted: &[&str]) -> bool {
        wanted.iter().all(|name| self.columns.iter().any(|known| known.eq_ignore_ascii_case(name)))
    }

    /// Whether this begins like JSON.
    pub(crate) fn is_json(&self) -> bool {
        self.text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '['])
    }

    /// Whether the text holds `"key":`, blanks aside, at whatever depth.
    pub(crate) fn has_json_key(&self, key: &str) -> bool {
        let quoted = format!("\"{key}\"");
        let mut after =
            self.text.match_indices(&quoted).filter_map(|(at, _)| self.text.get(at + quoted.len()..));
        after.any(|rest| rest.trim_start().starts_with(':'))
    }
}

/// The line that names the columns: PowerShell may write `#TYPE` before it.
fn header_line(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(|line| line.trim_start_matches('\u{feff}').trim_end());
    lines.find(|line| !line.is_empty() && !is_preamble(line.trim_start_matches('"')))
}

fn separator_of(header: &str) -> u8 {
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

fn columns_of(header: &str, separator: u8) -> Vec<String> {
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(header.as_bytes());
    let first = rows.records().next().and_then(Result::ok).unwrap_or_default();
    first.iter().map(|name| name.trim().to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        Head::new(text.as_bytes().to_vec(), text.to_owned())
    }

    #[test]
    fn columns_are_found_behind_what_powershell_writes() {
        for text in [
            "Identity,User\n",
            "#TYPE Selected\r\n\"Identity\";\"User\"\r\n",
            "\u{feff}identity\tuser\nx\ty",
            "\n\nIDENTITY| USER \n",
        ] {
            assert!(head(text).has_columns(&["Identity", "user"]), "{text:?}");
            assert!(!head(text).has_columns(&["AccessRights"]), "{text:?}");
        }
    }

    #[test]
    fn a_json_key_is_followed_by_a_colon() {
        assert!(head("[ {\"Operation\" : \"x\"}").has_json_key("Operation"));
        assert!(!head("[\"Operation\"]").has_json_key("Operation"));
        assert!(head(" \n[1]").is_json());
        assert!(!head("a,b").is_json());
    }
}
