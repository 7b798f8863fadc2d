//! Values of form fields that no appearance shows: forms filled by programs leave the drawing to the viewer.
//!
//! A value that differs from what its appearance shows is not sure; its characters become unknown. Digits of notes beside those of the page
//! are set apart.

use super::draw::Recorder;
use super::turn::Placed;
use crate::limits::MAX_FIELDS_DEEP;
use crate::normalize::{fold_text, is_space};
use crate::source::white::{self, has_digits};
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Rect, Stream, String as Bytes};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, Point, Rect as Area};
use unicode_width::UnicodeWidthChar;

/// Writes the values of a page's fields and notes into their places; what was drawn from `drawn` on is their appearance.
pub(super) fn fill(page: &Page<'_>, transform: Affine, drawn: usize, recorder: &mut Recorder<'_>) {
    const HIDDEN: u32 = 1 << 1 | 1 << 5;
    let Some(notes) = page.raw().get::<Array<'_>>("Annots") else { return };
    let mut fields: Vec<Area> = Vec::new();
    for note in notes.iter::<Dict<'_>>() {
        recorder.spend(1);
        let Some(place) = note.get::<Rect>("Rect") else { continue };
        if note.get::<u32>("F").unwrap_or(0) & HIDDEN != 0 {
            continue;
        }
        let area = transform.transform_rect_bbox(Area::new(place.x0, place.y0, place.x1, place.y1));
        let kind = note.get::<Name<'_>>("Subtype");
        fields.extend((kind.as_ref().map(Name::as_str) == Some("Widget")).then_some(area));
        let value = match kind.as_ref().map(Name::as_str) {
            Some("Widget") => value(&note, recorder),
            Some("FreeText") => note.get::<Object<'_>>("Contents").and_then(|text| string(text, recorder)),
            _ => None,
        };
        let Some(value) = value.filter(|value| !value.chars().all(is_space)) else { continue };
        let place = Area::new(place.x0, place.y0, place.x1, place.y1);
        recorder.spend(1 + (recorder.placed.len() - drawn.min(recorder.placed.len())) / 64);
        let shown = || {
            let shown = recorder.placed.iter().enumerate().skip(drawn);
            shown.filter(|(_, glyph)| !glyph.hidden && area.contains(glyph.origin.midpoint(glyph.end)))
        };
        let text: String = shown().map(|(_, glyph)| glyph.text.as_str()).collect();
        if same(&text, &value) {
            continue;
        }
        let unknown = text.chars().all(|c| is_space(c) || c == char::REPLACEMENT_CHARACTER);
        let shown: Vec<usize> = shown().map(|(index, _)| index).collect();
        for index in shown {
            if let Some(glyph) = recorder.placed.get_mut(index) {
                glyph.hidden |= unknown;
                glyph.text = char::REPLACEMENT_CHARACTER.to_string();
            }
        }
        if unknown {
            let written = Writing::new(&note, place).glyphs(&value, transform);
            let written: Vec<Placed> = written
                .into_iter()
                .filter(|glyph| recorder.shows(glyph.origin.midpoint(glyph.end)))
                .collect();
            recorder.placed.extend(written);
        }
    }
    set_apart(&fields, drawn, recorder);
}

/// Sets the digits of notes apart that stand beside digits of the page: those of its form fields are its own.
fn set_apart(fields: &[Area], drawn: usize, recorder: &mut Recorder<'_>) {
    let digits = |glyph: &Placed| !glyph.hidden && has_digits(&glyph.text);
    let centre = |glyph: &Placed| glyph.origin.midpoint(glyph.end);
    let own = |glyph: &Placed| fields.iter().any(|field| field.contains(centre(glyph)));
    let notes: Vec<usize> = (drawn..recorder.placed.len())
        .filter(|index| recorder.placed.get(*index).is_some_and(|glyph| digits(glyph) && !own(glyph)))
        .collect();
    for index in notes {
        recorder.spend(1 + drawn / 64);
        let Some((page, notes)) = recorder.placed.split_at_mut_checked(drawn) else { return };
        if let Some(note) = notes.get_mut(index - drawn)
            && page.iter().any(|glyph| digits(glyph) && are_near(glyph, note))
        {
            note.text = white::set_apart(std::mem::take(&mut note.text));
        }
    }
}

/// Whether two characters may be taken for those of one number, on a line or on two of a narrow cell.
fn are_near(glyph: &Placed, note: &Placed) -> bool {
    const ALONG: f64 = 1.7;
    const ACROSS: f64 = 1.3;
    let size = glyph.up.max(note.up);
    let away = note.origin.midpoint(note.end) - glyph.origin.midpoint(glyph.end);
    let line = glyph.end - glyph.origin;
    let length = line.hypot().max(f64::MIN_POSITIVE);
    away.dot(line).abs() < ALONG * size * length && away.cross(line).abs() < ACROSS * size * length
}

/// Whether a viewer shows a value by this text: white space and separators of thousands aside.
fn same(shown: &str, value: &str) -> bool {
    let plain =
        |text: &str| -> String { fold_text(text).chars().filter(|c| !is_space(*c) && *c != ',').collect() };
    let (shown, value) = (plain(shown), plain(value));
    let number = |text: &str| text.parse::<f64>().ok();
    shown == value || number(&shown).is_some_and(|shown| number(&value) == Some(shown))
}

/// The entry of a field, or of one it is part of.
fn inherited<'a>(field: &Dict<'a>, key: &str) -> Option<Object<'a>> {
    let mut field = field.clone();
    for _ in 0..MAX_FIELDS_DEEP {
        if let Some(found) = field.get::<Object<'_>>(key) {
            return Some(found);
        }
        field = field.get::<Dict<'_>>("Parent")?;
    }
    None
}

/// What a field for text, or for a choice of texts, holds.
fn value(field: &Dict<'_>, recorder: &mut Recorder<'_>) -> Option<String> {
    let Object::Name(kind) = inherited(field, "FT")? else { return None };
    if !matches!(kind.as_str(), "Tx" | "Ch") {
        return None;
    }
    let value = string(inherited(field, "V")?, recorder)?;
    if kind.as_str() == "Tx" {
        return Some(value);
    }
    // A choice is stored by a code, and shown by the text beside it.
    let Some(Object::Array(choices)) = inherited(field, "Opt") else { return Some(value) };
    for choice in choices.iter::<Object<'_>>() {
        let Object::Array(pair) = choice else { continue };
        let mut pair = pair.iter::<Object<'_>>();
        let (Some(code), Some(text)) = (pair.next(), pair.next()) else { continue };
        if string(code, recorder).as_ref() == Some(&value) {
            return string(text, recorder);
        }
    }
    Some(value)
}

fn string(object: Object<'_>, recorder: &mut Recorder<'_>) -> Option<String> {
    let text = |bytes: &[u8], recorder: &mut Recorder<'_>| {
        recorder.spend(bytes.len());
        decoded(bytes)
    };
    match object {
        Object::String(bytes) => Some(text(Bytes::as_bytes(&bytes), recorder)),
        Object::Stream(stream) => Stream::decoded(&stream).ok().map(|bytes| text(&bytes, recorder)),
        _ => None,
    }
}

/// A text outside of what pages draw: Unicode by its mark, else Latin.
pub(super) fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// How a value is written into its place.
struct Writing {
    /// From the place, set upright with its lower left corner at the origin, to the page.
    frame: Affine,
    width: f64,
    height: f64,
    size: f64,
    lines: bool,
}

impl Writing {
    fn new(field: &Dict<'_>, place: Area) -> Self {
        const LINES: u32 = 1 << 12;
        let turned = field.get::<Dict<'_>>("MK").and_then(|look| look.get::<i32>("R")).unwrap_or(0);
        let (width, height) = (place.width(), place.height());
        let (frame, width, height) = match turned.rem_euclid(360) {
            90 => ([0.0, 1.0, -1.0, 0.0, place.x1, place.y0], height, width),
            180 => ([-1.0, 0.0, 0.0, -1.0, place.x1, place.y1], width, height),
            270 => ([0.0, -1.0, 1.0, 0.0, place.x0, place.y1], height, width),
            _ => ([1.0, 0.0, 0.0, 1.0, place.x0, place.y0], width, height),
        };
        let flags = match inherited(field, "Ff") {
            Some(Object::Number(flags)) => flags.as_f64() as u32,
            _ => 0,
        };
        let lines = flags & LINES != 0 || field.contains_key("Contents");
        let look = match inherited(field, "DA") {
            Some(Object::String(look)) => String::from_utf8_lossy(look.as_bytes()).into_owned(),
            _ => String::new(),
        };
        let mut look = look.split_ascii_whitespace().rev().skip_while(|word| *word != "Tf");
        let size =
            look.nth(1).and_then(|size| size.parse::<f64>().ok()).filter(|size| (1.0..72.0).contains(size));
        Writing { frame: Affine::new(frame), width, height, size: size.unwrap_or(10.0), lines }
    }

    /// The characters of a value, as a viewer would nearly place them.
    fn glyphs(&self, value: &str, transform: Affine) -> Vec<Placed> {
        let ems = |c: char| c.width().unwrap_or(0) as f64 / 2.0;
        let mut lines: Vec<String> = vec![String::new()];
        let mut used = 0.0;
        for c in value.chars() {
            let full = self.lines && used + ems(c) * self.size > self.width && used > 0.0;
            let end = matches!(c, '\r' | '\n');
            if full || end {
                lines.push(String::new());
                used = 0.0;
            }
            if let Some(line) = lines.last_mut().filter(|_| !end) {
                line.push(c);
                used += ems(c) * self.size;
            }
        }
        lines.retain(|line| !line.is_empty());
        let leading = (1.2 * self.size).min(self.height / lines.len().max(1) as f64);
        let size = self.size.min(leading);
        let top =
            if self.lines { self.height } else { f64::midpoint(self.height, leading * lines.len() as f64) };
        let to_page = transform * self.frame;
        let mut glyphs = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let full: f64 = line.chars().map(ems).sum();
            let em = size.min(self.width / full.max(0.5));
            let baseline = top - leading * (index as f64 + 0.8);
            let mut x = 0.0;
            for c in line.chars() {
                let (origin, end) = (Point::new(x, baseline), Point::new(x + ems(c) * em, baseline));
                let up = (to_page * Point::new(x, baseline + size)).distance(to_page * origin);
                x = end.x;
                glyphs.push(Placed {
                    text: c.to_string(),
                    origin: to_page * origin,
                    end: to_page * end,
                    up,
                    hidden: false,
                });
            }
        }
        glyphs
    }
}

#[cfg(test)]
mod tests {
    use super::{Placed, Point, are_near, decoded, same};

    #[test]
    fn digits_of_notes_are_near_those_of_the_same_cell() {
        let at = |x: f64, y: f64| {
            let (origin, end) = (Point::new(x, y), Point::new(x + 5.0, y));
            Placed { text: "9".into(), origin, end, up: 10.0, hidden: false }
        };
        let near = |x, y| are_near(&at(0.0, 0.0), &at(x, y));
        assert!(near(7.0, 0.0) && near(-14.0, 2.0) && near(0.0, 12.0));
        assert!(!near(20.0, 0.0) && !near(0.0, 18.0));
    }

    #[test]
    fn a_value_and_what_shows_it() {
        assert!(same("1,234", "1234") && same("12.00", "12") && same(" 7 ", "7"));
        assert!(!same("12", "21") && !same("", "7") && !same("无", "0"));
    }

    #[test]
    fn texts_outside_of_pages() {
        assert_eq!(decoded(b"\xfe\xff\x65\x3f"), "政");
        assert_eq!(decoded(b"17"), "17");
    }
}
