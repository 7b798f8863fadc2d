//! How much of an input is read: every bound on size, depth and expansion, so that no file can cost more than its share.
//!
//! Past a bound a file is rejected with its reason, or what stands past it is read in a plainer way; each constant says which.

/// Bytes of a file; larger ones are rejected unread: a report has some hundred kilobytes, its pdf some megabytes.
pub const MAX_BYTES: u64 = 64 << 20;

/// Bytes of plain text; longer text is rejected: a report has some thousand characters, a crawl's page some hundred thousand.
pub const MAX_TEXT: usize = 16 << 20;

/// Bytes that a part of a zip container (docx, xlsx, odt) may unpack to, else rejected: a report's is under 2 MB, a zip bomb's is not.
pub const MAX_PART: u64 = 64 << 20;

/// Columns of a table; a span past it is cut. No form has more than 20.
pub const MAX_COLUMNS: usize = 200;

/// Rows of the form that a table may print, repeated ones counted; numbers of further rows are told as strays.
pub const MAX_ZONES: usize = 100;

/// Cells of all tables of a document, spans spread out; past it, rows are read as running text.
pub const MAX_CELLS: usize = 500_000;

/// Elements within elements of a page; deeper ones are read as text of their ancestor: pages nest to about 40.
pub const MAX_DEPTH: usize = 256;

/// Open tags within each other past which a page is rejected before it is parsed: recursion of the tree must stay bounded.
pub const MAX_NESTING: usize = 4_000;

/// Elements of a page times its depth and the selectors of its style sheets that are compared; later rules count for nothing.
pub const MAX_MATCHES: usize = 200_000_000;

/// Things in a file that cannot be read and are told each by itself; more of them are not told.
pub const MAX_UNREAD: usize = 100;

/// Tables within tables of a word processor's file, else rejected.
pub const MAX_TABLES_DEEP: usize = 16;

/// Groups within groups of rich text, else rejected: word processors nest to about 20.
pub const MAX_GROUPS: usize = 1_000;

/// Bytes of one record of a crawl's dump, with what JSON adds to a file; larger records are rejected.
pub const MAX_RECORD: u64 = 2 * MAX_BYTES;

/// Bytes of the headers of a record or response, else the container counts as damaged.
pub const MAX_HEADER: u64 = 1 << 20;

/// Containers within containers, else rejected: a province packs its cities, a city its counties.
pub const MAX_CONTAINERS_DEEP: usize = 6;

/// Bytes that a container may unpack to, whatever its size; [`MAX_EXPANSION`] adds to it.
pub const MAX_UNPACKED: u64 = 1 << 30;

/// Bytes that a container may unpack to for each of its own; past both, the rest is rejected: pages pack to a tenth.
pub const MAX_EXPANSION: u64 = 100;

/// Bytes of members that are read ahead of the parser, over all containers; one member more may always be.
pub const MAX_AHEAD: u64 = 128 << 20;

/// Pages of a pdf file, else rejected: a report has some ten, a yearbook some hundred.
pub const MAX_PAGES: usize = 1_000;

/// What the pages of a pdf file may draw, in points of paths, a character counting for eight; past it the file is rejected.
pub const MAX_DRAWN: usize = 4_000_000;

/// Pictures and filled areas of a pdf page whose places are kept; later ones only are not seen as a background.
pub const MAX_PICTURES: usize = 1_000;

/// Rules of a pdf page past which they are a drawing and make no table; a page of the form has about 200.
pub const MAX_RULES: usize = 3_000;

/// Bytes that a drawing in a pdf file may unpack to, else the file is rejected; a page of the form has some 50 kB.
pub const MAX_STREAM: usize = 4 << 20;

/// Bytes that an embedded font may unpack to, else the file is rejected; a whole Chinese font has 20 MB.
pub const MAX_FONT: usize = 64 << 20;

/// Bytes that all drawings of a pdf file may unpack to, pictures and fonts aside, else it is rejected.
pub const MAX_STREAMS: usize = 16 << 20;

/// Fonts of a pdf file that fail to load, each time one is asked for; past it the file is rejected.
pub const MAX_FONT_FAILURES: usize = 2_000;

/// Form fields of a pdf file within fields whose value they share; a value further up is not looked for: programs nest to about 5.
pub const MAX_FIELDS_DEEP: usize = 32;

/// Mentions of parts with parts of their own in a web archive, else rejected: they may lie within each other, and a page's has one.
pub const MAX_MULTIPARTS: usize = 200;
