//! What every rule says of a planted case: which two numbers, where each stands and how far apart they are, in both languages.

use super::between::file;
use super::check::{cases, figure, with};
use gongkai::check::{RULES, check};
use gongkai::form::Edition::{E2019, E2021};
use gongkai::report::{NarrativeFigure, Report, Scope, Section};
use gongkai::store::{begin_run, open, write_batch};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Rules that hold no two numbers against each other, or whose numbers have no difference.
const NO_DIFFERENCE: &[&str] = &["F.EDITION", "F.LATE", "Y.DUP", "Y.TWICE"];
/// Rules whose finding stands on no line.
const NO_LINE: &[&str] = &["F.LATE", "Y.DUP", "Y.TWICE", "N.YEAR"];

/// Line and message of the first finding of each rule.
type Said = BTreeMap<String, (Option<u32>, String)>;

/// What the rules say of one report.
fn within() -> Said {
    let mut said = Said::new();
    for (rule, _, failing, _) in cases() {
        let found = check(&failing).into_iter().find(|finding| finding.rule == rule).expect(rule);
        said.insert(rule.to_owned(), (found.line, found.message));
    }
    said
}

fn prose(seed: u32) -> Vec<Section> {
    let mut body = String::new();
    for item in 0..40 {
        write!(body, "第{}项由{}号专班办结。", item * 31 + seed * 977, seed + item).expect("a string");
    }
    vec![Section { number: 1, heading: "总体情况".to_owned(), body, line: 1 }]
}

/// Reports of one county with a planted case of every rule between reports.
fn planted() -> Vec<(&'static str, i32, Report, Option<&'static str>)> {
    let at = |line: u32, figure: NarrativeFigure| NarrativeFigure { line, ..figure };
    let growth = vec![at(7, figure("received_new.change", "20", "%"))];
    let units = |printed| vec![at(9, figure("reporting_units", printed, "家"))];
    let whole = |figures, cells| Report { scope: Scope::Consolidated, figures, ..with(E2021, cells) };
    vec![
        ("长沙县教育局", 2022, with(E2021, "received_new.total=40 carried_out.total=2"), None),
        (
            "长沙县教育局",
            2023,
            Report { figures: growth, ..with(E2021, "received_new.total=50 carried_in.total=1") },
            Some("2024-02-10"),
        ),
        ("长沙县民政局", 2021, with(E2021, "normative_documents.in_force=11 received_new.total=30"), None),
        (
            "长沙县民政局",
            2022,
            with(
                E2021,
                "normative_documents.issued=4 normative_documents.repealed=1 normative_documents.in_force=11 received_new.total=151",
            ),
            None,
        ),
        ("长沙县财政局", 2019, with(E2019, "licensing.prior_items=9 licensing.item_change=-2"), None),
        ("长沙县财政局", 2020, with(E2019, "licensing.prior_items=9"), None),
        ("长沙县司法局", 2024, Report { sections: prose(1), ..with(E2021, "received_new.total=3") }, None),
        ("长沙县水利局", 2024, Report { sections: prose(1), ..with(E2021, "received_new.total=4") }, None),
        ("长沙县统计局", 2026, Report { scope: Scope::Own, ..with(E2021, "received_new.total=3") }, None),
        ("长沙县统计局", 2026, with(E2021, "received_new.total=4"), None),
        ("长沙县人民政府", 2024, whole(units("2"), "received_new.total=8"), None),
        ("长沙县审计局", 2025, with(E2021, "received_new.total=5"), None),
        ("长沙县人民政府", 2025, whole(units("3"), "received_new.total=4"), None),
        ("长沙市人民政府", 2024, whole(Vec::new(), "received_new.total=6"), None),
    ]
}

/// What the rules say of several reports.
fn between() -> Said {
    let mut database = open(std::path::Path::new(":memory:")).expect("a database");
    let run = begin_run(&database).expect("a run");
    for (name, year, report, published_on) in planted() {
        let report = Report { agency: Some(name.to_owned()), year: Some(year), ..report };
        let own = if report.scope == Scope::Own { "_本机关" } else { "" };
        let path = format!("{name}_{year}{own}.txt");
        write_batch(&mut database, run, &[file(&path, report, published_on)]).expect("written");
    }
    let sql =
        "select rule, line, message from between_finding order by rule desc, report_id desc, message desc";
    let mut select = database.prepare(sql).expect("a query");
    let found = select.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?)))).expect("findings");
    found.collect::<Result<_, _>>().expect("texts")
}

#[test]
fn every_rule_names_both_numbers_their_places_and_the_difference() {
    let mut said = within();
    said.extend(between());
    for rule in RULES {
        let (line, message) = said.get(rule.name).unwrap_or_else(|| panic!("{}: no case", rule.name));
        let (zh, en) = message.split_once(" / ").unwrap_or_else(|| panic!("{}: {message}", rule.name));
        assert!(!zh.is_ascii() && !en.contains(" / ") && en.contains(' '), "{}: {message}", rule.name);
        assert_eq!(line.is_none(), NO_LINE.contains(&rule.name), "{}: {message}", rule.name);
        if let Some(line) = line {
            assert!(
                zh.contains(&format!("第 {line} ")) && en.contains(&format!(" {line}")),
                "{}: {message}",
                rule.name
            );
        }
        let parted = zh.contains("相差") && en.contains("difference");
        assert_eq!(parted, !NO_DIFFERENCE.contains(&rule.name), "{}: {message}", rule.name);
    }
    let told =
        RULES.iter().map(|rule| format!("{}: {}", rule.name, said[rule.name].1.replace(" / ", "\n  ")));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r#"
    B2.STOCK_BOUND: 第二部分“行政规范性文件”（第 202 行）：“本年制发件数” 5，大于“现行有效件数” 3 加“本年废止件数” 1，合计 4，相差 1
      section 2, Normative documents (line 202): Issued this year 5 is more than In force 3 + Repealed this year 1 = 4, difference 1
    B2.RULEMAKER: 云岭县城关镇人民政府无权制定规章，第二部分“规章”现行有效件数 6（第 201 行）应为 0，相差 6
      云岭县城关镇人民政府 cannot make rules, but section 2, Rules: In force 6 (line 201), which should be 0, difference 6
    B2.INT: 第二部分“行政处罚”处理决定数量 -3（第 204 行），不应小于 0，相差 3
      section 2, Administrative penalty, Decisions -3 (line 204) must not be less than 0, difference 3
    B2.FEE: 第二部分“行政事业性收费”金额（万元） -0.5（第 206 行），不应小于 0，相差 0.5
      section 2, Administrative fees, Amount, 10,000 yuan -0.5 (line 206) must not be less than 0, difference 0.5
    A2.PUBLISHED: 第二部分“行政规范性文件”（第 202 行）：“本年新公开数量” 3，大于“对外公开总数量” 2，相差 1
      section 2, Normative documents (line 202): Newly disclosed 3 is more than Disclosed in all 2, difference 1
    A2.ITEMS: 第二部分“行政处罚”（第 205 行）：“上一年项目数量” 7 加“本年增/减” -8，合计 -1，不应小于 0，相差 1
      section 2, Administrative penalty (line 205): Items last year 7 + Change of items -8 = -1, which must not be less than 0, difference 1
    A2.DECISIONS: 第二部分“行政强制”（第 206 行）：上一年项目数量 0 与本年增/减 0 之和为 0，处理决定数量应为 0，实为 40，相差 40
      section 2, Administrative coercion (line 206): items last year 0 + change of items 0 = 0, so decisions should be 0, but are 40, difference 40
    T3.BALANCE: 第三部分“自然人”列：“一、本年新收政府信息公开申请数量” 2（第 301 行）加“二、上年结转政府信息公开申请数量” 0（第 302 行），合计 2，与“（七）总计” 1（第 324 行）加“四、结转下年度继续办理” 0（第 325 行），合计 1 不一致，相差 1
      section 3, column Natural persons: Received this year 2 (line 301) + Carried in from last year 0 (line 302) = 2 does not agree with Total handled 1 (line 324) + Carried over to next year 0 (line 325) = 1, difference 1
    T3.RESULTSUM: 第三部分“自然人”列：（一）至（六）各项之和 0（第 303 至 323 行），与“（七）总计” 1（第 324 行）不一致，相差 1
      section 3, column Natural persons: sum of the outcomes （一） to （六） 0 (lines 303 to 323) does not agree with Total handled 1 (line 324), difference 1
    T3.ROWSUM: 第三部分“（一）予以公开”（第 303 行）：六类申请人之和 1，与“总计” 0 不一致，相差 1
      section 3, Disclosed (line 303): sum of the six applicant columns 1 does not agree with Total 0, difference 1
    T3.NONNEG: 第三部分“2.重复申请”自然人 -1（第 317 行），不应小于 0，相差 1
      section 3, Repeated, Natural persons -1 (line 317) must not be less than 0, difference 1
    T3.FWD_BOUND: 第三部分“其他”列：“四、结转下年度继续办理” 3（第 325 行），大于“一、本年新收政府信息公开申请数量” 1（第 301 行）加“二、上年结转政府信息公开申请数量” 1（第 302 行），合计 2，相差 1
      section 3, column Other organisations: Carried over to next year 3 (line 325) is more than Received this year 1 (line 301) + Carried in from last year 1 (line 302) = 2, difference 1
    T3.CARRYIN_ONLY: 第三部分“其他”列：本年新收和上年结转（第 301 至 302 行）均为 0，而“（一）予以公开” 1（第 303 行），相差 1
      section 3, column Other organisations: received and carried in (lines 301 to 302) are 0, yet Disclosed 1 (line 303), difference 1
    T3.FEE_ROW: 第三部分“2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请”总计 1（第 322 行），多于第六部分所述发出收费通知 0 件，相差 1
      section 3, Fee not paid, Total 1 (line 322), more than the 0 fee notices of section 6, difference 1
    T4.SUM: 第四部分“行政复议”（第 401 行）：四种结果之和 4，与“总计” 3 不一致，相差 1
      section 4, Administrative reconsideration (line 401): sum of the four results 4 does not agree with Total 3, difference 1
    T.BLANK: 第三部分“2.重复申请”（第 317 行）：“总计” 3，大于其余各格之和 2，相差 1，空白的 1 格应有数
      section 3, Repeated (line 317): Total 3 is more than the other cells 2, difference 1; the blank ones (1) should hold it
    T4.NONNEG: 第四部分“行政诉讼 未经复议直接起诉”其他结果 -1（第 402 行），不应小于 0，相差 1
      section 4, Litigation without reconsideration, Other result -1 (line 402) must not be less than 0, difference 1
    T4.PENDING_TEXT: 第一部分文字称均获维持，即尚未审结应为 0，而第四部分“行政复议”尚未审结 2（第 401 行），相差 2
      section 1 says that all were upheld, so none pending, but section 4, Administrative reconsideration, Pending 2 (line 401), difference 2
    N.NEW: 第一部分（第 1 行）文字称 4 件，与第三部分“一、本年新收政府信息公开申请数量”总计 2（第 301 行），也与第三部分“一、本年新收政府信息公开申请数量”总计 2（第 301 行）加“二、上年结转政府信息公开申请数量”总计 1（第 302 行），合计 3 不一致，相差 2
      section 1 (line 1) says 4, which does not agree with section 3, Received this year, Total 2 (line 301), or section 3, Received this year, Total 2 (line 301) + Carried in from last year, Total 1 (line 302) = 3, difference 2
    N.CARRYIN: 第一部分（第 1 行）文字称 1 件，与第三部分“二、上年结转政府信息公开申请数量”总计 0（第 302 行）不一致，相差 1
      section 1 (line 1) says 1, which does not agree with section 3, Carried in from last year, Total 0 (line 302), difference 1
    N.DONE: 第一部分（第 1 行）文字称 2 件，与第三部分“（七）总计”总计 1（第 324 行）不一致，相差 1
      section 1 (line 1) says 2, which does not agree with section 3, Total handled, Total 1 (line 324), difference 1
    N.FWD: 第一部分（第 1 行）文字称 1 件，与第三部分“四、结转下年度继续办理”总计 0（第 325 行）不一致，相差 1
      section 1 (line 1) says 1, which does not agree with section 3, Carried over to next year, Total 0 (line 325), difference 1
    N.GROUP: 第一部分（第 1 行）文字称 3 件，与第三部分“（三）不予公开”各项总计之和 4（第 305 至 312 行）不一致，相差 1
      section 1 (line 1) says 3, which does not agree with section 3, Withheld, totals together 4 (lines 305 to 312), difference 1
    N.REVIEW: 第一部分（第 1 行）文字称 1 件，与第四部分“行政复议”总计 0（第 401 行）不一致，相差 1
      section 1 (line 1) says 1, which does not agree with section 4, Administrative reconsideration, Total 0 (line 401), difference 1
    N.LIT: 第一部分（第 1 行）文字称 3 件，与第四部分“行政诉讼 未经复议直接起诉”总计 1（第 402 行）加“行政诉讼 复议后起诉”总计 0（第 403 行），合计 1 不一致，相差 2
      section 1 (line 1) says 3, which does not agree with section 4, Litigation without reconsideration, Total 1 (line 402) + Litigation after reconsideration, Total 0 (line 403) = 1, difference 2
    N.PENALTY: 第一部分（第 1 行）文字称 4 件，与第二部分“行政处罚”处理决定数量 5（第 204 行）不一致，相差 1
      section 1 (line 1) says 4, which does not agree with section 2, Administrative penalty, Decisions 5 (line 204), difference 1
    N.NORM: 第一部分（第 1 行）文字称 2 件，与第二部分“行政规范性文件”现行有效件数 3（第 202 行）不一致，相差 1
      section 1 (line 1) says 2, which does not agree with section 2, Normative documents, In force 3 (line 202), difference 1
    N.FEE: 第一部分（第 1 行）文字称实际收取 300 元，与第六部分（第 600 行）所述 200 元不一致，相差 100
      section 1 (line 1) says collected 300, which does not agree with 200 of section 6 (line 600), difference 100
    N.SHARE: 第一部分（第 1 行）称占 45.5%，与按第三部分“（一）予以公开”总计 59（第 303 行）除以第三部分“（七）总计”总计 130（第 324 行）算得的 45.38% 不一致，相差 0.12 个百分点
      section 1 (line 1) says 45.5%, which does not agree with section 3, Disclosed, Total 59 (line 303) over section 3, Total handled, Total 130 (line 324) = 45.38%, difference 0.12 percentage points
    N.SUMPARTS: 第一部分（第 1 行）称 9 条，与所列各项 7 + 1 + 2 = 10 不一致，相差 1
      section 1 (line 1) says 9, which does not agree with the parts it lists, 7 + 1 + 2 = 10, difference 1
    N.NONE: 第一部分（第 1 行）文字称没有，与第三部分“一、本年新收政府信息公开申请数量”总计 1（第 301 行）不一致，相差 1
      section 1 (line 1) says there was none, which does not agree with section 3, Received this year, Total 1 (line 301), difference 1
    F.EDITION: 2023 年度报告应使用 2021 年的格式（国办公开办函〔2021〕30号），而所用各表（第 201 行）为 2019 年的格式
      the report for 2023 is due in the form of 2021, but its tables (line 201) are in the form of 2019
    F.SCHEDULE: 第六部分（第 600 行）实际收取 385 元，而信息处理费按件或按页计收，应为 10 元的整数倍，与最近的 390 元相差 5
      section 6 (line 600): collected 385 yuan, but fees are taken by the item or the page, as multiples of 10 yuan; difference 5 from 390
    N.YEAR: 文字所述统计期限 2022-01-01 至 2022-12-31 不在报告年度 2023 年之内，相差 1 年
      the stated period 2022-01-01 to 2022-12-31 is not in the report's year 2023, difference 1 in years
    Y.CARRY: 第三部分“二、上年结转政府信息公开申请数量”总计 1（第 302 行），与上年度报告（长沙县教育局_2022.txt 第 325 行）“四、结转下年度继续办理”总计 2 不一致，相差 1
      section 3, Carried in from last year, Total: 1 (line 302) does not agree with Carried over to next year, Total: 2 in the report for 2022 (长沙县教育局_2022.txt, line 325), difference 1
    Y.STOCK: 第二部分“行政规范性文件”现行有效件数 11（第 202 行），与上年度报告（长沙县民政局_2021.txt 第 202 行）现行有效件数 11 加本年制发 4 减本年废止 1 应得的 14 不一致，相差 3
      section 2, Normative documents: in force 11 (line 202) does not agree with 11 in force in the report for 2021 (长沙县民政局_2021.txt, line 202) + issued 4 - repealed 1 = 14, difference 3
    Y.ITEMS: 第二部分“行政许可”上一年项目数量 9（第 203 行），与上年度报告（长沙县财政局_2019.txt 第 203 行）上一年项目数量 9 与本年增/减 -2 之和 7 不一致，相差 2
      section 2, Administrative licensing: items last year 9 (line 203) does not agree with items 9 + change -2 = 7 in the report for 2019 (长沙县财政局_2019.txt, line 203), difference 2
    Y.GROWTH_TEXT: 第一部分（第 7 行）称本年新收较上年变化 20%，与按第三部分本年新收 50（第 301 行）和上年度报告（长沙县教育局_2022.txt 第 301 行）40 算得的 25.00% 不一致，相差 5.00 个百分点
      section 1 (line 7) says that applications received changed by 20%; from 50 (line 301) and 40 in the report for 2022 (长沙县教育局_2022.txt, line 301) it is 25.00%, difference 5.00 percentage points
    Y.DUP: 全文文字与长沙县水利局 2024 年度报告（长沙县水利局_2024.txt）相同 100%，达到九成，请核实是否照抄
      100% of the prose is that of 长沙县水利局's report for 2024 (长沙县水利局_2024.txt), nine tenths or more
    Y.JUMP: 第三部分“一、本年新收政府信息公开申请数量”总计 151（第 301 行），超过上年度报告（长沙县民政局_2021.txt 第 301 行）30 的五倍，相差 121，请核实
      section 3, Received this year, total: 151 (line 301) is more than five times the 30 in the report for 2021 (长沙县民政局_2021.txt, line 301), difference 121
    Y.TWICE: 本机关同一年度另有注明为本机关数据的报告（长沙县统计局_2026_本机关.txt），第三部分有 1 格数字不同；求和时只计那一份，本报告不计；若本报告是其更正，请核实
      the body has another report of the year (长沙县统计局_2026_本机关.txt), which says to hold its own figures; 1 numbers of section 3 differ; sums count that one and not this: is this one its correction?
    F.LATE: 发布日期 2024-02-10，晚于规定期限 2024-01-31，迟 10 天
      published on 2024-02-10, due by 2024-01-31, 10 days late
    R.SUM: 第三部分“一、本年新收政府信息公开申请数量”总计 8（第 301 行），与已载入的 2 家单位该项之和 7 不一致，相差 1
      section 3, Received this year, Total: 8 (line 301) does not agree with the 7 that the 2 loaded units have together, difference 1
    R.GE: 第三部分“一、本年新收政府信息公开申请数量”总计 4（第 301 行），少于已载入的 1 家单位该项之和 5，相差 1
      section 3, Received this year, Total: 4 (line 301) is less than the 5 that the one loaded unit has, difference 1
    R.NESTED: 第三部分“一、本年新收政府信息公开申请数量”总计 6（第 301 行），少于已载入的 1 个下级地区汇总报告该项之和 8，相差 2；另缺 天心区、宁乡市、岳麓区、开福区、望城区、浏阳市、芙蓉区、雨花区
      section 3, Received this year, Total: 6 (line 301) is less than the 8 that the loaded roll-ups of 1 division below have together, difference 2; not loaded: 天心区、宁乡市、岳麓区、开福区、望城区、浏阳市、芙蓉区、雨花区
    R.COUNT: 第一部分（第 9 行）称编制年报的单位 3 家，已载入 1 家，相差 2 家；缺 湖南省长沙市长沙县司法局、湖南省长沙市长沙县教育局、湖南省长沙市长沙县民政局、湖南省长沙市长沙县水利局、湖南省长沙市长沙县统计局、湖南省长沙市长沙县财政局
      section 1 (line 9) names 3 reporting units, 1 is loaded, difference 2; not loaded: 湖南省长沙市长沙县司法局、湖南省长沙市长沙县教育局、湖南省长沙市长沙县民政局、湖南省长沙市长沙县水利局、湖南省长沙市长沙县统计局、湖南省长沙市长沙县财政局
    "#);
}
