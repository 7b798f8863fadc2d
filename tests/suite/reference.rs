//! The reference pages under docs/ are written from the code; `GONGKAI_BLESS=1 cargo test` rewrites them.

use gongkai::check::{Basis, RULES};
use gongkai::form::{Edition, OUTCOME_GROUPS, SECTIONS, Table, captions};
use std::fmt::Write;
use std::path::Path;

/// Compares a page with what the code says, or writes it.
#[track_caller]
pub(crate) fn page(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("GONGKAI_BLESS").is_some() {
        std::fs::write(&path, text).expect("docs/ is writable");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/{name} differs from the code; run GONGKAI_BLESS=1 cargo test");
}

/// A Markdown table.
fn table(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let owned: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let mut text = line(&owned) + &"|---".repeat(head.len()) + "|\n";
    for row in rows {
        text += &line(&row);
    }
    text
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// `2019 2021`, or the one edition.
fn editions(editions: &[Edition]) -> String {
    editions.iter().map(|edition| edition.code()).collect::<Vec<_>>().join(" ")
}

/// The printed group of a row.
fn group(table: Table, code: Option<&str>) -> &'static str {
    let label = match (table, code) {
        (Table::Section20, Some(code)) => {
            captions().iter().find(|group| group.0 == code).map(|group| group.1)
        }
        (_, Some(code)) => OUTCOME_GROUPS.iter().find(|group| group.0 == code).map(|group| group.1),
        (_, None) => None,
    };
    label.unwrap_or("")
}

#[test]
fn forms() {
    let mut text = "# The statutory form\n\n\
        Both editions, written from the code. Edition `2019` is the format of 国办公开办函〔2019〕60号 (reports for 2019 and\n\
        2020), edition `2021` that of 国办公开办函〔2021〕30号 (reports from 2021 on). The form of a report is what its tables\n\
        print: a report with tables or rows of both is `mixed`, one whose tables cannot be read is `unknown`.\n\n\
        ## Sections\n\n"
        .to_owned();
    let sections = SECTIONS
        .iter()
        .map(|section| vec![section.number.to_string(), section.zh.to_owned(), section.en.to_owned()]);
    text += &table(&["section", "heading", "in English"], sections);
    for printed in Table::ALL {
        let (section, name) = (printed.section(), printed.name());
        write!(text, "\n## Section {section}: `{name}`\n\n").expect("a string");
        let rows = printed.rows().iter().map(|row| {
            vec![
                code(row.code),
                group(printed, row.group).to_owned(),
                row.zh.to_owned(),
                row.en.to_owned(),
                editions(row.editions),
            ]
        });
        text += &table(&["row", "group", "printed", "in English", "editions"], rows);
        text += "\n";
        let columns = printed.columns().iter().map(|column| {
            let unit = format!("{:?}", column.unit).to_lowercase();
            vec![
                code(column.code),
                column.zh.to_owned(),
                column.en.to_owned(),
                unit.replace("wan", "万元"),
                editions(column.editions),
            ]
        });
        text += &table(&["column", "printed", "in English", "unit", "editions"], columns);
    }
    text += "\n## Which columns an item of section 2 prints\n\n";
    let cells = |row, edition| {
        let columns = Table::Section20.printed_columns(row, edition).into_iter();
        columns.map(|index| code(Table::Section20.columns()[index].code)).collect::<Vec<_>>().join(", ")
    };
    let items = Table::Section20
        .rows()
        .iter()
        .map(|row| vec![code(row.code), cells(row, Edition::E2019), cells(row, Edition::E2021)]);
    text += &table(&["item", "2019", "2021"], items);
    page("forms.md", &text);
}

/// What the rules N.* read of the prose.
const WORDINGS: &str = include_str!("wordings.md");

#[test]
fn checks() {
    let mut text = "# The rules\n\n\
        Written from the code. A rule with a blank or missing cell is undecided and yields no finding. `error`: the form itself\n\
        forbids it; `warning`: usually wrong, may have an explanation; `info`: worth a look. The subject of a finding is the row or\n\
        column it concerns.\n\n\
        When every row adds up, a failure of the total column follows from one in an applicant column; then only the applicant\n\
        column is reported, so that one wrong total is one finding.\n"
        .to_owned();
    for (basis, heading) in [(Basis::Report, "Within one report"), (Basis::Reports, "Between reports")] {
        let rules = RULES.iter().filter(|rule| rule.basis == basis);
        let rows = rules
            .map(|rule| vec![code(rule.name), rule.severity.code().into(), rule.zh.into(), rule.en.into()]);
        write!(text, "\n## {heading}\n\n").expect("a string");
        text += &table(&["rule", "severity", "规则", "in English"], rows);
    }
    text += WORDINGS;
    page("checks.md", &text);
}

#[test]
fn schema() {
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(["schema", "--format", "markdown", "--lang", "en"])
        .output()
        .expect("runs");
    page("schema.md", &String::from_utf8(run.stdout).expect("text"));
}

#[test]
fn queries() {
    let database = gongkai::store::open(Path::new(":memory:")).expect("a database");
    let mut statement = database
        .prepare(
            "select code, label_zh, label_en, formula, caveat_zh, caveat_en from metric order by ordinal",
        )
        .expect("the table of metrics");
    let metrics: Vec<[String; 6]> = statement
        .query_map([], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?])
        })
        .expect("metrics")
        .map(|metric| metric.expect("a metric"))
        .collect();
    let mut text = "# The canned queries\n\n\
        Written from the headers of queries/*.sql. `gongkai query NAME --help` prints the same; `gongkai query NAME\n\
        --show` prints the SQL. A parameter without a default must be given. Columns that end in `_rate` or `_share`\n\
        are fractions of 1, printed as percentages in tables; an empty value is one that no report states.\n\
        `Chart` is what `--chart FILE` draws, see [charts](charts.md).\n\
        What every derived figure means stands in the table `metric` of the database and at the end of this page.\n"
        .to_owned();
    for query in gongkai::query::catalogue() {
        write!(text, "\n## {}\n\n{}\n", query.name, query.description).expect("a string");
        if !query.notes.is_empty() {
            write!(text, "\n{}\n", query.notes.join("\n")).expect("a string");
        }
        let flags = query.parameters.iter().filter(|parameter| parameter.name != gongkai::query::LANGUAGE);
        let flags: Vec<_> = flags
            .map(|parameter| {
                let default = parameter.default.as_ref().map_or("required".to_owned(), ToString::to_string);
                let flag = code(&format!("--{} {}", parameter.name, parameter.kind.name().to_uppercase()));
                vec![flag, default, parameter.about.to_owned()]
            })
            .collect();
        if !flags.is_empty() {
            text += "\n";
            text += &table(&["parameter", "default", "what"], flags);
        }
        let shown = query.metrics.iter().map(|(column, metric)| {
            let defined = metrics.iter().find(|[known, ..]| known == metric);
            let formula = defined.map(|[_, _, _, formula, ..]| code(formula)).unwrap_or_default();
            vec![code(column), format!("[{metric}](#metrics)"), formula]
        });
        let shown: Vec<_> = shown.collect();
        if !shown.is_empty() {
            text += "\n";
            text += &table(&["column", "metric", "formula"], shown);
        }
        if let Some(chart) = query.chart {
            write!(text, "\nChart: {}\n", code(chart)).expect("a string");
        }
    }
    text += "\n## Metrics\n\nOf one report; of several, of the sums over those that state every part, unless the query says otherwise.\n\n";
    let rows = metrics.iter().map(|[name, zh, en, formula, caveat_zh, caveat_en]| {
        vec![code(name), format!("{zh} / {en}"), code(formula), format!("{caveat_zh} / {caveat_en}")]
    });
    text += &table(&["metric", "name", "formula", "what it does not say"], rows);
    page("queries.md", &text);
}
