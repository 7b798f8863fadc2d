//! Canned queries: every file keeps the rules of the catalogue, and the key ones give hand-checked figures.

use crate::small::database;
use gongkai::error::Error;
use gongkai::output::{Format, write};
use gongkai::query::{self, LANGUAGE, Query, catalogue, find, folder};
use gongkai::rows::Value;
use std::collections::BTreeSet;
use std::time::Duration;

/// Flags that the command itself has.
const RESERVED: &[&str] = &["show", "format", "bom", "chart", "chart-as", "db", "help", "version"];

fn all() -> Vec<Query<'static>> {
    ["check", "filters", "summary", "export"].into_iter().flat_map(folder).chain(catalogue()).collect()
}

/// Value that any parameter accepts, for running queries that require one.
pub(crate) fn given(query: &Query) -> Vec<(String, Value)> {
    let required = query.parameters.iter().filter(|parameter| parameter.default.is_none());
    required.map(|parameter| (parameter.name.to_owned(), Value::Text("县".to_owned()))).collect()
}

#[test]
fn every_query_is_well_formed() {
    let database = database();
    for query in all() {
        let name = query.name;
        let (zh, en) = query.description.split_once(" / ").unwrap_or_default();
        assert!(
            !zh.is_empty() && en.is_ascii() && !en.is_empty(),
            "{name}: the first line is `-- 中文 / English`"
        );
        assert!(query.notes.iter().all(|note| !note.starts_with(':')), "{name}: {:?}", query.notes);
        assert!(query.sql.to_lowercase().contains("order by"), "{name} has no order");
        let statement = database.prepare(query.sql).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(statement.readonly(), "{name}");
        let used: BTreeSet<_> = (1..=statement.parameter_count())
            .map(|index| {
                statement.parameter_name(index).unwrap_or_default().trim_start_matches(':').to_owned()
            })
            .collect();
        let declared: BTreeSet<_> = query.parameters.iter().map(|p| p.name.to_owned()).collect();
        assert_eq!(used, declared, "{name}: header against statement");
        assert!(RESERVED.iter().all(|reserved| !declared.contains(*reserved)), "{name}");
        let columns: Vec<_> = statement.column_names().map(str::to_owned).collect();
        assert_eq!(columns.iter().collect::<BTreeSet<_>>().len(), columns.len(), "{name}: {columns:?}");
        let rows = query::run(&database, &query, &given(&query)).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(rows.columns, columns);
        statement.finalize().unwrap();
    }
}

#[test]
fn labels_come_in_both_languages() {
    let database = database();
    for query in all().iter().filter(|query| query.parameters.iter().any(|p| p.name == LANGUAGE)) {
        let run = |lang: &str| {
            let mut given = given(query);
            given.push((LANGUAGE.to_owned(), Value::Text(lang.to_owned())));
            query::run(&database, query, &given).unwrap()
        };
        assert_ne!(run("zh"), run("en"), "{}", query.name);
    }
}

/// Runs a query and renders it as CSV.
#[track_caller]
pub(crate) fn csv(name: &str, given: &[(&str, Value)]) -> String {
    let given: Vec<_> = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let rows = query::run(&database(), &find(name).expect("a query"), &given).expect("runs");
    let mut out = Vec::new();
    write(Format::Csv, &rows, &mut out).expect("printed");
    String::from_utf8(out).expect("text")
}

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn applications_by_agency() {
    insta::assert_snapshot!(csv("applications_by_agency", &[]), @r#"
    agency,division,year,scope,received,carried_in,outcome_total,carried_out,handled_rate,carried_out_rate
    乙镇人民政府,甲县,2024,unknown,2,0,2,0,1,0
    丙县人民政府,丙县,2023,consolidated,200,0,180,20,0.9,0.1
    甲县民政局,甲县,2023,unknown,50,3,50,3,0.9433962264150944,0.05660377358490566
    乙镇人民政府,甲县,2023,unknown,8,0,8,0,1,0
    丁镇人民政府,丙县,2023,unknown,,,,,,
    甲县民政局,甲县,2022,unknown,40,0,36,4,0.9,0.1
    "#);
}

#[test]
fn outcome_mix_divides_by_one_total_and_counts_who_states() {
    insta::assert_snapshot!(csv("outcome_mix", &[("year", Value::Integer(2023)), ("lang", text("en"))]), @r#"
    year,outcome,label,reports,reports_stating_handled,reports_summed,applications,outcome_total,outcome_share,outcome_share_low,outcome_share_high
    2023,disclosed,Disclosed,3,2,2,28,58,0.4827586206896552,0.4827586206896552,0.4827586206896552
    2023,partly_disclosed,Partly disclosed,3,2,2,5,58,0.08620689655172414,0.08620689655172414,0.08620689655172414
    2023,withheld_state_secret,Withheld: State secret,3,2,2,0,58,0,0,0
    2023,withheld_by_law,Withheld: Forbidden by other law,3,2,2,10,58,0.1724137931034483,0.1724137931034483,0.1724137931034483
    2023,withheld_security_stability,Withheld: Endangers security or stability,3,2,2,0,58,0,0,0
    2023,withheld_third_party,Withheld: Rights of third parties,3,2,2,0,58,0,0,0
    2023,withheld_internal_affairs,Withheld: Internal affairs,3,2,2,0,58,0,0,0
    2023,withheld_deliberative,Withheld: Deliberative,3,2,2,0,58,0,0,0
    2023,withheld_enforcement_file,Withheld: Enforcement file,3,2,2,0,58,0,0,0
    2023,withheld_administrative_query,Withheld: Administrative query,3,2,2,0,58,0,0,0
    2023,unavailable_not_held,Cannot be provided: Not held,3,2,2,15,58,0.25862068965517243,0.25862068965517243,0.25862068965517243
    2023,unavailable_needs_creation,Cannot be provided: Would have to be created,3,2,2,0,58,0,0,0
    2023,unavailable_unclear_request,Cannot be provided: Still unclear after correction,3,2,2,0,58,0,0,0
    2023,declined_petition,Declined: Petition or complaint,3,2,2,0,58,0,0,0
    2023,declined_repeated,Declined: Repeated,3,2,2,0,58,0,0,0
    2023,declined_publication,Declined: Asks for a publication,3,2,2,0,58,0,0,0
    2023,declined_excessive,Declined: Excessive without good reason,3,2,2,0,58,0,0,0
    2023,declined_confirmation,Declined: Asks to confirm or reissue,3,2,2,0,58,0,0,0
    2023,other_no_correction,Other handling: Not corrected in time,3,2,2,0,58,0,0,0
    2023,other_fee_unpaid,Other handling: Fee not paid,3,2,2,0,58,0,0,0
    2023,other_misc,Other handling: Other,3,2,2,0,58,0,0,0
    "#);
}

/// Handled in 2023: 50 and 8, one report does not say. Of these 58, 20 + 8 disclosed, 5 partly (one report), 10 withheld
/// (one report), 15 could not be provided.
#[test]
fn the_summary_divides_by_the_same_total() {
    let summary = folder("summary").into_iter().find(|query| query.name == "outcomes").expect("a statement");
    let given =
        [("year", Value::Integer(2023)), ("lang", text("en"))].map(|(name, value)| (name.to_owned(), value));
    let rows = query::run(&database(), &summary, &given).expect("runs");
    let mut out = Vec::new();
    write(Format::Csv, &rows, &mut out).expect("printed");
    insta::assert_snapshot!(String::from_utf8(out).expect("text"), @r#"
    year,reports,outcome,reports_summed,applications,outcome_share
    2023,2,Disclosed,2,28,0.4827586206896552
    2023,2,Partly disclosed,2,5,0.08620689655172414
    2023,2,Withheld,2,10,0.1724137931034483
    2023,2,Cannot be provided,2,15,0.25862068965517243
    2023,2,Declined,2,0,0
    2023,2,Other handling,2,0,0
    "#);
}

#[test]
fn refusal_reasons() {
    let all = csv("refusal_reasons", &[("year", Value::Integer(2023)), ("lang", text("en"))]);
    let top: Vec<_> = all.lines().take(4).collect();
    insta::assert_snapshot!(top.join("\n"), @r#"
    year,outcome_group,outcome,label,reports,reports_stating_handled,reports_summed,applications,outcome_total,outcome_share,outcome_share_low,outcome_share_high
    2023,unavailable,unavailable_not_held,Cannot be provided: Not held,3,2,2,15,58,0.25862068965517243,0.25862068965517243,0.25862068965517243
    2023,withheld,withheld_by_law,Withheld: Forbidden by other law,3,2,2,10,58,0.1724137931034483,0.1724137931034483,0.1724137931034483
    2023,withheld,withheld_state_secret,Withheld: State secret,3,2,2,0,58,0,0,0
    "#);
}

#[test]
fn labels_of_outcomes_stand_alone() {
    for (lang, alone) in [("zh", "（六）其他处理 3.其他"), ("en", "Other handling: Other")] {
        for query in ["outcome_mix", "outcome_change"] {
            let answer = csv(query, &[("lang", text(lang))]);
            let of_other = answer.lines().find(|line| line.contains(",other_misc,")).expect("a row");
            assert!(of_other.contains(alone), "{of_other}");
        }
        let printed = csv("report", &[("agency", text("甲县民政局")), ("lang", text(lang))]);
        assert!(printed.contains(alone), "{printed}");
    }
}

#[test]
fn a_body_that_leaves_open_how_many_it_handled_is_not_held_against_its_peers() {
    let database = database();
    database
        .execute_batch("update report_figure set outcome_total = null where report_id = 2")
        .expect("opened");
    let given =
        [("indicator", text("carried_out_rate")), ("year", Value::Integer(2023)), ("all", Value::Integer(1))];
    let given: Vec<_> = given.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let rows = query::run(&database, &find("outliers_peers").expect("a query"), &given).expect("runs");
    let of_body = rows.rows.iter().find(|row| row.contains(&text("甲县民政局"))).expect("a row");
    assert_eq!(of_body.last(), Some(&text("figures not stated: not judged")), "{of_body:?}");
}

#[test]
fn a_series_counts_reports_whose_table_is_missing() {
    let series = csv("form_series", &[]);
    let of_rules: Vec<_> = series.lines().filter(|line| line.starts_with("2,rules,issued,")).collect();
    insta::assert_snapshot!(of_rules.join("\n"), @r#"
    2,rules,issued,规章,本年制发件数,2022,1,0,,form of 2021 only
    2,rules,issued,规章,本年制发件数,2023,3,1,0,form of 2021 only
    2,rules,issued,规章,本年制发件数,2024,1,0,,form of 2021 only
    "#);
}

#[test]
fn disclosure_ranking_leaves_small_samples_unranked() {
    insta::assert_snapshot!(csv("disclosure_ranking", &[("year", Value::Integer(2023))]), @r#"
    rank_from_lowest,agency,division,year,scope,handled,disclosure_rate,full_disclosure_rate,disclosure_rate_of_received,sample
    1,甲县民政局,甲县,2023,unknown,50,0.5,0.4,0.4716981132075472,ranked
    1,丙县人民政府,丙县,2023,consolidated,180,0.8333333333333334,0.8333333333333334,0.75,ranked
    ,乙镇人民政府,甲县,2023,unknown,8,1,1,1,fewer than 30 handled: not ranked
    ,丁镇人民政府,丙县,2023,unknown,,,,,figures not stated: not ranked
    "#);
}

#[test]
fn applicant_mix() {
    insta::assert_snapshot!(csv("applicant_mix", &[]), @r#"
    year,reports,reports_summed,received_new,natural_person_share,commercial_enterprise_share,research_institution_share,public_welfare_org_share,legal_service_org_share,other_org_share
    2024,1,1,2,1,0,0,0,0,0
    2023,3,2,58,1,0,0,0,0,0
    2022,1,1,40,1,0,0,0,0,0
    "#);
}

#[test]
fn reviews_name_both_correction_rates() {
    insta::assert_snapshot!(csv("reviews", &[("year", Value::Integer(2023))]), @r#"
    agency,division,year,scope,channel,cases,upheld,corrected,other,pending,closed,corrected_of_all_rate,corrected_of_closed_rate
    甲县民政局,甲县,2023,unknown,reconsideration,10,3,2,0,5,5,0.2,0.4
    甲县民政局,甲县,2023,unknown,litigation,2,1,1,0,0,2,0.5,0.5
    乙镇人民政府,甲县,2023,unknown,litigation,,0,0,0,,0,,
    "#);
}

#[test]
fn carry_over() {
    insta::assert_snapshot!(csv("carry_over", &[("all", Value::Integer(1))]), @r#"
    agency,division,year,last_scope,scope,carried_out_last_year,carried_in,difference,verdict
    乙镇人民政府,甲县,2024,unknown,unknown,0,0,0,agrees
    甲县民政局,甲县,2023,unknown,unknown,4,3,-1,differs
    丁镇人民政府,丙县,2023,,unknown,,,,no report for last year
    丙县人民政府,丙县,2023,,consolidated,,0,,no report for last year
    乙镇人民政府,甲县,2023,,unknown,,0,,no report for last year
    甲县民政局,甲县,2022,,unknown,,0,,no report for last year
    "#);
}

#[test]
fn year_over_year() {
    insta::assert_snapshot!(csv("year_over_year", &[("agency", text("甲县民政局"))]), @r#"
    agency,division,scope,year,form,received,received_change,growth_rate,carried_in,outcome_total,carried_out,disclosure_rate,reconsideration_total,litigation_total
    甲县民政局,甲县,unknown,2022,2021,40,,,0,36,4,0.8333333333333334,0,0
    甲县民政局,甲县,unknown,2023,2021,50,10,0.25,3,50,3,0.5,10,2
    "#);
}

#[test]
fn compare() {
    insta::assert_snapshot!(csv("compare", &[("first", text("民政局")), ("second", text("乙镇"))]), @r#"
    year,indicator,first_agency,first_scope,first_value,second_agency,second_scope,second_value,difference
    2023,received,甲县民政局,unknown,50,乙镇人民政府,unknown,8,-42
    2023,carried_in,甲县民政局,unknown,3,乙镇人民政府,unknown,0,-3
    2023,outcome_total,甲县民政局,unknown,50,乙镇人民政府,unknown,8,-42
    2023,carried_out,甲县民政局,unknown,3,乙镇人民政府,unknown,0,-3
    2023,disclosed,甲县民政局,unknown,20,乙镇人民政府,unknown,8,-12
    2023,partly_disclosed,甲县民政局,unknown,5,乙镇人民政府,unknown,0,-5
    2023,withheld,甲县民政局,unknown,10,乙镇人民政府,unknown,0,-10
    2023,unavailable,甲县民政局,unknown,15,乙镇人民政府,unknown,0,-15
    2023,declined,甲县民政局,unknown,0,乙镇人民政府,unknown,0,0
    2023,other,甲县民政局,unknown,0,乙镇人民政府,unknown,0,0
    2023,disclosure_rate,甲县民政局,unknown,0.5,乙镇人民政府,unknown,1,0.5
    2023,reconsideration_total,甲县民政局,unknown,10,乙镇人民政府,unknown,0,-10
    2023,reconsideration_corrected,甲县民政局,unknown,2,乙镇人民政府,unknown,0,-2
    2023,litigation_total,甲县民政局,unknown,2,乙镇人民政府,unknown,,
    2023,litigation_corrected,甲县民政局,unknown,1,乙镇人民政府,unknown,0,-1
    "#);
}

#[test]
fn coverage() {
    insta::assert_snapshot!(csv("coverage", &[]), @r#"
    agency,division,years,years_missing,tables_missing,blank,not_applicable,unreadable,ambiguous
    丁镇人民政府,丙县,1,2022 2024,1,0,1,0,0
    丙县人民政府,丙县,1,2022 2024,0,0,0,0,0
    乙镇人民政府,甲县,2,2022,0,1,0,0,0
    甲县民政局,甲县,2,2024,0,1,0,0,0
    "#);
}

#[test]
fn trend() {
    insta::assert_snapshot!(csv("trend", &[]), @r#"
    year,reports,reports_stating_received,received,reports_stating_handled,outcome_total,reports_rated_disclosure,disclosure_rate,reports_stating_reconsideration,reconsideration_total,reports_stating_litigation,litigation_total
    2022,1,1,40,1,36,1,0.8333333333333334,1,0,1,0
    2023,3,2,58,2,58,2,0.5689655172413793,3,10,2,2
    2024,1,1,2,1,2,1,1,1,0,1,0
    "#);
}

#[test]
fn section20_activity() {
    insta::assert_snapshot!(csv("section20_activity", &[("lang", text("en"))]), @r#"
    agency,division,year,scope,form,item,label,issued,repealed,in_force,newly_made,newly_disclosed,disclosed_total,prior_items,item_change,decisions,projects,amount_10k_yuan
    甲县民政局,甲县,2023,unknown,2021,rules,Rules,0,0,,,,,,,,,
    甲县民政局,甲县,2023,unknown,2021,penalty,Administrative penalty,,,,,,,,,12,,
    甲县民政局,甲县,2023,unknown,2021,fees,Administrative fees,,,,,,,,,,,190.457379
    "#);
}

#[test]
fn findings_include_those_between_years() {
    insta::assert_snapshot!(csv("findings", &[]), @r#"
    agency,division,year,scope,severity,rule,subject,expected,actual,line,message
    乙镇人民政府,甲县,2023,unknown,error,T3.BALANCE,total,8,9,,不平; does not balance
    甲县民政局,甲县,2023,unknown,error,Y.CARRY,natural_person,4,3,40,"第三部分“二、上年结转政府信息公开申请数量”自然人 3（第 40 行），与上年度报告（1.txt 第 40 行）“四、结转下年度继续办理”自然人 4 不一致，相差 1 / section 3, Carried in from last year, Natural persons: 3 (line 40) does not agree with Carried over to next year, Natural persons: 4 in the report for 2022 (1.txt, line 40), difference 1"
    甲县民政局,甲县,2023,unknown,error,Y.CARRY,total,4,3,40,"第三部分“二、上年结转政府信息公开申请数量”总计 3（第 40 行），与上年度报告（1.txt 第 40 行）“四、结转下年度继续办理”总计 4 不一致，相差 1 / section 3, Carried in from last year, Total: 3 (line 40) does not agree with Carried over to next year, Total: 4 in the report for 2022 (1.txt, line 40), difference 1"
    "#);
}

#[test]
fn a_wrong_name_is_answered_with_the_nearest() {
    insta::assert_snapshot!(find("outcom_mix").unwrap_err(), @"no query is called outcom_mix; did you mean outcome_mix? (`gongkai query` lists them)");
    insta::assert_snapshot!(find("zzz").unwrap_err(), @"no query is called zzz (`gongkai query` lists them)");
}

#[test]
fn wrong_parameters_are_answered_with_the_right_ones() {
    let run = |given: &[(&str, Value)]| {
        let given: Vec<_> = given.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        query::run(&database(), &find("compare").unwrap(), &given).unwrap_err()
    };
    insta::assert_snapshot!(run(&[("who", text("x"))]), @"query compare: no parameter who; expected: first (text), second (text), year (int)");
    insta::assert_snapshot!(run(&[("first", text("x"))]), @"query compare: second (text) must be given");
}

/// Runs the user's SQL and returns the number of results, or the message.
fn run_text(sql: &str, timeout: Option<Duration>) -> Result<usize, String> {
    let mut results = 0;
    let counted = query::run_text(&mut database(), sql, timeout, |cursor| -> Result<(), Error> {
        results += 1;
        cursor.collect().map(drop)
    });
    counted.map(|()| results).map_err(|error| error.to_string())
}

#[test]
fn the_users_sql_can_only_read() {
    for (sql, results) in [
        ("select 1", 1),
        ("select count(*) from report; select year from report order by 1;", 2),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 9) select max(i) from n",
            1,
        ),
        ("pragma table_info(report); explain query plan select * from report", 2),
        ("select name from pragma_table_info('report')", 1),
        ("-- nothing", 0),
    ] {
        assert_eq!(run_text(sql, None), Ok(results), "{sql}");
    }
    for sql in [
        "insert into division values ('1', 'x', 'county', null)",
        "update report set year = 1",
        "delete from report",
        "drop table report",
        "create temp table t (x)",
        "create view v as select 1",
        "attach 'other.db' as other",
        "vacuum into 'copy.db'",
        "pragma journal_mode = delete",
        "pragma user_version = 7",
        "pragma writable_schema = 1",
        "begin",
        "savepoint a",
        "reindex",
        "analyze",
        "select 1; delete from report",
    ] {
        let message = run_text(sql, None).unwrap_err();
        assert!(message.contains("only reading is allowed"), "{sql}: {message}");
    }
    insta::assert_snapshot!(run_text("select nothing from report", None).unwrap_err(), @r#"SQL: near "nothing": syntax error in select nothing from report at offset 7"#);
    insta::assert_snapshot!(run_text("selec 1", None).unwrap_err(), @r#"SQL: near "selec": syntax error in selec 1 at offset 0"#);
}

#[test]
fn the_users_sql_stops_in_time() {
    let endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n";
    insta::assert_snapshot!(run_text(endless, Some(Duration::from_millis(50))).unwrap_err(), @"SQL: stopped after 0.05 s; --timeout allows more");
}
