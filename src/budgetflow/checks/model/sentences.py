"""The figures a sentence holds, and the sentences around one: what pairings are tried with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from budgetflow.checks.model.evidence import Figure
from budgetflow.checks.model.figures import Figures
from budgetflow.checks.model.printed_places import decimals, place_value
from budgetflow.interpret.rows_model import Statement
from budgetflow.interpret.text.money import printed_factor

# Not after a digit or point: the 78.5 万元 within 1,278.5 万元 is no amount of its own.
MONEY = re.compile(r"(?<![\d.])(\d[\d,，]*(?:[.．]\d+)?)\s*((?:亿|百万|万|千)?元)")
NUMBER = re.compile(r"(?<![\d.])\d[\d,，]*(?:[.．]\d+)?")
# Statements before and after one that may speak of the same thing.
# Total, change and reason stand in neighbouring sentences; further away the text has gone on to its
# next item.
NEAR = 2


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a sentence."""

    start: int
    value: Decimal
    step: Decimal


@lru_cache(maxsize=4096)
def money_of(text: str) -> tuple[Money, ...]:
    """Return every amount of money in a sentence, in yuan, in reading order."""
    return tuple(_money(found) for found in MONEY.finditer(text))


def _money(found: re.Match[str]) -> Money:
    factor = printed_factor(found[2])
    step = factor / Decimal(10) ** decimals(found[1])
    return Money(found.start(), Decimal(plain_number(found[1])) * factor, step)


def plain_number(printed: str) -> str:
    """Return a number without thousands marks, its decimal point as a full stop."""
    return re.sub(r"[,，\s]", "", printed).replace("．", ".")


def holds_number(text: str, value: Decimal) -> bool:
    """Return whether a text prints a number of this value."""
    wanted = abs(value)
    return any(
        Decimal(plain_number(found)) == wanted for found in NUMBER.findall(text.replace(" ", ""))
    )


def position(statement: Statement) -> int | None:
    """Return where in its sentence a statement's amount stands; None where it does not."""
    wanted = plain_number(statement.amount_printed or "")
    # The first printing is taken: a sentence that says one number twice says the amount first and
    # explains it after.
    for found in NUMBER.finditer(statement.text):
        if wanted and plain_number(found.group()) == wanted:
            return found.start()
    return None


def said_in_turn(first: Statement, second: Statement) -> bool:
    """Return whether the amounts of two statements are printed one after the other: each in its own
    sentence, or both in one, where no one figure may be both.
    """
    if first.text != second.text:
        return position(first) is not None and position(second) is not None
    values = [money.value for money in money_of(first.text)]
    return any(
        value == first.amount_yuan and second.amount_yuan in values[place + 1 :]
        for place, value in enumerate(values)
    )


def statement_figure(statement: Statement, *, negative: bool = False) -> Figure | None:
    """Return the amount a sentence says as a figure."""
    if statement.amount_yuan is None:
        return None
    places = decimals(statement.amount_printed)
    step = place_value(statement.unit_printed, places)
    return Figure(statement.amount_yuan, step, statement=statement, negative=negative)


def statement_figures(statements: Iterable[Statement]) -> list[Figure]:
    """Return the amounts that sentences say as figures, in their order; those without one are left
    out.
    """
    found = (statement_figure(statement) for statement in statements)
    return [figure for figure in found if figure is not None]


def around(figures: Figures, statement: Statement) -> list[Statement]:
    """Return the statements next to one in the same section, itself first."""
    said = figures.statements
    place = next((n for n, other in enumerate(said) if other is statement), None)
    if place is None:
        return [statement]
    section = (statement.document_id, statement.section)
    near = said[max(place - NEAR, 0) : place + NEAR + 1]
    same = [
        other
        for other in near
        if other is not statement and (other.document_id, other.section) == section
    ]
    return [statement, *same]
