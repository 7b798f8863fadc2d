"""The tables of an exported database, and the figures of each current report worked out from the printed cells alone."""

import csv
import json
import pathlib

APPLICANTS = ["natural_person", "commercial_enterprise", "research_institution", "public_welfare_org", "legal_service_org", "other_org"]
NOT_RESULTS = {"received_new", "carried_in", "outcome_total", "carried_out"}
GROUPS = {"withheld": 8, "unavailable": 3, "declined": 5}


def read(path):
    def value(text):
        try:
            return float(text)
        except ValueError:
            return text or None

    codes = {"code", "division_code", "region_code", "parent_code", "township_code", "form", "province"}
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [{k: (v or None) if k in codes else value(v) for k, v in row.items()} for row in csv.DictReader(file)]


def add(*values):
    return None if None in values else sum(values)


def over(a, b):
    return None if a is None or not b else a / b


class Base:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.table = {path.stem: read(path) for path in (folder / "tables").glob("*.csv")}
        agency = {row["agency_id"]: row for row in self.table["agency"]}
        division = {row["code"]: row for row in self.table["division"]}
        self.division = division
        outcomes, reviews = {}, {}
        for row in self.table["application_outcome"]:
            outcomes.setdefault(row["report_id"], {})[row["outcome"]] = row
        for row in self.table["review_litigation"]:
            reviews.setdefault(row["report_id"], {})[row["channel"]] = row
        self.reports = []
        for row in self.table["report"]:
            if row["status"] != "current":
                continue
            body = agency[row["agency_id"]]
            r = dict(row, agency=body["name"], names=f'{body["name"]} {body["full_name"] or body["name"]}', kind=body["kind"],
                     level=body["level"], division_code=body["division_code"],
                     division=(division.get(body["division_code"]) or {}).get("name"), cells=outcomes.get(row["report_id"], {}))
            self.figures(r, reviews.get(row["report_id"], {}))
            self.reports.append(r)
        own = {(r["agency_id"], r["year"]) for r in self.reports if r["scope"] == "own"}
        for r in self.reports:
            r["counted"] = r["scope"] == "own" or (r["scope"] == "unknown" and (r["agency_id"], r["year"]) not in own)
        self.by_id = {r["report_id"]: r for r in self.reports}

    @staticmethod
    def figures(r, review):
        rows = r["cells"]
        total = {c: row["total"] if row["total"] is not None else add(*[row[a] for a in APPLICANTS]) for c, row in rows.items()}
        results = {c: v for c, v in total.items() if c not in NOT_RESULTS}
        known = [v for v in results.values() if v is not None]
        complete = len(known) == 18 + (1 if "other_handling" in results else 3)
        printed = (rows.get("outcome_total") or {}).get("total")
        settled = printed is not None and printed == sum(known)
        r["total"] = total
        for name, code in [("received", "received_new"), ("carried_in",) * 2, ("carried_out",) * 2]:
            r[name] = total.get(code)
        handled = printed if printed is not None else total.get("outcome_total")
        r["outcome_total"] = handled if handled is not None else (sum(known) if complete else None)
        r["settled"] = settled and not complete
        for name in ("disclosed", "partly_disclosed"):
            r[name] = total.get(name) if total.get(name) is not None else (0 if settled else None)
        sizes = dict(GROUPS, other=1 if "other_handling" in results else 3)
        for group, size in sizes.items():
            part = [v for c, v in results.items() if c.startswith(group + "_") and v is not None]
            r[group] = sum(part) if len(part) == size or settled else None
        r["given"] = add(r["disclosed"], r["partly_disclosed"])
        r["to_handle"] = add(r["received"], r["carried_in"])
        channels = {"reconsideration": ["reconsideration"], "litigation": ["litigation_direct", "litigation_after_reconsideration"]}
        for name, parts in channels.items():
            filled = []
            for part in parts:
                row = review.get(part)
                if row:
                    four = [row[k] for k in ("upheld", "corrected", "other", "pending")]
                    row = dict(row, closed=add(*four[:3]), total=row["total"] if row["total"] is not None else add(*four))
                filled.append(row or {})
            for key in ("upheld", "corrected", "other", "pending", "closed", "total"):
                r[f"{name}_{key}"] = add(*[row.get(key) for row in filled])
            r[name + "_printed"] = any(filled)
        r["disclosure_rate"] = over(r["given"], r["outcome_total"])
        r["full_disclosure_rate"] = over(r["disclosed"], r["outcome_total"])
        r["disclosure_rate_of_received"] = over(r["given"], r["to_handle"])
        r["handled_rate"] = over(r["outcome_total"], r["to_handle"])
        r["carried_out_rate"] = over(r["carried_out"], r["to_handle"])

    def pick(self, p, scope="counted", skip=()):
        """The reports that the filters leave. scope: counted, or any where none is asked for."""
        def fits(r):
            return ((p.get("year") is None or "year" in skip or r["year"] == p["year"])
                    and (p.get("agency") is None or p["agency"] in r["names"])
                    and (p.get("region") is None or (r["division_code"] or "").startswith(p["region"]))
                    and all(p.get(k) is None or r[k] == p[k] for k in ("level", "kind"))
                    and (r["scope"] == p["scope"] if p.get("scope") else scope == "any" or r["counted"]))
        return [r for r in self.reports if fits(r)]


def known(rows, *names):
    """The rows that state all of these."""
    return [r for r in rows if all(r[n] is not None for n in names)]


def total(rows, name):
    """The sum over the rows that state it; None where none does."""
    values = [r[name] for r in rows if r[name] is not None]
    return sum(values) if values else None


def ratio(rows, top, bottom):
    """Sum to sum, over the rows that state both."""
    rows = known(rows, top, bottom)
    return over(sum(r[top] for r in rows), sum(r[bottom] for r in rows)) if rows else None


def group(rows, *names):
    groups = {}
    for r in rows:
        groups.setdefault(tuple(r[n] for n in names), []).append(r)
    return groups


def cases(folder):
    """The answers of the program: query, parameters, rows."""
    for path in sorted((pathlib.Path(folder) / "answers").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        yield case["query"], case["parameters"], read(path.with_suffix(".csv"))
