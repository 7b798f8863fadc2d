//! Bytes to text: byte-order marks, UTF-8, UTF-16, GB18030, and what a web page declares.

use super::Unreadable;
use crate::normalize::{is_han, plain_text};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes by byte-order mark, then UTF-8, then UTF-16 without a mark, then GB18030.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), Unreadable> {
    let binary = || Unreadable {
        code: "binary",
        message: "不是文本文件（不是 UTF-8、GB18030 或 UTF-16） / not text in UTF-8, GB18030 or UTF-16"
            .into(),
    };
    let (bytes, encoding) = if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        (rest, UTF_8)
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        (rest, UTF_16LE)
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        (rest, UTF_16BE)
    } else if std::str::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        // A sequence that a crawler cut does not make the file another encoding.
        (bytes, UTF_8)
    } else {
        let (even, odd) = zero_bytes(bytes);
        let encoding = match () {
            () if odd > bytes.len() / 20 && odd > 8 * even => UTF_16LE,
            () if even > bytes.len() / 20 && even > 8 * odd => UTF_16BE,
            () => GB18030,
        };
        (bytes, encoding)
    };
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    // A lone mark may stand within a number.
    let marked = text.matches(BELL).count() * ONE_IN > text.chars().count();
    let text = marked.then(|| without_bells(&text)).flatten().unwrap_or(text);
    let control =
        |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}');
    let (mut seen, mut bad) = (0usize, 0usize);
    for c in text.chars() {
        seen += 1;
        bad += usize::from(control(&c) || c == '\u{fffd}');
    }
    if bad * ONE_IN > seen { Err(binary()) } else { Ok((plain_text(&text).into_owned(), encoding.name())) }
}

/// A text of which more than one character in so many controls something is none.
const ONE_IN: usize = 50;

/// What Word puts behind each cell, and once more behind the row, in the text that it gives to programs.
const BELL: char = '\u{7}';

/// The text with a tab between cells and the paragraphs of a cell on one line; `None` where its rows have no ends of their own.
fn without_bells(text: &str) -> Option<String> {
    const SOME: usize = 4;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    // A cell has one mark, and the end of a row one more, or none of its own: then some rows end in one, whose last cells are printed.
    let ends: Vec<bool> =
        text.lines().filter_map(|line| Some(!line.strip_suffix(BELL)?.ends_with(BELL))).collect();
    let once = ends.iter().filter(|once| **once).count();
    let end = match once {
        0 => "\u{7}\u{7}",
        _ if once * SOME >= ends.len() => "\u{7}",
        _ => return None,
    };
    let mut lines = Vec::new();
    let mut row = String::new();
    let mut above = end;
    for line in text.lines() {
        if line.starts_with(BELL) && !above.ends_with(end) {
            return None;
        }
        above = line;
        if !row.is_empty() {
            row.push(' ');
        }
        row.push_str(line);
        if !row.contains(BELL) || row.ends_with(end) {
            lines.push(row.strip_suffix(end).unwrap_or(&row).replace(BELL, "\t"));
            row.clear();
        }
    }
    row.is_empty().then(|| lines.join("\n"))
}

fn zero_bytes(bytes: &[u8]) -> (usize, usize) {
    let mut count = (0, 0);
    for pair in bytes.chunks_exact(2) {
        count.0 += usize::from(pair[0] == 0);
        count.1 += usize::from(pair[1] == 0);
    }
    count
}

/// Decodes XML: by its byte-order mark, UTF-16 without one, else UTF-8, as the formats of office files have it.
pub(super) fn xml_text(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => UTF_16LE,
        [0xfe, 0xff, ..] | [0, b'<', ..] => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_err() => GB18030,
        _ => UTF_8,
    };
    plain_text(&encoding.decode_with_bom_removal(bytes).0).into_owned()
}

/// Decodes a page: UTF-8 where it is, else what the page declares, else GB18030.
pub(super) fn page_text(bytes: &[u8]) -> Result<(String, &'static str), Unreadable> {
    let (even, odd) = zero_bytes(bytes);
    if bytes.len() < 10 * even.max(odd) {
        let encoding = if odd > even { UTF_16LE } else { UTF_16BE };
        return Ok((encoding.decode_with_bom_removal(bytes).0.into_owned(), encoding.name()));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || std::str::from_utf8(bytes).is_ok()
    {
        return decode(bytes);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let declared = head.split("charset=").nth(1).map(|rest| {
        rest.trim_start_matches(['"', '\''])
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .next()
            .unwrap_or("")
    });
    let encoding = match declared.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(encoding) if encoding == BIG5 => BIG5,
        // A few broken bytes do not make a UTF-8 page another encoding.
        Some(encoding) if encoding == UTF_8 && mostly_utf8(bytes) => UTF_8,
        _ => GB18030,
    };
    Ok((encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding.name()))
}

fn mostly_utf8(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.chars().filter(|c| *c == '\u{fffd}').count();
    broken * 100 < text.chars().count() && text.chars().any(is_han)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn cells_of_word_end_in_bells() {
        let text = |text: &str| decode(text.as_bytes()).map(|(text, _)| text).map_err(|error| error.code);
        let prose = "一、总体情况".repeat(9);
        let printed = format!("{prose}\n规章\t0\t\t1\n第一\t5 6\t");
        let given = format!("{prose}\n规章\u{7}0\u{7}\u{7}1\u{7}\u{7}\n第一\u{7}5\n6\u{7}\u{7}\u{7}\n");
        assert_eq!(text(&given).as_ref(), Ok(&printed));
        assert_eq!(text(&given.replace('\n', "\r")).as_ref(), Ok(&printed));
        let given = format!("{prose}\n规章\u{7}0\u{7}\u{7}1\u{7}\n第一\u{7}5\n6\u{7}\u{7}\n");
        assert_eq!(text(&given), Ok(printed));
        let stray = format!("{prose}{prose}\n规章\t1\u{7}2\n");
        assert_eq!(text(&stray).as_ref(), Ok(&stray));
        // Rows that do not end.
        for rows in
            ["规章\r\u{7}0\r\u{7}\r\u{7}许可\r\u{7}1\r\u{7}\r\u{7}", "规章\n\u{7}0\n\u{7}\n\u{7}许可\n\u{7}"]
        {
            assert_eq!(text(&rows.repeat(9)), Err("binary"));
        }
    }
}
