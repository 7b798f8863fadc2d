//! What rows under one header have in common: the columns that they print, and where each of them stands.
//!
//! A row that differs is undecided unless its own sum proves it. It moves no value.

use super::pieces::Piece;
use super::solve;
use super::tables::{Outcome, Zone, is_blank, row_cells, shape, sums_hold};
use crate::form::Table;
use crate::report::{Cell, CellState, Problem};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The columns of the form that a row does not print, as long as it prints no others.
fn lacks(zone: &Zone) -> Vec<usize> {
    if !zone.columns.iter().all(|column| zone.canonical.contains(column)) {
        return Vec::new();
    }
    zone.canonical.iter().copied().filter(|column| !zone.columns.contains(column)).collect()
}

/// Whether a row prints a number in each of its columns, and their sum holds and is more than that of zeros.
fn is_proven(table: Table, zone: &Zone) -> bool {
    let texts: Vec<String> =
        zone.values.iter().filter(|value| !is_blank(value)).map(|value| value.raw.clone()).collect();
    let some = texts.iter().any(|text| solve::number(Some(text)).is_some_and(|number| number != 0));
    some && texts.len() == zone.columns.len() && sums_hold(&texts, &shape(table, zone))
}

/// The numbers that a row prints, `None` where it prints something else as well.
fn counts(zone: &Zone) -> Option<Vec<i64>> {
    let printed = zone.values.iter().filter(|value| !is_blank(value));
    printed.map(|value| solve::number(Some(&value.raw))).collect()
}

/// Whether the last of a row's numbers is the sum of the others, `None` where it has not as many as columns or all are zeros.
fn adds_up(zone: &Zone, width: usize) -> Option<bool> {
    let counts = counts(zone).filter(|counts| counts.len() == width)?;
    let (total, parts) = counts.split_last()?;
    counts.iter().any(|count| *count != 0).then(|| parts.iter().sum::<i64>() == *total)
}

/// Whether rows of section 3 lack what their header does: their sums say so, or each number stands under its word. A blank that
/// is lost looks like a column that is not printed.
fn is_lack_proven(rows: &[&Zone], lacking: &[usize], pieces: &[Piece]) -> bool {
    const FEW_WRONG: usize = 4;
    let total = Table::Applications.columns().len() - 1;
    let in_place = |zone: &&Zone| {
        let places = zone.headers.iter().map(|header| pieces[(*header)?].column);
        let own = zone.values.iter().filter(|value| !is_blank(value)).map(|value| pieces[value.piece].column);
        own.clone().all(|place| place.is_some()) && places.eq(own)
    };
    let mut short = rows.iter().copied().filter(|zone| lacks(zone) == lacking);
    let all_in_place = short.clone().all(|zone| in_place(&zone));
    if lacking.contains(&total) {
        return all_in_place || short.count() == rows.len();
    }
    let wide = rows.iter().filter(|zone| is_proven(Table::Applications, zone)).count();
    let count =
        |wanted: bool| short.clone().filter(|zone| adds_up(zone, zone.columns.len()) == Some(wanted)).count();
    let (right, wrong) = (count(true), count(false) + wide);
    right > FEW_WRONG * wrong
        || all_in_place && right >= wrong
        || wrong == 0 && short.all(|zone| adds_up(zone, zone.columns.len()).is_none())
}

/// Rows that lack other columns than most rows under their header. They get the columns of those: what they print
/// decides nothing.
pub(super) fn unlike(table: Table, zones: &mut [Zone], pieces: &[Piece]) -> Vec<usize> {
    let mut headers: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (index, zone) in zones.iter().enumerate() {
        headers.entry(zone.header).or_default().push(index);
    }
    let mut odd = Vec::new();
    for rows in headers.values() {
        let mut kinds: HashMap<Vec<usize>, usize> = HashMap::new();
        for index in rows {
            *kinds.entry(lacks(&zones[*index])).or_default() += 1;
        }
        // Of as many the one that lacks least.
        let usual = kinds.iter().max_by_key(|(lacks, count)| (**count, std::cmp::Reverse((*lacks).clone())));
        let mut usual = usual.map(|(lacks, _)| lacks.clone()).unwrap_or_default();
        if table == Table::Applications && !usual.is_empty() {
            let rows: Vec<&Zone> = rows.iter().map(|index| &zones[*index]).collect();
            if !is_lack_proven(&rows, &usual, pieces) {
                usual.clear();
            }
        }
        for index in rows {
            let zone = &mut zones[*index];
            if lacks(zone) == usual || is_proven(table, zone) {
                continue;
            }
            let columns = zone.canonical.iter().copied().filter(|column| !usual.contains(column)).collect();
            take(zone, columns);
            odd.push(*index);
        }
    }
    odd
}

/// Gives a row other columns.
fn take(zone: &mut Zone, columns: Vec<usize>) {
    let header = |column: &usize| {
        let place = zone.columns.iter().position(|known| known == column)?;
        zone.headers.get(place).copied().flatten()
    };
    zone.headers = columns.iter().map(header).collect();
    zone.columns = columns;
}

/// Depth of the rows whose labels have no cell between them and their numbers.
const DEEPEST: u8 = 2;

/// Rows of section 3 whose labels stand in the same column of the form.
fn depth(zone: &Zone) -> u8 {
    let code = Table::Applications.rows()[zone.row].code;
    match code {
        "received_new" | "carried_in" | "carried_out" => 0,
        "disclosed" | "partly_disclosed" | "other_handling" | "outcome_total" => 1,
        _ => DEEPEST,
    }
}

/// Where a column of the form stands: by itself or, by depth, from the label.
type Seen = HashSet<(Option<u8>, usize, usize)>;

/// What rows of section 3 have in common.
#[derive(Default)]
struct Common {
    seen: Seen,
    /// Whether the words of the header tell where columns stand.
    by_words: bool,
    /// Blank cells behind the numbers of every whole row, by depth: they end its line and are none of the form's.
    tails: HashMap<u8, usize>,
    /// Cells behind the labels of the longest rows, by depth: up to the last number where blank cells may stand for labels.
    widths: HashMap<u8, usize>,
}

/// Makes rows undecided whose numbers stand neither in the columns of the grid in which whole rows or the words of the header
/// stand nor as far behind the label, and rows with blank cells that are shorter than their like: cells were lost in them, and
/// nobody knows which.
pub(super) fn lose(zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    let common = common(zones, outcomes, pieces);
    let known = |depth: Option<u8>| common.seen.iter().any(|(of, ..)| *of == depth);
    for (zone, outcome) in zones.iter().zip(outcomes) {
        if !matches!(outcome, Outcome::Settled(_)) || is_whole(zone, outcome, pieces) {
            continue;
        }
        let own = Some(depth(zone));
        let places = places(zone, outcome);
        let stands = places.iter().all(|(column, place)| common.seen.contains(&(None, *column, *place)));
        let follows = places.iter().all(|(column, place)| {
            behind(zone, *place, pieces)
                .is_some_and(|distance| common.seen.contains(&(own, *column, distance)))
        });
        let filled = places.len() == zone.columns.len();
        let short = !filled
            && width(zone, pieces).is_some_and(|(like, width)| common.widths.get(&like) > Some(&width));
        let tail = common.tails.get(&depth(zone)).copied().unwrap_or(0);
        let cells = row_cells(zone, pieces).len();
        let cut = !filled && !pieces[zone.piece].regular && cells < zone.columns.len() + tail;
        let narrow = !filled
            && depth(zone) < DEEPEST
            && common.widths.get(&DEEPEST).is_some_and(|cells| *cells < zone.columns.len());
        let proven = !common.by_words && adds_up(zone, zone.columns.len()) == Some(true);
        let judged = known(own);
        // With a blank between its numbers a row is filled by one of another column.
        let unproven = filled && !judged && adds_up(zone, zone.columns.len()) == Some(false);
        let astray = judged && !stands && !follows && !proven || unproven;
        if !places.is_empty() && (short || cut || narrow || astray) {
            *outcome = Outcome::Lost;
        }
    }
}

fn common(zones: &[Zone], outcomes: &[Outcome], pieces: &[Piece]) -> Common {
    let mut common = Common::default();
    let whole = || {
        let whole = zones.iter().zip(outcomes).filter(|(zone, outcome)| is_whole(zone, outcome, pieces));
        whole.map(|(zone, outcome)| (zone, places(zone, outcome)))
    };
    let seen: HashSet<(usize, usize)> = whole().flat_map(|(_, places)| places).collect();
    let words: HashSet<(usize, usize)> = zones.iter().flat_map(|zone| words(zone, pieces)).collect();
    // Words that were set elsewhere stand over none of their columns.
    common.by_words = 2 * words.intersection(&seen).count() > words.len();
    let sure = if common.by_words { &words } else { &seen };
    common.seen.extend(sure.iter().map(|(column, place)| (None, *column, *place)));
    for (zone, places) in whole() {
        let distance = |(column, place)| Some((Some(depth(zone)), column, behind(zone, place, pieces)?));
        common.seen.extend(places.into_iter().filter_map(distance));
    }
    let settled = zones.iter().zip(outcomes).filter(|(zone, outcome)| is_whole(zone, outcome, pieces));
    for (zone, _) in settled {
        let tail = row_cells(zone, pieces).iter().rev().take_while(|value| is_blank(value)).count();
        common.tails.entry(depth(zone)).and_modify(|known| *known = tail.min(*known)).or_insert(tail);
    }
    for zone in zones {
        let Some((like, mut cells)) = width(zone, pieces) else { continue };
        if like < DEEPEST {
            // A row that lost blank cells of its labels may have as many more at its end.
            let last = row_cells(zone, pieces).iter().rposition(|value| !is_blank(value));
            cells = last.map_or(0, |last| last + 1);
        }
        let widest = common.widths.entry(like).or_default();
        *widest = cells.max(*widest);
    }
    common
}

/// Whether a settled row prints something in each column, with no blank cell between.
fn is_whole(zone: &Zone, outcome: &Outcome, pieces: &[Piece]) -> bool {
    let Outcome::Settled(placed) = outcome else { return false };
    let filled = placed.iter().all(|placed| !placed.raw.trim().is_empty());
    let cells = row_cells(zone, pieces);
    let first = cells.iter().position(|value| !is_blank(value));
    let last = cells.iter().rposition(|value| !is_blank(value));
    let gap =
        first.zip(last).is_some_and(|(first, last)| cells[first..=last].iter().any(|value| is_blank(value)));
    filled && !gap
}

/// The columns of the form that a row fills, with their places in the grid.
fn places(zone: &Zone, outcome: &Outcome) -> Vec<(usize, usize)> {
    let Outcome::Settled(placed) = outcome else { return Vec::new() };
    let filled = zone.columns.iter().zip(placed).filter(|(_, placed)| !placed.raw.trim().is_empty());
    filled.filter_map(|(column, placed)| Some((*column, placed.columns?.0))).collect()
}

/// How far behind the label of its row a place is.
fn behind(zone: &Zone, place: usize, pieces: &[Piece]) -> Option<usize> {
    pieces[zone.piece].column.and_then(|label| place.checked_sub(label))
}

/// Where the words of a row's header stand in its grid, where all do and in the order of its columns.
fn words(zone: &Zone, pieces: &[Piece]) -> Vec<(usize, usize)> {
    let places: Option<Vec<usize>> = zone.headers.iter().map(|header| pieces[(*header)?].column).collect();
    let places = places.filter(|places| places.windows(2).all(|pair| pair[0] < pair[1]));
    zone.columns.iter().copied().zip(places.unwrap_or_default()).collect()
}

/// How many cells a row of a text has behind its label, no more than it needs: blank cells may follow.
fn width(zone: &Zone, pieces: &[Piece]) -> Option<(u8, usize)> {
    pieces[zone.piece].column.filter(|_| !pieces[zone.piece].regular)?;
    let cells = row_cells(zone, pieces).len();
    let depth = depth(zone);
    Some((depth, if depth == DEEPEST { cells.min(zone.columns.len()) } else { cells }))
}

/// The cells of columns that a row does not print and others of its table do: nobody knows what stands there.
pub(super) fn lacking(table: Table, zone: &Zone, zones: &[Zone]) -> Vec<(usize, Cell)> {
    let others = |column: &usize| zones.iter().any(|zone| zone.columns.contains(column));
    let own = lacks(zone).into_iter().filter(|column| table == Table::Applications && others(column));
    own.map(|column| (column, Cell::missing(CellState::Ambiguous, ""))).collect()
}

/// Tells which columns of a table no row prints, or in section 2 which rows lack.
pub(super) fn missing_columns(table: Table, zones: &[Zone], pieces: &[Piece]) -> Vec<Problem> {
    let mut missing: BTreeMap<Vec<usize>, Vec<&Zone>> = BTreeMap::new();
    for zone in zones {
        let mut columns = lacks(zone);
        if table == Table::Applications {
            columns.retain(|column| !zones.iter().any(|zone| zone.columns.contains(column)));
        }
        if !columns.is_empty() {
            missing.entry(columns).or_default().push(zone);
        }
    }
    let line = |zone: &Zone| pieces[zone.piece].line;
    missing
        .iter()
        .map(|(columns, lacking)| {
            let rows: Vec<usize> = lacking.iter().map(|zone| zone.row).collect();
            missing_column(table, columns, &rows, lacking.first().map_or(0, |zone| line(zone)))
        })
        .collect()
}

/// Tells of columns that a table lacks, in section 2 in which rows.
pub(super) fn missing_column(table: Table, columns: &[usize], rows: &[usize], line: u32) -> Problem {
    let list = |zh: Vec<&str>, en: Vec<&str>| (zh.join("、"), en.join(", "));
    let known = columns.iter().filter_map(|index| table.columns().get(*index));
    let (zh, en) =
        list(known.clone().map(|column| column.zh).collect(), known.map(|column| column.en).collect());
    let own = rows.iter().filter_map(|index| table.rows().get(*index)).filter(|_| table == Table::Section20);
    let (rows_zh, rows_en) = list(own.clone().map(|row| row.zh).collect(), own.map(|row| row.en).collect());
    let of_rows = |rows: &str| if rows.is_empty() { String::new() } else { format!(" ({rows})") };
    let number = table.section();
    Problem {
        code: "column_missing",
        line,
        message: format!(
            "第{}部分表格缺少栏目：{zh}{} / the table of section {number} lacks columns: {en}{}",
            numeral(table),
            of_rows(&rows_zh),
            of_rows(&rows_en),
        ),
    }
}

/// The number of a table's section as the form prints it.
pub(super) fn numeral(table: Table) -> &'static str {
    match table {
        Table::Section20 => "二",
        Table::Applications => "三",
        Table::Review => "四",
    }
}
