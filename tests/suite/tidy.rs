//! Keeps the source tree as ARCHITECTURE.md describes it: layers, homes of crates, sizes, documentation.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules in layers. A module uses only modules of layers before its own.
const LAYERS: &[&[&str]] = &[
    &["normalize", "rows", "error", "limits"],
    &["document", "form", "division", "prose"],
    &["report", "agency", "origin"],
    &["container", "source", "parse", "check", "diff", "rollup", "manifest"],
    &["store"],
    &["query", "output"],
    &["chart"],
    &["page"],
    &["ingest"],
    &["cli"],
];

/// Modules that use each other although one layer holds them.
const NEIGHBOURS: &[(&str, &str)] = &[];

/// Crates that only some modules know.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["error", "store", "query", "ingest", "cli"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("anstream", &["cli"]),
    ("anyhow", &["cli"]),
    ("indicatif", &["cli"]),
    ("crossbeam_channel", &["ingest", "cli"]),
    ("walkdir", &["ingest", "cli"]),
    ("encoding_rs", &["source", "container", "manifest"]),
    ("ego-tree", &["source"]),
    ("scraper", &["source"]),
    ("cfb", &["source"]),
    ("quick_xml", &["source", "output"]),
    ("zip", &["source", "container", "output"]),
    ("rust_xlsxwriter", &["output"]),
    ("tar", &["container"]),
    ("tempfile", &["container"]),
    ("calamine", &["source"]),
    ("cfb", &["source"]),
    ("mailparse", &["source"]),
    ("foldhash", &["division"]),
    ("aho_corasick", &["parse", "division"]),
    ("comfy_table", &["output"]),
    ("unicode_width", &["parse", "source", "output", "chart"]),
    ("unicode_normalization", &["normalize"]),
    ("hayro_interpret", &["source"]),
    ("flate2", &["source", "container"]),
    ("include_dir", &["store", "query"]),
    ("plotters", &["chart"]),
    ("resvg", &["chart"]),
    ("parquet", &["output"]),
    ("rustyline", &["cli"]),
    ("ctrlc", &["cli"]),
    ("terminal_size", &["cli"]),
];

/// Longest a source file may be.
const MAX_LINES: usize = 400;
/// Files that may be longer, each with its reason.
const LONGER: &[(&str, &str)] = &[];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files below `folder` with this extension, as path from the root and content, in order.
fn files(folder: &str, extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    found.sort();
    found
}

/// The module of the crate that a file of `src` belongs to.
fn module(path: &str) -> &str {
    let inside = path.trim_start_matches("src/");
    inside.split(['/', '.']).next().unwrap_or(inside)
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Source lines that are no comment.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// Identifiers that follow `prefix` in a line.
fn names_after<'a>(line: &'a str, prefix: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(prefix).map(move |(start, _)| {
        let rest = &line[start + prefix.len()..];
        rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or(rest)
    })
}

#[track_caller]
fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

#[test]
fn modules_use_only_the_layers_before_theirs() {
    let mut complaints = Vec::new();
    for (path, text) in files("src", "rs") {
        let own = module(&path);
        if matches!(own, "lib" | "main") {
            continue;
        }
        let Some(height) = layer(own) else {
            complaints.push(format!("{path}: module {own} stands in no layer of this test"));
            continue;
        };
        for line in code(&text) {
            if line.contains("crate::{") {
                complaints
                    .push(format!("{path}: one `use crate::…` a module, so that this test can read it"));
            }
            for used in names_after(line, "crate::") {
                let allowed = used == own
                    || layer(used).is_none_or(|used| used < height)
                    || NEIGHBOURS.contains(&(own, used));
                if !allowed {
                    complaints.push(format!("{path}: {own} must not use {used}"));
                }
            }
        }
    }
    none(&complaints);
}

#[test]
fn crates_stay_at_home() {
    let mut complaints = Vec::new();
    for (path, text) in files("src", "rs") {
        for (name, homes) in HOMES {
            let used = code(&text).any(|line| line.contains(&format!("{name}::")));
            if used && !homes.contains(&module(&path)) {
                complaints.push(format!("{path}: {name} is for {homes:?}"));
            }
        }
    }
    none(&complaints);
}

#[test]
fn messages_part_their_languages_alike() {
    let unparted = files("src", "rs").into_iter().filter(|(_, text)| {
        code(text).any(|line| ["）/ ", "”/ ", "〕/ "].iter().any(|mark| line.contains(mark)))
    });
    none(&unparted.map(|(path, _)| format!("{path}: ` / ` parts Chinese from English")).collect::<Vec<_>>());
}

#[test]
fn every_file_says_what_it_owns_and_is_short() {
    let mut complaints = Vec::new();
    for (path, text) in ["src", "tests", "benches"].iter().flat_map(|folder| files(folder, "rs")) {
        if !text.starts_with("//! ") {
            complaints.push(format!("{path}: begins without `//!`"));
        }
        let lines = text.lines().count();
        if lines > MAX_LINES && !LONGER.iter().any(|(longer, _)| *longer == path) {
            complaints.push(format!("{path}: {lines} lines, more than {MAX_LINES}"));
        }
        for word in ["todo!(", "dbg!(", "unimplemented!(", "FIXME", "fixme", "TODO"] {
            if !path.ends_with("tidy.rs") && text.contains(word) {
                complaints.push(format!("{path}: {word}"));
            }
        }
    }
    none(&complaints);
}

#[test]
fn every_test_file_is_a_module_of_the_suite() {
    let suite = fs::read_to_string(root().join("tests/suite/main.rs")).expect("the suite");
    let files = files("tests/suite", "rs");
    let names = files.iter().map(|(path, _)| path.trim_start_matches("tests/suite/").trim_end_matches(".rs"));
    let orphans: Vec<String> = names
        .filter(|name| !name.contains('/') && *name != "main")
        .filter(|name| !suite.contains(&format!("mod {name};")))
        .map(|name| format!("tests/suite/{name}.rs runs nowhere"))
        .collect();
    none(&orphans);
}

/// Names of the subcommands, as `--help` lists them.
fn subcommands() -> Vec<String> {
    let gongkai = env!("CARGO_BIN_EXE_gongkai");
    let help = std::process::Command::new(gongkai).arg("--help").output().expect("runs").stdout;
    let help = String::from_utf8(help).expect("text");
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let names =
        listed.take_while(|line| line.starts_with("  ")).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_query_and_rule_is_documented() {
    let docs: String = files("docs", "md")
        .into_iter()
        .map(|(_, text)| text)
        .chain(fs::read_to_string(root().join("README.md")))
        .collect();
    let queries = files("queries", "sql")
        .into_iter()
        .map(|(path, _)| path.trim_start_matches("queries/").trim_end_matches(".sql").to_owned())
        .filter(|name| !name.contains('/'));
    let rules = gongkai::check::RULES.iter().map(|rule| rule.name.to_owned());
    let commands = subcommands().into_iter().map(|name| format!("gongkai {name}"));
    let missing: Vec<String> = queries
        .chain(rules)
        .chain(commands)
        .filter(|name| !docs.contains(name.as_str()))
        .map(|name| format!("{name} stands nowhere in docs/ or README.md"))
        .collect();
    none(&missing);
}
