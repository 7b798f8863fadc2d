//! Text into the bytes of a file.

/// An encoding a report is found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Bom,
    /// GB18030.
    Gb18030,
    /// UTF-16, little end first, with a byte order mark.
    Utf16Le,
    /// UTF-16, big end first, with a byte order mark.
    Utf16Be,
}

impl Encoding {
    /// Every encoding.
    pub(crate) const ALL: [Self; 5] =
        [Self::Utf8, Self::Utf8Bom, Self::Gb18030, Self::Utf16Le, Self::Utf16Be];
}

/// The bytes of a text.
pub(crate) fn encode(text: &str, encoding: Encoding, crlf: bool) -> Vec<u8> {
    let text = if crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
    let units = || "\u{feff}".encode_utf16().chain(text.encode_utf16());
    match encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8Bom => format!("\u{feff}{text}").into_bytes(),
        Encoding::Gb18030 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        Encoding::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
    }
}
