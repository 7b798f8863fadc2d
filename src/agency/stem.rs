//! The stem of a name: what two names of one body have in common, whatever stands before the county.

use super::name;
use crate::division::{Level, gazetteer};

/// A name without the province and the prefecture before it and with its organ in full: 西湖区财政局 of 浙江省杭州市西湖区财政局. Bodies
/// of several places may have it.
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
    format!("{}{divisions}{}", parsed.system, parsed.organ)
}

#[cfg(test)]
mod tests {
    use super::stem;

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
        case(&["云岭县民政局"], "云岭县民政局");
    }
}
