//! Bytes as an old workbook.
#![no_main]

use gongkai::source;

// The reader catches what its library throws, so only what leaves it may end the run.
libfuzzer_sys::fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    let _ = source::sheet::xls::read(bytes);
});
