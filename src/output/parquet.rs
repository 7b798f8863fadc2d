//! Writes rows as Parquet: integers, decimals and text, every column optional.

use crate::rows::Value;
use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows written at once.
const GROUP: usize = 50_000;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// 64-bit integers.
    Integer,
    /// Double precision; integers among them are written as such.
    Real,
    /// UTF-8.
    Text,
}

/// A file that rows are written to, one after another.
pub struct Parquet<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    types: Vec<Type>,
    waiting: Vec<Vec<Value>>,
}

impl<W: Write + Send> Parquet<W> {
    /// Begins the file with columns of a name and a type each.
    ///
    /// # Errors
    /// Where it cannot be written, or a name is none that Parquet takes.
    pub fn new(columns: &[(String, Type)], out: W) -> io::Result<Self> {
        let field = |(name, kind): &(String, Type)| {
            let kind = match kind {
                Type::Integer => format!("INT64 {name}"),
                Type::Real => format!("DOUBLE {name}"),
                Type::Text => format!("BYTE_ARRAY {name} (UTF8)"),
            };
            format!("OPTIONAL {kind};")
        };
        let message = format!("message rows {{ {} }}", columns.iter().map(field).collect::<String>());
        let schema = Arc::new(parse_message_type(&message).map_err(io::Error::other)?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let writer =
            SerializedFileWriter::new(out, schema, Arc::new(properties)).map_err(io::Error::other)?;
        Ok(Self { writer, types: columns.iter().map(|(_, kind)| *kind).collect(), waiting: Vec::new() })
    }

    /// Takes a row as long as the columns.
    ///
    /// # Errors
    /// Where it cannot be written, or a value is not of its column's type.
    pub fn row(&mut self, row: Vec<Value>) -> io::Result<()> {
        self.waiting.push(row);
        if self.waiting.len() >= GROUP { self.group().map_err(io::Error::other) } else { Ok(()) }
    }

    /// Ends the file.
    ///
    /// # Errors
    /// As of [`Parquet::row`].
    pub fn finish(mut self) -> io::Result<()> {
        self.group().map_err(io::Error::other)?;
        self.writer.close().map(|_| ()).map_err(io::Error::other)
    }

    /// Writes the rows that wait, column after column.
    fn group(&mut self) -> Result<(), ParquetError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let rows = std::mem::take(&mut self.waiting);
        let mut group = self.writer.next_row_group()?;
        for (index, kind) in self.types.iter().enumerate() {
            let Some(mut column) = group.next_column()? else { continue };
            let values: Vec<&Value> = rows.iter().map(|row| row.get(index).unwrap_or(&Value::Null)).collect();
            let present: Vec<i16> = values.iter().map(|value| i16::from(**value != Value::Null)).collect();
            let stated = values.iter().filter(|value| ***value != Value::Null);
            let wrong = || ParquetError::General(format!("column {index} holds a value of another type"));
            match kind {
                Type::Integer => {
                    let integer = |value: &&Value| match **value {
                        Value::Integer(integer) => Ok(integer),
                        _ => Err(wrong()),
                    };
                    let values = stated.map(integer).collect::<Result<Vec<_>, _>>()?;
                    column.typed::<Int64Type>().write_batch(&values, Some(&present), None)?;
                }
                Type::Real => {
                    let values = stated
                        .map(|value| value.as_f64().ok_or_else(wrong))
                        .collect::<Result<Vec<_>, _>>()?;
                    column.typed::<DoubleType>().write_batch(&values, Some(&present), None)?;
                }
                Type::Text => {
                    let values: Vec<_> =
                        stated.map(|value| ByteArray::from(value.to_string().into_bytes())).collect();
                    column.typed::<ByteArrayType>().write_batch(&values, Some(&present), None)?;
                }
            }
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}
