//! Reports of a shared name: whose they are, whatever the order of loading.

use super::place::{Place, sample};
use super::store::{count, database, file, load, prose, report};
use gongkai::agency::{Evidence, contacts, resolve};
use gongkai::store::{FileOutcome, Ingested, Stated};
use rusqlite::Connection;

#[test]
fn bodies_that_share_a_name_both_stay_current() {
    let (_folder, mut connection) = database();
    let name = Some("城关镇人民政府");
    let files = [
        file("甲县/2023.txt", report(name, 2023, &prose(1, ""), 1)),
        file("乙县/2023.txt", report(name, 2023, &prose(2, ""), 2)),
        file("甲县/2024.txt", report(name, 2024, &prose(3, ""), 3)),
        file("-", report(name, 2024, &prose(2, "今年如此。"), 4)),
        file("丙/2025.txt", report(name, 2025, &prose(2, "又一年。"), 5)),
    ];
    assert_eq!(load(&mut connection, &files), [FileOutcome::Loaded; 5]);
    assert_eq!(count(&connection, "select count(*) from current_report"), 5);
    assert_eq!(count(&connection, "select count(*) from problem where code = 'same_name'"), 4);
    // Nothing but its folder speaks for the third. The prose of the fourth, which has no folder, is that of two that theirs part.
    assert_eq!(bodies(&connection), "-; 丙/2025.txt; 乙县/2023.txt; 甲县/2023.txt; 甲县/2024.txt");
}

/// Paths of the current reports of each agency.
fn bodies(connection: &Connection) -> String {
    let sql = "select group_concat(paths, '; ') from (
                   select (select group_concat(path, ' ') from (
                       select path from report as r join document using (document_id)
                       where r.agency_id = a.agency_id and status = 'current' order by 1)) as paths
                   from agency as a order by 1)";
    connection.query_row(sql, [], |row| row.get(0)).expect(sql)
}

/// Loads files in every order, a run each; the bodies that come of it, the same of all.
#[track_caller]
fn in_every_order(files: &[Ingested], expected: &str) {
    let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in files {
        let longer = |order: &Vec<usize>| {
            let left = (0..files.len()).filter(|index| !order.contains(index));
            left.map(|index| [order.as_slice(), &[index]].concat()).collect::<Vec<_>>()
        };
        orders = orders.iter().flat_map(longer).collect();
    }
    for order in orders {
        let (_folder, mut connection) = database();
        for index in &order {
            load(&mut connection, &files[*index..=*index]);
        }
        assert_eq!(bodies(&connection), expected, "{order:?}");
        assert_eq!(count(&connection, "select count(*) from pragma_foreign_key_check"), 0);
        let aliases =
            "select count(*) from agency where agency_id not in (select agency_id from agency_alias)";
        assert_eq!(count(&connection, aliases), 0);
    }
}

#[test]
fn the_order_of_loading_does_not_decide_whose_a_report_is() {
    let name = Some("城关镇人民政府");
    let text = |parts: &[u32]| parts.iter().map(|part| prose(*part, "")).collect::<Vec<_>>().concat();
    let town = |path: &str, year, parts: &[u32]| file(path, report(name, year, &text(parts), 3));
    // Prose alike joins two years; what is like neither stays apart, whatever else lies in the folder.
    let alike = [town("c22", 2022, &[1, 2, 3]), town("c23", 2023, &[1, 2, 3, 4]), town("d24", 2024, &[7])];
    in_every_order(&alike, "c22 c23; d24");
    // One that is like two reports of a year joins neither, nor what hangs on them.
    let between = [
        town("a23", 2023, &[1, 2, 3, 4]),
        town("b23", 2023, &[3, 4, 5, 6]),
        town("x22", 2022, &[2, 3, 4, 5]),
    ];
    in_every_order(&between, "a23; b23; x22");
    let hanging = [&between[..], &[town("y24", 2024, &[1, 2, 3])]].concat();
    in_every_order(&hanging, "a23; b23; x22; y24");
    // Where one says which town it is of, the other is that one's.
    let mut known = town("k22", 2022, &[1, 2, 3]);
    let stated = Evidence { name: "城关镇人民政府", division: Some("410724"), ..Evidence::default() };
    known.outcome.as_mut().expect("read").reports[0].body = Some(resolve(&stated));
    in_every_order(&[known.clone(), town("e23", 2023, &[1, 2, 3, 4])], "e23 k22");
    in_every_order(&[known, town("e23", 2023, &[5])], "e23; k22");
    // A folder that bears the name holds one body's.
    let home = |path: &str, year, part| town(&format!("城关镇人民政府/{path}"), year, &[part]);
    in_every_order(
        &[home("a", 2022, 1), home("b", 2023, 2), home("2024/c", 2024, 3)],
        "城关镇人民政府/2024/c 城关镇人民政府/a 城关镇人民政府/b",
    );
    in_every_order(
        &[home("a", 2022, 1), home("b", 2023, 2), home("c", 2023, 3)],
        "城关镇人民政府/a; 城关镇人民政府/b; 城关镇人民政府/c",
    );
    // Of a county that its name says, there is one.
    let own =
        |path: &str, year, part| file(path, report(Some("云岭县白石镇人民政府"), year, &prose(part, ""), 3));
    in_every_order(&[own("a", 2022, 1), own("b", 2023, 2), own("c", 2024, 3)], "a b c");
}

/// A report of a name that prints a telephone number.
fn with_number(path: &str, name: &str, year: i32, number: &str) -> Ingested {
    let mut file = file(path, report(Some(name), year, &prose(path.bytes().map(u32::from).sum(), ""), 3));
    let judged = &mut file.outcome.as_mut().expect("read").reports[0];
    judged.contacts = contacts(&format!("联系电话：{number}。"));
    file
}

#[test]
fn names_of_one_stem_are_one_body_where_a_number_says_so() {
    let [short, long] = ["西湖区财政局", "浙江省杭州市西湖区财政局"];
    let files = [
        with_number("a21", short, 2021, "87654321"),
        with_number("a22", long, 2022, "87654321"),
        with_number("b22", short, 2022, "86543210"),
    ];
    in_every_order(&files, "a21 a22; b22");
    // Of two places that the number names, neither is sure; nor is one that reports twice in a year.
    let two = [
        with_number("a21", short, 2021, "87654321"),
        with_number("a22", long, 2022, "87654321"),
        with_number("n23", "南昌市西湖区财政局", 2023, "87654321"),
    ];
    in_every_order(&two, "a21; a22; n23");
    let again = [
        with_number("a21", "西湖区政府办", 2021, "87654321"),
        with_number("b21", "西湖区人民政府办公室", 2021, "87654321"),
        with_number("c22", "西湖区政府办公室", 2022, "87654321"),
    ];
    in_every_order(&again, "a21; b21; c22");
    // A street is in many towns, and other folders part.
    let mut street = [long, short].map(|name| with_number(name, name, 2021 + name.len() as i32, ""));
    for file in &mut street {
        file.outcome.as_mut().expect("read").reports[0].contacts = contacts("地址：人民路1号。");
    }
    in_every_order(&street, "浙江省杭州市西湖区财政局; 西湖区财政局");
}

/// The same report, of which something else says whose it is.
fn known(mut file: Ingested, name: &str) -> Ingested {
    let evidence = Evidence { name, ..Evidence::default() };
    file.outcome.as_mut().expect("read").reports[0].body = Some(resolve(&evidence));
    file
}

#[test]
fn a_report_that_tells_its_body_takes_not_the_place_of_one_that_a_number_joined() {
    let [short, long] = ["西湖区财政局", "浙江省杭州市西湖区财政局"];
    let files = [
        known(with_number("a22", long, 2022, "87654321"), long),
        with_number("b23", short, 2023, "87654321"),
        known(with_number("c23", short, 2023, "86543210"), long),
    ];
    in_every_order(&files, "a22 c23; b23");
}

#[test]
fn an_organ_put_in_two_ways_is_one_body() {
    let of = |path: &str, name: &str, year, number: &str| {
        let name = format!("卫滨区{name}");
        known(with_number(path, &name, year, number), &name)
    };
    let [short, medium, long] = ["文旅局", "文广旅局", "文化广电和旅游局"];
    let spellings =
        [of("a21", medium, 2021, ""), of("a22", long, 2022, ""), of("a23", "文化广电旅游局", 2023, "")];
    in_every_order(&spellings, "a21 a22 a23");
    // A shorter name may be another organ's, unless a number says that it is not.
    let unsure =
        [of("a21", short, 2021, "87654321"), of("b22", long, 2022, "86543210"), of("b23", long, 2023, "")];
    in_every_order(&unsure, "a21; b22 b23");
    let told =
        [of("a21", short, 2021, "87654321"), of("a22", long, 2022, "87654321"), of("a23", long, 2023, "")];
    in_every_order(&told, "a21 a22 a23");
    let both = [&told[..], &[of("c21", long, 2021, "")]].concat();
    in_every_order(&both, "a21; a22 a23 c21");
    let name = "红旗区文化广电和旅游局";
    let neighbour = known(with_number("n23", name, 2023, "87654321"), name);
    in_every_order(&[told[0].clone(), told[1].clone(), neighbour], "a21 a22; n23");
}

#[test]
fn of_two_versions_the_one_published_later_is_current() {
    let name = "浙江省杭州市西湖区财政局";
    let of = |path: &str, day: &str| {
        let mut file = known(with_number(path, name, 2023, ""), name);
        file.outcome.as_mut().expect("read").published_on = Some(day.to_owned());
        file
    };
    let versions = [of("a", "2024-01-20"), of("c", "2024-03-01"), of("b", "2024-02-10")];
    in_every_order(&versions, "c");
    let (_folder, mut connection) = database();
    load(&mut connection, &[versions[1].clone(), versions[0].clone(), versions[2].clone()]);
    let chain = "select group_concat(path || revision || coalesce(before, ''), ' ') from (
                     select d.path, r.revision, e.path as before from report as r join document as d using (document_id)
                     left join report as s on s.report_id = r.replaces left join document as e on e.document_id = s.document_id
                     join report_origin as o on o.report_id = r.report_id and o.replaces is r.replaces
                     order by 1)";
    let chain: String = connection.query_row(chain, [], |row| row.get(0)).expect("versions");
    assert_eq!(chain, "a1 b2a c3b");
}

#[test]
fn whose_name_is_shared_does_not_hang_on_the_order() {
    let files = [
        with_number("a21", "桥西区政府办", 2021, "86543210"),
        with_number("b23", "桥西区政府办", 2023, "87654321"),
        with_number("a23", "桥西区人民政府办公室", 2023, "86543210"),
    ];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let (_folder, mut connection) = database();
        for index in order {
            load(&mut connection, &files[index..=index]);
        }
        assert_eq!(bodies(&connection), "a21 a23; b23");
        let marked =
            "select group_concat(path, ' ') from (select path from problem join report using (report_id)
                      join document using (document_id) where code = 'same_name' order by 1)";
        let marked: String = connection.query_row(marked, [], |row| row.get(0)).expect("problems");
        assert_eq!(marked, "a23 b23", "{order:?}");
    }
}

#[test]
fn a_replaced_report_that_a_manifest_names_stays_replaced() {
    let name = "浙江省杭州市西湖区财政局";
    let stated = |path: &str| {
        let mut file = known(with_number(path, name, 2023, ""), name);
        file.outcome.as_mut().expect("read").reports[0].stated = Some(Stated { agency: true });
        file
    };
    let (_folder, mut connection) = database();
    let files = [stated("a"), stated("b")];
    assert_eq!(load(&mut connection, &files), [FileOutcome::Loaded, FileOutcome::Revised]);
    assert_eq!(load(&mut connection, &files), [FileOutcome::Unchanged; 2]);
    assert_eq!(bodies(&connection), "b");
    assert_eq!(count(&connection, "select count(*) from report"), 2);
}

#[test]
fn a_county_that_no_list_has_is_one_within_its_province() {
    let place = Place::new();
    std::fs::create_dir(place.folder.path().join("河南省")).expect("a folder");
    for year in ["2022", "2023"] {
        place.put(&format!("河南省/{year}.txt"), sample(&format!("云岭县教育局_{year}.txt")).as_bytes());
    }
    place.ingest(&["河南省"]);
    assert_eq!(place.one::<i64>("select count(*) from agency"), 1);
    assert_eq!(place.one::<i64>("select count(*) from all_finding where rule = 'Y.CARRY'"), 2);
}
