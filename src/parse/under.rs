//! Values that stand under the words of their header, where wide gaps set both apart.

use super::pieces::Piece;
use super::tables::{Value, Zone, is_blank};
use crate::normalize::is_han;
use std::collections::BTreeSet;

/// Where a piece stands on its line, by one of the rulers.
pub(super) type Place = fn(&Piece) -> Option<Span>;

/// Rows, or numbers, that do not begin where their words do by chance.
const FEW: usize = 2;

/// How sure numbers stand under the words of their columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Alignment {
    /// Gaps stand between cells, and tell no place.
    #[default]
    None,
    /// Near them, so that both rulers must find the same columns.
    Near,
    /// Near them, and by the other ruler whole rows are not.
    Ruled,
    /// Most begin where their words do.
    Flush,
}

/// How the rows of a table stand: rows that print all their numbers have each nearest to the word of its own column or, where there is
/// no such row, the gaps between the words of headers differ.
pub(super) fn alignment(zones: &[Zone], pieces: &[Piece]) -> Alignment {
    let (mut full, mut ruled, mut flush, mut rows) = (false, false, 0, 0);
    let mut gaps: BTreeSet<usize> = BTreeSet::new();
    for zone in zones.iter().filter(|zone| zone.columns.len() > 1) {
        let Some((headers, values)) = row(zone, pieces, |piece| piece.span) else { continue };
        let before = zone.headers[0].and_then(|first| before(first, pieces));
        let before = before.and_then(|before| pieces[before].span);
        let words: Vec<Span> = before.into_iter().chain(headers.iter().copied()).collect();
        gaps.extend(words.windows(2).map(|pair| pair[1].0.saturating_sub(pair[0].1)));
        if values.len() == headers.len() {
            full = true;
            if !are_nearest(&headers, &values) {
                return Alignment::None;
            }
            let other = row(zone, pieces, |piece| piece.other);
            ruled |= other.is_some_and(|(headers, values)| !are_nearest(&headers, &values));
        }
        let begins = |value: &Span| headers.iter().any(|header| header.0 == value.0);
        rows += usize::from(!values.is_empty());
        flush += usize::from(!values.is_empty() && values.iter().all(begins));
    }
    if flush >= FEW && 2 * flush > rows {
        Alignment::Flush
    } else if ruled {
        Alignment::Ruled
    } else if full || gaps.len() != 1 {
        Alignment::Near
    } else {
        Alignment::None
    }
}

/// Where the words over the columns of a row stand.
fn words(zone: &Zone, pieces: &[Piece], place: Place) -> Option<Vec<Span>> {
    zone.headers.iter().map(|word| word.and_then(|word| place(&pieces[word]))).collect()
}

/// Where the words over the columns of a row stand, and its numbers.
fn row(zone: &Zone, pieces: &[Piece], place: Place) -> Option<(Vec<Span>, Vec<Span>)> {
    let printed = zone.values.iter().filter(|value| !is_blank(value));
    let values: Option<Vec<Span>> = printed.map(|value| place(&pieces[value.piece])).collect();
    Some((words(zone, pieces, place)?, values?))
}

/// Whether each number of a whole row stands nearest to the word of its own column.
fn are_nearest(words: &[Span], values: &[Span]) -> bool {
    values.iter().enumerate().all(|(column, value)| nearest(words, *value).0 == column)
}

/// Whether values begin where their words do.
fn begin(words: &[Span], placed: &[Option<&Value>], pieces: &[Piece]) -> bool {
    let begins = |(word, value): (&Span, Option<&Value>)| {
        value.is_none_or(|value| pieces[value.piece].span.is_some_and(|value| value.0 == word.0))
    };
    words.iter().zip(placed.iter().copied()).all(begins)
}

/// The piece before another on its row.
fn before(piece: usize, pieces: &[Piece]) -> Option<usize> {
    piece.checked_sub(1).filter(|before| pieces[*before].row == pieces[piece].row)
}

/// By the place of values under the header's words, where wide gaps set both apart on lines of their own. Words in the place of a
/// value stay there: the cell is no blank.
pub(super) fn by_place(
    zone: &Zone,
    pieces: &[Piece],
    alignment: Alignment,
    values: &[&Value],
) -> Option<Vec<Option<Value>>> {
    let first = values.first()?.piece;
    let apart = zone.headers.iter().flatten().all(|header| pieces[*header].line != pieces[first].line);
    if !apart || zone.headers.len() < 2 || alignment == Alignment::None {
        return None;
    }
    let span = |piece: usize| pieces[piece].span;
    let stand = |place: Place| -> Option<(Vec<Span>, Vec<Option<&Value>>)> {
        let headers = words(zone, pieces, place)?;
        let placed =
            under(&headers, values.iter().map(|value| Some((place(&pieces[value.piece])?, *value))))?;
        Some((headers, placed))
    };
    let (headers, placed) = stand(|piece| piece.span)?;
    let agree = || stand(|piece| piece.other).is_some_and(|(_, other)| other == placed);
    // A label that reaches under the words has moved the numbers behind it.
    let label = before(first, pieces).and_then(span).is_some_and(|label| label.1 <= headers[0].0);
    let flush = alignment == Alignment::Flush && label && begin(&headers, &placed, pieces);
    if !flush && (alignment != Alignment::Ruled && !agree() || is_set_off(zone, pieces)) {
        return None;
    }
    let mut placed: Vec<Option<Value>> = placed.into_iter().map(Option::<&Value>::cloned).collect();
    let beside = pieces.iter().enumerate().filter(|(index, piece)| {
        piece.row == pieces[first].row && !values.iter().any(|value| value.piece == *index)
    });
    for (index, piece) in beside {
        let one = span(index).and_then(|at| under(&headers, std::iter::once(Some((at, ())))));
        let column = one.and_then(|columns| columns.iter().position(Option::is_some));
        if let Some(cell) = column.and_then(|column| placed.get_mut(column)).filter(|cell| cell.is_none()) {
            *cell = Some(Value { raw: piece.raw.clone(), piece: index, glued: false });
        }
    }
    Some(placed)
}

/// Whether the label of a row of few columns begins elsewhere than the lines between it and its header, and is centred elsewhere: a
/// page break has set all of the row off.
fn is_set_off(zone: &Zone, pieces: &[Piece]) -> bool {
    /// Columns of the rows of section 2; labels of section 3 stand in two columns.
    const MOST: usize = 3;
    /// How far twice the centres may lie apart.
    const NEAR: usize = 4;
    let (Some(header), Some(own)) = (zone.header, pieces[zone.piece].span) else { return false };
    let above = pieces.iter().enumerate().take(zone.piece);
    let first = above.filter(|(at, piece)| piece.row >= pieces[header].row && before(*at, pieces).is_none());
    let near =
        |other: Span| own.0.abs_diff(other.0) <= 1 || (own.0 + own.1).abs_diff(other.0 + other.1) <= NEAR;
    zone.columns.len() <= MOST && !first.filter_map(|(_, piece)| piece.span).any(near)
}

/// First and last place of a word or number on its line.
pub(super) type Span = (usize, usize);

/// Values, each with its span, under the header words nearest to them; `None` where one stands between two or reaches over two, or
/// two stand under one.
pub(super) fn under<T: Copy>(
    headers: &[Span],
    values: impl Iterator<Item = Option<(Span, T)>>,
) -> Option<Vec<Option<T>>> {
    // Twice, so that halves are whole.
    let centre = |(start, end): Span| start + end;
    let gap = headers.windows(2).map(|pair| centre(pair[1]).saturating_sub(centre(pair[0]))).min()?;
    let mut placed = vec![None; headers.len()];
    let mut shifts = Vec::new();
    for value in values {
        let (span, what) = value?;
        let (column, distance) = nearest(headers, span);
        let (start, end) = headers[column];
        // Columns whose words and numbers begin or end together need not be centred.
        let flush = start.abs_diff(span.0) <= 1 || end.abs_diff(span.1) <= 1;
        let near = distance * if flush { 2 } else { 3 } < gap;
        let over = |header: &&Span| (2 * span.0..2 * span.1).contains(&centre(**header));
        if !near || headers.iter().filter(over).count() > 1 || placed[column].is_some() {
            return None;
        }
        placed[column] = Some(what);
        shifts.push(centre(span) as i64 - centre(headers[column]) as i64);
    }
    // Numbers that stand before and behind their words have drifted: between blanks nobody knows how far.
    let drift = shifts.iter().max().zip(shifts.iter().min()).map_or(0, |(most, least)| most - least);
    let full = placed.iter().all(Option::is_some);
    (full || 2 * drift <= gap as i64).then_some(placed)
}

/// The values of section 4 under the lowest of its header's words, of which there are as many as columns. Where some are blank, both
/// rulers must find the same columns, or several numbers begin where their words do.
pub(super) fn by_lowest_words<'a>(
    pieces: &[Piece],
    values: &[&'a Value],
    n: usize,
) -> Option<Vec<Option<&'a Value>>> {
    let line = pieces[values.first()?.piece].line;
    let stand = |place: Place| {
        let words = lowest_words(pieces, line, n, place)?;
        let placed = under(&words, values.iter().map(|value| Some((place(&pieces[value.piece])?, *value))))?;
        Some((words, placed))
    };
    let (words, placed) = stand(|piece| piece.span)?;
    let agree = || stand(|piece| piece.other).is_some_and(|(_, other)| other == placed);
    let flush = values.len() > FEW && begin(&words, &placed, pieces);
    (values.len() == n || flush || agree()).then_some(placed)
}

/// Where the lowest words above a line stand, if they are `n`.
fn lowest_words(pieces: &[Piece], line: u32, n: usize, place: Place) -> Option<Vec<Span>> {
    let mut spans: Vec<Span> = pieces
        .iter()
        .filter(|piece| piece.line < line && piece.raw.chars().filter(|c| is_han(*c)).count() <= 4)
        .filter_map(place)
        .filter(|(start, end)| end - start <= 8)
        .collect();
    let centre = |(start, end): Span| start + end;
    spans.sort_unstable_by_key(|span| centre(*span));
    let mut places: Vec<Span> = Vec::new();
    for span in spans {
        if places.last().is_none_or(|last| centre(span) - centre(*last) > 4) {
            places.push(span);
        }
    }
    (places.len() == n).then_some(places)
}

/// The header word nearest to a place, and twice the distance of their centres; of none the first, out of reach.
fn nearest(headers: &[Span], place: Span) -> (usize, usize) {
    let distances =
        headers.iter().map(|header| (header.0 + header.1).abs_diff(place.0 + place.1)).enumerate();
    distances.min_by_key(|(_, distance)| *distance).unwrap_or((0, usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::under;

    #[test]
    fn numbers_run_together_over_two_columns_stand_under_neither() {
        let placed = |span| under(&[(8, 13), (14, 19), (20, 25)], std::iter::once(Some((span, ()))));
        assert_eq!(placed((15, 19)), Some(vec![None, Some(()), None]));
        assert_eq!(placed((14, 24)), None);
        // Between two words it is under neither, unless it begins where one does.
        assert_eq!(placed((12, 13)), Some(vec![Some(()), None, None]));
        assert_eq!(placed((13, 14)), None);
    }

    #[test]
    fn numbers_before_and_behind_their_words_have_drifted() {
        let words = [(0, 8), (10, 18), (20, 28), (30, 38)];
        let placed = |spans: &[(usize, usize)]| under(&words, spans.iter().map(|span| Some((*span, ()))));
        assert_eq!(placed(&[(3, 5), (24, 26)]), Some(vec![Some(()), None, Some(()), None]));
        assert_eq!(placed(&[(0, 2), (26, 28)]), None);
        assert!(placed(&[(0, 2), (13, 15), (24, 26), (36, 38)]).is_some());
    }
}
