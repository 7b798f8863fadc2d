//! Measures how reports come back, by layout, format and edition, and writes docs/accuracy.md.

use super::cell::Truth;
use super::judge::{self, Outcome, same};
use super::model::FORMS;
use super::mutation::{self, Mutation, silent_faults};
use super::quirks::Title;
use super::render::Layout;
use super::{Case, naive};
use fastrand::Rng;
use gongkai::report::{Report, Severity};
use gongkai::{check, parse, source};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Reports of each layout and edition.
const REPORTS: u64 = 30;
/// The first seed; the property test begins at 0.
const FIRST: u64 = 1_000_000;

/// What was counted of a layout.
#[derive(Clone, Default)]
struct Count {
    /// Cells right, noted, wrong, by edition.
    cells: [[usize; 3]; 3],
    reports: usize,
    agencies: [usize; 2],
    years: usize,
    false_errors: usize,
}

fn count(layout: Layout) -> Count {
    let mut count = Count::default();
    let first = FIRST + layout as u64 * 1000;
    for (index, form) in FORMS.into_iter().enumerate() {
        for seed in (first..first + REPORTS).map(|seed| seed + 100 * index as u64) {
            let case = Case::with(seed, layout, form, |_| ());
            count.reports += 1;
            let Ok(report) = judge::parsed(&case) else {
                count.cells[index][2] += case.cells.len();
                continue;
            };
            for cell in &case.cells {
                count.cells[index][match judge::outcome(&report, cell) {
                    Outcome::Right => 0,
                    Outcome::Noted => 1,
                    Outcome::Wrong => 2,
                }] += 1;
            }
            if case.quirks.title != Title::NoAgency {
                count.agencies[0] += usize::from(report.agency.as_ref() == Some(&case.model.agency.name));
                count.agencies[1] += 1;
            }
            count.years += usize::from(report.year == Some(case.model.year));
            let findings = check::check(&report);
            count.false_errors += findings.iter().filter(|found| found.severity == Severity::Error).count();
        }
    }
    count
}

/// The damage that the comparison does, and what it is called.
const DAMAGE: [(&str, Option<Mutation>); 8] = [
    ("none", None),
    ("a blank cell", Some(mutation::blank_cell)),
    ("a cell with \"/\"", Some(mutation::mark_cell)),
    ("a cell with 1,009", Some(mutation::separated_cell)),
    ("a footnote mark, 7[1]", Some(mutation::footnote_mark)),
    ("a note with a date in a table", Some(mutation::footnote)),
    ("a page number in a table", Some(mutation::page_number)),
    ("a row deleted", Some(mutation::delete_row)),
];

/// Layouts of the comparison: such as keep everything, so that each cell can be known.
const COMPARED: [Layout; 6] =
    [Layout::DocxFlat, Layout::TabRows, Layout::CellPipe, Layout::Markdown, Layout::HtmlTable, Layout::Docx];

/// Cells right, noted or NULL, and silently wrong, of gongkai and of the naive reader; reports with a silent fault.
fn compare(mutate: Option<Mutation>) -> ([usize; 4], [usize; 4]) {
    let (mut ours, mut theirs) = ([0; 4], [0; 4]);
    for layout in COMPARED {
        for form in FORMS {
            for seed in FIRST..FIRST + REPORTS {
                let mut case = Case::clean(seed, layout, form);
                if let Some(mutate) = mutate {
                    mutate(&mut case, &mut Rng::with_seed(seed));
                }
                let Ok(document) = source::read(&case.file_name(), &case.bytes()) else { continue };
                let found = judge_ours(&case, &parse::parse(&document));
                let naive = judge_naive(&case, &naive::read(&document.text, &case.model));
                for (sum, found) in [(&mut ours, found), (&mut theirs, naive)] {
                    (0..3).for_each(|index| sum[index] += found[index]);
                    sum[3] += usize::from(found[2] > 0);
                }
            }
        }
    }
    (ours, theirs)
}

fn judge_ours(case: &Case, report: &Report) -> [usize; 3] {
    let silent = silent_faults(case, report).len();
    let is_right = |cell| judge::outcome(report, cell) == Outcome::Right;
    let right = case.cells.iter().filter(|cell| is_right(cell)).count();
    [right, (case.cells.len() - right).saturating_sub(silent), silent]
}

fn judge_naive(case: &Case, found: &[(naive::Key, f64)]) -> [usize; 3] {
    let mut found: BTreeMap<_, f64> =
        found.iter().map(|((table, row, column), value)| ((table.name(), *row, *column), *value)).collect();
    let mut counts = [0; 3];
    for cell in &case.cells {
        let value = found.remove(&(cell.table.name(), cell.row, cell.column));
        counts[match (value, cell.truth) {
            (Some(value), Truth::Number { value: expected, .. }) if same(value, expected) => 0,
            (None, Truth::Null(_)) => 0,
            (None, _) => 1,
            _ => 2,
        }] += 1;
    }
    // Values for cells that were not printed.
    counts[2] += found.len();
    counts
}

/// The results for each item, in order, from two threads.
fn in_parallel<T: Sync, R: Send>(items: &[T], measure: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (one, other) = items.split_at(items.len() / 2);
    let run = |half: &[T]| half.iter().map(&measure).collect::<Vec<R>>();
    std::thread::scope(|scope| {
        let first = scope.spawn(|| run(one));
        let rest = run(other);
        let mut all = first.join().expect("no panic");
        all.extend(rest);
        all
    })
}

fn percent(part: usize, whole: usize) -> String {
    if part == whole {
        return "100 %".to_owned();
    }
    // Cut, not rounded: only all is 100 %.
    let tenths = part * 1000 / whole.max(1);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// The page: every number of it follows from the seeds.
pub(crate) fn page() -> String {
    let layouts: Vec<Layout> = Layout::ALL.to_vec();
    let reports = REPORTS * FORMS.len() as u64;
    let mut text = format!(
        "# Accuracy\n\n\
         Measured on made-up reports (`tests/generator`) whose true numbers are known: {reports} of each layout and format,\n\
         {REPORTS} an edition, two thirds of them with the habits and damage of real reports: blank cells, \"/\", separators,\n\
         signs, units, tables cut by page breaks, wrong numerals, page numbers. The seeds are fixed, so the numbers are the\n\
         same on any machine; a test compares this page with them. To write it again:\n\n\
         ```\ncargo run --release --example accuracy -- --write\n```\n\n\
         Made-up reports are as varied as their authors could think of. They show that nothing known is read wrongly, not\n\
         how often an unknown layout will be. `cargo run --release --example accuracy 40000` measures on as many others.\n\n\
         ## Cells by layout, format and edition\n\n\
         *Right*: the printed number, or no number where none is printed. *Noted*: NULL with its reason, because the layout\n\
         lost what was printed. *Wrong*: any other. `dedup` is text from which a crawler dropped repeated lines: most of its\n\
         numbers cannot be known, so nearly all are NULL.\n\n\
         | layout | 2019 right | noted | wrong | 2021 right | noted | wrong | mixed right | noted | wrong |\n\
         |---|---|---|---|---|---|---|---|---|---|\n"
    );
    let counts = in_parallel(&layouts, |layout| count(*layout));
    let mut sums = [0; 3];
    for (layout, count) in layouts.iter().zip(&counts) {
        let _ = write!(text, "| `{}` |", layout.name());
        for cells in count.cells {
            let all = cells.iter().sum();
            let _ = write!(text, " {} | {} | {} |", percent(cells[0], all), cells[1], cells[2]);
            (0..3).for_each(|index| sums[index] += cells[index]);
        }
        text.push('\n');
    }
    let all = sums.iter().sum();
    let _ = write!(
        text,
        "\nTogether {all} cells: {} right ({}), {} noted, {} wrong.\n\n\
         ## Agency, year, false errors\n\n\
         Of the reports that name their agency, how many were read with that name; how many have their year; how many\n\
         errors `gongkai check` found, though every report adds up.\n\n\
         | layout | agency | year | false errors |\n|---|---|---|---|\n",
        sums[0],
        percent(sums[0], all),
        sums[1],
        sums[2]
    );
    for (layout, count) in layouts.iter().zip(&counts) {
        let [right, stated] = count.agencies;
        let _ = writeln!(
            text,
            "| `{}` | {right} of {stated} | {} of {} | {} |",
            layout.name(),
            count.years,
            count.reports,
            count.false_errors
        );
    }
    let names: Vec<String> = COMPARED.iter().map(|layout| format!("`{}`", layout.name())).collect();
    let _ = write!(
        text,
        "\n## Against taking all digits in order\n\n\
         The obvious reader finds each section by its heading and takes its digits in the order of the form's cells. It is\n\
         given the edition and the text that gongkai extracted. Below, one fault is put into a clean report: {} reports a\n\
         line, {REPORTS} of each edition in {}. *Silently wrong*: a false value of which nothing is said; a\n\
         false value beside a problem or a finding about its row counts as noted.\n\n\
         | fault | gongkai right | noted | silently wrong | digits in order: right | missing | silently wrong | reports with a silent fault |\n\
         |---|---|---|---|---|---|---|---|\n",
        COMPARED.len() as u64 * reports,
        names.join(", ")
    );
    let compared = in_parallel(&DAMAGE, |(_, mutate)| compare(*mutate));
    for ((name, _), (ours, theirs)) in DAMAGE.iter().zip(compared) {
        let whole = COMPARED.len() as u64 * reports;
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} | {} | {} | {} of {whole} |",
            ours[0], ours[1], ours[2], theirs[0], theirs[1], theirs[2], theirs[3]
        );
    }
    text
}
