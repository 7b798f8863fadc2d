//! What must add up: the sums that the form prints or implies. The computed side stands left.

use super::linear::{Along, Linear, Relation, Side};
use crate::form::Table;

/// The identities of sections 3 and 4.
pub(super) const IDENTITIES: &[Linear] = &[
    equal(
        "T3.BALANCE",
        Table::Applications,
        Along::Rows,
        Side::Sum(&["received_new", "carried_in"]),
        Side::Sum(&["outcome_total", "carried_out"]),
    ),
    equal(
        "T3.RESULTSUM",
        Table::Applications,
        Along::Rows,
        Side::AllBut(
            &["received_new", "carried_in", "outcome_total", "carried_out"],
            "（一）至（六）各项之和",
            "sum of the outcomes （一） to （六）",
        ),
        Side::Sum(&["outcome_total"]),
    ),
    equal(
        "T3.ROWSUM",
        Table::Applications,
        Along::Columns,
        Side::AllBut(&["total"], "六类申请人之和", "sum of the six applicant columns"),
        Side::Sum(&["total"]),
    ),
    equal(
        "T4.SUM",
        Table::Review,
        Along::Columns,
        Side::AllBut(&["total"], "四种结果之和", "sum of the four results"),
        Side::Sum(&["total"]),
    ),
];

const fn equal(rule: &'static str, table: Table, along: Along, left: Side, right: Side) -> Linear {
    Linear { rule, table, along, left, relation: Relation::Equal, right, severity: None }
}
