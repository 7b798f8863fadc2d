//! A picture as pixels, with the fonts of this machine.

use super::refused;
use crate::error::{Error, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{FontResolver, Options, Tree};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Pixels for each of the picture's units: sharp on paper and on fine screens.
const SCALE: f32 = 2.0;
/// Missing characters that are named.
const MOST_NAMED: usize = 10;

/// What helps where a font is missing.
const ADVICE: (&str, &str) = (
    "请安装 Noto Sans CJK（Debian、Ubuntu：fonts-noto-cjk）或文泉驿微米黑（fonts-wqy-microhei），或改写 .svg、.html",
    "install Noto Sans CJK (Debian, Ubuntu: fonts-noto-cjk) or WenQuanYi Micro Hei (fonts-wqy-microhei), or write .svg or .html",
);

/// Renders a picture with the fonts of this machine.
///
/// # Errors
/// [`Error::Chart`] where no installed font has its characters, since they would be drawn as boxes.
pub fn png(svg: &str) -> Result<Vec<u8>> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    rendered(svg, fonts)
}

fn rendered(svg: &str, fonts: Database) -> Result<Vec<u8>> {
    if fonts.is_empty() {
        return Err(refused(
            format!("不能生成 png：本机没有任何字体；{}", ADVICE.0),
            format!("cannot make the png: this machine has no font; {}", ADVICE.1),
        ));
    }
    let missing = Mutex::new(BTreeSet::new());
    let fallback = FontResolver::default_fallback_selector();
    let font_resolver = FontResolver {
        select_font: FontResolver::default_font_selector(),
        select_fallback: Box::new(|wanted, used, fonts| {
            let found = fallback(wanted, used, fonts);
            if found.is_none() && !wanted.is_whitespace() {
                missing.lock().unwrap_or_else(PoisonError::into_inner).insert(wanted);
            }
            found
        }),
    };
    let options = Options { font_resolver, fontdb: Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|error| failed(&error.to_string()))?;
    drop(options);
    let missing = missing.into_inner().unwrap_or_else(PoisonError::into_inner);
    if !missing.is_empty() {
        let named: String = missing.iter().take(MOST_NAMED).collect();
        return Err(refused(
            format!("不能生成 png：没有字体含有这些字：{named}；{}", ADVICE.0),
            format!("cannot make the png: no installed font has the characters {named}; {}", ADVICE.1),
        ));
    }
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or_else(|| failed("size"))?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or_else(|| failed("too large"))?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| failed(&error.to_string()))
}

fn failed(reason: &str) -> Error {
    refused(format!("不能生成 png：{reason}"), format!("cannot make the png: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::rendered;
    use resvg::usvg::fontdb::Database;

    #[test]
    fn without_fonts_it_says_which_to_install() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>年</text></svg>";
        let error = rendered(svg, Database::new()).expect_err("no fonts").to_string();
        assert!(error.contains("fonts-noto-cjk") && error.contains("没有任何字体"), "{error}");
    }
}
