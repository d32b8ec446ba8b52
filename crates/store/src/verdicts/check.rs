//! Is every octet of the verdicts what was written, and do they fit each other?
//!
//! Whether a verdict is *right* is not for the store to say: judging again tells.

use rusqlite::Connection;

use super::{FILE, Verdicts, schema, sheaf};
use crate::database;
use crate::store::Store;

/// Returns what is wrong with the verdicts; a missing file is nothing wrong.
pub(crate) fn check(store: &Store) -> Vec<String> {
    let path = store.dir().join(FILE);
    if !path.exists() {
        return Vec::new();
    }
    let opened = database::open_to_read(&path, store.is_writable());
    match opened.map(|connection| Verdicts { connection, path }) {
        Ok(verdicts) => look_over(store, &verdicts),
        Err(error) => vec![error.to_string()],
    }
}

fn look_over(store: &Store, verdicts: &Verdicts) -> Vec<String> {
    let mut wrong = database::integrity(&verdicts.connection);
    match verdicts.is_current() {
        Ok(true) => {}
        Ok(false) => wrong.push("an unknown format".to_owned()),
        Err(error) => wrong.push(error.to_string()),
    }
    if !wrong.is_empty() {
        return wrong;
    }
    match verdicts.belongs(|number| store.id(number)) {
        Ok(true) => {}
        Ok(false) => wrong.push("made for other packs".to_owned()),
        Err(error) => wrong.push(error.to_string()),
    }
    // One snapshot: an import may go on meanwhile.
    let rows = verdicts.read(|transaction| Ok(altered_rows(transaction)));
    wrong.extend(rows.unwrap_or_else(|error| vec![error.to_string()]));
    wrong
}

/// A check of one table; says what is wrong in it.
type Look = fn(&Connection) -> rusqlite::Result<Option<&'static str>>;

fn altered_rows(connection: &Connection) -> Vec<String> {
    let looks: [(&str, Look); 3] = [("schema", schema_as_made), ("judged", judged), ("remarks", remarks)];
    let mut wrong = Vec::new();
    for (table, look) in looks {
        match look(connection) {
            Ok(None) => {}
            Ok(Some(what)) => wrong.push(format!("{what} in {table}")),
            Err(error) => wrong.push(format!("{table}: {error}")),
        }
    }
    wrong
}

fn schema_as_made(connection: &Connection) -> rusqlite::Result<Option<&'static str>> {
    let same = schema::SHAPE.is_as_made(connection)?;
    Ok((!same).then_some("altered words"))
}

/// Leaves are dense, go as far as the mark says, and name outlines that are there.
fn judged(connection: &Connection) -> rusqlite::Result<Option<&'static str>> {
    let outlines = sheaf::all(connection)?.len();
    let (mut next, mut fits) = (0, true);
    super::each_leaf(connection, |leaf| {
        fits &= u64::from(leaf.first) == next && leaf.places.iter().all(|place| (*place as usize) < outlines);
        next += leaf.places.len() as u64;
        Ok(())
    })?;
    fits &= next == u64::from(schema::mark(connection)?.through);
    Ok((!fits).then_some("contradictions"))
}

fn remarks(connection: &Connection) -> rusqlite::Result<Option<&'static str>> {
    let mut statement = connection.prepare("SELECT name, value, sum FROM remarks")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, value): (String, String) = (row.get(0)?, row.get(1)?);
        if row.get::<_, Vec<u8>>(2)? != schema::remark_sum(&name, &value) {
            return Ok(Some("altered rows"));
        }
    }
    Ok(None)
}
