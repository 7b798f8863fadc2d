//! Pdf files, as they are; other bytes are what a page draws.
#![no_main]

use gongkai::source;

const HEAD: &[u8] = b"%PDF";

/// A file of one page that draws this.
fn page(drawn: &[u8]) -> Vec<u8> {
    let length = format!("<</Length {}>>stream\n", drawn.len());
    let objects: [&[&[u8]]; 5] = [
        &[b"<</Type/Catalog/Pages 2 0 R>>"],
        &[b"<</Type/Pages/Kids[3 0 R]/Count 1>>"],
        &[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"],
        &[length.as_bytes(), drawn, b"\nendstream"],
        &[b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"],
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = String::new();
    for (number, object) in (1..).zip(objects) {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object.concat());
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 6\n0000000000 65535 f \n{places}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").bytes());
    file
}

// The reader catches what its library throws, so only what leaves it may end the run.
libfuzzer_sys::fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    if bytes.starts_with(HEAD) {
        let _ = source::pdf::read(bytes);
    } else {
        let _ = source::pdf::read(&page(bytes));
    }
});
