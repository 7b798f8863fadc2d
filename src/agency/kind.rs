//! What the words of a name say of a body's kind and level, wherever it is. What they leave open stays open.

/// Words in the names of bodies that report in a national system of their own (垂直管理).
const VERTICAL: &[&str] = &[
    "税务局",
    "税务所",
    "气象局",
    "海关",
    "调查队",
    "邮政管理",
    "海事局",
    "烟草专卖",
    "金融监督管理局",
    "银保监",
    "证监局",
    "铁路监督管理",
    "民用航空",
    "航空安全监督",
    "出入境边防检查",
    "矿山安全监察",
    "消防救援",
    "通信管理局",
    "煤矿安全监察",
    "人民银行",
];

/// Words that make a body of a national system's name one of the place's own.
const LOCAL: &[&str] = &["地方金融"];

/// Endings of zones with an administration of their own.
const ZONE: &[&str] = &[
    "开发区",
    "高新区",
    "示范区",
    "度假区",
    "保税区",
    "风景区",
    "风景名胜区",
    "园区",
    "新区",
    "产业园",
    "合作区",
    "试验区",
    "管委会",
    "区管理委员会",
    "园管理委员会",
    "城管理委员会",
    "港管理委员会",
];

/// Endings of institutions and enterprises.
const INSTITUTION: &[&str] = &[
    "大学",
    "学院",
    "学校",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "卫生院",
    "公司",
    "集团",
    "研究院",
    "研究所",
    "保健院",
    "福利院",
    "敬老院",
    "馆",
    "站",
    "台",
    "社",
    "校",
    "宫",
    "中心",
];

/// Endings of departments.
const DEPARTMENT: &[&str] = &[
    "局",
    "厅",
    "委",
    "委员会",
    "部",
    "办",
    "办公室",
    "署",
    "司",
    "处",
    "队",
    "支队",
    "大队",
    "法院",
    "检察院",
    "会",
    "所",
    "联",
    "协",
];

/// Endings of divisions that stand for their government.
const DIVISION: &[&str] = &["省", "自治区", "市", "自治州", "盟", "县", "旗", "区"];

/// Characters before 区 that make it something else than a district of GB/T 2260.
const NO_DISTRICT: &[char] =
    &['治', '新', '发', '地', '园', '社', '小', '景', '范', '假', '税', '作', '验', '业', '能', '港'];

/// Whether a name is that of a body of a national system.
pub(super) fn is_vertical(name: &str) -> bool {
    let holds = |words: &[&str]| words.iter().any(|word| name.contains(word));
    holds(VERTICAL) && !holds(LOCAL)
}

/// Whether a name is that of a functional area.
pub(super) fn is_zone(name: &str) -> bool {
    ZONE.iter().any(|ending| name.ends_with(ending))
}

/// The kind of a body, from its name: a code of `agency.kind`.
pub fn kind(name: &str) -> &'static str {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let place = name.strip_suffix("人民政府").unwrap_or(name);
    if ends(&["政府办公室", "政府办公厅", "政府办"]) {
        "office"
    } else if ends(&["街道办事处", "街道办", "街道", "地区办事处"]) {
        "subdistrict"
    } else if ["镇", "乡", "苏木"].iter().any(|ending| place.ends_with(ending)) {
        "township"
    } else if is_vertical(name) {
        "vertical"
    } else if is_zone(name) {
        "zone"
    } else if place != name || ends(&["行政公署"]) || (ends(DIVISION) && !name.ends_with("地区")) {
        "government"
    } else if ends(INSTITUTION) {
        "institution"
    } else if ends(DEPARTMENT) {
        "department"
    } else {
        "other"
    }
}

/// The level of a body, from its name: a code of `agency.level`, `None` where the name leaves it open.
pub fn level(name: &str) -> Option<&'static str> {
    if ["township", "subdistrict"].contains(&kind(name)) {
        return Some("township");
    }
    if name.starts_with("国务院") {
        return Some("central");
    }
    let chars: Vec<char> = name.chars().collect();
    let before = |index: usize, word: &str| {
        let word: Vec<char> = word.chars().collect();
        chars[..index].ends_with(&word)
    };
    let marks = chars.iter().enumerate().rev().filter(|(index, _)| *index > 0);
    for (index, c) in marks {
        match c {
            '县' | '旗' => return Some("county"),
            '区' if before(index, "自治") => return Some("province"),
            '区' if !NO_DISTRICT.contains(&chars[index - 1]) => return Some("county"),
            '州' if before(index, "自治") => return Some("prefecture"),
            '市' => {
                let municipality = ["北京", "天津", "上海", "重庆"].iter().any(|city| before(index, city));
                return municipality.then_some("province");
            }
            '省' => return Some("province"),
            // A zone, or an area that is no division: what stands before it does not tell its own level.
            '区' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{kind, level};

    #[track_caller]
    fn case(name: &str, expected: (&str, Option<&str>)) {
        assert_eq!((kind(name), level(name)), expected, "{name}");
    }

    #[test]
    fn names_tell_kind_and_level() {
        case("下冶镇人民政府", ("township", Some("township")));
        case("城关街道办事处", ("subdistrict", Some("township")));
        case("卫滨区人民政府办公室", ("office", Some("county")));
        case("南关区民政局", ("department", Some("county")));
        case("安吉县", ("government", Some("county")));
        case("江苏省人民政府", ("government", Some("province")));
        case("内蒙古自治区财政厅", ("department", Some("province")));
        case("上海市人民政府", ("government", Some("province")));
        case("上海市静安区人民政府", ("government", Some("county")));
        case("恩施土家族苗族自治州人民政府", ("government", Some("prefecture")));
    }

    #[test]
    fn names_that_leave_it_open_stay_open() {
        case("济源市人民政府", ("government", None));
        case("民政局", ("department", None));
        case("南磨房地区", ("other", None));
        case("郑州高新技术产业开发区管委会", ("zone", None));
        case("国家税务总局安吉县税务局", ("vertical", Some("county")));
        case("市人民政府国有资产监督管理委员会", ("department", None));
    }
}
