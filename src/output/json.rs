//! JSON: an array of objects, or one object a line; keys in column order, NULL as null.

use crate::rows::{Rows, Value};
use serde_json::{Map, Value as Json, json};
use std::io::{self, Write};

/// Writes an array with one object a line.
///
/// # Errors
/// Where it cannot be written.
pub fn json(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (index, row) in rows.rows.iter().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        json_row(&rows.columns, row, out)?;
    }
    out.write_all(if rows.rows.is_empty() { b"]\n" } else { b"\n]\n" })
}

/// Writes an object of several arrays, each under its name.
///
/// # Errors
/// Where it cannot be written.
pub fn json_parts(parts: &[(&str, &Rows)], out: &mut dyn Write) -> io::Result<()> {
    for (index, (name, rows)) in parts.iter().enumerate() {
        out.write_all(if index == 0 { b"{" } else { b"," })?;
        serde_json::to_writer(&mut *out, name)?;
        out.write_all(b": ")?;
        json(rows, out)?;
    }
    out.write_all(b"}\n")
}

/// Writes one object a line.
///
/// # Errors
/// Where it cannot be written.
pub fn jsonl(rows: &Rows, out: &mut dyn Write) -> io::Result<()> {
    rows.rows.iter().try_for_each(|row| {
        json_row(&rows.columns, row, out)?;
        out.write_all(b"\n")
    })
}

/// Writes one object.
///
/// # Errors
/// Where it cannot be written.
pub fn json_row(columns: &[String], row: &[Value], out: &mut dyn Write) -> io::Result<()> {
    let object: Map<String, Json> = columns.iter().cloned().zip(row.iter().map(value)).collect();
    Ok(serde_json::to_writer(out, &object)?)
}

fn value(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(integer) => json!(integer),
        Value::Real(real) if real.fract() == 0.0 && real.abs() < 9e15 => json!(*real as i64),
        Value::Real(real) => json!(real),
        Value::Text(text) => json!(text),
    }
}
