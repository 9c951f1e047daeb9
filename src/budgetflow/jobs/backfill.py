"""Years and regions that were never visited, or must be visited again from the beginning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from budgetflow.jobs.nightly import nightly
from budgetflow.jobs.steps.model import Steps
from budgetflow.jobs.summary import RunSummary
from budgetflow.sources.source import Source


def backfill(
    sources: Sequence[Source],
    first_year: int,
    last_year: int,
    steps: Steps,
    *,
    regions: Sequence[str] = (),
    release: bool = True,
) -> RunSummary:
    """Crawl and store the disclosures of a range of budget years, then make a release.

    Keeps a memory of its own beside the nightly one, so a backfill that was cut goes on where it
    was and disturbs no night. `regions` are beginnings of region codes; none: all.
    """
    years = f"{first_year}-{last_year}"
    return nightly(
        narrowed(sources, first_year, last_year, regions),
        steps,
        release=release,
        state=Path(steps.settings.store("state"), "backfill", years),
    )


def narrowed(
    sources: Sequence[Source], first_year: int, last_year: int, regions: Sequence[str]
) -> list[Source]:
    """Return the sources of some regions, told to look back to the first year and to leave titles
    of other years alone.

    `regions` are beginnings of region codes (`65` a province, `6501` a prefecture); none: all. A
    title that names no year is visited: the year is then in the document. Raises ValueError for
    years in the wrong order.
    """
    if first_year > last_year:
        raise ValueError(f"first_year {first_year} is after last_year {last_year}")
    years = "|".join(str(year) for year in range(first_year, last_year + 1))
    # Matched before an announcement's page is fetched: other years cost no request of their own.
    other_years = rf"\A(?!.*(?:{years}))[^\n]*20\d\d"
    # A budget is announced in its year, now and then late in the year before; final accounts in the
    # year after.
    wanted = {"since": date(first_year - 1, 10, 1), "max_pages": 2000}
    return [
        source.model_copy(update={**wanted, "exclude": (*source.exclude, other_years)})
        for source in sources
        if not regions or source.region_code.startswith(tuple(regions))
    ]
