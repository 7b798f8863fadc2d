//! Word documents as one XML file: of Word 2003 (`w:wordDocument`), and of later ones (`pkg:package`, all parts in one).

use super::{Body, Styles, lists};
use crate::document::Document;
use crate::source::Unreadable;
use crate::source::charset::xml_text;
use crate::source::package::{attribute, broken, local};
use crate::source::seen::Seen;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Media type of the format.
pub(in crate::source) const MEDIA_TYPE: &str = "application/xml";

/// Whether a text begins like such a file.
pub(in crate::source) fn looks_like(seen: &Seen) -> bool {
    let head = &seen.head;
    head.contains("<w:wordDocument") || head.contains("<pkg:package") && head.contains("wordprocessingml")
}

/// Reads such a file.
///
/// # Errors
/// [`Unreadable`] where it is damaged or prints nothing.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let xml = xml_text(bytes);
    let parts = parts(&xml)?;
    let part = |kind: &str| parts.iter().find(|(of, _)| of.contains(kind)).map(|(_, xml)| *xml);
    let main = part("main+xml").unwrap_or(&xml);
    let styles = Styles::read(part("styles+xml").unwrap_or(&xml));
    let numbering = part("numbering+xml").map(lists::read).unwrap_or_default();
    let mut body = Body { styles, numbering, ..Body::default() };
    body.read(main, |_| Ok(None))?;
    body.finish()
}

/// The parts of a package with their kinds; none where the file is no package.
fn parts(xml: &str) -> Result<Vec<(String, &str)>, Unreadable> {
    let mut reader = Reader::from_str(xml);
    let mut parts = Vec::new();
    let mut kind = String::new();
    loop {
        match reader.read_event().map_err(|error| broken("xml", &error.to_string()))? {
            Event::Eof => return Ok(parts),
            Event::Start(element) => match local(element.name().as_ref()) {
                "wordDocument" => return Ok(parts),
                "part" => kind = attribute(&element, "contentType").unwrap_or_default(),
                "xmlData" => {
                    let span = reader.read_to_end(element.name());
                    let span = span.map_err(|error| broken("xml", &error.to_string()))?;
                    let part = xml.get(span.start as usize..span.end as usize).unwrap_or_default();
                    parts.push((kind.clone(), part));
                }
                _ => {}
            },
            _ => {}
        }
    }
}
