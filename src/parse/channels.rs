//! The order in which the header of section 4 prints its channels and their results.
//!
//! It sees the header, and whether all channels have the same numbers; [`super::review`] puts them in its order.

use super::events::Event;
use super::labels::Label;
use super::pieces::Piece;
use super::trace::Placed;

/// An order of the fifteen cells.
#[derive(Debug, PartialEq)]
pub(super) enum Order {
    /// The form's own, or the header is not read whole.
    Form,
    /// Another, as positions in the form.
    Printed(Vec<usize>),
    /// More than one may be meant.
    Unclear,
}

impl Order {
    /// Reads it out of the header; what stands behind the piece `last` is prose.
    pub(super) fn of(events: &[Event], pieces: &[Piece], width: usize, last: usize) -> Self {
        let mut channels: Vec<(usize, usize)> = Vec::new();
        let mut results: Vec<(usize, usize)> = Vec::new();
        // The end of the heading names litigation too; the header's own word stands on one side of 行政复议.
        let (mut before, mut behind) = (None, false);
        for event in events {
            let Event::Label { label, piece } = event else { continue };
            match label {
                _ if *piece > last => break,
                Label::Row(row) if channels.iter().all(|(known, _)| known != row) => {
                    channels.push((*row, *piece));
                }
                Label::Group if channels.is_empty() => before = Some(*piece),
                Label::Group => behind = true,
                Label::Column(column) => results.push((*column, *piece)),
                _ => {}
            }
        }
        let turned = results.len() == width;
        // In a grid a word may stand a row above its neighbours, but each over its own column.
        let places = results.iter().map(|(_, piece)| pieces[*piece].column);
        let places: Option<Vec<usize>> = places.collect();
        if let Some(mut places) = places.filter(|places| places.len() == 3 * width || places.len() == width) {
            places.sort_unstable();
            if places.windows(2).all(|pair| pair[0] < pair[1]) {
                results.sort_by_key(|(_, piece)| pieces[*piece].column);
            }
        }
        if channels.len() != 3 || !(turned || results.len() == 3 * width) {
            return Order::Form;
        }
        // Text in the order of blocks on a page, not of its rows.
        if !turned && channels[0].0 != 0 && channels[2].1 > results[0].1 {
            return Order::Unclear;
        }
        if let Some(word) = before.filter(|_| !behind && channels[0].0 == 0) {
            match stands_before(pieces, word, [0, 1, 2].map(|channel| channels[channel].1)) {
                None => return Order::Unclear,
                Some(true) => channels.rotate_left(1),
                Some(false) => {}
            }
        }
        let order: Vec<usize> = (0..3 * width)
            .map(|place| {
                channels[place / width].0 * width + results[if turned { place % width } else { place }].0
            })
            .collect();
        let mut sorted = order.clone();
        sorted.sort_unstable();
        if sorted.iter().copied().ne(0..3 * width) || order == sorted {
            Order::Form
        } else {
            Order::Printed(order)
        }
    }
}

/// Whether 行政诉讼, printed before 行政复议, stands to its left as well; `None` where nothing tells. In its own line above, it may be
/// the first of two lines beside which 行政复议 stands at middle height.
fn stands_before(pieces: &[Piece], word: usize, [review, direct, after]: [usize; 3]) -> Option<bool> {
    let [word, review, direct, after] = [word, review, direct, after].map(|piece| &pieces[piece]);
    if word.row == review.row {
        return Some(true);
    }
    let column = |piece: &Piece| piece.column.or(piece.span.map(|(start, _)| start));
    match (column(word), column(review)) {
        (Some(word), Some(review)) if word != review => Some(word < review),
        // Of one line the order is that of the columns; rows of print are no lists of cells.
        _ if review.row == direct.row || direct.row == after.row => Some(false),
        _ => None,
    }
}

/// Whether all channels have the same numbers, in whatever order they are printed.
pub(super) fn are_alike(cells: &[Placed], width: usize) -> bool {
    let cells: Vec<_> = cells.iter().map(|placed| &placed.cell).collect();
    cells.chunks(width).all(|channel| channel == &cells[..width])
}
