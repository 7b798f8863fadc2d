//! A statutory table of a report as the form prints it: values with their notes, what is left empty, the cells that findings concern.

use crate::form::{Edition, Table};
use crate::output::{Content, Place, PrintedTable, Words, escaped, tables, told_notes};
use crate::report::{Cell, CellState, Form, Report, TableRows};

/// What a finding concerns: a cell, or the label of a row or a column.
pub struct Pointed {
    table: Table,
    row: Option<&'static str>,
    column: Option<&'static str>,
    number: usize,
}

impl Pointed {
    /// The place that a finding concerns, `None` where it is no place of a table. `line` is that of the row in the document.
    pub fn of(
        report: &Report,
        (rule, subject): (&str, &str),
        line: Option<u32>,
        number: usize,
    ) -> Option<Self> {
        let all: &[Table] = match rule.split('.').next() {
            Some("T4") => &[Table::Review],
            Some("B2" | "A2") => &[Table::Section20],
            _ => &[Table::Applications, Table::Review, Table::Section20],
        };
        let column = |table: Table, code: &str| {
            table.columns().iter().find(|column| column.code == code).map(|column| column.code)
        };
        let at = |table: Table, row: Option<&'static str>, column: Option<&'static str>| Pointed {
            table,
            row,
            column,
            number,
        };
        if let Some((row, of)) = subject.split_once('.') {
            return all
                .iter()
                .find_map(|table| Some(at(*table, Some(table.row(row)?.code), Some(column(*table, of)?))));
        }
        if let Some((table, row)) = all.iter().find_map(|table| Some((*table, table.row(subject)?))) {
            return Some(at(table, Some(row.code), column(table, "total")));
        }
        let (table, of) = all.iter().find_map(|table| Some((*table, column(*table, subject)?)))?;
        let rows = report.table(table).map(|rows| rows.rows.as_slice()).unwrap_or_default();
        let mut named = rows.iter().filter(|row| Some(row.line) == line);
        // Rows on one line of the document cannot be told apart by it.
        let row = named.next().filter(|_| named.next().is_none()).map(|row| row.row.code);
        Some(at(table, row, Some(of)))
    }

    fn concerns(&self, table: Table, place: &Place) -> bool {
        self.table == table && (self.row, self.column) == (place.of_row, place.of_column)
    }
}

/// What a table uses that its legend has to explain.
#[derive(Default)]
struct Used {
    states: Vec<CellState>,
    absent: bool,
    pointed: bool,
}

/// The table with its legend and notes, or the words that the document holds none.
pub(super) fn html(report: &Report, table: Table, pointed: &[Pointed], words: Words) -> String {
    let Some(rows) = report.table(table) else {
        let none = words.pick(
            "文件中没有读到这张表，因此没有数值，不等于零。",
            "No such table could be read in the document, so there are no values, which are no zeros.",
        );
        return format!("<p class=\"none\">{none}</p>\n");
    };
    let edition = edition(rows, report.form);
    let Some(printed) = tables(edition, &|_, _, _| Content::Open(String::new()))
        .into_iter()
        .find(|printed| printed.section == table.section())
    else {
        return String::new();
    };
    let mut used = Used::default();
    let mut out = String::new();
    let wide = if printed.labels == 0 { " wide" } else { "" };
    out.extend(["<div class=\"scroll\"><table class=\"form", wide, "\">\n"]);
    for row in 0..printed.height {
        if row == 0 && printed.head > 0 {
            out.push_str("<thead>\n");
        }
        if row == printed.head {
            out.push_str(if row > 0 { "</thead>\n<tbody>\n" } else { "<tbody>\n" });
        }
        out.push_str("<tr>");
        for place in printed.cells.iter().filter(|place| place.row == row) {
            let numbers: Vec<usize> = pointed
                .iter()
                .filter(|pointed| pointed.concerns(table, place) && is_own(pointed, place))
                .map(|pointed| pointed.number)
                .collect();
            used.pointed |= !numbers.is_empty();
            out.push_str(&if let Content::Label(label) = &place.content {
                labelled(&printed, place, words.pick(label.0, label.1), &numbers)
            } else {
                let named = place.of_row.zip(place.of_column);
                let cell = named.and_then(|(row, column)| report.cell(table, row, column));
                figure(place, cell, &numbers, &mut used, words)
            });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    out.push_str(&legend(&used, words));
    let notes = told_notes(table, &report.notes(), words);
    let left: Vec<String> = elsewhere(rows, edition, words);
    if !notes.is_empty() || !left.is_empty() {
        out.push_str("<ul class=\"notes\">\n");
        notes.iter().chain(&left).for_each(|note| out.extend(["<li>", &escaped(note), "</li>\n"]));
        out.push_str("</ul>\n");
    }
    out
}

/// The label of a column of one row stands over its figure and names both; only the figure is meant.
fn is_own(pointed: &Pointed, place: &Place) -> bool {
    !matches!(place.content, Content::Label(_)) || pointed.row.is_none() || pointed.column.is_none()
}

/// The edition whose print has room for all that the table holds: that of the report if it has, else that of the report anyway.
fn edition(rows: &TableRows, form: Form) -> Edition {
    let own = if let Form::Edition(edition) = form { Some(edition) } else { None };
    let fits = |edition: &Edition| {
        rows.rows
            .iter()
            .all(|row| row.cells.iter().all(|(index, _)| prints(rows.table, row.row, *index, *edition)))
    };
    let all = own.into_iter().chain(Edition::ALL.into_iter().rev());
    all.clone().find(fits).or(all.clone().next()).unwrap_or(Edition::E2021)
}

fn prints(table: Table, row: &crate::form::Row, column: usize, edition: Edition) -> bool {
    row.editions.contains(&edition) && table.printed_columns(row, edition).contains(&column)
}

/// Cells of the document that the print has no place for, as in reports that mix both editions.
fn elsewhere(rows: &TableRows, edition: Edition, words: Words) -> Vec<String> {
    let about = words.pick("上表没有的格", "not in the table above");
    let (opens, closes) = (words.pick("（", " ("), words.pick("）", ")"));
    let mut told = Vec::new();
    for row in &rows.rows {
        for (index, cell) in &row.cells {
            let Some(column) = rows.table.columns().get(*index) else { continue };
            if prints(rows.table, row.row, *index, edition) {
                continue;
            }
            let value = cell
                .value
                .map_or(words.pick("没有数值", "no value").to_owned(), |value| value.to_string());
            let (row, column) = (words.pick(row.row.zh, row.row.en), words.pick(column.zh, column.en));
            told.push(format!("{row} · {column}{}{value}{opens}{about}{closes}", words.pick("：", ": ")));
        }
    }
    told
}

/// The numbers of findings, each leading to its text.
fn links(numbers: &[usize]) -> String {
    let link = |number: &usize| format!("<a href=\"#finding-{number}\">[{number}]</a>");
    if numbers.is_empty() {
        return String::new();
    }
    format!("<sup class=\"finding\">{}</sup>", numbers.iter().map(link).collect::<Vec<_>>().concat())
}

fn spans(place: &Place) -> String {
    let span =
        |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
    span("rowspan", place.rows) + &span("colspan", place.columns)
}

fn labelled(printed: &PrintedTable, place: &Place, label: &str, numbers: &[usize]) -> String {
    let in_header = place.row < printed.head
        || place.columns == printed.width
        || place.of_row.is_none() && place.rows == 1;
    let scope = match (in_header, place.rows > 1 && !in_header, place.columns > 1) {
        (true, _, true) => "colgroup",
        (true, ..) => "col",
        (_, true, _) => "rowgroup",
        _ => "row",
    };
    // What stands beside many rows is written downwards, as on paper.
    let long = if !in_header && place.column == 0 && place.rows > 2 { " long" } else { "" };
    let over = if in_header { "over" } else { "" };
    let pointed = if numbers.is_empty() { "" } else { " pointed" };
    format!(
        "<th scope=\"{scope}\" class=\"{over}{long}{pointed}\"{}>{}{}</th>",
        spans(place),
        escaped(label),
        links(numbers)
    )
}

/// The sign of a note beside a value.
fn sign(state: CellState, words: Words) -> &'static str {
    match state {
        CellState::Blank => words.pick("空", "blank"),
        CellState::NotApplicable => words.pick("“/”", "“/”"),
        CellState::Unreadable => words.pick("非数", "unr."),
        CellState::Ambiguous => words.pick("疑", "amb."),
        CellState::Inferred => words.pick("推", "inf."),
        CellState::Converted => words.pick("换", "conv."),
    }
}

/// What stands for a cell that the document does not hold.
const ABSENT: (&str, &str) = ("缺", "none");

fn figure(place: &Place, cell: Option<&Cell>, numbers: &[usize], used: &mut Used, words: Words) -> String {
    let state = cell.and_then(|cell| cell.note.as_ref());
    if let Some((state, _)) = state
        && !used.states.contains(state)
    {
        used.states.push(*state);
    }
    used.absent |= cell.is_none();
    let (class, text, mark) = match (cell.and_then(|cell| cell.value), state) {
        (Some(value), None) => ("", value.to_string(), None),
        (Some(value), Some((state, _))) => ("noted", value.to_string(), Some(*state)),
        (None, Some((CellState::Blank, _))) => ("open", sign(CellState::Blank, words).to_owned(), None),
        (None, Some((CellState::NotApplicable, raw))) => ("open", raw.trim().to_owned(), None),
        (None, Some((state, _))) => ("open", "?".to_owned(), Some(*state)),
        (None, None) => ("open absent", words.pick(ABSENT.0, ABSENT.1).to_owned(), None),
    };
    let title = state.map_or(String::new(), |(state, raw)| {
        let raw = raw.split_whitespace().collect::<Vec<_>>().join(" ");
        let raw = if raw.is_empty() {
            raw
        } else {
            format!("{}“{raw}”", words.pick("，原文", ", printed "))
        };
        format!(" title=\"{}\"", escaped(&format!("{}{raw}", words.pick(state.zh(), state.en()))))
    });
    let mark = mark.map_or(String::new(), |state| format!("<sup>{}</sup>", sign(state, words)));
    let pointed = if numbers.is_empty() { "" } else { " pointed" };
    format!(
        "<td class=\"{class}{pointed}\"{}{title}>{}{mark}{}</td>",
        spans(place),
        escaped(&text),
        links(numbers)
    )
}

/// What the signs of the table mean.
fn legend(used: &Used, words: Words) -> String {
    let about = |state: CellState| match state {
        CellState::Blank => words.pick("印了而没有填，不是零", "printed and left empty, which is no zero"),
        CellState::NotApplicable => {
            words.pick("以“/”“无”等表示不适用，不是零", "marked as not applicable, which is no zero")
        }
        CellState::Unreadable => {
            words.pick("不是数字，没有取值", "text that is no number; no value is taken")
        }
        CellState::Ambiguous => {
            words.pick("不止一种读法，没有取值", "more than one reading fits; no value is taken")
        }
        CellState::Inferred => words.pick(
            "版面丢失或粘连了数字，按表内勾稽关系只剩这一种读法",
            "the layout lost or glued digits; the sums of the form leave this one reading",
        ),
        CellState::Converted => words.pick("按所印的单位换算", "the printed unit was applied"),
    };
    let states = CellState::ALL.into_iter().filter(|state| used.states.contains(state));
    let mut lines: Vec<(&str, &str)> = states.map(|state| (sign(state, words), about(state))).collect();
    if used.absent {
        let absent =
            words.pick("文件中没有这一格，不是零", "the document has no such cell, which is no zero");
        lines.push((words.pick(ABSENT.0, ABSENT.1), absent));
    }
    if used.pointed {
        lines.push((
            "[1]",
            words.pick("与该号的数字不一致有关，见下", "concerned by the disagreement of this number, below"),
        ));
    }
    if lines.is_empty() {
        return String::new();
    }
    let line = |(sign, about): (&str, &str)| format!("<b>{}</b> {}", escaped(sign), escaped(about));
    let told: Vec<String> = lines.into_iter().map(line).collect();
    format!(
        "<p class=\"legend\">{}{}</p>\n",
        words.pick("图例：", "Legend: "),
        told.join(words.pick("；", "; "))
    )
}
