//! Title, introduction, headings and paragraphs around the tables. Every number in them agrees with the tables.

use super::grid::{Grid, grid};
use super::model::{Fee, Model};
use super::quirks::{Numerals, Quirks, Title};
use super::sheet::{Sheet, printed};
use fastrand::Rng;
use gongkai::form::{Edition, SECTIONS, Table};

/// A piece of a report in reading order.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    /// A line of the title.
    Title(String),
    /// A heading of a section.
    Heading(String),
    /// A paragraph.
    Para(String),
    /// A table.
    Table(Box<Grid>),
}

const NUMERALS: [&str; 6] = ["一", "二", "三", "四", "五", "六"];

/// The pieces of a report.
pub(crate) fn pieces(model: &Model, quirks: &Quirks, sheets: &[Sheet], rng: &mut Rng) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = title(model, quirks, rng).into_iter().map(Piece::Title).collect();
    pieces.push(Piece::Para(introduction(model, quirks, rng)));
    for section in SECTIONS {
        let wording = if quirks.other_wording { rng.usize(..section.labels.len()) } else { 0 };
        let words = printed(section.labels[wording], quirks);
        let index = usize::from(section.number) - 1;
        let heading = heading(index, &words, quirks, rng);
        if quirks.bookmark && rng.u8(..3) == 0 {
            pieces.push(Piece::Para("[bookmark: _GoBack]".to_owned()));
        }
        if quirks.numerals == Numerals::Doubled {
            pieces.push(Piece::Heading(heading.clone()));
        }
        pieces.push(Piece::Heading(heading));
        if quirks.instruction && (2..=4).contains(&section.number) {
            pieces.push(Piece::Para("（此处请填写表格，表格样式见通知附件）".to_owned()));
        }
        pieces.extend(body(section.number, model, rng).into_iter().map(Piece::Para));
        for sheet in sheets.iter().filter(|sheet| sheet.table.section() == section.number) {
            pieces.push(Piece::Table(Box::new(grid(sheet, quirks))));
        }
    }
    pieces
}

fn title(model: &Model, quirks: &Quirks, rng: &mut Rng) -> Vec<String> {
    let (name, year) = (&model.agency.name, model.year);
    let words = "政府信息公开工作年度报告";
    match quirks.title {
        Title::Plain => vec![format!("{name}{year}年{words}")],
        Title::TwoLines => vec![name.clone(), format!("{year}年{words}")],
        Title::CutInWords => {
            let cut = rng.usize(1..6) * '政'.len_utf8();
            vec![format!("{name}{year}年{}", &words[..cut]), words[cut..].to_owned()]
        }
        Title::CutInName => {
            let cut = name.char_indices().nth(3).map_or(0, |(at, _)| at);
            vec![name[..cut].to_owned(), format!("{}{year}年{words}", &name[cut..])]
        }
        Title::NoAgency => vec![format!("{year}年{words}")],
        Title::YearFirst => vec![format!("{year}年{name}{words}")],
        Title::About => vec![format!("{name}关于{year}年度政府信息公开工作情况的报告")],
        Title::YearTwice => vec![format!("{name}{year}年度{words}")],
        Title::Spaced => vec![format!("{name} {year} 年{words}")],
    }
}

fn heading(index: usize, words: &str, quirks: &Quirks, rng: &mut Rng) -> String {
    let zh = NUMERALS[index];
    let arabic = index + 1;
    // Real reports get some numerals wrong, not all of them.
    let numerals = if rng.u8(..3) == 0 { Numerals::Right } else { quirks.numerals };
    match numerals {
        Numerals::Right | Numerals::Doubled => format!("{zh}、{words}"),
        Numerals::Arabic => format!("{arabic}、{words}"),
        Numerals::ArabicInBrackets => format!("（{arabic}）{words}"),
        Numerals::ArabicDot => format!("{arabic}.{words}"),
        Numerals::InBrackets => format!("（{zh}）{words}"),
        Numerals::Missing => words.to_owned(),
    }
}

fn introduction(model: &Model, quirks: &Quirks, rng: &mut Rng) -> String {
    let year = model.year;
    let number = match model.section20 {
        Edition::E2019 => "〔2019〕60号",
        Edition::E2021 => "〔2021〕30号",
    };
    let mut text =
        format!("依照政府信息公开条例第五十条，并按国办公开办函{number}规定的样式，现公布上一年度情况。");
    if quirks.listing {
        let names: Vec<&str> = SECTIONS.iter().map(|section| section.zh).collect();
        text = format!("{text}全文分为{}六个部分。", names.join("、"));
    }
    if rng.bool() {
        text = format!("{text}数据统计区间为{year}年1月1日至{year}年12月31日。");
    }
    if rng.u8(..3) == 0 {
        let phone = rng.u32(2_000_000..9_000_000);
        text = format!("{text}意见和建议可致电{}，电话0{}-{phone}。", model.agency.name, rng.u32(310..999));
    }
    text
}

fn body(number: u8, model: &Model, rng: &mut Rng) -> Vec<String> {
    match number {
        1 => overview(model, rng),
        5 => vec![
            format!("回顾{}年，公开的深度还不够，部分目录维护滞后。", model.year),
            "今后要改进三件事：早审核、勤更新、多培训。".to_owned(),
        ],
        6 => vec![fee(model, rng)],
        _ => Vec::new(),
    }
}

fn overview(model: &Model, rng: &mut Rng) -> Vec<String> {
    let (year, short) = (model.year, model.agency.short);
    let parts: Vec<u32> = (0..3).map(|_| rng.u32(1..900)).collect();
    let marks: [&str; 5] = match rng.u8(..4) {
        0 => ["（一）", "（二）", "（三）", "（四）", "（五）"],
        1 => ["1.", "2.", "3.", "4.", "5."],
        2 => ["一是", "二是", "三是", "四是", "五是"],
        _ => ["", "", "", "", ""],
    };
    let texts = [
        format!(
            "主动公开。{year}年{short}在网站刊登各类稿件{}篇，其中新闻{}篇、公告{}篇、其他{}篇。",
            parts.iter().sum::<u32>(),
            parts[0],
            parts[1],
            parts[2]
        ),
        format!("依申请公开。{}", applications(model, rng)),
        "信息管理。文件公开前逐件审核，过期文件及时标注。".to_owned(),
        format!("平台建设。网站改版后共设{}个栏目，查询更快。", rng.u32(3..40)),
        format!("监督保障。组织学习{}场，未发现需要追责的情形。", rng.u32(1..9)),
    ];
    marks.iter().zip(texts).map(|(mark, text)| format!("{mark}{text}")).collect()
}

fn applications(model: &Model, rng: &mut Rng) -> String {
    let total = |row| model.total(row);
    let (new, carried_in) = (total("received_new"), total("carried_in"));
    let (done, open) = (total("outcome_total"), total("carried_out"));
    let mut text = match (new, carried_in) {
        (0, 0) => "本年没有收到公开申请。".to_owned(),
        (0, _) => format!("本年没有收到新的申请，办结上年结转的申请{done}件，结转下年度{open}件。"),
        _ => {
            let first = format!("本年新收政府信息公开申请{new}件，上年结转{carried_in}件，");
            format!("{first}办结{done}件，结转下年度继续办理{open}件。")
        }
    };
    if done > 0 && rng.bool() {
        let groups = [("不予公开", "withheld"), ("无法提供", "unavailable"), ("不予处理", "declined")];
        let groups = groups.map(|(zh, code)| format!("{zh}{}件", model.group(code)));
        let (full, part) = (total("disclosed"), total("partly_disclosed"));
        text = format!("{text}其中予以公开{full}件、部分公开{part}件、{}。", groups.join("、"));
    }
    let channel = |row| model.value(Table::Review, row, "total").unwrap_or(0.0);
    let suits = channel("litigation_direct") + channel("litigation_after_reconsideration");
    if rng.bool() {
        let reviews = channel("reconsideration");
        text = format!("{text}涉及行政复议{reviews}件，行政诉讼{suits}件。");
    }
    text
}

fn fee(model: &Model, rng: &mut Rng) -> String {
    match model.fee {
        Fee::Unsaid if rng.bool() => "无其他事项。".to_owned(),
        Fee::Unsaid => "无。".to_owned(),
        Fee::NotCollected => format!("{}年{}未收取信息处理费。", model.year, model.agency.short),
        Fee::Collected(yuan) => format!("{}年实际收取信息处理费{yuan}元。", model.year),
        Fee::Full(notices, billed, collected) if rng.bool() => {
            format!("关于信息处理费：发出收费通知{notices}件，总金额{billed}元，实际收取{collected}元。")
        }
        Fee::Full(notices, billed, collected) => {
            format!(
                "信息处理费情况：发出收费通知的件数为{notices}件，总金额为{billed}元，实际收取的总金额为{collected}元。"
            )
        }
    }
}
