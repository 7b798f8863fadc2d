//! Sums of regions and findings between reports are kept: they say what they would if they were worked out anew, whatever changed.

use super::district::{District, Figures, consolidated, prose};
use super::units::{loaded, unsaid};
use gongkai::report::Report;

impl District {
    /// What the regions' sums are made of and the findings in roll-ups, by body and year.
    fn sums(&self) -> Vec<String> {
        let sql =
            "select region_code || ' ' || region_report.year || ' ' || role || ' ' || agency || ' ' || scope
                   from region_report join current_report using (report_id)
                   union all
                   select rule || ' ' || agency || ' ' || message
                   from finding_rollup join current_report using (report_id)
                   order by 1";
        let mut select = self.database.prepare(sql).expect("a query");
        let found = select.query_map([], |row| row.get(0)).expect("rows");
        found.collect::<Result<_, _>>().expect("texts")
    }

    fn stale(&self) -> i64 {
        let sql = "select count(*) from region_stale";
        self.database.query_row(sql, [], |row| row.get(0)).expect("a number")
    }

    /// What changed is told at once, is kept by the next run, and is what another database says.
    #[track_caller]
    fn agrees_with(&self, other: &District) {
        assert!(self.stale() > 0);
        let at_once = self.sums();
        self.finish();
        assert_eq!((self.stale(), self.sums()), (0, at_once));
        other.finish();
        assert_eq!(self.sums(), other.sums());
    }
}

const CITY: (&str, i64) = ("舟山市人民政府", 40);
const OFFICE: (&str, i64) = ("舟山市人民政府办公室", 4);
const DISTRICT: (&str, i64) = ("舟山市定海区人民政府", 30);
const BUREAU: (&str, i64) = ("舟山市民政局", 9);

/// The city's roll-up, its office and, with `more`, others.
fn city(more: &[((&str, i64), Report)]) -> District {
    let own = [(CITY, consolidated(Vec::new())), (OFFICE, unsaid())];
    let reports: Vec<_> =
        own.iter().chain(more).map(|((name, count), more)| (*name, *count, more.clone())).collect();
    loaded(&reports)
}

/// Loads one more report of 2023.
fn add(district: &mut District, index: usize, (name, count): (&str, i64), more: Report) {
    let figures = Figures::new(count, 0, 0, 0);
    district.load(name, 2023, figures, &prose(index, 2023), more, None);
}

#[test]
fn a_report_that_comes_later_is_in_the_sums() {
    let mut grown = city(&[]);
    grown.finish();
    assert_eq!(grown.stale(), 0);
    assert!(!grown.sums().iter().any(|line| line.starts_with("R.")), "{:?}", grown.sums());
    add(&mut grown, 2, DISTRICT, consolidated(Vec::new()));
    add(&mut grown, 3, BUREAU, unsaid());
    assert!(grown.sums().iter().any(|line| line.starts_with("R.GE 舟山市人民政府")), "{:?}", grown.sums());
    grown.agrees_with(&city(&[(DISTRICT, consolidated(Vec::new())), (BUREAU, unsaid())]));
}

#[test]
fn what_leaves_or_moves_by_plain_sql_leaves_the_sums() {
    let full = city(&[(DISTRICT, consolidated(Vec::new())), (BUREAU, unsaid())]);
    full.finish();
    full.database
        .execute_batch("update report set status = 'superseded' where report_id in (3, 4)")
        .expect("an update");
    let left = full.sums();
    assert!(!left.iter().any(|line| line.contains("定海区") || line.contains("民政局")), "{left:?}");
    full.agrees_with(&city(&[]));
    full.database
        .execute_batch("update report set status = 'current'; update agency set division_code = '330902' where agency_id = 4")
        .expect("an update");
    let at_once = full.sums();
    assert!(at_once.iter().any(|line| line == "330902 2023 unit 舟山市民政局 unknown"), "{at_once:?}");
    full.finish();
    assert_eq!((full.stale(), full.sums()), (0, at_once));
}

#[test]
fn a_body_that_reported_another_year_is_missing_in_the_kept_ones() {
    let mut lacking = city(&[(DISTRICT, consolidated(Vec::new()))]);
    lacking.finish();
    let told = |district: &District| district.messages("R.COUNT").join("\n");
    assert!(!told(&lacking).contains("舟山市民政局"));
    lacking.load(BUREAU.0, 2022, Figures::new(1, 0, 0, 0), &prose(9, 2022), unsaid(), None);
    let at_once = told(&lacking);
    assert!(at_once.contains("舟山市民政局"), "{at_once}");
    lacking.finish();
    assert_eq!((lacking.stale(), told(&lacking)), (0, at_once));
}

impl District {
    /// Findings between reports, with their words.
    fn between(&self) -> Vec<String> {
        let sql = "select report_id || ' ' || rule || ' ' || message from between_finding order by 1";
        let mut select = self.database.prepare(sql).expect("a query");
        let found = select.query_map([], |row| row.get(0)).expect("findings");
        found.collect::<Result<_, _>>().expect("texts")
    }

    /// All of them, none taken from what is kept.
    fn anew(&self) -> Vec<String> {
        let all = "savepoint all_stale; insert into between_stale select report_id from report where true on conflict do nothing;";
        self.database.execute_batch(all).expect("all stale");
        let found = self.between();
        self.database.execute_batch("rollback to all_stale; release all_stale;").expect("as it was");
        found
    }
}

#[test]
fn findings_between_reports_are_kept_and_never_stale() {
    let mut district = District::new();
    let alike = prose(1, 2022);
    for (name, year, carried_in, carried_out) in [
        (BUREAU.0, 2021, 0, 3),
        (BUREAU.0, 2022, 1, 5),
        (BUREAU.0, 2023, 2, 0),
        ("芜湖县民政局", 2019, 0, 4),
        ("芜湖市湾沚区民政局", 2020, 1, 2),
        ("芜湖市湾沚区民政局", 2021, 1, 0),
        (OFFICE.0, 2022, 0, 0),
    ] {
        let figures = Figures::new(20, carried_in, 0, carried_out);
        district.load(name, year, figures, &alike, unsaid(), Some(&format!("{}-05-01", year + 1)));
    }
    let loaded = district.between();
    for rule in ["Y.CARRY", "Y.DUP", "F.LATE"] {
        assert!(loaded.iter().any(|line| line.contains(rule)), "{rule}: {loaded:#?}");
    }
    let mut before = Vec::new();
    for change in [
        "select 1",
        "update division set now_code = code where code = '340221'",
        "update report set status = 'superseded' where report_id = 2",
        "update report set status = 'current' where report_id = 2",
        "insert into agency (agency_id, name) values (900, (select name from agency where agency_id = 1))",
        "update agency set full_name = '某市某局' where agency_id = 900",
        "update agency set name = (select name from agency where agency_id = 900), full_name = null where agency_id = 2",
        "update agency set name = '另名', kind = 'institution' where agency_id = 1",
        "update document set published_on = '2022-01-02' where document_id = 1",
        "delete from report_likeness where report_id = 6",
        "update report set year = 2018 where report_id = 1",
        "update report set agency_id = (select agency_id from report where report_id = 7), scope = 'own' where report_id = 3",
    ] {
        district.database.execute_batch(change).expect(change);
        let at_once = district.between();
        assert_eq!(at_once, district.anew(), "{change}");
        district.finish();
        assert_eq!((district.between(), district.anew()), (at_once.clone(), at_once.clone()), "{change}");
        let stale = "select (select count(*) from between_stale) + (select count(*) from name_stale)";
        assert_eq!(district.database.query_row(stale, [], |row| row.get::<_, i64>(0)), Ok(0), "{change}");
        assert!(change == "select 1" || before != at_once, "{change} changes nothing");
        before = at_once;
    }
}

#[test]
fn what_is_kept_is_worked_out_without_walking_all_reports_for_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = gongkai::store::open(&folder.path().join("a.db")).expect("a database");
    for view in ["due_region_report", "due_rollup", "due_finding"] {
        let mut plan =
            connection.prepare(&format!("explain query plan select * from {view}")).expect("a plan");
        let steps = plan.query_map([], |row| row.get::<_, String>("detail")).expect("steps");
        // An index on one status, made for the question, holds every report.
        for step in steps {
            let step = step.expect("a step");
            assert!(!step.contains("AUTOMATIC PARTIAL"), "{view}: {step}");
        }
    }
}
