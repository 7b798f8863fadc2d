//! Rows of cells set apart by commas or semicolons, as spreadsheets and data tools export them.
//!
//! It tells rows from prose by these signs and numbers alone, and only in a text that prints many such rows: in others a comma may
//! stand for thousands, and either in a sentence.

use crate::normalize::{fold, is_han, is_space};

/// Rows of numbers from which a text is taken to set its cells apart by commas.
const ENOUGH: usize = 8;

/// Characters past which a text is no cell.
const LONGEST_CELL: usize = 80;

/// The same of a cell in a row without a number or a blank.
const LONGEST_WORD: usize = 16;

/// Cells of a row that are more than the clauses of a sentence.
const MANY: usize = 7;

/// Lines that a row with line ends in its cells may take.
const MOST_LINES: usize = 8;

/// The signs that may set cells apart.
const SIGNS: [char; 3] = [',', ';', '；'];

/// The sign that sets cells apart, where a text prints rows of them.
pub(super) fn sign(lines: &[&str]) -> Option<char> {
    let is_row_of_numbers = |sign: char, line: &&str| {
        // A label, and behind it numbers and blanks only.
        cells(line, sign).is_some_and(|cells| {
            let values = cells.iter().rev().take_while(|cell| is_value(cell)).count();
            let (labels, values) = cells.split_at(cells.len() - values);
            // 1,009,000 is a number.
            let label = labels.last().is_some_and(|label| !label.ends_with(|c: char| c.is_ascii_digit()));
            label && values.len() > 1 && cells.iter().all(|cell| is_cell(cell))
        })
    };
    let rows = |sign: char| lines.iter().filter(move |line| is_row_of_numbers(sign, line));
    SIGNS.into_iter().find(|sign| rows(*sign).nth(ENOUGH - 1).is_some())
}

/// The cells of the row that begins on the first of some lines, and how many lines it takes; `None` where none does.
pub(super) fn row(lines: &[&str], sign: char) -> Option<(Vec<String>, usize)> {
    let quotes = |line: &&str| line.matches('"').count();
    let mut open = 0;
    let taken = 1 + lines.iter().take(MOST_LINES).position(|line| {
        open += quotes(line);
        open % 2 == 0
    })?;
    let cells = cells(&lines[..taken].join("\n"), sign)?;
    let values = cells.iter().filter(|cell| is_value(cell)).count();
    let told = values > 1 || cells.len() > MANY || cells.last().is_some_and(|cell| is_value(cell));
    let longest = if told { LONGEST_CELL } else { LONGEST_WORD };
    // Clauses of a sentence are set apart by semicolons as well.
    let clauses = sign != ',' && !told && cells.iter().any(|cell| cell.chars().any(char::is_numeric));
    let fits = |cell: &String| is_cell(cell) && cell.chars().nth(longest).is_none();
    (!clauses && cells.iter().all(fits)).then_some((cells, taken))
}

/// The cells of a line, where it has several.
fn cells(line: &str, sign: char) -> Option<Vec<String>> {
    // A semicolon ends an entity of HTML.
    if !line.contains(sign) || sign == ';' && line.contains('&') {
        return None;
    }
    let trimmed = |cell: &str| cell.trim_matches(is_space).to_owned();
    // Every line of a text passes here, and hardly one is quoted.
    let Some(delimiter) = u8::try_from(sign).ok().filter(|_| line.contains(['"', '\r', '\n'])) else {
        return Some(line.split(sign).map(trimmed).collect());
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(line.as_bytes());
    let record = reader.records().next()?.ok()?;
    Some(record.iter().map(trimmed).collect())
}

/// Whether a cell holds a number, a mark or nothing.
fn is_value(cell: &str) -> bool {
    const UNIT: usize = 2;
    let words = cell.chars().filter(|c| is_han(*c)).count();
    let number = cell.chars().map(fold).any(|c| c.is_ascii_digit());
    let marks = || !cell.chars().any(char::is_alphanumeric);
    number && words <= UNIT || marks() || matches!(cell, "无" | "不适用" | "NaN" | "nan")
}

/// Whether a text may be a cell: no sentence.
fn is_cell(cell: &str) -> bool {
    !cell.contains(['。', '；']) && cell.chars().nth(LONGEST_CELL).is_none()
}

#[cfg(test)]
mod tests {
    use super::{row, sign};

    #[test]
    fn rows_are_told_from_prose() {
        let table: Vec<String> = (0..9).map(|number| format!("行政许可,{number},,5")).collect();
        assert_eq!(sign(&table.iter().map(String::as_str).collect::<Vec<_>>()), Some(','));
        let table: Vec<String> = table.iter().map(|row| row.replace(',', "；")).collect();
        assert_eq!(sign(&table.iter().map(String::as_str).collect::<Vec<_>>()), Some('；'));
        let prose = ["2023年,我局认真落实条例,收到申请5件,办结5件,结转0件"; 9];
        assert_eq!(sign(&prose), None);
        assert_eq!(sign(&["一是收到申请5件；二是办结5件；三是结转0件。"; 9]), None);
        assert_eq!(sign(&["规章&nbsp;0&nbsp;1"; 9]), None);
        assert_eq!(sign(&["金额 1,009,000"; 9]), None);
        let cut = row(&["行政许可；0；；5", "x"], '；').map(|(cells, taken)| (cells.join("|"), taken));
        assert_eq!(cut, Some(("行政许可|0||5".into(), 1)));
        let cells = |lines: &[&str]| row(lines, ',').map(|(cells, taken)| (cells.join("|"), taken));
        assert_eq!(cells(&["行政许可,\"1,009\",,"]), Some(("行政许可|1,009||".into(), 1)));
        assert_eq!(cells(&["自然人,\"商业", "企业\",总计", "x"]), Some(("自然人|商业\n企业|总计".into(), 2)));
        assert_eq!(
            cells(&[
                "2023年,我局认真落实《条例》各项规定,健全机制,规范流程,不断提升政府信息公开工作水平和服务能力"
            ]),
            None
        );
        assert_eq!(cells(&["全年收到5件,均已办结。"]), None);
        assert_eq!(cells(&["二、主动公开政府信息情况"]), None);
    }
}
