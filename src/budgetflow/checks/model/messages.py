"""Findings in words: money with thousands marks, in the unit the document prints, in Chinese and
English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from budgetflow.checks.model.evidence import RATIOS, Comparison
from budgetflow.interpret.text.money import printed_factor

# Prints an amount of yuan.
Say = Callable[[Decimal], str]
UNIT = re.compile(r"(?:亿|百万|万|千)?元")
# Decimal places of a fraction of 元 or 万元, at least.
# As money is printed in the forms of the Ministry; 1,511.9 would look cut off.
CENTS = 2


def money_in(unit: str | None) -> Say:
    """Make the printer of amounts in a printed unit (单位：万元 prints 1,511.89 万元), of yuan
    where none is known.
    """
    found = UNIT.search(unit or "")
    name = found.group() if found else "元"
    factor = printed_factor(name)
    return lambda value: f"{plain(value / factor)} {name}"


def plain(value: Decimal) -> str:
    """Return a number with thousands marks and no more places than it has; a fraction has two at
    least.
    """
    places = max(-int(value.normalize().as_tuple().exponent), 0)
    return f"{value:,.{max(places, CENTS) if places else 0}f}"


def yuan(value: Decimal) -> str:
    """Return an amount of yuan as identifiers of findings have it: they are published, so this form
    never changes.
    """
    return f"{value:,.2f}".removesuffix(".00") + "元"


def unit_of(comparison: Comparison) -> str | None:
    """Return the unit of a comparison: the one it names, else that of its first sentence, else of
    its first cell; None for no money.
    """
    statements = [
        figure.statement.unit_printed for figure in comparison.figures if figure.statement
    ]
    amounts = [figure.amount.unit_printed for figure in comparison.figures if figure.amount]
    return next(
        (unit for unit in (comparison.unit, *statements, *amounts) if unit),
        "元" if statements or amounts else None,
    )


def told(comparison: Comparison) -> tuple[str, str]:
    """Return a broken comparison's message in Chinese and English: what was compared, both sides,
    how far they are apart.
    """
    zh = comparison.where_zh
    en = comparison.where_en
    if (
        comparison.kind not in RATIOS
    ):  # those name the worked out percentage and the printed one themselves
        unit = unit_of(comparison)
        say = money_in(unit) if unit else plain
        left, right, gap = (
            say(value)
            for value in (comparison.left_total, comparison.right_total, comparison.difference)
        )
        zh = f"{zh}：{left} 对 {right}，相差 {gap}"
        en = f"{en}: {left} against {right}, difference {gap}"
    return _with(zh, comparison.explained_zh, "（{}）"), _with(en, comparison.explained_en, " ({})")


def _with(words: str, explained: str, form: str) -> str:
    if explained:
        return words + form.format(explained)
    return words
