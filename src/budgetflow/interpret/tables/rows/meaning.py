"""What one body row of a block says, and where it stands in a list."""

from __future__ import annotations

from dataclasses import dataclass

from budgetflow.interpret.tables.rows.row_hierarchy import LineKind
from budgetflow.interpret.text.codes import Codes


@dataclass(slots=True)
class RowMeaning:
    """What one body row of one block says."""

    index: int
    """Row of the joined table, from 0."""
    label: str
    path: list[str]
    role: str
    codes: Codes
    code_origin: str | None
    item: str | None
    project: str | None = None
    unit: str | None = None
    side: str | None = None
    column: int | None = None
    """The column its label stands in; None for a row without one."""
    kind: LineKind = "plain"


@dataclass(frozen=True, slots=True)
class Layer:
    """Where a row stands in a list whose rows carry no codes."""

    depth: int
    """0 for the outermost."""
    kind: LineKind
    """`unit`, `project` or `plain`: what most rows of the layer are, by their names."""
