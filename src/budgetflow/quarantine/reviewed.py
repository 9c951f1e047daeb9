"""What people said of findings after looking at the page: one JSON record a finding.

    <quarantine>/reviewed/<finding_id>.json

A record holds for the documents it was made on: once the publisher replaces one, the finding is
judged afresh.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from budgetflow.interpret.rows_model import Finding, Understanding
from budgetflow.lake.storage import Files

ACCUSATION = "publisher_error"
# The verdict of an accusation that a person did not bear out: nobody is named any more.
WITHDRAWN = "open"


@dataclass(frozen=True, slots=True)
class Review:
    """A person's judgement of one accusation."""

    finding_id: str
    documents: list[str]
    borne_out: bool
    """True where the page prints what the finding says, False for a false accusation."""
    reason: str
    reviewed_by: str


class Reviews:
    """The records at a folder or an fsspec URL."""

    def __init__(self, url: str | Path) -> None:
        """Open the records; nothing is made until one is written."""
        self._files = Files(url)

    def put(self, review: Review) -> None:
        """Record a judgement in place of an earlier one."""
        body = json.dumps(asdict(review), ensure_ascii=False, indent=1, sort_keys=True)
        self._files.write(_name(review.finding_id), body.encode())

    def get(self, finding_id: str) -> Review | None:
        """Return the judgement of a finding, if there is one."""
        name = _name(finding_id)
        if self._files.exists(name):
            return Review(**json.loads(self._files.read(name)))
        return None

    def apply(self, rows: Understanding) -> list[str]:
        """Withdraw, in place, the accusations that a person did not bear out; return their ids."""
        documents = {(row.disclosure_id, row.document_id) for row in rows.documents}
        withdrawn = []
        for finding in rows.findings:
            if finding.verdict != ACCUSATION:
                continue
            review = self.get(finding.finding_id)
            if review is None:
                continue
            own = sorted(file for owner, file in documents if owner == finding.disclosure_id)
            # On other documents the same finding is a new one, of which the person said nothing.
            if not review.borne_out and own == review.documents:
                _withdraw(finding)
                withdrawn.append(finding.finding_id)
        return withdrawn


def _withdraw(finding: Finding) -> None:
    finding.verdict = WITHDRAWN
    # The figures stay in the finding; only nobody is accused any more.
    finding.explanation = "reviewed"


def _name(finding_id: str) -> str:
    return f"reviewed/{finding_id}.json"
