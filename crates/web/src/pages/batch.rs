//! `/batch`: a list of names or terms, and how many messages each one finds.

mod list;

use askama::Template;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use greffe::view::{BatchRow, Warning};

use super::problem::sentence;
use super::unseen::{Unseen, warnings};
use super::{Answer, Frame, Place, attachment, html};
use crate::failure::Failure;
use crate::formula;
use crate::links;
use crate::say::Say;
use crate::visit::{Asked, Visit};
use list::{decoded, from_file, lines};

/// Terms in one list.
const MOST_TERMS: usize = 1_000;

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
    /// What its count leaves out, or why there is none.
    remarks: Vec<String>,
}

#[derive(Template)]
#[template(path = "batch.html")]
struct Page<'a> {
    frame: Frame<'a>,
    lines: Vec<Line>,
    /// What no count of the list could look at.
    unseen: Vec<Unseen>,
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
    if handed.terms.is_empty() {
        return Err(Failure::no_terms());
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
        total: total(say, row, |total| say.number(total)),
        none: row.total == Some(0),
        remarks: remarks(visit, row, |warning| !is_of_all(warning)),
    };
    let mut unseen: Vec<Warning> = Vec::new();
    for warning in rows.iter().flat_map(|row| &row.warnings).filter(|warning| is_of_all(warning)) {
        if !unseen.contains(warning) {
            unseen.push(warning.clone());
        }
    }
    Page {
        frame: Frame::new(visit, Place::Batch),
        lines: rows.iter().map(line).collect(),
        unseen: warnings(visit, &unseen),
        found: rows.iter().filter(|row| row.total > Some(0)).count(),
        pasted: handed.terms.join("\n"),
        as_queries: handed.as_queries,
        limit: say.number(MOST_TERMS as u64),
    }
}

fn csv_file(visit: &Visit, rows: &[BatchRow]) -> Answer {
    let say = visit.say();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = ["web-batch-term", "web-saved-query", "web-messages", "web-batch-remarks"];
    let head = head.map(|key| say.word(key).into_owned());
    let lines = rows.iter().map(|row| {
        let remarks = remarks(visit, row, |_| true).join(" ");
        let total = total(say, row, |total| total.to_string());
        [formula::inert(&row.term), formula::inert(&row.query), total, formula::inert(&remarks)]
    });
    for line in std::iter::once(head).chain(lines) {
        writer.write_record(line).map_err(|_unwritable| Failure::internal())?;
    }
    let bytes = writer.into_inner().map_err(|_unwritable| Failure::internal())?;
    Ok(attachment("greffe-batch.csv", "text/csv; charset=utf-8", bytes))
}

fn total(say: Say<'_>, row: &BatchRow, written: impl Fn(u64) -> String) -> String {
    row.total.map_or_else(|| say.word("web-batch-unread").into_owned(), written)
}

/// Says whether a warning is about the archive, and so alike for every term that it concerns.
fn is_of_all(warning: &Warning) -> bool {
    matches!(warning, Warning::AttachmentsNotRead { .. } | Warning::NotJudged { .. })
}

/// Returns what a count leaves out, or why there is none, in sentences.
fn remarks(visit: &Visit, row: &BatchRow, wanted: impl Fn(&Warning) -> bool) -> Vec<String> {
    let left_out: Vec<Warning> = row.warnings.iter().filter(|warning| wanted(warning)).cloned().collect();
    let why = row.not_searched.iter().map(|not_searched| {
        let texts = visit.say().texts();
        plain_sentence(&texts.error_of(&not_searched.coded, not_searched.expected.as_ref()).what)
    });
    warnings(visit, &left_out).into_iter().map(|unseen| unseen.words).chain(why).collect()
}

/// Makes a sentence of a text for a terminal, its marks left out.
fn plain_sentence(text: &str) -> String {
    sentence(text).into_iter().map(|bit| bit.text).collect()
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
                handed.terms.extend(from_file(&file_name, &bytes)?);
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
