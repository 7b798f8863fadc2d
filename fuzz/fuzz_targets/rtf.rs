//! Bytes as rich text.
#![no_main]

use gongkai::source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = source::rtf::read(bytes);
});
