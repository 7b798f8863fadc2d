//! Section 3, applications: the outcome rows, their groups and the seven applicant columns.

use super::{BOTH, Column, ONLY_2019, ONLY_2021, Row, Unit};

const fn row(code: &'static str, zh: &'static str, en: &'static str, labels: &'static [&'static str]) -> Row {
    Row { code, zh, en, labels, editions: BOTH, group: None }
}

const fn sub(
    group: &'static str,
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    labels: &'static [&'static str],
) -> Row {
    Row { group: Some(group), ..row(code, zh, en, labels) }
}

/// The groups of outcome rows that the form prints without numbers: code, label, English label.
/// （六）其他处理 is a group in the 2021 edition and a row of its own in the 2019 edition.
pub const OUTCOME_GROUPS: &[(&str, &str, &str)] = &[
    ("withheld", "（三）不予公开", "Withheld"),
    ("unavailable", "（四）无法提供", "Cannot be provided"),
    ("declined", "（五）不予处理", "Declined"),
    ("other", "（六）其他处理", "Other handling"),
];

/// The heading over all outcome rows, which the form prints without numbers.
pub const OUTCOMES_HEADING: &str = "三、本年度办理结果";

/// The outcome rows of section 3 in printed order.
pub const OUTCOMES: &[Row] = &[
    row(
        "received_new",
        "一、本年新收政府信息公开申请数量",
        "Received this year",
        &[
            "本年新收政府信息公开申请数量",
            "本年新收政府信息公开申请",
            "本年度新收政府信息公开申请数量",
            "本年新收申请数量",
            "年新收政府信息公开申请数量",
        ],
    ),
    row(
        "carried_in",
        "二、上年结转政府信息公开申请数量",
        "Carried in from last year",
        &[
            "上年结转政府信息公开申请数量",
            "上年结转政府信息公开申请",
            "上年度结转政府信息公开申请数量",
            "上年结转申请数量",
            "年结转政府信息公开申请数量",
            "年度结转政府信息公开申请数量",
        ],
    ),
    row("disclosed", "（一）予以公开", "Disclosed", &["予以公开"]),
    row(
        "partly_disclosed",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "Partly disclosed",
        &["部分公开", "部分公开区分处理的只计这一情形不计其他情形"],
    ),
    sub("withheld", "withheld_state_secret", "1.属于国家秘密", "State secret", &["属于国家秘密"]),
    sub(
        "withheld",
        "withheld_by_law",
        "2.其他法律行政法规禁止公开",
        "Forbidden by other law",
        &["其他法律行政法规禁止公开", "法律行政法规禁止公开", "其他法律法规禁止公开"],
    ),
    sub(
        "withheld",
        "withheld_security_stability",
        "3.危及“三安全一稳定”",
        "Endangers security or stability",
        &["危及三安全一稳定", "危及三安全一稳定的"],
    ),
    sub(
        "withheld",
        "withheld_third_party",
        "4.保护第三方合法权益",
        "Rights of third parties",
        &["保护第三方合法权益", "侵犯第三方合法权益"],
    ),
    sub(
        "withheld",
        "withheld_internal_affairs",
        "5.属于三类内部事务信息",
        "Internal affairs",
        &["属于三类内部事务信息", "属于三类内部管理信息"],
    ),
    sub(
        "withheld",
        "withheld_deliberative",
        "6.属于四类过程性信息",
        "Deliberative",
        &["属于四类过程性信息", "属于四类过程信息"],
    ),
    sub(
        "withheld",
        "withheld_enforcement_file",
        "7.属于行政执法案卷",
        "Enforcement file",
        &["属于行政执法案卷", "属于行政执法案卷信息"],
    ),
    sub(
        "withheld",
        "withheld_administrative_query",
        "8.属于行政查询事项",
        "Administrative query",
        &["属于行政查询事项", "属于行政查询事项信息"],
    ),
    sub(
        "unavailable",
        "unavailable_not_held",
        "1.本机关不掌握相关政府信息",
        "Not held",
        &["本机关不掌握相关政府信息", "本行政机关不掌握相关政府信息", "本机关不掌握相关信息"],
    ),
    sub(
        "unavailable",
        "unavailable_needs_creation",
        "2.没有现成信息需要另行制作",
        "Would have to be created",
        &["没有现成信息需要另行制作", "没有现成信息需另行制作"],
    ),
    sub(
        "unavailable",
        "unavailable_unclear_request",
        "3.补正后申请内容仍不明确",
        "Still unclear after correction",
        &["补正后申请内容仍不明确", "补正后申请仍不明确"],
    ),
    sub(
        "declined",
        "declined_petition",
        "1.信访举报投诉类申请",
        "Petition or complaint",
        &["信访举报投诉类申请", "信访投诉举报类申请"],
    ),
    sub("declined", "declined_repeated", "2.重复申请", "Repeated", &["重复申请"]),
    sub(
        "declined",
        "declined_publication",
        "3.要求提供公开出版物",
        "Asks for a publication",
        &["要求提供公开出版物", "要求提供公开出版物的"],
    ),
    sub(
        "declined",
        "declined_excessive",
        "4.无正当理由大量反复申请",
        "Excessive without good reason",
        &["无正当理由大量反复申请", "无正当理由大量重复申请"],
    ),
    sub(
        "declined",
        "declined_confirmation",
        "5.要求行政机关确认或重新出具已获取信息",
        "Asks to confirm or reissue",
        &["要求行政机关确认或重新出具已获取信息", "要求行政机关确认或者重新出具已获取信息"],
    ),
    Row {
        editions: ONLY_2019, ..row("other_handling", "（六）其他处理", "Other handling", &["其他处理"])
    },
    Row {
        editions: ONLY_2021,
        ..sub(
            "other",
            "other_no_correction",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "Not corrected in time",
            &[
                "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
                "申请人无正当理由逾期不补正",
                "逾期不补正",
            ],
        )
    },
    Row {
        editions: ONLY_2021,
        ..sub(
            "other",
            "other_fee_unpaid",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "Fee not paid",
            &[
                "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请",
                "申请人逾期未按收费通知要求缴纳费用",
                "逾期未缴纳费用",
            ],
        )
    },
    Row { editions: ONLY_2021, ..sub("other", "other_misc", "3.其他", "Other", &["其他"]) },
    row("outcome_total", "（七）总计", "Total handled", &["总计", "合计"]),
    row(
        "carried_out",
        "四、结转下年度继续办理",
        "Carried over to next year",
        &["结转下年度继续办理", "结转下年继续办理", "结转下年度办理", "年度继续办理", "年继续办理"],
    ),
];

const fn column(
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    labels: &'static [&'static str],
) -> Column {
    Column { code, zh, en, labels, editions: BOTH, unit: Unit::Count }
}

/// The applicant columns of section 3; the last is the row total.
pub const APPLICANT_COLUMNS: &[Column] = &[
    column("natural_person", "自然人", "Natural persons", &["自然人"]),
    column("commercial_enterprise", "商业企业", "Commercial enterprises", &["商业企业"]),
    column("research_institution", "科研机构", "Research institutions", &["科研机构"]),
    column("public_welfare_org", "社会公益组织", "Public-welfare organisations", &["社会公益组织"]),
    column("legal_service_org", "法律服务机构", "Legal-service organisations", &["法律服务机构"]),
    column("other_org", "其他", "Other organisations", &["其他"]),
    column("total", "总计", "Total", &["总计", "合计"]),
];
