//! A county of some thirty bodies that becomes a district in the second of five years: what was planted is found, and nothing else.

use super::district::{District, Figures, consolidated, prose};
use gongkai::division::gazetteer;
use gongkai::report::Report;

const ORGANS: [&str; 14] = [
    "发展和改革委员会",
    "教育局",
    "科学技术局",
    "民政局",
    "司法局",
    "财政局",
    "交通运输局",
    "水务局",
    "农业农村局",
    "卫生健康委员会",
    "应急管理局",
    "审计局",
    "统计局",
    "医疗保障局",
];
/// The first year of the district.
const CHANGED: i32 = 2020;

/// What a body is called in a year. Its police is a branch of the city's from then on; one body in five keeps the county's name for
/// a year.
fn called(index: usize, organ: &str, year: i32) -> String {
    match (organ, year >= CHANGED && !(index.is_multiple_of(5) && year == CHANGED)) {
        ("公安局", true) => "芜湖市公安局湾沚分局".to_owned(),
        (_, true) => format!("芜湖市湾沚区{organ}"),
        (_, false) => format!("芜湖县{organ}"),
    }
}

#[test]
fn a_county_that_becomes_a_district_yields_what_was_planted() {
    let mut district = District::new();
    let towns = gazetteer().below("340210").filter(|division| division.name.ends_with('镇'));
    let towns: Vec<String> = towns.map(|town| format!("{}人民政府", town.name)).collect();
    assert!(towns.len() >= 4, "{towns:?}");
    let mut organs: Vec<&str> = ORGANS.to_vec();
    organs.push("自然资源和规划局");
    organs.push("公安局");
    organs.extend(towns.iter().map(String::as_str));
    let mut random = fastrand::Rng::with_seed(11);
    let mut last = vec![Figures::default(); organs.len()];
    let mut planted: Vec<String> = Vec::new();
    for year in 2018..=2022 {
        let mut whole = Figures::default();
        for (index, organ) in organs.iter().enumerate() {
            let carried_in = if year == 2018 { 1 } else { last[index].carried_out };
            let figures = Figures::new(random.i64(8..20), carried_in, 1, random.i64(2..5));
            last[index] = figures;
            whole = whole.plus(figures);
            let name = called(index, organ, year);
            // Three carry in one less than the year before carried out: over the change, over it a year later, and long after.
            let less =
                matches!((*organ, year), ("教育局", 2020) | ("财政局", 2021) | ("公安局", 2021 | 2022));
            if less {
                let subjects = ["natural_person", "total"];
                planted.extend(subjects.map(|subject| format!("{year} {name} Y.CARRY {subject}")));
            }
            let printed =
                Figures::new(figures.received, carried_in - i64::from(less), 1, figures.carried_out);
            district.load(&name, year, printed, &prose(index, year), Report::default(), None);
        }
        // The sum of the year of the change lacks an application declined as repeated.
        if year == CHANGED {
            whole = Figures { repeated: whole.repeated - 1, disclosed: whole.disclosed + 1, ..whole };
            planted.push(format!("{year} 芜湖市湾沚区人民政府 R.GE declined_repeated"));
        }
        let government =
            if year < CHANGED { "芜湖县人民政府" } else { "芜湖市湾沚区人民政府" };
        district.load(government, year, whole, &prose(99, year), consolidated(Vec::new()), None);
    }
    planted.sort();
    assert_eq!(district.findings(), planted);
    // No body of the county is missing in the years of the district, nor the other way round.
    let sql = "select group_concat(name || ' ' || year) from region_missing where kind = 'body'";
    assert_eq!(district.database.query_row(sql, [], |row| row.get::<_, Option<String>>(0)), Ok(None));
}
