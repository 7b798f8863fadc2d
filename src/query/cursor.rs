//! A statement about to run: its rows one by one, or all of them.

use crate::error::{Error, Result};
use crate::rows::{Rows, Value};
use rusqlite::types::ValueRef;
use rusqlite::{ErrorCode, Statement};
use std::time::Duration;

/// A statement whose parameters are bound and whose rows are still to be taken.
#[derive(Debug)]
pub struct Cursor<'a> {
    statement: Statement<'a>,
    timeout: Option<Duration>,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(statement: Statement<'a>) -> Self {
        Self { statement, timeout: None }
    }

    /// A statement of the user, all of whose statements may take as long as `timeout`.
    pub(super) fn of_user(statement: Statement<'a>, timeout: Option<Duration>) -> Self {
        Self { statement, timeout }
    }

    /// The names of the columns.
    pub fn columns(&self) -> Vec<String> {
        self.statement.column_names().map(str::to_owned).collect()
    }

    /// Runs the statement and calls `each` with every row.
    ///
    /// # Errors
    /// [`Error::Sql`], of a user's statement also [`Error::NotReading`] and [`Error::Timeout`], or what `each` returns.
    pub fn for_each<E: From<Error>>(
        &mut self,
        mut each: impl FnMut(Vec<Value>) -> Result<(), E>,
    ) -> Result<(), E> {
        let width = self.statement.column_count();
        let timeout = self.timeout;
        let mut rows = self.statement.raw_query();
        while let Some(row) = rows.next().map_err(|error| explained(error, timeout))? {
            let values = (0..width).map(|index| row.get_ref(index).map(value));
            each(values.collect::<Result<_, _>>().map_err(Error::from)?)?;
        }
        Ok(())
    }

    /// Runs the statement and collects its rows.
    ///
    /// # Errors
    /// As of [`Cursor::for_each`].
    pub fn collect(mut self) -> Result<Rows> {
        let mut rows = Rows { columns: self.columns(), rows: Vec::new() };
        self.for_each(|row| -> Result<()> {
            rows.rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }
}

/// What stopped a statement: the guard of the user's, its deadline, or an error of its own.
pub(super) fn explained(error: rusqlite::Error, timeout: Option<Duration>) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly) => Error::NotReading,
        Some(ErrorCode::OperationInterrupted) => {
            Error::Timeout { seconds: timeout.unwrap_or_default().as_secs_f64() }
        }
        _ => Error::Sql(error),
    }
}

fn value(value: ValueRef) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(integer) => Value::Integer(integer),
        ValueRef::Real(real) => Value::Real(real),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => {
            let hex = bytes.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02X}"));
            Value::Text(format!("X'{hex}'"))
        }
    }
}
