//! What browsers give as the text of a page whose cells hold blocks: each cell on lines of its own, a line of one tab between two
//! cells, empty lines behind a row.

/// Lines of one tab that tell such a text.
const ENOUGH: usize = 20;

const BETWEEN: &str = "\t";

/// The text with the cells of a row on its first line, tabs between them, and the lines below left empty; `None` for other texts.
pub(super) fn joined(text: &str) -> Option<String> {
    // Nearly no text has one.
    if !text.contains("\n\t\n") && !text.contains("\n\t\r\n") {
        return None;
    }
    let lines: Vec<&str> = text.lines().collect();
    let tabs = lines.iter().filter(|line| **line == BETWEEN).count();
    // Elsewhere a line of one tab is a blank cell among cells that begin with one, or rows have tabs within.
    if tabs < ENOUGH || lines.iter().any(|line| line.contains('\t') && *line != BETWEEN) {
        return None;
    }
    let blank = |at: usize| lines.get(at).is_none_or(|line| line.is_empty());
    let tab = |at: usize| lines.get(at) == Some(&BETWEEN);
    // One empty line beside a line of one tab is the edge of a paragraph, two end the row.
    let goes_on = |at: usize| {
        let beside = tab(at + 1) || at > 0 && tab(at - 1);
        !blank(at) || beside && !blank(at + 1) && !(at > 0 && blank(at - 1))
    };
    let mut joined = String::with_capacity(text.len());
    let mut at = 0;
    while at < lines.len() {
        let end = (at..lines.len()).find(|at| !goes_on(*at)).unwrap_or(lines.len());
        let own = &lines[at..end];
        let cells = || own.split(|line| *line == BETWEEN).map(<[&str]>::concat).collect();
        put(&mut joined, own, own.contains(&BETWEEN).then(cells));
        if end < lines.len() {
            joined.push('\n');
        }
        at = end + 1;
    }
    Some(joined)
}

/// Adds lines to a text: as the cells of a row on the first of them, or as they are.
pub(super) fn put(text: &mut String, lines: &[&str], cells: Option<Vec<String>>) {
    if let Some(cells) = cells {
        text.push_str(&cells.join("\t"));
        text.extend(std::iter::repeat_n('\n', lines.len()));
    } else {
        for line in lines {
            text.extend([line, "\n"]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn cells_between_lines_of_one_tab_make_a_row() {
        let row = "规章\n\t\n\t\n0\n\t\n12\n\n\n";
        let text = format!("一、总体情况\n无。\n\n{}", row.repeat(8));
        let read = joined(&text).unwrap();
        assert_eq!(read.lines().count(), text.lines().count());
        let lines: Vec<&str> = read.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines[..3], ["一、总体情况", "无。", "规章\t\t0\t12"]);
        assert_eq!(joined(row), None);
        // Cells that hold paragraphs.
        let paragraphs = "规章\n\n\t\n\n\t\n\n0\n\n\t\n\n12\n\n\n行政许可\n\n\t\n\n\n".repeat(8);
        let read = joined(&paragraphs).unwrap();
        assert_eq!(read.lines().count(), paragraphs.lines().count());
        assert_eq!(
            read.lines().filter(|line| !line.is_empty()).take(2).collect::<Vec<_>>(),
            ["规章\t\t0\t12", "行政许可\t"]
        );
        // Blank cells among others.
        assert_eq!(joined(&"\t规章\n\t\n\t12\n".repeat(40)), None);
    }
}
