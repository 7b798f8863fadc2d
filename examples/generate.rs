//! Writes one made-up report to stdout and what is known of it to stderr: `--example generate SEED`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it prints a report")]

#[path = "../tests/generator/mod.rs"]
mod generator;

fn main() {
    let seed = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    let case = generator::Case::new(seed);
    print!("{}", case.text);
    eprintln!("{}\n{:?}\n{:?}", case.file_name(), case.quirks, case.model.agency);
}
