"""A large partition lies in several parts, and a change writes the part that it stands in.

Each release made on the one before is compared in every byte with the same one written whole.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import budgetflow
from budgetflow.lake.partitions import Partition
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.changes.delta import apply_changes
from budgetflow.releases.data_files import content_of
from budgetflow.releases.formats.partition_files import (
    number_of_parts,
    parts_of,
    ranges_of_parts,
)
from budgetflow.releases.resources import Effort
from budgetflow.releases.verify import verify_release
from budgetflow.releases.versions import Catalogue
from tests.builders.disclosures import FIGURES, disclosure, disclosure_id

DAY = date(2026, 11, 22)
PLACE = Partition("amounts", 2026, "65")
# Rows of a part in these tests: a disclosure has six amounts, so that 16 of them need eight parts.
SMALL = 15
BUREAUS = 16


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetflow.releases.formats.partition_files.ROWS_A_PART", SMALL)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with a lake and its first release, which no test writes into."""
    folder: Path = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("budgetflow.releases.formats.partition_files.ROWS_A_PART", SMALL)
        lake = Lake(folder / "lake")
        for number in range(BUREAUS):
            lake.replace(disclosure(f"第{number}局", 2026, "650104"), "1")
        lake.replace(disclosure("远方局", 2026, "110101"), "1")
        lake.compact(more_than=1)
        build_release(lake, folder / "releases", DAY, effort=Effort(workers=1))
        yield folder


def newest(folder: Path) -> Path:
    return max((folder / "releases").glob("2026*"))


def amounts_of(release: Path) -> dict[str, set[str]]:
    """Return the disclosures in each file of amounts of 2026 and 65."""
    return {
        part.path(release).name: set(
            pq.read_table(part.path(release), partitioning=None)["disclosure_id"].to_pylist()
        )
        for part in parts_of(release, "amounts")
        if part.partition == PLACE
    }


def written(folder: Path, dataset: str = "amounts") -> set[str]:
    """Return the files of a dataset that the newest release did not take over."""
    now = newest(folder)
    before = sorted((folder / "releases").glob("2026*"))[-2]
    return {
        part.name.removeprefix("data/")
        for part in parts_of(now, dataset)
        if not part.path(before).exists() or not part.path(now).samefile(part.path(before))
    }


def verified(folder: Path, lake: Lake) -> None:
    """Hold the newest release to one that is written whole, and to what its changes make of the one
    before.
    """
    verdict = verify_release(Catalogue(folder / "releases"), "latest", lake)
    assert verdict.rebuilt and verdict.holds, verdict.problems
    releases = sorted((folder / "releases").glob("2026*"))
    applied = folder / f"applied-{len(releases)}"
    apply_changes(releases[-2], releases[-1] / "changes", applied / "data")
    assert content_of(applied) == content_of(releases[-1])


def document_of(publisher: str) -> list[str]:
    return [row.document_id for row in disclosure(publisher, 2026, "650104").documents]


def one_more(lake: Lake) -> None:
    lake.replace(disclosure("又一局", 2026, "650104"), "1")


def replaced(lake: Lake) -> None:
    new = disclosure("第2局", 2026, "650104", {"2080501": "7.00"}, content="revised")
    lake.replace(new, "1", supersedes=document_of("第2局"))


def removed(lake: Lake) -> None:
    assert lake.withdraw(document_of("第3局"))


def held_back(lake: Lake) -> None:
    lake.replace(disclosure("第4局", 2026, "650104", status="quarantined"), "1")


def of_two_documents(lake: Lake) -> None:
    """A second file of a disclosure of the same day: its tables do not count twice."""
    lake.replace(disclosure("第5局", 2026, "650104", FIGURES, content="the same again"), "1")


CHANGES = (one_more, replaced, removed, held_back, of_two_documents)


def test_a_part_holds_the_disclosures_of_a_range_of_ids(begun: Path) -> None:
    found = amounts_of(begun / "releases/2026.11.22")
    ids = {disclosure_id(f"第{number}局", 2026) for number in range(BUREAUS)}
    assert len(found) > 2 and set().union(*found.values()) == ids
    ranges = ranges_of_parts(number_of_parts(PLACE, 6 * BUREAUS))
    for name, held in found.items():
        own = ranges[int(name.removeprefix("part-").removesuffix(".parquet"))]
        assert held == {one for one in ids if own.holds(one)}


def test_parts_read_in_their_order_have_the_order_of_the_csv_file(begun: Path) -> None:
    release = begun / "releases/2026.11.22"
    text = gzip.decompress((release / "csv/amounts.csv.gz").read_bytes()).decode("utf-8-sig")
    ids = [line.split(",", 1)[0].strip('"') for line in text.splitlines()[1:]]
    parts = [
        pq.read_table(part.path(release), partitioning=None)
        for part in parts_of(release, "amounts")
    ]
    assert ids == [one for part in parts for one in part["amount_id"].to_pylist()]
    of_a_place = [one for part in parts[1:] for one in part["disclosure_id"].to_pylist()]
    assert of_a_place == sorted(of_a_place)


@pytest.mark.parametrize("rows", [1, SMALL, SMALL + 1, 4 * SMALL, 4 * SMALL + 1])
def test_a_partition_is_cut_anew_only_when_it_doubled(rows: int) -> None:
    parts = number_of_parts(PLACE, rows)
    assert parts & (parts - 1) == 0
    assert rows <= parts * SMALL and (parts == 1 or rows > parts // 2 * SMALL)
    assert number_of_parts(Partition("coverage", whole=True), rows) == 1


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_writes_one_part_and_the_release_has_the_bytes_of_one_written_whole(
    lake: Lake, tmp_path: Path, change: Callable[[Lake], None]
) -> None:
    change(lake)
    assert build_release(lake, tmp_path / "releases", DAY)
    files = written(tmp_path)
    assert len(files) <= 1 and all(name.startswith(PLACE.folder) for name in files)
    verified(tmp_path, lake)


def test_changes_of_several_nights_and_a_compaction_between(lake: Lake, tmp_path: Path) -> None:
    for change in CHANGES:
        change(lake)
        assert build_release(lake, tmp_path / "releases", DAY)
        verified(tmp_path, lake)
        lake.compact(more_than=1)
        assert build_release(lake, tmp_path / "releases", DAY) is None, "the rows are the same"


def test_a_partition_that_outgrows_its_parts_is_cut_anew_and_joined_when_it_shrinks(
    lake: Lake, tmp_path: Path
) -> None:
    before = len(ranges_of_parts(number_of_parts(PLACE, 6 * BUREAUS)))
    more = [f"新{number}局" for number in range(BUREAUS + 8)]
    for publisher in more:
        lake.replace(disclosure(publisher, 2026, "650104"), "1")
    assert build_release(lake, tmp_path / "releases", DAY)
    parts = [int(name[5:-8]) for name in amounts_of(newest(tmp_path))]
    assert before <= max(parts) < 2 * before
    verified(tmp_path, lake)
    for publisher in [*more, *(f"第{number}局" for number in range(BUREAUS - 1))]:
        lake.withdraw(document_of(publisher))
    assert build_release(lake, tmp_path / "releases", DAY)
    assert [*amounts_of(newest(tmp_path))] == ["part-0.parquet"]
    verified(tmp_path, lake)


def test_a_release_after_one_of_whole_partitions(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Releases of earlier programs have one file a partition, and tell only a hash of it."""
    shutil.rmtree(tmp_path / "releases")
    with monkeypatch.context() as patch:
        patch.setattr("budgetflow.releases.formats.partition_files.ROWS_A_PART", 1_000_000)
        build_release(lake, tmp_path / "releases", DAY)
    first = newest(tmp_path)
    path = first / "provenance/partitions.json"
    told = {folder: said["signature"] for folder, said in json.loads(path.read_text()).items()}
    path.write_text(json.dumps(told))
    assert [*amounts_of(first)] == ["part-0.parquet"]
    one_more(lake)
    made = build_release(lake, tmp_path / "releases", DAY)
    assert made is not None
    assert made.tally.counts["amounts", "added", "new_disclosure"] == 6
    assert {of for (dataset, *_, of), _ in made.tally.counts.items() if dataset == "amounts"} == {
        "new_disclosure"
    }
    assert len(amounts_of(newest(tmp_path))) > 2
    verified(tmp_path, lake)


def test_memory_for_fewer_rows_than_a_part_has_gives_the_same_release(
    lake: Lake, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    build_release(lake, again, DAY, effort=Effort(rows=4, workers=1))
    assert content_of(again / "2026.11.22") == content_of(newest(tmp_path))


def test_a_rule_that_changed_writes_every_part_of_its_dataset(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_more(lake)
    monkeypatch.setattr("budgetflow.releases.published_rows.suite", lambda dataset: [{"new": 1}])
    assert build_release(lake, tmp_path / "releases", DAY)
    here = {part.name.removeprefix("data/") for part in parts_of(newest(tmp_path), "amounts")}
    assert written(tmp_path) == here


def test_programs_read_all_parts_of_a_partition(begun: Path) -> None:
    """By the package's own reader, by a folder of Arrow, and by the list of files of DuckDB."""
    release = begun / "releases/2026.11.22"
    opened = budgetflow.open(release)
    assert opened.arrow("amounts", 2026, "65").num_rows == 6 * BUREAUS
    folder = release / "data/amounts"
    assert pq.read_table(folder, partitioning="hive").num_rows == 6 * (BUREAUS + 1)
    views = (release / "views.sql").read_text(encoding="utf-8")
    assert all(part.name in views for part in parts_of(release, "amounts"))
    described = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    paths = [one["path"] for one in described["resources"]]
    assert all(part.name in paths for part in parts_of(release, "amounts"))
    names = [one["name"] for one in described["resources"]]
    assert len(names) == len(set(names))


def test_a_lake_file_in_order_of_disclosures_is_read_in_part(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetflow.lake.disclosure_sets import Among, Between

    monkeypatch.setattr("budgetflow.lake.part_files.GROUP_ROWS", 12)
    one_more(lake)
    lake.compact(more_than=1)
    whole = lake.read("amounts", PLACE)
    groups: list[int] = []
    read = pq.ParquetFile.read_row_groups

    def counted(file: pq.ParquetFile, numbers: list[int], *rest: object) -> pa.Table:
        groups.extend(numbers)
        return read(file, numbers, *rest)

    monkeypatch.setattr(pq.ParquetFile, "read_row_groups", counted)
    some = Between("4", "8")
    found = lake.read("amounts", PLACE, of=some)
    assert len(groups) < whole.num_rows // 12
    assert sorted(found["amount_id"].to_pylist()) == sorted(
        some.rows_of(whole)["amount_id"].to_pylist()
    )
    one = disclosure_id("第7局", 2026)
    assert set(lake.read("amounts", of=Among([one]))["disclosure_id"].to_pylist()) == {one}
