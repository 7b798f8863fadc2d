//! README.md, README.zh-CN.md and docs/inspect.md run as tests: their commands, one after the other, on the sample. `TRYCMD=overwrite` rewrites their
//! output. Both say the same.

use std::path::Path;

#[test]
fn readme() {
    runs("tests/cmd/readme.md", "C.UTF-8");
}

#[test]
fn readme_in_chinese() {
    runs("tests/cmd/readme.zh-CN.md", "zh_CN.UTF-8");
}

#[test]
fn the_page_of_inspect() {
    runs("tests/cmd/inspect.md", "C.UTF-8");
}

/// Runs the commands of a page.
fn runs(page: &str, locale: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("gongkai.db");
    trycmd::TestCases::new()
        .env("GONGKAI_DB", database.to_string_lossy())
        .env("LC_ALL", locale)
        .insert_var("[DB]", database.to_string_lossy().into_owned())
        .expect("a variable")
        .case(page);
}

/// What must be alike in both: headings by their depth, commands, links, and how many points, rows and paragraphs stand under each heading.
fn shape(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).expect(page);
    let (mut shape, mut fenced) = (Vec::new(), false);
    for line in text.lines() {
        let first = line.split(' ').next().unwrap_or_default();
        if line.starts_with("```") {
            fenced = !fenced;
            shape.push(line.to_owned());
        } else if fenced
            && (line.starts_with("$ ") || line.starts_with("gongkai ") || line.starts_with("cargo "))
        {
            shape.push(line.split("  #").next().unwrap_or_default().trim_end().to_owned());
        } else if !fenced && (first.starts_with('#') || first == "-") {
            shape.push(first.to_owned());
        } else if !fenced && line.starts_with("| `") {
            // A command in a table: its name.
            shape.push(line.split(' ').take(3).collect::<Vec<_>>().join(" "));
        }
        if !fenced && let Some(page) = line.strip_prefix("- [") {
            shape.push(page.split(')').next().unwrap_or_default().to_owned());
        }
    }
    shape
}

#[test]
fn both_readmes_have_the_same_sections_and_commands_in_the_same_order() {
    assert_eq!(shape("README.md"), shape("README.zh-CN.md"));
}
