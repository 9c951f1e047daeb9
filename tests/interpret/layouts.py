"""Layouts of places that are not in the corpus, one a file of `layouts/`: what is printed, and what
must be understood of it.

A file has four parts, set apart by blank lines: why it is there and the document's title; the lines
above the table; its grid as
`grids.table` takes it; the table's code with one line a row, `key: measure=figure measure=figure`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from budgetflow.interpret.rows_model import Amount, Understanding


@dataclass(frozen=True)
class Layout:
    """One table as a place prints it, and the rows it must give."""

    name: str
    title: str
    above: list[str]
    grid: list[str]
    table_code: str
    rows: list[str]


def layouts() -> list[Layout]:
    """Give every layout on file, by name."""
    return [_layout(path) for path in sorted((Path(__file__).parent / "layouts").glob("*.txt"))]


def _layout(path: Path) -> Layout:
    head, above, grid, understood = (
        part.splitlines() for part in path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    )
    return Layout(path.stem, head[1], above, grid, understood[0], understood[1:])


def understood_rows(found: Understanding) -> list[str]:
    """Give one line for each thing a printed row says, in the form of the files."""
    rows: dict[tuple[int, str], list[str]] = {}
    for amount in found.amounts:
        state = "" if amount.value_state in ("value", "zero") else f"?{amount.value_state}"
        rows.setdefault((amount.row_no, _key(amount)), []).append(
            f"{amount.measure}={amount.amount_printed}{state}"
        )
    return [f"{key}: {' '.join(figures)}" for (_, key), figures in rows.items()]


def _key(amount: Amount) -> str:
    codes = "/".join(
        code
        for code in (amount.function_code, amount.economic_code, amount.government_economic_code)
        if code
    )
    words = [
        (amount.side or "")[:3],
        (codes or amount.item or "") + ("~" if amount.code_origin == "inferred" else ""),
    ]
    words.append(f"unit:{amount.unit_name}" if amount.unit_name else "")
    words.append(f"project:{amount.project_name}" if amount.project_name else "")
    words.append(amount.row_role if amount.row_role != "item" else "")
    return " ".join(word for word in words if word)
