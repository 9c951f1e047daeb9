"""What a machine keeps of a release on an object store: enough for the next, and never trusted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from budgetflow.lake.storage import Files
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.resources import Effort
from budgetflow.releases.reuse.hashes import sha256_of
from tests.builders.disclosures import disclosure

DAY = date(2026, 11, 22)


class Store:
    """A lake, its releases on an object store, and the room of the machine that makes them."""

    def __init__(self, tmp_path: Path) -> None:
        self.lake = Lake(tmp_path / "lake")
        self.url = f"memory://{tmp_path.name}/releases"
        self.room = tmp_path / "room"
        self.made = 0

    def one_more(self) -> dict[str, str]:
        """Release one document more; return the sha256 of the release's files."""
        self.lake.replace(disclosure(f"第{self.made}局", 2024 + self.made % 3), "1")
        self.made += 1
        release = build_release(self.lake, self.url, DAY, effort=Effort(room=self.room))
        assert release
        text = Files(self.url).read(f"{release.version.version}/SHA256SUMS").decode()
        return {line[66:]: line[:64] for line in text.splitlines()}

    def kept(self) -> list[Path]:
        return [path for path in (self.room / "kept").rglob("*") if path.is_file()]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of files that were fetched from the store, without the release's."""
    names: list[str] = []
    fetch = Files.fetch

    def noted(self: Files, wanted: list[str], folder: Path) -> None:
        names.extend(name.partition("/")[2] for name in wanted)
        fetch(self, wanted, folder)

    monkeypatch.setattr(Files, "fetch", noted)
    return names


def test_the_machine_that_made_a_release_fetches_its_hashes_alone(
    store: Store, fetched: list[str]
) -> None:
    store.one_more()
    store.one_more()
    assert fetched == ["SHA256SUMS"]


def test_another_machine_fetches_data_and_lists_once(store: Store, fetched: list[str]) -> None:
    sums = store.one_more()
    store.room = store.room.with_name("another")
    store.one_more()
    assert {name for name in sums if name.startswith("data/")} <= set(fetched)
    fetched.clear()
    store.one_more()
    assert fetched == ["SHA256SUMS"]


def test_only_the_newest_release_is_kept_and_no_page_of_it(store: Store) -> None:
    store.one_more()
    sums = store.one_more()
    kept = {path.name for path in store.kept()}
    assert {digest for name, digest in sums.items() if name.startswith("data/")} <= kept
    assert kept <= set(sums.values())
    pages = {digest for name, digest in sums.items() if name.startswith(("d/", "p/", "v/"))}
    summaries = {
        digest for name, digest in sums.items() if name.startswith("d/") and "json" in name
    }
    assert not (pages - summaries) & kept


def test_a_build_leaves_nothing_else_in_its_room(store: Store) -> None:
    store.one_more()
    store.one_more()
    assert [path.name for path in store.room.iterdir()] == ["kept"]


@pytest.mark.parametrize("data", [b"", b"other bytes"], ids=["emptied", "other bytes"])
def test_a_kept_file_that_is_not_what_its_name_says_is_fetched(
    data: bytes, store: Store, fetched: list[str]
) -> None:
    sums = store.one_more()
    for path in store.kept():
        path.write_bytes(data)
    again = store.one_more()
    assert {name for name in sums if name.startswith("data/")} <= set(fetched)
    amounts = "data/amounts/fiscal_year=2024/province=65/part-0.parquet"
    assert again[amounts] == sums[amounts]
    assert all(sha256_of(path) == path.name for path in store.kept())
