//! Brings a database to the latest schema: the embedded migrations in order, one transaction each.

use super::explain;
use crate::error::{Error, Result};
use include_dir::{Dir, include_dir};
use rusqlite::Connection;
use std::path::Path;

/// The embedded migrations, `NNNN_name.sql`; the first has the number 1.
pub static MIGRATIONS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// `application_id` of a database of this program: "gkai".
pub const APPLICATION_ID: i32 = 0x676b_6169;

/// The migrations in order.
pub(super) fn scripts() -> Vec<&'static str> {
    let mut files: Vec<_> = MIGRATIONS.files().collect();
    files.sort_by_key(|file| file.path());
    files.into_iter().filter_map(include_dir::File::contents_utf8).collect()
}

/// The version that this program writes.
pub(super) fn latest() -> usize {
    MIGRATIONS.files().count()
}

/// The schema version of a database of this program, 0 for an empty one.
///
/// # Errors
/// [`Error::Database`] where the file is no database, belongs to another program or to a newer version.
pub(super) fn recognise(connection: &Connection, path: &Path) -> Result<u32> {
    let number = |sql: &str| -> Result<i64> {
        connection.query_row(sql, [], |row| row.get(0)).map_err(|error| explain(path, &error))
    };
    let unusable = |reason: String| Err(Error::Database { path: path.to_owned(), reason });
    let application = number("pragma application_id")?;
    let version = number("pragma user_version")?;
    if application != i64::from(APPLICATION_ID) && number("select count(*) from sqlite_schema")? > 0 {
        return unusable(
            "是别的程序的数据库，请用 --db 指定别的文件 / it belongs to another program; name another file with --db"
                .to_owned(),
        );
    }
    if version > latest() as i64 {
        return unusable(format!(
            "数据库版本 {version} 比本程序（{0}）新，请升级 gongkai / \
             the database has version {version}, newer than this program's {0}; upgrade gongkai",
            latest()
        ));
    }
    Ok(version as u32)
}

/// Applies the migrations that the database lacks.
pub(super) fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    let version = |connection: &Connection| -> rusqlite::Result<u32> {
        connection.query_row("pragma user_version", [], |row| row.get(0))
    };
    let known = version(connection)? as usize;
    for (number, script) in (1u32..).zip(scripts()).skip(known) {
        // Another run may just have done the same: the version counts that is there once nobody else can write.
        let transaction = connection.transaction()?;
        if version(&transaction)? >= number {
            continue;
        }
        transaction.execute_batch(script)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}
