//! What a workbook prints in white with nothing filled behind it: whole cells by their styles, and parts of their texts.

use crate::source::package::{attribute, each_element, local, referred};
use crate::source::white::{says_white, set_apart};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{HashMap, HashSet};

/// Texts with white digits, and the same with those set apart.
pub(super) type Apart = HashMap<String, String>;

/// The formats of cells, as a part of styles counts them, that print white.
pub(super) fn formats(styles: &str) -> Result<HashSet<u32>, String> {
    let mut part = String::new();
    let (mut fonts, mut fills): (Vec<bool>, Vec<bool>) = Default::default();
    let (mut white, mut index) = (HashSet::new(), 0);
    each_element(styles, |name, element| match (part.as_str(), name) {
        (_, "fonts" | "fills" | "borders" | "cellStyleXfs" | "cellXfs" | "cellStyles" | "dxfs") => {
            name.clone_into(&mut part);
        }
        ("fonts", "font") => fonts.push(false),
        ("fonts", "color") => set_last(&mut fonts, is_white(element)),
        ("fills", "fill") => fills.push(false),
        ("fills", "patternFill") => {
            let pattern = attribute(element, "patternType");
            set_last(&mut fills, pattern.is_some_and(|pattern| pattern != "none"));
        }
        ("fills", "gradientFill") => set_last(&mut fills, true),
        ("fills", "fgColor") if is_white(element) => set_last(&mut fills, false),
        ("cellXfs", "xf") => {
            let of = |name: &str, known: &[bool]| {
                let id = attribute(element, name).and_then(|id| id.parse::<usize>().ok());
                id.and_then(|id| known.get(id).copied()).unwrap_or(false)
            };
            if of("fontId", &fonts) && !of("fillId", &fills) {
                white.insert(index);
            }
            index += 1;
        }
        _ => {}
    })?;
    Ok(white)
}

fn set_last(list: &mut [bool], value: bool) {
    if let Some(last) = list.last_mut() {
        *last = value;
    }
}

/// Whether a colour is white: by itself, as that of paper in the theme, or by its place in the palette.
fn is_white(color: &BytesStart) -> bool {
    const DARKENED: f64 = -0.03;
    let number = |name: &str| attribute(color, name).and_then(|text| text.trim().parse::<f64>().ok());
    let rgb = attribute(color, "rgb").and_then(|rgb| says_white(rgb.get(rgb.len().checked_sub(6)?..)?));
    let darkened = number("tint").is_some_and(|tint| tint < DARKENED);
    !darkened
        && (rgb == Some(true)
            || number("theme") == Some(0.0)
            || matches!(attribute(color, "indexed").as_deref(), Some("1" | "9")))
}

/// The texts of a part, shared or those of its cells, that print digits in white among others, with those set apart.
pub(super) fn texts(part: &str) -> Result<Apart, String> {
    let mut reader = Reader::from_str(part);
    let mut found = HashMap::new();
    let (mut plain, mut apart, mut run) = (String::new(), String::new(), String::new());
    let (mut white, mut spoken, mut printed) = (false, 0usize, false);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof => return Ok(found),
            Event::Start(element) | Event::Empty(element) if local(element.name().as_ref()) == "color" => {
                white = is_white(&element);
            }
            Event::Start(element) if local(element.name().as_ref()) == "r" => white = false,
            Event::Start(element) if local(element.name().as_ref()) == "rPh" => spoken += 1,
            Event::Start(element) if local(element.name().as_ref()) == "t" => printed = spoken == 0,
            Event::Text(text) if printed => run.push_str(&text),
            Event::GeneralRef(reference) if printed => run.push_str(&referred(&reference)),
            Event::End(element) => match local(element.name().as_ref()) {
                "t" => printed = false,
                "rPh" => spoken = spoken.saturating_sub(1),
                "r" => {
                    let run = std::mem::take(&mut run);
                    plain.push_str(&run);
                    apart.push_str(&if std::mem::take(&mut white) { set_apart(run) } else { run });
                }
                "si" | "is" => {
                    if plain != apart {
                        found.insert(std::mem::take(&mut plain), std::mem::take(&mut apart));
                    }
                    plain.clear();
                    apart.clear();
                    run.clear();
                }
                _ => {}
            },
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{formats, texts};

    #[test]
    fn white_cells_and_runs() {
        let styles = "<styleSheet><fonts><font><color rgb='FF000000'/></font><font><color theme='0'/></font></fonts><fills><fill>\
            <patternFill patternType='none'/></fill><fill><patternFill patternType='solid'><fgColor rgb='FF0000CC'/></patternFill></fill>\
            </fills><cellStyleXfs><xf fontId='1'/></cellStyleXfs><cellXfs><xf fontId='0'/><xf fontId='1' fillId='0'/>\
            <xf fontId='1' fillId='1'/></cellXfs><dxfs><dxf><font><color theme='0'/></font></dxf></dxfs></styleSheet>";
        assert_eq!(formats(styles).map(|white| white.into_iter().collect()), Ok(vec![1]));
        let shared = "<sst><si><t>12</t></si><si><r><rPr><color rgb='FFFFFFFF'/></rPr><t>9</t></r><r><t>12</t></r></si></sst>";
        let found: Vec<_> = texts(shared).unwrap_or_default().into_iter().collect();
        assert_eq!(found, [("912".to_owned(), "(9)12".to_owned())]);
    }
}
