//! Open documents, rich text, web archives and workbooks.

use super::super::encode::Encoding;
use super::super::prose::Piece;
use super::super::quirks::Quirks;
use super::html::{self, Style};
use super::parts::{Part, Placed, parts};
use super::{container, escape};
use fastrand::Rng;
use std::fmt::Write;

/// A web archive: a page as one part of a message, its bytes in quoted-printable or base64.
pub(super) fn mht(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> Vec<u8> {
    let page = html::page(pieces, quirks, rng, Style::Word);
    let wide = matches!(quirks.encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    // Quoted-printable breaks lines at bytes that are half a character of UTF-16.
    let (coding, body) = if quirks.variant.is_multiple_of(2) && !wide {
        ("quoted-printable", quoted_printable(&page))
    } else {
        ("base64", base64(&page))
    };
    format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"----=_Part_7\"\r\n\r\n\
         ------=_Part_7\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {coding}\r\n\
         Content-Location: file:///C:/report.htm\r\n\r\n{body}\r\n\r\n\
         ------=_Part_7\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n\r\n\
         ------=_Part_7--\r\n"
    )
    .into_bytes()
}

fn quoted_printable(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut width = 0;
    for byte in bytes {
        let text = match byte {
            b'\n' => {
                out.push_str("\r\n");
                width = 0;
                continue;
            }
            b'!'..=b'<' | b'>'..=b'~' | b' ' => char::from(*byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        if width + text.len() > 75 {
            out.push_str("=\r\n");
            width = 0;
        }
        width += text.len();
        out.push_str(&text);
    }
    out
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (index, chunk) in bytes.chunks(3).enumerate() {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place > chunk.len() { '=' } else { char::from(digit) });
        }
        if index % 19 == 18 {
            out.push_str("\r\n");
        }
    }
    out
}

const ODT: &str = "application/vnd.oasis.opendocument.text";

/// An open document.
pub(super) fn odt(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> Vec<u8> {
    let mut body = String::new();
    for piece in pieces {
        match piece {
            Piece::Table(grid) => {
                for part in parts(grid, quirks, rng) {
                    odt_table(&mut body, &part, quirks);
                }
            }
            Piece::Heading(text) => {
                let _ = write!(body, "<text:h text:outline-level=\"1\">{}</text:h>", spaced(text));
            }
            Piece::Title(text) | Piece::Para(text) => {
                let _ = write!(body, "<text:p>{}</text:p>", spaced(text));
            }
        }
    }
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" office:version=\"1.3\">\
         <office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let manifest = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{ODT}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    container(&[("mimetype", ODT), ("content.xml", &content), ("META-INF/manifest.xml", &manifest)], true)
}

/// A text in which spaces have their own element.
fn spaced(text: &str) -> String {
    escape(text).replace(' ', "<text:s/>")
}

fn odt_table(out: &mut String, part: &Part, quirks: &Quirks) {
    let _ =
        write!(out, "<table:table><table:table-column table:number-columns-repeated=\"{}\"/>", part.width);
    for row in &part.rows {
        out.push_str("<table:table-row>");
        let mut index = 0;
        while let Some(cell) = row.get(index) {
            let covered = if cell.rows == 0 { cell.columns } else { cell.columns - 1 };
            let cover = "<table:covered-table-cell/>".repeat(covered);
            index += 1;
            if cell.rows == 0 {
                out.push_str(&cover);
                continue;
            }
            let mut repeat = String::new();
            // Equal cells side by side may be written once.
            if quirks.variant == 3 && cell.value && cell.columns == 1 {
                let same = row[index..].iter().take_while(|next| next.text == cell.text && next.columns == 1);
                let count = 1 + same.count();
                index += count - 1;
                repeat = format!(" table:number-columns-repeated=\"{count}\"");
            }
            let spans = if cell.columns > 1 || cell.rows > 1 {
                format!(
                    " table:number-columns-spanned=\"{}\" table:number-rows-spanned=\"{}\"",
                    cell.columns, cell.rows
                )
            } else {
                String::new()
            };
            let text = match cell.text.as_str() {
                "" => "<text:p/>".to_owned(),
                text => format!("<text:p>{}</text:p>", spaced(text)),
            };
            let _ = write!(
                out,
                "<table:table-cell{repeat}{spans} office:value-type=\"string\">{text}</table:table-cell>{cover}"
            );
        }
        out.push_str("</table:table-row>");
    }
    out.push_str("</table:table>");
}

/// Rich text; characters as bytes of the code page or by number.
pub(super) fn rtf(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> Vec<u8> {
    let by_number = quirks.variant.is_multiple_of(2);
    let text = |text: &str| rich(text, by_number);
    let mut out =
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1 Arial;}}\n\
        {\\info{\\title report}{\\creatim\\yr2024\\mo1\\dy5}}{\\header\\pard 7\\par}\\paperw11906\\pard\n"
            .to_owned();
    for piece in pieces {
        match piece {
            Piece::Table(grid) => {
                for part in parts(grid, quirks, rng) {
                    for row in &part.rows {
                        rtf_row(&mut out, row, quirks.variant, &text);
                    }
                    out.push_str("\\pard\\par\n");
                }
            }
            Piece::Title(line) | Piece::Heading(line) | Piece::Para(line) => {
                let _ = writeln!(out, "\\pard\\plain\\f0\\fs24 {}\\par", text(line));
            }
        }
    }
    out.push('}');
    out.into_bytes()
}

fn rich(text: &str, by_number: bool) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '{' | '}' => out.extend(['\\', c]),
            c if c.is_ascii() => out.push(c),
            c if by_number => {
                let _ = write!(out, "\\u{}?", c as u32 as u16 as i16);
            }
            c => {
                for byte in encoding_rs::GB18030.encode(&c.to_string()).0.iter() {
                    let _ = write!(out, "\\'{byte:02x}");
                }
            }
        }
    }
    out
}

fn rtf_row(out: &mut String, row: &[Placed], variant: u8, text: &impl Fn(&str) -> String) {
    out.push_str("\\trowd\\trgaph108 ");
    let mut edge = 0;
    // Wide cells are wide, or cells merged with empty ones.
    let merged = variant == 1;
    for cell in row {
        let down = match cell.rows {
            0 => "\\clvmrg",
            1 => "",
            _ => "\\clvmgf",
        };
        for column in 0..if merged { cell.columns } else { 1 } {
            let across = match column {
                0 if merged && cell.columns > 1 => "\\clmgf",
                0 => "",
                _ => "\\clmrg",
            };
            edge += if merged { 700 } else { 700 * cell.columns };
            let _ = write!(out, "{down}{across}\\clbrdrt\\brdrs\\cellx{edge}");
        }
    }
    out.push_str("\\pard\\intbl\n");
    for cell in row {
        let _ = write!(out, "{{\\f0 {}}}\\cell", text(&cell.text));
        out.push_str(&"\\cell".repeat(if merged { cell.columns - 1 } else { 0 }));
        out.push('\n');
    }
    out.push_str("\\row\n");
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A workbook: everything on one sheet, or a sheet a table.
pub(super) fn xlsx(pieces: &[Piece], quirks: &Quirks, rng: &mut Rng) -> Vec<u8> {
    let mut sheets: Vec<(Vec<String>, Vec<String>)> = vec![(Vec::new(), Vec::new())];
    for piece in pieces {
        match piece {
            Piece::Table(grid) => {
                for part in parts(grid, quirks, rng) {
                    let (rows, merges) = sheets.last_mut().expect("a sheet");
                    for row in &part.rows {
                        sheet_row(rows, merges, row);
                    }
                }
            }
            Piece::Title(text) | Piece::Heading(text) | Piece::Para(text) => {
                if matches!(piece, Piece::Heading(_)) && quirks.variant == 1 {
                    sheets.push((Vec::new(), Vec::new()));
                }
                let (rows, merges) = sheets.last_mut().expect("a sheet");
                let cell = Placed { text: text.clone(), columns: 10, rows: 1, value: false };
                sheet_row(rows, merges, &[cell]);
            }
        }
    }
    let numbers = 1..=sheets.len();
    let each = |print: &dyn Fn(usize) -> String| numbers.clone().map(print).collect::<Vec<_>>().concat();
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let types = format!(
        "<?xml version=\"1.0\"?><Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
         PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>{}</Types>",
        each(&|n| format!(
            "<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{kind}.worksheet+xml\"/>"
        ))
    );
    let root = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let book = format!(
        "<?xml version=\"1.0\"?><workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{}</sheets></workbook>",
        each(&|n| format!("<sheet name=\"Sheet{n}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))
    );
    let relations = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"{PACKAGE}/relationships\">{}</Relationships>",
        each(&|n| format!(
            "<Relationship Id=\"rId{n}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        ))
    );
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), root),
        ("xl/workbook.xml".to_owned(), book),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations),
    ];
    for (index, (rows, merges)) in sheets.iter().enumerate() {
        let merged = match merges.len() {
            0 => String::new(),
            count => format!("<mergeCells count=\"{count}\">{}</mergeCells>", merges.concat()),
        };
        let sheet = format!(
            "<?xml version=\"1.0\"?><worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData>{merged}</worksheet>",
            rows.concat()
        );
        files.push((format!("xl/worksheets/sheet{}.xml", index + 1), sheet));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    container(&files, false)
}

fn sheet_row(rows: &mut Vec<String>, merges: &mut Vec<String>, cells: &[Placed]) {
    let number = rows.len() + 1;
    let name = |column: usize| char::from(b'A' + column as u8);
    let mut row = format!("<row r=\"{number}\">");
    let mut column = 0;
    for cell in cells {
        let at = format!("{}{number}", name(column));
        let plain = !cell.text.is_empty() && cell.text.chars().all(|c| c.is_ascii_digit() || c == '.');
        let _ = match cell.text.as_str() {
            "" => Ok(()),
            text if plain && cell.value => write!(row, "<c r=\"{at}\"><v>{text}</v></c>"),
            text => write!(
                row,
                "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                escape(text)
            ),
        };
        if cell.rows > 1 || cell.rows == 1 && cell.columns > 1 {
            let end = format!("{}{}", name(column + cell.columns - 1), number + cell.rows - 1);
            merges.push(format!("<mergeCell ref=\"{at}:{end}\"/>"));
        }
        column += cell.columns;
    }
    row.push_str("</row>");
    rows.push(row);
}
