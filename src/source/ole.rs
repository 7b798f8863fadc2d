//! OLE containers: which streams they hold, for the formats that live in them.

use super::Unreadable;
use super::seen::Seen;
use crate::document::Document;
use crate::limits::MAX_PART;
use std::io::{Cursor, Read};

/// Media type of a container whose content is not known.
pub(super) const MEDIA_TYPE: &str = "application/x-ole-storage";

/// First bytes of every OLE container.
pub(super) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A stream of a container by the first of `names` that it has.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let mut container = open(bytes)?;
    let name = names.iter().find(|name| container.is_stream(format!("/{name}")))?;
    let mut content = Vec::new();
    container.open_stream(format!("/{name}")).ok()?.take(MAX_PART).read_to_end(&mut content).ok()?;
    Some(content)
}

/// Names of the streams at the root of a container, `None` where it is none.
pub(super) fn streams(bytes: &[u8]) -> Option<Vec<String>> {
    let container = open(bytes)?;
    let streams = container.read_root_storage().filter(cfb::Entry::is_stream);
    Some(streams.map(|entry| entry.name().to_owned()).collect())
}

fn open(bytes: &[u8]) -> Option<cfb::CompoundFile<Cursor<&[u8]>>> {
    bytes.starts_with(MAGIC).then(|| cfb::CompoundFile::open(Cursor::new(bytes)).ok()).flatten()
}

/// Whether bytes are a docx or xlsx under a password: its container is kept, encrypted, in a stream.
pub(super) fn is_encrypted(seen: &Seen) -> bool {
    seen.has_stream(&["EncryptedPackage"])
}

/// Refuses an encrypted file.
pub(super) fn refuse_encrypted(_: &[u8]) -> Result<Document, Unreadable> {
    Err(encrypted())
}

/// A file under a password.
pub(super) fn encrypted() -> Unreadable {
    let message = "文件有密码，请去除密码后重试 / the file is encrypted; remove the password";
    Unreadable { code: "encrypted", message: message.into() }
}
