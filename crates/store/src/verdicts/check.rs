//! Do the rows of the verdicts fit each other?

use rusqlite::Connection;

use super::{schema, sheaf};
use crate::view;

/// A check of one table; says what is wrong in it.
type Look = fn(&Connection) -> rusqlite::Result<Option<&'static str>>;

/// Returns what is wrong in the tables.
pub(super) fn look(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let looks: [(&str, Look); 2] = [("judged", judged), ("remarks", remarks)];
    let wrong = looks.into_iter().filter_map(|(table, look)| match look(connection) {
        Ok(None) => None,
        Ok(Some(what)) => Some(format!("{what} in {table}")),
        Err(error) => Some(format!("{table}: {error}")),
    });
    Ok(wrong.collect())
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
    fits &= next == u64::from(view::mark(connection)?.through);
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
