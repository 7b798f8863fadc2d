//! Section 4: one row of fifteen numbers under a header of three channels.

use super::alike;
use super::assemble::Read;
use super::broken::is_gapped;
use super::channels::{Order, are_alike};
use super::events::{Event, events};
use super::labels::Label;
use super::misfits::stray_numbers;
use super::pieces::Piece;
use super::solve;
use super::tables::{self, Losses, Value, Zone};
use super::trace::{Placed, left_over};
use super::under::by_lowest_words;
use super::value::{Printed, printed};
use crate::form::Table;
use crate::normalize::{fold, is_han};
use crate::report::{CellState, Reading, TableRows};
use std::collections::BTreeMap;

/// Characters that the header of section 4 prints.
const HEADER: &str = "行政复议诉讼结果维持纠正其他尚未审结总计合未经直接起后的和";

/// Characters past which a text is none of a cell.
const LONGEST_CELL: usize = 12;

/// Reads section 4.
pub(super) fn read(pieces: &[Piece], losses: Losses) -> Read {
    let table = Table::Review;
    let mut read = Read::default();
    let all = events(table, pieces);
    let header = all.iter().filter(|event| is_header(event)).count();
    let Some(first) = all.iter().find_map(|event| match event {
        Event::Label { piece, .. } => Some(*piece),
        _ => None,
    }) else {
        return read;
    };
    if header < 3 {
        return read;
    }
    let n: usize = table.rows().len() * table.columns().len();
    let (values, mut strays) = row_of_values(&all, n);
    strays.extend(all.iter().filter(|event| is_sentence(event) && !is_header(event)).filter_map(value));
    let values = on_one_line(values, pieces, n, &mut strays);
    let line = values
        .iter()
        .find(|value| !value.raw.trim().is_empty())
        .map_or(pieces[first].line, |value| pieces[value.piece].line);
    let zone = Zone {
        row: 0,
        piece: first,
        values,
        columns: (0..n).collect(),
        canonical: (0..n).collect(),
        headers: vec![None; n],
        ..Zone::default()
    };
    // A short text with a number beside a row that lacks one may be the one it lacks.
    let short = |value: &Value| value.raw.chars().count() <= LONGEST_CELL;
    let beside = |value: &Value| short(value) && value.raw.chars().any(|c| c.is_ascii_digit());
    let losses = Losses { values: losses.values || strays.iter().any(beside), ..losses };
    let row = zone.values.first().map(|value| pieces[value.piece].row);
    let torn = zone.values.iter().filter(|value| !value.raw.trim().is_empty()).count() < n
        && strays.iter().any(|value| beside(value) && Some(pieces[value.piece].row) == row);
    // A number that a line end has cut goes on below it.
    let digits = |raw: &str| !raw.trim().is_empty() && raw.trim().chars().all(|c| fold(c).is_ascii_digit());
    let line_of_row = zone.values.first().map(|value| pieces[value.piece].line);
    let beside_row = |line: u32| line_of_row.is_some_and(|row| line.abs_diff(row) == 1);
    let goes_on = strays.iter().any(|stray| digits(&stray.raw) && beside_row(pieces[stray.piece].line));
    let texts: Vec<String> =
        zone.values.iter().map(|value| value.raw.clone()).filter(|raw| !raw.trim().is_empty()).collect();
    let cut = goes_on && texts.len() == n && !tables::sums_hold(&texts, &tables::shape(table, &zone));
    // As many numbers elsewhere as the row has are those of another table, and either may be the report's.
    let another = numbers_in(&strays) >= n;
    let cells = if torn || cut || another {
        vec![Placed::unsettled(&zone, pieces); n]
    } else {
        cells(&zone, pieces, losses)
    };
    let width = table.columns().len();
    let cells = match Order::of(&all, pieces, width, zone.values.last().map_or(0, |value| value.piece)) {
        Order::Form => cells,
        // The sums that settle damaged rows count on the form's order.
        Order::Printed(_)
            if cells.iter().any(|placed| matches!(placed.cell.note, Some((CellState::Inferred, _)))) =>
        {
            vec![Placed::unsettled(&zone, pieces); n]
        }
        Order::Printed(order) => {
            let mut placed = cells.clone();
            for (cell, place) in cells.iter().zip(order) {
                placed[place] = cell.clone();
            }
            // Words of running text may come in the order of their heights.
            let add_up = |cells: &[Placed]| {
                let texts: Vec<String> = cells.iter().map(|placed| placed.raw.clone()).collect();
                tables::sums_hold(&texts, &tables::shape(table, &zone))
            };
            if add_up(&cells) && !add_up(&placed) { cells } else { placed }
        }
        Order::Unclear if are_alike(&cells, width) => cells,
        Order::Unclear => vec![Placed::unsettled(&zone, pieces); n],
    };
    strays.extend(left_over(&zone.values, &cells, &[]));
    let open = cells.iter().any(|placed| matches!(placed.cell.note, Some((CellState::Ambiguous, _))));
    let lacking = columns_lacking(&all, width, zone.values.last().map_or(0, |value| value.piece));
    if open && !lacking.is_empty() {
        let line = pieces[first].line;
        read.problems.push(alike::missing_column(table, &lacking, &[], line));
    }
    read.problems.extend(stray_numbers(&strays, pieces));
    let columns: Vec<usize> = (0..width).collect();
    let rows = table
        .rows()
        .iter()
        .zip(cells.chunks(width))
        .map(|(row, cells)| read.place((table, row), line, &columns, cells.to_vec()))
        .collect();
    read.rows = Some(TableRows { table, rows });
    read
}

fn is_header(event: &Event) -> bool {
    match event {
        Event::Label { .. } => true,
        Event::Foreign { text, .. } => {
            text.chars().any(is_han)
                && !text.chars().any(|c| fold(c).is_ascii_digit())
                && text.chars().map(fold).filter(|c| is_han(*c)).all(|c| HEADER.contains(c))
        }
        Event::Value { .. } => false,
    }
}

/// The cells of the row, and the values elsewhere in the table. The row follows the last word of the header;
/// a table turned on its side has five cells behind each channel.
fn row_of_values(events: &[Event], n: usize) -> (Vec<Value>, Vec<Value>) {
    let cells = |run: &[Event]| run.iter().filter_map(value).collect::<Vec<_>>();
    let printed = |run: &[Event]| cells(run).iter().filter(|value| !value.raw.trim().is_empty()).count();
    let numbers = |run: &[Event]| run.iter().filter(|event| event.is_printed()).count();
    let runs: Vec<&[Event]> =
        events.split(|event| is_header(event) || is_sentence(event)).filter(|run| !run.is_empty()).collect();
    let full: Vec<&[Event]> = runs.iter().copied().filter(|run| numbers(run) > 0).collect();
    // A run of all cells of the row is the row, however few of them are printed.
    let channel = |run: &&[Event]| printed(run) == n / 3 && cells(run).len() < n || cells(run).len() == n / 3;
    if full.len() == 3 && full.iter().all(channel) {
        return (full.into_iter().flat_map(cells).collect(), Vec::new());
    }
    // A table of its own for each of the two kinds of channels.
    let sizes: Vec<usize> = full.iter().map(|run| printed(run)).collect();
    if matches!(sizes.as_slice(), [one, other] if one + other == n && one.abs_diff(*other) == n / 3) {
        let printed = full.into_iter().flat_map(cells).filter(|value| !value.raw.trim().is_empty());
        return (printed.collect(), Vec::new());
    }
    // The table printed twice: both must say the same, also where a cell of one cannot be read.
    let tables = events.split(is_header).map(cells).filter_map(|mut run| {
        if run.len() != n {
            run.retain(|value| !value.raw.trim().is_empty());
        }
        let numbers = numbers_in(&run);
        (numbers > 0 && run.len() == n || numbers + 1 >= n).then_some(run)
    });
    let tables: Vec<Vec<Value>> = tables.collect();
    let texts = |run: &[Value]| run.iter().map(|value| value.raw.trim().to_owned()).collect::<Vec<_>>();
    let said = |run: &[Value]| texts(run).into_iter().take(n).collect::<Vec<_>>();
    if tables.windows(2).any(|pair| said(&pair[0]) != said(&pair[1])) {
        return (Vec::new(), tables.concat());
    }
    let Some(best) = (0..runs.len()).max_by_key(|index| (numbers(runs[*index]), runs[*index].len(), *index))
    else {
        return (Vec::new(), Vec::new());
    };
    let mut row = cells(runs[best]);
    // A word such as 数量 before a full row is its label.
    let label = row.iter().position(|value| !value.raw.trim().is_empty());
    if let Some(label) =
        label.filter(|label| matches!(super::value::printed(&row[*label].raw), Printed::Text))
        && row.len() > n
        && (label == 0 || row.iter().filter(|value| !value.raw.trim().is_empty()).count() > n)
        && !row[label].raw.chars().any(char::is_numeric)
    {
        row.drain(..=label);
    }
    // Text behind a full row is a note, its numbers are none of the row's.
    let mut seen = 0;
    let end = row.iter().position(|value| {
        seen += usize::from(!value.raw.trim().is_empty());
        seen > n && matches!(super::value::printed(&value.raw), Printed::Text)
    });
    let mut strays = end.map_or(Vec::new(), |end| row.split_off(end));
    let same = texts(&row);
    let others = runs.iter().enumerate().filter(|(index, _)| *index != best).map(|(_, run)| cells(run));
    strays.extend(others.filter(|run| run.len() < n || texts(run) != same).flatten());
    (row, strays)
}

/// The values on the line that has most of them; lone numbers on other lines, as those of pages, are none of the row's.
fn on_one_line(values: Vec<Value>, pieces: &[Piece], n: usize, strays: &mut Vec<Value>) -> Vec<Value> {
    let row = |value: &Value| pieces[value.piece].row;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for value in values.iter().filter(|value| !value.raw.trim().is_empty()) {
        *counts.entry(row(value)).or_default() += 1;
    }
    let Some((most, count)) =
        counts.iter().map(|(row, count)| (*row, *count)).max_by_key(|(_, count)| *count)
    else {
        return values;
    };
    let lone = counts.iter().all(|(other, count)| *other == most || *count == 1);
    if counts.len() < 2 || 2 * count <= n || !lone {
        return values;
    }
    let (own, others): (Vec<Value>, Vec<Value>) = values.into_iter().partition(|value| row(value) == most);
    strays.extend(others);
    own
}

fn numbers_in(run: &[Value]) -> usize {
    run.iter().filter(|value| value.raw.chars().any(|c| c.is_ascii_digit())).count()
}

/// The results that a header does not name, where it names most.
fn columns_lacking(events: &[Event], width: usize, last: usize) -> Vec<usize> {
    let named = |column: &usize| {
        events.iter().any(|event| {
            matches!(event, Event::Label { label: Label::Column(known), piece } if known == column && *piece <= last)
        })
    };
    let (named, lacking): (Vec<usize>, Vec<usize>) = (0..width).partition(named);
    if named.len() > lacking.len() { lacking } else { Vec::new() }
}

/// Text too long for a cell, or with a number or a full stop in it: a note, the prose that follows.
fn is_sentence(event: &Event) -> bool {
    matches!(event, Event::Foreign { text, .. }
        if text.chars().count() > LONGEST_CELL || text.contains(['。', '；', '：']) || text.chars().any(|c| c.is_ascii_digit()))
}

/// A printed cell: a value, or text that is no header and so unreadable.
fn value(event: &Event) -> Option<Value> {
    match event {
        Event::Value { raw, piece, glued } => Some(Value { raw: raw.clone(), piece: *piece, glued: *glued }),
        Event::Foreign { text, piece } => Some(Value { raw: text.clone(), piece: *piece, glued: false }),
        Event::Label { .. } => None,
    }
}

fn cells(zone: &Zone, pieces: &[Piece], losses: Losses) -> Vec<Placed> {
    let n = zone.columns.len();
    let table = Table::Review;
    let printed_values: Vec<&Value> =
        zone.values.iter().filter(|value| !matches!(printed(&value.raw), Printed::Blank)).collect();
    let texts: Vec<String> = printed_values.iter().map(|value| value.raw.clone()).collect();
    let fill = |reading, values: &[Option<&Value>]| tables::cells(table, zone, pieces, reading, values);
    let direct = |reading, values: &[&Value]| {
        fill(reading, &values.iter().map(|value| Some(*value)).collect::<Vec<_>>())
    };
    let digits: usize = texts.iter().map(|text| text.chars().filter(char::is_ascii_digit).count()).sum();
    let width = table.columns().len();
    if printed_values.len() == n {
        let gap = is_gapped(&zone.values, width, pieces);
        let doubtful = gap || losses.repeats || are_wrapped(&printed_values, pieces);
        if !doubtful || tables::sums_hold(&texts, &tables::shape(table, zone)) {
            return direct(Reading::Order, &printed_values);
        }
        if gap {
            return vec![Placed::unsettled(zone, pieces); n];
        }
    }
    // Turned on its side, each channel is a row of a grid and keeps its blanks.
    let row = |value: &Value| pieces[value.piece].row;
    let own_rows = zone.values.len() == n
        && zone.values.chunks(width).all(|run| run.iter().all(|value| row(value) == row(&run[0])))
        && row(&zone.values[0]) != row(&zone.values[width]);
    if own_rows {
        return direct(Reading::Cells, &zone.values.iter().collect::<Vec<_>>());
    }
    if printed_values.len() < n && sticks_out(&printed_values, pieces, n) {
        return vec![Placed::unsettled(zone, pieces); n];
    }
    if let Some(placed) = by_lowest_words(pieces, &printed_values, n) {
        // Where a sum is wrong and all hold once two numbers are taken apart, they were run together.
        let shape = tables::shape(table, zone);
        let reading: solve::Reading =
            placed.iter().map(|value| value.map(|value| value.raw.clone())).collect();
        let cuts = if solve::fits(&reading, &shape) { Vec::new() } else { solve::cuts(&texts, &shape) };
        return if cuts.is_empty() {
            fill(Reading::Place, &placed)
        } else {
            tables::agreed(table, zone, pieces, &cuts)
        };
    }
    let all: Vec<&Value> = zone.values.iter().collect();
    if printed_values.len() < n {
        if let Some(window) = window(&all, pieces, n) {
            if is_shifted(window, &tables::shape(table, zone)) {
                return vec![Placed::unsettled(zone, pieces); n];
            }
            return direct(Reading::Cells, window);
        }
        if printed_values.is_empty() {
            let whole = all.len() >= n;
            return if whole {
                fill(Reading::Cells, &vec![None; n])
            } else {
                vec![Placed::unsettled(zone, pieces); n]
            };
        }
    }
    let shape = tables::shape(table, zone);
    let readings = if printed_values.len() > n {
        solve::reductions(&texts, &shape)
    } else if digits >= n {
        solve::cuts(&texts, &shape)
    } else if losses.values {
        Vec::new()
    } else {
        solve::placements(&texts, &shape)
    };
    if readings.is_empty() {
        return vec![Placed::unsettled(zone, pieces); n];
    }
    tables::agreed(table, zone, pieces, &readings)
}

/// Whether the row of a grid has a cell more than its `n`, behind the end of the rows above it: a blank one was set in somewhere.
fn sticks_out(values: &[&Value], pieces: &[Piece], n: usize) -> bool {
    let Some(row) = values.first().map(|value| pieces[value.piece].row) else { return false };
    let end = |piece: &Piece| Some(piece.column? + piece.across);
    let own = || pieces.iter().filter(|piece| piece.row == row);
    let above = pieces.iter().filter(|piece| piece.row < row);
    own().all(|piece| piece.regular)
        && own().count() > n
        && above.filter_map(end).max() < own().filter_map(end).max()
}

/// Whether numbers stand on several lines, not one on each or whole channels: those cut over lines come in no order.
fn are_wrapped(values: &[&Value], pieces: &[Piece]) -> bool {
    let lines = values.chunk_by(|one, other| pieces[one.piece].row == pieces[other.piece].row);
    let sizes: Vec<usize> = lines.map(<[&Value]>::len).collect();
    let width = Table::Review.columns().len();
    !sizes.iter().all(|size| *size == 1) && !sizes.iter().all(|size| size.is_multiple_of(width))
}

/// Whether the sums contradict a row with blank cells, and would hold if other cells were blank: one was lost, and the row is
/// filled up at its end.
fn is_shifted(row: &[&Value], shape: &solve::Shape) -> bool {
    let printed = |value: &&Value| (!value.raw.trim().is_empty()).then(|| value.raw.clone());
    let reading: solve::Reading = row.iter().map(printed).collect();
    let tokens: Vec<String> = reading.iter().flatten().cloned().collect();
    !solve::fits(&reading, shape) && !solve::placements(&tokens, shape).is_empty()
}

/// The one run of `n` cells of a printed row outside of which all is blank.
fn window<'a, 'b>(all: &'a [&'b Value], pieces: &[Piece], n: usize) -> Option<&'a [&'b Value]> {
    let first = all.iter().position(|value| !value.raw.trim().is_empty())?;
    let row = pieces[all[first].piece].row;
    let (start, end) = if pieces[all[first].piece].column.is_some() {
        let start = all.iter().position(|value| pieces[value.piece].row == row)?;
        (start, start + all[start..].iter().take_while(|value| pieces[value.piece].row == row).count())
    } else {
        // One cell a line: the row lies between two breaks, or between the header and the end.
        let mut printed = all.iter().filter(|value| !value.raw.trim().is_empty()).skip(1);
        if printed.next().is_some_and(|value| pieces[value.piece].row == row) {
            return None;
        }
        let start = (0..=first).rev().find(|i| pieces[all[*i].piece].after_break).unwrap_or(0);
        let length = all[start + 1..].iter().position(|value| pieces[value.piece].after_break);
        (start, length.map_or(all.len(), |length| start + 1 + length))
    };
    let row = &all[start..end];
    let blank = |values: &[&Value]| values.iter().all(|value| value.raw.trim().is_empty());
    let starts = 0..=row.len().checked_sub(n)?;
    let fits = |start: &usize| blank(&row[..*start]) && blank(&row[start + n..]);
    let mut windows = starts.filter(fits);
    let window = windows.next()?;
    // Where blanks stand at both ends, the row begins under the first column of the header.
    let begins = first_column(pieces, n, pieces[all[first].piece].row).unwrap_or(0);
    let under_header = |window: &usize| pieces[row[*window].piece].column == Some(begins);
    let window = match windows.next() {
        None => window,
        Some(other) => [window, other].into_iter().chain(windows).find(under_header)?,
    };
    Some(&row[window..window + n])
}

/// The column of the first of the `n` words of a header row above this row.
fn first_column(pieces: &[Piece], n: usize, below: usize) -> Option<usize> {
    let words = pieces.iter().filter(|piece| piece.row < below && piece.raw.chars().any(is_han));
    let rows: Vec<&Piece> = words.collect();
    rows.chunk_by(|one, next| one.row == next.row).rfind(|row| row.len() == n)?[0].column
}
