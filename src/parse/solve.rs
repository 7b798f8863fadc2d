//! Readings of a damaged row: every way its print can fill the columns, and what the form's sums leave of them.
//!
//! It is used only where the layout glued cells, lost blanks or added print. Whole rows never come here.

use crate::form::Unit;

/// One way to read a row: the text of each column, `None` for a blank that the layout lost.
pub(super) type Reading = Vec<Option<String>>;

/// What must hold in a row.
pub(super) struct Shape<'a> {
    /// Unit of each column.
    pub(super) units: &'a [Unit],
    /// Lengths of the runs of columns whose last is the sum of the others; empty where nothing must hold.
    pub(super) sums: &'a [usize],
}

/// Steps after which a search gives up: more readings than that leave no single one anyway.
const STEP_LIMIT: usize = 150_000;

/// All ways to cut `tokens` of glued digits into the columns of `shape`.
pub(super) fn cuts(tokens: &[String], shape: &Shape) -> Vec<Reading> {
    Cuts::search(tokens, shape, None)
}

/// [`cuts`] where one blank was lost among glued digits.
pub(super) fn cuts_with_a_blank(tokens: &[String], shape: &Shape) -> Vec<Reading> {
    (0..shape.units.len()).flat_map(|blank| Cuts::search(tokens, shape, Some(blank))).collect()
}

struct Cuts<'a> {
    tokens: &'a [String],
    shape: &'a Shape<'a>,
    /// Column of a lost blank.
    blank: Option<usize>,
    taken: Vec<Option<&'a str>>,
    found: Vec<Reading>,
    steps: usize,
}

/// What is taken of the run of columns at hand, whose last is the sum of the others.
#[derive(Clone, Copy, Default)]
struct Parts {
    sum: i64,
    /// Whether a blank was lost among them: it may hide any number.
    hidden: bool,
}

impl<'a> Cuts<'a> {
    fn search(tokens: &'a [String], shape: &'a Shape<'a>, blank: Option<usize>) -> Vec<Reading> {
        let mut search = Cuts { tokens, shape, blank, taken: Vec::new(), found: Vec::new(), steps: 0 };
        search.next(0, 0, Parts::default());
        if search.steps >= STEP_LIMIT { Vec::new() } else { search.found }
    }

    fn next(&mut self, token: usize, from: usize, parts: Parts) {
        self.steps += 1;
        if self.steps >= STEP_LIMIT {
            return;
        }
        let column = self.taken.len();
        if column == self.shape.units.len() {
            if token == self.tokens.len() {
                self.found.push(self.taken.iter().map(|text| text.map(str::to_owned)).collect());
            }
            return;
        }
        let total = self.total_of(column);
        let is_total = total == Some(column);
        if self.blank == Some(column) {
            self.taken.push(None);
            let parts = if is_total { Parts::default() } else { Parts { hidden: true, ..parts } };
            self.next(token, from, parts);
            self.taken.pop();
            return;
        }
        let Some(text) = self.tokens.get(token) else { return };
        let rest = &text[from..];
        let left = self.shape.units.len() - column - usize::from(self.blank.is_some_and(|at| at > column));
        let needed = self.tokens.len() - token - 1;
        if left <= needed {
            return;
        }
        for length in prefixes(rest, self.shape.units[column]) {
            let end = from + length;
            if end < text.len() && left - 1 <= needed {
                continue;
            }
            let taken = &text[from..end];
            let value = || taken.parse::<i64>().unwrap_or(0);
            let parts = match total {
                None => parts,
                Some(_) if is_total => {
                    let value = value();
                    if parts.sum > value || parts.sum < value && !parts.hidden {
                        continue;
                    }
                    Parts::default()
                }
                Some(total) => {
                    let sum = parts.sum + value();
                    if needed == 0 && self.blank != Some(total) && sum > self.most(text.len() - end) {
                        break;
                    }
                    Parts { sum, ..parts }
                }
            };
            self.taken.push(Some(taken));
            if end == text.len() {
                self.next(token + 1, 0, parts);
            } else {
                self.next(token, end, parts);
            }
            self.taken.pop();
        }
    }

    /// The last column of the run of a column, which is the sum of the others.
    fn total_of(&self, column: usize) -> Option<usize> {
        let mut end = 0;
        self.shape.sums.iter().find_map(|length| {
            end += length;
            (column < end).then(|| end - 1)
        })
    }

    /// The largest total that the last `digits` can print, once each other column behind the one at hand has one of them.
    fn most(&self, digits: usize) -> i64 {
        let next = self.taken.len() + 1;
        let lost = self.blank.is_some_and(|blank| blank >= next);
        let others = self.shape.units.len() - next - 1 - usize::from(lost);
        let digits = digits.saturating_sub(others).min(super::value::MAX_DIGITS);
        10i64.pow(digits as u32) - 1
    }
}

/// Lengths of the numbers that a glued text can begin with in a column of `unit`.
fn prefixes(rest: &str, unit: Unit) -> impl Iterator<Item = usize> + use<> {
    let bytes = rest.as_bytes();
    let signed = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let foreign = signed == 1 && unit != Unit::Change;
    let digits =
        bytes[signed..].iter().take_while(|b| b.is_ascii_digit()).count().min(super::value::MAX_DIGITS);
    let whole = match digits {
        _ if foreign => 0,
        0 => 0,
        _ if bytes[signed] == b'0' => 1,
        _ => digits,
    };
    let point = signed + digits;
    let broken = unit == Unit::Wan && !foreign && bytes.get(point) == Some(&b'.') && digits > 0;
    let fraction =
        if broken { bytes[point + 1..].iter().take_while(|b| b.is_ascii_digit()).count() } else { 0 };
    (signed + 1..=signed + whole).chain(point + 2..=point + 1 + fraction)
}

/// All ways to place fewer `tokens` than columns, in order, the others being blanks that the layout lost.
pub(super) fn placements(tokens: &[String], shape: &Shape) -> Vec<Reading> {
    let columns = shape.units.len();
    let mut found = Vec::new();
    let mut chosen: Vec<usize> = (0..tokens.len()).collect();
    if tokens.is_empty() || tokens.len() > columns {
        return found;
    }
    loop {
        let mut reading: Reading = vec![None; columns];
        for (token, column) in tokens.iter().zip(&chosen) {
            reading[*column] = Some(token.clone());
        }
        if fits(&reading, shape) {
            found.push(reading);
        }
        let Some(last) = (0..chosen.len()).rev().find(|i| chosen[*i] < columns - chosen.len() + i) else {
            return found;
        };
        chosen[last] += 1;
        for i in last + 1..chosen.len() {
            chosen[i] = chosen[i - 1] + 1;
        }
    }
}

/// All ways to leave out surplus `tokens`, or to join two that a cell was cut into.
pub(super) fn reductions(tokens: &[String], shape: &Shape) -> Vec<Reading> {
    let columns = shape.units.len();
    let mut found = Vec::new();
    let surplus = tokens.len().saturating_sub(columns);
    if !(1..=2).contains(&surplus) || shape.sums.is_empty() {
        return found;
    }
    let mut queue = vec![tokens.to_vec()];
    for _ in 0..surplus {
        let mut shorter = Vec::new();
        for tokens in &queue {
            for i in 0..tokens.len() {
                let mut without = tokens.clone();
                let dropped = without.remove(i);
                shorter.push(without.clone());
                if i < without.len() && dropped != "0" {
                    without[i] = format!("{dropped}{}", without[i]);
                    shorter.push(without);
                }
            }
        }
        shorter.sort();
        shorter.dedup();
        queue = shorter;
    }
    for tokens in queue {
        let reading: Reading = tokens.into_iter().map(Some).collect();
        if fits(&reading, shape) {
            found.push(reading);
        }
    }
    found
}

/// Whether units allow the reading and its sums hold. A lost blank may hide any number; a lost total decides nothing.
pub(super) fn fits(reading: &Reading, shape: &Shape) -> bool {
    let allowed = reading.iter().zip(shape.units).all(|(text, unit)| {
        text.as_deref().is_none_or(|text| match unit {
            Unit::Count => !text.contains(['+', '-', '.', '增', '减', '元']),
            Unit::Change => !text.contains(['.', '元']),
            Unit::Wan => !text.contains(['+', '-', '增', '减']),
        })
    });
    let mut start = 0;
    allowed
        && shape.sums.iter().all(|length| {
            let run = &reading[start..start + length];
            start += length;
            match number(run[length - 1].as_deref()) {
                None => true,
                Some(total) => {
                    let hidden = run[..length - 1].iter().any(Option::is_none);
                    let parts: Option<i64> = run[..length - 1]
                        .iter()
                        .map(|text| text.as_deref().map_or(Some(0), |text| number(Some(text))))
                        .sum();
                    parts.is_none_or(|parts| if hidden { parts <= total } else { parts == total })
                }
            }
        })
}

/// The integer a text prints.
pub(super) fn number(text: Option<&str>) -> Option<i64> {
    let text = text?;
    if text.len() <= super::value::MAX_DIGITS && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    match super::value::cell(text, Unit::Count, None, true).value? {
        crate::report::Number::Count(count) => Some(count),
        crate::report::Number::Amount(_) => None,
    }
}

/// What the readings of a row say of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Agreed {
    /// All read this.
    On(String),
    /// All read a blank that the layout lost.
    Blank,
    /// They differ.
    Nothing,
}

/// What all readings agree on, column by column.
pub(super) fn consensus(readings: &[Reading]) -> Vec<Agreed> {
    let Some(first) = readings.first() else { return Vec::new() };
    (0..first.len())
        .map(|column| {
            if readings.iter().any(|reading| reading[column] != first[column]) {
                return Agreed::Nothing;
            }
            first[column].clone().map_or(Agreed::Blank, Agreed::On)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Agreed, Cuts, Parts, Shape, consensus, cuts, placements, reductions};
    use crate::form::Unit;

    fn tokens(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn glued_rows_are_cut_by_their_sum() {
        let shape = Shape { units: &[Unit::Count; 7], sums: &[7] };
        let read = |text: &str| cuts(&tokens(text), &shape);
        assert_eq!(read("95700000957").len(), 1);
        assert_eq!(read("10000000100").len(), 1);
        assert_eq!(read("0000000").len(), 1);
        let review = Shape { units: &[Unit::Count; 15], sums: &[5, 5, 5] };
        let agreed = consensus(&cuts(&tokens("281212759100441820002"), &review));
        let shown: Vec<String> = agreed
            .into_iter()
            .map(|cell| if let Agreed::On(text) = cell { text } else { "?".into() })
            .collect();
        assert_eq!(shown.join(" "), "28 12 12 7 59 10 0 4 4 18 2 0 0 0 2");
    }

    #[test]
    fn parts_that_no_total_can_follow_are_not_tried() {
        let shape = Shape { units: &[Unit::Count; 15], sums: &[5, 5, 5] };
        let tokens = tokens("281212759100441820002");
        let mut search =
            Cuts { tokens: &tokens, shape: &shape, blank: None, taken: vec![], found: vec![], steps: 0 };
        search.next(0, 0, Parts::default());
        assert!(search.steps < 200, "{} steps", search.steps);
    }

    #[test]
    fn signs_tell_columns_apart() {
        let shape = Shape { units: &[Unit::Count, Unit::Change, Unit::Count], sums: &[] };
        let agreed = consensus(&cuts(&tokens("56+113420"), &shape));
        assert_eq!(agreed, [Agreed::On("56".into()), Agreed::Nothing, Agreed::Nothing]);
        let agreed = consensus(&cuts(&tokens("22001"), &shape));
        assert_eq!(agreed, [Agreed::Nothing, Agreed::Nothing, Agreed::On("1".into())]);
        assert_eq!(placements(&tokens("2 +29"), &shape).len(), 1);
    }

    #[test]
    fn surplus_print_is_left_out_or_joined() {
        let shape = Shape { units: &[Unit::Count; 7], sums: &[7] };
        assert_eq!(reductions(&tokens("1 2 3 0 0 0 0 15"), &shape).len(), 1);
        assert_eq!(reductions(&tokens("5 0 0 4 0 0 0 5"), &shape).len(), 1);
    }
}
