//! Plain text: lines into blocks.
//!
//! Tells tab rows, pipe rows, Markdown tables and one-cell-a-line layouts from running text by their marks
//! alone. What the cells mean is the parser's business.

use super::Unreadable;
use super::charset::decode;
use super::commas;
use super::folios::{folios, is_digits};
use super::frames;
use super::indented;
use super::inset;
use super::parted;
use super::pipes::{Border, PIPES, borders, is_pipe, opens_row, pipes, row_over_lines};
use super::repeats;
use super::wiki;
use crate::document::{Block, Document, Grid, GridCell, Text};
use crate::limits::MAX_TEXT;
use crate::normalize::is_space;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Whether a name says that a text is Markdown; it is read like any other.
pub(super) fn is_markdown(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".md", ".markdown"].iter().any(|ending| name.ends_with(ending))
}

/// Reads a text file.
///
/// # Errors
/// [`Unreadable`] `empty` where nothing is printed, `binary` where the bytes are no text, `too_large`.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    if bytes.len() > MAX_TEXT {
        let limit = MAX_TEXT >> 20;
        let message =
            format!("文本超过 {limit} MB，不是一份报告 / more than {limit} MB of text is no report");
        return Err(Unreadable { code: "too_large", message });
    }
    let (text, charset) = decode(bytes)?;
    if text.chars().all(is_space) {
        return Err(Unreadable { code: "empty", message: "文件为空 / the file holds no text".into() });
    }
    if inset::is_marked_up(&text) {
        return Ok(Document { charset: Some(charset), ..inset::read(&text) });
    }
    let unmarked = without_bookmarks(&text);
    let joined = parted::joined(&unmarked).or_else(|| indented::joined(&unmarked));
    Ok(Document {
        blocks: blocks(joined.as_deref().unwrap_or(&unmarked)),
        text,
        charset: Some(charset),
        ..Document::default()
    })
}

/// The text without the marks that Tika sets where a Word file has bookmarks, be it between the digits of a number.
fn without_bookmarks(text: &str) -> Cow<'_, str> {
    static BOOKMARK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[bookmark: ?[^\]\r\n]{0,80}\]").expect("a valid pattern"));
    if text.contains("[bookmark:") { BOOKMARK.replace_all(text, "") } else { text.into() }
}

/// One line, by its marks.
pub(super) enum Marked<'a> {
    Empty,
    Rule,
    Running(&'a str),
    Cell { text: &'a str, row_ends: bool },
    Row { cells: Vec<&'a str>, bordered: bool },
}

/// Splits a text into blocks.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = lines(text).collect();
    let sign = commas::sign(&lines);
    let folios = folios(text, &lines);
    let tabs_end = tabs_end_rows(&lines);
    let borders = borders(&lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut grid: Option<(Grid, bool)> = None;
    let mut index = 0;
    while index < lines.len() {
        let number = index as u32 + 1;
        let place =
            |text: &str| Text { line: number, text: unescaped(text).trim_matches(is_space).to_owned() };
        if let Some(cells) = cells_of_a_page(lines[index]) {
            close(&mut blocks, grid.take());
            blocks.extend(cells.map(|cell| Block::Line(place(cell))));
            index += 1;
            continue;
        }
        if let Some(rows) = frames::frame(&lines[index..]) {
            close(&mut blocks, grid.take());
            let cell =
                |line: u32, text: String| GridCell { content: Text { line, text }, ..GridCell::default() };
            for (row, line) in rows.into_iter().zip(number + 1..) {
                index = line as usize;
                push_row(&mut grid, row.into_iter().map(|text| cell(line, text)).collect(), true);
            }
            close(&mut blocks, grid.take());
            continue;
        }
        if let Some((table, taken)) = wiki::table(&lines[index..], number) {
            close(&mut blocks, grid.take());
            blocks.push(Block::Grid(table));
            index += taken;
            continue;
        }
        if let Some((cells, taken)) = sign.and_then(|sign| commas::row(&lines[index..], sign)) {
            let cell = |cell: &String| GridCell { content: place(cell), ..GridCell::default() };
            push_row(&mut grid, cells.iter().map(cell).collect(), false);
            index += taken;
            continue;
        }
        if opens_row(&lines[index..]) {
            let (row, taken) = row_over_lines(&lines[index..], number);
            push_row(&mut grid, row, true);
            index += taken;
            continue;
        }
        let marked = match mark(lines[index], borders[index]) {
            _ if folios[index] => Marked::Empty,
            // A line of spaces is a blank cell only among lines that are set in by spaces.
            Marked::Cell { text: "", row_ends: false }
                if !lines[index].contains('\t') && !lines[index].contains(PIPES) =>
            {
                let set_in = |line: Option<&&str>| {
                    line.is_some_and(|line| line.starts_with(is_space) && !line.starts_with('　'))
                };
                let above = index.checked_sub(1).and_then(|above| lines.get(above));
                if set_in(above) || set_in(lines.get(index + 1)) {
                    Marked::Cell { text: "", row_ends: false }
                } else {
                    Marked::Empty
                }
            }
            marked => marked,
        };
        if !matches!(marked, Marked::Row { .. } | Marked::Rule) {
            close(&mut blocks, grid.take());
        }
        match marked {
            // An empty line between two pipes is a blank cell.
            Marked::Empty
                if index > 0
                    && is_pipe(lines[index - 1])
                    && lines.get(index + 1).is_some_and(|line| is_pipe(line)) => {}
            Marked::Empty => {
                if !matches!(blocks.last(), Some(Block::Break) | None) {
                    blocks.push(Block::Break);
                }
            }
            Marked::Rule => {}
            Marked::Running(text)
                if index > 0 && lines[index - 1].starts_with('\t') && goes_on(&mut blocks, number, text) => {}
            Marked::Running(text) => {
                blocks.push(Block::Line(Text { line: number, text: unescaped(text).into_owned() }));
            }
            Marked::Cell { text: "", row_ends }
                if lines[index].starts_with(PIPES) && ends_line_above(&mut blocks, number) =>
            {
                if row_ends {
                    blocks.push(Block::Break);
                }
            }
            Marked::Cell { text, row_ends } => {
                blocks.push(Block::Cell(place(text)));
                if row_ends {
                    blocks.push(Block::Break);
                }
            }
            Marked::Row { mut cells, bordered } => {
                if tabs_end && lines[index].ends_with('\t') {
                    cells.pop();
                }
                let cell = |cell: &&str| GridCell { content: place(cell), ..GridCell::default() };
                push_row(&mut grid, cells.iter().map(cell).collect(), bordered);
            }
        }
        index += 1;
    }
    close(&mut blocks, grid.take());
    blocks
}

/// The texts of a page that were joined to one line, each with the same sign between: no row has as many.
fn cells_of_a_page(line: &str) -> Option<impl Iterator<Item = &str>> {
    const MORE_THAN_A_ROW: usize = 100;
    let sign = ['|', '\t'].into_iter().find(|sign| line.matches(*sign).nth(MORE_THAN_A_ROW).is_some())?;
    Some(line.split(sign).filter(|cell| !cell.chars().all(is_space)))
}

/// More bytes than a cell of a table has.
const LONGER_THAN_A_CELL: usize = 1_500;

/// Whether a line is a page of text with a few pipes in it, as menus have, and no row.
fn is_page(line: &str) -> bool {
    !line.starts_with(PIPES) && line.len() > LONGER_THAN_A_CELL * line.split(PIPES).count()
}

/// A pipe alone on its line ends the cell printed on the line above: that line becomes a cell.
fn ends_line_above(blocks: &mut [Block], number: u32) -> bool {
    match blocks.last_mut() {
        Some(block @ Block::Line(_)) => {
            let Block::Line(text) = block else { return false };
            if text.line + 1 != number {
                return false;
            }
            let text = Text { line: text.line, text: text.text.trim_matches(is_space).to_owned() };
            *block = Block::Cell(text);
            true
        }
        _ => false,
    }
}

/// A number without the tab that marks cells is the next paragraph of the cell above: its number, where nothing stands before, else
/// nobody knows whether the two are one.
fn goes_on(blocks: &mut [Block], number: u32, text: &str) -> bool {
    let text = text.trim_matches(is_space);
    let Some(Block::Cell(cell)) = blocks.last_mut() else { return false };
    if cell.line + 1 != number || !is_digits(text) {
        return false;
    }
    if cell.text.is_empty() {
        *cell = Text { line: number, text: text.to_owned() };
        return true;
    }
    let goes_on = is_digits(&cell.text);
    if goes_on {
        cell.text.extend(["↵", text]);
    }
    goes_on
}

/// Whether a tab ends rows instead of standing between their cells: it ends each line that has one, also those of headers.
fn tabs_end_rows(lines: &[&str]) -> bool {
    const ENOUGH: usize = 20;
    let rows: Vec<&&str> = lines.iter().filter(|line| line.contains('\t')).collect();
    // A page whose texts a tab joins has none behind the last.
    rows.len() > ENOUGH && rows[..rows.len() - 1].iter().all(|line| line.ends_with('\t'))
}

/// A text without the backslashes by which Markdown escapes signs: `2\.`, `\+5`. A backslash alone is a mark.
fn unescaped(text: &str) -> Cow<'_, str> {
    const ESCAPED: &[char] = &['.', '+', '-', '_', '*', '(', ')', '[', ']', '#', '>', '!', '~', '='];
    if !text.contains('\\') {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' || !chars.peek().is_some_and(|next| ESCAPED.contains(next)) {
            plain.push(c);
        }
    }
    plain.into()
}

fn push_row(grid: &mut Option<(Grid, bool)>, row: Vec<GridCell>, bordered: bool) {
    let (grid, all_bordered) = grid.get_or_insert_with(|| (Grid::default(), true));
    grid.rows.push(row);
    *all_bordered &= bordered;
}

/// Lines ended by LF or CR LF or, where there is none, by the first of these that occurs: a lone CR, the line and
/// paragraph separators of Unicode, NEL, a vertical tab.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = ['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}'];
    let end = ends.into_iter().find(|end| text.contains(*end)).unwrap_or('\n');
    text.split(end).map(|line| line.trim_matches(['\r', '\u{c}', '\u{feff}']))
}

fn close(blocks: &mut Vec<Block>, grid: Option<(Grid, bool)>) {
    if let Some((mut grid, bordered)) = grid {
        repeats::cover(&mut grid.rows);
        let width = grid.rows[0].len();
        grid.regular = bordered && width > 1 && grid.rows.iter().all(|row| row.len() == width);
        blocks.push(Block::Grid(grid));
    }
}

fn mark(line: &str, border: Border) -> Marked<'_> {
    if line.is_empty() {
        return Marked::Empty;
    }
    if line.contains(PIPES) && !is_page(line) {
        return pipes(line, border);
    }
    // A page on one line may have tabs before the numbers of its contents.
    if line.contains('\t') && line.split('\t').all(|cell| cell.len() <= LONGER_THAN_A_CELL) {
        let rest = line.trim_start_matches('\t');
        let leading = line.len() - rest.len();
        if !rest.contains('\t') && leading == 1 {
            return Marked::Cell { text: rest, row_ends: false };
        }
        return Marked::Row { cells: line.split('\t').collect(), bordered: false };
    }
    if line.chars().all(is_space) {
        return Marked::Cell { text: "", row_ends: false };
    }
    if is_rule(line) { Marked::Rule } else { Marked::Running(line) }
}

/// Whether a line is drawn: rules above and below the columns of a table, each longer than a mark in a cell.
fn is_rule(line: &str) -> bool {
    const LONGER_THAN_A_MARK: usize = 6;
    let drawn = |c: char| matches!(c, '-' | '=' | '+' | '\u{2500}'..='\u{257f}');
    line.chars().all(|c| drawn(c) || is_space(c))
        && line.split(is_space).any(|word| word.chars().count() >= LONGER_THAN_A_MARK)
}

#[cfg(test)]
mod tests {
    use super::{blocks, decode, read};
    use crate::document::Block;

    fn shape(text: &str) -> String {
        let mut shape: Vec<String> = Vec::new();
        for block in blocks(text) {
            match block {
                Block::Line(text) => shape.push(format!("L{}({})", text.line, text.text)),
                Block::Cell(text) => shape.push(format!("C{}({})", text.line, text.text)),
                Block::Break => shape.push("/".into()),
                Block::Grid(grid) => {
                    for row in &grid.rows {
                        let cells: Vec<&str> = row.iter().map(|cell| cell.content.text.as_str()).collect();
                        shape.push(format!("R{}{}", cells.join(","), if grid.regular { "!" } else { "" }));
                    }
                }
            }
        }
        shape.join(" ")
    }

    #[test]
    fn marks_tell_cells_from_rows() {
        assert_eq!(shape("标题\n\n\t规章\n\t0\n\t\n"), "L1(标题) / C3(规章) C4(0) C5() /");
        // A second paragraph of a cell.
        assert_eq!(shape("\t规章\n\t\n12\n\t3\n45\n"), "C1(规章) C3(12) C4(3↵45) /");
        assert_eq!(shape("规章\t0\t\n\t\t1\n"), "R规章,0, R,,1 /");
        assert_eq!(shape("规章 |\n0 |\n |\n5 ||\n"), "C1(规章) C2(0) C3() C4(5) /");
        assert_eq!(shape("| 规章 | 0 |\n|---|---|\n| 许可 |  |"), "R规章,0! R许可,!");
        assert_eq!(shape("规章 | 0 | 0 ||| |"), "R规章,0,0,,,");
        assert_eq!(shape(" | 0 |  | 1 | |"), "R,0,,1,");
        // Blank cells at either end, among rows without borders.
        assert_eq!(shape("规章|0|1|2\n|0||3\n许可|1||"), "R规章,0,1,2 R,0,,3 R许可,1,,");
        assert_eq!(shape("规章\n|\n0\n|\n|\n5\n|\n"), "C1(规章) C3(0) C5() C6(5) /");
        assert_eq!(
            shape("| \n 规章  || \n 0  | \n   |\n| \n 许可  || \n 1  | \n 2  |"),
            "R规章,,0,! R许可,,1,2!"
        );
        assert_eq!(shape("| \\_ | \\-- |"), "R_,--!");
        assert_eq!(shape("2\\.其他\n\\+5 \\"), "L1(2.其他) L2(+5 \\)");
        assert_eq!(shape("规章  0\n  ------  ------\n许可  --"), "L1(规章  0) L3(许可  --)");
        assert_eq!(shape("a|".repeat(101).as_str()), format!("L1(a){}", " L1(a)".repeat(100)));
    }

    #[test]
    fn encodings() {
        let text = "一、总体情况\n无";
        let (gbk, _, _) = encoding_rs::GBK.encode(text);
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> =
            [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(decode(&gbk).unwrap().0, text);
        let cut = [text.repeat(20).as_bytes(), b"\xe4\xb8", text.as_bytes()].concat();
        assert!(decode(&cut).unwrap().0.starts_with(text));
        assert_eq!(decode(&be).unwrap().0, text);
        assert_eq!(decode(&[b"\xff\xfe".as_slice(), &le].concat()).unwrap().0, text);
        assert_eq!(decode(&[b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat()).unwrap().0, text);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(read(b"").unwrap_err().code, "empty");
        assert_eq!(read(" \n\t　\n".as_bytes()).unwrap_err().code, "empty");
        let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(read(&noise).unwrap_err().code, "binary");
    }

    #[test]
    fn a_page_on_one_line_with_a_menu_is_no_row() {
        let page = format!("无障碍 | 繁体 {}", "一、总体情况。".repeat(300));
        assert!(shape(&page).starts_with("L1(无障碍 | 繁体"));
        assert!(shape("规章 | 0 | 0").starts_with('R'));
        let page = format!("一、总体情况\t1 {}", "一、总体情况。".repeat(300));
        assert!(shape(&page).starts_with("L1("));
    }
}
