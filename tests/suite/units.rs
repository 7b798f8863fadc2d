//! Which reports a region's sum is made of: nothing counts twice, and what lacks is named.

use super::district::{District, Figures, consolidated, figure, prose};
use gongkai::report::{NarrativeFigure, Report, Scope};

pub(super) fn own() -> Report {
    Report { scope: Scope::Own, ..Report::default() }
}

pub(super) fn unsaid() -> Report {
    Report::default()
}

/// Loads reports of 2023, each with its applications; no two share their prose.
pub(super) fn loaded(reports: &[(&str, i64, Report)]) -> District {
    let mut district = District::new();
    for (index, (name, received, more)) in reports.iter().enumerate() {
        let figures = Figures::new(*received, 0, 0, 0);
        district.load(name, 2023, figures, &prose(index, 2023), more.clone(), None);
    }
    district
}

impl District {
    /// Roles and names of a region's reports in 2023, and what lacks.
    fn roles(&self, region: &str) -> Vec<String> {
        let sql = "select role || ' ' || agency || ' ' || scope
                   from region_report join current_report using (report_id)
                   where region_code = ?1 and region_report.year = 2023
                   union all
                   select 'missing ' || name from region_missing where region_code = ?1 and year = 2023
                   order by 1";
        let mut select = self.database.prepare(sql).expect("a query");
        let found = select.query_map([region], |row| row.get(0)).expect("reports");
        found.collect::<Result<_, _>>().expect("texts")
    }

    pub(super) fn messages(&self, rule: &str) -> Vec<String> {
        let sql = "select message from all_finding where rule = ? order by report_id, subject, message";
        let mut select = self.database.prepare(sql).expect("a query");
        let found = select.query_map([rule], |row| row.get(0)).expect("findings");
        found.collect::<Result<_, _>>().expect("texts")
    }
}

/// 舟山市 with three of its four districts, each with two departments.
fn prefecture(city: i64) -> District {
    let mut reports = vec![
        ("舟山市人民政府".to_owned(), city, consolidated(Vec::new())),
        ("舟山市人民政府办公室".to_owned(), 4, unsaid()),
        ("舟山市民政局".to_owned(), 5, unsaid()),
    ];
    for division in ["定海区", "普陀区", "岱山县"] {
        reports.push((format!("舟山市{division}人民政府"), 20, consolidated(Vec::new())));
        for organ in ["民政局", "教育局"] {
            reports.push((format!("舟山市{division}{organ}"), 9, unsaid()));
        }
    }
    let reports: Vec<_> =
        reports.iter().map(|(name, count, more)| (name.as_str(), *count, more.clone())).collect();
    loaded(&reports)
}

#[test]
fn a_prefecture_is_held_against_its_divisions_and_its_own_bodies() {
    let whole = prefecture(69);
    assert_eq!(
        whole.roles("330900"),
        [
            "child 舟山市定海区人民政府 consolidated",
            "child 舟山市岱山县人民政府 consolidated",
            "child 舟山市普陀区人民政府 consolidated",
            "missing 嵊泗县",
            "published 舟山市人民政府 consolidated",
            "unit 舟山市人民政府办公室 unknown",
            "unit 舟山市民政局 unknown",
        ]
    );
    let missing = [
        "已载入 3 个下级地区的汇总，缺 嵊泗县 / the consolidated reports of 3 divisions below are loaded; not loaded: 嵊泗县",
    ];
    assert_eq!(whole.findings(), ["2023 舟山市人民政府 R.COUNT divisions"]);
    assert_eq!(whole.messages("R.COUNT"), missing);
    // 60 in the districts alone, 69 with the city's own bodies.
    let less = prefecture(68);
    assert_eq!(
        less.messages("R.GE")[2],
        "第三部分“一、本年新收政府信息公开申请数量”总计 68（第 301 行），少于已载入的 5 家单位该项之和 69，相差 1 / section 3, Received this year, Total: 68 (line 301) is less than the 69 that the 5 loaded units have together, difference 1"
    );
    assert_eq!(less.messages("R.NESTED"), [""; 0]);
    let nested = prefecture(59);
    assert_eq!(
        nested.messages("R.NESTED")[2],
        "第三部分“一、本年新收政府信息公开申请数量”总计 59（第 301 行），少于已载入的 3 个下级地区汇总报告该项之和 60，相差 1；另缺 嵊泗县 / section 3, Received this year, Total: 59 (line 301) is less than the 60 that the loaded roll-ups of 3 divisions below have together, difference 1; not loaded: 嵊泗县"
    );
    assert_eq!(nested.messages("R.GE"), [""; 0], "told once");
    assert_eq!(nested.messages("R.NESTED").len(), 3, "received, disclosed, total");
}

#[test]
fn a_division_without_a_sum_is_summed_by_its_bodies() {
    let district = loaded(&[
        ("舟山市人民政府", 40, consolidated(Vec::new())),
        ("舟山市定海区人民政府", 20, consolidated(Vec::new())),
        ("舟山市定海区民政局", 9, unsaid()),
        ("舟山市普陀区人民政府", 20, unsaid()),
        ("舟山市普陀区人民政府办公室", 2, unsaid()),
        ("舟山市普陀区民政局", 9, unsaid()),
        ("舟山市岱山县人民政府", 5, own()),
        ("舟山市岱山县税务局", 700, unsaid()),
    ]);
    assert_eq!(
        district.roles("330900"),
        [
            "child 舟山市定海区人民政府 consolidated",
            "missing 岱山县",
            "missing 嵊泗县",
            "missing 普陀区",
            "published 舟山市人民政府 consolidated",
            "unclear 舟山市普陀区人民政府 unknown",
            "unclear 舟山市普陀区人民政府办公室 unknown",
            "unit 舟山市岱山县人民政府 own",
            "unit 舟山市普陀区民政局 unknown",
        ]
    );
    let province = district.roles("330000");
    let loaded: Vec<_> = province.iter().filter(|role| !role.starts_with("missing")).collect();
    assert_eq!(loaded, ["child 舟山市人民政府 consolidated"]);
}

#[test]
fn a_body_and_what_is_inside_it_count_once() {
    let district = loaded(&[
        ("舟山市定海区人民政府", 90, consolidated(Vec::new())),
        ("舟山市定海区人民政府", 3, own()),
        ("舟山市定海区人民政府办公室", 90, consolidated(Vec::new())),
        ("舟山市定海区教育局", 30, consolidated(Vec::new())),
        ("舟山市定海区教育局", 4, own()),
        ("舟山市定海区白泉镇人民政府", 6, consolidated(Vec::new())),
    ]);
    let roles: Vec<String> =
        district.roles("330902").into_iter().filter(|role| !role.starts_with("missing")).collect();
    assert_eq!(
        roles,
        [
            "double 舟山市定海区人民政府办公室 consolidated",
            "double 舟山市定海区教育局 own",
            "published 舟山市定海区人民政府 consolidated",
            "unit 舟山市定海区人民政府 own",
            "unit 舟山市定海区教育局 consolidated",
            "unit 舟山市定海区白泉镇人民政府 consolidated",
        ]
    );
}

pub(super) fn with_why(why: &str) -> Report {
    Report { scope_why: Some(why.to_owned()), ..consolidated(Vec::new()) }
}

impl District {
    /// Roles without what is missing.
    pub(super) fn loaded_roles(&self, region: &str) -> Vec<String> {
        self.roles(region).into_iter().filter(|role| !role.starts_with("missing")).collect()
    }
}

#[test]
fn a_bureau_that_tells_of_its_branches_holds_their_figures() {
    let reports = |why| {
        loaded(&[
            ("舟山市定海区人民政府", 10, consolidated(Vec::new())),
            ("舟山市定海区公安局", 10, why),
            ("舟山市定海区公安局城东派出所", 3, unsaid()),
        ])
    };
    for (why, role) in [
        (with_why("本报告数据包括局机关及各派出所"), "double"),
        (with_why("本报告数据包括局机关及下属单位"), "double"),
        (with_why("本报告数据包括各部门"), "overlap"),
        (unsaid(), "overlap"),
    ] {
        let district = reports(why);
        let roles = district.loaded_roles("330902");
        assert_eq!(roles[0], format!("{role} 舟山市定海区公安局城东派出所 unknown"));
        assert_eq!((roles.len(), district.findings()), (3, Vec::new()), "{roles:?}");
    }
    let alone = reports(own());
    assert_eq!(alone.loaded_roles("330902")[2], "unit 舟山市定海区公安局城东派出所 unknown");
    assert_eq!(alone.messages("R.GE").len(), 3, "13 of 10");
}

#[test]
fn a_city_bureau_holds_figures_of_divisions_below_in_sums_that_it_is_in() {
    let reports = |why: &str, whole: bool| {
        let mut reports = vec![
            ("舟山市民政局", 30, with_why(why)),
            ("舟山市岱山县民政局", 4, unsaid()),
            ("舟山市普陀区教育局", 5, unsaid()),
        ];
        if whole {
            reports.push(("舟山市定海区人民政府", 9, consolidated(Vec::new())));
        }
        loaded(&reports)
    };
    let all = "本报告数据包括市局本级及各县";
    assert_eq!(
        reports(all, false).loaded_roles("330900"),
        [
            "double 舟山市岱山县民政局 unknown",
            "unit 舟山市普陀区教育局 unknown",
            "unit 舟山市民政局 consolidated",
        ]
    );
    assert_eq!(reports(all, false).loaded_roles("330921"), ["unit 舟山市岱山县民政局 unknown"]);
    assert_eq!(
        reports("本报告数据包括局机关及下属单位", false).loaded_roles("330900")[1..],
        ["unit 舟山市普陀区教育局 unknown", "unit 舟山市民政局 consolidated",]
    );
    // 定海区's own sum holds 定海区民政局, and the bureau's as well.
    assert_eq!(
        reports(all, true).loaded_roles("330900"),
        [
            "child 舟山市定海区人民政府 consolidated",
            "overlap 舟山市民政局 consolidated",
            "unit 舟山市岱山县民政局 unknown",
            "unit 舟山市普陀区教育局 unknown",
        ]
    );
}

#[test]
fn a_branch_by_another_place_in_its_name_counts_once() {
    let branches =
        |why| loaded(&[("新乡市自然资源和规划局", 10, why), ("新乡市自然资源和规划局红旗分局", 3, unsaid())]);
    let sure = branches(with_why("本报告数据包括市局及各分局"));
    assert_eq!(
        sure.loaded_roles("410700"),
        ["double 新乡市自然资源和规划局红旗分局 unknown", "unit 新乡市自然资源和规划局 consolidated"]
    );
    assert_eq!(sure.loaded_roles("410702"), ["unit 新乡市自然资源和规划局红旗分局 unknown"]);
    assert_eq!(
        branches(unsaid()).loaded_roles("410700")[0],
        "overlap 新乡市自然资源和规划局红旗分局 unknown"
    );
}

#[test]
fn a_government_and_its_office_are_one_unit() {
    let district = loaded(&[
        ("舟山市定海区人民政府", 14, consolidated(Vec::new())),
        ("舟山市定海区人民政府", 10, own()),
        ("舟山市定海区人民政府办公室", 10, own()),
        ("舟山市定海区民政局", 4, unsaid()),
    ]);
    assert_eq!(
        district.loaded_roles("330902"),
        [
            "overlap 舟山市定海区人民政府办公室 own",
            "published 舟山市定海区人民政府 consolidated",
            "unit 舟山市定海区人民政府 own",
            "unit 舟山市定海区民政局 unknown",
        ]
    );
    assert_eq!(district.findings(), [""; 0]);
}

#[test]
fn a_body_is_missing_whatever_year_it_reported_in() {
    let mut district = loaded(&[("舟山市定海区民政局", 9, unsaid())]);
    for year in [2019, 2020, 2025] {
        let figures = Figures::new(1, 0, 0, 0);
        district.load("舟山市定海区教育局", year, figures, &prose(9, year), unsaid(), None);
    }
    let sql = "select name || ' ' || last_year || ' ' || next_year from region_missing
               where region_code = '330902' and year = 2023 and kind = 'body'";
    let found: String = district.database.query_row(sql, [], |row| row.get(0)).expect("one");
    assert_eq!(found, "浙江省舟山市定海区教育局 2020 2025");
}

#[test]
fn a_township_that_lacks_is_named_once() {
    let mut district = loaded(&[("舟山市定海区人民政府", 9, consolidated(Vec::new()))]);
    let before = Figures::new(1, 0, 0, 0);
    district.load("舟山市定海区白泉镇人民政府", 2022, before, &prose(9, 2022), unsaid(), None);
    let lacking: Vec<String> =
        district.roles("330902").into_iter().filter(|role| role.contains('镇')).collect();
    assert_eq!(lacking, ["missing 干览镇", "missing 浙江省舟山市定海区白泉镇人民政府", "missing 金塘镇"]);
}

#[test]
fn what_lacks_is_named_eight_at_most() {
    let mut district = loaded(&[
        ("长沙市人民政府", 90, consolidated(vec![figure("reporting_units", 12.0, "12", "家")])),
        ("长沙市民政局", 9, unsaid()),
    ]);
    let before = Figures::new(1, 0, 0, 0);
    district.load("长沙市教育局", 2022, before, &prose(9, 2022), unsaid(), None);
    let message = &district.messages("R.COUNT")[0];
    assert_eq!(
        message,
        "第一部分（第 3 行）称编制年报的单位 12 家，已载入 1 家，相差 11 家；缺 天心区、宁乡市、岳麓区、开福区、望城区、浏阳市、芙蓉区、长沙县 等，还有 2 个 / section 1 (line 3) names 12 reporting units, 1 is loaded, difference 11; not loaded: 天心区、宁乡市、岳麓区、开福区、望城区、浏阳市、芙蓉区、长沙县 and 2 more"
    );
}

#[test]
fn units_may_be_told_before_the_first_section() {
    let told = NarrativeFigure { section: 0, ..figure("reporting_units", 12.0, "12", "家") };
    let district = loaded(&[("长沙市人民政府", 90, consolidated(vec![told])), ("长沙市民政局", 9, unsaid())]);
    let message = &district.messages("R.COUNT")[0];
    assert!(message.starts_with("正文开头（第 3 行）称编制年报的单位 12 家"), "{message}");
    assert!(message.contains(" / the opening (line 3) names 12 reporting units"), "{message}");
}
