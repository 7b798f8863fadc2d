//! What is looked at before a page is drawn: how large streams unpack, and which charset fonts without names use.

use crate::limits::{MAX_FONT, MAX_STREAM, MAX_STREAMS};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE};
use flate2::read::ZlibDecoder;
use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{Filter, Pdf};
use std::collections::HashMap;
use std::io::Read;

/// A byte of deflated data never unpacks to more than this.
const WORST_RATIO: usize = 1_032;

/// Bytes of the longest form that pages may draw many times, `None` where streams unpack beyond the limits.
pub(super) fn longest_form(pdf: &Pdf) -> Option<usize> {
    let (mut longest, mut fonts, mut drawings) = (0usize, 0usize, 0usize);
    for object in pdf.objects() {
        let Object::Stream(stream) = object else { continue };
        let dict = stream.dict();
        let subtype = dict.get::<Name>("Subtype").map(|name| name.as_str().to_owned());
        let form = subtype.as_deref() == Some("Form");
        if subtype.as_deref() == Some("Image") {
            continue;
        }
        if dict.contains_key("Length1") || dict.contains_key("Length2") || subtype.is_some() && !form {
            fonts += unpacked(&stream, MAX_FONT)?;
        } else {
            let size = unpacked(&stream, MAX_STREAM)?;
            drawings += size;
            longest = if form { longest.max(size) } else { longest };
        }
        if fonts > 2 * MAX_FONT || drawings > MAX_STREAMS {
            return None;
        }
    }
    Some(longest)
}

/// Bytes a stream unpacks to, roughly where it is short, `None` past the limit.
fn unpacked(stream: &Stream<'_>, limit: usize) -> Option<usize> {
    let expanding =
        |filter: &Filter| matches!(filter, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode);
    let filters = stream.filters();
    let packed = filters.iter().filter(|filter| expanding(filter)).count();
    let raw = stream.raw_data();
    if raw.len() > limit || packed > 1 {
        return None;
    }
    if packed == 0 || raw.len() < limit / WORST_RATIO && limit == MAX_FONT {
        return Some(raw.len());
    }
    if filters.first() != Some(&Filter::FlateDecode) {
        return Some(raw.len().saturating_mul(8)).filter(|size| *size <= limit);
    }
    let mut sink = [0u8; 8192];
    let mut reader = ZlibDecoder::new(&*raw);
    let mut size = 0;
    while let Ok(read) = reader.read(&mut sink) {
        size += read;
        if size > limit {
            return None;
        }
        if read == 0 {
            break;
        }
    }
    Some(size)
}

/// Charsets of fonts that print codes of a national standard and do not name their characters.
#[derive(Debug, Default)]
pub(super) struct Charsets {
    /// By the font's name; `None` where two fonts of a name differ.
    fonts: HashMap<String, Option<&'static Encoding>>,
}

impl Charsets {
    /// Notes the fonts of a page.
    pub(super) fn note(&mut self, page: &Page<'_>) {
        let fonts = &page.resources().fonts;
        for key in fonts.keys() {
            let Some(font) = fonts.get::<Dict>(key) else { continue };
            let Some(name) = font.get::<Name>("BaseFont") else { continue };
            let name = name.as_str();
            let name = name.split_once('+').map_or(name, |(_, name)| name);
            let charset = font.get::<Name>("Encoding").and_then(|encoding| charset(encoding.as_str()));
            let known = self.fonts.entry(name.to_owned()).or_insert(charset);
            if *known != charset {
                *known = None;
            }
        }
    }

    /// The character of a glyph whose font does not name it.
    pub(super) fn decode(&self, glyph: &Drawn<'_>) -> String {
        let decoded = match glyph {
            Drawn::Outline(outline) => outline
                .font_data()
                .and_then(|font| font.postscript_name)
                .and_then(|name| self.fonts.get(&name).copied().flatten())
                .and_then(|charset| decode(charset, outline.char_code())),
            Drawn::Type3(_) => None,
        };
        decoded.unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string())
    }
}

/// The charset of a predefined encoding of a composite font.
fn charset(encoding: &str) -> Option<&'static Encoding> {
    match encoding {
        "GB-EUC-H" | "GB-EUC-V" | "GBpc-EUC-H" | "GBpc-EUC-V" | "GBK-EUC-H" | "GBK-EUC-V" | "GBKp-EUC-H"
        | "GBKp-EUC-V" | "GBK2K-H" | "GBK2K-V" => Some(GB18030),
        "ETen-B5-H" | "ETen-B5-V" | "ETenms-B5-H" | "ETenms-B5-V" => Some(BIG5),
        _ if encoding.starts_with("Uni") && (encoding.contains("UCS2") || encoding.contains("UTF16")) => {
            Some(UTF_16BE)
        }
        _ => None,
    }
}

fn decode(charset: &'static Encoding, code: u32) -> Option<String> {
    let bytes = code.to_be_bytes();
    let skip = if charset == UTF_16BE { 2 } else { 3 };
    let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(skip).min(skip);
    let text = charset.decode_without_bom_handling_and_without_replacement(&bytes[first..])?;
    (!text.is_empty()).then(|| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::{charset, decode};

    #[test]
    fn codes_of_national_standards() {
        let read = |encoding, code| charset(encoding).and_then(|charset| decode(charset, code));
        assert_eq!(read("GBK-EUC-H", 0xd5fe).as_deref(), Some("政"));
        assert_eq!(read("GBK-EUC-H", 0x37).as_deref(), Some("7"));
        assert_eq!(read("UniGB-UCS2-H", 0x653f).as_deref(), Some("政"));
        assert_eq!(read("UniGB-UTF16-H", 0x37).as_deref(), Some("7"));
        assert_eq!(read("Identity-H", 0x37), None);
        assert_eq!(read("GBK-EUC-H", 0xffff), None);
    }
}
