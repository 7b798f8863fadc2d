//! The style sheet of a Word file, [MS-DOC] 2.9.271: the number of a style to the look that it gives to
//! characters and to the list that it puts paragraphs in.

use super::bytes::short;
use super::sprm::{InList, Look, Place};

/// Longest chain of styles based on each other; Word makes none longer.
const LONGEST_CHAIN: usize = 11;

/// A style: the one it is based on, and its modifiers of paragraphs and of characters.
struct Style<'a> {
    base: usize,
    paragraphs: &'a [u8],
    characters: &'a [u8],
}

/// Looks and lists of styles by number.
pub(super) struct Styles(Vec<(Look, InList)>);

impl Styles {
    /// Reads a style sheet as far as it goes.
    pub(super) fn read(sheet: &[u8]) -> Self {
        let styles = styles(sheet).unwrap_or_default();
        let look = |index| look(&styles, index, LONGEST_CHAIN);
        let in_list = |index| in_list(&styles, index, LONGEST_CHAIN);
        Self((0..styles.len()).map(|index| (look(index), in_list(index))).collect())
    }

    /// The list that a style puts paragraphs in.
    pub(super) fn in_list(&self, style: u16) -> InList {
        self.0.get(usize::from(style)).map(|(_, in_list)| *in_list).unwrap_or_default()
    }

    /// The look that a style gives.
    pub(super) fn look(&self, style: u16) -> Look {
        self.0.get(usize::from(style)).map(|(look, _)| *look).unwrap_or_default()
    }
}

fn look(styles: &[Option<Style>], index: usize, chain: usize) -> Look {
    let Some(Some(style)) = styles.get(index).filter(|_| chain > 0) else { return Look::default() };
    let base = look(styles, style.base, chain - 1);
    let mut look = base;
    look.apply(style.characters, base, &|_| Look::default());
    look
}

fn in_list(styles: &[Option<Style>], index: usize, chain: usize) -> InList {
    let Some(Some(style)) = styles.get(index).filter(|_| chain > 0) else { return InList::default() };
    let mut place = Place::default();
    place.in_list = in_list(styles, style.base, chain - 1);
    place.apply(style.paragraphs, &mut |_| &[]);
    place.in_list
}

fn styles(sheet: &[u8]) -> Option<Vec<Option<Style<'_>>>> {
    let head = usize::from(short(sheet, 0)?);
    let count = usize::from(short(sheet, 2)?);
    let fixed = usize::from(short(sheet, 4)?);
    let mut rest = sheet.get(2 + head..)?;
    let mut styles = Vec::new();
    for _ in 0..count {
        let Some(size) = short(rest, 0).map(usize::from) else { break };
        let Some(described) = rest.get(2..2 + size) else { break };
        styles.push(style(described, fixed));
        rest = rest.get(2 + size..).unwrap_or_default();
    }
    Some(styles)
}

fn style(described: &[u8], fixed: usize) -> Option<Style<'_>> {
    let (kind, base) = (short(described, 2)? & 0xf, usize::from(short(described, 2)? >> 4));
    // The name with its length before it and a zero behind it, then lists of modifiers: paragraphs', then characters'.
    let name = usize::from(short(described, fixed)?);
    let mut rest = described.get(fixed + 2 + 2 * name + 2..)?;
    let mut paragraphs: &[u8] = &[];
    match kind {
        1 => {
            let size = usize::from(short(rest, 0)?);
            // Behind the number of the style itself.
            paragraphs = rest.get(2..2 + size)?.get(2..).unwrap_or_default();
            rest = rest.get(2 + size + size % 2..)?;
        }
        2 => {}
        _ => return None,
    }
    let size = usize::from(short(rest, 0)?);
    Some(Style { base, paragraphs, characters: rest.get(2..2 + size)? })
}
