//! Finds words in the prose of current reports. The index only spares reading: what is found is decided on the prose itself.

use super::{folder, prepare};
use crate::error::{Error, Result};
use crate::normalize::{fold, is_han};
use crate::rows::Value;
use crate::store::{INDEX, PASSED_OVER};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Signs around what was looked for.
pub const MARKS: [&str; 2] = ["【", "】"];
/// Characters shown on either side of it.
const AROUND: usize = 30;
/// Characters of a piece of the index.
const PIECE: usize = 3;
/// Spellings of a piece past which the index is not asked for it.
const MOST_SPELLINGS: usize = 64;

/// A paragraph in which the words stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The report.
    pub report_id: i64,
    /// Year reported on.
    pub year: Option<i64>,
    /// Whose report it is.
    pub agency: Option<String>,
    /// Section, 1 to 6.
    pub section: i64,
    /// Line of the document's text, where the paragraph stands on one.
    pub line: Option<i64>,
    /// How often the words begin in the paragraph.
    pub times: usize,
    /// The first of them with what is around it, before, itself, behind.
    pub snippet: [String; 3],
    /// File of the report.
    pub path: String,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The first paragraphs, newest reports first.
    pub hits: Vec<Hit>,
    /// All paragraphs.
    pub paragraphs: usize,
    /// Reports that they are of.
    pub reports: usize,
}

/// Finds `text` in the prose, narrowed by the parameters of the statement under `search`. At most `limit` paragraphs are
/// handed over, all are counted. Widths, cases, traditional characters and blanks make no difference; a text of blanks is nowhere.
///
/// # Errors
/// [`Error::Sql`] where the database cannot be read.
pub fn search(connection: &Connection, text: &str, given: &[(String, Value)], limit: usize) -> Result<Found> {
    let mut found = Found::default();
    let wanted = folded(text);
    let statement = folder("search").into_iter().find(|statement| statement.name == "sections");
    let Some(statement) = statement.filter(|_| !wanted.is_empty()) else { return Ok(found) };
    let likely = likely(connection, &wanted)?;
    let mut body = connection.prepare("select body from section where report_id = ? and number = ?")?;
    let mut source = connection.prepare("select text from document where document_id = ?")?;
    let mut last = None;
    prepare(connection, &statement, given)?.for_each(|row| -> Result<()> {
        let [Value::Integer(report_id), Value::Integer(section), year, agency, path, document, line] =
            &row[..]
        else {
            return Ok(());
        };
        if likely.as_ref().is_some_and(|likely| !likely.contains(&(report_id * 10 + section))) {
            return Ok(());
        }
        let body: String = body.query_row([report_id, section], |row| row.get(0))?;
        if !folded(&body).contains(&wanted) {
            return Ok(());
        }
        let paragraphs = paragraphs(&body, &wanted);
        found.paragraphs += paragraphs.len();
        found.reports += usize::from(last.replace(*report_id) != Some(*report_id));
        let room = limit.saturating_sub(found.hits.len());
        if room == 0 {
            return Ok(());
        }
        let integer = |value: &Value| if let Value::Integer(value) = value { Some(*value) } else { None };
        let text: String = source.query_row([integer(document)], |row| row.get(0))?;
        let lines = lines(&body, &text, integer(line).unwrap_or_default());
        for paragraph in paragraphs.into_iter().take(room) {
            found.hits.push(Hit {
                report_id: *report_id,
                year: integer(year),
                agency: (*agency != Value::Null).then(|| agency.to_string()),
                section: *section,
                line: lines.get(paragraph.index).copied().flatten(),
                times: paragraph.times,
                snippet: paragraph.snippet,
                path: path.to_string(),
            });
        }
        Ok(())
    })?;
    Ok(found)
}

/// A character as it is compared; none of a blank.
fn plain(c: char) -> Option<char> {
    let folded = || {
        let c = fold(c);
        c.to_lowercase().next().unwrap_or(c)
    };
    (!PASSED_OVER.contains(&c)).then(folded)
}

fn folded(text: &str) -> String {
    text.chars().filter_map(plain).collect()
}

/// A paragraph of a body that holds the words, by its index.
struct Paragraph {
    index: usize,
    times: usize,
    snippet: [String; 3],
}

/// The paragraphs of a body in which the words begin.
fn paragraphs(body: &str, wanted: &str) -> Vec<Paragraph> {
    let printed: Vec<char> = body.chars().collect();
    // Each compared character with its place in print.
    let compared: Vec<(char, usize)> =
        printed.iter().enumerate().filter_map(|(at, c)| plain(*c).map(|c| (c, at))).collect();
    let wanted: Vec<char> = wanted.chars().collect();
    let mut found: Vec<Paragraph> = Vec::new();
    let (mut seen, mut index) = (0, 0);
    for window in compared.windows(wanted.len()) {
        if !window.iter().map(|(c, _)| c).eq(&wanted) {
            continue;
        }
        let (Some(&(_, first)), Some(&(_, last))) = (window.first(), window.last()) else { continue };
        let between = printed.get(seen..first).unwrap_or_default();
        index += between.iter().filter(|c| **c == '\n').count();
        seen = first;
        if let Some(paragraph) = found.last_mut().filter(|paragraph| paragraph.index == index) {
            paragraph.times += 1;
        } else {
            found.push(Paragraph { index, times: 1, snippet: snippet(&printed, first, last) });
        }
    }
    found
}

/// What stands between two places, with what is around it in its paragraph.
fn snippet(printed: &[char], first: usize, last: usize) -> [String; 3] {
    let (before, rest) = printed.split_at_checked(first).unwrap_or_default();
    let (itself, behind) = rest.split_at_checked(last + 1 - first).unwrap_or_default();
    let before: Vec<char> = before.iter().rev().take_while(|c| **c != '\n').copied().collect();
    let behind: Vec<char> = behind.iter().take_while(|c| **c != '\n').copied().collect();
    let cut = |of: &[char]| if of.len() > AROUND { "…" } else { "" };
    let head: String = before.iter().take(AROUND).rev().collect();
    let tail: String = behind.iter().take(AROUND).collect();
    let itself = itself.iter().filter(|c| **c != '\n').collect();
    [cut(&before).to_owned() + &head, itself, tail + cut(&behind)]
}

/// The line of the document's text on which each paragraph of a section stands, in order from the section's heading on.
fn lines(body: &str, text: &str, heading: i64) -> Vec<Option<i64>> {
    let mut rest = (1i64..).zip(text.lines()).skip(usize::try_from(heading - 1).unwrap_or_default());
    let place = |paragraph: &str| {
        let (line, _) = rest.clone().find(|(_, line)| line.contains(paragraph))?;
        // The next paragraph may stand on the same line.
        while rest.clone().next().is_some_and(|(next, _)| next < line) {
            rest.next();
        }
        Some(line)
    };
    body.split('\n').map(place).collect()
}

/// The sections that may hold the words, as the index tells; nothing where it cannot tell.
fn likely(connection: &Connection, wanted: &str) -> Result<Option<HashSet<i64>>> {
    let made = "select 1 from sqlite_schema where name = ?";
    if connection.query_row(made, [INDEX], |_| Ok(())).optional()?.is_none() {
        return Ok(None);
    }
    let Some(pieces) = pieces(wanted) else { return Ok(None) };
    // Sections that the index lacks are read.
    let mut sections = connection.prepare(
        "select rowid from section_search where section_search match ?
         union all
         select report_id * 10 + number from section
         where not exists (select 1 from section_search_docsize where id = report_id * 10 + number)",
    )?;
    let sections = sections.query_map([pieces], |row| row.get(0))?;
    Ok(Some(sections.collect::<Result<_, _>>().map_err(Error::from)?))
}

/// The pieces of ideographs in the words as the index is asked for them, each in all spellings; none where there are none.
fn pieces(wanted: &str) -> Option<String> {
    let chars: Vec<char> = wanted.chars().collect();
    let pieces = chars.windows(PIECE).filter(|piece| piece.iter().all(|c| is_han(*c)));
    let spelt = pieces.filter_map(|piece| {
        let spellings = piece.iter().fold(vec![String::new()], |begun, c| {
            let also = SPELLINGS.get(c).map(Vec::as_slice).unwrap_or_default();
            let with = |begun: &String| -> Vec<String> {
                also.iter().chain([c]).map(|c| format!("{begun}{c}")).collect()
            };
            begun.iter().flat_map(with).collect()
        });
        let quoted: Vec<String> = spellings.iter().map(|spelling| format!("\"{spelling}\"")).collect();
        (quoted.len() <= MOST_SPELLINGS).then(|| format!("({})", quoted.join(" OR ")))
    });
    let spelt: Vec<String> = spelt.collect();
    (!spelt.is_empty()).then(|| spelt.join(" AND "))
}

/// Characters that are compared as another one, by it.
static SPELLINGS: LazyLock<HashMap<char, Vec<char>>> = LazyLock::new(|| {
    let mut spellings: HashMap<char, Vec<char>> = HashMap::new();
    for c in '\u{2e80}'..='\u{9fff}' {
        if let Some(other) = plain(c).filter(|other| *other != c) {
            spellings.entry(other).or_default().push(c);
        }
    }
    spellings
});
