//! Web pages: headings, paragraphs and tables with their spans, menus and scripts left out.

use super::Unreadable;
use super::builder::{Builder, SpanCell};
use super::charset::page_text;
use crate::document::Document;
use crate::limits::{MAX_DEPTH, MAX_NESTING};
use crate::normalize::is_space;
use scraper::node::{Element, Node};
use scraper::{ElementRef, Html, Selector};

/// A cell with more characters than this is a page laid out by a table, not a cell of the form.
const LAYOUT_CELL: usize = 600;

/// Whether bytes look like a web page.
pub(super) fn looks_like(name: &str, bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    let head: String =
        head.iter().filter(|b| **b != 0).map(|b| char::from(*b).to_ascii_lowercase()).collect();
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    let marks = ["<!doctype html", "<html", "<head", "<body", "<meta"];
    let named = [".html", ".htm", ".shtml", ".xhtml"]
        .iter()
        .any(|ending| name.to_ascii_lowercase().ends_with(ending));
    let tags = ["<table", "<div", "<p>", "<p ", "<tr", "<span"];
    marks.iter().any(|mark| head.contains(mark))
        || (start.starts_with('<') || named) && tags.iter().any(|tag| head.contains(tag))
}

/// Reads a web page.
///
/// # Errors
/// [`Unreadable`] where the page is nested beyond sense or prints nothing.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let (text, charset) = page_text(bytes)?;
    if nesting(&text) > MAX_NESTING {
        return Err(Unreadable {
            code: "too_deep",
            message: "网页嵌套过深 / the page is nested too deeply".into(),
        });
    }
    let html = Html::parse_document(&text);
    let title = select_text(&html, "title");
    let mut walk = Walk { builder: Builder::default(), paragraph: String::new() };
    walk.element(html.root_element(), 0);
    walk.flush();
    if walk.builder.is_empty() {
        return Err(Unreadable {
            code: "empty", message: "网页没有文字 / the page prints no text".into()
        });
    }
    Ok(Document { charset: Some(charset), ..walk.builder.finish(title) })
}

/// Open tags minus closed ones at the worst place, roughly.
fn nesting(text: &str) -> usize {
    let (mut depth, mut worst) = (0usize, 0usize);
    let bytes = text.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        if *byte == b'<' {
            match bytes.get(index + 1) {
                Some(b'/') => depth = depth.saturating_sub(1),
                Some(next) if next.is_ascii_alphabetic() && !is_void(&bytes[index + 1..]) => depth += 1,
                _ => {}
            }
            worst = worst.max(depth);
        }
    }
    worst
}

fn is_void(tag: &[u8]) -> bool {
    let name: Vec<u8> =
        tag.iter().take_while(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect();
    let implied = ["p", "td", "tr", "th", "li", "option", "tbody", "col", "dd", "dt"];
    let void =
        ["br", "img", "meta", "link", "input", "hr", "area", "base", "embed", "source", "wbr", "param", "o"];
    implied.iter().chain(&void).any(|known| known.as_bytes() == name)
}

fn select_text(html: &Html, selector: &str) -> Option<String> {
    let selector = Selector::parse(selector).ok()?;
    let text: String = html.select(&selector).next()?.text().collect();
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

struct Walk {
    builder: Builder,
    paragraph: String,
}

const SKIPPED: &[&str] = &[
    "script",
    "style",
    "noscript",
    "head",
    "template",
    "svg",
    "select",
    "iframe",
    "nav",
    "footer",
    "button",
    "textarea",
    "object",
    "canvas",
    "audio",
    "video",
    "form-data",
    "s",
    "strike",
    "del",
    "rt",
    "rp",
];

const INLINE: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "dfn",
    "del",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "nobr",
    "o:p",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "st1:chsdate",
    "strike",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "var",
    "wbr",
    "ruby",
    "rb",
    "time",
];

impl Walk {
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        self.builder.paragraph(&paragraph);
    }

    fn element(&mut self, element: ElementRef, depth: usize) {
        let name = element.value().name();
        if SKIPPED.contains(&name) || is_hidden(element.value()) {
            return;
        }
        if depth > MAX_DEPTH {
            self.paragraph.extend(element.text());
            return;
        }
        if name == "br" {
            self.paragraph.push('\n');
            return;
        }
        if is_table(element.value()) && !is_layout(element) {
            self.flush();
            let real = name == "table";
            let rows = rows(element);
            self.builder.table(rows, real);
            return;
        }
        let inline = INLINE.contains(&name);
        if !inline {
            self.flush();
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => push_collapsed(&mut self.paragraph, text),
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, depth + 1);
                    }
                }
                _ => {}
            }
        }
        if !inline {
            self.flush();
        }
    }
}

/// Adds text with its white space collapsed, as a page shows it; full-width spaces stay.
fn push_collapsed(paragraph: &mut String, text: &str) {
    for c in text.chars() {
        if matches!(c, ' ' | '\n' | '\r' | '\t') {
            if !paragraph.ends_with([' ', '\n']) && !paragraph.is_empty() {
                paragraph.push(' ');
            }
        } else {
            paragraph.push(c);
        }
    }
}

fn style_has(element: &Element, wanted: &str) -> bool {
    element.attr("style").is_some_and(|style| {
        style.to_ascii_lowercase().chars().filter(|c| !is_space(*c)).collect::<String>().contains(wanted)
    })
}

fn is_hidden(element: &Element) -> bool {
    element.attr("hidden").is_some() || style_has(element, "display:none")
}

fn has_class(element: &Element, names: &[&str]) -> bool {
    element.classes().any(|class| names.contains(&class.to_ascii_lowercase().as_str()))
}

fn is_table(element: &Element) -> bool {
    element.name() == "table"
        || element.attr("role") == Some("table")
        || (element.name() != "tbody"
            && (has_class(element, &["table", "tbl"])
                || style_has(element, "display:table;")
                || element.attr("style").is_some_and(|style| {
                    style.replace(' ', "").to_ascii_lowercase().ends_with("display:table")
                })))
}

fn is_row(element: &Element) -> bool {
    element.name() == "tr"
        || element.attr("role") == Some("row")
        || (!matches!(element.name(), "table" | "tbody" | "thead" | "tfoot" | "td" | "th")
            && (has_class(element, &["tr", "row", "table-row"]) || style_has(element, "display:table-row")))
}

fn is_cell(element: &Element) -> bool {
    matches!(element.name(), "td" | "th")
        || matches!(element.attr("role"), Some("cell" | "columnheader" | "rowheader"))
        || has_class(element, &["td", "th", "cell", "table-cell", "col"])
        || style_has(element, "display:table-cell")
}

/// Whether a table only lays out a page: it holds tables, has one cell, no rows, or a cell with a page of text.
fn is_layout(table: ElementRef) -> bool {
    let mut cells = 0;
    for descendant in table.descendants().skip(1) {
        if let Some(element) = ElementRef::wrap(descendant) {
            if is_table(element.value())
                && element.descendants().filter_map(ElementRef::wrap).any(|inner| is_cell(inner.value()))
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

/// The rows of a table, spans as printed.
fn rows(table: ElementRef) -> Vec<Vec<SpanCell>> {
    table
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|element| is_row(element.value()) && !is_hidden(element.value()))
        .map(|row| {
            let cells = row.children().filter_map(ElementRef::wrap).filter(|cell| !is_hidden(cell.value()));
            cells
                .filter(|cell| is_cell(cell.value()) || !matches!(row.value().name(), "tr"))
                .map(span_cell)
                .collect()
        })
        .filter(|row: &Vec<SpanCell>| !row.is_empty())
        .collect()
}

fn span_cell(cell: ElementRef) -> SpanCell {
    let span = |name: &str| {
        cell.value().attr(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1usize).max(1)
    };
    let mut text = String::new();
    cell_text(cell, &mut text, 0);
    SpanCell { text, columns: span("colspan"), rows: span("rowspan"), continues: false }
}

/// Text of a cell; blocks and line breaks within it are set apart by a space.
fn cell_text(element: ElementRef, text: &mut String, depth: usize) {
    for child in element.children() {
        match child.value() {
            Node::Text(printed) => push_collapsed(text, printed),
            Node::Element(value) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                if SKIPPED.contains(&value.name()) || is_hidden(value) || depth > MAX_DEPTH {
                    continue;
                }
                // A raised mark is a footnote's, not a digit of the number before it.
                if value.name() == "sup" {
                    text.push('(');
                    cell_text(child, text, depth + 1);
                    text.push(')');
                    continue;
                }
                let block = !INLINE.contains(&value.name());
                if block && !text.is_empty() {
                    text.push(' ');
                }
                cell_text(child, text, depth + 1);
                if block {
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::document::Block;

    fn shape(page: &str) -> String {
        let document = read(page.as_bytes()).unwrap();
        let mut shape: Vec<String> = Vec::new();
        for block in document.blocks {
            match block {
                Block::Line(text) => shape.push(format!("L({})", text.text.trim())),
                Block::Grid(grid) => {
                    for row in grid.rows {
                        let cells: Vec<&str> = row
                            .iter()
                            .map(|cell| if cell.covered { "." } else { cell.content.text.as_str() })
                            .collect();
                        shape.push(format!("R({})", cells.join("|")));
                    }
                }
                _ => {}
            }
        }
        shape.join(" ")
    }

    #[test]
    fn tables_keep_spans_and_blanks() {
        let page = "<p>一、总体<b>情况</b></p><table><tr><td colspan=2>规章</td><td>&nbsp;</td><td><p>1</p></td></tr></table>";
        assert_eq!(shape(page), "L(一、总体情况) R(规章|.||1)");
    }

    #[test]
    fn a_raised_footnote_mark_is_no_digit() {
        assert_eq!(
            shape("<table><tr><td>行政强制</td><td>7<sup>1</sup></td></tr></table>"),
            "R(行政强制|7(1))"
        );
    }

    #[test]
    fn layout_tables_scripts_and_menus_are_no_content() {
        let page = "<nav>菜单</nav><script>var a=1</script><table><tr><td><p>标题</p><table><tr><td>规章</td><td>0</td></tr></table></td></tr></table><div style='display: none'>隐</div>";
        assert_eq!(shape(page), "L(标题) R(规章|0)");
    }

    #[test]
    fn absurd_nesting_is_refused() {
        let page = format!("<html>{}", "<div>".repeat(20_000));
        assert_eq!(read(page.as_bytes()).unwrap_err().code, "too_deep");
    }

    #[test]
    fn gbk_pages_that_claim_gb2312() {
        let page = "<html><head><meta charset=gb2312></head><body><p>规章〇镕</p></body></html>";
        let (bytes, _, _) = encoding_rs::GB18030.encode(page);
        assert_eq!(read(&bytes).unwrap().text, "规章〇镕\n");
    }
}
