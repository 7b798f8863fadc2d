//! Tables of HTML within plain text: converters to Markdown leave those with merged cells so.

use super::builder::Builder;
use super::html;
use crate::document::Document;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Whether a text holds tables or words with tags around them.
pub(super) fn is_marked_up(text: &str) -> bool {
    text.contains("</table>") || text.contains("</span>")
}

/// Reads a text with its tables as those of a page, the lines between them as they stand.
pub(super) fn read(text: &str) -> Document {
    let mut builder = Builder::default();
    let mut rest = text;
    while let Some(start) = rest.find("<table") {
        let (before, table) = rest.split_at(start);
        builder.plain(&untagged(before));
        let (table, behind) = table.split_at(end(table));
        match html::part(table) {
            Some(document) => builder.append(document),
            None => builder.plain(&untagged(table)),
        }
        rest = behind;
    }
    builder.plain(&untagged(rest));
    builder.finish(None)
}

/// Where the table at the start of a text ends, with the tables in it.
fn end(text: &str) -> usize {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"</?table\b[^>]*>").expect("a valid pattern"));
    let mut depth = 0usize;
    for tag in TAG.find_iter(text) {
        depth = if tag.as_str().starts_with("</") { depth.saturating_sub(1) } else { depth + 1 };
        if depth == 0 {
            return tag.end();
        }
    }
    text.len()
}

/// A text without the tags that stand in its lines.
fn untagged(text: &str) -> Cow<'_, str> {
    static ENDS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"<br\s*/?>|</(?:p|div)>").expect("a valid pattern"));
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"</?(?:span|font|b|strong|em|i|u|sub|sup|p|div|center)\b[^>]*>").expect("a valid pattern")
    });
    if !text.contains('<') {
        return text.into();
    }
    let text = ENDS.replace_all(text, "\n");
    TAG.replace_all(&text, "").replace("&nbsp;", " ").into()
}
