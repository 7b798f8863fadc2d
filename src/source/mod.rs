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

/// Reads the bytes of a file.
///
/// # Errors
/// [`Unreadable`] where the bytes are no document of a known format or exceed a limit.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Unreadable> {
    if docx::looks_like(bytes) {
        docx::read(bytes)
    } else if html::looks_like(name, bytes) {
        html::read(bytes)
    } else {
        text::read(bytes)
    }
}
