//! Plain text: encodings, and lines into blocks.

use super::Unreadable;
use crate::document::Document;

/// Reads a text file.
///
/// # Errors
/// [`Unreadable`] where the bytes are no text.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    Ok(Document { text: String::from_utf8_lossy(bytes).into_owned(), ..Document::default() })
}
