//! Results as tables of a page: headings with their scope, what has no value, how many reports a sum stands for.

use crate::output::{Words, escaped};

/// A column.
pub struct Column {
    /// What it is called.
    pub heading: String,
    /// Whether it holds numbers.
    pub number: bool,
    /// Whether what it holds is so short that it stands on one line.
    pub short: bool,
}

/// A cell.
#[derive(Default)]
pub struct Cell {
    /// What stands in it, `None` where there is no value.
    pub text: Option<String>,
    /// What has to be said beside it.
    pub aside: Option<String>,
}

/// A result; its first column names the rows.
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// Characters of a heading that stands on one line.
const HEADING: usize = 4;

/// The table as HTML.
pub(super) fn html(table: &Table, caption: &str, words: Words) -> String {
    let mut out = String::new();
    out.extend([
        "<div class=\"scroll\"><table class=\"rows\" aria-label=\"",
        &escaped(caption),
        "\">\n<thead>\n<tr>",
    ]);
    for column in &table.columns {
        let short = if column.heading.chars().count() <= HEADING { " class=\"short\"" } else { "" };
        out.extend(["<th scope=\"col\"", short, ">", &escaped(&column.heading), "</th>"]);
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (place, (column, cell)) in table.columns.iter().zip(row).enumerate() {
            let (tag, scope) = if place == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
            let classes = [(column.number, "number"), (column.short, "short")];
            let classes: Vec<_> = classes.iter().filter(|(has, _)| *has).map(|(_, class)| *class).collect();
            out.extend(["<", tag, scope]);
            if !classes.is_empty() {
                out.extend([" class=\"", &classes.join(" "), "\""]);
            }
            out.push('>');
            match &cell.text {
                Some(text) => out.push_str(&escaped(text)),
                None => out.extend(["<abbr title=\"", words.pick("没有数值", "no value"), "\">—</abbr>"]),
            }
            if let Some(aside) = &cell.aside {
                out.extend([" <small>", &escaped(aside), "</small>"]);
            }
            out.extend(["</", tag, ">"]);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    out
}
