//! Bytes as an OpenDocument file, and as the content of one.
#![no_main]

use gongkai::source;

mod packed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = source::odf::read(bytes);
    let media_type = b"application/vnd.oasis.opendocument.text".as_slice();
    let _ = source::odf::read(&packed::parts(&[("mimetype", media_type), ("content.xml", bytes)]));
});
