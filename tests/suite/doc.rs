//! Word 97–2003 documents: one of another program, and small ones with what Word writes and other programs do not.

use gongkai::document::{Block, Document};
use gongkai::source;
use std::io::{Cursor, Write};

/// What tests/fixtures/{doc,rtf}/merged_nested_hidden.* print. They also hold a header and a footer, hidden, struck and deleted
/// text and the code of a field.
pub(crate) const MADE: [&str; 14] = [
    "云岭县民政局2022年政府信息公开工作年度报告",
    "二、主动公开(注)",
    "true",
    "第二十条第（一）项|.|.|.",
    "规章|1||/",
    ".|4|.|5",
    "行政许可|6|.|.",
    "三、依申请",
    "表",
    "true",
    "总计|12",
    "其他|3",
    "表末",
    "四、共10件",
];

/// Lines and rows, `.` for a covered place; before each table whether its columns are sure.
pub(crate) fn shown(document: &Document) -> Vec<String> {
    let mut shown = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Line(text) => shown.push(text.text.clone()),
            Block::Grid(grid) => {
                shown.push(grid.regular.to_string());
                for row in &grid.rows {
                    let cells: Vec<&str> = row
                        .iter()
                        .map(|cell| if cell.covered { "." } else { cell.content.text.as_str() })
                        .collect();
                    shown.push(cells.join("|"));
                }
            }
            _ => {}
        }
    }
    shown
}

/// A piece of text with the modifiers of its paragraph and its characters.
#[derive(Clone, Copy, Default)]
struct Run<'a> {
    text: &'a str,
    paragraph: &'a [u8],
    look: &'a [u8],
    /// One byte a character.
    compressed: bool,
    /// Modifiers of the piece: one in short, or the number of a list.
    more: u16,
}

fn run<'a>(text: &'a str, paragraph: &'a [u8], look: &'a [u8]) -> Run<'a> {
    Run { text, paragraph, look, ..Run::default() }
}

/// The main stream and the table stream of a document. The pieces stand in the file in reverse order, as after a fast save.
fn streams(runs: &[Run], lists: &[&[u8]]) -> (Vec<u8>, Vec<u8>) {
    let mut main = vec![0; 1024];
    let mut places = Vec::new();
    for run in runs.iter().rev() {
        let start = main.len();
        if run.compressed {
            main.extend(encoding_rs::WINDOWS_1252.encode(run.text).0.as_ref());
        } else {
            main.extend(run.text.encode_utf16().flat_map(u16::to_le_bytes));
        }
        places.push(start..main.len());
    }
    places.reverse();
    let mut page = |range: &std::ops::Range<usize>, list: Vec<u8>| {
        main.resize(main.len().next_multiple_of(512), 0);
        let number = (main.len() / 512) as u32;
        let mut page = vec![0; 512];
        page[..4].copy_from_slice(&(range.start as u32).to_le_bytes());
        page[4..8].copy_from_slice(&(range.end as u32).to_le_bytes());
        page[8] = 32;
        page[64..64 + list.len()].copy_from_slice(&list);
        page[511] = 1;
        main.extend(page);
        number
    };
    let (mut papx, mut chpx) = (Vec::new(), Vec::new());
    for (run, range) in runs.iter().zip(&places) {
        let style_and_list = [&[0, 0], run.paragraph].concat();
        let words = style_and_list.len().div_ceil(2) as u8;
        let size = if style_and_list.len() % 2 == 0 { vec![0, words] } else { vec![words] };
        papx.push(page(range, [size, style_and_list].concat()));
        chpx.push(page(range, [&[run.look.len() as u8], run.look].concat()));
    }
    let mut clx = Vec::new();
    for list in lists {
        clx.push(1);
        clx.extend((list.len() as u16).to_le_bytes());
        clx.extend(*list);
    }
    clx.push(2);
    clx.extend((16 * runs.len() as u32 - 4 * runs.len() as u32 + 4).to_le_bytes());
    let mut length = 0u32;
    for run in runs {
        clx.extend(length.to_le_bytes());
        length += run.text.encode_utf16().count() as u32;
    }
    clx.extend(length.to_le_bytes());
    for (run, range) in runs.iter().zip(&places) {
        let place = if run.compressed { 0x4000_0000 + 2 * range.start as u32 } else { range.start as u32 };
        clx.extend([0, 0]);
        clx.extend(place.to_le_bytes());
        clx.extend(run.more.to_le_bytes());
    }
    let plc = |pages: Vec<u32>| -> Vec<u8> {
        let edges = vec![0; 4 * (pages.len() + 1)];
        [edges, pages.into_iter().flat_map(u32::to_le_bytes).collect()].concat()
    };
    let mut table = Vec::new();
    for (at, part) in [(0x1a2, clx), (0x102, plc(papx)), (0xfa, plc(chpx))] {
        main[at..at + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
        main[at + 4..at + 8].copy_from_slice(&(part.len() as u32).to_le_bytes());
        table.extend(part);
    }
    main[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
    main[11] = 0x02;
    main[0x4c..0x50].copy_from_slice(&length.to_le_bytes());
    (main, table)
}

/// A compound file of streams.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    for (name, content) in streams {
        file.create_stream(name).and_then(|mut stream| stream.write_all(content)).expect("a stream");
    }
    file.flush().expect("written");
    file.into_inner().into_inner()
}

fn printed(runs: &[Run], lists: &[&[u8]], data: &[u8]) -> Vec<String> {
    let (main, table) = streams(runs, lists);
    let file = compound(&[("WordDocument", &main), ("1Table", &table), ("Data", data)]);
    shown(&source::read("a.doc", &file).expect("a document"))
}

fn refused(file: &[u8]) -> &'static str {
    source::read("a.doc", file).expect_err("no document").code
}

const IN_TABLE: &[u8] = &[0x16, 0x24, 1];
const HIDDEN: &[u8] = &[0x3c, 0x08, 1];
const DELETED: &[u8] = &[0x00, 0x08, 1];

/// Modifiers of the mark of a row with these edges.
fn row(edges: &[u16], more: &[u8]) -> Vec<u8> {
    let mut list = [IN_TABLE, &[0x17, 0x24, 1, 0x08, 0xd6]].concat();
    list.extend((2 + 2 * edges.len() as u16).to_le_bytes());
    list.push(edges.len() as u8 - 1);
    list.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    [list, more.to_vec()].concat()
}

#[test]
fn a_file_of_another_program_prints_what_its_pages_show() {
    let file = include_bytes!("../fixtures/doc/merged_nested_hidden.doc");
    assert_eq!(shown(&source::read("a.wps", file).expect("a document")), MADE);
}

#[test]
fn a_fast_saved_file_is_read_in_the_order_of_its_pieces() {
    let runs = [
        run("规章\u{9}一", &[], &[]),
        Run { text: "\u{201c}2\u{201d}", compressed: true, ..Run::default() },
        Run { text: "3", more: (0x5c << 1) + (1 << 8), ..Run::default() },
        Run { text: "4", more: (1 << 1) + 1, ..Run::default() },
        run("5", &[], HIDDEN),
        run("6", &[], &[0x48, 0x2a, 1]),
        run("。\r", &[], &[]),
    ];
    assert_eq!(printed(&runs, &[&[], DELETED], &[]), ["规章 一\u{201c}2\u{201d}(6)。"]);
}

#[test]
fn rows_state_their_cells_also_in_the_data_stream() {
    let first = row(&[0, 1000, 2000, 3000], &[0x2b, 0xd6, 2, 0, 3]);
    let second = row(&[20, 1010, 3000], &[0x2b, 0xd6, 2, 0, 1]);
    let mut data = vec![0xff; 4];
    data.extend((second.len() as u16).to_le_bytes());
    data.extend(&second);
    let far = [0x46, 0x66, 4, 0, 0, 0];
    let runs = [
        run("规章\u{7}", IN_TABLE, &[]),
        run("1\r2\u{7}", IN_TABLE, &[]),
        run("\u{7}", IN_TABLE, &[]),
        run("\u{7}", &first, &[]),
        run("\u{7}3\u{7}", IN_TABLE, &[]),
        run("\u{7}", &far, &[]),
        run("末\r", &[], &[]),
    ];
    assert_eq!(printed(&runs, &[], &data), ["true", "规章|1\n2|", ".|3|.", "末"]);
    // Without the data stream the row has no end, and its cells no columns.
    assert_eq!(printed(&runs, &[], &[]), ["true", "规章|1\n2|", "3", "末"]);
}

#[test]
fn a_nested_table_ends_its_cells_with_paragraphs() {
    let depth = |depth: u8, more: &[u8]| [IN_TABLE, &[0x49, 0x66, depth, 0, 0, 0], more].concat();
    let inner = depth(2, &[0x4b, 0x24, 1]);
    let inner_row = depth(2, &[&[0x4b, 0x24, 1, 0x4c, 0x24, 1], &row(&[0, 1000, 2000], &[])[6..]].concat());
    let outer_row = row(&[0, 5000], &[]);
    let outer = depth(1, &[]);
    let runs = [
        run("表\r", &outer, &[]),
        run("总计\r", &inner, &[]),
        run("12\r", &inner, &[]),
        run("\r", &inner_row, &[]),
        run("\u{7}", &outer, &[]),
        run("\u{7}", &outer_row, &[]),
    ];
    assert_eq!(printed(&runs, &[], &[]), ["表", "true", "总计|12"]);
}

/// A level of a list: the code of its format and what it prints, the count of a level by its number.
fn level(format: u8, text: &str) -> Vec<u8> {
    let mut level = vec![0; 28];
    (level[0], level[4]) = (1, format);
    level.extend((text.encode_utf16().count() as u16).to_le_bytes());
    level.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    level
}

#[test]
fn lists_print_their_numbers() {
    let in_list = |list: u8, level: u8| [0x0b, 0x46, list, 0, 0x0a, 0x26, level];
    let (first, second, other) = (in_list(1, 0), in_list(1, 1), in_list(2, 0));
    let runs = [
        run("总体情况\r", &first, &[]),
        run("甲\r", &second, &[]),
        run("乙\r", &second, &[]),
        run("正文\r", &[], &[]),
        run("主动公开\r", &first, &[]),
        run("依申请\r", &other, &[]),
    ];
    let (mut main, mut table) = streams(&runs, &[]);
    // One pattern of nine levels, the first two of which are used, then two lists that follow it.
    let mut patterns = [vec![1, 0], vec![7, 0, 0, 0], vec![0; 24]].concat();
    patterns.extend(level(37, "\0、"));
    patterns.extend(level(0, "\0.\u{1}"));
    (2..9).for_each(|_| patterns.extend(level(255, "")));
    let list = |levels: u8| [vec![7, 0, 0, 0], vec![0; 8], vec![levels, 0, 0, 0]].concat();
    let starts_at_five = [vec![0xff; 4], vec![5, 0, 0, 0, 0x10, 0, 0, 0]].concat();
    let lists = [vec![2, 0, 0, 0], list(0), list(1), vec![0xff; 4], starts_at_five].concat();
    for (number, part) in [(73, patterns), (74, lists)] {
        let at = 0x9a + 8 * number;
        main[at..at + 4].copy_from_slice(&(table.len() as u32).to_le_bytes());
        main[at + 4..at + 8].copy_from_slice(&(part.len() as u32).to_le_bytes());
        table.extend(part);
    }
    let file = compound(&[("WordDocument", &main), ("1Table", &table)]);
    let expected = ["一、总体情况", "一.1 甲", "一.2 乙", "正文", "二、主动公开", "五、依申请"];
    assert_eq!(shown(&source::read("a.doc", &file).expect("a document")), expected);
}

#[test]
fn deleted_rows_are_gone_and_deleted_marks_end_no_paragraph() {
    let end = row(&[0, 1000, 2000], &[]);
    let runs = [
        run("规章\u{7}1\u{7}", IN_TABLE, &[]),
        run("\u{7}", &end, &[]),
        run("许可\u{7}2\u{7}", IN_TABLE, DELETED),
        run("\u{7}", &end, DELETED),
        run("处罚\u{7}3\u{7}", IN_TABLE, &[]),
        run("\u{7}", &end, DELETED),
        run("一、", &[], &[]),
        run("\r", &[], DELETED),
        run("总体\r", &[], &[]),
    ];
    assert_eq!(printed(&runs, &[], &[]), ["true", "规章|1", "处罚|3", "一、总体"]);
}

#[test]
fn embedded_objects_and_drop_down_fields_are_told() {
    let runs =
        [run("二、\r\u{13} EMBED Excel.Sheet.8 \u{14}\u{1}\u{15}\r\u{13} FORMDROPDOWN \u{15}\r", &[], &[])];
    let (main, table) = streams(&runs, &[]);
    let file = compound(&[("WordDocument", &main), ("1Table", &table)]);
    let unread = source::read("a.doc", &file).expect("a document").unread;
    let told: Vec<_> = unread.iter().map(|unread| (unread.code, unread.line)).collect();
    assert_eq!(told, [("embedded_object", 1), ("form_field", 1)]);
}

#[test]
fn codes_of_fields_are_left_out_and_hide_nothing_behind_their_paragraph() {
    let symbol = &[0x55, 0x08, 1, 0x09, 0x6a, 1, 0, 0x31, 0xf0];
    let runs = [
        run("\u{13} = \u{13}1\u{14}2\u{15} \u{14}3\u{15}件", &[], &[]),
        run("(", &[], symbol),
        run("\r\u{13}4\r5\r", &[], &[]),
    ];
    assert_eq!(printed(&runs, &[], &[]), ["3件\u{f031}", "5"]);
}

#[test]
fn files_that_cannot_be_read_are_refused_with_their_reason() {
    let (main, table) = streams(&[run("规章\r", &[], &[])], &[]);
    let with = |change: fn(&mut Vec<u8>, &mut Vec<u8>)| {
        let (mut main, mut table) = (main.clone(), table.clone());
        change(&mut main, &mut table);
        compound(&[("WordDocument", &main), ("1Table", &table)])
    };
    assert_eq!(refused(&with(|main, _| main[11] |= 1)), "encrypted");
    assert_eq!(refused(&with(|main, _| main[2] = 0x68)), "old_doc");
    assert_eq!(refused(&with(|main, _| main[0x4c] = 200)), "broken_doc");
    assert_eq!(refused(&with(|_, table| table.truncate(8))), "broken_doc");
    assert_eq!(refused(&with(|main, _| main.truncate(700))), "broken_doc");
    let whole = with(|_, _| ());
    assert_eq!(refused(&whole[..whole.len() * 3 / 4]), "broken_doc");
    assert_eq!(refused(&compound(&[("MatOST", b"works")])), "unsupported_format");
}

#[test]
fn text_that_pieces_share_is_refused() {
    let (mut main, table) = streams(&[run("规章\r", &[], &[]), run("规章\r", &[], &[])], &[]);
    main.truncate(1024 + 512 * 4);
    let mut table = table;
    // Both pieces claim to be as long as the stream.
    for (at, cp) in [(5 + 4, 1500u32), (5 + 8, 3000)] {
        table[at..at + 4].copy_from_slice(&cp.to_le_bytes());
    }
    main[0x4c..0x50].copy_from_slice(&3000u32.to_le_bytes());
    assert_eq!(refused(&compound(&[("WordDocument", &main), ("1Table", &table)])), "broken_doc");
}
