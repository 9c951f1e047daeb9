"""The coverage ledger: what each source should have published by the legal calendar, against what
was seen; and alarms on silence.

The Budget Law (预算法, 2018, article 14) has budgets published within 20 days of their approval and
final accounts likewise.
People's congresses approve budgets from January to March and final accounts from June to September,
so budgets are due by the
end of April of the budget year at the latest, final accounts by the end of October of the year
after it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from budgetflow.crawl.state.found import Found
from budgetflow.crawl.state.store import CrawlState
from budgetflow.sources.source import Source

if TYPE_CHECKING:
    from budgetflow.lake.store import Lake

STAGES = ("budget", "final_accounts")
# Month and day: the latest that the Budget Law allows, see above.
_DUE = {"budget": "04-30", "final_accounts": "10-31"}
_YEAR = re.compile(r"(20\d{2})\s*(?:年度?|财政年度|(?=\D{0,6}[预决]\s*算))")
# The rules on how final accounts are drawn up speak of them and are none.
_FINAL = re.compile(r"决\s*算(?!草案编制)")
# A report on how a budget was carried out is none, unless it drafts the next one as well.
_BUDGET = re.compile(r"预\s*算(?!执行)|绩效目标|专项资金")
_LONGEST_HISTORY = timedelta(days=3 * 366)
# Budgets and final accounts come once a year: a pause shorter than that says nothing.
_A_YEAR = 365
# Time beyond a source's usual interval before its silence is an alarm.
_PATIENCE = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Coverage:
    """One source, fiscal year and stage: a row of the dataset `coverage`."""

    source_id: str
    region_code: str
    fiscal_year: int
    stage: str
    expected: int
    """Disclosures the source is expected to publish: as many as in the last year it did, one where
    it never did.
    """
    state: str
    """`published`, `late`, `withdrawn`, `blocked`, `image_only`, `not_yet_due`."""
    last_new_on: date | None


@dataclass(frozen=True, slots=True)
class Silence:
    """A source that answers and yields nothing for longer than it ever did: an alarm, not a
    success.
    """

    source_id: str
    last_new_on: date | None
    message: str


def coverage(sources: Iterable[Source], state_dir: Path, today: date) -> list[Coverage]:
    """Return the ledger of the budgets and final accounts that are due or open on a day: this
    year's and last year's.
    """
    state = CrawlState(state_dir / "crawl.sqlite")
    try:
        return [row for source in sources for row in _of_source(source, state, today)]
    finally:
        state.close()


def silent(sources: Iterable[Source], state_dir: Path, today: date) -> list[Silence]:
    """Return the alarms on silence: sources visited without trouble whose last news is older than
    their usual interval.
    """
    state = CrawlState(state_dir / "crawl.sqlite")
    try:
        found = (silence(source, state, today) for source in sources if source.crawled)
        return [alarm for alarm in found if alarm]
    finally:
        state.close()


def year_and_stage(title: str, published_on: date | None) -> tuple[int, str] | None:
    """Return the fiscal year and the stage that a title speaks of; a title without a year takes it
    from the day of publication.

    None where a title names neither budget nor final accounts, or no year can be had.
    """
    # Final accounts first: their titles often name the budget they are held against.
    if _FINAL.search(title):
        stage = "final_accounts"
    elif _BUDGET.search(title):
        stage = "budget"
    else:
        return None
    years = _YEAR.findall(title)
    if years:
        # 关于2025年预算执行情况和2026年预算草案的报告 is the budget of the last year it names
        of_last = "预算草案" in title or "预算执行" in title
        return int(years[-1] if of_last else years[0]), stage
    if published_on is None:
        return None
    if stage == "final_accounts":
        return published_on.year - 1, stage  # published in the year after
    return published_on.year, stage


def due_on(source: Source, fiscal_year: int, stage: str) -> date:
    """Return the day by which a stage of a year is expected: the source's own, else the legal
    calendar's.
    """
    named = {str(key): value for key, value in source.expected_by.items()}
    month, day = (named.get(stage) or _DUE[stage]).split("-")
    return date(fiscal_year + (stage == "final_accounts"), int(month), int(day))


def _of_source(source: Source, state: CrawlState, today: date) -> list[Coverage]:
    """Return a row for each year and stage that is due, or nearly, of one source."""
    seen: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    newest: dict[tuple[int, str], date] = {}
    for item in _latest(state.found_of(source.id)):
        key = year_and_stage(item.title, item.published_on)
        if key is None:
            continue
        seen[key][item.state] += 1
        if item.published_on:
            newest[key] = max(newest.get(key, item.published_on), item.published_on)
    images = {year_and_stage(title, day) for title, day in state.image_only(source.id)}
    blocked = _is_blocked(source, state)
    rows = []
    # This year's and last year's: final accounts are due in the year after.
    for year in (today.year - 1, today.year):
        for stage in STAGES:
            due = due_on(source, year, stage)
            # A year before it is due nobody expects it, and a row would only say so.
            if due - timedelta(days=365) > today:
                continue
            key = (year, stage)
            rows.append(
                Coverage(
                    source.id,
                    source.region_code,
                    year,
                    stage,
                    _expected(seen, year, stage),
                    _state(seen[key], key in images, blocked, due, today),
                    newest.get(key),
                )
            )
    return rows


def _is_blocked(source: Source, state: CrawlState) -> bool:
    """Check whether a source, or one of its announcements, refused the crawler last."""
    if "blocked" in (state.source(source.id).get("trouble") or ""):
        return True
    return bool(state.announcements(source.id, "blocked"))


def _expected(seen: Mapping[tuple[int, str], Counter[str]], year: int, stage: str) -> int:
    """Return how many announcements the latest earlier year had of a stage, at least one."""
    years = sorted((other for other, kind in seen if kind == stage and other < year), reverse=True)
    counts = (sum(seen[other, stage].values()) for other in years)
    return next((count for count in counts if count), 1)


def _state(seen: Counter[str], images: bool, blocked: bool, due: date, today: date) -> str:
    # In this order: what was seen outweighs why it was not seen.
    if seen["new"] or seen["revised"]:
        return "published"
    if seen["withdrawn"]:
        return "withdrawn"
    if images:
        return "image_only"
    if blocked:
        return "blocked"
    if today > due:
        return "late"
    return "not_yet_due"


def _latest(items: list[Found]) -> list[Found]:
    """Return each file's last item: a withdrawal stands for the file it withdraws."""
    return list({(item.landing_url, item.source_url): item for item in items}.values())


def silence(source: Source, state: CrawlState, today: date) -> Silence | None:
    """Return the alarm on one source, or None: it never answered, is in trouble (which is reported
    as such), or is not silent yet.
    """
    visits = state.source(source.id)
    if not visits.get("last_answer") or visits.get("trouble"):
        return None
    days = sorted(day for day in state.announced_days(source.id) if day <= today)
    # Silence of a source that never said anything cannot be measured by its own pauses.
    if not days:
        if source.method == "known_addresses" or state.found_of(source.id):
            return None  # it yields, but its lists print no days
        return Silence(
            source.id,
            None,
            f"answers, but never yielded anything; look at {source.host} in a browser",
        )
    recent = [day for day in days if today - day <= _LONGEST_HISTORY]
    # At least a year, and as long as its longest pause: many sources publish only budgets.
    usual = max([(after - before).days for before, after in pairwise(recent)] + [_A_YEAR])
    if today - days[-1] <= timedelta(days=usual) + _PATIENCE:
        return None
    message = (
        f"nothing new since {days[-1]} ({(today - days[-1]).days} days; its longest pause "
        f"in three years was {usual} days)"
    )
    return Silence(source.id, days[-1], message)


def keep(sources: Iterable[Source], state_dir: Path, lake: Lake, today: date) -> int:
    """Store the ledger's rows in the lake, those of other sources staying as they are; give how
    many rows it has now.
    """
    rows = [asdict(row) for row in coverage(sources, state_dir, today)]
    ours = {row["source_id"] for row in rows}
    # Sources that were not asked this time keep their rows.
    others = [row for row in lake.read("coverage").to_pylist() if row["source_id"] not in ours]
    kept = sorted(
        [*others, *rows], key=lambda row: (row["source_id"], row["fiscal_year"], row["stage"])
    )
    if kept:
        lake.put("coverage", kept)
    return len(kept)
