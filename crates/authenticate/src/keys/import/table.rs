//! Keys in a table whose cells are parted by tabs.

use super::super::line::NotRead;
use super::super::observation::{Method, Observation};
use super::super::record::{MAX_RECORD_OCTETS, joined};
use super::super::when::{self, When};

/// How a table says that there was no such name.
pub(in crate::keys) const ABSENT: &str = "NXDOMAIN";

/// What its first line says of its columns.
pub(super) struct Table {
    columns: Vec<Option<Column>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Domain,
    Selector,
    Record,
    Source,
    SpkiSha256,
    Seen,
    Method,
    Observer,
    Note,
}

/// Columns by their names; others are passed over.
const COLUMNS: [(&str, Column); 11] = [
    ("domain", Column::Domain),
    ("selector", Column::Selector),
    ("record", Column::Record),
    ("source", Column::Source),
    ("spki_sha256", Column::SpkiSha256),
    ("seen", Column::Seen),
    ("window", Column::Seen),
    ("method", Column::Method),
    ("observer", Column::Observer),
    ("how", Column::Note),
    ("note", Column::Note),
];

const UNHEADED: [Column; 4] = [Column::Domain, Column::Selector, Column::Record, Column::Source];

impl Table {
    /// Reads a line as the head of a table: it names the three columns that matter.
    pub(super) fn headed(line: &str) -> Option<Table> {
        let column = |cell: &str| {
            let named = |(name, _): &&(&str, Column)| name.eq_ignore_ascii_case(cell.trim());
            COLUMNS.iter().find(named).map(|(_, column)| *column)
        };
        // A row may hold these three words by chance; it also holds a record.
        if line.contains(['=', '"']) || line.contains(ABSENT) {
            return None;
        }
        let columns: Vec<Option<Column>> = line.split('\t').map(column).collect();
        let needed = [Column::Domain, Column::Selector, Column::Record];
        needed.iter().all(|column| columns.contains(&Some(*column))).then_some(Table { columns })
    }

    /// Reads a line as a row of a table without a head, if it looks like one.
    pub(super) fn unheaded(line: &str) -> Option<Result<Observation, NotRead>> {
        let mut cells = line.split('\t').map(str::trim);
        let (domain, selector, record) = (cells.next()?, cells.next()?, cells.next()?);
        let is_name = |cell: &str| !cell.is_empty() && !cell.contains([' ', '=', '"']);
        // `name 3600 IN TXT` by tabs is a zone file's.
        let is_zone = domain.to_ascii_lowercase().contains("_domainkey") || record.eq_ignore_ascii_case("IN");
        let is_record = record.contains('=') || record.starts_with('"') || record == ABSENT;
        if is_zone || !is_name(domain) || !is_name(selector) || !is_record {
            return None;
        }
        let columns = UNHEADED.into_iter().map(Some).collect();
        Some(Table { columns }.row(line))
    }

    /// Reads a row.
    pub(super) fn row(&self, line: &str) -> Result<Observation, NotRead> {
        let cell = |column: Column| {
            let mut cells = self.columns.iter().zip(line.split('\t'));
            let found = cells.find(|(here, _)| **here == Some(column));
            found.map(|(_, cell)| cell.trim()).filter(|cell| !cell.is_empty())
        };
        let (domain, selector) = cell(Column::Domain).zip(cell(Column::Selector)).ok_or(NotRead::NoName)?;
        let record = match cell(Column::Record).ok_or(NotRead::NoRecord)? {
            ABSENT => None,
            long if long.len() > MAX_RECORD_OCTETS => return Err(NotRead::TooLong),
            record => Some(joined(record)),
        };
        let method = method(cell(Column::Method))?;
        let source = cell(Column::Source).unwrap_or_default();
        let read =
            Observation::new(domain, selector, record.as_deref(), method, source).ok_or(NotRead::NoName)?;
        if cell(Column::SpkiSha256).is_some_and(|hash| !read.may_be_named(&hash.to_ascii_lowercase())) {
            return Err(NotRead::OtherKey);
        }
        Ok(Observation {
            observer: cell(Column::Observer).unwrap_or_default().to_owned(),
            when: cell(Column::Seen).map_or(When::Unknown, seen),
            note: cell(Column::Note).map(str::to_owned),
            ..read
        })
    }
}

fn method(cell: Option<&str>) -> Result<Method, NotRead> {
    match cell {
        None => Ok(Method::Document),
        Some(word) => word.parse().map_err(|_| NotRead::UnknownMethod),
    }
}

/// Reads `day/day`, `day` or an instant. Anything else that people write there
/// is for people: then it is not known when.
fn seen(cell: &str) -> When {
    let window = |(from, to): (&str, &str)| {
        let (from, to) = (when::instant(from)?, when::end(to)?);
        (from <= to).then_some(When::Window(Some(from), Some(to)))
    };
    let instant = || {
        let (from, to) = (when::instant(cell)?, when::end(cell)?);
        Some(if from == to { When::At(from) } else { When::Window(Some(from), Some(to)) })
    };
    cell.split_once('/').and_then(window).or_else(instant).unwrap_or(When::Unknown)
}
