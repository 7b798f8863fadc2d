//! Reads the comments of the migrations: what a table, view or column is. It takes no names or types from them;
//! those SQLite knows.

use super::migrate;
use std::collections::HashMap;

/// Types of columns, by which a line of a column is known.
const TYPES: [&str; 4] = ["text", "integer", "real", "blob"];

/// Comments by relation and column; that of the relation itself stands under the empty column.
pub(super) type Comments = HashMap<(String, String), String>;

/// The comments of all migrations; of a relation made anew, the last.
pub(super) fn comments() -> Comments {
    let mut found = Comments::new();
    for script in migrate::scripts() {
        read(script, &mut found);
    }
    found
}

fn read(script: &str, found: &mut Comments) {
    let mut above = String::new();
    let mut table: Option<&str> = None;
    for line in script.lines() {
        let (statement, comment) = line.split_once("--").unwrap_or((line, ""));
        let words: Vec<&str> = statement.split_whitespace().collect();
        let mut keep = |relation: &str, column: &str, comment: &str| {
            found.insert((relation.to_owned(), column.to_owned()), comment.trim().to_owned());
        };
        match words[..] {
            [] if comment.is_empty() => above.clear(),
            [] if table.is_some() => {}
            // Deeper lines are a list.
            [] if comment.starts_with("   ") => {
                above += "\n- ";
                above += &comment.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            [] => {
                above += if above.is_empty() { "" } else { " " };
                above += comment.trim();
            }
            ["create", kind @ ("table" | "view"), name, ..] => {
                table = (kind == "table").then_some(name);
                keep(name, "", &std::mem::take(&mut above));
            }
            [")" | ");", ..] => table = None,
            ["alter", "table", name, "add", "column", column, ..] => keep(name, column, comment),
            [column, kind, ..] if TYPES.contains(&kind.trim_end_matches(',')) => {
                if let Some(table) = table {
                    keep(table, column, comment);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Comments, read};

    #[test]
    fn comments_belong_to_what_follows_or_stands_before_them() {
        let mut found = Comments::new();
        let sql = "-- Of nothing.\n\n-- Of the table,\n-- in two lines.\n--    one\ncreate table t (\n    \
                   a integer, -- of a\n    -- of nothing\n    b text check (b in ('x')) -- of b\n);\n\
                   alter table t add column c real; -- of c\n-- Of the view.\ncreate view v as select 1;\n";
        read(sql, &mut found);
        let of = |relation: &str, column: &str| {
            found.get(&(relation.to_owned(), column.to_owned())).map(String::as_str)
        };
        assert_eq!(of("t", ""), Some("Of the table, in two lines.\n- one"));
        assert_eq!([of("t", "a"), of("t", "b"), of("t", "c")], [Some("of a"), Some("of b"), Some("of c")]);
        assert_eq!(of("v", ""), Some("Of the view."));
        assert_eq!(found.len(), 5);
    }
}
