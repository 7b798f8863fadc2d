//! Cells that a program printed anew at each place that they cover, as scripts over the cells of a docx do.

use crate::document::GridCell;
use crate::normalize::is_han;

/// Ideographs from which on a text is a word of a header: fewer may be the mark of a value, 不适用.
const SHORTEST_WORD: usize = 4;

/// Covers the places whose text repeats the one before it, where the words above both are one and the same too. Only a table in which
/// a row begins with the same words twice, as captions and labels over several columns do, is printed so: words may be values.
pub(super) fn cover(rows: &mut [Vec<GridCell>]) {
    let begins = |row: &Vec<GridCell>| match row.as_slice() {
        [first, second, ..] => {
            let text = &first.content.text;
            *text == second.content.text && text.chars().filter(|c| is_han(*c)).count() >= SHORTEST_WORD
        }
        _ => false,
    };
    if !rows.iter().any(begins) {
        return;
    }
    for index in 1..rows.len() {
        let (above, below) = rows.split_at_mut(index);
        let Some(row) = below.first_mut() else { continue };
        let mut covered = vec![false; row.len()];
        for place in 1..row.len() {
            let text = &row[place].content.text;
            let repeats = !text.is_empty() && *text == row[place - 1].content.text;
            covered[place] = repeats && is_under_one(above, place, text == &row[0].content.text);
        }
        let mut owner = 0;
        for place in 0..row.len() {
            if covered[place] {
                row[owner].across += 1;
                row[place].covered = true;
            } else {
                owner = place;
            }
        }
    }
}

/// Whether one word stands above a place and the one before it. A word from the first place on is over whole rows and tells only of
/// cells that are too.
fn is_under_one(above: &[Vec<GridCell>], place: usize, from_the_first: bool) -> bool {
    let han = |text: &str| text.chars().filter(|c| is_han(*c)).count();
    let word = |row: &&Vec<GridCell>| row.get(place).is_some_and(|cell| han(&cell.content.text) > 0);
    above.iter().rev().find(word).is_some_and(|row| {
        let text = &row[place].content.text;
        han(text) >= SHORTEST_WORD
            && row[place - 1].content.text == *text
            && (from_the_first || row[0].content.text != *text)
    })
}
