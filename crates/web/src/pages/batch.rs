//! `/batch`: a list of names or terms, and how many messages each one finds.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use greffe::view::BatchRow;

use super::{Answer, Frame, Place, attachment, html};
use crate::failure::Failure;
use crate::formula;
use crate::links;
use crate::visit::{Asked, Visit};

/// Terms in one list.
const MOST_TERMS: usize = 1_000;
/// The longest term, in bytes.
const LONGEST_TERM_BYTES: usize = 1_000;

/// So many lines of a table tell what stands between its cells.
const LINES_LOOKED_AT: usize = 20;

/// What was handed in.
#[derive(Debug, Default)]
struct Handed {
    csrf: String,
    terms: Vec<String>,
    as_queries: bool,
    as_csv: bool,
}

struct Line {
    term: String,
    address: String,
    total: String,
    none: bool,
}

#[derive(Template)]
#[template(path = "batch.html")]
struct Page<'a> {
    frame: Frame<'a>,
    lines: Vec<Line>,
    found: usize,
    pasted: String,
    as_queries: bool,
    limit: String,
}

/// Answers with the empty form.
pub(super) async fn page(visit: Visit) -> Answer {
    html(&filled(&visit, &Handed::default(), &[]))
}

/// Searches each term: as a table, or as a CSV file.
pub(super) async fn run(visit: Visit, request: Request) -> Answer {
    let handed = Handed::read(&visit, request).await?;
    if !visit.house.gate.is_own_form(&handed.csrf) {
        return Err(Failure::stale_form());
    }
    if handed.terms.len() > MOST_TERMS {
        return Err(Failure::too_many(MOST_TERMS));
    }
    let (terms, as_queries) = (handed.terms.clone(), handed.as_queries);
    let rows = visit.ask(move |room| room.batch(&terms, as_queries)).await?;
    if handed.as_csv { csv_file(&visit, &rows) } else { html(&filled(&visit, &handed, &rows)) }
}

fn filled<'a>(visit: &'a Visit, handed: &Handed, rows: &[BatchRow]) -> Page<'a> {
    let say = visit.say();
    let line = |row: &BatchRow| Line {
        term: row.term.clone(),
        address: links::search(&row.query),
        total: row.total.map_or_else(|| say.word("web-batch-unread").into_owned(), |total| say.number(total)),
        none: row.total == Some(0),
    };
    Page {
        frame: Frame::new(visit, Place::Batch),
        lines: rows.iter().map(line).collect(),
        found: rows.iter().filter(|row| row.total > Some(0)).count(),
        pasted: handed.terms.join("\n"),
        as_queries: handed.as_queries,
        limit: say.number(MOST_TERMS as u64),
    }
}

fn csv_file(visit: &Visit, rows: &[BatchRow]) -> Answer {
    let say = visit.say();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = ["web-batch-term", "web-saved-query", "web-messages"].map(|key| say.word(key).into_owned());
    let total = |row: &BatchRow| match row.total {
        Some(total) => total.to_string(),
        None => say.word("web-batch-unread").into_owned(),
    };
    let lines = rows.iter().map(|row| [formula::inert(&row.term), formula::inert(&row.query), total(row)]);
    for line in std::iter::once(head).chain(lines) {
        writer.write_record(line).map_err(|_unwritable| Failure::internal())?;
    }
    let bytes = writer.into_inner().map_err(|_unwritable| Failure::internal())?;
    Ok(attachment("greffe-batch.csv", "text/csv; charset=utf-8", bytes))
}

impl Handed {
    async fn read(visit: &Visit, request: Request) -> Result<Self, Failure> {
        let kind =
            request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            return Self::read_upload(visit, request).await;
        }
        let body = Bytes::from_request(request, &visit.house)
            .await
            .map_err(|refused| Failure::of_status(refused.status()))?;
        let form = Asked::parse(&body);
        let mut handed = Self::default();
        for name in ["csrf", "queries", "as", "terms"] {
            handed.take(name, form.text(name));
        }
        Ok(handed)
    }

    async fn read_upload(visit: &Visit, request: Request) -> Result<Self, Failure> {
        let mut upload =
            Multipart::from_request(request, &visit.house).await.map_err(|_| Failure::malformed("list"))?;
        let mut handed = Self::default();
        while let Some(field) =
            upload.next_field().await.map_err(|refused| Failure::of_status(refused.status()))?
        {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().unwrap_or_default().to_ascii_lowercase();
            let bytes = field.bytes().await.map_err(|refused| Failure::of_status(refused.status()))?;
            if name == "list" {
                handed.terms.extend(from_file(&file_name, &bytes));
            } else {
                handed.take(&name, &decoded(&bytes));
            }
        }
        Ok(handed)
    }

    fn take(&mut self, name: &str, value: &str) {
        match name {
            "csrf" => self.csrf = value.to_owned(),
            "queries" => self.as_queries = value == "on",
            "as" => self.as_csv = value == "csv",
            "terms" => self.terms.extend(lines(value)),
            _ => {}
        }
    }
}

/// Reads a list: the first column of a `.csv` file, the lines of any other.
fn from_file(file_name: &str, bytes: &[u8]) -> Vec<String> {
    let text = decoded(bytes);
    if file_name.ends_with(".csv") { first_column(&text) } else { lines(&text) }
}

/// Decodes UTF-8; spreadsheets still write Windows-1252.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().filter_map(term).take(MOST_TERMS + 1).collect()
}

fn first_column(text: &str) -> Vec<String> {
    let records = records(text, separator(text));
    records.filter_map(|record| term(record.get(0)?)).take(MOST_TERMS + 1).collect()
}

/// Tells what stands between the cells of a table: what parts most lines. Where two signs part
/// as many it is not the comma: names are written with one (`Dupont, Jean;12`).
fn separator(text: &str) -> u8 {
    let parted =
        |sign: &u8| records(text, *sign).take(LINES_LOOKED_AT).filter(|record| record.len() > 1).count();
    // Of equals the last one is taken.
    [b',', b'\t', b';'].into_iter().max_by_key(parted).unwrap_or(b',')
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).delimiter(separator);
    reader.from_reader(text.as_bytes()).into_records().filter_map(Result::ok)
}

/// Takes a cell or a line as a term: on one line, since lists are written one term a line.
fn term(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = text.floor_char_boundary(LONGEST_TERM_BYTES);
    (!text.is_empty()).then(|| text.get(..end).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_as_people_make_them() {
        let check = |name: &str, bytes: &[u8], expect: &[&str]| assert_eq!(from_file(name, bytes), expect);
        check("a.txt", "Dupont, Jean\r\n\n  Éloïse  \n".as_bytes(), &["Dupont, Jean", "Éloïse"]);
        check("a.csv", "\u{feff}\"Dupont, Jean\",12\nÉloïse,3\n".as_bytes(), &["Dupont, Jean", "Éloïse"]);
        check("a.csv", b"\xc9lo\xefse;3\nNo\xebl;4\n", &["Éloïse", "Noël"]);
        check("a.csv", b"one\ttwo\nthree\n", &["one", "three"]);
        check("a.csv", "Dupont, Jean, dit Jo;12\nMorel;3\n".as_bytes(), &["Dupont, Jean, dit Jo", "Morel"]);
        check("a.csv", b"\"Dupont, Jean\";12\n", &["Dupont, Jean"]);
        check("a.csv", b"\"Dupont\r\nJean\";12\nMorel;3\n", &["Dupont Jean", "Morel"]);
        check("a.csv", b"Dupont,\"a;b\"\nMorel,c\n", &["Dupont", "Morel"]);
        check("a.csv", b"", &[]);
    }

    #[test]
    fn a_list_has_an_end() {
        let text = "x\n".repeat(MOST_TERMS * 2);
        assert_eq!(lines(&text).len(), MOST_TERMS + 1);
        assert_eq!(first_column(&text).len(), MOST_TERMS + 1);
        assert_eq!(term(&"é".repeat(LONGEST_TERM_BYTES)).map(|term| term.len()), Some(LONGEST_TERM_BYTES));
    }
}
