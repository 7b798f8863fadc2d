//! Harsher damage: tables that depart from the form in rows, columns, order and place, and cells that are no plain number.

use super::Case;
use super::cell::{NoteRule, Printed, Truth};
use super::grid::{Grid, GridCell, Kind, covered, label};
use super::mutation::{Mutation, any_row, insert, replace_cell};
use super::prose::Piece;
use super::render::Layout;
use super::sheet::{Sheet, SheetRow};
use fastrand::Rng;
use gongkai::form::{APPLICANT_COLUMNS, Table};
use gongkai::report::CellState;

/// Every kind of harsher damage.
pub(crate) const HARSH: &[(&str, Mutation)] = &[
    ("a cell that is no plain number", odd_cell),
    ("a part of a row as a row", part_of_a_row),
    ("a row repeated", repeat_row),
    ("a row repeated with another number", contradict_row),
    ("a line more in a table", line_in_table),
    ("a column more in section 2", column_more),
    ("columns of section 3 in another order", other_order),
    ("columns of section 3 left out", columns_left_out),
    ("a zero over all columns", merged_zero),
    ("a row one cell short", cell_short),
    ("two lines joined", joined_lines),
    ("a line split", split_line),
    ("tables that the form does not have", foreign_tables),
    ("tables in another place", moved_tables),
];

/// A number with marks or words, a range, numerals in words: what is printed, and what it says.
fn odd_cell(case: &mut Case, rng: &mut Rng) {
    let number = |value| Truth::Number { value, note: NoteRule::Never };
    let none = Truth::Null(CellState::Unreadable);
    let texts = [
        ("12①", number(12.0)),
        ("12*", number(12.0)),
        ("12(1)", number(12.0)),
        ("12注", number(12.0)),
        ("12[注1]", number(12.0)),
        ("*12", number(12.0)),
        ("约12", none),
        ("3-5", none),
        ("3~5", none),
        ("3/5", none),
        ("十二", number(12.0)),
        ("十", number(10.0)),
        ("贰", number(2.0)),
        ("-12", number(-12.0)),
        ("(12)", none),
        ("（12）", none),
        ("12%", none),
        ("0.12", none),
        ("NULL", none),
        ("null", none),
        ("NaN", none),
        ("#REF!", none),
        ("无", none),
        ("零", number(0.0)),
        ("○", none),
        ("O", none),
        ("l2", none),
        ("1.2万", none),
        ("12 3", number(123.0)),
    ];
    let (raw, truth) = texts[rng.usize(..texts.len())];
    replace_cell(case, rng, Printed { raw: raw.to_owned(), truth });
}

fn part_of_a_row(case: &mut Case, rng: &mut Rng) {
    let labels = ["其中：网络申请", "其中：信函申请", "其中：涉及土地征收", "小计", "网上申请", "比上年增减"];
    let (sheet, row) = any_row(case, rng);
    let template = case.sheets[sheet].rows[row].clone();
    let mut path = template.path.clone();
    if let Some(label) = path.last_mut() {
        labels[rng.usize(..labels.len())].clone_into(label);
    }
    let number = |value: u32| Printed { raw: value.to_string(), truth: Truth::Null(CellState::Blank) };
    let cells = template.cells.iter().map(|(index, _)| (*index, number(rng.u32(1..99)))).collect();
    case.sheets[sheet].rows.insert(row + 1, SheetRow { row: None, path, cells, ..template });
    case.print();
}

fn repeat_row(case: &mut Case, rng: &mut Rng) {
    let (sheet, row) = any_row(case, rng);
    let again = case.sheets[sheet].rows[row].clone();
    case.sheets[sheet].rows.insert(row + 1, again);
    case.print();
}

fn contradict_row(case: &mut Case, rng: &mut Rng) {
    let (sheet, row) = any_row(case, rng);
    let mut again = case.sheets[sheet].rows[row].clone();
    let (code, table) = (again.row.map(|row| row.code), case.sheets[sheet].table);
    let at = rng.usize(..again.cells.len());
    let column = table.columns()[again.cells[at].0].code;
    "87".clone_into(&mut again.cells[at].1.raw);
    case.sheets[sheet].rows.insert(row + 1, again);
    case.print();
    for cell in &mut case.cells {
        if cell.table == table && Some(cell.row) == code && cell.column == column {
            cell.truth = Truth::Null(CellState::Ambiguous);
        }
    }
}

fn line_in_table(case: &mut Case, rng: &mut Rng) {
    let texts = [
        "单位：件",
        "（单位：件、万元）",
        "填表人：张三　联系电话：0571-87000012",
        "单位负责人（签字）：李四　审核人：王五　填报日期：2024年1月15日",
        "云岭县民政局（盖章）",
        "2024年1月15日",
        "注：1.本表不含垂直管理单位。",
        "注：行政许可含委托事项12件",
        "续表",
        "附件2",
    ];
    let text = texts[rng.usize(..texts.len())];
    insert(case, rng, text);
}

/// The grids of a table.
fn grids(case: &mut Case, table: Table) -> impl Iterator<Item = &mut Grid> {
    case.pieces.iter_mut().filter_map(move |piece| match piece {
        Piece::Table(grid) if grid.table == table => Some(&mut **grid),
        _ => None,
    })
}

fn column_more(case: &mut Case, rng: &mut Rng) {
    // Run together with its neighbour, a number of a column more cannot be told.
    if case.layout == Layout::Glued {
        return;
    }
    let name = ["合计", "备注", "上年数"][rng.usize(..3)];
    for grid in grids(case, Table::Section20) {
        grid.width += 1;
        for row in &mut grid.rows {
            match row.as_mut_slice() {
                [caption] => caption.columns += 1,
                [first, ..] if first.text == "信息内容" => row.push(label(name, 1)),
                _ => row.push(GridCell { text: rng.u32(50..99).to_string(), columns: 1, kind: Kind::Value }),
            }
        }
    }
    case.lay_out();
}

/// Prints the columns of section 3 in an order, under a header of one line or of two.
fn reorder(case: &mut Case, order: &[usize], two_lines: bool) {
    // The aligned layout draws its header by place.
    if case.layout == Layout::PdfAligned {
        return;
    }
    let is_organisation = |column: &usize| (1..6).contains(column);
    for grid in grids(case, Table::Applications) {
        let width = order.len();
        grid.width = 3 + width;
        grid.rows[0][1].columns = width;
        let group = grid.rows[1][2].clone();
        let head = |column: &usize| label(APPLICANT_COLUMNS[*column].zh, 1);
        let mut middle = vec![covered(3)];
        if two_lines {
            let mut below = vec![covered(3)];
            for column in order {
                below.push(if is_organisation(column) { head(column) } else { covered(1) });
                match column {
                    1 => middle.push(group.clone()),
                    column if is_organisation(column) => {}
                    column => middle.push(head(column)),
                }
            }
            grid.rows[2] = below;
        } else {
            middle.extend(order.iter().map(head));
            grid.rows.remove(2);
            grid.headers = 2;
        }
        grid.rows[1] = middle;
        for row in &mut grid.rows[grid.headers..] {
            let from = row.iter().position(|cell| cell.kind == Kind::Value).unwrap_or(row.len());
            let values = row.split_off(from);
            row.extend(order.iter().map(|column| values[*column].clone()));
        }
        for row in &mut grid.sheet.rows {
            row.cells = order.iter().map(|column| row.cells[*column].clone()).collect();
        }
    }
    let printed: Vec<&str> = order.iter().map(|column| APPLICANT_COLUMNS[*column].code).collect();
    case.cells.retain(|cell| cell.table != Table::Applications || printed.contains(&cell.column));
    case.lay_out();
}

fn other_order(case: &mut Case, rng: &mut Rng) {
    let orders = [
        [6, 0, 1, 2, 3, 4, 5],
        [1, 2, 3, 4, 5, 0, 6],
        [0, 6, 1, 2, 3, 4, 5],
        [6, 1, 2, 3, 4, 5, 0],
        [0, 2, 1, 3, 5, 4, 6],
    ];
    let at = rng.usize(..orders.len());
    // The last has another order of the organisations, the words of which a group does not part.
    reorder(case, &orders[at], at < 4 && rng.bool());
}

fn columns_left_out(case: &mut Case, rng: &mut Rng) {
    let orders: [&[usize]; 4] = [&[0, 1, 2, 3, 4, 5], &[0, 1, 2, 4, 5, 6], &[1, 2, 3, 4, 5, 6], &[0, 6]];
    reorder(case, orders[rng.usize(..orders.len())], false);
}

fn merged_zero(case: &mut Case, _: &mut Rng) {
    let zeros = |sheet: &SheetRow| sheet.cells.iter().all(|(_, cell)| cell.raw == "0");
    for grid in grids(case, Table::Applications) {
        let Some(at) = grid.sheet.rows.iter().position(zeros) else { continue };
        grid.sheet.rows[at].cells.truncate(1);
        let row = &mut grid.rows[grid.headers + at];
        row.truncate(row.len() - 6);
        if let Some(cell) = row.last_mut() {
            cell.columns = 7;
        }
    }
    case.lay_out();
}

fn cell_short(case: &mut Case, rng: &mut Rng) {
    // Padded rows are those of a blank cell at their end.
    if case.layout == Layout::TabRows {
        return;
    }
    for grid in grids(case, Table::Applications) {
        let at = rng.usize(..grid.sheet.rows.len());
        let column = rng.usize(..7);
        grid.sheet.rows[at].cells.remove(column);
        let row = &mut grid.rows[grid.headers + at];
        let from = row.len() - 7;
        row.remove(from + column);
    }
    case.lay_out();
}

/// The lines of the tables: from the first header to section 5.
fn table_lines(case: &Case) -> Option<(Vec<String>, std::ops::Range<usize>)> {
    let lines: Vec<String> = case.text.lines().map(str::to_owned).collect();
    let place = |words: &str| lines.iter().position(|line| line.contains(words));
    let range = place("信息内容")?..place("存在的主要问题")?;
    (range.len() > 3).then_some((lines, range))
}

fn joined_lines(case: &mut Case, rng: &mut Rng) {
    let Some((mut lines, range)) = table_lines(case) else { return };
    let at = rng.usize(range.start..range.end - 1);
    let next = lines.remove(at + 1);
    lines[at] = format!("{} {next}", lines[at]);
    case.text = lines.join("\n") + "\n";
}

fn split_line(case: &mut Case, rng: &mut Rng) {
    let Some((mut lines, range)) = table_lines(case) else { return };
    let at = rng.usize(range);
    // Never within a number.
    let cuts: Vec<usize> = lines[at]
        .char_indices()
        .filter(|(place, c)| *place > 0 && !c.is_ascii_digit() && !"，.+-".contains(*c))
        .map(|(place, _)| place)
        .collect();
    if cuts.is_empty() {
        return;
    }
    let rest = lines[at].split_off(cuts[rng.usize(..cuts.len())]);
    lines.insert(at + 1, rest);
    case.text = lines.join("\n") + "\n";
}

/// A table of words and numbers.
fn table(rows: &[&[&str]]) -> Piece {
    let cell = |text: &&str| {
        let number = text.chars().all(|c| c.is_ascii_digit());
        GridCell {
            text: (*text).to_owned(),
            columns: 1,
            kind: if number { Kind::Value } else { Kind::Label },
        }
    };
    let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let sheet = Sheet { table: Table::Section20, rows: Vec::new() };
    Piece::Table(Box::new(Grid { table: Table::Section20, rows, width, headers: 0, sheet }))
}

fn foreign_tables(case: &mut Case, rng: &mut Rng) {
    let heading = |words: &str, pieces: &[Piece]| {
        let is = |piece: &Piece| matches!(piece, Piece::Heading(text) if text.contains(words));
        pieces.iter().position(is).unwrap_or(pieces.len())
    };
    match rng.u8(..3) {
        0 => {
            let at = heading("主动公开政府信息情况", &case.pieces);
            let rows: [&[&str]; 4] = [
                &["指标", "数量"],
                &["本年新收政府信息公开申请数量", "912"],
                &["行政许可", "931"],
                &["行政复议", "907"],
            ];
            let pieces = [Piece::Para("本年度主要数据如下：".to_owned()), table(&rows)];
            case.pieces.splice(at..at, pieces);
        }
        1 => {
            case.pieces.push(Piece::Para("附件1：各部门受理申请情况表".to_owned()));
            let rows: [&[&str]; 4] = [
                &["部门", "受理数", "办结数", "其他"],
                &["财政局", "912", "911", "901"],
                &["民政局", "931", "930", "902"],
                &["总计", "943", "941", "903"],
            ];
            case.pieces.push(table(&rows));
        }
        _ => {
            let at = heading("收到和处理", &case.pieces);
            let rows: [&[&str]; 3] =
                [&["收费项目", "收费金额"], &["不动产登记费", "98765"], &["城镇垃圾处理费", "91234"]];
            case.pieces.splice(at..at, [Piece::Para("收费明细：".to_owned()), table(&rows)]);
        }
    }
    case.lay_out();
}

fn moved_tables(case: &mut Case, rng: &mut Rng) {
    let is_table = |piece: &Piece| matches!(piece, Piece::Table(_));
    let mut tables: Vec<Piece> = case.pieces.iter().filter(|piece| is_table(piece)).cloned().collect();
    case.pieces.retain(|piece| !is_table(piece));
    if rng.bool() {
        tables.reverse();
    }
    let first = case.pieces.iter().position(|piece| matches!(piece, Piece::Heading(_))).unwrap_or(0);
    let at = if rng.bool() { first } else { case.pieces.len() };
    case.pieces.splice(at..at, tables);
    case.lay_out();
}
