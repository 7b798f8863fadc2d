//! A zip container around parts, so that mutations reach the reader behind it.

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A container of these parts.
pub fn parts(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        let written = archive.start_file(*name, stored).map(|()| archive.write_all(bytes));
        written.expect("room in memory").expect("room in memory");
    }
    archive.finish().expect("room in memory").into_inner()
}
