"""The middle state: old bytes under today's code, which splits what publisher and program changed
at once.
"""

from __future__ import annotations

import polars as pl

from budgetflow.contracts.arrow import to_table
from budgetflow.interpret.rows_model import Understanding
from budgetflow.releases.changes.causes import (
    INTERPRETATION,
    READER,
    REVISED,
    Causes,
    Origin,
    Reread,
)
from budgetflow.releases.changes.compare import frame_of, key_text

# (dataset, key) -> column -> value as text.
Rows = dict[tuple[str, str], dict[str, str | None]]


class Middle:
    """Reads old documents anew, each at most once, and judges rows and values by what comes out."""

    def __init__(self, causes: Causes, reread: Reread | None) -> None:
        """Take the plain causes, and a way to read old bytes anew; None where there is no archive
        at hand.
        """
        self._causes = causes
        self._reread = reread
        self._rows: dict[str, Rows | None] = {}
        self.unsplit: set[str] = set()
        self._of_key: dict[tuple[str, str], str] = {}

    def row_cause(self, dataset: str, key: str, origin: Origin, plain: str) -> str:
        """Return the cause of a differing row, given the plain one."""
        # Only where the publisher changed bytes can both have a part in it.
        if plain != REVISED or origin.disclosure_id is None:
            return plain
        middle = self._state(origin.disclosure_id)
        if middle is None:
            return plain
        self._of_key[dataset, key] = origin.disclosure_id
        there = (dataset, key) in middle
        # The old bytes under today's code have the row: it is our new reading that shows it.
        ours = (origin.change == "added" and there) or (origin.change == "removed" and not there)
        if ours:
            return self._program(origin.disclosure_id)
        return plain

    def value_causes(self, dataset: str, column: str, values: pl.DataFrame) -> list[str]:
        """Return the cause of each changed value: ours where the old bytes now give the new value,
        else the row's own.
        """
        out = []
        for key, new, cause in values.select("key", "new", "cause").iter_rows():
            disclosure = self._of_key.get((dataset, key))
            middle = (
                self._state(disclosure) if disclosure is not None and cause == REVISED else None
            )
            row = middle.get((dataset, key)) if middle is not None else None
            out.append(
                self._program(disclosure)
                if disclosure and row is not None and row.get(column) == new
                else cause
            )
        return out

    def _state(self, disclosure: str) -> Rows | None:
        if disclosure not in self._rows:
            self._rows[disclosure] = self._read(disclosure)
        return self._rows[disclosure]

    def _read(self, disclosure: str) -> Rows | None:
        old = self._causes.mixed(disclosure)
        if not old:
            return None
        if self._reread is None:
            self.unsplit.add(disclosure)
            return None
        whole = Understanding()
        for reading in old:
            try:
                whole.extend(self._reread(reading))
            except LookupError:
                self.unsplit.add(disclosure)
                return None
        return _rows_of(whole, disclosure)

    def _program(self, disclosure: str) -> str:
        """Return which part of the program changed between the old documents' readings and the new
        ones'.
        """
        now = self._causes.new
        new = [
            now.readings[name]
            for name in sorted(now.documents.get(disclosure, ()))
            if name in now.readings
        ]
        for old in self._causes.mixed(disclosure):
            if any(
                old.reader == other.reader and old.reader_version != other.reader_version
                for other in new
            ):
                return READER
        return INTERPRETATION


def _rows_of(understanding: Understanding, disclosure: str) -> Rows:
    out: Rows = {}
    for dataset, rows in understanding.datasets().items():
        frame = frame_of(
            to_table(dataset, [row for row in rows if row.disclosure_id == disclosure])
        )
        texts = frame.select(key_text(dataset).alias("|key"), pl.all().cast(pl.String))
        for row in texts.to_dicts():
            out[dataset, row.pop("|key")] = row
    return out
