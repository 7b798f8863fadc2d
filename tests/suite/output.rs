//! One result with everything that is hard to print, in every format.

use gongkai::output::{FORMATS, Format, bar, write};
use gongkai::rows::{Rows, Value};

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
