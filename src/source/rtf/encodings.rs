//! The encodings that rich text names by a number: code pages and the character sets of fonts.

use encoding_rs::{Encoding, GB18030, X_USER_DEFINED};

/// The encoding of a Windows code page.
pub(super) fn code_page(number: i32) -> Option<&'static Encoding> {
    match number {
        936 | 54936 => Some(GB18030),
        65001 => Some(encoding_rs::UTF_8),
        932 => Some(encoding_rs::SHIFT_JIS),
        949 => Some(encoding_rs::EUC_KR),
        950 => Some(encoding_rs::BIG5),
        874 | 1250..=1258 => Encoding::for_label(format!("windows-{number}").as_bytes()),
        _ => None,
    }
}

/// The encoding of a font's character set; `None` where the file's default holds.
pub(super) fn character_set(number: i32) -> Option<&'static Encoding> {
    let page = match number {
        2 => return Some(X_USER_DEFINED),
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    };
    code_page(page)
}
