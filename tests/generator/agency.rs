//! Names of agencies: all kinds, with and without the divisions above.

use fastrand::Rng;

/// Province, prefecture and county of the places used; an empty string where there is none.
const PLACES: &[(&str, &str, &str)] = &[
    ("浙江省", "台州市", "仙居县"),
    ("四川省", "乐山市", "沙湾区"),
    ("吉林省", "延边朝鲜族自治州", "敦化市"),
    ("内蒙古自治区", "赤峰市", "巴林左旗"),
    ("广西壮族自治区", "柳州市", "三江侗族自治县"),
    ("北京市", "", "怀柔区"),
    ("重庆市", "", "酉阳土家族苗族自治县"),
    ("海南省", "", "定安县"),
    ("甘肃省", "定西市", "渭源县"),
    ("新疆维吾尔自治区", "喀什地区", "巴楚县"),
    ("江苏省", "南通市", "海门区"),
    ("西藏自治区", "山南市", "乃东区"),
];

const COUNTY: &[&str] = &[
    "财政局",
    "交通运输局",
    "农业农村局",
    "城市管理和综合行政执法局",
    "应急管理局",
    "信访局",
    "审计局",
    "文化广电旅游体育局",
    "住房和城乡建设委员会",
    "发展和改革委员会",
    "人民政府",
    "人民政府办公室",
    "市场监督管理局",
    "自然资源局",
    "高新技术产业开发区管理委员会",
    "行政审批局",
    "档案馆",
];
const PREFECTURE: &[&str] =
    &["生态环境局", "公安局", "国有资产监督管理委员会", "人民政府", "人民政府办公室", "统计局", "外事办公室"];
const PROVINCE: &[&str] =
    &["教育厅", "水利厅", "人民政府", "人民政府办公厅", "药品监督管理局", "粮食和物资储备局"];
/// Organs of townships, most of them of places that no list has there.
pub(crate) const TOWNSHIP: &[&str] = &[
    "横溪镇人民政府",
    "白沙乡人民政府",
    "东关街道办事处",
    "双河苗族乡人民政府",
    "城关镇人民政府",
    "太平地区办事处",
];

/// An agency.
#[derive(Clone, Debug)]
pub(crate) struct Agency {
    /// Name as printed.
    pub(crate) name: String,
    /// How it calls itself in running text.
    pub(crate) short: &'static str,
    /// Whether it may make rules (规章).
    pub(crate) rulemaker: bool,
}

impl Agency {
    /// Any agency.
    pub(crate) fn random(rng: &mut Rng) -> Self {
        let (province, prefecture, county) = PLACES[rng.usize(..PLACES.len())];
        let (upper, organs, rulemaker): (Vec<&str>, _, bool) = match rng.u8(..10) {
            0 => (vec![province], PROVINCE, true),
            1 if !prefecture.is_empty() => (vec![province, prefecture], PREFECTURE, false),
            2..=4 => (vec![province, prefecture, county], TOWNSHIP, false),
            5 => return Self::tax(rng, prefecture, county),
            _ => (vec![province, prefecture, county], COUNTY, false),
        };
        let organ = organs[rng.usize(..organs.len())];
        // Titles drop divisions from above; a township may stand alone, other organs keep the lowest one.
        let keep = usize::from(!std::ptr::eq(organs, TOWNSHIP));
        let from = rng.usize(..=upper.len() - keep);
        let name = format!("{}{organ}", upper[from..].concat());
        let short = match organ {
            _ if organ.ends_with("办公室") || organ.ends_with("办公厅") => "我办",
            _ if organ.ends_with("镇人民政府") => "我镇",
            _ if organ.ends_with("乡人民政府") => "我乡",
            _ if organ.ends_with("局") => "我局",
            _ if organ.ends_with("街道办事处") => "本街道",
            _ => "本机关",
        };
        let rulemaker = rulemaker && organ == "人民政府";
        Self { name, short, rulemaker }
    }

    fn tax(rng: &mut Rng, prefecture: &str, county: &str) -> Self {
        let place = if prefecture.is_empty() || rng.bool() { county } else { prefecture };
        Self { name: format!("国家税务总局{place}税务局"), short: "我局", rulemaker: false }
    }
}
