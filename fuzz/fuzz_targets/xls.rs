//! Bytes as an old workbook.
#![no_main]

use gongkai::source;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = source::sheet::xls::read(bytes);
});
