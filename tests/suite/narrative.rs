//! Sentences as reports phrase them, read and held against one table: the planted contradictions and no others.

use super::check::with;
use gongkai::form::Edition;
use gongkai::report::Report;
use gongkai::{check, parse, source};

/// The table: 117 received and 3 carried in, 102 answered, 18 carried over.
const CELLS: &str = "received_new.natural_person=110 received_new.commercial_enterprise=7 received_new.total=117 \
    carried_in.natural_person=3 carried_in.total=3 disclosed.total=37 partly_disclosed.total=3 \
    withheld_by_law.total=6 withheld_deliberative.total=8 unavailable_not_held.total=40 declined_petition.total=4 \
    other_misc.total=4 outcome_total.total=102 carried_out.total=18 reconsideration.total=8 \
    litigation_direct.total=4 litigation_after_reconsideration.total=2 normative_documents.issued=1 \
    normative_documents.repealed=2 normative_documents.in_force=6 penalty.decisions=99";

/// Sentences and the rules that they break, by this table.
const SENTENCES: &[(&str, &str)] = &[
    // Received, carried, answered.
    ("2023年，本机关共收到政府信息公开申请117件。", ""),
    ("全年共受理政府信息公开申请120件（含上年结转3件）。", ""),
    ("本年度新收政府信息公开申请116件，上年结转3件。", "N.NEW"),
    ("本年新收政府信息公开申请117件，上年结转2件，共答复102件，结转下年度继续办理18件。", "N.CARRYIN"),
    ("全年新收政府信息公开申请117件，答复103件。", "N.DONE"),
    ("收到政府信息公开申请117件，结转下年度继续办理17件。", "N.FWD"),
    ("收到政府信息公开申请1,17件。", ""),
    ("共收到公民、法人和其他组织提出的政府信息公开申请 １１７ 件，均按期答复。", ""),
    ("收到公开申请百余件，均已答复。", ""),
    ("2023年未收到政府信息公开申请。", "N.NONE"),
    ("2023年未收到公民通过信函提出的政府信息公开申请。", ""),
    ("全年收到政府信息公开申请较上年增加12件。", ""),
    ("收到政府信息公开申请约110件。", ""),
    // Outcomes.
    ("答复情况为：予以公开37件、部分公开3件、不予公开14件、无法提供40件、不予处理4件、其他处理4件。", ""),
    ("其中予以公开38件、部分公开3件、不予公开14件。", "N.GROUP"),
    ("办结的申请中，不予公开15件，无法提供40件。", "N.GROUP"),
    ("答复中无法提供类41件。", "N.GROUP"),
    ("依法不予处理5件，其他处理4件。", "N.GROUP"),
    ("共办结102件，其中37件予以公开，3件部分公开，14件不予公开。", ""),
    ("共办结102件。其中，37件予以公开，4件部分公开。", "N.GROUP"),
    ("全年答复102件，予以公开和部分公开40件。", ""),
    ("全年答复102件，予以公开及部分公开37件。", "N.GROUP"),
    ("予以公开、部分公开共40件。", ""),
    ("予以公开（含部分公开）40件。", ""),
    ("制发公文120件，其中主动公开80件、依申请公开30件、不予公开10件。", ""),
    ("办理人大代表建议和政协提案36件，其中予以公开30件、不予公开6件。", ""),
    ("其他处理5件，均为申请人撤回申请。", "N.GROUP"),
    // Shares, rounded and truncated.
    ("予以公开37件，占36.27%，部分公开3件，占2.94%。", ""),
    ("不予公开14件，占13.73%；无法提供40件，占39.22%。", ""),
    ("不予公开14件，占13.72%；无法提供40件，占39.21%。", ""),
    ("予以公开37件，占答复总数的36.3%。", ""),
    ("予以公开37件（占36%）。", ""),
    ("予以公开37件，占新收申请的31.6%。", ""),
    ("予以公开37件，占37.26%。", "N.SHARE"),
    ("无法提供40件，占答复总数的40.00%。", "N.SHARE"),
    ("不予公开14件，占15%。", "N.SHARE"),
    ("予以公开37件，约占四成。", ""),
    ("按时答复率100%，群众满意率98%。", ""),
    // Reconsideration and litigation.
    ("因政府信息公开引发行政复议8件、行政诉讼6件。", ""),
    ("因政府信息公开引发行政复议9件、行政诉讼6件。", "N.REVIEW"),
    ("因政府信息公开引发行政复议8件、行政诉讼4件。", "N.LIT"),
    ("全年未发生因政府信息公开引起的行政复议和行政诉讼。", "N.NONE N.NONE"),
    ("未发生因违反政府信息公开规定被行政复议纠正的情况。", ""),
    ("政府信息公开类行政复议案件8件，均获维持。", ""),
    ("全市共办理行政复议案件260件。", ""),
    // Penalties and normative documents.
    ("公开行政处罚决定信息99条。", ""),
    ("公开行政处罚决定信息98条。", "N.PENALTY"),
    ("公示行政处罚结果100件。", "N.PENALTY"),
    ("年内制发行政规范性文件1件，年末现行有效6件。", ""),
    ("年内制发行政规范性文件2件，年末现行有效6件。", "N.NORM"),
    ("全年印发规范性文件1件，废止2件，现行有效规范性文件7件。", "N.NORM"),
    ("本年废止行政规范性文件3件。", "N.NORM"),
    ("清理规范性文件12件。", ""),
    ("以市政府名义印发行政规范性文件9件。", ""),
    // Parts of a whole.
    ("全年通过门户网站和新媒体发布信息568条，其中工作动态433条、通知公告28条、其他信息107条。", ""),
    ("全年通过门户网站和新媒体发布信息568条，其中工作动态433条、通知公告28条、其他信息117条。", "N.SUMPARTS"),
    ("本年度主动发布各类信息331条，包括政策类168条、动态类130条、便民类33条。", ""),
    ("本年度主动发布各类信息331条，包括政策类168条、动态类130条、便民类35条。", "N.SUMPARTS"),
    ("本年度主动发布各类信息331条，包括政策类168条、动态类130条等。", ""),
    ("主动公开信息1,551条，其中工作动态527条、通知公告224条、其他信息800条。", ""),
    ("主动公开信息1,551条，其中工作动态527条、通知公告224条、其他信息801条。", "N.SUMPARTS"),
    ("公开信息860条，其中动态99条，民生24条，执法公示18条，行政处罚719条。", "N.PENALTY"),
    ("公开信息860条，其中动态99条，民生24条，执法公示18条，处罚类709条。", "N.SUMPARTS"),
    ("发布信息500条，其中图解12条、视频8条。", ""),
    ("发布信息500余条，其中图解12条、其他8条。", ""),
    ("公众号推送360篇，分别为政策解读120篇，办事指南140篇，便民提醒100篇，阅读量2万次。", ""),
    ("公众号推送360篇，分别为政策解读120篇，办事指南140篇，便民提醒110篇。", "N.SUMPARTS"),
    ("收到申请117件，分为自然人110件、商业企业7件。", ""),
    ("收到申请117件，分为自然人110件、商业企业8件。", "N.SUMPARTS"),
    ("举办培训12次，其中线上5次、线下7次，参训人员300人次。", ""),
    // True, of other years, months, bodies, work or lists.
    ("2021年、2022年、2023年分别收到申请86件、130件、117件。", ""),
    ("2022年收到申请130件，本年117件，下降10%。", ""),
    ("2023年1至5月收到申请60件，6至12月收到57件。", ""),
    ("本级收到申请90件，下属单位收到27件。", ""),
    ("所属单位未收到政府信息公开申请。", ""),
    ("第三季度未收到政府信息公开申请。", ""),
    ("未收到公共企事业单位信息公开申请。", ""),
    ("未收到因收费引起的投诉，亦未收到涉及商业秘密的申请。", ""),
    ("没有收到通过传真提出的申请，收到现场申请17件、网络申请100件。", ""),
    ("收到政府信息公开申请117件（含上年结转则为120件），均按时办理。", ""),
    ("发生行政复议8件，其中维持4件、纠正1件、其他1件、未审结2件。", ""),
    ("予以公开37件，部分公开3件，占比分别为36.2%和2.9%。", ""),
    ("清理规范性文件14件，其中继续有效6件、修改3件、废止5件。", ""),
    ("县政府及部门现行有效行政规范性文件共52件，其中我局6件。", ""),
    ("办理书记信箱来件30件，其中不予公开2件。", ""),
    ("全年公示行政处罚信息240条、行政许可信息8004条。", ""),
    ("发生行政复议8件，其中维持4件、纠正1件、其他1件、未审结3件。", "N.SUMPARTS"),
    ("2023年1月1日至12月31日，收到政府信息公开申请116件，较2022年减少4件。", "N.NEW"),
    ("2023年1-12月，收到政府信息公开申请116件。", "N.NEW"),
    // Of one reason, one channel, other applications, other cases, more than the year.
    ("因不掌握相关信息无法提供36件，没有现成信息需另行制作4件。", ""),
    ("未经复议直接起诉的政府信息公开行政诉讼4件，复议后起诉2件。", ""),
    ("全年政府信息公开行政复议结案6件，2件尚未审结。", ""),
    ("全年办理行政诉讼案件36件，其中政府信息公开类6件，行政处罚类20件。", ""),
    ("收到不动产登记申请2560件，办结2558件。", ""),
    ("受理各类许可申请322件，办结310件。", ""),
    ("其中适用简易程序作出行政处罚80件，适用普通程序19件。", ""),
    ("近三年累计收到政府信息公开申请329件。", ""),
    ("自条例实施以来，共受理政府信息公开申请860件。", ""),
    ("经补正后重新受理申请9件。", ""),
    ("收到上级转办的申请5件，已并入统计。", ""),
    ("未收取信息处理费，未发生因收费引发的行政复议。", ""),
    ("办结的申请中其他处理4件。", ""),
    ("办结的申请中其他处理5件。", "N.GROUP"),
    ("有18件申请结转至下一年度继续办理。", ""),
    ("有17件申请结转至下一年度继续办理。", "N.FWD"),
];

/// The report of this prose and the table.
fn report(sentence: &str) -> Report {
    let text = format!(
        "云岭县水务局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n政府信息公开工作平稳推进。{sentence}\n\n二、主动公开政府信息情况\n"
    );
    let document = source::read("report.txt", text.as_bytes()).expect("a text");
    Report { figures: parse::parse(&document).figures, ..with(Edition::E2021, CELLS) }
}

#[test]
fn contradictions_are_found_and_nothing_else() {
    assert!(SENTENCES.len() >= 60, "{} sentences", SENTENCES.len());
    let mut wrong = Vec::new();
    for (sentence, expected) in SENTENCES {
        let report = report(sentence);
        let findings = check::check(&report);
        let found: Vec<&str> =
            findings.iter().map(|finding| finding.rule).filter(|rule| rule.starts_with("N.")).collect();
        if found.join(" ") != *expected {
            wrong.push(format!(
                "{sentence}\n  expected {expected:?}, found {found:?} of {:?}",
                report.figures
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_finding_says_both_numbers_their_places_and_the_difference() {
    let findings = check::check(&report("其中予以公开40件。"));
    let message =
        findings.iter().find(|finding| finding.rule == "N.GROUP").map(|found| found.message.as_str());
    assert_eq!(
        message,
        Some(
            "第一部分（第 5 行）文字称 40 件，与第三部分“（一）予以公开”总计 37（第 303 行）不一致，相差 3 / \
             section 1 (line 5) says 40, which does not agree with section 3, Disclosed, Total 37 (line 303), difference 3"
        )
    );
}
