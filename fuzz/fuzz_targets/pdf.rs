//! Bytes as a pdf file.
#![no_main]

use gongkai::source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = source::pdf::read(bytes);
});
