"""Which cases wait for a person: everything held back, and every accusation nobody has judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
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
    accused: list[dict[str, Any]] = []
    suspects: dict[str, list[dict[str, Any]]] = {name: [] for name in held}
    for finding in findings.to_pylist():
        owner = finding["disclosure_id"]
        suspicion = finding["verdict"] == SUSPECT
        if owner in held:
            # What is held is decided as a whole: its accusations are no cases of their own.
            if suspicion:
                suspects[owner].append(finding)
        elif not suspicion and reviews.get(finding["finding_id"]) is None:
            accused.append(finding)
    cells = _cells(lake, [*accused, *chain.from_iterable(suspects.values())])
    cases = [_held_case(item, suspects[name], cells) for name, item in held.items()]
    cases += _accusations(accused, cells, lake, Announcements(settings.store("archive")))
    return sorted(cases, key=_order)


def _order(case: Case) -> tuple[bool, str, int, int, str, str]:
    named = case.disclosure
    first_page = min((page for _, page in case.pages), default=0)
    check = case.messages[0][0] if case.messages else ""
    publisher = named["publisher"] or ""
    year = named["fiscal_year"] or 0
    # What is held back first: it is not published until somebody decides.
    return case.kind != "held", publisher, year, first_page, check, case.id


def _held_case(item: Held, suspects: list[dict[str, Any]], cells: Mapping[str, Cell]) -> Case:
    disclosure = {name: getattr(item, name) for name in _NAMED}
    figures = [name for one in suspects for name in one["amount_ids"]]
    return Case(
        id=f"held-{item.disclosure_id}",
        kind="held",
        disclosure_id=item.disclosure_id,
        disclosure=disclosure,
        announcement=item.announcement,
        documents=item.documents,
        messages=[(one.check_id, one.message_zh, one.message_en) for one in item.suspects],
        arithmetic=[one["arithmetic"] for one in suspects if one["arithmetic"]],
        quotations=[one["quotation"] for one in suspects if one["quotation"]],
        cells=_of(cells, figures),
    )


def _accusations(
    findings: list[dict[str, Any]],
    cells: Mapping[str, Cell],
    lake: Lake,
    announcements: Announcements,
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
    came_with = announcements.holding({d for own in documents.values() for d in own})
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
            cells=_of(cells, finding["amount_ids"]),
        )
        for finding in findings
    ]


def _cells(lake: Lake, findings: Iterable[dict[str, Any]]) -> dict[str, Cell]:
    """Return the figures that findings rest on, by amount_id in the order of the page; the lake's
    amounts are gone through once.
    """
    wanted = sorted({name for finding in findings for name in finding["amount_ids"]})
    if not wanted:
        return {}
    rows = lake.read("amounts", where=pc.field("amount_id").isin(wanted)).to_pylist()
    # In the order of the page, so that a person finds them as the eye moves.
    rows.sort(key=lambda row: (row["page"] or 0, *(row[name] for name in _READING_ORDER)))
    return {row["amount_id"]: _cell(row) for row in rows}


def _of(cells: Mapping[str, Cell], names: Iterable[str]) -> list[Cell]:
    """Return those of the figures that are named, in the order of the page."""
    wanted = set(names)
    return [cell for name, cell in cells.items() if name in wanted]


def _cell(row: dict[str, Any]) -> Cell:
    box = (row["x0"], row["top"], row["x1"], row["bottom"])
    return Cell(
        amount_id=row["amount_id"],
        document_id=row["document_id"],
        page=row["page"],
        # Text renditions and sheets have no places on a page.
        box=None if None in box else box,
        table=row["table_code"],
        label=row["row_label"] or "",
        column=row["column_label"],
        printed=row["amount_printed"],
        unit=row["unit_printed"],
    )
