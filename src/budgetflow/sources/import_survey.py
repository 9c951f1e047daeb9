"""A survey of budget columns as sources: one row of a table a region becomes one entry of the
registry.

The registry in `columns/` was made from two surveys of spring 2026 with these functions; a new
survey is brought in the same
way (`budgetflow sources survey`). What the survey could not reach or doubted is kept, with its
state and what was seen.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from budgetflow.reference.regions import find_region, region_named, region_of_code

_LEVELS = {"省级": "province", "地级市": "prefecture", "区县": "county"}
_STATES = {"是": "active", "存疑": "doubtful", "否": "unreachable"}
# Status codes with which bot filters of government sites answer.
_REFUSED = {"403", "412", "429", "468", "521"}
_SHORT = re.compile(
    r"(?:.{2,}?)(?=(?:(?:[\u4e00-\u9fff]{1,8}族)*自治[县州]|自治旗|新区|开发区|示范区|地区|县|区|"
    r"市|旗)$)"
)
# Columns of a system whose lists are datastores: https://host/col/col1229511129/index.html.
_HANWEB = re.compile(r"/col/col\d+/")

Row = Mapping[str, str]
Entry = dict[str, Any]


def columns(rows: Iterable[Row]) -> dict[str, list[Entry]]:
    """Return registry files (`65/6501.yaml`: a province's folder, a prefecture's file) from a
    survey of regional columns.

    Rows have province, city, county, region_name, level, url, reachable_2026_04, page_type,
    http_status, page_title. A region
    without a code of its own gets that of the place it belongs to, and its note says so.
    """
    rows = list(rows)
    # A county without a column of its own was given its city's address in the survey.
    shared = Counter(row["url"] for row in rows if row["url"])
    files: dict[str, list[Entry]] = defaultdict(list)
    taken: Counter[str] = Counter()
    for row in rows:
        code, own = _code(row)
        taken[code] += 1
        entry = _entry(row, code, shared[row["url"]] > 1)
        entry["id"] = f"r{code}" if taken[code] == 1 else f"r{code}-{taken[code]}"
        region = region_of_code(code)
        if own and region:
            entry["level"] = (
                region.level
            )  # the survey calls counties directly below a province prefectures
        else:
            entry["note"] = "; ".join(
                filter(None, ["no code of its own in GB/T 2260", entry.get("note", "")])
            )
        files[f"{code[:2]}/{code[:4]}.yaml"].append(entry)
    return {
        name: sorted(entries, key=lambda entry: entry["id"])
        for name, entries in sorted(files.items())
    }


def _entry(row: Row, code: str, shared: bool) -> Entry:
    url = row["url"].strip()
    status = row["http_status"]
    state = _STATES[row["reachable_2026_04"]] if url else "unreachable"
    notes = []
    if state != "active" or row["page_type"] != "预决算页面":
        notes.append(f"2026-04: HTTP {status or 'none'}, {row['page_type']}")
    if status in _REFUSED:
        notes.append("a bot filter answered")
    # What stands behind # is made by a script, which the crawl does not run.
    if "#/" in url:
        state = "doubtful" if state == "active" else state
        notes.append("a script application: find its JSON list and use method json_list")
    entry: Entry = {
        "id": "",
        "name": f"{row['region_name']}财政预决算",
        "region_code": code,
        "level": _LEVELS[row["level"]],
        "start_urls": [url] if url else [],
        # Told by the address: the survey has no page sources.
        "method": "jpage" if _HANWEB.search(url) else "list_pages",
    }
    if row["page_type"] in ("财政信息或上层栏目页面", "法定公开内容页面"):
        entry["depth"] = 2  # the budget column is one level below
    if shared:
        entry["include"] = [_short(row["region_name"])]
        notes.append("one column for several regions: entries are told apart by the region's name")
    if state != "active":
        entry["state"] = state
    if notes:
        entry["note"] = "; ".join(notes)
    return entry


def _code(row: Row) -> tuple[str, bool]:
    """Return the region code of a row, and whether it is the region's own."""
    province = find_region(row["province"])
    if province is None:
        raise ValueError(f"{row['province']!r} is no province of GB/T 2260")
    city = (
        region_named(row["city"], province.code)
        or find_region(row["city"], province.code)
        or province
    )
    if not row["county"]:
        return city.code, city is not province or not row["city"]
    county = region_named(row["county"], city.code) or region_named(row["county"], province.code)
    return (county or city).code, county is not None


def _short(name: str) -> str:
    """Return a region's name without the word for its kind: 洛川县 is 洛川; a name of two
    characters stays whole.
    """
    match = _SHORT.match(name)
    if match:
        return match.group(0)
    return name


def universities(rows: Iterable[Row]) -> dict[str, list[Entry]]:
    """Return registry files (`00/tsinghua.yaml`) from a survey of universities and the ministries
    above them.

    Rows have university, year, document_type, title, url, source_level. Index pages become lists;
    pages and files known by
    address become one source a body. Statistics and pointers of third parties are left out.
    """
    by_body: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if (
            row["url"]
            and not row["document_type"].startswith("macro")
            and row["source_level"].startswith("official")
        ):
            by_body[row["university"]].append(row)
    files = {}
    for body, known in by_body.items():
        slug = _slug(known)
        indexes = list(dict.fromkeys(row["url"] for row in known if "index" in row["source_level"]))
        direct = {row["url"]: row["title"] for row in known if "index" not in row["source_level"]}
        shared = {
            "region_code": "000000",
            "publisher": body,
            "level": "university" if "大学" in body else "central",
        }
        entries: list[Entry] = []
        if indexes:
            entries.append(
                {
                    "id": f"c-{slug}",
                    "name": f"{body}预决算",
                    **shared,
                    "start_urls": indexes,
                    "method": "list_pages",
                }
            )
        if direct:
            pages = [{"url": url, "title": title} for url, title in sorted(direct.items())]
            entries.append(
                {
                    "id": f"c-{slug}-known",
                    "name": f"{body}已知文件",
                    **shared,
                    "method": "known_addresses",
                    "known": pages,
                }
            )
        files[f"00/{slug}.yaml"] = entries
    return dict(sorted(files.items()))


def _slug(rows: list[Row]) -> str:
    """Return the name a body has on the internet: the label before `.edu.cn`, `.gov.cn` or `.cn`
    that most of its addresses have.
    """
    labels: Counter[str] = Counter()
    for row in rows:
        host = urlsplit(row["url"]).hostname or ""
        parts = re.sub(r"\.(?:(?:edu|gov|ac|com|org)\.)?cn$", "", host).split(".")
        # Most addresses and not the first: some documents lie on a ministry's server.
        labels[
            "-".join(parts[-2:] if parts[-1] == "cas" and parts[0] != "www" else parts[-1:])
        ] += 1
    return labels.most_common(1)[0][0]


def write_registry(files: Mapping[str, list[Entry]], folder: Path) -> int:
    """Write registry files below a folder, each over what was there; give how many sources they
    hold.
    """
    for name, entries in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(
            yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=200),
            encoding="utf-8",
        )
    return sum(len(entries) for entries in files.values())
