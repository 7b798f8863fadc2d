//! `gongkai completions` and `gongkai man`: what shells and `man` know of the commands, written from them.

use super::help::{in_language, of_clap};
use super::{CLEAN, Language, Settings, command, complain, results};
use anyhow::Context as _;
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Print the completions for a shell
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai completions bash > ~/.local/share/bash-completion/completions/gongkai\n  \
                  gongkai completions fish > ~/.config/fish/completions/gongkai.fish\n  \
                  gongkai completions zsh > ~/.zfunc/_gongkai"
)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Write the manual pages
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai man -o ~/.local/share/man/man1\n  gongkai man --lang zh -o ~/.local/share/man/zh_CN/man1"
)]
pub(super) struct Pages {
    /// Folder to write to, made if missing
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
}

/// Headings of a manual page in Chinese.
const HEADINGS: &[(&str, &str)] = &[
    (".SH NAME\n", ".SH 名称\n"),
    (".SH SYNOPSIS\n", ".SH 概述\n"),
    (".SH DESCRIPTION\n", ".SH 说明\n"),
    (".SH OPTIONS\n", ".SH 选项\n"),
    (".SH SUBCOMMANDS\n", ".SH 命令\n"),
    (".SH QUERIES\n", ".SH 查询\n"),
    (".SH EXTRA\n", ".SH 其他\n"),
    (".SH VERSION\n", ".SH 版本\n"),
];

/// Prints the script and returns the exit code.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn completions(arguments: &Completions, settings: &Settings) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut in_language(command(), settings.lang),
        "gongkai",
        &mut script,
    );
    let script = of_help(&script, settings.lang);
    let mut out = results();
    out.write_all(script.as_bytes())?;
    out.flush()?;
    Ok(CLEAN)
}

/// A text with the words of clap in the user's language.
fn of_help(text: &[u8], lang: Language) -> String {
    let text = String::from_utf8_lossy(text).into_owned();
    if lang == Language::Zh { of_clap(&text) } else { text }
}

/// Writes a page for each command and returns the exit code.
///
/// # Errors
/// Where a page cannot be written.
pub(super) fn pages(arguments: &Pages, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let folder = &arguments.output;
    let cannot = |path: &Path| format!("{} {}", lang.pick("不能写入", "cannot write"), path.display());
    std::fs::create_dir_all(folder).with_context(|| cannot(folder))?;
    let mut all = in_language(command(), lang).disable_help_subcommand(true);
    all.build();
    let mut waiting = vec![&all];
    let mut written = 0;
    while let Some(command) = waiting.pop() {
        let name = command.get_display_name().unwrap_or(command.get_name());
        let path = folder.join(format!("{name}.1"));
        std::fs::write(&path, page(command, lang)?).with_context(|| cannot(&path))?;
        waiting.extend(command.get_subcommands().filter(|command| command.get_name() != "help"));
        written += 1;
    }
    let about = lang.pick("已写入手册页", "manual pages written:");
    complain(&format!("{about} {written} {}", folder.display()));
    Ok(CLEAN)
}

fn page(command: &Command, lang: Language) -> anyhow::Result<String> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let page = of_help(&page, lang);
    Ok(match lang {
        Language::En => page,
        Language::Zh => HEADINGS.iter().fold(page, |page, (en, zh)| page.replace(en, zh)),
    })
}
