//! Builds a [`Document`] block by block, writing the text that its lines count.

use super::merged;
use crate::document::{Block, Document, Grid, GridCell, Text, Unread};
use crate::limits::{MAX_CELLS, MAX_COLUMNS, MAX_UNREAD};
use crate::normalize::is_space;
use std::collections::HashSet;

/// What stands in a cell for something printed that is no text: a picture, a drawing, digits of a style sheet.
pub(super) const PICTURE: &str = "▣";

/// A cell before spans are spread out.
#[derive(Clone, Debug, Default)]
pub(super) struct SpanCell {
    /// Text of the cell.
    pub(super) text: String,
    /// Columns it covers, at least 1.
    pub(super) columns: usize,
    /// Rows it covers, at least 1.
    pub(super) rows: usize,
    /// Whether it is the continuation of a cell above it (docx vMerge).
    pub(super) continues: bool,
}

/// A document in the making.
#[derive(Debug, Default)]
pub(super) struct Builder {
    document: Document,
    lines: u32,
    cells: usize,
}

impl Builder {
    /// Adds a paragraph; inner line ends make lines of their own.
    pub(super) fn paragraph(&mut self, text: &str) {
        for line in text.split('\n') {
            if line.chars().all(is_space) {
                continue;
            }
            let line_number = self.print(line);
            self.document.blocks.push(Block::Line(Text { line: line_number, text: line.to_owned() }));
        }
    }

    /// Adds a table whose columns are sure where `spans_known`; one past the bounds is read as running text, row by row.
    pub(super) fn table(&mut self, rows: &[Vec<SpanCell>], spans_known: bool) {
        let Some(mut spread) = spread(rows, MAX_CELLS - self.cells) else {
            for row in rows {
                let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                self.paragraph(&texts.join(" ").replace('\n', " "));
            }
            return;
        };
        self.cells += spread.iter().map(Vec::len).sum::<usize>();
        for row in &mut spread {
            let texts: Vec<&str> = row.iter().map(|cell| cell.content.text.as_str()).collect();
            let line = self.print(&texts.join("\t").replace('\n', " "));
            for cell in row {
                cell.content.line = line;
            }
        }
        if !spread.is_empty() {
            self.document.blocks.push(Block::Grid(Grid { rows: spread, regular: spans_known }));
        }
    }

    /// Adds text whose line ends and marks say how it is laid out.
    pub(super) fn plain(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n");
        let text = text
            .replace(['\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}'], "\n")
            .trim_end_matches('\n')
            .to_owned();
        self.append(Document { blocks: super::text::blocks(&text), text, ..Document::default() });
    }

    /// Adds the text and blocks of another document.
    pub(super) fn append(&mut self, other: Document) {
        let below = self.lines;
        let lower = |mut block: Block| {
            match &mut block {
                Block::Line(text) | Block::Cell(text) => text.line += below,
                Block::Grid(grid) => {
                    grid.rows.iter_mut().flatten().for_each(|cell| cell.content.line += below);
                }
                Block::Break => {}
            }
            block
        };
        self.document.blocks.extend(other.blocks.into_iter().map(lower));
        let lower = |unread: Unread| Unread { line: unread.line + below, ..unread };
        self.document.unread.extend(other.unread.into_iter().map(lower));
        for line in other.text.lines() {
            self.print(line);
        }
    }

    /// Tells of something that is not read.
    pub(super) fn unread(&mut self, code: &'static str, message: String) {
        if self.document.unread.len() < MAX_UNREAD {
            self.document.unread.push(Unread { code, line: self.lines, message });
        }
    }

    /// [`Builder::unread`], the first time.
    fn once(&mut self, code: &'static str, message: &str) {
        if self.document.unread.iter().all(|unread| unread.code != code) {
            self.unread(code, message.into());
        }
    }

    /// Tells of an object of another program that stands in the text.
    pub(super) fn embedded(&mut self, program: &str) {
        let program: String = program.chars().filter(|c| !c.is_control()).take(40).collect();
        let message = format!(
            "内嵌对象（{program}）未读取，若含表格请转为普通表格 / an embedded object ({program}) is not read; if it holds a table, make it a plain one"
        );
        self.unread("embedded_object", message);
    }

    /// Tells of text boxes that stand apart from the text.
    pub(super) fn text_boxes(&mut self) {
        self.once("text_box", "文本框中的文字未读取 / the text of text boxes is not read");
    }

    /// Tells of panes of tabs that are read though the page hides them.
    pub(super) fn hidden_pane(&mut self) {
        let message = "页签中未显示的内容也已读取，请核对 / panes of tabs that the page hides are read as well; look at them";
        self.once("hidden_pane", message);
    }

    /// Tells of a drop-down field whose choice is not known.
    pub(super) fn choice(&mut self) {
        let message = "下拉字段的选项未读取 / the choice of a drop-down field is not read";
        self.unread("form_field", message.into());
    }

    fn print(&mut self, line: &str) -> u32 {
        self.document.text.push_str(line);
        self.document.text.push('\n');
        self.lines += 1;
        self.lines
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.document.blocks.is_empty()
    }

    /// The document.
    pub(super) fn finish(mut self, title: Option<String>) -> Document {
        self.document.title = title;
        self.document
    }
}

/// Spreads spans out: every row gets all columns, places under a span are covered.
///
/// `None` where that takes more than `room` places, or where a cell that prints stands past the last column.
pub(super) fn spread(rows: &[Vec<SpanCell>], room: usize) -> Option<Vec<Vec<GridCell>>> {
    let covered = || GridCell { covered: true, ..GridCell::default() };
    let height = rows.len();
    let mut grid: Vec<Vec<Option<GridCell>>> = vec![Vec::new(); height];
    let mut hung: HashSet<(usize, usize)> = HashSet::new();
    let (mut places, mut width) = (0usize, 0usize);
    for (index, row) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in row {
            while grid[index].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            if column >= MAX_COLUMNS {
                if cell.text.chars().all(is_space) {
                    continue;
                }
                return None;
            }
            let end = column.saturating_add(cell.columns.max(1)).min(MAX_COLUMNS);
            let below = cell.rows.clamp(1, height - index);
            width = width.max(end);
            places += below * (end - column);
            if places.max(width * height) > room {
                return None;
            }
            for line in &mut grid[index..index + below] {
                if line.len() < end {
                    line.resize(end, None);
                }
                for place in &mut line[column..end] {
                    place.get_or_insert_with(covered);
                }
            }
            hung.extend((index + 1..index + below).map(|row| (row, column)));
            if cell.continues {
                hung.insert((index, column));
            } else {
                let text = cell.text.replace('\t', " ");
                let content = Text { line: 0, text: text.trim_matches(is_space).to_owned() };
                grid[index][column] = Some(GridCell { content, covered: false, across: end - column - 1 });
            }
            column = end;
        }
    }
    let grid = grid.into_iter().map(|row| {
        let mut row: Vec<GridCell> = row.into_iter().map(|cell| cell.unwrap_or_else(covered)).collect();
        row.resize_with(width, covered);
        row
    });
    let mut grid: Vec<Vec<GridCell>> = grid.collect();
    merged::share(&mut grid, &hung);
    Some(merged::split(grid))
}

#[cfg(test)]
mod tests {
    use super::{SpanCell, spread};

    fn cell(text: &str, columns: usize, rows: usize) -> SpanCell {
        SpanCell { text: text.into(), columns, rows, continues: false }
    }

    #[test]
    fn spans_keep_every_cell_in_its_column() {
        let rows = vec![
            vec![cell("三", 1, 2), cell("（一）", 2, 1), cell("4", 1, 1)],
            vec![cell("（三）", 1, 1), cell("1.", 1, 1), cell("0", 1, 1)],
        ];
        let shown: Vec<String> = spread(&rows, 8)
            .into_iter()
            .flatten()
            .map(|row| {
                let shown =
                    row.iter().map(|cell| if cell.covered { "." } else { cell.content.text.as_str() });
                shown.collect::<Vec<_>>().join("|")
            })
            .collect();
        assert_eq!(shown, ["三|（一）|.|4", ".|（三）|1.|0"]);
    }

    #[test]
    fn a_span_of_a_million_columns_is_cut() {
        let size = |cells: Vec<SpanCell>| spread(&[cells], 1000).map(|grid| (grid.len(), grid[0].len()));
        let wide = || cell("1", 1_000_000, 1_000_000);
        assert_eq!(size(vec![wide(), cell("", 1, 1)]), Some((1, super::MAX_COLUMNS)));
        assert_eq!(size(vec![wide(), cell("2", 1, 1)]), None, "the 2 would vanish");
    }

    #[test]
    fn one_wide_row_does_not_widen_half_a_million() {
        let mut rows = vec![vec![cell("0", 1, 1)]; 500_000];
        rows.push(vec![cell("1", super::MAX_COLUMNS, 1)]);
        let mut builder = super::Builder::default();
        builder.table(&rows, true);
        let document = builder.finish(None);
        assert_eq!(document.blocks.len(), 500_001, "running text");
    }
}
