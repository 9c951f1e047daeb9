"""The first page: search, questions that open as answers, the largest, newest, most changed and
most in error, and how many disclosures each province has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from budgetflow.releases.descriptor import schema_org
from budgetflow.releases.site.numbers import change_words, money_words
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.province_tiles import Tile
from budgetflow.releases.site.publishers import Places, Publisher, chosen
from budgetflow.releases.site.rankings import Rankings, path_of
from budgetflow.releases.site.script_json import script_json

# Lines of each list.
SHOWN = 6
QUESTIONS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: who, where it leads, and what is said beside it in both languages."""

    publisher: Publisher
    href: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of the first page, with the page that has more of it."""

    zh: str
    en: str
    lines: list[Line]
    more: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with the page that answers it, and its number among the queries."""

    zh: str
    en: str
    href: str
    query: int


def write_front(
    site: Site,
    publishers: Iterable[Publisher],
    places: Places,
    rankings: Rankings,
    tiles: list[Tile],
) -> None:
    """Write `index.html`."""
    counts = site.version.counts
    everyone = list(publishers)
    told = [
        (len(everyone), "发布者", "publishers"),
        (counts["disclosures"], "公开", "disclosures"),
        (counts["amounts"], "表中数字", "figures in tables"),
        (counts["statements"], "文中数字", "figures in prose"),
        (counts["findings"], "核对发现", "findings"),
    ]
    lists = [
        _largest(rankings, places),
        _newest(places),
        _most_changed(everyone, rankings),
        _most_errors(places),
    ]
    site.page(
        "index.html",
        "index.html",
        dated=True,
        counts=told,
        tiles=tiles,
        lists=[listing for listing in lists if listing.lines],
        questions=questions_of(rankings),
        linked=Markup(script_json(schema_org(site.version))),  # noqa: S704  (our own words)
    )


def questions_of(rankings: Rankings) -> list[Question]:
    """Return the example questions that the release can answer."""
    asked = (
        (
            "three_public",
            "谁的“三公”经费最多？",
            "Who spends most on travel, vehicles, guests?",
            1,
        ),
        ("f205", "谁在教育上花得最多？", "Who spends most on education?", 3),
        ("projects", "最大的项目是哪些？", "Which projects are the largest?", 4),
        ("expenditure", "谁的支出最多？", "Whose budget is the largest?", 6),
        ("personnel", "谁的人员经费占比最高？", "Whose share of personnel is the highest?", 5),
    )
    found: list[Question] = []
    for what, zh, en, query in asked:
        when = rankings.newest(what)
        # The last one is always there: contradictions can be looked for in any release.
        if when is not None and len(found) < QUESTIONS - 1:
            found.append(Question(zh, en, path_of((what, when, "")), query))
    found.append(
        Question(
            "谁印出的数互相矛盾？",
            "Whose printed figures contradict each other?",
            "findings.html",
            8,
        )
    )
    return found


def _largest(rankings: Rankings, places: Places) -> Listing:
    when = rankings.newest("expenditure")
    lines = []
    for entry in [] if when is None else rankings.lists["expenditure", when, ""][:SHOWN]:
        disclosure, publisher = places[entry.disclosure_id]
        zh, en = money_words(entry.value)
        year = disclosure.fiscal_year or ""
        lines.append(_line(publisher, f"{year}年 {zh}", f"{year}, {en}"))
    if when is None:
        more = ""
    else:
        more = path_of(("expenditure", when, ""))
    return Listing("支出最多", "The largest budgets", lines, more)


def _newest(places: Places) -> Listing:
    dated = [pair for pair in places.values() if pair[0].published_on]
    dated.sort(key=lambda pair: (pair[0].published_on or "", pair[0].disclosure_id), reverse=True)
    lines = [
        Line(
            publisher,
            f"d/{d.slug}.html",
            f"{d.fiscal_year or ''} {d.stage_zh} · {d.published_on}",
            f"{d.fiscal_year or ''} {d.stage_en} · {d.published_on}",
        )
        for d, publisher in dated[:SHOWN]
    ]
    return Listing("最近公开", "Published most recently", lines, "changes.html")


def _most_changed(publishers: Iterable[Publisher], rankings: Rankings) -> Listing:
    """List the largest changes of a budget against the year before, in yuan, either way; only
    disclosures of one scope are compared.
    """
    found = []
    for publisher in publishers:
        known = chosen(publisher.disclosures)
        for (year, stage), now in known.items():
            before = known.get((year - 1, stage))
            if before is None or before.scope != now.scope or stage != "budget":
                continue
            spent = rankings.spent.get(now.disclosure_id)
            earlier = rankings.spent.get(before.disclosure_id)
            if spent and earlier:
                found.append((year, abs(spent - earlier), publisher, spent, earlier))
    if not found:
        return Listing("变动最大", "Changed most", [], "")
    newest = max(year for year, *_ in found)
    of_year = sorted(
        (item for item in found if item[0] == newest),
        key=lambda item: (-item[1], item[2].publisher_id),
    )
    lines = []
    for year, _, publisher, spent, earlier in of_year[:SHOWN]:
        zh, en = money_words(spent)
        change = change_words(spent, earlier)
        lines.append(_line(publisher, f"{year}年 {zh}，{change}", f"{year}, {en}, {change}"))
    return Listing("比上年变动最大", "Changed most against the year before", lines, "")


def _most_errors(places: Places) -> Listing:
    accused = [pair for pair in places.values() if pair[0].errors]
    accused.sort(key=lambda pair: (-pair[0].errors, -(pair[0].fiscal_year or 0), pair[0].slug))
    lines = [
        Line(
            publisher,
            f"d/{d.slug}.html#findings",
            f"{d.fiscal_year or ''} {d.stage_zh} · {d.errors} 处",
            f"{d.fiscal_year or ''} {d.stage_en} · {d.errors}",
        )
        for d, publisher in accused[:SHOWN]
    ]
    return Listing("差错最多", "Most errors of the publisher's own", lines, "findings.html")


def _line(publisher: Publisher, zh: str, en: str) -> Line:
    return Line(publisher, f"p/{publisher.publisher_id}.html", zh, en)
