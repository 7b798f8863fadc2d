//! What is looked at before a page is drawn: how large streams unpack, and which charset fonts without names use.

use crate::limits::{MAX_FONT, MAX_STREAM, MAX_STREAMS};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE};
use flate2::read::ZlibDecoder;
use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::hayro_cmap::{self, BfString, CMap, CMapName};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
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

/// What codes of a font stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    /// Characters of a charset.
    Charset(&'static Encoding),
    /// Places in a foundry's list of glyphs.
    List(&'static str),
}

/// Codings of fonts that print codes of a standard and do not name their characters.
#[derive(Debug, Default)]
pub(super) struct Charsets {
    /// By the font's name; `None` where two fonts of a name differ.
    fonts: HashMap<String, Option<Coding>>,
    /// Characters of the lists of glyphs.
    lists: HashMap<&'static str, Option<CMap>>,
}

impl Charsets {
    /// Notes the fonts of a file, wherever they stand.
    pub(super) fn of(pdf: &Pdf) -> Self {
        let mut charsets = Charsets::default();
        for object in pdf.objects() {
            if let Object::Dict(font) = object {
                charsets.note(&font);
            }
        }
        for page in pdf.pages().iter() {
            let fonts = &page.resources().fonts;
            fonts.keys().filter_map(|key| fonts.get::<Dict>(key)).for_each(|font| charsets.note(&font));
        }
        charsets
    }

    fn note(&mut self, font: &Dict<'_>) {
        let (Some(kind), Some(name)) = (font.get::<Name>("Subtype"), font.get::<Name>("BaseFont")) else {
            return;
        };
        // Fonts of single bytes name their characters, mostly by their encoding.
        let composite = kind.as_str() == "Type0";
        if !composite && (font.contains_key("Encoding") || kind.as_str().starts_with("CIDFont")) {
            return;
        }
        let name = name.as_str();
        let name = name.split_once('+').map_or(name, |(_, name)| name);
        let coding = if composite { coding(font) } else { None };
        if let Some(Coding::List(list)) = coding {
            self.lists.entry(list).or_insert_with(|| list_of(list));
        }
        let known = self.fonts.entry(name.to_owned()).or_insert(coding);
        if *known != coding {
            *known = None;
        }
    }

    /// The character of a glyph whose font does not name it.
    pub(super) fn decode(&self, glyph: &Drawn<'_>) -> String {
        let decoded = match glyph {
            Drawn::Outline(outline) => outline
                .font_data()
                .and_then(|font| font.postscript_name)
                .and_then(|name| self.fonts.get(&name).copied().flatten())
                .and_then(|coding| self.character(coding, outline.char_code())),
            Drawn::Type3(_) => None,
        };
        decoded.unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string())
    }

    fn character(&self, coding: Coding, code: u32) -> Option<String> {
        match coding {
            Coding::Charset(charset) => decode(charset, code),
            Coding::List(list) => match self.lists.get(list)?.as_ref()?.lookup_bf_string(code)? {
                BfString::Char(c) => Some(c.to_string()),
                BfString::String(text) => Some(text),
            },
        }
    }
}

/// What the codes of a composite font stand for, as far as its encoding or its list of glyphs tells.
fn coding(font: &Dict<'_>) -> Option<Coding> {
    let encoding = font.get::<Name>("Encoding")?;
    if !encoding.as_str().starts_with("Identity") {
        return charset(encoding.as_str()).map(Coding::Charset);
    }
    let glyphs = font.get::<Array>("DescendantFonts")?.iter::<Dict>().next()?;
    // Codes are places in the list only where the glyphs of the font are put in its order.
    let ordered = glyphs.get::<Name>("Subtype")?.as_str() == "CIDFontType0"
        || glyphs.get::<Stream>("CIDToGIDMap").is_some();
    let list = glyphs.get::<Dict>("CIDSystemInfo")?;
    let ordering = list.get::<Bytes>("Ordering")?;
    match ordering.as_bytes() {
        b"GB1" if ordered => Some(Coding::List("Adobe-GB1-UCS2")),
        b"CNS1" if ordered => Some(Coding::List("Adobe-CNS1-UCS2")),
        _ => None,
    }
}

fn list_of(name: &str) -> Option<CMap> {
    let data = |name: CMapName<'_>| hayro_cmap::load_embedded(name);
    CMap::parse(data(CMapName::from_bytes(name.as_bytes()))?, data)
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
