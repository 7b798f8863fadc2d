//! Where the values of a row stand: among the cells behind its label, as rows of the same shape have them, or in the columns of a grid
//! that are sure.

use super::evidence::{print_only_totals, printed_by_all, starts};
use super::pieces::Piece;
use super::tables::{self, Value, Zone, is_blank, row_cells};
use super::trace::Placed;
use super::under::{Alignment, alignment};
use super::value::{Printed, printed};
use crate::form::Table;
use crate::normalize::{fold_text, is_han};
use crate::report::Reading;
use std::collections::{BTreeSet, HashMap};

/// Lines of a header above the one with 自然人: 申请人情况.
const LINES_ABOVE: usize = 1;

/// How the cells of rows lie in their grids: how many blank cells stand before the first value.
///
/// Rows of one shape (cells behind the label, column of the label) lie alike; what all of them allow is kept.
#[derive(Debug, Default)]
pub(super) struct Offsets {
    allowed: HashMap<(usize, Option<usize>), BTreeSet<usize>>,
    /// Whether some label has a blank cell before it, so that columns are kept.
    set_in: bool,
    /// Column of 自然人 in the header.
    first: Option<usize>,
    /// Whether labels of one group stand in several columns: rows lost cells in front, and their columns tell nothing.
    ragged: bool,
    /// Whether rows print their total alone: where the others are blank, nothing else tells where their cells begin.
    only_totals: bool,
    /// Columns that all rows without spare cells print.
    always: Vec<usize>,
    /// Whether numbers stand under the words of their columns.
    pub(super) alignment: Alignment,
    /// By columns of values: the column of the label furthest right, and how many columns the widest row has.
    extent: HashMap<usize, (usize, usize)>,
}

/// Learns [`Offsets`].
pub(super) fn offsets(zones: &[Zone], pieces: &[Piece]) -> Offsets {
    let mut offsets = Offsets::default();
    let mut groups: HashMap<&str, usize> = HashMap::new();
    for zone in zones {
        if zone.columns.len() == Table::Applications.columns().len()
            && let Some(label) = pieces[zone.piece].column
            && let Some(group) = Table::Applications.rows().get(zone.row).and_then(|row| row.group)
        {
            offsets.ragged |= *groups.entry(group).or_insert(label) != label;
        }
        let cells = row_cells(zone, pieces);
        let n = zone.columns.len();
        let before = zone.piece.checked_sub(1).map(|before| &pieces[before]);
        offsets.set_in |= before.is_some_and(|before| {
            before.column.is_some() && before.row == pieces[zone.piece].row && before.raw.trim().is_empty()
        });
        offsets.first = offsets.first.or_else(|| {
            let applicants = n == Table::Applications.columns().len();
            zone.headers
                .first()
                .copied()
                .flatten()
                .and_then(|word| pieces[word].column)
                .filter(|_| applicants)
        });
        if let Some(label) = pieces[zone.piece].column {
            let (right, width) = offsets.extent.entry(n).or_default();
            *right = label.max(*right);
            *width = (label + 1 + cells.len()).max(*width);
        }
        if cells.iter().all(|value| is_blank(value)) || cells.len() < n {
            continue;
        }
        let allowed: BTreeSet<usize> = starts(zone, &cells, windows(&cells, n)).into_iter().collect();
        let shape = (cells.len(), pieces[zone.piece].column);
        let known = offsets.allowed.entry(shape).or_insert_with(|| allowed.clone());
        *known = known.intersection(&allowed).copied().collect();
    }
    offsets.only_totals = print_only_totals(zones, pieces);
    offsets.always = printed_by_all(zones, pieces);
    offsets.alignment = alignment(zones, pieces);
    offsets
}

/// Starts of the runs of `n` cells outside of which all is blank.
pub(super) fn windows(cells: &[&Value], n: usize) -> impl Iterator<Item = usize> {
    (0..(cells.len() + 1).saturating_sub(n))
        .filter(move |start| cells[..*start].iter().chain(&cells[start + n..]).all(|value| is_blank(value)))
}

impl Offsets {
    /// Where the cells of a row begin that prints its total alone.
    pub(super) fn before_total(&self, n: usize, cells: &[&Value]) -> Option<usize> {
        let total = cells.iter().rposition(|value| !is_blank(value)).filter(|_| self.only_totals)?;
        (total + 1).checked_sub(n)
    }

    /// Whether cells lack a number that all rows print of which it is sure where they begin.
    pub(super) fn lack(&self, cells: &[&Value]) -> bool {
        self.always.iter().any(|at| cells.get(*at).is_none_or(|cell| is_blank(cell)))
    }

    /// Whether no row is wide enough for the labels and `n` columns of values: the rows lack a column, and a blank
    /// cell of the labels may seem to be the first.
    pub(super) fn are_narrow(&self, n: usize) -> bool {
        self.extent.get(&n).is_some_and(|(right, width)| *width <= right + n)
    }

    /// Whether rows whose label stands in the same column have more cells, the first of them blank.
    pub(super) fn are_longer(&self, cells: usize, label: Option<usize>) -> bool {
        let longer = |((count, at), allowed): (&(usize, Option<usize>), &BTreeSet<usize>)| {
            label.is_some() && *at == label && *count > cells && !allowed.is_empty() && !allowed.contains(&0)
        };
        self.allowed.iter().any(longer)
    }

    /// The offset of rows of a shape: the only one they allow, or of those the one that rows whose label stands
    /// further left have by column, or that all other shapes have.
    pub(super) fn of(&self, n: usize, cells: usize, label: Option<usize>) -> Option<usize> {
        let allowed = self.allowed.get(&(cells, label))?;
        let only =
            |allowed: &BTreeSet<usize>| (allowed.len() == 1).then(|| allowed.first().copied()).flatten();
        if let Some(only) = only(allowed) {
            return Some(only);
        }
        let label = label?;
        let (as_wide, others): (Vec<_>, Vec<_>) = self
            .allowed
            .iter()
            .filter_map(|((count, at), allowed)| Some((count + (*at)?, (*at)?, only(allowed)?)))
            .partition(|(width, ..)| *width == cells + label);
        // Rows of another width may be those of another page, with other columns before their values, and its header.
        let elsewhere = others.iter().any(|(_, at, offset)| self.first == Some(at + offset + 1));
        let known = if as_wide.is_empty() { others } else { as_wide };
        let known: Vec<(usize, usize)> = known.into_iter().map(|(_, at, offset)| (at, offset)).collect();
        let same = |mut starts: Vec<usize>| {
            starts.sort_unstable();
            starts.dedup();
            (starts.len() == 1).then(|| starts[0])
        };
        let columns = |wanted: &dyn Fn(usize) -> bool| {
            same(known.iter().filter(|(at, _)| wanted(*at)).map(|(at, offset)| at + offset).collect())
        };
        // Where cells before labels are kept, values of neighbouring kinds of rows stand in the same column.
        let right = known.iter().map(|(at, _)| *at).filter(|at| *at > label && self.set_in).min();
        let right = right.and_then(|right| columns(&|at| at == right));
        // Unless the header says that the columns of the labels were not kept.
        let fits = |column: &usize| self.first.is_none_or(|first| first == 0 || first == column + 1);
        let right = right.filter(|column| elsewhere || fits(column));
        let column = columns(&|at| at <= label).or(right);
        let by_column = column.filter(|_| !self.ragged).and_then(|column| column.checked_sub(label));
        // Rows without a spare cell do not tell where spare cells stand.
        let spare = self.allowed.iter().filter(|((count, _), _)| *count > n);
        let alike =
            || same(spare.filter_map(|(_, allowed)| only(allowed)).collect()).filter(|_| !self.set_in);
        by_column
            .filter(|offset| allowed.contains(offset))
            .or_else(|| alike().filter(|offset| allowed.contains(offset)))
    }
}

/// Whether a piece is one of several numbers that have their line to themselves.
pub(super) fn is_in_row_of_numbers(pieces: &[Piece], index: usize) -> bool {
    let value = |piece: &Piece| !matches!(printed(&piece.raw), Printed::Text);
    let row = pieces[index].row;
    let before = pieces[..index].iter().rev().take_while(|piece| piece.row == row);
    let mut others = before.chain(pieces[index + 1..].iter().take_while(|piece| piece.row == row)).peekable();
    value(&pieces[index]) && others.peek().is_some() && others.all(value)
}

/// A word without digits that begins the line of the numbers below their label: the rest of a label that is printed around them.
pub(super) fn more_of_label(zone: &Zone, pieces: &[Piece]) -> Option<usize> {
    let values = &zone.values;
    let rest = values.iter().position(|value| matches!(printed(&value.raw), Printed::Text))?;
    let word = &pieces[values[rest].piece];
    let begins = values[rest].piece.checked_sub(1).is_none_or(|before| pieces[before].row != word.row);
    let below = word.column.is_none() && word.row != pieces[zone.piece].row;
    let numbers = values.iter().filter(|value| pieces[value.piece].row == word.row).count() > 2;
    (begins && below && numbers && !word.raw.chars().any(char::is_numeric)).then_some(rest)
}

/// Whether a piece is a number in brackets among values: no year, and no numeral of a label, which words follow.
pub(super) fn is_number_in_brackets(pieces: &[Piece], index: usize) -> bool {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '-' | '.' | ',');
    let own = fold_text(pieces[index].raw.trim());
    let digits = own.trim_matches(['(', ')']);
    let year = digits.starts_with("20");
    let words = |next: &Piece| next.raw.chars().any(is_han);
    let followed = pieces.get(index + 1).is_some_and(|next| {
        let labelled = own.contains(['(', ')']) && (digits.len() < 2 || year);
        words(next) && (labelled || next.row == pieces[index].row)
    });
    own.chars().all(number) && !followed
}

/// What is printed in columns of values and is none. It stays there: a value of another row is not taken for it.
fn foreign_at(columns: &[usize], row: usize, values: &[&Value], pieces: &[Piece]) -> Vec<Value> {
    let taken = |piece: &Piece| values.iter().any(|value| pieces[value.piece].column == piece.column);
    pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.row == row && !taken(piece) && !piece.raw.trim().is_empty())
        .filter(|(_, piece)| piece.column.is_some_and(|column| columns.contains(&column)))
        .map(|(index, piece)| Value { raw: piece.raw.clone(), piece: index, glued: false })
        .collect()
}

/// By the columns of a grid whose positions are sure.
pub(super) fn by_columns(
    table: Table,
    zone: &Zone,
    pieces: &[Piece],
    strays: &mut Vec<Value>,
) -> Option<Vec<Placed>> {
    let own = &pieces[zone.piece];
    if !own.regular || table == Table::Review {
        return None;
    }
    let columns: Option<Vec<usize>> = zone
        .headers
        .iter()
        .map(|header| header.and_then(|piece| pieces[piece].regular.then_some(pieces[piece].column?)))
        .collect();
    let columns = columns?;
    if !columns.windows(2).all(|pair| pair[0] < pair[1])
        || columns.iter().any(|column| Some(*column) <= own.column)
    {
        return None;
    }
    let mut row: Vec<&Value> =
        zone.values.iter().filter(|value| pieces[value.piece].row == own.row).collect();
    let foreign = foreign_at(&columns, own.row, &row, pieces);
    row.extend(&foreign);
    let at = |column: usize| row.iter().find(|value| pieces[value.piece].column == Some(column)).copied();
    let outside: Vec<&Value> = row
        .iter()
        .filter(|value| {
            !is_blank(value) && !columns.iter().any(|column| pieces[value.piece].column == Some(*column))
        })
        .copied()
        .collect();
    // A column more, with a header of its own: where none has one, the row may be shifted.
    let header_rows = zone.headers.iter().flatten().map(|header| pieces[*header].row);
    let (first, last) = (header_rows.clone().min().unwrap_or(0), header_rows.max().unwrap_or(0));
    // The word of a column more may span the lines of the header, from the one above all others.
    let in_header = |row: usize| row + LINES_ABOVE >= first && row <= last;
    let has_header = |value: &Value| {
        pieces.iter().any(|piece| {
            in_header(piece.row)
                && piece.column == pieces[value.piece].column
                && !piece.raw.trim().is_empty()
                && matches!(printed(&piece.raw), Printed::Text)
        })
    };
    if let (Some(zero), true) = (zero_over_all(table, &columns, &row, pieces), outside.is_empty()) {
        return Some(tables::zeros(zone, pieces, zero));
    }
    if !outside.iter().all(|value| has_header(value)) || columns.iter().any(|column| at(*column).is_none()) {
        return None;
    }
    strays.extend(outside.into_iter().filter(|value| value.raw.chars().any(char::is_numeric)).cloned());
    strays.extend(
        zone.values.iter().filter(|value| !is_blank(value) && pieces[value.piece].row != own.row).cloned(),
    );
    let values: Vec<Option<&Value>> = columns.iter().map(|column| at(*column)).collect();
    Some(tables::cells(table, zone, pieces, Reading::Columns, &values))
}

/// A single 0 printed in one cell over the columns of the form, no more and no less.
fn zero_over_all<'a>(
    table: Table,
    columns: &[usize],
    row: &[&'a Value],
    pieces: &[Piece],
) -> Option<&'a Value> {
    let [zero] = row else { return None };
    let in_order = columns.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    let own = &pieces[zero.piece];
    let over_all = own.column == columns.first().copied() && own.across + 1 == columns.len();
    let whole = table == Table::Applications && columns.len() == table.columns().len();
    (whole && in_order && over_all && zero.raw.trim() == "0").then_some(*zero)
}

#[cfg(test)]
mod tests {
    use super::more_of_label;
    use crate::parse::pieces::Piece;
    use crate::parse::tables::{Value, Zone};

    #[test]
    fn words_that_begin_the_line_of_the_numbers_below_their_label_are_more_of_it() {
        let of = |printed: [&str; 4], row: usize| {
            let mut pieces = vec![Piece::new("2.没有现成信息需要另行制作", 1, 0)];
            pieces.extend(printed.map(|text| Piece::new(text, 2, row)));
            let value = |piece: usize| Value { raw: pieces[piece].raw.clone(), piece, glued: false };
            let zone = Zone { values: (1..pieces.len()).map(value).collect(), ..Zone::default() };
            more_of_label(&zone, &pieces)
        };
        assert_eq!(of(["提供", "1", "0", "1"], 1), Some(0));
        assert_eq!(of(["待补", "1", "0", "1"], 0), None);
        assert_eq!(of(["1", "待补", "0", "1"], 1), None);
    }
}
