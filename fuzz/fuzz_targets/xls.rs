//! Bytes as an old workbook, or as the only stream of one.
#![no_main]

use gongkai::source;
use std::io::{Cursor, Write};

const CONTAINER: &[u8] = b"\xd0\xcf\x11\xe0";

/// A container with one stream, so that mutations reach the records. The reader of cells refuses long streams in containers of
/// version 4.
fn container(stream: &[u8]) -> Vec<u8> {
    let room = Cursor::new(Vec::new());
    let mut container = cfb::CompoundFile::create_with_version(cfb::Version::V3, room).expect("room in memory");
    container.create_stream("/Workbook").and_then(|mut part| part.write_all(stream)).expect("room in memory");
    container.into_inner().into_inner()
}

// The reader catches what its library throws, so only what leaves it may end the run.
libfuzzer_sys::fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    if bytes.starts_with(CONTAINER) {
        let _ = source::sheet::xls::read(bytes);
    } else {
        let _ = source::sheet::xls::read(&container(bytes));
    }
});
