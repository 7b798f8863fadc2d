//! docs/tutorials run as tests: the commands of each page, one after the other, in a folder of their own beside `data`.
//! `GONGKAI_BLESS=1` rewrites what they print.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tutorials")
}

/// The words of a command line; those in quotation marks are one.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(index, part)| match index % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![part.to_owned()],
    });
    words.collect()
}

/// What a command line prints in the folder, after its exit code where that is not 0.
fn printed(line: &str, folder: &Path, locale: &str) -> String {
    let words = words(line);
    assert_eq!(words[0], "gongkai", "{line}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    let output = command.args(&words[1..]).current_dir(folder).env_remove("GONGKAI_DB").env("LC_ALL", locale);
    let output = output.output().expect("runs");
    let code = output.status.code().filter(|code| *code != 0);
    let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
    code.map(|code| format!("? {code}\n")).unwrap_or_default() + &text
}

/// The page with what its commands print; under a command with `# …` after it only the first lines are shown.
fn run(page: &str, locale: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    std::os::unix::fs::symlink(data, folder.path().join("data")).expect("a link");
    let (mut text, mut fenced, mut runs) = (String::new(), false, 0);
    for line in page.lines() {
        if line.starts_with("```") {
            fenced = line == "```console";
        } else if fenced && !line.starts_with("$ ") {
            continue;
        }
        text.extend([line, "\n"]);
        let Some(command) = line.strip_prefix("$ ").filter(|_| fenced) else { continue };
        runs += 1;
        let (command, most) = match command.split_once("  # ") {
            Some((command, most)) => (command, most.split(' ').next().and_then(|most| most.parse().ok())),
            None => (command, None),
        };
        let printed = printed(command, folder.path(), locale);
        let lines: Vec<&str> = printed.lines().map(str::trim_end).collect();
        let shown = most.unwrap_or(lines.len()).min(lines.len());
        text.extend(lines[..shown].iter().flat_map(|line| [*line, "\n"]));
        text += if shown < lines.len() { "…\n" } else { "" };
    }
    assert!(runs > 2, "a page of {runs} commands");
    text
}

/// The pages, those in Chinese first.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<_> =
        fs::read_dir(folder()).expect("tutorials").map(|entry| entry.expect("a page").path()).collect();
    pages.sort();
    pages
}

#[test]
fn tutorials_print_what_they_say() {
    for path in pages() {
        let chinese = path.to_string_lossy().ends_with(".zh.md");
        let page = fs::read_to_string(&path).expect("a page");
        let now = run(&page, if chinese { "zh_CN.UTF-8" } else { "C.UTF-8" });
        if std::env::var_os("GONGKAI_BLESS").is_some() {
            fs::write(&path, &now).expect("written");
        } else {
            assert_eq!(page, now, "{}", path.display());
        }
    }
}

#[test]
fn each_tutorial_is_in_both_languages_with_the_same_commands() {
    for user in ["clerk", "supervisor", "journalist", "engineer"] {
        let commands = |page: String| -> Vec<String> {
            let text = fs::read_to_string(folder().join(page)).expect("a page");
            let lines = text.lines().filter(|line| line.starts_with("$ "));
            lines.map(|line| line.split("  # ").next().unwrap_or(line).to_owned()).collect()
        };
        assert_eq!(commands(format!("{user}.zh.md")), commands(format!("{user}.md")));
    }
    assert_eq!(pages().len(), 8);
}
