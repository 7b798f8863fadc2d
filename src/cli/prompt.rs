//! `gongkai sql` on a terminal: lines in, results out; history, completion, Ctrl-C.

use super::format::terminal_columns;
use super::{Language, complain, query as listed};
use crate::output::{self, Format};
use crate::query;
use crate::rows::{Rows, Value};
use rusqlite::Connection;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{CompletionType, Config, Editor, Helper};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const COMMANDS: [&str; 6] = [".tables", ".schema", ".queries", ".format", ".help", ".quit"];
const KEYWORDS: &str = "select from where group by having order limit offset join left using on as and or not null is in like \
    between case when then else end distinct union all with recursive exists over partition count sum avg min max coalesce \
    round instr substr median percentile stddev sqrt ln explain pragma";

/// What is known between two lines.
pub(super) struct Prompt {
    pub(super) connection: Connection,
    pub(super) format: Format,
    pub(super) timeout: Option<Duration>,
    pub(super) lang: Language,
    /// Set where the user stopped the statement.
    pub(super) stopped: Arc<AtomicBool>,
}

impl Prompt {
    /// Writes what a command or whole statements result in; whether to go on.
    ///
    /// # Errors
    /// Where the output cannot be written.
    fn answer(&mut self, typed: &str, out: &mut dyn Write) -> std::io::Result<bool> {
        if is_command(typed) {
            let mut words = typed.split_whitespace();
            let (command, argument) = (words.next().unwrap_or_default(), words.next());
            if command == ".quit" {
                return Ok(false);
            }
            self.command(command, argument, out)?;
        } else {
            self.statements(typed, out)?;
        }
        out.flush()?;
        Ok(true)
    }

    fn statements(&mut self, sql: &str, out: &mut dyn Write) -> std::io::Result<()> {
        self.stopped.store(false, Ordering::SeqCst);
        let (format, lang) = (self.format, self.lang);
        let done = query::run_text(&mut self.connection, sql, self.timeout, |cursor| -> anyhow::Result<()> {
            let rows = cursor.collect()?;
            if format == Format::Table {
                print(&rows, out)?;
            } else {
                output::write(format, &rows, out)?;
            }
            if rows.rows.is_empty() {
                writeln!(out, "{}", lang.pick("没有结果", "no rows"))?;
            }
            Ok(())
        });
        match done {
            Ok(()) => Ok(()),
            Err(error) => match error.downcast::<std::io::Error>() {
                Ok(error) => Err(error),
                Err(_) if self.stopped.swap(false, Ordering::SeqCst) => {
                    writeln!(out, "{}", lang.pick("已取消", "cancelled"))
                }
                Err(error) => writeln!(out, "{}", lang.error(&error)),
            },
        }
    }

    fn command(&mut self, command: &str, argument: Option<&str>, out: &mut dyn Write) -> std::io::Result<()> {
        let lang = self.lang;
        match (command, argument) {
            (".tables", None) => write_all(&relations(&self.connection), out),
            (".schema", name) => {
                let sql = "select sql || ';' from sqlite_schema where sql is not null and (?1 is null or tbl_name = ?1) \
                           order by rowid";
                let found = texts(&self.connection, sql, name);
                if found.is_empty() {
                    writeln!(
                        out,
                        "{}",
                        lang.pick("没有这个表或视图，见 .tables", "no such table or view; see .tables")
                    )?;
                }
                write_all(&found, out)
            }
            (".queries", None) => print(&listed::list(lang), out),
            (".format", Some(name)) if Format::from_name(name).is_some() => {
                self.format = Format::from_name(name).unwrap_or_default();
                Ok(())
            }
            (".format", _) => {
                let names: Vec<_> = output::FORMATS.iter().map(|(_, name, _)| *name).collect();
                writeln!(out, ".format {}", names.join(" | "))
            }
            (".help", _) => print(&help(lang), out),
            _ => writeln!(
                out,
                "{command}: {}",
                lang.pick("没有这个命令，见 .help", "no such command; see .help")
            ),
        }
    }
}

/// Prints a table that fits the terminal.
fn print(rows: &Rows, out: &mut dyn Write) -> std::io::Result<()> {
    output::table_with(rows, &rows.columns, terminal_columns(), out)
}

fn write_all(lines: &[String], out: &mut dyn Write) -> std::io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

fn help(lang: Language) -> Rows {
    let lines = [
        (".tables", "表和视图", "tables and views"),
        (".schema [NAME]", "建表语句", "the statements that made them"),
        (
            ".queries",
            "现成的查询，gongkai query NAME --show 看 SQL",
            "canned queries; gongkai query NAME --show prints the SQL",
        ),
        (
            ".format NAME",
            "输出格式：table、csv、json 等",
            "how results are printed: table, csv, json and others",
        ),
        (".help", "本表", "this list"),
        (".quit", "退出，也可按 Ctrl-D", "leave, as Ctrl-D does"),
        ("SQL;", "语句以分号结束；Ctrl-C 取消", "a statement ends with a semicolon; Ctrl-C cancels"),
    ];
    let text = |text: &str| Value::Text(text.to_owned());
    Rows {
        columns: ["command", "what"].map(str::to_owned).to_vec(),
        rows: lines.iter().map(|(name, zh, en)| vec![text(name), text(lang.pick(zh, en))]).collect(),
    }
}

/// The first column of a statement with one parameter; nothing where it cannot be read.
fn texts(connection: &Connection, sql: &str, parameter: Option<&str>) -> Vec<String> {
    let read = || {
        let mut statement = connection.prepare(sql)?;
        statement.query_map([parameter], |row| row.get(0))?.collect::<rusqlite::Result<_>>()
    };
    read().unwrap_or_default()
}

fn relations(connection: &Connection) -> Vec<String> {
    let sql = "select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite!_%' escape '!' \
               and name not like 'section!_search!_%' escape '!' and ?1 is null order by name";
    texts(connection, sql, None)
}

/// Whether a line is one for the prompt, not for SQLite.
fn is_command(typed: &str) -> bool {
    typed.trim_start().starts_with('.')
}

/// Whether a text ends with a statement's semicolon, which stands in no quotes and no comment; a blank text is complete.
fn is_complete(sql: &str) -> bool {
    let mut rest = sql.chars().peekable();
    let mut ended = true;
    while let Some(c) = rest.next() {
        match c {
            ';' => ended = true,
            '-' if rest.next_if_eq(&'-').is_some() => while rest.next_if(|c| *c != '\n').is_some() {},
            '/' if rest.next_if_eq(&'*').is_some() => {
                let mut star = false;
                if !rest.any(|c| std::mem::replace(&mut star, c == '*') && c == '/') {
                    return false;
                }
            }
            '\'' | '"' | '`' | '[' => {
                ended = false;
                let close = if c == '[' { ']' } else { c };
                if !rest.any(|c| c == close) {
                    return false;
                }
            }
            c => ended &= c.is_whitespace(),
        }
    }
    ended
}

/// Completes the names of the database, keywords and commands.
struct Words(Vec<String>);

impl Words {
    fn of(connection: &Connection) -> Self {
        let columns = "select distinct c.name from sqlite_schema as s join pragma_table_info(s.name) as c \
                       where s.type in ('table', 'view') and ?1 is null";
        let mut words = relations(connection);
        words.extend(texts(connection, columns, None));
        words.extend(KEYWORDS.split_whitespace().chain(COMMANDS).map(str::to_owned));
        words.sort();
        words.dedup();
        Self(words)
    }

    /// Where the word before the cursor begins, and what it can become.
    fn complete(&self, line: &str, cursor: usize) -> (usize, Vec<String>) {
        let before = line.get(..cursor).unwrap_or_default();
        let in_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut start = before.rfind(|c: char| !in_word(c)).map_or(0, |at| {
            at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        });
        if before.get(..start) == Some(".") {
            start = 0;
        }
        let begun = before.get(start..).unwrap_or_default().to_lowercase();
        let fits = |word: &&String| !begun.is_empty() && word.to_lowercase().starts_with(&begun);
        (start, self.0.iter().filter(fits).cloned().collect())
    }
}

impl Completer for Words {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(self.complete(line, cursor))
    }
}

impl Hinter for Words {
    type Hint = String;
}
impl Highlighter for Words {}
impl Validator for Words {
    /// A statement goes on over line ends until its semicolon.
    fn validate(&self, typed: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let typed = typed.input();
        let whole = is_command(typed) || is_complete(typed);
        Ok(if whole { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}
impl Helper for Words {}

/// The file of the lines typed, in the user's folder of state.
fn history() -> Option<PathBuf> {
    let state = std::env::var_os("XDG_STATE_HOME").filter(|path| !path.is_empty()).map(PathBuf::from);
    let state = state.or_else(|| Some(std::env::home_dir()?.join(".local").join("state")))?;
    let folder = state.join("gongkai");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("sql_history"))
}

/// Reads lines from the terminal until the user leaves.
///
/// # Errors
/// Where the terminal cannot be used.
pub(super) fn run(mut prompt: Prompt) -> anyhow::Result<()> {
    let settings = Config::builder().completion_type(CompletionType::List).auto_add_history(true).build();
    let mut editor: Editor<Words, FileHistory> = Editor::with_config(settings)?;
    editor.set_helper(Some(Words::of(&prompt.connection)));
    let history = history();
    // A history that cannot be read or kept is none.
    let _ = history.as_ref().map(|file| editor.load_history(file));
    let (running, stopped) = (prompt.connection.get_interrupt_handle(), Arc::clone(&prompt.stopped));
    ctrlc::set_handler(move || {
        stopped.store(true, Ordering::SeqCst);
        running.interrupt();
    })?;
    complain(prompt.lang.pick(
        "只读 SQL；语句以分号结束，.help 列出命令，Ctrl-D 退出",
        "read-only SQL; end statements with a semicolon, .help lists commands, Ctrl-D leaves",
    ));
    loop {
        match editor.readline("gongkai> ") {
            Ok(typed) => {
                if !prompt.answer(&typed, &mut std::io::stdout().lock())? {
                    break;
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(error.into()),
        }
    }
    let _ = history.as_ref().map(|file| editor.save_history(file));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(typed: &[&str]) -> String {
        let connection = Connection::open_in_memory().expect("opens");
        connection
            .execute_batch(
                "create table body (body_id integer, name text); insert into body values (1, '甲;乙')",
            )
            .expect("made");
        query::add_statistics(&connection).expect("added");
        let mut prompt = Prompt {
            connection,
            format: Format::Csv,
            timeout: None,
            lang: Language::En,
            stopped: Arc::default(),
        };
        let mut out = Vec::new();
        for typed in typed {
            if !prompt.answer(typed, &mut out).expect("written") {
                break;
            }
        }
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn statements_and_commands_are_answered() {
        assert_eq!(answers(&["select name\n from body where name = '甲';"]), "name\nno rows\n");
        assert_eq!(answers(&["", "select name -- ;\nfrom body;"]), "name\n甲;乙\n");
        assert_eq!(answers(&["select 1 as a; select 2 as b;"]), "a\n1\nb\n2\n");
        assert_eq!(answers(&[".quit", "select 1;"]), "");
        assert_eq!(answers(&[".tables"]), "body\n");
        assert_eq!(answers(&[".schema body"]), "CREATE TABLE body (body_id integer, name text);\n");
        assert_eq!(answers(&[".schema none"]), "no such table or view; see .tables\n");
        assert_eq!(
            answers(&[".format json", "select 1 as a;"]).split_whitespace().collect::<String>(),
            "[{\"a\":1}]"
        );
        assert_eq!(answers(&[".frob"]), ".frob: no such command; see .help\n");
        assert!(answers(&["delete from body;", "select count(*) as n from body;"]).ends_with("n\n1\n"));
        assert!(answers(&["selec;", "select 3 as c;"]).ends_with("c\n3\n"), "an error is no end");
    }

    #[test]
    fn a_statement_goes_on_until_its_semicolon() {
        for whole in
            ["", "  ", "select 1;", "select 1; -- done", "select ';' as a;\n", "select [a;b] from c; /* ; */"]
        {
            assert!(is_complete(whole), "{whole}");
        }
        for part in
            ["select 1", "select 1 -- ;", "select ';", "select 1; select 2", "select /* ;", "select [a;"]
        {
            assert!(!is_complete(part), "{part}");
        }
    }

    #[test]
    fn statistics() {
        let of = |sql: &str| {
            answers(&[&format!("with v(x) as (values (1), (2), (null), (4), (9)) select {sql} as y from v;")])
        };
        assert_eq!(of("median(x)"), "y\n3\n");
        assert_eq!(of("percentile(x, 100)"), "y\n9\n");
        assert_eq!(of("percentile(x, 25)"), "y\n1.75\n");
        assert_eq!(of("round(stddev(x), 6)"), "y\n3.559026\n");
        assert_eq!(
            answers(&["select median(1) as a, stddev(1) as b, sqrt(-1) as c, ln(0) as d, sqrt(9) as e;"]),
            "a,b,c,d,e\n1,,,,3\n"
        );
        assert!(answers(&["select median('a');"]).contains("takes numbers"));
    }

    #[test]
    fn words_are_completed() {
        let words = Words(["body", "body_id", ".tables"].map(str::to_owned).to_vec());
        assert_eq!(words.complete("select BODY_", 12), (7, vec!["body_id".to_owned()]));
        assert_eq!(words.complete(".ta", 3), (0, vec![".tables".to_owned()]));
        assert_eq!(words.complete("甲，bo", 8), (6, vec!["body".to_owned(), "body_id".to_owned()]));
        assert_eq!(words.complete("select ", 7), (7, vec![]));
    }
}
