//! `gongkai ingest`: files into the database.

use super::input::Reading;
use super::load::load;
use super::{CLEAN, FOUND, Settings, complain, region, results};
use crate::manifest::Manifest;
use crate::store::{self, Tally};
use std::io::{self, Write};
use std::path::PathBuf;

/// Revised reports that are named, at most.
const MOST_REVISED: usize = 20;

/// Load reports into the database
///
/// Content that is there already is left alone. A report that replaces an earlier one becomes its next revision;
/// the earlier one stays, as superseded. A file that gives no report is listed with its reason, and the others go on;
/// a document that rollup wrote is such a file (own_sum), as it is not what the region published.
///
/// With --manifest and no PATH the files of the list are read. A list loaded again with unchanged files still supplies
/// address and date, and where it names another agency or year the report becomes the next revision.
///
/// A container is read member by member, and each stands for itself: dir/a.zip!/b/c.html, dump.jsonl#12 (the line),
/// crawl.warc.gz#3 (the record). Records of a dump are objects with html or content, url, title and date.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai ingest reports/\n  gongkai ingest a.txt b.docx --db county.db\n  \
                  gongkai ingest county.zip\n  gongkai ingest dump.jsonl.gz --keys url=link,html=page"
)]
pub(super) struct Arguments {
    /// Files, folders with all that is in them, containers (zip, gz, tar, JSON records, WARC), or - for standard input
    #[arg(required_unless_present = "manifest", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Threads that read and parse; by default one a core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Division, by its code of six digits or its name, of bodies whose name, text, address and path leave it open
    ///
    /// For a folder of one county or city. What a document says itself or a manifest says counts before it; where they
    /// contradict it, a problem division_disagrees tells.
    #[arg(long, value_name = "CODE")]
    division: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

/// Runs the command and returns the exit code.
///
/// # Errors
/// Where an input is missing or the database cannot be written.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let (files, mut options) = arguments.reading.of(&arguments.paths, arguments.jobs)?;
    // A mistyped division must not make a database.
    options.division = match &arguments.division {
        Some(code) if code.bytes().all(|byte| byte.is_ascii_digit()) => {
            region::known_division(code, settings.lang)?;
            Some(code.clone())
        }
        Some(name) => Some(region::division(&store::open_scratch(None)?, name, settings.lang)?),
        None => None,
    };
    let mut connection = store::open(&settings.db)?;
    let loaded = load(&mut connection, &files, &options, true, settings.lang)?;
    let tally = store::finish_run(&connection, loaded.run_id)?;
    let revised = store::revised(&connection, loaded.run_id)?;
    let stated = options.manifest.as_ref().is_some_and(Manifest::gives_divisions);
    let given = stated || options.division.is_some();
    let undecided = if given { store::undecided(&connection, loaded.run_id, stated)? } else { 0 };
    store::close(connection)?;
    if undecided > 0 {
        let about = settings.lang.pick(
            "份已载入的报告内容未变，机关所在地不因 --division 或清单而改；用 gongkai agencies set 编号 --division 代码 指定",
            "reports were loaded before and keep the division they have, whatever --division or the manifest says; \
             change it with `gongkai agencies set ID --division CODE`",
        );
        complain(&format!("{undecided} {about}"));
    }
    summarise(&tally, &revised, settings)?;
    let clean = !loaded.complained && tally.files.rejected == 0 && tally.problems == 0 && tally.errors == 0;
    Ok(if clean { CLEAN } else { FOUND })
}

fn summarise(tally: &Tally, revised: &[(String, String)], settings: &Settings) -> io::Result<()> {
    let pick = |zh: &'static str, en: &'static str| settings.lang.pick(zh, en);
    let db = settings.db.display();
    let files = tally.files;
    let mut out = results();
    let counts = [
        (pick("新收录", "loaded"), files.loaded),
        (pick("未变化", "unchanged"), files.unchanged),
        (pick("新版本", "revised"), files.revised),
        (pick("未收录", "rejected"), files.rejected),
    ];
    let line = |counts: &[(&str, u64)]| {
        counts.iter().map(|(label, count)| format!("{label} {count}")).collect::<Vec<_>>().join(", ")
    };
    writeln!(out, "{db}: {}", line(&counts))?;
    for (path, replaced) in revised.iter().take(MOST_REVISED) {
        writeln!(out, "  {path}: {} {replaced}", pick("取代", "replaces"))?;
    }
    if revised.len() > MOST_REVISED {
        writeln!(out, "  … {} {}", revised.len() - MOST_REVISED, pick("份未列出", "more"))?;
    }
    let counts = [
        (pick("版式问题", "problems"), tally.problems),
        (pick("错误", "errors"), tally.errors),
        (pick("警告", "warnings"), tally.warnings),
        (pick("提示", "infos"), tally.infos),
    ];
    writeln!(out, "{}", line(&counts))?;
    let option = if db.to_string() == "gongkai.db" { String::new() } else { format!(" --db {db}") };
    let mut next = vec![
        (format!("gongkai check{option}"), pick("每一处对不上的数字", "every number that disagrees")),
        (format!("gongkai summary{option}"), pick("概览", "the overview")),
        (format!("gongkai query{option}"), pick("能回答的问题", "the questions it answers")),
    ];
    if files.loaded + files.unchanged + files.revised == 0 {
        next = vec![(
            format!("gongkai query ingest_log{option}"),
            pick("每个文件的结果", "what became of each file"),
        )];
    }
    writeln!(out, "\n{}", pick("下一步：", "Next:"))?;
    let width = next.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    for (command, about) in next {
        writeln!(out, "  {command:width$}  {about}")?;
    }
    out.flush()
}
