//! The columns that the rows under a header print, and in which order.

use super::events::Event;
use super::more::{self, More};
use super::pieces::Piece;
use super::tables::{Zone, is_blank};
use super::value::{Printed, header_unit, printed};
use crate::form::{Column, Edition, Table};
use crate::normalize::key;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Whether the beginning of a word that a header seems to lack stands alone: a line end cut the word.
fn is_wrapped(table: Table, canonical: &[usize], known: &[usize], pieces: &[Piece]) -> bool {
    let lacking = canonical.iter().filter(|column| !known.contains(column));
    let lacking = lacking.filter_map(|column| table.columns().get(*column));
    let words: Vec<String> =
        lacking.flat_map(|column| [&[column.zh], column.labels].concat()).map(key).collect();
    let begins = |text: &str| {
        text.chars().count() > 1 && words.iter().any(|word| word != text && word.starts_with(text))
    };
    pieces.iter().any(|piece| piece.raw.len() <= LONGEST_WORD && begins(&key(&piece.raw)))
}

/// The keys of the labels of each applicant column.
static APPLICANTS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let keys = |column: &Column| column.labels.iter().map(|label| key(label)).collect();
    Table::Applications.columns().iter().map(keys).collect()
});

/// Bytes past which a text is more than a word of a header with its remark.
const LONGEST_WORD: usize = 400;

/// Whether a text is the whole label of a column of section 3.
fn names_applicant(text: &str, column: usize) -> bool {
    let is_label = |labels: &Vec<String>| labels.contains(&key(text));
    text.len() <= LONGEST_WORD && APPLICANTS.get(column).is_some_and(is_label)
}

/// The words of a header at hand, in reading order.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Position in [`Table::columns`] and piece of each column named.
    pub(super) columns: Vec<(usize, usize)>,
    /// Where 法人或其他组织 stands among them, as position in `columns`, and its piece.
    group: Option<(usize, usize)>,
    /// Piece of the word over all columns: 申请人情况.
    all: Option<usize>,
    /// Whether a column of section 3 is named by less or more than its word.
    cut: bool,
    /// Pieces of words that are none of the form's.
    unknown: Vec<usize>,
    /// Whether a word stands before.
    begun: bool,
    /// Whether a line repeats words of the one above, as cells over both are printed by some tools.
    copied: bool,
}

impl Header {
    /// Takes a column in, the first time it is named.
    pub(super) fn column(&mut self, table: Table, column: usize, piece: usize, pieces: &[Piece]) {
        self.begun = true;
        let Some(known) = self.columns.iter_mut().find(|(known, _)| *known == column) else {
            self.columns.push((column, piece));
            self.cut |= table == Table::Applications && !names_applicant(&pieces[piece].raw, column);
            return;
        };
        let same = key(&pieces[known.1].raw) == key(&pieces[piece].raw);
        // 总计 beside 合计 or 上年总计: the form's own word heads its column, the other one more.
        let is_total = table == Table::Applications && column + 1 == table.columns().len();
        let moved = if same {
            // A copy on the next line, which prints the organisations too.
            let below = table == Table::Applications && pieces[known.1].line < pieces[piece].line;
            if below {
                (known.1, self.copied) = (piece, true);
            }
            below
        } else if is_total {
            let swapped = key(&pieces[piece].raw) == key(table.columns()[column].labels[0]);
            self.unknown.push(if swapped { std::mem::replace(&mut known.1, piece) } else { piece });
            swapped
        } else {
            false
        };
        if moved {
            self.columns.sort_by_key(|(_, piece)| *piece);
            let before = |group: usize| self.columns.iter().filter(|(_, piece)| *piece < group).count();
            self.group = self.group.map(|(_, group)| (before(group), group));
        }
    }

    /// Takes in a word over several columns.
    pub(super) fn over(&mut self, piece: usize, pieces: &[Piece]) {
        self.begun = true;
        if pieces[piece].raw.contains('法') {
            self.group = Some((self.columns.len(), piece));
        } else {
            self.all.get_or_insert(piece);
        }
    }

    /// Takes in a word that the form does not have; what stands first heads the labels.
    pub(super) fn unknown(&mut self, event: &Event) {
        if let Event::Foreign { text, piece } = event
            && std::mem::replace(&mut self.begun, true)
            && more::is_word_of_its_own(text)
        {
            self.unknown.push(*piece);
        }
    }

    /// The columns that the form lacks, beside those of `order`.
    pub(super) fn more(&self, order: &[usize], pieces: &[Piece]) -> More {
        let over = (self.group.map(|(_, piece)| piece), self.all);
        more::more(&self.columns, over, &self.unknown, order, pieces)
    }

    /// The columns that a row prints: those of the header where it is whole, else those of the form.
    pub(super) fn columns_of(
        &self,
        table: Table,
        code: &str,
        canonical: &[usize],
        printed: usize,
        pieces: &[Piece],
        in_grid: bool,
    ) -> Vec<usize> {
        let known: Vec<usize> = self.columns.iter().map(|(column, _)| *column).collect();
        if table == Table::Applications {
            return self.applicants(canonical, &known, printed, pieces, in_grid);
        }
        let row = table.row(code);
        let fits = Edition::ALL.into_iter().any(|edition| {
            let columns = row.map(|row| table.printed_columns(row, edition)).unwrap_or_default();
            columns.len() == known.len() && known.iter().all(|column| columns.contains(column))
        });
        // A header that lacks a column prints rows that lack it too.
        let lacking = || {
            !known.is_empty()
                && known.len() == printed
                && known.iter().all(|column| canonical.contains(column))
                && !is_wrapped(table, canonical, &known, pieces)
        };
        if fits || lacking() { known } else { canonical.to_vec() }
    }

    /// The applicant columns in printed order. Where words are cut by line ends their order tells little: then 总计
    /// is last, 自然人 first. A header that lacks a column prints rows that lack it too.
    fn applicants(
        &self,
        canonical: &[usize],
        known: &[usize],
        printed: usize,
        pieces: &[Piece],
        in_grid: bool,
    ) -> Vec<usize> {
        const ENOUGH: usize = 4;
        if let Some(order) = self.printed_order(pieces)
            && (order.len() == canonical.len()
                || order.len() == printed
                    && order.len() > 1
                    && !is_wrapped(Table::Applications, canonical, known, pieces))
        {
            return order;
        }
        let total = canonical.len() - 1;
        let mut order: Vec<usize> = known.iter().copied().filter(|column| *column != total).collect();
        let each = order.len() == total;
        let whole = each && order[0] == 0;
        if known.contains(&total) {
            order.push(total);
        }
        let enough = known.len() >= ENOUGH;
        // Outside a grid a wrapped header may only seem to lack a column; 总计 is never wrapped.
        let lacks = in_grid && known.len() < canonical.len() && printed == known.len() && known.contains(&0);
        if whole && known.contains(&total) || enough && lacks {
            return order;
        }
        // Where another word lacks too, any of the numbers may be the total.
        let lacks_total = each && !known.contains(&total) && printed == total;
        canonical[..if lacks_total { total } else { canonical.len() }].to_vec()
    }

    /// Whether the header's words stand in another order than was taken: two on a line, 自然人 behind the first
    /// organisation, or behind 法人或其他组织 where both have a line or share it. 总计 may span the lines of a header.
    pub(super) fn is_doubtful(&self, order: &[usize], pieces: &[Piece]) -> bool {
        let total = Table::Applications.columns().len() - 1;
        let taken = |column: usize| order.iter().position(|known| *known == column);
        let organisation = |column: usize| column != 0 && column != total;
        let known = |column: usize| self.columns.iter().position(|(known, _)| *known == column);
        let inverted = self.columns.iter().enumerate().any(|(place, (first, piece))| {
            self.columns[place + 1..].iter().any(|(second, other)| {
                let apart = [(*first, *second), (*second, *first)];
                taken(*first) > taken(*second)
                    && pieces[*piece].row == pieces[*other].row
                    && !apart.iter().any(|(one, other)| *one == total && organisation(*other))
            })
        });
        // Words of a page whose places are known, one line of the header above the other.
        let left_of = |one: usize, other: usize| {
            let (one, other) = (&pieces[one], &pieces[other]);
            let apart = matches!((one.span, other.span), (Some((_, end)), Some((start, _))) if end <= start);
            one.row == other.row && one.line != other.line && apart
        };
        let misplaced = self.columns.iter().any(|(first, piece)| {
            let behind = |(second, _): &&(usize, usize)| taken(*second) > taken(*first);
            self.columns.iter().filter(behind).any(|(_, other)| left_of(*other, *piece))
        });
        let inverted = inverted || misplaced || self.begins_otherwise(order, pieces);
        let Some(natural) = known(0) else { return inverted };
        let alone = |piece: usize| {
            let beside = |other: Option<&Piece>| other.is_some_and(|other| other.row == pieces[piece].row);
            !beside(pieces.get(piece + 1))
                && !beside(piece.checked_sub(1).and_then(|before| pieces.get(before)))
        };
        let own = self.columns[natural].1;
        // On a page 自然人 spans lines of the header and may stand below what is beside it.
        let before = |other: usize| {
            let (own, other) = (pieces[own].span, pieces[other].span);
            matches!((own, other), (Some((_, end)), Some((start, _))) if end <= start)
        };
        let behind_group = self.group.is_some_and(|(place, group)| {
            place <= natural
                && !before(group)
                && (pieces[group].row == pieces[own].row && group < own || alone(group) && alone(own))
        });
        // 总计 before 自然人, each on a line of its own: it is not the last column.
        let in_front = known(total).filter(|place| *place < natural).is_some_and(|place| {
            let above = self.group.is_some_and(|(_, group)| own < group && alone(group));
            above && alone(own) && alone(self.columns[place].1) && taken(0) < taken(total)
        });
        let behind_first = known(1).is_some_and(|first| first < natural && !before(self.columns[first].1));
        inverted || in_front || (behind_group || behind_first) && taken(0) < taken(1)
    }

    /// Whether the beginnings of words that line ends have cut stand on one line in another order than was taken.
    fn begins_otherwise(&self, order: &[usize], pieces: &[Piece]) -> bool {
        /// Words on the lines of a header.
        const MOST: usize = 60;
        const ENOUGH: usize = 3;
        let taken = |column: &usize| order.iter().position(|known| known == column);
        // The bracket of the corner may hold the words beside it.
        let first = self.all.or(self.group.map(|(_, piece)| piece)).unwrap_or(0);
        let total = Table::Applications.columns().len() - 1;
        let begun = |piece: &Piece| {
            let text = Some(key(&piece.raw)).filter(|text| text.chars().nth(1).is_some())?;
            let begins = |column: &usize| APPLICANTS[*column].iter().any(|word| word.starts_with(&text));
            (piece.raw.len() <= LONGEST_WORD).then(|| (1..total).find(begins)).flatten()
        };
        let header: Vec<&Piece> = pieces.iter().skip(first).take(MOST).collect();
        header.chunk_by(|one, next| one.row == next.row && one.line == next.line).any(|line| {
            let words = line.iter().filter(|piece| piece.column.is_none());
            let places: Vec<usize> =
                words.filter_map(|piece| begun(piece)).filter_map(|column| taken(&column)).collect();
            places.len() >= ENOUGH && !places.is_sorted()
        })
    }

    /// The order of the header's words where each is printed whole and none can have slipped to another line.
    fn printed_order(&self, pieces: &[Piece]) -> Option<Vec<usize>> {
        let columns = Table::Applications.columns();
        if self.columns.is_empty() || self.cut {
            return None;
        }
        let lines: BTreeSet<u32> = self.columns.iter().map(|(_, piece)| pieces[*piece].line).collect();
        if self.copied && lines.len() == 1 && self.columns.len() == columns.len() {
            return Some(self.columns.iter().map(|(column, _)| *column).collect());
        }
        // On a page the place of each word tells, whatever line of the header it is on.
        let place = |(column, piece): &(usize, usize)| Some((pieces[*piece].span?, *column));
        let places: Option<Vec<((usize, usize), usize)>> = self.columns.iter().map(place).collect();
        if let Some(mut places) = places.filter(|places| places.len() == columns.len() && lines.len() > 1) {
            places.sort_unstable();
            if places.windows(2).all(|pair| pair[0].0.1 <= pair[1].0.0) {
                return Some(places.into_iter().map(|(_, column)| column).collect());
            }
        }
        let Some((before, group)) = self.group else {
            return Some(self.columns.iter().map(|(column, _)| *column).collect());
        };
        // A header of two lines: the organisations stand below 法人或其他组织, beside it 自然人 and 总计.
        let organisation = |column: usize| column != 0 && column + 1 != columns.len();
        let beside = |piece: usize| pieces[piece].row == pieces[group].row;
        let (mut order, mut organisations) = (Vec::new(), Vec::new());
        let mut place = None;
        for (index, (column, piece)) in self.columns.iter().enumerate() {
            if index == before {
                place = Some(order.len());
            }
            if organisation(*column) {
                organisations.push(*column);
            } else if beside(*piece) {
                order.push(*column);
            } else {
                return None;
            }
        }
        let place = place.unwrap_or(order.len());
        order.splice(place..place, organisations);
        Some(order)
    }
}

/// Whether the header's words did not tell the order of the columns: they are out of order, or the rows add up with
/// the total in front and not as they are read.
pub(super) fn is_contradicted(zones: &[Zone]) -> bool {
    // A header that is repeated whole tells the order of its own rows only.
    if zones.iter().any(|zone| zone.doubtful) {
        return true;
    }
    let total = Table::Applications.columns().len() - 1;
    let (mut as_read, mut otherwise) = (0usize, 0usize);
    for zone in zones.iter().filter(|zone| zone.columns.len() == total + 1) {
        let printed_values = zone.values.iter().filter(|value| !is_blank(value));
        let counts = printed_values.map(|value| match printed(&value.raw) {
            Printed::Number(figure) if figure.bare => figure.integer.parse::<i64>().ok(),
            _ => None,
        });
        let Some(counts) = counts.collect::<Option<Vec<i64>>>() else { continue };
        let sum: i64 = counts.iter().sum();
        // Rows of zeros add up anyhow.
        if counts.len() != total + 1 || sum == 0 {
            continue;
        }
        let adds_up = |place: usize| counts.get(place).is_some_and(|count| 2 * count == sum);
        let place = zone.columns.iter().position(|column| *column == total);
        let own = place.is_some_and(adds_up);
        let other = [0, total].into_iter().any(|at| Some(at) != place && adds_up(at));
        as_read += usize::from(own && !other);
        otherwise += usize::from(other && !own);
    }
    otherwise > 1 && otherwise > 4 * as_read
}
/// The power of ten to yuan that a header prints, in its own piece or a remark behind it.
pub(super) fn factor(pieces: &[Piece], header: Option<usize>) -> Option<i32> {
    let header = header?;
    // A remark with the unit may stand in the next pieces of a wrapped header.
    let text: String =
        pieces[header..pieces.len().min(header + 3)].iter().map(|piece| piece.raw.as_str()).collect();
    let own = &pieces[header].raw;
    header_unit(own).or_else(|| header_unit(text.split(['）', ')']).next().unwrap_or("")))
}
