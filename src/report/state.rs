//! Why a cell is not simply the number that is printed in it.

/// Why a cell is not simply the printed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellState {
    /// Printed, empty. The value is NULL.
    Blank,
    /// A mark such as "/" or "无". The value is NULL.
    NotApplicable,
    /// Text that is no number. The value is NULL.
    Unreadable,
    /// More than one reading fits. The value is NULL.
    Ambiguous,
    /// The layout lost or glued the print and the form's arithmetic leaves one reading.
    Inferred,
    /// A unit printed in the cell or its header was applied.
    Converted,
}

impl CellState {
    /// Every state.
    pub const ALL: [CellState; 6] = [
        CellState::Blank,
        CellState::NotApplicable,
        CellState::Unreadable,
        CellState::Ambiguous,
        CellState::Inferred,
        CellState::Converted,
    ];

    /// The state of a code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What it is called in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            CellState::Blank => "空白",
            CellState::NotApplicable => "不适用",
            CellState::Unreadable => "不是数字",
            CellState::Ambiguous => "不能确定",
            CellState::Inferred => "推断",
            CellState::Converted => "已换算单位",
        }
    }

    /// What it is called in English.
    pub const fn en(self) -> &'static str {
        match self {
            CellState::Blank => "blank",
            CellState::NotApplicable => "not applicable",
            CellState::Unreadable => "no number",
            CellState::Ambiguous => "ambiguous",
            CellState::Inferred => "inferred",
            CellState::Converted => "unit converted",
        }
    }

    /// The code used in the database and in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            CellState::Blank => "blank",
            CellState::NotApplicable => "not_applicable",
            CellState::Unreadable => "unreadable",
            CellState::Ambiguous => "ambiguous",
            CellState::Inferred => "inferred",
            CellState::Converted => "converted",
        }
    }
}
