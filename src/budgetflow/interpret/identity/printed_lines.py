"""Every line and every cell of a document in reading order, as the evidence of its identity reads
them.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from budgetflow.interpret.text.normalise import squeeze_printed
from budgetflow.readers.document import Document, Table, TextLine


class Printed(NamedTuple):
    """One line outside tables, or one cell, with the cell to its right."""

    text: str
    """Without blanks."""
    page: int | None
    in_table: bool = False
    beside: str | None = None
    raw: str = ""
    """A line as printed, with its blanks; empty for a cell."""


def printed(document: Document) -> list[Printed]:
    """Return every line and every cell of a document in reading order, blanks taken out, blank ones
    left out.
    """
    out: list[Printed] = []
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, TextLine):
                raw = block.text.lstrip("# ")  # marks of a text rendition
                if text := squeeze_printed(raw):
                    out.append(Printed(text, page.number, raw=raw))
            else:
                if block.rows == 1 and (
                    text := squeeze_printed("".join(cell.text for cell in block.cells))
                ):
                    out.append(
                        Printed(text, page.number)
                    )  # a title set with wide gaps, taken for a grid of one row
                out.extend(_cells(block, page.number))
    return out


_place = attrgetter("row", "column")


def _cells(table: Table, page: int) -> Iterator[Printed]:
    cells = sorted((c for c in table.cells if c.text.strip()), key=_place)
    for cell, following in zip(cells, [*cells[1:], None], strict=False):
        beside = (
            squeeze_printed(following.text) if following and following.row == cell.row else None
        )
        yield Printed(squeeze_printed(cell.text), page, True, beside)
