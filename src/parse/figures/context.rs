//! Words of the sentence around a wording by which its number is of a part, of other bodies, of other work or of other times.

/// Words before a wording, in its clause, by which it counts a part, or more than the year: nothing of its kind is read then.
pub(super) const PART_BEFORE: &[&str] = &[
    "直接起诉",
    "复议后",
    "补正",
    "通过",
    "延期",
    "延长",
    "当年",
    "同一",
    "其中一",
    "代理",
    "受理行政",
    "简易程序",
    "一般程序",
    "普通程序",
    "申请中",
    "件中",
    "当场",
    "当面",
    "口头",
];

/// Words before a dispute by which only some of the year's are counted, or those of others.
pub(super) const DISPUTES_BEFORE: &[&str] =
    &["审结", "未结", "同一", "代理", "受理", "复议机关", "新发生", "新增", "结转", "撤回"];

/// Words of the cases that a penalty may be disputed in or come of, of campaigns and procedures: its number is theirs.
pub(super) const DISPUTED: &[&str] =
    &["复议", "诉讼", "应诉", "举报", "投诉", "督察", "出动", "专项", "简易程序", "普通程序", "一般程序"];

/// Names of bodies that are others than the one reporting unless its own name has them.
pub(super) const BODIES: &[&str] = &[
    "总队",
    "支队",
    "大队",
    "中队",
    "分局",
    "系统",
    "中心",
    "政府办",
    "各部门",
    "各单位",
    "各乡镇",
    "各镇",
    "各街道",
];

/// What names a government or all that is below it: not the body reporting unless it is one.
pub(super) const OF_GOVERNMENTS: &str =
    r"[省市州盟县区旗镇乡]政府(?:[^信]|$)|全[省市州盟县区旗镇乡]|(?:^|[^我本])(?:各|政府)?部门|政府办";

/// Names of bodies that tell of all that is below them.
pub(super) const GOVERNMENTS: &[&str] = &["政府", "管委会", "管理委员会", "办事处", "地区"];

/// Words by which a sentence tells of other work than that on applications.
pub(super) const OTHER_WORK: &[&str] = &[
    "提案",
    "信访",
    "热线",
    "留言",
    "来电",
    "咨询",
    "信箱",
    "登记申请",
    "许可申请",
    "审批申请",
    "援助申请",
    "救助申请",
    "仲裁申请",
    "认定申请",
    "补贴申请",
    "申领",
];

/// Words of a sentence whose numbers are of a part of the body, or of other bodies.
pub(super) const OTHER_BODIES: &[&str] = &[
    "本级",
    "下属",
    "下级",
    "所属",
    "二级机构",
    "二级单位",
    "直属",
    "基层",
    "企事业单位",
    "所辖",
    "下辖",
    "辖区",
    "政府及部门",
    "清理",
];

/// Words of a sentence whose numbers are of a part of the year, of other years, or of several in one.
pub(super) const OTHER_TIMES: &str = r"季度|半年|近[两二三四五]年|以来|\d月|[当每]月|[^计告度年此]期间|去年|前年|上一?年度?(?:共|收|受|新收|同期|答|办)|分别(?:新收|收到|受理|接到|答复|办结)|其中(?:我|本)(?:局|委|办|厅|镇|乡|县|市|区|街|单位|机关|部门)";

/// Times that leave a year whole, and years that another is measured by.
pub(super) const SAME_TIMES: &str = r"今年以来|本年度?以来|1月?(?:1日)?(?:至|到|-|—|~)12月(?:31日|底)?|1月1日(?:起)?(?:至|到|-|—|~)(?:20\d\d年)?12月31日|12月31日|12月底|(?:较|比|与|同|于)(?:去年|上一?年度?|20\d\d年)(?:同期)?|结转(?:至|到)?20\d\d年|20\d\d年度?结转(?:而?来|到本年|至本年)?的?(?:申请)?(?:为|有|共)?\d+[件宗份]";
