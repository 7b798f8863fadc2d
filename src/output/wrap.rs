//! Lines broken where their words allow it: at spaces, behind the underscores of a name alone, and between ideographs but for what belongs together.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Signs that no line begins with.
const CLOSING: &str = "，。；：、！？）】》」』”’…,.;:!?)]%";
/// Signs that no line ends with.
const OPENING: &str = "（【《「『“‘([";

/// The terminal columns that a text takes; escape sequences take none.
pub(crate) fn width(text: &str) -> usize {
    let mut parts = text.split("\x1b[");
    let first = parts.next().map_or(0, UnicodeWidthStr::width);
    first + parts.map(|part| part.split_once('m').map_or(part, |(_, rest)| rest).width()).sum::<usize>()
}

/// The pieces of a text that are never broken where there is room.
pub(crate) fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    let is_name = !text.contains(' ');
    let is_wide = |c: char| c.width().unwrap_or_default() == 2;
    while let Some((_, c)) = chars.next() {
        let Some((at, next)) = chars.peek().copied() else { break };
        let between = is_wide(c) || is_wide(next);
        let may = c == ' ' && next != ' ' || c == '_' && is_name || between && next != ' ';
        if may && !CLOSING.contains(next) && !OPENING.contains(c) {
            pieces.push(&text[start..at]);
            start = at;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

/// A text in lines of at most `room` columns; a piece that is longer is cut.
pub(crate) fn wrapped(text: &str, room: usize) -> Vec<String> {
    let room = room.max(2);
    let mut lines = vec![String::new()];
    for piece in text.lines().enumerate().flat_map(|(index, line)| {
        let broken = (index > 0).then_some("\n");
        broken.into_iter().chain(pieces(line))
    }) {
        if piece == "\n" {
            lines.push(String::new());
            continue;
        }
        let used = lines.last().map_or(0, |line| width(line));
        if used > 0 && used + width(piece.trim_end()) > room {
            lines.push(String::new());
        }
        let Some(line) = lines.last_mut() else { break };
        if width(piece.trim_end()) <= room {
            *line += piece;
            continue;
        }
        for c in piece.chars() {
            let Some(line) = lines.last_mut() else { break };
            if width(line) + c.width().unwrap_or_default() > room {
                lines.push(c.to_string());
            } else {
                line.push(c);
            }
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Every line of a text of at most `room` columns, what goes on standing under where the words of the line begin: behind its indent, or
/// behind the last gap of two spaces in its first third. Lines of commands to type stay whole.
pub(crate) fn hung(text: &str, room: usize, command: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        if width(bare) <= room || bare.trim_start().starts_with(command) {
            out += line;
            continue;
        }
        let indent = bare.len() - bare.trim_start().len();
        let gap = bare[indent..].find("  ").map(|at| {
            let rest = &bare[indent + at..];
            indent + at + (rest.len() - rest.trim_start().len())
        });
        let start = gap.filter(|at| width(&bare[..*at]) <= room / 3).unwrap_or(indent);
        let hang = width(&bare[..start]);
        for (index, part) in wrapped(&bare[start..], room.saturating_sub(hang)).iter().enumerate() {
            if index == 0 {
                out += &bare[..start];
            } else {
                out.extend(["\n", &" ".repeat(hang)]);
            }
            out += part;
        }
        out += &line[bare.len()..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{hung, pieces, width, wrapped};

    #[test]
    fn lines_break_between_words_and_ideographs() {
        assert_eq!(pieces("reports_stating all"), ["reports_stating ", "all"]);
        assert_eq!(pieces("reports_stating_all"), ["reports_", "stating_", "all"]);
        assert_eq!(pieces("（二）部分，公"), ["（二）", "部", "分，", "公"]);
        assert_eq!(wrapped("carried over to next year", 12), ["carried over", "to next year"]);
        assert_eq!(wrapped("信访举报投诉类申请。", 10), ["信访举报投", "诉类申请。"]);
        assert_eq!(wrapped("信访举报。", 8), ["信访举", "报。"], "no line begins with a full stop");
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("甲\n乙", 9), ["甲", "乙"]);
        assert_eq!(wrapped("", 9), [""]);
    }

    #[test]
    fn escape_sequences_take_no_room() {
        assert_eq!(width("\u{1b}[1m用法：\u{1b}[0m ab"), 9);
        assert_eq!(wrapped("\u{1b}[1mab\u{1b}[0m cd", 5), ["\u{1b}[1mab\u{1b}[0m cd"]);
    }

    #[test]
    fn what_goes_on_hangs_under_the_words() {
        let text = "  check  Verify the numbers and list what disagrees\n  gongkai check a.txt b.txt c.txt d.txt e.txt\n";
        assert_eq!(
            hung(text, 30, "gongkai "),
            "  check  Verify the numbers\n         and list what\n         disagrees\n  gongkai check a.txt b.txt c.txt d.txt e.txt\n"
        );
        assert_eq!(
            hung("    核对数字，找出不一致之处\n", 16, "gongkai "),
            "    核对数字，找\n    出不一致之处\n"
        );
    }
}
