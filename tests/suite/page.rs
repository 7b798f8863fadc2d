//! Pages: every figure is the query's, nothing is loaded from elsewhere, names of documents are text, headings stand in order.

use crate::recomputed::many;
use crate::small::fill;
use gongkai::query;
use gongkai::rows::Value;
use rusqlite::Connection;
use scraper::{ElementRef, Html, Selector};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs `gongkai report`: exit code, standard error.
fn report(folder: &Path, lang: &str, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(folder).args(["--lang", lang, "report"]).args(arguments).env_remove("GONGKAI_DB");
    let output = command.stdin(Stdio::null()).output().expect("runs");
    (output.status.code().expect("a code"), String::from_utf8(output.stderr).expect("text"))
}

/// The page, and its text as it was written.
fn written(folder: &Path, lang: &str, arguments: &[&str]) -> (Html, String) {
    let all: Vec<&str> = arguments.iter().copied().chain(["--output", "page.html"]).collect();
    let (code, told) = report(folder, lang, &all);
    assert_eq!(code, 0, "{told}");
    let text = std::fs::read_to_string(folder.join("page.html")).expect("written");
    let page = Html::parse_document(&text);
    (page, text)
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// What an element says.
fn said(element: ElementRef) -> String {
    element.text().collect::<Vec<_>>().concat().trim().to_owned()
}

/// The rows of the table under a heading: what stands in each cell, without what stands beside it.
fn under(page: &Html, heading: &str) -> Vec<Vec<String>> {
    let h3 = all(page, "h3").into_iter().find(|h3| said(*h3) == heading);
    let h3 = h3.unwrap_or_else(|| panic!("no heading {heading}"));
    let after = h3.next_siblings().filter_map(ElementRef::wrap).find(|next| next.value().name() == "div");
    let [tr, cell] = ["tbody tr", "th, td"].map(|text| Selector::parse(text).expect("a selector"));
    let own = |cell: ElementRef| cell.text().next().unwrap_or_default().trim().to_owned();
    after.expect("a table").select(&tr).map(|row| row.select(&cell).map(own).collect()).collect()
}

/// Columns of a query's answer as a page prints them.
fn answer(
    connection: &Connection,
    name: &str,
    given: &[(&str, Value)],
    columns: &[&str],
) -> Vec<Vec<String>> {
    let given: Vec<_> = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let rows = query::run(connection, &query::find(name).expect("a query"), &given).expect("runs");
    let print = |row: &Vec<Value>, column: &str| match row.get(rows.position(column).expect("a column")) {
        Some(Value::Null) => "—".to_owned(),
        Some(value) => gongkai::output::text(column, value),
        None => String::new(),
    };
    rows.rows.iter().map(|row| columns.iter().map(|column| print(row, column)).collect()).collect()
}

const TREND: [&str; 7] = [
    "year",
    "reports",
    "received",
    "outcome_total",
    "disclosure_rate",
    "reconsideration_total",
    "litigation_total",
];

#[test]
fn every_figure_of_a_page_is_the_query_s() {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = many(&folder.path().join("gongkai.db"));
    let (page, _) = written(folder.path(), "en", &["region", "郑州市", "--year", "2023"]);
    let region = ("region", Value::Text("4101".to_owned()));
    assert_eq!(
        under(&page, "Totals by year"),
        answer(&connection, "trend", std::slice::from_ref(&region), &TREND)
    );
    let year = ("year", Value::Integer(2023));
    let ranking = ["rank_from_lowest", "agency", "division", "year"];
    let found: Vec<_> =
        under(&page, "Agencies by disclosure rate").into_iter().map(|row| row[..4].to_vec()).collect();
    assert_eq!(found, answer(&connection, "disclosure_ranking", &[region, year], &ranking));
    assert!(!found.is_empty());
}

#[test]
fn sums_say_how_many_reports_state_them_and_what_lacks_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = fill(&folder.path().join("gongkai.db"));
    let (page, text) = written(folder.path(), "en", &["year", "2023"]);
    // Four reports of 2023; the consolidated one is in no sum, and one of the others states nothing.
    assert_eq!(under(&page, "Applications received by year"), [["2023", "3", "58", "2", "56.9%"]]);
    assert!(text.contains("58 <small>(2 of 3 reports state it)</small>"), "{text}");
    assert!(text.contains("没有第四部分的表") && text.contains("does not balance"), "{text}");
    let (page, text) = written(folder.path(), "zh", &["agency", "乙镇人民政府", "--year", "2023"]);
    let agency = [("agency", Value::Text("乙镇人民政府".to_owned()))];
    assert_eq!(under(&page, "历年总量"), answer(&connection, "trend", &agency, &TREND));
    assert!(text.contains("文件中没有读到这张表") && text.contains("没有与表式不符之处"), "{text}");
    let (page, text) = written(folder.path(), "zh", &["agency", "3"]);
    assert!(text.contains("均为汇总报告"), "{text}");
    assert_eq!(under(&page, "历年总量")[0][..3], ["2023", "1", "200"]);
    let (page, text) = written(folder.path(), "zh", &["agency", "甲县民政局"]);
    assert_eq!(under(&page, "办理结果构成")[0], ["（一）予以公开", "30 · 83.3%", "20 · 40.0%"]);
    assert!(text.contains("2023：办理 50 件，1 份报告"), "{text}");
}

#[test]
fn tables_of_a_report_are_those_of_the_form_with_notes_and_findings_at_their_cells() {
    let folder = tempfile::tempdir().expect("a folder");
    fill(&folder.path().join("gongkai.db"));
    let (page, _) = written(folder.path(), "zh", &["agency", "乙镇人民政府", "--year", "2023"]);
    let forms = all(&page, "table.form");
    let row = |label: &str| {
        let tr = Selector::parse("tr").expect("a selector");
        let rows = forms.iter().flat_map(|form| form.select(&tr));
        let mut rows = rows.filter(|row| said(*row).contains(label));
        let cells = Selector::parse("td").expect("a selector");
        rows.next().expect("a row").select(&cells).map(said).collect::<Vec<_>>()
    };
    assert_eq!(row("（一）予以公开"), ["8", "0", "0", "0", "0", "0", "8"]);
    assert_eq!(row("部分公开")[6], "空");
    // Of a report without section 2 no number is made up.
    assert_eq!(forms.len(), 2);
    let pointed: Vec<_> = all(&page, ".form .pointed").into_iter().map(said).collect();
    assert_eq!(pointed, ["总计[1]"], "the rows of the sample share a line, so its column is meant");
    assert_eq!(all(&page, "li#finding-1 code").into_iter().map(said).collect::<Vec<_>>(), ["T3.BALANCE"]);
    assert!(
        all(&page, "p.legend").into_iter().any(|legend| said(legend).contains("空 印了而没有填，不是零"))
    );
    let (page, _) = written(folder.path(), "en", &["agency", "1", "--year", "2023"]);
    let labels: Vec<_> = all(&page, "table.form th").into_iter().map(said).collect();
    for label in ["Received this year", "Article 20 (1)", "Litigation", "Withheld", "Total"] {
        assert!(labels.iter().any(|found| found == label), "{label}: {labels:?}");
    }
    let fees: Vec<_> =
        all(&page, "table.form td").into_iter().map(said).filter(|text| text.starts_with("190")).collect();
    assert_eq!(fees, ["190.457379"]);
}

#[test]
fn pages_stand_alone_and_can_be_heard() {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = fill(&folder.path().join("gongkai.db"));
    let wild = "<script>alert(1)</script>\u{202e}局\u{7}\" onload=\"x";
    connection
        .execute("update agency set name = ?1, full_name = null where agency_id = 1", [wild])
        .expect("named");
    connection.execute("update finding set message = ?1, subject = ?1", [wild]).expect("told");
    connection
        .execute("update cell_note set raw = ?1 where state = 'not_applicable'", [wild])
        .expect("noted");
    connection.execute("update report set title = ?1", [wild]).expect("titled");
    drop(connection);
    for arguments in
        [&["agency", "1"][..], &["agency", "4"], &["region", "410701"], &["year", "2023", "--year", "2022"]]
    {
        for lang in ["zh", "en"] {
            let (page, text) = written(folder.path(), lang, arguments);
            for banned in ["script", "link", "img", "iframe", "object", "[src]", "[onload]", "[srcset]"] {
                assert!(all(&page, banned).is_empty(), "{banned} {arguments:?}");
            }
            let plain = text.replace("http://www.w3.org/2000/svg", "");
            for banned in ["http:", "https:", "url(", "@import", "\u{202e}", "\u{7}"] {
                assert!(!plain.contains(banned), "{banned} {arguments:?}");
            }
            let ids: Vec<_> = all(&page, "[id]").into_iter().filter_map(|e| e.attr("id")).collect();
            for link in all(&page, "[href]") {
                let target =
                    link.attr("href").and_then(|target| target.strip_prefix('#')).expect("within the page");
                assert_eq!(ids.iter().filter(|id| **id == target).count(), 1, "{target}");
            }
            let levels: Vec<usize> = all(&page, "h1, h2, h3, h4")
                .iter()
                .map(|h| h.value().name()[1..].parse().expect("a level"))
                .collect();
            assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
            assert!(levels[0] == 1 && levels.windows(2).all(|two| two[1] <= two[0] + 1), "{levels:?}");
            assert!(all(&page, "th").iter().all(|th| th.attr("scope").is_some()), "{arguments:?}");
            assert!(all(&page, "svg").iter().all(|svg| said(*svg).contains(['：', ':'])), "{arguments:?}");
            assert_eq!(all(&page, "html")[0].attr("lang"), Some(if lang == "zh" { "zh-CN" } else { "en" }));
        }
    }
}

#[test]
fn what_cannot_be_meant_is_told_with_what_is_near() {
    let folder = tempfile::tempdir().expect("a folder");
    let connection = fill(&folder.path().join("gongkai.db"));
    connection
        .execute_batch("update agency set name = '甲县民政局二股' where agency_id = 4; insert into agency_alias values ('民政', 1)")
        .expect("renamed");
    for (arguments, says) in [
        (&["agency", "甲县民正局"][..], "甲县民正局: no report of such an agency in the database; it has"),
        (&["agency", "政"], "政: means several bodies; give the full name of one"),
        (&["agency", "99"], "99: no report of such an agency"),
        (&["region", "辛乡市"], ", 410700 河南省新乡市, "),
        (&["region", "110000"], "it has no report; --region 11"),
        (&["year", "1999"], "1999: no report of this year; those of 2022, 2023, 2024"),
        (&["agency", "甲县民政局", "--year", "2024"], "those of 2022, 2023"),
    ] {
        let all: Vec<&str> = arguments.iter().copied().chain(["--output", "page.html"]).collect();
        let (code, told) = report(folder.path(), "en", &all);
        assert_eq!(code, 2, "{arguments:?} {told}");
        assert!(told.contains(says), "{arguments:?} {told}");
    }
    assert!(!folder.path().join("page.html").exists());
    // A whole name is meant before a part of one, and a further name of the agency is a name.
    for name in ["甲县民政局", "民政"] {
        let (_, text) = written(folder.path(), "en", &["agency", name]);
        assert!(!text.contains("二股"), "{name}");
    }
}

/// What a report prints in its own language stays, what the form prints is English.
#[test]
fn section_4_is_english_in_english() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample/云岭县教育局_2023.txt");
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    let output =
        command.args(["--lang", "en", "parse", "--format", "markdown"]).arg(&sample).output().expect("runs");
    let markdown = String::from_utf8(output.stdout).expect("text");
    let (_, section) = markdown.split_once("## 4. Reconsideration and litigation").expect("section 4");
    let (section, _) = section.split_once("## 5.").expect("section 5");
    let rows = [
        "Administrative reconsideration |",
        "Litigation without reconsideration |",
        "Litigation after reconsideration |",
    ];
    assert!(rows.iter().all(|row| section.contains(row)), "{section}");
    assert!(section.is_ascii(), "{section}");

    let db = folder.path().join("a.db");
    let mut ingest = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    ingest.arg("--db").arg(&db).arg("ingest").arg(&sample).output().expect("runs");
    let asked = ["--db", "a.db", "agency", "云岭县教育局"];
    let (page, _) = written(folder.path(), "en", &asked);
    let tables = all(&page, "table").into_iter().map(|table| table.text().collect::<String>());
    let printed: Vec<_> = tables.filter(|text| text.contains("Litigation after")).collect();
    assert!(printed.len() == 1 && printed[0].is_ascii(), "{printed:?}");
}
