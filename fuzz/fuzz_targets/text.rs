//! Bytes as plain text.
#![no_main]

use gongkai::source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = source::text::read(bytes);
});
