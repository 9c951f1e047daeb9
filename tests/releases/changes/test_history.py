"""A simulated history: each change between two releases has its true cause, and the deltas in order
give each version.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from budgetflow.releases.build import data_version
from budgetflow.releases.changes.delta import apply_changes
from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.versions import Catalogue
from tests.builders.disclosures import disclosure, sha
from tests.releases.changes.builders import A, B, History, new, tree


def test_the_first_release_has_no_changes_and_says_so(history: History) -> None:
    assert history.changes("2026.11.22") == []
    assert "第一个版本" in (history.folder / "releases/2026.11.22/CHANGES.md").read_text()


def revised(history: History) -> None:
    history.lake.replace(
        disclosure(figures=B, content="v2", revision=2), "1", supersedes=[sha("v1")]
    )


def supplemented(history: History) -> None:
    more = disclosure(figures={"229": "9.00"}, content="annex")
    more.tables[0].table_id = more.amounts[0].table_id = sha("other")[:32]
    more.statements, more.findings, more.check_results = [], [], []
    history.lake.replace(more, "1")


def withdrawn(history: History) -> None:
    history.lake.withdraw([sha("v1")])


def reread_better(history: History) -> None:
    history.lake.replace(disclosure(figures=B, content="v1", reader_version="2"), "1")


def understood_better(history: History) -> None:
    history.lake.replace(disclosure(figures=B, content="v1"), "2")


def identified_better(history: History) -> None:
    history.lake.replace(disclosure("新市区教育局（本级）", figures=A, content="v1"), "2")


def made_readable(history: History) -> None:
    history.lake.replace(
        disclosure("从前读不了的局", figures=A, content="broken", reader_version="2"), "1"
    )


def corrected(history: History) -> None:
    history.lake.replace(
        disclosure(figures=B, content="v1"), "1", corrections={sha("v1"): sha("correction 1")}
    )


def held_back(history: History) -> None:
    history.lake.replace(disclosure(figures=A, content="v1", status="quarantined"), "1")


@pytest.mark.parametrize(
    ("event", "cause"),
    [
        (new, "new_disclosure"),
        (revised, "publisher_revision"),
        (supplemented, "publisher_revision"),
        (withdrawn, "publisher_withdrawal"),
        (reread_better, "reader_change"),
        (understood_better, "interpretation_change"),
        (identified_better, "interpretation_change"),
        (made_readable, "reader_change"),
        (corrected, "correction"),
        (held_back, "correction"),
    ],
)
def test_what_happened_is_the_cause_of_every_change(
    history: History, event: Callable[[History], None], cause: str
) -> None:
    event(history)
    assert history.causes() == {cause}


def test_what_was_withdrawn_and_is_back_was_put_back_by_its_publisher(history: History) -> None:
    withdrawn(history)
    history.release()
    history.lake.replace(disclosure(figures=A, content="v1"), "1")
    assert history.causes() == {"publisher_revision"}


def test_a_better_reader_and_a_revision_at_once_are_told_apart_value_by_value(
    history: History,
) -> None:
    """The old reader misread 208; the publisher changed 201, withdrew 210 and added 229; the new
    reader reads all right.
    """
    old = {"201": "1.00", "208": "2.00", "210": "3.00"}
    history.lake.replace(disclosure("两变局", figures=old, content="old bytes"), "1")
    history.release()
    new_figures = {"201": "7.00", "208": "2.22", "229": "4.00"}
    history.archive[sha("old bytes")] = lambda: disclosure(
        "两变局",
        figures={"201": "1.00", "208": "2.22", "210": "3.00"},
        content="old bytes",
        reader_version="2",
    )
    history.lake.replace(
        disclosure("两变局", figures=new_figures, content="new bytes", reader_version="2"),
        "1",
        supersedes=[sha("old bytes")],
    )
    rows = history.changes(history.release().version.version)
    amounts = {
        (row["change"], row["old"], row["new"], row["cause"])
        for row in rows
        if row["dataset"] == "amounts" and row["column"] == "amount_yuan"
    }
    assert amounts == {
        ("changed", "10000.00", "70000.00", "publisher_revision"),
        ("changed", "20000.00", "22200.00", "reader_change"),
    }
    whole_rows = {
        (row["change"], row["cause"])
        for row in rows
        if row["dataset"] == "amounts" and row["column"] is None
    }
    assert whole_rows == {("added", "publisher_revision"), ("removed", "publisher_revision")}


def test_without_the_old_bytes_it_is_put_down_to_the_publisher_and_said(history: History) -> None:
    history.lake.replace(
        disclosure(figures=B, content="v2", reader_version="2"), "1", supersedes=[sha("v1")]
    )
    release = history.release()
    assert {row["cause"] for row in history.changes(release.version.version)} == {
        "publisher_revision"
    }
    assert len(release.tally.unsplit) == 1
    assert (
        "could not be split"
        in (history.folder / f"releases/{release.version.version}/CHANGES.md").read_text()
    )


def test_a_column_added_to_the_contract_is_a_change_of_the_schema(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_new_column(monkeypatch)
    history.lake.replace(disclosure(figures=A, content="v1"), "1")
    rows = history.changes(history.release().version.version)
    assert {
        (row["dataset"], row["column"], row["change"], row["cause"])
        for row in rows
        if row["key"] == ""
    } == {("statements", "tone", "added", "schema_change")}
    assert {row["cause"] for row in rows} == {"schema_change"}
    assert [
        version.data_version for version in Catalogue(history.folder / "releases").versions()
    ] == ["1.0.0", "1.1.0"]


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        (None, [], "1.0.0"),
        ("1.4.0", [], "1.4.0"),
        ("1.4.0", ["column added"], "1.5.0"),
        ("1.4.0", ["column added", "column removed"], "2.0.0"),
        ("1.4.0", ["column changed"], "2.0.0"),
    ],
)
def test_the_version_of_the_schema_follows_from_what_changed_in_it(
    before: str | None, changes: list[str], after: str
) -> None:
    tally = Tally()
    for change in changes:
        tally.counts["amounts", change, "schema_change"] += 1
    assert data_version(before, tally) == after


def with_new_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the contract have one more column of statements, as a later version of the program
    would.
    """
    from budgetflow.contracts import arrow

    whole, in_files = arrow.schema, arrow.file_schema
    tone = pa.field("tone", pa.string())
    for module in (
        "budgetflow.lake.store",
        "budgetflow.lake.part_files",
        "budgetflow.lake.unit_tables",
        "budgetflow.releases.data_files",
    ):
        monkeypatch.setattr(
            f"{module}.schema",
            lambda name: whole(name).append(tone) if name == "statements" else whole(name),
        )
    monkeypatch.setattr(
        "budgetflow.lake.part_files.file_schema",
        lambda name: in_files(name).append(tone) if name == "statements" else in_files(name),
    )
    make = arrow.to_table

    def to_table(dataset: str, rows: list[object]) -> pa.Table:
        table = make(dataset, rows)
        return (
            table.append_column(tone, pa.array(["calm"] * table.num_rows))
            if dataset == "statements"
            else table
        )

    monkeypatch.setattr("budgetflow.lake.change_sets.to_table", to_table)


def test_the_deltas_in_order_give_each_version_exactly(history: History, tmp_path: Path) -> None:
    for event in (
        new,
        revised,
        reread_better,
        understood_better,
        withdrawn,
        made_readable,
        supplemented,
        identified_better,
        corrected,
    ):
        event(history)
        history.release()
    versions = [version.version for version in Catalogue(history.folder / "releases").versions()]
    assert len(versions) == 10
    have = history.folder / "releases" / versions[0]
    for number, version in enumerate(versions[1:]):
        published = history.folder / "releases" / version
        rebuilt = tmp_path / f"applied-{number}"
        apply_changes(have, published / "changes", rebuilt / "data")
        assert tree(rebuilt / "data") == tree(published / "data")
        have = rebuilt


def test_a_schema_change_applies_as_well(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_new_column(monkeypatch)
    history.lake.replace(disclosure(figures=A, content="v1"), "1")
    published = history.folder / "releases" / history.release().version.version
    apply_changes(
        history.folder / "releases/2026.11.22", published / "changes", tmp_path / "applied/data"
    )
    assert tree(tmp_path / "applied/data") == tree(published / "data")


def test_restated_figures_keep_all_their_vintages(history: History) -> None:
    revised(history)
    history.release()
    history.lake.replace(
        disclosure(figures={"201": "1.00", "208": "6.00"}, content="v3", revision=3),
        "1",
        supersedes=[sha("v2")],
    )
    history.release()
    rows = pq.read_table(
        history.folder / "releases/2026.11.22.2/vintages/amounts.parquet", partitioning=None
    ).to_pylist()
    told = {
        (
            str(row["amount_yuan"]),
            str(row["restated_yuan"]),
            row["since"],
            row["until"],
            row["cause"],
        )
        for row in rows
    }
    assert told == {
        ("20000.00", "50000.00", None, "2026.11.22.1", "publisher_revision"),
        ("50000.00", "60000.00", "2026.11.22.1", "2026.11.22.2", "publisher_revision"),
    }


def test_changes_are_told_to_people_by_cause_and_by_name(history: History) -> None:
    revised(history)
    text = (history.folder / f"releases/{history.release().version.version}/CHANGES.md").read_text()
    assert "Revised by the publisher" in text and "- 新市区教育局 2026 预算" in text
    assert "| amounts |  |  | 4 |" in text or "| amounts |  |  | 2 |" in text
