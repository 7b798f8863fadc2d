//! Several reports in one document: each is read with its own sections, tables, problems and lines.

use super::place::{Place, same, sample, zipped};
use gongkai::report::{Number, Report};
use gongkai::{parse, source};
use serde_json::Value;

fn reports(name: &str, text: &str) -> Vec<Report> {
    parse::reports(&source::read(name, text.as_bytes()).expect("a document"))
}

fn named(reports: &[Report]) -> Vec<(Option<&str>, Option<i32>)> {
    reports.iter().map(|report| (report.agency.as_deref(), report.year)).collect()
}

fn problems(report: &Report) -> Vec<&str> {
    report.problems.iter().map(|problem| problem.code).collect()
}

/// What does not depend on the lines.
fn contents(report: &Report) -> Vec<(&str, Vec<Option<Number>>)> {
    let rows = report.tables.iter().flat_map(|table| &table.rows);
    rows.map(|row| (row.row.code, row.cells.iter().map(|(_, cell)| cell.value).collect())).collect()
}

const MINZHENG_2020: &str = "云岭县民政局_2020.txt";
const MINZHENG_2021: &str = "云岭县民政局_2021.txt";
const JIAOYU_2022: &str = "云岭县教育局_2022.txt";

/// A report without its tables: prose alone, as where tables are pictures.
fn prose_only(agency: &str, year: i32) -> String {
    let sections = [
        ("一、总体情况", "全年主动公开信息二百余条，比上年有所增加，内容涉及财政预算与民生事项。"),
        ("二、主动公开政府信息情况", "本机关公开的规章与文件情况见下图。"),
        ("三、收到和处理政府信息公开申请情况", "全年收到申请不多，均按期答复。"),
        ("四、政府信息公开行政复议、行政诉讼情况", "没有发生行政复议和行政诉讼。"),
        ("五、存在的主要问题及改进情况", "公开的内容还不够细，今后将逐项完善。"),
        ("六、其他需要报告的事项", "没有其他需要报告的事项。"),
    ];
    let sections: Vec<String> =
        sections.iter().map(|(heading, body)| format!("{heading}\n\n{body}\n")).collect();
    format!("{agency}{year}年政府信息公开工作年度报告\n\n{}", sections.join("\n"))
}

#[test]
fn each_report_is_read_as_if_it_stood_alone() {
    let texts = [MINZHENG_2020, MINZHENG_2021, JIAOYU_2022].map(sample);
    let all = reports("three.txt", &texts.join("\n\n"));
    let county = "云岭县民政局";
    assert_eq!(
        named(&all),
        [(Some(county), Some(2020)), (Some(county), Some(2021)), (Some("云岭县教育局"), Some(2022))]
    );
    let mut before = 0;
    for (text, report) in texts.iter().zip(&all) {
        let alone = &reports("one.txt", text)[0];
        assert_eq!(contents(report), contents(alone));
        assert_eq!(problems(report), problems(alone));
        assert_eq!(report.form, alone.form);
        let bodies = |report: &Report| -> Vec<String> {
            report.sections.iter().map(|section| section.body.clone()).collect()
        };
        assert_eq!(bodies(report), bodies(alone));
        let lines = |report: &Report, more: u32| -> Vec<u32> {
            report.sections.iter().map(|section| section.line + more).collect()
        };
        assert_eq!(lines(report, 0), lines(alone, before));
        before += text.lines().count() as u32 + 1 + u32::from(text.ends_with('\n'));
    }
}

#[test]
fn ten_townships_with_a_list_of_contents_are_ten_reports() {
    let text = sample("云岭县白石镇人民政府_2022.txt");
    let names: Vec<String> = "甲乙丙丁戊己庚辛壬癸".chars().map(|c| format!("{c}山镇")).collect();
    let parts: Vec<String> = names.iter().map(|name| text.replace("白石镇", name)).collect();
    let titles: Vec<String> =
        names.iter().map(|name| format!("云岭县{name}人民政府2022年政府信息公开工作年度报告 …… 3")).collect();
    let all = reports("all.txt", &format!("目录\n{}\n\n{}", titles.join("\n"), parts.join("\n")));
    let expected: Vec<String> = names.iter().map(|name| format!("云岭县{name}人民政府")).collect();
    let found: Vec<&str> = all.iter().filter_map(|report| report.agency.as_deref()).collect();
    assert_eq!(found, expected);
    assert!(all.iter().all(|report| report.year == Some(2022) && report.tables.len() == 3));
}

#[test]
fn a_list_of_contents_is_no_report() {
    let text = sample(MINZHENG_2021);
    let alone = reports("one.txt", &text);
    let headings: Vec<&str> = alone[0].sections.iter().map(|section| section.heading.as_str()).collect();
    let body = text.find(headings[0]).expect("a heading");
    let with_contents = format!("{}目录\n{}\n\n{}", &text[..body], headings.join("\n"), &text[body..]);
    let all = reports("contents.txt", &with_contents);
    assert_eq!(named(&all), [(Some("云岭县民政局"), Some(2021))]);
    assert_eq!(contents(&all[0]), contents(&alone[0]));
}

#[test]
fn the_same_report_twice_is_one_with_a_problem() {
    let text = sample(JIAOYU_2022);
    let all = reports("twice.txt", &format!("{text}\n\n{text}"));
    assert_eq!(named(&all), [(Some("云岭县教育局"), Some(2022))]);
    let alone = reports("one.txt", &text);
    let mut expected = problems(&alone[0]);
    expected.push("repeated_report");
    assert_eq!(problems(&all[0]), expected);
}

#[test]
fn a_report_without_headings_is_not_lost_before_one_that_has_them() {
    let first = sample(MINZHENG_2021);
    let bare: Vec<&str> = first.lines().filter(|line| !line.contains('、') || line.contains('\t')).collect();
    let all = reports("two.txt", &format!("{}\n\n{}", bare.join("\n"), sample(JIAOYU_2022)));
    assert_eq!(named(&all), [(Some("云岭县民政局"), Some(2021)), (Some("云岭县教育局"), Some(2022))]);
    assert_eq!(contents(&all[0]), contents(&reports("one.txt", &first)[0]));
    assert_eq!(contents(&all[1]), contents(&reports("one.txt", &sample(JIAOYU_2022))[0]));
}

#[test]
fn a_title_that_stands_only_in_the_middle_belongs_to_the_second() {
    let first = sample(MINZHENG_2021);
    let heading = first.find("一、总体情况").expect("a heading");
    let all = reports("two.txt", &format!("{}\n{}", &first[heading..], sample(JIAOYU_2022)));
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].title, None);
    assert_eq!((all[1].agency.as_deref(), all[1].year), (Some("云岭县教育局"), Some(2022)));
    assert_eq!(contents(&all[0]), contents(&reports("one.txt", &first)[0]));
}

#[test]
fn a_second_report_without_a_title_says_so() {
    let second = sample(JIAOYU_2022);
    let heading = second.find("一、总体情况").expect("a heading");
    let all = reports("two.txt", &format!("{}\n{}", sample(MINZHENG_2021), &second[heading..]));
    assert_eq!(all.len(), 2);
    assert_eq!(named(&all[..1]), [(Some("云岭县民政局"), Some(2021))]);
    assert_ne!(all[1].agency.as_deref(), Some("云岭县民政局"));
    assert!(problems(&all[1]).contains(&"several_reports"), "{:?}", problems(&all[1]));
}

#[test]
fn a_second_report_without_tables_is_a_report_of_its_own() {
    let text = format!("{}\n\n{}", sample(MINZHENG_2021), prose_only("云岭县林业局", 2021));
    let all = reports("two.txt", &text);
    assert_eq!(named(&all), [(Some("云岭县民政局"), Some(2021)), (Some("云岭县林业局"), Some(2021))]);
    assert_eq!(all[0].tables.len(), 3);
    assert_eq!(problems(&all[1]), ["table_missing"; 3]);
    let text = format!("{}\n\n{}", prose_only("云岭县林业局", 2021), prose_only("云岭县财政局", 2021));
    assert_eq!(
        named(&reports("two.txt", &text)),
        [(Some("云岭县林业局"), Some(2021)), (Some("云岭县财政局"), Some(2021))]
    );
}

#[test]
fn tables_behind_their_text_belong_to_it() {
    let tables = sample(MINZHENG_2021);
    let start = tables.find("二、主动公开").expect("a heading");
    let end = tables.find("五、存在").expect("a heading");
    let text = format!("{}\n\n附件\n\n{}", prose_only("云岭县民政局", 2021), &tables[start..end]);
    let all = reports("one.txt", &text);
    assert_eq!(named(&all), [(Some("云岭县民政局"), Some(2021))]);
    assert_eq!(contents(&all[0]), contents(&reports("alone.txt", &tables)[0]));
}

#[test]
fn a_page_of_two_reports_is_two() {
    let paragraphs = |text: &str| -> String { format!("<p>{}</p>", text.replace('\n', "</p><p>")) };
    let first = prose_only("云岭县林业局", 2021);
    let second = prose_only("云岭县财政局", 2022);
    let page = format!(
        "<!doctype html><html><head><title>年报汇编</title></head><body><div>{}</div><div>{}</div></body></html>",
        paragraphs(&first),
        paragraphs(&second)
    );
    let all = reports("page.html", &page);
    assert_eq!(named(&all), [(Some("云岭县林业局"), Some(2021)), (Some("云岭县财政局"), Some(2022))]);
}

#[test]
fn several_reports_of_a_file_are_printed_stored_and_replaced_each_for_itself() {
    let place = Place::new();
    let both = format!("{}\n\n{}", sample(JIAOYU_2022), sample(MINZHENG_2021));
    place.put("both.txt", both.as_bytes());
    let run = place.command(&["parse", "both.txt"]).output().expect("it runs");
    let json: Value = serde_json::from_slice(&run.stdout).expect("JSON");
    let sources: Vec<&str> =
        json.as_array().expect("two").iter().filter_map(|one| one["source"].as_str()).collect();
    assert_eq!(sources, ["both.txt", "both.txt#2"]);

    place.ingest(&["both.txt"]);
    same(&place.files(), &[("both.txt", "loaded")]);
    assert_eq!(place.one::<i64>("select count(distinct document_id) from current_report"), 1);
    place.ingest(&["both.txt"]);
    same(&place.files(), &[("both.txt", "unchanged")]);

    // In another order and with one of them changed, each replaces its own.
    let changed = format!(
        "{}\n\n{}",
        sample(MINZHENG_2021).replace("民政", "民 政").replace("云岭县民 政局2021", "云岭县民政局2021"),
        sample(JIAOYU_2022)
    );
    place.put("both.txt", changed.as_bytes());
    place.ingest(&["both.txt"]);
    same(&place.files(), &[("both.txt", "revised")]);
    let current: String = place.one(
        "select group_concat(agency || ' ' || year || ' ' || revision, ', ') from (select * from current_report order by 1)",
    );
    assert_eq!(current, "云岭县民政局 2021 2, 云岭县教育局 2022 2");
}

#[test]
fn inspect_shows_each_report_of_a_file_and_members_of_containers() {
    let place = Place::new();
    let both = format!("{}\n\n{}", sample(JIAOYU_2022), sample(MINZHENG_2021));
    place.put("both.txt", both.as_bytes());
    place.put("all.zip", &zipped(&[("a.txt", both.as_bytes()), ("b.txt", sample(MINZHENG_2020).as_bytes())]));
    for (path, agencies) in [
        ("both.txt", &["云岭县教育局 2022", "云岭县民政局 2021"][..]),
        ("both.txt#2", &["云岭县民政局 2021"]),
        ("all.zip", &["云岭县教育局 2022", "云岭县民政局 2021", "云岭县民政局 2020"]),
        ("all.zip!/a.txt", &["云岭县教育局 2022", "云岭县民政局 2021"]),
        ("all.zip!/a.txt#2", &["云岭县民政局 2021"]),
    ] {
        let run = place.command(&["inspect", path, "--format", "json"]).output().expect("it runs");
        let shown = serde_json::Deserializer::from_slice(&run.stdout).into_iter::<Value>();
        let shown: Vec<String> = shown
            .map(|one| one.expect("JSON"))
            .map(|one| format!("{} {}", one["agency"].as_str().unwrap_or("-"), one["year"]))
            .collect();
        assert_eq!(shown, agencies, "{path}");
    }
    for path in ["both.txt#3", "all.zip!/c.txt", "none.zip!/a.txt"] {
        let run = place.command(&["inspect", path]).output().expect("it runs");
        assert_eq!(run.status.code(), Some(2), "{path}");
    }
}
