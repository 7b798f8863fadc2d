//! What a page says of itself: title, address, day of publication.

use crate::normalize::{is_space, simplified_text};
use chrono::{Datelike, NaiveDate};
use regex::Regex;
use scraper::node::Node;
use scraper::{ElementRef, Html};
use std::sync::LazyLock;

/// Names of `<meta>` that give the day of publication, the surest first.
const PUBLISHED: &[&str] = &[
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:release_date",
    "publishtime",
    "publish_time",
    "publish_date",
    "releasedate",
    "dc.date.issued",
    "createdate",
];

/// Lines from the top among which a page prints when it was published.
const TOP_LINES: usize = 80;

/// The elements of a name, in the order of the page. A page has few, and selectors would look at each element many times.
pub(super) fn elements<'a>(html: &'a Html, name: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let all = html.tree.root().descendants().filter_map(ElementRef::wrap);
    all.filter(move |element| element.value().name() == name)
}

/// An attribute of the first element that has it, unless it is blank.
fn first<'a>(mut elements: impl Iterator<Item = ElementRef<'a>>, attribute: &str) -> Option<String> {
    let value = elements.find_map(|element| element.value().attr(attribute))?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Content of the `<meta>` of a name or property, whatever its case.
fn meta<'a>(elements: impl Iterator<Item = ElementRef<'a>>, name: &str) -> Option<String> {
    let is_it = |element: &ElementRef| {
        let named =
            |attribute| element.value().attr(attribute).is_some_and(|own| own.eq_ignore_ascii_case(name));
        ["name", "property", "itemprop"].into_iter().any(named)
    };
    first(elements.filter(is_it), "content")
}

/// The title of the article; `<title>` may be the site's.
pub(super) fn title(html: &Html) -> Option<String> {
    meta(elements(html, "meta"), "ArticleTitle").or_else(|| {
        let text: String = elements(html, "title").next()?.text().collect();
        (!text.trim().is_empty()).then(|| text.trim().to_owned())
    })
}

/// The address of the page: where a browser saved it from, or what the page calls its own.
pub(super) fn url(html: &Html) -> Option<String> {
    static SAVED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"saved from url=\(\d+\)(\S+)").expect("a valid pattern"));
    let saved = html.tree.root().descendants().find_map(|node| match node.value() {
        Node::Comment(comment) => SAVED.captures(comment).map(|captures| captures[1].to_owned()),
        _ => None,
    });
    let page = |url: &String| {
        let path =
            url.split_once("://").and_then(|(scheme, rest)| scheme.starts_with("http").then_some(rest));
        path.and_then(|rest| rest.split_once('/')).is_some_and(|(_, path)| !path.is_empty())
    };
    let address = |url: &String| url.starts_with("http");
    let canonical = |element: &ElementRef| {
        element.value().attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
    };
    saved
        .filter(address)
        .or_else(|| first(elements(html, "link").filter(canonical), "href").filter(address))
        .or_else(|| meta(elements(html, "meta"), "og:url").filter(address))
        // The base of links is mostly the site, seldom the page.
        .or_else(|| first(elements(html, "base"), "href").filter(|url| page(url) && !url.ends_with('/')))
}

/// The day of publication: as the page's head says, else as printed near the title.
pub(super) fn published_on(html: &Html, text: &str) -> Option<String> {
    let metas: Vec<ElementRef> = elements(html, "meta").collect();
    let told = |name: &&str| meta(metas.iter().copied(), name).and_then(|value| day(&value));
    PUBLISHED.iter().find_map(told).or_else(|| printed(text))
}

/// A day printed behind 发布日期 and the like; of several wordings the surest counts.
fn printed(text: &str) -> Option<String> {
    const WORDS: &[&str] = &["发布日期", "发布时间", "公开日期", "发文日期", "生成日期", "成文日期"];
    let mut top = String::new();
    for line in text.lines().take(TOP_LINES) {
        top.extend(simplified_text(line).chars().filter(|c| !is_space(*c)));
        top.push(' ');
    }
    WORDS.iter().find_map(|word| {
        top.match_indices(word).find_map(|(at, _)| {
            let behind = top[at + word.len()..].trim_start_matches([':', '：', ' ', ']', '】', '[', '【']);
            day(behind)
        })
    })
}

/// The day with which a text begins: `2025-01-15 10:20`, `2025年1月15日`, `2025/1/15`, `20250115`.
fn day(text: &str) -> Option<String> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(20\d\d)(?:[-/.年](\d{1,2})[-/.月](\d{1,2})|(\d\d)(\d\d))(?:\D|$)")
            .expect("a valid pattern")
    });
    let captures = DAY.captures(text)?;
    let number =
        |index: usize, other: usize| captures.get(index).or(captures.get(other))?.as_str().parse().ok();
    let date = NaiveDate::from_ymd_opt(captures[1].parse().ok()?, number(2, 4)?, number(3, 5)?)?;
    (date.year() >= 2007).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::{published_on, title, url};
    use scraper::Html;

    fn told(page: &str, text: &str) -> [Option<String>; 3] {
        let html = Html::parse_document(page);
        [title(&html), url(&html), published_on(&html, text)]
    }

    #[test]
    fn head_of_a_page() {
        let page = "<!-- saved from url=(0030)http://www.x.gov.cn/a/b.html --><head><title>某站_年报</title>\
            <meta name=ArticleTitle content='某局2024年度报告'><meta name=PubDate content='2025-01-15 10:20'>\
            <link rel=canonical href='http://www.x.gov.cn/'></head>";
        let told = told(page, "成文日期：2025-01-10");
        assert_eq!(told[0].as_deref(), Some("某局2024年度报告"));
        assert_eq!(told[1].as_deref(), Some("http://www.x.gov.cn/a/b.html"));
        assert_eq!(told[2].as_deref(), Some("2025-01-15"));
    }

    #[test]
    fn a_printed_day_of_publication_beats_the_day_of_writing() {
        let text = "某局年度报告\n成文日期：2025-01-10 发布日期：2025年 1月 21日\n";
        assert_eq!(told("<p>", text)[2].as_deref(), Some("2025-01-21"));
        assert_eq!(told("<p>", "發布時間：2025-01-21 來源：某局")[2].as_deref(), Some("2025-01-21"));
        assert_eq!(told("<p>", "发布日期：2025-13-41")[2], None);
        assert_eq!(told("<base href='http://www.x.gov.cn/'>", "")[1], None);
    }
}
