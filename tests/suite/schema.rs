//! `gongkai schema`: every table, view and column is explained, in all four layouts.

use gongkai::store::{Relation, idle_meanings, relations};
use std::process::Command;

fn shown(arguments: &[&str]) -> String {
    let run =
        Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("schema").args(arguments).output().expect("runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("text")
}

fn relation<'a>(relations: &'a [Relation], name: &str) -> &'a Relation {
    relations.iter().find(|relation| relation.name == name).expect("a relation")
}

#[test]
fn everything_has_a_meaning_in_both_languages_and_no_meaning_is_idle() {
    let relations = relations().expect("the schema");
    let mut lacking = Vec::new();
    for relation in &relations {
        let columns = relation.columns.iter().map(|column| (column.name.as_str(), &column.meaning));
        for (column, meaning) in columns.chain([("", &relation.meaning)]) {
            if meaning.zh.is_ascii() || meaning.en.is_empty() {
                lacking.push(format!("{}.{column}", relation.name));
            }
        }
    }
    assert_eq!(lacking, Vec::<String>::new(), "add lines to src/store/meanings.csv");
    assert_eq!(
        idle_meanings(&relations),
        Vec::<String>::new(),
        "take these lines out of src/store/meanings.csv"
    );
}

#[test]
fn meanings_come_from_where_they_are_known() {
    let relations = relations().expect("the schema");
    let of = |name: &str, column: &str| {
        let columns = &relation(&relations, name).columns;
        let meaning = &columns.iter().find(|known| known.name == column).expect("a column").meaning;
        [meaning.zh.clone(), meaning.en.clone()]
    };
    // The form, with the comment of the migration.
    assert_eq!(of("section20", "in_force"), ["现行有效件数", "In force (2021: 现行有效件数)"]);
    // A metric, a line of its own, the table column of the same name.
    assert_eq!(of("report_summary", "disclosure_rate")[0], "公开率（予以公开和部分公开占办结）");
    assert_eq!(of("region_missing", "name"), ["所缺者的名称", "name of what lacks"]);
    assert_eq!(of("report_summary", "outcome_total"), of("report_figure", "outcome_total"));
}

#[test]
fn sources_of_a_view_are_tables_and_keys_are_told() {
    let relations = relations().expect("the schema");
    assert_eq!(
        relation(&relations, "report_summary").from,
        ["division", "agency", "report", "report_figure"]
    );
    let report = relation(&relations, "report");
    let agency = &report.columns[1];
    assert_eq!(agency.references, Some(("agency".to_owned(), "agency_id".to_owned())));
    assert_eq!([report.columns[0].key, agency.key], [true, false]);
}

#[test]
fn one_relation_in_the_language_asked_for() {
    let zh = shown(&["outcome_cell", "--lang", "zh"]);
    let lines: Vec<&str> = zh.lines().take(3).collect();
    assert_eq!(
        lines,
        [
            "视图 outcome_cell",
            "第三部分的表格，一个单元格一行，按所印。",
            "来自：application_outcome、form_column"
        ]
    );
    let json: serde_json::Value =
        serde_json::from_str(&shown(&["report_likeness", "--format", "json"])).expect("JSON");
    assert_eq!(json[0]["columns"][0]["references"], "report.report_id");
    assert_eq!(json[0]["columns"][2]["type"], "real");
    assert_eq!(json.as_array().expect("a list").len(), 1);
}

#[test]
fn a_wrong_name_is_told_the_nearest() {
    let run = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(["schema", "reports", "--lang", "en"])
        .output()
        .expect("runs");
    assert_eq!(run.status.code(), Some(2));
    let told = String::from_utf8(run.stderr).expect("text");
    assert_eq!(told, "gongkai: no table or view is called reports; the nearest is report\n");
}

/// Mermaid's grammar of such a diagram, as far as tables need it.
#[test]
fn the_diagram_follows_the_grammar() {
    let text = shown(&["--format", "mermaid", "--lang", "zh"]);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("erDiagram"));
    let is_name =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let mut inside = false;
    for line in lines {
        let (code, comment) = line.split_once('"').unwrap_or((line, ""));
        let words: Vec<&str> = code.split_whitespace().collect();
        let fits = match words[..] {
            [name, "{"] if !inside => {
                inside = true;
                is_name(name)
            }
            ["}"] => std::mem::take(&mut inside),
            [kind, name, ref keys @ ..] if inside => {
                let keys = keys.concat();
                is_name(kind)
                    && is_name(name)
                    && ["", "PK", "FK", "PK,FK"].contains(&keys.as_str())
                    && comment.strip_suffix('"').is_some_and(|text| !text.contains('"'))
            }
            [one, "||--o{", other, ":", label] if !inside => {
                [one, other, label].iter().all(|name| is_name(name))
            }
            _ => false,
        };
        assert!(fits, "{line}");
    }
    assert!(text.contains("\n    agency ||--o{ report : agency_id\n"));
    assert!(text.contains("\n        integer report_id PK, FK \"报告编号\"\n"), "{text}");
}
