//! Rich text (rtf): paragraphs and tables, also nested ones, with merged cells spread out.
//!
//! Headers, footers, notes, text boxes, hidden, struck and deleted text and field codes are left out.

mod encodings;
mod tokens;

use super::Unreadable;
use super::edges::{CellShape, RowShape};
use super::marked::{Flow, Ink, SHIFT, TooDeep};
use super::white::is_white;
use crate::document::Document;
use crate::limits::{MAX_COLUMNS, MAX_GROUPS};
use encoding_rs::{Encoding, WINDOWS_1252, X_USER_DEFINED};
use encodings::{character_set, code_page};
use std::collections::HashMap;
use std::rc::Rc;
use tokens::{Token, Tokens};

/// Media type of the format.
pub(super) const MEDIA_TYPE: &str = "application/rtf";

/// Whether bytes are rich text.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// Reads an rtf file.
///
/// # Errors
/// [`Unreadable`] where groups or tables are nested beyond sense or the file prints nothing.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let too_deep = || Unreadable {
        code: "too_deep",
        message: "rtf 文件嵌套过深 / the rtf file is nested too deeply".into(),
    };
    let mut reader = Reader::default();
    for token in Tokens::new(bytes) {
        reader.take(token).map_err(|TooDeep| too_deep())?;
    }
    let document = reader.finish().map_err(|TooDeep| too_deep())?;
    if document.blocks.is_empty() {
        return Err(Unreadable {
            code: "empty", message: "文件没有文字 / the file holds no text".into()
        });
    }
    Ok(document)
}

/// What a group's text is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Destination {
    #[default]
    Page,
    Fonts,
    Colors,
    Nothing,
}

/// What a group may change and its end restores.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "the format states each by itself")]
struct State {
    destination: Destination,
    /// Places that stand for a character in readers without Unicode, to be passed over after `\u`.
    fallback: usize,
    font: i32,
    hidden: bool,
    deleted: bool,
    struck: bool,
    raised: bool,
    shifted: bool,
    white: bool,
    /// Whether a colour stands behind the text.
    filled: bool,
    /// What the text around a group with two forms of the same text is for.
    around: Destination,
    in_table: bool,
    depth: usize,
    /// In the properties of a row of a nested table.
    nested_row: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            destination: Destination::Page,
            fallback: 1,
            font: -1,
            hidden: false,
            deleted: false,
            struck: false,
            raised: false,
            shifted: false,
            white: false,
            filled: false,
            around: Destination::Page,
            in_table: false,
            depth: 0,
            nested_row: false,
        }
    }
}

/// A row's shape in the making; it holds until the next `\trowd`.
#[derive(Default)]
struct Row {
    shape: Rc<RowShape>,
    cell: CellShape,
}

#[derive(Default)]
struct Reader {
    flow: Flow,
    ink: Ink,
    state: State,
    groups: Vec<State>,
    /// The default encoding, and those of fonts.
    encoding: Option<&'static Encoding>,
    default_font: i32,
    fonts: HashMap<i32, &'static Encoding>,
    /// The table of colours; the first is none.
    colors: Vec<[u8; 3]>,
    /// Bytes of text that are not decoded yet: a character may take two.
    bytes: Vec<u8>,
    /// First half of a character beyond the basic plane.
    half: Option<u16>,
    /// Tokens still to pass over after `\u`.
    pass: usize,
    /// The group's first token was `\*`: a reader that does not know its name leaves the group out.
    optional: bool,
    row: Row,
    nested_row: Row,
}

impl Reader {
    fn take(&mut self, token: Token) -> Result<(), TooDeep> {
        if self.pass > 0 {
            match token {
                Token::Open | Token::Close => self.pass = 0,
                _ => {
                    self.pass -= 1;
                    return Ok(());
                }
            }
        }
        if !matches!(token, Token::Byte(_)) {
            self.decode();
        }
        let optional = std::mem::take(&mut self.optional);
        match token {
            Token::Open => {
                if self.groups.len() >= MAX_GROUPS {
                    return Err(TooDeep);
                }
                self.groups.push(self.state.clone());
            }
            Token::Close => self.state = self.groups.pop().unwrap_or_default(),
            Token::Symbol(b'*') => self.optional = true,
            Token::Symbol(symbol) => match symbol {
                b'~' => self.print(' '),
                b'_' => self.print('-'),
                _ => {}
            },
            Token::Byte(b';') if self.state.destination == Destination::Colors => self.colors.push([0; 3]),
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Binary => {}
            Token::Word(word, number) => self.word(word, number, optional)?,
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Document, TooDeep> {
        self.decode();
        let text = self.ink.take();
        self.flow.paragraph(self.depth(), text)?;
        self.flow.finish(None)
    }

    /// Prints the bytes that wait.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if self.state.destination != Destination::Page {
            return;
        }
        let font = if self.state.font < 0 { self.default_font } else { self.state.font };
        let encoding = self.fonts.get(&font).copied().or(self.encoding).unwrap_or(WINDOWS_1252);
        if encoding == X_USER_DEFINED {
            // Signs of a symbol font are no letters and digits; they stand where Unicode has room for them.
            bytes
                .iter()
                .filter_map(|byte| char::from_u32(0xf000 + u32::from(*byte)))
                .for_each(|c| self.print(c));
            return;
        }
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        text.chars().for_each(|c| self.print(c));
    }

    fn print(&mut self, c: char) {
        let state = &self.state;
        if state.destination == Destination::Page && !(state.hidden || state.deleted || state.struck) {
            let in_table = state.in_table || state.depth > 0;
            let unseen = state.white && !state.filled && in_table && c.is_numeric();
            self.ink.push(c, state.raised || state.shifted || unseen);
        }
    }

    /// A character given by its number, in halves where it has two.
    fn unicode(&mut self, number: i32) {
        let unit = number as u16;
        let half = self.half.take();
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
        } else {
            let units = half.into_iter().chain([unit]);
            for c in char::decode_utf16(units) {
                self.print(c.unwrap_or('\u{fffd}'));
            }
        }
        self.pass = self.state.fallback;
    }

    /// How many tables deep the open paragraph stands.
    fn depth(&self) -> usize {
        self.state.depth.max(usize::from(self.state.in_table))
    }

    fn word(&mut self, word: &str, number: Option<i32>, optional: bool) -> Result<(), TooDeep> {
        let on = number != Some(0);
        let count = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
        let state = &mut self.state;
        match word {
            "colortbl" => {
                state.destination = Destination::Colors;
                self.colors = vec![[0; 3]];
            }
            "red" | "green" | "blue" if state.destination == Destination::Colors => {
                let at = ["red", "green", "blue"].iter().position(|part| *part == word).unwrap_or(0);
                if let Some(color) = self.colors.last_mut() {
                    color[at] = u8::try_from(count).unwrap_or(0);
                }
            }
            "fonttbl" => state.destination = Destination::Fonts,
            "nesttableprops" => state.nested_row = true,
            // A box, or the text twice: for readers without Unicode, then in it.
            "shp" | "upr" => state.around = std::mem::replace(&mut state.destination, Destination::Nothing),
            "ud" if optional => state.destination = state.around,
            // The choice of a drop-down field is no text.
            "shptxt" if state.around == Destination::Page => self.flow.builder().text_boxes(),
            "fftype" if number == Some(2) => self.flow.builder().choice(),
            _ if optional || prints_nothing(word) => state.destination = Destination::Nothing,
            "ansicpg" => self.encoding = number.and_then(code_page),
            "deff" => self.default_font = number.unwrap_or(0),
            "f" => state.font = number.unwrap_or(0),
            "fcharset" | "cpg" if state.destination == Destination::Fonts => {
                let known = number.and_then(if word == "cpg" { code_page } else { character_set });
                let font = state.font;
                known.map(|encoding| self.fonts.insert(font, encoding));
            }
            _ if state.destination != Destination::Page => {}
            "uc" => state.fallback = count,
            "u" => self.unicode(number.unwrap_or(0)),
            "v" => state.hidden = on,
            "deleted" | "mvf" => state.deleted = on,
            "strike" | "striked" => state.struck = on,
            "super" | "sub" => state.raised = on,
            "nosupersub" => state.raised = false,
            "up" | "dn" => state.shifted = number.is_none_or(|by| by >= i32::from(SHIFT)),
            "cf" => state.white = self.colors.get(count).is_some_and(|color| is_white(*color)),
            "cb" | "chcbpat" | "highlight" => {
                let color = self.colors.get(count).filter(|_| count > 0);
                state.filled = color.is_some_and(|color| !is_white(*color));
            }
            "plain" => {
                (state.white, state.filled) = (false, false);
                (state.hidden, state.deleted, state.struck) = (false, false, false);
                (state.raised, state.shifted) = (false, false);
                state.font = -1;
            }
            "pard" => (state.in_table, state.depth) = (false, 0),
            "intbl" => state.in_table = on,
            "itap" => state.depth = count,
            "objemb" | "objlink" | "objautlink" => self.flow.builder().embedded("OLE"),
            // Without its mark a paragraph runs on into the next.
            "par" if state.deleted => {}
            "par" | "sect" => {
                let text = self.ink.take();
                self.flow.paragraph(self.depth(), text)?;
            }
            "line" | "page" | "column" | "softline" => self.print('\n'),
            "cell" => {
                let text = self.ink.take();
                self.flow.cell(1, text)?;
            }
            "nestcell" => {
                let text = self.ink.take();
                self.flow.cell(self.depth().max(2), text)?;
            }
            "row" if state.deleted => self.flow.deleted_row(1, Rc::clone(&self.row.shape))?,
            "nestrow" if state.deleted => {
                self.flow.deleted_row(self.depth().max(2), Rc::clone(&self.nested_row.shape))?;
            }
            "row" => self.flow.row(1, Rc::clone(&self.row.shape))?,
            "nestrow" => self.flow.row(self.depth().max(2), Rc::clone(&self.nested_row.shape))?,
            _ => match character(word) {
                Some(c) => self.print(c),
                None => self.row_word(word, number.unwrap_or(0)),
            },
        }
        Ok(())
    }

    /// The words that state a row.
    fn row_word(&mut self, word: &str, number: i32) {
        let row = if self.state.nested_row { &mut self.nested_row } else { &mut self.row };
        match word {
            "trowd" => *row = Row::default(),
            "trleft" => Rc::make_mut(&mut row.shape).left = number,
            "clmrg" => row.cell.joins_left = true,
            "clvmrg" => row.cell.joins_above = true,
            "cellx" => {
                let cell = CellShape { right: number, ..std::mem::take(&mut row.cell) };
                let shape = Rc::make_mut(&mut row.shape);
                // One more than the limit shows that there are too many.
                if shape.cells.len() <= MAX_COLUMNS {
                    shape.cells.push(cell);
                }
            }
            _ => {}
        }
    }
}

/// Groups whose text is not printed in the body.
fn prints_nothing(word: &str) -> bool {
    const NAMES: [&str; 35] = [
        "aftncn",
        "aftnsep",
        "aftnsepc",
        "annotation",
        "atnauthor",
        "atnid",
        "datastore",
        "do",
        "filetbl",
        "fldinst",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "footnote",
        "ftncn",
        "ftnsep",
        "ftnsepc",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "info",
        "listtable",
        "nonesttables",
        "objclass",
        "objdata",
        "pict",
        "revtbl",
        "rxe",
        "stylesheet",
        "tc",
        "template",
        "txe",
        "xe",
    ];
    NAMES.binary_search(&word).is_ok()
}

/// Words that stand for a character.
fn character(word: &str) -> Option<char> {
    Some(match word {
        "tab" | "emspace" | "enspace" | "qmspace" => ' ',
        "emdash" => '—',
        "endash" => '–',
        "bullet" => '•',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        _ => return None,
    })
}
