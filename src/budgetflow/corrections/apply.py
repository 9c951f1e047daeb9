"""Put corrections into freshly read rows, before the checks run; a guard that no longer holds is
told, never passed over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from budgetflow.corrections.correction import Correction
from budgetflow.interpret.rows_model import Amount, DisclosureRow, Understanding
from budgetflow.interpret.text.money import printed_factor


@dataclass(slots=True)
class Corrected:
    """What came of the corrections that speak of some rows."""

    hashes: dict[str, str] = field(default_factory=dict)
    """By document: one hash over all corrections made to its rows, which a release tells as the
    cause `correction`.
    """
    applied: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    """Corrections whose guard failed, each with what to do; their cells are left as read."""


def apply_corrections(
    parts: Sequence[Understanding], corrections: Iterable[Correction]
) -> Corrected:
    """Correct the amounts of these rows in place.

    A correction that speaks of another disclosure is passed over. One whose cell is not there, is
    not the only one, or is
    not read as its guard expects, is stale: the source or the reader has changed, and a person must
    look.
    """
    done = Corrected()
    made: dict[str, list[str]] = {}
    for correction in corrections:
        # Whose it is first: most corrections speak of other disclosures.
        own = {
            row.disclosure_id
            for part in parts
            for row in part.disclosures
            if _fits(row, correction.disclosure)
        }
        if not own:
            continue
        cells = [
            a
            for part in parts
            for a in part.amounts
            if a.disclosure_id in own and _fits(a, correction.cell)
        ]
        wrong = _stale(correction, cells)
        # The cell stays as read: a correction that no longer fits may spoil a right figure.
        if wrong:
            done.stale.append(
                f"correction {correction.id} ({correction.file}): {wrong}; look at the page, "
                f"then mend or remove the correction"
            )
            continue
        _correct(cells[0], correction)
        done.applied.append(correction.id)
        made.setdefault(cells[0].document_id, []).append(
            repr((correction.id, correction.corrected))
        )
    # One hash a document, whatever the order in which corrections were read.
    done.hashes = {
        document: hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()
        for document, told in made.items()
    }
    return done


def _fits(row: DisclosureRow | Amount, wanted: dict[str, Any]) -> bool:
    return all(getattr(row, column, None) == value for column, value in wanted.items())


def _stale(correction: Correction, cells: Sequence[Amount]) -> str | None:
    # Two cells that fit would both be changed, one of them wrongly.
    if len(cells) != 1:
        return f"{len(cells)} cells fit {correction.cell}, one is wanted"
    read = {column: getattr(cells[0], column, None) for column in correction.expect}
    if read == correction.expect:
        return None
    return f"the cell is read as {read}, the guard expects {correction.expect}"


def _correct(cell: Amount, correction: Correction) -> None:
    cell.amount_yuan = correction.figure * printed_factor(cell.unit_printed)
    cell.amount_printed = correction.printed
    # As a reader would have set it from the right print.
    cell.value_state = "value" if cell.amount_yuan else "zero"
