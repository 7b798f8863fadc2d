//! Claims of every kind, planted beside a table and true to it: the first are found, the second raise no alarm.

use super::check::with;
use gongkai::form::Edition;
use gongkai::report::{Report, Severity};
use gongkai::{check, parse, source};

/// The table: 54 received, 40 of them by natural persons, 4 carried in, 56 answered, 2 carried over, 4 reconsiderations, 3 lawsuits.
const CELLS: &str = "received_new.natural_person=40 received_new.commercial_enterprise=9 received_new.research_institution=1 \
    received_new.public_welfare_org=0 received_new.legal_service_org=1 received_new.other_org=3 received_new.total=54 \
    carried_in.natural_person=3 carried_in.commercial_enterprise=1 carried_in.research_institution=0 \
    carried_in.public_welfare_org=0 carried_in.legal_service_org=0 carried_in.other_org=0 carried_in.total=4 \
    disclosed.total=27 partly_disclosed.total=5 withheld_internal_affairs.total=2 withheld_deliberative.total=3 \
    unavailable_not_held.total=10 unavailable_needs_creation.total=2 unavailable_unclear_request.total=0 \
    declined_petition.total=3 declined_repeated.total=1 declined_publication.total=0 declined_excessive.total=0 \
    other_no_correction.total=2 other_misc.total=1 outcome_total.total=56 carried_out.total=2 \
    reconsideration.total=4 litigation_direct.total=2 litigation_after_reconsideration.total=1 \
    normative_documents.issued=1 penalty.decisions=60";

/// Sentences that the table contradicts, with the rules that say so.
const WRONG: &[(&str, &str)] = &[
    // Carried over, behind outcomes, by itself, not at all.
    ("收到申请54件，其中予以公开27件，其他处理3件，结转下年度继续办理3件。", "N.FWD"),
    ("全年收到申请54件，予以公开27件。结转下年度继续办理3件。", "N.FWD"),
    ("予以公开27件。结转下年度继续办理3件。", "N.FWD"),
    ("收到申请54件。其中予以公开27件，部分公开5件，另有3件结转下年度继续办理。", "N.FWD"),
    ("收到申请54件，全部办结，无结转。", "N.NONE"),
    ("收到申请54件，上年结转4件，均已办结，无结转下年度继续办理的申请。", "N.NONE"),
    ("全年收到申请54件，无上年结转。", "N.NONE"),
    ("上年度没有结转，本年收到申请54件。", "N.NONE"),
    ("收到申请54件。全年共答复57件。", "N.DONE"),
    // Disputes: none, nought, some.
    ("全年未发生行政诉讼。", "N.NONE"),
    ("未发生行政复议和行政诉讼案件。", "N.NONE N.NONE"),
    ("全年无行政复议、行政诉讼。", "N.NONE N.NONE"),
    ("没有行政复议和行政诉讼。", "N.NONE N.NONE"),
    ("本年度未发生行政诉讼、行政复议情况。", "N.NONE N.NONE"),
    ("收到申请54件，均按期答复，未发生复议、诉讼。", "N.NONE N.NONE"),
    ("2023年度行政复议0件，行政诉讼0件。", "N.REVIEW N.LIT"),
    ("本年度行政复议、行政诉讼均为0件。", "N.NONE N.NONE"),
    ("（二）依申请公开。收到申请54件。被申请行政复议5件，被提起行政诉讼1件。", "N.REVIEW N.LIT"),
    ("（二）依申请公开。收到申请54件。发生行政复议4件、行政诉讼2件。", "N.LIT"),
    ("（五）监督保障。纳入年度考核。发生行政复议3件、行政诉讼3件。", "N.REVIEW"),
    // Parts without units, parts of kinds.
    ("共主动公开658条，其中政务动态类500，政策文件类85，财政信息类100。", "N.SUMPARTS"),
    ("主动公开信息658条，其中动态类500条、政策类85条、财政类100条。", "N.SUMPARTS"),
    // Applicants.
    ("收到申请54件，其中自然人申请40件，占75.1%，法人或其他组织申请14件。", "N.SHARE"),
    ("收到申请54件。自然人申请41件。", "N.NEW"),
    ("收到申请54件，自然人41件，法人13件。", "N.NEW N.NEW"),
    ("从申请人看，自然人提出申请40件，法人及其他组织提出申请13件。", "N.NEW"),
    ("收到申请54件，其中自然人申请占75.1%。", "N.SHARE"),
    ("收到申请54件，其中自然人40件，占74.1%；法人13件，占24.1%。", "N.NEW"),
    // In words.
    ("全年收到政府信息公开申请五十五件。", "N.NEW"),
    ("收到申请五十四件，予以公开二十八件，结转下年度三件。", "N.FWD N.GROUP"),
    // Reasons and rates.
    ("无法提供12件，其中信息不存在12件。", ""),
    ("无法提供12件，其中信息不存在13件。", "N.GROUP"),
    ("无法提供12件，其中信息不存在11件，没有现成信息需要另行制作1件。", "N.GROUP N.GROUP"),
    ("不予处理4件，其中重复申请5件。", "N.GROUP"),
    ("办理结果中，信息不存在11件、重复申请5件。", "N.GROUP N.GROUP"),
    ("不予公开5件，其中属于三类内部事务信息3件，属于四类过程性信息3件。", "N.GROUP"),
    ("收到申请54件，予以公开率58%。", "N.SHARE"),
    // Ways of application.
    ("收到申请54件，网络30件、信函20件、当面10件。", "N.SUMPARTS"),
    ("收到申请54件。网络申请30件、信函申请20件、当面申请10件。", "N.SUMPARTS"),
    // Shares, by the whole that the prose names.
    ("收到申请54件，予以公开27件，占申请总数的60%。", "N.SHARE"),
    ("予以公开27件，占答复总数的60%。", "N.SHARE"),
    // In longer sentences.
    ("收到政府信息公开申请54件，上年结转4件，办理答复56件，予以公开27件，结转下年度3件。", "N.FWD"),
    ("其中，予以公开27件，部分公开5件，其他处理3件，结转下年度继续办理5件。", "N.FWD"),
    ("我局全年没有发生行政复议和行政诉讼案件。", "N.NONE N.NONE"),
    ("2023年，全局未发生行政复议、行政诉讼。", "N.NONE N.NONE"),
    ("全年无行政复议案件、无行政诉讼案件。", "N.NONE N.NONE"),
    ("无行政诉讼。", "N.NONE"),
    ("本年度，我局未发生行政复议案件，未发生行政诉讼案件。", "N.NONE N.NONE"),
    ("行政复议0件、行政诉讼0件。", "N.REVIEW N.LIT"),
    ("（五）监督保障。本年度行政复议零件，行政诉讼零件。", "N.REVIEW N.LIT"),
    ("（二）依申请公开。全年被提起行政诉讼5件。", "N.LIT"),
    ("2023年收到政府信息公开申请六十件。", "N.NEW"),
    ("无法提供12件，其中本机关不掌握相关政府信息15件。", "N.GROUP"),
    ("予以公开率为58.0%，其余均依法答复。", "N.SHARE"),
    ("自然人申请41件，占75.9%。", "N.NEW"),
    ("法人或其他组织申请13件。", "N.NEW"),
    ("收到申请54件，其中法人或其他组织13件。", "N.NEW"),
    ("收到申请54件，其中，网络30件、信函20件、当面10件。", "N.SUMPARTS"),
    ("收到申请54件，通过网络30件，通过信函20件，当面10件。", "N.SUMPARTS"),
    ("收到申请54件；网络申请30件，信函申请20件，当面申请10件。", "N.SUMPARTS"),
    ("共答复申请57件。", "N.DONE"),
    ("全年办结申请55件。", "N.DONE"),
    (
        "本单位全年共收到政府信息公开申请54件，其中自然人申请40件，法人或其他组织申请14件；共办结57件（含上年结转4件），结转下年度2件。",
        "N.DONE",
    ),
    ("依申请公开方面，全年收到申请54件，予以公开27件，不予公开5件，结转下一年度3件。", "N.FWD"),
    ("收到申请54件，办结58件，全部办结，没有结转下年的申请。", "N.DONE N.NONE"),
    ("2023年共收到申请54件，其中自然人提出41件，法人或其他组织提出13件。", "N.NEW N.NEW"),
    ("54件申请中，自然人41件，法人13件。", "N.NEW N.NEW"),
    ("本年度收到公民、法人和其他组织申请五十五件，其中自然人四十一件。", "N.NEW N.NEW"),
    ("收到申请54件，答复56件，其中予以公开27件，信息不存在14件，重复申请5件。", "N.GROUP N.GROUP"),
    ("全年没有发生一起行政复议、行政诉讼案件。", "N.NONE N.NONE"),
    ("全年未发生一起行政诉讼。", "N.NONE"),
    ("本年度没有行政诉讼案件发生。", "N.NONE"),
    ("未被申请行政复议，未被提起行政诉讼。", "N.NONE N.NONE"),
    ("2023年共受理政府信息公开申请54件，其中线上申请30件，线下申请34件。", "N.SUMPARTS"),
    ("予以公开27件，占申请总数的60%，占答复总数的48.2%。", "N.SHARE"),
    ("申请方式上，收到申请54件。从申请方式看，网络30件、信函20件、当面10件。", "N.SUMPARTS"),
];

/// Sentences that agree with the table, or tell of something else.
const RIGHT: &[&str] = &[
    // Letters and the like are no applications.
    "组织依申请公开培训3次，收到群众来信65件，均已答复65件。",
    "收到申请54件，收到群众来信65件，均已答复65件。",
    "做好依申请公开工作，办理来信来访31件，办结31件。",
    "依申请公开渠道畅通，政务热线工单办结400件。",
    "除申请外，还收到咨询邮件12件，答复12件。",
    "依申请公开专栏收到建议8件，答复8件，结转下年度1件。",
    "收到申请54件，办理人大代表建议9件、政协提案5件，答复14件。",
    "收到意见建议12件，予以公开9件，不予公开3件。",
    "接收群众诉求300件，办结298件，结转下年度2件。",
    "举办依申请公开业务培训2次，答复65件来函。",
    "上年结转的信访件6件已全部办结，申请按期答复。",
    "收到网上留言20件。答复20件。结转下年度0件。",
    "受理12345工单300件，申请人满意，办结300件。",
    // What was answered and carried over.
    "收到申请54件，其中予以公开27件，其他处理3件，结转下年度继续办理2件。",
    "予以公开27件。结转下年度继续办理2件。",
    "收到申请54件，上年结转4件，办结56件，2件结转下年度。",
    "收到申请54件，上年结转4件。全年共答复56件。另有2件结转下年度继续办理。",
    "上年结转4件已全部办结，无遗留。",
    "上年结转的4件申请均已答复，无结转。",
    "办理人大建议9件，办结8件。结转下年度继续办理1件。",
    "收到申请54件，到期的全部办结，尚在办理期限内的2件结转下年度。",
    "收到申请54件，当年申请办结52件。",
    "结转资金20万元，无结转项目。",
    "（一）主动公开。发布信息300条。（二）依申请公开。收到申请54件。",
    // Disputes.
    "因政府信息公开被申请行政复议4件，被提起行政诉讼3件。",
    "（五）监督保障。发生行政复议4件、行政诉讼3件。",
    "（二）依申请公开。收到申请54件。被申请行政复议4件，被提起行政诉讼3件。",
    "加强执法监督，未发生行政复议和行政诉讼案件。",
    "作出行政处罚60件，全年未发生行政诉讼。",
    "作出行政许可300件。全年未发生行政复议、行政诉讼。",
    "办理行政复议案件120件，行政诉讼应诉35件。",
    "全年收到行政复议申请120件，受理110件。",
    "未发生行政复议被纠错、行政诉讼败诉情况。",
    "未发生因收费引起的行政复议和行政诉讼。",
    "未发生因公开不当引发的行政复议、行政诉讼。",
    "推进法治建设，行政复议2件，行政诉讼1件。",
    "县政府办理行政复议20件，我局无败诉案件。",
    "行政许可类未发生行政复议。",
    "合同纠纷引发民事诉讼2件，未发生行政诉讼。",
    "下属单位未发生行政复议和行政诉讼。",
    "第四季度未发生行政复议和行政诉讼。",
    "2022年未发生行政复议和行政诉讼。",
    "举办行政复议、行政诉讼专题培训2次，未发生迟报情况。",
    "（五）监督保障。派员参加行政复议听证3件、行政诉讼旁听1件。",
    // Parts.
    "共主动公开685条，其中政务动态类500，政策文件类85，财政信息类100。",
    "共主动公开800条，其中政务动态类500，政策文件类85，财政信息类100。",
    "发布信息658条，其中网站500条、公众号400条。",
    "发布信息658条，其中图解类20条、视频类8条。",
    // Applicants.
    "收到申请54件，其中自然人申请40件，占74.1%，法人或其他组织申请14件，占25.9%。",
    "收到申请54件，其中自然人40件、法人14件。",
    "收到申请54件，其中自然人40件、法人10件、其他组织4件。",
    "收到申请54件，其中自然人40件、商业企业9件、科研机构1件、法律服务机构1件、其他3件。",
    "新收和上年结转申请58件，其中自然人43件、法人和其他组织15件。",
    "予以公开27件，其中自然人20件、法人7件。",
    "网络申请30件，其中自然人25件。",
    "予以公开27件，其中自然人20件；法人7件。",
    "收到申请54件，其中自然人40件，占74.1%；法人14件，占25.9%。",
    "上年结转申请4件，其中自然人3件。",
    "行政复议4件，均由自然人提出，涉及自然人3件。",
    "收到自然人咨询90件，申请均已答复。",
    "企业法人登记120件，收到申请54件。",
    // In words.
    "全年收到政府信息公开申请五十四件，上年结转四件。",
    "收到申请几十件，均按期答复。",
    "没有一件申请逾期答复。",
    "推进高效办成一件事，收到申请54件。",
    "收到申请五十余件。",
    "落实一件一策，答复申请五十六件。",
    // Reasons and rates.
    "无法提供12件，其中信息不存在6件，不属于本机关职责4件。",
    "无法提供12件，其中信息不存在10件、没有现成信息需要另行制作2件。",
    "不予处理4件，其中信访举报投诉类申请3件、重复申请1件。",
    "收到申请54件，其中重复申请5件，经合并后办理。",
    "不予公开5件，其中属于三类内部事务信息2件，属于四类过程性信息3件。",
    "收到申请54件，予以公开率48.2%。",
    "收到申请54件，予以公开率57.1%。",
    "公文予以公开率96%，不予公开率4%。",
    "收到申请54件，按期答复率100%，满意率98%。",
    // Ways of application.
    "收到申请54件，网络30件、信函14件、当面10件。",
    "收到申请54件，网络30件、信函20件。",
    "收到申请54件，当面答复30件、电话沟通60件。",
    "收到申请54件。现场咨询120件、网络咨询300件。",
    "收到申请54件，其中网络申请30件、信函申请14件、当面申请10件。",
    "收到申请54件，按申请渠道分，网络申请30件、信函申请24件。",
    // Shares.
    "收到申请54件，予以公开27件，占申请总数的50%。",
    "予以公开27件，占办结总数的48.2%。",
    "予以公开27件，占比48.21%。",
    "收到申请54件，较上年增加4件，增长8%。",
    // Of other work, of parts, of results, of plans.
    "2023年，我局共收到政府信息公开申请54件，较去年增加6件，其中网络申请30件、信函申请20件、当面申请4件，均在法定期限内予以答复。",
    "从办理结果看，予以公开27件，占48.2%；部分公开5件，占8.9%；不予公开5件，占8.9%；无法提供12件，占21.4%；不予处理4件，占7.1%；其他处理3件，占5.4%。",
    "全年受理群众来信来访31批次，答复群众咨询120余人次，依申请公开工作有序推进。",
    "国家信访系统收到申请事项33件，办结33件。",
    "受理住房保障申请321件，办结300件，结转下年度21件。",
    "低保申请审核65件，办结65件。",
    "全年收到工伤认定申请120件，作出答复120件。",
    "收到12345热线转办件530件，已答复530件；收到政府信息公开申请54件。",
    "政府信息公开申请受理窗口接待群众65人次，答复咨询65件。",
    "组织政府信息公开业务培训2次，参训120人次；开展依申请公开答复文书评查1次，评查答复书56份。",
    "抽查依申请公开答复30件，优秀率90%。",
    "自然人申请40件，占申请总量的74.1%。",
    "新收申请中自然人40件、企业9件、其他组织5件。",
    "自然人申请办结42件。",
    "告知申请人信息不存在8件，不属于本机关负责公开2件。",
    "信息不存在10件，占无法提供的83.3%。",
    "收到重复申请3件，合并答复。",
    "发布政务信息1200条，其中网站发布500，公众号发布900。",
    "公开各类信息1200条，其中概况类20，动态类900，其他类280。",
    "收到申请54件。通过网络提交的30件，通过信函提交的20件，当面提交的4件。",
    "收到申请54件，其中当面申请2件、网络申请52件（含邮件申请12件）。",
    "收到申请54件，网络申请30件、信函申请20件、当面申请4件，同时接听咨询电话80次。",
    "全年行政复议案件纠错0件，行政诉讼败诉0件。",
    "行政复议纠错率为0，行政诉讼败诉率为0。",
    "全年发生行政复议案件15件，其中涉及政府信息公开4件。",
    "全年共发生行政诉讼案件20件，涉政府信息公开3件。",
    "（五）监督保障。严格落实责任追究制度，全年未发生责任追究情形。",
    "与行政许可有关的行政复议、行政诉讼均为0件。",
    "行政处罚案件未引发行政复议、行政诉讼。",
    "劳动监察案件60件，无行政复议和行政诉讼。",
    "2022年发生行政诉讼1件，2023年发生3件。",
    "近三年未发生行政复议。",
    "本年度未新增行政复议，上年结转1件。",
    "未发生行政诉讼一审败诉案件。",
    "下一步力争不发生行政复议和行政诉讼。",
    "力争全年无行政复议、行政诉讼。",
    "实现全年行政复议、行政诉讼零败诉。",
    "按期办结56件（含上年结转4件），结转下年度2件。",
    "2023年下半年收到申请20件，办结18件，结转2件。",
    "各乡镇办结申请65件，结转下年度3件。",
    "第一批申请二十件，第二批三十四件。",
    "答复时限由二十个工作日压缩至十五个工作日，申请均按期答复。",
    "落实“一件事一次办”改革三十件，依申请公开五十四件。",
    "收到一件政府信息公开申请的撤回请求。",
    "收到申请54件，予以公开27件，占受理申请的五成。",
    "54件申请中，自然人40件，占74.07%；法人14件，占25.93%。",
    "从申请主体看，自然人申请40件，占74%；法人或其他组织申请14件，占26%。",
    "从申请渠道看，网络申请30件，占55.6%；信函申请20件，占37%；当面申请4件，占7.4%。",
    "其他处理3件，其中申请人逾期不补正2件、撤回申请1件。",
    "本年度作为复议机关未收到行政复议案件。",
    "无行政复议被撤销情形。",
    "全年无因信息公开违法引发行政复议、行政诉讼的情况。",
    "收到申请54件，已办结52件，剩余2件结转下年度办理。",
    "本年新收申请54件，办结52件，另办结上年结转4件。",
    "今年受理申请54件，予以公开25件；上年结转4件，予以公开2件。",
    "政务服务中心办结申请6500件。",
    "受理不动产登记65件，办结65件，依申请公开54件。",
    "公租房申请受理65件，答复65件。",
    "公文公开属性认定：予以公开200件，不予公开35件。",
    "收到申请54件，涉及自然人隐私2件。",
    "为自然人办理业务120件，法人办理业务30件，申请材料精简。",
    "“自然人全生命周期”事项65件，法人事项30件，均可在线申请。",
    "自然人股东信息公示40件。",
    "受理申请54件，涉及土地类30件、房屋类25件、规划类19件。",
    "答复的56件申请中，公开类（含部分公开）32件，占57.1%。",
    "全年政府信息公开行政复议案件4件，被纠错0件；行政诉讼案件3件，败诉0件。",
    "办理市人大代表建议1件、市政协提案2件，答复公开3件，公开率100%。",
    "建议提案答复公开12件，不予公开3件。",
    "建议提案办理结果公开率达100%，其中予以公开9件，不予公开2件。",
    "网站专栏专题维护数量12个，新增2个；依申请公开收件箱收件20件，回复20件。",
    "（五）监督保障。参加行政诉讼旁听庭审3次，行政复议培训2次。",
    "邮寄申请20件，网络申请30件，现场申请4件。",
    "收到申请54件，同比增加6件，其中自然人40件、法人14件。",
    "取水许可申请受理65件，办结65件，结转下年0件。",
    "收到申请54件，占全市申请总量的12%。",
    "行政许可和行政处罚等双公示信息应公示尽公示，予以公开320件。",
    "收到网上留言20件。予以公开18件、不予公开2件。",
    "送达水费缴费通知书120份。",
    "收到申请54件。按申请渠道分：网络30件、信函20件、当面4件。",
    "自然人提出的40件申请中，予以公开20件。",
    "对属于四类过程性信息的3件不予公开。",
    "申请专利12件，办结6件。",
    "申请执行行政处罚案件6件，办结4件。",
    "收到自然人、法人和其他组织54件申请，其中予以公开27件、部分公开5件。",
    "予以公开率由上年的45%提高到48.2%。",
    "有3名申请人提出重复申请20件，已说明情况。",
    "收到申请54件，线上答复50件，线下答复6件。",
];

/// The report of this prose and the table.
fn report(sentence: &str) -> Report {
    let text = format!(
        "云岭县水务局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n政府信息公开工作平稳推进。{sentence}\n\n二、主动公开政府信息情况\n"
    );
    let document = source::read("report.txt", text.as_bytes()).expect("a text");
    let read = parse::parse(&document);
    Report { figures: read.figures, sections: read.sections, ..with(Edition::E2021, CELLS) }
}

/// The rules of the prose that a sentence breaks.
fn broken(sentence: &str) -> String {
    let findings = check::check(&report(sentence));
    let rules = findings.iter().map(|finding| finding.rule).filter(|rule| rule.starts_with("N."));
    rules.collect::<Vec<_>>().join(" ")
}

#[test]
fn claims_that_the_table_contradicts_are_found() {
    let wrong = WRONG.iter().map(|(sentence, rules)| (*sentence, broken(sentence), *rules));
    let missed: Vec<_> = wrong.filter(|(_, found, rules)| found != rules).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn claims_that_agree_with_it_raise_no_alarm() {
    let alarms = RIGHT.iter().map(|sentence| (*sentence, broken(sentence), report(sentence).figures));
    let alarms: Vec<_> = alarms.filter(|(_, found, _)| !found.is_empty()).collect();
    assert!(alarms.is_empty(), "{alarms:#?}");
}

#[test]
fn a_share_is_told_of_the_whole_that_the_prose_names() {
    let message = |sentence: &str| {
        let findings = check::check(&report(sentence));
        findings.into_iter().find(|finding| finding.rule == "N.SHARE").expect("a finding").message
    };
    let received = message("收到申请54件，予以公开27件，占申请总数的60%。");
    assert!(
        received.contains("本年新收政府信息公开申请数量”总计 54") && received.contains("50.00%"),
        "{received}"
    );
    let answered = message("收到申请54件，予以公开27件，占答复总数的60%。");
    assert!(answered.contains("（七）总计”总计 56") && answered.contains("48.21%"), "{answered}");
}

/// The report for 2023 of which this stands before the first section.
fn opened(preamble: &str) -> Report {
    let text = format!(
        "云岭县水务局2023年政府信息公开工作年度报告\n\n{preamble}\n\n一、总体情况\n\n政府信息公开工作平稳推进。\n\n二、主动公开政府信息情况\n"
    );
    parse::parse(&source::read("report.txt", text.as_bytes()).expect("a text"))
}

#[test]
fn a_period_is_held_against_the_calendar_and_the_year() {
    let case = |preamble: &str, severity: Option<Severity>, words: &str| {
        let findings = check::check(&opened(preamble));
        let found = findings.iter().find(|finding| finding.rule == "N.YEAR");
        assert_eq!(found.map(|finding| finding.severity), severity, "{preamble}");
        let message = found.map_or("", |finding| finding.message.as_str());
        assert!(message.contains(words) && found.is_none_or(|found| found.line == Some(3)), "{message}");
    };
    let warning = Some(Severity::Warning);
    case("统计期限自2023年1月1日起至2023年12月31日止。", None, "");
    case("2023年5月1日至5月31日开展宣传月活动。", None, "");
    case("统计期限自2023年1月1日起至2023年12月32日止。", warning, "12 月最后一日为 31 日，相差 1 日");
    case("统计期限自2023年2月29日至12月31日。", warning, "2 月最后一日为 28 日，相差 1 日");
    case("统计期限自2023年1月1日至13月31日。", warning, "一年只有 12 个月，相差 1");
    case("本报告所列数据的统计期限自2023年12月31日至2023年1月1日。", warning, "相差 364 日");
    case("数据统计期限为2022年1月1日至2022年12月31日。", warning, "相差 1 年");
    case("数据统计期限为2023年1月1日至2023年11月30日。", Some(Severity::Info), "相差 31 日");
}

#[test]
fn the_units_of_a_roll_up_may_stand_before_the_first_section() {
    let figures = opened("本报告根据全区45个单位报送的年度报告汇总编制。收到申请9件。").figures;
    let told: Vec<_> =
        figures.iter().map(|it| (it.section, it.subject.as_str(), it.value, it.line)).collect();
    assert_eq!(told, [(0, "reporting_units", 45.0, 3)]);
}
