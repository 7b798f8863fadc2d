//! Words of a header that narrow cells have cut over lines, whose parts stand below each other.

use super::labels::{header_words, names_rows};
use super::pieces::Piece;
use super::under::{Place, Span};
use super::value::{Printed, printed};
use crate::form::Table;
use crate::normalize::{is_han, key};

/// Lines of a header's word.
const MOST_LINES: usize = 4;

/// Words on a line of a header.
const MOST_WORDS: usize = 8;

/// Makes one piece of the parts of each such word, on the first line of its header.
pub(super) fn join(table: Table, pieces: &[Piece]) -> Vec<Piece> {
    let mut whole = Vec::with_capacity(pieces.len());
    let rows: Vec<&[Piece]> = pieces.chunk_by(|one, next| one.row == next.row).collect();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let header = (2..=MOST_LINES.min(rows.len() - at)).rev().find_map(|lines| {
            let block = &rows[at..at + lines];
            let words = header(table, block, |piece| piece.span.or(piece.other));
            Some((lines, words.or_else(|| header(table, block, |piece| piece.other))?))
        });
        if let Some((lines, words)) = header {
            whole.extend(words);
            at += lines;
        } else {
            whole.extend_from_slice(row);
            at += 1;
        }
    }
    whole
}

/// A word of a header.
struct Word {
    place: Span,
    /// Bytes of the key of its last part.
    last: usize,
    whole: Piece,
}

/// The words of these rows from left to right, if they are those of a header of which some are cut.
fn header(table: Table, rows: &[&[Piece]], place: Place) -> Option<Vec<Piece>> {
    let mut words: Vec<Word> = Vec::new();
    for row in rows {
        let known = words.len();
        let mut begun: Vec<usize> = Vec::new();
        for part in *row {
            let at = place(part).filter(|_| is_word(table, part))?;
            let below = |index: &usize| words[*index].place.0 < at.1 && at.0 < words[*index].place.1;
            match (0..known).filter(below).collect::<Vec<_>>().as_slice() {
                [] if words.len() < MOST_WORDS => {
                    words.push(Word { place: at, last: key(&part.raw).len(), whole: part.clone() });
                }
                [above] if !begun.contains(above) => {
                    let Word { place, last, whole } = &mut words[*above];
                    *place = over(*place, at);
                    *last = key(&part.raw).len();
                    whole.raw.push_str(&part.raw);
                    let with = |own: Option<Span>, part| own.zip(part).map(|(own, part)| over(own, part));
                    whole.span = with(whole.span, part.span.or(part.other));
                    whole.other = with(whole.other, part.other);
                    begun.push(*above);
                }
                _ => return None,
            }
        }
        if begun.is_empty() && known > 0 {
            return None;
        }
    }
    let first = &rows[0][0];
    words.sort_by_key(|word| word.place);
    // Before a word of the form may stand another: 本年.
    let named = |word: &Word| {
        let whole = key(&word.whole.raw);
        let mut known = header_words(table).iter().filter(|known| known.len() > word.last);
        whole.len() == word.last || known.any(|known| whole.ends_with(known.as_str()))
    };
    words.iter().all(named).then(|| {
        let own = |word: Word| Piece { row: first.row, line: first.line, after_break: false, ..word.whole };
        let mut words: Vec<Piece> = words.into_iter().map(own).collect();
        words[0].after_break = first.after_break;
        words
    })
}

/// What two words reach over together.
fn over(one: Span, other: Span) -> Span {
    (one.0.min(other.0), one.1.max(other.1))
}

fn is_word(table: Table, piece: &Piece) -> bool {
    let raw = &piece.raw;
    let is_text = piece.column.is_none() && matches!(printed(raw), Printed::Text);
    is_text && raw.chars().any(is_han) && !names_rows(table, raw)
}

#[cfg(test)]
mod tests {
    use super::join;
    use crate::form::Table;
    use crate::parse::items::{Item, Kind};
    use crate::parse::pieces::pieces;
    use crate::parse::ruler::Ruler;

    #[track_caller]
    fn case(lines: &str, ruler: Ruler, expected: &[&str]) {
        let line = |text: &str| Item { line: 1, kind: Kind::Line(text.to_owned()), after_break: false };
        let items: Vec<Item> = lines.lines().map(line).collect();
        let words = join(Table::Section20, &pieces(&items.iter().collect::<Vec<_>>(), ruler));
        assert_eq!(words.iter().map(|piece| piece.raw.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn parts_of_words_below_each_other_are_one() {
        let whole = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "0"];
        for ruler in [Ruler::Display, Ruler::Characters] {
            case(
                "  信息内容  本年制发  本年废止  现行有效\n         件数    件数    件数\n   规章    0",
                ruler,
                &whole,
            );
        }
    }
}
