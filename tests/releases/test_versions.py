"""Two announcements of one disclosure in a release: the newer one counts, the older is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from budgetflow.interpret.rows_model import Understanding
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from tests.builders.disclosures import disclosure


def announced(day: date, figures: dict[str, str], **more: object) -> Understanding:
    rows = disclosure(figures=figures, content=day.isoformat(), **more)  # type: ignore[arg-type]
    for row in rows.documents:
        row.published_on = day
    return rows


def read(release: Path, dataset: str) -> list[dict[str, object]]:
    return pq.read_table(release / "data" / dataset, partitioning=None).to_pylist()


def made(tmp_path: Path, *rows: Understanding) -> Path:
    lake = Lake(tmp_path / "lake")
    for one in rows:
        lake.replace(one, "1")
    release = build_release(lake, tmp_path / "releases", date(2026, 11, 29), site=False)
    assert release is not None
    return Path(release.path)


EARLIER = {"2050101": "10.00", "2050102": "20.00", "2080505": "5.00"}
LATER = {"2050101": "11.00", "2050102": "20.00"}


def test_no_row_of_the_earlier_version_is_among_those_of_the_newer(tmp_path: Path) -> None:
    old = announced(date(2026, 2, 1), EARLIER)
    new = announced(date(2026, 5, 1), LATER)
    for order in ((old, new), (new, old)):
        release = made(tmp_path / str(id(order)), *order)
        (document,) = {row["document_id"] for row in read(release, "amounts")}
        assert document == new.documents[0].document_id
        assert {row["function_code"] for row in read(release, "amounts")} == set(LATER)
        assert {row["document_id"] for row in read(release, "statements")} == {document}
        assert [row["general_budget_yuan"] for row in read(release, "functions")] == [
            Decimal("310000.00")
        ]


def test_the_earlier_version_is_a_revision_with_figures_of_its_own(tmp_path: Path) -> None:
    old = announced(date(2026, 2, 1), EARLIER)
    new = announced(date(2026, 5, 1), LATER)
    release = made(tmp_path, old, new)
    assert [row["revision"] for row in read(release, "disclosures")] == [2]
    status = {row["document_id"]: row["status"] for row in read(release, "documents")}
    assert status[old.documents[0].document_id] == "superseded"
    kept = pq.read_table(release / "vintages/superseded.parquet").to_pylist()
    assert len(kept) == len(old.amounts)
    assert {row["replaced_by"] for row in kept} == {new.documents[0].document_id}


def test_a_suspected_misreading_of_the_earlier_version_holds_nothing_back(tmp_path: Path) -> None:
    old = announced(date(2026, 2, 1), EARLIER, status="quarantined")
    new = announced(date(2026, 5, 1), LATER)
    release = made(tmp_path, old, new)
    assert [row["status"] for row in read(release, "disclosures")] == ["accepted"]
    assert len(read(release, "amounts")) == len(new.amounts)


def test_one_announcement_of_a_disclosure_leaves_no_earlier_figures(tmp_path: Path) -> None:
    release = made(tmp_path, announced(date(2026, 5, 1), LATER))
    assert pq.read_table(release / "vintages/superseded.parquet").num_rows == 0


def test_a_newer_version_in_a_later_release_restates_what_it_changes(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    lake.replace(announced(date(2026, 2, 1), EARLIER), "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 28), site=False)
    lake.replace(announced(date(2026, 5, 1), LATER), "1")
    release = build_release(lake, tmp_path / "releases", date(2026, 11, 29), site=False)
    assert release is not None
    vintages = pq.read_table(Path(release.path) / "vintages/amounts.parquet").to_pylist()
    assert {row["until"] for row in vintages} == {"2026.11.29"}
    restated = {(row["amount_yuan"], row["restated_yuan"]) for row in vintages}
    assert (Decimal("100000.00"), Decimal("110000.00")) in restated
    assert (Decimal("50000.00"), None) in restated


def test_the_same_versions_give_the_same_bytes(tmp_path: Path) -> None:
    old, new = announced(date(2026, 2, 1), EARLIER), announced(date(2026, 5, 1), LATER)
    one, other = made(tmp_path / "a", old, new), made(tmp_path / "b", new, old)
    assert (one / "SHA256SUMS").read_bytes() == (other / "SHA256SUMS").read_bytes()
