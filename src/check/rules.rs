//! What each rule says and how grave it is: the seed of the database's `rule` table and of docs/checks.md.

use crate::report::Severity::{self, Error, Info, Warning};

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// One report by itself: [`check`](super::check) finds it.
    Report,
    /// Several reports together: a query over the database finds it.
    Reports,
}

/// A rule: name, severity, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Name, such as `T3.BALANCE`.
    pub name: &'static str,
    /// How grave a violation is.
    pub severity: Severity,
    /// What it says, Chinese.
    pub zh: &'static str,
    /// What it says, English.
    pub en: &'static str,
    /// What it looks at.
    pub basis: Basis,
}

const fn rule(name: &'static str, severity: Severity, zh: &'static str, en: &'static str) -> Rule {
    Rule { name, severity, zh, en, basis: Basis::Report }
}

const fn between(name: &'static str, severity: Severity, zh: &'static str, en: &'static str) -> Rule {
    Rule { basis: Basis::Reports, ..rule(name, severity, zh, en) }
}

/// Every rule, in the order of the form.
pub const RULES: &[Rule] = &[
    rule(
        "B2.STOCK_BOUND",
        Warning,
        "本年制发件数不超过现行有效件数与本年废止件数之和",
        "What was issued this year is either in force or was repealed: issued ≤ in force + repealed",
    ),
    rule(
        "B2.RULEMAKER",
        Warning,
        "乡镇、街道、县级政府和地方部门无权制定规章，规章各格应为0",
        "Townships, counties and local departments cannot make rules (规章): the cells are 0",
    ),
    rule(
        "B2.INT",
        Error,
        "第二部分的件数为非负整数（本年增/减可为负）",
        "Counts of section 2 are integers, and not negative except for 本年增/减",
    ),
    rule("B2.FEE", Error, "第二部分的金额不为负", "Amounts of section 2 are not negative"),
    rule(
        "A2.PUBLISHED",
        Error,
        "本年新公开数量不超过对外公开总数量",
        "Newly disclosed ≤ disclosed in all (2019 edition)",
    ),
    rule(
        "A2.ITEMS",
        Error,
        "上一年项目数量加本年增/减不为负",
        "Items of last year plus this year's change is not negative (2019 edition)",
    ),
    rule(
        "A2.DECISIONS",
        Warning,
        "项目数量为0时不应有处理决定",
        "Where no item exists no decision is taken under it (2019 edition)",
    ),
    rule(
        "T3.BALANCE",
        Error,
        "每列：一、本年新收＋二、上年结转＝（七）总计＋四、结转下年度",
        "Each column: received + carried in = total handled + carried over",
    ),
    rule(
        "T3.RESULTSUM",
        Error,
        "每列：（七）总计等于（一）至（六）各项办理结果之和",
        "Each column: total handled = the sum of the outcomes （一） to （六）",
    ),
    rule(
        "T3.ROWSUM",
        Error,
        "每行：总计等于六类申请人之和",
        "Each row: total = the sum of the six applicant columns",
    ),
    rule("T3.NONNEG", Error, "第三部分各格为非负整数", "Cells of section 3 are integers and not negative"),
    rule(
        "T3.FWD_BOUND",
        Error,
        "结转下年度不超过新收与上年结转之和；超过本年新收的只作提示",
        "Carried over ≤ received + carried in; more than was received this year is a hint only (info)",
    ),
    rule(
        "T3.CARRYIN_ONLY",
        Error,
        "新收和上年结转均为0的列不应有办理结果或结转",
        "A column that received nothing and carried nothing in has no outcome",
    ),
    rule(
        "T3.FEE_ROW",
        Warning,
        "因逾期未缴费而不再处理的件数不超过第六部分发出收费通知的件数",
        "Applications closed for an unpaid fee ≤ fee notices stated in section 6",
    ),
    rule(
        "T4.SUM",
        Error,
        "复议、诉讼各类：总计等于四种结果之和",
        "Each channel of section 4: total = the sum of its four results",
    ),
    rule(
        "T.BLANK",
        Warning,
        "有空白格的行：总计不大于其余各格之和，否则空白处应有数；总计小于其余各格之和的为错误",
        "Rows with blank cells: total = the other cells, else the blank ones should hold numbers; less than those is an error",
    ),
    rule("T4.NONNEG", Error, "第四部分各格为非负整数", "Cells of section 4 are integers and not negative"),
    rule(
        "T4.PENDING_TEXT",
        Warning,
        "文字称均获维持，而表中有尚未审结的案件",
        "The prose says that all were upheld while the table has pending cases",
    ),
    rule(
        "N.NEW",
        Warning,
        "文字中收到的申请件数等于表中本年新收，或新收与上年结转之和；自然人、法人的件数亦同",
        "Applications received by the prose = received, or received + carried in, by the table; those of natural and legal persons alike",
    ),
    rule(
        "N.CARRYIN",
        Warning,
        "文字中上年结转的件数与表一致",
        "Applications carried in by the prose = those of the table",
    ),
    rule(
        "N.DONE",
        Warning,
        "文字中答复、办结的件数等于表中（七）总计",
        "Applications answered by the prose = total handled by the table",
    ),
    rule(
        "N.FWD",
        Warning,
        "文字中结转下年度的件数与表一致",
        "Applications carried over by the prose = those of the table",
    ),
    rule(
        "N.GROUP",
        Warning,
        "文字中予以公开、部分公开、不予公开、无法提供、不予处理、其他处理及其各项理由的件数与表一致",
        "Outcomes by the prose (disclosed, withheld, cannot be provided, declined, other) and their reasons = those of the table",
    ),
    rule(
        "N.REVIEW",
        Warning,
        "文字中行政复议的件数与表一致",
        "Reconsiderations by the prose = the total of the table",
    ),
    rule(
        "N.LIT",
        Warning,
        "文字中行政诉讼的件数等于表中两类诉讼总计之和",
        "Litigation by the prose = the two litigation totals of the table together",
    ),
    rule(
        "N.PENALTY",
        Info,
        "文字中行政处罚的件数与第二部分一致",
        "Penalties by the prose = the decisions of section 2",
    ),
    rule(
        "N.NORM",
        Warning,
        "文字中规范性文件制发、废止、现行有效的件数与第二部分一致",
        "Normative documents issued, repealed and in force by the prose = those of section 2",
    ),
    rule(
        "N.FEE",
        Warning,
        "文字中发出收费通知的件数、实际收取的信息处理费与第六部分一致",
        "Fee notices and fees collected by the prose = those that section 6 states",
    ),
    rule(
        "N.SHARE",
        Warning,
        "文字中的占比、公开率可由表中件数算出（四舍五入或截断均可）",
        "Shares and rates in the prose follow from the counts of the table, rounded or truncated",
    ),
    rule(
        "N.SUMPARTS",
        Warning,
        "文字所列各项之和等于其总数（清单完整时）；互不重叠的各项之和不超过其总数",
        "The parts that the prose lists of a number add up to it, where the list claims to be whole; parts that exclude each other are no more",
    ),
    rule(
        "N.NONE",
        Warning,
        "文字称没有申请、结转、复议或诉讼，表中应为0",
        "Where the prose says that there was none, the table has 0",
    ),
    rule(
        "F.EDITION",
        Warning,
        "2021年度起用国办公开办函〔2021〕30号的格式，此前用〔2019〕60号的格式",
        "Reports from 2021 on use the form of 2021, those before it that of 2019",
    ),
    rule(
        "F.SCHEDULE",
        Warning,
        "信息处理费按件计收的为100元的整数倍，按页计收的为10元的整数倍（国办函〔2020〕109号，2021年起）",
        "Fees taken by the item are multiples of 100 yuan, by the page of 10 yuan (from 2021 on)",
    ),
    rule(
        "N.YEAR",
        Warning,
        "统计期限的日期存在、先后有序，且在报告年度之内；不足全年的只作提示",
        "The stated period names days that there are, in their order, in the report's year; one of less than the year is a hint only (info)",
    ),
    between(
        "Y.CARRY",
        Error,
        "每列：上年结转等于上一年度报告的结转下年度",
        "Each column: carried in = carried over in the report of the year before",
    ),
    between(
        "Y.STOCK",
        Warning,
        "现行有效＝上年现行有效＋本年制发－本年废止",
        "In force = in force last year + issued − repealed (2021 edition)",
    ),
    between(
        "Y.ITEMS",
        Warning,
        "上一年项目数量等于上一年度报告的项目数量加增/减",
        "Items of last year = items and change in the report of the year before (2019 edition)",
    ),
    between(
        "Y.GROWTH_TEXT",
        Warning,
        "文字中本年新收较上年的增减可由两年的表算出（四舍五入或截断均可）",
        "The growth of applications that the prose states follows from the tables of both years",
    ),
    between(
        "Y.DUP",
        Info,
        "文字与上年度报告或其他单位的报告基本相同（九成以上）",
        "The prose is nearly (nine tenths) that of the year before, or of another body's report",
    ),
    between(
        "Y.JUMP",
        Info,
        "本年新收超过上年的五倍或不足上年的五分之一（上年不少于30件）",
        "Applications received are more than five times last year's or less than a fifth, where those were 30 or more",
    ),
    between(
        "Y.TWICE",
        Warning,
        "一个机关同一年度只有一份报告：注明为本机关数据的与未说明口径的不应不同",
        "A body has one report a year: one that says to hold its own figures and one that says nothing do not differ",
    ),
    between(
        "F.LATE",
        Info,
        "部门于次年1月31日前、政府于3月31日前公布（条例第四十九条）",
        "Departments publish by 31 January, governments by 31 March (article 49)",
    ),
    between(
        "R.SUM",
        Error,
        "单位齐全时，汇总各行等于各单位之和",
        "Where all units are loaded, each row of a roll-up is their sum",
    ),
    between(
        "R.GE",
        Error,
        "汇总各行不少于已载入各单位之和",
        "Each row of a roll-up is not less than the units loaded have together",
    ),
    between(
        "R.NESTED",
        Error,
        "汇总各行不少于已载入的下级地区汇总之和",
        "Each row of a roll-up is not less than the roll-ups of the divisions below have together",
    ),
    between(
        "R.COUNT",
        Info,
        "文字所称编制年报的单位数与已载入的单位数；下级地区的汇总是否齐全",
        "Units that report by the prose, and units that are loaded; whether all divisions below have a roll-up",
    ),
];
