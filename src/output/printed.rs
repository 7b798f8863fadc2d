//! The statutory tables as the form prints them: which label or figure stands over which cells. It writes no format.

use crate::form::{
    Column, Edition, OUTCOME_GROUPS, OUTCOMES_HEADING, Row, SECTIONS, Table, Unit, captions, printed_column,
    printed_row,
};

/// A report to print: its title, what is to be said of it, its tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    /// The title.
    pub title: String,
    /// Paragraphs of section 1.
    pub notes: Vec<String>,
    /// The tables of sections 2 to 4.
    pub tables: Vec<PrintedTable>,
}

/// A table, its cells in reading order; they cover its whole area.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedTable {
    /// The section that it stands in, from 1.
    pub section: u8,
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Rows of the header.
    pub head: usize,
    /// Columns of labels.
    pub labels: usize,
    /// Its cells.
    pub cells: Vec<Place>,
}

/// A cell, which may span several.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its first row.
    pub row: usize,
    /// Its first column.
    pub column: usize,
    /// Rows it spans.
    pub rows: usize,
    /// Columns it spans.
    pub columns: usize,
    /// Code of the row whose label or figure it is.
    pub of_row: Option<&'static str>,
    /// Code of the column whose label or figure it is.
    pub of_column: Option<&'static str>,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A label.
    Label(Label),
    /// A number that is known.
    Number(f64, Unit),
    /// What is printed where none is.
    Open(String),
}

/// The figure of a cell of the form.
pub type Figures<'a> = &'a dyn Fn(Table, &Row, &Column) -> Content;

/// The heading of a section with its numeral.
pub(super) fn heading(number: u8) -> String {
    let numeral = ["一", "二", "三", "四", "五", "六"].get(usize::from(number).saturating_sub(1));
    let section = SECTIONS.iter().find(|section| section.number == number);
    format!("{}、{}", numeral.unwrap_or(&""), section.map_or("", |section| section.zh))
}

/// A label in Chinese and in English.
pub type Label = (&'static str, &'static str);

/// The heading over the outcomes of section 3.
const OUTCOMES: Label = (OUTCOMES_HEADING, "Outcomes of the year");

/// The heading and the group that the form prints over a row of section 3.
pub fn printed_above(table: Table, row: &Row) -> [Option<Label>; 2] {
    if table != Table::Applications || outside(row) {
        return [None; 2];
    }
    let group = OUTCOME_GROUPS.iter().find(|(code, ..)| row.group == Some(code));
    [Some(OUTCOMES), group.map(|(_, zh, en)| (*zh, *en))]
}

/// Whether a row of section 3 stands outside the outcomes of the year.
fn outside(row: &Row) -> bool {
    ["received_new", "carried_in", "carried_out"].contains(&row.code)
}

/// The tables of an edition with their figures.
pub fn tables(edition: Edition, figures: Figures) -> Vec<PrintedTable> {
    vec![section20(edition, figures), applications(edition, figures), review(edition, figures)]
}

/// Codes of a row and of a column.
type Named = (Option<&'static str>, Option<&'static str>);

/// A label that names neither row nor column.
const NEITHER: Named = (None, None);

/// Cells put one after the other.
struct Sheet<'a> {
    cells: Vec<Place>,
    edition: Edition,
    figures: Figures<'a>,
}

impl<'a> Sheet<'a> {
    fn new(edition: Edition, figures: Figures<'a>) -> Self {
        Sheet { cells: Vec::new(), edition, figures }
    }

    /// A label, and the codes of the row and the column that it names.
    fn label(
        &mut self,
        (row, column): (usize, usize),
        (rows, columns): (usize, usize),
        label: Label,
        (of_row, of_column): Named,
    ) {
        let content = Content::Label(label);
        self.cells.push(Place { row, column, rows, columns, of_row, of_column, content });
    }

    /// The figures of a row from a column on; the last one spans what is left of `width`.
    fn figures(&mut self, table: Table, of: &Row, (row, from): (usize, usize), width: usize) {
        let columns = table.printed_columns(of, self.edition);
        let last = columns.len().saturating_sub(1);
        for (index, column) in columns.into_iter().filter_map(|index| table.columns().get(index)).enumerate()
        {
            let columns = if index == last { width.saturating_sub(from + index).max(1) } else { 1 };
            let content = (self.figures)(table, of, column);
            let (of_row, of_column) = (Some(of.code), Some(column.code));
            self.cells.push(Place {
                row,
                column: from + index,
                rows: 1,
                columns,
                of_row,
                of_column,
                content,
            });
        }
    }

    fn table(
        mut self,
        table: Table,
        (height, width): (usize, usize),
        head: usize,
        labels: usize,
    ) -> PrintedTable {
        self.cells.sort_by_key(|cell| (cell.row, cell.column));
        PrintedTable { section: table.section(), width, height, head, labels, cells: self.cells }
    }
}

fn rows(table: Table, edition: Edition) -> impl Iterator<Item = &'static Row> {
    table.rows().iter().filter(move |row| row.editions.contains(&edition))
}

/// Section 2: a caption over each group, then its header, then its items.
fn section20(edition: Edition, figures: Figures) -> PrintedTable {
    const WIDTH: usize = 4;
    let table = Table::Section20;
    let mut sheet = Sheet::new(edition, figures);
    let mut line = 0;
    for (group, caption, english) in captions() {
        let items: Vec<&Row> = rows(table, edition).filter(|row| row.group == Some(group)).collect();
        let Some(first) = items.first() else { continue };
        sheet.label((line, 0), (1, WIDTH), (caption, english), NEITHER);
        sheet.label((line + 1, 0), (1, 1), ("信息内容", "Item"), NEITHER);
        let columns = table.printed_columns(first, edition);
        let last = columns.len().saturating_sub(1);
        for (index, column) in columns.into_iter().filter_map(|index| table.columns().get(index)).enumerate()
        {
            let columns = if index == last { WIDTH - 1 - index } else { 1 };
            let label = (printed_column(first, column, edition), column.en);
            sheet.label((line + 1, 1 + index), (1, columns), label, (None, Some(column.code)));
        }
        line += 2;
        for item in items {
            sheet.label((line, 0), (1, 1), (printed_row(item, edition), item.en), (Some(item.code), None));
            sheet.figures(table, item, (line, 1), WIDTH);
            line += 1;
        }
    }
    sheet.table(table, (line, WIDTH), 0, 1)
}

/// Section 3: three columns of labels under the sum that the form prints in its corner.
fn applications(edition: Edition, figures: Figures) -> PrintedTable {
    const LABELS: usize = 3;
    const HEAD: usize = 3;
    let table = Table::Applications;
    let columns = table.columns();
    let width = LABELS + columns.len();
    let mut sheet = Sheet::new(edition, figures);
    let corner = (
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "(In each column, what came in is what was handled and what is carried over)",
    );
    sheet.label((0, 0), (HEAD, LABELS), corner, NEITHER);
    sheet.label((0, LABELS), (1, columns.len()), ("申请人情况", "Applicants"), NEITHER);
    let organisations = ("法人或其他组织", "Legal persons and other organisations");
    sheet.label((1, LABELS + 1), (1, columns.len() - 2), organisations, NEITHER);
    for (index, column) in columns.iter().enumerate() {
        let alone = index == 0 || index + 1 == columns.len();
        let (row, rows) = if alone { (1, 2) } else { (2, 1) };
        let label = (column.zh, column.en);
        sheet.label((row, LABELS + index), (rows, 1), label, (None, Some(column.code)));
    }
    let rows: Vec<&Row> = rows(table, edition).collect();
    let results = rows.iter().filter(|row| !outside(row)).count();
    let (mut heading_printed, mut group) = (false, None);
    for (index, row) in rows.iter().enumerate() {
        let line = HEAD + index;
        let (label, named) = ((row.zh, row.en), (Some(row.code), None));
        if outside(row) {
            sheet.label((line, 0), (1, LABELS), label, named);
        } else {
            if !heading_printed {
                sheet.label((line, 0), (results, 1), OUTCOMES, NEITHER);
                heading_printed = true;
            }
            let [_, above] = printed_above(table, row);
            if let Some(over) = above {
                if group != above {
                    let members = rows.iter().filter(|other| printed_above(table, other)[1] == above).count();
                    sheet.label((line, 1), (members, 1), over, NEITHER);
                }
                sheet.label((line, 2), (1, 1), label, named);
            } else {
                sheet.label((line, 1), (1, 2), label, named);
            }
            group = above;
        }
        sheet.figures(table, row, (line, LABELS), width);
    }
    sheet.table(table, (HEAD + rows.len(), width), HEAD, LABELS)
}

/// Section 4: one row of three channels.
fn review(edition: Edition, figures: Figures) -> PrintedTable {
    const HEAD: usize = 3;
    let table = Table::Review;
    let columns = table.columns();
    let rows: Vec<&Row> = rows(table, edition).collect();
    let width = rows.len() * columns.len();
    let mut sheet = Sheet::new(edition, figures);
    for (index, row) in rows.iter().enumerate() {
        let from = index * columns.len();
        let mut words = row.zh.split(' ');
        let (over, own) = (words.next().unwrap_or_default(), words.next());
        // 行政诉讼 stands once over its two channels.
        let before = index.checked_sub(1).and_then(|index| rows.get(index));
        if before.is_none_or(|before| before.zh.split(' ').next() != Some(over)) {
            let alike = rows.iter().filter(|row| row.zh.split(' ').next() == Some(over)).count();
            let (label, named) = match own {
                Some(_) => ((over, "Litigation"), NEITHER),
                None => ((over, row.en), (Some(row.code), None)),
            };
            sheet.label((0, from), (1, alike * columns.len()), label, named);
        }
        if let Some(own) = own {
            sheet.label((1, from), (1, columns.len()), (own, row.en), (Some(row.code), None));
        }
        for (place, column) in columns.iter().enumerate() {
            let (line, lines) = if own.is_some() { (2, 1) } else { (1, 2) };
            let named = (Some(row.code), Some(column.code));
            sheet.label((line, from + place), (lines, 1), (column.zh, column.en), named);
        }
        sheet.figures(table, row, (HEAD, from), from + columns.len());
    }
    sheet.table(table, (HEAD + 1, width), HEAD, 0)
}

#[cfg(test)]
mod tests {
    use super::{Content, tables};
    use crate::form::{Edition, Unit};

    #[test]
    fn cells_cover_each_table_once() {
        for edition in Edition::ALL {
            for (table, figures) in tables(edition, &|_, _, _| Content::Number(1.0, Unit::Count))
                .into_iter()
                .zip([[22, 161, 15], [10, 175, 15]][usize::from(edition == Edition::E2021)])
            {
                let mut covered = vec![0; table.width * table.height];
                for cell in &table.cells {
                    for row in cell.row..cell.row + cell.rows {
                        for column in cell.column..cell.column + cell.columns {
                            assert!(column < table.width, "{cell:?}");
                            covered[row * table.width + column] += 1;
                        }
                    }
                }
                assert!(covered.iter().all(|times| *times == 1), "{} {covered:?}", table.section);
                let count =
                    table.cells.iter().filter(|cell| matches!(cell.content, Content::Number(..))).count();
                assert_eq!(count, figures, "{} of {edition:?}", table.section);
            }
        }
    }
}
