//! Labels of rows that line ends have cut, the rest of which stands behind the numbers of the row: pdf tools print a cell of two or
//! three lines beside cells of one, whose line is that of the middle.

use super::labels::row_keys;
use super::pieces::{Piece, without};
use super::value::{Printed, printed};
use crate::form::Table;
use crate::normalize::{is_han, key};

/// Lines of a label before the numbers of its row.
const ABOVE: usize = 5;

/// Lines of it behind them.
const BELOW: usize = 4;

/// Ideographs of a label that narrow cells cut.
const LONG: usize = 4;

/// Sets the rest of each such label before the numbers.
pub(super) fn join(table: Table, mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut moved = vec![false; pieces.len()];
    let mut first = 0;
    while first < pieces.len() {
        let end = first + pieces[first..].iter().take_while(|piece| is_value(piece)).count();
        if end > first
            && let Some(below) = lines_below(table, &pieces, first, end)
        {
            let rest: String = pieces[end..end + below].iter().map(|piece| piece.raw.as_str()).collect();
            pieces[first - 1].raw.push_str(&rest);
            // The line of the numbers is that of the label's middle.
            if pieces[first].row == pieces[end - 1].row {
                pieces[first - 1].row = pieces[first].row;
            }
            moved[end..end + below].fill(true);
        }
        first = end + 1;
    }
    without(pieces, &moved)
}

/// How many pieces behind the numbers from `first` to `end` complete the label before them.
fn lines_below(table: Table, pieces: &[Piece], first: usize, end: usize) -> Option<usize> {
    let labels = || row_keys(table).iter().map(|(_, key)| key).filter(|key| key.chars().count() >= LONG);
    let words = |piece: &&Piece| is_words(piece);
    let above = pieces[..first].iter().rev().take(ABOVE).take_while(words).count();
    let below = pieces[end..].iter().take(BELOW).take_while(words).count();
    if above == 0 || below == 0 {
        return None;
    }
    let text = |from: usize, to: usize| -> String {
        pieces[from..to].iter().map(|piece| piece.raw.as_str()).collect()
    };
    let whole = key(&text(first - above, first));
    if labels().any(|label| whole.ends_with(label.as_str())) {
        return None;
    }
    // The rest has lines of its own.
    let row = |index: usize| pieces.get(index).map(|piece| piece.row);
    let completes = |below: &usize| {
        if row(end - 1) == row(end) || row(end + below - 1) == row(end + below) {
            return false;
        }
        let rest = text(end, end + below);
        (1..=above).any(|above| {
            let whole = key(&format!("{}{rest}", text(first - above, first)));
            labels().any(|label| *label == whole)
        })
    };
    (1..=below).find(completes)
}

fn is_value(piece: &Piece) -> bool {
    piece.column.is_none() && !matches!(printed(&piece.raw), Printed::Text)
}

fn is_words(piece: &Piece) -> bool {
    piece.column.is_none() && matches!(printed(&piece.raw), Printed::Text) && piece.raw.chars().any(is_han)
}

#[cfg(test)]
mod tests {
    use super::join;
    use crate::form::Table;
    use crate::parse::pieces::of_lines;

    #[track_caller]
    fn case(lines: &[&str], expected: &[&str]) {
        let joined = join(Table::Applications, of_lines(lines)).into_iter().map(|piece| piece.raw);
        assert_eq!(joined.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_rest_of_a_label_behind_its_numbers_is_set_before_them() {
        case(
            &["5.要求行政机关确认", "或重新出具已获取信 3 0", "息", "3.其他 1"],
            &["5.要求行政机关确认", "或重新出具已获取信息", "3", "0", "3.其他", "1"],
        );
        case(
            &["（二）部分公开（区分处理 1", "的，只计这一情形，不", "计其他情形）", "（三）不予公开"],
            &["（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1", "（三）不予公开"],
        );
        // A label that is whole, one whose rest has numbers of its own.
        case(&["2.重复申请 1", "3.要求提供公开出版物 2"], &["2.重复申请", "1", "3.要求提供公开出版物", "2"]);
        case(&["3.要求提供公开 1", "出版物 2"], &["3.要求提供公开", "1", "出版物", "2"]);
    }
}
