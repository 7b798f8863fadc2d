//! Charts on the command line: every query that names one draws it, files and refusals are told.

use crate::chart::{coloured, texts};
use crate::recomputed::many;
use crate::small::fill;
use gongkai::query::catalogue;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `gongkai`: exit code, standard error.
fn gongkai(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).args(arguments).env_remove("GONGKAI_DB").env("LC_ALL", "C");
    let output = command.stdin(Stdio::null()).output().expect("runs");
    (output.status.code().expect("a code"), String::from_utf8(output.stderr).expect("text"))
}

/// Over many reports and over few with gaps, in both languages: well-formed, with names and values, and no name left untranslated.
#[test]
fn every_query_with_a_chart_draws_it() {
    let folder = tempfile::tempdir().expect("a folder");
    fill(&folder.path().join("few.db"));
    many(&folder.path().join("many.db"));
    let mut charted = 0;
    for query in catalogue().iter().filter(|query| query.chart.is_some()) {
        charted += 1;
        let name = query.name;
        let (mut pictures, mut answers) = (Vec::new(), Vec::new());
        for (db, agency) in [("few.db", "甲县民政局"), ("many.db", "民政局")] {
            for lang in ["zh", "en"] {
                let mut arguments = vec!["query", name, "--db", db, "--lang", lang, "--chart", "chart.svg"];
                let required = query.parameters.iter().filter(|parameter| parameter.default.is_none());
                let flags: Vec<_> = required.map(|parameter| format!("--{}", parameter.name)).collect();
                for flag in &flags {
                    arguments.extend([flag.as_str(), agency]);
                }
                let (code, told) = gongkai(folder.path(), &arguments);
                answers.push(told);
                if code == 0 {
                    let svg = std::fs::read_to_string(folder.path().join("chart.svg")).expect("written");
                    let texts = texts(&svg);
                    let half = query.description.split(" / ").nth(usize::from(lang == "en")).expect("a half");
                    let title = texts.first().expect("a title");
                    assert!(half.starts_with(title.as_str()), "{name}: {half} {title}");
                    let code = |text: &String| text.contains('_') && !text.contains('.');
                    assert_eq!(
                        texts.iter().filter(|text| code(text)).collect::<Vec<_>>(),
                        Vec::<&String>::new(),
                        "{name}"
                    );
                    let english = |text: &String| {
                        let word =
                            |word: &&str| word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase());
                        text.split_whitespace().filter(word).count() > 1
                    };
                    assert!(lang == "en" || !texts.iter().any(english), "{name}: {texts:?}");
                    let valued = texts.iter().skip(1).any(|text| text.contains(|c: char| c.is_ascii_digit()));
                    assert!(
                        valued && !coloured(&svg).is_empty() || svg.contains("<circle"),
                        "{name}: {texts:?}"
                    );
                    pictures.push(svg);
                }
            }
        }
        assert!(pictures.len() >= 2, "{name}: {answers:?}");
    }
    assert!(charted >= 20, "{charted}");
}

#[test]
fn charts_of_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    fill(&folder.path().join("gongkai.db"));
    let at = |name: &str| folder.path().join(name);
    for (arguments, code, says) in [
        (&["query", "trend", "--chart", "a.svg"][..], 0, "written: a.svg"),
        (&["query", "trend", "--chart", "a.html", "--chart-as", "bar y=received"], 0, "written: a.html"),
        (&["query", "trend", "--chart", "a.bmp"], 2, "svg, html"),
        (&["query", "trend", "--chart", "b.svg", "--year", "1999"], 2, "unexpected argument"),
        (&["query", "trend", "--chart", "b.svg", "--agency", "无此局"], 2, "nothing to draw"),
        (&["query", "trend", "--chart", "b.svg", "--chart-as", "pie"], 2, "KIND x=COLUMN"),
        (&["query", "notes", "--chart", "b.svg"], 2, "no chart of its own"),
        (&["query", "trend", "--chart-as", "bar"], 2, "--chart <FILE>"),
        (
            &[
                "sql",
                "select year, count(*) as n from report group by year",
                "--chart",
                "c.svg",
                "--chart-as",
                "bar x=year y=n",
            ],
            0,
            "c.svg",
        ),
        (&["sql", "select 1; select 2", "--chart", "b.svg", "--chart-as", "bar y=n"], 2, "exactly one"),
    ] {
        let (found, told) = gongkai(folder.path(), arguments);
        assert_eq!(found, code, "{arguments:?} {told}");
        assert!(told.contains(says), "{arguments:?} {told}");
    }
    assert!(!at("b.svg").exists());
    let read = |name: &str| std::fs::read_to_string(at(name)).expect("written");
    assert!(texts(&read("a.svg")).contains(&"Totals by year".to_owned()));
    let page = read("a.html");
    assert!(
        page.contains("<svg ")
            && page.contains("<th>received</th>")
            && page.contains("One of three usual definitions"),
        "{page}"
    );
    // 2022: 40, 2023: 58, 2024: 2 reports, and so their bars.
    let counts: Vec<String> = texts(&read("c.svg")).into_iter().filter(|text| text.len() == 1).collect();
    assert!(counts.contains(&"4".to_owned()), "{counts:?}");
}
