//! Text as a report: read, parsed, checked.
#![no_main]

use gongkai::{check, parse, source};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = source::text::read(bytes) {
        let report = parse::parse(&document);
        let _ = parse::rejection(&report);
        let _ = check::check(&report);
    }
});
