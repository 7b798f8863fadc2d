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

/// All that depends on whose report is whose, by paths and names alone.
fn dump(folder: &Path) -> String {
    let reports = "select path, r.year, r.scope, r.status, r.revision, a.name, a.full_name, a.kind, a.level,
            a.division_code, a.township_code, a.resolution, a.why, a.candidates, a.decided,
            (select path from report as o join document using (document_id) where o.report_id = r.replaces) as replaced,
            (select group_concat(alias, ' ') from (select alias from agency_alias as l
                                                   where l.agency_id = a.agency_id order by 1)) as aliases,
            (select min(path || coalesce(o.year, '')) from report as o join document using (document_id)
             where o.agency_id = r.agency_id) as first
        from report as r join document using (document_id) left join agency as a using (agency_id) order by 1, 2";
    let alike = "select d.path, e.path as other, printf('%.3f', alike) as alike from report_likeness as l
        join report as r using (report_id) join document as d using (document_id)
        join report as o on o.report_id = l.other_report_id join document as e on e.document_id = o.document_id
        order by 1, 2";
    let told = "select path, code as what from problem join report using (report_id) join document using (document_id)
        union all select path, rule || ' ' || subject from all_finding join report using (report_id)
        join document using (document_id) order by 1, 2";
    let decisions = "select * from agency_decision order by 1";
    [reports, alike, told, decisions].map(|sql| does(folder, &["sql", sql, "--format", "csv"])).join("\n")
}

#[test]
fn a_further_name_is_one_and_can_be_taken_back() {
    let folder = towns();
    let at = folder.path();
    gongkai(at, &["ingest", "a", "c", "d"]);
    let before = dump(at);
    for blank in ["", " ", "\u{3000}"] {
        fails(at, &["agencies", "alias", "1", blank], "a name cannot be empty");
        fails(
            at,
            &["agencies", "set", "1", "--division", "410702", "--name", blank],
            "a name cannot be empty",
        );
    }
    fails(at, &["agencies", "alias", "1", "城关镇政府", "--remove"], "was not decided");
    does(at, &["agencies", "alias", "1", "城关镇政府"]);
    assert!(dump(at).contains("城关镇政府"));
    does(at, &["agencies", "alias", "1", "城关镇政府", "--remove"]);
    assert_eq!(dump(at), before);
    gongkai(at, &["ingest", "a", "c", "d"]);
    assert_eq!(dump(at), before);
}

#[test]
fn the_database_is_named_before_or_behind_the_command() {
    let folder = towns();
    let at = folder.path();
    gongkai(at, &["ingest", "c", "--db", "x.db"]);
    does(at, &["agencies", "--db", "x.db", "alias", "1", "统计局"]);
    does(at, &["agencies", "alias", "1", "市统计局", "--db", "x.db"]);
    does(at, &["--db", "x.db", "agencies", "alias", "1", "清河统计局"]);
    let names = does(at, &["sql", "select count(*) from agency_alias", "--db", "x.db", "--format", "csv"]);
    assert_eq!(names, "count(*)\n4\n");
    fails(at, &["agencies", "--unresolved", "alias", "1", "统计局", "--db", "x.db"], "narrow the list");
}

/// Two towns of one name, whose reports differ in a comma only, and two offices.
fn towns() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = |name: &str| std::fs::read_to_string(format!("{SAMPLE}/{name}")).expect("the sample");
    let town = sample("云岭县白石镇人民政府_2022.txt").replace("云岭县", "").replace("白石镇", "城关镇");
    for name in ["a", "c", "d"] {
        std::fs::create_dir(folder.path().join(name)).expect("made");
    }
    let write = |path: &str, text: &str| std::fs::write(folder.path().join(path), text).expect("written");
    write("a/1.txt", &town);
    write("a/2.txt", &town.replacen('。', "；", 1));
    write("c/1.txt", &sample("清河市统计局_2023.txt"));
    write("d/1.txt", &sample("清河市司法局_2024.txt"));
    folder
}

#[test]
fn decisions_are_done_and_hold_in_a_database_made_anew() {
    let folder = towns();
    let at = folder.path();
    let load = |at: &Path| gongkai(at, &["ingest", "a", "c", "d"]);
    load(at);
    let before = agencies(at);
    assert!(
        before.contains("城关镇人民政府,,unresolved,城关镇人民政府,2022 a/1.txt superseded\n")
            && before.contains("城关镇人民政府,,unresolved,城关镇人民政府,2022 a/2.txt current\n"),
        "{before}"
    );
    does(at, &["agencies", "set", "1", "--division", "410702"]);
    does(at, &["agencies", "split", "1", "--report", "2"]);
    let all = does(at, &["agencies", "--name", "城关镇", "--format", "csv"]);
    let own = all.lines().nth(2).expect("a second");
    assert!(own.contains("城关镇人民政府") && own.contains(",unresolved,split by hand,"), "{all}");
    let own = own.split(',').next().expect("a number").to_owned();
    let parted = agencies(at);
    does(at, &["agencies", "merge", &own, "1"]);
    assert!(agencies(at).contains("2022 a/1.txt superseded\n"), "made one again");
    does(at, &["agencies", "split", "1", "--report", "2"]);
    assert_eq!(agencies(at), parted);
    does(at, &["agencies", "alias", "1", "城关镇政府"]);
    does(at, &["agencies", "merge", "3", "2"]);
    let decided = agencies(at);
    assert_eq!(
        decided,
        "name,division_code,resolution,alias,report\n\
         城关镇人民政府,410702,manual,城关镇人民政府,2022 a/1.txt current\n\
         城关镇人民政府,410702,manual,城关镇政府,2022 a/1.txt current\n\
         城关镇人民政府,,unresolved,城关镇人民政府,2022 a/2.txt current\n\
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
    gongkai(at, &["ingest", "a", "c", "d"]);
    let before = agencies(at);
    fails(at, &["agencies", "set", "99", "--division", "410702"], "no such agency");
    fails(at, &["agencies", "set", "1", "--division", "999999"], "no such division");
    fails(at, &["agencies", "set", "1", "--division", "410702", "--kind", "shop"], "subdistrict");
    fails(at, &["agencies", "merge", "1", "1"], "the same agency twice");
    fails(at, &["agencies", "split", "1", "--report", "3"], "no report of this agency");
    fails(at, &["agencies", "split", "2", "--report", "3"], "no report of another path or year");
    std::fs::write(at.join("bad.csv"), "action,name,path,year\nmove,a,b,\n").expect("written");
    fails(at, &["agencies", "import", "bad.csv"], "bad.csv 2");
    fails(at, &["agencies", "import", "none.csv"], "none.csv");
    let import = |text: &str| std::fs::write(at.join("bad.csv"), text).expect("written");
    import("操作,名称\nset,a\n");
    fails(at, &["agencies", "import", "bad.csv"], "action,name,path,year,division_code");
    import("action,name,path,year,division\nset,a,b,2022,410702\n");
    fails(at, &["agencies", "import", "bad.csv"], "unknown column: division;");
    import("action,name,path,year,division_code\nset,a,b,2022,419999\n");
    fails(at, &["agencies", "import", "bad.csv"], "419999: no such division");
    assert_eq!(agencies(at), before);
    let listed = does(at, &["agencies", "--unresolved", "--name", "统计", "--format", "json"]);
    assert!(listed.contains("\"years\":\"2023\"") && !listed.contains("司法局"), "{listed}");
    assert!(listed.contains("\"resolution\":\"unresolved\""), "{listed}");
}

/// A report of a town that no list knows, with numbers and prose of its own.
fn town(seed: u32, year: u32) -> String {
    let sample =
        std::fs::read_to_string(format!("{SAMPLE}/云岭县白石镇人民政府_2022.txt")).expect("the sample");
    let sentence = |i: u32| format!("第{}项在{}处；", i * (seed + 3) * 7919, i * seed);
    let own = (0..80).map(sentence).collect::<Vec<_>>().concat();
    let text = sample.replace("云岭县", "").replace("白石镇辖十四个村", &own).replace("白石镇", "青石镇");
    text.replace("2022", &year.to_string())
}

#[test]
fn what_is_split_and_merged_again_is_as_before() {
    let folder = towns();
    let at = folder.path();
    std::fs::write(at.join("a/3.txt"), town(5, 2023)).expect("written");
    gongkai(at, &["ingest", "a", "c", "d"]);
    let before = dump(at);
    let all = does(at, &["agencies", "--name", "青石镇", "--format", "csv"]);
    assert!(all.contains("青石镇"), "{all}");
    for _ in 0..2 {
        does(at, &["agencies", "split", "1", "--report", "2"]);
        let split = dump(at);
        assert!(split.matches(",current,").count() == before.matches(",current,").count() + 1, "{split}");
        gongkai(at, &["ingest", "a", "c", "d"]);
        assert_eq!(dump(at), split, "loading again changes nothing");
        let own = does(at, &["sql", "select max(agency_id) as own from agency", "--format", "csv"]);
        let own = own.lines().nth(1).expect("a number");
        does(at, &["agencies", "merge", own, "1"]);
        assert_eq!(dump(at), before);
    }
}

/// Loads the folders in turn; after the first, decides `decisions`; the dump of it all, and of databases made anew
/// with the decisions taken in before and after loading.
fn three_ways(folder: &Path, folders: &[&str], decisions: &[&[&str]]) -> [String; 3] {
    for (index, name) in folders.iter().enumerate() {
        gongkai(folder, &["ingest", name]);
        for decision in decisions.iter().filter(|_| index == 0) {
            does(folder, &[&["agencies"], *decision].concat());
        }
    }
    let own = dump(folder);
    does(folder, &["agencies", "export", "decisions.csv"]);
    let all = [&["ingest"], folders].concat();
    let import = ["agencies", "import", "decisions.csv"];
    let [before, after] = [[&import[..], &all], [&all, &import[..]]].map(|commands| {
        std::fs::remove_file(folder.join("gongkai.db")).expect("removed");
        for command in commands {
            gongkai(folder, command);
        }
        dump(folder)
    });
    [own, before, after]
}

#[test]
fn decisions_hold_for_what_is_loaded_later() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    for (path, text) in [
        ("2022/1.txt", town(5, 2022)),
        ("2023/1.txt", town(5, 2023)),
        ("2023/2.txt", town(9, 2024).replace("青石镇人民政府", "青石镇政府")),
    ] {
        std::fs::create_dir_all(at.join(path).parent().expect("a folder")).expect("made");
        std::fs::write(at.join(path), text).expect("written");
    }
    let decisions: &[&[&str]] =
        &[&["alias", "1", "青石镇政府"], &["set", "1", "--division", "410702", "--kind", "township"]];
    let [own, before, after] = three_ways(at, &["2022", "2023"], decisions);
    assert_eq!(own.matches(",1,青石镇人民政府,").count(), 3, "{own}");
    assert_eq!(own.matches(",410702,").count(), 4, "three reports and the decision: {own}");
    assert_eq!(own, before);
    assert_eq!(own, after);
}

#[test]
fn what_is_set_by_hand_and_what_says_so_itself_are_one_body() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let bureau = |name: &str, seed, year| town(seed, year).replace("青石镇人民政府", name);
    for (path, text) in [
        ("a/1.txt", bureau("民政局", 5, 2022)),
        ("b/1.txt", bureau("南关区民政局", 7, 2023)),
        ("c/1.txt", bureau("民政局", 11, 2022)),
    ] {
        std::fs::create_dir_all(at.join(path).parent().expect("a folder")).expect("made");
        std::fs::write(at.join(path), text).expect("written");
    }
    let [own, before, after] = three_ways(at, &["a", "b", "c"], &[&["set", "1", "--division", "220102"]]);
    assert_eq!(own.matches(",吉林省长春市南关区民政局,").count(), 2, "{own}");
    // The other 民政局 stays by itself, and both are told of.
    assert_eq!(own.matches("same_name").count(), 2, "{own}");
    assert_eq!(own, before);
    assert_eq!(own, after);
}

#[test]
fn decisions_find_files_that_were_loaded_from_another_folder() {
    let folder = towns();
    let at = folder.path();
    gongkai(at, &["ingest", "a/1.txt", "c", "d"]);
    does(at, &["agencies", "set", "1", "--division", "410702"]);
    does(at, &["agencies", "export", "decisions.csv"]);
    let text = std::fs::read_to_string(at.join("decisions.csv")).expect("text");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    let inner = at.join("a");
    std::fs::write(inner.join("decisions.csv"), bytes).expect("written");
    let import = |at: &Path| gongkai(at, &["agencies", "import", "decisions.csv"]);
    let (code, out, _) = import(&inner);
    assert!(code == Some(0) && out.contains("0 done, 1 waiting"), "all wait in an empty database: {out}");
    std::fs::remove_file(inner.join("gongkai.db")).expect("removed");
    gongkai(&inner, &["ingest", "1.txt"]);
    let (code, out, err) = import(&inner);
    assert!(code == Some(0) && out.contains("1 done, 0 waiting"), "{out}{err}");
    assert!(agencies(&inner).contains("城关镇人民政府,410702,manual"), "{}", agencies(&inner));
    // The same file name in a folder of another name is no such file.
    std::fs::create_dir(at.join("b")).expect("made");
    std::fs::copy(at.join("a/1.txt"), at.join("b/1.txt")).expect("copied");
    std::fs::remove_file(at.join("gongkai.db")).expect("removed");
    gongkai(at, &["ingest", "b"]);
    let (code, out, err) = import(at);
    assert!(code == Some(1) && out.contains("0 done, 1 waiting") && err.contains("ends alike"), "{out}{err}");
}

#[test]
fn setting_a_division_tells_what_it_means() {
    let folder = towns();
    let at = folder.path();
    let bureau = |name: &str, year| town(5, year).replace("青石镇人民政府", name);
    let write = |path: &str, text: String| std::fs::write(at.join(path), text).expect("written");
    write("a/3.txt", bureau("鼓楼区财政局", 2022));
    write("c/2.txt", bureau("徐州市鼓楼区财政局", 2021));
    gongkai(at, &["ingest", "a/3.txt", "c/2.txt"]);
    let (code, out, err) = gongkai(at, &["agencies", "set", "1", "--division", "410702"]);
    assert!(code == Some(0) && out.contains("河南省新乡市红旗区 410702"), "{out}{err}");
    assert!(err.contains("none of the divisions that its reports allow") && err.contains("320302"), "{err}");
    let (_, out, err) = gongkai(at, &["agencies", "set", "1", "--division", "320302"]);
    assert!(out.contains("a report of another body was joined: c/2.txt") && err.is_empty(), "{out}{err}");
    let listed = does(at, &["agencies", "--format", "json"]);
    assert!(listed.contains("\"reports\":\"1 2\""), "{listed}");
}

#[test]
fn a_division_is_given_by_its_code_or_its_name() {
    let folder = towns();
    let at = folder.path();
    let (code, _, err) = gongkai(at, &["ingest", "a/1.txt", "--division", "鼓楼区"]);
    assert!(code == Some(2) && err.contains("several divisions") && err.contains("320302"), "{err}");
    let (code, _, err) = gongkai(at, &["ingest", "a/1.txt", "--division", "410799"]);
    assert!(code == Some(2) && err.contains("410799"), "{err}");
    assert!(!at.join("gongkai.db").exists());
    gongkai(at, &["ingest", "a/1.txt", "--division", "乌兰察布市兴和县"]);
    assert!(does(at, &["agencies", "--format", "json"]).contains("\"division_code\":\"150924\""));
    let (_, out, err) = gongkai(at, &["agencies", "set", "1", "--division", "河南省新乡市红旗区"]);
    assert!(out.contains("河南省新乡市红旗区 410702"), "{out}{err}");
}

#[test]
fn a_division_given_for_loaded_files_is_said_to_change_nothing() {
    let folder = towns();
    let at = folder.path();
    gongkai(at, &["ingest", "a/1.txt"]);
    let (_, _, err) = gongkai(at, &["ingest", "a/1.txt"]);
    assert!(!err.contains("keep the division"), "{err}");
    let (_, _, err) = gongkai(at, &["ingest", "a/1.txt", "--division", "410702"]);
    assert!(
        err.contains("1 reports were loaded before and keep the division") && err.contains("agencies set"),
        "{err}"
    );
}

#[test]
fn decisions_hold_in_a_database_loaded_in_another_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let files = ["a/1.txt", "b/1.txt", "c/1.txt", "c/2.txt"];
    for (path, (seed, year)) in files.into_iter().zip([(5, 2022), (9, 2023), (7, 2024), (7, 2023)]) {
        std::fs::create_dir_all(at.join(path).parent().expect("a folder")).expect("made");
        std::fs::write(at.join(path), town(seed, year)).expect("written");
    }
    let dumped = |order: &[usize]| {
        for index in order {
            gongkai(at, &["ingest", files[*index]]);
        }
        if at.join("decisions.csv").exists() {
            gongkai(at, &["agencies", "import", "decisions.csv"]);
        } else {
            does(at, &["agencies", "merge", "2", "1"]);
            does(at, &["agencies", "set", "1", "--division", "410702"]);
            does(at, &["agencies", "alias", "3", "青石镇政府"]);
            does(at, &["agencies", "export", "decisions.csv"]);
        }
        let all = dump(at);
        std::fs::remove_file(at.join("gongkai.db")).expect("removed");
        // Of two that are alike the one loaded later tells of the other.
        let parts: Vec<&str> =
            all.split("\n\n").filter(|part| !part.starts_with("path,other,alike")).collect();
        parts.join("\n\n")
    };
    let first = dumped(&[0, 1, 2, 3]);
    assert_eq!(first.matches(",410702,").count(), 3, "two reports and the decision: {first}");
    for order in [[3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]] {
        assert_eq!(dumped(&order), first, "{order:?}");
    }
}
