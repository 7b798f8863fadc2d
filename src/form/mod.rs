//! The two statutory editions of the report form, written once: tables, rows, columns, labels, order.
//!
//! Everything that speaks of the form derives from here: the labels the parser matches, the dimension tables
//! of the database, the JSON keys, the documentation. It knows no documents, no files and no database.
//!
//! Sources: 国办公开办函〔2019〕60号 (edition 2019, reports for 2019 and 2020) and 国办公开办函〔2021〕30号
//! (edition 2021, reports from 2021 on).

mod applications;
mod review;
mod section20;

pub use applications::{APPLICANT_COLUMNS, OUTCOME_GROUPS, OUTCOMES, OUTCOMES_HEADING};
pub use review::{CHANNELS, REVIEW_COLUMNS};
pub use section20::{SECTION20_COLUMNS, SECTION20_ITEMS, captions, printed_column, printed_row};

/// An edition of the statutory form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// 国办公开办函〔2019〕60号, reports for 2019 and 2020.
    E2019,
    /// 国办公开办函〔2021〕30号, reports from 2021 on.
    E2021,
}

impl Edition {
    /// Both editions in order.
    pub const ALL: [Edition; 2] = [Edition::E2019, Edition::E2021];

    /// The code used in the database and in JSON: `2019` or `2021`.
    pub const fn code(self) -> &'static str {
        match self {
            Edition::E2019 => "2019",
            Edition::E2021 => "2021",
        }
    }
}

/// Marks a row or column that both editions print.
pub(crate) const BOTH: &[Edition] = &[Edition::E2019, Edition::E2021];
/// Marks a row or column of the 2019 edition only.
pub(crate) const ONLY_2019: &[Edition] = &[Edition::E2019];
/// Marks a row or column of the 2021 edition only.
pub(crate) const ONLY_2021: &[Edition] = &[Edition::E2021];

/// One of the three statutory tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Section 2: what was disclosed proactively under article 20 of the regulation.
    Section20,
    /// Section 3: applications received and how they ended, by applicant.
    Applications,
    /// Section 4: administrative reconsideration and litigation.
    Review,
}

impl Table {
    /// The three tables in the order of the form.
    pub const ALL: [Table; 3] = [Table::Section20, Table::Applications, Table::Review];

    /// Name of the table in the database.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Section20 => "section20",
            Table::Applications => "application_outcome",
            Table::Review => "review_litigation",
        }
    }

    /// Number of the section that holds the table.
    pub const fn section(self) -> u8 {
        match self {
            Table::Section20 => 2,
            Table::Applications => 3,
            Table::Review => 4,
        }
    }

    /// All rows of the table over both editions, in printed order.
    pub const fn rows(self) -> &'static [Row] {
        match self {
            Table::Section20 => SECTION20_ITEMS,
            Table::Applications => OUTCOMES,
            Table::Review => CHANNELS,
        }
    }

    /// All columns of the table over both editions, in printed order.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Table::Section20 => SECTION20_COLUMNS,
            Table::Applications => APPLICANT_COLUMNS,
            Table::Review => REVIEW_COLUMNS,
        }
    }

    /// The row with this code.
    pub fn row(self, code: &str) -> Option<&'static Row> {
        self.rows().iter().find(|row| row.code == code)
    }

    /// Position of the column with this code in [`Table::columns`].
    pub fn column_index(self, code: &str) -> Option<usize> {
        self.columns().iter().position(|column| column.code == code)
    }

    /// Positions in [`Table::columns`] that `edition` prints for `row`, in printed order.
    pub fn printed_columns(self, row: &Row, edition: Edition) -> Vec<usize> {
        match self {
            Table::Section20 => section20::printed(row.code, edition)
                .iter()
                .filter_map(|code| self.column_index(code))
                .collect(),
            _ => (0..self.columns().len()).collect(),
        }
    }
}

/// A printed row of a statutory table.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Code in the database and in JSON.
    pub code: &'static str,
    /// Official label with its numerals, as printed; the innermost part stands last.
    pub zh: &'static str,
    /// English label.
    pub en: &'static str,
    /// Texts that identify the row: the innermost label without numerals, and variants seen in real reports.
    pub labels: &'static [&'static str],
    /// Editions that print the row.
    pub editions: &'static [Edition],
    /// Code of the printed group the row belongs to, such as `withheld` for （三）不予公开.
    pub group: Option<&'static str>,
}

/// A printed column of a statutory table.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// Code in the database and in JSON.
    pub code: &'static str,
    /// Official label.
    pub zh: &'static str,
    /// English label.
    pub en: &'static str,
    /// Texts that identify the column.
    pub labels: &'static [&'static str],
    /// Editions that print the column.
    pub editions: &'static [Edition],
    /// What the numbers of the column are.
    pub unit: Unit,
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A count: an integer, not negative.
    Count,
    /// A signed count: only 本年增/减.
    Change,
    /// An amount in 万元 (10,000 yuan), decimals allowed.
    Wan,
}

/// A heading of one of the six sections.
#[derive(Debug, PartialEq, Eq)]
pub struct SectionHeading {
    /// 1 to 6.
    pub number: u8,
    /// Official heading without its numeral.
    pub zh: &'static str,
    /// English label.
    pub en: &'static str,
    /// Wordings that identify it even without a numeral, the official one first.
    pub labels: &'static [&'static str],
    /// Short wordings that need the section's numeral, because sub-headings use them too.
    pub short: &'static [&'static str],
}

/// The six sections, the same in both editions.
pub const SECTIONS: &[SectionHeading] = &[
    SectionHeading {
        number: 1,
        zh: "总体情况",
        en: "Overview",
        labels: &["总体情况"],
        short: &["概述", "概况", "基本情况", "总体工作情况"],
    },
    SectionHeading {
        number: 2,
        zh: "主动公开政府信息情况",
        en: "Proactive disclosure",
        labels: &[
            "主动公开政府信息情况",
            "主动公开政府信息的情况",
            "政府信息主动公开情况",
            "行政机关主动公开政府信息情况",
        ],
        short: &["主动公开情况"],
    },
    SectionHeading {
        number: 3,
        zh: "收到和处理政府信息公开申请情况",
        en: "Applications received and handled",
        labels: &[
            "收到和处理政府信息公开申请情况",
            "收到和处理政府信息公开申请的情况",
            "行政机关收到和处理政府信息公开申请情况",
            "收到和处理政府信息依申请公开情况",
            "政府信息依申请公开情况",
        ],
        short: &[],
    },
    SectionHeading {
        number: 4,
        zh: "政府信息公开行政复议、行政诉讼情况",
        en: "Reconsideration and litigation",
        labels: &[
            "政府信息公开行政复议、行政诉讼情况",
            "政府信息公开行政复议和行政诉讼情况",
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            "因政府信息公开工作被申请行政复议提起行政诉讼的情况",
            "行政复议、行政诉讼情况",
        ],
        short: &[],
    },
    SectionHeading {
        number: 5,
        zh: "存在的主要问题及改进情况",
        en: "Problems and improvements",
        labels: &[
            "存在的主要问题及改进情况",
            "政府信息公开工作存在的主要问题及改进情况",
            "存在的主要问题和改进情况",
            "存在的主要问题及改进措施",
            "存在主要问题及改进情况",
            "存在的问题及改进情况",
            "存在问题及改进情况",
            "存在的问题及改进措施",
        ],
        short: &[],
    },
    SectionHeading {
        number: 6,
        zh: "其他需要报告的事项",
        en: "Other matters",
        labels: &[
            "其他需要报告的事项",
            "其他需要报告事项",
            "需要报告的其他事项",
            "其他需报告的事项",
            "其他报告事项",
        ],
        short: &[],
    },
];

#[cfg(test)]
mod tests {
    use super::{Edition, Table};
    use std::collections::HashSet;

    #[test]
    fn each_edition_prints_its_number_of_cells() {
        for (edition, cells) in [(Edition::E2019, [22, 161, 15]), (Edition::E2021, [10, 175, 15])] {
            for (table, expected) in Table::ALL.into_iter().zip(cells) {
                let rows = table.rows().iter().filter(|row| row.editions.contains(&edition));
                let count: usize = rows.map(|row| table.printed_columns(row, edition).len()).sum();
                assert_eq!(count, expected, "{table:?} of {edition:?}");
            }
        }
    }

    #[test]
    fn codes_are_unique() {
        for table in Table::ALL {
            let rows: HashSet<_> = table.rows().iter().map(|row| row.code).collect();
            let columns: HashSet<_> = table.columns().iter().map(|column| column.code).collect();
            assert_eq!((rows.len(), columns.len()), (table.rows().len(), table.columns().len()));
        }
    }
}
