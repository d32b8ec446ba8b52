//! A file of M365 to batches of records, to be read beside each other.

use std::io::BufRead;

use super::batch::{Batch, Kind};
use crate::model::Form;
use crate::read::input::Content;
use crate::read::objects::{Found, Objects};
use crate::read::table::Table;

/// A batch is handed on when it is as large as this.
const BATCH_BYTES: usize = 2 << 20;

/// The cells of a row that go beside `AuditData`.
const BESIDE: [&[&str]; 4] = [
    &["Operations", "Operation"],
    &["CreationDate", "CreationTime"],
    &["UserIds", "UserId"],
    &["Identity", "RecordId", "Id"],
];

/// The cutting of one file.
pub(in crate::read) struct Cutter<R> {
    shape: Shape<R>,
    record: u64,
}

enum Shape<R> {
    Json(Objects<R>),
    AuditData(Table<R>, [Option<usize>; 5]),
    /// A table whose columns are the fields of a record.
    Fields(Table<R>),
}

/// Whether files of this form are cut.
pub(in crate::read) fn is_cut(form: Form) -> bool {
    matches!(
        form,
        Form::UnifiedCsv | Form::UnifiedJson | Form::OfficeActivity | Form::CloudAppEvents | Form::EntraAudit
    )
}

/// Begins to cut a file.
pub(in crate::read) fn cut<'c>(content: &'c mut Content<'_>) -> Cutter<impl BufRead + 'c> {
    let head = content.head();
    let (is_json, separator, begin) = (head.is_json(), head.separator(), head.text().to_owned());
    let text = content.text();
    let shape = match is_json {
        true => Shape::Json(Objects::new(text, &begin)),
        false => {
            let table = Table::new(text, separator);
            match table.place("AuditData") {
                Some(data) => {
                    let [operation, time, user, id] =
                        BESIDE.map(|names| names.iter().find_map(|name| table.place(name)));
                    Shape::AuditData(table, [Some(data), operation, time, user, id])
                }
                None => Shape::Fields(table),
            }
        }
    };
    Cutter { shape, record: 0 }
}

impl<R: BufRead> Cutter<R> {
    /// The next batch; none at the end.
    pub(in crate::read) fn next(&mut self) -> Option<Batch> {
        let kind = if matches!(self.shape, Shape::AuditData(..)) { Kind::Rows } else { Kind::Objects };
        let mut batch = Batch::new(kind);
        while batch.octets.len() < BATCH_BYTES && self.take(&mut batch) {}
        Some(batch).filter(|batch| !batch.is_empty())
    }

    fn take(&mut self, batch: &mut Batch) -> bool {
        match &mut self.shape {
            Shape::Json(objects) => {
                self.record += 1;
                let found = objects.next(&mut batch.octets).unwrap_or(Found::End);
                batch.object(self.record, found);
                found != Found::End
            }
            Shape::AuditData(table, places) => match table.next() {
                None => false,
                Some(Ok(row)) => {
                    let cell = |place: Option<usize>| place.and_then(|at| row.at(at)).unwrap_or_default();
                    batch.row(row.record, places.map(cell))
                }
                Some(Err((record, why))) => batch.unreadable(record, why),
            },
            Shape::Fields(table) => match table.next() {
                None => false,
                Some(Ok(row)) => batch.fields(row.record, row.fields()),
                Some(Err((record, why))) => batch.unreadable(record, why),
            },
        }
    }
}
