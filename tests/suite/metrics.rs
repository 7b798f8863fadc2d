//! Derived figures: each has a definition, and the queries over rates, changes and missing reports give hand-checked ones.

use crate::query::{csv, given, text};
use crate::small::database;
use gongkai::query::{self, catalogue};
use gongkai::rows::Value;
use std::collections::BTreeSet;

/// Columns by which a figure is told to be derived.
const DERIVED: [&str; 4] = ["_rate", "_share", "_change", "_ratio"];
/// Changes of counts, which need no definition.
const COUNTS: [&str; 2] = ["received_change", "item_change"];

/// Every rate is a metric, every metric is defined in the database, and whatever a header names is shown.
#[test]
fn every_derived_figure_has_a_definition() {
    let database = database();
    let mut statement = database.prepare("select code from metric order by ordinal").unwrap();
    let known: BTreeSet<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut used = BTreeSet::new();
    for query in catalogue() {
        let name = query.name;
        let rows = query::run(&database, &query, &given(&query)).unwrap();
        let indicator = rows.position("indicator");
        for (column, metric) in &query.metrics {
            assert!(known.contains(*metric), "{name}: no metric {metric}");
            let row = |row: &Vec<Value>| indicator.is_some_and(|at| row[at] == text(column));
            assert!(
                rows.columns.iter().any(|known| known == column) || rows.rows.iter().any(row),
                "{name}: no column {column}"
            );
            used.insert((*metric).to_owned());
        }
        for column in rows.columns.iter().filter(|column| DERIVED.iter().any(|end| column.ends_with(end))) {
            let named = query.metrics.iter().any(|(named, _)| named == column);
            assert!(named || COUNTS.contains(&column.as_str()), "{name}: {column} is no metric");
        }
    }
    assert_eq!(used, known);
}

#[test]
fn disclosure_rates() {
    insta::assert_snapshot!(csv("disclosure_rates", &[]), @r#"
    year,reports,reports_stating_handled,outcome_total,reports_stating_given,disclosure_rate,disclosure_rate_low,disclosure_rate_high,reports_stating_disclosed,full_disclosure_rate,reports_stating_received,disclosure_rate_of_received
    2024,1,1,2,1,1,1,1,1,1,1,1
    2023,3,2,58,2,0.5689655172413793,0.5689655172413793,0.5689655172413793,2,0.4827586206896552,2,0.5409836065573771
    2022,1,1,36,1,0.8333333333333334,0.8333333333333334,0.8333333333333334,1,0.8333333333333334,1,0.75
    "#);
}

#[test]
fn not_held_leaves_small_samples_unranked() {
    insta::assert_snapshot!(csv("not_held", &[("year", Value::Integer(2023))]), @r#"
    rank_from_highest,agency,division,year,scope,handled,not_held,not_held_share,sample
    1,甲县民政局,甲县,2023,unknown,50,15,0.3,ranked
    ,乙镇人民政府,甲县,2023,unknown,8,0,0,fewer than 30 handled: not ranked
    ,丁镇人民政府,丙县,2023,unknown,,0,,figures not stated: not ranked
    "#);
}

#[test]
fn review_rates() {
    insta::assert_snapshot!(csv("review_rates", &[("year", Value::Integer(2023))]), @r#"
    year,channel,reports,reports_stating_cases,cases,reports_stating_corrected,corrected,reports_rated_of_all,corrected_of_all_rate,reports_rated_of_closed,closed,corrected_of_closed_rate,reports_rated_of_handled,review_rate
    2023,reconsideration,3,3,10,3,2,3,0.2,3,5,0.4,2,0.1724137931034483
    2023,litigation,3,2,2,3,1,2,0.5,3,2,0.5,1,0.04
    "#);
}

#[test]
fn growth_is_of_the_same_bodies() {
    insta::assert_snapshot!(csv("growth", &[]), @r#"
    year,bodies,only_before,only_now,received_before,received,received_change,growth_rate
    2024,1,2,0,8,2,-6,-0.75
    2023,1,0,2,40,50,10,0.25
    "#);
}

#[test]
fn outcome_change() {
    let all = csv("outcome_change", &[("year", Value::Integer(2023)), ("lang", text("en"))]);
    let top: Vec<_> = all.lines().take(5).collect();
    insta::assert_snapshot!(top.join("\n"), @r#"
    year,outcome_group,outcome,label,bodies,bodies_left_out,applications_before,outcome_total_before,applications,outcome_total,outcome_share_before,outcome_share,share_change
    2023,,disclosed,Disclosed,1,2,30,36,20,50,0.8333333333333334,0.4,-0.43333333333333335
    2023,,partly_disclosed,Partly disclosed,1,2,0,36,5,50,0,0.1,0.1
    2023,withheld,withheld_state_secret,Withheld: State secret,1,2,0,36,0,50,0,0,0
    2023,withheld,withheld_by_law,Withheld: Forbidden by other law,1,2,6,36,10,50,0.16666666666666666,0.2,0.033333333333333354
    "#);
}

#[test]
fn by_level() {
    insta::assert_snapshot!(csv("by_level", &[("year", Value::Integer(2023))]), @r#"
    year,level,kind,reports,reports_stating_received,received,reports_stating_handled,outcome_total,reports_stating_carried_out,carried_out,reports_rated_handled,handled_rate,reports_rated_disclosure,disclosure_rate,reports_stating_reconsideration,reconsideration_total,reports_stating_litigation,litigation_total
    2023,county,department,1,1,50,1,50,1,3,1,0.9433962264150944,1,0.5,1,10,1,2
    2023,township,township,2,1,8,1,8,1,0,1,1,1,1,2,0,1,0
    "#);
}

#[test]
fn quality() {
    insta::assert_snapshot!(csv("quality", &[]), @r#"
    agency,division,year,scope,errors,warnings,infos,problems,tables_missing,cells_unknown,cells_not_applicable,cells_inferred,quality_score
    丁镇人民政府,丙县,2023,unknown,0,0,0,1,1,0,1,0,70
    乙镇人民政府,甲县,2023,unknown,1,0,0,0,0,1,0,0,89
    甲县民政局,甲县,2023,unknown,0,0,0,0,0,1,0,0,99
    "#);
}

#[test]
fn missing_reports() {
    insta::assert_snapshot!(csv("missing_reports", &[("divisions", Value::Integer(0))]), @r#"
    year,name,division,division_code,level,kind,first_year,last_year,verdict
    2024,甲县民政局,甲县,410701,county,department,2022,2023,no report since
    2024,丁镇人民政府,丙县,410702,township,township,2023,2023,no report since
    2024,丙县人民政府,丙县,410702,county,government,2023,2023,no report since
    2022,乙镇人民政府,甲县,410701,township,township,2023,2024,no report yet
    2022,丁镇人民政府,丙县,410702,township,township,2023,2023,no report yet
    2022,丙县人民政府,丙县,410702,county,government,2023,2023,no report yet
    "#);
}

#[test]
fn region_totals_hold_the_consolidated_report_apart() {
    insta::assert_snapshot!(csv("region_totals", &[("year", Value::Integer(2023))]), @r#"
    region_code,region,level,year,consolidated,published_received,published_handled,published_disclosure_rate,units,divisions,units_stating,units_received,units_disclosure_rate,covered_share,double_reports,unclear_reports
    410000,河南省,province,2023,not published,,,,3,1,3,258,0.7689075630252101,,0,0
    410700,新乡市,prefecture,2023,not published,,,,3,1,3,258,0.7689075630252101,,0,0
    410701,甲县,county,2023,not published,,,,2,0,2,58,0.5689655172413793,,0,0
    410702,丙县,county,2023,published,200,180,0.8333333333333334,1,0,0,,,,0,0
    "#);
}
