//! Running SQL that the user wrote: it can only read, and stops in time.

use super::cursor::{Cursor, explained};
use crate::error::{Error, Result};
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Batch, Connection};
use std::time::{Duration, Instant};

/// SQLite steps between two looks at the clock: about a millisecond.
const STEPS_PER_LOOK: i32 = 10_000;

/// Pragmas that only describe the database, whatever their argument.
const PRAGMAS: &[&str] = &[
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "index_xinfo",
    "foreign_key_list",
    "foreign_key_check",
    "integrity_check",
    "quick_check",
    "database_list",
    "function_list",
    "collation_list",
    "compile_options",
];

/// Hands over each statement of `sql`, which can only read, before the next is looked at. All of them together may take as long as
/// `timeout`.
///
/// # Errors
/// [`Error::NotReading`], [`Error::Timeout`], [`Error::Sql`], or what `each` returns.
pub fn run_text<E: From<Error>>(
    connection: &mut Connection,
    sql: &str,
    timeout: Option<Duration>,
    mut each: impl FnMut(Cursor) -> Result<(), E>,
) -> Result<(), E> {
    guard(connection, timeout).map_err(Error::from)?;
    let mut batch = Batch::new(connection, sql);
    while let Some(statement) = batch.next().map_err(|error| explained(error, timeout))? {
        each(Cursor::of_user(statement, timeout))?;
    }
    Ok(())
}

/// Lets the connection only read, and stop at the deadline.
fn guard(connection: &mut Connection, timeout: Option<Duration>) -> rusqlite::Result<()> {
    connection.authorizer(Some(|context: AuthContext<'_>| {
        if only_reads(&context.action) { Authorization::Allow } else { Authorization::Deny }
    }))?;
    let deadline = timeout.map(|timeout| Instant::now() + timeout);
    let late = deadline.map(|deadline| move || Instant::now() >= deadline);
    connection.progress_handler(STEPS_PER_LOOK, late)
}

fn only_reads(action: &AuthAction) -> bool {
    match *action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => true,
        AuthAction::Function { function_name } => function_name != "load_extension",
        AuthAction::Pragma { pragma_name, pragma_value } => {
            PRAGMAS.contains(&pragma_name)
                || pragma_value.is_none()
                    && ["user_version", "page_count", "page_size", "data_version"].contains(&pragma_name)
        }
        _ => false,
    }
}
