//! One look at a file before any reader: what its container holds and how its text begins.

use super::charset::xml_text;
use super::ole;
use super::package::{Kind, kind};

/// Bytes from the start that are looked at as text.
const HEAD: usize = 8192;

/// What is seen of a file, each once for all readers.
pub(super) struct Seen<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// All of it.
    pub(super) bytes: &'a [u8],
    /// The format that it holds as a zip container.
    pub(super) package: Option<Kind>,
    /// Names of the streams at the root of an OLE container; `None` where it is none or too damaged to tell.
    pub(super) streams: Option<Vec<String>>,
    /// The beginning, as far as it is text.
    pub(super) head: String,
}

impl<'a> Seen<'a> {
    /// Looks at a file.
    pub(super) fn of(name: &'a str, bytes: &'a [u8]) -> Self {
        Seen {
            name,
            bytes,
            package: kind(bytes),
            streams: ole::streams(bytes),
            head: xml_text(&bytes[..bytes.len().min(HEAD)]),
        }
    }

    /// Whether an OLE container has a stream of one of these names.
    pub(super) fn has_stream(&self, names: &[&str]) -> bool {
        let known = |stream: &String| names.iter().any(|name| stream.eq_ignore_ascii_case(name));
        self.streams.iter().flatten().any(known)
    }
}
