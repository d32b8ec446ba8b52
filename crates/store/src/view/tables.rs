//! The tables of a view: made, recognised, made anew. A changed schema is no
//! migration: what is in a view can be made again.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::mark;
use crate::database;
use crate::error::{At, StoreError};

/// "gref", in SQLite's header.
const APPLICATION: i32 = 0x6772_6566;

/// The tables of one view.
#[derive(Debug)]
pub(crate) struct Tables {
    /// Raised with every change of the tables, or of what their octets mean.
    pub(crate) version: i32,
    /// The statements that make them; the mark's table is made with them.
    pub(crate) made_by: &'static str,
}

impl Tables {
    /// Makes the tables.
    pub(crate) fn create(&self, connection: &Connection) -> rusqlite::Result<()> {
        connection.execute_batch(self.made_by)?;
        connection.execute_batch(mark::TABLE)?;
        connection.pragma_update(None, "application_id", APPLICATION)?;
        connection.pragma_update(None, "user_version", self.version)
    }

    /// Says whether the database has these tables.
    pub(super) fn is_current(&self, connection: &Connection) -> rusqlite::Result<bool> {
        Ok(stamp(connection)? == (APPLICATION, self.version))
    }

    /// Says whether the tables are written down as they are made.
    pub(super) fn is_as_made(&self, connection: &Connection) -> rusqlite::Result<bool> {
        let fresh = Connection::open_in_memory()?;
        self.create(&fresh)?;
        Ok(statements(connection)? == statements(&fresh)?)
    }

    /// Opens the file to write, made if missing. A file of an unknown format is set aside.
    ///
    /// `synchronous = NORMAL`: a crash may lose the last transactions, never the
    /// file; what was lost is made again.
    pub(super) fn open_to_write(&self, path: &Path) -> Result<Connection, StoreError> {
        let mut connection = Connection::open(path).at(path)?;
        if !self.is_current(&connection).at(path)? && !is_blank(&connection).at(path)? {
            drop(connection);
            database::set_aside(path)?;
            connection = Connection::open(path).at(path)?;
        }
        prepare(&connection).at(path)?;
        self.make(&mut connection).at(path)?;
        Ok(connection)
    }

    fn make(&self, connection: &mut Connection) -> rusqlite::Result<()> {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if is_blank(&transaction)? {
            self.create(&transaction)?;
        }
        transaction.commit()
    }
}

/// As a page that SQLite cannot read: the view is damaged, and can be made again.
pub(crate) fn damaged(what: &str) -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    rusqlite::Error::SqliteFailure(code, Some(what.to_owned()))
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    // Rows grow: without this, pages would keep octets that say nothing.
    connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))
}

/// Says whether nobody has made anything in the database yet.
fn is_blank(connection: &Connection) -> rusqlite::Result<bool> {
    let tables =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, u32>(0))?;
    Ok(tables == 0 && stamp(connection)? == (0, 0))
}

fn stamp(connection: &Connection) -> rusqlite::Result<(i32, i32)> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    Ok((pragma("application_id")?, pragma("user_version")?))
}

fn statements(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare("SELECT coalesce(sql, '') FROM sqlite_schema ORDER BY type, name")?;
    statement.query_map([], |row| row.get(0))?.collect()
}
