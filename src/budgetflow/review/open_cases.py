"""Which cases wait for a person: everything held back, and every accusation nobody has judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyarrow.compute as pc

from budgetflow.archive.announcements import Announcements
from budgetflow.lake.store import Lake
from budgetflow.quarantine.reviewed import ACCUSATION, Reviews
from budgetflow.quarantine.store import Held, Quarantine
from budgetflow.review.case import Case, Cell
from budgetflow.settings import Settings

SUSPECT = "parse_suspect"
_READING_ORDER = ("table_no", "row_no", "column_no")
_NAMED = ("publisher", "fiscal_year", "stage", "title")


def open_cases(settings: Settings) -> list[Case]:
    """Return what waits for a person, what is held back first, then by publisher, year and page."""
    lake = Lake(settings.store("lake"))
    held = {item.disclosure_id: item for item in Quarantine(settings.store("quarantine")).held()}
    reviews = Reviews(settings.store("quarantine"))
    findings = lake.read("findings", where=pc.field("verdict").isin([ACCUSATION, SUSPECT]))
    by_disclosure: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in findings.to_pylist():
        by_disclosure[finding["disclosure_id"]].append(finding)
    cases = [_held_case(item, by_disclosure[item.disclosure_id], lake) for item in held.values()]
    accused = [
        finding
        for finding in findings.to_pylist()
        if finding["verdict"] == ACCUSATION
        and finding["disclosure_id"] not in held
        and reviews.get(finding["finding_id"]) is None
    ]
    cases += _accusations(accused, lake, Announcements(settings.store("archive")))
    return sorted(cases, key=_order)


def _order(case: Case) -> tuple[bool, str, int, int, str, str]:
    named = case.disclosure
    first_page = min((page for _, page in case.pages), default=0)
    check = case.messages[0][0] if case.messages else ""
    publisher, year = named["publisher"] or "", named["fiscal_year"] or 0
    return case.kind != "held", publisher, year, first_page, check, case.id


def _held_case(item: Held, findings: list[dict[str, Any]], lake: Lake) -> Case:
    suspects = [finding for finding in findings if finding["verdict"] == SUSPECT]
    return Case(
        id=f"held-{item.disclosure_id}",
        kind="held",
        disclosure_id=item.disclosure_id,
        disclosure={name: getattr(item, name) for name in _NAMED},
        announcement=item.announcement,
        documents=item.documents,
        messages=[(one.check_id, one.message_zh, one.message_en) for one in item.suspects],
        arithmetic=[one["arithmetic"] for one in suspects if one["arithmetic"]],
        quotations=[one["quotation"] for one in suspects if one["quotation"]],
        cells=_cells(lake, [name for one in suspects for name in one["amount_ids"]]),
    )


def _accusations(
    findings: list[dict[str, Any]], lake: Lake, announcements: Announcements
) -> list[Case]:
    wanted = sorted({finding["disclosure_id"] for finding in findings})
    if not wanted:
        return []
    own = pc.field("disclosure_id").isin(wanted)
    named = lake.read("disclosures", where=own).to_pylist()
    disclosures = {row["disclosure_id"]: row for row in named}
    documents: dict[str, dict[str, str]] = defaultdict(dict)
    for row in lake.read("documents", where=own).to_pylist():
        documents[row["disclosure_id"]][row["document_id"]] = row["file_name"]
    came_with = _announcements_of(announcements, {d for own in documents.values() for d in own})
    cells = {
        cell.amount_id: cell
        for cell in _cells(lake, [name for one in findings for name in one["amount_ids"]])
    }
    return [
        Case(
            id=finding["finding_id"],
            kind="accusation",
            disclosure_id=finding["disclosure_id"],
            disclosure={name: disclosures[finding["disclosure_id"]][name] for name in _NAMED},
            announcement=next(
                (came_with[d] for d in documents[finding["disclosure_id"]] if d in came_with), None
            ),
            documents=documents[finding["disclosure_id"]],
            messages=[(finding["check_id"], finding["message_zh"], finding["message_en"])],
            arithmetic=[finding["arithmetic"]] if finding["arithmetic"] else [],
            quotations=[finding["quotation"]] if finding["quotation"] else [],
            cells=[cells[name] for name in finding["amount_ids"] if name in cells],
        )
        for finding in findings
    ]


def _announcements_of(announcements: Announcements, documents: set[str]) -> dict[str, str]:
    """Return the key of the announcement that each document came with."""
    found = {}
    for key in sorted(announcements.keys()):
        record = announcements.get(key)
        if record is not None:
            found.update(dict.fromkeys(documents & set(record.documents), key))
    return found


def _cells(lake: Lake, names: Iterable[str]) -> list[Cell]:
    wanted = sorted(set(names))
    if not wanted:
        return []
    rows = lake.read("amounts", where=pc.field("amount_id").isin(wanted)).to_pylist()
    rows.sort(key=lambda row: (row["page"] or 0, *(row[name] for name in _READING_ORDER)))
    return [_cell(row) for row in rows]


def _cell(row: dict[str, Any]) -> Cell:
    box = (row["x0"], row["top"], row["x1"], row["bottom"])
    return Cell(
        amount_id=row["amount_id"],
        document_id=row["document_id"],
        page=row["page"],
        box=None if None in box else box,
        table=row["table_code"],
        label=row["row_label"] or "",
        column=row["column_label"],
        printed=row["amount_printed"],
        unit=row["unit_printed"],
    )
