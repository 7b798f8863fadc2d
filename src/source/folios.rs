//! Page numbers without any sign around them, and running heads: what alone stands on its line and counts on from page to page, or
//! stands on all of them alike.

use crate::normalize::{fold, is_han};

/// Ideographs below which a line is no running head.
const SHORTEST_HEAD: usize = 4;

/// Digits past which a number is none of a page.
const LONGEST: usize = 3;

/// Pages from which on a count that begins anywhere is one of pages.
const ENOUGH: usize = 3;

/// Which lines print the number of a page or its running head. Where the text has page breaks, those are the last or the first lines of its pages, else
/// all lines that print a number and nothing else: a table that prints a cell a line has others.
pub(super) fn folios(text: &str, lines: &[&str]) -> Vec<bool> {
    let mut marked = vec![false; lines.len()];
    let number = |index: usize| {
        let line: String = lines.get(index)?.trim().chars().take(LONGEST + 1).map(fold).collect();
        let digits = line.len() <= LONGEST && is_digits(&line);
        line.parse::<usize>().ok().filter(|_| digits && !line.starts_with('0'))
    };
    let pages = pages(text, lines);
    let mut found: Vec<usize> = Vec::new();
    if pages.len() > 1 {
        // A running head and a number may stand one below the other.
        for _ in 0..2 {
            let printed = |index: &usize| !lines[*index].trim().is_empty() && !found.contains(index);
            let last: Vec<Option<usize>> =
                pages.iter().map(|page| page.clone().rev().find(printed)).collect();
            let first: Vec<Option<usize>> = pages.iter().map(|page| page.clone().find(printed)).collect();
            for places in [last, first] {
                let heads = heads(&places, lines);
                let numbers = numbers(&places, number, pages.len());
                found.extend(heads);
                found.extend(numbers);
            }
        }
    } else if let Some(numbered) = before_gaps(lines, number) {
        found = numbered;
    } else {
        let alone: Vec<usize> = (0..lines.len())
            .filter(|index| !lines[*index].contains('\t') && is_digits(lines[*index].trim()))
            .collect();
        let counts_on = |pair: &[usize]| number(pair[0]).is_some_and(|one| number(pair[1]) == Some(one + 1));
        let from_the_front = alone.first().and_then(|first| number(*first)).is_some_and(|first| first < 3);
        if alone.len() >= ENOUGH && from_the_front && alone.windows(2).all(counts_on) {
            found = alone;
        }
    }
    for index in found {
        marked[index] = true;
    }
    marked
}

/// Whether a text is digits and nothing else.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| fold(c).is_ascii_digit())
}

/// The last lines of pages that empty lines part, which count from 1 on; `None` where empty lines part anything else.
fn before_gaps(lines: &[&str], number: impl Fn(usize) -> Option<usize>) -> Option<Vec<usize>> {
    /// Pages of a report, at most.
    const MOST: usize = 40;
    let blank = |index: &usize| lines[*index].trim().is_empty();
    let ends =
        |index: &usize| !blank(index) && lines.get(index + 1).is_none_or(|next| next.trim().is_empty());
    let ends: Vec<usize> = (0..lines.len()).filter(ends).take(MOST + 1).collect();
    let places: Vec<Option<usize>> = ends.iter().copied().map(Some).collect();
    let numbered = numbers(&places, &number, places.len());
    let from_one = numbered.first().is_some_and(|first| number(*first) == Some(1));
    (places.len() <= MOST && from_one).then_some(numbered)
}

/// The places of numbers that count on from page to page.
fn numbers(places: &[Option<usize>], number: impl Fn(usize) -> Option<usize>, pages: usize) -> Vec<usize> {
    let numbered: Vec<(usize, usize, usize)> = places
        .iter()
        .enumerate()
        .filter_map(|(page, place)| place.and_then(|place| Some((page, place, number(place)?))))
        .collect();
    let counts_on = numbered.windows(2).all(|pair| pair[1].2 + pair[0].0 == pair[0].2 + pair[1].0);
    let from_the_first = numbered.first().is_some_and(|(page, _, number)| *number == page + 1);
    let most = numbered.len() + 1 >= pages && numbered.len() > 1;
    let taken = counts_on && most && (from_the_first || numbered.len() >= ENOUGH);
    numbered.into_iter().filter(|_| taken).map(|(_, place, _)| place).collect()
}

/// The places of words that nearly all pages print alike; the title on the first page stays.
fn heads(places: &[Option<usize>], lines: &[&str]) -> Vec<usize> {
    let words: Vec<(usize, &str)> = places
        .iter()
        .skip(1)
        .flatten()
        .map(|place| (*place, lines[*place].trim()))
        .filter(|(_, line)| line.chars().filter(|c| is_han(*c)).count() >= SHORTEST_HEAD)
        .collect();
    let same = words.len() + 2 >= places.len() && words.len() + 1 >= ENOUGH;
    let alike = same && words.windows(2).all(|pair| pair[0].1 == pair[1].1);
    words.into_iter().filter(|_| alike).map(|(place, _)| place).collect()
}

/// The lines of each page, where form feeds part them.
fn pages(text: &str, lines: &[&str]) -> Vec<std::ops::Range<usize>> {
    if !text.contains('\u{c}') {
        return Vec::new();
    }
    let mut starts = vec![0];
    let mut above = 0;
    for part in text.split('\u{c}').take(lines.len()) {
        above += part.matches('\n').count();
        starts.push(above);
    }
    starts.pop();
    starts.dedup();
    let ends = starts[1..].iter().copied().chain([lines.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .filter(|(start, end)| start < end)
        .map(|(start, end)| start..end)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::folios;

    #[track_caller]
    fn case(text: &str, expected: &[usize]) {
        let lines: Vec<&str> = text.split('\n').map(|line| line.trim_matches('\u{c}')).collect();
        let marked = folios(text, &lines).into_iter().enumerate().filter(|(_, marked)| *marked);
        assert_eq!(marked.map(|(index, _)| index + 1).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn numbers_that_count_on_from_page_to_page() {
        case("规章\n0\n1\n\u{c}0\n0\n2\n\u{c}完\n", &[3, 6]);
        case("规章\n0\n7\n\u{c}0\n0\n9\n\u{c}完\n", &[]);
        case("规章\n0\n\u{c}1\n0\n0\n\u{c}2\n完\n", &[]);
        case("规章 0 0\n1\n许可 5\n2\n处罚 7\n3\n完\n", &[2, 4, 6]);
        case("规章 0 0\n１\n许可 5\n２\n处罚 7\n３\n完\n", &[2, 4, 6]);
        case("规章\n0\n0\n许可\n1\n处罚\n2\n", &[]);
        case("规章\n0\n1\n\n许可\n5\n2\n\n处罚\n完\n", &[3, 7]);
        case("规章\n0\n1\n\n许可\n5\n3\n\n处罚\n完\n", &[]);
        case("规章\n0\n1\n\n许可\n5\n\n处罚\n7\n2\n\n无\n", &[]);
        case(
            "某局年度报告\n规章\n1\n\u{c}某局年度报告\n0\n2\n\u{c}某局年度报告\n0\n3\n\u{c}某局年度报告\n4\n",
            &[3, 4, 6, 7, 9, 10, 11],
        );
    }
}
