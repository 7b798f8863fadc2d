//! What columns, codes and derived figures are called in the reader's language.

use super::Language;
use crate::chart::{Name, Unit};
use crate::form::{OUTCOME_GROUPS, Table};
use crate::query::Query;
use crate::rows::{Rows, Value};
use rusqlite::Connection;
use std::borrow::Cow;
use std::collections::HashMap;

/// Chinese headings of columns and codes that the form does not print; the English ones are the names without underscores.
const HEADINGS: &str = include_str!("headings.csv");

/// The Chinese heading of a column or code.
pub(super) fn chinese(code: &str) -> Option<&'static str> {
    let mut lines = HEADINGS.lines().skip(1).filter_map(|line| line.split_once(','));
    lines.find(|(known, _)| *known == code).map(|(_, zh)| zh)
}

/// The heading of a column, or the label of a code.
pub(super) fn heading(code: &str, lang: Language) -> String {
    if lang == Language::En {
        return code.replace('_', " ");
    }
    chinese(code).unwrap_or(code).to_owned()
}

/// Columns that hold codes or set phrases, which people read by their names.
const CODED: &[&str] = &[
    "severity",
    "scope",
    "last_scope",
    "first_scope",
    "second_scope",
    "level",
    "kind",
    "state",
    "status",
    "verdict",
    "sample",
    "comparable",
    "consolidated",
    "channel",
    "resolution",
    "outcome",
];

/// What a code is called in Chinese, by the form or else by the program.
pub(super) fn spoken(code: &str) -> &str {
    printed(code).map(|(zh, _)| zh).or_else(|| chinese(code)).unwrap_or(code)
}

/// What the form calls a row, a column, or a group of outcomes, in Chinese and in English.
fn printed(code: &str) -> Option<(&'static str, &'static str)> {
    let rows = Table::ALL.iter().flat_map(|table| table.rows()).map(|row| (row.code, row.zh, row.en));
    let columns =
        Table::ALL.iter().flat_map(|table| table.columns()).map(|column| (column.code, column.zh, column.en));
    let groups = OUTCOME_GROUPS.iter().map(|group| (group.0, group.1, group.2));
    let found = rows.chain(columns).chain(groups).find(|(known, ..)| *known == code);
    found.map(|(_, zh, en)| (zh, en))
}

/// Columns that hold codes of the form: its tables, rows and columns.
const OF_FORM: &[&str] = &["table_name", "row_code", "column_code", "subject", "outcome_group"];

/// What the form calls what a code stands for.
pub(super) fn of_form(column: &str, code: &str) -> String {
    if column == "table_name" {
        let table = Table::ALL.into_iter().find(|table| table.name() == code);
        return table.map_or_else(
            || code.to_owned(),
            |table| {
                let numeral = "零一二三四五六".chars().nth(usize::from(table.section()));
                format!("第{}部分", numeral.unwrap_or_default())
            },
        );
    }
    if code == "*" {
        return "各栏".to_owned();
    }
    // `other` is a group of outcomes, and a column of section 4.
    let group = OUTCOME_GROUPS.iter().find(|group| group.0 == code);
    if let Some(group) = group.filter(|_| !["column_code", "measure"].contains(&column)) {
        return group.1.to_owned();
    }
    match code.split_once('.') {
        Some((row, column)) => format!("{} · {}", spoken(row), spoken(column)),
        None => spoken(code).to_owned(),
    }
}

/// What a code or set phrase is called in Chinese; a number in it stands where its name has `#`.
pub(super) fn word(code: &str, lang: Language) -> String {
    if lang == Language::En {
        return code.to_owned();
    }
    let number: String =
        code.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let named = chinese(code).map(str::to_owned);
    named
        .or_else(|| {
            let pattern = code.replacen(&number, "#", 1);
            chinese(&pattern).filter(|_| !number.is_empty()).map(|zh| zh.replacen('#', &number, 1))
        })
        .unwrap_or_else(|| code.to_owned())
}

/// A result as people read it: in Chinese the codes by their names. In English the codes are words.
pub(super) fn worded(rows: &Rows, lang: Language) -> Cow<'_, Rows> {
    let holds = |codes: &[&str]| rows.columns.iter().any(|column| codes.contains(&column.as_str()));
    if lang == Language::En || !holds(CODED) && !holds(OF_FORM) {
        return Cow::Borrowed(rows);
    }
    let mut rows = rows.clone();
    for row in &mut rows.rows {
        for (column, value) in rows.columns.iter().zip(row) {
            let Value::Text(code) = value else { continue };
            if CODED.contains(&column.as_str()) {
                *code = word(code, lang);
            } else if OF_FORM.contains(&column.as_str()) {
                *code = of_form(column, code);
            }
        }
    }
    Cow::Owned(rows)
}

/// A derived figure as the database defines it.
struct Metric {
    label: String,
    unit: Unit,
    caveat: String,
}

/// Names of the columns of one result.
pub(super) struct Names<'a> {
    lang: Language,
    /// Columns with the metric that defines each.
    columns: &'a [(&'a str, &'a str)],
    metrics: HashMap<String, Metric>,
}

impl<'a> Names<'a> {
    /// The names for a query's result, or for that of SQL of the user's.
    ///
    /// # Errors
    /// Where the database cannot be read.
    pub(super) fn read(
        connection: &Connection,
        query: Option<&'a Query>,
        lang: Language,
    ) -> rusqlite::Result<Self> {
        let mut statement = connection.prepare(lang.pick(
            "select code, label_zh, unit, caveat_zh from metric order by ordinal",
            "select code, label_en, unit, caveat_en from metric order by ordinal",
        ))?;
        let metric = |row: &rusqlite::Row| -> rusqlite::Result<(String, Metric)> {
            let unit = match row.get::<_, String>(2)?.as_str() {
                "share" => Unit::Share,
                "points" => Unit::Points,
                "ratio" => Unit::Ratio,
                "score" => Unit::Score,
                _ => Unit::Count,
            };
            Ok((row.get(0)?, Metric { label: row.get(1)?, unit, caveat: row.get(3)? }))
        };
        let metrics = statement.query_map([], metric)?.collect::<rusqlite::Result<_>>()?;
        let columns = query.map_or(&[][..], |query| &query.metrics);
        Ok(Names { lang, columns, metrics })
    }

    fn metric(&self, column: &str) -> Option<&Metric> {
        let named = self.columns.iter().find(|(known, _)| *known == column).map(|(_, code)| *code);
        self.metrics.get(named.unwrap_or(column))
    }

    /// The code of the metric that defines a column.
    pub(super) fn metric_code(&self, column: &str) -> Option<String> {
        let named = self.columns.iter().find(|(known, _)| *known == column).map_or(column, |(_, code)| code);
        self.metrics.contains_key(named).then(|| named.to_owned())
    }

    /// A formula in the names of its parts.
    pub(super) fn formula(&self, formula: &str) -> String {
        let of_code = |c: char| c.is_ascii_lowercase() || c == '_';
        let mut told = String::new();
        let mut rest = formula;
        while let Some(start) = rest.find(of_code) {
            let (before, from) = rest.split_at(start);
            let (code, after) = from.split_at(from.find(|c| !of_code(c)).unwrap_or(from.len()));
            told.extend([before, &self.name(code).label]);
            rest = after;
        }
        told + rest
    }

    /// What the values of a column, or of a code in it, are counted in.
    pub(super) fn unit(&self, code: &str) -> Unit {
        match self.metric(code) {
            Some(metric) => metric.unit,
            None if code.ends_with("_rate") || code.ends_with("_share") => Unit::Share,
            None if code.ends_with("_10k_yuan") => Unit::TenThousandYuan,
            None if code.ends_with("_yuan") => Unit::Yuan,
            None => Unit::Count,
        }
    }

    /// What a column, or a code in it, is called.
    pub(super) fn name(&self, code: &str) -> Name {
        let (metric, unit) = (self.metric(code), self.unit(code));
        let label = match self.metrics.get(code) {
            Some(metric) => metric.label.clone(),
            None => self.label(code),
        };
        Name { label, unit, defined: metric.map(|metric| metric.label.clone()) }
    }

    /// What the form or the program calls a code; a share of something is called what it is a share of.
    fn label(&self, code: &str) -> String {
        let part = code.strip_suffix("_share").unwrap_or(code);
        let own = self.lang == Language::Zh && chinese(code).is_some();
        printed(part)
            .filter(|_| !own)
            .map(|(zh, en)| self.lang.pick(zh, en))
            .map_or_else(|| capitalised(&heading(if own { code } else { part }, self.lang)), str::to_owned)
    }

    /// What the figures of a result mean, a line each.
    pub(super) fn definitions(&self, columns: &[String]) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        for metric in columns.iter().filter_map(|column| self.metric(column)) {
            let line = format!("{}{}{}", metric.label, self.lang.pick("：", ": "), metric.caveat);
            if !told.contains(&line) {
                told.push(line);
            }
        }
        told
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Language, word, worded};
    use crate::rows::{Rows, Value};

    #[test]
    fn codes_and_set_phrases_have_words() {
        assert_eq!(word("fewer than 30 handled: not ranked", Language::Zh), "办理不足 30 件，不排名");
        assert_eq!(word("form of 2021 only", Language::Zh), "仅 2021 年版表式");
        assert_eq!(word("own", Language::En), "own");
        assert_eq!(word("nobody knows 7", Language::Zh), "nobody knows 7");
    }

    #[test]
    fn only_columns_of_codes_are_put_into_words() {
        let text = |text: &str| Value::Text(text.to_owned());
        let columns = ["scope", "agency", "year"].map(str::to_owned).to_vec();
        let rows = Rows { columns, rows: vec![vec![text("own"), text("own"), Value::Integer(2023)]] };
        let zh = worded(&rows, Language::Zh);
        assert_eq!(zh.rows, [[text("本级"), text("own"), Value::Integer(2023)]]);
        assert_eq!(worded(&rows, Language::En).rows, rows.rows);
    }
}
