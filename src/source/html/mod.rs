//! Web pages: headings, paragraphs and tables with their spans, menus and scripts left out.

mod meta;
mod panes;
mod seen;
mod table;

use super::Unreadable;
use super::builder::Builder;
use super::charset::page_text;
use crate::document::{Block, Document};
use crate::limits::{MAX_DEPTH, MAX_NESTING};
use crate::normalize::is_space;
use scraper::node::Node;
use scraper::{ElementRef, Html};
use seen::Seen;
use table::Part;

/// A page that prints fewer characters holds no report, only what leads to one.
const SHORTEST_REPORT: usize = 100;

/// Whether bytes look like a web page.
pub(super) fn looks_like(name: &str, bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    if !head.contains(&b'<') {
        return false;
    }
    let head: String =
        head.iter().filter(|b| **b != 0).map(|b| char::from(*b).to_ascii_lowercase()).collect();
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    let marks = ["<!doctype html", "<html", "<head", "<body", "<meta"];
    let named = [".html", ".htm", ".shtml", ".xhtml"]
        .iter()
        .any(|ending| name.to_ascii_lowercase().ends_with(ending));
    let tags = ["<table", "<div", "<p>", "<p ", "<tr", "<span", "<pre"];
    marks.iter().any(|mark| head.contains(mark))
        || (start.starts_with('<') || named) && tags.iter().chain(ESCAPED_TAGS).any(|tag| head.contains(tag))
}

/// Reads a web page.
///
/// # Errors
/// [`Unreadable`] where the page is nested beyond sense, prints nothing or only leads to another.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let (text, charset) = page_text(bytes)?;
    let text = unescaped(text);
    let depth = nesting(&text);
    if depth > MAX_NESTING {
        return Err(Unreadable {
            code: "too_deep",
            message: "网页嵌套过深 / the page is nested too deeply".into(),
        });
    }
    let html = Html::parse_document(&table::with_cells_in_tables(text));
    let mut seen = Seen::of(&html, depth);
    seen.revealed = panes::revealed(&html, &seen);
    let document = Walk::through(html.root_element(), seen).finish(meta::title(&html));
    let printed = document.text.chars().filter(|c| !is_space(*c)).count();
    let has_table = document.blocks.iter().any(|block| matches!(block, Block::Grid(_)));
    let bare = printed < SHORTEST_REPORT && !has_table;
    match bare.then(|| leads_elsewhere(&html)).flatten() {
        Some(reason) => Err(reason),
        None if document.blocks.is_empty() => {
            Err(Unreadable { code: "empty", message: "网页没有文字 / the page prints no text".into() })
        }
        None => Ok(Document {
            url: meta::url(&html),
            published_on: meta::published_on(&html, &document.text),
            charset: Some(charset),
            ..document
        }),
    }
}

/// Tags as the records of some systems write them, in XML.
const ESCAPED_TAGS: &[&str] = &["&lt;table", "&lt;p&gt;", "&lt;p ", "&lt;div"];

/// The page within a record whose tags are escaped, where no table stands outside.
fn unescaped(text: String) -> String {
    const SIGNS: &[(&str, &str)] = &[
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    if !ESCAPED_TAGS.iter().any(|tag| text.contains(tag)) || text.contains("<td") {
        return text;
    }
    SIGNS.iter().fold(text, |text, (escaped, sign)| text.replace(escaped, sign))
}

/// The blocks of a part of a page, `None` where it is nested beyond sense.
pub(super) fn part(text: &str) -> Option<Document> {
    let depth = nesting(text);
    (depth <= MAX_NESTING).then(|| {
        let html = Html::parse_fragment(text);
        Walk::through(html.root_element(), Seen::of(&html, depth)).finish(None)
    })
}

/// Why a page that prints hardly anything does so.
fn leads_elsewhere(html: &Html) -> Option<Unreadable> {
    let first = |name: &str| meta::elements(html, name).next();
    let refreshes = |element: &ElementRef| {
        let says = |attribute, word| {
            element.value().attr(attribute).is_some_and(|own| own.to_ascii_lowercase().contains(word))
        };
        says("http-equiv", "refresh") && says("content", "url")
    };
    let source = |element: ElementRef| {
        let source = element.value().attr("src").or(element.value().attr("content")).unwrap_or_default();
        source.chars().take(200).collect::<String>()
    };
    let (code, zh, en, source) = if let Some(frame) = first("frame").or_else(|| first("iframe")) {
        ("frames_only", "网页只有框架，正文在", "the page is only a frame of", source(frame))
    } else if let Some(refresh) = meta::elements(html, "meta").find(refreshes) {
        ("redirect", "网页转到", "the page leads to", source(refresh))
    } else if let Some(script) = first("script") {
        (
            "script_only",
            "网页正文由脚本载入，请保存浏览器显示的页面",
            "the text is loaded by a script; save the page as the browser shows it",
            source(script),
        )
    } else {
        return None;
    };
    Some(Unreadable { code, message: format!("{zh} {source} / {en} {source}") })
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

/// Elements whose line ends and spaces are printed as they stand.
const PLAIN: &[&str] = &["pre", "xmp", "listing", "plaintext", "textarea"];

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
    "samp",
    "small",
    "span",
    "st1:chsdate",
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
    "acronym",
    "data",
];

struct Walk {
    builder: Builder,
    paragraph: String,
    seen: Seen,
}

impl Walk {
    /// What an element prints.
    fn through(root: ElementRef, seen: Seen) -> Builder {
        let mut walk = Walk { builder: Builder::default(), paragraph: String::new(), seen };
        walk.element(root, 0);
        walk.flush();
        walk.builder
    }

    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        self.builder.paragraph(&paragraph);
    }

    fn element(&mut self, element: ElementRef, depth: usize) {
        let name = element.value().name();
        if self.seen.hides(element) {
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
        if PLAIN.contains(&name)
            && !element
                .descendants()
                .filter_map(ElementRef::wrap)
                .any(|inner| inner.value().name() == "table")
        {
            self.flush();
            let mut text = String::new();
            plain_text(element, &mut text);
            self.builder.plain(&text);
            return;
        }
        if table::is_table(element.value()) && !table::is_layout(element) {
            self.flush();
            for part in table::parts(element, &self.seen) {
                match part {
                    Part::Text(text) => self.builder.paragraph(&text),
                    Part::Rows(rows) => self.builder.table(&rows, name == "table"),
                }
            }
            return;
        }
        let inline = INLINE.contains(&name);
        let apart = inline && self.seen.sets_apart(element);
        if apart {
            self.paragraph.push('(');
        }
        if !inline {
            self.flush();
        }
        if self.seen.revealed.contains(&element.id()) {
            self.builder.hidden_pane();
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
        if apart {
            self.paragraph.push(')');
        }
        if !inline {
            self.flush();
        }
    }
}

/// Text with its line ends as they stand.
fn plain_text(element: ElementRef, text: &mut String) {
    for inner in element.descendants().skip(1) {
        match inner.value() {
            Node::Text(printed) => text.push_str(printed),
            Node::Element(inner) if matches!(inner.name(), "br" | "p" | "div") && !text.is_empty() => {
                text.push('\n');
            }
            _ => {}
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
#[cfg(test)]
mod tests {
    use super::{Block, read};

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
