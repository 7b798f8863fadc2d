//! From labels and values to rows of cells: which values belong to which row, and in which column.

use super::evidence::{continued, goes_on_behind, goes_on_below, may_be_set_in, starts};
use super::more::{self, More};
use super::offsets::{Offsets, by_columns, more_of_label, windows};
use super::pieces::Piece;
use super::slipped::ends_in_copies;
use super::solve::{self, Agreed, Reading, Shape};
use super::trace::{Placed, line_of};
use super::under::by_place;
use super::value::{self, Printed, printed};
use crate::form::{Table, Unit};
use crate::report::{self, Cell, CellState, Number};
use std::collections::HashSet;

/// A printed value within a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) raw: String,
    pub(super) piece: usize,
    /// Whether it was cut out of text run together with a label or another value.
    pub(super) glued: bool,
}

/// A row as printed, before its values are assigned to columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Zone {
    /// Position in [`Table::rows`].
    pub(super) row: usize,
    /// Piece in which the label begins.
    pub(super) piece: usize,
    /// Values and blank cells after the label.
    pub(super) values: Vec<Value>,
    /// Positions in [`Table::columns`] that the row prints.
    pub(super) columns: Vec<usize>,
    /// Those that the form gives the row.
    pub(super) canonical: Vec<usize>,
    /// Piece in which the header at hand begins.
    pub(super) header: Option<usize>,
    /// Piece of each column's header, where it was seen.
    pub(super) headers: Vec<Option<usize>>,
    /// Power of ten to yuan that the header prints.
    pub(super) header_yuan: Option<i32>,
    /// Whether the header's words come in an order other than the form's and do not tell that of the columns.
    pub(super) doubtful: bool,
    /// Columns of the table that the form lacks.
    pub(super) more: More,
    /// Whether fewer numbers than a row has stand behind words that are none of the form's: a running head may have cut the row.
    pub(super) cut: bool,
}

/// What became of a row.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// Every column is settled.
    Settled(Vec<Placed>),
    /// Several readings fit the row.
    Open(Vec<Reading>),
    /// The print does not tell.
    Lost,
}

pub(super) fn is_blank(value: &Value) -> bool {
    value::is_empty(&value.raw)
}

/// The values in the printed row of the label or, where it has none, in the row of the first value.
pub(super) fn row_cells<'a>(zone: &'a Zone, pieces: &[Piece]) -> Vec<&'a Value> {
    let row = |value: &&Value| pieces[value.piece].row;
    let own = pieces[zone.piece].row;
    let all: Vec<&Value> = zone.values.iter().collect();
    if all.iter().any(|value| row(value) == own) || pieces[zone.piece].column.is_some() {
        return continued(zone, pieces, all.into_iter().filter(|value| row(value) == own).collect());
    }
    // One cell a line: the row ends at the first break behind a value.
    let mut cells: Vec<&Value> = Vec::new();
    for value in all {
        if !cells.is_empty() && pieces[value.piece].after_break {
            break;
        }
        cells.push(value);
    }
    cells
}

/// Assigns the values of a row to its columns, and doubts the last where digits follow on the next line.
pub(super) fn settle(
    table: Table,
    zone: &Zone,
    pieces: &[Piece],
    offsets: &Offsets,
    losses: Losses,
    strays: &mut Vec<Value>,
) -> Outcome {
    let known = strays.len();
    let outcome = assign(table, zone, pieces, offsets, losses, strays);
    // The rest of a number that a line break has cut, unless the sum confirms the row as it is.
    let row = row_cells(zone, pieces);
    let goes_on = goes_on_below(zone, &row, &strays[known..], pieces);
    let texts: Vec<String> =
        row.iter().filter(|value| !is_blank(value)).map(|value| value.raw.clone()).collect();
    let confirmed = || texts.len() == zone.columns.len() && sums_hold(&texts, &shape(table, zone));
    if goes_on && matches!(outcome, Outcome::Settled(_)) && !confirmed() { Outcome::Lost } else { outcome }
}

fn assign(
    table: Table,
    zone: &Zone,
    pieces: &[Piece],
    offsets: &Offsets,
    losses: Losses,
    strays: &mut Vec<Value>,
) -> Outcome {
    let n = zone.columns.len();
    if let Some(word) = more_of_label(zone, pieces) {
        let mut bare = zone.clone();
        bare.values.remove(word);
        return assign(table, &bare, pieces, offsets, losses, strays);
    }
    let all: Vec<&Value> = zone.values.iter().filter(|value| !is_blank(value)).collect();
    let texts = |values: &[&Value]| values.iter().map(|value| value.raw.clone()).collect::<Vec<_>>();
    let fill = |reading, values: Vec<Option<&Value>>| cells(table, zone, pieces, reading, &values);
    let in_order =
        |values: &[&Value]| fill(report::Reading::Order, values.iter().map(|value| Some(*value)).collect());
    let in_cells =
        |values: &[&Value]| fill(report::Reading::Cells, values.iter().map(|value| Some(*value)).collect());
    if let Some(cells) = by_columns(table, zone, pieces, strays) {
        return Outcome::Settled(cells);
    }
    if zone.more.count > 0 {
        return more::assign(zone, pieces, strays);
    }
    let row = row_cells(zone, pieces);
    if all.len() == n {
        // Text from another line is part of a label, not a cell of this row.
        let has_neighbour = |value: &Value| {
            let mut others = all.iter().filter(|other| other.piece != value.piece);
            others.any(|other| pieces[other.piece].row == pieces[value.piece].row)
        };
        let in_lines = all.iter().any(|value| has_neighbour(value));
        let foreign = |value: &&Value| {
            matches!(printed(&value.raw), Printed::Text)
                && (in_lines && !has_neighbour(value) || !row.iter().any(|own| own.piece == value.piece))
        };
        if all.iter().any(foreign) {
            return Outcome::Lost;
        }
        // Where lines are lost, or numbers are cut over lines, only a sum tells a row from what is left of others.
        let shape = shape(table, zone);
        let rows: HashSet<usize> = all.iter().map(|value| pieces[value.piece].row).collect();
        let cut = in_lines && rows.len() > 1;
        let doubtful = losses.repeats || cut || may_be_set_in(zone, pieces, &all, losses, &shape);
        if doubtful && !sums_hold(&texts(&all), &shape) {
            return Outcome::Lost;
        }
        // A cell of a grid is one cell, whatever it prints: 3-5.
        let run_together =
            |value: &&Value| value.glued || pieces[value.piece].column.is_none() && glued(&value.raw);
        if n == 1 || !all.iter().any(run_together) {
            return Outcome::Settled(in_order(&all));
        }
        let mut cut = in_order(&all);
        for placed in &mut cut {
            placed.cell = inferred(std::mem::take(&mut placed.cell), &placed.raw);
        }
        return Outcome::Settled(cut);
    } else if all.len() > n {
        // A row printed whole on its line, a stray number on another.
        let mut whole: Vec<&Value> = row.iter().filter(|value| !is_blank(value)).copied().collect();
        if whole.len() != n {
            // Or on the line on which its label ends.
            let line = pieces[all[0].piece].row;
            whole = all.iter().filter(|value| pieces[value.piece].row == line).copied().collect();
        }
        if whole.len() == n {
            if let Some(outcome) = goes_on_behind(zone, pieces, &whole, &all, &shape(table, zone)) {
                return outcome;
            }
            let other = |value: &&&Value| !whole.iter().any(|own| own.piece == value.piece);
            strays.extend(all.iter().filter(other).map(|value| (*value).clone()));
            return Outcome::Settled(in_order(&whole));
        }
        if ends_in_copies(zone, pieces, &all) {
            return Outcome::Settled(in_order(&all[..n]));
        }
        return open(solve::reductions(&texts(&all), &shape(table, zone)));
    }
    if let Some(placed) = by_place(zone, pieces, offsets.alignment, &all) {
        return Outcome::Settled(fill(report::Reading::Place, placed.iter().map(Option::as_ref).collect()));
    }
    // What seems to be a blank first cell may be one of the labels.
    let narrow = row.first().is_some_and(|first| is_blank(first)) && offsets.are_narrow(n);
    if all.len() < n && row.len() == n {
        // Where rows alike begin with a blank cell of the labels, this one lacks a cell.
        if narrow || is_blank(row[0]) && offsets.are_longer(n, pieces[zone.piece].column) {
            return Outcome::Lost;
        }
        return Outcome::Settled(in_cells(&row));
    }
    if row.len() > n && !all.is_empty() {
        if narrow {
            return Outcome::Lost;
        }
        let allowed = starts(zone, &row, windows(&row, n));
        let start = if let [only] = allowed.as_slice() {
            Some(*only)
        } else {
            let alike = offsets.of(n, row.len(), pieces[zone.piece].column);
            // A header may have columns of labels that the rows lack.
            let lacks = |start: &usize| offsets.lack(&row[*start..]);
            if alike.as_ref().is_some_and(lacks) && !allowed.iter().all(lacks) {
                return Outcome::Lost;
            }
            alike.or_else(|| offsets.before_total(n, &row)).filter(|start| allowed.contains(start))
        };
        if let Some(start) = start {
            return Outcome::Settled(in_cells(&row[start..start + n]));
        }
    }
    if all.is_empty() {
        let blank = row.len() >= n && row.iter().all(|value| is_blank(value));
        return if blank {
            Outcome::Settled(fill(report::Reading::Cells, vec![None; n]))
        } else {
            Outcome::Lost
        };
    }
    let bare: Vec<String> = all.iter().map(|value| value::without_measure(&value.raw).to_owned()).collect();
    let shape = shape(table, zone);
    // Where lines are lost, a number before a label may be whole.
    if losses.repeats && shape.sums.is_empty() {
        return Outcome::Lost;
    }
    if may_be_glued(&all, n, &shape) {
        let mut readings = solve::cuts(&bare, &shape);
        if shape.sums.is_empty() && losses.glued_blanks {
            readings.extend(solve::cuts_with_a_blank(&bare, &shape));
        }
        if !all.iter().any(|value| value.glued || glued(&value.raw)) {
            readings.extend(solve::placements(&bare, &shape));
        }
        return open(readings);
    }
    if losses.values || all.len() >= n {
        return Outcome::Lost;
    }
    open(solve::placements(&texts(&all), &shape))
}

/// Whether a zone prints a zero for each of its columns, which can be read in one way only.
pub(super) fn is_all_zeros(zone: &Zone) -> bool {
    let digits: String = zone.values.iter().map(|value| value.raw.as_str()).collect();
    digits.len() == zone.columns.len() && digits.bytes().all(|b| b == b'0')
}

/// What the document lost beyond single rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Losses {
    /// So many values that blanks cannot be told from losses.
    pub(super) values: bool,
    /// Every line that repeats an earlier one, as crawlers that remove duplicates do.
    pub(super) repeats: bool,
    /// Blanks among glued digits.
    pub(super) glued_blanks: bool,
}

/// Whether the form's sums confirm a row of numbers; a row without sums is not confirmed.
pub(super) fn sums_hold(texts: &[String], shape: &Shape) -> bool {
    let numbers = texts.iter().all(|text| solve::number(Some(text)).is_some());
    let reading: Reading = texts.iter().cloned().map(Some).collect();
    !shape.sums.is_empty() && numbers && solve::fits(&reading, shape)
}

/// Whether digits of several cells may be run together: enough digits, and a sign of it or sums to cut by.
fn may_be_glued(values: &[&Value], n: usize, shape: &Shape) -> bool {
    let digits: usize =
        values.iter().map(|value| value.raw.chars().filter(char::is_ascii_digit).count()).sum();
    let sign = values.iter().any(|value| value.glued || glued(&value.raw));
    digits >= n && (sign || values.len() == 1 && !shape.sums.is_empty())
}

/// A value that was cut out of glued text.
fn inferred(cell: Cell, raw: &str) -> Cell {
    match (cell.value, &cell.note) {
        (Some(value), None) => Cell::noted(value, CellState::Inferred, raw),
        _ => cell,
    }
}

/// The cells that all readings of a row agree on; the others are ambiguous.
pub(super) fn agreed(table: Table, zone: &Zone, pieces: &[Piece], readings: &[Reading]) -> Vec<Placed> {
    // As many other digits as columns may be fewer cells and a lost one: 0 0 0 0 0 11 adds up as 0 0 0 0 0 1 1.
    let one_each = readings.len() == 1 && is_all_zeros(zone);
    let placed = |(index, text)| {
        let raw = match text {
            Agreed::On(text) => text,
            Agreed::Blank => String::new(),
            Agreed::Nothing => return Placed::unsettled(zone, pieces),
        };
        let cell = cell(table, zone, index, &raw);
        let cell = if one_each { cell } else { inferred(cell, &raw) };
        Placed { cell, raw, line: line_of(zone, pieces), reading: report::Reading::Sums, columns: None }
    };
    solve::consensus(readings).into_iter().enumerate().map(placed).collect()
}

fn open(readings: Vec<Reading>) -> Outcome {
    if readings.is_empty() { Outcome::Lost } else { Outcome::Open(readings) }
}

/// Whether a run of digits is several cells: no number begins with a needless zero or is this long.
fn glued(raw: &str) -> bool {
    match printed(raw) {
        Printed::Number(figure) => {
            figure.bare
                && (figure.integer.len() > value::MAX_DIGITS
                    || (figure.integer.len() > 2 && figure.integer.starts_with('0')))
        }
        Printed::Text => {
            raw.chars().any(|c| c.is_ascii_digit())
                && raw.chars().all(|c| c.is_ascii_digit() || "+-.,".contains(c))
        }
        _ => false,
    }
}

/// The runs of units that rows of section 2 print.
const RUNS: &[&[Unit]] = &[
    &[Unit::Count],
    &[Unit::Wan],
    &[Unit::Count, Unit::Change],
    &[Unit::Count, Unit::Wan],
    &[Unit::Count, Unit::Count],
    &[Unit::Count, Unit::Count, Unit::Count],
    &[Unit::Count, Unit::Change, Unit::Count],
];

/// What must hold in the row of a zone.
pub(super) fn shape<'a>(table: Table, zone: &Zone) -> Shape<'a> {
    const SEVEN: [Unit; 7] = [Unit::Count; 7];
    const FIFTEEN: [Unit; 15] = [Unit::Count; 15];
    match (table, zone.columns.len()) {
        (Table::Applications, 7) => Shape { units: &SEVEN, sums: &[7] },
        (Table::Applications, n) => Shape { units: &SEVEN[..n.min(7)], sums: &[] },
        (Table::Review, _) => Shape { units: &FIFTEEN, sums: &[5, 5, 5] },
        (Table::Section20, _) => {
            let units: Vec<Unit> = zone.columns.iter().map(|column| table.columns()[*column].unit).collect();
            let units = RUNS.iter().find(|run| **run == units).copied().unwrap_or(&[]);
            Shape { units, sums: &[] }
        }
    }
}

/// Cells from the values of all columns, `None` where a blank was lost.
pub(super) fn cells(
    table: Table,
    zone: &Zone,
    pieces: &[Piece],
    reading: report::Reading,
    values: &[Option<&Value>],
) -> Vec<Placed> {
    let placed = |(index, value): (usize, Option<&Value>)| {
        let raw = value.map_or("", |value| value.raw.as_str()).to_owned();
        let line = value.map_or_else(|| line_of(zone, pieces), |value| pieces[value.piece].line);
        let columns = value.and_then(|value| extent(&pieces[value.piece]));
        Placed { cell: cell(table, zone, index, &raw), raw, line, reading, columns }
    };
    values.iter().copied().enumerate().map(placed).collect()
}

/// First and last column of its grid that a piece covers.
pub(super) fn extent(piece: &Piece) -> Option<(usize, usize)> {
    piece.column.map(|column| (column, column + piece.across))
}

/// The cells of a row over all of which one zero is printed.
pub(super) fn zeros(zone: &Zone, pieces: &[Piece], zero: &Value) -> Vec<Placed> {
    let cell = Cell::noted(Number::Count(0), CellState::Inferred, zero.raw.trim());
    let line = pieces[zero.piece].line;
    let zero = Placed { cell, raw: zero.raw.clone(), line, reading: report::Reading::Columns, columns: None };
    vec![zero; zone.columns.len()]
}

/// One cell of a zone.
pub(super) fn cell(table: Table, zone: &Zone, index: usize, text: &str) -> Cell {
    let unit = match table {
        Table::Review => Unit::Count,
        _ => zone.columns.get(index).map_or(Unit::Count, |column| table.columns()[*column].unit),
    };
    // 行政事业性收费 of the 2021 form fixes 万元; 政府集中采购 of the 2019 form fixes nothing.
    let official_wan = table.rows()[zone.row].code == "fees";
    value::cell(text, unit, zone.header_yuan, official_wan)
}
