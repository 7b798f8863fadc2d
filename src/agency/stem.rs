//! The stem of a name: what two names of one body have in common, whatever stands before the county.

use super::name;
use crate::division::{Level, gazetteer};

/// A name without the province and the prefecture before it and with the trade of its organ for its organ, which is put in many ways:
/// 西湖区财政局 of 浙江省杭州市西湖区财政局, 西湖区文旅局 of 西湖区文化广电和旅游局. Bodies of several places may have it.
pub fn stem(name: &str, year: Option<i32>) -> String {
    let Ok(parsed) = name::read(name, year) else { return name::plain(name) };
    let Some(place) = parsed.found.first() else { return parsed.organ };
    let mut divisions = parsed.plain.get(..parsed.before_organ).unwrap_or_default();
    divisions = divisions.strip_prefix(parsed.system).unwrap_or(divisions);
    let own = place.level();
    for above in gazetteer().chain(place.code) {
        if above.level() < own.min(Level::County) {
            let names = [Some(above.name), above.bare()].into_iter().flatten();
            let rest = names.filter_map(|name| divisions.strip_prefix(name)).min_by_key(|rest| rest.len());
            divisions = rest.unwrap_or(divisions);
        }
    }
    // The branch of an office says its county behind the office: 石家庄市公安局桥西分局.
    let is_told = parsed.found.iter().any(|one| divisions.ends_with(one.name));
    let divisions = if is_told { divisions } else { place.name };
    format!("{}{divisions}{}", parsed.system, trade(&parsed.organ))
}

/// Trades of which a place has one organ, and words of the names that it has: at times it is one with that of another trade.
const TRADES: &[(&str, &[&str])] = &[
    ("文旅局", &["文化", "文广", "文旅", "文体"]),
    ("城管局", &["城市管理", "城管"]),
    ("卫健委", &["卫生健康", "卫健"]),
    ("农业局", &["农业农村", "农委", "农业局"]),
    ("资源局", &["自然资源", "资规", "自规", "规资"]),
    ("住建局", &["住房和城乡", "住房城乡", "住建"]),
    ("发改委", &["发展和改革", "发展改革", "发改"]),
    ("工信局", &["工业和信息", "工业信息", "工信", "经济和信息", "经济信息", "经信"]),
    ("人社局", &["人力资源", "人社"]),
    ("市监局", &["市场监", "市监"]),
    ("审批局", &["审批"]),
    ("教育局", &["教育", "教体"]),
    ("交通局", &["交通运输局", "交通局"]),
    ("科技局", &["科学技术", "科技"]),
    ("应急局", &["应急"]),
    ("医保局", &["医疗保障", "医保"]),
    ("民宗局", &["民族", "民宗"]),
];

/// The trade of an organ, else the organ: those that are part of one, or carry out its decisions, are other bodies.
fn trade(organ: &str) -> &str {
    let whole = ["局", "委", "委员会"].iter().any(|end| organ.ends_with(end)) && !organ.contains("分局");
    let executes = organ.contains("执法") && !organ.contains("城市管理");
    // A zone, a park or a port has organs of its own.
    if !whole || executes || organ.contains(['区', '园', '港']) {
        return organ;
    }
    let of = TRADES.iter().find(|(_, words)| words.iter().any(|word| organ.contains(word)));
    of.map_or(organ, |(trade, _)| trade)
}

/// Words of organs and the characters that stand for them in short names.
const SHORTER: &[(&str, &str)] = &[
    ("文化", "文"),
    ("广播电视", "广"),
    ("广电", "广"),
    ("旅游", "旅"),
    ("体育", "体"),
    ("农业农村", "农"),
    ("行政审批", "审批"),
    ("委员会", "委"),
    ("和", ""),
    ("与", ""),
    ("、", ""),
];

/// Whether two full names differ in nothing but how their organ is put: 文广旅局 and 文化广电旅游局.
pub fn are_spellings(one: &str, other: &str) -> bool {
    let short =
        |name: &str| SHORTER.iter().fold(name.to_owned(), |name, (word, short)| name.replace(word, short));
    short(one) == short(other)
}

#[cfg(test)]
mod tests {
    use super::{are_spellings, stem};

    #[test]
    fn names_of_one_body_have_one_stem() {
        let case = |names: &[&str], expected: &str| {
            for name in names {
                assert_eq!(stem(name, Some(2023)), expected, "{name}");
            }
        };
        case(
            &["西湖区财政局", "杭州市西湖区财政局", "浙江省杭州市西湖区财政局", "杭州西湖区财政局"],
            "西湖区财政局",
        );
        case(&["桥西区政府办", "石家庄市桥西区人民政府办公室"], "桥西区人民政府办公室");
        case(&["国家税务总局桥西区税务局", "国家税务总局石家庄市桥西区税务局"], "国家税务总局桥西区税务局");
        case(&["石家庄市公安局桥西分局"], "桥西区公安分局");
        case(&["杭州市财政局", "浙江省杭州市财政局"], "杭州市财政局");
        case(&["西湖区北山街道办事处", "杭州市西湖区北山街道"], "西湖区北山街道");
        case(&["民政局"], "民政局");
        case(
            &["西湖区文广旅局", "西湖区文旅局", "杭州市西湖区文化广电旅游局", "西湖区文化广电旅游体育局"],
            "西湖区文旅局",
        );
        case(&["桥西区审批局", "桥西区行政审批局", "桥西区行政审批服务管理局"], "桥西区审批局");
        case(&["桥西区文化市场综合行政执法大队"], "桥西区文化市场综合行政执法大队");
        case(&["桥西区文化馆"], "桥西区文化馆");
        case(&["云岭县民政局"], "云岭县民政局");
    }

    #[test]
    fn short_names_are_spellings() {
        let case = |one: &str, other: &str, expected| {
            assert_eq!(are_spellings(one, other), expected, "{one} {other}");
        };
        case("甲县文广旅局", "甲县文化广电和旅游局", true);
        case("甲县文化广电旅游局", "甲县文化广电和旅游局", true);
        case("甲县农委", "甲县农业农村委员会", true);
        case("甲县审批局", "甲县行政审批局", true);
        case("甲县文旅局", "甲县文化广电和旅游局", false);
        case("甲县审批局", "甲县行政审批服务局", false);
    }
}
