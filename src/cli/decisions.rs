//! `gongkai agencies export` and `import`: decisions of agencies as CSV.

use super::agencies::{KINDS, named, statement};
use super::region::known_division;
use super::{CLEAN, FOUND, Language, Settings, complain, results};
use crate::manifest::decoded;
use crate::output::{self, Format};
use crate::query;
use crate::store::{self, Action, Applied, Decision, Key};
use anyhow::{Context as _, bail};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Columns of the file; the first four are always needed.
const COLUMNS: [&str; 10] = [
    "action",
    "name",
    "path",
    "year",
    "division_code",
    "new_name",
    "kind",
    "other_name",
    "other_path",
    "other_year",
];
/// Columns without which no decision can be read.
const NEEDED: usize = 4;

/// A decision in one line.
pub(super) fn told(decision: &Decision) -> String {
    let key = |key: &Key| format!("{} ({})", key.name, key.path);
    let what = match &decision.action {
        Action::Set { division, name, kind } => [Some(&named(division)), name.as_ref(), kind.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" "),
        Action::Alias(name) => name.clone(),
        Action::Merge(other) | Action::Split(other) => key(other),
    };
    format!("{} {} → {what}", decision.action.code(), key(&decision.of))
}

/// Writes the decisions to a file.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn export(file: &Path, settings: &Settings) -> anyhow::Result<u8> {
    let connection = store::open_read_only(&settings.db)?;
    let rows = query::run(&connection, &statement("decisions")?, &[])?;
    let cannot = || format!("cannot write {}", file.display());
    let mut out = BufWriter::new(File::create(file).with_context(cannot)?);
    output::write(Format::Csv, &rows, &mut out).and_then(|()| out.flush()).with_context(cannot)?;
    complain(&format!(
        "{}: {} {}",
        file.display(),
        rows.rows.len(),
        settings.lang.pick("项决定", "decisions")
    ));
    Ok(CLEAN)
}

/// Takes the decisions of a file and tells what became of them; the exit code.
///
/// # Errors
/// Where the file holds anything else, or the database cannot be written.
pub(super) fn import(file: &Path, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let decisions = read(file, lang)?;
    let mut connection = store::open(&settings.db)?;
    let applied = store::import_decisions(&mut connection, &decisions)?;
    let loaded: bool = connection.query_row("select exists (select 1 from report)", [], |row| row.get(0))?;
    store::close(connection)?;
    let (mut done, mut waiting, mut refused) = (0, 0, 0);
    for (decision, applied) in decisions.iter().zip(&applied) {
        match applied {
            Applied::Done => done += 1,
            Applied::Waiting => {
                waiting += 1;
                let about = lang.pick(
                    "报告尚未载入：没有这个路径，同名文件也没有或不止一份",
                    "its report is not loaded yet: none has the path, and none or several a path that ends alike",
                );
                complain(&format!("{}: {about}", told(decision)));
            }
            Applied::Refused(why) => {
                refused += 1;
                complain(&format!("{}: {}", told(decision), lang.half(why)));
            }
        }
    }
    let mut out = results();
    let [one, two, three] = [
        lang.pick("项已执行", "done"),
        lang.pick("项等待报告", "waiting for reports"),
        lang.pick("项被拒绝", "refused"),
    ];
    writeln!(out, "{}: {done} {one}, {waiting} {two}, {refused} {three}", file.display())?;
    out.flush()?;
    // In an empty database all of them wait.
    Ok(if refused > 0 || (waiting > 0 && loaded) { FOUND } else { CLEAN })
}

/// The decisions of a file.
fn read(file: &Path, lang: Language) -> anyhow::Result<Vec<Decision>> {
    let cannot = || format!("cannot read {}", file.display());
    let text = decoded(&fs::read(file).with_context(cannot)?);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = reader.headers().with_context(cannot)?.clone();
    let lacking = COLUMNS.iter().take(NEEDED).find(|name| !headers.iter().any(|header| header == **name));
    let unknown = headers.iter().find(|header| !header.is_empty() && !COLUMNS.contains(header));
    if let Some(wrong) = lacking.copied().or(unknown) {
        let about = match lacking {
            Some(_) => lang.pick("表头缺列", "the header lacks a column"),
            None => lang.pick("表头有不认识的列", "the header has an unknown column"),
        };
        let right = lang.pick("应为", "it must be");
        bail!("{}: {about}: {wrong}; {right} {}", file.display(), COLUMNS.join(","));
    }
    let mut decisions = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let place = || format!("{} {}", file.display(), index + 2);
        let record = record.with_context(place)?;
        let field = |name: &str| {
            let at = headers.iter().position(|header| header == name);
            at.and_then(|at| record.get(at)).filter(|field| !field.is_empty()).map(str::to_owned)
        };
        decisions.push(decision(field, lang).with_context(place)?);
    }
    Ok(decisions)
}

/// The decision of a line.
fn decision(field: impl Fn(&str) -> Option<String>, lang: Language) -> anyhow::Result<Decision> {
    let needed = |name: &str| field(name).with_context(|| format!("{}: {name}", lang.pick("缺", "lacking")));
    let wrong = |text: &str| format!("{text}: {}", lang.pick("不对", "cannot be"));
    let key = |prefix: &str| -> anyhow::Result<Key> {
        let year = field(&format!("{prefix}year"));
        let year = year.map(|year| year.parse::<i64>().with_context(|| wrong(&year))).transpose()?;
        Ok(Key { name: needed(&format!("{prefix}name"))?, path: needed(&format!("{prefix}path"))?, year })
    };
    let action = match needed("action")?.as_str() {
        "set" => {
            let kind = field("kind");
            if let Some(kind) = kind.as_deref().filter(|kind| !KINDS.contains(kind)) {
                bail!("{}", wrong(kind));
            }
            let division = needed("division_code")?;
            known_division(&division, lang)?;
            Action::Set { division, name: field("new_name"), kind }
        }
        "alias" => Action::Alias(needed("new_name")?),
        "merge" => Action::Merge(key("other_")?),
        "split" => Action::Split(key("other_")?),
        other => bail!("{} (set, alias, merge, split)", wrong(other)),
    };
    Ok(Decision { of: key("")?, action })
}
