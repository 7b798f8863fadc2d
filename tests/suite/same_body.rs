//! Bodies that are one, or inside one another, by other names; and neighbours that are not.

use super::district::{Figures, consolidated, prose};
use super::exit_codes::told as gongkai;
use super::units::{loaded, own, unsaid, with_why};

#[test]
fn a_station_named_by_the_city_counts_with_its_branch() {
    let district = loaded(&[
        ("新乡市公安局卫滨分局", 10, with_why("本报告数据包括各派出所")),
        ("新乡市公安局卫滨分局平原派出所", 4, unsaid()),
        ("新乡市公安局南桥派出所", 3, unsaid()),
        ("新乡市公安局出入境支队", 3, unsaid()),
        ("新乡市公安局红旗分局", 5, unsaid()),
        ("新乡市人民政府", 18, consolidated(Vec::new())),
    ]);
    assert_eq!(
        district.loaded_roles("410700"),
        [
            "double 新乡市公安局卫滨分局平原派出所 unknown",
            "overlap 新乡市公安局南桥派出所 unknown",
            "published 新乡市人民政府 consolidated",
            "unit 新乡市公安局出入境支队 unknown",
            "unit 新乡市公安局卫滨分局 consolidated",
            "unit 新乡市公安局红旗分局 unknown",
        ]
    );
    assert_eq!(district.messages("R.GE"), [""; 0], "18 are 10, 5 and 3");
}

#[test]
fn a_branch_is_the_bureaus_wherever_its_name_says_the_district() {
    for branch in ["新乡市卫滨生态环境分局", "新乡市生态环境局卫滨生态环境分局", "新乡市生态环境局卫滨分局"]
    {
        let district = loaded(&[("新乡市生态环境局", 10, unsaid()), (branch, 3, unsaid())]);
        assert_eq!(
            district.loaded_roles("410700"),
            [format!("overlap {branch} unknown"), "unit 新乡市生态环境局 unknown".to_owned()]
        );
        let apart = loaded(&[("新乡市生态环境局", 10, own()), (branch, 3, unsaid())]);
        let mut both = [format!("unit {branch} unknown"), "unit 新乡市生态环境局 own".to_owned()];
        both.sort();
        assert_eq!(apart.loaded_roles("410700"), both);
    }
}

#[test]
fn a_branch_that_does_not_name_its_bureau_counts_with_it() {
    for (bureau, branch) in [
        ("新乡市卫滨区公安局", "新乡市卫滨区交通警察大队"),
        ("新乡市卫滨区民政局", "新乡市卫滨区婚姻登记处"),
        ("新乡市卫滨区自然资源局", "新乡市卫滨区不动产登记中心"),
        ("新乡市公安局", "新乡市公安交通警察支队"),
    ] {
        let district = loaded(&[(bureau, 10, unsaid()), (branch, 3, unsaid())]);
        let region = if bureau.contains('区') { "410703" } else { "410700" };
        let mut held = [format!("overlap {branch} unknown"), format!("unit {bureau} unknown")];
        held.sort();
        assert_eq!(district.loaded_roles(region), held);
        let alone = loaded(&[("新乡市卫滨区教育局", 10, unsaid()), (branch, 3, unsaid())]);
        assert!(alone.loaded_roles(region).contains(&format!("unit {branch} unknown")), "{branch}");
    }
}

#[test]
fn the_government_above_is_no_part_of_a_townships_name() {
    let mut district = loaded(&[]);
    let names = [
        ("新乡市卫滨区胜利路街道办事处", 2021),
        ("新乡市卫滨区人民政府胜利路街道办事处", 2022),
        ("新乡市卫滨区人民政府平原镇办事处", 2021),
        ("新乡市卫滨区平原镇人民政府", 2022),
        ("新乡市卫滨区人民政府云岭街道办事处", 2021),
        ("新乡市卫滨区云岭街道办事处", 2022),
    ];
    for (index, (name, year)) in names.into_iter().enumerate() {
        district.load(name, year, Figures::new(9, 0, 0, 0), &prose(index, year), unsaid(), None);
    }
    let mut select = district
        .database
        .prepare("select full_name from agency join report using (agency_id) group by full_name having count(*) = 2")
        .expect("a query");
    let found: Vec<String> =
        select.query_map([], |row| row.get(0)).expect("names").collect::<Result<_, _>>().expect("texts");
    let own = ["云岭街道办事处", "平原镇人民政府", "胜利路街道办事处"];
    assert_eq!(found, own.map(|own| format!("河南省新乡市卫滨区{own}")));
}

#[test]
fn what_is_inside_a_township_counts_with_it() {
    let inside = |town| {
        loaded(&[
            ("新乡市卫滨区平原镇人民政府", 10, town),
            ("新乡市卫滨区平原镇人民政府党政办公室", 10, unsaid()),
            ("新乡市卫滨区平原镇便民服务中心", 3, unsaid()),
            ("新乡市卫滨区平原镇卫生院", 2, unsaid()),
            ("新乡市卫滨区胜利路街道办事处", 5, unsaid()),
        ])
    };
    for (town, roles) in [
        (unsaid(), ["overlap", "overlap", "unit"]),
        (own(), ["overlap", "unit", "unit"]),
        (consolidated(Vec::new()), ["double", "double", "double"]),
    ] {
        let mut found = inside(town).loaded_roles("410703");
        found.retain(|role| role.contains("平原镇") && !role.contains("人民政府 "));
        let names = ["人民政府党政办公室", "便民服务中心", "卫生院"];
        let mut expected: Vec<String> = roles
            .iter()
            .zip(names)
            .map(|(role, name)| format!("{role} 新乡市卫滨区平原镇{name} unknown"))
            .collect();
        expected.sort();
        assert_eq!(found, expected);
    }
    let neighbour = "unit 新乡市卫滨区胜利路街道办事处 unknown".to_owned();
    assert!(inside(consolidated(Vec::new())).loaded_roles("410703").contains(&neighbour));
}

#[test]
fn an_office_inside_a_bureau_is_the_bureau() {
    let district = loaded(&[
        ("舟山市定海区教育局", 10, own()),
        ("舟山市定海区教育局办公室", 10, unsaid()),
        ("舟山市定海区教育局教研室", 3, unsaid()),
    ]);
    let roles = district.loaded_roles("330902");
    assert_eq!(roles[0], "overlap 舟山市定海区教育局办公室 unknown");
    assert_eq!(roles.len(), 3);
    assert!(roles[1..].iter().all(|role| role.starts_with("unit ")), "{roles:?}");
}

#[test]
fn neighbours_of_one_organ_are_not_one_body() {
    let names =
        ["卫滨区公安局", "红旗区公安局", "卫滨区平原镇人民政府", "红旗区小店镇人民政府", "卫滨区民政局"];
    let names: Vec<String> = names.iter().map(|name| format!("新乡市{name}")).collect();
    let reports: Vec<_> = names.iter().map(|name| (name.as_str(), 1, unsaid())).collect();
    let roles = loaded(&reports).loaded_roles("410700");
    assert_eq!(roles.len(), names.len());
    assert!(roles.iter().all(|role| role.starts_with("unit ")), "{roles:?}");
}

/// The year in which the county became the district.
#[test]
fn a_countys_bureau_and_the_districts_branch_are_one_body() {
    let mut district = loaded(&[]);
    for (index, name) in
        ["芜湖县公安局", "芜湖市公安局湾沚分局", "芜湖市湾沚区民政局"].into_iter().enumerate()
    {
        district.load(name, 2020, Figures::new(9, 0, 0, 0), &prose(index, 2020), unsaid(), None);
    }
    let sql = "select role || ' ' || agency from region_report join current_report using (report_id)
               where region_code = '340210' order by 1";
    let mut select = district.database.prepare(sql).expect("a query");
    let found: Vec<String> =
        select.query_map([], |row| row.get(0)).expect("roles").collect::<Result<_, _>>().expect("texts");
    assert_eq!(found, ["overlap 芜湖县公安局", "unit 芜湖市公安局湾沚分局", "unit 芜湖市湾沚区民政局"]);
}

#[test]
fn what_may_belong_is_named_though_no_place_is_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample/清河市水利局_2023.txt");
    let text = std::fs::read_to_string(sample).expect("the sample");
    let report = |file: &str, name: &str| {
        std::fs::write(at.join(file), text.replace("清河市水利局", name)).expect("written");
    };
    report("1.txt", "新乡市卫滨区民政局");
    report("2.txt", "卫滨产业集聚区管委会");
    report("3.txt", "新乡市卫滨区人民政府办公室政务公开科");
    report("4.txt", "");
    report("5.txt", "长沙市天心区人民政府办公室政务公开科");
    gongkai(at, &["ingest", "."]);
    let (code, out, err) = gongkai(at, &["rollup", "--region", "410703", "--year", "2023"]);
    assert_eq!(code, Some(1), "{err}");
    let named = [
        "May be of the region, which nothing decides, left out (1): 新乡市卫滨区人民政府办公室政务公开科 (./3.txt)",
        "Of no known body or place, may be of any region, left out (2): ./4.txt, 卫滨产业集聚区管委会 (./2.txt)",
        "3 reports that may belong are left out",
    ];
    for line in named {
        assert!(out.contains(&format!("\n{line}")), "{line}: {out}");
    }
    assert!(!out.contains("天心区"), "{out}");
    let (_, json, _) = gongkai(at, &["rollup", "--region", "410703", "--year", "2023", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let reports = json["reports"].as_array().expect("reports");
    let nameless = reports.iter().find(|report| report["source"] == "./4.txt").expect("named");
    assert_eq!(nameless["role"], "anywhere");
    assert_eq!(nameless["why"], "报告未写机关名称 / the report names no body");
}

/// A report of 2023 whose prose is its own.
fn worded(at: &std::path::Path, file: &str, name: &str, body: usize) {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample/清河市水利局_2023.txt");
    let text = std::fs::read_to_string(sample).expect("the sample").replace("清河市水利局", name);
    let text = text.replacen("\n二、主动公开", &format!("\n{}\n二、主动公开", prose(body, 2023)), 1);
    std::fs::create_dir_all(at.join(file).parent().expect("a folder")).expect("made");
    std::fs::write(at.join(file), text).expect("written");
}

/// Files with a problem of the code.
fn told_of(at: &std::path::Path, code: &str) -> String {
    let sql = format!(
        "select path from problem join current_report using (report_id) join report using (report_id)
         join document using (document_id) where code = '{code}'"
    );
    let (_, out, _) = gongkai(at, &["sql", &sql, "--format", "csv"]);
    assert!(out.starts_with("path"), "{out}");
    out.lines().skip(1).collect()
}

#[test]
fn merging_bodies_with_reports_of_one_year_tells_which_is_no_longer_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    worded(at, "1.txt", "新乡市卫滨区民政局", 1);
    worded(at, "2.txt", "新乡市卫滨区民政事务局", 2);
    gongkai(at, &["ingest", "1.txt"]);
    gongkai(at, &["ingest", "2.txt"]);
    assert_eq!(told_of(at, "same_year"), "");
    let (code, _, err) = gongkai(at, &["agencies", "merge", "2", "1"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("another report of the body and year, 1.txt, is not shown"), "{err}");
    assert_eq!(told_of(at, "same_year"), "2.txt");
    gongkai(at, &["ingest", "1.txt"]);
    assert_eq!(told_of(at, "same_year"), "2.txt", "it stays");
    gongkai(at, &["agencies", "split", "1", "--report", "1"]);
    assert_eq!(told_of(at, "same_year"), "");
}

#[test]
fn a_report_under_another_name_that_takes_anothers_place_tells_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    worded(at, "a/1.txt", "新乡市卫滨区胜利路街道办事处", 1);
    worded(at, "b/2.txt", "新乡市卫滨区人民政府胜利路街道办事处", 2);
    // A revision at its own path, and one of another form of the name with the same prose.
    worded(at, "a/3.txt", "新乡市卫滨区民政局", 3);
    worded(at, "a/4.txt", "新乡市卫滨区教育局", 4);
    gongkai(at, &["ingest", "a", "b"]);
    worded(at, "a/3.txt", "新乡市卫滨区民政局", 5);
    worded(at, "c/4.txt", "卫滨区教育局", 4);
    let (_, out, err) = gongkai(at, &["ingest", "a/3.txt", "c"]);
    assert!(out.contains("revised 2"), "{out}{err}");
    assert_eq!(told_of(at, "same_year"), "b/2.txt");
}
