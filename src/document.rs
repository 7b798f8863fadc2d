//! A source document after its format is forgotten: blocks in reading order, each with its line.
//!
//! Readers make it, the parser takes it. It knows nothing of the statutory form and keeps every character
//! of the text that was printed.

/// A document as read, whatever its format was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text as ingested; block lines count its lines from 1.
    pub text: String,
    /// Blocks in reading order.
    pub blocks: Vec<Block>,
    /// Title that the format itself states (html `<title>`, docx properties), if any.
    pub title: Option<String>,
    /// Address of the page, if the document or its container states it.
    pub url: Option<String>,
    /// Date of publication as `YYYY-MM-DD`, if the document or its container states it.
    pub published_on: Option<String>,
    /// Character set that the bytes were read in, of texts and pages.
    pub charset: Option<&'static str>,
    /// Whether the text, or that of a page, was recognised from pictures: its characters are a guess.
    pub recognised: bool,
    /// What the reader saw in the file and could not read.
    pub unread: Vec<Unread>,
    /// Media type of the format, such as `text/html`.
    pub media_type: &'static str,
}

/// Something of which a reader saw only that it is there: an embedded sheet, a part that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Code such as `embedded_object`.
    pub code: &'static str,
    /// The line of [`Document::text`] after which it stands, 0 at the start.
    pub line: u32,
    /// What, in Chinese and English.
    pub message: String,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A line of running text, with its leading and inner white space.
    Line(Text),
    /// A cell whose row is not known: layouts that print one cell a line.
    Cell(Text),
    /// The end of a printed row or paragraph: an empty line, a row mark.
    Break,
    /// A table.
    Grid(Grid),
}

/// Text at a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// 1-based line of [`Document::text`].
    pub line: u32,
    /// The text.
    pub text: String,
}

/// Rows of cells. Rows may differ in length where the format lost cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// Rows in reading order.
    pub rows: Vec<Vec<GridCell>>,
    /// Whether positions are sure: the format says which cells a span covers, and every row has all columns.
    pub regular: bool,
}

/// A cell of a [`Grid`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridCell {
    /// The text, line ends between its paragraphs; empty for a blank cell and for a covered one.
    pub content: Text,
    /// Whether the place is covered by a cell that spans it, so that nothing is printed here.
    pub covered: bool,
    /// Columns that it covers to its right.
    pub across: usize,
}
