//! The organ in the name of a body: what stands behind its divisions.

/// Short names of organs and what they stand for. Only those with one meaning everywhere.
const SHORT: &[(&str, &str)] = &[
    ("政府办", "人民政府办公室"),
    ("政府办公室", "人民政府办公室"),
    ("政府办公厅", "人民政府办公厅"),
    ("府办", "人民政府办公室"),
    ("国动办", "国防动员办公室"),
    ("人防办", "人民防空办公室"),
    ("外办", "外事办公室"),
    ("政协", "政协委员会"),
    ("团委", "共青团委员会"),
    ("妇联", "妇女联合会"),
    ("残联", "残疾人联合会"),
    ("工商联", "工商业联合会"),
    ("文联", "文学艺术界联合会"),
    ("科协", "科学技术协会"),
    ("建管委", "建设和管理委员会"),
    ("发改委", "发展和改革委员会"),
    ("发展改革委", "发展和改革委员会"),
    ("发展改革委员会", "发展和改革委员会"),
    ("发改局", "发展和改革局"),
    ("发展改革局", "发展和改革局"),
    ("住房城乡建设局", "住房和城乡建设局"),
    ("住房城乡建设厅", "住房和城乡建设厅"),
    ("住房城乡建设委员会", "住房和城乡建设委员会"),
    ("住建局", "住房和城乡建设局"),
    ("住建委", "住房和城乡建设委员会"),
    ("住建厅", "住房和城乡建设厅"),
    ("人力资源社会保障局", "人力资源和社会保障局"),
    ("人力资源社会保障厅", "人力资源和社会保障厅"),
    ("人社局", "人力资源和社会保障局"),
    ("人社厅", "人力资源和社会保障厅"),
    ("卫健委", "卫生健康委员会"),
    ("卫生健康委", "卫生健康委员会"),
    ("卫健局", "卫生健康局"),
    ("市监局", "市场监督管理局"),
    ("市场监管局", "市场监督管理局"),
    ("自然资源规划局", "自然资源和规划局"),
    ("规划自然资源局", "规划和自然资源局"),
    ("规划自然资源委员会", "规划和自然资源委员会"),
    ("自规局", "自然资源和规划局"),
    ("资规局", "自然资源和规划局"),
    ("规资局", "规划和自然资源局"),
    ("文旅局", "文化和旅游局"),
    ("文旅厅", "文化和旅游厅"),
    ("医保局", "医疗保障局"),
    ("应急局", "应急管理局"),
    ("应急厅", "应急管理厅"),
    ("工业信息化局", "工业和信息化局"),
    ("工业信息化厅", "工业和信息化厅"),
    ("工信局", "工业和信息化局"),
    ("工信厅", "工业和信息化厅"),
    ("经济信息化局", "经济和信息化局"),
    ("经济信息化厅", "经济和信息化厅"),
    ("经济信息化委员会", "经济和信息化委员会"),
    ("经信局", "经济和信息化局"),
    ("经信委", "经济和信息化委员会"),
    ("科技局", "科学技术局"),
    ("科技厅", "科学技术厅"),
    ("科委", "科学技术委员会"),
    ("教委", "教育委员会"),
    ("国资委", "国有资产监督管理委员会"),
    ("人民政府国有资产监督管理委员会", "国有资产监督管理委员会"),
    ("退役军人局", "退役军人事务局"),
    ("退役军人厅", "退役军人事务厅"),
    ("城管局", "城市管理局"),
    ("城管委", "城市管理委员会"),
    ("交通局", "交通运输局"),
    ("教体局", "教育体育局"),
    ("行署", "行政公署"),
    ("高新区管委会", "高新技术产业开发区管理委员会"),
    ("高新区管理委员会", "高新技术产业开发区管理委员会"),
    ("高新技术产业开发区管委会", "高新技术产业开发区管理委员会"),
    ("经开区管委会", "经济技术开发区管理委员会"),
    ("经开区管理委员会", "经济技术开发区管理委员会"),
    ("经济技术开发区管委会", "经济技术开发区管理委员会"),
    ("管委会", "管理委员会"),
];

/// Organisations whose name stands before the division, and how their organs are called behind it; the party's committee needs
/// no such word.
const ORGANISATIONS: &[(&str, &str)] = &[
    ("中国共产党", ""),
    ("中共", ""),
    ("中国人民政治协商会议", "政协"),
    ("政协", "政协"),
    ("共青团", "共青团"),
];

/// How the organs of the organisation are called that a name begins with, and the rest: 政协南关区委员会.
pub(super) fn organisation(text: &str) -> Option<(&'static str, &str)> {
    ORGANISATIONS.iter().find_map(|(name, own)| Some((*own, text.strip_prefix(name)?)))
}

/// Characters that names of organs end in.
const ENDINGS: &str = "局厅委会部办室署司处队院所站心馆社台学校园库行关府区港厂城团院组联协";

/// Words in which a word for a division names none.
const NO_PLACE: &[&str] = &[
    "市场",
    "城市",
    "市政",
    "市容",
    "市民",
    "城镇",
    "村镇",
    "城乡",
    "乡镇",
    "乡村",
    "侨乡",
    "社区",
    "园区",
    "区域",
    "景区",
    "小区",
    "片区",
    "地区",
    "自治",
    "县域",
    "市域",
    "区划",
    "林区",
    "矿区",
    "库区",
    "湖区",
    "灾区",
    "老区",
    "军区",
    "校区",
    "院区",
    "城区",
    "功能区",
    "垦区",
    "港区",
    "牧区",
    "保护区",
    "管理区",
    "开发区",
    "高新区",
    "经开区",
    "示范区",
    "度假区",
    "保税区",
    "名胜区",
    "风景区",
    "新区",
    "合作区",
    "试验区",
    "实验区",
    "产业区",
    "集聚区",
    "聚集区",
    "工业区",
    "综保区",
    "自贸区",
    "先行区",
    "旅游区",
    "生态区",
    "商务区",
    "物流区",
    "街区",
    "特区",
    "联盟",
    "同盟",
];

/// An organ, and the word before it that tells its level alone: 区 of 区国动办.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Organ {
    /// Its name in full.
    pub(super) name: String,
    /// The word for its level.
    pub(super) generic: Option<char>,
}

/// Reads what stands behind the divisions of a name; `None` where it may name another division, or no organ at all.
/// What is behind nothing (`alone`) must be an organ.
pub(super) fn read(text: &str, alone: bool) -> Option<Organ> {
    let plain = |text: &str| -> Option<String> {
        if text.is_empty() || text == "政府" || text == "人民政府" {
            return (!alone || !text.is_empty()).then(|| "人民政府".to_owned());
        }
        if text == "委" && !alone {
            return Some("委员会".to_owned());
        }
        (ends_as_organ(text) && !has_place(text)).then(|| in_full(text))
    };
    // 佳县县委办公室: the party's committee says its level again.
    let again = text.char_indices().nth(1).and_then(|(second, _)| text.get(second..));
    let committee = again.filter(|rest| {
        !alone && rest.starts_with('委') && "省市县区旗州盟".contains(&text[..text.len() - rest.len()])
    });
    if let Some(name) = plain(committee.unwrap_or(text)) {
        return Some(Organ { name, generic: None });
    }
    let generic = text.chars().next().filter(|c| alone && "省市县区旗州盟镇乡".contains(*c))?;
    let name = plain(text.get(generic.len_utf8()..)?)?;
    Some(Organ { name, generic: Some(generic) })
}

/// Whether a text ends as names of organs do.
pub(super) fn ends_as_organ(text: &str) -> bool {
    text.ends_with(|c| ENDINGS.contains(c)) && text.chars().count() >= 2
}

/// Endings of committees of the party and its like, which have no longer form.
const COMMITTEES: &[&str] = &[
    "工委", "党委", "团委", "纪委", "监委", "编委", "省委", "市委", "州委", "盟委", "县委", "区委", "旗委",
    "镇委", "乡委",
];

/// The name in full: 商务委 is 商务委员会, whatever short form else stands before.
fn in_full(text: &str) -> String {
    let known =
        |text: &str| SHORT.iter().find(|(short, _)| *short == text).map(|(_, full)| (*full).to_owned());
    let is_short = text.ends_with('委')
        && text.chars().count() > 2
        && !COMMITTEES.iter().any(|committee| text.ends_with(committee));
    known(text).unwrap_or_else(|| {
        let longer = if is_short { format!("{text}员会") } else { text.to_owned() };
        known(&longer).unwrap_or(longer)
    })
}

/// Whether a text holds a word for a division.
fn has_place(text: &str) -> bool {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(word) = NO_PLACE.iter().find(|word| rest.starts_with(**word)) {
            rest = rest.get(word.len()..).unwrap_or_default();
            continue;
        }
        if "省市县区旗州盟镇乡".contains(first) || rest.starts_with("街道") || rest.starts_with("苏木")
        {
            return true;
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    false
}

/// A township that no list knows, with what its government is called: 香山街道办事处.
pub(super) fn township(text: &str) -> Option<String> {
    let words = ["人民政府", "政府", "办事处", "办", ""];
    let stem = words.iter().find_map(|word| text.strip_suffix(word))?;
    let (place, own) = [("街道", "办事处"), ("镇", "人民政府"), ("乡", "人民政府"), ("苏木", "人民政府")]
        .into_iter()
        .find_map(|(word, own)| Some((stem.strip_suffix(word)?, own)))?;
    ((1..=10).contains(&place.chars().count()) && !has_place(place)).then(|| format!("{stem}{own}"))
}

/// Whether an organ is one of a township itself, and how a township's government calls itself.
pub(super) fn is_own(text: &str) -> bool {
    ["", "政府", "人民政府", "办事处", "办", "街道办事处", "地区办事处"].contains(&text)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[track_caller]
    fn case(text: &str, alone: bool, expected: Option<(&str, Option<char>)>) {
        let organ = read(text, alone);
        assert_eq!(organ.as_ref().map(|organ| (organ.name.as_str(), organ.generic)), expected, "{text}");
    }

    #[test]
    fn organs_are_told_from_places() {
        case("", false, Some(("人民政府", None)));
        case("", true, None);
        case("政府办", false, Some(("人民政府办公室", None)));
        case("市场监管局", false, Some(("市场监督管理局", None)));
        case("住房城乡建设委", false, Some(("住房和城乡建设委员会", None)));
        case("商务委", false, Some(("商务委员会", None)));
        case("直属机关工委", false, Some(("直属机关工委", None)));
        case("市场监管局", true, Some(("市场监督管理局", None)));
        case("区国动办", true, Some(("国防动员办公室", Some('区'))));
        case("市人民政府国有资产监督管理委员会", true, Some(("国有资产监督管理委员会", Some('市'))));
        case("城乡和乡村建设局", false, Some(("城乡和乡村建设局", None)));
        case("云岭县民政局", true, None);
        case("云岭县民政局", false, None);
        case("青石街道办事处", false, None);
    }
}
