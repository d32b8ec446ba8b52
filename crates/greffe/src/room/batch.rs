//! Searching a list: how many messages each term finds, and what that leaves out.

use super::{Room, SearchRequest};
use crate::error::{Error, Fault};
use crate::view::{BatchRow, NotSearched};

impl Room {
    /// Searches each term: as a phrase, or as a query when `as_queries`. One that cannot be
    /// searched says why, and keeps no other from being counted.
    ///
    /// # Errors
    /// What keeps any term from being searched: the machine, or the archive.
    pub fn batch(&self, terms: &[String], as_queries: bool) -> Result<Vec<BatchRow>, Error> {
        terms.iter().map(|term| self.batch_row(term, as_queries)).collect()
    }

    fn batch_row(&self, term: &str, as_queries: bool) -> Result<BatchRow, Error> {
        let query =
            if as_queries { term.to_owned() } else { format!("\"{}\"", term.replace(['"', '\\'], " ")) };
        let row = BatchRow {
            term: term.to_owned(),
            query: query.clone(),
            total: None,
            warnings: Vec::new(),
            not_searched: None,
        };
        match self.search(&SearchRequest { query, ..SearchRequest::default() }) {
            Ok(answer) => Ok(BatchRow { total: Some(answer.total), warnings: answer.warnings, ..row }),
            Err(error) if error.fault() == Fault::User => {
                Ok(BatchRow { not_searched: Some(NotSearched::from(error)), ..row })
            }
            Err(error) => Err(error),
        }
    }
}

impl From<Error> for NotSearched {
    fn from(error: Error) -> Self {
        let coded = error.coded();
        let expected = match error {
            Error::Query { expected, .. } => Some(expected),
            _ => None,
        };
        Self { code: coded.code, coded, expected }
    }
}
