"""The lake: a unit is replaced whole, at once or not at all, and reads back as it was written."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pyarrow.dataset as pads
import pyarrow.parquet as pq
import pytest

from budgetflow.interpret.rows_model import Publication, Understanding
from budgetflow.lake.change_sets import Prepared, prepare
from budgetflow.lake.document_versions import publication_of
from budgetflow.lake.partitions import NULL, Partition
from budgetflow.lake.storage import Files
from budgetflow.lake.store import Lake
from tests.builders.disclosures import disclosure, sha, unreadable


@pytest.fixture(params=["disk", "memory"])
def lake(request: pytest.FixtureRequest, tmp_path: Path) -> Lake:
    """A lake on disk, and one behind an fsspec URL."""
    return Lake(tmp_path / "lake" if request.param == "disk" else f"memory://{tmp_path.name}/lake")


def printed(lake: Lake) -> list[str]:
    return sorted(lake.read("amounts")["amount_printed"].to_pylist())


def test_rows_lie_in_folders_by_year_and_province(lake: Lake) -> None:
    lake.replace(disclosure(year=2026, region="650104"), "1")
    assert lake.partitions("amounts") == [Partition("amounts", 2026, "65")]
    (name,) = lake.files.names("amounts", ".parquet")
    assert name.startswith("amounts/fiscal_year=2026/province=65/")


def test_values_of_a_column_are_told_once_and_null_is_none(lake: Lake) -> None:
    lake.replace(disclosure("甲局", figures={"205": "1.00", "208": "2.00"}), "1")
    lake.replace(disclosure("乙局", figures={"205": "3.00"}), "1")
    lake.replace(unreadable(), "1")
    (partition,) = lake.partitions("amounts")
    of_bureaus = set(lake.read("disclosures")["disclosure_id"].to_pylist())
    assert len(of_bureaus) == 2
    assert lake.values(partition, "disclosure_id") == of_bureaus
    nowhere = Partition("documents", None, None)
    assert nowhere in lake.partitions("documents")
    assert lake.values(nowhere, "disclosure_id") == set()


def test_datasets_without_their_own_year_lie_where_their_disclosure_does(lake: Lake) -> None:
    lake.replace(disclosure(year=2025, region="110101"), "1")
    assert lake.partitions("statements") == [Partition("statements", 2025, "11")]


def test_an_unreadable_file_lies_under_null_and_reads_back_as_null(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.replace(unreadable(), "1")
    lake.replace(disclosure(), "1")
    assert (tmp_path / f"documents/fiscal_year={NULL}/province={NULL}").is_dir()
    rows = pads.dataset(tmp_path / "documents", partitioning="hive").to_table().to_pylist()
    assert {(row["province"], row["status"]) for row in rows} == {
        (None, "unreadable"),
        (65, "accepted"),
    }


def test_the_same_rows_again_change_nothing(lake: Lake) -> None:
    assert lake.replace(disclosure(), "1").changed
    before = lake.files.names()
    assert not lake.replace(disclosure(), "1").changed
    assert lake.files.names() == before


def test_a_document_is_replaced_whole(lake: Lake) -> None:
    lake.replace(disclosure(figures={"201": "1.00", "208": "2.00"}, content="file"), "1")
    lake.replace(disclosure(figures={"201": "3.00"}, content="file"), "1")
    assert printed(lake) == ["3.00", "3.00"]
    assert len(lake.files.names("amounts", ".parquet")) == 1


def test_a_document_that_moves_to_another_year_leaves_nothing_behind(lake: Lake) -> None:
    lake.replace(disclosure(year=2025, content="file"), "1")
    lake.replace(disclosure(year=2026, content="file"), "1")
    assert lake.partitions("amounts") == [Partition("amounts", 2026, "65")]


def test_new_bytes_supersede_the_old_document(lake: Lake) -> None:
    lake.replace(disclosure(figures={"201": "1.00"}, content="old"), "1")
    lake.replace(disclosure(figures={"201": "2.00"}, content="new"), "1", supersedes=[sha("old")])
    assert printed(lake) == ["2.00", "2.00"]
    assert lake.documents() == {sha("new")}


def test_withdrawn_documents_keep_their_row_and_lose_their_figures(lake: Lake) -> None:
    lake.replace(disclosure(content="file"), "1")
    assert lake.withdraw([sha("file")])
    assert printed(lake) == []
    assert lake.read("disclosures")["status"].to_pylist() == ["withdrawn"]
    assert lake.read("documents")["status"].to_pylist() == ["withdrawn"]
    assert not lake.withdraw([sha("file")]), "a second time there is nothing to do"
    assert not lake.withdraw([sha("never seen")])


def both(one: Understanding, two: Understanding) -> Understanding:
    whole = Understanding()
    whole.extend(one)
    whole.extend(two)
    return whole


def test_a_document_that_two_announcements_share_is_there_once_and_the_others_stay(
    lake: Lake,
) -> None:
    first, shared, third = (
        disclosure(f"{name}局", figures={"201": f"{n}.00"}, content=name)
        for n, name in enumerate("甲乙丙", 1)
    )
    lake.replace(both(first, shared), "1")
    lake.replace(both(shared, third), "1")
    assert printed(lake) == ["1.00", "1.00", "2.00", "2.00", "3.00", "3.00"]
    assert lake.documents() == {sha("甲"), sha("乙"), sha("丙")}
    assert sorted(lake.read("disclosures")["publisher"].to_pylist()) == ["丙局", "乙局", "甲局"]
    assert lake.read("check_results").num_rows == 3 and lake.read("readings").num_rows == 3
    assert not lake.withdraw([sha("甲"), sha("乙")]) or printed(lake) == [
        "2.00",
        "2.00",
        "3.00",
        "3.00",
    ], "the other announcement still has 乙"


def test_what_the_announcement_said_is_kept_for_reading_again(lake: Lake) -> None:
    announced = Publication(
        source_id="urumqi", landing_url="https://example.invalid/1.html", title="公开"
    )
    lake.replace(disclosure(), "7", publication=announced)
    (row,) = lake.read("readings").to_pylist()
    assert publication_of(row["publication"]) == announced
    assert (row["reader"], row["reader_version"], row["interpreter_version"]) == ("pdf", "1", "7")


def test_compaction_joins_files_and_changes_no_row_and_no_fingerprint(lake: Lake) -> None:
    for number in range(5):
        lake.replace(disclosure(publisher=f"第{number}局", figures={"201": f"{number}.00"}), "1")
    rows, prints = printed(lake), lake.fingerprints()
    assert lake.compact(more_than=2) > 0
    assert printed(lake) == rows and lake.fingerprints() == prints
    assert len(lake.files.names("amounts", ".parquet")) == 1


def test_compaction_is_one_commit_however_many_partitions_it_joins(lake: Lake) -> None:
    for year in (2025, 2026):
        for number in range(3):
            lake.replace(disclosure(f"第{number}局", year=year, figures={"201": "1.00"}), "1")
    commits = len(lake.files.names("_log", ".json"))
    assert lake.compact(more_than=2) > 6
    assert len(lake.files.names("_log", ".json")) == commits + 1


def test_compaction_leaves_what_another_writer_changed_meanwhile(tmp_path: Path) -> None:
    """The other writer comes when files are joined and not yet committed."""
    lake, other = Lake(tmp_path), Lake(tmp_path)
    for number in range(3):
        for year in (2025, 2026):
            lake.replace(disclosure(f"第{number}局", year=year, content=f"{number}-{year}"), "1")
    written = lake.files.write

    def write(path: str, data: bytes) -> None:
        written(path, data)
        if path.startswith("amounts/fiscal_year=2026/") and "compacted" in path:
            other.replace(disclosure("第0局", figures={"201": "9.00"}, content="0-2026"), "1")

    lake.files.write = write  # type: ignore[method-assign]
    lake.compact(more_than=2)
    amounts = {p.fiscal_year: lake.read("amounts", p) for p in lake.partitions("amounts")}
    assert sorted(amounts[2026]["amount_printed"].to_pylist())[-1] == "9.00"
    assert len(lake.files.names("amounts/fiscal_year=2025", ".parquet")) == 1
    assert lake.missing() == []


def test_joined_files_stay_of_one_size_however_large_a_partition_grows(lake: Lake) -> None:
    """Ten files of two rows, joined to five rows or one more each; those are left alone when more
    comes.
    """
    for number in range(10):
        lake.replace(disclosure(publisher=f"第{number}局", figures={"201": f"{number}.00"}), "1")
    rows, prints = printed(lake), lake.fingerprints()
    lake.compact(more_than=2, rows=5)
    joined = lake.files.names("amounts", ".parquet")
    sizes = sorted(pq.read_table(io.BytesIO(lake.files.read(name))).num_rows for name in joined)
    assert sizes == [2, 6, 6, 6]
    assert printed(lake) == rows and lake.fingerprints() == prints
    lake.replace(disclosure(publisher="第十局", figures={"201": "10.00"}), "1")
    lake.replace(disclosure(publisher="第十一局", figures={"201": "11.00"}), "1")
    lake.compact(more_than=2, rows=5)
    assert len(set(joined) & set(lake.files.names("amounts", ".parquet"))) == 3
    assert len(lake.files.names("amounts", ".parquet")) == 4


def test_a_unit_in_a_compacted_file_can_still_be_replaced(lake: Lake) -> None:
    for number in range(4):
        lake.replace(
            disclosure(
                publisher=f"第{number}局", figures={"201": f"{number}.00"}, content=f"{number}"
            ),
            "1",
        )
    lake.compact(more_than=2)
    lake.replace(disclosure(publisher="第2局", figures={"201": "9.00"}, content="2"), "1")
    assert printed(lake) == ["0.00", "0.00", "1.00", "1.00", "3.00", "3.00", "9.00", "9.00"]
    assert not lake.replace(
        disclosure(publisher="第1局", figures={"201": "1.00"}, content="1"), "1"
    ).changed


@pytest.mark.parametrize("writes_done", range(12))
def test_a_writer_killed_at_any_write_leaves_the_lake_whole(
    tmp_path: Path, writes_done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = Lake(tmp_path)
    lake.replace(disclosure(figures={"201": "1.00"}, content="file"), "1")
    old = printed(lake)
    left = iter(range(writes_done))

    def killed(act: str) -> None:
        original = getattr(Files, act)

        def once_more(self: Files, *arguments: object) -> object:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return original(self, *arguments)

        monkeypatch.setattr(Files, act, once_more)

    for act in ("write", "create", "remove"):
        killed(act)
    new = disclosure(figures={"201": "5.00"}, content="file")
    with contextlib.suppress(KeyboardInterrupt):
        lake.replace(new, "1")
    monkeypatch.undo()
    assert printed(Lake(tmp_path)) in (old, ["5.00", "5.00"])
    Lake(tmp_path).replace(new, "1")
    assert printed(Lake(tmp_path)) == ["5.00", "5.00"]


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    first, second = Lake(tmp_path), Lake(tmp_path)
    for number in range(6):
        (first if number % 2 else second).replace(disclosure(publisher=f"第{number}局"), "1")
    assert len(Lake(tmp_path).documents()) == 6


def test_a_long_log_is_read_from_its_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetflow.lake.commit_log.CHECKPOINT_EVERY", 3)
    lake, idle = Lake(tmp_path), Lake(tmp_path)
    assert idle.documents() == set()
    for number in range(10):
        lake.replace(disclosure(publisher=f"第{number}局"), "1")
    assert len(list((tmp_path / "_log").glob("*.json"))) < 10
    assert len(Lake(tmp_path).documents()) == len(idle.documents()) == 10


def test_a_column_added_to_the_contract_is_null_in_older_files(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.replace(disclosure(), "1")
    log = next((tmp_path / "_log").glob("*.json"))
    commit = json.loads(log.read_text())
    path = tmp_path / next(
        part["path"] for part in commit["add"] if part["path"].startswith("statements/")
    )
    import pyarrow.parquet as pq

    pq.write_table(pq.ParquetFile(path).read().drop_columns(["compared_with_year"]), path)
    assert lake.read("statements")["compared_with_year"].to_pylist() == [None]


def test_an_understanding_without_a_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="without a document"):
        Lake(tmp_path).replace(Understanding(), "1")


@pytest.mark.parametrize(
    "partition",
    [Partition("amounts", 2026, "65"), Partition("documents"), Partition("coverage", whole=True)],
)
def test_a_partition_is_read_back_from_its_folder(partition: Partition) -> None:
    assert Partition.parse(partition.folder) == partition


def units(count: int) -> list[Prepared]:
    return [
        prepare(disclosure(f"第{n}局", 2026, "650104", {"201": f"{n}.00"}, content=f"{n}"), "1")
        for n in range(count)
    ]


def test_units_stored_together_share_a_commit_and_the_files_of_their_partitions(lake: Lake) -> None:
    assert [done.changed for done in lake.replace_all(units(3))] == [True, True, True]
    assert len(lake.files.names("_log")) == 1
    assert len(lake.files.names("amounts", ".parquet")) == 1
    assert printed(lake) == ["0.00", "0.00", "1.00", "1.00", "2.00", "2.00"]


def test_how_units_were_stored_changes_no_fingerprint(lake: Lake, tmp_path: Path) -> None:
    lake.replace_all(units(3))
    alone = Lake(tmp_path / "alone")
    for unit in reversed(units(3)):
        alone.replace_all([unit])
    assert alone.fingerprints() == lake.fingerprints()
    before = alone.files.names()
    assert not any(done.changed for done in alone.replace_all(units(3)))
    assert alone.files.names() == before


def test_of_units_stored_together_only_those_that_differ_are_written(lake: Lake) -> None:
    lake.replace_all(units(3))
    changed = prepare(disclosure("第1局", 2026, "650104", {"201": "7.00"}, content="1"), "1")
    first, _, third = units(3)
    assert [done.changed for done in lake.replace_all([first, changed, third])] == [
        False,
        True,
        False,
    ]
    assert printed(lake) == ["0.00", "0.00", "2.00", "2.00", "7.00", "7.00"]


def test_units_that_touch_the_same_documents_are_stored_one_after_the_other(lake: Lake) -> None:
    first, shared, third = (
        disclosure(f"{name}局", figures={"201": f"{n}.00"}, content=name)
        for n, name in enumerate("甲乙丙", 1)
    )
    lake.replace_all(
        [prepare(both(first, shared), "1"), prepare(both(shared, third), "1"), prepare(third, "1")]
    )
    assert printed(lake) == ["1.00", "1.00", "2.00", "2.00", "3.00", "3.00"]
    assert lake.documents() == {sha("甲"), sha("乙"), sha("丙")}


def test_two_announcements_that_take_over_the_documents_of_a_third_leave_what_neither_has(
    lake: Lake,
) -> None:
    first, second, third = (
        disclosure(f"{name}局", figures={"201": f"{n}.00"}, content=name)
        for n, name in enumerate("甲乙丙", 1)
    )
    lake.replace(both(both(first, second), third), "1")
    lake.replace_all([prepare(first, "1"), prepare(second, "1")])
    assert printed(lake) == ["1.00", "1.00", "2.00", "2.00", "3.00", "3.00"]
    assert sorted(lake.read("readings")["unit"].to_pylist()) == sorted(
        [sha("甲"), sha("乙"), sha("丙")]
    )


def test_a_commit_that_another_writer_came_before_is_made_again_and_writes_no_second_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, other = Lake(tmp_path), Lake(tmp_path)
    create, late = Files.create, iter([True])

    def after_the_other(self: Files, path: str, data: bytes) -> bool:
        if next(late, False):
            other.replace(disclosure("又一局", content="other"), "1")
        return create(self, path, data)

    monkeypatch.setattr(Files, "create", after_the_other)
    lake.replace_all(units(2))
    assert len(lake.documents()) == 3
    assert len(lake.files.names("amounts", ".parquet")) == 2


def test_documents_kept_as_a_unit_of_their_own_are_as_if_they_had_come_so(
    lake: Lake, tmp_path: Path
) -> None:
    first, second = disclosure("甲局", content="甲"), disclosure("乙局", content="乙")
    lake.replace(both(first, second), "1")
    lake.replace(first, "1")
    assert not lake.replace(second, "1").changed
