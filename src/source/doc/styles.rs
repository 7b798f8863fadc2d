//! The style sheet of a Word file, [MS-DOC] 2.9.271: the number of a style to the look that it gives to characters.

use super::bytes::{byte, short};
use super::sprm::Look;

/// Longest chain of styles based on each other; Word makes none longer.
const LONGEST_CHAIN: usize = 11;

/// A style: the one it is based on, and its modifiers of characters.
struct Style<'a> {
    base: usize,
    modifiers: &'a [u8],
}

/// Looks of styles by number.
pub(super) struct Styles(Vec<Look>);

impl Styles {
    /// Reads a style sheet as far as it goes.
    pub(super) fn read(sheet: &[u8]) -> Self {
        let styles = styles(sheet).unwrap_or_default();
        let look = |index| look(&styles, index, LONGEST_CHAIN);
        Self((0..styles.len()).map(look).collect())
    }

    /// The look that a style gives.
    pub(super) fn look(&self, style: u16) -> Look {
        self.0.get(usize::from(style)).copied().unwrap_or_default()
    }
}

fn look(styles: &[Option<Style>], index: usize, chain: usize) -> Look {
    let Some(Some(style)) = styles.get(index).filter(|_| chain > 0) else { return Look::default() };
    let base = look(styles, style.base, chain - 1);
    let mut look = base;
    look.apply(style.modifiers, base, &|_| Look::default());
    look
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
    let before = match kind {
        1 => 1,
        2 => 0,
        _ => return None,
    };
    for _ in 0..before {
        let size = usize::from(short(rest, 0)?);
        rest = rest.get(2 + size + size % 2..)?;
    }
    byte(rest, 0)?;
    let size = usize::from(short(rest, 0)?);
    Some(Style { base, modifiers: rest.get(2..2 + size)? })
}
