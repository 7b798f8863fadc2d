"""Runs every canned query in DuckDB over an attached database and holds the rows, in their order, against those of the program.

    pip install duckdb==1.5.5 duckdb-extension-sqlite-scanner==1.5.5
    python3 tests/recompute/duck.py DATABASE GONGKAI SQLITE_SCANNER.duckdb_extension

DuckDB writes the name of a parameter $name, SQLite takes :name. DuckDB cannot open views that are a union: its extension prints them
back with brackets that SQLite refuses. The queries that read one are named and left out.
"""

import csv
import io
import pathlib
import re
import subprocess
import sys

import duckdb

UNIONS = {"findings", "findings_by_rule", "region_totals"}
GIVEN = {"agency": "民政局", "first": "民政局", "second": "公安局"}
PARAMETER = re.compile(r"^-- :(\w+) (text|int|real)(?: = ('[^']*'|\S+))?", re.M)


def same(duck, text):
    if duck is None:
        return text == ""
    try:
        return abs(float(duck) - float(text)) <= 1e-9 * max(1, abs(float(duck)))
    except ValueError:
        return str(duck) == text


def main(database, program, extension):
    duck = duckdb.connect()
    duck.execute(f"load '{extension}'")
    duck.execute(f"attach '{database}' as g (type sqlite, read_only)")
    duck.execute("use g")
    wrong = 0
    for path in sorted((pathlib.Path(__file__).parents[2] / "queries").glob("*.sql")):
        name, sql = path.stem, path.read_text(encoding="utf-8")
        if name in UNIONS:
            print(f"{name}: left out, reads a view that is a union")
            continue
        values, flags = {}, []
        for parameter, kind, default in PARAMETER.findall(sql):
            if not default:
                values[parameter] = GIVEN[parameter]
                flags += ["--" + parameter, GIVEN[parameter]]
            elif default == "NULL":
                values[parameter] = None
            else:
                values[parameter] = {"text": str, "int": int, "real": float}[kind](default.strip("'"))
        rows = duck.execute(re.sub(r"(?<![:\w]):([a-z_]+)", r"$\1", sql), values).fetchall()
        command = [program, "--lang", "zh", "--db", database, "query", name, "--format", "csv", *flags]
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        due = list(csv.reader(io.StringIO(answer)))[1:]
        alike = len(rows) == len(due) and all(same(a, b) for row, other in zip(rows, due) for a, b in zip(row, other))
        wrong += not alike
        print(f"{name}: {len(rows)} rows, {'the same' if alike else f'DIFFERENT from {len(due)}'}")
    return bool(wrong)


sys.exit(main(*sys.argv[1:]))
