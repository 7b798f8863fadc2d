//! `gongkai sql`: read-only SQL that the user wrote.

use super::format::{Answer, Printing};
use super::headings::Names;
use super::streamed::Streamed;
use super::{CLEAN, Settings, chart, prompt, tell_if_empty};
use crate::query;
use crate::rows::Rows;
use crate::store;
use anyhow::{Context as _, bail};
use rusqlite::Connection;
use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// Run your own SQL, which can only read
///
/// Without SQL and --file, the statements are read from standard input, on a terminal line by line.
/// Besides SQLite's functions there are median(x), percentile(x, p), stddev(x), sqrt(x) and ln(x).
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// One or more statements, parted by semicolons
    sql: Option<String>,
    /// Read the statements from a file
    #[arg(long, value_name = "FILE", conflicts_with = "sql")]
    file: Option<PathBuf>,
    /// Stop after so many seconds
    #[arg(long, value_name = "SECONDS")]
    timeout: Option<f64>,
    #[command(flatten)]
    printing: Printing,
    #[command(flatten)]
    chart: chart::Flags,
}

/// Runs each statement and prints its rows, with an empty line between results.
///
/// # Errors
/// Where the SQL is wrong, would write or takes too long, or the database cannot be read.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let Ok(timeout) = arguments.timeout.map(Duration::try_from_secs_f64).transpose() else {
        bail!("--timeout: a number of seconds is expected");
    };
    let sql = match (&arguments.sql, &arguments.file) {
        (Some(sql), _) => sql.clone(),
        (None, Some(file)) => {
            std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?
        }
        (None, None) if std::io::stdin().is_terminal() => {
            if arguments.chart.wanted(None, settings.lang)?.is_some() {
                bail!("--chart: {}", settings.lang.pick("需要给出语句", "give the statement"));
            }
            prompt::run(prompt::Prompt {
                connection: opened(settings)?,
                format: arguments.printing.format(settings.lang)?,
                timeout,
                lang: settings.lang,
                stopped: Arc::default(),
            })?;
            return Ok(CLEAN);
        }
        (None, None) => {
            let mut sql = String::new();
            std::io::stdin().read_to_string(&mut sql).context("cannot read standard input")?;
            sql
        }
    };
    let wanted = arguments.chart.wanted(None, settings.lang)?;
    let mut connection = opened(settings)?;
    if let Some(wanted) = wanted {
        return drawn(&wanted, &mut connection, &sql, timeout, settings);
    }
    if let Some(mut streamed) = Streamed::new(&arguments.printing, settings.lang)? {
        query::run_text(&mut connection, &sql, timeout, |mut cursor| -> anyhow::Result<()> {
            tell_if_empty(streamed.result(&mut cursor)?, settings.lang);
            Ok(())
        })?;
        streamed.finish()?;
        return Ok(CLEAN);
    }
    let mut results: Vec<(String, Rows)> = Vec::new();
    let done = query::run_text(&mut connection, &sql, timeout, |cursor| -> anyhow::Result<()> {
        results.push(((results.len() + 1).to_string(), cursor.collect()?));
        Ok(())
    });
    // What came before a statement that failed is printed.
    if done.is_ok() || !results.is_empty() {
        // The guard of the user's statement would hold for the labels too.
        let names = Names::read(&store::open_read_only(&settings.db)?, None, settings.lang)?;
        let answers: Vec<_> = results
            .iter()
            .map(|(name, rows)| Answer { name, rows, names: Some(&names), own: true })
            .collect();
        arguments.printing.print(&answers, settings.lang)?;
        for (_, rows) in &results {
            tell_if_empty(rows.rows.len() as u64, settings.lang);
        }
    }
    done.map(|()| CLEAN)
}

/// The database with the functions for the user's own SQL.
fn opened(settings: &Settings) -> anyhow::Result<Connection> {
    let connection = store::open_read_only(&settings.db)?;
    query::add_statistics(&connection)?;
    Ok(connection)
}

/// Draws the rows of the one statement.
fn drawn(
    wanted: &chart::Wanted,
    connection: &mut Connection,
    sql: &str,
    timeout: Option<Duration>,
    settings: &Settings,
) -> anyhow::Result<u8> {
    let mut results = Vec::new();
    query::run_text(connection, sql, timeout, |cursor| -> anyhow::Result<()> {
        results.push(cursor.collect()?);
        Ok(())
    })?;
    let [rows] = results.as_slice() else {
        bail!("--chart: {}", settings.lang.pick("需要恰好一条语句", "give exactly one statement"));
    };
    // The guard of the user's statement would hold for the labels too.
    let connection = store::open_read_only(&settings.db)?;
    let title = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let subject = chart::Subject { title: &title, subtitle: "", query: None };
    wanted.write(rows, &subject, &connection, settings.lang)?;
    Ok(CLEAN)
}
