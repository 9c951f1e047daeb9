"""How often a release asks an object store: what did not change is neither fetched nor sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from benchmarks.object_store import URL, by_method, counting_store, sums

from budgetflow.lake.change_sets import prepare
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.resources import Effort
from tests.builders.disclosures import disclosure

DAY = date(2026, 11, 22)
BODIES = 12

pytestmark = pytest.mark.slow


@pytest.fixture
def asked() -> Iterator[Counter[tuple[str, str]]]:
    """A store on loopback with one bucket, and what it was asked for."""
    with counting_store() as requests:
        yield requests


def counted(asked: Counter[tuple[str, str]], act: Callable[[], object]) -> Counter[str]:
    """Return what the store was asked for by an act, by method."""
    asked.clear()
    act()
    return by_method(asked)


@pytest.mark.parametrize("keeps", [True, False], ids=["the same machine", "a new machine"])
def test_requests_follow_what_changed(
    keeps: bool, asked: Counter[tuple[str, str]], tmp_path: Path
) -> None:
    effort = Effort(room=tmp_path / "room" if keeps else None)
    lake = Lake(tmp_path / "lake")
    lake.replace_all([prepare(disclosure(f"第{n}局"), "1") for n in range(BODIES)])
    build_release(lake, URL, DAY, effort=effort)

    no_news = counted(asked, lambda: build_release(lake, URL, DAY, effort=effort))
    assert no_news.total() <= 10, no_news

    lake.replace(disclosure("又一局"), "1")
    one_more = counted(asked, lambda: build_release(lake, URL, DAY, effort=effort))
    before, after = sums("2026.11.22"), sums("2026.11.22.1")
    changed = sum(before.get(name) != digest for name, digest in after.items())
    lists = 12  # SHA256SUMS, versions.json and what is read to write them
    assert one_more["PUT"] <= changed + lists, (one_more, changed)
    if keeps:  # what of the release before was not changed here is not even asked for
        assert one_more["GET"] + one_more["HEAD"] <= 2 * lists, one_more
    assert one_more["GET"] + one_more["HEAD"] + one_more["PUT"] <= 3 * changed, (one_more, changed)
    assert one_more["COPY"] == len(after) - changed, "what did not change, the store copies itself"


def test_a_build_on_an_object_store_leaves_no_copy_of_the_release_before(
    asked: Counter[tuple[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    lake = Lake(tmp_path / "lake")
    for number in range(2):
        lake.replace(disclosure(f"第{number}局"), "1")
        build_release(lake, URL, DAY)
    left = [
        name
        for name in (path.name for path in (tmp_path / "tmp").iterdir())
        if name != "budgetflow-releases"
    ]
    assert left == []
    assert list((tmp_path / "tmp/budgetflow-releases").iterdir()) == []
