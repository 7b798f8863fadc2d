"""The script that a journalist would write: lines or table rows into SQLite, labels by their first words.

Usage: naive.py FOLDER DATABASE. Reads .txt .md .html .docx .pdf files below FOLDER and prints how many, and in what time.
It checks nothing, resolves no body and takes what it does not know for zero: a yardstick of speed, not of reading.
"""
import pathlib
import re
import sqlite3
import sys
import time
import zipfile

LABELS = [
    ("received_new", "本年新收"), ("carried_in", "上年结转"), ("disclosed", "予以公开"), ("partly_disclosed", "部分公开"),
    ("withheld_state_secret", "属于国家秘密"), ("withheld_by_law", "其他法律行政法规"), ("withheld_security_stability", "危及"),
    ("withheld_third_party", "保护第三方"), ("withheld_internal_affairs", "三类内部事务"), ("withheld_deliberative", "四类过程性"),
    ("withheld_enforcement_file", "行政执法案卷"), ("withheld_administrative_query", "行政查询事项"),
    ("unavailable_not_held", "不掌握相关"), ("unavailable_needs_creation", "没有现成信息"), ("unavailable_unclear_request", "补正后申请"),
    ("declined_petition", "信访举报"), ("declined_repeated", "重复申请"), ("declined_publication", "公开出版物"),
    ("declined_excessive", "大量反复"), ("declined_confirmation", "重新出具"), ("other_no_correction", "逾期不补正"),
    ("other_fee_unpaid", "收费通知"), ("other_misc", "3.其他"), ("outcome_total", "总计"), ("carried_out", "结转下年度"),
]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
TITLE = re.compile(r"(\S+?)(20\d\d)年\S*报告")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows_of_text(path):
    text = path.read_text(encoding="utf-8", errors="replace")
    return text, [re.split(r"\s*[\t|]\s*|\s{2,}", line.strip()) for line in text.splitlines()]


def rows_of_html(path):
    import lxml.html
    tree = lxml.html.fromstring(path.read_bytes().decode("utf-8", errors="replace"))
    rows = [[cell.text_content().strip() for cell in row.iter("td", "th")] for row in tree.iter("tr")]
    return tree.text_content(), rows


def rows_of_docx(path):
    import lxml.etree
    with zipfile.ZipFile(path) as package:
        tree = lxml.etree.fromstring(package.read("word/document.xml"))
    text = lambda node: "".join(part.text or "" for part in node.iter(W + "t"))
    rows = [[text(cell) for cell in row.iter(W + "tc")] for row in tree.iter(W + "tr")]
    return "\n".join(text(node) for node in tree.iter(W + "p")), rows


def rows_of_pdf(path):
    import pdfplumber
    with pdfplumber.open(path) as document:
        text = "\n".join(page.extract_text() or "" for page in document.pages)
        rows = [[cell or "" for cell in row] for page in document.pages for table in page.extract_tables() for row in table]
    return text, rows


READERS = {".txt": rows_of_text, ".md": rows_of_text, ".html": rows_of_html, ".docx": rows_of_docx, ".pdf": rows_of_pdf}


def main():
    folder, database = sys.argv[1:3]
    files = sorted(path for path in pathlib.Path(folder).rglob("*") if path.suffix in READERS)
    start = time.perf_counter()
    connection = sqlite3.connect(database)
    connection.executescript("""
        pragma journal_mode = wal; pragma synchronous = normal;
        create table report (report_id integer primary key, agency text, year integer, path text, text text);
        create table application_outcome (report_id, outcome, natural_person, commercial_enterprise, research_institution,
            public_welfare_org, legal_service_org, other_org, total, primary key (report_id, outcome));
    """)
    for number, path in enumerate(files, 1):
        text, rows = READERS[path.suffix](path)
        title = TITLE.search(text)
        agency, year = (title.group(1), int(title.group(2))) if title else (None, None)
        connection.execute("insert into report values (?, ?, ?, ?, ?)", (number, agency, year, str(path), text))
        cells, pending = {}, None
        for row in rows:
            label = next((code for cell in row[:3] for code, words in LABELS if words in cell), None)
            pending = label or pending
            numbers = [cell for cell in row if NUMBER.fullmatch(cell)]
            if pending and numbers:
                cells[pending] = (cells.get(pending, []) + [float(cell) for cell in numbers])[:7]
        connection.executemany(
            "insert or replace into application_outcome values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(number, code, *(values + [0] * 7)[:7]) for code, values in cells.items()],
        )
        if number % 100 == 0:
            connection.commit()
    connection.commit()
    connection.close()
    print(f"{len(files)} {time.perf_counter() - start:.3f}")


main()
