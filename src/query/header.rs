//! The comment at the head of a query file: description, notes, parameters, metrics, chart.

use super::{Kind, Parameter, Query};
use crate::rows::Value;

/// Reads a query file. Lines of the leading comment are, in order: the description, then parameters
/// (`-- :name type = default  about`), the line of metrics (`-- metrics: code column=code`), that of the chart (`-- chart: KIND x=column y=column`) and notes in any order. What is none
/// of these is a note, and a parameter without a default must be given.
pub(super) fn parse<'a>(name: &'a str, sql: &'a str) -> Query<'a> {
    let mut comments = sql.lines().map_while(|line| line.strip_prefix("--")).map(str::trim);
    let mut query = Query {
        name,
        description: comments.next().unwrap_or_default(),
        notes: Vec::new(),
        parameters: Vec::new(),
        metrics: Vec::new(),
        chart: None,
        sql,
    };
    for line in comments.filter(|line| !line.is_empty()) {
        if let Some(metrics) = line.strip_prefix("metrics:") {
            let named = |word: &'a str| word.split_once('=').unwrap_or((word, word));
            query.metrics.extend(metrics.split_whitespace().map(named));
            continue;
        }
        if let Some(chart) = line.strip_prefix("chart:") {
            query.chart = Some(chart.trim());
            continue;
        }
        match parameter(line) {
            Some(parameter) => query.parameters.push(parameter),
            None => query.notes.push(line),
        }
    }
    query
}

/// One parameter line without its comment marker: `:minimum int = 30  smallest number of cases`.
fn parameter(line: &str) -> Option<Parameter<'_>> {
    let (name, rest) = line.strip_prefix(':')?.split_once(' ')?;
    let (kind, rest) = rest.trim_start().split_once(' ')?;
    let kind = Kind::from_name(kind)?;
    let Some(rest) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
        return Some(Parameter { name, kind, default: None, about: rest.trim() });
    };
    let (default, about) = match rest.strip_prefix('\'') {
        Some(quoted) => quoted.split_once('\'')?,
        None => rest.split_once(' ').unwrap_or((rest, "")),
    };
    let default = if default == "NULL" { Value::Null } else { kind.parse(default).ok()? };
    Some(Parameter { name, kind, default: Some(default), about: about.trim() })
}

#[cfg(test)]
mod tests {
    use super::{Kind, Value, parse};

    #[test]
    fn reads_description_notes_and_parameters() {
        let query = parse(
            "q",
            "-- 描述 / What it shows\n-- :year int = NULL  年份 / year\n-- :like text = 'a b'  what\n-- :must real  about\n-- A note.\n\
             -- metrics: rate low=rate\n-- chart: line x=year y=rate\n\
             select :year, :like order by 1",
        );
        assert_eq!((query.description, query.notes), ("描述 / What it shows", vec!["A note."]));
        assert_eq!(query.metrics, [("rate", "rate"), ("low", "rate")]);
        assert_eq!(query.chart, Some("line x=year y=rate"));
        let parameters: Vec<_> =
            query.parameters.iter().map(|p| (p.name, p.kind, p.default.clone(), p.about)).collect();
        assert_eq!(
            parameters,
            [
                ("year", Kind::Int, Some(Value::Null), "年份 / year"),
                ("like", Kind::Text, Some(Value::Text("a b".to_owned())), "what"),
                ("must", Kind::Real, None, "about"),
            ]
        );
    }
}
