"""What a visitor of a publisher's page comes with: how much, for what, more or less than last year,
how much on the three public expenses, how much of it was spent, and whether anything is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budgetflow.releases.site.key_figures import Fact, initial_budget_key
from budgetflow.releases.site.labels import TOTALS, fact_words
from budgetflow.releases.site.numbers import change_words, money_words, share_words
from budgetflow.releases.site.publishers import Column, Disclosure

# What is spent: in the year, else with what is carried forward, else of the general budget.
SPENT = ("current_expenditure", "expenditure", "general_budget")
NOT_SAID = ("未注明", "not stated")
# What a sentence says of expenditure, by stage.
_SAID = {
    "budget": ("预算", "plans to spend"),
    "final_accounts": ("决算", "spent"),
    "execution": ("执行", "spent"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the strip, with what it is and what it is to be read with."""

    zh: str
    en: str
    value: tuple[str, str]
    note: tuple[str, str] = ("", "")
    href: str = ""
    """Of the cell it was taken from, from the release's folder."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The opening of a publisher's page."""

    disclosure: Disclosure
    """The disclosure that the figures are of."""
    zh: str
    en: str
    tiles: list[Tile]


# The totals of one disclosure by key.
Facts = Mapping[str, Fact]


def overview_of(
    chosen: Mapping[Column, Disclosure], facts: Mapping[Column, Sequence[Fact]]
) -> Overview | None:
    """Return the opening of a publisher's page from one disclosure a year and stage; None where
    no disclosure has an expenditure.
    """
    column = _newest(chosen, facts)
    if column is None:
        return None
    year, stage = column
    disclosure = chosen[column]
    now = _totals(facts[column])
    before_column = (year - 1, stage)
    before = _totals(facts.get(before_column, ()))
    earlier_one = chosen.get(before_column)
    if earlier_one is not None and earlier_one.scope != disclosure.scope:
        # A department holds its units' money, so that a unit beside it would seem to have shrunk.
        before = {}
    spent = _spent(now)
    earlier = _spent(before)
    assert spent is not None
    classes = [fact for fact in facts[column] if fact.kind == "function"]
    largest = max(classes, key=lambda fact: (fact.value, fact.key), default=None)
    zh, en = _sentence(year, stage, spent, earlier, largest, now)
    tiles = [
        _budget(stage, spent),
        _change(year, spent, earlier),
        _personnel(facts[column]),
        _three_public(year, now, before),
        _projects(facts[column], disclosure),
        *_executed(chosen, facts),
    ]
    return Overview(disclosure, zh, en, tiles)


def _newest(
    chosen: Mapping[Column, Disclosure], facts: Mapping[Column, Sequence[Fact]]
) -> Column | None:
    """Return the newest year that has figures; its budget rather than its accounts."""
    for year, stage in sorted(chosen, key=lambda c: (-c[0], c[1] != "budget", c[1])):
        if _spent(_totals(facts.get((year, stage), ()))) is not None:
            return year, stage
    return None


def _totals(facts: Sequence[Fact]) -> Facts:
    return {fact.key: fact for fact in facts if fact.kind == "total"}


def _spent(totals: Facts) -> Fact | None:
    """Return the expenditure of the year, else the total, else that of the general budget."""
    for key in SPENT:
        if key in totals:
            return totals[key]
    return None


def _sentence(
    year: int, stage: str, spent: Fact, earlier: Fact | None, largest: Fact | None, now: Facts
) -> tuple[str, str]:
    money_zh, money_en = money_words(spent.value)
    said_zh, said_en = _SAID.get(stage, _SAID["budget"])
    parts_zh = [f"{year}年{said_zh}支出{money_zh}"]
    parts_en = [f"In {year} this body {said_en} {money_en}"]
    if spent.key == "general_budget":
        parts_zh.append("（一般公共预算）")
        parts_en.append(" from the general public budget")
    # Only the same kind of total: expenditure of the year against one with carry-over is no change.
    if earlier is not None and earlier.value and earlier.key == spent.key:
        change = change_words(spent.value, earlier.value).lstrip("+-")
        if spent.value == earlier.value:
            parts_zh.append("，与上年持平")
            parts_en.append(f", as much as in {year - 1}")
        elif spent.value > earlier.value:
            parts_zh.append(f"，比上年增加{change}")
            parts_en.append(f", {change} more than in {year - 1}")
        else:
            parts_zh.append(f"，比上年减少{change}")
            parts_en.append(f", {change} less than in {year - 1}")
    # A class larger than the whole is of other money, and its share would be nonsense.
    if largest is not None and 0 < largest.value <= spent.value:
        zh, en = fact_words(largest.kind, largest.key, largest.label)
        share = share_words(largest.value, spent.value)
        parts_zh.append(f"；最大的一类是{zh.partition(' ')[2] or zh}，占{share}")
        parts_en.append(f"; the largest class is {_lower(en.partition(' ')[2] or en)}, {share}")
    if "three_public" in now:
        zh, en = money_words(now["three_public"].value)
        parts_zh.append(f"；“三公”经费{zh}")
        parts_en.append(f"; travel abroad, vehicles and receptions take {en}")
    return "".join(parts_zh) + "。", "".join(parts_en) + "."


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _budget(stage: str, spent: Fact) -> Tile:
    said = _SAID.get(stage, _SAID["budget"])[0]
    en = "Budget" if stage == "budget" else "Spent"
    return Tile(f"{said}支出", en, money_words(spent.value), _kind(spent), spent.href)


def _kind(spent: Fact) -> tuple[str, str]:
    return {
        "current_expenditure": ("本年支出", "expenditure of the year"),
        "expenditure": ("支出总计", "total, with what is carried forward"),
    }.get(spent.key, ("一般公共预算", "general public budget"))


def _change(year: int, spent: Fact, earlier: Fact | None) -> Tile:
    if earlier is None or not earlier.value or earlier.key != spent.key:
        note = (f"{year - 1}年的公开未收录", f"{year - 1} is not in the release")
        return Tile("比上年", "Against last year", NOT_SAID, note)
    value = change_words(spent.value, earlier.value)
    zh, en = money_words(earlier.value)
    note = (f"{year - 1}年 {zh}", f"{en} in {year - 1}")
    return Tile("比上年", "Against last year", (value, value), note, earlier.href)


def _personnel(facts: Sequence[Fact]) -> Tile:
    """Return the share of personnel in the money it was printed of; the amount alone where the
    whole of that money is not printed.
    """
    words = ("人员经费占比", "Share of personnel")
    fact = _totals(facts).get("personnel")
    if fact is None:
        return Tile(*words, NOT_SAID)
    money_zh, money_en = money_words(fact.value)
    whole = next((one for one in facts if one.kind == "whole" and one.key == "personnel"), None)
    # Personnel of all money beside a total of the general budget has no share to tell.
    if whole is None or not 0 < fact.value <= whole.value:
        return Tile(*words, NOT_SAID, (money_zh, money_en), fact.href)
    share = share_words(fact.value, whole.value)
    of_zh, of_en = TOTALS[whole.label]
    note = (f"{money_zh}，占{of_zh}", f"{money_en}; share of “{_lower(of_en)}”")
    return Tile(*words, (share, share), note, fact.href)


def _three_public(year: int, now: Facts, before: Facts) -> Tile:
    words = ("“三公”经费", "Three public expenses")
    fact = now.get("three_public")
    if fact is None:
        return Tile(*words, NOT_SAID)
    earlier = now.get("previous_three_public") or before.get("three_public")
    note = ("出国、用车、接待", "travel abroad, vehicles, receptions")
    if earlier is not None:
        zh, en = money_words(earlier.value)
        note = (f"{year - 1}年 {zh}", f"{en} in {year - 1}")
    return Tile(*words, money_words(fact.value), note, fact.href)


def _projects(facts: Sequence[Fact], disclosure: Disclosure) -> Tile:
    counted = next((fact for fact in facts if fact.kind == "projects"), None)
    if counted is None:
        return Tile("项目", "Projects", NOT_SAID)
    number = int(counted.value)
    largest = next((fact for fact in facts if fact.kind == "project"), None)
    note = ("", "")
    href = f"d/{disclosure.slug}.html"
    if largest is not None:
        zh, en = money_words(largest.value)
        if len(largest.label) <= 16:
            name = largest.label
        else:
            name = f"{largest.label[:15]}…"
        note = (f"最大：{name} {zh}", f"largest: {name}, {en}")
        href = largest.href or href
    return Tile("项目", "Projects", (f"{number} 个", str(number)), note, href)


def _executed(
    chosen: Mapping[Column, Disclosure], facts: Mapping[Column, Sequence[Fact]]
) -> list[Tile]:
    """Return how much of the newest accounts' budget was spent; nothing where no accounts say.

    A budget of another scope is no budget of these accounts: a department contains its units.
    """
    for year, stage in sorted(chosen, reverse=True):
        if stage != "final_accounts":
            continue
        budget = chosen.get((year, "budget"))
        comparable = budget is not None and budget.scope == chosen[year, stage].scope
        if comparable:
            published = _totals(facts.get((year, "budget"), ()))
        else:
            published = {}
        accounts = _totals(facts.get((year, stage), ()))
        for key in SPENT:
            planned = accounts.get(initial_budget_key(key)) or published.get(key)
            spent = accounts.get(key)
            if spent is not None and planned is not None and planned.value:
                return [_execution(year, spent, planned)]
    return []


def _execution(year: int, spent: Fact, planned: Fact) -> Tile:
    """Return how much of a budget was spent, and of which money where it is not all."""
    share = share_words(spent.value, planned.value)
    zh, en = money_words(spent.value)
    of_zh, of_en = ("（一般公共预算）", ", general budget") if spent.key == SPENT[-1] else ("", "")
    note = (f"决算 {zh}{of_zh}", f"{en} spent{of_en}")
    return Tile(f"{year}年预算执行", f"Executed in {year}", (share, share), note, spent.href)
