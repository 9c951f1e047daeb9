"""A change against another year, and how its parts said in several phrases are put together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Direction = Literal["increase", "decrease", "flat", "none"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change against another year; a part that was not said is None."""

    yuan: Decimal | None = None
    percent: Decimal | None = None
    direction: Direction = "none"


def direction_of(change: Decimal | int) -> Direction:
    """Return the word for the sign of a change."""
    if change == 0:
        return "flat"
    if change > 0:
        return "increase"
    return "decrease"


def with_percentage(first: Change, second: Change) -> Change:
    """Put a change in money and the percentage said behind it together; the money's word decides
    where they differ.
    """
    percent = second.percent
    if percent is not None and first.direction == "decrease":
        percent = -abs(percent)
    return Change(first.yuan, percent, first.direction)


def with_figure(change: Change, figure: Decimal) -> Change:
    """Return a change its percentage, which takes the sign of the money's word."""
    percent = abs(figure)
    if change.direction == "decrease":
        percent = -percent
    return Change(change.yuan, percent, change.direction)


def join_changes(first: Change | None, second: Change) -> Change:
    """Complete a change said in two clauses: 比上年增加1万元，增长5%; what the first said stays."""
    if first is None or first.direction == "none":
        return second
    percent = first.percent if first.percent is not None else second.percent
    return Change(
        first.yuan if first.yuan is not None else second.yuan,
        percent,
        first.direction
        if first.direction != "flat" or second.direction == "flat"
        else second.direction,
    )
