//! The lists that `numbering.xml` states.

use crate::source::numbering::{LEVELS, Level, Numbered, Numbering};
use crate::source::package::{attribute, each_element};
use quick_xml::events::BytesStart;

/// Takes note of an element of paragraph properties.
pub(super) fn note(numbered: &mut Numbered, name: &str, element: &BytesStart) {
    match name {
        "numId" => numbered.list = attribute(element, "val"),
        "ilvl" => numbered.level = attribute(element, "val").and_then(|level| level.trim().parse().ok()),
        _ => {}
    }
}

/// Reads `numbering.xml`; what is damaged there counts as not said.
pub(super) fn read(xml: &str) -> Numbering {
    let mut numbering = Numbering::default();
    let (mut pattern, mut list, mut at, mut own) = (String::new(), None::<String>, 0usize, false);
    let _ = each_element(xml, |name, element| {
        let value = || attribute(element, "val").unwrap_or_default();
        match (name, &list) {
            ("abstractNum", _) => {
                pattern = attribute(element, "abstractNumId").unwrap_or_default();
                list = None;
            }
            ("num", _) => {
                let id = attribute(element, "numId").unwrap_or_default();
                numbering.list(&id);
                (list, own) = (Some(id), false);
            }
            ("lvl" | "lvlOverride", _) => {
                let number = attribute(element, "ilvl").and_then(|level| level.trim().parse().ok());
                at = number.unwrap_or(0).min(LEVELS - 1);
                own = list.is_some() && name == "lvl";
            }
            ("abstractNumId", Some(id)) => numbering.list(id).pattern = value(),
            ("startOverride", Some(id)) => {
                numbering.list(id).starts.push((at, value().trim().parse().unwrap_or(1)));
            }
            (_, Some(id)) if own => look(numbering.list(id).levels.entry(at).or_default(), name, element),
            (_, Some(_)) => {}
            (_, None) => {
                if let Some(level) = numbering.level(&pattern, at) {
                    look(level, name, element);
                }
            }
        }
    });
    numbering
}

fn look(level: &mut Level, name: &str, element: &BytesStart) {
    let value = || attribute(element, "val").unwrap_or_default();
    match name {
        "start" => level.start = value().trim().parse().unwrap_or(1),
        "numFmt" => level.format = value(),
        "lvlText" => level.text = value(),
        "pStyle" => level.style = value(),
        "isLgl" => level.digits = true,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::source::numbering::Numbered;

    #[test]
    fn levels_count_and_begin_anew() {
        let mut numbering = read(
            r#"<w:numbering><w:abstractNum w:abstractNumId="7">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
            </w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>
            <w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="第%1"/></w:lvl></w:lvlOverride></w:num></w:numbering>"#,
        );
        let mut next = |list: &str, level| {
            numbering.next(&Numbered { list: Some(list.into()), level: Some(level) }, "").unwrap_or_default()
        };
        let printed = [next("1", 0), next("1", 1), next("1", 1), next("1", 0), next("1", 1), next("1", 2)];
        assert_eq!(printed, ["一、", "一.1", "一.2", "二、", "二.1", "2.1"]);
        assert_eq!(next("2", 0), "第1");
        assert_eq!(next("0", 0), "");
    }
}
