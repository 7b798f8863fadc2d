//! Page numbers and running heads: what stands at the edge of pages and is no part of the report.

use super::lines::Line;
use super::page::Page;
use crate::normalize::{fold_text, is_space};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Part of a page's height that is its upper or lower edge.
const EDGE: f64 = 0.1;

/// What the edges of all pages print, numbers left open.
#[derive(Debug, Default)]
pub(super) struct Margins {
    /// By text and place: on how many pages, and whether one that is kept was seen.
    seen: HashMap<(String, i64), usize>,
    pages: usize,
}

impl Margins {
    /// Notes a page.
    pub(super) fn note(&mut self, page: &Page, lines: &[Line<'_>]) {
        self.pages += 1;
        let mut own: Vec<(String, i64)> = lines
            .iter()
            .filter(|line| edge(page, line).is_some())
            .map(|line| (open(&line.text()), place(page, line)))
            .collect();
        own.sort();
        own.dedup();
        for key in own {
            *self.seen.entry(key).or_default() += 1;
        }
    }

    /// Whether a line is a page number, or a head or foot that other pages repeat. The first page keeps its head.
    pub(super) fn is_furniture(&self, page: &Page, lines: &[Line<'_>], index: usize) -> bool {
        let Some(line) = lines.get(index) else { return false };
        let Some(edge) = edge(page, line) else { return false };
        let outermost = match edge {
            Edge::Above => lines[..index].iter().all(|above| is_number(&above.text())),
            Edge::Below => index + 1 == lines.len(),
        };
        if outermost && is_number(&line.text()) {
            return true;
        }
        self.seen
            .get(&(open(&line.text()), place(page, line)))
            .is_some_and(|pages| *pages > 1 && *pages * 2 >= self.pages)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Above,
    Below,
}

fn edge(page: &Page, line: &Line<'_>) -> Option<Edge> {
    match line.middle / page.height {
        part if part < EDGE => Some(Edge::Above),
        part if part > 1.0 - EDGE => Some(Edge::Below),
        _ => None,
    }
}

fn place(page: &Page, line: &Line<'_>) -> i64 {
    // From the nearer edge, so that pages of several sizes agree.
    let from = if line.middle * 2.0 > page.height { line.middle - page.height } else { line.middle };
    (from / 4.0).round() as i64
}

/// A text with its numbers left open.
fn open(text: &str) -> String {
    let text = fold_text(text);
    let mut shown = String::new();
    for c in text.chars().filter(|c| !is_space(*c)) {
        if !c.is_ascii_digit() {
            shown.push(c);
        } else if !shown.ends_with('0') {
            shown.push('0');
        }
    }
    shown
}

/// Whether a text is a page number and nothing else.
fn is_number(text: &str) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[-·~_—]*\s*\d{1,4}\s*[-·~_—]*|第?\s*\d{1,4}\s*页?\s*[,/，]?\s*共?\s*\d{1,4}\s*页?|第\s*\d{1,4}\s*页|(?i:page)\s*\d{1,4}.{0,9})$")
            .expect("a valid pattern")
    });
    text.len() < 60 && NUMBER.is_match(fold_text(text).trim_matches(is_space))
}
