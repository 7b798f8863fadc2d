//! Zip containers of office files: which format they hold, parts by name unpacked within bounds, XML as text.
//!
//! It knows the containers (OPC, OpenDocument), not what their parts say.

use super::Unreadable;
use super::charset::xml_text;
use crate::limits::MAX_PART;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A format that a container may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Word document: docx, docm, dotx, and wps that is docx.
    Word,
    /// Workbook: xlsx, xlsm, and et that is xlsx.
    Workbook,
    /// OpenDocument text.
    OpenText,
    /// OpenDocument spreadsheet.
    OpenSheet,
}

/// The format of a zip container, `None` where it is none of the known ones.
pub(super) fn kind(bytes: &[u8]) -> Option<Kind> {
    let mut package = Package::open(bytes, "zip").ok()?;
    if let Ok(Some(media_type)) = package.part("mimetype") {
        let media_type = String::from_utf8_lossy(&media_type);
        return match media_type.trim().strip_prefix("application/vnd.oasis.opendocument.")? {
            kind if kind.starts_with("text") => Some(Kind::OpenText),
            kind if kind.starts_with("spreadsheet") => Some(Kind::OpenSheet),
            _ => None,
        };
    }
    let main = package.main_part().ok()?;
    let content_type = package.content_type(&main).unwrap_or_default();
    let named = |folder: &str, words: [&str; 2]| {
        words.iter().any(|word| content_type.contains(word))
            || content_type.is_empty() && main.starts_with(folder)
    };
    if named("word/", ["wordprocessingml", "ms-word"]) {
        Some(Kind::Word)
    } else if named("xl/", ["spreadsheetml", "ms-excel.sheet.macroenabled"]) {
        Some(Kind::Workbook)
    } else {
        None
    }
}

/// An open container.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    format: &'static str,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a container; `format` names it in messages.
    pub(super) fn open(bytes: &'a [u8], format: &'static str) -> Result<Self, Unreadable> {
        // A zip file may stand behind anything; readers of office files choke on what they take the beginning for.
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(broken(format, "不以 zip 开头 / it does not begin as a zip container"));
        }
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(format, &error.to_string()))?;
        Ok(Package { archive, format, left: MAX_PART })
    }

    /// A part unpacked, `None` where the container has none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let failed = |error: String| broken(self.format, &format!("{name}: {error}"));
        let part = self.archive.by_index(index).map_err(|error| failed(error.to_string()))?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| failed(error.to_string()))?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| too_large(self.format))?;
        Ok(Some(bytes))
    }

    /// A part as text of XML.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        Ok(self.part(name)?.map(|bytes| xml_text(&bytes)))
    }

    /// A part that the format cannot do without.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Unreadable> {
        self.xml(name)?.ok_or_else(|| broken(self.format, &format!("没有 {name} / {name} is missing")))
    }

    /// Unpacks everything once, for readers that would unpack without bounds.
    pub(super) fn within_bounds(&mut self) -> Result<(), Unreadable> {
        for index in 0..self.archive.len() {
            let part =
                self.archive.by_index(index).map_err(|error| broken(self.format, &error.to_string()))?;
            let size = std::io::copy(&mut part.take(self.left + 1), &mut std::io::sink())
                .map_err(|error| broken(self.format, &error.to_string()))?;
            self.left = self.left.checked_sub(size).ok_or_else(|| too_large(self.format))?;
        }
        self.left = MAX_PART;
        Ok(())
    }

    /// Name of the main part of an OPC container, as its relationships say.
    pub(super) fn main_part(&mut self) -> Result<String, Unreadable> {
        let main =
            self.relations("")?.into_iter().find(|relation| relation.kind.ends_with("/officeDocument"));
        let known = || {
            ["word/document.xml", "xl/workbook.xml"]
                .into_iter()
                .find(|name| self.archive.index_for_name(name).is_some())
        };
        match main {
            Some(main) => Ok(main.target),
            None => {
                known().map(str::to_owned).ok_or_else(|| broken(self.format, "没有主文档 / no main part"))
            }
        }
    }

    /// What a part of an OPC container refers to; the container itself with an empty name.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Unreadable> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(xml) = self.xml(name.trim_start_matches('/'))? else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        each_element(&xml, |name, element| {
            if name == "Relationship" {
                relations.push(Relation {
                    id: attribute(element, "Id").unwrap_or_default(),
                    kind: attribute(element, "Type").unwrap_or_default(),
                    target: resolved(folder, &attribute(element, "Target").unwrap_or_default()),
                });
            }
        })
        .map_err(|error| broken(self.format, &error))?;
        Ok(relations)
    }

    fn content_type(&mut self, part: &str) -> Option<String> {
        let xml = self.xml("[Content_Types].xml").ok()??;
        let mut found = None;
        each_element(&xml, |name, element| {
            if name == "Override"
                && attribute(element, "PartName").is_some_and(|name| name.trim_start_matches('/') == part)
            {
                found = attribute(element, "ContentType").map(|kind| kind.to_ascii_lowercase());
            }
        })
        .ok()?;
        found
    }
}

/// A reference from one part to another.
pub(super) struct Relation {
    /// By which the part names it.
    pub(super) id: String,
    /// Address of its kind, such as `…/officeDocument`.
    pub(super) kind: String,
    /// Name of the part it points to.
    pub(super) target: String,
}

/// A target relative to a folder of the container as the name of a part.
fn resolved(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// Calls `take` with each element of an XML text and its local name.
pub(super) fn each_element(xml: &str, mut take: impl FnMut(&str, &BytesStart)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof => return Ok(()),
            Event::Start(element) | Event::Empty(element) => {
                take(local(element.name().as_ref()), &element);
            }
            _ => {}
        }
    }
}

/// A name without its namespace prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// An attribute by its local name, references resolved.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|attribute| local(attribute.key.as_ref()) == name)?;
    let value = quick_xml::escape::unescape(&found.value).map(std::borrow::Cow::into_owned);
    Some(value.unwrap_or_else(|_| found.value.to_string()))
}

/// What a reference in a text of XML stands for. What an entity of the file's own stands for is not looked up; that something
/// stands there is kept.
pub(super) fn referred(reference: &BytesRef) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => quick_xml::escape::resolve_predefined_entity(reference).unwrap_or("\u{fffd}").to_owned(),
    }
}

/// A file of `format` that is damaged.
pub(super) fn broken(format: &'static str, reason: &str) -> Unreadable {
    Unreadable {
        code: "broken_file",
        message: format!("{format} 文件损坏（{reason}） / the {format} file is damaged ({reason})"),
    }
}

/// A file of `format` that unpacks beyond the limit.
pub(super) fn too_large(format: &'static str) -> Unreadable {
    Unreadable {
        code: "too_large",
        message: format!("{format} 解压后过大 / the {format} file unpacks to more than the limit"),
    }
}

/// A file in which nothing is printed.
pub(super) fn empty() -> Unreadable {
    Unreadable { code: "empty", message: "文件没有文字 / the file holds no text".into() }
}
