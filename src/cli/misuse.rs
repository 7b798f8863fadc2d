//! What is wrong with a command line, in the user's language.

use super::Language;
use super::help::{line, of_clap};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;

/// What is wrong, how the command is used, and where more is told.
pub(super) fn told(error: &clap::Error, lang: Language) -> String {
    let plain = error.render().ansi().to_string();
    // Why a value was refused may be said in both languages.
    let reason = error.source().map(ToString::to_string).unwrap_or_default();
    if lang == Language::En {
        return if reason.is_empty() { plain } else { plain.replace(&reason, lang.half(&reason)) };
    }
    let Some(complaint) = complaint(error, &line(&reason, lang)) else { return plain };
    let mut text = format!("gongkai: {complaint}\n");
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    for near in near.into_iter().filter_map(|kind| context(error, kind)) {
        text.extend(["\n  是否要用：", &near, "\n"]);
    }
    let values = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    for values in values.into_iter().filter_map(|kind| context(error, kind)) {
        text.extend(["  可选值：", &values, "\n"]);
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        text.extend(["\n", &of_clap(&usage.ansi().to_string()), "\n"]);
    }
    text + "\n用 --help 查看用法。\n"
}

/// What clap says of the case, where it says something.
fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let text = match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        ContextValue::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

fn complaint(error: &clap::Error, reason: &str) -> Option<String> {
    let told = |kind| context(error, kind).unwrap_or_default();
    let (argument, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    Some(match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面缺少值"),
        ErrorKind::InvalidValue => format!("{argument} 不能是“{value}”"),
        ErrorKind::ValueValidation => format!("{argument} 不能是“{value}”：{reason}"),
        ErrorKind::UnknownArgument => format!("没有这个参数：{argument}"),
        ErrorKind::InvalidSubcommand => format!("没有这个命令：{}", told(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => format!("{} 后面缺少命令", told(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少必需的参数：{argument}"),
        ErrorKind::ArgumentConflict => match told(ContextKind::PriorArg) {
            prior if prior == argument => format!("{argument} 只能给一次"),
            prior => format!("{argument} 不能与 {prior} 同用"),
        },
        ErrorKind::TooManyValues => format!("{argument} 多了一个值“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let (expected, actual) =
                (told(ContextKind::ExpectedNumValues), told(ContextKind::ActualNumValues));
            let least = told(ContextKind::MinValues);
            let expected = if expected.is_empty() { format!("至少 {least}") } else { expected };
            format!("{argument} 需要 {expected} 个值，给了 {actual} 个")
        }
        ErrorKind::NoEquals => format!("{argument} 与值之间要有等号"),
        ErrorKind::InvalidUtf8 => "参数不是 UTF-8 文本".to_owned(),
        _ => return None,
    })
}
