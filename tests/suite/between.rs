//! Every rule between reports has two years that pass it and two that violate it.

use super::check::with;
use super::district::{District, Figures, consolidated, prose};
use gongkai::agency::{Contacts, Evidence, resolve};
use gongkai::check::{Basis, RULES, check};
use gongkai::form::Edition::{self, E2019, E2021};
use gongkai::report::Report;
use gongkai::store::{Ingested, Judged, Outcome, begin_run, open, write_batch};

/// Rule, edition, cells of last year, cells that pass, cells that violate, and the subjects of the violation.
const CASES: &[(&str, Edition, &str, &str, &str, &str)] = &[
    (
        "Y.CARRY",
        E2021,
        "carried_out.natural_person=2 carried_out.other_org= carried_out.total=2",
        "carried_in.natural_person=2 carried_in.other_org=1 carried_in.total=2",
        "carried_in.natural_person=1 carried_in.total=2",
        "natural_person",
    ),
    (
        "Y.STOCK",
        E2021,
        "normative_documents.in_force=11",
        "normative_documents.issued=4 normative_documents.repealed=1 normative_documents.in_force=14",
        "normative_documents.issued=4 normative_documents.repealed=1 normative_documents.in_force=11",
        "normative_documents",
    ),
    (
        "Y.ITEMS",
        E2019,
        "licensing.prior_items=9 licensing.item_change=-2",
        "licensing.prior_items=7",
        "licensing.prior_items=9",
        "licensing",
    ),
    (
        "Y.JUMP",
        E2021,
        "received_new.total=30",
        "received_new.total=150",
        "received_new.total=151",
        "received_new",
    ),
];

/// A report as a file that was read.
pub(super) fn file(path: &str, report: Report, published_on: Option<&str>) -> Ingested {
    let outcome = Outcome {
        sha256: path.to_owned(),
        byte_length: 0,
        media_type: "text/plain",
        url: None,
        published_on: published_on.map(str::to_owned),
        supplied: false,
        positional: false,
        text: String::new(),
        reports: vec![Judged {
            findings: check(&report),
            body: report.agency.as_deref().map(|name| resolve(&Evidence { name, ..Evidence::default() })),
            report,
            contacts: Contacts::default(),
            stated: None,
        }],
    };
    Ingested { path: path.to_owned(), outcome: Ok(outcome), stamp: None }
}

/// Subjects that `rule` finds in a database of these two years.
fn subjects(rule: &str, last: Report, this: Report) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let mut database = open(&folder.path().join("test.db")).expect("a database");
    let run = begin_run(&database).expect("a run");
    let reports = [(2022, last), (2023, this)]
        .map(|(year, report)| file(&format!("{year}.txt"), Report { year: Some(year), ..report }, None));
    write_batch(&mut database, run, &reports).expect("written");
    let sql = "select coalesce(group_concat(subject, ' '), '') from all_finding where rule = ?";
    database.query_row(sql, [rule], |row| row.get(0)).expect("subjects")
}

#[test]
fn every_rule_passes_two_years_and_finds_two_others() {
    for (rule, edition, last, passing, failing, expected) in CASES {
        let found = |cells| subjects(rule, with(*edition, last), with(*edition, cells));
        assert_eq!(found(passing), "", "{rule} passes");
        assert_eq!(found(failing), *expected, "{rule} finds");
    }
}

#[test]
fn every_rule_between_reports_has_a_case() {
    let rules: Vec<&str> =
        RULES.iter().filter(|rule| rule.basis == Basis::Reports).map(|rule| rule.name).collect();
    let tried =
        CASES.iter().map(|case| case.0).chain(super::district::RULES.iter().copied()).chain(["Y.TWICE"]);
    let missing: Vec<&str> =
        rules.into_iter().filter(|rule| !tried.clone().any(|tried| tried == *rule)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn a_county_that_became_a_district_goes_on() {
    let mut district = District::new();
    let organs = ["民政局", "教育局", "财政局"];
    for (index, organ) in organs.into_iter().enumerate() {
        // One still uses the county's name for the year of the change.
        for (year, place) in [
            (2019, "芜湖县"),
            (2020, if index == 2 { "芜湖县" } else { "芜湖市湾沚区" }),
            (2021, "芜湖市湾沚区"),
        ] {
            // One carries in less than the county's body carried out.
            let carried_in = if (index, year) == (1, 2020) { 1 } else { 2 };
            let figures = Figures::new(10, carried_in, 1, 2);
            district.load(
                &format!("{place}{organ}"),
                year,
                figures,
                &prose(index, year),
                Report::default(),
                None,
            );
        }
    }
    for (place, year, received) in [("芜湖县", 2019, 30), ("芜湖市湾沚区", 2020, 29)] {
        let figures = Figures::new(received, 6, 3, 6);
        let name = format!("{place}人民政府");
        district.load(&name, year, figures, &prose(99, year), consolidated(Vec::new()), None);
    }
    let subjects = ["natural_person", "total"];
    let mut planted: Vec<String> =
        subjects.iter().map(|subject| format!("2020 芜湖市湾沚区教育局 Y.CARRY {subject}")).collect();
    // The county's name or the district's, all are units of the one report.
    planted.push("2020 芜湖市湾沚区人民政府 R.GE received_new".to_owned());
    planted.sort();
    assert_eq!(district.findings(), planted);
    let sql = "select group_concat(agency || ' ' || role, ' ') from (select agency, role
               from region_report as u join current_report using (report_id)
               where region_code = '340210' and u.year = 2020 order by 1)";
    let told: String = district.database.query_row(sql, [], |row| row.get(0)).expect("reports");
    assert_eq!(
        told,
        "芜湖县财政局 unit 芜湖市湾沚区人民政府 published 芜湖市湾沚区教育局 unit 芜湖市湾沚区民政局 unit"
    );
    let sql = "select count(*) from region_missing where kind = 'body'";
    assert_eq!(district.database.query_row(sql, [], |row| row.get(0)), Ok(0));
    let sql = "select group_concat(role) from region_report where region_code = '340200' and year = 2020";
    assert_eq!(district.database.query_row(sql, [], |row| row.get(0)), Ok("child".to_owned()));
}

#[test]
fn a_body_that_says_of_one_report_only_whose_figures_it_holds_goes_on() {
    let own = || Report { scope: gongkai::report::Scope::Own, ..Report::default() };
    let mut district = District::new();
    for (index, (name, year, received, carried_in, scope)) in [
        ("新乡市红旗区民政局", 2021, 10, 0, own()),
        ("新乡市红旗区民政局", 2022, 10, 1, Report::default()),
        // A government that says nothing may speak for its region.
        ("新乡市红旗区人民政府", 2021, 10, 0, own()),
        ("新乡市红旗区人民政府", 2022, 10, 1, Report::default()),
        // Two of one year, and another before and after: each goes on with its own.
        ("新乡市红旗区教育局", 2021, 10, 0, own()),
        ("新乡市红旗区教育局", 2021, 11, 0, Report::default()),
        ("新乡市红旗区教育局", 2022, 10, 2, own()),
    ]
    .into_iter()
    .enumerate()
    {
        district.load(name, year, Figures::new(received, carried_in, 0, 2), &prose(index, year), scope, None);
    }
    let mut planted = ["natural_person", "total"]
        .map(|subject| format!("2022 新乡市红旗区民政局 Y.CARRY {subject}"))
        .to_vec();
    planted.push("2021 新乡市红旗区教育局 Y.TWICE application_outcome".to_owned());
    planted.sort();
    assert_eq!(district.findings(), planted);
}

#[test]
fn bodies_of_a_division_that_another_joined_are_not_held_against_their_last_year() {
    let mut district = District::new();
    for (year, carried_in) in [(2020, 0), (2021, 5), (2022, 5)] {
        let figures = Figures::new(10, carried_in, 0, 2);
        district.load("杭州市上城区民政局", year, figures, &prose(1, year), Report::default(), None);
    }
    // 江干区 joined 上城区 in 2021.
    let subjects = ["natural_person", "total"];
    assert_eq!(
        district.findings(),
        subjects.map(|subject| format!("2022 杭州市上城区民政局 Y.CARRY {subject}"))
    );
}

#[test]
fn a_regions_figures_go_on_whether_its_government_or_the_office_tells_them() {
    let own = || Report { scope: gongkai::report::Scope::Own, ..Report::default() };
    let mut district = District::new();
    for (index, (name, year, carried_in, scope)) in [
        ("新乡市卫滨区人民政府", 2021, 0, consolidated(Vec::new())),
        ("新乡市卫滨区人民政府办公室", 2021, 0, own()),
        ("新乡市卫滨区人民政府办公室", 2022, 2, consolidated(Vec::new())),
        ("新乡市卫滨区人民政府", 2023, 5, consolidated(Vec::new())),
        // Both tell the region's: each goes on with its own.
        ("新乡市红旗区人民政府", 2021, 0, consolidated(Vec::new())),
        ("新乡市红旗区人民政府办公室", 2022, 4, consolidated(Vec::new())),
        ("新乡市红旗区人民政府", 2022, 2, consolidated(Vec::new())),
    ]
    .into_iter()
    .enumerate()
    {
        let figures = Figures::new(10, carried_in, 0, 2);
        district.load(name, year, figures, &prose(index, year), scope, None);
    }
    let mut found = district.findings();
    found.retain(|finding| finding.contains("Y.CARRY"));
    let subjects = ["natural_person", "total"];
    assert_eq!(found, subjects.map(|subject| format!("2023 新乡市卫滨区人民政府 Y.CARRY {subject}")));
}
