//! Files loaded again: what looks as it did is not read, what was changed is, whatever its length and the time it was given.

use super::exit_codes::told;
use super::generator::{Case, render::Layout};
use gongkai::store::{self, Known, Stamp};
use rusqlite::Connection;
use std::path::Path;

fn ingest(folder: &Path) -> String {
    told(folder, &["ingest", "a.txt", "--db", "a.db"]).1.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_file_that_looks_as_it_did_is_known_by_its_content() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let report = Case::clean(1, Layout::TabRows, "2021").text;
    std::fs::write(at.join("a.txt"), &report).expect("written");
    assert_eq!(ingest(at), "a.db: loaded 1, unchanged 0, revised 0, rejected 0");
    let connection = Connection::open(at.join("a.db")).expect("opened");
    let (length, modified): (i64, Option<i64>) = connection
        .query_row("select byte_length, modified_ns from ingest_file", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("a row");
    // Just written: a change within the same moment would not show.
    assert_eq!((length, modified), (report.len() as i64, None));
    connection.execute("update ingest_file set modified_ns = 5", []).expect("set");
    let known = Known::of(&connection).expect("read");
    let stamp = |modified_ns| Stamp { byte_length: report.len() as u64, modified_ns };
    let sha256: String =
        connection.query_row("select sha256 from document", [], |row| row.get(0)).expect("a row");
    assert!(known.holds(&sha256));
    assert_eq!(known.content_of("a.txt", stamp(Some(5))), Some(sha256));
    for other in [stamp(Some(6)), stamp(None), Stamp { byte_length: 5, ..stamp(Some(5)) }] {
        assert_eq!(known.content_of("a.txt", other), None);
    }
    assert_eq!(known.content_of("b.txt", stamp(Some(5))), None);
}

#[test]
fn a_file_changed_to_the_same_length_is_read_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let case = Case::clean(3, Layout::TabRows, "2021");
    std::fs::write(at.join("a.txt"), &case.text).expect("written");
    ingest(at);
    assert_eq!(ingest(at), "a.db: loaded 0, unchanged 1, revised 0, rejected 0");
    let time = std::fs::metadata(at.join("a.txt")).expect("there").modified().expect("a time");
    std::fs::write(at.join("a.txt"), case.text.replacen("本机关", "本部门", 1).replace('。', "；"))
        .expect("written");
    let file = std::fs::File::options().append(true).open(at.join("a.txt")).expect("opened");
    file.set_modified(time).expect("set");
    assert_eq!(ingest(at), "a.db: loaded 0, unchanged 0, revised 1, rejected 0");
    // What was refused is no longer known by its looks.
    std::fs::write(at.join("a.txt"), "今日新闻").expect("written");
    assert_eq!(ingest(at), "a.db: loaded 0, unchanged 0, revised 0, rejected 1");
    let connection = store::open_read_only(&at.join("a.db")).expect("opened");
    let (length, modified_ns) = ("今日新闻".len() as u64, Some(5));
    let known = Known::of(&connection).expect("read");
    assert_eq!(known.content_of("a.txt", Stamp { byte_length: length, modified_ns }), None);
}
