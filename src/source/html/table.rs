//! Tables of a page: real ones, and those made of blocks whose role, class or style says so.

use super::seen::{Seen, style};
use super::{INLINE, push_collapsed};
use crate::limits::MAX_DEPTH;
use crate::normalize::{is_han, is_space};
use crate::source::builder::{PICTURE, SpanCell};
use scraper::ElementRef;
use scraper::node::{Element, Node};

/// A cell with more characters than this is a page laid out by a table, not a cell of the form.
const LAYOUT_CELL: usize = 600;

/// What a table prints, in order.
pub(super) enum Part {
    /// A caption, or text between rows.
    Text(String),
    /// Rows with their spans.
    Rows(Vec<Vec<SpanCell>>),
}

fn has_class(element: &Element, names: &[&str]) -> bool {
    element.classes().any(|class| names.contains(&class.to_ascii_lowercase().as_str()))
}

/// Whether an element is a table or made to look like one.
pub(super) fn is_table(element: &Element) -> bool {
    element.name() == "table"
        || element.attr("role") == Some("table")
        || (element.name() != "tbody"
            && (has_class(element, &["table", "tbl"]) || style(element).contains(";display:table;")))
}

fn is_row(element: &Element) -> bool {
    element.name() == "tr"
        || element.attr("role") == Some("row")
        || (!matches!(element.name(), "table" | "tbody" | "thead" | "tfoot" | "td" | "th")
            && (has_class(element, &["tr", "row", "table-row"])
                || style(element).contains(";display:table-row;")))
}

fn is_cell(element: &Element) -> bool {
    matches!(element.name(), "td" | "th")
        || matches!(element.attr("role"), Some("cell" | "columnheader" | "rowheader"))
        || has_class(element, &["td", "th", "cell", "table-cell", "col"])
        || style(element).contains(";display:table-cell;")
}

/// Whether a table only lays out a page: it holds tables of several cells, no rows, or a cell with a page of text.
/// Numbers alone in a table within one column are the print of that cell, cut in some way.
pub(super) fn is_layout(table: ElementRef) -> bool {
    let mut cells = 0;
    for descendant in table.descendants().skip(1) {
        if let Some(element) = ElementRef::wrap(descendant) {
            if is_table(element.value())
                && element
                    .descendants()
                    .filter_map(ElementRef::wrap)
                    .filter(|inner| is_cell(inner.value()))
                    .nth(1)
                    .is_some()
                && (spans_columns(element) || element.text().any(|text| text.chars().any(is_han)))
            {
                return true;
            }
            if is_cell(element.value()) {
                cells += 1;
                let length: usize =
                    element.text().map(|text| text.chars().filter(|c| !is_space(*c)).count()).sum();
                if length > LAYOUT_CELL {
                    return true;
                }
            }
        }
    }
    cells == 0
}

/// Whether a table within another stands in a cell over several of its columns.
fn spans_columns(table: ElementRef) -> bool {
    let cell = table.ancestors().filter_map(ElementRef::wrap).find(|outer| is_cell(outer.value()));
    let span = cell.and_then(|cell| cell.value().attr("colspan")?.trim().parse::<usize>().ok());
    span.is_some_and(|columns| columns > 1)
}

/// The rows of a table, spans as printed, and the text around them.
pub(super) fn parts(table: ElementRef, seen: &Seen) -> Vec<Part> {
    let mut parts = Vec::new();
    collect(table, seen, &mut parts, 0);
    parts
}

fn collect(element: ElementRef, seen: &Seen, parts: &mut Vec<Part>, depth: usize) {
    for child in element.children() {
        let text = match (child.value(), ElementRef::wrap(child)) {
            (Node::Text(text), _) => text.to_string(),
            (_, Some(child)) if depth > MAX_DEPTH || seen.hides(child) => continue,
            (_, Some(child)) if is_row(child.value()) => {
                let row = row(child, seen);
                if row.is_empty() {
                    continue;
                }
                match parts.last_mut() {
                    Some(Part::Rows(rows)) => rows.push(row),
                    _ => parts.push(Part::Rows(vec![row])),
                }
                continue;
            }
            (_, Some(child))
                if child.descendants().filter_map(ElementRef::wrap).any(|inner| is_row(inner.value())) =>
            {
                collect(child, seen, parts, depth + 1);
                continue;
            }
            (_, Some(child)) => {
                let mut text = String::new();
                cell_text(child, &mut text, 0, seen);
                text
            }
            _ => continue,
        };
        if !text.chars().all(is_space) {
            parts.push(Part::Text(text.trim_matches(is_space).to_owned()));
        }
    }
}

fn row(row: ElementRef, seen: &Seen) -> Vec<SpanCell> {
    let real = row.value().name() == "tr";
    let cells = row.children().filter_map(ElementRef::wrap).filter(|cell| !seen.hides(*cell));
    cells.filter(|cell| !real || is_cell(cell.value())).map(|cell| span_cell(cell, seen)).collect()
}

fn span_cell(cell: ElementRef, seen: &Seen) -> SpanCell {
    let span = |name: &str| {
        let digits: Option<String> = cell
            .value()
            .attr(name)
            .map(|value| value.trim_start().chars().take_while(char::is_ascii_digit).collect());
        digits.and_then(|digits| digits.parse::<usize>().ok())
    };
    let mut text = String::new();
    cell_text(cell, &mut text, 0, seen);
    // A span of no rows goes down to the end of the table.
    let rows = span("rowspan").map_or(1, |rows| if rows == 0 { usize::MAX } else { rows });
    SpanCell { text, columns: span("colspan").unwrap_or(1).max(1), rows, continues: false }
}

/// Text of a cell; blocks and line breaks within it are set apart by a line end.
fn cell_text(element: ElementRef, text: &mut String, depth: usize, seen: &Seen) {
    for child in element.children() {
        match child.value() {
            Node::Text(printed) => push_collapsed(text, printed),
            Node::Element(value) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                // What is printed but is no text is no part of a number beside it.
                if seen.draws(child) {
                    text.push_str(PICTURE);
                }
                if seen.hides(child) || depth > MAX_DEPTH {
                    continue;
                }
                // A raised mark is a footnote's, not a digit of the number before it, and white ones may be none.
                if seen.sets_apart(child) || seen.may_be_unseen(child) {
                    text.push('(');
                    cell_text(child, text, depth + 1, seen);
                    text.push(')');
                    continue;
                }
                match value.name() {
                    "input" => {
                        text.push_str(typed(value));
                        continue;
                    }
                    // Closed, it shows its summary alone.
                    "details" if value.attr("open").is_none() => {
                        let mut inner = child.children().filter_map(ElementRef::wrap);
                        if let Some(summary) = inner.find(|inner| inner.value().name() == "summary") {
                            cell_text(summary, text, depth + 1, seen);
                        }
                        continue;
                    }
                    "select" => {
                        text.push_str(&chosen(child));
                        continue;
                    }
                    _ => {}
                }
                let block = !INLINE.contains(&value.name());
                if block && !text.is_empty() {
                    text.push('\n');
                }
                cell_text(child, text, depth + 1, seen);
                if block {
                    text.push('\n');
                }
            }
            _ => {}
        }
    }
}

/// What is typed into a field of a form.
fn typed(input: &Element) -> &str {
    let kind = input.attr("type").unwrap_or("text").to_ascii_lowercase();
    let shown = matches!(kind.as_str(), "text" | "number" | "tel" | "");
    input.attr("value").filter(|_| shown).unwrap_or_default()
}

/// The option that a field of a form shows; all of them where none is marked: a script may have chosen another than the first.
fn chosen(select: ElementRef) -> String {
    let options =
        || select.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.value().name() == "option");
    let marked = options().find(|option| option.value().attr("selected").is_some());
    let printed = |option: ElementRef| option.text().collect::<String>();
    marked.map_or_else(|| options().map(printed).collect::<Vec<_>>().join("|"), printed)
}

/// A page with breaks in front of rows and cells that stand in no table: their tags count for nothing there, and the
/// numbers of two cells would run together.
pub(super) fn with_cells_in_tables(text: String) -> String {
    let mut changed = String::new();
    let (mut depth, mut copied) = (0usize, 0usize);
    for (at, _) in text.match_indices('<') {
        let rest = text.as_bytes().get(at + 1..).unwrap_or_default();
        let closing = rest.first() == Some(&b'/');
        let name = &rest[usize::from(closing)..];
        let is = |wanted: &str| {
            name.get(..wanted.len()).is_some_and(|name| name.eq_ignore_ascii_case(wanted.as_bytes()))
                && name.get(wanted.len()).is_none_or(|next| !next.is_ascii_alphanumeric())
        };
        if is("table") {
            depth = if closing { depth.saturating_sub(1) } else { depth + 1 };
        } else if depth == 0 && !closing && (is("tr") || is("td") || is("th")) {
            changed.push_str(&text[copied..at]);
            changed.push_str(if is("tr") { "<br>" } else { " " });
            copied = at;
        }
    }
    if copied == 0 {
        return text;
    }
    changed.push_str(&text[copied..]);
    changed
}
