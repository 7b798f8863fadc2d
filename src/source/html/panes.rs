//! Panes of tabs that a page hides until somebody clicks: a report whose sections are panes shows but one of them.
//!
//! They are read where the page shows fewer tables than they hold and nothing of what they say, which is then told: a hidden pane may
//! as well hold another year's report.

use super::seen::Seen;
use crate::normalize::{fold_text, is_han, is_space};
use ego_tree::NodeId;
use scraper::node::Node;
use scraper::{ElementRef, Html};
use std::collections::HashSet;

/// Elements that tabs show or hide.
const PANES: &[&str] = &["div", "section", "article", "li", "dd"];

/// Cells from which tables are more than a frame of a picture or a form.
const CELLS: usize = 12;

/// Ideographs from which the words of a text tell it from others.
const WORDS: usize = 4;

/// The hidden panes of a page that are read.
pub(super) fn revealed(html: &Html, seen: &Seen) -> HashSet<NodeId> {
    let mut known: HashSet<String> = HashSet::new();
    let mut tables = 0;
    let mut hidden: Vec<ElementRef> = Vec::new();
    let mut open = vec![html.root_element()];
    while let Some(element) = open.pop() {
        tables += usize::from(element.value().name() == "table");
        known.extend(element.children().filter_map(|child| match child.value() {
            Node::Text(text) => words(text),
            _ => None,
        }));
        let children: Vec<ElementRef> = element.children().filter_map(ElementRef::wrap).collect();
        let (closed, shown): (Vec<ElementRef>, Vec<ElementRef>) =
            children.into_iter().partition(|child| seen.hides(*child));
        let classes: HashSet<&str> = shown.iter().flat_map(|pane| pane.value().classes()).collect();
        let is_pane = |pane: &ElementRef| {
            PANES.contains(&pane.value().name())
                && pane.value().classes().any(|class| classes.contains(class))
        };
        hidden.extend(closed.into_iter().filter(is_pane));
        open.extend(shown);
    }
    let mut revealed = HashSet::new();
    let (mut held, mut cells) = (0, 0);
    for pane in hidden {
        let own: HashSet<String> = pane.text().filter_map(words).collect();
        let told = own.iter().filter(|words| known.contains(*words)).count();
        if !own.is_empty() && 3 * told <= own.len() {
            let count = |name: &str| {
                let inner = pane.descendants().filter_map(ElementRef::wrap);
                inner.filter(|inner| inner.value().name() == name).count()
            };
            held += count("table");
            cells += count("td");
            known.extend(own);
            revealed.insert(pane.id());
        }
    }
    if held > tables && cells >= CELLS { revealed } else { HashSet::new() }
}

/// What a text says, where it has words.
fn words(text: &str) -> Option<String> {
    let said: String = fold_text(text).chars().filter(|c| !is_space(*c)).collect();
    (said.chars().filter(|c| is_han(*c)).count() >= WORDS).then_some(said)
}
