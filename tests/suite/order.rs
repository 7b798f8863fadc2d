//! The order of loading decides nothing: what a body is called, and which reports of a very common name are one body's.

use super::exit_codes::told as gongkai;
use std::path::Path;

/// A short report of a body; `more` is told in its last section.
fn report(at: &Path, file: &str, (agency, year): (&str, i32), more: &str) {
    let path = at.join(file);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    let text = format!(
        "{agency}{year}年政府信息公开工作年度报告\n\n一、总体情况\n\n工作有序开展。\n\n\
         二、主动公开政府信息情况\n\n三、收到和处理政府信息公开申请情况\n\n\
         | 一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n\n\
         四、政府信息公开行政复议、行政诉讼情况\n\n五、存在的主要问题及改进情况\n\n六、其他需要报告的事项\n\n{more}\n"
    );
    std::fs::write(path, text).expect("written");
}

/// Lines of a query, its header left out.
fn asked(at: &Path, sql: &str) -> Vec<String> {
    let (_, out, err) = gongkai(at, &["sql", sql, "--format", "csv"]);
    assert!(!out.is_empty(), "{err}");
    out.lines().skip(1).map(str::to_owned).collect()
}

/// What a query says after loading files in an order, and in the reverse, all at once and one by one.
fn whichever_order(at: &Path, files: &[String], sql: &str) -> Vec<String> {
    let mut found: Option<Vec<String>> = None;
    let reversed: Vec<String> = files.iter().rev().cloned().collect();
    let (middle, end) = files.split_at(files.len() / 2);
    for order in [files, &reversed, &[end, middle].concat()] {
        let names: Vec<&str> = order.iter().map(String::as_str).collect();
        gongkai(at, &[&["ingest"], names.as_slice()].concat());
        let now = asked(at, sql);
        std::fs::remove_file(at.join("gongkai.db")).expect("removed");
        assert_eq!(*found.get_or_insert(now.clone()), now, "{order:?}");
    }
    found.unwrap_or_default()
}

#[test]
fn a_body_is_called_by_what_most_of_its_reports_print() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let names = ["新乡市卫滨区民政局", "河南省新乡市卫滨区民政局", "新乡市卫滨区民政局", "卫滨区民政局"];
    let mut files = Vec::new();
    for (year, name) in (2020..).zip(names) {
        files.push(format!("{year}.txt"));
        report(at, &format!("{year}.txt"), (name, year), "");
    }
    // Two forms once each: the longer one.
    for (year, name) in (2020..).zip(["卫滨区教育局", "新乡市卫滨区教育局"]) {
        files.push(format!("b{year}.txt"));
        report(at, &format!("b{year}.txt"), (name, year), "");
    }
    let found = whichever_order(at, &files, "select name from agency order by name");
    assert_eq!(found, ["新乡市卫滨区教育局", "新乡市卫滨区民政局"]);
}

#[test]
fn which_of_very_many_namesakes_are_one_does_not_hang_on_the_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let bodies = "select group_concat(path, ' ') as paths from (select path, agency_id from report
                  join document using (document_id) order by path) group by agency_id order by 1";
    // Seven bodies over six years, their reports now in one folder, now in another; the telephone tells each.
    let mut files = Vec::new();
    for body in 0..7 {
        for year in 2019..2025 {
            let file = format!("{}/{body}_{year}.txt", if year % 2 == 0 { "x" } else { "y" });
            report(at, &file, ("城关镇人民政府", year), &format!("联系电话：0373-501000{body}。"));
            files.push(file);
        }
    }
    let few = whichever_order(at, &files[..36], bodies);
    assert_eq!(few.len(), 6, "{few:?}");
    assert_eq!(few[0], "x/0_2020.txt x/0_2022.txt x/0_2024.txt y/0_2019.txt y/0_2021.txt y/0_2023.txt");
    let many = whichever_order(at, &files, bodies);
    assert_eq!(many.len(), 14, "within a folder only: {many:?}");
    assert_eq!(many[0], "x/0_2020.txt x/0_2022.txt x/0_2024.txt");
}
