"""Works the answers of the canned queries out anew, from the tables of a database alone, and tells what differs.

Called with folders of tables/*.csv and answers/*.{json,csv}, as tests/suite/recomputed.rs writes them. Only the standard library.
"""

import sys

import answers
from base import Base, cases


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
    return a == b


def compare(query, parameters, shown, key, due):
    told = []
    by_key = {}
    for row in shown:
        by_key.setdefault(tuple(row[k] for k in key), []).append(row)
    for row in due:
        here = by_key.get(tuple(row[k] for k in key), [])
        if len(here) != 1:
            told.append(f"{query} {parameters}: {len(here)} rows for {[row[k] for k in key]}")
            continue
        wrong = {c: (here[0][c], v) for c, v in row.items() if not same(here[0][c], v)}
        if wrong:
            told.append(f"{query} {parameters}: {[row[k] for k in key]}: shown, due: {wrong}")
    if len(shown) != len(due):
        told.append(f"{query} {parameters}: {len(shown)} rows, {len(due)} are due")
    return told


def main():
    told, done = [], {}
    for folder in sys.argv[1:]:
        base = Base(folder)
        for query, parameters, shown in cases(folder):
            key, due = getattr(answers, query)(base, parameters)
            told += compare(query, parameters, shown, key, due)
            done[query] = done.get(query, 0) + len(due)
    empty = [query for query, rows in done.items() if not rows]
    told += [f"{query}: nothing was compared" for query in empty]
    print("\n".join(told[:40]) if told else f"{len(done)} queries, {sum(done.values())} rows")
    return bool(told)


sys.exit(main())
