"""Which findings a release publishes: none of what is held back, and no accusation that the other
disclosures of its layout do not bear out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from budgetflow.contracts.vocabulary import HELD
from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.document import read_file
from budgetflow.jobs.steps.settle import settle
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from tests.builders.disclosures import sha
from tests.checks.builders import Book
from tests.checks.example_disclosures import budget

DAY = date(2026, 11, 22)
OTHER_FILES = ("seeds/bayingol-2025.txt", "seeds/ganzhou-2026.txt")
"""Real documents that publish accusations."""


def bureau(number: int, total_spent: str) -> Understanding:
    """Return the checked budget of one of several bureaus whose tables are laid out alike, with
    the total of expenditure as printed; each is checked by itself, as the night does.
    """
    book = budget().change("summary", "expenditure.total", "amount", total_spent)
    _belongs_to(book, number)
    return book.check().rows


def held_bureau(number: int) -> Understanding:
    """Return a budget of which a total is read with doubt, beside a slip of its publisher."""
    book = budget().change("expenditure", "expenditure.total", "total", "120.00")
    book.cell("expenditure", "expenditure.total", "total").confidence = 0.6
    book.change("three_public_expenses", "vehicles", "amount", "6.30")
    _belongs_to(book, number)
    return book.check().rows


def _belongs_to(book: Book, number: int) -> None:
    """Give a book's rows names of their own."""
    own = book.rows.disclosures[0]
    own.publisher, own.region_code, own.province = f"某市第{number}局", "650100", "65"
    for rows in book.rows.datasets().values():
        for row in rows:
            for name in ("disclosure_id", "table_id", "amount_id", "statement_id", "project_id"):
                if hasattr(row, name):
                    setattr(row, name, sha(f"{number} {getattr(row, name)}")[:32])
            if hasattr(row, "document_id"):
                row.document_id = sha(f"file {number}")
            if hasattr(row, "province"):
                row.province = "65"


def released(folder: Path, parts: Iterable[Understanding]) -> Path:
    """Store announcements one after the other and return the folder of a release of them."""
    lake = Lake(folder / "lake")
    for part in parts:
        lake.replace(part, "1")
    assert build_release(lake, folder / "releases", DAY) is not None
    return folder / "releases" / "2026.11.22"


def verdicts(release: Path, check_id: str) -> list[tuple[str, str | None]]:
    """Return verdict and explanation of a check's published findings."""
    rows = pq.read_table(release / "data/findings").to_pylist()
    found = [row for row in rows if row["check_id"] == check_id and row["verdict"] != "rounding"]
    return [(row["verdict"], row["explanation"]) for row in found]


@pytest.mark.parametrize(
    ("others", "told"),
    [
        (("110.00", "110.00"), [("open", "broken_by_peers")] * 3),
        (("100.00", "100.00"), [("publisher_error", None)]),
        (("110.00",), [("publisher_error", None)] * 2),
        (("90.00", "90.00"), [("publisher_error", None)] * 3),
    ],
    ids=["most alike", "none", "one other", "to the other side"],
)
def test_what_most_bureaus_of_the_layout_do_is_a_way_of_counting(
    tmp_path: Path, others: tuple[str, ...], told: list[tuple[str, str | None]]
) -> None:
    parts = [bureau(number, printed) for number, printed in enumerate(("110.00", *others))]
    assert verdicts(released(tmp_path, parts), "B01") == told


def test_a_release_does_not_depend_on_the_order_in_which_bureaus_were_read(tmp_path: Path) -> None:
    parts = [bureau(number, "110.00") for number in range(3)]
    one = released(tmp_path / "one", parts)
    two = released(tmp_path / "two", reversed(parts))
    assert _hashes(one) == _hashes(two)


def test_a_bureau_read_later_takes_an_accusation_back(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    for number in range(2):
        lake.replace(bureau(number, "110.00"), "1")
    first = build_release(lake, tmp_path / "releases", DAY)
    lake.replace(bureau(2, "110.00"), "1")
    second = build_release(lake, tmp_path / "releases", date(2026, 11, 23))
    assert first is not None and second is not None
    assert {one for one, _ in verdicts(Path(first.path), "B01")} == {"publisher_error"}
    assert {one for one, _ in verdicts(Path(second.path), "B01")} == {"open"}


def test_a_made_disclosure_that_is_held_back_publishes_no_finding(tmp_path: Path) -> None:
    held = held_bureau(1)
    assert held.disclosures[0].status == HELD and held.findings
    assert not [one for one in held.findings if one.verdict == "publisher_error"]
    release = released(tmp_path, [held, bureau(2, "110.00")])
    assert _published(release, held) == []


@pytest.mark.corpus
@pytest.mark.slow
def test_beside_real_documents_a_disclosure_that_is_held_back_publishes_no_finding(
    shared: Path, tmp_path: Path
) -> None:
    held = held_bureau(1)
    assert held.disclosures[0].status == HELD and held.findings
    others = [settle([read_file(shared / name)]) for name in OTHER_FILES]
    release = released(tmp_path, [held, *others])
    assert _published(release, held) == []
    accused = [row for row in verdicts(release, "P03") if row[0] == "publisher_error"]
    assert accused  # the others' findings are there


def _hashes(release: Path) -> dict[str, str]:
    files = [path for path in release.rglob("*") if path.is_file()]
    return {
        path.relative_to(release).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def _published(release: Path, held: Understanding) -> list[str]:
    """Return the files of a release that print a finding of a held disclosure, or a figure; the
    reason for which a document is held stands in its row.
    """
    reasons = {row.status_reason for row in held.documents}
    findings = {one.finding_id for one in held.findings}
    findings |= {one.message_zh for one in held.findings} - reasons
    cells = {one.amount_id for one in held.amounts}
    found = []
    for path in sorted(release.rglob("*")):
        if not path.is_file() or path.suffix in (".png", ".xlsx"):
            continue
        text = _text_of(path)
        if any(words in text for words in findings) or any(cell in text for cell in cells):
            found.append(path.relative_to(release).as_posix())
    return found


def _text_of(path: Path) -> str:
    if path.suffix == ".parquet":
        return json.dumps(pq.read_table(path).to_pylist(), ensure_ascii=False, default=str)
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return data.decode("utf-8", errors="replace")
