"""Two announcements of one disclosure in a release: the newer one counts, the older is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq

from budgetflow.facts.derive import derive_facts
from budgetflow.facts.versions import Replaced
from budgetflow.interpret.rows_model import Understanding
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.superseded import Superseded, superseded
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


def with_own_table(rows: Understanding, code: str) -> Understanding:
    """Add a table that no other file has: the file counts, though its first table may not."""
    rows.tables.append(replace(rows.tables[0], table_code=code, table_id=code, table_no=2))
    return rows


def test_a_table_printed_twice_elsewhere_leaves_a_partition_as_it_was(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    day = date(2026, 5, 1)
    lake.replace(disclosure(publisher="沙坪坝区教育局", region="500106"), "1")
    lake.replace(with_own_table(announced(day, LATER), "summary"), "1")
    before = build_release(lake, tmp_path / "releases", date(2026, 11, 28), site=False)
    again = disclosure(figures=LATER, content="the same day")
    again.documents[0].published_on = day
    lake.replace(with_own_table(again, "revenue"), "1")
    after = build_release(lake, tmp_path / "releases", date(2026, 11, 29), site=False)
    assert before is not None
    assert after is not None
    assert len(superseded(lake).replaced.tables) == 1
    untouched = "data/amounts/fiscal_year=2026/province=50"
    (old,) = (Path(before.path) / untouched).glob("*.parquet")
    assert old.samefile(Path(after.path) / untouched / old.name)


def test_what_another_version_replaces_is_told_of_its_own_disclosure_alone() -> None:
    replaced = Replaced(
        documents={("a", "old"): "new"},
        tables={("copy", "table 1"): "b", ("copy", "table 2"): "b"},
        texts={("c", "text")},
    )
    assert Superseded(replaced).by_disclosure() == {
        "a": [("a", "old", "new")],
        "b": [("b", "copy", "table", "table 1"), ("b", "copy", "table", "table 2")],
        "c": [("c", "text")],
    }


def parts_of_one_disclosure() -> tuple[Understanding, Understanding]:
    """Tables with one announcement, the text with another: neither replaces the other."""
    tables = disclosure(figures=LATER, content="tables")
    tables.statements = []
    total = replace(tables.amounts[0], amount_id="the tables' total", table_code="expenditure")
    total.item, total.function_code, total.row_role = "expenditure.total", None, "total"
    tables.amounts.append(total)
    text = disclosure(figures=LATER, content="text")
    said = text.statements[0]
    text.statements = [
        replace(said, statement_id=f"said {topic}", topic=topic)
        for topic in ("three_public.total", "meetings", "staff.total")
    ]
    text.tables, text.amounts, text.findings = [], [], []
    for part in (tables, text):
        derive_facts(part)
    return tables, text


def test_totals_over_two_announcements_of_one_disclosure(tmp_path: Path) -> None:
    tables, text = parts_of_one_disclosure()
    for order in ((tables, text), (text, tables)):
        release = made(tmp_path / str(id(order)), *order)
        (totals,) = read(release, "disclosure_totals")
        assert totals["three_public_source"] == "said three_public.total"
        assert totals["expenditure_source"] == "the tables' total"
        assert [row["general_budget_yuan"] for row in read(release, "functions")] == [
            Decimal("310000.00")
        ]


def test_a_figure_of_two_announcements_is_canonical_once(tmp_path: Path) -> None:
    one = disclosure(figures=LATER, content="one")
    other = disclosure(figures=LATER, content="other")
    for row in (*other.tables, *other.amounts):
        row.table_code = "appropriation_expenditure"
        row.table_id = "another table"
    for number, amount in enumerate(other.amounts):
        amount.amount_id, amount.measure = f"again {number}", "general_public_budget"
    del other.amounts[1::2]
    derive_facts(other)
    assert all(amount.is_canonical for amount in other.amounts)
    release = made(tmp_path, one, other)
    rows = [row for row in read(release, "amounts") if row["component"] == "total"]
    assert len(rows) == 4
    assert {row["table_code"] for row in rows if row["is_canonical"]} == {
        "general_budget_expenditure"
    }


def test_a_second_announcement_changes_the_totals_of_the_first(tmp_path: Path) -> None:
    """Also where nothing of the partition of totals came with it, and release by release."""
    tables, text = parts_of_one_disclosure()
    text.disclosure_totals = []
    lake = Lake(tmp_path / "lake")
    lake.replace(tables, "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 28), site=False)
    lake.replace(text, "1")
    step = build_release(lake, tmp_path / "releases", date(2026, 11, 29), site=False)
    assert step is not None
    whole = made(tmp_path / "whole", tables, text)
    (totals,) = read(Path(step.path), "disclosure_totals")
    assert totals["three_public_source"] == "said three_public.total"
    for dataset in ("amounts", "disclosure_totals", "functions"):
        assert read(Path(step.path), dataset) == read(whole, dataset)
