"""Times canned queries with their defaults in DuckDB over the tables of a database: a line `NAME SECONDS` each.

    pip install duckdb
    python3 tests/recompute/timed.py DATABASE BODY QUERY...

What DuckDB does not take is named on standard error.
"""

import csv
import pathlib
import re
import sqlite3
import sys
import time

import duckdb

PARAMETER = re.compile(r"^-- :(\w+) (text|int|real)(?: = ('[^']*'|\S+))?", re.M)
KINDS = {"INTEGER": "bigint", "REAL": "double"}


def tables(lite, duck):
    """Copies every table and makes the views that DuckDB takes."""
    for (name,) in lite.execute(
        "select name from sqlite_schema where type = 'table' and name not like 'sqlite!_%' escape '!' and name not like '%search%'"
    ).fetchall():
        columns = lite.execute(f"pragma table_info({name})").fetchall()
        typed = ", ".join(f"{column[1]} {KINDS.get(column[2].upper(), 'varchar')}" for column in columns)
        duck.execute(f"create table {name} ({typed})")
        path = pathlib.Path(f"{sys.argv[1]}.{name}.csv")
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lite.execute(f"select * from {name}"))
        duck.execute(f"copy {name} from '{path}' (auto_detect false, header false, delim ',', quote '\"', escape '\"', nullstr '')")
        path.unlink()
    views = dict(lite.execute("select name, sql from sqlite_schema where type = 'view'"))
    while True:
        before = len(views)
        for name, sql in list(views.items()):
            try:
                duck.execute(sql)
                del views[name]
            except duckdb.Error:
                pass
        if len(views) == before:
            return


def values(sql, body):
    kinds = {"text": str, "int": int, "real": float}
    return {
        name: body if not default else None if default == "NULL" else kinds[kind](default.strip("'"))
        for name, kind, default in PARAMETER.findall(sql)
    }


def main(database, body, *names):
    lite, duck = sqlite3.connect(database), duckdb.connect()
    tables(lite, duck)
    for name in names:
        sql = (pathlib.Path(__file__).parents[2] / "queries" / f"{name}.sql").read_text(encoding="utf-8")
        begun, turns = time.perf_counter(), []
        # As in examples/queries.rs: the fastest of three, of long ones the first.
        while not turns or len(turns) < 3 and time.perf_counter() - begun < 1:
            started = time.perf_counter()
            try:
                duck.execute(re.sub(r"(?<![:\w]):([a-z_]+)", r"$\1", sql), values(sql, body)).fetchall()
            except duckdb.Error as error:
                print(f"{name}: {str(error).splitlines()[0]}", file=sys.stderr)
                break
            turns.append(time.perf_counter() - started)
        if turns:
            print(name, f"{min(turns):.4f}")


main(*sys.argv[1:])
