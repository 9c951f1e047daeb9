"""What the tests of this folder share."""

from __future__ import annotations

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.rows_model import Statement
from budgetflow.interpret.statements.read import read_statements
from budgetflow.interpret.text.paragraphs import read_paragraphs
from tests.interpret.documents import text_document


def said(text: str, headings: str = "", year: int = 2026) -> list[Statement]:
    """Read sentences under a heading."""
    who = Identity(
        "d1",
        "甲市民政局",
        year,
        "budget",
        "department",
        None,
        None,
        None,
        None,
        None,
        "disclosure",
        None,
        (),
    )
    return read_statements(read_paragraphs(text_document(f"{headings}\n{text}")), who, "doc")


def one(text: str, headings: str = "") -> Statement:
    (statement,) = said(text, headings)
    return statement
