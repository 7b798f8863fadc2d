//! What the pieces of a table say: the form's labels and the values between them.
//!
//! Labels are matched over the run of ideographs, whatever lines and cells they are cut into. What is not a
//! label is a value or foreign text; nothing is dropped here.

use super::glued::{is_numeral, leftover, marked};
use super::labels::{Label, Labels, count_row_labels, labels};
use super::offsets::{is_in_row_of_numbers, is_number_in_brackets};
use super::pieces::Piece;
use super::value::{Printed, is_unit, is_unknown, printed};
use crate::form::Table;
use crate::normalize::{fold, is_han, is_space, remarks, vocabulary};

/// What stands in a table, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Event {
    /// A label of the form, by the piece in which it begins.
    Label {
        /// What it names.
        label: Label,
        /// Piece in which it begins.
        piece: usize,
    },
    /// A value, or a blank cell; digits of several cells may be glued in it.
    Value {
        /// Text.
        raw: String,
        /// Piece it stands in.
        piece: usize,
        /// Whether it was cut out of text run together with a label or another value.
        glued: bool,
    },
    /// Text that is no label of the form.
    Foreign {
        /// Text.
        text: String,
        /// Piece it stands in.
        piece: usize,
    },
}

impl Event {
    /// The piece in which it begins.
    pub(super) fn piece(&self) -> usize {
        match self {
            Event::Label { piece, .. } | Event::Value { piece, .. } | Event::Foreign { piece, .. } => *piece,
        }
    }

    /// Whether it is a blank cell.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Event::Value { raw, .. } if raw.trim().is_empty())
    }

    /// Whether it is a value that is printed.
    pub(super) fn is_printed(&self) -> bool {
        matches!(self, Event::Value { .. }) && !self.is_blank()
    }
}

/// The label of an event, if it is one.
pub(super) fn label(event: &Event) -> Option<(Label, usize)> {
    match event {
        Event::Label { label, piece } => Some((*label, *piece)),
        _ => None,
    }
}

/// Reads labels and values off the pieces of a table.
pub(super) fn events(table: Table, pieces: &[Piece]) -> Vec<Event> {
    let mut chars: Vec<char> = Vec::new();
    let mut starts = Vec::with_capacity(pieces.len() + 1);
    for piece in pieces {
        starts.push(chars.len());
        chars.extend(piece.raw.chars().map(fold).filter(|c| !is_space(*c)));
    }
    starts.push(chars.len());
    let remark = closed(remarks(&chars), &chars, &starts);

    // Ideographs outside remarks, digits kept as barriers: a label never runs across a number.
    let mut run = String::new();
    let mut places = Vec::new();
    for (index, c) in chars.iter().enumerate() {
        if !remark[index] && (is_han(*c) || c.is_ascii_digit()) {
            let shown = if is_han(*c) { *c } else { '0' };
            places.extend(std::iter::repeat_n(index, shown.len_utf8()));
            run.push(shown);
        }
    }
    let run = vocabulary(run);
    let labels = labels(table);
    let mut owner: Vec<Option<usize>> = vec![None; chars.len()];
    let mut found = Vec::new();
    for matched in labels.automaton.find_iter(&run) {
        let (first, last) = (places[matched.start()], places[matched.end() - 1]);
        let tag = labels.tags[matched.pattern().as_usize()];
        let foreign_neighbour = |index: Option<usize>| {
            index.is_some_and(|index| {
                chars.get(index).is_some_and(|c| is_han(*c))
                    && owner[index].is_none()
                    && piece_of(&starts, index) == piece_of(&starts, first)
            })
        };
        if matches!(tag, Label::Either { .. })
            && (foreign_neighbour(first.checked_sub(1))
                || foreign_neighbour(Some(last + 1)) && !next_is_label(labels, &run, matched.end()))
        {
            continue;
        }
        owner[first..=last].fill(Some(found.len()));
        found.push(tag);
    }

    let mut events = Vec::new();
    let mut announced = vec![false; found.len()];
    for (index, piece) in pieces.iter().enumerate() {
        let (start, end) = (starts[index], starts[index + 1]);
        if owner[start..end].iter().all(Option::is_none) {
            let remarks = remark[start..end].iter().filter(|marked| **marked).count();
            // A number with a remark behind it is read whole, and so is a row around which a remark is wrapped; a cell
            // that is all remark and holds a number is no header.
            let judged = matches!(printed(&piece.raw), Printed::Number(figure) if figure.judged);
            if remarks == 0
                || judged
                || is_in_row_of_numbers(pieces, index)
                || is_cell_of_a_line(pieces, index)
            {
                plain(pieces, index, &mut events);
                continue;
            }
            let digits = piece.raw.chars().any(|c| fold(c).is_ascii_digit());
            let own_cell = piece.column.is_some() && is_behind_label(&events, pieces, index);
            if digits && (own_cell || is_number_in_brackets(pieces, index)) {
                events.push(Event::Foreign { text: piece.raw.trim().to_owned(), piece: index });
                continue;
            }
        }
        let mut at = start;
        while at < end {
            if let Some(label) = owner[at] {
                if !std::mem::replace(&mut announced[label], true) {
                    // 其中：规范性文件 is a part of a row, not the row.
                    let before: String = chars[start..at].iter().collect();
                    if matches!(found[label], Label::Row(_)) && before.contains("其中") {
                        events.push(Event::Foreign { text: piece.raw.trim().to_owned(), piece: index });
                        at = end;
                        continue;
                    }
                    events.push(Event::Label { label: found[label], piece: index });
                }
                at += 1;
            } else {
                let stop = (at..end).find(|i| owner[*i].is_some()).unwrap_or(end);
                let before_label = stop < end || label_follows(&owner, stop);
                let whole: String = chars[at..stop].iter().collect();
                if let Some(raw) = marked(&whole, before_label) {
                    events.push(Event::Value { raw: raw.to_owned(), piece: index, glued: true });
                } else {
                    let rest: String = (at..stop).filter(|i| !remark[*i]).map(|i| chars[i]).collect();
                    leftover(&rest, before_label, index, &mut events);
                }
                at = stop;
            }
        }
    }
    events
}

/// The marks of remarks but those that hold the label of a row in a later piece: a bracket in the one before was not closed.
fn closed(mut remark: Vec<bool>, chars: &[char], starts: &[usize]) -> Vec<bool> {
    let mut from = 0;
    for run in remark.clone().chunk_by(|one, other| one == other) {
        let end = from + run.len();
        let first = starts.partition_point(|start| *start <= from);
        let holds = |start: &&usize| {
            let words: String = chars[**start..end].iter().filter(|c| is_han(**c)).collect();
            count_row_labels(&vocabulary(words)) > 0
        };
        let mut later = starts[first..].iter().take_while(|start| **start < end);
        if run[0] && later.any(|start| holds(&start)) {
            remark[from..end].fill(false);
        }
        from = end;
    }
    remark
}

/// Whether foreign text stands first on its line, as the label of a row of its own does.
pub(super) fn starts_row(event: &Event, pieces: &[Piece]) -> bool {
    match event {
        Event::Foreign { piece, .. } => *piece == 0 || pieces[piece - 1].row != pieces[*piece].row,
        _ => false,
    }
}

/// Whether an event is words behind a break: the label of a row, where the cells of the one before are lost.
pub(super) fn begins_row(event: &Event, pieces: &[Piece]) -> bool {
    let Event::Foreign { text, piece } = event else { return false };
    pieces[*piece].after_break && !text.chars().any(|c| fold(c).is_ascii_digit())
}

/// Whether a row's label or a value of it stands before a piece in its printed row.
fn is_behind_label(events: &[Event], pieces: &[Piece], index: usize) -> bool {
    let same_row = |piece: usize| pieces[piece].row == pieces[index].row;
    let before =
        events.iter().rev().find(|event| !matches!(event, Event::Foreign { piece, .. } if same_row(*piece)));
    match before {
        Some(
            Event::Value { piece, .. } | Event::Label { label: Label::Row(_) | Label::Either { .. }, piece },
        ) => same_row(*piece),
        _ => false,
    }
}

fn piece_of(starts: &[usize], index: usize) -> usize {
    starts.partition_point(|start| *start <= index)
}

fn next_is_label(labels: &Labels, run: &str, end: usize) -> bool {
    labels.automaton.find(&run[end..]).is_some_and(|next| next.start() == 0)
}

fn label_follows(owner: &[Option<usize>], at: usize) -> bool {
    owner.get(at).is_some_and(Option::is_some)
}

/// Whether a piece stands below a number and above another, or at the end of their row, where each cell has a line: what it prints is
/// a cell, whatever it is.
fn is_cell_of_a_line(pieces: &[Piece], index: usize) -> bool {
    let line = |at: usize| pieces.get(at).map(|other| other.line);
    let is_number = |at: usize| {
        let shared = at.checked_sub(1).is_some_and(|before| line(before) == line(at));
        let number = pieces.get(at).is_some_and(|other| matches!(printed(&other.raw), Printed::Number(_)));
        number && !shared && line(at + 1) != line(at)
    };
    let Some(above) = index.checked_sub(1).filter(|above| is_number(*above)) else { return false };
    let own = pieces[index].line;
    let ends = pieces.get(index + 1).is_none_or(|next| next.after_break && next.line != own);
    own == pieces[above].line + 1 && (ends || is_number(index + 1) && line(index + 1) == Some(own + 1))
}

/// A mark that narrow cells print with no gap between.
const MARK: &str = "不适用";

/// A piece without labels.
fn plain(pieces: &[Piece], index: usize, events: &mut Vec<Event>) {
    let piece = &pieces[index];
    match printed(&piece.raw) {
        Printed::Text if !is_unknown(&piece.raw) => {
            let folded: String = piece.raw.chars().map(fold).filter(|c| !is_space(*c)).collect();
            if folded.len() > MARK.len() && folded.split(MARK).all(str::is_empty) {
                // Cells so narrow that their marks touch.
                let cells = folded.matches(MARK).map(|mark| Event::Value {
                    raw: mark.to_owned(),
                    piece: index,
                    glued: false,
                });
                events.extend(cells);
                return;
            }
            // A unit set apart from its number by a gap or a line.
            if let Some(Event::Value { raw, piece: before, .. }) = events.last_mut()
                && *before + 1 == index
                && is_unit(&folded)
                && matches!(printed(raw), Printed::Number(_))
            {
                raw.push_str(&folded);
                return;
            }
            // In a cell of its own even a lone character is what was printed there, and behind a label any numeral.
            let own_cell = piece.column.is_some()
                && (folded.chars().count() == 1 || is_behind_label(events, pieces, index));
            // 0. before a line with 37 is the beginning of a number, not a numeral, which words follow.
            let follows = pieces.get(index + 1).map(|next| printed(&next.raw));
            let begins = folded.ends_with('.') && matches!(follows, Some(Printed::Number(_)));
            let numeral = is_numeral(&folded) && !own_cell && !begins;
            let sign =
                piece.column.is_none() && !folded.chars().any(|c| is_han(c) || c.is_ascii_alphanumeric());
            // ######## and ○ among numbers are what a cell printed.
            let number = |at: usize| {
                pieces.get(at).is_some_and(|other| matches!(printed(&other.raw), Printed::Number(_)))
            };
            let in_place = folded.chars().all(|c| "#*○●◯√?".contains(c))
                && index.checked_sub(1).is_some_and(number)
                && number(index + 1);
            if (numeral || sign && !in_place) && !is_cell_of_a_line(pieces, index) {
                return;
            }
            if folded.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ',')) {
                events.push(Event::Value { raw: folded, piece: index, glued: false });
            } else {
                events.push(Event::Foreign { text: piece.raw.trim().to_owned(), piece: index });
            }
        }
        _ => events.push(Event::Value { raw: piece.raw.clone(), piece: index, glued: false }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Label, Table, events};
    use crate::parse::items::{Item, Kind};
    use crate::parse::pieces::pieces;
    use crate::parse::ruler::Ruler;

    fn read(table: Table, lines: &[&str]) -> String {
        let items: Vec<Item> = lines
            .iter()
            .map(|line| Item { line: 1, kind: Kind::Line((*line).into()), after_break: false })
            .collect();
        let items: Vec<&Item> = items.iter().collect();
        let pieces = pieces(&items, Ruler::Display);
        let shown = events(table, &pieces).into_iter().map(|event| match event {
            Event::Label { label: Label::Row(row), .. } => table.rows()[row].code.to_owned(),
            Event::Label { label: Label::Column(column), .. } => format!("|{}", table.columns()[column].code),
            Event::Label { label: Label::Either { row, .. }, .. } => format!("{}?", table.rows()[row].code),
            Event::Label { .. } => "-".to_owned(),
            Event::Value { raw, .. } => raw,
            Event::Foreign { text, .. } => format!("<{text}>"),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn labels_are_found_however_they_are_cut() {
        assert_eq!(
            read(
                Table::Applications,
                &["1.申请人无正当理由逾期不", "补正、行政机关不再处理其政", "府信息公开申请 9 0"]
            ),
            "other_no_correction 9 0"
        );
        assert_eq!(
            read(
                Table::Applications,
                &["三、", "本", "年", "度", "办", "理", "结", "果", "（一）予以公开", "4"]
            ),
            "- disclosed 4"
        );
        assert_eq!(
            read(
                Table::Applications,
                &[
                    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）1000001（三）不予公开1.属于国家秘密30000032.其他法律行政法规禁止公开2"
                ]
            ),
            "partly_disclosed 1000001 - withheld_state_secret 3000003 withheld_by_law 2"
        );
        assert_eq!(
            read(Table::Section20, &["本年（2023）制发件数", "规章（设区的市填写） 0"]),
            "|issued rules 0"
        );
        assert_eq!(
            read(Table::Section20, &["行政许可56+113420其他对外管理服务事项239"]),
            "licensing 56+113420 other_services 239"
        );
        assert_eq!(read(Table::Section20, &["其他主动公开文件 5"]), "<其他主动公开文件> 5");
        assert_eq!(read(Table::Applications, &["小计 5", "3.其他 1"]), "<小计> 5 other_misc? 1");
    }
}
