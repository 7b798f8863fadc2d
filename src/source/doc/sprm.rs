//! Property modifiers (sprm) of Word's binary files, [MS-DOC] 2.6: what they do to characters, paragraphs and rows.

use super::bytes::{byte, long, short};
use crate::source::edges::{CellShape, RowShape};
use crate::source::marked::SHIFT;
use crate::source::numbering::Numbered;
use crate::source::white::is_white;
use std::rc::Rc;

/// Most cells of a row ([MS-DOC] 2.9.321); rows that state more are not believed.
const MOST_CELLS: usize = 63;

/// The modifiers of a list with their operands. The list ends where one does not fit.
pub(super) fn sprms(mut list: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let code = short(list, 0)?;
        let rest = list.get(2..)?;
        let (start, length) = match code >> 13 {
            0 | 1 => (0, 1),
            2 | 4 | 5 => (0, 2),
            3 => (0, 4),
            7 => (0, 3),
            _ => match (code, byte(rest, 0)?) {
                // The row's definition counts in two bytes, and one too many.
                (0xd608 | 0xd606, _) => (2, usize::from(short(rest, 0)?).saturating_sub(1)),
                // Tabs past 254 bytes: the count follows from the tabs.
                (0xc615, 255) => {
                    let removed = 4 * usize::from(byte(rest, 1)?);
                    (1, 2 + removed + 3 * usize::from(byte(rest, 2 + removed)?))
                }
                (_, count) => (1, usize::from(count)),
            },
        };
        let operand = rest.get(start..start + length)?;
        list = &rest[start + length..];
        Some((code, operand))
    })
}

/// How characters are shown, as far as it decides what is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the format states each by itself")]
pub(super) struct Look {
    pub(super) hidden: bool,
    pub(super) deleted: bool,
    pub(super) struck: bool,
    pub(super) twice_struck: bool,
    pub(super) raised: bool,
    pub(super) shifted: bool,
    pub(super) white: bool,
    /// Whether a colour other than white stands behind the characters.
    pub(super) filled: bool,
    /// The character that stands for the one in the text.
    pub(super) symbol: Option<u16>,
}

impl Look {
    /// Whether the characters are left out.
    pub(super) fn unprinted(self) -> bool {
        self.hidden || self.deleted || self.struck || self.twice_struck
    }

    /// Whether a digit is set apart from those beside it: a note's mark, or one that nobody may see.
    pub(super) fn sets_apart(self, c: char) -> bool {
        self.raised || self.shifted || self.white && !self.filled && c.is_numeric()
    }

    /// Applies modifiers; `style` is the look of a character style by its number, `base` that of the paragraph's style.
    pub(super) fn apply(&mut self, list: &[u8], base: Look, style: &dyn Fn(u16) -> Look) {
        for (code, operand) in sprms(list) {
            let Some(value) = byte(operand, 0) else { continue };
            // 0 and 1 are plain, 0x80 is what the style says and 0x81 its opposite.
            let toggle = |of_style: bool| match value {
                0x80 => of_style,
                0x81 => !of_style,
                value => value != 0,
            };
            match code {
                0x0800 => self.deleted = value != 0,
                0x083c => self.hidden = toggle(base.hidden),
                0x0837 => self.struck = toggle(base.struck),
                0x2a53 => self.twice_struck = toggle(base.twice_struck),
                0x2a48 => self.raised = value != 0,
                // Shifted by half points, not as if by a slip.
                0x4845 => {
                    self.shifted = short(operand, 0).is_some_and(|by| (by as i16).unsigned_abs() >= SHIFT);
                }
                // Of the palette white is the eighth colour.
                0x2a42 => self.white = value == 8,
                0x6870 => self.white = white(operand),
                0xca71 => {
                    let back = operand.get(4..).unwrap_or_default();
                    let patterned = short(operand, 8).is_some_and(|pattern| pattern != 0);
                    self.filled = patterned || back.get(3) == Some(&0) && !white(back);
                }
                0x4866 => {
                    self.filled = short(operand, 0).is_some_and(|shading| shading != 0 && shading != 0xffff);
                }
                0x6a09 => self.symbol = short(operand, 2),
                0x4a30 => {
                    let style = short(operand, 0).map(style).unwrap_or_default();
                    self.hidden ^= style.hidden;
                    self.struck ^= style.struck;
                    self.twice_struck ^= style.twice_struck;
                    self.raised |= style.raised;
                    self.shifted |= style.shifted;
                    self.white |= style.white;
                    self.filled |= style.filled;
                }
                0x2a33 => *self = Look { deleted: self.deleted, ..base },
                _ => {}
            }
        }
    }
}

/// Whether a colour of four bytes is white.
fn white(color: &[u8]) -> bool {
    matches!(*color, [red, green, blue, 0, ..] if is_white([red, green, blue]))
}

/// The list of a paragraph or style, by the number of the list in use and its level; `None` where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct InList {
    list: Option<u16>,
    level: Option<u8>,
}

impl InList {
    /// What is said here, else what the style says.
    pub(super) fn or(self, style: InList) -> Numbered {
        Numbered {
            list: self.list.or(style.list).map(|list| list.to_string()),
            level: Some(usize::from(self.level.or(style.level).unwrap_or(0))),
        }
    }
}

/// Where a paragraph stands among tables and lists.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "the format states each by itself")]
pub(super) struct Place {
    pub(super) style: u16,
    in_table: bool,
    depth: Option<usize>,
    /// Its mark ends a row; of the outermost table, of a nested one.
    ends_row: bool,
    ends_inner_row: bool,
    pub(super) ends_inner_cell: bool,
    pub(super) row: Rc<RowShape>,
    pub(super) in_list: InList,
    /// Half of the space between the cells' texts.
    half_gap: i32,
}

impl Place {
    /// How many tables deep the paragraph stands.
    pub(super) fn depth(&self) -> usize {
        self.depth.unwrap_or(0).max(usize::from(self.in_table))
    }

    /// Whether its mark ends a row.
    pub(super) fn is_row_end(&self) -> bool {
        self.ends_row || self.ends_inner_row
    }

    /// Applies modifiers; `far` gives those that stand in the data stream, where a list got too long for its page.
    pub(super) fn apply<'a>(&mut self, list: &'a [u8], far: &mut dyn FnMut(u32) -> &'a [u8]) {
        for (code, operand) in sprms(list) {
            let on = byte(operand, 0).is_some_and(|value| value != 0);
            let number = long(operand, 0).unwrap_or(0);
            match code {
                0x4600 => self.style = short(operand, 0).unwrap_or(0),
                0x2416 => self.in_table = on,
                0x2417 => self.ends_row = on,
                0x260a => self.in_list.level = byte(operand, 0),
                0x460b => self.in_list.list = short(operand, 0),
                0x244b => self.ends_inner_cell = on,
                0x244c => self.ends_inner_row = on,
                0x6649 => self.depth = usize::try_from(number).ok(),
                0x664a => self.depth = self.depth().checked_add_signed(number as i32 as isize),
                0x6645 | 0x6646 | 0x646b => self.apply(far(number), &mut |_| &[]),
                _ => self.shape(code, operand),
            }
        }
    }

    /// Applies a modifier of a row's cells.
    fn shape(&mut self, code: u16, operand: &[u8]) {
        if !matches!(
            code,
            0xd608 | 0xd606 | 0x9601 | 0x9602 | 0x5622 | 0x5624 | 0x5625 | 0x7621 | 0x7623 | 0xd62b
        ) {
            return;
        }
        let row = Rc::make_mut(&mut self.row);
        let at = |index| byte(operand, index).map(usize::from);
        let cells = |row: &RowShape| {
            let to = at(1).unwrap_or(0).min(row.cells.len());
            at(0).unwrap_or(0).min(to)..to
        };
        match code {
            0xd608 | 0xd606 => *row = definition(operand).unwrap_or_default(),
            0x9601 => {
                let shift = signed(operand, 0) - row.left - self.half_gap;
                row.left += shift;
                row.cells.iter_mut().for_each(|cell| cell.right += shift);
            }
            0x9602 => {
                let old = std::mem::replace(&mut self.half_gap, signed(operand, 0));
                row.left += old - self.half_gap;
            }
            0x5622 => {
                let gone = cells(row);
                let left = row.edge(gone.start);
                let shift = row.edge(gone.end) - left;
                row.cells.drain(gone.clone());
                row.cells.iter_mut().skip(gone.start).for_each(|cell| cell.right -= shift);
            }
            0x5624 | 0x5625 => {
                let merged = code == 0x5624;
                let cells = cells(row);
                row.cells
                    .get_mut(cells)
                    .unwrap_or_default()
                    .iter_mut()
                    .skip(1)
                    .for_each(|cell| cell.joins_left = merged);
            }
            0x7621 => {
                let first = at(0).unwrap_or(0).min(row.cells.len());
                let count = at(1).unwrap_or(0).min(MOST_CELLS.saturating_sub(row.cells.len()));
                let (left, width) = (row.edge(first), signed(operand, 2));
                row.cells.iter_mut().skip(first).for_each(|cell| cell.right += width * count as i32);
                let new =
                    (1..=count as i32).map(|n| CellShape { right: left + width * n, ..CellShape::default() });
                row.cells.splice(first..first, new);
            }
            0x7623 => {
                for index in cells(row) {
                    let shift = row.edge(index) + signed(operand, 2) - row.edge(index + 1);
                    row.cells.iter_mut().skip(index).for_each(|cell| cell.right += shift);
                }
            }
            _ => {
                if let Some(cell) = at(0).and_then(|index| row.cells.get_mut(index)) {
                    cell.joins_above = at(1) == Some(1);
                }
            }
        }
    }
}

fn signed(operand: &[u8], at: usize) -> i32 {
    i32::from(short(operand, at).unwrap_or(0) as i16)
}

/// A row as `sprmTDefTable` states it: the edges, then what is known of each cell, which may be less than all.
fn definition(operand: &[u8]) -> Option<RowShape> {
    const CELL: usize = 20;
    let count = usize::from(byte(operand, 0)?);
    if count > MOST_CELLS {
        return None;
    }
    let described = operand.get(1 + 2 * (count + 1)..)?;
    let flags: Vec<u16> = (0..count).map(|index| short(described, CELL * index).unwrap_or(0)).collect();
    // Which of 1 and 2 begins a run of merged cells, documents of different ages tell differently; the first of a run tells.
    let mut first = 0;
    let cells = flags.iter().enumerate().map(|(index, flags)| {
        let merged = match flags & 3 {
            3 => 2,
            merged => merged,
        };
        let joins_left = merged != 0 && first != 0 && merged != first;
        if merged == 0 || first == 0 {
            first = merged;
        }
        CellShape { right: signed(operand, 3 + 2 * index), joins_left, joins_above: flags & 0x60 == 0x20 }
    });
    Some(RowShape { left: signed(operand, 1), cells: cells.collect() })
}

#[cfg(test)]
mod tests {
    use super::{Look, Place, sprms};
    use crate::source::edges::CellShape;

    /// The row that a list of modifiers states: left edge, then the right edges, `<` and `^` where a cell joins another.
    fn row(list: &[u8]) -> String {
        let mut place = Place::default();
        place.apply(list, &mut |_| &[]);
        let cell = |cell: &CellShape| {
            let left = if cell.joins_left { "<" } else { "" };
            let above = if cell.joins_above { "^" } else { "" };
            format!(" {}{left}{above}", cell.right)
        };
        format!("{}{}", place.row.left, place.row.cells.iter().map(cell).collect::<String>())
    }

    /// A definition of cells 100 wide; of each its flags, left out where there are fewer.
    fn definition(count: u8, flags: &[u8]) -> Vec<u8> {
        let mut operand = vec![count];
        (0..=u16::from(count)).for_each(|edge| operand.extend((100 * edge).to_le_bytes()));
        for flags in flags {
            operand.push(*flags);
            operand.extend([0; 19]);
        }
        let length = operand.len() as u16 + 1;
        [vec![0x08, 0xd6], length.to_le_bytes().to_vec(), operand].concat()
    }

    #[test]
    fn rows_are_stated_by_their_edges_and_changed_afterwards() {
        let with = |more: &[u8]| row(&[definition(3, &[]), more.to_vec()].concat());
        assert_eq!(row(&definition(3, &[0x60, 0x20])), "0 100 200^ 300");
        assert_eq!(row(&definition(4, &[1, 2, 1, 2])), "0 100 200< 300 400<");
        assert_eq!(row(&definition(4, &[2, 1, 1, 0])), "0 100 200< 300< 400");
        assert_eq!(with(&[0x2b, 0xd6, 2, 1, 1]), "0 100 200^ 300");
        assert_eq!(with(&[0x24, 0x56, 0, 2]), "0 100 200< 300");
        assert_eq!(with(&[0x22, 0x56, 0, 1]), "0 100 200");
        assert_eq!(with(&[0x21, 0x76, 1, 1, 50, 0]), "0 100 150 250 350");
        assert_eq!(with(&[0x23, 0x76, 0, 2, 10, 0]), "0 10 20 120");
        assert_eq!(with(&[0x01, 0x96, 30, 0]), "30 130 230 330");
    }

    #[test]
    fn modifiers_in_the_data_stream_count() {
        let far = definition(1, &[]);
        let mut place = Place::default();
        place.apply(&[0x46, 0x66, 9, 0, 0, 0, 0x16, 0x24, 1], &mut |at| if at == 9 { &far } else { &[] });
        assert_eq!((place.depth(), place.row.cells.len()), (1, 1));
    }

    #[test]
    fn lists_end_where_a_modifier_is_cut() {
        let list = [0x3c, 0x08, 1, 0x15, 0xc6, 255, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0x37, 0x08, 1, 0x43, 0x4a];
        let codes: Vec<u16> = sprms(&list).map(|(code, _)| code).collect();
        assert_eq!(codes, [0x083c, 0xc615, 0x0837]);
    }

    #[test]
    fn white_digits_on_nothing_are_set_apart() {
        let white = &[0x70, 0x68, 255, 255, 255, 0][..];
        let black = &[0x70, 0x68, 0, 0, 0, 0xff];
        let of_palette = &[0x42, 0x2a, 8];
        let on_blue = &[&[0x71, 0xca, 10, 0, 0, 0, 0xff, 0, 0, 255, 0, 0, 0], white].concat();
        let on_nothing = &[&[0x71, 0xca, 10, 0, 0, 0, 0xff, 0, 0, 0, 0xff, 0, 0], white].concat();
        for (list, expected) in
            [(white, true), (of_palette, true), (on_nothing, true), (black, false), (on_blue, false)]
        {
            let mut look = Look::default();
            look.apply(list, Look::default(), &|_| Look::default());
            assert_eq!(look.sets_apart('9'), expected, "{list:x?}");
            assert!(!look.sets_apart('项'));
        }
    }

    #[test]
    fn toggles_may_turn_what_the_style_says() {
        let hidden = Look { hidden: true, ..Look::default() };
        for (list, expected) in [
            (&[0x3c, 0x08, 0x81][..], false),
            (&[0x3c, 0x08, 0x80], true),
            (&[0x3c, 0x08, 0], false),
            (&[0x30, 0x4a, 10, 0], false),
        ] {
            let mut look = hidden;
            look.apply(list, hidden, &|_| hidden);
            assert_eq!(look.hidden, expected, "{list:x?}");
        }
    }
}
