//! What confirms a row of section 3 and what contradicts it: its own sum, the rows beside it, the lines its numbers stand on.
//!
//! A row that lost a cell and was filled up at its end prints its total in a column before; one into which a number was set
//! prints it behind its total. Such rows are undecided. An honest wrong total stands in its own column and stays.

use super::columns::NO_OUTCOME;
use super::offsets::windows;
use super::pieces::Piece;
use super::solve::{self, Shape};
use super::tables::{self, Losses, Outcome, Value, Zone, is_blank, row_cells};
use super::trace::Placed;
use crate::form::Table;
use crate::normalize::{fold, is_han};
use crate::report::{Cell, CellState, Number, Reading};
use std::collections::BTreeSet;

/// Rows that must tell where a table prints its totals.
const ENOUGH: usize = 8;

/// The cells of a row, or those below it that a page break has set there: the row's own are blank, and below they stand behind the
/// end of its label.
pub(super) fn continued<'a>(zone: &'a Zone, pieces: &[Piece], own: Vec<&'a Value>) -> Vec<&'a Value> {
    let row = |value: &Value| pieces[value.piece].row;
    let Some(last) = own.last().filter(|_| own.iter().all(|value| is_blank(value))) else { return own };
    let Some(next) = zone.values.iter().map(row).find(|next| *next > row(last)) else { return own };
    let below: Vec<&Value> = zone.values.iter().filter(|value| row(value) == next).collect();
    let words = |text: &str| text.chars().map(fold).filter(|c| is_han(*c)).collect::<String>();
    let label = words(Table::Applications.rows().get(zone.row).map_or("", |row| row.zh));
    let ends = |piece: &Piece| {
        let rest = words(&piece.raw);
        !rest.is_empty() && rest != label && label.ends_with(&rest)
    };
    let on_line = pieces[..below[0].piece].iter().rev().take_while(|piece| piece.row == next);
    let goes_on = own.len() == below.len() || below.len() >= zone.columns.len();
    if goes_on && !below.iter().all(|value| is_blank(value)) && on_line.into_iter().any(ends) {
        below
    } else {
        own
    }
}

/// The numbers of a row whose last column is the total, `None` for a blank.
pub(super) struct Counts(Vec<Option<i64>>);

impl Counts {
    /// `None` where a cell prints something that is neither a number nor blank.
    pub(super) fn of(cells: &[&Cell]) -> Option<Counts> {
        let count = |cell: &&Cell| match (cell.value, &cell.note) {
            (Some(Number::Count(count)), _) => Some(Some(count)),
            (None, Some((CellState::Blank | CellState::NotApplicable, _))) => Some(None),
            _ => None,
        };
        cells.iter().map(count).collect::<Option<Vec<_>>>().map(Counts)
    }

    fn total(&self) -> Option<i64> {
        self.0.last().copied().flatten()
    }

    fn parts(&self) -> i64 {
        self.0.iter().rev().skip(1).flatten().sum()
    }

    /// The last number that is printed, and the sum of those before it.
    fn last(&self) -> (i64, i64) {
        let printed: Vec<i64> = self.0.iter().flatten().copied().collect();
        printed.split_last().map_or((0, 0), |(last, others)| (*last, others.iter().sum()))
    }

    /// Whether the total is the sum of the parts and says something.
    pub(super) fn add_up(&self) -> bool {
        self.total().is_some_and(|total| total != 0 && total == self.parts())
    }

    /// Whether the last number is the sum of several: 1 and 1 may be a part and the total, or two parts.
    pub(super) fn is_telling(&self) -> bool {
        self.0.iter().flatten().filter(|count| **count != 0).count() > 2
    }

    /// Whether the parts cannot make the total, whatever stands in the blank ones.
    fn contradict(&self) -> bool {
        let blank = self.0[..self.0.len() - 1].contains(&None);
        self.total().is_some_and(|total| self.parts() > total || !blank && self.parts() != total)
    }

    /// Whether the total stands in a column before its own.
    fn is_short(&self) -> bool {
        let (last, others) = self.last();
        self.total().is_none() && last != 0 && last == others
    }

    /// Whether a number stands behind the total, and so in its column.
    fn is_long(&self) -> bool {
        let mut before = Counts(self.0[..self.0.len() - 1].to_vec());
        before.0.retain(Option::is_some);
        self.contradict() && before.0.len() > 1 && before.add_up()
    }
}

/// Whether the total is the last of the columns that a row prints.
pub(super) fn ends_in_total(zone: &Zone) -> bool {
    zone.columns.len() > 2 && zone.columns.last() == Some(&(Table::Applications.columns().len() - 1))
}

/// Of the places at which the columns of a row may begin among its cells, those that its sum proves, else those that it does not
/// contradict, else all.
pub(super) fn starts(zone: &Zone, cells: &[&Value], starts: impl Iterator<Item = usize>) -> Vec<usize> {
    let all: Vec<usize> = starts.collect();
    let n = zone.columns.len();
    if all.len() < 2 || !ends_in_total(zone) {
        return all;
    }
    let counts = |start: usize| counts_of(zone, &cells[start..start + n]);
    let fit = |wanted: fn(&Counts) -> bool| -> Vec<usize> {
        all.iter().copied().filter(|start| counts(*start).is_some_and(|counts| wanted(&counts))).collect()
    };
    let proven = fit(|counts| counts.add_up() && counts.is_telling());
    let kept = if proven.is_empty() {
        fit(|counts| !(counts.contradict() || counts.is_short() && counts.is_telling()))
    } else {
        proven
    };
    if kept.is_empty() { all } else { kept }
}

/// Whether rows of section 3 print one number each, as far behind their label as the total stands, whatever column the label
/// stands in; or so do all for which their other cells tell it.
pub(super) fn print_only_totals(zones: &[Zone], pieces: &[Piece]) -> bool {
    let n = Table::Applications.columns().len();
    let (mut rows, mut in_last, mut labels, mut sure) = (0, 0, BTreeSet::new(), 0);
    for zone in zones.iter().filter(|zone| zone.columns.len() == n && !zone.values.iter().all(is_blank)) {
        let cells = row_cells(zone, pieces);
        let printed: Vec<usize> = (0..cells.len()).filter(|at| !is_blank(cells[*at])).collect();
        let ([at], Some(label)) = (printed.as_slice(), pieces[zone.piece].column) else { return false };
        if cells.len() < n {
            return false;
        }
        rows += 1;
        if at + 1 == n {
            in_last += 1;
            labels.insert(label);
        }
        if let [start] = starts(zone, &cells, windows(&cells, n)).as_slice() {
            if start + n != at + 1 {
                return false;
            }
            sure += 1;
        }
    }
    sure >= ENOUGH || in_last == rows && rows >= ENOUGH && labels.len() > 1
}

/// The columns that all rows of section 3 print that have as many cells as columns.
pub(super) fn printed_by_all(zones: &[Zone], pieces: &[Piece]) -> Vec<usize> {
    let n = Table::Applications.columns().len();
    let rows = zones.iter().filter(|zone| zone.columns.len() == n && !zone.values.iter().all(is_blank));
    let rows = rows.map(|zone| row_cells(zone, pieces)).filter(|cells| cells.len() == n);
    let rows: Vec<Vec<&Value>> = rows.collect();
    (0..n).filter(|at| rows.len() >= ENOUGH && rows.iter().all(|cells| !is_blank(cells[*at]))).collect()
}

fn counts_of(zone: &Zone, values: &[&Value]) -> Option<Counts> {
    let cell = |value: &&Value| tables::cell(Table::Applications, zone, 0, &value.raw);
    let cells: Vec<Cell> = values.iter().map(cell).collect();
    Counts::of(&cells.iter().collect::<Vec<_>>())
}

/// Whether a page break may have set a number in among the values of a row that stand on a line each: other rows lack values, or
/// words that are none of the form's cut the row.
pub(super) fn may_be_set_in(
    zone: &Zone,
    pieces: &[Piece],
    values: &[&Value],
    losses: Losses,
    shape: &Shape,
) -> bool {
    let mut rows = values.iter().map(|value| pieces[value.piece].row);
    let first = rows.next();
    rows.any(|row| Some(row) != first) && (losses.values && !shape.sums.is_empty() || zone.cut)
}

/// Whether a number of a row may go on in the digits on the line behind it, or which of two is that of a row of one number, each on a
/// line of its own, and which that of a page.
pub(super) fn goes_on_below(zone: &Zone, row: &[&Value], strays: &[Value], pieces: &[Piece]) -> bool {
    let lone = zone.columns.len() == 1;
    let line = |value: &Value| pieces[value.piece].line;
    let alone =
        row.iter().find(|value| !is_blank(value)).is_some_and(|own| line(own) != pieces[zone.piece].line);
    strays.iter().any(|stray| {
        let digits = stray.raw.chars().map(fold).all(|c| c.is_ascii_digit() || c == '.');
        // The only number of a row that has one goes on in the next cell.
        let own = |value: &&&Value| !is_blank(value) && (!lone || value.piece < stray.piece);
        let above = row.iter().rev().find(own).map(|value| &pieces[value.piece]);
        digits && (lone && alone || above.is_some_and(|above| line(stray) == above.line + 1))
    })
}

/// A row of one cell a line that a break has cut and that has its numbers all the same, so that one of them is that of the
/// page: its sum tells which. `None` where the numbers behind the break are none of the row's.
pub(super) fn goes_on_behind(
    zone: &Zone,
    pieces: &[Piece],
    whole: &[&Value],
    all: &[&Value],
    shape: &Shape,
) -> Option<Outcome> {
    let texts = |values: &[&Value]| values.iter().map(|value| value.raw.clone()).collect::<Vec<_>>();
    let (first, last) = (whole.first()?.piece, all.last()?.piece);
    let row = |piece: usize| pieces[piece].row;
    // Rows of cells behind a label that stands in none of them: nothing tells whose they are.
    let in_grid = |piece: usize| pieces[piece].column.is_some();
    let rows = zone.values.chunk_by(|one, next| row(one.piece) == row(next.piece));
    let rows = rows.filter(|row| row.len() >= whole.len() && in_grid(row[0].piece));
    if !in_grid(zone.piece) && in_grid(first) && rows.count() > 1 {
        return Some(Outcome::Lost);
    }
    let own_lines = match whole {
        [only] => row(only.piece) != row(zone.piece),
        _ => row(first) != row(whole.last()?.piece),
    };
    // The number of a page stands between two breaks, the rest of a row before the next label.
    let apart = pieces.get(last + 1).is_none_or(|next| next.after_break);
    if !own_lines || tables::sums_hold(&texts(whole), shape) || shape.sums.is_empty() && apart {
        return None;
    }
    let readings = if shape.sums.is_empty() { Vec::new() } else { solve::reductions(&texts(all), shape) };
    if !readings.is_empty() {
        return Some(Outcome::Open(readings));
    }
    (!apart).then_some(Outcome::Lost)
}

/// Whether rows come in another order than the form's, none of them for the second time: a page was read column by column, and
/// nobody knows whose the numbers are, but where a grid prints each label beside its own.
pub(super) fn are_out_of_order(zones: &[Zone], pieces: &[Piece]) -> bool {
    let beside = |zone: &Zone| {
        let label = &pieces[zone.piece];
        let mut numbers = zone.values.iter().filter(|value| !is_blank(value));
        label.regular && numbers.all(|value| pieces[value.piece].row == label.row)
    };
    if zones.iter().all(beside) {
        return false;
    }
    let mut rows: Vec<usize> = Vec::new();
    for zone in zones.iter().filter(|zone| Table::Applications.rows()[zone.row].code != "other_handling") {
        if !rows.contains(&zone.row) {
            rows.push(zone.row);
        }
    }
    // The longest run of them that is in order.
    let mut longest: Vec<usize> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let before = (0..index).filter(|before| rows[*before] < *row).map(|before| longest[before]).max();
        longest.push(1 + before.unwrap_or(0));
    }
    rows.len() - longest.into_iter().max().unwrap_or(0) >= FEW
}

/// Rows below which nothing is usual.
const FEW: usize = 2;

/// Makes rows of section 3 undecided that were shifted along their columns, or into which a number was set.
pub(super) fn lose(zones: &[Zone], outcomes: &mut [Outcome], pieces: &[Piece]) {
    let counts: Vec<Option<Counts>> = zones
        .iter()
        .zip(outcomes.iter())
        .map(|(zone, outcome)| match outcome {
            Outcome::Settled(placed) if ends_in_total(zone) => {
                Counts::of(&placed.iter().map(|placed| &placed.cell).collect::<Vec<_>>())
            }
            _ => None,
        })
        .collect();
    let telling = counts.iter().flatten().filter(|counts| counts.last().0 != 0);
    let (with, without): (Vec<&Counts>, Vec<&Counts>) = telling.partition(|counts| counts.total().is_some());
    let totals_are_usual = with.len() >= FEW && with.len() > without.len();
    let known: Vec<Option<&Counts>> = counts.iter().map(Option::as_ref).collect();
    // Where each row prints as many numbers as it has columns, none was lost and another set in.
    let printed = |zone: &Zone| zone.values.iter().filter(|value| !is_blank(value)).count();
    let even = zones.iter().all(|zone| printed(zone) == zone.columns.len());
    for ((zone, outcome), counts) in zones.iter().zip(outcomes).zip(&counts) {
        let (Outcome::Settled(placed), Some(counts)) = (&*outcome, counts) else { continue };
        if counts.add_up() {
            continue;
        }
        let sure = placed.iter().all(|placed| placed.reading == Reading::Columns);
        let (last, others) = counts.last();
        // A mark in its place is a total that is printed. Where columns are sure a blank is one, unless the number before it does not
        // fit its column.
        let unprinted = placed.last().is_some_and(|placed| placed.raw.trim().is_empty());
        let columns = zone.columns.iter().zip(&counts.0);
        let numbers = columns.filter(|(_, count)| count.is_some_and(|count| count != 0)).rev();
        let holds = |(column, _): (&usize, _), blank| column_holds(zones, &known, *column, blank);
        let astray = || numbers.clone().next().is_some_and(|last| holds(last, None) == Some(false));
        // Where blanks are zeros and the columns add up, none holds the number of another.
        let in_place = || numbers.clone().all(|number| holds(number, Some(0)) == Some(true));
        let larger = totals_are_usual && counts.total().is_none() && last > others;
        let moved_up = || if sure { astray() } else { !in_place() };
        let short = unprinted && (counts.is_short() && moved_up() || larger && astray());
        let moved = counts.contradict() && counts.0[0].is_none();
        if short
            || !sure && (counts.is_long() && !even || moved)
            || has_a_gap(zone, placed, pieces)
            || counts.contradict() && is_over_lines(zone, placed)
        {
            *outcome = Outcome::Lost;
        }
    }
}

/// Whether the numbers of a column add up by the form: what came in is what was done and is left, what was done the sum of the
/// outcomes. A blank counts as `blank`; an open cell leaves it undecided unless the other sum is wrong.
fn column_holds(
    zones: &[Zone],
    counts: &[Option<&Counts>],
    column: usize,
    blank: Option<i64>,
) -> Option<bool> {
    let cells: Vec<(&str, Option<i64>)> = zones
        .iter()
        .zip(counts)
        .map(|(zone, counts)| {
            let place = zone.columns.iter().position(|known| *known == column);
            let count = place.zip(*counts).and_then(|(place, counts)| counts.0.get(place).copied());
            (Table::Applications.rows()[zone.row].code, count.and_then(|count| count.or(blank)))
        })
        .collect();
    let of = |code: &str| cells.iter().find(|(known, _)| *known == code).and_then(|(_, count)| *count);
    let [new, carried_in, done, left] = NO_OUTCOME.map(of);
    let plus = |one: Option<i64>, other: Option<i64>| Some(one? + other?);
    let outcomes = cells.iter().filter(|(code, _)| !NO_OUTCOME.contains(code)).map(|(_, count)| *count);
    let sums = [(plus(new, carried_in), plus(done, left)), (outcomes.sum(), done)];
    let known: Vec<bool> =
        sums.iter().filter_map(|(one, other)| Some(*one.as_ref()? == *other.as_ref()?)).collect();
    if known.contains(&false) { Some(false) } else { (known.len() == sums.len()).then_some(true) }
}

/// Whether a row was filled in printed order though a blank cell stands between its numbers: it has more cells than columns.
fn has_a_gap(zone: &Zone, placed: &[Placed], pieces: &[Piece]) -> bool {
    let cells = row_cells(zone, pieces);
    let first = cells.iter().position(|value| !is_blank(value)).unwrap_or(0);
    let last = cells.iter().rposition(|value| !is_blank(value)).unwrap_or(0);
    placed.iter().all(|placed| placed.reading == Reading::Order)
        && cells.get(first..last).is_some_and(|between| between.iter().any(|value| is_blank(value)))
}

/// Whether the numbers of a row stand on several lines, some of them together.
fn is_over_lines(zone: &Zone, placed: &[Placed]) -> bool {
    let mut lines: Vec<u32> = placed.iter().map(|placed| placed.line).collect();
    lines.dedup();
    lines.len() > 1 && lines.len() < zone.columns.len()
}
