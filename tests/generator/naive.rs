//! What gongkai is measured against: a reader that takes all digits of a section in order.

use super::model::Model;
use gongkai::form::{Edition, Table};

/// A cell by table, row and column.
pub(crate) type Key = (Table, &'static str, &'static str);

/// The numbers of a text: sections by their exact headings, digits in the order of the form's cells.
///
/// It is told the edition of each table, and knows minus signs and that a numeral before a dot or a mark begins a label.
pub(crate) fn read(text: &str, model: &Model) -> Vec<(Key, f64)> {
    const HEADINGS: [&str; 4] = [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、",
    ];
    let places = HEADINGS.map(|heading| text.find(heading).map(|at| at + heading.len()));
    let tables = [
        (Table::Section20, model.section20),
        (Table::Applications, model.applications),
        (Table::Review, model.applications),
    ];
    let mut found = Vec::new();
    for (index, (table, edition)) in tables.into_iter().enumerate() {
        let (Some(from), Some(to)) = (places[index], places[index + 1]) else { continue };
        let section = text.get(from..to).unwrap_or_default();
        found.extend(cells(table, edition).into_iter().zip(digits(section)));
    }
    found
}

/// The cells that an edition prints, in order.
fn cells(table: Table, edition: Edition) -> Vec<Key> {
    let rows = table.rows().iter().filter(|row| row.editions.contains(&edition));
    let columns = |row| table.printed_columns(row, edition).into_iter();
    rows.flat_map(|row| columns(row).map(|column| (table, row.code, table.columns()[column].code))).collect()
}

/// Runs of digits that begin no label.
fn digits(text: &str) -> Vec<f64> {
    let mut numbers = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() || c == '.' && !run.is_empty() || c == '-' && run.is_empty() {
            run.push(c);
            continue;
        }
        let label = run.ends_with('.') || "、．".contains(c);
        if let (false, Ok(number)) = (label, run.parse()) {
            numbers.push(number);
        }
        run.clear();
    }
    numbers
}
