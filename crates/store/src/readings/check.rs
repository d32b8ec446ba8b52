//! Do the rows of the readings fit each other?

use rusqlite::Connection;

use super::schema;
use crate::packed::unpack;
use crate::view;

/// Returns what is wrong in the tables.
pub(super) fn look(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut wrong = Vec::new();
    if has_altered_file(connection)? {
        wrong.push("altered rows in files".to_owned());
    }
    let through = view::mark(connection)?.through;
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
