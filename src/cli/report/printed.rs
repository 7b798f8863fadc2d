//! The reports of an agency: their tables as the form prints them, what disagrees in them, what does not fit the form.

use super::super::Language;
use super::figures::severity;
use super::{Writer, ask};
use crate::form::{SECTIONS, Table};
use crate::output::{Words, form_name, scope_name};
use crate::page::{Pointed, Told};
use crate::report::Report;
use crate::rows::{Rows, Value};
use crate::store;

impl Writer<'_> {
    /// The reports of a year.
    pub(super) fn reports(&mut self, agency: i64, year: i64) -> anyhow::Result<()> {
        let given =
            vec![("agency_id".to_owned(), Value::Integer(agency)), ("year".to_owned(), Value::Integer(year))];
        let found = ask(self.connection, "page", "reports", &given, self.lang)?;
        for row in &found.rows {
            let id = row.first().and_then(Value::as_f64).unwrap_or_default() as i64;
            if let Some(report) = store::report(self.connection, id)? {
                self.report(&report, year, (id, found.rows.len() > 1), &origin(row))?;
            }
        }
        Ok(())
    }

    fn report(
        &mut self,
        report: &Report,
        year: i64,
        (id, several): (i64, bool),
        origin: &str,
    ) -> anyhow::Result<()> {
        let lang = self.lang;
        let half = |message: &str| lang.half(message).to_owned();
        let words = Words { pick: &|zh, en| lang.pick(zh, en), half: &half };
        let scope = scope_name(report.scope, words);
        let colon = lang.pick("：", ": ");
        let beside = if several { format!("{colon}{scope}") } else { String::new() };
        let heading = match lang {
            Language::Zh => format!("{year} 年度报告{beside}"),
            Language::En => format!("Report for {year}{beside}"),
        };
        self.page.section(&heading, true);
        let mut about = vec![
            format!("{}{colon}{}", lang.pick("表式", "Form"), form_name(report.form, words)),
            format!("{}{colon}{scope}", lang.pick("统计范围", "Scope")),
        ];
        if let Some(title) = &report.title {
            about.insert(0, format!("{}{colon}{title}", lang.pick("标题", "Title")));
        }
        if !origin.is_empty() {
            about.push(format!("{}{colon}{origin}", lang.pick("来源", "Source")));
        }
        self.page.list(&about);
        let given = vec![("report_id".to_owned(), Value::Integer(id))];
        let findings = ask(self.connection, "page", "findings", &given, lang)?;
        let first = self.findings + 1;
        self.findings += findings.rows.len();
        let pointed: Vec<Pointed> = findings
            .rows
            .iter()
            .zip(first..)
            .filter_map(|(row, number)| pointed(report, row, number))
            .collect();
        for table in Table::ALL {
            let section = SECTIONS.iter().find(|section| section.number == table.section());
            self.page.part(section.map_or(table.name(), |section| lang.pick(section.zh, section.en)));
            self.page.form(report, table, &pointed);
        }
        self.page.part(lang.pick("数字不一致之处", "Numbers that disagree"));
        if findings.rows.is_empty() {
            self.page.nothing(lang.pick("没有发现数字不一致。", "No number was found to disagree."));
        } else {
            self.page.findings(&told(&findings, first, lang));
        }
        self.page.part(lang.pick("与表式不符之处", "What does not fit the form"));
        let problems = ask(self.connection, "page", "problems", &given, lang)?;
        if problems.rows.is_empty() {
            self.page.nothing(lang.pick("没有与表式不符之处。", "Nothing that does not fit the form."));
        } else {
            let problem = |row: &Vec<Value>| {
                let line = row.get(1).and_then(Value::as_f64).unwrap_or_default() as u32;
                let message = row.get(2).map(Value::to_string).unwrap_or_default();
                format!("{}{}", lang.half(&message), words.at(line))
            };
            self.page.list(&problems.rows.iter().map(problem).collect::<Vec<_>>());
        }
        Ok(())
    }
}

/// The address of a document, else the name of its file: where it lies on somebody's machine is not for a page.
fn origin(row: &[Value]) -> String {
    let text = |at: usize| row.get(at).map(Value::to_string).unwrap_or_default();
    let path = text(3);
    match text(2) {
        url if !url.is_empty() => url,
        _ => path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
    }
}

fn pointed(report: &Report, row: &[Value], number: usize) -> Option<Pointed> {
    let [_, rule, subject, line, _] = row else { return None };
    let line = line.as_f64().map(|line| line as u32);
    Pointed::of(report, (&rule.to_string(), &subject.to_string()), line, number)
}

fn told(findings: &Rows, first: usize, lang: Language) -> Vec<Told> {
    let told = |(row, number): (&Vec<Value>, usize)| {
        let [grave, rule, _, _, message] = row.as_slice() else { return None };
        Some(Told {
            number,
            severity: severity(&grave.to_string(), lang),
            message: lang.half(&message.to_string()).to_owned(),
            rule: rule.to_string(),
        })
    };
    findings.rows.iter().zip(first..).filter_map(told).collect()
}
