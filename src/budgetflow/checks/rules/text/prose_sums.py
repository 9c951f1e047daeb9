"""Totals said in prose against the parts said with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from budgetflow.checks.model.evidence import HUNDRED, ZERO, Comparison, Figure, Observation
from budgetflow.checks.model.figures import Figures
from budgetflow.checks.model.sentences import statement_figures
from budgetflow.checks.rules.text.prose import passages
from budgetflow.interpret.rows_model import Statement

# Percentage points by which shares of all parts may miss 100, through rounding.
ALL_OF_IT = Decimal("0.5")


def procurement_said(figures: Figures) -> Iterator[Comparison]:
    """Compare procurement as said: total = goods ＋ works ＋ services, and what is reserved for
    small firms within it.
    """
    total = _only(figures.said("procurement.total"))
    parts = [_only(figures.said(f"procurement.{kind}")) for kind in ("goods", "works", "services")]
    there = tuple(part for part in parts if part is not None)
    # Texts that leave out a kind may have bought nothing of it, or may say it elsewhere.
    if total and len(there) == 3 and total.value:
        yield Comparison(
            (total,),
            there,
            "文中政府采购总额 ＝ 货物 ＋ 工程 ＋ 服务",
            "procurement said: total = goods + works + services",
        )
    for topic in ("procurement.reserved_sme", "procurement.reserved_micro"):
        reserved = _only(figures.said(topic))
        if total and reserved and reserved.value:
            zh = "面向中小企业（小微企业）预留 ≤ 政府采购总额"
            yield Comparison(
                (reserved,), (total,), zh, f"{topic} <= total procurement", "<=", kind="bound"
            )


SME, MICRO = "procurement.reserved_sme", "procurement.reserved_micro"


def shares_within(figures: Figures) -> Iterator[Observation]:
    """Look for shares of small firms and of micro firms, which are some of them, that add up to
    100 %: 90.84 % and 9.16 % are shares of two groups apart.
    """
    for whole in figures.said(SME):
        for part in figures.said(MICRO):
            one = whole.share_percent
            two = part.share_percent
            # 100 % for small firms and nothing or all of it for micro firms is no contradiction.
            if not one or not two or HUNDRED in (one, two):
                continue
            # Shares of two sections may be of two years.
            if (part.document_id, part.section) != (whole.document_id, whole.section):
                continue
            yield Observation(
                one + two != HUNDRED,
                f"小微企业属于中小企业，而两者占比之和为 100%：{one}% ＋ {two}%",
                f"micro firms are small firms, and yet their shares add up to 100 %: {one}% + "
                f"{two}%",
                statements=(whole, part),
                page=part.page,
            )


def parts_said(figures: Figures) -> Iterator[Comparison]:
    """Compare a total as said with its parts as said, where their shares show that they are all of
    its parts.
    """
    for passage in passages(figures.statements):
        for side in ("revenue", "expenditure"):
            totals = [s for s in passage if s.topic == f"{side}.total"]
            wholes = statement_figures(totals)
            shared = _shares_of(passage, side)
            parts = tuple(statement_figures(shared))
            percents = sum((s.share_percent or ZERO for s in shared), ZERO)
            # Shares that make 100 % show that no part is missing; without that a sum proves
            # nothing.
            if not wholes or len(parts) < 2 or abs(percents - 100) > ALL_OF_IT:
                continue
            total = sum((part.value for part in parts), ZERO)
            # 收入总计 and 本年收入 are said in one passage: the nearer one is the sum of these
            # parts.
            whole = min(wholes, key=lambda figure: abs(figure.value - total))
            zh = f"文中合计 ＝ 所列 {len(parts)} 项之和"
            en = f"{side}.total as said = sum of the {len(parts)} parts said with it"
            yield Comparison((whole,), parts, zh, en)


def _shares_of(passage: Iterable[Statement], side: str) -> list[Statement]:
    """Return the statements of a passage that give an amount of one side and its share."""
    return [
        statement
        for statement in passage
        if statement.topic.startswith(f"{side}.")
        and statement.share_percent is not None
        and statement.amount_yuan is not None
    ]


def _only(statements: list[Statement]) -> Figure | None:
    found = statement_figures(statements)
    if len({figure.value for figure in found}) == 1:
        return found[0]
    return None
