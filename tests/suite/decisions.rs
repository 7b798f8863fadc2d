//! `gongkai agencies`: what is decided by hand holds, in the database and in one made anew.

use super::exit_codes::told as gongkai;
use std::path::Path;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/sample");

#[track_caller]
fn does(folder: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = gongkai(folder, arguments);
    assert_eq!(code, Some(0), "{arguments:?} {out}{err}");
    out
}

#[track_caller]
fn fails(folder: &Path, arguments: &[&str], says: &str) {
    let (code, out, err) = gongkai(folder, arguments);
    assert!(code == Some(2) && err.contains(says), "{arguments:?} {out}{err}");
}

/// Agency, division, resolution, name, alias and reports with their status.
fn agencies(folder: &Path) -> String {
    let sql =
        "select a.name, division_code, resolution, alias, year || ' ' || path || ' ' || status as report
               from agency as a join agency_alias using (agency_id) join report using (agency_id)
               join document using (document_id) order by path, alias";
    does(folder, &["sql", sql, "--format", "csv"])
}

/// Two towns of one name, whose reports differ in a number only, and two offices.
fn towns() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = |name: &str| std::fs::read_to_string(format!("{SAMPLE}/{name}")).expect("the sample");
    let town = sample("云岭县白石镇人民政府_2022.txt").replace("云岭县", "").replace("白石镇", "城关镇");
    for name in ["a", "b", "c", "d"] {
        std::fs::create_dir(folder.path().join(name)).expect("made");
    }
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).expect("written");
    write("a/1.txt", &town);
    write("b/1.txt", &town.replacen('。', "；", 1));
    write("c/1.txt", &sample("清河市统计局_2023.txt"));
    write("d/1.txt", &sample("清河市司法局_2024.txt"));
    folder
}

#[test]
fn decisions_are_done_and_hold_in_a_database_made_anew() {
    let folder = towns();
    let at = folder.path();
    let load = |at: &Path| gongkai(at, &["ingest", "a", "b", "c", "d"]);
    load(at);
    let before = agencies(at);
    assert!(
        before.contains("城关镇人民政府,,unresolved,城关镇人民政府,2022 a/1.txt superseded\n")
            && before.contains("城关镇人民政府,,unresolved,城关镇人民政府,2022 b/1.txt current\n"),
        "{before}"
    );
    does(at, &["agencies", "set", "1", "--division", "410702"]);
    does(at, &["agencies", "split", "1", "--report", "2"]);
    let all = does(at, &["agencies", "--name", "城关镇", "--format", "csv"]);
    let own = all.lines().nth(2).expect("a second");
    assert!(own.contains("城关镇人民政府") && own.contains(",manual,split by hand,"), "{all}");
    let own = own.split(',').next().expect("a number").to_owned();
    fails(at, &["agencies", "merge", &own, "1"], "reports 2 and 1 of 2022 are both current");
    does(at, &["agencies", "alias", "1", "城关镇政府"]);
    does(at, &["agencies", "merge", "3", "2"]);
    let decided = agencies(at);
    assert_eq!(
        decided,
        "name,division_code,resolution,alias,report\n\
         城关镇人民政府,410702,manual,城关镇人民政府,2022 a/1.txt current\n\
         城关镇人民政府,410702,manual,城关镇政府,2022 a/1.txt current\n\
         城关镇人民政府,,manual,城关镇人民政府,2022 b/1.txt current\n\
         清河市统计局,,manual,清河市司法局,2023 c/1.txt current\n\
         清河市统计局,,manual,清河市统计局,2023 c/1.txt current\n\
         清河市统计局,,manual,清河市司法局,2024 d/1.txt current\n\
         清河市统计局,,manual,清河市统计局,2024 d/1.txt current\n"
    );
    load(at);
    assert_eq!(agencies(at), decided, "loading again changes nothing");
    does(at, &["agencies", "export", "decisions.csv"]);
    std::fs::remove_file(at.join("gongkai.db")).expect("removed");
    let (code, _, err) = gongkai(at, &["agencies", "import", "decisions.csv"]);
    assert_eq!((code, err.matches("not loaded yet").count()), (Some(0), 4), "{err}");
    load(at);
    assert_eq!(agencies(at), decided, "decisions wait for their reports");
    does(at, &["agencies", "import", "decisions.csv"]);
    does(at, &["agencies", "export", "again.csv"]);
    let [first, again] =
        ["decisions.csv", "again.csv"].map(|name| std::fs::read_to_string(at.join(name)).expect("text"));
    assert_eq!(first, again);
    let foreign_keys = does(at, &["sql", "select count(*) from pragma_foreign_key_check", "--format", "csv"]);
    assert!(foreign_keys.ends_with("\n0\n"), "{foreign_keys}");
}

#[test]
fn what_cannot_be_decided_is_refused_and_changes_nothing() {
    let folder = towns();
    let at = folder.path();
    fails(at, &["agencies", "set", "1", "--division", "410702"], "no such file");
    assert!(!at.join("gongkai.db").exists());
    gongkai(at, &["ingest", "a", "b", "c", "d"]);
    let before = agencies(at);
    fails(at, &["agencies", "set", "99", "--division", "410702"], "no such agency");
    fails(at, &["agencies", "set", "1", "--division", "999999"], "no such division");
    fails(at, &["agencies", "set", "1", "--division", "410702", "--kind", "shop"], "subdistrict");
    fails(at, &["agencies", "merge", "1", "1"], "the same agency twice");
    fails(at, &["agencies", "split", "1", "--report", "3"], "no report of this agency");
    fails(at, &["agencies", "split", "2", "--report", "3"], "no report of another path or year");
    std::fs::write(at.join("bad.csv"), "action,name,path\nmove,a,b\n").expect("written");
    fails(at, &["agencies", "import", "bad.csv"], "bad.csv 2");
    fails(at, &["agencies", "import", "none.csv"], "none.csv");
    assert_eq!(agencies(at), before);
    let listed = does(at, &["agencies", "--unresolved", "--name", "统计", "--format", "json"]);
    assert!(listed.contains("\"years\":\"2023\"") && !listed.contains("司法局"), "{listed}");
    assert!(listed.contains("\"resolution\":\"unresolved\""), "{listed}");
}
