//! Readers: bytes of one file in, a [`Document`] out. A reader knows its format and nothing of the statute.

mod builder;
mod charset;
mod commas;
pub mod doc;
pub mod docx;
mod edges;
mod flow;
mod folios;
mod frames;
pub mod html;
mod indented;
mod inset;
mod lists;
mod marked;
mod merged;
pub mod mht;
mod numbering;
pub mod odf;
mod ole;
mod ordinal;
mod package;
mod parted;
pub mod pdf;
mod pipes;
mod repeats;
pub mod rtf;
mod seen;
pub mod sheet;
pub mod text;
mod white;
mod wiki;

use crate::document::Document;
use seen::Seen;

/// Why a file yields no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct Unreadable {
    /// Short code, such as `binary`.
    pub code: &'static str,
    /// What and why, in Chinese and English.
    pub message: String,
}

/// A format and how to read it.
struct Reader {
    /// Media type of its files.
    media_type: &'static str,
    /// Whether a file looks like the format. The bytes decide, the name only in doubt.
    knows: fn(&Seen) -> bool,
    /// Reads the bytes.
    read: fn(&[u8]) -> Result<Document, Unreadable>,
}

/// The readers; the first that knows the bytes reads them, and anything may be text.
const READERS: &[Reader] = &[
    Reader { media_type: docx::MEDIA_TYPE, knows: docx::looks_like, read: docx::read },
    Reader { media_type: pdf::MEDIA_TYPE, knows: |seen| pdf::looks_like(seen.bytes), read: pdf::read },
    Reader { media_type: odf::TEXT, knows: odf::is_text, read: odf::read },
    Reader { media_type: odf::SPREADSHEET, knows: odf::is_sheet, read: odf::read },
    Reader { media_type: sheet::xlsx::MEDIA_TYPE, knows: sheet::xlsx::looks_like, read: sheet::xlsx::read },
    Reader { media_type: sheet::xls::MEDIA_TYPE, knows: sheet::xls::looks_like, read: sheet::xls::read },
    Reader { media_type: ole::MEDIA_TYPE, knows: ole::is_encrypted, read: ole::refuse_encrypted },
    Reader { media_type: doc::MEDIA_TYPE, knows: doc::looks_like, read: doc::read },
    Reader { media_type: docx::xml::MEDIA_TYPE, knows: docx::xml::looks_like, read: docx::xml::read },
    Reader { media_type: sheet::xml::MEDIA_TYPE, knows: sheet::xml::looks_like, read: sheet::xml::read },
    Reader { media_type: rtf::MEDIA_TYPE, knows: |seen| rtf::looks_like(seen.bytes), read: rtf::read },
    Reader { media_type: mht::MEDIA_TYPE, knows: |seen| mht::looks_like(seen.bytes), read: mht::read },
    Reader {
        media_type: "text/html",
        knows: |seen| html::looks_like(seen.name, seen.bytes),
        read: html::read,
    },
    Reader { media_type: "text/markdown", knows: |seen| text::is_markdown(seen.name), read: text::read },
    Reader { media_type: "text/plain", knows: |_| true, read: text::read },
];

/// First bytes of formats that no reader knows, and what they are.
const UNKNOWN: &[(&[u8], &str)] = &[
    (b"\xd0\xcf\x11\xe0", "OLE"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"GIF8", "gif"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
];

/// Whether a panic on this thread is caught and told as the reason why a file is not read.
pub fn catches_panics() -> bool {
    pdf::is_reading()
}

/// Reads the bytes of a file; what it is shows in the bytes, the name only decides in doubt.
///
/// # Errors
/// [`Unreadable`] where the bytes are no document of a known format or exceed a limit.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Unreadable> {
    let unread = UNKNOWN.iter().find(|(first, _)| bytes.starts_with(first));
    let seen = Seen::of(name, bytes);
    let known = READERS.iter().find(|reader| (reader.knows)(&seen));
    let is_whole = |format: &str| match format {
        "OLE" => seen.streams.is_some(),
        "zip" => package::Package::open(bytes, "zip").is_ok(),
        _ => true,
    };
    match (known, unread) {
        (Some(reader), unread) if unread.is_none() || !reader.media_type.starts_with("text/") => {
            let document = (reader.read)(bytes)?;
            Ok(Document { media_type: reader.media_type, ..document })
        }
        (_, Some((_, format))) if !is_whole(format) => Err(Unreadable {
            code: "broken_file",
            message: format!(
                "文件不完整或已损坏（{format} 容器），请重新下载或另存 / the {format} container of the file is cut off or damaged; download or save it again"
            ),
        }),
        (_, unread) => {
            let format = unread.map_or("?", |(_, format)| format);
            let message = if matches!(format, "rar" | "7z") {
                format!(
                    "不能打开 {format} 压缩包，请解压或改用 zip / {format} archives are not opened; unpack it or make it a zip"
                )
            } else {
                format!(
                    "不支持 {format} 格式，请改用 docx、带文字的 pdf 或网页；图片须先识别文字 / {format} files are not read; take docx, pdf with text or html; pictures need text recognition first"
                )
            };
            Err(Unreadable { code: "unsupported_format", message })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn formats_that_no_reader_knows_are_named_and_containers_cut_off_are_damaged() {
        for bytes in [b"PK\x03\x04 no archive".as_slice(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"] {
            assert_eq!(read("report.txt", bytes).unwrap_err().code, "broken_file");
        }
        let archive = read("report.txt", b"Rar!\x1a\x07").unwrap_err();
        assert!(archive.code == "unsupported_format" && archive.message.contains("unpack it"), "{archive}");
    }

    #[test]
    fn the_bytes_decide_not_the_name() {
        let page = "<html><body><p>一、总体情况</p></body></html>";
        assert_eq!(read("page.txt", page.as_bytes()).unwrap().text, "一、总体情况\n");
        assert_eq!(read("text.html", "一、总体情况\n".as_bytes()).unwrap().text, "一、总体情况\n");
    }
}
