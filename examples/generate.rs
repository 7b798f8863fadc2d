//! Writes one made-up report to stdout and what is known of it to stderr: `--example generate SEED [--layout NAME]`.
#![allow(clippy::print_stderr, reason = "it tells what it wrote")]

#[path = "../tests/generator/mod.rs"]
mod generator;

use generator::render::Layout;
use generator::{Case, model};
use std::io::Write;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let seed = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(0);
    let name = arguments.iter().position(|text| text == "--layout").and_then(|at| arguments.get(at + 1));
    let layout = name.and_then(|name| Layout::ALL.into_iter().find(|layout| layout.name() == *name));
    let case = match layout {
        Some(layout) => Case::with(seed, layout, model::FORMS[(seed % 3) as usize], |_| ()),
        None => Case::new(seed),
    };
    eprintln!("{}\n{:?}\n{:?}", case.file_name(), case.quirks, case.model.agency);
    std::io::stdout().write_all(&case.bytes())
}
