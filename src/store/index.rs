//! The index of the prose: made on request, kept by triggers, opened by any SQLite with FTS5.

use crate::error::Result;
use rusqlite::Connection;

/// The full-text table; its rowid is ten times the report's number and the section's.
pub const INDEX: &str = "section_search";

/// Characters that a search passes over: a line may end, and a blank may stand, within a word.
pub const PASSED_OVER: [char; 11] =
    ['\n', '\r', '\t', ' ', '\u{a0}', '\u{2002}', '\u{2003}', '\u{2009}', '\u{200b}', '\u{3000}', '\u{feff}'];

/// Makes the index of all prose anew and returns how many sections it holds.
///
/// # Errors
/// Where the database cannot be written.
pub fn make_index(connection: &mut Connection) -> Result<i64> {
    drop_index(connection)?;
    let body = PASSED_OVER
        .iter()
        .fold("body".to_owned(), |body, c| format!("replace({body}, char({}), '')", *c as u32));
    let put = format!(
        "insert into section_search (rowid, body)
         select report_id * 10 + number, {body} from section where report_id = new.report_id and number = new.number;"
    );
    let take = format!(
        "insert into section_search (section_search, rowid, body)
         select 'delete', report_id * 10 + number, {body} from section
         where report_id = old.report_id and number = old.number;"
    );
    let transaction = connection.transaction()?;
    transaction.execute_batch(&format!(
        "create view section_text as select report_id * 10 + number as section_id, {body} as body from section;
         create virtual table section_search
             using fts5(body, content = 'section_text', content_rowid = 'section_id', tokenize = 'trigram');
         create trigger section_search_insert after insert on section begin {put} end;
         create trigger section_search_delete before delete on section begin {take} end;
         create trigger section_search_change before update on section begin {take} end;
         create trigger section_search_changed after update on section begin {put} end;
         insert into section_search (section_search) values ('rebuild');"
    ))?;
    let held = transaction.query_row("select count(*) from section_search_docsize", [], |row| row.get(0))?;
    transaction.commit()?;
    Ok(held)
}

/// Takes the index out of the database; searches then read all prose.
///
/// # Errors
/// Where the database cannot be written.
pub fn drop_index(connection: &mut Connection) -> Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(
        "drop trigger if exists section_search_insert;
         drop trigger if exists section_search_delete;
         drop trigger if exists section_search_change;
         drop trigger if exists section_search_changed;
         drop table if exists section_search;
         drop view if exists section_text;",
    )?;
    Ok(transaction.commit()?)
}
