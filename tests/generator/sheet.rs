//! The three tables as printed: rows with their labels and cells, before a layout lays them out.

use super::cell::{self, Printed};
use super::model::Model;
use super::quirks::{Quirks, UnitPlace};
use super::render::Layout;
use fastrand::Rng;
use gongkai::form::{Edition, OUTCOME_GROUPS, Row, Table, Unit, captions};

/// A row as printed.
#[derive(Clone, Debug)]
pub(crate) struct SheetRow {
    /// The row of the form; `None` for a row that the form does not have.
    pub(crate) row: Option<&'static Row>,
    /// Its labels from the outermost to the innermost.
    pub(crate) path: Vec<String>,
    /// Caption above it, section 2 only.
    pub(crate) caption: String,
    /// Column labels above it, section 2 only.
    pub(crate) heads: Vec<String>,
    /// Position in the table's columns and cell.
    pub(crate) cells: Vec<(usize, Printed)>,
}

/// A table as printed.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// Which.
    pub(crate) table: Table,
    /// Its rows.
    pub(crate) rows: Vec<SheetRow>,
}

/// Prints the tables of a model.
pub(crate) fn sheets(model: &Model, quirks: &Quirks, rng: &mut Rng, _layout: Layout) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for (table, numbers) in &model.tables {
        let edition = if *table == Table::Section20 { model.section20 } else { model.applications };
        let rows = numbers.iter().map(|(row, values)| {
            let cells = values.iter().map(|&(index, value)| {
                let mut unit = table.columns()[index].unit;
                if row.code == "fees" && unit != Unit::Wan && unit != Unit::Change {
                    unit = Unit::Count;
                }
                (index, cell::print(value, unit, edition, quirks, rng))
            });
            let cells = cells.collect();
            let caption = captions().iter().find(|(code, ..)| row.group == Some(code)).map(|(_, zh, _)| *zh);
            SheetRow {
                row: Some(row),
                path: path(*table, row, edition, quirks).iter().map(|label| printed(label, quirks)).collect(),
                caption: printed(caption.unwrap_or_default(), quirks),
                heads: heads(*table, row, edition, quirks, model.year),
                cells,
            }
        });
        sheets.push(Sheet { table: *table, rows: rows.collect() });
    }
    sheets
}

/// Labels of a row, outermost first.
fn path(table: Table, row: &Row, edition: Edition, quirks: &Quirks) -> Vec<String> {
    match table {
        Table::Section20 => {
            let old = edition == Edition::E2019 && row.code == "normative_documents";
            let label = if old { row.labels[1] } else { row.zh };
            let hint = if row.code == "rules" && quirks.hints {
                "（仅设区的市以上人民政府填写）"
            } else {
                ""
            };
            vec![format!("{label}{hint}")]
        }
        Table::Applications => {
            let outer = ["received_new", "carried_in", "carried_out"].contains(&row.code);
            let group =
                OUTCOME_GROUPS.iter().find(|(code, ..)| row.group == Some(code)).map(|(_, zh, _)| *zh);
            let top = (!outer).then_some("三、本年度办理结果");
            [top, group, Some(row.zh)].into_iter().flatten().map(|label| quoted(label, quirks)).collect()
        }
        Table::Review => row.zh.split(' ').map(str::to_owned).collect(),
    }
}

fn heads(table: Table, row: &Row, edition: Edition, quirks: &Quirks, year: i32) -> Vec<String> {
    if table != Table::Section20 {
        return Vec::new();
    }
    let label = |index: usize| {
        let column = &table.columns()[index];
        match (column.code, edition) {
            ("amount_10k_yuan", Edition::E2021) => format!("本年{}（单位：万元）", column.labels[0]),
            ("amount_10k_yuan", Edition::E2019) => {
                let unit = match quirks.unit {
                    UnitPlace::HeaderWan => "（万元）",
                    UnitPlace::HeaderYuan => "（单位：元）",
                    _ => "",
                };
                format!("{}{unit}", column.labels[1])
            }
            ("decisions", Edition::E2021) => format!("本年{}", column.zh),
            ("issued", _) if quirks.hints => column.zh.replacen("本年", &format!("本年（{year}）"), 1),
            ("in_force", _) if quirks.hints => format!("{}（历史累计）", column.zh),
            _ => column.zh.to_owned(),
        }
    };
    let columns = table.printed_columns(row, edition);
    columns.into_iter().map(|index| printed(&label(index), quirks)).collect()
}

/// The quotes of a label as the report has them.
fn quoted(label: &str, quirks: &Quirks) -> String {
    let (open, close) =
        [("“", "”"), ("\"", "\""), ("‘", "’"), ("「", "」"), ("", "")][usize::from(quirks.quotes)];
    label.replace('“', open).replace('”', close)
}

/// Simplified characters of labels and their traditional forms.
const TRADITIONAL: &[(char, char)] = &[
    ('结', '結'),
    ('转', '轉'),
    ('继', '繼'),
    ('续', '續'),
    ('办', '辦'),
    ('开', '開'),
    ('数', '數'),
    ('请', '請'),
    ('规', '規'),
    ('费', '費'),
    ('业', '業'),
    ('机', '機'),
    ('构', '構'),
    ('组', '組'),
    ('织', '織'),
    ('务', '務'),
    ('总', '總'),
    ('计', '計'),
    ('处', '處'),
    ('罚', '罰'),
    ('许', '許'),
    ('强', '強'),
    ('诉', '訴'),
    ('讼', '訟'),
    ('复', '復'),
    ('纠', '糾'),
    ('维', '維'),
    ('审', '審'),
    ('报', '報'),
    ('书', '書'),
    ('关', '關'),
    ('条', '條'),
];

/// A label in the characters and brackets of the report.
pub(crate) fn printed(label: &str, quirks: &Quirks) -> String {
    let label =
        if quirks.half_width { label.replace('（', "(").replace('）', ") ") } else { label.to_owned() };
    let label = reworded(label.trim_end(), quirks.wording);
    if quirks.traditional {
        let traditional =
            |c| TRADITIONAL.iter().find(|(simple, _)| *simple == c).map_or(c, |(_, other)| *other);
        return label.chars().map(traditional).collect();
    }
    label
}

/// A label in the words or with the numeral that other hands give it.
fn reworded(label: &str, wording: u8) -> String {
    let sign = label.find('.').filter(|sign| *sign == 1);
    match (wording, sign) {
        (1, _) => label.replace("法人或其他组织", "法人或者其他组织").replace("其他", "其它"),
        (2, Some(_)) => label.replacen('.', "、", 1),
        (3, Some(sign)) => format!("（{}）{}", &label[..sign], &label[sign + 1..]),
        _ => label.to_owned(),
    }
}
