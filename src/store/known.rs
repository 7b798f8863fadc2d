//! What the database holds already: contents by their hash, files by how they looked when they were last read.
//!
//! It spares reading and parsing what would change nothing; whether a file is read is for [`crate::ingest`] to decide.

use super::write::Stamp;
use crate::error::Result;
use rusqlite::Connection;
use std::collections::{HashMap, HashSet};

/// A SHA-256.
type Hash = [u8; 32];

/// Contents and files that are known.
#[derive(Debug, Default)]
pub struct Known {
    contents: HashSet<Hash>,
    files: HashMap<String, (Stamp, Hash)>,
}

impl Known {
    /// What a database holds.
    ///
    /// # Errors
    /// [`crate::error::Error::Sql`] where it cannot be read.
    pub fn of(connection: &Connection) -> Result<Self> {
        Ok(Self::read(connection)?)
    }

    fn read(connection: &Connection) -> rusqlite::Result<Self> {
        let mut known = Known::default();
        let mut select = connection.prepare("select sha256 from document")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            known.contents.extend(from_hexadecimal(row.get_ref(0)?.as_str()?));
        }
        // The last run that saw a file counts; what it refused is read again.
        let mut select = connection.prepare(
            "select f.path, f.byte_length, f.modified_ns, d.sha256
             from ingest_file as f left join document as d on d.document_id = f.document_id
             where f.byte_length is not null order by f.rowid",
        )?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let path = row.get_ref(0)?.as_str()?;
            let stamp =
                Stamp { byte_length: row.get::<_, i64>(1)?.cast_unsigned(), modified_ns: row.get(2)? };
            let hash: Option<String> = row.get(3)?;
            match hash.as_deref().and_then(from_hexadecimal).filter(|_| stamp.modified_ns.is_some()) {
                Some(hash) => {
                    known.files.insert(path.to_owned(), (stamp, hash));
                }
                None => {
                    known.files.remove(path);
                }
            }
        }
        Ok(known)
    }

    /// Whether a content is there, by its hash in hexadecimal.
    pub fn holds(&self, sha256: &str) -> bool {
        from_hexadecimal(sha256).is_some_and(|hash| self.contents.contains(&hash))
    }

    /// The content of a file that looks as it did when it was read, its hash in hexadecimal.
    pub fn content_of(&self, path: &str, stamp: Stamp) -> Option<String> {
        let (known, hash) = self.files.get(path)?;
        (stamp.modified_ns.is_some() && *known == stamp).then(|| to_hexadecimal(hash))
    }
}

fn from_hexadecimal(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    let digits = text.as_bytes().chunks_exact(2);
    if text.len() != 2 * hash.len() {
        return None;
    }
    for (byte, pair) in hash.iter_mut().zip(digits) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(hash)
}

/// Bytes as hexadecimal digits, as `document.sha256` holds them.
pub fn to_hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}
