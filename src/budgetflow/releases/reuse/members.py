"""Where the parts of a release's CSV files lie: `provenance/members.json`.

`csv/` and `tables/` have one gzip member for each part of the data. The next release copies the
members of those in which nothing changed. A reader that wants one year and province can ask a web
server for just these bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from budgetflow.releases.reuse.code_version import code_version

PATH = "provenance/members.json"
# Packages whose code and words decide how rows become CSV and workbooks.
_MADE_BY = (
    *("budgetflow.releases.formats", "budgetflow.releases.reuse"),
    *("budgetflow.contracts", "budgetflow.reference"),
    "budgetflow.interpret.text",  # a new mask looks at all parts again
)


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a CSV file: the rows of one part of the data."""

    start: int
    size: int
    """Bytes, compressed."""
    first: int
    """Rows of the parts before it."""
    rows: int


@dataclass(slots=True)
class Members:
    """The parts of all CSV files of a release, and what names its wide tables have."""

    files: dict[str, dict[str, Member]] = field(default_factory=dict)
    """By file, then by part of the data, in their order."""
    columns: dict[str, str] = field(default_factory=dict)
    """A hash of each file's headings."""
    measures: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """What the columns of wide tables are named by: part -> code of the table -> names."""
    beside: dict[str, str] = field(default_factory=dict)
    """A hash of what wide tables say of the disclosures of each part of amounts."""

    def add(self, file: str, part: str, start: int, end: int, rows: int) -> None:
        """Take in a part that was written between two bytes of a file."""
        parts = self.files.setdefault(file, {})
        # The rows of a file are numbered on from part to part.
        last = next(reversed(parts.values()), None)
        if last is None:
            first = 0
        else:
            first = last.first + last.rows
        parts[part] = Member(start, end - start, first, rows)

    def find(self, file: str, part: str, headings: Sequence[str]) -> Member | None:
        """Return where a part lies; None where it is not there, or has other columns."""
        if self.columns.get(file) != hash_of(headings):
            return None
        return self.files.get(file, {}).get(part)

    def write(self, release: Path) -> None:
        """Write them into a release."""
        told = {
            "made_by": code_version(*_MADE_BY),
            "files": {
                file: {
                    "columns": self.columns[file],
                    "parts": [
                        [part, member.start, member.size, member.first, member.rows]
                        for part, member in self.files.get(file, {}).items()
                    ],
                }
                for file in sorted(self.columns)
            },
            "measures": self.measures,
            "beside": self.beside,
        }
        text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
        (release / PATH).write_text(text + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def read(cls, release: Path | None) -> Members:
        """Read those of a release; none where other code made them, or there is no release."""
        if release is None or not (release / PATH).exists():
            return cls()
        told: dict[str, Any] = json.loads((release / PATH).read_text(encoding="utf-8"))
        if told["made_by"] != code_version(*_MADE_BY):
            return cls()
        parts: dict[str, dict[str, Member]] = {}
        columns: dict[str, str] = {}
        for file, held in told["files"].items():
            parts[file] = {part: Member(*place) for part, *place in held["parts"]}
            columns[file] = held["columns"]
        return cls(parts, columns, told["measures"], told["beside"])


def hash_of(headings: Sequence[str]) -> str:
    """Return a short hash of the headings of a file."""
    return hashlib.sha256("\n".join(headings).encode()).hexdigest()[:16]
