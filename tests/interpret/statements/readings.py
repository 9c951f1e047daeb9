"""Sentences read as one disclosure's prose, for the tests of statements."""

from __future__ import annotations

from decimal import Decimal

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.rows_model import Statement
from budgetflow.interpret.statements.read import read_statements
from budgetflow.interpret.text.paragraphs import read_paragraphs
from tests.interpret.documents import text_document


def read(
    text: str, heading: str = "一、收支情况说明", *, year: int = 2026, stage: str = "budget"
) -> list[Statement]:
    """Read sentences under a heading."""
    who = Identity(
        disclosure_id="d1",
        publisher="甲市民政局",
        fiscal_year=year,
        stage=stage,
        scope="department",
        region_code=None,
        region_name=None,
        province=None,
        title=None,
        published_on=None,
        kind="disclosure",
        reason=None,
        evidence=(),
    )
    return read_statements(read_paragraphs(text_document(f"{heading}\n{text}")), who, "doc")


def facts(text: str, heading: str = "一、收支情况说明", *, stage: str = "budget") -> list[str]:
    """Return what is read in sentences, one line a statement: the topic, @ function code, the
    amount in 万元, ~ change in 万元, % change in percent, / share in percent, # quantity.
    """
    return [line_of(found) for found in read(text, heading, stage=stage)]


def line_of(found: Statement) -> str:
    """Return what a statement holds as one line."""
    parts = [found.topic]
    if found.function_code:
        parts.append(f"@{found.function_code}")
    for sign, value, unit in (
        ("", found.amount_yuan, 10_000),
        ("~", found.change_yuan, 10_000),
        ("%", found.change_percent, 1),
        ("/", found.share_percent, 1),
        ("#", found.quantity, 1),
    ):
        if value is not None:
            number = format((value / Decimal(unit)).normalize(), "f")
            parts.append(sign + ("0" if number == "-0" else number))
    return " ".join(parts)
