"""Putting finders together: the small words in which the catalogue is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from budgetflow.checks.model.evidence import Evidence
from budgetflow.checks.model.figures import Figures, TableView

Finder = Callable[[Figures], Iterable[Evidence]]


def both(*finders: Finder) -> Finder:
    """Make a finder of everything that several find."""

    def find(figures: Figures) -> Iterator[Evidence]:
        for finder in finders:
            yield from finder(figures)

    return find


def each(part: Callable[[TableView], Iterable[Evidence]], *codes: str) -> Finder:
    """Make a finder that looks into each table of these codes."""

    def find(figures: Figures) -> Iterator[Evidence]:
        for view in figures.all(*codes):
            yield from part(view)

    return find
