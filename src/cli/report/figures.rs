//! Results as tables of a page: which columns are shown, in which words, and how many reports a sum stands for.

use super::super::Language;
use super::super::headings::{Names, heading, word};
use super::subject::Kind;
use crate::chart::Unit;
use crate::output::text;
use crate::page::{Cell, Column, Table};
use crate::query::Query;
use crate::report::CellState;
use crate::rows::{Rows, Value};

/// Rows of a table at most; a national year has 60,000 bodies.
const MOST_ROWS: usize = 100;

/// Characters of a value that stands on one line.
const SHORT: usize = 8;

/// A result that is shown.
pub(super) struct Shown<'a> {
    /// Name of the statement.
    pub(super) name: &'a str,
    /// The query, unless it is a statement of the summary.
    pub(super) query: Option<&'a Query<'a>>,
    /// Its rows.
    pub(super) rows: &'a Rows,
}

impl Shown<'_> {
    /// What is said where there are no rows.
    pub(super) fn nothing(&self, lang: Language) -> &'static str {
        match self.name {
            "findings" | "findings_by_rule" => {
                lang.pick("没有发现数字不一致。", "No number was found to disagree.")
            }
            "problems" => lang.pick("没有与表式不符之处。", "Nothing that does not fit the form."),
            "notes" => lang.pick("没有需要说明的单元格。", "No cell has a note."),
            _ => lang.pick("没有这方面的数据。", "There are no data on this."),
        }
    }
}

/// Columns that count the reports behind figures, and these figures; of several that count for one the first.
const COUNTS: &[(&str, &[&str])] = &[
    ("stating", &["received"]),
    ("reports_stating_received", &["received"]),
    ("reports_stating_handled", &["outcome_total", "outcome_share"]),
    ("reports_summed", &["applications", "outcome_share"]),
    ("reports_stating_carried_out", &["carried_out"]),
    ("reports_rated_handled", &["handled_rate"]),
    ("reports_rated_disclosure", &["disclosure_rate"]),
    ("reports_stating_reconsideration", &["reconsideration_total"]),
    ("reports_stating_litigation", &["litigation_total"]),
];

/// Columns that a page leaves to other columns or to its own headings, by statement.
const LEFT: &[(&str, &[&str])] = &[
    ("outcome_mix", &["outcome", "outcome_share_low", "outcome_share_high"]),
    ("refusal_reasons", &["outcome_group", "outcome", "outcome_share_low", "outcome_share_high"]),
    ("findings", &["scope", "subject", "expected", "actual"]),
    ("problems", &["path"]),
];

/// Columns of codes that have labels.
const CODED: &[&str] = &["scope", "level", "kind", "severity"];

/// Queries whose rows are outcomes of years, laid out with a column a year.
const ACROSS: [&str; 2] = ["outcome_mix", "refusal_reasons"];

/// Outcomes below each other and years beside each other, `None` where there is but one year.
fn across(shown: &Shown, names: &Names, lang: Language) -> Option<Table> {
    let rows = shown.rows;
    let [year, label, applications, share] =
        ["year", "label", "applications", "outcome_share"].map(|column| rows.position(column));
    let (year, label, applications, share) = (year?, label?, applications?, share?);
    let mut years: Vec<&Value> = Vec::new();
    let mut labels: Vec<&Value> = Vec::new();
    for row in &rows.rows {
        years.extend(row.get(year).filter(|year| !years.contains(year)));
        labels.extend(row.get(label).filter(|label| !labels.contains(label)));
    }
    if years.len() < 2 {
        return None;
    }
    years.reverse();
    let of = |row: &Vec<Value>, column: &str| {
        rows.position(column).and_then(|place| row.get(place)).and_then(Value::as_f64).unwrap_or_default()
    };
    let heading = |of_year: &&Value| {
        let row = rows.rows.iter().find(|row| row.get(year) == Some(of_year));
        let [handled, stating, all] = ["outcome_total", "reports_stating_handled", "reports"]
            .map(|column| row.map_or(0.0, |row| of(row, column)));
        let heading = match lang {
            Language::Zh if stating < all => {
                format!("{of_year}：办理 {handled} 件，{all} 份报告中 {stating} 份有数")
            }
            Language::Zh => format!("{of_year}：办理 {handled} 件，{all} 份报告"),
            Language::En if stating < all => {
                format!("{of_year}: {handled} handled; {stating} of {all} reports state it")
            }
            Language::En => format!("{of_year}: {handled} handled; reports: {all}"),
        };
        Column { heading, number: true, short: false }
    };
    let first = lang.pick("内容（件数 · 占办理的比例）", "Label (applications · share of all handled)");
    let beside = |of_label: &&Value, of_year: &&Value| {
        let of_both = |row: &&Vec<Value>| row.get(year) == Some(of_year) && row.get(label) == Some(of_label);
        let Some(row) = rows.rows.iter().find(of_both) else { return Cell::default() };
        let [count, part] = [applications, share].map(|place| cell(rows, row, place, names, lang));
        let told = |text: Option<String>| text.unwrap_or_else(|| "—".to_owned());
        Cell {
            text: Some(format!("{} · {}", told(count.text), told(part.text))),
            aside: count.aside.or(part.aside),
        }
    };
    let row = |label: &&Value| {
        let name = Cell { text: Some(label.to_string()), aside: None };
        std::iter::once(name).chain(years.iter().map(|year| beside(label, year))).collect()
    };
    let first = Column { heading: first.to_owned(), number: false, short: false };
    Some(Table {
        columns: std::iter::once(first).chain(years.iter().map(heading)).collect(),
        rows: labels.iter().map(row).collect(),
    })
}

/// The rows as a table, and how many of them it leaves out.
pub(super) fn laid(
    shown: &Shown,
    names: &Names,
    kind: &Kind,
    one_year: bool,
    lang: Language,
) -> (Table, usize) {
    let rows = shown.rows;
    if let Some(table) = across(shown, names, lang).filter(|_| ACROSS.contains(&shown.name)) {
        return (table, 0);
    }
    let left = LEFT
        .iter()
        .find(|(name, _)| *name == shown.name && shown.query.is_some())
        .map_or(&[][..], |(_, left)| left);
    let hidden = |column: &str| {
        left.contains(&column)
            || COUNTS.iter().any(|(count, _)| *count == column)
            || column == "agency" && matches!(kind, Kind::Agency(_))
            || column == "year" && one_year && shown.name != "volumes"
    };
    let places: Vec<usize> = (0..rows.columns.len())
        .filter(|place| rows.columns.get(*place).is_some_and(|column| !hidden(column)))
        .collect();
    let column = |place: &usize| {
        let code = rows.columns.get(*place).map_or("", String::as_str);
        let mut values = rows
            .rows
            .iter()
            .filter_map(|row| row.get(*place))
            .filter(|value| **value != Value::Null)
            .peekable();
        let number = values.peek().is_some() && values.all(Value::is_number);
        let renamed = shown.name == "outcomes" && code == "reports";
        let heading = if renamed {
            lang.pick("填报总计的报告", "Reports stating the total").to_owned()
        } else {
            names.name(code).label
        };
        Column { heading, number, short: false }
    };
    let cells = |row: &Vec<Value>| places.iter().map(|place| cell(rows, row, *place, names, lang)).collect();
    let mut table = Table {
        columns: places.iter().map(column).collect(),
        rows: rows.rows.iter().take(MOST_ROWS).map(cells).collect(),
    };
    for (place, column) in table.columns.iter_mut().enumerate() {
        let mut cells = table.rows.iter().filter_map(|row: &Vec<Cell>| row.get(place));
        column.short = cells.all(|cell| {
            cell.aside.is_none() && cell.text.as_ref().is_none_or(|text| text.chars().count() <= SHORT)
        });
    }
    (table, rows.rows.len().saturating_sub(MOST_ROWS))
}

fn cell(rows: &Rows, row: &[Value], place: usize, names: &Names, lang: Language) -> Cell {
    let of = |column: &str| rows.position(column).and_then(|place| row.get(place));
    let code = rows.columns.get(place).map_or("", String::as_str);
    let value = row.get(place).unwrap_or(&Value::Null);
    // How a share is printed is known by the end of a name.
    let told = |value: &Value| {
        let name = if names.name(code).unit == Unit::Share { "_share" } else { code };
        text(name, value)
    };
    if *value == Value::Null {
        let [low, high] =
            ["_low", "_high"].map(|end| of(&format!("{code}{end}")).filter(|bound| bound.is_number()));
        let text = low.zip(high).map(|(low, high)| format!("{}–{}", told(low), told(high)));
        let aside = text.as_ref().map(|_| lang.pick("介于", "between").to_owned());
        return Cell { text, aside };
    }
    let number = |value: Option<&Value>| value.and_then(Value::as_f64).map(|number| number as i64);
    let count =
        COUNTS.iter().find(|(count, figures)| figures.contains(&code) && rows.position(count).is_some());
    let stating = count.and_then(|(count, _)| number(of(count))).zip(number(of("reports")));
    let aside = stating.filter(|(stating, all)| stating < all).map(|(stating, all)| match lang {
        Language::Zh => format!("（{all} 份报告中 {stating} 份有数）"),
        Language::En => format!("({stating} of {all} reports state it)"),
    });
    let text = match value {
        Value::Text(code_of) if CODED.contains(&code) => names.name(code_of).label,
        Value::Text(state) if code == "code" && CellState::of(state).is_some() => {
            CellState::of(state).map_or(String::new(), |state| lang.pick(state.zh(), state.en()).to_owned())
        }
        Value::Text(message) if code == "message" => lang.half(message).to_owned(),
        Value::Text(phrase) if code == "sample" => word(phrase, lang),
        value => told(value),
    };
    Cell { text: Some(text), aside }
}

/// What a severity is called.
pub(super) fn severity(code: &str, lang: Language) -> String {
    heading(code, lang)
}
