//! A list of files with what they do not say themselves: whose report, of which year, from where.
//!
//! Its word counts before the document's. It reads no document; rows that are wrong or fit no file are told of.

use crate::division::gazetteer;
use crate::error::{Error, Result};
use crate::normalize::wide_brackets;
use crate::origin::date;
use encoding_rs::GB18030;
use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Columns and their names.
const COLUMNS: [&[&str]; 6] = [
    &["path", "路径", "文件", "文件名"],
    &["agency", "机关", "机构", "单位"],
    &["year", "年度", "年份"],
    &["url", "网址", "链接"],
    &["division_code", "区划代码", "行政区划代码"],
    &["published_on", "发布日期"],
];

/// What a row says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The body.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// The address.
    pub url: Option<String>,
    /// Six digits of GB/T 2260.
    pub division_code: Option<String>,
    /// Date of publication, `YYYY-MM-DD`.
    pub published_on: Option<String>,
}

#[derive(Debug)]
struct Row {
    number: u64,
    path: String,
    said: Said,
    used: AtomicBool,
}

/// A list of files, read.
#[derive(Debug, Default)]
pub struct Manifest {
    rows: Vec<Row>,
    /// Rows by the paths that they mean, seen from the manifest's folder and from the working folder.
    paths: HashMap<PathBuf, usize>,
    /// Rows that give a file's name alone.
    names: HashMap<String, usize>,
    folders: [PathBuf; 2],
    complaints: Mutex<Vec<String>>,
}

impl Manifest {
    /// Reads a list.
    ///
    /// # Errors
    /// [`Error::Manifest`] where the file cannot be read, is no CSV or has no column `path`.
    pub fn read(file: &Path) -> Result<Self> {
        let unusable = |reason: String| Error::Manifest { path: file.to_owned(), reason };
        let bytes = fs::read(file).map_err(|error| unusable(error.to_string()))?;
        let text = decoded(&bytes);
        let mut csv =
            csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let header = csv.headers().map_err(|error| unusable(error.to_string()))?.clone();
        let column =
            |name: &str| COLUMNS.iter().position(|names| names.contains(&name.to_lowercase().as_str()));
        let columns: Vec<Option<usize>> = header.iter().map(column).collect();
        if !columns.contains(&Some(0)) {
            let known = COLUMNS.map(|names| names[0]).join(", ");
            return Err(unusable(format!(
                "没有 path 列（可用的列：{known}） / no column path; the columns are {known}"
            )));
        }
        let here = std::env::current_dir().unwrap_or_default();
        let folder = here.join(file.parent().unwrap_or(Path::new("")));
        let mut manifest = Manifest { folders: [folder, here], ..Manifest::default() };
        for (name, _) in
            header.iter().zip(&columns).filter(|(name, column)| column.is_none() && !name.is_empty())
        {
            manifest.complain(format!(
                "清单：不认识的列 {name}，不使用 / manifest: unknown column {name} is not used"
            ));
        }
        for record in csv.records() {
            match record {
                Ok(record) => {
                    let number = record.position().map_or(0, csv::Position::line);
                    let cell = |wanted: usize| -> Option<String> {
                        let place = columns.iter().position(|column| *column == Some(wanted))?;
                        record.get(place).filter(|text| !text.is_empty()).map(str::to_owned)
                    };
                    manifest.add(number, cell);
                }
                Err(error) => manifest.complain(format!(
                    "清单读不出一行（{error}） / manifest: a row cannot be read ({error})"
                )),
            }
        }
        manifest.index();
        Ok(manifest)
    }

    fn add(&mut self, number: u64, cell: impl Fn(usize) -> Option<String>) {
        let row = |zh: &str, en: &str| format!("清单第 {number} 行：{zh} / manifest, line {number}: {en}");
        let Some(path) = cell(0) else {
            return self.complain(row("没有路径，不使用", "no path; the row is not used"));
        };
        if let Some(first) = self.rows.iter().find(|other| other.path == path) {
            let first = first.number;
            return self.complain(row(
                &format!("{path} 已在第 {first} 行，不使用"),
                &format!("{path} stands in line {first} already; the row is not used"),
            ));
        }
        let mut wrong = Vec::new();
        let mut checked = |column: usize, value: Option<String>| {
            let text = cell(column)?;
            if value.is_none() {
                let name = COLUMNS.get(column).and_then(|names| names.first()).unwrap_or(&"");
                wrong.push(row(
                    &format!("{name} 的值 {text} 不对，不使用"),
                    &format!("{name} cannot be {text}; the value is not used"),
                ));
            }
            value
        };
        let year = |text: String| text.trim_end_matches(['年', '度']).parse().ok();
        let year: Option<i32> = cell(2).and_then(year).filter(|year| (2008..2100).contains(year));
        let code = cell(4).filter(|code| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()));
        let said = Said {
            agency: cell(1).map(|name| wide_brackets(&name)),
            year: checked(2, year.map(|year| year.to_string())).and(year),
            url: cell(3),
            division_code: checked(4, code),
            published_on: checked(5, cell(5).and_then(|text| date(&text))),
        };
        for wrong in wrong {
            self.complain(wrong);
        }
        // Newer than the list of divisions, or mistyped: it is kept, but no region's list can hold it.
        if let Some(code) = said.division_code.as_deref().filter(|code| gazetteer().of_code(code).is_none()) {
            self.complain(row(
                &format!("没有区划代码 {code}，照用，但任何地区的汇总和清单都不含该机关"),
                &format!(
                    "no division has the code {code}; it is used, but the body is in no region's sum or list"
                ),
            ));
        }
        self.rows.push(Row { number, path, said, used: AtomicBool::new(false) });
    }

    /// Finds rows by path and by name; of rows that mean one path the manifest's folder decides.
    fn index(&mut self) {
        for folder in &self.folders {
            for (index, row) in self.rows.iter().enumerate() {
                self.paths.entry(plain(&folder.join(row.path.replace('\\', "/")))).or_insert(index);
            }
        }
        for (index, row) in self.rows.iter().enumerate() {
            if !row.path.contains(['/', '\\']) {
                self.names.insert(row.path.clone(), index);
            }
        }
    }

    /// The files that the rows name, containers for their members; what does not exist is told of in the end.
    pub fn files(&self) -> Vec<PathBuf> {
        let exists = |row: &Row| {
            let file = row.path.split("!/").next().unwrap_or(&row.path);
            let base = file.rsplit_once('#').map_or(file, |(base, _)| base);
            let mut places = self.folders.iter().flat_map(|folder| [folder.join(file), folder.join(base)]);
            places.find(|path| path.is_file())
        };
        let mut files: Vec<PathBuf> = self.rows.iter().filter_map(exists).collect();
        files.dedup();
        files
    }

    /// Takes out names that several of the inputs have: which one is meant is not sure.
    pub fn expect(&mut self, files: &[String]) {
        let mut counts: HashMap<&str, u64> = HashMap::new();
        for file in files {
            *counts.entry(name(file)).or_default() += 1;
        }
        let here = self.folders[1].clone();
        let direct = |row: usize, paths: &HashMap<PathBuf, usize>| {
            files.iter().any(|file| paths.get(&plain(&here.join(file))) == Some(&row))
        };
        let doubtful: Vec<(String, usize)> = self
            .names
            .iter()
            .filter(|(name, row)| {
                counts.get(name.as_str()).is_some_and(|count| *count > 1) || direct(**row, &self.paths)
            })
            .map(|(name, row)| (name.clone(), *row))
            .collect();
        for (name, row) in doubtful {
            self.names.remove(&name);
            if !direct(row, &self.paths) {
                let number = self.rows.get(row).map_or(0, |row| row.number);
                self.complain(format!(
                    "清单第 {number} 行：有几个文件都叫 {name}，请写路径 / manifest, line {number}: several files are called {name}; give the path"
                ));
            }
        }
    }

    /// What the list says of a file or member, by its path or, if nothing else has it, by its name.
    pub fn find(&self, path: &str) -> Option<&Said> {
        let exact = self.paths.get(&plain(&self.folders[1].join(path)));
        let row = self.rows.get(exact.or_else(|| self.names.get(name(path))).copied()?)?;
        if exact.is_none() && row.used.load(Ordering::Relaxed) {
            let number = row.number;
            self.tell(format!(
                "清单第 {number} 行：{path} 也叫这个名字，未使用 / manifest, line {number}: {path} has the same name; \
                 the row is not used for it"
            ));
            return None;
        }
        row.used.store(true, Ordering::Relaxed);
        Some(&row.said)
    }

    /// Whether any row says where a body sits.
    pub fn gives_divisions(&self) -> bool {
        self.rows.iter().any(|row| row.said.division_code.is_some())
    }

    fn complain(&mut self, complaint: String) {
        self.tell(complaint);
    }

    fn tell(&self, complaint: String) {
        self.complaints.lock().unwrap_or_else(PoisonError::into_inner).push(complaint);
    }

    /// What was wrong so far, and rows that no file was found for.
    pub fn complaints(&self) -> Vec<String> {
        let told = self.complaints.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let unused = self.rows.iter().filter(|row| !row.used.load(Ordering::Relaxed)).map(|row| {
            let Row { number, path, .. } = row;
            format!("清单第 {number} 行：{path} 不在输入中 / manifest, line {number}: {path} is not among the inputs")
        });
        told.into_iter().chain(unused).collect()
    }
}

/// The text of a list: UTF-8, or else GB 18030 as spreadsheets write it.
pub fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// A path without `.` and `..`, as written otherwise.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
