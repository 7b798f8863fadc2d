//! `gongkai agencies`: the bodies of the database, and what people decide of them.

use super::decisions::{export, import, told};
use super::format::{self, Answer, terminal_columns};
use super::headings::Names;
use super::{CLEAN, Language, Settings, complain, region, results, tell_if_empty};
use crate::division::gazetteer;
use crate::output::Format;
use crate::query;
use crate::rows::Value;
use crate::store::{self, Action, Applied, Decision, Key};
use anyhow::{Context as _, bail};
use clap::Subcommand;
use rusqlite::Connection;
use std::io::Write;
use std::path::PathBuf;

/// Candidates of an agency that a table names.
const MOST_CANDIDATES: usize = 5;

/// Codes of `agency.kind`.
pub(super) const KINDS: [&str; 9] = [
    "government",
    "office",
    "department",
    "township",
    "subdistrict",
    "zone",
    "vertical",
    "institution",
    "other",
];

/// List the agencies, or decide by hand what their names leave open
///
/// A decision is kept by printed name and path, applied again after every loading, and moves to another database
/// with export and import. What it changes has the resolution manual; a body that a split leaves without a division stays
/// unresolved. Column reports has the numbers for split.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  gongkai agencies --unresolved\n  gongkai agencies set 7 --division 410702\n  \
                  gongkai agencies merge 9 7\n  gongkai agencies split 7 --report 31\n  gongkai agencies export decisions.csv"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// Only those whose division nothing decides
    #[arg(long)]
    unresolved: bool,
    /// Only those with this in a name
    #[arg(long, value_name = "TEXT")]
    name: Option<String>,
    /// How to print the result
    #[arg(long, default_value = "table", value_parser = format::parser())]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Say where an agency sits
    Set {
        /// Number of the agency
        #[arg(value_parser = number)]
        id: i64,
        /// Division code of six digits, or its name, with or without those above it
        #[arg(long, value_name = "CODE")]
        division: String,
        /// What it is called from now on
        #[arg(long, value_name = "CANONICAL", value_parser = not_blank)]
        name: Option<String>,
        /// Its kind
        #[arg(long, value_parser = KINDS)]
        kind: Option<String>,
    },
    /// Give an agency a further name
    Alias {
        /// Number of the agency
        #[arg(value_parser = number)]
        id: i64,
        /// The name
        #[arg(value_parser = not_blank)]
        name: String,
        /// Take the name back
        #[arg(long)]
        remove: bool,
    },
    /// Make two agencies one
    ///
    /// Of two reports of one year and scope the one loaded last is current; the other is named here and by the problem `same_year`. Two that
    /// were split are as before the split.
    Merge {
        /// Number of the agency that goes
        #[arg(value_parser = number)]
        from: i64,
        /// Number of the agency that takes its reports and names
        #[arg(value_parser = number)]
        into: i64,
    },
    /// Give a report an agency of its own, of the same name
    ///
    /// A report that it had replaced is current again.
    Split {
        /// Number of the agency
        #[arg(value_parser = number)]
        id: i64,
        /// Number of the report
        #[arg(long, value_name = "REPORT_ID")]
        report: i64,
    },
    /// Write the decisions to a file
    Export {
        /// The file
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
    /// Take decisions from a file; those on reports that are not loaded yet wait for them
    Import {
        /// The file
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
}

/// Lists or decides, and returns the exit code.
///
/// # Errors
/// Where an agency is not known, a decision is refused, or the database cannot be used.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    if arguments.what.is_some() && (arguments.unresolved || arguments.name.is_some()) {
        bail!(
            "{}",
            settings.lang.pick(
                "--unresolved 和 --name 只用于列出机关，不能与子命令同用",
                "--unresolved and --name narrow the list of agencies; they cannot stand before a command"
            )
        );
    }
    match &arguments.what {
        None => list(arguments, settings),
        Some(What::Export { file }) => export(file, settings),
        Some(What::Import { file }) => import(file, settings),
        Some(What::Alias { id, name, remove: true }) => forget(*id, name, settings),
        Some(what) => decide(what, settings),
    }
}

/// The number of an agency.
fn number(text: &str) -> Result<i64, &'static str> {
    text.trim().parse().map_err(|_| {
        "应为机关编号；用 gongkai agencies --name 名称 查编号 / the number of an agency is expected; \
         `gongkai agencies --name NAME` tells it"
    })
}

/// A name without the white space around it.
fn not_blank(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.is_empty() { Err("名称不能为空 / a name cannot be empty") } else { Ok(text.to_owned()) }
}

/// Takes a further name of an agency back.
fn forget(id: i64, name: &str, settings: &Settings) -> anyhow::Result<u8> {
    drop(store::open_read_only(&settings.db)?);
    let mut connection = store::open(&settings.db)?;
    let forgotten = store::forget_alias(&mut connection, id, name)?;
    store::close(connection)?;
    if !forgotten {
        let about = settings.lang.pick(
            "没有为该机关决定过这个名称；报告上印的名称不能去掉",
            "was not decided to be a name of the agency; names that its reports print cannot be taken back",
        );
        bail!("{name}: {about}");
    }
    let mut out = results();
    writeln!(out, "{}: {name}", settings.lang.pick("已去掉名称", "name taken back"))?;
    out.flush()?;
    Ok(CLEAN)
}

fn list(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let connection = store::open_read_only(&settings.db)?;
    let given = [
        ("unresolved".to_owned(), Value::Integer(arguments.unresolved.into())),
        ("name".to_owned(), arguments.name.clone().map_or(Value::Null, Value::Text)),
    ];
    let mut rows = query::run(&connection, &statement("list")?, &given)?;
    let unresolved = rows.position("resolution").map_or(0, |at| {
        let open = |row: &&Vec<Value>| row.get(at) == Some(&Value::Text("unresolved".to_owned()));
        rows.rows.iter().filter(open).count()
    });
    // Scripts take the codes, people read names.
    if let Some(candidates) = rows.position("candidates").filter(|_| arguments.format == Format::Table) {
        for row in &mut rows.rows {
            if let Some(Value::Text(codes)) = row.get_mut(candidates) {
                *codes = named(codes);
            }
        }
    }
    if let Some(why) = rows.position("why") {
        for row in &mut rows.rows {
            if let Some(Value::Text(text)) = row.get_mut(why) {
                *text = settings.lang.half(text).to_owned();
            }
        }
    }
    let mut out = results();
    let names = Names::read(&connection, None, settings.lang)?;
    let answer = Answer { name: "agencies", rows: &rows, names: Some(&names), own: false };
    answer.write(arguments.format, terminal_columns(), &mut out, settings.lang)?;
    out.flush()?;
    tell_if_empty(rows.rows.len() as u64, settings.lang);
    if unresolved > 0 {
        let about = settings.lang.pick(
            "个机关所在地未定：gongkai agencies set 编号 --division 代码；或载入时在清单中写 division_code，或用 ingest --division",
            "agencies of unknown division: settle each with `gongkai agencies set ID --division CODE`, or give division_code in a \
             manifest or --division to ingest",
        );
        complain(&format!("{unresolved} {about}"));
    }
    Ok(CLEAN)
}

/// Codes of divisions with their names, as far as there is room.
pub(super) fn named(codes: &str) -> String {
    let codes: Vec<&str> = codes.split(' ').collect();
    let name = |code: &&str| {
        let chain: String = gazetteer().chain(code).iter().map(|division| division.name).collect();
        if chain.is_empty() { (*code).to_owned() } else { format!("{chain} {code}") }
    };
    let mut names: Vec<String> = codes.iter().take(MOST_CANDIDATES).map(name).collect();
    if codes.len() > MOST_CANDIDATES {
        names.push(format!("+{}", codes.len() - MOST_CANDIDATES));
    }
    names.join("; ")
}

pub(super) fn statement(name: &str) -> anyhow::Result<query::Query<'static>> {
    let found = query::folder("agencies").into_iter().find(|statement| statement.name == name);
    found.with_context(|| format!("agencies/{name}.sql is missing"))
}

fn decide(what: &What, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    // A mistyped path must not make a database.
    drop(store::open_read_only(&settings.db)?);
    let mut connection = store::open(&settings.db)?;
    let agency = |id: i64| {
        let none = || {
            format!(
                "{id}: {}",
                lang.pick("没有这个机关，或它没有报告", "no such agency, or one without reports")
            )
        };
        store::agency_key(&connection, id)?.with_context(none)
    };
    let (of, action) = match what {
        What::Set { id, division, name, kind } => {
            let division = region::division(&connection, division, lang)?;
            let (name, kind) = (name.clone(), kind.clone());
            (agency(*id)?, Action::Set { division, name, kind })
        }
        What::Alias { id, name, .. } => (agency(*id)?, Action::Alias(name.clone())),
        What::Merge { from, into } if from == into => {
            bail!("{from}: {}", lang.pick("是同一个机关", "the same agency twice"))
        }
        What::Merge { from, into } => (agency(*from)?, Action::Merge(agency(*into)?)),
        What::Split { id, report } => split(&connection, *id, *report, lang)?,
        What::Export { .. } | What::Import { .. } => return Ok(CLEAN),
    };
    let decision = Decision { of, action };
    let before = match what {
        What::Set { id, .. } => Some(Before::of(&connection, *id)?),
        _ => None,
    };
    let applied = store::decide(&mut connection, &decision)?;
    let hidden = match &decision.action {
        Action::Merge(into) => hidden(&connection, into)?,
        _ => Vec::new(),
    };
    let joined = before.as_ref().map(|before| before.joined(&connection)).transpose()?.unwrap_or_default();
    store::close(connection)?;
    match applied {
        Applied::Done => {
            let mut out = results();
            writeln!(out, "{}", told(&decision))?;
            for path in joined {
                let about = lang.pick("另一机关的报告并入", "a report of another body was joined");
                writeln!(out, "  {about}: {path}")?;
            }
            out.flush()?;
            for message in hidden {
                complain(lang.half(&message));
            }
            if let (Some(before), Action::Set { division, .. }) = (&before, &decision.action)
                && let Some(candidates) = &before.candidates
                && !candidates.split(' ').any(|code| code == division)
            {
                let about = lang.pick(
                    "不在该机关的候选区划之中，已照写；候选",
                    "is none of the divisions that its reports allow; it was set; they are",
                );
                complain(&format!("{division} {about}: {}", named(candidates)));
            }
            Ok(CLEAN)
        }
        Applied::Waiting => bail!("{}", lang.pick("找不到报告", "its report cannot be found")),
        Applied::Refused(why) => bail!("{}: {}", told(&decision), lang.half(&why)),
    }
}

/// What is told of the reports of an agency that others of its year do not show.
fn hidden(connection: &Connection, of: &Key) -> anyhow::Result<Vec<String>> {
    let Some(report) = store::report_of(connection, of)? else { return Ok(Vec::new()) };
    let sql = "select p.message from report as r join problem as p using (report_id)
               where r.agency_id = (select agency_id from report where report_id = ?) and p.code = 'same_year'
               order by r.year, p.report_id, p.ordinal";
    let mut select = connection.prepare(sql)?;
    let messages = select.query_map([report], |row| row.get(0))?;
    Ok(messages.collect::<rusqlite::Result<_>>()?)
}

/// What stood of an agency before it was decided where it sits.
struct Before {
    /// Codes of the divisions that it might be in, if its reports leave several.
    candidates: Option<String>,
    reports: Vec<i64>,
}

impl Before {
    fn of(connection: &Connection, id: i64) -> rusqlite::Result<Self> {
        let sql = "select report_id, candidates from report join report_origin using (report_id)
                   where report.agency_id = ? order by 1";
        let mut select = connection.prepare(sql)?;
        let rows: Vec<(i64, Option<String>)> =
            select.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        let candidates = rows.iter().find_map(|(_, candidates)| candidates.clone());
        Ok(Before { candidates, reports: rows.into_iter().map(|(report, _)| report).collect() })
    }

    /// Paths of the reports that the agency has got since.
    fn joined(&self, connection: &Connection) -> rusqlite::Result<Vec<String>> {
        let sql = "select report_id, path from report join document using (document_id)
                   where agency_id = (select agency_id from report where report_id = ?) order by 1";
        let mut select = connection.prepare(sql)?;
        let all: Vec<(i64, String)> = select
            .query_map([self.reports.first()], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(all
            .into_iter()
            .filter(|(report, _)| !self.reports.contains(report))
            .map(|(_, path)| path)
            .collect())
    }
}

/// The report that leaves and one that stays, each found again by path and year.
fn split(connection: &Connection, id: i64, report: i64, lang: Language) -> anyhow::Result<(Key, Action)> {
    let sql = "select exists (select 1 from report where report_id = ? and agency_id = ?)";
    if !connection.query_row(sql, [report, id], |row| row.get::<_, bool>(0))? {
        bail!("{report}: {}", lang.pick("不是这个机关的报告", "no report of this agency"));
    }
    let keys = store::report_key(connection, report)?.zip(store::rest_key(connection, report)?);
    let Some((of, rest)) = keys else {
        let about = lang.pick(
            "该机关没有另一路径或年份的报告可以留下",
            "the agency has no report of another path or year that would stay",
        );
        bail!("{report}: {about}");
    };
    if store::report_of(connection, &of)? != Some(report) {
        let about = lang.pick(
            "同一路径同一年份有更新的报告，请拆分那一份",
            "its path has a later report of the year; split that",
        );
        bail!("{report}: {about}");
    }
    Ok((of, Action::Split(rest)))
}
