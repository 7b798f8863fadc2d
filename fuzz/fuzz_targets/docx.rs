//! Bytes as a docx file, and as the main part of one.
#![no_main]

use gongkai::source;

mod packed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = source::docx::read(bytes);
    let _ = source::docx::read(&packed::parts(&[("word/document.xml", bytes)]));
});
