"""Comparisons to start with: publishers that a reader would set side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from budgetflow.releases.site.english_names import place_name
from budgetflow.releases.site.publishers import Places, Publisher
from budgetflow.releases.site.rankings import Rankings

# A title in both languages, and the publishers.
Example = tuple[str, str, list[Publisher]]


def examples_of(rankings: Rankings, places: Places) -> list[Example]:
    """Return up to three comparisons: the largest budgets, the highest spending on the three public
    expenses, and bodies of one place and kind.
    """
    found: list[Example] = []
    for what, zh, en in (
        ("expenditure", "支出最多的单位", "The largest budgets"),
        ("three_public", "“三公”经费最多的单位", "Most on the three public expenses"),
    ):
        members = _first(rankings, places, what)
        if len(members) > 1:
            found.append((zh, en, members))
    alike = _alike(rankings, places)
    if alike:
        place = alike[0].places[-1] if alike[0].places else ""
        found.append((f"{place}的单位", f"Bodies of one place: {place_name(place)}", alike))
    return found


def _first(rankings: Rankings, places: Places, what: str) -> list[Publisher]:
    when = rankings.newest(what)
    if when is None:
        return []
    entries = rankings.lists[what, when, ""]
    return [places[entry.disclosure_id][1] for entry in entries[:3]]


def _alike(rankings: Rankings, places: Places) -> list[Publisher]:
    """Return up to three publishers of the place that has most of them in the newest year."""
    when = rankings.newest("expenditure")
    if when is None:
        return []
    groups: Mapping[tuple[str, str], list[Publisher]] = defaultdict(list)
    for entry in rankings.lists["expenditure", when, ""]:
        publisher = places[entry.disclosure_id][1]
        groups[publisher.region_code or "", publisher.kind or ""].append(publisher)
    best = max(groups.items(), key=lambda item: (len(item[1]), item[0]), default=(("", ""), []))[1]
    if len(best) > 1:
        return best[:3]
    return []
