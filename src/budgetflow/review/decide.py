"""What a person's decision does: it is recorded, and the announcement is read again with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import yaml

from budgetflow.corrections.correction import load_corrections
from budgetflow.jobs.ingest import ingest
from budgetflow.lake.store import Lake
from budgetflow.quarantine.reviewed import Review, Reviews
from budgetflow.quarantine.store import Quarantine
from budgetflow.reference.china_time import today
from budgetflow.review.case import Case
from budgetflow.settings import Settings

# The file of the corrections folder that the desk appends to.
FILE = "review.yml"
# Columns of `amounts` that tell which cell, as few from the front as fit one cell only.
_PLACE = ("table_code", "row_label", "measure", "row_no", "column_no", "table_no", "page")


class NotDecided(ValueError):
    """A decision that cannot be made; the message says what is wrong and what to do."""


def accept(case: Case, settings: Settings, reason: str, by: str) -> list[str]:
    """Record that the page bears the case out: what is held back is let through, an accusation is
    kept. Returns messages of reading it again.
    """
    _reasoned(reason)
    if case.kind == "held":
        store = Quarantine(settings.store("quarantine"))
        store.let_through(store.find(case.disclosure_id), reason, by)
        return _read_again(case, settings)
    _judge(case, settings, reason, by, borne_out=True)
    return []


def call_false(case: Case, settings: Settings, reason: str, by: str) -> list[str]:
    """Record that the page does not bear an accusation out; it is published as open, nobody named.

    Raises NotDecided for a disclosure that is held: its reading is corrected or accepted.
    """
    _reasoned(reason)
    if case.kind == "held":
        raise NotDecided("nobody is accused here: accept what was read, or correct a figure")
    _judge(case, settings, reason, by, borne_out=False)
    return _read_again(case, settings)


def correct(
    case: Case, settings: Settings, amount_id: str, printed: str, reason: str, by: str
) -> list[str]:
    """Write down what the page prints in a cell, guarded by what is read there today, and read the
    disclosure again.

    Raises NotDecided where the cell is not of this case or cannot be told from others, and
    BadCorrection where `printed` is no figure; the file is then as it was.
    """
    _reasoned(reason)
    lake = Lake(settings.store("lake"))
    own = pc.field("disclosure_id") == case.disclosure_id
    rows = lake.read("amounts", where=own).to_pylist()
    entry = _entry(case, rows, amount_id, printed.strip(), reason, by)
    folder = Path(settings.store("corrections"))
    path = folder / FILE
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=200)
    path.write_text(before + text, encoding="utf-8")
    # Read as every run will read it: one that is refused would keep all of them from storing.
    try:
        load_corrections([folder])
    except ValueError:
        path.write_text(before, encoding="utf-8")
        raise
    return _read_again(case, settings)


def _entry(
    case: Case, rows: list[dict[str, Any]], amount_id: str, printed: str, reason: str, by: str
) -> dict[str, Any]:
    cell = next((row for row in rows if row["amount_id"] == amount_id), None)
    if cell is None:
        raise NotDecided("the figure is no longer read there: go back and look again")
    for count in range(3, len(_PLACE) + 1):
        place = {name: cell[name] for name in _PLACE[:count]}
        if sum(all(row[name] == value for name, value in place.items()) for row in rows) == 1:
            break
    else:
        raise NotDecided("the figure cannot be told from another one of this disclosure")
    return {
        "id": f"{today().isoformat()}-{amount_id[:12]}",
        "disclosure": {
            name: case.disclosure[name] for name in ("publisher", "fiscal_year", "stage")
        },
        "cell": place,
        "printed": printed,
        "corrected": printed,
        # The guard: once the cell is read otherwise, a person must look again.
        "expect": {"amount_printed": cell["amount_printed"]},
        "reason": reason,
        "reported_by": by,
        "reported_on": today(),
    }


def _judge(case: Case, settings: Settings, reason: str, by: str, *, borne_out: bool) -> None:
    documents = sorted(case.documents)
    Reviews(settings.store("quarantine")).put(Review(case.id, documents, borne_out, reason, by))


def _reasoned(reason: str) -> None:
    # A decision without a reason cannot be looked at by anybody else.
    if not reason.strip():
        raise NotDecided("a reason is needed: say what you saw on the page")


def _read_again(case: Case, settings: Settings) -> list[str]:
    if case.announcement is None:
        return ["it came with no announcement: the decision counts when it is next read"]
    return [message for one in ingest([case.announcement], settings) for message in one.failed]
