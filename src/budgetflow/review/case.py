"""One thing to look at: a disclosure held back, or an accusation of its publisher."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["held", "accusation"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure that a case rests on, as it was read."""

    amount_id: str
    document_id: str
    page: int | None
    box: tuple[float, float, float, float] | None
    """x0, top, x1, bottom in points of the page as displayed; None where it has no place."""
    table: str
    label: str
    column: str
    printed: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """What a person decides about."""

    id: str
    """The finding's id, or `held-` and the disclosure's."""
    kind: Kind
    disclosure_id: str
    disclosure: dict[str, Any]
    """publisher, fiscal_year, stage and title of the disclosure."""
    announcement: str | None
    """Key of the announcement it came with; None for a local file, which cannot be read again."""
    documents: dict[str, str]
    """sha256 and file name."""
    messages: list[tuple[str, str, str]]
    """check_id, Chinese and English message of each finding of the case."""
    arithmetic: list[str] = field(default_factory=list)
    quotations: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    @property
    def pages(self) -> list[tuple[str, int]]:
        """Return the pages the figures stand on, as document and page from 1, in their order."""
        places = [(cell.document_id, cell.page) for cell in self.cells if cell.page is not None]
        return list(dict.fromkeys(sorted(places)))

    def boxes(self, document_id: str, page: int) -> list[tuple[float, float, float, float]]:
        """Return the boxes of the figures on a page."""
        return [
            cell.box
            for cell in self.cells
            if (cell.document_id, cell.page) == (document_id, page) and cell.box is not None
        ]
