//! The lists of a Word file, [MS-DOC] 2.9.198 (PlfLst) and 2.9.197 (PlfLfo): what numbers its paragraphs print.

use super::bytes::{byte, long, short};
use crate::source::numbering::{LEVELS, Level, Numbering};

/// Formats of numbers by their code ([MS-OSHARED] 2.2.1.3), as docx names them.
const FORMATS: [&str; 40] = [
    "decimal",
    "upperRoman",
    "lowerRoman",
    "upperLetter",
    "lowerLetter",
    "decimal",
    "decimal",
    "decimal",
    "decimal",
    "decimal",
    "ideographDigital",
    "japaneseCounting",
    "decimal",
    "decimal",
    "decimalFullWidth",
    "decimal",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
    "decimalEnclosedCircle",
    "decimalFullWidth2",
    "decimal",
    "decimal",
    "decimal",
    "bullet",
    "decimal",
    "decimal",
    "decimal",
    "decimal",
    "decimalEnclosedCircleChinese",
    "decimalEnclosedCircle",
    "decimal",
    "decimal",
    "decimal",
    "taiwaneseCounting",
    "japaneseCounting",
    "taiwaneseCountingThousand",
    "taiwaneseCounting",
    "chineseCounting",
    "chineseCounting",
    "chineseCountingThousand",
];

/// Reads the patterns of lists and the lists in use; what is damaged there counts as not said.
pub(super) fn read(patterns: &[u8], lists: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    let _ = read_patterns(patterns, &mut numbering);
    let _ = read_lists(lists, &mut numbering);
    numbering
}

/// The patterns: all their heads, then the levels of each.
fn read_patterns(bytes: &[u8], numbering: &mut Numbering) -> Option<()> {
    const HEAD: usize = 28;
    let count = usize::from(short(bytes, 0)?);
    let heads = bytes.get(2..2 + HEAD * count)?;
    let mut rest = bytes.get(2 + HEAD * count..)?;
    for head in heads.chunks(HEAD) {
        let id = long(head, 0)?.to_string();
        let simple = byte(head, 26)? & 1 == 1;
        for at in 0..if simple { 1 } else { LEVELS } {
            let (level, size) = level(rest)?;
            rest = rest.get(size..)?;
            *numbering.level(&id, at)? = level;
        }
    }
    Some(())
}

/// The lists in use, then the levels that each begins anew or shows otherwise.
fn read_lists(bytes: &[u8], numbering: &mut Numbering) -> Option<()> {
    const HEAD: usize = 16;
    let count = usize::try_from(long(bytes, 0)?).ok()?;
    let heads = bytes.get(4..HEAD.checked_mul(count)?.checked_add(4)?)?;
    let mut rest = bytes.get(4 + heads.len()..)?;
    for (index, head) in heads.chunks(HEAD).enumerate() {
        numbering.list(&(index + 1).to_string()).pattern = long(head, 0)?.to_string();
    }
    for (index, head) in heads.chunks(HEAD).enumerate() {
        let list = numbering.list(&(index + 1).to_string());
        rest = rest.get(4..)?;
        for _ in 0..byte(head, 12)? {
            let (start, flags) = (long(rest, 0)?, long(rest, 4)?);
            rest = rest.get(8..)?;
            let at = (flags & 0xf) as usize;
            if flags & 0x10 != 0 {
                list.starts.push((at, start));
            }
            if flags & 0x20 != 0 {
                let (level, size) = level(rest)?;
                rest = rest.get(size..)?;
                list.levels.insert(at, level);
            }
        }
    }
    Some(())
}

/// A level and its size.
fn level(bytes: &[u8]) -> Option<(Level, usize)> {
    let text = 28 + usize::from(byte(bytes, 24)?) + usize::from(byte(bytes, 25)?);
    let length = usize::from(short(bytes, text)?);
    let size = text + 2 + 2 * length;
    let units = bytes.get(text + 2..size)?.chunks_exact(2).map(|unit| short(unit, 0).unwrap_or(0));
    let mut shown = String::new();
    for c in char::decode_utf16(units) {
        match c.unwrap_or(char::REPLACEMENT_CHARACTER) {
            // The count of a level stands by its number.
            c @ '\0'..='\u{8}' => shown.extend(['%', char::from(b'1' + c as u8)]),
            c => shown.push(c),
        }
    }
    let format = FORMATS.get(usize::from(byte(bytes, 4)?)).copied().unwrap_or("none").to_owned();
    let digits = byte(bytes, 5)? & 4 != 0;
    Some((Level { format, text: shown, start: long(bytes, 0)?, digits, ..Level::default() }, size))
}
