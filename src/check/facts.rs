//! The rules that are no sum: signs and integers, conditions, what the prose or the agency's name says.

use super::words::{self, Both};
use super::{TOLERANCE, competence, fees, finding, plain};
use crate::form::{Edition, Table, Unit};
use crate::report::{Cell, CellState, Finding, Form, Number, Report};

/// Findings of these rules; `sums` are the findings of the linear ones.
pub(super) fn findings(report: &Report, sums: &[Finding]) -> Vec<Finding> {
    let mut findings = competence::rulemaker(report).into_iter().collect::<Vec<_>>();
    findings.extend(signs(report));
    findings.extend(decisions(report));
    findings.extend(carryin_only(report, sums));
    findings.extend(fees::findings(report));
    findings.extend(pending_text(report));
    findings.extend(edition(report));
    findings
}

/// The rule that each kind of cell falls under.
const SIGNS: &[(&str, Table, &[Unit])] = &[
    ("B2.INT", Table::Section20, &[Unit::Count, Unit::Change]),
    ("B2.FEE", Table::Section20, &[Unit::Wan]),
    ("T3.NONNEG", Table::Applications, &[Unit::Count]),
    ("T4.NONNEG", Table::Review, &[Unit::Count]),
];

/// B2.INT, B2.FEE, T3.NONNEG, T4.NONNEG: no number has a sign or decimals that its column does not allow.
fn signs(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (rule, table, units) in SIGNS {
        for cells in report.table(*table).into_iter().flat_map(|rows| &rows.rows) {
            for (index, cell) in &cells.cells {
                let column = &table.columns()[*index];
                let Some(value) = cell.value.map(Number::as_f64).or_else(|| decimal(cell)) else { continue };
                let negative = value < 0.0 && column.unit != Unit::Change;
                let broken = value.fract() != 0.0 && column.unit != Unit::Wan;
                if units.contains(&column.unit) && (negative || broken) {
                    let printed = plain(value);
                    let (ought, expected) = if negative {
                        let diff = plain(-value);
                        let zh = format!("，不应小于 0，相差 {diff}");
                        (Both::new(zh, format!(" must not be less than 0, difference {diff}")), "≥ 0")
                    } else {
                        (Both::new("，应为整数", " must be a whole number"), "integer")
                    };
                    let cell = words::cell(report, *table, cells.row.code, column.code);
                    let said = Both::join(&[cell, ought], "", "");
                    let values = [expected.to_owned(), printed];
                    findings.push(finding(rule, cells.row.code, values, Some(cells.line), &said));
                }
            }
        }
    }
    findings
}

/// The number with decimals that a cell prints, which is no count and so not its value.
fn decimal(cell: &Cell) -> Option<f64> {
    let Some((CellState::Unreadable, raw)) = &cell.note else { return None };
    let digits = raw.trim().chars().all(|c| c.is_ascii_digit() || c == '.');
    raw.trim().parse().ok().filter(|value: &f64| digits && value.fract() != 0.0)
}

/// A2.DECISIONS: decisions under items of which none is left.
fn decisions(report: &Report) -> Vec<Finding> {
    let rows = report.table(Table::Section20).into_iter().flat_map(|rows| &rows.rows);
    rows.filter_map(|cells| {
        let row = cells.row;
        let value = |column| report.value(Table::Section20, row.code, column).map(Number::as_f64);
        let (prior, change) = (value("prior_items")?, value("item_change")?);
        let decisions = value("decisions")?;
        (prior + change == 0.0 && decisions > 0.0).then(|| {
            let (prior, change, count) = (plain(prior), plain(change), plain(decisions));
            let place = Both::join(&[words::row(Table::Section20, row), words::at(Some(cells.line))], "", "");
            let said = Both::new(
                format!(
                    "{}：上一年项目数量 {prior} 与本年增/减 {change} 之和为 0，处理决定数量应为 0，实为 {count}，相差 {count}",
                    place.zh
                ),
                format!(
                    "{}: items last year {prior} + change of items {change} = 0, so decisions should be 0, but are {count}, difference {count}",
                    place.en
                ),
            );
            finding("A2.DECISIONS", row.code, ["0".to_owned(), count], Some(cells.line), &said)
        })
    })
    .collect()
}

/// T3.CARRYIN_ONLY: outcomes of a column in which nothing came in, unless T3.BALANCE says so already.
fn carryin_only(report: &Report, sums: &[Finding]) -> Vec<Finding> {
    const CAME_IN: [&str; 2] = ["received_new", "carried_in"];
    let mut findings: Vec<Finding> = Vec::new();
    for column in Table::Applications.columns() {
        let value = |row| report.value(Table::Applications, row, column.code).map(Number::as_f64);
        let said = sums.iter().any(|sum| sum.rule == "T3.BALANCE" && sum.subject == column.code)
            || (column.code == "total" && !findings.is_empty());
        if said || CAME_IN.iter().any(|row| value(row) != Some(0.0)) {
            continue;
        }
        let outcomes = Table::Applications.rows().iter().filter(|row| !CAME_IN.contains(&row.code));
        if let Some((row, count)) = outcomes
            .filter_map(|row| Some((row, value(row.code)?)))
            .find(|(_, count)| *count > TOLERANCE)
            .map(|(row, count)| (row, plain(count)))
        {
            let line = |row| words::line(report, Table::Applications, row);
            let came_in = words::range(CAME_IN.into_iter().filter_map(line));
            let at = words::at(line(row.code));
            let said = Both::new(
                format!(
                    "第三部分“{}”列：本年新收和上年结转{}均为 0，而“{}” {count}{}，相差 {count}",
                    column.zh, came_in.zh, row.zh, at.zh
                ),
                format!(
                    "section 3, column {}: received and carried in{} are 0, yet {} {count}{}, difference {count}",
                    column.en, came_in.en, row.en, at.en
                ),
            );
            let values = ["0".to_owned(), count];
            findings.push(finding("T3.CARRYIN_ONLY", column.code, values, line(row.code), &said));
        }
    }
    findings
}

/// F.EDITION: the tables are those of the form in force for the year.
fn edition(report: &Report) -> Option<Finding> {
    let year = report.year?;
    let due = Form::Edition(if year >= 2021 { Edition::E2021 } else { Edition::E2019 });
    (report.form != due && report.form != Form::Unknown).then(|| {
        let (due, printed) = (due.code(), report.form.code());
        let line = report.tables.iter().flat_map(|table| &table.rows).map(|row| row.line).min();
        let at = words::at(line);
        let (zh, en) = match report.form {
            Form::Edition(_) => (format!("为 {printed} 年的格式"), format!("are in the form of {printed}")),
            _ => ("两种格式混用".to_owned(), "mix both forms".to_owned()),
        };
        let notice = if year >= 2021 { "〔2021〕30号" } else { "〔2019〕60号" };
        let said = Both::new(
            format!("{year} 年度报告应使用 {due} 年的格式（国办公开办函{notice}），而所用各表{}{zh}", at.zh),
            format!("the report for {year} is due in the form of {due}, but its tables{} {en}", at.en),
        );
        finding("F.EDITION", "form", [due.to_owned(), printed.to_owned()], line, &said)
    })
}

/// Whether a sentence counts what was upheld or decided: 维持5件 is no 均维持 of all.
fn counts(sentence: &str) -> bool {
    let counted =
        |word| sentence.split(word).skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    counted("维持") || counted("决定")
}

/// Whether the year that a text ends with, if any, is the report's.
fn is_this_year(report: &Report, text: &str) -> bool {
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let stated = text[text.len() - digits..].parse::<i32>().ok().filter(|_| digits == 4);
    stated.is_none() || stated == report.year
}

/// Wordings by which the prose says that every case was upheld.
const ALL_UPHELD: &[&str] = &[
    "均获维持",
    "均维持",
    "均被维持",
    "均予维持",
    "均予以维持",
    "均为维持",
    "均已维持",
    "均得到维持",
    "全部维持",
    "全部获维持",
    "全部被维持",
    "全部予以维持",
];

/// Words by which a sentence speaks of what is settled, of what is not, or of another year.
const NOT_ALL: &[&str] = &[
    "审结",
    "结案",
    "办结",
    "已作出",
    "作出决定",
    "判决",
    "尚未",
    "尚在",
    "正在",
    "在审",
    "未审",
    "审理中",
    "其余",
    "上年",
    "去年",
    "往年",
];

/// T4.PENDING_TEXT: a sentence says that all were upheld, the table has pending cases of that kind.
fn pending_text(report: &Report) -> Vec<Finding> {
    // Pages wrap sentences over lines.
    let flat = |body: &str| body.split('\n').map(str::trim).collect::<String>();
    let bodies: Vec<(u8, String)> =
        report.sections.iter().map(|section| (section.number, flat(&section.body))).collect();
    let sentences = bodies
        .iter()
        .flat_map(|(number, body)| body.split(['。', '；', ';']).map(move |sentence| (*number, sentence)));
    let claims: Vec<(u8, &str)> = sentences
        .filter(|(_, sentence)| ALL_UPHELD.iter().any(|phrase| sentence.contains(phrase)))
        .filter(|(_, sentence)| !NOT_ALL.iter().any(|word| sentence.contains(word)) && !counts(sentence))
        .filter(|(_, sentence)| {
            sentence.match_indices('年').all(|(at, _)| is_this_year(report, &sentence[..at]))
        })
        .collect();
    let claimed = |channel: &str| {
        let own = match channel {
            "reconsideration" => "复议",
            "litigation_direct" => "直接起诉",
            _ => "复议后",
        };
        let speaks = |claim: &str| {
            // What went to court after a review is no review.
            let one = claim.contains("复议后") || claim.contains("直接起诉");
            let reviews = claim.replace("复议后", "").contains("复议");
            if channel == "reconsideration" {
                reviews || !one && !claim.contains("诉讼")
            } else if one {
                claim.contains(own)
            } else {
                claim.contains("诉讼") || !reviews
            }
        };
        claims.iter().find(|(_, claim)| speaks(claim)).map(|(section, _)| words::section(*section))
    };
    let channels = Table::Review.rows().iter().filter_map(|row| Some((row, claimed(row.code)?)));
    channels
        .filter_map(|(row, section)| {
            let pending = report.value(Table::Review, row.code, "pending")?.as_f64();
            (pending > 0.0).then(|| {
                let count = plain(pending);
                let cell = words::cell(report, Table::Review, row.code, "pending");
                let said = Both::new(
                    format!("{}文字称均获维持，即尚未审结应为 0，而{}，相差 {count}", section.zh, cell.zh),
                    format!(
                        "{} says that all were upheld, so none pending, but {}, difference {count}",
                        section.en, cell.en
                    ),
                );
                let line = words::line(report, Table::Review, row.code);
                finding("T4.PENDING_TEXT", row.code, ["0".to_owned(), count], line, &said)
            })
        })
        .collect()
}
