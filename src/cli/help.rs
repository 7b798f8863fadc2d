//! The help in the user's language: the texts of the commands, and the words that clap puts around them.
//! `help.zh.txt` holds every text in Chinese; texts written as `中文 / English` carry their own.

use super::Language;
use super::format::terminal_columns;
use super::misuse::told;
use crate::output::hung;
use clap::builder::{PossibleValue, StyledStr};
use clap::error::ErrorKind;
use clap::{Arg, Command};
use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

/// Places in a help: of what some commands take, of what all take, and of `--help`.
const OF_SOME: usize = 100;
const OF_ALL: usize = 200;
const LAST: usize = 300;
/// How lines begin that show a command to type.
pub(super) const EXAMPLE: &str = "gongkai ";
/// Columns that a help takes at most.
const WIDEST: usize = 110;

/// Lines in English, each with the Chinese one under it.
static CHINESE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut lines =
        include_str!("help.zh.txt").lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    std::iter::from_fn(|| lines.next().zip(lines.next())).collect()
});

/// What clap itself prints in a help; a text comes before those that it begins with.
const OF_CLAP: &[(&str, &str)] = &[
    ("Print help (see a summary with '-h')", "显示帮助（-h 只显示摘要）"),
    ("Print help (see more with '--help')", "显示帮助（--help 更详细）"),
    ("Print help", "显示帮助"),
    ("Print version", "显示版本"),
    ("Print this message or the help of the given subcommand(s)", "显示本帮助或某个命令的帮助"),
    ("Usage:", "用法："),
    ("Commands:", "命令："),
    ("Queries:", "查询："),
    ("Arguments:", "参数："),
    ("Options:", "选项："),
    ("[OPTIONS]", "[选项]"),
    ("<COMMAND>", "<命令>"),
    ("[COMMAND]", "[命令]"),
    ("[default: ", "[默认："),
    ("[env: ", "[环境变量："),
    ("[possible values: ", "[可选值："),
    ("Possible values:", "可选值："),
];

/// A line of a help in Chinese, if it has one.
pub(super) fn chinese(line: &str) -> Option<&'static str> {
    CHINESE.get(line).copied()
}

/// A line in a language. What has no Chinese stays as it is, as do examples.
pub(super) fn line(line: &str, lang: Language) -> String {
    let (text, default) = line.find(" [default: ").map_or((line, ""), |at| line.split_at(at));
    let text = lang.half(text);
    match lang {
        Language::En => format!("{text}{default}"),
        Language::Zh => format!("{}{}", chinese(text).unwrap_or(text), of_clap(default)),
    }
}

fn lines(text: &StyledStr, lang: Language) -> String {
    text.to_string().split('\n').map(|text| line(text, lang)).collect::<Vec<_>>().join("\n")
}

/// The words of clap in Chinese.
pub(super) fn of_clap(text: &str) -> String {
    OF_CLAP.iter().fold(text.to_owned(), |text, (en, zh)| text.replace(en, zh))
}

/// A command and all below it with their help in a language.
pub(super) fn in_language(command: Command, lang: Language) -> Command {
    below(command, lang, OF_ALL)
}

/// The same, what commands below take too standing at `place`, behind what they take themselves.
fn below(mut command: Command, lang: Language, mut place: usize) -> Command {
    if let Some(about) = command.get_about().map(|text| lines(text, lang)) {
        command = command.about(about);
    }
    if let Some(about) = command.get_long_about().map(|text| lines(text, lang)) {
        command = command.long_about(about);
    }
    if let Some(after) = command.get_after_help().map(|text| lines(text, lang)) {
        command = command.after_help(after);
    }
    let mut own = 0;
    let placed = |arg: Arg| {
        let next = if arg.is_global_set() { &mut place } else { &mut own };
        *next += 1;
        let arg = argument(arg, lang);
        arg.display_order(*next)
    };
    let command = command.mut_args(placed).next_display_order(LAST);
    command.mut_subcommands(|command| below(command, lang, OF_SOME))
}

fn argument(mut arg: Arg, lang: Language) -> Arg {
    let (help, long) = (arg.get_help(), arg.get_long_help());
    let mut help = help.map(|text| lines(text, lang)).unwrap_or_default();
    let mut long = long.map_or_else(|| help.clone(), |text| lines(text, lang));
    let values = explained(&arg);
    if lang == Language::Zh && !values.is_empty() {
        // clap prints what a value means in one language only.
        let names: Vec<_> = values.iter().map(PossibleValue::get_name).collect();
        help.extend([" [可选值：", &names.join(", "), "]"]);
        long += "\n\n可选值：";
        for value in &values {
            let about = value.get_help().map(|text| lines(text, lang)).unwrap_or_default();
            long.extend(["\n- ", value.get_name(), "：", &about]);
        }
        arg = arg.hide_possible_values(true);
    }
    let with_long = long != help;
    arg = if help.is_empty() { arg } else { arg.help(help) };
    if with_long { arg.long_help(long) } else { arg }
}

/// The possible values of an argument, if their meanings are told.
fn explained(arg: &Arg) -> Vec<PossibleValue> {
    let values = arg.get_possible_values();
    if values.iter().any(|value| value.get_help().is_some()) { values } else { Vec::new() }
}

/// Prints the help, the version or what is wrong with the command line, and returns the exit code.
pub(super) fn print(error: &clap::Error, lang: Language) -> u8 {
    let text = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let text = error.render().ansi().to_string();
            let text = if lang == Language::Zh { of_clap(&text) } else { text };
            match terminal_columns() {
                Some(columns) => hung(&text, columns.min(WIDEST), EXAMPLE),
                None => text,
            }
        }
        _ => told(error, lang),
    };
    // Nothing can be told where neither output stream takes it.
    let _ = if error.use_stderr() {
        write!(anstream::stderr(), "{text}")
    } else {
        write!(anstream::stdout(), "{text}")
    };
    error.exit_code() as u8
}

#[cfg(test)]
mod tests {
    use super::{CHINESE, Language, explained};
    use clap::Command;
    use std::collections::BTreeSet;

    /// Every line of help of a command and those below it, without examples.
    fn texts(command: &Command, found: &mut BTreeSet<String>, without: &mut Vec<String>) {
        let about = [command.get_about(), command.get_long_about(), command.get_after_help()];
        if about[0].is_none() {
            without.push(command.get_name().to_owned());
        }
        let mut all: Vec<_> = about.into_iter().flatten().cloned().collect();
        for arg in command.get_arguments() {
            if arg.get_help().is_none() {
                without.push(format!("{} {}", command.get_name(), arg.get_id()));
            }
            all.extend([arg.get_help(), arg.get_long_help()].into_iter().flatten().cloned());
            all.extend(explained(arg).iter().filter_map(|value| value.get_help().cloned()));
        }
        for text in all {
            let text = text.to_string();
            let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with("  "));
            found.extend(lines.map(|line| line.split(" [default: ").next().unwrap_or(line).to_owned()));
        }
        command.get_subcommands().for_each(|command| texts(command, found, without));
    }

    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        let (mut found, mut without) = (BTreeSet::new(), Vec::new());
        texts(&super::super::command(), &mut found, &mut without);
        assert_eq!(without, Vec::<String>::new(), "have no help");
        let missing: Vec<_> = found
            .iter()
            .filter(|line| Language::Zh.half(line) == **line && !CHINESE.contains_key(line.as_str()))
            .collect();
        assert!(missing.is_empty(), "not in help.zh.txt: {missing:#?}");
    }

    #[test]
    fn every_text_in_chinese_is_of_some_command() {
        let mut found = BTreeSet::new();
        texts(&super::super::command(), &mut found, &mut Vec::new());
        // What values may be and how they are misread is told beside the help.
        let source = include_str!("help.zh.txt");
        let others = source.split("# Values that cannot be read").nth(1).unwrap_or_default();
        let others = others.split("# Notes").next().unwrap_or_default();
        let stale: Vec<_> =
            CHINESE.keys().filter(|line| !found.contains(**line) && !others.contains(**line)).collect();
        assert!(stale.is_empty(), "no longer said: {stale:#?}");
    }
}
