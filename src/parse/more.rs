//! Columns that a table of section 3 has and the form lacks: a word in the header that is none of the form's.
//!
//! The numbers under such a word belong to no cell. A row is read with them counted; where it does not tell which of its numbers
//! they are, it is undecided unless its own sum proves it.

use super::labels::count_labels;
use super::offsets::windows;
use super::pieces::Piece;
use super::solve;
use super::tables::{self, Outcome, Value, Zone, is_blank, row_cells, shape};
use super::value::{Printed, printed};
use crate::form::Table;
use crate::normalize::{fold, is_han, key};
use crate::report::Reading;
use std::collections::BTreeSet;

/// The columns more of a header.
#[derive(Clone, Debug, Default)]
pub(super) struct More {
    /// How many there are.
    pub(super) count: usize,
    /// Where they stand among all columns in printed order, empty where nobody knows.
    places: Vec<usize>,
    /// Whether they hold no numbers, or rows that print as many as the form has columns add up.
    blank: bool,
    /// Column of the grid in which the first number of each row stands, where rows tell it.
    first: Option<usize>,
}

/// Characters past which a text is no word of a header.
const LONGEST_WORD: usize = 8;

/// Words of the corner of the table, which head its labels or all its columns.
const NO_COLUMN: &[&str] = &[
    "勾稽",
    "第一项",
    "第三项",
    "等于",
    "之和",
    "申请人",
    "法人",
    "申请情况",
    "申请类",
    "续表",
    "项目",
    "序号",
    "类别",
    "指标",
    "事项",
];

/// Whether a text may head a column that the form lacks: no part of the form's own words.
pub(super) fn is_word_of_its_own(text: &str) -> bool {
    let words: String = key(text);
    let length = words.chars().count();
    // 上年总计, 2021年总计; where the form's own total is not printed besides, the header has no column more.
    if ["总计", "合计"].iter().any(|total| words.ends_with(total)) && (3..=LONGEST_WORD).contains(&length)
    {
        return true;
    }
    let part = Table::Applications
        .columns()
        .iter()
        .flat_map(|column| column.labels)
        .any(|label| key(label).contains(&words));
    let known = ["法人或其他组织", "申请人情况"].iter().any(|label| label.contains(words.as_str()));
    (2..=LONGEST_WORD).contains(&length)
        && text.chars().any(is_han)
        && !text.chars().any(|c| fold(c).is_ascii_digit() || "。，；".contains(c))
        && !part
        && !known
        && !words.starts_with("单位")
        && !NO_COLUMN.iter().any(|word| words.contains(word))
        && count_labels(Table::Applications, text) == 0
}

/// The columns more of a header of `known` columns, each with its piece, the rows under which print `order`. Beside the word over
/// `all` columns stand those that come before or behind them.
pub(super) fn more(
    known: &[(usize, usize)],
    (group, all): (Option<usize>, Option<usize>),
    unknown: &[usize],
    order: &[usize],
    pieces: &[Piece],
) -> More {
    let form = Table::Applications.columns().len();
    let count = (known.len() + unknown.len()).saturating_sub(form);
    if count == 0 || count < unknown.len() {
        // Other words for columns of the form: which of them is one more cannot be told.
        return More { count, ..More::default() };
    }
    let place = |unknown: &usize| {
        let beside = |piece: &usize| pieces[*piece].row == pieces[*unknown].row;
        let column = |piece: usize| known.iter().find(|(_, own)| *own == piece).map(|(column, _)| *column);
        let words = || known.iter().map(|(_, piece)| *piece).chain(group).filter(beside);
        let before = words().filter(|piece| piece < unknown).max().and_then(column);
        let after = words().filter(|piece| piece > unknown).min().and_then(column);
        let at = |column: usize| order.iter().position(|own| *own == column);
        // Where each cell has a line, a break ends the row of the word over all columns.
        let ends = |all: &usize| {
            *all < *unknown
                && !pieces[*all + 1..=*unknown].iter().any(|piece| piece.after_break)
                && pieces.get(*unknown + 1).is_some_and(|next| next.after_break)
        };
        let beside_all = || {
            let all = all.filter(|all| beside(all) || ends(all))?;
            Some(if *unknown > all { order.len() } else { 0 })
        };
        // Remarks stand last.
        let remarks = || (key(&pieces[*unknown].raw) == "备注").then_some(order.len());
        let beside_known = before.and_then(at).map(|at| at + 1).or_else(|| after.and_then(at));
        beside_known.or_else(beside_all).or_else(remarks)
    };
    let places: Option<Vec<usize>> = unknown.iter().map(place).collect();
    let mut places = places.unwrap_or_default();
    places.sort_unstable();
    places.iter_mut().enumerate().for_each(|(before, place)| *place += before);
    More { count, places, ..More::default() }
}

impl More {
    /// The values of the form's columns among those of all, and the others.
    fn parted<'a>(&self, all: &[&'a Value]) -> (Vec<&'a Value>, Vec<&'a Value>) {
        let more = |(place, _): &(usize, &&Value)| self.places.contains(place);
        let (more, own): (Vec<_>, Vec<_>) = all.iter().enumerate().partition(more);
        (
            own.into_iter().map(|(_, value)| *value).collect(),
            more.into_iter().map(|(_, value)| *value).collect(),
        )
    }
}

/// Whether the sum of a row holds with the numbers of the columns more left out, and is more than that of zeros.
fn adds_up(zone: &Zone, own: &[&Value]) -> bool {
    let texts: Vec<String> = own.iter().map(|value| value.raw.clone()).collect();
    let printed: Vec<String> = texts.iter().filter(|text| !text.trim().is_empty()).cloned().collect();
    let Some(counts) = printed.iter().map(|text| solve::number(Some(text))).collect::<Option<Vec<i64>>>()
    else {
        return false;
    };
    let total = texts.last().and_then(|text| solve::number(Some(text)));
    own.len() == zone.columns.len()
        && total.is_some_and(|total| total != 0 && counts.iter().sum::<i64>() == 2 * total)
}

fn texts(values: &[&Value]) -> Vec<String> {
    values.iter().map(|value| value.raw.clone()).collect()
}

/// One of so many rows may be misread.
const ONE_IN: usize = 8;

/// Rows that show that the columns more are blank, or hold words.
const ENOUGH: usize = 2;

/// Takes back the columns more where the rows print none: as many numbers as the form has columns, and no cell besides.
pub(super) fn doubt(zones: &mut [Zone], pieces: &[Piece]) {
    let prints_more = |zone: &Zone| {
        let cells = row_cells(zone, pieces);
        let some: Vec<&Value> = cells.iter().filter(|value| !is_blank(value)).copied().collect();
        let all = zone.columns.len() + zone.more.count;
        let says_something = some.iter().any(|value| value.raw.trim() != "0");
        some.len() != zone.columns.len() || (says_something || cells.len() >= all) && !adds_up(zone, &some)
    };
    if !zones.iter().filter(|zone| zone.more.count > 0).any(prints_more) {
        for zone in zones {
            zone.more = More::default();
        }
        return;
    }
    let mut short: Vec<bool> = Vec::new();
    let mut numbers: Vec<bool> = Vec::new();
    for zone in zones.iter().filter(|zone| zone.more.count > 0) {
        let n = zone.columns.len();
        let some: Vec<&Value> = zone.values.iter().filter(|value| !is_blank(value)).collect();
        if some.len() < n + zone.more.count && some.iter().any(|value| value.raw.trim() != "0") {
            let whole = adds_up(zone, &some);
            // The number of a row that prints one, and its total, may be any two.
            short.extend((!whole || tells(&some)).then_some(whole));
        }
        let count = some.iter().filter(|value| matches!(printed(&value.raw), Printed::Number(_))).count();
        numbers.extend((count >= n).then_some(count == n));
    }
    let nearly_all = |rows: &[bool]| {
        rows.len() >= ENOUGH && rows.iter().filter(|row| !**row).count() * ONE_IN <= rows.len()
    };
    let blank = nearly_all(&short) || nearly_all(&numbers);
    // Rows that end in different columns may begin in different ones.
    let printed = |value: &&Value| !is_blank(value);
    let last = |zone: &Zone| pieces[row_cells(zone, pieces).into_iter().rfind(printed)?.piece].column;
    let ends: BTreeSet<usize> = zones.iter().filter_map(last).collect();
    let firsts: BTreeSet<usize> = zones.iter().filter_map(|zone| first_column(zone, pieces)).collect();
    let first = firsts.first().copied().filter(|_| ends.len() == 1 && firsts.len() == 1);
    for zone in zones {
        (zone.more.blank, zone.more.first) = (blank, first);
    }
}

/// The column of the grid in which the numbers of a row begin, if it prints all of them or its sum proves it.
fn first_column(zone: &Zone, pieces: &[Piece]) -> Option<usize> {
    let more = &zone.more;
    if more.count == 0 || more.places.len() != more.count {
        return None;
    }
    let blank = blank(zone);
    let cells = padded(zone, pieces, &blank);
    let all = zone.columns.len() + more.count;
    let sure = |start: &usize| {
        let window = &cells[*start..start + all];
        let (own, _) = more.parted(window);
        window.iter().all(|value| !is_blank(value)) || adds_up(zone, &own) && tells(&own)
    };
    let starts: Vec<usize> = windows(&cells, all).filter(sure).collect();
    if let [start] = starts.as_slice() { pieces[cells[*start].piece].column } else { None }
}

/// The blank cell at the end of a row that was taken for nothing.
fn blank(zone: &Zone) -> Value {
    Value { raw: String::new(), piece: zone.piece, glued: false }
}

/// The cells of a row, and as many blank ones behind them as the header has columns more.
fn padded<'a>(zone: &'a Zone, pieces: &[Piece], blank: &'a Value) -> Vec<&'a Value> {
    let mut cells = row_cells(zone, pieces);
    cells.resize(cells.len() + zone.more.count, blank);
    cells
}

/// Whether a sum of these numbers says where they stand: that of one number is the number itself, wherever it stands.
fn tells(own: &[&Value]) -> bool {
    own.iter().filter(|value| !is_nothing(value)).count() > 2
}

/// Whether a cell is blank or prints a zero.
fn is_nothing(value: &Value) -> bool {
    matches!(value.raw.trim(), "" | "0")
}

/// Reads a row under a header with columns more.
pub(super) fn assign(zone: &Zone, pieces: &[Piece], strays: &mut Vec<Value>) -> Outcome {
    let table = Table::Applications;
    let n = zone.columns.len();
    let all = n + zone.more.count;
    let cells = row_cells(zone, pieces);
    let some: Vec<&Value> = zone.values.iter().filter(|value| !is_blank(value)).collect();
    let blank = blank(zone);
    let fill = |reading, own: &[&Value]| {
        let own: Vec<Option<&Value>> = own.iter().map(|value| Some(*value)).collect();
        Outcome::Settled(tables::cells(table, zone, pieces, reading, &own))
    };
    // Where blanks leave nothing, a number of another column may stand for one.
    let whole =
        cells.len() >= all || pieces[zone.piece].column.is_some() || zone.more.blank && some.len() == n;
    let mut readings: Vec<(Vec<&Value>, Vec<&Value>)> = Vec::new();
    if zone.more.places.len() == zone.more.count {
        if some.len() == all {
            readings.push(zone.more.parted(&some));
        } else if whole && cells.len() >= n && !some.is_empty() {
            let padded = padded(zone, pieces, &blank);
            let mut starts: Vec<usize> = windows(&padded, all).collect();
            if let Some(first) = zone.more.first {
                starts.retain(|start| pieces[padded[*start].piece].column == Some(first));
            }
            readings.extend(starts.iter().map(|start| zone.more.parted(&padded[*start..start + all])));
        }
    }
    // Zeros stand wherever they stand, numbers only where their sum proves it.
    let several = readings.len() > 1;
    let proven = |(own, _): &(Vec<&Value>, Vec<&Value>)| {
        adds_up(zone, own) && (!several || zone.more.blank || tells(own))
    };
    let idle = |(own, _): &(Vec<&Value>, Vec<&Value>)| {
        own.iter().all(|value| is_nothing(value))
            && own.iter().all(|value| !std::ptr::eq(*value, &raw const blank))
    };
    let in_place = !readings.is_empty();
    if readings.iter().any(proven) {
        readings.retain(proven);
    } else {
        readings.retain(idle);
    }
    readings.dedup_by(|one, other| texts(&one.0) == texts(&other.0));
    if let [(own, more)] = readings.as_slice() {
        strays.extend(
            more.iter()
                .filter(|value| matches!(printed(&value.raw), Printed::Number(_)))
                .map(|value| (*value).clone()),
        );
        return fill(Reading::Cells, own);
    }
    // Beside places that are known a sum may hold by chance, and so where blanks leave nothing.
    let in_grid = pieces[zone.piece].column.is_some();
    let known = if cells.len() < all { zone.more.blank } else { in_grid && !in_place };
    if some.len() == n && known && adds_up(zone, &some) {
        return fill(Reading::Order, &some);
    }
    if cells.len() >= n && some.is_empty() {
        return Outcome::Settled(tables::cells(table, zone, pieces, Reading::Cells, &vec![None; n]));
    }
    let mut readings = solve::reductions(&texts(&some), &shape(table, zone));
    if some.len() < all {
        let says_something = |reading: &solve::Reading| reading.iter().flatten().any(|text| text != "0");
        readings.retain(says_something);
    }
    if some.len() > n && !readings.is_empty() { Outcome::Open(readings) } else { Outcome::Lost }
}
