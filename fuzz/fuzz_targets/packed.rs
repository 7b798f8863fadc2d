//! A zip container around one part, so that mutations reach the reader behind it.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A container whose only part is `name`.
pub fn part(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let written = archive.start_file(name, stored).map(|()| archive.write_all(bytes));
    written.expect("room in memory").expect("room in memory");
    archive.finish().expect("room in memory").into_inner()
}
