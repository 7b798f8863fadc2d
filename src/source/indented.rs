//! What programs give as the text of a page whose source is set in, a tag a line: each cell stands deeper than the two lines of
//! spaces that its tags leave, and less deep ones end its row.

use super::parted::put;

/// Rows that tell such a text.
const ENOUGH: usize = 5;

/// What sets lines in; a wide space begins a paragraph.
const SPACES: [char; 3] = [' ', '\t', '\u{a0}'];

/// The text with the cells of a row on its first line, tabs between them, and the lines below left empty; `None` for other texts.
pub(super) fn joined(text: &str) -> Option<String> {
    let depth = depth_of_cells(text)?;
    let lines: Vec<&str> = text.lines().collect();
    let inside = |line: &&str| depth_of(line) >= depth;
    let mut joined = String::with_capacity(text.len());
    let (mut rows, mut others) = (0, 0);
    for run in lines.chunk_by(|above, below| inside(above) == inside(below)) {
        let cells = cells(run, depth);
        rows += usize::from(cells.is_some());
        others += usize::from(cells.is_none() && run.iter().any(|line| is_edge(line, depth)));
        put(&mut joined, run, cells);
    }
    // Where rows do not fit, a line of spaces may be a blank cell.
    (rows >= ENOUGH && others * ENOUGH <= rows).then_some(joined)
}

/// How deep the lines stand that begin and end cells: as most lines of nothing but spaces do, or less deep ones where blocks within
/// the cells leave as many.
fn depth_of_cells(text: &str) -> Option<usize> {
    const DEEPER_THAN_ANY: usize = 256;
    let mut count = [0; DEEPER_THAN_ANY];
    for line in text.lines().filter(|line| !line.is_empty() && depth_of(line) == line.len()) {
        *count.get_mut(depth_of(line))? += 1;
    }
    let most = count.into_iter().max().filter(|most| *most > 2 * ENOUGH)?;
    count.into_iter().position(|lines| 2 * lines > most)
}

/// The cells of a row: what stands between the first line of spaces and the second, the third and the fourth, and so on. A cell may begin on
/// the line of its first tag.
fn cells(row: &[&str], depth: usize) -> Option<Vec<String>> {
    let mut cells: Vec<String> = Vec::new();
    let mut open = false;
    for line in row {
        let text = line.trim_matches(SPACES);
        if is_edge(line, depth) {
            open = !open;
            if open {
                cells.push(String::new());
            }
        } else if !open && depth_of(line) == depth {
            open = true;
            cells.push(text.to_owned());
        } else if open && depth_of(line) > depth {
            let cell = cells.last_mut()?;
            // Two numbers are two cells, of another table's depth.
            if cell.ends_with(|c: char| c.is_ascii_digit()) && text.starts_with(|c: char| c.is_ascii_digit())
            {
                return None;
            }
            cell.push_str(text);
        } else {
            return None;
        }
    }
    (!open && !cells.is_empty()).then_some(cells)
}

/// Whether a line is the spaces before a cell, or behind it.
fn is_edge(line: &str, depth: usize) -> bool {
    line.len() == depth && depth_of(line) == depth
}

fn depth_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(SPACES).len()
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn lines_between_two_of_spaces_are_a_cell() {
        let row = "  \n    \n      规章\n    \n    \n    \n    \n        0\n      \n    \n  \n";
        let text = format!("一、总体情况\n  无。\n{}二、主动公开\n", row.repeat(6));
        let read = joined(&text).unwrap();
        assert_eq!(read.lines().count(), text.lines().count());
        let lines: Vec<&str> = read.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(lines[..3], ["一、总体情况", "  无。", "规章\t\t0"]);
        assert_eq!(lines.last(), Some(&"二、主动公开"));
        assert_eq!(joined(row), None);
        // Blocks within the cells leave lines of spaces too.
        let row = "  \n    \n      \n        规章\n      \n    \n    \n      \n        \n      \n    \n  \n";
        assert!(joined(&row.repeat(6)).unwrap().contains("\n规章\t\n"));
        // Cells that begin on the line of their tag.
        let row = "  \n    规章\n    \n    \n    \n    0\n    \n  \n";
        assert!(joined(&row.repeat(6)).unwrap().contains("\n规章\t\t0\n"));
        // A table for each row, its cells on lines of their own.
        let row = "\n  \n    规章\n    0\n    12\n  \n\n";
        assert_eq!(joined(&row.repeat(20)), None);
        // Cells on lines of their own, a blank one among them.
        assert_eq!(joined(&"  \n    规章\n    \n    0\n  \n".repeat(20)), None);
    }
}
