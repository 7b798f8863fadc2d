//! Functions of statistics for SQL that the user writes; no view and no canned query uses them.

use crate::error::Result;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Error};

const PURE: FunctionFlags = FunctionFlags::SQLITE_UTF8.union(FunctionFlags::SQLITE_DETERMINISTIC);

/// Adds `median(x)`, `percentile(x, p)` with p from 0 to 100, `stddev(x)` of a sample, `sqrt(x)` and `ln(x)`. NULL is no value;
/// what has no value is NULL, and text is an error.
///
/// # Errors
/// [`crate::error::Error::Sql`] where SQLite does not take them.
pub fn add_statistics(connection: &Connection) -> Result<()> {
    let root = |x: f64| (x >= 0.0).then(|| x.sqrt());
    let logarithm = |x: f64| (x > 0.0).then(|| x.ln());
    connection.create_scalar_function("sqrt", 1, PURE, move |of| Ok(number(of, 0)?.and_then(root)))?;
    connection.create_scalar_function("ln", 1, PURE, move |of| Ok(number(of, 0)?.and_then(logarithm)))?;
    connection.create_aggregate_function("median", 1, PURE, Percentile { fixed: Some(50.0) })?;
    connection.create_aggregate_function("percentile", 2, PURE, Percentile { fixed: None })?;
    connection.create_aggregate_function("stddev", 1, PURE, Deviation)?;
    Ok(())
}

fn wrong(about: &str) -> Error {
    Error::UserFunctionError(about.into())
}

/// An argument that is a number or nothing.
fn number(of: &Context<'_>, index: usize) -> rusqlite::Result<Option<f64>> {
    match of.get_raw(index) {
        ValueRef::Null => Ok(None),
        ValueRef::Integer(integer) => Ok(Some(integer as f64)),
        ValueRef::Real(real) => Ok(Some(real)),
        ValueRef::Text(_) | ValueRef::Blob(_) => {
            Err(wrong("这个函数只接受数字 / this function takes numbers"))
        }
    }
}

/// The value below which a share of the values lies, between two in proportion.
struct Percentile {
    fixed: Option<f64>,
}

impl Aggregate<(Vec<f64>, f64), Option<f64>> for Percentile {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<(Vec<f64>, f64)> {
        Ok((Vec::new(), 0.0))
    }

    fn step(&self, of: &mut Context<'_>, (values, share): &mut (Vec<f64>, f64)) -> rusqlite::Result<()> {
        let percent = match self.fixed {
            Some(fixed) => Some(fixed),
            None => number(of, 1)?,
        };
        let Some(percent) = percent.filter(|percent| (0.0..=100.0).contains(percent)) else {
            return Err(wrong("percentile(x, p): p 应在 0 至 100 之间 / p is from 0 to 100"));
        };
        *share = percent / 100.0;
        values.extend(number(of, 0)?);
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, all: Option<(Vec<f64>, f64)>) -> rusqlite::Result<Option<f64>> {
        let (mut values, share) = all.unwrap_or_default();
        values.sort_by(f64::total_cmp);
        let place = share * values.len().saturating_sub(1) as f64;
        let at = |place: f64| values.get(place as usize).copied();
        Ok(at(place.floor()).zip(at(place.ceil())).map(|(low, high)| low + (high - low) * place.fract()))
    }
}

/// The standard deviation of a sample, by Welford's method: count, mean, sum of squares.
struct Deviation;

impl Aggregate<(f64, f64, f64), Option<f64>> for Deviation {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<(f64, f64, f64)> {
        Ok((0.0, 0.0, 0.0))
    }

    fn step(
        &self,
        of: &mut Context<'_>,
        (count, mean, squares): &mut (f64, f64, f64),
    ) -> rusqlite::Result<()> {
        if let Some(value) = number(of, 0)? {
            *count += 1.0;
            let off = value - *mean;
            *mean += off / *count;
            *squares += off * (value - *mean);
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, all: Option<(f64, f64, f64)>) -> rusqlite::Result<Option<f64>> {
        Ok(all.filter(|(count, ..)| *count > 1.0).map(|(count, _, squares)| (squares / (count - 1.0)).sqrt()))
    }
}
