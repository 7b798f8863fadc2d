//! What must not exceed something else: Σ left ≤ Σ right.

use super::linear::{Along, Linear, Relation, Side};
use crate::form::Table;
use crate::report::Severity;

/// The bounds of sections 2 and 3.
pub(super) const BOUNDS: &[Linear] = &[
    bound("B2.STOCK_BOUND", Side::Sum(&["issued"]), Side::Sum(&["in_force", "repealed"])),
    bound("A2.PUBLISHED", Side::Sum(&["newly_disclosed"]), Side::Sum(&["disclosed_total"])),
    bound("A2.ITEMS", Side::Sum(&[]), Side::Sum(&["prior_items", "item_change"])),
    Linear {
        table: Table::Applications,
        along: Along::Rows,
        ..bound("T3.FWD_BOUND", Side::Sum(&["carried_out"]), Side::Sum(&["received_new", "carried_in"]))
    },
    // Only a case of the year before last makes more than the year's own wait: worth a look, no more.
    Linear {
        table: Table::Applications,
        along: Along::Rows,
        severity: Some(Severity::Info),
        ..bound("T3.FWD_BOUND", Side::Sum(&["carried_out"]), Side::Sum(&["received_new"]))
    },
];

const fn bound(rule: &'static str, left: Side, right: Side) -> Linear {
    Linear {
        rule,
        table: Table::Section20,
        along: Along::Columns,
        left,
        relation: Relation::AtMost,
        right,
        severity: None,
    }
}
