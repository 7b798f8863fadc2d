//! What of a page is seen: scripts, menus, hidden and struck text are not, and digits in white may not be.

use super::INLINE;
use super::meta::elements;
use crate::limits::MAX_MATCHES;
use crate::normalize::is_space;
use crate::source::white::{has_digits, says_white};
use ego_tree::NodeId;
use regex::Regex;
use scraper::node::Element;
use scraper::{ElementRef, Html, Selector};
use std::collections::HashSet;
use std::sync::LazyLock;

const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "head", "template", "svg", "iframe", "nav", "footer", "button", "object",
    "canvas", "audio", "video", "s", "strike", "del", "rt", "rp", "xml", "datalist",
];

/// Classes by which common style sheets, seldom saved with a page, hide an element or set it apart as a note.
const ASIDE: &[&str] = &[
    "hide",
    "hidden",
    "d-none",
    "sr-only",
    "visually-hidden",
    "layui-hide",
    "tooltip",
    "tooltiptext",
    "footnote",
    "footnote-ref",
    "superscript",
];

/// What the page's own style sheets do to its elements.
pub(super) struct Seen {
    hidden: HashSet<NodeId>,
    raised: HashSet<NodeId>,
    /// Elements whose text a style sheet makes white.
    white: HashSet<NodeId>,
    /// Elements before or behind which a style sheet prints digits.
    drawn: HashSet<NodeId>,
    /// Hidden elements that are read all the same.
    pub(super) revealed: HashSet<NodeId>,
}

/// A rule of a style sheet: its selectors, and its properties as [`style`] writes them.
type Rule = (Vec<String>, String);

impl Seen {
    /// Reads the style sheets in a page of some depth, those for other media than a wide screen left out.
    pub(super) fn of(html: &Html, depth: usize) -> Seen {
        let rules = rules(html);
        let mut room = MAX_MATCHES;
        let mut chosen = |wanted: &dyn Fn(&str, &str) -> bool| {
            let mut elements = HashSet::new();
            for (selectors, body) in &rules {
                for selector in selectors.iter().filter(|selector| wanted(selector, body)) {
                    let element = GENERATED.replace(selector, "");
                    let Ok(selector) = Selector::parse(&element) else { continue };
                    let cost = html.tree.nodes().len().saturating_mul(depth.max(1));
                    if cost > room {
                        return elements;
                    }
                    room -= cost;
                    elements.extend(html.select(&selector).map(|element| element.id()));
                }
            }
            elements
        };
        let generated = |selector: &str| GENERATED.is_match(selector);
        let drawn = chosen(&|selector, body| generated(selector) && DIGITS.is_match(body));
        let raised = chosen(&|selector, body| !generated(selector) && RAISING.is_match(body));
        let white = chosen(&|selector, body| !generated(selector) && is_white(body));
        let mut hidden = chosen(&|selector, body| !generated(selector) && hides(body));
        let shown = |(selectors, body): &Rule| {
            let shows = body.contains(";display:") && !hides(body);
            let selectors = selectors.iter().filter(move |_| shows);
            selectors.filter_map(|selector| Selector::parse(selector).ok()).collect::<Vec<_>>()
        };
        if !hidden.is_empty() {
            for selector in rules.iter().flat_map(shown) {
                let cost = hidden.len().saturating_mul(depth.max(1));
                if cost > room {
                    break;
                }
                room -= cost;
                hidden.retain(|id| {
                    let element = html.tree.get(*id).and_then(ElementRef::wrap);
                    !element.is_some_and(|element| selector.matches(&element))
                });
            }
        }
        Seen { hidden, raised, white, drawn, revealed: HashSet::new() }
    }

    /// Whether nothing in an element is printed.
    pub(super) fn hides(&self, element: ElementRef) -> bool {
        let value = element.value();
        if self.revealed.contains(&element.id()) {
            return false;
        }
        let closed = value.name() == "dialog" && value.attr("open").is_none();
        if SKIPPED.contains(&value.name()) || closed || value.attr("hidden").is_some() {
            return true;
        }
        let style = style(value);
        hides(&style)
            || style.contains(";opacity:0;")
            || self.hidden.contains(&element.id()) && !style.contains(";display:")
    }

    /// Whether an element in a line is a note's mark, no digit of the number beside it.
    pub(super) fn sets_apart(&self, element: ElementRef) -> bool {
        let value = element.value();
        matches!(value.name(), "sup" | "sub")
            || INLINE.contains(&value.name())
                && (value.attr("style").is_some() && RAISING.is_match(&style(value))
                    || self.raised.contains(&element.id())
                    || value.classes().any(|class| ASIDE.contains(&class)))
    }

    /// Whether an element of a cell prints digits in white where no colour is known behind them. Elsewhere a page may show them on a
    /// picture.
    pub(super) fn may_be_unseen(&self, element: ElementRef) -> bool {
        let value = element.value();
        let white = value.attr("style").is_some() && is_white(&style(value))
            || value.attr("color").is_some_and(|color| says_white(color) == Some(true))
            || self.white.contains(&element.id());
        let filled = |around: &Element| {
            let colour = around.attr("bgcolor").is_some_and(|color| says_white(color) != Some(true));
            colour || around.attr("background").is_some() || fills(&style(around))
        };
        white
            && element.text().any(has_digits)
            && !filled(value)
            && !element.ancestors().filter_map(ElementRef::wrap).any(|around| filled(around.value()))
    }

    /// Whether something is printed in place of an element that is no text: a picture, digits of a style sheet.
    pub(super) fn draws(&self, element: ElementRef) -> bool {
        let value = element.value();
        let spacer = |name| {
            let size = value.attr(name).map(|size| size.trim_end_matches("px").trim().parse::<f64>());
            matches!(size, Some(Ok(size)) if size <= 2.0)
        };
        let picture = matches!(value.name(), "img" | "svg" | "canvas" | "object")
            && !(spacer("width") || spacer("height"))
            && value.attr("hidden").is_none()
            && !self.hidden.contains(&element.id())
            && !hides(&style(value));
        picture || self.drawn.contains(&element.id())
    }
}

/// What makes a selector one of text that a style sheet adds.
static GENERATED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"::?(?:before|after)$").expect("a valid pattern"));

/// Text with digits that a style sheet adds.
static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#";content:(?:["'][^"'\\]*[0-9][^"']*["']|attr\(|counter)"#).expect("a valid pattern")
});

/// What raises or lowers text so far that it is seen.
static RAISING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r";(?:vertical-align:(?:super|sub|-?(?:[2-9]|\d\d)[\d.]*(?:px|pt|%))|position:relative;(?:.*;)?(?:top:-|bottom:)(?:[2-9]|\d\d)[\d.]*(?:px|pt)|(?:top:-|bottom:)(?:[2-9]|\d\d)[\d.]*(?:px|pt);(?:.*;)?position:relative);")
        .expect("a valid pattern")
});

/// The rules of a page's style sheets.
fn rules(html: &Html) -> Vec<Rule> {
    static RULE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)(?P<selectors>[^{}]*)\{(?P<body>[^{}]*)\}").expect("a valid pattern")
    });
    let mut rules = Vec::new();
    for sheet in elements(html, "style") {
        let sheet = for_screens(&sheet.text().collect::<String>());
        rules.extend(RULE.captures_iter(&sheet).map(|rule| {
            let selectors = rule["selectors"].split(',').map(|selector| selector.trim().to_owned());
            (selectors.collect(), plain(&rule["body"]))
        }));
    }
    rules
}

/// A style sheet without comments and without blocks that a wide screen does not show.
fn for_screens(sheet: &str) -> String {
    static COMMENT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?s)/\*.*?\*/|<!--|-->").expect("a valid pattern"));
    static WIDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^@media\s*(?:(?:only\s+)?(?:screen|all)|\(\s*min-width[^)]*\)|\s|and)+$")
            .expect("a valid pattern")
    });
    let mut kept = String::new();
    let (mut depth, mut rule) = (0usize, None::<String>);
    for c in COMMENT.replace_all(sheet, "").chars() {
        match (&mut rule, c) {
            (None, '@') if depth == 0 => rule = Some(c.into()),
            (None, '}') if depth == 0 => {}
            (None, _) => {
                kept.push(c);
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
            }
            // An at-rule without a block.
            (Some(_), ';') if depth == 0 => rule = None,
            // The rules in a block for wide screens count as if they stood alone.
            (Some(prelude), '{') if depth == 0 && WIDE.is_match(prelude.trim()) => rule = None,
            (Some(_), '{') => depth += 1,
            (Some(_), '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    rule = None;
                }
            }
            (Some(prelude), _) if depth == 0 => prelude.push(c.to_ascii_lowercase()),
            (Some(_), _) => {}
        }
    }
    kept
}

/// The inline style of an element: lower case, no spaces, each property between semicolons.
pub(super) fn style(element: &Element) -> String {
    element.attr("style").map(plain).unwrap_or_default()
}

fn plain(properties: &str) -> String {
    let properties: String = properties.chars().filter(|c| !is_space(*c)).collect();
    format!(";{};", properties.to_ascii_lowercase().replace("!important", ""))
}

/// The last value that properties give one of a name.
fn value_of<'a>(style: &'a str, name: &str) -> Option<&'a str> {
    let property = style.split(';').rev().find_map(|property| property.strip_prefix(name))?;
    property.strip_prefix(':')
}

/// Whether properties make an element's text white, with no colour of their own behind it.
fn is_white(style: &str) -> bool {
    style.contains(";color:")
        && value_of(style, "color").is_some_and(|color| says_white(color) == Some(true))
        && !fills(style)
}

/// Whether properties fill an element with a colour other than white, or with a picture.
fn fills(style: &str) -> bool {
    let fill = || ["background", "background-color", "background-image"].into_iter();
    let none = |value: &str| matches!(value, "none" | "transparent" | "inherit" | "initial" | "");
    style.contains(";background")
        && fill()
            .filter_map(|name| value_of(style, name))
            .any(|value| !none(value) && says_white(value) != Some(true))
}

/// Whether properties hide or strike an element's text.
fn hides(style: &str) -> bool {
    static HIDING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(concat!(
            r";(?:display:none|visibility:(?:hidden|collapse)|color:transparent",
            r"|font-size:0(?:\.0*)?(?:px|pt|r?em|%)?|text-decoration(?:-line)?:[^;]*line-through[^;]*",
            r"|(?:left|top|margin-left|text-indent):-\d{4,}(?:px|pt)",
            r"|clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%\));",
        ))
        .expect("a valid pattern")
    });
    let flat =
        |side: &str| ["0;", "0px;", "0pt;"].iter().any(|zero| style.contains(&format!(";{side}:{zero}")));
    style.len() > 2
        && (HIDING.is_match(style)
            || style.contains(";overflow:hidden;") && ["width", "height", "max-height"].into_iter().any(flat))
}
