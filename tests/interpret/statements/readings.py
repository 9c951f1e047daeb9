"""Sentences read as one disclosure's prose, for the tests of statements."""

from __future__ import annotations

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
