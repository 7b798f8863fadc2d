//! The database: schema, dimension tables, writing reports. It does not read documents and does not query.

mod agency;
mod comments;
mod contents;
mod decided;
mod decision;
mod doubt;
mod evidence;
mod identity;
mod index;
mod kin;
mod known;
mod likeness;
mod meaning;
mod migrate;
mod namesake;
mod origin;
mod read;
mod run;
mod scratch;
mod seed;
mod versions;
mod write;

pub use decision::{
    Action, Applied, Decision, Key, agency_key, apply_decisions, decide, decisions, forget_alias,
    import_decisions, report_key, report_of, rest_key,
};
pub use index::{INDEX, PASSED_OVER, drop_index, make_index};
pub use known::{Known, to_hexadecimal};
pub use meaning::{Column, Meaning, Relation, idle_meanings, relations};
pub use migrate::{APPLICATION_ID, MIGRATIONS};
pub use read::report;
pub use run::{Counts, Tally, begin_run, finish_run, revised, undecided};
pub use scratch::open_scratch;
pub use write::{BATCH, FileOutcome, Ingested, Judged, Outcome, Rejection, Stamp, Stated, write_batch};

use crate::error::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

/// How long to wait for another program that writes to the database.
const BUSY: Duration = Duration::from_secs(5);

/// What is said of a database that the migrations do not fit.
const OF_A_DRAFT: &str = "由较早的试用版本建立，无法更新，其内容未动；请载入到新的文件 / an early draft of this program made it \
                          and it cannot be brought up to date; nothing in it was changed, load the reports into a new file";

/// Opens the database for writing; makes it where there is none and brings an older one up to date.
///
/// # Errors
/// [`Error::Database`] where the file is no database of this program or cannot be written.
pub fn open(path: &Path) -> Result<Connection> {
    let explain = |error| explain(path, &error);
    let mut connection = Connection::open(path).map_err(explain)?;
    for_writing(&connection).map_err(explain)?;
    // A transaction that writes waits for its turn at once: where it has read first, SQLite would not let it wait.
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    let version = migrate::recognise(&connection, path)?;
    connection
        .execute_batch(
            "pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on;
             pragma cache_size = -32768;",
        )
        .map_err(explain)?;
    let outdated = |error: rusqlite::Error| match error {
        rusqlite::Error::SqlInputError { .. } if version > 0 => {
            Error::Database { path: path.to_owned(), reason: OF_A_DRAFT.to_owned() }
        }
        other => explain(other),
    };
    migrate::migrate(&mut connection).map_err(outdated)?;
    seed::seed(&mut connection).map_err(explain)?;
    Ok(connection)
}

/// Readies a connection for many small statements.
fn for_writing(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(64);
    // A statement is planned once, not anew for other values.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}

/// Opens an existing database for reading only.
///
/// # Errors
/// [`Error::Database`] where there is no such file, or it is no database of this program and version.
pub fn open_read_only(path: &Path) -> Result<Connection> {
    let (connection, version) = open_stored(path)?;
    if version < migrate::latest() {
        return Err(unusable(
            path,
            "数据库由较早的版本建立，运行一次 gongkai ingest 即可升级 / it was made by an older version; \
             any `gongkai ingest` brings it up to date",
        ));
    }
    Ok(connection)
}

fn unusable(path: &Path, reason: &str) -> Error {
    Error::Database { path: path.to_owned(), reason: reason.to_owned() }
}

/// Opens an existing database of this version or an older one for reading only, and tells which.
fn open_stored(path: &Path) -> Result<(Connection, usize)> {
    if !path.exists() {
        return Err(unusable(
            path,
            "没有这个文件，请先运行 gongkai ingest，或用 --db 指定 / no such file; \
             load reports with `gongkai ingest`, or name another with --db",
        ));
    }
    let explain = |error| explain(path, &error);
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(explain)?;
    connection.busy_timeout(BUSY).map_err(explain)?;
    let version = migrate::recognise(&connection, path)?;
    if version == 0 {
        return Err(unusable(
            path,
            "库是空的，请先运行 gongkai ingest / the database is empty; load reports with `gongkai ingest`",
        ));
    }
    Ok((connection, version as usize))
}

/// Closes a database that was written, leaving one plain file that can be copied and read anywhere.
///
/// # Errors
/// [`Error::Sql`] where the file cannot be written any more.
pub fn close(connection: Connection) -> Result<()> {
    connection.execute_batch("pragma optimize;")?;
    // Another reader may hold the file; it then stays in its present mode, which is as good.
    let _ = connection.execute_batch("pragma journal_mode = delete;");
    connection.close().map_err(|(_, error)| Error::Sql(error))
}

/// A failure of a statement in words, where it is the file's or the disk's.
pub(crate) fn explained(connection: &Connection, error: Error) -> Error {
    let of_file = [
        ErrorCode::DatabaseBusy,
        ErrorCode::DatabaseLocked,
        ErrorCode::DatabaseCorrupt,
        ErrorCode::NotADatabase,
        ErrorCode::CannotOpen,
        ErrorCode::ReadOnly,
        ErrorCode::DiskFull,
    ];
    match (error, connection.path()) {
        (Error::Sql(error), Some(path))
            if error.sqlite_error_code().is_some_and(|code| of_file.contains(&code)) =>
        {
            explain(Path::new(path), &error)
        }
        (error, _) => error,
    }
}

/// Says in words what SQLite could not do with the file.
fn explain(path: &Path, error: &rusqlite::Error) -> Error {
    let reason = match error.sqlite_error_code() {
        _ if path.is_dir() => "是文件夹，不是数据库文件 / it is a folder, not the file of a database".to_owned(),
        Some(ErrorCode::NotADatabase) => {
            "不是数据库文件，请用 --db 指定别的文件 / the file is no database; name another with --db".to_owned()
        }
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "另一个程序正在写入，请稍后再试 / another program is writing to it; try again later".to_owned()
        }
        Some(ErrorCode::CannotOpen) => {
            "打不开，请检查所在文件夹是否存在、能否写入 / cannot be opened; does the folder exist, and may you write to it?"
                .to_owned()
        }
        Some(ErrorCode::ReadOnly) => {
            "不能写入文件或所在文件夹，请用 --db 指定别处 / the file or its folder is read-only; name another with --db"
                .to_owned()
        }
        Some(ErrorCode::DatabaseCorrupt) => {
            "文件已损坏，请用备份，或载入到新的文件 / the file is damaged; take a copy of it, or load the reports into a new one".to_owned()
        }
        Some(ErrorCode::DiskFull) => {
            "磁盘已满；已写入的都在库中，腾出空间后再运行同一命令即继续 / the disk is full; what was written stays, and the same command \
             goes on from there once there is room"
                .to_owned()
        }
        _ => error.to_string(),
    };
    Error::Database { path: path.to_owned(), reason }
}
