//! A folder with files and a database, and the program run in it.

use flate2::Compression;
use flate2::write::GzEncoder;
use rusqlite::Connection;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(crate) fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample").join(name);
    fs::read_to_string(path).expect("a sample")
}

pub(crate) fn jiaoyu() -> String {
    sample("云岭县教育局_2022.txt")
}

pub(crate) fn minzheng() -> String {
    sample("云岭县民政局_2021.txt")
}

/// A folder with a database and whatever a test puts in.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        Place { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        path
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.current_dir(self.folder.path()).args(arguments).args(["--lang", "en"]);
        command
    }

    pub(crate) fn ingest(&self, arguments: &[&str]) -> Output {
        let run = self.command(&[&["ingest"], arguments].concat()).output().expect("it runs");
        assert!(run.status.code() < Some(2), "{}", String::from_utf8_lossy(&run.stderr));
        run
    }

    pub(crate) fn database(&self) -> Connection {
        Connection::open(self.folder.path().join("gongkai.db")).expect("a database")
    }

    /// Path, outcome and code of rejection of the files of the last run, in order.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let database = self.database();
        let sql = "select path, outcome || coalesce(' ' || substr(message, 1, instr(message, ':') - 1), '')
                   from ingest_file where run_id = (select max(run_id) from ingest_run) order by rowid";
        let mut select = database.prepare(sql).expect("a query");
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
        rows.map(|row| row.expect("a row")).collect()
    }

    pub(crate) fn one<T: rusqlite::types::FromSql>(&self, sql: &str) -> T {
        self.database().query_row(sql, [], |row| row.get(0)).expect(sql)
    }
}

/// Compares what became of files.
#[track_caller]
pub(crate) fn same(found: &[(String, String)], expected: &[(&str, &str)]) {
    let found: Vec<(&str, &str)> =
        found.iter().map(|(path, outcome)| (path.as_str(), outcome.as_str())).collect();
    assert_eq!(found, expected);
}

pub(crate) fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).expect("started");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("finished").into_inner()
}

pub(crate) fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}
