"""Every real document and case that is refused, and why, as a person saw it: `refused.csv`.

`seen` says what the document prints, by its page images (PDF), by its text as another program
gives it (LibreOffice, for Word), and for web pages by their visible text without this program.
"""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import pytest

from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.parse_files import ParseSummary, parse_files
from budgetflow.settings import Settings
from tests.builders.real import rows_of

pytestmark = [pytest.mark.corpus, pytest.mark.xdist_group("real documents")]

REFUSED = ("not_a_disclosure", "unreadable")
LISTS = ("MANIFEST.csv", "expected.json")
"""What lies beside the documents and is none."""


def reviewed(*folders: str) -> dict[str, tuple[str, str]]:
    """Return status and reason of each refused document of some folders, by file name."""
    with Path(__file__).with_name("refused.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["folder"] in folders]
    assert all(row["seen"] for row in rows)
    return {row["file"]: (row["status"], row["reason"]) for row in rows}


def refused(*parts: Understanding) -> dict[str, tuple[str, str]]:
    return {
        document.file_name: (document.status, document.status_reason or "")
        for rows in parts
        for document in rows.documents
        if document.status in REFUSED and document.file_name not in LISTS
    }


def test_pages_and_cases_are_refused_for_what_a_person_saw(shared: Path) -> None:
    folders = [shared / "corpus" / "pages", shared / "cases"]
    rows, _ = parse_files(folders, Settings(), lambda path, part: None, read=rows_of)
    assert refused(rows) == reviewed("pages", "cases")


def test_documents_are_refused_for_what_a_person_saw(
    parsed: tuple[Understanding, ParseSummary, Path], further: Understanding
) -> None:
    expected = reviewed("seeds", "pdf", "pdf-2", "office", "government")
    assert refused(parsed[0], further) == expected


def test_the_list_is_of_these_bytes(shared: Path) -> None:
    with Path(__file__).with_name("refused.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    for row in rows:
        folder = shared if row["folder"] == "cases" else shared / "corpus"
        data = (folder / row["folder"] / row["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == row["sha256"], row["file"]
