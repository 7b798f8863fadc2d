//! A page that needs nothing else: the picture, what it does not show, and the rows below it.

use super::{Picture, Words};
use crate::output::{escaped, html};
use crate::rows::Rows;
use std::io::{self, Write};

const STYLE: &str = "body{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"WenQuanYi Micro Hei\",\"Microsoft YaHei\",\
\"PingFang SC\",sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#222}svg{max-width:100%;height:auto}\
table{border-collapse:collapse;font-size:.85em}th,td{border:1px solid #ddd;padding:.2em .5em;text-align:left}\
td.number{text-align:right}";

/// The page. `about` are further lines, such as what the figures mean.
///
/// # Errors
/// Where a cell cannot be written, which does not happen in memory.
pub fn page(picture: &Picture, rows: &Rows, about: &[String], words: &Words) -> io::Result<Vec<u8>> {
    let title = escaped(words.title);
    let lang = words.pick("zh-CN", "en");
    let mut out = Vec::new();
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{}\n",
        picture.svg
    )?;
    for line in about {
        writeln!(out, "<p>{}</p>", escaped(line))?;
    }
    html(rows, &mut out)?;
    out.extend_from_slice(b"</body>\n</html>\n");
    Ok(out)
}
