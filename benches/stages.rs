//! What each step costs: `cargo bench`. One report an iteration; reports of a format in turn.
//!
//! For a whole load beside its yardsticks: `cargo run --release --example throughput`.

#[path = "../tests/generator/mod.rs"]
mod generator;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use generator::corpus;
use generator::render::Layout;
use gongkai::agency::{Evidence, contacts, resolve};
use gongkai::ingest::{self, Options};
use gongkai::{check, parse, query, source, store};
use std::path::PathBuf;
use tempfile::TempDir;

/// Reports of a layout, enough to meet their habits.
const REPORTS: u32 = 48;

fn main() {
    divan::main();
}

/// A corpus of one layout: names and bytes.
fn files(layout: Layout) -> Vec<(String, Vec<u8>)> {
    (0..REPORTS)
        .map(|number| corpus::case(number, layout))
        .map(|case| (case.file_name(), case.bytes()))
        .collect()
}

const FORMATS: [Layout; 14] = [
    Layout::TabRows,
    Layout::DocxFlat,
    Layout::Markdown,
    Layout::PdfAligned,
    Layout::OneLine,
    Layout::HtmlTable,
    Layout::HtmlWord,
    Layout::Mht,
    Layout::Docx,
    Layout::Odt,
    Layout::Rtf,
    Layout::Xlsx,
    Layout::Pdf,
    Layout::PdfBare,
];

/// Runs `step` over what `ready` makes of each file of a layout, in turn.
fn each<T: Sync>(
    bencher: Bencher,
    layout: Layout,
    ready: impl Fn(&str, &[u8]) -> T,
    step: impl Fn(&T) + Sync,
) {
    let files = files(layout);
    let bytes = files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let ready: Vec<T> = files.iter().map(|(name, bytes)| ready(name, bytes)).collect();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(files.len()))
        .bench(|| ready.iter().for_each(&step));
}

/// Bytes into a document.
#[divan::bench(args = FORMATS)]
fn read(bencher: Bencher, layout: Layout) {
    each(
        bencher,
        layout,
        |name, bytes| (name.to_owned(), bytes.to_owned()),
        |(name, bytes)| {
            let _ = black_box(source::read(name, bytes));
        },
    );
}

/// A document into a report.
#[divan::bench(args = FORMATS)]
fn parse(bencher: Bencher, layout: Layout) {
    each(
        bencher,
        layout,
        |name, bytes| source::read(name, bytes).unwrap_or_default(),
        |document| {
            black_box(parse::parse(document));
        },
    );
}

/// A report into findings.
#[divan::bench]
fn check(bencher: Bencher) {
    let report = |name: &str, bytes: &[u8]| parse::parse(&source::read(name, bytes).unwrap_or_default());
    each(bencher, Layout::TabRows, report, |report| {
        black_box(check::check(report));
    });
}

/// A name and its text into a body.
#[divan::bench]
fn resolve_body(bencher: Bencher) {
    let ready = |name: &str, bytes: &[u8]| {
        let document = source::read(name, bytes).unwrap_or_default();
        (parse::parse(&document), document.text)
    };
    each(bencher, Layout::TabRows, ready, |(report, text)| {
        black_box(contacts(text));
        if let Some(name) = &report.agency {
            black_box(resolve(&Evidence { name, year: report.year, text, ..Evidence::default() }));
        }
    });
}

/// A folder of texts, and a database into which they were loaded.
fn loaded() -> (TempDir, PathBuf, Vec<String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let (paths, _) =
        corpus::write(&folder.path().join("reports"), 0..10 * REPORTS, &[Layout::TabRows]).expect("written");
    let files = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let path = folder.path().join("loaded.db");
    (folder, path, files)
}

/// Reports into a new database.
#[divan::bench(sample_count = 10)]
fn write(bencher: Bencher) {
    let (_folder, path, files) = loaded();
    let mut read = Vec::new();
    let options = Options { jobs: 2, ..Options::default() };
    let keep = |file| -> Result<(), ()> {
        read.push(file);
        Ok(())
    };
    ingest::read_all(&files, &options, keep).expect("read");
    bencher.counter(ItemsCount::new(read.len())).bench_local(|| {
        let _ = std::fs::remove_file(&path);
        let mut database = store::open(&path).expect("made");
        let run = store::begin_run(&database).expect("begun");
        for batch in read.chunks(store::BATCH) {
            store::write_batch(&mut database, run, batch).expect("written");
        }
    });
}

/// Canned queries over a small database, with their defaults.
#[divan::bench(args = ["trend", "outcome_mix", "carry_over", "findings", "region_totals"])]
fn canned(bencher: Bencher, name: &str) {
    let (_folder, path, files) = loaded();
    let mut database = store::open(&path).expect("made");
    ingest::load(&mut database, &files, &Options { jobs: 2, ..Options::default() }, true, |_, _| true)
        .expect("loaded");
    store::close(database).expect("closed");
    let database = store::open_read_only(&path).expect("opened");
    let query = query::find(name).expect("a canned query");
    bencher.bench_local(|| black_box(query::run(&database, &query, &[]).expect("answered")));
}
