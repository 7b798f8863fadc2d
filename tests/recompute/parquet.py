"""Reads an export as Parquet into DuckDB and holds it against the database: every row of every table, and what every canned query
answers whose views DuckDB takes. Opens every view in the SQLite of Python.

    pip install duckdb
    gongkai export --to parquet FOLDER
    python3 tests/recompute/parquet.py DATABASE FOLDER
"""

import pathlib
import re
import sqlite3
import sys

import duckdb

# Read views that are written for SQLite alone.
SQLITE_ONLY = {"findings", "findings_by_rule", "region_totals"}
GIVEN = {"agency": "局", "first": "民政局", "second": "交通运输局"}
PARAMETER = re.compile(r"^-- :(\w+) (text|int|real)(?: = ('[^']*'|\S+))?", re.M)


def plain(row):
    """Numbers alike whichever program says them."""
    return tuple(round(float(value), 9) if isinstance(value, (int, float)) else value for value in row)


def ordered(rows):
    return sorted(map(plain, rows), key=lambda row: [(value is not None, str(value)) for value in row])


def values(sql):
    given = {}
    for name, kind, default in PARAMETER.findall(sql):
        if not default:
            given[name] = GIVEN[name]
        elif default == "NULL":
            given[name] = None
        else:
            given[name] = {"text": str, "int": int, "real": float}[kind](default.strip("'"))
    return given


def main(database, folder):
    lite, duck = sqlite3.connect(database), duckdb.connect()
    wrong = 0
    for path in sorted(pathlib.Path(folder).iterdir()):
        name = path.name
        columns = ", ".join(f'"{row[1]}"' for row in lite.execute(f"pragma table_info({name})"))
        duck.execute(f"create table {name} as select {columns} from read_parquet('{path}/**/*.parquet', hive_partitioning = false)")
        same = ordered(duck.execute(f"select * from {name}").fetchall()) == ordered(lite.execute(f"select * from {name}"))
        wrong += not same
        if not same:
            print(f"table {name}: DIFFERENT")
    views = dict(lite.execute("select name, sql from sqlite_schema where type = 'view'"))
    for name in views:
        lite.execute(f"select count(*) from {name}").fetchone()
    refused = {}
    while views:
        before = len(views)
        for name, sql in list(views.items()):
            try:
                duck.execute(sql)
                del views[name]
            except duckdb.Error as error:
                refused[name] = str(error).splitlines()[0]
        if len(views) == before:
            break
    for name in views:
        print(f"view {name}: not taken: {refused[name]}")
    for path in sorted((pathlib.Path(__file__).parents[2] / "queries").glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        given = values(sql)
        try:
            found = duck.execute(re.sub(r"(?<![:\w]):([a-z_]+)", r"$\1", sql), given).fetchall()
        except duckdb.Error as error:
            print(f"query {path.stem}: cannot run: {str(error).splitlines()[0]}")
            wrong += path.stem not in SQLITE_ONLY
            continue
        due = lite.execute(sql, given).fetchall()
        same = list(map(plain, found)) == list(map(plain, due))
        wrong += not same
        print(f"query {path.stem}: {len(found)} rows, {'the same' if same else f'DIFFERENT from {len(due)}'}")
    for path in sorted((pathlib.Path(__file__).parents[2] / "docs" / "tutorials").glob("*.md")):
        for statement in re.findall(r'^duckdb -c "(.+)"$', path.read_text(encoding="utf-8"), re.M):
            found = duckdb.sql(statement.replace("'lake/", f"'{folder}/")).fetchall()
            wrong += not found
            print(f"{path.name}: {len(found)} rows")
    return bool(wrong)


sys.exit(main(*sys.argv[1:]))
