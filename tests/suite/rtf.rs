//! Rich text: what other programs write, and each word that decides what is printed and where.

use crate::doc::shown;
use gongkai::source;

/// What a rich text of this body prints.
fn printed(body: &str) -> Vec<String> {
    bytes(format!("{{\\rtf1\\ansi\\ansicpg936\\deff0 {body}}}").as_bytes())
}

fn bytes(file: &[u8]) -> Vec<String> {
    shown(&source::read("a.rtf", file).expect("a document"))
}

fn refused(file: &[u8]) -> &'static str {
    source::read("a.rtf", file).expect_err("no document").code
}

#[test]
fn a_file_of_another_program_prints_what_its_pages_show() {
    let file = include_bytes!("../fixtures/rtf/merged_nested_hidden.rtf");
    assert_eq!(bytes(file), crate::doc::MADE);
    assert_eq!(source::read("a.doc", file).expect("the bytes decide").media_type, "application/rtf");
}

#[test]
fn characters_of_the_code_page_of_the_font_and_of_unicode() {
    let fonts = "{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset136 Ming;}{\\f2\\fcharset2 Wingdings;}}";
    let text = "\\'b9\\'e6\\'d5\\'c2 \\u19968 ?{\\uc2\\u19977\\'c8\\'fd}\\u-10176?\\u-9216?{\\f1\\'a4@}{\\f2 1}\\~\\_\\{";
    assert_eq!(printed(&format!("{fonts}{text}")), ["规章 一三\u{20000}一\u{f031} -{"]);
}

#[test]
fn what_is_not_shown_is_left_out() {
    let body = "1{\\v 2}{\\deleted 3}{\\strike 4}{\\striked1 5}\\v 6\\v0 7{\\super 8}9\\plain\\v0{\\header 10}{\\footnote 11}\
                {\\*\\unknown 12}{\\field{\\*\\fldinst = 13}{\\fldrslt 14}}{\\pict 15}{\\info{\\title 16}}\\bin3 17}{\\listtext 18.\\tab}件";
    let body = body.replace("件", "\\u20214?");
    assert_eq!(printed(&body), ["17(8)91418. 件"]);
}

#[test]
fn text_in_two_forms_prints_once_and_shifted_text_is_no_digit() {
    assert_eq!(printed("{\\upr{?}{\\*\\ud{\\u19968 ?}}}7{\\up6 1}{\\dn2 2}"), ["一7(1)2"]);
    assert_eq!(printed("{\\info{\\upr{\\title a}{\\*\\ud{\\title b}}}}c"), ["c"]);
}

#[test]
fn white_digits_of_a_table_are_set_apart_where_no_colour_is_behind_them() {
    let colors = r"{\colortbl;\red0\green0\blue0;\red255\green255\blue255;\red0\green0\blue200;}";
    let row = |run: &str| {
        printed(&format!(r"{colors}\trowd\cellx1000\cellx2000 \intbl A\cell {{{run} 9}}12\cell\row"))
    };
    assert_eq!(row(r"\cf2"), ["true", "A|(9)12"]);
    for seen in [r"\cf1", r"\cf2\chcbpat3", r"\cf2\plain", r"\cf0"] {
        assert_eq!(row(seen), ["true", "A|912"], "{seen}");
    }
    assert_eq!(row(r"\cf2\chcbpat2"), ["true", "A|(9)12"]);
    assert_eq!(printed(&format!(r"{colors}{{\cf2 9}}12\par")), ["912"]);
}

#[test]
fn deleted_rows_are_gone_and_deleted_marks_end_no_paragraph() {
    let row =
        |texts: &str, mark: &str| format!("\\trowd\\cellx1000\\cellx2000\\intbl {texts}{{{mark}\\row}}");
    let gone = row("{\\deleted c}\\cell{\\deleted d}\\cell", "\\deleted");
    let rows = row("a\\cell b\\cell", "") + &gone + &row("e\\cell f\\cell", "\\deleted");
    assert_eq!(printed(&(rows + "\\pard g{\\deleted\\par}h")), ["true", "a|b", "e|f", "gh"]);
}

#[test]
fn objects_and_drop_down_fields_are_told() {
    let file = b"{\\rtf1 a\\par{\\object\\objemb{\\*\\objclass Excel.Sheet.8}{\\result{\\pict 1}}}\
        {\\field{\\*\\fldinst FORMDROPDOWN {\\*\\formfield{\\fftype2\\ffres1{\\*\\ffl 3}}}}{\\fldrslt}}}";
    let unread = source::read("a.rtf", file).expect("a document").unread;
    let told: Vec<_> = unread.iter().map(|unread| (unread.code, unread.line)).collect();
    assert_eq!(told, [("embedded_object", 1), ("form_field", 1)]);
}

#[test]
fn merged_cells_and_rows_of_other_edges_keep_their_columns() {
    let body = "\\trowd\\clvmgf\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000\\intbl a\\cell b\\cell\\cell\\row\
                \\trowd\\clvmrg\\cellx1010\\cellx1500\\cellx3000\\intbl\\cell c\\cell d\\cell\\row\
                \\trowd\\trleft1000\\cellx3000\\intbl e\\par f\\cell\\row\\pard g\\par";
    assert_eq!(printed(body), ["true", "a|b|.|.", ".|c|d|.", ".|e\nf|.|.", "g"]);
}

#[test]
fn a_nested_table_keeps_its_rows_and_a_row_that_lacks_cells_is_unsure() {
    let nested = "\\trowd\\cellx5000\\pard\\intbl\\itap2 a\\nestcell b\\nestcell\
                  {\\*\\nesttableprops\\trowd\\cellx1000\\cellx2000\\nestrow}{\\nonesttables\\par}\
                  \\pard\\intbl c\\cell\\row\\pard";
    assert_eq!(printed(nested), ["true", "a|b", "c"]);
    assert_eq!(
        printed("\\trowd\\cellx1000\\cellx2000\\intbl a\\cell b\\cell c\\cell\\row"),
        ["false", "a|b|c"]
    );
}

#[test]
fn cells_without_their_row_and_cut_files_lose_no_text() {
    assert_eq!(
        printed("\\trowd\\cellx1000\\cellx2000\\intbl a\\cell b\\cell\\row c\\cell d"),
        ["true", "a|b", "c", "d"]
    );
    assert_eq!(bytes(b"{\\rtf1 a\\par b"), ["a", "b"]);
}

#[test]
fn absurd_nesting_and_empty_files_are_refused() {
    assert_eq!(refused(&[b"{\\rtf1".as_slice(), &b"{".repeat(100_000)].concat()), "too_deep");
    assert_eq!(refused(b"{\\rtf1\\itap99 a\\par}"), "too_deep");
    assert_eq!(refused(b"{\\rtf1{\\info a}}"), "empty");
}
