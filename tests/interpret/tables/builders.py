"""What the tests of this folder share."""

from __future__ import annotations

from dataclasses import dataclass

from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.tables.read import TablesRead, understand_tables
from tests.interpret.grids import document


@dataclass
class Someone:
    disclosure_id: str = "d1"
    fiscal_year: int | None = 2026
    stage: str | None = "budget"
    scope: str | None = "department"
    publisher: str | None = "某市某局"
    province: str | None = "65"


def read(
    *blocks: object, pages: list[list[object]] | None = None, scope: str = "department"
) -> TablesRead:
    return understand_tables(document(*blocks, pages=pages), Someone(scope=scope))  # type: ignore[arg-type]


def facts(amounts: list[Amount], *names: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(amount, name) for name in names) for amount in amounts]
