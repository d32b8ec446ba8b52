//! Lists as people make them: lines, and tables of spreadsheets.

use super::MOST_TERMS;
use crate::failure::Failure;

/// So many lines of a table tell what stands between its cells.
const LINES_LOOKED_AT: usize = 20;

/// Reads a list: the first column of a `.csv` file, the lines of any other.
///
/// # Errors
/// A quotation mark that is not closed: it would make one term of all that follows.
pub(super) fn from_file(file_name: &str, bytes: &[u8]) -> Result<Vec<String>, Failure> {
    let text = decoded(bytes);
    if file_name.ends_with(".csv") { first_column(&text) } else { Ok(lines(&text)) }
}

/// Decodes UTF-8; spreadsheets still write Windows-1252.
pub(super) fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// Reads one term a line, one more than are taken at most.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().filter_map(term).take(MOST_TERMS + 1).collect()
}

fn first_column(text: &str) -> Result<Vec<String>, Failure> {
    let (told, text) = told_separator(text);
    let separator = told.unwrap_or_else(|| separator(text));
    if let Some(line) = unclosed_quote(text, separator) {
        return Err(Failure::unclosed_quote(line + usize::from(told.is_some())));
    }
    let records = records(text, separator);
    Ok(records.filter_map(|record| term(record.get(0)?)).take(MOST_TERMS + 1).collect())
}

/// Reads the line by which a table tells Excel its separator: `sep=;`.
fn told_separator(text: &str) -> (Option<u8>, &str) {
    let told = text.strip_prefix("sep=").and_then(|rest| {
        let (line, rest) = rest.split_once('\n').unwrap_or((rest, ""));
        match line.trim_end_matches('\r').as_bytes() {
            [separator] if separator.is_ascii() => Some((*separator, rest)),
            _ => None,
        }
    });
    told.map_or((None, text), |(separator, rest)| (Some(separator), rest))
}

/// Tells what stands between the cells of a table: what parts most lines. Where two signs part
/// as many it is not the comma: names are written with one (`Dupont, Jean;12`).
fn separator(text: &str) -> u8 {
    let parted =
        |sign: &u8| records(text, *sign).take(LINES_LOOKED_AT).filter(|record| record.len() > 1).count();
    // Of equals the last one is taken.
    [b',', b'\t', b';'].into_iter().max_by_key(parted).unwrap_or(b',')
}

/// Returns the line, counted from 1, of a quotation mark that opens a cell and that no other
/// closes where the cell ends (RFC 4180 §2).
fn unclosed_quote(text: &str, separator: u8) -> Option<usize> {
    let ends_cell = |octet: u8| octet == separator || octet == b'\n' || octet == b'\r';
    let (mut line, mut begins, mut opened) = (1, true, None);
    let mut octets = text.bytes().peekable();
    while let Some(octet) = octets.next() {
        match (octet, opened) {
            (b'"', None) if begins => opened = Some(line),
            (b'"', Some(_)) if octets.next_if_eq(&b'"').is_some() => {}
            (b'"', Some(_)) if octets.peek().is_none_or(|next| ends_cell(*next)) => opened = None,
            (b'"', Some(_)) => return opened,
            _ => {}
        }
        line += usize::from(octet == b'\n');
        begins = opened.is_none() && ends_cell(octet);
    }
    opened
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).delimiter(separator);
    reader.from_reader(text.as_bytes()).into_records().filter_map(Result::ok)
}

/// Takes a cell or a line as a term: on one line, since lists are written one term a line.
fn term(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_people_make_them() {
        let check = |name: &str, bytes: &[u8], expect: &[&str]| {
            assert_eq!(from_file(name, bytes).expect("a list"), expect);
        };
        check("a.txt", "Dupont, Jean\r\n\n  Éloïse  \n".as_bytes(), &["Dupont, Jean", "Éloïse"]);
        check("a.csv", "\u{feff}\"Dupont, Jean\",12\nÉloïse,3\n".as_bytes(), &["Dupont, Jean", "Éloïse"]);
        check("a.csv", b"\xc9lo\xefse;3\nNo\xebl;4\n", &["Éloïse", "Noël"]);
        check("a.csv", b"one\ttwo\nthree\n", &["one", "three"]);
        check("a.csv", "Dupont, Jean, dit Jo;12\nMorel;3\n".as_bytes(), &["Dupont, Jean, dit Jo", "Morel"]);
        check("a.csv", b"\"Dupont, Jean\";12\n", &["Dupont, Jean"]);
        check("a.csv", b"\"Dupont\r\nJean\";12\nMorel;3\n", &["Dupont Jean", "Morel"]);
        check("a.csv", b"Dupont,\"a;b\"\nMorel,c\n", &["Dupont", "Morel"]);
        check("a.csv", b"sep=;\r\nDupont, Jean;1\r\nMorel;2\r\n", &["Dupont, Jean", "Morel"]);
        check("a.csv", b"Jean \"Jo\" Dupont,1\n\"say \"\"x\"\"\",2\n", &["Jean \"Jo\" Dupont", "say \"x\""]);
        check("a.csv", b"", &[]);
        check("a.csv", b",Dupont\n,Morel\n", &[]);
    }

    #[test]
    fn a_lost_quotation_mark_swallows_nothing() {
        let check = |text: &str, line: usize| {
            assert_eq!(from_file("a.csv", text.as_bytes()), Err(Failure::unclosed_quote(line)), "{text:?}");
        };
        check("Dupont\n\"Martin\nbudget\nMorel\n", 2);
        check("Dupont;1\n\"Martin;2\nbudget\n\"Morel\";4\n", 2);
        check("sep=,\nDupont\n\"Martin\n", 3);
        check("\"", 1);
    }

    #[test]
    fn a_list_has_an_end() {
        let text = "x\n".repeat(MOST_TERMS * 2);
        assert_eq!(lines(&text).len(), MOST_TERMS + 1);
        assert_eq!(first_column(&text).map(|terms| terms.len()), Ok(MOST_TERMS + 1));
    }

    #[test]
    fn no_term_is_cut() {
        let long = "é".repeat(5_000);
        assert_eq!(term(&long), Some(long));
    }
}
