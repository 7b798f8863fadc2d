//! Reports written for the project, one a layout, beside the checkout: every cell against its truth.

use gongkai::check;
use gongkai::form::{Edition, Table};
use gongkai::report::{Number, Report, Severity};
use gongkai::{parse, source};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A folder beside the checkout, `None` where it is absent.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join("shared").join(name);
    folder.is_dir().then_some(folder)
}

/// Reads, parses and compares one file with its truth.
pub(crate) fn compare(file: &Path, truth: &Value, complaints: &mut Vec<String>) -> Report {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = std::fs::read(file).expect("the file");
    let document = match source::read(&name, &bytes) {
        Ok(document) => document,
        Err(error) => {
            complaints.push(format!("{name}: {error}"));
            return Report::default();
        }
    };
    let report = parse::parse(&document);
    let mut complain = |what: String| complaints.push(format!("{name}: {what}"));
    let agencies: Vec<&str> = match truth["agency_accept"].as_array() {
        Some(names) => names.iter().filter_map(Value::as_str).collect(),
        None => truth["agency"].as_str().into_iter().collect(),
    };
    let agency = report.agency.as_deref();
    let nameless = agency.is_none() && report.problems.iter().any(|problem| problem.code == "agency_missing");
    if !agencies.is_empty() && !agency.is_some_and(|name| agencies.contains(&name)) && !nameless {
        complain(format!("agency {agency:?}, not one of {agencies:?}"));
    }
    if truth["year"].as_i64() != report.year.map(i64::from) {
        complain(format!("year {:?}, not {}", report.year, truth["year"]));
    }
    if truth["form"].as_str().is_some_and(|form| form != report.form.code()) {
        complain(format!("form {}, not {}", report.form.code(), truth["form"]));
    }
    if !same_fee(&report, &truth["information_fee"]) {
        complain(format!("fee {:?}, not {}", report.fee, truth["information_fee"]));
    }
    for table in Table::ALL {
        for row in table.rows() {
            for (index, column) in table.columns().iter().enumerate() {
                let expected = match table {
                    Table::Section20 => &truth["section20"][row.code][column.code],
                    Table::Applications => &truth["applications"][row.code][index],
                    Table::Review => &truth["review"][row.code][index],
                };
                let plain = plain(truth, table, row.code, column.code);
                if let Some(fault) = fault(&report, table, row.code, column.code, expected, plain) {
                    complain(format!("{}.{}.{}: {fault}", table.name(), row.code, column.code));
                }
            }
        }
    }
    report
}

/// Whether the truth lists the cell as a plain printed number.
fn plain(truth: &Value, table: Table, row: &str, column: &str) -> bool {
    let listed = truth["not_plain_numbers"].as_array().into_iter().flatten();
    // A list that was cut short speaks of every cell.
    if listed.clone().any(|cell| cell["table"].is_null()) {
        return false;
    }
    let code = |value: &Value, code: &str| value.as_str().is_none_or(|text| text == "*" || text == code);
    !listed.into_iter().any(|cell| {
        let named = ["section20", "applications", "review"].map(|name| cell["table"].as_str() == Some(name));
        let this = match table {
            Table::Section20 => named[0],
            Table::Applications => named[1] || cell["table"].as_str() == Some(table.name()),
            Table::Review => named[2] || cell["table"].as_str() == Some(table.name()),
        };
        this && code(&cell["row"], row) && code(&cell["column"], column)
    })
}

fn fault(
    report: &Report,
    table: Table,
    row: &str,
    column: &str,
    expected: &Value,
    plain: bool,
) -> Option<String> {
    let Some(cell) = report.cell(table, row, column) else {
        let explained = !plain || expected.is_null();
        return (!explained).then(|| format!("not read, {expected} is printed"));
    };
    let value = cell.value.map(Number::as_f64);
    match (value, expected.as_f64()) {
        (Some(value), Some(expected)) if (value - expected).abs() < 1e-9 * expected.abs().max(1.0) => {
            (plain && cell.note.is_some()).then(|| format!("needless note {:?}", cell.note))
        }
        (None, Some(expected)) => plain.then(|| format!("NULL {:?}, {expected} is printed", cell.note)),
        (Some(value), expected) => Some(format!("{value} {:?}, not {expected:?}", cell.note)),
        (None, None) => cell.note.is_none().then(|| "NULL without a note".to_owned()),
    }
}

/// Whether the fee statement agrees. A statement that none was collected counts as nothing said or as zero collected.
fn same_fee(report: &Report, truth: &Value) -> bool {
    let Some(fee) = report.fee else { return truth.is_null() };
    let parts =
        [(fee.notices, "notices"), (fee.billed_yuan, "billed_yuan"), (fee.collected_yuan, "collected_yuan")];
    let number = |amount: Option<Number>| amount.map(Number::as_f64);
    if truth.is_null() {
        return parts.iter().all(|(amount, _)| number(*amount).is_none_or(|yuan| yuan == 0.0))
            && fee.notices.is_none()
            && fee.billed_yuan.is_none();
    }
    parts.iter().all(|(amount, key)| number(*amount) == truth[key].as_f64())
}

/// Rules that a truth breaks by itself: the reports are printed as they are, errors included.
fn breaks_a_sum(truth: &Value) -> bool {
    let rows = truth["review"].as_object().into_iter().flat_map(|rows| rows.values());
    let unequal = |row: &Value| {
        let cells: Vec<i64> = row.as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
        cells.len() == 5 && cells[..4].iter().sum::<i64>() != cells[4]
    };
    rows.into_iter().any(unequal) || !balances(truth)
}

fn balances(truth: &Value) -> bool {
    let cell = |row: &str, column: usize| truth["applications"][row][column].as_i64().unwrap_or(0);
    let edition = if cell_exists(truth, "other_handling") { Edition::E2019 } else { Edition::E2021 };
    let results = Table::Applications.rows().iter().filter(|row| {
        let outer = ["received_new", "carried_in", "carried_out", "outcome_total"].contains(&row.code);
        row.editions.contains(&edition) && !outer
    });
    let results: Vec<_> = results.collect();
    (0..7).all(|column| {
        let sum: i64 = results.iter().map(|row| cell(row.code, column)).sum();
        let total = cell("outcome_total", column);
        let left = cell("received_new", column) + cell("carried_in", column);
        sum == total && left == total + cell("carried_out", column)
    }) && Table::Applications
        .rows()
        .iter()
        .all(|row| (0..6).map(|column| cell(row.code, column)).sum::<i64>() == cell(row.code, 6))
}

fn cell_exists(truth: &Value, row: &str) -> bool {
    !truth["applications"][row][0].is_null()
}

#[test]
fn every_text_layout_reads_as_its_truth() {
    every_layout_reads_as_its_truth(&["txt", "md"]);
}

#[test]
fn every_page_and_word_layout_reads_as_its_truth() {
    every_layout_reads_as_its_truth(&["html", "docx"]);
}

#[track_caller]
fn every_layout_reads_as_its_truth(extensions: &[&str]) {
    let Some(folder) = shared("layouts") else { return };
    let mut complaints = Vec::new();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    for file in files {
        let text = file.extension().is_some_and(|found| extensions.iter().any(|known| found == *known));
        let Ok(truth) = std::fs::read(file.with_extension("json")) else { continue };
        if !text {
            continue;
        }
        let truth: Value = serde_json::from_slice(&truth).expect("json");
        let report = compare(&file, &truth, &mut complaints);
        let errors = check::check(&report).into_iter().filter(|finding| finding.severity == Severity::Error);
        for finding in errors.filter(|finding| !breaks_a_sum(&truth) && finding.rule.starts_with('T')) {
            complaints.push(format!("{}: {} {}", file.display(), finding.rule, finding.message));
        }
    }
    assert!(complaints.is_empty(), "{} complaints\n{}", complaints.len(), complaints.join("\n"));
}
