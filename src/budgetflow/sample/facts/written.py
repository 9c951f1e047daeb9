"""Facts as they are written down: money in 万元 as printed, pairs of words."""

from __future__ import annotations

from decimal import Decimal

from budgetflow.sample.facts.model import (
    EconomicItem,
    FunctionItem,
    Rounded,
)


def wan(printed: str) -> Decimal:
    """Turn a figure in 万元 into yuan."""
    # Decimal from the printed text: no float ever holds money.
    figure = Decimal(printed.replace(",", ""))
    return figure * 10_000


def economics(text: str) -> tuple[EconomicItem, ...]:
    """Read `code money` pairs, a pair a word pair."""
    words = text.split()
    pairs = zip(words[::2], words[1::2], strict=True)
    return tuple(EconomicItem(code, wan(money)) for code, money in pairs)


def rounded(text: str) -> tuple[Rounded, ...]:
    """Read `prefix/measure figure` pairs (no prefix: the grand total): totals that the publisher
    rounded on its own.
    """
    words = text.split()
    found: list[Rounded] = []
    for key, money in zip(words[::2], words[1::2], strict=True):
        prefix, _, measure = key.rpartition("/")
        found.append((prefix, measure, wan(money)))
    return tuple(found)


def item(
    code: str, basic: str = "0", project: str = "0", previous: str = "", reason: str = ""
) -> FunctionItem:
    """One item paid from the region's own general budget alone."""
    return FunctionItem(
        code,
        own=wan(basic) + wan(project),
        basic=wan(basic),
        previous=wan(previous) if previous else None,
        reason=reason,
    )
