//! `gongkai query`: the catalogue as subcommands, each query's parameters as its flags.

use super::format::{Answer, Printing};
use super::headings::Names;
use super::streamed::Streamed;
use super::{CLEAN, Language, Settings, chart, complain, filters, region, results, tell_if_empty};
use crate::output::Format;
use crate::query::{self, Kind, LANGUAGE, Query};
use crate::rows::{Rows, Value};
use crate::store;
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches};
use std::io::Write;

/// The query asked for and the values of its parameters.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    name: Option<String>,
    given: Vec<(String, Value)>,
    show: bool,
    printing: Printing,
    chart: chart::Flags,
}

impl clap::Args for Arguments {
    fn augment_args(command: Command) -> Command {
        let show = Arg::new("show").long("show").action(ArgAction::SetTrue).global(true);
        Printing::augment_args(chart::Flags::augment_args(command))
            .about("Answer a question with a canned query")
            .long_about(
                "Answer a question with a canned query\n\nWithout a name, the queries are listed. \
                 `gongkai query NAME --help` tells what a query shows and takes.",
            )
            .arg(show.help("Print the SQL instead of running it"))
            .subcommands(query::catalogue().iter().map(subcommand))
            .subcommand_value_name("NAME")
            .subcommand_help_heading("Queries")
            .disable_help_subcommand(true)
            .allow_external_subcommands(true)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// A query as a subcommand. Its usage line names every parameter, so that error messages do too.
fn subcommand(query: &Query<'static>) -> Command {
    let flags = query.parameters.iter().filter(|parameter| parameter.name != LANGUAGE);
    let mut usage = format!("gongkai query {}", query.name);
    let mut command = Command::new(query.name).about(query.description).after_help(query.notes.join(" "));
    for parameter in flags {
        let (flag, kind) = (parameter.name, parameter.kind);
        let required = parameter.default.is_none();
        let value = kind.name().to_uppercase();
        usage.extend(if required {
            [" --", flag, " ", &value, ""]
        } else {
            [" [--", flag, " ", &value, "]"]
        });
        let help = match &parameter.default {
            None | Some(Value::Null) => parameter.about.to_owned(),
            Some(default) => format!("{} [default: {default}]", parameter.about),
        };
        let arg = Arg::new(flag).long(flag).required(required).value_name(value).help(help);
        command = command.arg(
            arg.allow_hyphen_values(kind != Kind::Text).value_parser(move |text: &str| kind.parse(text)),
        );
    }
    command.override_usage(
        usage + " [--show] [--format FORMAT] [--output FILE] [--bom] [--chart FILE] [--db FILE]",
    )
}

impl FromArgMatches for Arguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut args = Arguments {
            show: matches.get_flag("show"),
            printing: Printing::from_arg_matches(matches)?,
            chart: chart::Flags::from_arg_matches(matches)?,
            ..Arguments::default()
        };
        let Some((name, matches)) = matches.subcommand() else { return Ok(args) };
        args.name = Some(name.to_owned());
        if let Ok(query) = query::find(name) {
            let value =
                |name: &str| matches.get_one::<Value>(name).map(|value| (name.to_owned(), value.clone()));
            let flags = query.parameters.iter().filter(|parameter| parameter.name != LANGUAGE);
            args.given = flags.filter_map(|parameter| value(parameter.name)).collect();
        }
        Ok(args)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Prints the list of queries, the SQL of one, or its result.
///
/// # Errors
/// Where there is no such query or the database cannot be read.
pub(super) fn run(arguments: &Arguments, settings: &Settings) -> anyhow::Result<u8> {
    let lang = settings.lang;
    let format = arguments.printing.format(lang)?;
    match &arguments.name {
        None => {
            arguments
                .printing
                .print(&[Answer { name: "queries", rows: &list(lang), names: None, own: false }], lang)?;
        }
        Some(name) => {
            let query = query::find(name)?;
            if arguments.show {
                let mut out = results();
                out.write_all(query.sql.as_bytes())?;
                out.flush()?;
                return Ok(CLEAN);
            }
            let wanted = arguments.chart.wanted(query.chart, lang)?;
            let connection = store::open_read_only(&settings.db)?;
            let mut given = arguments.given.clone();
            region::by_code(&connection, &mut given, lang)?;
            filters::by_word(&connection, &mut given)?;
            filters::by_body(&connection, &query, &mut given, lang)?;
            let mut cursor = query::prepare(&connection, &query, &with_language(&query, &given, lang))?;
            let hint = |rows: u64| -> anyhow::Result<()> {
                if rows == 0 {
                    filters::unknown(&connection, &given, lang)?.iter().for_each(|told| complain(told));
                }
                Ok(())
            };
            if let (None, Some(mut streamed)) = (&wanted, Streamed::new(&arguments.printing, lang)?) {
                let rows = streamed.result(&mut cursor)?;
                streamed.finish()?;
                hint(rows)?;
                tell_if_empty(rows, lang);
                return Ok(CLEAN);
            }
            let mut rows = cursor.collect()?;
            let count = rows.rows.len() as u64;
            hint(count)?;
            if let Some(wanted) = wanted {
                let title = lang.half(query.description);
                let subtitle = told(&query, &given, lang);
                let subject = chart::Subject { title, subtitle: &subtitle, query: Some(&query) };
                wanted.write(&rows, &subject, &connection, lang)?;
                return Ok(CLEAN);
            }
            if matches!(format, Format::Table | Format::Xlsx) {
                halve_messages(&mut rows, lang);
            }
            let names = Names::read(&connection, Some(&query), lang)?;
            arguments
                .printing
                .print(&[Answer { name: query.name, rows: &rows, names: Some(&names), own: false }], lang)?;
            tell_if_empty(count, lang);
        }
    }
    Ok(CLEAN)
}

/// The given values, with the language of the command where the query asks for it.
pub(super) fn with_language(
    query: &Query,
    given: &[(String, Value)],
    lang: Language,
) -> Vec<(String, Value)> {
    let mut given = given.to_vec();
    if query.parameters.iter().any(|parameter| parameter.name == LANGUAGE) {
        given.push((LANGUAGE.to_owned(), Value::Text(lang.to_string())));
    }
    given
}

/// What a query is restricted to: the values given, after what each is for.
fn told(query: &Query, given: &[(String, Value)], lang: Language) -> String {
    let about = |name: &str| {
        let parameter = query.parameters.iter().find(|parameter| parameter.name == name);
        let about = parameter.map(|parameter| lang.half(parameter.about)).unwrap_or_default();
        about.split(['，', '；', ',', ';', '（']).next().unwrap_or_default().to_owned()
    };
    let told = given.iter().map(|(name, value)| match lang {
        Language::Zh => format!("{}：{value}", about(name)),
        Language::En => format!("{name}: {value}"),
    });
    told.collect::<Vec<_>>().join(" · ")
}

/// Leaves the half of each bilingual message that the user reads.
pub(super) fn halve_messages(rows: &mut Rows, lang: Language) {
    let Some(position) = rows.position("message") else { return };
    for row in &mut rows.rows {
        if let Value::Text(message) = &mut row[position] {
            // The reason of a rejection begins with its code.
            let code = message
                .split_once(": ")
                .filter(|(code, _)| code.bytes().all(|b| matches!(b, b'a'..=b'z' | b'_')));
            *message = match code {
                Some((code, rest)) => format!("{code}: {}", lang.half(rest)),
                None => lang.half(message).to_owned(),
            };
        }
    }
}

/// The queries with what they show and take.
pub(super) fn list(lang: Language) -> Rows {
    let row = |query: &Query| {
        let flags: Vec<_> =
            query.parameters.iter().map(|p| p.name).filter(|name| *name != LANGUAGE).collect();
        let about = lang.half(query.description).to_owned();
        vec![Value::Text(query.name.to_owned()), Value::Text(about), Value::Text(flags.join(", "))]
    };
    Rows {
        columns: ["query", "description", "parameters"].map(str::to_owned).to_vec(),
        rows: query::catalogue().iter().map(row).collect(),
    }
}
