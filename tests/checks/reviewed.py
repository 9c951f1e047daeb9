"""Every `publisher_error` over the real documents, as a person saw it on the page: `reviewed.csv`
beside this file.

`told` is a part of the finding's English message that names it; `right` says whether the page bears
it out. A finding
that is not on the list fails its test until somebody has looked at the page and entered it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from budgetflow.interpret.rows_model import Finding, Understanding


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One finding that a person has looked at."""

    file: str
    sha256: str
    check_id: str
    page: str
    told: str
    right: str
    seen: str

    def is_of(self, finding: Finding) -> bool:
        """Say whether this is the finding that was looked at."""
        same_place = (finding.document_id, finding.check_id, str(finding.page or "")) == (
            self.sha256,
            self.check_id,
            self.page,
        )
        return same_place and self.told in finding.message_en


def reviewed() -> list[Reviewed]:
    with Path(__file__).with_name("reviewed.csv").open(encoding="utf-8") as lines:
        return [Reviewed(**row) for row in csv.DictReader(lines)]


def named_publishers(rows: Understanding) -> list[Finding]:
    """Give the findings that name the publisher."""
    return [finding for finding in rows.findings if finding.verdict == "publisher_error"]


def unseen(rows: Understanding) -> list[str]:
    """Give the findings that nobody has looked at yet."""
    known = reviewed()
    names = {document.document_id: document.file_name for document in rows.documents}
    return [
        f"{names.get(f.document_id or '')} p. {f.page} {f.check_id}: {f.message_en}"
        for f in named_publishers(rows)
        if not any(one.is_of(f) for one in known)
    ]


def precision(rows: Understanding) -> float:
    """Give the share of findings that the page bears out."""
    right = [one for one in reviewed() if one.right == "yes"]
    found = named_publishers(rows)
    return sum(any(one.is_of(finding) for one in right) for finding in found) / len(found)
