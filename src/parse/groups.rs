//! Words of a group of rows, cut by line ends, the rest of which stands among the lines of its rows: pdf tools print a cell over
//! several rows line by line, between the lines of the cells beside it.

use super::pieces::Piece;
use crate::form::OUTCOME_GROUPS;
use crate::normalize::{fold_text, is_space};

/// Rows of print among which the rest of a word is looked for: those of the largest group, with their labels cut.
const FARTHEST: usize = 24;

/// Sets the rest of each such word behind its beginning.
pub(super) fn join(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut at = 0;
    while at < pieces.len() {
        if let Some(rest) = rest_of_group(&pieces[at].raw)
            && let Some(found) = find(&pieces, at, rest)
        {
            pieces[at].raw.push_str(rest);
            for index in found.into_iter().rev() {
                let taken = pieces.remove(index);
                if let Some(next) = pieces.get_mut(index).filter(|next| next.row == taken.row) {
                    next.after_break |= taken.after_break;
                }
            }
        }
        at += 1;
    }
    pieces
}

/// What a text that begins the word of a group lacks of it.
fn rest_of_group(text: &str) -> Option<&'static str> {
    let text: String = fold_text(text).chars().filter(|c| !is_space(*c)).collect();
    let (numeral, begun) = text.split_at_checked(text.find(')')? + 1)?;
    let group = OUTCOME_GROUPS.iter().find(|(_, zh, _)| fold_text(zh).starts_with(numeral))?.1;
    let word = group.split_once('）')?.1;
    word.strip_prefix(begun).filter(|rest| !begun.is_empty() && !rest.is_empty())
}

/// The pieces that print the rest of a word, each first on its line, with others between.
fn find(pieces: &[Piece], at: usize, mut rest: &str) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for (index, piece) in pieces.iter().enumerate().skip(at + 1) {
        if piece.row > pieces[at].row + FARTHEST || rest_of_group(&piece.raw).is_some() {
            return None;
        }
        let text = piece.raw.trim_matches(is_space);
        let first = pieces[index - 1].row != piece.row;
        if let Some(left) =
            rest.strip_prefix(text).filter(|_| first && !text.is_empty() && piece.column.is_none())
        {
            found.push(index);
            rest = left;
            if rest.is_empty() {
                let moved = found.iter().enumerate().any(|(place, index)| *index != at + 1 + place);
                return moved.then_some(found);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::join;
    use crate::parse::pieces::Piece;

    #[track_caller]
    fn case(lines: &[&str], expected: &[&str]) {
        let pieces = lines
            .iter()
            .enumerate()
            .flat_map(|(row, line)| line.split(' ').map(move |word| Piece::new(word, row as u32 + 1, row)));
        let joined: Vec<String> = join(pieces.collect()).into_iter().map(|piece| piece.raw).collect();
        assert_eq!(joined, expected);
    }

    #[test]
    fn the_rest_of_a_group_among_its_rows_is_set_behind_its_beginning() {
        case(
            &["息", "（四）无法", "2.没有现成信息需要另行制", "提供 0 5", "作"],
            &["息", "（四）无法提供", "2.没有现成信息需要另行制", "0", "5", "作"],
        );
        case(
            &["（三）不", "4.保护第三方合法权", "予公", "益 1", "开 2"],
            &["（三）不予公开", "4.保护第三方合法权", "益", "1", "2"],
        );
        case(&["（四）无法", "提供", "1.本机关 0"], &["（四）无法", "提供", "1.本机关", "0"]);
        case(
            &["（四）无法", "1.本机关 0", "（五）不予处理", "处理 2"],
            &["（四）无法", "1.本机关", "0", "（五）不予处理", "处理", "2"],
        );
    }
}
