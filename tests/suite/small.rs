//! A small database with blanks: four agencies over three years, written by hand.

use gongkai::form::Table;
use gongkai::store::open;
use rusqlite::{Connection, params};
use std::path::Path;

/// What differs between the reports: totals of section 3 by outcome; what is not named is 0, `None` is blank.
type Figures = &'static [(&'static str, Option<i64>)];

/// Report id, agency, year, form, scope, figures, and section 4 as three channels of four results.
type Sample = (i64, i64, i64, &'static str, &'static str, Figures, [[Option<i64>; 4]; 3]);

const QUIET: [[Option<i64>; 4]; 3] = [[Some(0); 4]; 3];

/// 甲县民政局 reports three years, 乙镇 two of them, one with a blank; 丙县 is consolidated; 丁镇 is blank altogether.
const SAMPLES: &[Sample] = &[
    (
        1,
        1,
        2022,
        "2021",
        "unknown",
        &[
            ("received_new", Some(40)),
            ("disclosed", Some(30)),
            ("outcome_total", Some(36)),
            ("withheld_by_law", Some(6)),
            ("carried_out", Some(4)),
        ],
        QUIET,
    ),
    (
        2,
        1,
        2023,
        "2021",
        "unknown",
        &[
            ("received_new", Some(50)),
            ("carried_in", Some(3)),
            ("disclosed", Some(20)),
            ("partly_disclosed", Some(5)),
            ("unavailable_not_held", Some(15)),
            ("withheld_by_law", Some(10)),
            ("outcome_total", Some(50)),
            ("carried_out", Some(3)),
        ],
        [
            [Some(3), Some(2), Some(0), Some(5)],
            [Some(1), Some(0), Some(0), Some(0)],
            [Some(0), Some(1), Some(0), Some(0)],
        ],
    ),
    (
        3,
        2,
        2023,
        "2021",
        "unknown",
        &[
            ("received_new", Some(8)),
            ("disclosed", Some(8)),
            ("partly_disclosed", None),
            ("withheld_by_law", None),
            ("outcome_total", Some(8)),
        ],
        [[Some(0); 4], [Some(0), Some(0), Some(0), None], [Some(0); 4]],
    ),
    (
        4,
        3,
        2023,
        "2021",
        "consolidated",
        &[
            ("received_new", Some(200)),
            ("disclosed", Some(150)),
            ("outcome_total", Some(180)),
            ("declined_petition", Some(30)),
            ("carried_out", Some(20)),
        ],
        QUIET,
    ),
    (
        5,
        4,
        2023,
        "2021",
        "unknown",
        &[
            ("received_new", None),
            ("carried_in", None),
            ("disclosed", None),
            ("outcome_total", None),
            ("carried_out", None),
        ],
        QUIET,
    ),
    (
        6,
        2,
        2024,
        "2021",
        "unknown",
        &[("received_new", Some(2)), ("disclosed", Some(2)), ("outcome_total", Some(2))],
        QUIET,
    ),
];

const BODIES: &str = "
insert into division (code, name, level, parent_code) values
    ('410701', '甲县', 'county', '410700'), ('410702', '丙县', 'county', '410700')
    on conflict do update set name = excluded.name;
insert into agency (agency_id, name, full_name, kind, level, division_code) values
    (1, '甲县民政局', null, 'department', 'county', '410701'),
    (2, '乙镇人民政府', '河南省新乡市甲县乙镇人民政府', 'township', 'township', '410701'),
    (3, '丙县人民政府', null, 'government', 'county', '410702'),
    (4, '丁镇人民政府', null, 'township', 'township', '410702');
";

const REST: &str = "
insert into section20 (report_id, item, issued, repealed, in_force, line) values (2, 'rules', 0, 0, null, 9);
insert into section20 (report_id, item, decisions, line) values (2, 'penalty', 12, 20);
insert into section20 (report_id, item, amount_10k_yuan, line) values (2, 'fees', 190.457379, 30);
insert into section20_figure select * from worked_out_section20;
insert into information_fee values (2, 1, 380.0, 380.0), (3, null, null, 0.0);
insert into cell_note values
    (2, 'section20', 'rules', 'in_force', 'blank', '', 9),
    (3, 'application_outcome', 'partly_disclosed', 'total', 'blank', '', 40),
    (5, 'application_outcome', 'received_new', 'total', 'not_applicable', '/', 40);
insert into problem values (5, 1, 'table_missing', 0, '没有第四部分的表; no table of section 4');
insert into finding values (3, 1, 'T3.BALANCE', 'error', 'total', '8', '9', '不平; does not balance', null);
insert into ingest_run values (1, '2025-01-01T00:00:00Z', null, 6, 0, 0, 1);
insert into ingest_file (run_id, path, outcome, document_id, message) values (1, 'a.txt', 'loaded', 1, null), (1, 'b.html', 'rejected', null, 'news');
";

/// A database in memory with the sample in it.
pub(crate) fn database() -> Connection {
    fill(Path::new(":memory:"))
}

/// Makes a database with the sample in it.
pub(crate) fn fill(path: &Path) -> Connection {
    let connection = open(path).expect("a database");
    connection.execute_batch(BODIES).expect("bodies");
    for sample in SAMPLES {
        report(&connection, sample);
    }
    connection.execute_batch(REST).expect("notes, findings and the like");
    connection
}

fn report(connection: &Connection, (id, agency, year, form, scope, figures, review): &Sample) {
    let sql = "insert into document values (?1, ?2, ?2, null, null, 'text/plain', 1, '')";
    connection.execute(sql, params![id, format!("{id}.txt")]).expect("inserted");
    let sql = "insert into report (report_id, agency_id, year, form, scope, document_id, revision, status)
               values (?1, ?2, ?3, ?4, ?5, ?1, 1, 'current')";
    connection.execute(sql, params![id, agency, year, form, scope]).expect("inserted");
    for row in Table::Applications.rows().iter().filter(|row| row.code != "other_handling") {
        let named = figures.iter().find(|(code, _)| *code == row.code);
        let total = named.map_or(Some(0), |(_, total)| *total);
        let sql = "insert into application_outcome values (?1, ?2, ?3, 0, 0, 0, 0, 0, ?3, 40)";
        connection.execute(sql, params![id, row.code, total]).expect("inserted");
    }
    for (channel, [upheld, corrected, other, pending]) in Table::Review.rows().iter().zip(review) {
        let sql = "insert into review_litigation values (?1, ?2, ?3, ?4, ?5, ?6, ?3 + ?4 + ?5 + ?6, 70)";
        connection
            .execute(sql, params![id, channel.code, upheld, corrected, other, pending])
            .expect("inserted");
    }
    let sql = "insert into report_figure select * from worked_out_figure where report_id = ?1";
    connection.execute(sql, params![id]).expect("inserted");
}
