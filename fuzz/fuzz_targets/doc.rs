//! Word 97–2003 files, as they are; other bytes change one that is whole, so that mutations reach its structures.
#![no_main]

use gongkai::source;

const CONTAINER: &[u8] = b"\xd0\xcf\x11\xe0";
const WHOLE: &[u8] = include_bytes!("../../tests/fixtures/doc/merged_nested_hidden.doc");

/// The whole file with a byte changed for each three: where, and to what.
fn changed(changes: &[u8]) -> Vec<u8> {
    let mut file = WHOLE.to_vec();
    for change in changes.chunks_exact(3) {
        let at = usize::from(u16::from_be_bytes([change[0], change[1]])) % file.len();
        file[at] = change[2];
    }
    file
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(CONTAINER) {
        let _ = source::doc::read(bytes);
    } else {
        let _ = source::doc::read(&changed(bytes));
    }
});
