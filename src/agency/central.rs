//! The departments of the State Council, now and since 2018, and what reports in their systems.

use crate::division::{Division, gazetteer};

/// Names of the departments.
const DEPARTMENTS: &[&str] = &[
    "国务院办公厅",
    "外交部",
    "国防部",
    "国家发展和改革委员会",
    "教育部",
    "科学技术部",
    "工业和信息化部",
    "国家民族事务委员会",
    "公安部",
    "国家安全部",
    "民政部",
    "司法部",
    "财政部",
    "人力资源和社会保障部",
    "自然资源部",
    "生态环境部",
    "住房和城乡建设部",
    "交通运输部",
    "水利部",
    "农业农村部",
    "商务部",
    "文化和旅游部",
    "国家卫生健康委员会",
    "退役军人事务部",
    "应急管理部",
    "中国人民银行",
    "审计署",
    "国务院国有资产监督管理委员会",
    "海关总署",
    "国家税务总局",
    "国家市场监督管理总局",
    "国家金融监督管理总局",
    "中国证券监督管理委员会",
    "中国银行保险监督管理委员会",
    "国家广播电视总局",
    "国家体育总局",
    "国家信访局",
    "国家统计局",
    "国家知识产权局",
    "国家国际发展合作署",
    "国家医疗保障局",
    "国务院参事室",
    "国家机关事务管理局",
    "国务院港澳事务办公室",
    "国务院研究室",
    "国务院发展研究中心",
    "中国科学院",
    "中国社会科学院",
    "中国工程院",
    "新华通讯社",
    "中国气象局",
    "国家粮食和物资储备局",
    "国家能源局",
    "国家数据局",
    "国家国防科技工业局",
    "国家烟草专卖局",
    "国家移民管理局",
    "国家林业和草原局",
    "国家铁路局",
    "中国民用航空局",
    "国家邮政局",
    "国家文物局",
    "国家中医药管理局",
    "国家疾病预防控制局",
    "国家矿山安全监察局",
    "国家煤矿安全监察局",
    "国家消防救援局",
    "国家外汇管理局",
    "国家药品监督管理局",
    "中国地震局",
    "国家档案局",
    "国家保密局",
    "国家密码管理局",
    "国家新闻出版署",
    "国家版权局",
    "国家宗教事务局",
    "国家乡村振兴局",
    "国家互联网信息办公室",
    "国务院新闻办公室",
    "国务院台湾事务办公室",
];

/// Other names of departments, and how the names of bodies in their systems begin.
const CALLED: &[(&str, &str)] = &[
    ("国家发展改革委", "国家发展和改革委员会"),
    ("国家发展改革委员会", "国家发展和改革委员会"),
    ("国家卫生健康委", "国家卫生健康委员会"),
    ("人力资源社会保障部", "人力资源和社会保障部"),
    ("住房城乡建设部", "住房和城乡建设部"),
    ("国务院国资委", "国务院国有资产监督管理委员会"),
    ("中国民用航空", "中国民用航空局"),
];

/// The department whose name a text begins with, and the rest: 国家税务总局 of 国家税务总局安吉县税务局.
pub(super) fn department(text: &str) -> Option<(&'static str, &str)> {
    let text = text.strip_prefix("中华人民共和国").unwrap_or(text);
    let names = DEPARTMENTS.iter().map(|department| (*department, *department)).chain(CALLED.iter().copied());
    let begun = names.filter(|(name, _)| text.starts_with(name));
    let (name, department) = begun.max_by_key(|(name, _)| name.len())?;
    Some((department, text.get(name.len()..)?))
}

/// New areas of the nation whose names tell nothing of the city or province around them, and its code.
pub(super) const NEW_AREAS: &[(&str, &str)] = &[
    ("雄安新区", "130600"),
    ("河北雄安新区", "130600"),
    ("西咸新区", "610100"),
    ("贵安新区", "520000"),
    ("四川天府新区", "510100"),
    ("两江新区", "500000"),
    ("江北新区", "320100"),
    ("湘江新区", "430100"),
    ("湖南湘江新区", "430100"),
    ("金普新区", "210200"),
    ("舟山群岛新区", "330900"),
    ("赣江新区", "360000"),
    ("滇中新区", "530000"),
    ("青岛西海岸新区", "370200"),
];

/// The production corps of Xinjiang.
pub(super) const CORPS: &str = "新疆生产建设兵团";

/// Divisions (师) of the production corps of Xinjiang: number and code of the city with which each is one.
const CORPS_DIVISIONS: &[(&str, &str)] = &[
    ("十四", "659009"),
    ("十三", "659011"),
    ("十", "659005"),
    ("一", "659002"),
    ("二", "659006"),
    ("三", "659003"),
    ("四", "659008"),
    ("五", "659007"),
    ("六", "659004"),
    ("七", "659010"),
    ("八", "659001"),
    ("九", "659012"),
];

/// The division of the corps that a text begins with: its name, its city and the rest.
pub(super) fn corps_division(text: &str) -> Option<(String, &'static Division, &str)> {
    let numbered = text.strip_prefix('第').unwrap_or(text);
    CORPS_DIVISIONS.iter().find_map(|(number, code)| {
        let rest = numbered.strip_prefix(number)?.strip_prefix('师')?;
        Some((format!("第{number}师"), gazetteer().of_code(code)?, rest))
    })
}
