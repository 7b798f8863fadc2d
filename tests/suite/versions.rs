//! Databases of all earlier versions end as a new one does, with all that is in them.

use super::harmed::bring;
use gongkai::store;
use rusqlite::Connection;

/// Reports of a body in two years, with a figure each, as every version can hold them.
const ROWS: &str = "
    insert into division values ('410703', '卫滨区', 'county', null);
    insert into agency (agency_id, name, kind, division_code) values (1, '卫滨区民政局', 'department', '410703');
    insert into agency_alias values ('卫滨区民政局', 1);
    insert into document (document_id, sha256, path, media_type, byte_length, text)
        values (1, 'a', 'x/2022.txt', 'text/plain', 1, 'a'), (2, 'b', 'x/2023.txt', 'text/plain', 1, 'b');
    insert into report (report_id, agency_id, year, form, scope, document_id, revision, status)
        values (1, 1, 2022, '2021', 'unknown', 1, 1, 'current'), (2, 1, 2023, '2021', 'unknown', 2, 1, 'current');
    insert into application_outcome (report_id, outcome, natural_person, total, line)
        values (1, 'carried_out', 3, 3, 9), (2, 'carried_in', 2, 2, 9);
    insert into section (report_id, number, heading, body, line) values (1, 1, '一、总体情况', '平稳。', 1);";

/// The version before the one from which triggers need views that later migrations define: rows are older.
const LAST_WITH_ROWS: usize = 13;

/// What a query gives, a line a row.
fn rows(database: &Connection, sql: &str) -> Vec<String> {
    let mut select = database.prepare(sql).expect(sql);
    let found = select.query_map([], |row| row.get(0)).expect(sql);
    found.collect::<Result<_, _>>().expect(sql)
}

#[test]
fn a_database_of_any_version_ends_with_the_schema_of_a_new_one() {
    const SCHEMA: &str =
        "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_schema order by 1";
    let folder = tempfile::tempdir().expect("a folder");
    let open = |name: &str| store::open(&folder.path().join(name)).expect("brought up to date");
    let new = rows(&open("new.db"), SCHEMA);
    for version in 1..store::MIGRATIONS.files().count() {
        let name = format!("{version}.db");
        let old = Connection::open(folder.path().join(&name)).expect("a database");
        let with_rows = version.min(LAST_WITH_ROWS);
        bring(&old, 0, with_rows);
        // Divisions got further columns in time.
        let columns = "into division (code, name, level, parent_code) values";
        old.execute_batch(&ROWS.replace("into division values", columns))
            .unwrap_or_else(|error| panic!("{version}: {error}"));
        bring(&old, with_rows, version);
        drop(old);
        let database = open(&name);
        assert_eq!(rows(&database, SCHEMA), new, "{version}");
        assert_eq!(rows(&database, "pragma integrity_check"), ["ok"], "{version}");
        assert!(
            database
                .prepare("pragma foreign_key_check")
                .expect("a check")
                .query([])
                .expect("rows")
                .next()
                .expect("a row")
                .is_none(),
            "{version}"
        );
        let found =
            "select rule || ' ' || subject || ' ' || expected || ' ' || actual from all_finding order by 1";
        assert_eq!(rows(&database, found), ["Y.CARRY natural_person 3 2", "Y.CARRY total 3 2"], "{version}");
        for view in rows(&database, "select name from sqlite_schema where type = 'view'") {
            rows(&database, &format!("select cast(count(*) as text) from \"{view}\""));
        }
    }
}
