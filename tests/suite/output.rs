//! One result with everything that is hard to print, in every format.

use gongkai::output::{FORMATS, Format, Words, bar, report_markdown, write};
use gongkai::parse::parse;
use gongkai::report::{CellState, Report};
use gongkai::rows::{Rows, Value};
use gongkai::source;
use std::path::Path;

fn rows() -> Rows {
    let text = |text: &str| Value::Text(text.to_owned());
    Rows {
        columns: ["agency", "received", "disclosure_rate", "remark"].map(str::to_owned).to_vec(),
        rows: vec![
            vec![
                text("卫滨区人民政府"),
                Value::Integer(2850),
                Value::Real(0.453_125),
                text("a|b <c> & \"d\""),
            ],
            vec![text("下冶镇“政府”"), Value::Null, Value::Null, Value::Null],
            vec![text("x, y"), Value::Integer(-3), Value::Real(1.0), text("two\nlines")],
        ],
    }
}

fn render(format: &str) -> String {
    let mut out = Vec::new();
    write(Format::from_name(format).expect("a format"), &rows(), &mut out).expect("printed");
    String::from_utf8(out).expect("text")
}

#[test]
fn table() {
    insta::assert_snapshot!(render("table"), @r#"
    agency           received   disclosure_rate   remark
    -------------------------------------------------------------
    卫滨区人民政府       2850             45.3%   a|b <c> & "d"
    下冶镇“政府”            –                 –   –
    x, y                   -3            100.0%   two
                                                  lines
    "#);
}

#[test]
fn csv() {
    insta::assert_snapshot!(render("csv"), @r#"
    agency,received,disclosure_rate,remark
    卫滨区人民政府,2850,0.453125,"a|b <c> & ""d"""
    下冶镇“政府”,,,
    "x, y",-3,1,"two
    lines"
    "#);
}

#[test]
fn json() {
    insta::assert_snapshot!(render("json"), @r#"
    [
    {"agency":"卫滨区人民政府","received":2850,"disclosure_rate":0.453125,"remark":"a|b <c> & \"d\""},
    {"agency":"下冶镇“政府”","received":null,"disclosure_rate":null,"remark":null},
    {"agency":"x, y","received":-3,"disclosure_rate":1,"remark":"two\nlines"}
    ]
    "#);
}

#[test]
fn jsonl() {
    insta::assert_snapshot!(render("jsonl"), @r#"
    {"agency":"卫滨区人民政府","received":2850,"disclosure_rate":0.453125,"remark":"a|b <c> & \"d\""}
    {"agency":"下冶镇“政府”","received":null,"disclosure_rate":null,"remark":null}
    {"agency":"x, y","received":-3,"disclosure_rate":1,"remark":"two\nlines"}
    "#);
}

#[test]
fn markdown() {
    insta::assert_snapshot!(render("markdown"), @r#"
    | agency | received | disclosure_rate | remark |
    | --- | ---: | ---: | --- |
    | 卫滨区人民政府 | 2850 | 45.3% | a\|b &lt;c> & "d" |
    | 下冶镇“政府” |  |  |  |
    | x, y | -3 | 100.0% | two<br>lines |
    "#);
}

#[test]
fn html() {
    insta::assert_snapshot!(render("html"), @r#"
    <table>
    <thead>
    <tr><th>agency</th><th>received</th><th>disclosure_rate</th><th>remark</th></tr>
    </thead>
    <tbody>
    <tr><td>卫滨区人民政府</td><td class="number">2850</td><td class="number">45.3%</td><td>a|b &lt;c&gt; &amp; &quot;d&quot;</td></tr>
    <tr><td>下冶镇“政府”</td><td class="number"></td><td class="number"></td><td></td></tr>
    <tr><td>x, y</td><td class="number">-3</td><td class="number">100.0%</td><td>two<br>lines</td></tr>
    </tbody>
    </table>
    "#);
}

#[test]
fn every_format_prints_an_empty_result() {
    for (format, name, _) in FORMATS {
        let mut out = Vec::new();
        write(*format, &Rows { rows: Vec::new(), ..rows() }, &mut out).unwrap();
        write(*format, &Rows::default(), &mut out).unwrap();
        assert!(!String::from_utf8_lossy(&out).contains("卫滨"), "{name}");
    }
}

#[test]
fn lines_of_blocks_are_as_high_as_their_values() {
    use gongkai::output::sparkline;
    assert_eq!(sparkline(&[Some(0.0), Some(7.0), None, Some(14.0)]), "▁▅ █");
    assert_eq!(sparkline(&[Some(0.0), Some(0.0)]), "▁▁");
}

#[test]
fn bars_grow_in_eighths() {
    assert_eq!([0.0, 1.0, 50.0, 100.0].map(|value| bar(value, 100.0, 4)), ["", "▏", "██", "████"]);
}

/// Each cell of a report: where it stands, its value, its state.
fn cells(report: &Report) -> Vec<String> {
    let rows = report.tables.iter().flat_map(|table| table.rows.iter().map(|row| (table.table, row)));
    let cells = rows.flat_map(|(table, row)| {
        row.cells.iter().map(move |(column, cell)| {
            let state = cell.note.as_ref().map(|(state, _)| state.code());
            format!("{} {} {column} {:?} {state:?}", table.name(), row.row.code, cell.value)
        })
    });
    cells.collect()
}

#[test]
fn a_report_printed_as_markdown_is_read_as_the_same_report() {
    let words = Words { pick: &|zh, _| zh, half: &|message| message.to_owned() };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
    let mut compared = 0;
    for file in std::fs::read_dir(folder).expect("a folder") {
        let path = file.expect("a file").path();
        let name = path.display().to_string();
        let bytes = std::fs::read(&path).expect("bytes");
        let Ok(document) = source::read(&name, &bytes) else { continue };
        let report = parse(&document);
        let plain = |state: &str| [CellState::Blank.code(), CellState::NotApplicable.code()].contains(&state);
        if !report.problems.is_empty() || !report.notes().iter().all(|note| plain(note.state)) {
            continue;
        }
        let markdown = report_markdown("a.txt", &report, &[], words);
        let again = parse(&source::read("a.md", markdown.as_bytes()).expect("a document"));
        for (again, own) in cells(&again).iter().zip(cells(&report)) {
            assert_eq!(*again, own, "{name}\n{markdown}");
        }
        assert_eq!(cells(&again).len(), cells(&report).len(), "{name}");
        assert_eq!((again.agency, again.year), (report.agency, report.year), "{name}");
        compared += 1;
    }
    assert!(compared >= 8, "{compared}");
}
