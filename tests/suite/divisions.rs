//! The divisions: what the table of them holds, and how the database shows them.

use super::place::{Place, jiaoyu};
use gongkai::agency::{Evidence, resolve};
use gongkai::division::{Level, gazetteer};
use gongkai::store;
use rusqlite::Connection;
use std::collections::HashMap;

#[test]
fn the_table_is_whole_and_in_order() {
    let all = gazetteer().all();
    assert!(all.is_sorted_by_key(|division| division.code));
    let lasting = |level: Level| {
        let mut codes: Vec<&str> = all
            .iter()
            .filter(|one| one.to.is_none() && one.level() == level && !one.is_zone())
            .map(|one| one.code)
            .collect();
        codes.dedup();
        codes.len()
    };
    assert_eq!(lasting(Level::Province), 34);
    assert_eq!(lasting(Level::Prefecture), 333);
    assert!((2840..2860).contains(&lasting(Level::County)), "{}", lasting(Level::County));
    assert!(lasting(Level::Township) > 38_000, "{}", lasting(Level::Township));
    for division in all {
        assert!([6, 9].contains(&division.code.len()) && division.name.chars().count() > 1, "{division:?}");
        let years = (division.from.unwrap_or(2018), division.to.unwrap_or(2026));
        assert!(years.0 >= 2018 && years.1 <= 2026, "{division:?}");
        let ended = division.to.is_none() && division.successor.is_some();
        assert!(!ended, "{division:?} lasts, but has a successor");
    }
}

#[test]
fn names_and_codes_agree_with_what_lies_above() {
    let mut lasting: HashMap<(&str, &str), &str> = HashMap::new();
    let mut complaints = Vec::new();
    for (index, division) in gazetteer().all().iter().enumerate() {
        let parent = gazetteer().parent(division.code);
        let above: Vec<_> = gazetteer().chain(division.code);
        let code = parent.map_or("", |parent| parent.code.trim_end_matches("00"));
        let twice = gazetteer().all()[index + 1..]
            .iter()
            .take_while(|other| other.code == division.code)
            .any(|other| other.name == division.name);
        let years = (division.from.unwrap_or(2000), division.to.unwrap_or(2100));
        // 青县农场 is called so; a functional area may have its city in its name.
        let doubled = !division.is_zone()
            && above.iter().any(|above| {
                let rest = division.name.strip_prefix(above.name);
                above.code != division.code && rest.is_some_and(|rest| rest.chars().count() > 2)
            });
        let printed =
            division.name.chars().all(|c| ('\u{3400}'..='\u{9fff}').contains(&c) || c > '\u{1ffff}');
        let outlives = parent.is_some_and(|parent| {
            let (from, to) = (parent.from.unwrap_or(2000), parent.to.unwrap_or(2100));
            division.code.len() == 9 && (years.0 < from || years.1 > to)
        });
        if !division.code.starts_with(code) || twice || years.0 >= years.1 || doubled || !printed || outlives
        {
            complaints.push(format!("{division:?}"));
        }
        if division.to.is_none()
            && let Some(parent) = parent
            && let Some(other) = lasting.insert((parent.code, division.name), division.code)
        {
            complaints.push(format!("{division:?} has the name of {other} in {}", parent.name));
        }
    }
    assert!(complaints.is_empty(), "{}\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn every_division_is_found_by_its_full_name() {
    let mut complaints = Vec::new();
    for division in gazetteer().all().iter().filter(|one| one.to.is_none() && !one.is_zone()) {
        if gazetteer().of_code(division.code) != Some(division) || division.name.starts_with("兵团") {
            continue;
        }
        let mut chain = gazetteer().chain(division.code);
        chain.retain(|above| above.code == division.code || !division.name.starts_with(above.name));
        let full: String = chain.iter().map(|one| one.name).collect();
        let body = resolve(&Evidence { name: &full, ..Evidence::default() });
        let code = body.township_code.as_ref().or(body.division_code.as_ref());
        let named = body.full_name.as_ref().is_some_and(|name| name.starts_with(&full));
        if code.map(String::as_str) != Some(division.code) || !named {
            complaints.push(format!("{full} {}: {body:?}", division.code));
        }
    }
    assert!(
        complaints.is_empty(),
        "{}\n{}",
        complaints.len(),
        complaints[..complaints.len().min(60)].join("\n")
    );
}

#[test]
fn counties_that_ended_lead_to_what_took_their_place() {
    let ended = gazetteer().all().iter().filter(|one| one.level() == Level::County && !one.is_zone());
    let ended = ended.filter(|one| one.to.is_some() && gazetteer().of_code(one.code) == Some(*one));
    let lost: Vec<_> = ended.filter(|division| division.successor.is_none()).collect();
    assert!(lost.is_empty(), "{lost:?}");
    for (old, new) in [
        ("340221", "340210"),
        ("350427", "350405"),
        ("370634", "370614"),
        ("500112", "500157"),
        ("532331", "532302"),
        ("330103", "330105"),
        ("371203", "370117"),
    ] {
        assert_eq!(gazetteer().of_code(old).and_then(|division| division.successor), Some(new), "{old}");
    }
}

/// What a query over the divisions of a database gives, a line a row.
fn rows(database: &Connection, sql: &str) -> Vec<String> {
    let mut select = database.prepare(sql).expect(sql);
    let rows = select.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

#[test]
fn a_database_knows_the_counties_and_the_neighbours_of_its_townships() {
    let place = Place::new();
    place.put("a.txt", jiaoyu().replace("云岭县教育局", "下冶镇人民政府").as_bytes());
    place.put("b.txt", jiaoyu().replace("云岭县教育局", "芜湖县教育局").replace("2022", "2019").as_bytes());
    place.put("c.txt", jiaoyu().replace("云岭县教育局", "湾沚区教育局").as_bytes());
    place.ingest(&["a.txt", "b.txt", "c.txt"]);
    let database = place.database();
    assert_eq!(
        rows(
            &database,
            "select agency || ' ' || division || ' ' || coalesce(township, '-') from current_report order by 1"
        ),
        ["下冶镇人民政府 济源市 下冶镇", "湾沚区教育局 湾沚区 -", "芜湖县教育局 芜湖县 -"]
    );
    let townships = "select name from division where parent_code = '419001' and name like '%王屋%'";
    assert_eq!(rows(&database, townships), ["王屋镇"]);
    // Years before and after a change join over the successor.
    let joined = "select r.year || ' ' || coalesce(s.name, d.name) from current_report as r
                  join division as d on d.code = r.division_code
                  left join division as s on s.code = d.successor_code
                  where d.code in ('340221', '340210') order by 1";
    assert_eq!(rows(&database, joined), ["2019 湾沚区", "2022 湾沚区"]);
    assert_eq!(place.one::<i64>("select count(*) from pragma_foreign_key_check"), 0);
}

#[test]
fn databases_of_earlier_versions_learn_where_agencies_sit() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("old.db");
    let old = Connection::open(&path).expect("a database");
    let mut scripts: Vec<_> = store::MIGRATIONS.files().collect();
    scripts.sort_by_key(|file| file.path());
    for script in &scripts[..4] {
        old.execute_batch(script.contents_utf8().expect("text")).expect("applies");
    }
    old.pragma_update(None, "application_id", store::APPLICATION_ID).expect("set");
    old.pragma_update(None, "user_version", 4).expect("set");
    old.execute_batch(
        "insert into division values ('410703', '410703', 'county', null), ('999901', '999901', 'county', null);
         insert into agency (name, division_code, resolution) values
           ('民政局', '410703', 'manifest'), ('教育局', null, null), ('水利局', '999901', 'manifest');",
    )
    .expect("written");
    drop(old);
    let database = store::open(&path).expect("brought up to date");
    let found = rows(
        &database,
        "select a.name || ' ' || resolution || ' ' || coalesce(d.name, '-') from agency as a
         left join division as d on d.code = a.division_code order by agency_id",
    );
    assert_eq!(found, ["民政局 manual 卫滨区", "教育局 unresolved -", "水利局 manual 999901"]);
    let lies_in =
        "select name from division where code = (select parent_code from division where code = '410703')";
    assert_eq!(rows(&database, lies_in), ["新乡市"]);
}

#[test]
fn a_database_of_a_draft_is_refused_unharmed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("draft.db");
    let database = store::open(&path).expect("a database");
    database.pragma_update(None, "user_version", 15).expect("set");
    let held = || rows(&Connection::open(&path).expect("opens"), "select name from sqlite_schema order by 1");
    let before = held();
    drop(database);
    let told = store::open(&path).expect_err("its views are there already").to_string();
    assert!(told.contains("load the reports into a new file"), "{told}");
    assert_eq!(held(), before);
}
