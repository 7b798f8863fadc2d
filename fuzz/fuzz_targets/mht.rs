//! Bytes as a web archive.
#![no_main]

use gongkai::source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = source::mht::read(bytes);
});
