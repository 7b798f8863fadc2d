//! Chinese or English: which one the user reads, and the half of a bilingual message that is in it.

use crate::error::Error;
use clap::ValueEnum;
use std::ffi::OsString;
use std::fmt::{self, Display};

/// Language of messages and labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

impl Language {
    /// The language of the locale: Chinese where it says so, else English.
    pub fn of_locale() -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        if locale.is_some_and(|locale| locale.to_ascii_lowercase().starts_with("zh")) {
            Language::Zh
        } else {
            Language::En
        }
    }

    /// The language that a command line asks for, before it is known to be right; else that of the locale.
    pub fn asked(arguments: impl Iterator<Item = OsString>) -> Self {
        let arguments: Vec<_> = arguments
            .map(|argument| argument.to_string_lossy().into_owned())
            .take_while(|argument| argument != "--")
            .collect();
        let after =
            arguments.iter().position(|argument| argument == "--lang").and_then(|at| arguments.get(at + 1));
        let joined = || arguments.iter().find_map(|argument| argument.strip_prefix("--lang="));
        let named = after.map(String::as_str).or_else(joined);
        named.and_then(|name| Language::from_str(name, false).ok()).unwrap_or_else(Language::of_locale)
    }

    /// One of two texts.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Language::Zh => zh,
            Language::En => en,
        }
    }

    /// The half of a `中文 / English` message; a message without halves is returned whole.
    pub fn half(self, message: &str) -> &str {
        match message.split_once(" / ") {
            Some((zh, en)) if !en.contains(" / ") && !zh.is_ascii() => self.pick(zh, en),
            _ => message,
        }
    }

    /// An error in one line.
    pub fn error(self, error: &anyhow::Error) -> String {
        match error.downcast_ref::<Error>() {
            Some(Error::Database { path, reason }) => {
                let about = self.pick("不能使用数据库", "cannot use the database");
                format!("{about} {}: {}", path.display(), self.half(reason))
            }
            Some(Error::Manifest { path, reason }) => {
                let about = self.pick("不能使用清单", "cannot use the manifest");
                format!("{about} {}: {}", path.display(), self.half(reason))
            }
            Some(Error::Read { path, source }) => {
                let about = self.pick("不能读取", "cannot read");
                format!("{about} {}: {}", path.display(), self.half(&source.to_string()))
            }
            Some(Error::NoSuchQuery { name, near }) if self == Language::Zh => {
                let near = near.map(|near| format!("，是否要用 {near}？")).unwrap_or_default();
                format!("没有叫 {name} 的查询{near}（用 gongkai query 列出全部查询）")
            }
            Some(Error::NotReading) if self == Language::Zh => {
                "SQL：这里只能读取（select、explain 和说明表结构的 pragma）".to_owned()
            }
            Some(Error::Timeout { seconds }) if self == Language::Zh => {
                format!("SQL：超过 {seconds} 秒，已停止；可用 --timeout 放宽")
            }
            Some(Error::Chart { zh, en }) => self.pick(zh, en).to_owned(),
            _ => chain(error),
        }
    }
}

/// The causes of an error in one line. An [`Error`] tells its own cause, so nothing follows it.
fn chain(error: &anyhow::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    for cause in error.chain() {
        let text = cause.to_string();
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
        if cause.is::<Error>() {
            break;
        }
    }
    parts.join(": ")
}

impl Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.pick("zh", "en"))
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_language_is_known_before_the_command_line_is_read() {
        let asked = |line: &str| Language::asked(line.split(' ').map(Into::into));
        assert_eq!(asked("gongkai --lang zh --help"), Language::Zh);
        assert_eq!(asked("gongkai query --lang=zh nonsense"), Language::Zh);
        assert_eq!(asked("gongkai --lang en search -- --lang zh"), Language::En);
    }

    #[test]
    fn messages_are_halved() {
        assert_eq!(Language::Zh.half("空文件 / the file is empty"), "空文件");
        assert_eq!(Language::En.half("空文件 / the file is empty"), "the file is empty");
        assert_eq!(Language::En.half("No such file"), "No such file");
        assert_eq!(Language::En.half("甲 / 乙 / c"), "甲 / 乙 / c");
    }
}
