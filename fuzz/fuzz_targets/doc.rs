//! Bytes as a Word 97-2003 document.
#![no_main]

use gongkai::source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = source::doc::read(bytes);
});
