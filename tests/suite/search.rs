//! `gongkai search`: what stands in the prose is found, with and without the index alike.

use super::exit_codes::told as gongkai;
use gongkai::query::{Found, search};
use gongkai::store;
use rusqlite::Connection;
use std::path::Path;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");

/// A report with three paragraphs in section 1 and one in section 5.
fn report(year: i32, first: &str) -> String {
    format!(
        "云岭县档案局{year}年政府信息公开工作年度报告\n\n一、总体情况\n{first}\n全年更新栏目 １２ 个，维护ＡＰＰ端口2个。\n本局依申请公\n开渠道畅通。\n\
         二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n\
         五、存在的主要问题及改进情况\n目录更新较慢，下一步每季度核对一次。\n六、其他需要报告的事项\n无。\n"
    )
}

fn loaded(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("written");
    let (code, out, err) = gongkai(folder, &["ingest", name]);
    assert_ne!(code, Some(2), "{out}{err}");
}

#[track_caller]
fn finds(folder: &Path, arguments: &[&str]) -> String {
    let mut all = vec!["search", "--format", "csv"];
    all.extend(arguments);
    let (code, out, err) = gongkai(folder, &all);
    assert_eq!(code, Some(0), "{err}");
    out.split_inclusive('\n').skip(1).collect()
}

fn all(connection: &Connection, text: &str) -> Found {
    search(connection, text, &[], usize::MAX).expect("searched")
}

#[test]
fn words_are_found_where_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    loaded(at, "a.txt", &report(2022, "设专栏并设专人管专栏。"));
    for index in [false, true] {
        if index {
            assert_eq!(gongkai(at, &["index"]).0, Some(0));
        }
        let place = |section: u8, line: u8, times: u8, snippet: &str| {
            format!("2022,云岭县档案局,{section},{line},{times},{snippet},1,a.txt\n")
        };
        assert_eq!(finds(at, &["专栏"]), place(1, 4, 2, "设【专栏】并设专人管专栏。"));
        assert_eq!(finds(at, &["档"]), "");
        let app = place(1, 5, 1, "\"全年更新栏目 １２ 个，维护【ＡＰＰ】端口2个。\"");
        assert_eq!(finds(at, &["app"]), app.replace('"', ""));
        assert_eq!(
            finds(at, &["栏目12个,"]),
            place(1, 5, 1, "全年更新【栏目 １２ 个，】维护ＡＰＰ端口2个。")
        );
        assert_eq!(finds(at, &["依申请公開"]), place(1, 6, 1, "本局【依申请公开】渠道畅通。"));
        assert_eq!(
            finds(at, &["更新", "--section", "5"]),
            place(5, 12, 1, "目录【更新】较慢，下一步每季度核对一次。")
        );
        assert_eq!(finds(at, &["更新", "--year", "2021"]), "");
        assert_eq!(finds(at, &["更新", "--agency", "档案"]).lines().count(), 2);
        assert_eq!(finds(at, &["更新", "--limit", "1"]).lines().count(), 1);
    }
}

#[test]
fn the_index_follows_what_is_loaded() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    loaded(at, "a.txt", &report(2022, "首次设立政务专窗。"));
    assert_eq!(gongkai(at, &["index"]).0, Some(0));
    loaded(at, "b.txt", &report(2023, "再次设立政务专窗。"));
    let ids = "select rowid from section_search where section_search match '设立政务专窗' order by 1";
    assert_eq!(gongkai(at, &["sql", ids, "--format", "csv"]).1, "rowid\n11\n21\n");
    assert_eq!(finds(at, &["设立政务专窗"]).lines().count(), 2);
    let connection = Connection::open(at.join("gongkai.db")).expect("opens");
    connection.execute_batch("update report set status = 'superseded' where year = 2022").expect("changed");
    assert_eq!(finds(at, &["设立政务专窗"]).lines().count(), 1, "what is superseded is not current");
    loaded(at, "c.txt", &report(2021, "撤销两处窗口。"));
    assert_eq!(finds(at, &["撤销两处窗口"]).lines().count(), 1);
    let sound = "insert into section_search (section_search, rank) values ('integrity-check', 1)";
    connection.execute_batch(sound).expect("the index holds what the prose does");
    connection
        .execute_batch("update section set body = '另设咨询台。' where body like '%撤销%'")
        .expect("changed");
    connection.execute_batch("delete from section where body like '%再次%'").expect("deleted");
    connection.execute_batch(sound).expect("the index holds what the prose does");
    // What the index lacks is read.
    connection.execute_batch("delete from section_search_docsize").expect("deleted");
    assert_eq!(finds(at, &["另设咨询台"]).lines().count(), 1);
    assert_eq!(gongkai(at, &["index", "--drop"]).0, Some(0));
    assert_eq!(finds(at, &["另设咨询台"]).lines().count(), 1);
}

#[test]
fn the_index_changes_no_result() {
    let folder = tempfile::tempdir().expect("a folder");
    gongkai(folder.path(), &["ingest", SAMPLE]);
    let mut connection = store::open(&folder.path().join("gongkai.db")).expect("opens");
    let mut select = connection.prepare("select body from section").expect("prose");
    let bodies: Vec<Vec<char>> = select
        .query_map([], |row| row.get::<_, String>(0).map(|body| body.chars().collect()))
        .and_then(Iterator::collect)
        .expect("prose");
    drop(select);
    let mut random = fastrand::Rng::with_seed(7);
    let bodies: Vec<_> = bodies.into_iter().filter(|body| body.len() > 20).collect();
    let texts: Vec<String> = (0..150)
        .map(|_| {
            let body = &bodies[random.usize(..bodies.len())];
            let length = random.usize(1..9);
            let from = random.usize(..body.len() - length);
            body[from..from + length].iter().collect()
        })
        .filter(|text: &String| !text.trim().is_empty())
        .collect();
    let scanned: Vec<Found> = texts.iter().map(|text| all(&connection, text)).collect();
    assert!(store::make_index(&mut connection).expect("made") > 0);
    for (text, scanned) in texts.iter().zip(scanned) {
        assert!(scanned.paragraphs > 0, "{text:?} stands in the prose");
        assert_eq!(all(&connection, text), scanned, "{text:?}");
    }
}

#[test]
fn blank_words_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    loaded(folder.path(), "a.txt", &report(2022, "设专栏。"));
    assert_eq!(gongkai(folder.path(), &["search", "\u{3000} "]).0, Some(2));
    assert_eq!(gongkai(folder.path(), &["search", "专栏", "--db", "none.db"]).0, Some(2));
    assert_eq!(gongkai(folder.path(), &["index", "--db", "none.db"]).0, Some(2));
    assert!(!folder.path().join("none.db").exists());
}
