//! Readers: bytes of one file in, a [`Document`] out. A reader knows its format and nothing of the statute.

mod builder;
mod charset;
pub mod docx;
pub mod html;
pub mod text;

use crate::document::Document;

/// Why a file yields no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Unreadable {
    /// Short code, such as `binary`.
    pub code: &'static str,
    /// What and why, in Chinese and English.
    pub message: String,
}

/// A reader: whether name and bytes look like its format, and how to read them.
type Reader = (fn(&str, &[u8]) -> bool, fn(&[u8]) -> Result<Document, Unreadable>);

/// The readers; the first that knows the bytes reads them, and anything may be text.
const READERS: &[Reader] = &[
    (|_, bytes| docx::looks_like(bytes), docx::read),
    (html::looks_like, html::read),
    (|_, _| true, text::read),
];

/// First bytes of formats that no reader knows, and what they are.
const UNKNOWN: &[(&[u8], &str)] = &[
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0", "doc / xls / wps（OLE）"),
    (b"{\\rtf", "rtf"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
];

/// Reads the bytes of a file; what it is shows in the bytes, the name only decides in doubt.
///
/// # Errors
/// [`Unreadable`] where the bytes are no document of a known format or exceed a limit.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Unreadable> {
    let unknown = UNKNOWN.iter().find(|(first, _)| bytes.starts_with(first) && !docx::looks_like(bytes));
    if let Some((_, format)) = unknown {
        return Err(Unreadable {
            code: "unsupported_format",
            message: format!(
                "不支持 {format} 格式，请先转换为文本、网页或 docx / {format} files are not read; convert to text, html or docx first"
            ),
        });
    }
    let known = READERS.iter().find(|(looks_like, _)| looks_like(name, bytes));
    known.map_or_else(|| text::read(bytes), |(_, read)| read(bytes))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn formats_that_no_reader_knows_are_named() {
        for bytes in [b"%PDF-1.7\n".as_slice(), b"PK\x03\x04 no archive", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
        {
            assert_eq!(read("report.txt", bytes).unwrap_err().code, "unsupported_format");
        }
    }

    #[test]
    fn the_bytes_decide_not_the_name() {
        let page = "<html><body><p>一、总体情况</p></body></html>";
        assert_eq!(read("page.txt", page.as_bytes()).unwrap().text, "一、总体情况\n");
        assert_eq!(read("text.html", "一、总体情况\n".as_bytes()).unwrap().text, "一、总体情况\n");
    }
}
