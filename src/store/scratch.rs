//! Databases that last no longer than the connection: for checking files, alone or beside those of a stored database.

use super::{explain, for_writing, migrate, open_stored, seed};
use crate::error::Result;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, ffi};
use std::path::Path;

/// Opens a database for this connection alone, empty or as a copy of `from`, which is only read and may be read-only.
/// It is kept in memory; past the cache SQLite moves it to a temporary file that nobody else sees.
///
/// # Errors
/// [`crate::error::Error::Database`] where `from` is no database of this program, or there is no room for the copy.
pub fn open_scratch(from: Option<&Path>) -> Result<Connection> {
    let path = from.unwrap_or(Path::new("temporary"));
    let explain = |error| explain(path, &error);
    // An empty name is SQLite's own temporary file.
    let mut connection = Connection::open("").map_err(explain)?;
    if let Some(from) = from {
        copy(&open_stored(from)?.0, &mut connection).map_err(explain)?;
    }
    for_writing(&connection).map_err(explain)?;
    connection
        .execute_batch(
            "pragma journal_mode = memory; pragma synchronous = off; pragma foreign_keys = on;
             pragma cache_size = -65536;",
        )
        .map_err(explain)?;
    migrate::migrate(&mut connection).and_then(|()| seed::seed(&mut connection)).map_err(explain)?;
    Ok(connection)
}

/// Copies a whole database.
fn copy(from: &Connection, to: &mut Connection) -> rusqlite::Result<()> {
    match Backup::new(from, to)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(rusqlite::Error::SqliteFailure(
            ffi::Error { code: ErrorCode::DatabaseBusy, extended_code: ffi::SQLITE_BUSY },
            None,
        )),
    }
}
