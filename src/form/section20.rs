//! Section 2, the table of article 20: its items, its columns and which of them each edition prints.

use super::{BOTH, Column, Edition, ONLY_2019, ONLY_2021, Row, Unit};

const fn row(code: &'static str, zh: &'static str, en: &'static str, labels: &'static [&'static str]) -> Row {
    Row { code, zh, en, labels, editions: BOTH, group: None }
}

/// The items of section 2. 规范性文件 (2019) and 行政规范性文件 (2021) share a code and differ in scope.
pub const SECTION20_ITEMS: &[Row] = &[
    Row { group: Some("item_1"), ..row("rules", "规章", "Rules", &["规章"]) },
    Row {
        group: Some("item_1"),
        ..row(
            "normative_documents",
            "行政规范性文件",
            "Normative documents",
            &["行政规范性文件", "规范性文件"],
        )
    },
    Row {
        group: Some("item_5"), ..row("licensing", "行政许可", "Administrative licensing", &["行政许可"])
    },
    Row {
        group: Some("item_5"),
        editions: ONLY_2019,
        ..row("other_services", "其他对外管理服务事项", "Other external services", &["其他对外管理服务事项"])
    },
    Row {
        group: Some("item_6"), ..row("penalty", "行政处罚", "Administrative penalty", &["行政处罚"])
    },
    Row {
        group: Some("item_6"),
        ..row("coercion", "行政强制", "Administrative coercion", &["行政强制", "行政强制措施"])
    },
    Row {
        group: Some("item_8"),
        ..row("fees", "行政事业性收费", "Administrative fees", &["行政事业性收费"])
    },
    Row {
        group: Some("item_9"),
        editions: ONLY_2019,
        ..row("procurement", "政府集中采购", "Central procurement", &["政府集中采购"])
    },
];

const fn column(
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    labels: &'static [&'static str],
    editions: &'static [Edition],
    unit: Unit,
) -> Column {
    Column { code, zh, en, labels, editions, unit }
}

/// The columns of section 2. The same position means different things in the two editions, so keys differ.
pub const SECTION20_COLUMNS: &[Column] = &[
    column("issued", "本年制发件数", "Issued this year", &["制发件数", "制发数量"], ONLY_2021, Unit::Count),
    column(
        "repealed",
        "本年废止件数",
        "Repealed this year",
        &["废止件数", "废止数量"],
        ONLY_2021,
        Unit::Count,
    ),
    column(
        "in_force",
        "现行有效件数",
        "In force",
        &["现行有效件数", "现行有效数量", "现行有效"],
        ONLY_2021,
        Unit::Count,
    ),
    column("newly_made", "本年新制作数量", "Newly made", &["新制作数量"], ONLY_2019, Unit::Count),
    column("newly_disclosed", "本年新公开数量", "Newly disclosed", &["新公开数量"], ONLY_2019, Unit::Count),
    column(
        "disclosed_total",
        "对外公开总数量",
        "Disclosed in all",
        &["对外公开总数量", "公开总数量"],
        ONLY_2019,
        Unit::Count,
    ),
    column(
        "prior_items",
        "上一年项目数量",
        "Items last year",
        &["上一年项目数量", "上年项目数量"],
        ONLY_2019,
        Unit::Count,
    ),
    column("item_change", "本年增/减", "Change of items", &["本年增减"], ONLY_2019, Unit::Change),
    column("decisions", "处理决定数量", "Decisions", &["处理决定数量"], BOTH, Unit::Count),
    column("projects", "采购项目数量", "Procurement projects", &["采购项目数量"], ONLY_2019, Unit::Count),
    column(
        "amount_10k_yuan",
        "金额（万元）",
        "Amount, 10,000 yuan",
        &["收费金额", "采购总金额", "采购金额"],
        BOTH,
        Unit::Wan,
    ),
];

/// The captions of section 2 in order: group code, printed text, English text.
pub const fn captions() -> &'static [(&'static str, &'static str, &'static str)] {
    &[
        ("item_1", "第二十条第（一）项", "Article 20 (1)"),
        ("item_5", "第二十条第（五）项", "Article 20 (5)"),
        ("item_6", "第二十条第（六）项", "Article 20 (6)"),
        ("item_8", "第二十条第（八）项", "Article 20 (8)"),
        ("item_9", "第二十条第（九）项", "Article 20 (9)"),
    ]
}

/// Codes of the columns that `edition` prints for the item `code`, in printed order.
pub(crate) fn printed(code: &str, edition: Edition) -> &'static [&'static str] {
    match (edition, code) {
        (Edition::E2019, "rules" | "normative_documents") => {
            &["newly_made", "newly_disclosed", "disclosed_total"]
        }
        (Edition::E2019, "licensing" | "other_services" | "penalty" | "coercion") => {
            &["prior_items", "item_change", "decisions"]
        }
        (Edition::E2019, "fees") => &["prior_items", "item_change"],
        (Edition::E2019, "procurement") => &["projects", "amount_10k_yuan"],
        (Edition::E2021, "rules" | "normative_documents") => &["issued", "repealed", "in_force"],
        (Edition::E2021, "licensing" | "penalty" | "coercion") => &["decisions"],
        (Edition::E2021, "fees") => &["amount_10k_yuan"],
        _ => &[],
    }
}

/// The label of an item as the edition prints it.
pub fn printed_row(row: &'static Row, edition: Edition) -> &'static str {
    match (row.code, edition) {
        ("normative_documents", Edition::E2019) => "规范性文件",
        _ => row.zh,
    }
}

/// The label of a column over an item as the edition prints it.
pub fn printed_column(row: &Row, column: &'static Column, edition: Edition) -> &'static str {
    match (row.code, column.code, edition) {
        ("fees", "amount_10k_yuan", _) => "本年收费金额（单位：万元）",
        // The form prints no unit here; without one the amount cannot be read.
        ("procurement", "amount_10k_yuan", _) => "采购总金额（单位：万元）",
        (_, "decisions", Edition::E2021) => "本年处理决定数量",
        _ => column.zh,
    }
}
