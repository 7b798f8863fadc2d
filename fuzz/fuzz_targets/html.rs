//! Bytes as a web page.
#![no_main]

use gongkai::source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = source::html::read(bytes);
});
