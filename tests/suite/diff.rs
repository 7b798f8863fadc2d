//! `gongkai diff`: every sort of difference is told, and a stored report is what was parsed.

use super::exit_codes::told as gongkai;
use gongkai::diff::diff;
use gongkai::parse::reports;
use gongkai::report::Report;
use gongkai::{source, store};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");

fn parsed(name: &str, text: &str) -> Report {
    let document = source::read(name, text.as_bytes()).expect("read");
    reports(&document).into_iter().next().expect("a report")
}

#[test]
fn a_stored_report_is_what_was_parsed() {
    let folder = tempfile::tempdir().expect("a folder");
    let blanks = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/formats");
    gongkai(folder.path(), &["ingest", SAMPLE, blanks]);
    let connection = store::open_read_only(&folder.path().join("gongkai.db")).expect("a database");
    let mut select = connection
        .prepare("select max(report_id), path from report join document using (document_id) group by path having count(*) = 1")
        .expect("reports");
    let stored = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    let mut compared = 0;
    for stored in stored {
        let (id, path): (i64, String) = stored.expect("a row");
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let document = source::read(&path, &bytes).expect("read");
        let fresh = reports(&document).into_iter().next().expect("a report");
        let stored = store::report(&connection, id).expect("read").expect("there");
        let mut fresh = Report { agency: stored.agency.clone(), ..fresh };
        fresh.sections.dedup_by_key(|section| section.number);
        assert_eq!(diff(&fresh, &stored), [], "{path}");
        compared += 1;
    }
    assert!(compared > 17, "{compared}");
    assert_eq!(store::report(&connection, 9999).expect("read"), None);
}

#[test]
fn each_sort_of_difference_is_told() {
    let text = std::fs::read_to_string(format!("{SAMPLE}/清河市水利局_2023.txt")).expect("the sample");
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("old.txt"), &text).expect("written");
    let found = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        std::fs::write(at.join("new.txt"), text.replacen(from, to, 1)).expect("written");
        let (code, out, err) = gongkai(at, &["diff", "old.txt", "new.txt", "--format", "csv"]);
        assert_eq!(code, Some(i32::from(out.lines().count() > 1)), "{out}{err}");
        out.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(found("情况", "情况"), [] as [String; 0]);
    let label = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）";
    let row = format!("{label} |  | 2 | 0");
    let told = "3 applications,Partly disclosed,Natural persons,2,,";
    assert_eq!(found(&row, &row.replace('2', "7")), [format!("{told}7,,5,32,32,")]);
    assert_eq!(found(&row, &row.replace('2', "0")), [format!("{told}0,,-2,32,32,")]);
    assert_eq!(found(&row, &row.replace('2', " ")), [format!("{told},blank,,32,32,")]);
    assert_eq!(found(&row, &row.replace('2', "/")), [format!("{told},not_applicable,,32,32,")]);
    assert_eq!(found(&row, &row.replace('2', "约2")), [format!("{told}约2,unreadable,,32,32,")]);
    let prose = found("本年新收申请14件", "本年新收申请41件");
    assert!(
        prose.len() == 1 && prose[0].starts_with("prose,Overview,characters,203,,203,,0,3,3,0.9"),
        "{prose:?}"
    );
}

#[test]
fn tables_and_headers_differ_too() {
    let text = std::fs::read_to_string(format!("{SAMPLE}/清河市水利局_2023.txt")).expect("the sample");
    let old = parsed("a.txt", &text);
    let mut new = old.clone();
    new.tables.remove(1);
    new.year = Some(2022);
    let found = diff(&old, &new);
    let places: Vec<String> = found.iter().map(|one| format!("{:?} {:?}", one.place, one.new.note)).collect();
    assert_eq!(places, ["Header(\"year\") None", "Table(Applications) Some(\"not_printed\")"]);
}

#[test]
fn versions_are_found_and_what_is_wrong_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    gongkai(at, &["ingest", SAMPLE]);
    let (code, out, err) =
        gongkai(at, &["diff", "--revisions", "水利局", "--year", "2023", "--format", "csv"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(out.contains("Received this year,Natural persons,10,,11,,1,29,29,\n"), "{out}");
    let (_, _, err) = gongkai(at, &["diff", "--revisions", "水利局", "--year", "2023"]);
    assert!(err.contains(".txt (report:") && err.contains(".txt (report:"), "{err}");
    let (code, out, _) =
        gongkai(at, &["diff", "report:1", &format!("{SAMPLE}/云岭县教育局_2022.txt"), "--format", "json"]);
    assert_eq!((code, out.trim()), (Some(0), "[]"));
    for (arguments, says) in [
        (&["--revisions", "水利局", "--year", "2020"][..], "no report of the year"),
        (
            &["--revisions", "清河市水力局", "--year", "2023"],
            "no such agency in the database: 清河市水力局; did you mean: ",
        ),
        (&["report:1", "report:999"], "no such report in the database"),
        (&["report:x", "report:1"], "the number of a report is expected"),
        (&["report:1", "none.txt"], "none.txt"),
        (&["report:1", SAMPLE], "more than one report"),
        (&["report:1"], "<B>"),
    ] {
        let (code, out, err) = gongkai(at, &[&["diff"], arguments].concat());
        assert!(code == Some(2) && out.is_empty() && err.contains(says), "{arguments:?} {out}{err}");
    }
}
