"""Some disclosures of a partition, told so that a reader can pass over the row groups of a file
that hold none of their rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

ID = "disclosure_id"


class Disclosures(Protocol):
    """Which disclosures rows are read of."""

    def may_be_between(self, least: str, greatest: str) -> bool:
        """Check whether any of them can stand among ids from one to another, both included."""
        ...

    @property
    def with_rows_of_none(self) -> bool:
        """True where rows of no disclosure are read too."""
        ...

    def rows_of(self, table: pa.Table) -> pa.Table:
        """Return the rows of a table that are theirs."""
        ...


@dataclass(frozen=True, slots=True)
class Between:
    """Disclosures with ids from `low` on and before `high`; None is no border. Rows of no
    disclosure come after all others.
    """

    low: str | None = None
    high: str | None = None

    def holds(self, disclosure_id: str) -> bool:
        """Check whether a disclosure is one of them."""
        return self.may_be_between(disclosure_id, disclosure_id)

    def may_be_between(self, least: str, greatest: str) -> bool:
        """Check whether any of them can stand among ids from one to another, both included."""
        begins = self.low is None or greatest >= self.low
        return begins and (self.high is None or least < self.high)

    @property
    def with_rows_of_none(self) -> bool:
        """True where the range has no end."""
        return self.high is None

    def rows_of(self, table: pa.Table) -> pa.Table:
        """Return the rows of a table that are theirs."""
        if self.low is None and self.high is None:
            return table
        ids = table[ID]
        mask = pc.fill_null(pc.greater_equal(ids, self.low or ""), self.with_rows_of_none)
        if self.high is not None:
            mask = pc.and_(mask, pc.fill_null(pc.less(ids, self.high), False))
        return table.filter(mask)


class Among:
    """Disclosures by their ids; rows of none are left out."""

    with_rows_of_none = False

    def __init__(self, ids: Iterable[str]) -> None:
        """Take the ids."""
        self._ids = sorted(ids)

    def may_be_between(self, least: str, greatest: str) -> bool:
        """Check whether any of them stands among ids from one to another, both included."""
        at = bisect_left(self._ids, least)
        return at < len(self._ids) and self._ids[at] <= greatest

    def rows_of(self, table: pa.Table) -> pa.Table:
        """Return the rows of a table that are theirs."""
        held = pc.is_in(table[ID], pa.array(self._ids, pa.string()))
        # Often all of it is theirs, and need not be copied.
        return table if pc.all(held).as_py() else table.filter(held)
