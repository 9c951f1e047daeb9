"""Misreadings of sentences: amounts, years and percentages paired with others."""

from __future__ import annotations

import re
from decimal import Decimal

from benchmarks.misread.cells import WAN, Dice, Misread

from budgetflow.checks.model.sentences import money_of
from budgetflow.interpret.rows_model import Statement, Understanding


def wrong_amount_said(rows: Understanding, dice: Dice) -> str | None:
    """Take another amount of a sentence for the one it is about."""
    said = [s for s in rows.statements if s.amount_yuan is not None]
    statement = dice.choice(said) if said else None
    others = (
        [m for m in money_of(statement.text) if m.value != statement.amount_yuan]
        if (statement)
        else []
    )
    if not others or statement is None:
        return None
    found = dice.choice(others)
    printed = re.match(r"[\d,，.．]+", statement.text[found.start :])
    statement.amount_yuan = found.value
    statement.amount_printed = printed[0] if printed else None
    return statement.text


def wrong_topic(rows: Understanding, dice: Dice) -> str | None:
    """Take a sentence for one about something else."""
    said = [s for s in rows.statements if s.amount_yuan is not None]
    if len(said) < 2:
        return None
    one, two = dice.sample(said, 2)
    if (one.topic, one.function_code) == (two.topic, two.function_code):
        return None
    one.topic, one.function_code = two.topic, two.function_code
    return one.text


def another_year_said(rows: Understanding, dice: Dice) -> str | None:
    """Take the sentence about last year for this year's: the amount is what the change starts
    from.
    """
    said = [s for s in rows.statements if s.amount_yuan is not None and s.change_yuan]
    if not said:
        return None
    statement = dice.choice(said)
    before = (statement.amount_yuan or Decimal(0)) - (statement.change_yuan or Decimal(0))
    unit = WAN if "万" in (statement.unit_printed or "") else Decimal(1)
    statement.amount_yuan = before
    statement.amount_printed = f"{before / unit:.2f}"
    statement.text = f"{statement.amount_printed}{statement.unit_printed or '元'}。{statement.text}"
    return statement.text


def percent_of_another(rows: Understanding, dice: Dice) -> str | None:
    """Pair a sentence with the percentage of another one, both read as one sentence."""
    names = dice.choice((("share_percent",), ("change_percent",), ("quantity",)))
    said = [s for s in rows.statements if all(getattr(s, n) is not None for n in names)]
    return _take_from_another(said, names, dice)


def change_of_another(rows: Understanding, dice: Dice) -> str | None:
    """Pair a sentence with the change of another one, both read as one sentence."""
    said = [s for s in rows.statements if s.change_yuan is not None and s.amount_yuan is not None]
    return _take_from_another(said, ("change_yuan",), dice)


def _take_from_another(said: list[Statement], names: tuple[str, ...], dice: Dice) -> str | None:
    """Let a sentence take some of another's values; its text then holds both sentences, in either
    order.
    """
    if len(said) < 2:
        return None
    one, two = dice.sample(said, 2)
    for name in names:
        setattr(one, name, getattr(two, name))
    one.text = one.text + two.text if dice.random() < 0.5 else two.text + one.text
    return one.text


KINDS: tuple[Misread, ...] = (
    wrong_amount_said,
    wrong_topic,
    another_year_said,
    percent_of_another,
    change_of_another,
)
