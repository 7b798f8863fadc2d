//! What can go wrong outside the documents themselves: files, the database, the user's names.

use std::path::PathBuf;
use thiserror::Error;

/// Result of the library's fallible functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What SQLite says of a failure, and what to do where the file is damaged.
fn told(error: &rusqlite::Error) -> String {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
            format!(
                "{error}: the database file is damaged; take a copy of it, or load the reports into a new one"
            )
        }
        _ => error.to_string(),
    }
}

/// A failure to do the work. What does not fit in a document is a `Problem`, disagreeing numbers a `Finding`.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read {path}: {source}", path = path.display())]
    Read {
        /// The path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database could not be opened or used.
    #[error("cannot use the database {path}: {reason}", path = path.display())]
    Database {
        /// The path.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
    /// A list of files cannot be used.
    #[error("cannot use the manifest {path}: {reason}", path = path.display())]
    Manifest {
        /// The path.
        path: PathBuf,
        /// Why, and what to do.
        reason: String,
    },
    /// A statement failed.
    #[error("SQL: {}", told(.0))]
    Sql(#[from] rusqlite::Error),
    /// No query has this name.
    #[error("no query is called {name}{} (`gongkai query` lists them)", did_you_mean(*near))]
    NoSuchQuery {
        /// The name asked for.
        name: String,
        /// The one that is called most like it.
        near: Option<&'static str>,
    },
    /// A query parameter is unknown or has a value of the wrong type.
    #[error("query {query}: {reason}")]
    BadParameter {
        /// The query.
        query: String,
        /// What is wrong and what is expected.
        reason: String,
    },
    /// A statement of the user would do more than read.
    #[error("SQL: only reading is allowed here (select, explain, pragmas that describe the tables)")]
    NotReading,
    /// Statements of the user took longer than allowed.
    #[error("SQL: stopped after {seconds} s; --timeout allows more")]
    Timeout {
        /// The time allowed.
        seconds: f64,
    },
    /// A chart cannot be drawn of a result, or not be written in a format.
    #[error("{zh} / {en}")]
    Chart {
        /// Why, and what to do, in Chinese.
        zh: String,
        /// The same in English.
        en: String,
    },
    /// A result could not be written.
    #[error("cannot write: {0}")]
    Write(#[from] std::io::Error),
}

fn did_you_mean(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean {near}?")).unwrap_or_default()
}
