//! A list of files with what they do not say themselves.

use super::place::{Place, jiaoyu, minzheng, same, zipped};
use encoding_rs::GB18030;
use rusqlite::Connection;

/// Agency, year, address, date, division and problems of the manifest, of all current reports.
fn current(database: &Connection) -> Vec<String> {
    let sql = "select path || ' ' || coalesce(agency, '-') || ' ' || coalesce(year, '-') || ' '
                      || coalesce(url, '-') || ' ' || coalesce(published_on, '-') || ' '
                      || coalesce(division_code, '-')
                      || coalesce((select group_concat(' ' || code, '') from problem
                                   where problem.report_id = r.report_id
                                     and code in ('manifest_disagrees', 'agency_missing', 'same_content', 'same_name')), '')
               from current_report as r join document using (document_id) order by path, report_id";
    let mut select = database.prepare(sql).expect("a query");
    let rows = select.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

/// A report that names no body.
fn nameless() -> String {
    jiaoyu().replace("云岭县教育局", "").replace("教育局", "本机关")
}

#[test]
fn a_list_within_the_folder_is_no_report_that_is_rejected() {
    let place = Place::new();
    std::fs::create_dir(place.put("beside.txt", b"").with_file_name("in")).expect("a folder");
    place.put("in/a.txt", nameless().as_bytes());
    place.put("in/list.csv", "path,agency\na.txt,云岭县林业局\n".as_bytes());
    place.ingest(&["in", "--manifest", "in/list.csv"]);
    let files: Vec<String> = place.files().into_iter().map(|(path, _)| path).collect();
    assert_eq!(files, ["in/a.txt"]);
}

#[test]
fn a_list_supplies_what_documents_do_not_say() {
    let place = Place::new();
    place.put("a.txt", nameless().as_bytes());
    place.put("b.zip", &zipped(&[("x/b.txt", minzheng().as_bytes())]));
    let list = "\u{feff}url,path,Agency,备注,division_code,published_on\n\
                https://a.example/a,a.txt,云岭县林业局,x,999901,2023/1/9\n\
                https://a.example/b,b.zip!/x/b.txt,,,,\n";
    place.put("list.csv", list.as_bytes());
    let run = place.ingest(&["--manifest", "list.csv"]);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(told.contains("unknown column 备注"), "{told}");
    let expected = [
        "a.txt 云岭县林业局 2022 https://a.example/a 2023-01-09 999901",
        "b.zip!/x/b.txt 云岭县民政局 2021 https://a.example/b - -",
    ];
    let found: Vec<String> = current(&place.database())
        .iter()
        .map(|line| line.rsplit_once("/a.txt ").map_or(line.clone(), |(_, rest)| format!("a.txt {rest}")))
        .map(|line| line.rsplit_once("/b.zip!").map_or(line.clone(), |(_, rest)| format!("b.zip!{rest}")))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn where_list_and_document_disagree_the_list_counts_and_a_problem_tells() {
    let place = Place::new();
    place.put("a.txt", jiaoyu().as_bytes());
    place.put("b.txt", minzheng().as_bytes());
    let list = "文件,机关,年度\na.txt,云岭县体育局,2023\nb.txt,云阳市云岭县民政局,2021\n";
    place.put("list.csv", &GB18030.encode(list).0);
    place.ingest(&["a.txt", "b.txt", "--manifest", "list.csv"]);
    assert_eq!(
        current(&place.database()),
        [
            "a.txt 云岭县体育局 2023 - - - manifest_disagrees manifest_disagrees",
            "b.txt 云阳市云岭县民政局 2021 - - -"
        ]
    );
    let message: String = place.one("select message from problem where code = 'manifest_disagrees' limit 1");
    assert!(message.contains("云岭县教育局") && message.contains("云岭县体育局"), "{message}");
}

#[test]
fn wrong_rows_are_told_with_their_lines() {
    let place = Place::new();
    place.put("a.txt", jiaoyu().as_bytes());
    let list =
        "path,year,division_code,published_on\na.txt,22,41,soon\na.txt,2022,,\nmissing.txt,2022,,\n,2022,,\n";
    place.put("list.csv", list.as_bytes());
    let run = place.ingest(&["a.txt", "--manifest", "list.csv"]);
    assert_eq!(run.status.code(), Some(1));
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    for expected in [
        "line 2: year cannot be 22",
        "line 2: division_code cannot be 41",
        "line 2: published_on cannot be soon",
        "line 3: a.txt stands in line 2 already",
        "line 4: missing.txt is not among the inputs",
        "line 5: no path",
    ] {
        assert!(told.contains(expected), "{expected} in {told}");
    }
    assert_eq!(current(&place.database()), ["a.txt 云岭县教育局 2022 - - -"]);

    place.put("none.csv", b"agency,year\nx,2022\n");
    for list in ["none.csv", "missing.csv"] {
        let run = place.command(&["ingest", "a.txt", "--manifest", list]).output().expect("it runs");
        assert_eq!(run.status.code(), Some(2), "{}", String::from_utf8_lossy(&run.stderr));
    }
}

#[test]
fn one_body_and_year_of_the_list_is_one_report() {
    let place = Place::new();
    place.put("a.txt", nameless().as_bytes());
    place.put("b.txt", minzheng().as_bytes());
    place.put("list.csv", "path,agency,year\na.txt,云岭县民政局,2021\nb.txt,云岭县民政局,2021\n".as_bytes());
    place.ingest(&["a.txt", "b.txt", "--manifest", "list.csv"]);
    same(&place.files(), &[("a.txt", "loaded"), ("b.txt", "revised")]);

    // With divisions they are two bodies of one name.
    let place = Place::new();
    place.put("a.txt", nameless().as_bytes());
    place.put("b.txt", minzheng().as_bytes());
    let list = "path,agency,year,division_code\na.txt,民政局,2021,999901\nb.txt,民政局,2021,999902\n";
    place.put("list.csv", list.as_bytes());
    let run = place.ingest(&["a.txt", "b.txt", "--manifest", "list.csv"]);
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(told.contains("line 3: no division has the code 999902; it is used"), "{told}");
    same(&place.files(), &[("a.txt", "loaded"), ("b.txt", "loaded")]);
    assert_eq!(place.one::<i64>("select count(distinct division_code) from current_report"), 2);
}

#[test]
fn a_list_loaded_later_applies_to_known_files() {
    let place = Place::new();
    place.put("a.txt", nameless().as_bytes());
    place.put("copy.txt", nameless().as_bytes());
    place.ingest(&["a.txt"]);
    place.put("list.csv", b"path,url\na.txt,https://a.example/\n");
    place.ingest(&["a.txt", "--manifest", "list.csv"]);
    same(&place.files(), &[("a.txt", "unchanged")]);
    assert_eq!(current(&place.database()), ["a.txt - 2022 https://a.example/ - - agency_missing"]);

    place.put("list.csv", "path,agency\na.txt,云岭县林业局\ncopy.txt,云岭县水利局\n".as_bytes());
    for expected in [["revised", "loaded"], ["unchanged", "unchanged"]] {
        place.ingest(&["a.txt", "copy.txt", "--manifest", "list.csv"]);
        same(&place.files(), &[("a.txt", expected[0]), ("copy.txt", expected[1])]);
        assert_eq!(
            current(&place.database()),
            [
                "a.txt 云岭县林业局 2022 https://a.example/ - -",
                "a.txt 云岭县水利局 2022 https://a.example/ - - same_content"
            ]
        );
    }
}
