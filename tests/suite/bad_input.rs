//! Input that is no report: each file is refused with its reason and recorded, and the others go on.

use rusqlite::Connection;
use std::fs::File;
use std::path::Path;
use std::process::Command;

/// A line that is far longer than any report, cheap to make: a file of zeros has no size on disk.
const HUGE: u64 = 100 << 20;

#[test]
fn bad_files_are_recorded_with_their_reason_and_the_others_go_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample/云岭县教育局_2022.txt");
    std::fs::copy(sample, at("a_report.txt")).expect("copied");
    let noise: Vec<u8> = (0..40_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let long = "政府信息公开".repeat(200_000);
    let files: [(&str, &[u8], &str); 8] = [
        ("b_empty.txt", b"", "empty"),
        ("c_blank.txt", " \n\t\u{3000}\n".as_bytes(), "empty"),
        ("d_binary.dat", &noise, "binary"),
        ("e_scan.pdf", b"%PDF-1.4\n", "broken_pdf"),
        ("f_news.txt", "今日全县召开政务公开工作会议。会议要求做好公开工作。\n".as_bytes(), "not_a_report"),
        (
            "g_notice.txt",
            "关于做好2023年政府信息公开工作年度报告编制工作的通知\n各单位：请于1月底前报送。\n".as_bytes(),
            "not_a_report",
        ),
        (
            "h_old.txt",
            "云岭县民政局2015年政府信息公开工作年度报告\n一、概述\n全年公开信息5条。\n".as_bytes(),
            "before_2019",
        ),
        ("i_one_line.txt", long.as_bytes(), "not_a_report"),
    ];
    for (name, bytes, _) in &files {
        std::fs::write(at(name), bytes).expect("written");
    }
    File::create(at("j_huge.txt")).and_then(|file| file.set_len(HUGE)).expect("made");

    let elsewhere = tempfile::tempdir().expect("a folder");
    let database = elsewhere.path().join("x.db");
    let run = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .current_dir(folder.path())
        .args(["ingest", ".", "--lang", "en", "--db"])
        .arg(&database)
        .output()
        .expect("it runs");
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(String::from_utf8_lossy(&run.stdout).contains("loaded 1, unchanged 0, revised 0, rejected 9"));

    let connection = Connection::open(&database).expect("a database");
    let reason = |name: &str| -> String {
        let sql = "select message from ingest_file where outcome = 'rejected' and path like '%' || ?";
        connection.query_row(sql, [name], |row| row.get(0)).expect("recorded")
    };
    for (name, _, code) in &files {
        assert!(reason(name).starts_with(code), "{name}: {}", reason(name));
    }
    assert!(reason("j_huge.txt").starts_with("too_large"));
}

#[cfg(unix)]
#[test]
fn links_to_nothing_and_in_circles_are_recorded_and_the_others_go_on() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/sample/云岭县教育局_2022.txt");
    std::fs::copy(sample, at("a.txt")).expect("copied");
    symlink("nowhere", at("dead.txt")).and_then(|()| symlink(".", at("loop"))).expect("linked");
    // What systems leave in folders is passed over.
    for left in ["~$a.docx", "Thumbs.db", ".DS_Store"] {
        std::fs::write(at(left), "").expect("written");
    }
    let elsewhere = tempfile::tempdir().expect("a folder");
    let run = Command::new(env!("CARGO_BIN_EXE_gongkai"))
        .current_dir(folder.path())
        .args(["ingest", ".", "--lang", "en", "--db"])
        .arg(elsewhere.path().join("x.db"))
        .output()
        .expect("it runs");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(
        run.status.code() == Some(1) && out.contains("loaded 1") && out.contains("rejected 2"),
        "{out}{err}"
    );
    assert!(err.contains("cannot_read") && err.contains("dead.txt") && err.contains("loop"), "{err}");
}
