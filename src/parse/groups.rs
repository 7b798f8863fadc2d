//! Words of a group of rows, cut by line ends, the rest of which stands among the lines of its rows: pdf tools print a cell over
//! several rows line by line, between the lines of the cells beside it.

use super::pieces::{Piece, without};
use crate::form::{OUTCOME_GROUPS, OUTCOMES_HEADING};
use crate::normalize::{fold_text, is_han, is_space};

/// Rows of print among which the rest of a word is looked for: those of the largest group, with their labels cut.
const FARTHEST: usize = 32;

/// The same for the heading over all outcomes.
const FARTHEST_OF_HEADING: usize = 90;

/// What a text that begins the word of a group lacks of it.
struct Begun {
    rest: &'static str,
    is_heading: bool,
}

/// Sets the rest of each such word behind its beginning, and each word that stands among its rows before the first of them.
pub(super) fn join(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let mut moved = vec![false; pieces.len()];
    for at in 0..pieces.len() {
        if let Some(begun) = begun(&pieces[at].raw).filter(|_| pieces[at].column.is_none())
            && let Some(found) = find(&pieces, at, &begun)
        {
            pieces[at].raw.push_str(begun.rest);
            for index in found {
                pieces[index].raw.clear();
                moved[index] = true;
            }
            if let Some(first) = first_row(&pieces, at).filter(|_| !begun.is_heading) {
                let word = std::mem::take(&mut pieces[at].raw);
                pieces[first].raw.insert_str(0, &word);
                moved[at] = true;
            }
        }
    }
    without(pieces, &moved)
}

/// The first row of the group whose word is printed among its rows.
fn first_row(pieces: &[Piece], at: usize) -> Option<usize> {
    let near = |piece: &Piece| piece.row + FARTHEST >= pieces[at].row;
    let is_first = |text: &str| {
        text.strip_prefix('1').is_some_and(|rest| rest.starts_with(['.', '、']) && rest.chars().any(is_han))
    };
    for (index, piece) in pieces[..at].iter().enumerate().rev().take_while(|(_, piece)| near(piece)) {
        let text = fold_text(&piece.raw);
        if is_first(text.trim_matches(is_space)) {
            return Some(index);
        }
        if text.trim_start_matches(is_space).starts_with('(') {
            return None;
        }
    }
    None
}

fn begun(text: &str) -> Option<Begun> {
    let text: String = fold_text(text).chars().filter(|c| !is_space(*c)).collect();
    let lacks = |word: &'static str, begun: &str| {
        word.strip_prefix(begun).filter(|rest| !rest.is_empty() && !begun.is_empty())
    };
    if let Some(rest) = lacks(OUTCOMES_HEADING, &text).filter(|_| !text.ends_with('、')) {
        return Some(Begun { rest, is_heading: true });
    }
    let (numeral, begun) = text.split_at_checked(text.find(')')? + 1)?;
    let group = OUTCOME_GROUPS.iter().find(|(_, zh, _)| fold_text(zh).starts_with(numeral))?.1;
    let word = group.split_once('）')?.1;
    let rest = if begun.is_empty() { Some(word) } else { lacks(word, begun) };
    rest.map(|rest| Begun { rest, is_heading: false })
}

/// The pieces that print the rest of a word, each first or last on its line, with others between.
fn find(pieces: &[Piece], at: usize, begun: &Begun) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    let mut rest = begun.rest;
    let farthest = if begun.is_heading { FARTHEST_OF_HEADING } else { FARTHEST };
    for (index, piece) in pieces.iter().enumerate().skip(at + 1) {
        let is_other = self::begun(&piece.raw).is_some_and(|other| other.is_heading || !begun.is_heading);
        if piece.row > pieces[at].row + farthest || is_other {
            return None;
        }
        let text = piece.raw.trim_matches(is_space);
        let beside = |other: usize| pieces.get(other).is_some_and(|other| other.row == piece.row);
        let at_an_end = !beside(index - 1) || !beside(index + 1);
        if let Some(left) =
            rest.strip_prefix(text).filter(|_| at_an_end && !text.is_empty() && piece.column.is_none())
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
    use crate::parse::pieces::of_lines;

    #[track_caller]
    fn case(lines: &[&str], expected: &[&str]) {
        let joined = join(of_lines(lines)).into_iter().map(|piece| piece.raw);
        assert_eq!(joined.collect::<Vec<_>>(), expected);
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
        // The numeral on a line of its own; the heading over all groups among them.
        case(
            &["三、本年 （三） 1", "度办理结 2", "不予公 3", "果 4", "开 5"],
            &["三、本年度办理结果", "（三）不予公开", "1", "2", "3", "4", "5"],
        );
        // A word whose beginning stands within a label of its rows.
        case(
            &["1.信访 1", "3.要求提供公开出版", "（五） 2", "物", "不予处", "4.无正当 3", "理"],
            &["（五）不予处理1.信访", "1", "3.要求提供公开出版", "2", "物", "4.无正当", "3"],
        );
        // The rest behind the numbers of a line.
        case(
            &["（四）无法提 2.没有现成信息需要另行制作 1 0 供", "3.补正 0"],
            &["（四）无法提供", "2.没有现成信息需要另行制作", "1", "0", "3.补正", "0"],
        );
        case(&["（三）", "不予公开 5"], &["（三）", "不予公开", "5"]);
    }
}
