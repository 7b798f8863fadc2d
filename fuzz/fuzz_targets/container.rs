//! Bytes as a file of many documents: zip, gzip, tar, JSON, WARC.
#![no_main]

use gongkai::container::{self, Keys};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("gongkai-fuzz-{}", std::process::id()));
    std::fs::write(&path, bytes).expect("a temporary file");
    let _ = container::open(&path.to_string_lossy(), &Keys::default(), &mut |_| true);
});
