//! Shows how a document was read, stage by stage: blocks, headings, and for every cell of the form what was printed for
//! it, where, and how it came to its column.

use crate::document::{Block, Document};
use crate::form::Table;
use crate::report::{Cell, Placement, Report, RowCells, TableRows};
use crate::rows::{Rows, Value};
use serde_json::{Value as Json, json};

/// Picks one of a Chinese and an English text.
pub type Pick<'a> = &'a dyn Fn(&'static str, &'static str) -> &'static str;

/// A list with its title.
pub type Listing = (String, Rows);

/// Characters of a block that a listing shows.
const SHOWN: usize = 30;

/// What a document was read as: its properties, then what each stage saw.
pub fn inspect_json(source: &str, document: &Document, report: &Report) -> Json {
    let blocks: Vec<Json> = document
        .blocks
        .iter()
        .filter_map(|block| {
            let (line, kind, size) = size(block)?;
            Some(json!({"line": line, "kind": kind, "size": size, "text": start(block)}))
        })
        .collect();
    let cells: Vec<Json> = report
        .tables
        .iter()
        .flat_map(|rows| rows.rows.iter().map(move |row| (rows.table, row)))
        .flat_map(|(table, row)| row.cells.iter().map(move |cell| (table, row, cell)))
        .map(|(table, row, (column, cell))| {
            let places: Vec<Json> = report
                .placed(table, row.row.code, *column)
                .map(|place| json!({"raw": place.raw, "line": place.line, "reading": place.reading.code()}))
                .collect();
            json!({
                "table": table.name(),
                "row": row.row.code,
                "column": table.columns()[*column].code,
                "value": cell.value,
                "state": cell.note.as_ref().map(|(state, _)| state.code()),
                "read": places,
            })
        })
        .collect();
    let headings: Vec<Json> = report
        .sections
        .iter()
        .map(|section| json!({"section": section.number, "line": section.line, "heading": section.heading}))
        .collect();
    let problems: Vec<Json> = report
        .problems
        .iter()
        .map(|problem| json!({"code": problem.code, "line": problem.line, "message": problem.message}))
        .collect();
    json!({
        "source": source,
        "media_type": document.media_type,
        "charset": document.charset,
        "title": document.title,
        "url": document.url,
        "published_on": document.published_on,
        "agency": report.agency,
        "year": report.year,
        "form": report.form.code(),
        "blocks": blocks,
        "headings": headings,
        "cells": cells,
        "problems": problems,
    })
}

/// The same as lists for people; labels in the language that `pick` picks.
pub fn inspect(source: &str, document: &Document, report: &Report, pick: Pick) -> Vec<Listing> {
    let mut listings =
        vec![properties(source, document, report, pick), blocks(document, pick), headings(report, pick)];
    for rows in &report.tables {
        listings.push(grid(rows, report, pick));
        let noted = noted(rows, report, pick);
        if !noted.1.rows.is_empty() {
            listings.push(noted);
        }
    }
    listings
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn listing(title: String, columns: Vec<&str>, rows: Vec<Vec<Value>>) -> Listing {
    (title, Rows { columns: columns.into_iter().map(str::to_owned).collect(), rows })
}

fn properties(source: &str, document: &Document, report: &Report, pick: Pick) -> Listing {
    let known = |value: Option<&str>| value.map_or(Value::Null, text);
    let rows = vec![
        vec![text(pick("文件", "file")), text(source)],
        vec![text(pick("格式", "media type")), text(document.media_type)],
        vec![text(pick("字符集", "charset")), known(document.charset)],
        vec![text(pick("文件自带标题", "title the format states")), known(document.title.as_deref())],
        vec![text(pick("网址", "address")), known(document.url.as_deref())],
        vec![text(pick("发布日期", "published on")), known(document.published_on.as_deref())],
        vec![text(pick("读出的标题", "title read")), known(report.title.as_deref())],
        vec![text(pick("机关", "agency")), known(report.agency.as_deref())],
        vec![text(pick("年度", "year")), report.year.map_or(Value::Null, |year| text(year.to_string()))],
        vec![text(pick("表格格式", "form")), text(report.form.code())],
    ];
    listing(pick("文件", "Document").to_owned(), vec![pick("项目", "property"), pick("内容", "value")], rows)
}

/// Line, kind and size of a block, `None` for a break.
fn size(block: &Block) -> Option<(u32, &'static str, String)> {
    match block {
        Block::Line(line) => Some((line.line, "line", line.text.trim().chars().count().to_string())),
        Block::Cell(cell) => Some((cell.line, "cell", cell.text.chars().count().to_string())),
        Block::Break => None,
        Block::Grid(grid) => {
            let line = grid.rows.first().and_then(|row| row.first()).map_or(0, |cell| cell.content.line);
            let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
            let kind = if grid.regular { "table" } else { "table, columns unsure" };
            Some((line, kind, format!("{}×{width}", grid.rows.len())))
        }
    }
}

/// How a block begins.
fn start(block: &Block) -> String {
    let words: String = match block {
        Block::Line(line) | Block::Cell(line) => line.text.clone(),
        Block::Break => String::new(),
        Block::Grid(grid) => {
            let cells = grid.rows.iter().flatten().map(|cell| cell.content.text.as_str());
            cells.filter(|text| !text.is_empty()).take(4).collect::<Vec<_>>().join(" ")
        }
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = words.chars().take(SHOWN).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    shown
}

fn blocks(document: &Document, pick: Pick) -> Listing {
    let kind = |kind| match kind {
        "line" => pick("文字", "line"),
        "cell" => pick("单元格", "cell"),
        "table" => pick("表格", "table"),
        _ => pick("表格（列不确定）", "table, columns unsure"),
    };
    let rows = document.blocks.iter().filter_map(|block| {
        let (line, name, size) = size(block)?;
        Some(vec![Value::Integer(line.into()), text(kind(name)), text(size), text(start(block))])
    });
    let columns =
        vec![pick("行", "line"), pick("种类", "kind"), pick("大小", "size"), pick("开头", "begins")];
    listing(pick("读出的内容", "Blocks read").to_owned(), columns, rows.collect())
}

fn headings(report: &Report, pick: Pick) -> Listing {
    let rows = report.sections.iter().map(|section| {
        vec![
            Value::Integer(section.line.into()),
            Value::Integer(section.number.into()),
            if section.heading.is_empty() { Value::Null } else { text(section.heading.clone()) },
        ]
    });
    let columns = vec![pick("行", "line"), pick("部分", "section"), pick("标题", "heading")];
    listing(pick("章节标题", "Headings").to_owned(), columns, rows.collect())
}

/// A table in the statutory layout, each row with its line and how it was read.
fn grid(rows: &TableRows, report: &Report, pick: Pick) -> Listing {
    let table = rows.table;
    let printed: Vec<usize> = (0..table.columns().len())
        .filter(|column| rows.rows.iter().any(|row| row.cells.iter().any(|(known, _)| known == column)))
        .collect();
    let mut columns = vec![pick("行", "line"), pick("栏目", "row")];
    columns.extend(printed.iter().map(|column| {
        let column = &table.columns()[*column];
        pick(column.zh, column.en)
    }));
    columns.push(pick("读法", "read by"));
    let body = rows.rows.iter().map(|row| {
        let mut line = vec![Value::Integer(row.line.into()), text(pick(row.row.zh, row.row.en))];
        line.extend(printed.iter().map(|column| {
            let cell = row.cells.iter().find(|(known, _)| known == column);
            cell.map_or(text(" "), |(_, cell)| text(shown(cell)))
        }));
        line.push(text(readings(table, row, report, pick)));
        line
    });
    let title = match pick("zh", "en") {
        "zh" => format!("第{}部分表格（※：有说明，见下）", table.section()),
        _ => format!("Table of section {} (※: see the list below)", table.section()),
    };
    listing(title, columns, body.collect())
}

fn shown(cell: &Cell) -> String {
    match (cell.value, &cell.note) {
        (Some(value), None) => value.to_string(),
        (Some(value), Some(_)) => format!("{value}※"),
        (None, _) => "※".to_owned(),
    }
}

/// How the cells of a row were read, each way once.
fn readings(table: Table, row: &RowCells, report: &Report, pick: Pick) -> String {
    let mut ways: Vec<&str> = Vec::new();
    for (column, _) in &row.cells {
        for place in report.placed(table, row.row.code, *column) {
            let way = pick(place.reading.zh(), place.reading.en());
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    ways.join(pick("，", ", "))
}

/// The cells of a table that are not simply the printed number, with their print.
fn noted(rows: &TableRows, report: &Report, pick: Pick) -> Listing {
    let table = rows.table;
    let mut body = Vec::new();
    for row in &rows.rows {
        for (column, cell) in &row.cells {
            let Some((state, raw)) = &cell.note else { continue };
            let places: Vec<&Placement> = report.placed(table, row.row.code, *column).collect();
            let printed =
                if raw.is_empty() { places.first().map_or("", |place| place.raw.as_str()) } else { raw };
            let definition = &table.columns()[*column];
            body.push(vec![
                Value::Integer(places.first().map_or(row.line, |place| place.line).into()),
                text(pick(row.row.zh, row.row.en)),
                text(pick(definition.zh, definition.en)),
                cell.value.map_or(Value::Null, |value| text(value.to_string())),
                text(pick(state.zh(), state.en())),
                text(printed.split_whitespace().collect::<Vec<_>>().join(" ")),
            ]);
        }
    }
    let columns = vec![
        pick("行", "line"),
        pick("栏目", "row"),
        pick("列", "column"),
        pick("数值", "value"),
        pick("说明", "note"),
        pick("原文", "printed"),
    ];
    listing(pick("有说明的单元格", "Cells with a note").to_owned(), columns, body)
}
