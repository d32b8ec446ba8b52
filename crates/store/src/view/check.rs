//! Is every octet of a view what was written, and do its rows fit each other?
//!
//! Whether what it says is *right* is not for the store to say: making it again tells.

use rusqlite::Connection;

use super::{Kind, View};
use crate::database;
use crate::store::Store;

/// Returns what is wrong with a view; a missing file is nothing wrong.
pub(crate) fn check(store: &Store, kind: &'static Kind) -> Vec<String> {
    if !store.dir().join(kind.file).exists() {
        return Vec::new();
    }
    match View::there(store, kind) {
        Ok(view) => look_over(store, &view),
        Err(error) => vec![error.to_string()],
    }
}

fn look_over(store: &Store, view: &View) -> Vec<String> {
    let mut wrong = database::integrity(&view.connection);
    match view.is_current() {
        Ok(true) => {}
        Ok(false) => wrong.push("an unknown format".to_owned()),
        Err(error) => wrong.push(error.to_string()),
    }
    if !wrong.is_empty() {
        return wrong;
    }
    match view.belongs_to(store) {
        Ok(true) => {}
        Ok(false) => wrong.push("made for other packs".to_owned()),
        Err(error) => wrong.push(error.to_string()),
    }
    // One snapshot: an import may go on meanwhile.
    let rows = view.read(|transaction| altered_rows(transaction, view.kind));
    wrong.extend(rows.unwrap_or_else(|error| vec![error.to_string()]));
    wrong
}

fn altered_rows(connection: &Connection, kind: &Kind) -> rusqlite::Result<Vec<String>> {
    let mut wrong = (kind.look)(connection)?;
    if !kind.tables.is_as_made(connection)? {
        wrong.push("altered words in schema".to_owned());
    }
    Ok(wrong)
}
