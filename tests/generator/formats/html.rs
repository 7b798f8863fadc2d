//! Web pages: the statutory table, and what sites and converters make of it.

use super::super::encode::{self, Encoding};
use super::super::prose::Piece;
use super::super::quirks::Quirks;
use super::escape;
use super::parts::{Part, Placed, parts};
use fastrand::Rng;
use std::fmt::Write;

/// How a page prints its tables and what stands around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Tables with spans.
    Table,
    /// Elements that only look like tables.
    Divs,
    /// A table a row.
    RowTables,
    /// What a word processor saves.
    Word,
    /// A site's page around the report, laid out with a table.
    Page,
}

/// A page's bytes in the report's encoding.
pub(super) fn page(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng, style: Style) -> Vec<u8> {
    encode::encode(&text(pieces, quirks, rng, style), quirks.encoding, quirks.crlf)
}

/// A page's text.
pub(super) fn text(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng, style: Style) -> String {
    let titles = pieces.iter().filter_map(|piece| match piece {
        Piece::Title(text) => Some(escape(text)),
        _ => None,
    });
    let title: String = titles.collect();
    let charset = match quirks.encoding {
        // Sites declare the older name of the larger set.
        Encoding::Gb18030 => "gb2312",
        _ => "utf-8",
    };
    let meta = if quirks.variant.is_multiple_of(2) {
        format!("<meta charset=\"{charset}\">")
    } else {
        format!("<META http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\">")
    };
    let mut body = String::new();
    for piece in pieces {
        match piece {
            Piece::Table(grid) => {
                for part in parts(grid, quirks, rng) {
                    table(&mut body, &part, quirks, rng, style);
                }
            }
            Piece::Title(text) => paragraph(&mut body, text, "h1", style),
            Piece::Heading(text) => paragraph(&mut body, text, "h3", style),
            Piece::Para(text) => paragraph(&mut body, text, "p", style),
        }
    }
    let body = if style == Style::Page { around(&body, &title, rng) } else { body };
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n{meta}\n<title>{title}</title>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

fn paragraph(out: &mut String, text: &str, tag: &str, style: Style) {
    let text = escape(text);
    let _ = match style {
        Style::Word => writeln!(
            out,
            "<p class=MsoNormal style='text-indent:24.0pt'><span style='font-family:仿宋'>{text}<o:p></o:p></span></p>"
        ),
        Style::Divs => writeln!(out, "<div><span>&nbsp;&nbsp;{text}</span></div>"),
        _ => writeln!(out, "<{tag}>{text}</{tag}>"),
    };
}

pub(super) fn table(out: &mut String, part: &Part, quirks: &Quirks, rng: &mut Rng, style: Style) {
    if style == Style::Divs {
        return divs(out, part, quirks, rng);
    }
    let open = match style {
        Style::Word => "<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>",
        _ => "<table border=\"1\" width=\"100%\"><tbody>",
    };
    let close = if style == Style::Word { "</table>" } else { "</tbody></table>" };
    out.push_str(open);
    out.push('\n');
    for (index, row) in part.rows.iter().enumerate() {
        if style == Style::RowTables && index > 0 {
            let _ = write!(out, "{close}\n{open}\n");
        }
        out.push_str("<tr>");
        for cell in row {
            // A table of one row can span nothing: the place under a label is an empty cell.
            let alone = style == Style::RowTables;
            if cell.rows == 0 && !alone {
                continue;
            }
            out.push_str("<td");
            if cell.columns > 1 {
                let _ = write!(out, " colspan=\"{}\"", cell.columns);
            }
            if cell.rows > 1 && !alone {
                let _ = write!(out, " rowspan={}", cell.rows);
            }
            let _ = write!(out, ">{}</td>", content(cell, quirks, rng, style));
        }
        out.push_str("</tr>\n");
    }
    out.push_str(close);
    out.push('\n');
}

fn divs(out: &mut String, part: &Part, quirks: &Quirks, rng: &mut Rng) {
    out.push_str("<div class=\"table\">\n");
    for row in &part.rows {
        out.push_str("<div class=\"tr\">");
        for cell in row.iter().filter(|cell| cell.rows > 0) {
            let text = content(cell, quirks, rng, Style::Divs);
            let _ = write!(out, "<div class=\"td w{}\">{text}</div>", cell.columns);
        }
        out.push_str("</div>\n");
    }
    out.push_str("</div>\n");
}

/// What stands in a cell.
fn content(cell: &Placed, quirks: &Quirks, rng: &mut Rng, style: Style) -> String {
    let blank = ["", "&nbsp;", "<p>&nbsp;</p>", "<br>"][usize::from(quirks.variant % 4)];
    if style == Style::Word {
        return word(&cell.text, rng);
    }
    if cell.text.is_empty() {
        return blank.to_owned();
    }
    let text = escape(&cell.text);
    let long = cell.text.chars().count() > 6;
    match quirks.variant {
        // Labels cut by line breaks, anywhere but within a number.
        1 if !cell.value && long => broken(&cell.text, "<br>", rng),
        2 => format!("<p>{text}</p>"),
        3 => format!("\n  <span>{text}</span>\n"),
        _ => text,
    }
}

/// A label with breaks between its ideographs.
fn broken(text: &str, mark: &str, rng: &mut Rng) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c as u32 > 0x2e80 && rng.u8(..8) == 0 {
            out.push_str(mark);
        }
        out.push_str(&escape(&c.to_string()));
    }
    out
}

/// A cell as a word processor saves it: runs of digits and ideographs apart, some cut inside.
fn word(text: &str, rng: &mut Rng) -> String {
    let mut runs: Vec<String> = Vec::new();
    let mut digits = false;
    for c in text.chars() {
        if runs.is_empty() || digits != c.is_ascii() || rng.u8(..6) == 0 {
            runs.push(String::new());
        }
        digits = c.is_ascii();
        runs.last_mut().expect("a run").push(c);
    }
    let spans = runs.iter().map(|run| {
        let lang = if run.is_ascii() { " lang=EN-US" } else { "" };
        format!("<span{lang} style='font-size:10.5pt'>{}</span>", escape(run))
    });
    let spans: String = spans.collect();
    let spans = if spans.is_empty() { "<span lang=EN-US>&nbsp;</span>".to_owned() } else { spans };
    format!("<p class=MsoNormal align=center>{spans}<span lang=EN-US><o:p></o:p></span></p>")
}

/// A site's page around the report: menus, scripts, dates and counters that are no part of it.
fn around(report: &str, title: &str, rng: &mut Rng) -> String {
    let (views, site) = (rng.u32(10..9000), rng.u32(1..99));
    let links = ["首页", "政务公开", "政务服务", "互动交流"]
        .map(|name| format!("<li><a href=\"/c{site}/\">{name}</a></li>"))
        .concat();
    format!(
        "<script>var site={site};var hits={{\"规章\":{views}}};document.write('<td>7</td>');</script>\n\
         <nav><ul>{links}</ul></nav>\n\
         <table width=\"1000\" cellpadding=\"0\"><tr><td colspan=\"2\">当前位置：<a href=\"/\">首页</a> &gt; 政府信息公开年报</td></tr>\n\
         <tr><td width=\"200\"><ul>{links}</ul></td><td>\n\
         <div class=\"info\">发布时间：2026-01-20 浏览次数：<span id=\"hits\">{views}</span> 字号：[大 中 小]</div>\n\
         {report}\
         <div style=\"display:none\">{title} 1 2 3</div>\n</td></tr></table>\n\
         <footer>主办：网站管理办公室 网站标识码：33100{site:05} 备案号：浙ICP备1200{site}号-1</footer>\n"
    )
}
