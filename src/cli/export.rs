//! `gongkai export`: every table and view as a file.

use super::format::BOM;
use super::{CLEAN, Language, Settings, counted, results};
use crate::output;
use crate::query;
use crate::rows::Value;
use crate::store;
use anyhow::Context as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Write every table and view to a folder, one file each
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Format of the files
    #[arg(long, value_name = "FORMAT", value_parser = ["csv"], default_value = "csv")]
    to: String,
    /// Begin each file with a byte-order mark, by which Excel knows it as UTF-8
    #[arg(long)]
    bom: bool,
    /// Folder to write to; it is made if missing
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Writes `NAME.csv` for every table and view, row by row, and says how much that was.
///
/// # Errors
/// Where the database cannot be read or a file not be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let connection = store::open_read_only(&settings.db)?;
    let create = || format!("cannot make the folder {}", arguments.folder.display());
    std::fs::create_dir_all(&arguments.folder).with_context(create)?;
    let (mut files, mut rows) = (0_u64, 0_u64);
    for relations in query::folder("export") {
        for row in query::run(&connection, &relations, &[])?.rows {
            let [Value::Text(name)] = row.as_slice() else { continue };
            let path = arguments.folder.join(format!("{name}.{}", arguments.to));
            rows += write(&connection, name, &path, arguments.bom)
                .with_context(|| format!("cannot write {}", path.display()))?;
            files += 1;
        }
    }
    let folder = arguments.folder.display();
    let told = match settings.lang {
        Language::Zh => format!("{folder}：写出 {files} 个文件，共 {rows} 行"),
        Language::En => format!("{folder}: {}, {}", counted(files, "file"), counted(rows, "row")),
    };
    let mut out = results();
    writeln!(out, "{told}")?;
    out.flush()?;
    Ok(CLEAN)
}

/// Writes one table or view and returns its number of rows.
fn write(connection: &rusqlite::Connection, name: &str, path: &Path, bom: bool) -> anyhow::Result<u64> {
    let mut statement = query::relation(connection, name)?;
    let mut file = BufWriter::new(File::create(path)?);
    if bom {
        file.write_all(BOM)?;
    }
    let mut writer = csv::Writer::from_writer(file);
    output::csv_header(&query::columns(&statement), &mut writer)?;
    let mut rows = 0;
    query::for_each(&mut statement, |row| {
        rows += 1;
        Ok::<_, anyhow::Error>(output::csv_record(&row, &mut writer)?)
    })?;
    writer.flush()?;
    Ok(rows)
}
