"""Opens a database in the real Datasette with the metadata that the program writes, and asks it over HTTP: every table and view that
the metadata names, every canned query, one with a parameter.

    pip install datasette
    gongkai --db DATABASE datasette -o METADATA
    python3 tests/datasette/serve.py DATABASE METADATA
"""

import json
import pathlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

PATIENCE = 60


def main(database, metadata):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", database, "--metadata", metadata, "--port", str(port), "--setting", "sql_time_limit_ms", "20000"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    name = pathlib.Path(database).stem
    try:
        return ask(f"http://127.0.0.1:{port}", name, json.loads(pathlib.Path(metadata).read_text(encoding="utf-8")))
    finally:
        server.terminate()
        server.wait()


def get(url):
    latest = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            sys.exit(f"{url}: {error}: {error.read().decode()[:300]}")
        except OSError:
            if time.monotonic() > latest:
                raise
            time.sleep(0.2)


def ask(server, name, metadata):
    about = metadata["databases"][name]
    page = get(f"{server}/{name}")
    assert metadata["title"] in get(server), "the title"
    for table, said in about["tables"].items():
        page = get(f"{server}/{name}/{table}?_size=5")
        first = next(iter(said["columns"].values()))
        assert first.split("（")[0] in page, f"{table}: {first}"
    for query, said in about["queries"].items():
        given = {parameter: "局" for parameter in said["params"] if parameter in ("agency", "first", "second")}
        rows = json.loads(get(f"{server}/{name}/{query}.json?" + urllib.parse.urlencode({"_shape": "objects", **given})))
        assert rows["ok"], f"{query}: {rows.get('error')}"
    some = json.loads(get(f"{server}/{name}/applications_by_agency.json?_shape=array&year=2023"))
    every = json.loads(get(f"{server}/{name}/applications_by_agency.json?_shape=array"))
    assert {row["year"] for row in some} == {2023} and len(every) > len(some) > 0, (some, every)
    print(f"{len(about['tables'])} tables and views, {len(about['queries'])} queries: all answered")


sys.exit(main(*sys.argv[1:]))
