//! Chinese or English: which one the user reads, and the half of a bilingual message that is in it.

use crate::error::Error;
use clap::ValueEnum;
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
    fn messages_are_halved() {
        assert_eq!(Language::Zh.half("空文件 / the file is empty"), "空文件");
        assert_eq!(Language::En.half("空文件 / the file is empty"), "the file is empty");
        assert_eq!(Language::En.half("No such file"), "No such file");
        assert_eq!(Language::En.half("甲 / 乙 / c"), "甲 / 乙 / c");
    }
}
