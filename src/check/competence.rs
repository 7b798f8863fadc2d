//! Who may make rules (规章): ministries, provinces, cities with districts and autonomous prefectures.
//!
//! It reads the agency's printed name. A bare 市 may be a city with districts or a county-level one: undecided.

use super::words::{self, Both};
use super::{finding, plain};
use crate::form::Table;
use crate::report::{Finding, Number, Report};

/// B2.RULEMAKER: a body that cannot make rules reports some.
pub(super) fn rulemaker(report: &Report) -> Option<Finding> {
    let agency = report.agency.as_deref()?;
    if can_make_rules(agency) != Some(false) {
        return None;
    }
    let row = Table::Section20.row("rules")?;
    let found = report.table(Table::Section20)?.rows.iter().find(|cells| cells.row == row)?;
    let printed: Vec<(usize, f64)> = found
        .cells
        .iter()
        .filter_map(|(index, cell)| Some((*index, cell.value.map(Number::as_f64)?)))
        .filter(|(_, value)| *value > 0.0)
        .collect();
    let most = printed.iter().map(|(_, value)| *value).max_by(f64::total_cmp)?;
    let list = |label: fn(&'static crate::form::Column) -> &'static str| {
        let columns = Table::Section20.columns();
        printed
            .iter()
            .map(|(index, value)| format!("{} {}", label(&columns[*index]), plain(*value)))
            .collect::<Vec<_>>()
    };
    let (place, at, most) = (words::row(Table::Section20, row), words::at(Some(found.line)), plain(most));
    let said = Both::new(
        format!(
            "{agency}无权制定规章，{}{}{}应为 0，相差 {most}",
            place.zh,
            list(|column| column.zh).join("、"),
            at.zh
        ),
        format!(
            "{agency} cannot make rules, but {}: {}{}, which should be 0, difference {most}",
            place.en,
            list(|column| column.en).join(", "),
            at.en
        ),
    );
    Some(finding("B2.RULEMAKER", row.code, ["0".to_owned(), most], Some(found.line), &said))
}

/// Beginnings of the names of the State Council's own bodies.
const CENTRAL: &[&str] = &["国家", "国务院", "中华人民共和国", "中国"];
/// Endings of bodies below the county, and of zones' committees.
const BELOW: &[&str] = &[
    "镇",
    "乡",
    "镇人民政府",
    "乡人民政府",
    "苏木人民政府",
    "街道",
    "街道办",
    "街道办事处",
    "地区办事处",
    "管委会",
    "管理委员会",
];
/// Endings of departments.
const DEPARTMENTS: &[&str] = &["局", "厅", "委", "委员会", "支队", "大队", "中心"];

/// Whether the name is that of a body with the power to make rules; `None` where it does not tell.
fn can_make_rules(agency: &str) -> Option<bool> {
    // A vertical bureau bears its ministry's name and a place: 国家税务总局云岭县税务局.
    if CENTRAL.iter().any(|start| agency.starts_with(start)) {
        let local = agency.match_indices("局").count() > 1;
        return if local { Some(false) } else { None };
    }
    if BELOW.iter().any(|end| agency.ends_with(end)) {
        return Some(false);
    }
    let body = agency.trim_end_matches("办公室").trim_end_matches("办公厅");
    match body.strip_suffix("人民政府") {
        Some(place) if place.ends_with('省') || place.ends_with("自治区") || place.ends_with("自治州") => {
            Some(true)
        }
        Some(place) if place.ends_with(['县', '旗', '区', '镇', '乡']) => Some(false),
        None if DEPARTMENTS.iter().any(|end| body.ends_with(end)) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::can_make_rules;

    #[track_caller]
    fn case(agency: &str, expected: Option<bool>) {
        assert_eq!(can_make_rules(agency), expected, "{agency}");
    }

    #[test]
    fn names_that_tell() {
        case("青川省人民政府", Some(true));
        case("某某壮族自治区人民政府", Some(true));
        case("某某自治州人民政府办公室", Some(true));
        case("清河市人民政府", None);
        case("清河市人民政府办公室", None);
        case("云岭县人民政府", Some(false));
        case("某某自治县人民政府办公室", Some(false));
        case("东河区人民政府", Some(false));
        case("云岭县城关镇人民政府", Some(false));
        case("东河区北街街道办事处", Some(false));
        case("清河市高新技术产业开发区管委会", Some(false));
        case("民政局", Some(false));
        case("青川省教育厅", Some(false));
        case("清河市卫生健康委员会", Some(false));
        case("国家税务总局云岭县税务局", Some(false));
        case("国家市场监督管理总局", None);
        case("国家发展和改革委员会", None);
        case("交通运输部", None);
    }
}
