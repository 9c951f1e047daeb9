"""The pages of rankings: one for each thing ranked, year and place, with the others at hand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from budgetflow.contracts.vocabulary import STAGES
from budgetflow.releases.site.numbers import plain_money
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.provinces import PLACES
from budgetflow.releases.site.publishers import Disclosure, Places, Publisher
from budgetflow.releases.site.rankings import (
    KINDS,
    Entry,
    Key,
    Period,
    Rankings,
    path_of,
    words_of,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to another ranking; the chosen one is no link."""

    zh: str
    en: str
    href: str
    chosen: bool
    code: str = ""
    """Of the function, where it is one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ranking as a page shows it."""

    disclosure: Disclosure
    publisher: Publisher
    name: str
    """Of the project, where projects are ranked."""
    value: tuple[str, str]
    share: str
    """Of its expenditure, empty where it says nothing."""
    width: float
    """Of its bar, in percent of the largest."""


def write_rankings(site: Site, rankings: Rankings, places: Places) -> None:
    """Write the page of each ranking and `rankings.html`, which leads to them."""
    for key in rankings.lists:
        _write(site, path_of(key), key, rankings, places)
    first = next(
        (what for what in ("three_public", *rankings.kinds()) if rankings.newest(what)), None
    )
    if first is None:
        site.page(
            "rankings.html", "rankings.html", key=None, lines=[], kinds=[], periods=[], regions=[]
        )
        return
    when = rankings.newest(first)
    assert when is not None
    _write(site, "rankings.html", (first, when, ""), rankings, places)


def _write(site: Site, path: str, key: Key, rankings: Rankings, places: Places) -> None:
    what, when, province = key
    zh, en = words_of(what)
    site.page(
        path,
        "rankings.html",
        key=key,
        zh=f"{_place(province)[0]}{period_words(when)[0]}{zh}排名",
        en=f"{en}, {period_words(when)[1]}{', ' + _place(province)[1] if province else ''}",
        percent=what == "personnel",
        projects=what == "projects",
        shares=what not in ("personnel", "projects", "expenditure"),
        lines=lines_of(rankings.lists[key], places, percent=what == "personnel"),
        kinds=_kinds(key, rankings),
        periods=[
            Choice(*period_words(other), path_of((what, other, province)), other == when)
            for other in rankings.periods(what, province)
        ],
        regions=[
            Choice(*_place(other), path_of((what, when, other)), other == province)
            for other in ("", *PLACES)
            if (what, when, other) in rankings.lists
        ],
    )


def _kinds(key: Key, rankings: Rankings) -> list[Choice]:
    """Return what else is ranked: of the same year and place where it is, else the newest."""
    what, when, province = key
    found = []
    for other in rankings.kinds():
        nearest: Key = (other, when, province)
        if nearest not in rankings.lists:
            newest = rankings.newest(other)
            if newest is None:
                continue
            nearest = (other, newest, "")
        if other in KINDS:
            code = ""
        else:
            code = other.removeprefix("f")
        found.append(Choice(*words_of(other), path_of(nearest), other == what, code))
    return found


def lines_of(entries: list[Entry], places: Places, *, percent: bool = False) -> list[Line]:
    """Return the lines of a ranking for a page."""
    most = max((entry.value for entry in entries), default=Decimal(0)) or Decimal(1)
    lines = []
    for entry in entries:
        disclosure, publisher = places[entry.disclosure_id]
        said = f"{entry.value:.1f}%"
        if percent or not entry.whole:
            share = ""
        else:
            share = f"{100 * entry.value / entry.whole:.1f}%"
        lines.append(
            Line(
                disclosure,
                publisher,
                entry.name,
                (said, said) if percent else plain_money(entry.value),
                share,
                float(max(Decimal(0), round(100 * entry.value / most, 1))),
            )
        )
    return lines


def period_words(when: Period) -> tuple[str, str]:
    """Return a year and stage in both languages."""
    year, stage = when
    return f"{year}年{STAGES.get(stage, '')}", f"{year} {stage.replace('_', ' ')}"


def _place(province: str) -> tuple[str, str]:
    if not province:
        return "全国", "whole country"
    zh, en, *_ = PLACES.get(province, (province, province))
    return zh, en
