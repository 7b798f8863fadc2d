//! A district of 43 bodies over five years: what was planted between its reports is found, and nothing else.

use super::check::with;
use gongkai::agency::{Contacts, Evidence, resolve};
use gongkai::check;
use gongkai::division::gazetteer;
use gongkai::form::Edition::{E2019, E2021};
use gongkai::report::{NarrativeFigure, Report, Scope, Section};
use gongkai::store::{Ingested, Judged, Outcome, begin_run, finish_run, open, write_batch};
use rusqlite::Connection;
use std::fmt::Write;

/// Rules that are tried here rather than on two lone reports.
pub(super) const RULES: &[&str] =
    &["Y.GROWTH_TEXT", "Y.DUP", "F.LATE", "R.SUM", "R.GE", "R.NESTED", "R.COUNT"];

/// 长沙县, its code and its government.
const DISTRICT: (&str, &str) = ("430121", "长沙县");
/// Two bodies that become one, and the first year of which it reports.
const MERGED: (usize, usize) = (20, 21);
const MERGED_FROM: i32 = 2021;
const YEARS: std::ops::RangeInclusive<i32> = 2019..=2023;

/// The numbers of one report, all of natural persons.
#[derive(Clone, Copy, Default)]
pub(super) struct Figures {
    pub(super) received: i64,
    pub(super) carried_in: i64,
    pub(super) repeated: i64,
    pub(super) disclosed: i64,
    pub(super) carried_out: i64,
}

impl Figures {
    /// A report that adds up.
    pub(super) fn new(received: i64, carried_in: i64, repeated: i64, carried_out: i64) -> Self {
        let disclosed = received + carried_in - repeated - carried_out;
        Figures { received, carried_in, repeated, disclosed, carried_out }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Figures {
            received: self.received + other.received,
            carried_in: self.carried_in + other.carried_in,
            repeated: self.repeated + other.repeated,
            disclosed: self.disclosed + other.disclosed,
            carried_out: self.carried_out + other.carried_out,
        }
    }

    fn cells(self) -> String {
        let done = self.repeated + self.disclosed;
        let rows = [
            ("received_new", self.received),
            ("carried_in", self.carried_in),
            ("declined_repeated", self.repeated),
            ("disclosed", self.disclosed),
            ("outcome_total", done),
            ("carried_out", self.carried_out),
        ];
        let mut cells = String::new();
        for (row, value) in rows {
            write!(cells, "{row}.natural_person={value} {row}.total={value} ").expect("a string");
        }
        cells
    }
}

/// Prose that no other report has: its own words many times over.
pub(super) fn prose(body: usize, year: i32) -> String {
    let mut text = String::new();
    for line in 0..30 {
        let item = body * 977 + line * 31 + year as usize * 7919;
        write!(text, "第{item}项工作由{}号专班办结。", body * 13 + line).expect("a string");
    }
    text
}

pub(super) struct District {
    pub(super) database: Connection,
    _folder: tempfile::TempDir,
    run: i64,
}

impl District {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = open(&folder.path().join("test.db")).expect("a database");
        let run = begin_run(&database).expect("a run");
        District { database, _folder: folder, run }
    }

    /// Ends the run, which keeps the sums of regions.
    pub(super) fn finish(&self) {
        finish_run(&self.database, self.run).expect("the end of a run");
    }

    pub(super) fn load(
        &mut self,
        name: &str,
        year: i32,
        figures: Figures,
        prose: &str,
        more: Report,
        published_on: Option<&str>,
    ) {
        let edition = if year < 2021 { E2019 } else { E2021 };
        let section = Section { number: 1, heading: "总体情况".into(), body: prose.into(), line: 1 };
        let report = Report {
            agency: Some(name.into()),
            year: Some(year),
            sections: vec![section],
            scope: more.scope,
            scope_why: more.scope_why,
            figures: more.figures,
            ..with(edition, &figures.cells())
        };
        let body = resolve(&Evidence { name, year: Some(year), ..Evidence::default() });
        assert!(body.division_code.is_some(), "{name}: {}", body.why);
        let outcome = Outcome {
            sha256: format!("{name} {year} {}", more.scope.code()),
            byte_length: 0,
            media_type: "text/plain",
            url: None,
            published_on: published_on.map(str::to_owned),
            supplied: false,
            positional: false,
            text: String::new(),
            reports: vec![Judged {
                findings: check::check(&report),
                report,
                body: Some(body),
                contacts: Contacts::default(),
                stated: None,
            }],
        };
        let file = Ingested {
            path: format!("{name}_{year}_{}.txt", more.scope.code()),
            outcome: Ok(outcome),
            stamp: None,
        };
        write_batch(&mut self.database, self.run, &[file]).expect("written");
    }

    /// Findings as "year body rule subject", in order.
    pub(super) fn findings(&self) -> Vec<String> {
        let sql = "select year || ' ' || agency || ' ' || rule || ' ' || subject
                   from all_finding join current_report using (report_id) order by 1";
        let mut select = self.database.prepare(sql).expect("a query");
        let found = select.query_map([], |row| row.get(0)).expect("findings");
        found.collect::<Result<_, _>>().expect("texts")
    }
}

pub(super) fn figure(subject: &str, value: f64, printed: &str, unit: &str) -> NarrativeFigure {
    let (printed, unit) = (printed.to_owned(), unit.to_owned());
    NarrativeFigure {
        section: 1,
        subject: subject.to_owned(),
        value,
        printed,
        unit,
        whole: String::new(),
        line: 3,
    }
}

pub(super) fn consolidated(figures: Vec<NarrativeFigure>) -> Report {
    Report { scope: Scope::Consolidated, figures, ..Report::default() }
}

/// Thirty departments and twelve townships.
fn bodies() -> Vec<String> {
    let organs = [
        "发展和改革局",
        "教育局",
        "科学技术局",
        "工业和信息化局",
        "民政局",
        "司法局",
        "财政局",
        "自然资源局",
        "住房和城乡建设局",
        "交通运输局",
        "水利局",
        "农业农村局",
        "商务局",
        "文化旅游广电体育局",
        "卫生健康局",
        "退役军人事务局",
        "应急管理局",
        "审计局",
        "市场监督管理局",
        "统计局",
        "林业局",
        "医疗保障局",
        "信访局",
        "城市管理局",
        "人力资源和社会保障局",
        "行政审批服务局",
        "公安局",
        "生态环境局",
        "档案局",
        "乡村振兴局",
    ];
    let departments = organs.iter().map(|organ| format!("{}{organ}", DISTRICT.1));
    let townships = gazetteer().below(DISTRICT.0).filter(|division| division.name.ends_with('镇'));
    let townships = townships.map(|division| format!("{}{}人民政府", DISTRICT.1, division.name)).take(12);
    departments.chain(townships).collect()
}

#[test]
fn a_district_yields_what_was_planted() {
    let mut district = District::new();
    let bodies = bodies();
    assert_eq!(bodies.len(), 42);
    let mut random = fastrand::Rng::with_seed(7);
    let mut last = vec![Figures::default(); bodies.len()];
    let mut planted: Vec<String> = Vec::new();
    for year in YEARS {
        let mut whole = Figures::default();
        for (index, name) in bodies.iter().enumerate() {
            // From the third year on two bodies are one, which goes on with the cases of both.
            if year >= MERGED_FROM && index == MERGED.1 {
                continue;
            }
            if year == MERGED_FROM && index == MERGED.0 {
                last[index] = last[index].plus(last[MERGED.1]);
            }
            let before = last[index];
            let carried_in = if year == *YEARS.start() { 1 } else { before.carried_out };
            let figures = Figures::new(random.i64(8..20), carried_in, 1, random.i64(1..4));
            last[index] = figures;
            whole = whole.plus(figures);
            // Three reports carry in one less than the year before carried out.
            let printed = match (index, year) {
                (3, 2020) | (17, 2022) | (40, 2023) => {
                    for subject in ["natural_person", "total"] {
                        planted.push(format!("{year} {name} Y.CARRY {subject}"));
                    }
                    Figures::new(figures.received, figures.carried_in - 1, 1, figures.carried_out)
                }
                _ => figures,
            };
            // One report is last year's text; in another year two bodies share theirs.
            let text = match (index, year) {
                (5, 2021) => prose(5, 2020),
                (9, 2022) => prose(8, 2022),
                _ => prose(index, year),
            };
            // One body is renamed, and two are merged into a third.
            let name = match (index, year) {
                (29, 2022..) => format!("{}农业农村和乡村振兴服务局", DISTRICT.1),
                (index, MERGED_FROM..) if index == MERGED.0 => format!("{}林业和医疗保障局", DISTRICT.1),
                _ => name.clone(),
            };
            district.load(&name, year, printed, &text, Report::default(), None);
        }
        // Two roll-ups lose an application declined as repeated; one of them says how many units it is made of.
        let units = bodies.len() - usize::from(year >= MERGED_FROM);
        let mut figures = Vec::new();
        if [2021, 2023].contains(&year) {
            whole = Figures { repeated: whole.repeated - 1, disclosed: whole.disclosed + 1, ..whole };
            if year == 2021 {
                figures.push(figure("reporting_units", units as f64, &units.to_string(), "家"));
                for row in ["declined_repeated", "disclosed"] {
                    planted.push(format!("{year} 长沙县人民政府 R.SUM {row}"));
                }
            } else {
                planted.push(format!("{year} 长沙县人民政府 R.GE declined_repeated"));
            }
        }
        district.load("长沙县人民政府", year, whole, &prose(99, year), consolidated(figures), None);
    }
    planted.push(format!("2021 {} Y.DUP prose", bodies[5]));
    planted.push(format!("2022 {} Y.DUP prose", bodies[8]));
    planted.push(format!("2022 {} Y.DUP prose", bodies[9]));
    planted.sort();
    assert_eq!(district.findings(), planted);
}

#[test]
fn a_roll_up_with_all_its_units_is_their_sum() {
    let mut district = District::new();
    let part = Figures::new(10, 0, 1, 0);
    let names = ["长沙县民政局", "长沙县教育局"];
    for (index, name) in names.into_iter().enumerate() {
        district.load(name, 2022, part, &prose(index, 2022), Report::default(), None);
    }
    let whole = Figures::new(21, 0, 2, 0);
    let units = |count: f64| consolidated(vec![figure("reporting_units", count, "2", "家")]);
    district.load("长沙县人民政府", 2022, whole, &prose(9, 2022), units(2.0), None);
    let found = district.findings();
    let rows = ["disclosed", "outcome_total", "received_new"];
    assert_eq!(found, rows.map(|row| format!("2022 长沙县人民政府 R.SUM {row}")));
    // One unit lacks: nothing can be said but that.
    district.load("长沙县人民政府", 2023, whole, &prose(9, 2023), units(2.0), None);
    district.load("长沙县民政局", 2023, part, &prose(1, 2023), Report::default(), None);
    let found = district.findings();
    assert_eq!(found[3..], ["2023 长沙县人民政府 R.COUNT units"]);
}

#[test]
fn growth_in_the_prose_follows_from_two_years() {
    let mut district = District::new();
    let name = "长沙县民政局";
    let growth = |value: f64, printed: &str, unit: &str| Report {
        figures: vec![figure("received_new.change", value, printed, unit)],
        ..Report::default()
    };
    district.load(name, 2021, Figures::new(13, 0, 0, 0), &prose(1, 2021), Report::default(), None);
    // 18/13 - 1 = 38.46 %: rounded, truncated and counted growth are right.
    district.load(name, 2022, Figures::new(18, 0, 0, 0), &prose(1, 2022), growth(38.5, "38.5", "%"), None);
    assert_eq!(district.findings(), [""; 0]);
    // 9/18 - 1 = -50 %.
    district.load(name, 2023, Figures::new(9, 0, 0, 0), &prose(1, 2023), growth(50.0, "50", "%"), None);
    assert_eq!(district.findings(), [format!("2023 {name} Y.GROWTH_TEXT received_new")]);
    let mut other = District::new();
    other.load(name, 2021, Figures::new(13, 0, 0, 0), &prose(1, 2021), Report::default(), None);
    other.load(name, 2022, Figures::new(18, 0, 0, 0), &prose(1, 2022), growth(38.4, "38.4", "%"), None);
    other.load(name, 2023, Figures::new(9, 0, 0, 0), &prose(1, 2023), growth(-8.0, "8", "件"), None);
    assert_eq!(other.findings(), [format!("2023 {name} Y.GROWTH_TEXT received_new")]);
}

#[test]
fn reports_published_after_their_day() {
    let mut district = District::new();
    let figures = Figures::new(1, 0, 0, 0);
    for (index, (name, day)) in [
        ("长沙县民政局", "2024-01-31"),
        ("长沙县教育局", "2024-02-01"),
        ("长沙县人民政府", "2024-03-31"),
        ("长沙县黄花镇人民政府", "2024-04-01"),
    ]
    .into_iter()
    .enumerate()
    {
        district.load(name, 2023, figures, &prose(index, 2023), Report::default(), Some(day));
    }
    let late =
        ["长沙县教育局", "长沙县黄花镇人民政府"].map(|name| format!("2023 {name} F.LATE published_on"));
    assert_eq!(district.findings(), late);
    // Two reports of one file are late once each.
    district.load("长沙县司法局", 2023, figures, &prose(7, 2023), Report::default(), None);
    let join = "update report set document_id = 2 where report_id = (select max(report_id) from report)";
    assert_eq!(district.database.execute(join, []), Ok(1));
    let mut both = [late.as_slice(), &["2023 长沙县司法局 F.LATE published_on".to_owned()]].concat();
    both.sort();
    assert_eq!(district.findings(), both);
}

#[test]
fn many_copies_are_one_finding_a_report() {
    let mut district = District::new();
    let names = ["长沙县民政局", "长沙县教育局", "长沙县司法局"];
    for name in names {
        district.load(name, 2023, Figures::new(1, 0, 0, 0), &prose(1, 2023), Report::default(), None);
    }
    let mut expected = names.map(|name| format!("2023 {name} Y.DUP prose"));
    expected.sort();
    assert_eq!(district.findings(), expected);
    let sql = "select message from all_finding order by report_id limit 1";
    let message: String = district.database.query_row(sql, [], |row| row.get(0)).expect("a finding");
    assert_eq!(
        message,
        "全文文字与长沙县教育局 2023 年度报告（长沙县教育局_2023_unknown.txt）相同 100%，达到九成，另有 1 份，请核实是否照抄 / 100% of the prose is that of 长沙县教育局's report for 2023 (长沙县教育局_2023_unknown.txt), nine tenths or more, and 1 more"
    );
}
