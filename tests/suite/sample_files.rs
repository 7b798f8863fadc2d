//! What data/README.md says of the sample is so: the form of each report, and no finding but the planted ones.

use gongkai::check::check;
use gongkai::report::Report;
use std::path::Path;

/// File, form, and the findings of the report by itself: rule and subject.
const SAMPLE: &[(&str, &str, &[&str])] = &[
    ("云岭县教育局_2022.txt", "2021", &[]),
    (
        "云岭县教育局_2023.txt",
        "2021",
        &[
            "B2.STOCK_BOUND normative_documents",
            "T3.BALANCE natural_person",
            "T3.RESULTSUM total",
            "T3.ROWSUM withheld_third_party",
            "T4.SUM reconsideration",
        ],
    ),
    ("云岭县民政局_2020.txt", "2019", &[]),
    ("云岭县民政局_2021.txt", "2021", &[]),
    ("云岭县民政局_2022.txt", "2021", &[]),
    ("云岭县白石镇人民政府_2022.txt", "2021", &[]),
    ("云岭县白石镇人民政府_2023.md", "2021", &[]),
    ("云岭县白石镇人民政府_2024.txt", "2021", &[]),
    ("云岭县自然资源局_2024.txt", "2021", &[]),
    ("云岭县青桥乡人民政府_2024.txt", "2021", &["B2.RULEMAKER rules"]),
    ("清河市交通运输局_2022.txt", "mixed", &["F.EDITION form"]),
    ("清河市人民政府办公室_2024.txt", "2021", &[]),
    ("清河市卫生健康委员会_2019.txt", "2019", &[]),
    ("清河市司法局_2024.txt", "unknown", &[]),
    ("清河市水利局_2023.txt", "2021", &[]),
    ("清河市水利局_2023_更正.txt", "2021", &[]),
    ("清河市统计局_2023.txt", "2021", &[]),
];

fn read(name: &str) -> Report {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample").join(name);
    let bytes = std::fs::read(path).expect("a sample file");
    gongkai::parse::parse(&gongkai::source::read(name, &bytes).expect("readable"))
}

#[test]
fn every_file_is_listed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample");
    let entries = std::fs::read_dir(folder).expect("data/sample").flatten();
    let mut found: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    found.sort();
    let listed: Vec<&str> = SAMPLE.iter().map(|sample| sample.0).collect();
    assert_eq!(found, listed);
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/README.md"));
    let readme = readme.expect("data/README.md");
    assert!(listed.iter().all(|name| readme.contains(name)));
}

#[test]
fn only_the_planted_errors_are_found() {
    for (name, form, expected) in SAMPLE {
        let report = read(name);
        let (agency, year) =
            name.split(['.']).next().and_then(|stem| stem.split_once('_')).expect("agency_year");
        let year = year.trim_end_matches("_更正").parse().ok();
        assert_eq!((report.agency.as_deref(), report.year), (Some(agency), year), "{name}");
        assert_eq!(report.form.code(), *form, "{name}");
        let findings: Vec<String> =
            check(&report).iter().map(|finding| format!("{} {}", finding.rule, finding.subject)).collect();
        assert_eq!(findings, *expected, "{name}");
    }
}

#[test]
fn only_what_is_no_plain_number_has_a_note_or_problem() {
    let mut remarks: Vec<String> = Vec::new();
    for (name, ..) in SAMPLE {
        let report = read(name);
        remarks.extend(report.problems.iter().map(|problem| format!("{name} {}", problem.code)));
        remarks.extend(report.notes().iter().map(|note| format!("{name} {} {}", note.row, note.state)));
    }
    remarks.dedup();
    assert_eq!(
        remarks,
        [
            "云岭县民政局_2020.txt procurement converted",
            "清河市卫生健康委员会_2019.txt procurement converted",
            "清河市司法局_2024.txt table_missing",
            "清河市统计局_2023.txt rules not_applicable",
            "清河市统计局_2023.txt normative_documents not_applicable",
            "清河市统计局_2023.txt licensing not_applicable",
            "清河市统计局_2023.txt coercion blank",
            "清河市统计局_2023.txt fees not_applicable",
            "清河市统计局_2023.txt carried_in not_applicable",
            "清河市统计局_2023.txt withheld_state_secret blank",
            "清河市统计局_2023.txt declined_publication blank",
        ]
    );
}
