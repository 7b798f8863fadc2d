//! The help, what is told of a wrong command line, completions and manual pages, in both languages.

use std::process::{Command, Output};

fn gongkai(arguments: &[&str], locale: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .args(arguments)
        .env("LC_ALL", locale)
        .env_remove("GONGKAI_DB")
        .output()
        .expect("runs")
}

fn told(arguments: &[&str], locale: &str) -> String {
    let output = gongkai(arguments, locale);
    String::from_utf8([output.stdout, output.stderr].concat()).expect("text")
}

#[test]
fn help_is_in_the_language_of_the_locale_or_of_the_command_line() {
    let zh = told(&["--help"], "zh_CN.UTF-8");
    assert_eq!(zh, told(&["--help", "--lang", "zh"], "C.UTF-8"));
    assert_eq!(zh, told(&["help"], "zh_CN.UTF-8"));
    for text in ["用法：", "命令：", "选项：", "  check        核对数字", "[默认：gongkai.db]", "- zh：中文"]
    {
        assert!(zh.contains(text), "{text}\n{zh}");
    }
    let en = told(&["--help", "--lang=en"], "zh_CN.UTF-8");
    assert!(en.contains("Usage: gongkai [OPTIONS] <COMMAND>") && en.contains("- zh: Chinese"), "{en}");
}

#[test]
fn nothing_of_a_chinese_help_is_in_english() {
    let commands: &[&[&str]] = &[
        &[],
        &["ingest"],
        &["query"],
        &["query", "outcome_mix"],
        &["summary", "agency"],
        &["agencies", "set"],
        &["rollup"],
        &["completions"],
    ];
    for command in commands {
        for flag in ["-h", "--help"] {
            let help = told(&[command, &[flag][..]].concat(), "zh_CN.UTF-8");
            // Words of lower case beside each other are prose; names of columns and values are not.
            for line in help.lines().filter(|line| !line.starts_with("  gongkai")) {
                let prose = line
                    .split(|c: char| !(c.is_ascii_lowercase() || c == ' '))
                    .any(|run| run.split(' ').filter(|word| word.len() > 2).count() > 2);
                assert!(!prose || line.contains("用法："), "{command:?} {flag}: {line}");
            }
            for word in ["Usage", "Options:", "[default", "ossible values", "OPTIONS", "Print "] {
                assert!(!help.contains(word), "{command:?} {flag}: {word}\n{help}");
            }
        }
    }
}

#[test]
fn a_query_is_explained_in_one_language() {
    let en = told(&["query", "disclosure_ranking", "--help"], "C.UTF-8");
    assert!(en.contains("from which an agency is ranked [default: 30]") && !en.contains("年份"), "{en}");
    let zh = told(&["query", "disclosure_ranking", "--help"], "zh_CN.UTF-8");
    assert!(zh.contains("参与排名的最少办结件数 [默认：30]") && zh.contains("按三种通用算法"), "{zh}");
}

#[test]
fn a_wrong_command_line_is_told_in_both_languages() {
    let cases: &[(&[&str], &str, &str)] = &[
        (&["injest"], "没有这个命令：injest", "unrecognized subcommand 'injest'"),
        (&["ingest", "--quick"], "没有这个参数：--quick", "unexpected argument '--quick'"),
        (&["diff", "a", "b", "c"], "没有这个参数：c", "unexpected argument 'c'"),
        (&["rollup", "--year", "2023"], "缺少必需的参数：--region <CODE_OR_NAME>", "--region <CODE_OR_NAME>"),
        (&["ingest", "a", "--division"], "--division <CODE> 后面缺少值", "a value is required"),
        (&["query", "trend", "--format", "xml"], "不能是“xml”", "invalid value 'xml'"),
        (&["query", "compare", "--year", "x"], "不能是“x”：应为整数", "an integer is expected"),
        (&["query", "trend", "--chart-as", "bar"], "缺少必需的参数：--chart <FILE>", "--chart <FILE>"),
        (&["summary", "--db", "a", "--db", "b"], "--db <FILE> 只能给一次", "cannot be used multiple times"),
        (
            &["agencies", "set", "水利局", "--division", "1"],
            "应为机关编号",
            "the number of an agency is expected",
        ),
        (&["agencies", "alias", "7", " "], "：名称不能为空\n", ": a name cannot be empty\n"),
    ];
    for (arguments, zh, en) in cases {
        for (locale, expected) in [("zh_CN.UTF-8", zh), ("C.UTF-8", en)] {
            let output = gongkai(arguments, locale);
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(told.contains(expected), "{arguments:?}: {expected}\n{told}");
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        }
    }
}

#[test]
fn completions_know_commands_queries_and_flags() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = told(&["completions", shell], "C.UTF-8");
        for word in ["rollup", "disclosure_ranking", "min_cases", "manifest"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let script = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(script.path(), told(&["completions", "bash"], "zh_CN.UTF-8")).expect("written");
    let read = Command::new("bash").arg("-n").arg(script.path()).output().expect("bash runs");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    assert!(told(&["completions", "fish"], "zh_CN.UTF-8").contains("把年度报告载入数据库"));
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("man1");
    let output = output.to_str().expect("text");
    told(&["man", "--lang", "zh", "-o", output], "C.UTF-8");
    let page = |name: &str| std::fs::read_to_string(format!("{output}/{name}.1")).unwrap_or_default();
    let top = page("gongkai");
    for name in ["ingest", "check", "query", "agencies", "man"] {
        assert!(top.contains(&format!("gongkai\\-{name}(1)")), "{name}\n{top}");
        assert!(page(&format!("gongkai-{name}")).contains(".SH 名称"), "{name}");
    }
    assert!(page("gongkai-query-trend").contains("历年总量"));
    assert!(page("gongkai-agencies-merge").contains("把两个机关合并为一个"));
    told(&["man", "--lang", "en", "-o", output], "C.UTF-8");
    assert!(page("gongkai-query-trend").contains("Totals by year"));
}
