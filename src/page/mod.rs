//! Pages of results: one HTML file that needs nothing else, made to be read, printed and heard. It knows no database.
//!
//! `rows` writes results, `form` the statutory tables of a report; headings are numbered by the page, so that their order holds.

mod form;
mod rows;

pub use form::Pointed;
pub use rows::{Cell, Column, Table};

use crate::chart::Picture;
use crate::form::Table as Printed;
use crate::output::{Words, escaped};
use crate::report::Report;

const STYLE: &str = include_str!("style.css");
/// Nothing is loaded and nothing runs, whatever a name from a document holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A page that is being written.
pub struct Page<'a> {
    words: Words<'a>,
    body: String,
    contents: Vec<String>,
}

/// A finding of a report, as a page tells it.
pub struct Told {
    /// Its number on the page.
    pub number: usize,
    /// How grave it is, in words.
    pub severity: String,
    /// What disagrees.
    pub message: String,
    /// The rule.
    pub rule: String,
}

impl<'a> Page<'a> {
    /// An empty page in the language of the words.
    pub fn new(words: Words<'a>) -> Self {
        Page { words, body: String::new(), contents: Vec::new() }
    }

    fn put(&mut self, parts: &[&str]) {
        self.body.extend(parts.iter().copied());
    }

    /// Begins a section, on a sheet of its own where it is to stand apart.
    pub fn section(&mut self, title: &str, apart: bool) {
        self.contents.push(title.to_owned());
        let number = self.contents.len().to_string();
        let class = if apart { " class=\"apart\"" } else { "" };
        self.put(&["<h2 id=\"section-", &number, "\"", class, ">", &escaped(title), "</h2>\n"]);
    }

    /// Begins a part of a section.
    pub fn part(&mut self, title: &str) {
        self.put(&["<h3>", &escaped(title), "</h3>\n"]);
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) {
        self.put(&["<p>", &escaped(text), "</p>\n"]);
    }

    /// A paragraph that says that there is nothing.
    pub fn nothing(&mut self, text: &str) {
        self.put(&["<p class=\"none\">", &escaped(text), "</p>\n"]);
    }

    /// A list.
    pub fn list(&mut self, items: &[String]) {
        self.put(&["<ul>\n"]);
        for item in items {
            self.put(&["<li>", &escaped(item), "</li>\n"]);
        }
        self.put(&["</ul>\n"]);
    }

    /// Findings under their numbers, to which the cells of the tables lead.
    pub fn findings(&mut self, findings: &[Told]) {
        self.put(&["<ol>\n"]);
        for told in findings {
            let number = told.number.to_string();
            self.put(&["<li value=\"", &number, "\" id=\"finding-", &number, "\"><strong>"]);
            let colon = self.words.pick("：", ": ");
            self.put(&[&escaped(&told.severity), "</strong>", colon, &escaped(&told.message)]);
            self.put(&[" <code>", &escaped(&told.rule), "</code></li>\n"]);
        }
        self.put(&["</ol>\n"]);
    }

    /// Terms with what they mean: a formula and what to mind.
    pub fn definitions(&mut self, terms: &[[String; 3]]) {
        self.put(&["<dl>\n"]);
        for [term, formula, about] in terms {
            let [term, formula, about] = [term, formula, about].map(|text| escaped(text));
            self.put(&["<dt>", &term, "</dt>\n<dd>", &formula, "</dd>\n<dd>", &about, "</dd>\n"]);
        }
        self.put(&["</dl>\n"]);
    }

    /// A result. Its caption is for readers that do not see the heading above it.
    pub fn table(&mut self, table: &Table, caption: &str) {
        let html = rows::html(table, caption, self.words);
        self.put(&[&html]);
    }

    /// A chart.
    pub fn figure(&mut self, picture: &Picture) {
        self.put(&["<figure>\n", &picture.svg, "</figure>\n"]);
    }

    /// A table of a report as the form prints it, with the findings that concern its cells.
    pub fn form(&mut self, report: &Report, table: Printed, pointed: &[Pointed]) {
        let html = form::html(report, table, pointed, self.words);
        self.put(&[&html]);
    }

    /// The whole page under its title; the lead says what it covers.
    pub fn finish(self, title: &str, lead: &[String]) -> String {
        let words = self.words;
        let lang = words.pick("zh-CN", "en");
        let contents = words.pick("目录", "Contents");
        let title = escaped(title);
        let (mut about, mut entries) = (String::new(), String::new());
        for line in lead {
            about.extend(["<p class=\"lead\">", &escaped(line), "</p>\n"]);
        }
        for (at, name) in self.contents.iter().enumerate() {
            let number = (at + 1).to_string();
            entries.extend(["<li><a href=\"#section-", &number, "\">", &escaped(name), "</a></li>\n"]);
        }
        format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n{about}</header>\n\
             <nav aria-label=\"{contents}\">\n<ol>\n{entries}</ol>\n</nav>\n<main>\n{}</main>\n</body>\n</html>\n",
            self.body
        )
    }
}
