//! Where text and its properties stand in a Word file: the piece table and the pages of properties, [MS-DOC] 2.8 and 2.9.

use super::bytes::{byte, long, part, short};
use std::ops::Range;

/// Bytes of a page of properties.
const PAGE: usize = 512;

/// A run of text: where it stands in the stream, and modifiers that a fast save put on all of it.
pub(super) struct Piece<'a> {
    pub(super) bytes: &'a [u8],
    /// Place of the first byte.
    pub(super) start: usize,
    /// One byte a character, else two.
    pub(super) compressed: bool,
    /// One modifier in short, or a list.
    pub(super) modifiers: Modifiers<'a>,
}

pub(super) enum Modifiers<'a> {
    Short([u8; 3]),
    List(&'a [u8]),
}

impl Modifiers<'_> {
    pub(super) fn list(&self) -> &[u8] {
        match self {
            Modifiers::Short(list) => list,
            Modifiers::List(list) => list,
        }
    }
}

/// The pieces of the first `length` characters; `None` where they are damaged, overlap or end before.
pub(super) fn pieces<'a>(stream: &'a [u8], mut clx: &'a [u8], length: u32) -> Option<Vec<Piece<'a>>> {
    let mut lists: Vec<&[u8]> = Vec::new();
    while byte(clx, 0)? == 1 {
        let size = usize::from(short(clx, 1)?);
        lists.push(clx.get(3..3 + size)?);
        clx = clx.get(3 + size..)?;
    }
    if byte(clx, 0)? != 2 {
        return None;
    }
    let table = part(clx, 5, long(clx, 1)?)?;
    let count = table.len().checked_sub(4)? / 12;
    let mut pieces = Vec::new();
    let mut left = stream.len();
    let mut end = 0;
    for index in 0..count {
        if end >= length {
            break;
        }
        let from = long(table, 4 * index)?;
        let to = long(table, 4 * index + 4)?.min(length);
        if from != end || to < from {
            return None;
        }
        end = to;
        let described = 4 * (count + 1) + 8 * index;
        let place = long(table, described + 2)?;
        let compressed = place & 0x4000_0000 != 0;
        let place = place & 0x3fff_ffff;
        let (start, size) =
            if compressed { (place / 2, to - from) } else { (place, (to - from).checked_mul(2)?) };
        // Each byte is text once, so that a small file cannot hold a large text.
        left = left.checked_sub(size as usize)?;
        let modifiers = short(table, described + 6)?;
        let modifiers = if modifiers & 1 == 0 {
            Modifiers::Short(short_modifier(modifiers))
        } else {
            Modifiers::List(lists.get(usize::from(modifiers >> 1)).copied().unwrap_or_default())
        };
        pieces.push(Piece {
            bytes: part(stream, start, size)?,
            start: start as usize,
            compressed,
            modifiers,
        });
    }
    (end >= length).then_some(pieces)
}

/// A modifier in short as it stands in lists; only those that a reader of text needs, [MS-DOC] 2.9.214.
fn short_modifier(short: u16) -> [u8; 3] {
    let code: u16 = match (short >> 1) & 0x7f {
        0x18 => 0x2416,
        0x19 => 0x2417,
        0x41 => 0x0800,
        0x57 => 0x0837,
        0x5c => 0x083c,
        0x68 => 0x2a48,
        0x73 => 0x2a53,
        _ => return [0; 3],
    };
    let [low, high] = code.to_le_bytes();
    [low, high, (short >> 8) as u8]
}

/// Runs of the stream with their properties.
pub(super) struct Runs<T> {
    runs: Vec<(Range<usize>, T)>,
}

impl<T> Runs<T> {
    /// The properties at a place, and how far they reach; none reach to the next run.
    pub(super) fn at(&self, place: usize) -> (Option<&T>, usize) {
        let next = self.runs.partition_point(|(range, _)| range.start <= place);
        match next.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some((range, value)) if range.contains(&place) => (Some(value), range.end),
            _ => (None, self.runs.get(next).map_or(usize::MAX, |(range, _)| range.start)),
        }
    }

    /// Reads the pages that `plc` lists. `entry` is the size of a run's entry on a page, of which the first byte says where the
    /// properties stand; `read` reads them. `None` where a page is missing.
    pub(super) fn read<'a>(
        stream: &'a [u8],
        plc: &[u8],
        entry: usize,
        mut read: impl FnMut(Option<(&'a [u8], usize)>) -> T,
    ) -> Option<Self> {
        let pages = plc.len().saturating_sub(4) / 8;
        // Each page is listed once, so that a small file cannot hold many runs.
        if pages > stream.len() / PAGE {
            return None;
        }
        let mut runs = Vec::new();
        for index in 0..pages {
            let number = long(plc, 4 * (pages + 1) + 4 * index)? & 0x003f_ffff;
            let page = part(stream, number.checked_mul(PAGE as u32)?, PAGE as u32)?;
            let count = usize::from(byte(page, PAGE - 1)?);
            for run in 0..count {
                let range = long(page, 4 * run)? as usize..long(page, 4 * run + 4)? as usize;
                let place = 2 * usize::from(byte(page, 4 * (count + 1) + entry * run)?);
                if !range.is_empty() {
                    runs.push((range, read((place != 0).then_some((page, place)))));
                }
            }
        }
        runs.sort_by_key(|(range, _)| range.start);
        Some(Self { runs })
    }
}
