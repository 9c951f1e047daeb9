"""A release that takes over what did not change has the bytes of one that is written whole."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from budgetflow.lake.store import Lake
from budgetflow.releases import data_files
from budgetflow.releases.build import build_release
from budgetflow.releases.formats.json_text import as_json, json_column
from budgetflow.releases.formats.partition_files import DataPart
from budgetflow.releases.resources import Effort
from budgetflow.releases.verify import verify_release
from budgetflow.releases.versions import SEAL, Catalogue
from tests.builders.disclosures import disclosure, unreadable

DAY = date(2026, 11, 22)
WHERE = (("110101", 2026), ("110101", 2025), ("650104", 2026), ("440101", 2026))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a lake and its first release, which no test writes into."""
    folder: Path = tmp_path_factory.mktemp("begun")
    lake = Lake(folder / "lake")
    for number, (region, year) in enumerate(WHERE):
        lake.replace(disclosure(f"第{number}局", year, region), "1")
        lake.replace(disclosure(f"第{number}局", year - 1, region), "1")
    lake.replace(unreadable(), "1")
    build_release(lake, folder / "releases", DAY)
    return folder


def one_more(lake: Lake) -> None:
    lake.replace(disclosure("又一局", 2026, "650104"), "1")


def another_of_a_publisher(lake: Lake) -> None:
    lake.replace(disclosure("第0局", 2024, "110101"), "1")


def revised(lake: Lake) -> None:
    old = disclosure("第2局", 2026, "650104")
    new = disclosure("第2局", 2026, "650104", {"201": "7.00"}, content="revised")
    lake.replace(new, "1", supersedes=[row.document_id for row in old.documents])


def withdrawn(lake: Lake) -> None:
    gone = disclosure("第3局", 2026, "440101")
    assert lake.withdraw([row.document_id for row in gone.documents])


def held_back(lake: Lake) -> None:
    lake.replace(disclosure("疑局", 2026, "110101", status="quarantined"), "1")


def in_a_place_of_its_own(lake: Lake) -> None:
    lake.replace(disclosure("远方局", 2023, "540101"), "1")


CHANGES = (one_more, another_of_a_publisher, revised, withdrawn, held_back, in_a_place_of_its_own)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_written_whole_it_has_the_same_bytes(
    lake: Lake, tmp_path: Path, change: Callable[[Lake], None]
) -> None:
    change(lake)
    assert build_release(lake, tmp_path / "releases", DAY)
    verdict = verify_release(Catalogue(tmp_path / "releases"), "latest", lake)
    assert verdict.rebuilt and verdict.holds, verdict.problems


@pytest.mark.parametrize("keeps", [True, False], ids=["kept on the machine", "fetched"])
def test_on_an_object_store_it_has_the_bytes_it_has_on_a_disk(
    keeps: bool, lake: Lake, tmp_path: Path
) -> None:
    url = f"memory://{tmp_path.name}/releases"
    store = Catalogue(url)
    store.files.fs.put(f"{tmp_path}/releases/", f"/{tmp_path.name}/releases/", recursive=True)
    effort = Effort(room=tmp_path / "room" if keeps else None)
    for change in CHANGES:
        change(lake)
        there = build_release(lake, url, DAY, effort=effort)
        here = build_release(lake, tmp_path / "releases", DAY)
        assert there and here
        sums = Path(here.path, SEAL).read_bytes()
        assert store.files.read(f"{there.version.version}/{SEAL}") == sums, change.__name__
    assert verify_release(store, "latest", lake, effort=effort).holds


def test_what_a_release_told_of_a_publisher_is_not_told_by_the_next(
    lake: Lake, tmp_path: Path
) -> None:
    """The page of a publisher says what changed in this release; untouched since, it is written
    once more without.
    """
    for change in (one_more, withdrawn, in_a_place_of_its_own):
        change(lake)
        assert build_release(lake, tmp_path / "releases", DAY)
    verdict = verify_release(Catalogue(tmp_path / "releases"), "latest", lake)
    assert verdict.rebuilt and verdict.holds, verdict.problems


def test_a_publisher_under_a_new_name_is_named_so_on_all_its_pages(
    lake: Lake, tmp_path: Path
) -> None:
    lake.replace(disclosure("新市区委办公室", 2025, "650104"), "1")
    build_release(lake, tmp_path / "releases", DAY)
    lake.replace(disclosure("中共新市区委办公室", 2026, "650104"), "1")
    assert build_release(lake, tmp_path / "releases", DAY)
    newest = max((tmp_path / "releases").glob("2026*"))
    pages = [path.read_text("utf-8") for path in (newest / "d").glob("*.html")]
    named = [page for page in pages if "新市区委办公室" in page]
    assert len(named) >= 2
    assert all("中共新市区委办公室" in page for page in named)
    verdict = verify_release(Catalogue(tmp_path / "releases"), "latest", lake)
    assert verdict.rebuilt and verdict.holds, verdict.problems


def test_pages_and_data_of_what_was_not_touched_are_the_very_files(
    lake: Lake, tmp_path: Path
) -> None:
    one_more(lake)
    build_release(lake, tmp_path / "releases", DAY)
    old, new = (tmp_path / "releases" / name for name in ("2026.11.22", "2026.11.22.1"))
    written = {
        path.relative_to(new).as_posix()
        for folder in ("d", "v", "p", "data")
        for path in (new / folder).rglob("*.*")
        if not (old / path.relative_to(new)).exists()
        or not path.samefile(old / path.relative_to(new))
    }
    pages = {name for name in written if name.startswith(("d/", "p/"))}
    assert len(pages) == 5, "a disclosure, its text and summary; a publisher and its script"
    amounts = {name for name in written if name.startswith("data/amounts/")}
    assert amounts == {"data/amounts/fiscal_year=2026/province=65/part-0.parquet"}


def test_the_next_release_writes_no_csv_of_partitions_that_did_not_change(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_more(lake)
    pushed: list[str] = []
    write = data_files._csv_part

    def counted(work: tuple[Path, DataPart]) -> tuple[bytes, int]:
        pushed.append(work[1].label)
        return write(work)

    monkeypatch.setattr("budgetflow.releases.data_files._csv_part", counted)
    build_release(lake, tmp_path / "releases", DAY)
    assert [label for label in pushed if label.startswith("amounts")] == ["amounts-2026-65"]


def test_each_part_of_a_csv_file_can_be_read_by_itself(begun: Path) -> None:
    release = begun / "releases/2026.11.22"
    told = json.loads((release / "provenance/members.json").read_text())
    for file in ("csv/amounts.csv.gz", "tables/general_budget_expenditure.csv.gz"):
        data = (release / file).read_bytes()
        parts = told["files"][file]["parts"]
        texts = [gzip.decompress(data[at : at + size]) for _, at, size, _, _ in parts]
        assert len(parts) > 1
        assert [text.count(b"\n") for text in texts] == [rows for *_, rows in parts]
        assert gzip.decompress(data).endswith(b"".join(texts))


@pytest.mark.parametrize(
    "values",
    [
        [["支出", "其中"], [], None, ["a"]],
        [['say "so"'], ["back\\slash"], ["line\nbreak"], ["\x00"]],
        [["a", None], ["b"]],
        [[], []],
        [None],
        [],
    ],
)
def test_lists_of_texts_become_the_json_that_python_writes(values: list[object]) -> None:
    column = pa.chunked_array([pa.array(values, pa.list_(pa.string()))])
    assert json_column(column).to_pylist() == [as_json(value) for value in values]


def test_a_slice_of_a_list_column_becomes_its_own_json() -> None:
    column = pa.array([["a"], ["b", "c"], [], ["d"]], pa.list_(pa.string()))
    sliced = pa.chunked_array([column.slice(1, 2), column.slice(3)])
    assert json_column(sliced).to_pylist() == ['["b","c"]', "[]", '["d"]']
