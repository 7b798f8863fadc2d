//! Tables as data frames are printed: numbered rows under numbered columns, each cell ending where the number of its column ends.

use crate::normalize::is_space;

/// Columns from which numbers in order head a frame.
const ENOUGH: usize = 3;

/// How a frame prints a cell that holds nothing.
const NOTHING: [&str; 3] = ["NaN", "None", "nan"];

/// The rows of the frame whose head is the first of some lines, one a line; `None` where there is none.
pub(super) fn frame(lines: &[&str]) -> Option<Vec<Vec<String>>> {
    let ends = ends(lines.first()?)?;
    let rows: Vec<Vec<String>> = (0usize..)
        .zip(&lines[1..])
        .map_while(|(number, line)| {
            let rest = line.strip_prefix(&number.to_string())?;
            rest.starts_with(' ').then(|| cells(line, line.len() - rest.len(), &ends)).flatten()
        })
        .collect();
    (!rows.is_empty()).then_some(rows)
}

/// Where the columns end, in characters, under a head `0 1 2 …`, whose numbers are as wide as the last.
fn ends(head: &str) -> Option<Vec<usize>> {
    if !head.starts_with(' ') {
        return None;
    }
    let mut starts = Vec::new();
    let mut at = 0;
    for word in head.split(' ') {
        if !word.is_empty() {
            if word != starts.len().to_string() {
                return None;
            }
            starts.push(at);
        }
        at += word.chars().count() + 1;
    }
    let width = starts.len().checked_sub(1)?.to_string().len();
    (starts.len() >= ENOUGH).then(|| starts.into_iter().map(|start| start + width).collect())
}

/// The cells of a line behind its number, `None` where one runs over the end of its column.
fn cells(line: &str, number: usize, ends: &[usize]) -> Option<Vec<String>> {
    let chars: Vec<char> = line.chars().collect();
    let mut from = number;
    let cell = |end: &usize| {
        let text: String = chars.get(from..*end)?.iter().collect();
        from = *end;
        let text = text.trim_matches(is_space);
        let ended = chars.get(*end).is_none_or(|next| *next == ' ');
        ended.then(|| if NOTHING.contains(&text) { String::new() } else { text.to_owned() })
    };
    let cells: Option<Vec<String>> = ends.iter().map(cell).collect();
    cells.filter(|_| chars.get(from..).is_some_and(|rest| rest.iter().all(|c| is_space(*c))))
}

#[cfg(test)]
mod tests {
    use super::frame;

    #[test]
    fn cells_end_with_their_columns() {
        let lines = [
            "          0     1      2    3",
            "0      信息内容  本年新增     数量  NaN",
            "1        规章     2    NaN   35",
            "二、其他 1 2 3",
        ];
        let rows = frame(&lines).expect("a frame");
        assert_eq!(
            rows.iter().map(|row| row.join("|")).collect::<Vec<_>>(),
            ["信息内容|本年新增|数量|", "规章|2||35"]
        );
        let wide: Vec<String> = (0..11).map(|column| format!("{column:<2}")).collect();
        let values: Vec<String> = (0..11).map(|column| format!("{column:>2}")).collect();
        let rows = frame(&[&format!("   {}", wide.join("  ")), &format!("0  {}", values.join("  "))]);
        assert_eq!(rows.map(|rows| rows[0].join(" ")), Some("0 1 2 3 4 5 6 7 8 9 10".into()));
        assert_eq!(frame(&["  0  1  2", "规章  0  1  2"]), None);
        assert_eq!(frame(&["  0  1  2", "0  10  1  2"]), None);
        assert_eq!(frame(&["0 1 2", "0 1 2"]), None);
    }
}
