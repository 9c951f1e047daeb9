"""Corrections as data: which cell, what is printed there, what it should be, why, who reported it,
and what must still be so.

A file `*.yml` holds a list of

    - id: yantai-minzheng-2026-cailu
      disclosure: {publisher: 烟台市民政局, fiscal_year: 2026, stage: budget}
      cell: {table_code: basic_expenditure, row_label: 差旅费, measure: general_public_budget,
      row_no: 39}
      printed: "4.50"
      corrected: "4.50"
      expect: {amount_printed: "5.50"}
      reason: the recogniser took 4 for 5; the row's other column and the class total have 4.50
      reported_by: a reader
      reported_on: 2026-11-22

`expect` is the guard: the columns of the row as the program reads it today. Once the source or the
reader is mended it no
longer holds, and the correction fails loudly instead of spoiling a figure that is right. A
publisher's own misprint is a
finding, never a correction: `corrected` is what the paper says, or what the publisher has
confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml


class BadCorrection(ValueError):
    """Raised for a correction that cannot be used; names the file, the entry and what is wrong."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell put right."""

    id: str
    disclosure: dict[str, Any]
    """Columns of `disclosures` that tell whose it is: publisher, fiscal_year, stage at least."""
    cell: dict[str, Any]
    """Columns of `amounts` that tell which cell; they must fit one cell only."""
    printed: str
    """What the paper prints there."""
    corrected: str
    """The figure, in the unit the cell is printed in."""
    expect: dict[str, Any]
    """Columns of the cell as it is read today."""
    reason: str
    reported_by: str
    reported_on: date
    file: str
    """Where it is written down."""

    @property
    def figure(self) -> Decimal:
        """The corrected figure as a number, in the printed unit."""
        # From text: a bare number in YAML would pass through a float.
        return Decimal(self.corrected.replace(",", ""))


NEEDED = ("publisher", "fiscal_year", "stage")


def shipped() -> Path:
    """Return the folder of the corrections that come with the program."""
    return Path(str(files("budgetflow.corrections")))


def load_corrections(folders: Iterable[Path]) -> list[Correction]:
    """Read every `*.yml` of the folders, those that are there; raises BadCorrection for an entry
    that cannot be used.
    """
    found: dict[str, Correction] = {}
    for path in (
        path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.yml"))
    ):
        for number, entry in enumerate(_entries(path), start=1):
            correction = _read(path, number, entry)
            # Ids name corrections in the change log of a release: one id, one correction.
            if correction.id in found:
                raise BadCorrection(
                    f"{path}, entry {number}: the id {correction.id} stands in "
                    f"{found[correction.id].file} already"
                )
            found[correction.id] = correction
    return list(found.values())


def _entries(path: Path) -> list[Any]:
    try:
        # Safe: the folder may be anybody's.
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise BadCorrection(f"{path}: no YAML: {error}") from error
    if not isinstance(entries, list):
        raise BadCorrection(f"{path}: a list of corrections is wanted")
    return entries


def _read(path: Path, number: int, entry: Any) -> Correction:
    where = f"{path}, entry {number}"
    names = {field.name for field in fields(Correction)} - {"file"}
    # A misspelt key would else be a guard that never holds, or a figure that is never put right.
    if not isinstance(entry, dict) or entry.keys() != names:
        if isinstance(entry, dict):
            told = sorted(names ^ set(entry))
        else:
            told = sorted(names)
        raise BadCorrection(
            f"{where}: these keys are missing or unknown: {', '.join(map(str, told))}"
        )
    # Fewer would fit disclosures of other years or stages.
    missing = [name for name in NEEDED if name not in entry["disclosure"]]
    if missing or not entry["cell"] or not entry["expect"] or not str(entry["reason"]).strip():
        raise BadCorrection(
            f"{where}: disclosure needs {', '.join(NEEDED)}; cell, expect and reason must not be "
            f"empty"
        )
    correction = Correction(**entry, file=str(path))
    try:
        correction.figure  # noqa: B018  (raises where it is no figure)
    except (InvalidOperation, AttributeError) as error:
        raise BadCorrection(
            f"{where}: corrected is {entry['corrected']!r}, which is no figure; put it in quotes"
        ) from error
    return correction
