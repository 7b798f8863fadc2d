"""What the queries should answer, a function each: rows by their key, the columns that are compared."""

from base import APPLICANTS, NOT_RESULTS, add, group, known, over, ratio, total

PER_REPORT = ("agency", "division", "year", "scope")


def year_rows(b, p, row, scope="counted", by=("year",)):
    return by, [dict(zip(by, key), **row(rows)) for key, rows in group(b.pick(p, scope), *by).items()]


def report_rows(rows, *names):
    return PER_REPORT, [{k: r[k] for k in PER_REPORT + names} for r in rows]


def applications_by_agency(b, p):
    return report_rows(b.pick(p, "any"), "received", "carried_in", "outcome_total", "carried_out", "handled_rate", "carried_out_rate")


def applications_by_region(b, p):
    return year_rows(b, p, lambda rows: {
        "reports": len(rows), "reports_stating_received": len(known(rows, "received")), "received": total(rows, "received"),
        "outcome_total": total(rows, "outcome_total"), "carried_out": total(rows, "carried_out")}, by=("division_code", "year"))


def applicant_mix(b, p):
    def row(rows):
        new = [r["cells"].get("received_new") for r in rows]
        new = [c for c in new if c and add(*[c[a] for a in APPLICANTS]) is not None]
        everyone = sum(c[a] for c in new for a in APPLICANTS) if new else None
        shares = {a + "_share": over(sum(c[a] for c in new), everyone) for a in APPLICANTS}
        return {"reports": len(rows), "reports_summed": len(new), "received_new": everyone, **shares}
    return year_rows(b, p, row)


def by_level(b, p):
    return year_rows(b, p, lambda rows: {
        "reports": len(rows), "received": total(rows, "received"), "outcome_total": total(rows, "outcome_total"),
        "carried_out": total(rows, "carried_out"), "handled_rate": ratio(rows, "outcome_total", "to_handle"),
        "reports_rated_disclosure": len(known(rows, "given", "outcome_total")),
        "disclosure_rate": ratio(rows, "given", "outcome_total"),
        "reconsideration_total": total(rows, "reconsideration_total"),
        "litigation_total": total(rows, "litigation_total")}, by=("year", "level", "kind"))


def trend(b, p):
    return year_rows(b, p, lambda rows: {
        "reports": len(rows), "received": total(rows, "received"), "outcome_total": total(rows, "outcome_total"),
        "reports_stating_handled": len(known(rows, "outcome_total")),
        "reports_rated_disclosure": len(known(rows, "given", "outcome_total")), "disclosure_rate": ratio(rows, "given", "outcome_total"),
        "reconsideration_total": total(rows, "reconsideration_total"), "litigation_total": total(rows, "litigation_total")})


def disclosure_rates(b, p):
    def row(rows):
        stating = known(rows, "outcome_total")
        handled = total(rows, "outcome_total")
        return {
            "reports": len(rows), "outcome_total": handled, "reports_stating_given": len(known(stating, "given")),
            "disclosure_rate": ratio(rows, "given", "outcome_total"),
            "disclosure_rate_low": over(sum(r["given"] or 0 for r in stating), handled),
            "disclosure_rate_high": over(sum(r["outcome_total"] if r["given"] is None else r["given"] for r in stating), handled),
            "full_disclosure_rate": ratio(rows, "disclosed", "outcome_total"),
            "disclosure_rate_of_received": ratio(rows, "given", "to_handle")}
    return year_rows(b, p, row)


def ranked(rows, name, column, p, highest, word):
    """Rows with their rank within the year, 1 for the highest or lowest; what is small or open has none."""
    key, out = report_rows(rows, name, "outcome_total")
    for made, r in zip(out, rows):
        good = r[name] is not None and r["outcome_total"] >= p["min_cases"] and r["outcome_total"] > 0
        alike = [o for o in rows if o["year"] == r["year"] and (o["scope"] == "consolidated") == (r["scope"] == "consolidated")]
        others = [o[name] for o in alike if o[name] is not None and o["outcome_total"] >= p["min_cases"]]
        made[column] = 1 + sum(v > r[name] if highest else v < r[name] for v in others) if good else None
        made["handled"] = made.pop("outcome_total")
    return key, out


def disclosure_ranking(b, p):
    return ranked(b.pick(p, "any"), "disclosure_rate", "rank_from_lowest", p, False, "")


def stated(r, code):
    """A row total, 0 where the printed total leaves nothing for a blank that the form prints."""
    value = r["total"].get(code)
    short = "other_handling" in r["total"]
    printed = not code.startswith("other_") or (code == "other_handling") == short
    return 0 if value is None and r["settled"] and printed else value


def not_held(b, p):
    rows = b.pick(p)
    for r in rows:
        r["not_held_share"] = over(stated(r, "unavailable_not_held"), r["outcome_total"])
    return ranked(rows, "not_held_share", "rank_from_highest", p, True, "")


def outcome_mix(b, p, groups=None):
    rows = []
    for (year,), reports in group(b.pick(p), "year").items():
        stating = known(reports, "outcome_total")
        handled = total(stating, "outcome_total")
        rest = {}
        for r in stating:
            said = sum(v for c, v in r["total"].items() if c not in NOT_RESULTS and v is not None)
            rest[r["report_id"]] = r["outcome_total"] if said > r["outcome_total"] else r["outcome_total"] - said
        for code in sorted({f["row_code"] for f in b.table["form_cell"] if f["table_name"] == "application_outcome"} - NOT_RESULTS):
            if groups and not code.startswith(groups):
                continue
            saying = [r for r in stating if stated(r, code) is not None]
            if code.startswith("other_") and not saying:
                continue
            low = sum(stated(r, code) for r in saying)
            room = sum(rest[r["report_id"]] for r in stating if stated(r, code) is None)
            rows.append({
                "year": year, "outcome": code, "reports": len(reports), "reports_summed": len(saying), "outcome_total": handled,
                "outcome_share": over(low, handled) if not room else None, "outcome_share_low": over(low, handled),
                "outcome_share_high": over(low + room, handled)})
    return ("year", "outcome"), rows


def refusal_reasons(b, p):
    return outcome_mix(b, p, ("withheld_", "unavailable_", "declined_"))


def pairs(b, p):
    """Reports with that of the year before of the same body and scope."""
    rows = b.pick(p, skip=("year",))
    before = {(r["agency_id"], r["scope"], r["year"] + 1): r for r in rows}
    return [(r, before[key]) for r in rows if (key := (r["agency_id"], r["scope"], r["year"])) in before]


def outcome_change(b, p):
    year = p.get("year") or max(r["year"] for r in b.reports)
    found = {}
    for now, was in pairs(b, p):
        if now["year"] == year and now["outcome_total"] is not None and was["outcome_total"] is not None:
            for code in set(now["total"]) & set(was["total"]) - NOT_RESULTS:
                four = was["total"][code], was["outcome_total"], now["total"][code], now["outcome_total"]
                if None not in four:
                    found.setdefault(code, []).append(four)
    rows = []
    for code, fours in found.items():
        a, b_, c, d = map(sum, zip(*fours))
        rows.append({"outcome": code, "bodies": len(fours), "applications_before": a, "applications": c, "outcome_share_before": over(a, b_),
                     "outcome_share": over(c, d), "share_change": None if not b_ or not d else c / d - a / b_})
    return ("outcome",), rows


def growth(b, p):
    found = [{"year": n["year"], "now": n["received"], "was": w["received"]} for n, w in pairs(b, p)
             if None not in (n["received"], w["received"]) and p.get("year") in (None, n["year"])]
    return ("year",), [
        {"year": year, "bodies": len(rows), "received_before": total(rows, "was"), "received": total(rows, "now"),
         "growth_rate": ratio(rows, "now", "was") - 1 if total(rows, "was") else None}
        for (year,), rows in group(found, "year").items()]


def year_over_year(b, p):
    before = {(r["agency_id"], r["scope"], r["year"] + 1): r for r in b.reports}
    rows = b.pick(p, "any")
    for r in rows:
        last = before.get((r["agency_id"], r["scope"], r["year"]), {}).get("received")
        r["growth_rate"] = None if last in (None, 0) or r["received"] is None else r["received"] / last - 1
    return report_rows(rows, "received", "growth_rate", "disclosure_rate", "outcome_total", "carried_out")


def review_rates(b, p):
    rows = []
    for (year,), reports in group(b.pick(p), "year").items():
        for channel in ("reconsideration", "litigation"):
            name = channel + "_"
            rows.append({
                "year": year, "channel": channel, "reports": len(reports), "cases": total(reports, name + "total"),
                "corrected": total(reports, name + "corrected"), "closed": total(reports, name + "closed"),
                "corrected_of_all_rate": ratio(reports, name + "corrected", name + "total"),
                "corrected_of_closed_rate": ratio(reports, name + "corrected", name + "closed"),
                "review_rate": ratio(reports, name + "total", "outcome_total")})
    return ("year", "channel"), rows


def reviews(b, p):
    rows = []
    for r in b.pick(p, "any"):
        for name in ("reconsideration", "litigation"):
            cases, corrected, closed = (r[f"{name}_{k}"] for k in ("total", "corrected", "closed"))
            if r[name + "_printed"] and (cases is None or cases >= p["min_cases"]):
                rows.append({**{k: r[k] for k in PER_REPORT}, "channel": name, "cases": cases, "corrected": corrected, "closed": closed,
                             "corrected_of_all_rate": over(corrected, cases), "corrected_of_closed_rate": over(corrected, closed)})
    return PER_REPORT + ("channel",), rows


def fees(b, p):
    stated = {row["report_id"]: row for row in b.table["information_fee"]}
    rows = []
    for r in b.pick(p, "any"):
        fee = stated.get(r["report_id"])
        if fee and any(fee[k] != 0 for k in ("notices", "billed_yuan", "collected_yuan")):
            rows.append({**{k: r[k] for k in PER_REPORT}, **{k: fee[k] for k in ("notices", "billed_yuan", "collected_yuan")},
                         "collected_share": over(fee["collected_yuan"], fee["billed_yuan"])})
    return PER_REPORT, rows


def normative_documents(b, p):
    stock = {row["report_id"]: row for row in b.table["section20"] if row["item"] == p["item"]}
    before = {(r["agency_id"], r["scope"], r["year"] + 1): stock.get(r["report_id"], {}) for r in b.reports}
    rows = []
    for r in b.pick(p, "any"):
        s = stock.get(r["report_id"])
        if s and r["form"] == "2021":
            last = before.get((r["agency_id"], r["scope"], r["year"]), {}).get("in_force")
            four = s["in_force"], last, s["issued"], s["repealed"]
            rows.append({**{k: r[k] for k in PER_REPORT}, "in_force": s["in_force"], "in_force_before": last,
                         "stock_difference": None if None in four else four[0] - (four[1] + four[2] - four[3])})
    return PER_REPORT, rows


def quartiles(values):
    values = sorted(values)
    return [values[(len(values) - 1) * q // 4] for q in (1, 2, 3)]


def outliers_peers(b, p):
    def peers_of(r):
        return (r["year"], r["level"], r["kind"], (r["division_code"] or "")[:2])
    shown = b.pick(p)
    everyone = b.pick({k: v for k, v in p.items() if k not in ("agency", "region")})
    rates = {}
    for r in everyone:
        if None not in (r[p["indicator"]], r["outcome_total"]) and r["outcome_total"] >= p["min_cases"] and r["level"] and r["division_code"]:
            rates.setdefault(peers_of(r), []).append(r[p["indicator"]])
    rows = []
    for r in shown:
        rate, others = r[p["indicator"]], rates.get(peers_of(r), [])
        small = None in (rate, r["outcome_total"]) or r["outcome_total"] < p["min_cases"] or len(others) < p["min_peers"]
        low = high = middle = None
        if others:
            q1, middle, q3 = quartiles(others)
            low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
        if small or not low <= rate <= high:
            rows.append({**{k: r[k] for k in PER_REPORT}, "rate": rate, "peers": len(others) or None, "median": middle, "fence_low": low, "fence_high": high})
    return PER_REPORT, rows


def outliers_history(b, p):
    mine = group(b.pick(p, skip=("year",)), "agency_id", "scope")
    rows = []
    for reports in mine.values():
        for r in reports:
            if p.get("year") not in (None, r["year"]):
                continue
            past = [o for o in reports if o["year"] < r["year"]]
            volumes, rated = known(past, "received"), known(past, "given", "outcome_total")
            mean = over(total(volumes, "received"), len(volumes))
            before = ratio(past, "given", "outcome_total")
            base = sum(o["outcome_total"] for o in rated)
            big = len(volumes) >= 2 and r["received"] is not None and (r["received"] >= p["min_cases"] or mean >= p["min_cases"])
            good = len(rated) >= 2 and r["given"] is not None and (r["outcome_total"] or 0) >= p["min_cases"] and base >= p["min_cases"]
            jump = big and (r["received"] > 0 if mean == 0 else not 1 / p["factor"] < r["received"] / mean < p["factor"])
            turn = good and None not in (r["disclosure_rate"], before) and abs(r["disclosure_rate"] - before) >= p["points"]
            if not (big or good) or jump or turn:
                change = None if None in (r["disclosure_rate"], before) else r["disclosure_rate"] - before
                rows.append({**{k: r[k] for k in PER_REPORT}, "years_received": len(volumes), "received_mean_before": mean,
                             "received_ratio": over(r["received"], mean), "disclosure_rate_before": before, "rate_change": change})
    return PER_REPORT, rows


def peers(b, p):
    fitting = [r for r in b.reports if p["agency"] in r["names"] and p.get("year") in (None, r["year"])]
    if not fitting:
        return ("indicator",), []
    own = min(fitting, key=lambda r: (r["agency"] != p["agency"], len(r["agency"]), r["agency"], len(r["names"]), r["names"], -r["year"], r["scope"]))
    whole = own["scope"] == "consolidated"
    alike = [r for r in b.reports
             if (r["year"], r["level"], r["kind"], r["division_code"][:2]) == (own["year"], own["level"], own["kind"], own["division_code"][:2])
             and (r["scope"] == "consolidated") == whole and (whole or r["counted"] or r is own)]
    rows = []
    for name in ("received", "outcome_total", "reconsideration_total", "litigation_total", "handled_rate", "carried_out_rate",
                 "disclosure_rate", "full_disclosure_rate", "disclosure_rate_of_received"):
        good = [r for r in known(alike, name) if not name.endswith(("rate", "received")) or name == "received"
                or (r["outcome_total"] or 0) >= p["min_cases"]]
        values = [r[name] for r in good]
        q1, middle, q3 = quartiles(values) if values else [None] * 3
        rows.append({"indicator": name, "agency": own["agency"], "value_shown": own[name], "peers": len(values), "median": middle, "q1": q1, "q3": q3,
                     "peers_left_out": len(alike) - len(values),
                     "rank_from_highest": 1 + sum(v > own[name] for v in values) if own in good else None})
    return ("indicator",), rows


def quality(b, p):
    rows = []
    count = lambda name, test: group([row for row in b.table[name] if test(row)], "report_id")
    errors, warnings = (count("finding", lambda f, s=s: f["severity"] == s) for s in ("error", "warning"))
    problems = count("problem", lambda row: True)
    missing = count("problem", lambda row: row["code"] == "table_missing")
    unknown = count("cell_note", lambda n: n["state"] in ("blank", "unreadable", "ambiguous"))
    for r in b.pick(p, "any"):
        e, w, m, t, u = (len(found.get((r["report_id"],), [])) for found in (errors, warnings, problems, missing, unknown))
        score = max(0, 100 - 10 * e - 3 * w - 5 * m - 25 * t - u)
        if score < p["below"]:
            rows.append({**{k: r[k] for k in PER_REPORT}, "errors": e, "warnings": w, "problems": m, "tables_missing": t, "cells_unknown": u, "quality_score": score})
    return PER_REPORT, rows


def form_series(b, p):
    rows = []
    cells = {(c["row_code"], c["column_code"]): (c["in_2019"], c["in_2021"]) for c in b.table["form_cell"] if c["table_name"] == "section20"}
    items = group(b.table["section20"], "report_id")
    for (year,), reports in group(b.pick(p, skip=("year",)), "year").items():
        for name in ("received", "carried_in", "disclosed", "partly_disclosed", "withheld", "unavailable", "declined", "other",
                     "outcome_total", "carried_out", "reconsideration_total", "litigation_total"):
            rows.append({"indicator": name, "measure": None, "year": year, "reports_asked": len(reports),
                         "reports_stating": len(known(reports, name)), "total": total(reports, name), "comparable": "all years"})
        for (item, column), (old, new) in cells.items():
            values = [s for r in reports for s in items.get((r["report_id"],), []) if s["item"] == item and s[column] is not None]
            printed = sum(old if r["form"] == "2019" else new for r in reports if r["form"] in ("2019", "2021"))
            asked = printed + len([r for r in reports if r["form"] not in ("2019", "2021")])
            if printed or values:
                rows.append({"indicator": item, "measure": column, "year": year, "reports_asked": asked, "reports_stating": len(values),
                             "total": total(values, column),
                             "comparable": "all years" if old and new else "form of 2019 only" if old else "form of 2021 only"})
    return ("indicator", "measure", "year"), rows


def missing_reports(b, p):
    years = {r["year"] for r in b.reports}
    rows = []
    for reports in group(b.pick(p, "any", skip=("year",)), "agency_id").values():
        mine = {r["year"] for r in b.reports if r["agency_id"] == reports[0]["agency_id"]}
        for year in years - mine:
            if p.get("year") in (None, year):
                verdict = "no report yet" if year < min(mine) else "no report since" if year > max(mine) else "gap"
                rows.append({"year": year, "name": reports[0]["agency"], "division": reports[0]["division"], "verdict": verdict})
    return ("year", "name", "division"), rows


def share_of_reports(b, p, found, *key):
    here = {r["report_id"] for r in b.pick(p, "any")}
    found = [row for row in found if row["report_id"] in here]
    return key, [dict(zip(key, k), reports=len({r["report_id"] for r in rows}), reports_share=over(len({r["report_id"] for r in rows}), len(here)))
                 for k, rows in group(found, *key).items()]


def blank_cells(b, p):
    open_ = [n for n in b.table["cell_note"] if n["state"] in ("blank", "not_applicable", "unreadable", "ambiguous")]
    return share_of_reports(b, p, open_, "table_name", "row_code", "column_code", "state")
