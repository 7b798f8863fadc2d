//! What is to be known of a sum besides its figures: the units by what became of them, and what makes it doubtful.

use crate::cli::Language;
use crate::rollup::Sum;
use crate::rows::{Rows, Value};
use std::collections::BTreeSet;

/// Most reports of no known body or place that a line names: any region may have them.
const MOST_ANYWHERE: usize = 20;

/// What is to be known of a report or a body.
pub(super) struct Unit {
    pub(super) role: String,
    pub(super) report_id: Option<i64>,
    name: String,
    /// Its file, whose report holds its figures, the years in which it reported.
    source: String,
    beside: String,
    years: Vec<String>,
    /// How many of its own sums are wrong.
    errors: i64,
}

impl Unit {
    fn is(&self, roles: &[&str]) -> bool {
        roles.contains(&self.role.as_str())
    }
}

pub(super) fn units(rows: &Rows) -> Vec<Unit> {
    let number = |value: &Value| if let Value::Integer(number) = value { Some(*number) } else { None };
    let unit = |row: &Vec<Value>| {
        let [role, report, name, _, _, source, beside, last, next, _, errors] = row.as_slice() else {
            return None;
        };
        let years =
            [last, next].into_iter().filter(|year| **year != Value::Null).map(Value::to_string).collect();
        let name = if *name == Value::Null { source } else { name };
        let [role, name, source, beside] = [role, name, source, beside].map(Value::to_string);
        let errors = number(errors).unwrap_or_default();
        Some(Unit { role, report_id: number(report), name, source, beside, years, errors })
    };
    rows.rows.iter().filter_map(unit).collect()
}

/// The units of a sum, in the order of its parts.
fn summed(units: &[Unit]) -> Vec<&Unit> {
    units.iter().filter(|unit| unit.is(&["unit", "child"])).collect()
}

/// The units of which a cell is not known.
fn open<'a>(units: &'a [Unit], sums: &[Sum]) -> Vec<&'a Unit> {
    let summed = summed(units);
    let open: BTreeSet<usize> = sums.iter().flat_map(|sum| sum.unknown.iter().copied()).collect();
    open.into_iter().filter_map(|index| summed.get(index).copied()).collect()
}

/// How much there is of each thing that makes a sum doubtful.
pub(super) struct Doubts([(&'static str, usize, &'static str, [&'static str; 2]); 6]);

impl Doubts {
    /// Counts them; `differing` is how many figures the region published otherwise.
    pub(super) fn of(units: &[Unit], sums: &[Sum], differing: usize) -> Self {
        let count = |roles: &[&str]| units.iter().filter(|unit| unit.is(roles)).count();
        let wrong = summed(units).into_iter().filter(|unit| unit.errors > 0).count();
        let left_out = count(&["unclear", "unplaced", "anywhere", "undated"]);
        Doubts([
            (
                "arithmetic_errors",
                wrong,
                "份报告有算术错误",
                ["report summed has sums that are wrong", "reports summed have sums that are wrong"],
            ),
            ("missing", count(&["missing"]), "个单位缺报", ["unit is missing", "units are missing"]),
            (
                "left_out",
                left_out,
                "份报告可能属于本地区而未计入",
                ["report that may belong is left out", "reports that may belong are left out"],
            ),
            (
                "overlap",
                count(&["overlap"]),
                "份报告可能已在另一报告中而未计入",
                [
                    "report that may be counted already is left out",
                    "reports that may be counted already are left out",
                ],
            ),
            (
                "open_cells",
                open(units, sums).len(),
                "个单位有数字未知",
                ["unit has cells that are not known", "units have cells that are not known"],
            ),
            (
                "differing",
                differing,
                "个数字与公布的汇总不一致",
                ["figure is not what the region published", "figures are not what the region published"],
            ),
        ])
    }

    fn told(&self, lang: Language) -> impl Iterator<Item = (&'static str, usize, String)> {
        self.0.iter().map(move |(code, number, zh, [one, more])| {
            let text = match lang {
                Language::Zh => format!("{number} {zh}"),
                Language::En => format!("{number} {}", if *number == 1 { one } else { more }),
            };
            (*code, *number, text)
        })
    }

    /// All that there are in a line.
    pub(super) fn line(&self, lang: Language) -> Option<String> {
        let told: Vec<String> =
            self.told(lang).filter(|(_, number, _)| *number > 0).map(|(.., text)| text).collect();
        (!told.is_empty()).then(|| told.join(lang.pick("，", ", ")))
    }

    /// A line each.
    pub(super) fn rows(&self, lang: Language) -> Rows {
        let row = |(code, number, told): (&str, usize, String)| {
            let number = Value::Integer(i64::try_from(number).unwrap_or(i64::MAX));
            vec![Value::Text(code.to_owned()), number, Value::Text(told)]
        };
        Rows {
            columns: ["code", "number", "text"].map(str::to_owned).to_vec(),
            rows: self.told(lang).map(row).collect(),
        }
    }
}

/// A difference in a line.
pub(super) fn told_difference(row: &[Value], lang: Language) -> String {
    let [row, column, sum, published, _] = row else { return String::new() };
    match lang {
        Language::Zh => format!("{row} · {column}：合计 {sum}，公布 {published}"),
        Language::En => format!("{row} · {column}: the sum is {sum}, published {published}"),
    }
}

/// The units by what became of them, a line each sort.
pub(super) fn told(units: &[Unit], sums: &[Sum], lang: Language) -> Vec<String> {
    let of = |role: &str, called: &dyn Fn(&Unit) -> String| -> Vec<String> {
        units.iter().filter(|unit| unit.role == role).map(called).collect()
    };
    let aside = |unit: &Unit, more: &str| match (more, lang) {
        ("", _) => unit.name.clone(),
        (more, _) if more == unit.name => unit.name.clone(),
        (_, Language::Zh) => format!("{}（{more}）", unit.name),
        (_, Language::En) => format!("{} ({more})", unit.name),
    };
    let name = |unit: &Unit| unit.name.clone();
    let beside = |unit: &Unit| aside(unit, &unit.beside);
    let source = |unit: &Unit| aside(unit, &unit.source);
    let years = |unit: &Unit| match unit.years.join(lang.pick("、", ", ")) {
        years if years.is_empty() => name(unit),
        years => aside(unit, &format!("{} {years}", lang.pick("已载入年度", "loaded:"))),
    };
    let named = |units: Vec<&Unit>| units.into_iter().map(name).collect::<Vec<_>>();
    let wrong = summed(units).into_iter().filter(|unit| unit.errors > 0).collect();
    let anywhere = lang.pick(
        "机关或所在地不明、可能属于任何地区，未计入",
        "Of no known body or place, may be of any region, left out",
    );
    let lists = [
        (lang.pick("计入的单位", "Units summed"), of("unit", &name)),
        (
            lang.pick("计入的下级地区汇总", "Divisions summed by their consolidated reports"),
            of("child", &name),
        ),
        (lang.pick("有算术错误的报告", "Units whose own sums are wrong"), named(wrong)),
        (lang.pick("有数字未知的单位", "Units with cells that are not known"), named(open(units, sums))),
        (lang.pick("缺少的单位", "Missing"), of("missing", &years)),
        (lang.pick("可能已是汇总，未计入", "May be consolidated, left out"), of("unclear", &name)),
        (
            lang.pick("数字可能已在另一报告中，以免重复未计入", "May be counted already, left out"),
            of("overlap", &beside),
        ),
        (
            lang.pick(
                "同一机关或地区另有报告计入，本份未计入",
                "Left out, another report of the body or region counts",
            ),
            of("double", &beside),
        ),
        (
            lang.pick(
                "所在地未定、可能属于本地区，未计入",
                "May be of the region, which nothing decides, left out",
            ),
            of("unplaced", &source),
        ),
        (anywhere, of("anywhere", &source)),
        (lang.pick("年度不明，未计入", "Reports without a year, left out"), of("undated", &source)),
        (
            lang.pick("垂直管理，不属于本地区汇总", "Under vertical management, not of the sum"),
            of("vertical", &name),
        ),
        (lang.pick("本地区公布的汇总报告", "Consolidated report of the region"), of("published", &name)),
    ];
    let line = |(label, mut names): (&str, Vec<String>)| {
        let number = names.len();
        if label == anywhere && number > MOST_ANYWHERE {
            names.truncate(MOST_ANYWHERE);
            names.push(format!("+{}", number - MOST_ANYWHERE));
        }
        match lang {
            Language::Zh => format!("{label}（{number}）：{}", names.join("、")),
            Language::En => format!("{label} ({number}): {}", names.join(", ")),
        }
    };
    lists.into_iter().filter(|(_, names)| !names.is_empty()).map(line).collect()
}
