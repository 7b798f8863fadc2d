//! Every rule has a minimal report that passes it and one that violates it.

use gongkai::check::{Basis, RULES, check};
use gongkai::form::{Edition, Table};
use gongkai::report::{
    Cell, CellState, Form, InformationFee, NarrativeFigure, Number, Report, RowCells, Section, Severity,
    TableRows,
};

/// A report of all zeros by an agency whose name tells nothing.
fn zeros(edition: Edition) -> Report {
    let table = |table: Table| TableRows {
        table,
        rows: table
            .rows()
            .iter()
            .filter(|row| row.editions.contains(&edition))
            .zip(100 * u32::from(table.section()) + 1..)
            .map(|(row, line)| RowCells {
                row,
                line,
                cells: table
                    .printed_columns(row, edition)
                    .into_iter()
                    .map(|column| (column, Cell::number(Number::Count(0))))
                    .collect(),
            })
            .collect(),
    };
    Report {
        agency: Some("清河市人民政府".to_owned()),
        form: Form::Edition(edition),
        tables: Table::ALL.map(table).into(),
        ..Report::default()
    }
}

/// `zeros` with some cells set, written `row.column=value`; an empty value is a blank cell.
pub(crate) fn with(edition: Edition, cells: &str) -> Report {
    let mut report = zeros(edition);
    for assignment in cells.split_whitespace() {
        let (place, text) = assignment.split_once('=').expect("row.column=value");
        let (row, column) = place.split_once('.').expect("row.column");
        let cell = match text.parse::<i64>() {
            Ok(count) => Cell::number(Number::Count(count)),
            Err(_) if text.is_empty() => Cell::missing(CellState::Blank, ""),
            Err(_) => Cell::number(Number::Amount(text.parse().expect("a number"))),
        };
        *place_of(&mut report, row, column) = cell;
    }
    report
}

fn place_of<'a>(report: &'a mut Report, row: &str, column: &str) -> &'a mut Cell {
    let found = report.tables.iter_mut().find_map(|rows| {
        let index = rows.table.column_index(column)?;
        let row = rows.rows.iter_mut().find(|cells| cells.row.code == row)?;
        row.cells.iter_mut().find(|(place, _)| *place == index).map(|(_, cell)| cell)
    });
    found.unwrap_or_else(|| panic!("no cell {row}.{column}"))
}

fn e2021(cells: &str) -> Report {
    with(Edition::E2021, cells)
}

fn e2019(cells: &str) -> Report {
    with(Edition::E2019, cells)
}

fn by(agency: &str, cells: &str) -> Report {
    Report { agency: Some(agency.to_owned()), ..e2021(cells) }
}

fn fee(notices: i64, cells: &str) -> Report {
    let fee = InformationFee { notices: Some(Number::Count(notices)), ..InformationFee::default() };
    Report { fee: Some(fee), ..e2021(cells) }
}

/// A report whose prose tells of one sum of fees, and section 6 of another.
fn charging(told: &str, collected: i64, year: i32) -> Report {
    let fee = InformationFee { collected_yuan: Some(Number::Count(collected)), ..InformationFee::default() };
    let figures = vec![figure("information_fee.collected_yuan", told, "元")];
    let section = Section { number: 6, heading: "其他".to_owned(), body: String::new(), line: 600 };
    Report { fee: Some(fee), figures, year: Some(year), sections: vec![section], ..e2021("") }
}

fn saying(body: &str, cells: &str) -> Report {
    let section = Section { number: 1, heading: "总体情况".to_owned(), body: body.to_owned(), line: 1 };
    Report { sections: vec![section], ..e2021(cells) }
}

/// A report whose prose states a figure.
fn stating(subject: &str, value: f64, cells: &str) -> Report {
    let (unit, printed) = if value == 0.0 { ("", String::new()) } else { ("件", value.to_string()) };
    let figure = NarrativeFigure {
        section: 1,
        subject: subject.to_owned(),
        value,
        printed,
        unit: unit.to_owned(),
        whole: String::new(),
        line: 1,
    };
    Report { figures: vec![figure], ..e2021(cells) }
}

/// A report whose prose states these digits of a subject.
pub(super) fn figure(subject: &str, printed: &str, unit: &str) -> NarrativeFigure {
    NarrativeFigure {
        section: 1,
        subject: subject.to_owned(),
        value: printed.parse().expect("a number"),
        printed: printed.to_owned(),
        unit: unit.to_owned(),
        whole: String::new(),
        line: 1,
    }
}

/// A report whose prose states the share of what was disclosed.
fn share(printed: &str, cells: &str) -> Report {
    Report { figures: vec![figure("disclosed", printed, "%")], ..e2021(cells) }
}

/// A report whose prose states a number and its parts.
fn listing(numbers: &[&str]) -> Report {
    let subjects = ["list.whole"].into_iter().chain(std::iter::repeat("list.part"));
    let figures = subjects.zip(numbers).map(|(subject, number)| figure(subject, number, "条"));
    Report { figures: figures.collect(), ..e2021("") }
}

/// A report for 2023 whose period is this whole year.
fn period(year: i32) -> Report {
    let day = |month, day| chrono::NaiveDate::from_ymd_opt(year, month, day);
    Report { year: Some(2023), period_start: day(1, 1), period_end: day(12, 31), ..e2021("") }
}

/// Cells in which one person's application was disclosed.
const ONE: &str = "received_new.natural_person=1 received_new.total=1 disclosed.natural_person=1 \
                   disclosed.total=1 outcome_total.natural_person=1 outcome_total.total=1 ";

/// Rule, a report that passes it, a report that violates it, and the subjects of the violation.
pub(super) fn cases() -> Vec<(&'static str, Report, Report, &'static str)> {
    let one = |more: &str| e2021(&format!("{ONE}{more}"));
    vec![
        (
            "B2.STOCK_BOUND",
            e2021(
                "normative_documents.issued=5 normative_documents.repealed=12 normative_documents.in_force=8",
            ),
            e2021(
                "normative_documents.issued=5 normative_documents.repealed=1 normative_documents.in_force=3",
            ),
            "normative_documents",
        ),
        (
            "B2.RULEMAKER",
            by("青川省人民政府", "rules.issued=2 rules.in_force=60"),
            by("云岭县城关镇人民政府", "rules.in_force=6"),
            "rules",
        ),
        (
            "B2.INT",
            e2019("licensing.prior_items=9 licensing.item_change=-8"),
            e2021("penalty.decisions=-3"),
            "penalty",
        ),
        ("B2.FEE", e2021("fees.amount_10k_yuan=18.871"), e2021("fees.amount_10k_yuan=-0.5"), "fees"),
        (
            "A2.PUBLISHED",
            e2019("normative_documents.newly_disclosed=3 normative_documents.disclosed_total=3"),
            e2019("normative_documents.newly_disclosed=3 normative_documents.disclosed_total=2"),
            "normative_documents",
        ),
        (
            "A2.ITEMS",
            e2019("penalty.prior_items=8 penalty.item_change=-8"),
            e2019("penalty.prior_items=7 penalty.item_change=-8"),
            "penalty",
        ),
        (
            "A2.DECISIONS",
            e2019("coercion.prior_items=1 coercion.decisions=40"),
            e2019("coercion.decisions=40"),
            "coercion",
        ),
        ("T3.BALANCE", one(""), one("received_new.natural_person=2 received_new.total=2"), "natural_person"),
        ("T3.RESULTSUM", one(""), one("disclosed.natural_person=0 disclosed.total=0"), "natural_person"),
        ("T3.ROWSUM", one(""), one("disclosed.total=0"), "disclosed"),
        ("T3.NONNEG", one(""), one("declined_repeated.natural_person=-1"), "declined_repeated"),
        (
            "T3.FWD_BOUND",
            e2021("received_new.other_org=2 carried_in.other_org=1 carried_out.other_org=2"),
            e2021("received_new.other_org=1 carried_in.other_org=1 carried_out.other_org=3"),
            "other_org",
        ),
        ("T3.CARRYIN_ONLY", one(""), one("disclosed.natural_person=0 disclosed.other_org=1"), "other_org"),
        (
            "T3.FEE_ROW",
            fee(1, "other_fee_unpaid.total=1"),
            fee(0, "other_fee_unpaid.total=1"),
            "other_fee_unpaid",
        ),
        (
            "T4.SUM",
            e2021("reconsideration.upheld=3 reconsideration.pending=1 reconsideration.total=4"),
            e2021("reconsideration.upheld=3 reconsideration.pending=1 reconsideration.total=3"),
            "reconsideration",
        ),
        (
            "T.BLANK",
            e2021(
                "declined_repeated.other_org= declined_repeated.natural_person=2 declined_repeated.total=2",
            ),
            e2021(
                "declined_repeated.other_org= declined_repeated.natural_person=2 declined_repeated.total=3",
            ),
            "declined_repeated",
        ),
        ("T4.NONNEG", e2021(""), e2021("litigation_direct.other=-1"), "litigation_direct"),
        (
            "T4.PENDING_TEXT",
            saying("行政复议3件，均获维持；行政诉讼1件，正在审理中。", "litigation_direct.pending=1"),
            saying("行政复议3件，均获维\n持。", "reconsideration.pending=2"),
            "reconsideration",
        ),
        (
            "N.NEW",
            stating("received_new", 3.0, "received_new.total=2 carried_in.total=1"),
            stating("received_new", 4.0, "received_new.total=2 carried_in.total=1"),
            "received_new",
        ),
        (
            "N.CARRYIN",
            stating("carried_in", 1.0, "carried_in.total=1"),
            stating("carried_in", 1.0, ""),
            "carried_in",
        ),
        ("N.DONE", stating("outcome_total", 1.0, ONE), stating("outcome_total", 2.0, ONE), "outcome_total"),
        (
            "N.FWD",
            stating("carried_out", 1.0, "carried_out.total="),
            stating("carried_out", 1.0, ""),
            "carried_out",
        ),
        (
            "N.GROUP",
            stating("withheld", 3.0, "withheld_by_law.total=1 withheld_deliberative.total=2"),
            stating("withheld", 3.0, "withheld_by_law.total=1 withheld_deliberative.total=3"),
            "withheld",
        ),
        (
            "N.REVIEW",
            stating("reconsideration", 1.0, "reconsideration.total=1"),
            stating("reconsideration", 1.0, "litigation_direct.total=1"),
            "reconsideration",
        ),
        (
            "N.LIT",
            stating("litigation", 3.0, "litigation_direct.total=1 litigation_after_reconsideration.total=2"),
            stating("litigation", 3.0, "litigation_direct.total=1"),
            "litigation",
        ),
        (
            "N.PENALTY",
            stating("penalty", 4.0, "penalty.decisions=4"),
            stating("penalty", 4.0, "penalty.decisions=5"),
            "penalty",
        ),
        (
            "N.NORM",
            stating("normative_documents.in_force", 2.0, "normative_documents.in_force=2"),
            stating("normative_documents.in_force", 2.0, "normative_documents.in_force=3"),
            "normative_documents",
        ),
        ("N.FEE", charging("300", 300, 2023), charging("300", 200, 2023), "collected_yuan"),
        (
            "N.SHARE",
            share("45.3", "disclosed.total=59 outcome_total.total=130 received_new.total=130"),
            share("45.5", "disclosed.total=59 outcome_total.total=130 received_new.total=130"),
            "disclosed",
        ),
        ("N.SUMPARTS", listing(&["9", "7", "1", "1"]), listing(&["9", "7", "1", "2"]), "list"),
        ("N.NONE", stating("received_new", 0.0, ""), stating("received_new", 0.0, ONE), "received_new"),
        (
            "F.EDITION",
            Report { year: Some(2020), ..e2019("") },
            Report { year: Some(2023), ..e2019("") },
            "form",
        ),
        ("F.SCHEDULE", charging("385", 380, 2023), charging("380", 385, 2023), "collected_yuan"),
        ("N.YEAR", period(2023), period(2022), "year"),
    ]
}

/// Subjects that `rule` finds in a report.
fn subjects(rule: &str, report: &Report) -> String {
    let findings = check(report);
    let found: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.rule == rule)
        .map(|finding| finding.subject.as_str())
        .collect();
    found.join(" ")
}

#[test]
fn every_rule_passes_one_report_and_finds_another() {
    for (rule, passing, failing, expected) in cases() {
        assert_eq!(subjects(rule, &passing), "", "{rule} passes");
        assert_eq!(subjects(rule, &failing), expected, "{rule} finds");
    }
}

#[test]
fn every_rule_of_one_report_has_a_case() {
    let cases = cases();
    let tried: Vec<&str> = cases.iter().map(|case| case.0).collect();
    let rules: Vec<&str> =
        RULES.iter().filter(|rule| rule.basis == Basis::Report).map(|rule| rule.name).collect();
    assert_eq!(tried, rules);
}

#[test]
fn a_report_that_adds_up_has_no_findings() {
    assert_eq!(check(&e2019(ONE)), []);
    assert_eq!(check(&e2021(ONE)), []);
    assert_eq!(check(&Report::default()), []);
}

#[test]
fn a_blank_is_undecided() {
    let blank = "outcome_total.natural_person= outcome_total.total= disclosed.total= carried_in.total=";
    assert_eq!(check(&e2021(&format!("{ONE}{blank}"))), []);
}

#[test]
fn a_missing_row_is_undecided() {
    let mut report = e2021(&format!("{ONE}disclosed.natural_person=0 disclosed.total=0"));
    report.tables[1].rows.retain(|cells| cells.row.code != "declined_repeated");
    assert_eq!(check(&report), []);
}

#[test]
fn other_handling_is_one_row_or_three() {
    let cells = "received_new.natural_person=1 received_new.total=1 other_handling.natural_person=1 \
                 other_handling.total=1 outcome_total.natural_person=1 outcome_total.total=1";
    assert_eq!(check(&e2019(cells)), []);
    // A mixed report: section 3 of 2019 beside section 2 of 2021.
    assert_eq!(check(&Report { form: Form::Mixed, ..e2019(cells) }), []);
}

#[test]
fn the_total_column_is_not_a_second_cause() {
    let both = e2021("received_new.natural_person=3 received_new.total=3");
    assert_eq!(subjects("T3.BALANCE", &both), "natural_person");
    // The row does not add up, so the total column stands for itself.
    let apart = e2021("received_new.natural_person=3 received_new.total=4");
    assert_eq!(subjects("T3.BALANCE", &apart), "natural_person total");
}

#[test]
fn old_cases_carried_over_are_a_hint() {
    let report = e2021(
        "carried_in.natural_person=1 carried_in.total=1 carried_out.natural_person=1 carried_out.total=1",
    );
    let findings = check(&report);
    let found: Vec<(&str, Severity)> =
        findings.iter().map(|finding| (finding.subject.as_str(), finding.severity)).collect();
    assert_eq!(found, [("natural_person", Severity::Info)]);
}
