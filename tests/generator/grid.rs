//! Sheets as grids of cells with spans, the way word processors hold them.

use super::quirks::Quirks;
use super::sheet::{Sheet, SheetRow, printed};
use gongkai::form::{APPLICANT_COLUMNS, REVIEW_COLUMNS, Table};

/// What a grid cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A label of a row, a caption or a column label.
    Label,
    /// A value.
    Value,
    /// A place that a cell above covers.
    Covered,
}

/// A cell.
#[derive(Clone, Debug)]
pub(crate) struct GridCell {
    /// Its text.
    pub(crate) text: String,
    /// How many columns it spans.
    pub(crate) columns: usize,
    /// What it is.
    pub(crate) kind: Kind,
}

/// A grid: rows of cells; columns that a cell spans have no cells of their own, covered rows do.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// Which table.
    pub(crate) table: Table,
    /// Its rows.
    pub(crate) rows: Vec<Vec<GridCell>>,
    /// How many columns it has.
    pub(crate) width: usize,
    /// How many rows in front are headers.
    pub(crate) headers: usize,
    /// The sheet it was made from.
    pub(crate) sheet: Sheet,
}

pub(super) fn label(text: impl Into<String>, columns: usize) -> GridCell {
    GridCell { text: text.into(), columns, kind: Kind::Label }
}

pub(super) fn covered(columns: usize) -> GridCell {
    GridCell { text: String::new(), columns, kind: Kind::Covered }
}

fn values(row: &SheetRow) -> impl Iterator<Item = GridCell> {
    row.cells.iter().map(|(_, cell)| GridCell { text: cell.raw.clone(), columns: 1, kind: Kind::Value })
}

/// The grid of a sheet.
pub(crate) fn grid(sheet: &Sheet, quirks: &Quirks) -> Grid {
    let (rows, width, headers) = match sheet.table {
        Table::Section20 => (section20(sheet), 4, 0),
        Table::Applications => (applications(sheet, quirks), 10, 3),
        Table::Review => (review(sheet, quirks), 15, 3),
    };
    Grid { table: sheet.table, rows, width, headers, sheet: sheet.clone() }
}

fn section20(sheet: &Sheet) -> Vec<Vec<GridCell>> {
    let mut rows = Vec::new();
    let mut caption = "";
    for row in &sheet.rows {
        let last = 4 - row.heads.len();
        let spans = |index: usize| if index + 1 == row.heads.len() { last } else { 1 };
        if row.caption != caption {
            caption = &row.caption;
            rows.push(vec![label(caption, 4)]);
            let heads = row.heads.iter().enumerate().map(|(index, head)| label(head, spans(index)));
            rows.push([label("信息内容", 1)].into_iter().chain(heads).collect());
        }
        let mut cells: Vec<GridCell> = [label(&row.path[0], 1)].into_iter().chain(values(row)).collect();
        if let Some(cell) = cells.last_mut() {
            cell.columns = last;
        }
        rows.push(cells);
    }
    rows
}

fn applications(sheet: &Sheet, quirks: &Quirks) -> Vec<Vec<GridCell>> {
    let corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
    let heads: Vec<String> = APPLICANT_COLUMNS.iter().map(|column| printed(column.zh, quirks)).collect();
    let orgs = heads[1..heads.len() - 1].iter().map(|head| label(head, 1));
    let mut rows = vec![
        vec![label(printed(corner, quirks), 3), label(printed("申请人情况", quirks), 7)],
        vec![
            covered(3),
            label(&heads[0], 1),
            label(printed("法人或其他组织", quirks), 5),
            label(heads.last().expect("columns"), 1),
        ],
        [covered(3), covered(1)].into_iter().chain(orgs).chain([covered(1)]).collect(),
    ];
    let mut above: &[String] = &[];
    for row in &sheet.rows {
        let depth = row.path.len();
        let mut cells: Vec<GridCell> = Vec::new();
        for (level, text) in row.path.iter().enumerate() {
            let columns = if level + 1 == depth { 4 - depth } else { 1 };
            let same = level + 1 < depth && above.get(..=level) == Some(&row.path[..=level]);
            cells.push(if same { covered(columns) } else { label(text, columns) });
        }
        cells.extend(values(row));
        rows.push(cells);
        above = &row.path;
    }
    rows
}

fn review(sheet: &Sheet, quirks: &Quirks) -> Vec<Vec<GridCell>> {
    let results = || REVIEW_COLUMNS.iter().map(|column| label(printed(column.zh, quirks), 1));
    let paths: Vec<&[String]> = sheet.rows.iter().map(|row| row.path.as_slice()).collect();
    let first = |path: &[String]| path.first().cloned().unwrap_or_default();
    let last = |path: &[String]| path.last().cloned().unwrap_or_default();
    vec![
        vec![label(first(paths[0]), 5), label(first(paths[1]), 10)],
        results().chain([label(last(paths[1]), 5), label(last(paths[2]), 5)]).collect(),
        (0..5).map(|_| covered(1)).chain(results()).chain(results()).collect(),
        sheet.rows.iter().flat_map(values).collect(),
    ]
}
