//! Word 97–2003 documents (doc, and wps that is such a file): paragraphs and tables, also nested ones, with merged cells spread out.
//!
//! The text of the body alone: no headers, notes, text boxes, hidden, struck or deleted text, no field codes. [MS-DOC] is the
//! reference for every number.

mod bytes;
mod lists;
mod pieces;
mod sprm;
mod styles;

use super::Unreadable;
use super::marked::{Flow, Ink, TooDeep};
use super::numbering::Numbering;
use super::ole;
use super::ordinal::in_front;
use super::seen::Seen;
use crate::document::Document;
use crate::limits::MAX_TEXT;
use bytes::{byte, long, part, short};
use encoding_rs::WINDOWS_1252;
use pieces::{Piece, Runs};
use sprm::{Look, Place};
use std::cell::Cell;
use std::io::{Cursor, Read};
use std::rc::Rc;
use styles::Styles;

/// Media type of the format.
pub(super) const MEDIA_TYPE: &str = "application/msword";

/// The stream of the text.
const MAIN: &str = "WordDocument";

/// Whether bytes are a compound file with a Word document at its root, or a damaged one that names it.
pub(super) fn looks_like(seen: &Seen) -> bool {
    if seen.streams.is_some() || !seen.bytes.starts_with(ole::MAGIC) {
        return seen.has_stream(&[MAIN]);
    }
    let name: Vec<u8> = MAIN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    seen.bytes.windows(name.len()).any(|window| window == name)
}

fn broken(what: &str) -> Unreadable {
    Unreadable {
        code: "broken_doc",
        message: format!("doc 文件损坏（{what}） / the doc file is damaged ({what})"),
    }
}

/// Reads a doc file.
///
/// # Errors
/// [`Unreadable`] where the file is damaged, encrypted, of Word 95 or before, or prints nothing.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
    let mut stream = |name: &str| -> Option<Vec<u8>> {
        let mut content = Vec::new();
        // No stream is longer than its file, whatever its entry says.
        file.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut content).ok()?;
        Some(content)
    };
    let main = stream(MAIN).ok_or_else(|| broken(MAIN))?;
    let (version, flags) = short(&main, 2).zip(short(&main, 10)).ok_or_else(|| broken("FIB"))?;
    if version < 0xc0 {
        return Err(Unreadable {
            code: "old_doc",
            message: "Word 95 或更早的 doc 文件，请另存为 docx / a doc file of Word 95 or before; save it as docx first".into(),
        });
    }
    if flags & 0x0100 != 0 {
        return Err(ole::encrypted());
    }
    let names = if flags & 0x0200 == 0 { ["0Table", "1Table"] } else { ["1Table", "0Table"] };
    let table = stream(names[0]).or_else(|| stream(names[1])).ok_or_else(|| broken(names[0]))?;
    let data = stream("Data").unwrap_or_default();
    let document = Parts { main: &main, table: &table, data: &data }.document()?;
    if document.blocks.is_empty() {
        return Err(Unreadable {
            code: "empty", message: "文件没有文字 / the file holds no text".into()
        });
    }
    Ok(document)
}

/// The streams of a file.
#[derive(Clone, Copy)]
struct Parts<'a> {
    main: &'a [u8],
    table: &'a [u8],
    data: &'a [u8],
}

impl<'a> Parts<'a> {
    /// A part of the table stream by its number in the file's head.
    fn part(self, number: usize) -> Option<&'a [u8]> {
        let at = 0x9a + 8 * number;
        part(self.table, long(self.main, at)?, long(self.main, at + 4)?)
    }

    /// The table stream from such a part on: the levels of lists stand behind theirs.
    fn rest(self, number: usize) -> Option<&'a [u8]> {
        let at = 0x9a + 8 * number;
        if long(self.main, at + 4)? == 0 { None } else { self.table.get(long(self.main, at)? as usize..) }
    }

    fn document(self) -> Result<Document, Unreadable> {
        let length = long(self.main, 0x4c).ok_or_else(|| broken("ccpText"))?;
        let clx = self.part(33).ok_or_else(|| broken("Clx"))?;
        let pieces = pieces::pieces(self.main, clx, length).ok_or_else(|| broken("PlcPcd"))?;
        let budget = Cell::new(MAX_TEXT);
        let places = self.places(&budget).ok_or_else(|| broken("PlcBtePapx"))?;
        let looks = self.looks().ok_or_else(|| broken("PlcBteChpx"))?;
        let styles = Styles::read(self.part(1).unwrap_or_default());
        let numbering = lists::read(self.rest(73).unwrap_or_default(), self.part(74).unwrap_or_default());
        let mut print = Print { numbering, ..Print::default() };
        for piece in &pieces {
            print.piece(piece, &places, &looks, &styles).map_err(|TooDeep| Unreadable {
                code: "too_deep",
                message: "doc 文件表格嵌套过深 / tables of the doc file are nested too deeply".into(),
            })?;
        }
        // The mark of an empty box is a character, and so is one behind all of them.
        if long(self.main, 0x64).is_some_and(|length| length > 2) {
            print.flow.builder().text_boxes();
        }
        print.finish().map_err(|TooDeep| broken("itap"))
    }

    /// Modifiers in the data stream, as long as the budget lasts.
    fn far(self, at: u32, budget: &Cell<usize>) -> &'a [u8] {
        let size = usize::try_from(at).ok().and_then(|at| short(self.data, at));
        let list = size.zip(at.checked_add(2)).and_then(|(size, at)| part(self.data, at, u32::from(size)));
        let list = list.filter(|list| list.len() <= budget.get()).unwrap_or_default();
        budget.set(budget.get() - list.len());
        list
    }

    /// Paragraphs' properties.
    fn places(self, budget: &Cell<usize>) -> Option<Runs<Place>> {
        Runs::read(self.main, self.part(13)?, 13, |stored| {
            let mut place = Place::default();
            let list = stored.and_then(|(page, at)| match usize::from(byte(page, at)?) {
                0 => page.get(at + 2..at + 2 + 2 * usize::from(byte(page, at + 1)?)),
                words => page.get(at + 1..at + 2 * words),
            });
            if let Some((style, modifiers)) = list.and_then(|list| Some((short(list, 0)?, list.get(2..)?))) {
                place.style = style;
                place.apply(modifiers, &mut |at| self.far(at, budget));
            }
            place
        })
    }

    /// Characters' modifiers.
    fn looks(self) -> Option<Runs<&'a [u8]>> {
        Runs::read(self.main, self.part(12)?, 1, |stored| {
            let list = stored.and_then(|(page, at)| page.get(at + 1..at + 1 + usize::from(byte(page, at)?)));
            list.unwrap_or_default()
        })
    }
}

/// How much of a field's code is kept.
const CODE: usize = 64;

/// A document in the making.
#[derive(Default)]
struct Print {
    flow: Flow,
    ink: Ink,
    numbering: Numbering,
    /// Code of the innermost field, as far as it tells what the field is.
    code: String,
    /// Open fields: of each whether its code is being read, not its result.
    fields: Vec<bool>,
    codes: usize,
    /// First half of a character beyond the basic plane.
    half: Option<u16>,
}

impl Print {
    /// Prints a piece, run by run of the same properties.
    fn piece(
        &mut self,
        piece: &Piece,
        places: &Runs<Place>,
        looks: &Runs<&[u8]>,
        styles: &Styles,
    ) -> Result<(), TooDeep> {
        let width = if piece.compressed { 1 } else { 2 };
        let more = piece.modifiers.list();
        let mut rest = piece.bytes;
        while !rest.is_empty() {
            let at = piece.start + piece.bytes.len() - rest.len();
            let (place, place_end) = places.at(at);
            let (look, look_end) = looks.at(at);
            let mut place = place.cloned().unwrap_or_default();
            place.apply(more, &mut |_| &[]);
            let base = styles.look(place.style);
            let mut shown = base;
            for modifiers in [look.copied().unwrap_or_default(), more] {
                shown.apply(modifiers, base, &|style| styles.look(style));
            }
            shown.white &= place.depth() > 0;
            // The last run may be open-ended, and a run may end within a character of two bytes.
            let length = place_end.min(look_end).saturating_sub(at).clamp(1, rest.len());
            let length = length.next_multiple_of(width).min(rest.len());
            let (run, after) = rest.split_at(length);
            rest = after;
            for unit in run.chunks(width) {
                let unit = match *unit {
                    [byte @ 0x80..=0x9f] => {
                        let one = [byte];
                        let (text, _) = WINDOWS_1252.decode_without_bom_handling(&one);
                        text.encode_utf16().next().unwrap_or(u16::from(byte))
                    }
                    [low, high] => u16::from_le_bytes([low, high]),
                    _ => unit.first().copied().map_or(0, u16::from),
                };
                self.unit(unit, shown, &place, styles)?;
            }
        }
        Ok(())
    }

    /// Prints a character, or ends what it ends.
    fn unit(&mut self, unit: u16, look: Look, place: &Place, styles: &Styles) -> Result<(), TooDeep> {
        let inner = unit == 0x0d && place.depth() > 1;
        match unit {
            0x07 | 0x0d if (unit == 0x07 || inner) && place.is_row_end() => self.end_row(place, look.deleted),
            0x07 | 0x0d if unit == 0x07 || inner && place.ends_inner_cell => {
                let text = self.end(place, styles);
                self.flow.cell(place.depth(), text)
            }
            // Without its mark a paragraph runs on into the next.
            0x0d if look.deleted => Ok(()),
            0x0d => {
                let text = self.end(place, styles);
                self.flow.paragraph(place.depth(), text)
            }
            _ => {
                self.character(unit, look);
                Ok(())
            }
        }
    }

    fn character(&mut self, unit: u16, look: Look) {
        match unit {
            0x13 => {
                self.fields.push(true);
                self.codes += 1;
                self.code.clear();
            }
            0x14 => {
                self.field();
                if let Some(code) = self.fields.last_mut() {
                    self.codes -= usize::from(std::mem::take(code));
                }
            }
            0x15 => {
                self.field();
                self.codes -= usize::from(self.fields.pop().unwrap_or(false));
            }
            0x20..0x7f if self.codes > 0 && self.code.len() < CODE => self.code.push(char::from(unit as u8)),
            _ if self.codes > 0 || look.unprinted() => {}
            0x28 if look.symbol.is_some() => self.print(look.symbol.unwrap_or(unit), look),
            0x09 => self.print(0x20, look),
            0x0b | 0x0c | 0x0e => self.print(0x0a, look),
            0x1e => self.print(0x2d, look),
            0x20.. => self.print(unit, look),
            _ => {}
        }
    }

    /// Tells of a field whose result is no text.
    fn field(&mut self) {
        let code = std::mem::take(&mut self.code);
        let mut words = code.split_whitespace();
        match words.next() {
            Some("EMBED" | "LINK") => self.flow.builder().embedded(words.next().unwrap_or("?")),
            Some("FORMDROPDOWN") => self.flow.builder().choice(),
            _ => {}
        }
    }

    fn print(&mut self, unit: u16, look: Look) {
        let half = self.half.take();
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        for c in char::decode_utf16(half.into_iter().chain([unit])) {
            let c = c.unwrap_or('\u{fffd}');
            self.ink.push(c, look.sets_apart(c));
        }
    }

    /// The text of the paragraph that ends, with its number.
    fn end(&mut self, place: &Place, styles: &Styles) -> String {
        let number = self.numbering.next(&place.in_list.or(styles.in_list(place.style)), "");
        in_front(&number.unwrap_or_default(), &self.text())
    }

    /// The text so far. The code of a field ends with its paragraph: one without its end must not hide the rest.
    fn text(&mut self) -> String {
        if self.codes > 0 {
            self.fields.clear();
            self.codes = 0;
        }
        self.ink.take()
    }

    fn end_row(&mut self, place: &Place, deleted: bool) -> Result<(), TooDeep> {
        let text = self.text();
        if deleted {
            return self.flow.deleted_row(place.depth(), Rc::clone(&place.row));
        }
        if !text.is_empty() {
            self.flow.paragraph(place.depth(), text)?;
        }
        self.flow.row(place.depth(), Rc::clone(&place.row))
    }

    fn finish(mut self) -> Result<Document, TooDeep> {
        let text = self.text();
        self.flow.paragraph(0, text)?;
        self.flow.finish(None)
    }
}
