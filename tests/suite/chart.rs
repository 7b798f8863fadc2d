//! Charts: every query that names one draws it, each kind shows small tables as they are, and gaps and cuts are told.

use crate::query::text;
use gongkai::chart::{KINDS, Name, Picture, Spec, Unit, Words, draw, page};
use gongkai::rows::{Rows, Value};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// An element of a picture: its name, its attributes, the text in it.
#[derive(Debug)]
pub(crate) struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

impl Element {
    fn number(&self, name: &str) -> f64 {
        self.attributes[name].parse().expect("a number")
    }
}

/// The elements of a picture, which must be well-formed XML.
fn elements(svg: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let (mut found, mut open) = (Vec::<Element>::new(), 0);
    loop {
        let event = reader.read_event().expect("well-formed");
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                open += i32::from(matches!(event, Event::Start(_)));
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    (attribute.key.as_ref().to_owned(), attribute.value.into_owned())
                });
                let name = tag.name().as_ref().to_owned();
                found.push(Element { name, attributes: attributes.collect(), text: String::new() });
            }
            Event::End(_) => open -= 1,
            Event::Text(text) => {
                found.last_mut().expect("an element").text.push_str(text);
            }
            Event::GeneralRef(name) => {
                found.last_mut().expect("an element").text.extend(["&", name, ";"]);
            }
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(open, 0);
    found
}

/// What is written on a picture, in the order of drawing.
pub(crate) fn texts(svg: &str) -> Vec<String> {
    let read = |text: &str| {
        let signs = [("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'"), ("&quot;", "\""), ("&amp;", "&")];
        signs.iter().fold(text.trim().to_owned(), |text, (from, to)| text.replace(from, to))
    };
    elements(svg).iter().filter(|e| e.name == "text").map(|e| read(&e.text)).collect()
}

/// Bars and cells: rectangles of a colour of data.
pub(crate) fn coloured(svg: &str) -> Vec<Element> {
    let plain = ["#FFFFFF", "#EEEEEE"];
    let all = elements(svg).into_iter();
    all.filter(|e| e.name == "rect" && !plain.contains(&e.attributes["fill"].as_str())).collect()
}

fn name(code: &str) -> Name {
    let unit = if code.ends_with("_rate") { Unit::Share } else { Unit::Count };
    Name { label: code.to_owned(), unit, defined: None }
}

const WORDS: Words = Words { title: "题 <b>", subtitle: "", zh: false, name: &name };

fn rows(columns: &str, lines: &[&[Value]]) -> Rows {
    Rows {
        columns: columns.split(' ').map(str::to_owned).collect(),
        rows: lines.iter().map(|line| line.to_vec()).collect(),
    }
}

fn drawn(rows: &Rows, spec: &str) -> Picture {
    draw(rows, &spec.parse::<Spec>().expect("a chart"), &WORDS).expect("drawn")
}

fn refused(rows: &Rows, spec: &str) -> String {
    let spec = spec.parse::<Spec>().expect("a chart");
    draw(rows, &spec, &WORDS).expect_err("refused").to_string()
}

const fn int(value: i64) -> Value {
    Value::Integer(value)
}

#[test]
fn bars_are_as_long_as_their_values_and_a_gap_is_no_zero() {
    let rows = rows(
        "who n",
        &[
            &[text("甲"), int(1000)],
            &[text("乙"), Value::Null],
            &[text("丙"), int(500)],
            &[text("丁"), int(0)],
        ],
    );
    let picture = drawn(&rows, "bar x=who y=n");
    let wide: Vec<f64> = coloured(&picture.svg).iter().map(|bar| bar.number("width")).collect();
    assert_eq!(wide.len(), 3);
    assert!((wide[0] - 2.0 * wide[1]).abs() < 2.0 && wide[2] == 0.0, "{wide:?}");
    let texts = texts(&picture.svg);
    for expected in ["题 <b>", "甲", "乙", "丙", "1,000", "500", "0", "no value"] {
        assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:?}");
    }
    assert_eq!(picture.notes, ["No value (not zero) in 1: 乙"]);
}

#[test]
fn bars_below_zero_go_to_the_left() {
    let rows = rows("year n_rate", &[&[int(2024), Value::Real(-0.25)], &[int(2023), Value::Real(0.5)]]);
    let svg = drawn(&rows, "bar x=year y=n_rate").svg;
    let bars = coloured(&svg);
    let end = |bar: &Element| bar.number("x") + bar.number("width");
    // Years go upwards: the first bar is that of 2023.
    assert!((end(&bars[1]) - bars[0].number("x")).abs() < 1.0, "{bars:?}");
    assert!(texts(&svg).contains(&"-25%".to_owned()) && texts(&svg).contains(&"50%".to_owned()));
}

#[test]
fn stacks_say_where_a_part_is_missing() {
    let rows = rows(
        "year kind n",
        &[
            &[int(2023), text("甲"), int(30)],
            &[int(2023), text("乙"), int(10)],
            &[int(2024), text("甲"), int(20)],
            &[int(2024), text("乙"), Value::Null],
        ],
    );
    let picture = drawn(&rows, "stacked x=year y=n series=kind");
    let texts = texts(&picture.svg);
    for expected in ["40", "20 + ?", "30", "10", "甲", "乙"] {
        assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:?}");
    }
    assert_eq!(picture.notes, ["?  No value (not zero) in 1: 乙 2024"]);
    let below = rows_with_negative();
    assert!(refused(&below, "stacked x=year y=n").contains("below zero"));
}

fn rows_with_negative() -> Rows {
    rows("year n", &[&[int(2023), int(-3)], &[int(2024), int(4)]])
}

#[test]
fn lines_break_where_there_is_no_value_and_name_their_end() {
    let rows = rows(
        "year who n",
        &[
            &[int(2019), text("甲"), int(1)],
            &[int(2020), text("甲"), int(3)],
            &[int(2021), text("甲"), Value::Null],
            &[int(2023), text("甲"), int(5)],
            &[int(2019), text("乙"), int(2)],
            &[int(2020), text("乙"), int(2)],
        ],
    );
    let picture = drawn(&rows, "line x=year y=n series=who");
    let all = elements(&picture.svg);
    let of = |colour: &str, name: &str, attribute: &str| {
        all.iter()
            .filter(|e| e.name == name && e.attributes.get(attribute).is_some_and(|c| c == colour))
            .count()
    };
    let lines: Vec<usize> = all
        .iter()
        .filter(|e| e.name == "polyline" && e.attributes["stroke-width"] != "1")
        .map(|e| e.attributes["points"].split_whitespace().count())
        .collect();
    // 2019 to 2020 of each; none over 2021, which has no value, and 2022, which has no row. The cross is a path of its own.
    assert_eq!(lines.iter().filter(|points| **points == 2).count(), lines.len(), "{lines:?}");
    assert_eq!((of("#0072B2", "circle", "fill"), of("#E69F00", "circle", "fill")), (3, 2));
    let texts = texts(&picture.svg);
    for expected in ["2019", "2022", "2023", "5 · 甲", "2020: 2 · 乙"] {
        assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:?}");
    }
    assert_eq!(picture.notes, ["×  No value (not zero) in 1: 甲 2021"]);
}

#[test]
fn slopes_name_both_ends() {
    let rows = rows("who before now", &[&[text("甲"), int(3), int(7)], &[text("乙"), int(4), int(4)]]);
    let texts = texts(&drawn(&rows, "slope y=before,now series=who").svg);
    for expected in ["before", "now", "3 · 甲", "7 · 甲"] {
        assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:?}");
    }
    assert_eq!(texts.iter().filter(|text| *text == "4 · 乙").count(), 2);
}

#[test]
fn heat_maps_tell_an_open_cell_from_one_that_lacks() {
    let rows = rows(
        "year who n",
        &[
            &[int(2022), text("甲"), int(0)],
            &[int(2023), text("甲"), int(8)],
            &[int(2023), text("乙"), Value::Null],
        ],
    );
    let picture = drawn(&rows, "heat x=year y=n series=who");
    let texts = texts(&picture.svg);
    for expected in ["0", "8", "–", "no value", "empty: no row"] {
        assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:?}");
    }
    let void = elements(&picture.svg)
        .into_iter()
        .filter(|e| e.attributes.get("fill").is_some_and(|f| f == "#EEEEEE"));
    assert_eq!(void.count(), 2, "the cell and its key");
    let below = drawn(&rows_with_negative(), "heat x=year y=n").svg;
    assert!(coloured(&below).iter().any(|cell| cell.attributes["fill"] == "#D55E00"), "{below}");
}

#[test]
fn multiples_part_units_that_cannot_share_an_axis() {
    let rows = rows(
        "year n open_rate",
        &[&[int(2023), int(4), Value::Real(0.5)], &[int(2024), int(6), Value::Real(0.25)]],
    );
    let texts = texts(&drawn(&rows, "multiples x=year y=n,open_rate").svg);
    for expected in ["n", "open_rate", "6", "25%", "2024"] {
        assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:?}");
    }
    assert!(refused(&rows, "line x=year y=n,open_rate").contains("another unit"));
}

#[test]
fn what_is_not_drawn_is_said() {
    let bars: Vec<Vec<Value>> = (0..50).map(|n| vec![text(&format!("第{n}局")), int(n)]).collect();
    let bars = Rows { columns: ["who", "n"].map(str::to_owned).to_vec(), rows: bars };
    let picture = drawn(&bars, "bar x=who y=n");
    let told =
        "Only the first 40 of 50 places are drawn; 10 left out: 第40局, 第41局, 第42局, 第43局, 第44局, …";
    assert_eq!(picture.notes, [told]);
    assert!(texts(&picture.svg).contains(&told.to_owned()));
    let lines: Vec<Vec<Value>> = (0..9).map(|n| vec![int(2023), text(&format!("第{n}局")), int(n)]).collect();
    let lines = Rows { columns: ["year", "who", "n"].map(str::to_owned).to_vec(), rows: lines };
    let told = "Only the largest 8 of 9 series are drawn; 1 left out: 第0局";
    assert_eq!(drawn(&lines, "line x=year y=n series=who").notes, [told]);
    let twice = rows("who n", &[&[text("甲"), int(1)], &[text("甲"), int(2)], &[text("乙"), int(3)]]);
    let notes = drawn(&twice, "bar x=who y=n").notes;
    assert!(notes[0].starts_with("Several rows for one place, not drawn in 1: 甲"), "{notes:?}");
    assert!(refused(&rows("who n", &[]), "bar x=who y=n").contains("no rows"));
    assert!(
        refused(&rows("who n", &[&[text("甲"), Value::Null]]), "bar x=who y=n")
            .contains("no row holds a value")
    );
    assert!(refused(&twice, "bar x=who y=m").contains("no column m; it has who, n"));
    assert!(refused(&twice, "bar x=n y=who").contains("no number: 甲"));
}

/// Columns after a `+` are shown where names are alike without them, and nowhere else.
#[test]
fn names_that_are_alike_are_told_apart() {
    let rows = rows(
        "who where n",
        &[
            &[text("城关镇"), text("甲县"), int(1)],
            &[text("城关镇"), text("乙县"), int(2)],
            &[text("东镇"), text("甲县"), int(3)],
        ],
    );
    let texts = texts(&drawn(&rows, "bar x=who+where y=n").svg);
    for expected in ["城关镇 · 甲县", "城关镇 · 乙县", "东镇"] {
        assert!(texts.iter().any(|text| text == expected), "{expected}: {texts:?}");
    }
}

#[test]
fn text_from_the_database_is_no_markup() {
    let nasty = "<script>alert(1)</script>\u{1}\"&'";
    let rows = rows("who n", &[&[text(nasty), int(1)]]);
    for (_, kind) in KINDS {
        let picture = drawn(&rows, &format!("{kind} x=who y=n series=who"));
        assert!(
            !picture.svg.contains("<script") && !picture.svg.contains('\u{1}'),
            "{kind}: {}",
            picture.svg
        );
        elements(&picture.svg);
        let page = String::from_utf8(page(&picture, &rows, &[nasty.to_owned()], &WORDS).expect("a page"))
            .expect("text");
        assert!(!page.contains("<script") && page.contains("<td>&lt;script&gt;"), "{kind}: {page}");
        let links = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!links.contains("http") && !links.contains("src=") && !links.contains("@import"), "{links}");
    }
}

#[test]
fn a_chart_that_cannot_be_read_says_how_it_is_written() {
    for wrong in ["", "pie x=a y=b", "bar x=a", "bar x=a y=b z=c", "bar x=a line y=b"] {
        let error = wrong.parse::<Spec>().expect_err(wrong);
        assert!(error.contains("KIND x=COLUMN y=COLUMN") && error.contains("multiples"), "{error}");
    }
}

/// Either the machine has Chinese fonts, or it is told which to install.
#[cfg(feature = "png")]
#[test]
fn pixels_have_characters_or_none_are_written() {
    let rows = rows("who n", &[&[text("甲县民政局"), int(1)]]);
    match gongkai::chart::png(&drawn(&rows, "bar x=who y=n").svg) {
        Ok(bytes) => assert!(bytes.starts_with(b"\x89PNG")),
        Err(error) => assert!(error.to_string().contains("fonts-noto-cjk"), "{error}"),
    }
}
