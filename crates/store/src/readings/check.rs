//! Is every octet of the readings what was written, and do they fit each other?

use rusqlite::Connection;

use super::{FILE, Readings, schema};
use crate::catalogue;
use crate::database;
use crate::packed::unpack;
use crate::store::Store;

/// Returns what is wrong with the readings; a missing file is nothing wrong.
pub(crate) fn check(store: &Store) -> Vec<String> {
    let path = store.dir().join(FILE);
    if !path.exists() {
        return Vec::new();
    }
    let opened = database::open_to_read(&path, store.is_writable());
    match opened.map(|connection| Readings { connection, path }) {
        Ok(readings) => look_over(store, &readings),
        Err(error) => vec![error.to_string()],
    }
}

fn look_over(store: &Store, readings: &Readings) -> Vec<String> {
    let mut wrong = database::integrity(&readings.connection);
    match readings.is_current() {
        Ok(true) => {}
        Ok(false) => wrong.push("an unknown format".to_owned()),
        Err(error) => wrong.push(error.to_string()),
    }
    if !wrong.is_empty() {
        return wrong;
    }
    match readings.belongs(|number| store.read(|connection| catalogue::id(connection, number))) {
        Ok(true) => {}
        Ok(false) => wrong.push("made for other packs".to_owned()),
        Err(error) => wrong.push(error.to_string()),
    }
    // One snapshot: an import may go on meanwhile.
    let rows = readings.read(|transaction| altered_rows(transaction));
    wrong.extend(rows.unwrap_or_else(|error| vec![error.to_string()]));
    wrong
}

fn altered_rows(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut wrong = Vec::new();
    if !schema::SHAPE.is_as_made(connection)? {
        wrong.push("altered words in schema".to_owned());
    }
    if has_altered_file(connection)? {
        wrong.push("altered rows in files".to_owned());
    }
    let through = schema::mark(connection)?.through;
    let stray = "SELECT 1 FROM inside LEFT JOIN files ON files.id = inside.file \
                 WHERE files.id IS NULL OR number >= ?1 LIMIT 1";
    if connection.prepare(stray)?.exists([through])? {
        wrong.push("contradictions in inside".to_owned());
    }
    Ok(wrong)
}

fn has_altered_file(connection: &Connection) -> rusqlite::Result<bool> {
    let mut statement = connection.prepare("SELECT print, outline, reading, sum FROM files")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (print, outline): (Vec<u8>, String) = (row.get(0)?, row.get(1)?);
        let is_as_written = row.get::<_, Vec<u8>>(3)? == schema::file_sum(&print, &outline)
            && unpack(row.get_ref(2)?.as_blob()?).is_ok();
        if !is_as_written {
            return Ok(true);
        }
    }
    Ok(false)
}
