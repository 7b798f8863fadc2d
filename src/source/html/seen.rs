//! What of a page is seen: scripts, menus, hidden and struck text are not.

use super::meta::elements;
use crate::normalize::is_space;
use regex::Regex;
use scraper::Html;
use scraper::node::Element;
use std::collections::HashSet;
use std::sync::LazyLock;

const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "head", "template", "svg", "iframe", "nav", "footer", "button", "object",
    "canvas", "audio", "video", "s", "strike", "del", "rt", "rp", "xml",
];

/// The classes and ids that the page's own style sheet hides.
pub(super) struct Seen {
    hidden: HashSet<String>,
    shown: HashSet<String>,
}

impl Seen {
    /// Reads the style sheets in the page. Rules for other media and selectors of several parts count for nothing.
    pub(super) fn of(html: &Html) -> Seen {
        static RULE: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?s)(?P<selectors>[^{}]*)\{(?P<body>[^{}]*)\}").expect("a valid pattern")
        });
        static NAME: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^[a-z0-9]*(?P<name>[.#][\w-]+)$").expect("a valid pattern"));
        let mut seen = Seen { hidden: HashSet::new(), shown: HashSet::new() };
        for sheet in elements(html, "style") {
            let sheet = everywhere(&sheet.text().collect::<String>());
            for rule in RULE.captures_iter(&sheet) {
                let body: String = rule["body"].chars().filter(|c| !is_space(*c)).collect();
                let body = format!(";{};", body.to_ascii_lowercase().replace("!important", ""));
                let set = if hides(&body) {
                    &mut seen.hidden
                } else if body.contains(";display:") {
                    &mut seen.shown
                } else {
                    continue;
                };
                let names =
                    rule["selectors"].split(',').filter_map(|selector| NAME.captures(selector.trim()));
                set.extend(names.map(|name| name["name"].to_owned()));
            }
        }
        seen
    }

    /// Whether nothing in an element is printed.
    pub(super) fn hides(&self, element: &Element) -> bool {
        if SKIPPED.contains(&element.name()) || element.attr("hidden").is_some() {
            return true;
        }
        let style = style(element);
        if hides(&style) {
            return true;
        }
        if self.hidden.is_empty() || style.contains(";display:") {
            return false;
        }
        let named = |set: &HashSet<String>| {
            element.classes().any(|class| set.contains(&format!(".{class}")))
                || element.id().is_some_and(|id| set.contains(&format!("#{id}")))
        };
        named(&self.hidden) && !named(&self.shown)
    }
}

/// A style sheet without comments and without blocks for some media only.
fn everywhere(sheet: &str) -> String {
    static COMMENT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?s)/\*.*?\*/|<!--|-->").expect("a valid pattern"));
    let mut kept = String::new();
    let (mut depth, mut from) = (0usize, None);
    for c in COMMENT.replace_all(sheet, "").chars() {
        match c {
            '@' if depth == 0 && from.is_none() => from = Some(depth),
            // An at-rule without a block.
            ';' if depth == 0 && from.is_some() => from = None,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if from.is_none() {
            kept.push(c);
        } else if c == '}' && depth == 0 {
            from = None;
        }
    }
    kept
}

/// The inline style of an element: lower case, no spaces, each property between semicolons.
pub(super) fn style(element: &Element) -> String {
    let Some(style) = element.attr("style") else { return String::new() };
    let style: String = style.chars().filter(|c| !is_space(*c)).collect();
    format!(";{};", style.to_ascii_lowercase().replace("!important", ""))
}

fn hides(style: &str) -> bool {
    const HIDING: &[&str] = &[
        ";display:none;",
        ";visibility:hidden;",
        ";visibility:collapse;",
        ";font-size:0;",
        ";font-size:0px;",
        ";font-size:0pt;",
        ";text-decoration:line-through;",
        ";text-decoration-line:line-through;",
    ];
    style.len() > 2 && HIDING.iter().any(|property| style.contains(property))
}
