"""The quarantine: one JSON record a disclosure held back, and one a decision to let it through.

    <quarantine>/held/<disclosure_id>.json       why it is held, which documents, where to read them
    again
    <quarantine>/released/<disclosure_id>.json   who let it through, why, and for which documents

The records are made anew from the rows whenever a disclosure is read, so that killing a run loses
nothing. A decision holds
for the documents it was made on: once the publisher replaces one, the disclosure is judged afresh.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from budgetflow.contracts.vocabulary import HELD
from budgetflow.interpret.rows_model import DisclosureRow, Finding, Understanding
from budgetflow.lake.storage import Files

LET_THROUGH = "accepted_with_findings"


class NotHeld(LookupError):
    """Raised for an id that is not in quarantine; the message lists what is."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """One finding for which a disclosure is held, with the cells it rests on."""

    check_id: str
    message_zh: str
    message_en: str
    document_id: str | None
    page: int | None
    boxes: list[list[float]] = field(default_factory=list)
    """x0, top, x1, bottom of each cell on that page, in points."""


@dataclass(frozen=True, slots=True)
class Held:
    """One disclosure held back."""

    disclosure_id: str
    publisher: str | None
    fiscal_year: int | None
    stage: str | None
    title: str | None
    announcement: str | None
    """Key of the announcement it came with; None for a local file."""
    documents: dict[str, str]
    """sha256 and file name."""
    suspects: list[Suspect]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's decision to publish what the checks held back."""

    disclosure_id: str
    documents: list[str]
    reason: str
    decided_by: str


class Quarantine:
    """The records at a folder or an fsspec URL."""

    def __init__(self, url: str | Path) -> None:
        """Open the records; nothing is made until one is written."""
        self._files = Files(url)

    def review(self, rows: Understanding, announcement: str | None = None) -> list[str]:
        """Bring the records in line with freshly checked rows, and give the ids still held.

        A disclosure that a person let through gets the status `accepted_with_findings`, its
        documents the reason.
        """
        for row in rows.disclosures:
            documents = _documents(rows, row)
            decision = self.decision(row.disclosure_id)
            # A decision on other bytes is none on these.
            if row.status == HELD and decision and sorted(documents) == decision.documents:
                _let_through(rows, row, decision)
            if row.status == HELD:
                self._write(
                    f"held/{row.disclosure_id}.json",
                    asdict(_held(rows, row, documents, announcement)),
                )
            else:
                # What is no longer held is forgotten: the record says what waits now.
                self._files.remove(f"held/{row.disclosure_id}.json")
        return [row.disclosure_id for row in rows.disclosures if row.status == HELD]

    def held(self) -> list[Held]:
        """Return everything held back, by publisher and year."""
        names = self._files.names("held", ".json")
        found = [_held_of(self._read(name)) for name in names]
        return sorted(found, key=_by_publisher_and_year)

    def find(self, disclosure_id: str) -> Held:
        """Return one by its id or the beginning of it; raises NotHeld where none or several begin
        so.
        """
        found = [item for item in self.held() if item.disclosure_id.startswith(disclosure_id)]
        if len(found) != 1:
            known = ", ".join(item.disclosure_id for item in self.held()) or "nothing"
            raise NotHeld(
                f"{len(found)} held disclosures begin with {disclosure_id!r}; in quarantine: "
                f"{known}"
            )
        return found[0]

    def let_through(self, item: Held, reason: str, decided_by: str) -> Decision:
        """Record the decision to publish a held disclosure; it takes effect when it is next
        read.
        """
        decision = Decision(item.disclosure_id, sorted(item.documents), reason, decided_by)
        self._write(f"released/{item.disclosure_id}.json", asdict(decision))
        return decision

    def decision(self, disclosure_id: str) -> Decision | None:
        """Return the decision on a disclosure, if there is one."""
        name = f"released/{disclosure_id}.json"
        if self._files.exists(name):
            return Decision(**self._read(name))
        return None

    def _read(self, name: str) -> dict[str, Any]:
        values: dict[str, Any] = json.loads(self._files.read(name))
        return values

    def _write(self, name: str, values: dict[str, Any]) -> None:
        self._files.write(
            name, json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True).encode()
        )


def _documents(rows: Understanding, disclosure: DisclosureRow) -> dict[str, str]:
    return {
        row.document_id: row.file_name
        for row in rows.documents
        if row.disclosure_id == disclosure.disclosure_id
    }


def _let_through(rows: Understanding, disclosure: DisclosureRow, decision: Decision) -> None:
    disclosure.status = LET_THROUGH
    for document in rows.documents:
        if document.disclosure_id == disclosure.disclosure_id and document.status == HELD:
            document.status = LET_THROUGH
            # Published with the rows, so that readers know who vouches for them.
            document.status_reason = f"let through by {decision.decided_by}: {decision.reason}"


def _held(
    rows: Understanding,
    disclosure: DisclosureRow,
    documents: dict[str, str],
    announcement: str | None,
) -> Held:
    # Findings of suspicion alone: others do not hold a disclosure back.
    own = [
        f
        for f in rows.findings
        if f.disclosure_id == disclosure.disclosure_id and f.verdict == "parse_suspect"
    ]
    cells = {amount.amount_id: amount for amount in rows.amounts}
    return Held(
        disclosure.disclosure_id,
        disclosure.publisher,
        disclosure.fiscal_year,
        disclosure.stage,
        disclosure.title,
        announcement,
        documents,
        [
            _suspect(finding, (cells[name] for name in finding.amount_ids if name in cells))
            for finding in own
        ],
    )


def _suspect(finding: Finding, cells: Iterable[Any]) -> Suspect:
    # Boxes of the finding's own page, which is the one that is shown.
    boxes = [
        [c.x0, c.top, c.x1, c.bottom]
        for c in cells
        if c.page == finding.page and c.document_id == finding.document_id and c.x0 is not None
    ]
    return Suspect(
        finding.check_id,
        finding.message_zh,
        finding.message_en,
        finding.document_id,
        finding.page,
        boxes,
    )


def _by_publisher_and_year(item: Held) -> tuple[str, int, str]:
    """Return what records are ordered by; those that name no publisher or year come first."""
    return item.publisher or "", item.fiscal_year or 0, item.disclosure_id


def _held_of(values: dict[str, Any]) -> Held:
    return Held(**{**values, "suspects": [Suspect(**suspect) for suspect in values["suspects"]]})
