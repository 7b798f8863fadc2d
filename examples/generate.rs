//! Writes one made-up report to stdout and what is known of it to stderr: `--example generate SEED [--layout NAME]`.
//!
//! `--example generate --saved DIR` writes the reports of tests/fixtures/formats as pages, Markdown and text, those to be packed
//! into a folder of their own.
#![allow(clippy::print_stderr, reason = "it tells what it wrote")]

#[path = "../tests/generator/mod.rs"]
mod generator;

use generator::render::Layout;
use generator::{Case, matrix, model};
use std::io::Write;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let after =
        |flag: &str| arguments.iter().position(|text| text == flag).and_then(|at| arguments.get(at + 1));
    if let Some(folder) = after("--saved") {
        return save(Path::new(folder));
    }
    let seed = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(0);
    let layout =
        after("--layout").and_then(|name| Layout::ALL.into_iter().find(|layout| layout.name() == *name));
    let case = match layout {
        Some(layout) => Case::with(seed, layout, model::FORMS[(seed % 3) as usize], |_| ()),
        None => Case::new(seed),
    };
    eprintln!("{}\n{:?}\n{:?}", case.file_name(), case.quirks, case.model.agency);
    std::io::stdout().write_all(&case.bytes())
}

fn save(folder: &Path) -> std::io::Result<()> {
    for report in &matrix::SAVED {
        for layout in [Layout::HtmlTable, Layout::Markdown, Layout::DocxFlat] {
            let case = report.case(layout);
            let name = format!("{}.{}", report.name, layout.extension());
            std::fs::write(folder.join(name), case.bytes())?;
        }
    }
    let packed = folder.join("packed");
    std::fs::create_dir_all(&packed)?;
    for report in &matrix::PACKED {
        std::fs::write(packed.join(format!("{}.html", report.name)), report.case(Layout::HtmlTable).bytes())?;
    }
    Ok(())
}
