//! Whose report it is: names of all kinds and levels, evidence beside the name, and what the database makes of both.

use super::layouts::shared;
use super::place::{Place, jiaoyu, same};
use gongkai::agency::{Evidence, Resolution, resolve};
use gongkai::{parse, source};
use serde_json::Value;
use std::path::Path;

/// `tests/agencies.csv`: names with what is known of them; an empty kind is not judged.
#[test]
fn names_lead_to_bodies() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agencies.csv");
    let mut table = csv::Reader::from_path(path).expect("the table");
    let mut complaints = Vec::new();
    let mut names = 0;
    for record in table.records() {
        let record = record.expect("a line");
        let [name, year, kind, level, division, township, how] =
            [0, 1, 2, 3, 4, 5, 6].map(|index| record.get(index).unwrap_or_default());
        names += 1;
        let found = resolve(&Evidence { name, year: year.parse().ok(), ..Evidence::default() });
        let text = |code: &Option<String>| code.clone().unwrap_or_default();
        let fits = (kind.is_empty() || found.kind == kind)
            && found.level.unwrap_or_default() == level
            && text(&found.division_code) == division
            && text(&found.township_code) == township
            && found.how.code() == how
            && (how == "unresolved") == found.full_name.is_none();
        if !fits {
            complaints.push(format!("{}: {found:?}", record.iter().collect::<Vec<_>>().join(",")));
        }
    }
    assert!(names >= 400 && complaints.is_empty(), "{names} names\n{}", complaints.join("\n"));
}

#[test]
fn real_reports_sit_where_they_do() {
    let (Some(seeds), Some(gold)) = (shared("seeds"), shared("gold")) else { return };
    for entry in std::fs::read_dir(gold).expect("the folder") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("the file");
        let truth: Value = serde_json::from_slice(&bytes).expect("json");
        let name = truth["source"].as_str().expect("a source");
        let bytes = std::fs::read(seeds.join(name)).expect("the file");
        let document = source::read(name, &bytes).expect("read");
        let report = parse::parse(&document);
        let Some(agency) = report.agency.as_deref() else {
            assert!(truth["region"].is_null(), "{name}");
            continue;
        };
        let body = resolve(&Evidence {
            name: agency,
            year: report.year,
            text: &document.text,
            path: Some(name),
            ..Evidence::default()
        });
        assert_eq!(body.division_code.as_deref(), truth["region"].as_str(), "{name}: {body:?}");
    }
}

/// The division, the township, and how they were found.
fn short(body: &Resolution) -> String {
    let code = body.township_code.as_ref().or(body.division_code.as_ref());
    format!("{} {}", body.how.code(), code.map_or("-", String::as_str))
}

#[track_caller]
fn case(evidence: Evidence, expected: &str) {
    let body = resolve(&Evidence { year: Some(2023), ..evidence });
    assert_eq!(short(&body), expected, "{body:?}");
}

#[test]
fn folders_in_each_other_name_the_lowest_division() {
    let case =
        |path, expected| case(Evidence { name: "财政局", path: Some(path), ..Evidence::default() }, expected);
    case("sj/河北省/石家庄市/桥西区/a.txt", "evidence 130104");
    case("吉林省长春市朝阳区/1.txt", "evidence 220104");
    case("长春市/各区/朝阳区/1.txt", "evidence 220104");
    case("长春市/1.txt", "evidence 220100");
    case("朝阳区/1.txt", "unresolved -");
}

#[test]
fn evidence_beside_the_name_decides_among_namesakes() {
    let gulou = |text, url, path, site| Evidence {
        name: "鼓楼区财政局",
        text,
        url,
        path,
        site,
        ..Evidence::default()
    };
    case(gulou("", None, None, None), "unresolved -");
    case(gulou("联系地址：江苏省徐州市鼓楼区中山路1号。", None, None, None), "evidence 320302");
    case(gulou("徐州市鼓楼区财政局编制本报告", None, None, None), "evidence 320302");
    case(gulou("联系电话：0591-87654321", None, None, None), "evidence 350102");
    case(gulou("", Some("http://www.njgl.gov.cn/czj/"), None, None), "evidence 320106");
    case(gulou("", None, Some("reports/福州市/鼓楼区财政局.txt"), None), "evidence 350102");
    case(gulou("", None, None, Some("2023年报告_开封市鼓楼区人民政府")), "evidence 410204");
    case(gulou("在鼓楼区财政局和市财政局门户网站公开", None, None, None), "unresolved -");
    let body = resolve(&gulou("地址：徐州市鼓楼区", Some("http://www.njgl.gov.cn/"), None, None));
    assert_eq!(short(&body), "unresolved -");
    assert!(body.why.contains("contradictory: the address, its web address"), "{}", body.why);
    assert_eq!(body.candidates, ["320106", "320302", "350102", "410204"]);
    let town = |text| Evidence { name: "城关镇人民政府", text, ..Evidence::default() };
    case(town("在和林格尔县委、县政府领导下，城关镇推进公开"), "evidence 150123100");
    case(town("城关镇推进公开"), "unresolved -");
    case(town("（地址：新乡市延津县人民路1号）"), "evidence 410726100"); // until 2020
    case(town("赴北京市学习"), "unresolved -");
}

#[test]
fn a_name_without_a_division_needs_more_than_an_address() {
    let bureau = |name, text| Evidence { name, text, ..Evidence::default() };
    // A city's office stands in a district as well.
    case(bureau("民政局", "地址：长春市南关区芳菲路1号"), "unresolved -");
    case(bureau("区民政局", "地址：长春市南关区芳菲路1号"), "evidence 220102");
    case(bureau("民政局", "现公布南关区民政局年度报告"), "evidence 220102");
    case(bureau("民政局", "现公布南关区民政局年度报告。朝阳区教育局来访"), "evidence 220102");
    case(bureau("区国动办", "区国动办重视公开"), "unresolved -");
    case(
        Evidence {
            name: "民政局", path: Some("吉林省/长春市/南关区/民政局.txt"), ..Evidence::default()
        },
        "evidence 220102",
    );
}

#[test]
fn a_mention_of_another_body_of_the_name_decides_nothing() {
    let body = |name, text: &str| {
        let text = format!("一、总体情况\n{text}\n二、主动公开");
        case(Evidence { name, text: &text, ..Evidence::default() }, "unresolved -");
    };
    body("城关镇人民政府", "赴获嘉县城关镇人民政府考察学习。");
    body("城关镇人民政府", "获嘉县城关镇人民政府误收的申请1件已转我镇。");
    body("教育局", "参照北京市海淀区教育局目录标准，编制我局目录。");
    body("朝阳区教育局", "与长春市朝阳区教育局共同举办研讨。");
    body("和平区司法局", "天津市和平区司法局来我局交流学习。");
    body("太和镇人民政府", "协助广州市白云区太和镇人民政府送达文书1件。");
    body("民政局", "学习新乡县经验，联合新乡县民政局开展宣传。");
}

#[test]
fn a_year_that_cannot_be_is_not_taken() {
    for year in ["2098", "2003", "20222"] {
        let text =
            super::place::sample("云岭县白石镇人民政府_2022.txt").replace("2022", year).replace("2021", "上");
        let report = parse::parse(&source::read("a.txt", text.as_bytes()).expect("read"));
        let told: Vec<_> = report.problems.iter().filter(|problem| problem.code == "year_missing").collect();
        assert_eq!((report.year, told.len()), (None, 1), "{year}: {told:?}");
        assert_eq!(report.agency.as_deref(), Some("云岭县白石镇人民政府"));
    }
}

#[test]
fn a_manifest_decides() {
    let stated = |name, division| Evidence { name, division: Some(division), ..Evidence::default() };
    case(stated("民政局", "220102"), "manual 220102");
    case(stated("城关镇人民政府", "150123"), "manual 150123100");
    case(stated("鼓楼区财政局", "320302"), "manual 320302");
    case(stated("水利局", "999901"), "manual 999901");
    let body = resolve(&stated("民政局", "220102"));
    assert_eq!(body.full_name.as_deref(), Some("吉林省长春市南关区民政局"));
    assert_eq!(
        resolve(&Evidence { name: "云岭县林业局", stated: true, ..Evidence::default() }).how.code(),
        "manual"
    );
}

/// A report of a body and a year, the text changed enough to be no version of another.
fn report(agency: &str, year: i32, address: &str) -> String {
    let text = jiaoyu().replace("云岭县教育局", agency).replace("教育局", "本机关");
    format!(
        "{}\n{address}\n",
        text.replace("2022", &year.to_string()).replace("2021", &(year - 1).to_string())
    )
}

#[test]
fn one_body_under_several_names_is_one_agency() {
    let place = Place::new();
    for (file, agency, year) in
        [("a.txt", "民政局", 2022), ("b.txt", "南关区民政局", 2023), ("c.txt", "长春市南关区民政局", 2024)]
    {
        let own = if agency == "民政局" { "南关区民政局" } else { "" };
        place.put(file, report(agency, year, own).as_bytes());
    }
    place.ingest(&["a.txt", "b.txt", "c.txt"]);
    same(&place.files(), &[("a.txt", "loaded"), ("b.txt", "loaded"), ("c.txt", "loaded")]);
    assert_eq!(place.one::<i64>("select count(*) from agency"), 1);
    assert_eq!(place.one::<i64>("select count(*) from agency_alias"), 3);
    assert_eq!(
        place.one::<String>("select distinct agency_full_name || ' ' || division_code from current_report"),
        "吉林省长春市南关区民政局 220102"
    );
}

#[test]
fn namesakes_in_known_places_are_two_agencies_and_unknown_ones_are_told_of() {
    let place = Place::new();
    place.put("a.txt", report("鼓楼区财政局", 2023, "地址：徐州市鼓楼区中山路1号").as_bytes());
    place.put("b.txt", report("鼓楼区财政局", 2023, "地址：南京市鼓楼区中山路1号").as_bytes());
    place.ingest(&["a.txt", "b.txt"]);
    assert_eq!(
        place.one::<String>("select group_concat(division_code, ' ') from (select * from agency order by 1)"),
        "320302 320106"
    );
    assert_eq!(place.one::<i64>("select count(*) from current_report"), 2);
    assert_eq!(place.one::<i64>("select count(*) from problem where code = 'same_name'"), 0);
    // A later edition of a body's report replaces it, whatever its text.
    let later = report("徐州市鼓楼区财政局", 2023, "更正").replace("总体情况", "总体情况（更正后）");
    place.put("c.txt", later.as_bytes());
    place.ingest(&["c.txt"]);
    same(&place.files(), &[("c.txt", "revised")]);
    assert_eq!(place.one::<i64>("select count(*) from agency"), 2);
}

#[test]
fn printed_reports_tell_where_the_body_sits() {
    let place = Place::new();
    place.put("a.txt", report("卫滨区教育局", 2023, "").as_bytes());
    place.put("b.txt", report("鼓楼区教育局", 2023, "").as_bytes());
    let output = place.command(&["parse", "a.txt", "b.txt"]).output().expect("it runs");
    let printed: Value = serde_json::from_slice(&output.stdout).expect("json");
    assert_eq!(printed[0]["region"], "410703");
    assert_eq!(printed[0]["body"]["resolution"], "exact");
    assert_eq!(printed[1]["region"], Value::Null);
    assert_eq!(printed[1]["body"]["candidates"][0], "320106");
}

/// The smallest report of a town whose county is not told: what stands behind, and the numbers of applications.
fn town(behind: &str, change: &[(&str, &str)]) -> String {
    let sample = super::place::sample("云岭县白石镇人民政府_2022.txt");
    let mut text = sample.replace("云岭县", "").replace("白石镇", "城关镇");
    for (old, new) in change {
        assert!(text.contains(old), "{old} in {text}");
        text = text.replace(old, new);
    }
    format!("{text}{behind}")
}

/// Loads two reports in both orders: paths of current reports, problems told of doubt, and agencies.
#[track_caller]
fn two(files: &[(&str, String); 2], expected: [(&str, &str, i64); 2]) {
    for (order, expected) in [[0, 1], [1, 0]].into_iter().zip(expected) {
        let place = Place::new();
        for index in order {
            let (path, text) = &files[index];
            std::fs::create_dir_all(place.folder.path().join(path).parent().expect("a folder"))
                .expect("made");
            place.put(path, text.as_bytes());
            place.ingest(&[path]);
        }
        let current: String = place.one(
            "select group_concat(path, ' ') from (select path from current_report join document using (document_id)
             order by 1)",
        );
        let told: String = place.one(
            "select coalesce(group_concat(code, ' '), '') from (select code from problem
             where code in ('same_name', 'unsure_revision') order by report_id)",
        );
        let agencies: i64 = place.one("select count(*) from agency");
        assert_eq!((current.as_str(), told.as_str(), agencies), expected, "{order:?}");
    }
}

#[test]
fn reports_of_one_template_and_name_replace_each_other_only_where_nothing_parts_them() {
    let plain = || town("", &[]);
    let corrected = || town("更正。\n", &[]);
    let one = |current| (current, "", 1);
    let both = |paths| (paths, "same_name same_name", 2);
    // One folder and the numbers of one report: a correction, whichever is loaded last.
    two(&[("a/1.txt", plain()), ("a/2.txt", corrected())], [one("a/2.txt"), one("a/1.txt")]);
    // Folders, addresses and telephones part them.
    two(&[("a/1.txt", plain()), ("b/1.txt", corrected())], [both("a/1.txt b/1.txt"); 2]);
    let at = |street: &str| town(&format!("地址：{street}\n"), &[]);
    two(&[("a/1.txt", at("人民路1号")), ("a/2.txt", at("解放路9号"))], [both("a/1.txt a/2.txt"); 2]);
    let calls = |number: &str| town(&format!("联系电话：{number}\n"), &[]);
    two(&[("a/1.txt", calls("67181234")), ("a/2.txt", calls("67185678"))], [both("a/1.txt a/2.txt"); 2]);
    // Numbers that differ throughout part them; where there are none, nothing tells.
    let other = [
        ("| 3 |", "| 13 |"),
        ("| 2 |", "| 12 |"),
        ("| 1 |", "| 6 |"),
        ("| 4 |", "| 9 |"),
        ("| 5 |", "| 11 |"),
    ];
    two(&[("a/1.txt", plain()), ("a/2.txt", town("", &other))], [both("a/1.txt a/2.txt"); 2]);
    let zero = ["| 3 |", "| 2 |", "| 1 |", "| 4 |", "| 5 |"].map(|number| (number, "| 0 |"));
    let unsure = |current| (current, "unsure_revision unsure_revision", 1);
    let zeros = |behind: &str| town(behind, &zero);
    two(&[("a/1.txt", zeros("")), ("a/2.txt", zeros("更正。\n"))], [unsure("a/2.txt"), unsure("a/1.txt")]);
    let reached = |more: &str| zeros(&format!("联系电话：67181234\n{more}"));
    two(&[("a/1.txt", reached("")), ("b/2.txt", reached("更正。\n"))], [one("b/2.txt"), one("a/1.txt")]);
    // A telephone and the numbers in common make them one, wherever they lie.
    let again = || town("更正。联系电话：67181234\n", &[]);
    two(&[("a/1.txt", calls("67181234")), ("b/1.txt", again())], [one("b/1.txt"), one("a/1.txt")]);
}

#[test]
fn whose_report_it_is_does_not_depend_on_the_order_of_loading() {
    let files = ["甲/2022.txt", "乙/2023.txt", "甲/2023.txt"];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let place = Place::new();
        for file in order.map(|index| files[index]) {
            let (folder, year) = file.split_at(file.find('/').expect("a folder"));
            std::fs::create_dir_all(place.folder.path().join(folder)).expect("made");
            place.put(file, town(folder, &[("2022", &year[1..5])]).as_bytes());
            place.ingest(&[file]);
        }
        let bodies: String = place.one(
            "select group_concat(paths, '; ') from (
                 select (select group_concat(path, ' ') from (
                     select path from current_report as r join document using (document_id)
                     where r.agency_id = a.agency_id order by 1)) as paths
                 from agency as a order by 1)",
        );
        assert_eq!(bodies, "乙/2023.txt; 甲/2022.txt 甲/2023.txt", "{order:?}");
    }
}

#[test]
fn reports_of_a_name_and_several_years_are_one_bodys_only_where_nothing_parts_them() {
    let year = |year: i32, behind: &str| town(behind, &[("2022", &year.to_string())]);
    let calls = |number: &str| format!("联系电话：{number}\n");
    let street = |street: &str| format!("地址：{street}\n");
    let case = |one: (&str, &str), other: (&str, &str), bodies| {
        let paths = format!("{} {}", one.0, other.0);
        let files = [(one.0, year(2022, one.1)), (other.0, year(2023, other.1))];
        two(&files, [(&paths, "", bodies); 2]);
    };
    let (here, there) = (calls("67181234"), calls("67185678"));
    // Folders part them, years in folders do not.
    case(("a/1.txt", ""), ("b/1.txt", ""), 2);
    case(("2022/1.txt", ""), ("2023/1.txt", ""), 1);
    case(("a/2022年/1.txt", ""), ("a/2023年度报告/2.txt", ""), 1);
    case(("a/2022/1.txt", ""), ("b/2023/1.txt", ""), 2);
    // Addresses part them, contacts join them; a telephone may change.
    case(("1.txt", &here), ("2.txt", &there), 1);
    case(("1.txt", &street("人民路1号")), ("2.txt", &street("解放路9号")), 2);
    case(("a/1.txt", &here), ("b/1.txt", &there), 2);
    case(("a/1.txt", &here), ("b/1.txt", &here), 1);
    case(("1.txt", &here), ("2.txt", ""), 1);
}

#[test]
fn a_division_given_for_all_files_decides_only_what_they_leave_open() {
    let place = Place::new();
    let texts = [
        ("a.txt", town("", &[])),
        ("b.txt", report("民政局", 2023, "")),
        ("c.txt", report("卫滨区教育局", 2023, "")),
        ("d.txt", report("朝阳区财政局", 2023, "")),
        ("e.txt", report("云岭县财政局", 2023, "")),
    ];
    for (path, text) in &texts {
        place.put(path, text.as_bytes());
    }
    place.ingest(&["a.txt", "b.txt", "c.txt", "d.txt", "e.txt", "--division", "150123"]);
    let sql = "select group_concat(line, '; ') from (
        select path || ' ' || resolution || ' ' || coalesce(township_code, division_code, '-')
               || coalesce((select ' ' || code from problem as p
                            where p.report_id = r.report_id and code = 'division_disagrees'), '') as line
        from report as r join agency using (agency_id) join document using (document_id) order by path)";
    assert_eq!(
        place.one::<String>(sql),
        "a.txt evidence 150123100; b.txt evidence 150123; c.txt exact 410703 division_disagrees; \
         d.txt unresolved - division_disagrees; e.txt unresolved -"
    );
    let wrong = place.command(&["ingest", "a.txt", "--division", "999999"]).output().expect("it runs");
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn the_list_of_unresolved_bodies_names_what_they_may_be_and_what_settles_it() {
    let place = Place::new();
    place.put("a.txt", report("鼓楼区财政局", 2023, "").as_bytes());
    place.put("b.txt", town("", &[]).as_bytes());
    place.ingest(&["a.txt", "b.txt"]);
    let list = |format: &str| {
        let output =
            place.command(&["agencies", "--unresolved", "--format", format]).output().expect("it runs");
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("text"))
    };
    let [table, told] = list("table");
    let table: String = table.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(table.contains('+') && !table.contains("320302350102"), "{table}");
    assert!(told.contains("2 agencies of unknown division") && told.contains("--division CODE"), "{told}");
    let [csv, _] = list("csv");
    assert!(csv.contains("320106 320302 350102 410204"), "{csv}");
}
