"""From found files to rows in the lake: whole announcements, nothing doubled, bad input costs one
file.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from budgetflow.archive.announcements import Announcements
from budgetflow.archive.objects import Archive
from budgetflow.crawl.state.found import Found
from budgetflow.jobs.crawl import note
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.ingested import Ingested
from budgetflow.jobs.steps.batches import by_region
from budgetflow.lake.store import Lake
from budgetflow.progress import READING, watched_by
from budgetflow.sample.facts.bureaus import BAYINGOL, GANZHOU
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.paper.layouts import DETAILED, NATIONAL
from budgetflow.sample.render.text import render_text
from budgetflow.settings import Settings
from tests.builders.watchers import Recorder

TABLES = render_text(compose(BAYINGOL, DETAILED, parts=("tables",)))
PROSE = render_text(compose(BAYINGOL, DETAILED, parts=("prose",)))
OTHER = render_text(compose(GANZHOU, NATIONAL))


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


def found(
    place: Settings, data: bytes, page: str = "a", file: str = "1.txt", **values: object
) -> Found:
    """A file as the crawl hands it over, its bytes in the archive."""
    item = Found(
        source_id="bayingol",
        region_code="652800",
        landing_url=f"https://example.invalid/{page}.html",
        source_url=f"https://example.invalid/{page}/{file}",
        title="巴音郭楞蒙古自治州医疗保障局2025年部门预算公开",
        publisher="巴音郭楞蒙古自治州医疗保障局",
        published_on=date(2025, 2, 20),
        sha256=Archive(place.store("archive")).put(data),
        file_name=file,
        media_type="text/plain",
    )
    return replace(item, **values)  # type: ignore[arg-type]


def take(place: Settings, *items: Found) -> list[Ingested]:
    return ingest(note(items, Announcements(place.store("archive"))), place)


def rows(place: Settings, dataset: str) -> list[dict[str, object]]:
    return Lake(place.store("lake")).read(dataset).to_pylist()


def test_the_files_of_one_announcement_are_one_disclosure(place: Settings) -> None:
    [result] = take(
        place, found(place, TABLES, file="tables.txt"), found(place, PROSE, file="prose.txt")
    )
    assert (result.stored, result.failed) == (2, [])
    [disclosure] = rows(place, "disclosures")
    assert disclosure["landing_url"] == "https://example.invalid/a.html"
    assert {row["file_name"] for row in rows(place, "documents")} == {"tables.txt", "prose.txt"}


def test_ingesting_again_changes_nothing(place: Settings) -> None:
    item = found(place, TABLES)
    assert take(place, item)[0].changed
    before = Lake(place.store("lake")).fingerprints()
    assert not take(place, item)[0].changed
    assert Lake(place.store("lake")).fingerprints() == before


def test_a_revision_replaces_its_file_and_keeps_the_others(place: Settings) -> None:
    take(place, found(place, TABLES, file="tables.txt"), found(place, PROSE, file="prose.txt"))
    revised = TABLES.replace(b"646.63", b"646.64")
    take(place, found(place, revised, file="tables.txt", state="revised", revision=2))
    documents = rows(place, "documents")
    assert len(documents) == 2
    assert {row["file_name"] for row in documents} == {"tables.txt", "prose.txt"}
    [disclosure] = rows(place, "disclosures")
    assert disclosure["revision"] == 2


def test_a_withdrawal_keeps_the_disclosure_and_drops_its_figures(place: Settings) -> None:
    take(place, found(place, TABLES))
    take(place, found(place, TABLES, state="withdrawn"))
    assert [row["status"] for row in rows(place, "disclosures")] == ["withdrawn"]
    assert rows(place, "amounts") == []


def test_a_file_that_cannot_be_read_is_one_row_with_its_reason(place: Settings) -> None:
    [result] = take(
        place,
        found(place, TABLES, file="tables.txt"),
        found(place, b"%PDF-1.7 broken", file="broken.pdf"),
    )
    assert len(result.failed) == 1
    statuses = {row["file_name"]: row["status"] for row in rows(place, "documents")}
    assert statuses["broken.pdf"] == "unreadable"
    assert rows(place, "amounts")


def test_a_lost_object_leaves_what_the_lake_holds(place: Settings) -> None:
    item = found(place, TABLES)
    take(place, item)
    held = len(rows(place, "amounts"))
    watcher = Recorder()
    with watched_by(watcher):
        [result] = take(place, replace(item, sha256="f" * 64, state="revised", revision=2))
    assert "restore the archive" in result.failed[0]
    assert watcher.told == [("advance", READING, 1, 0, 0)]  # it is done with, as its bar shows
    assert len(rows(place, "amounts")) == held


def test_one_bad_announcement_does_not_cost_another(place: Settings) -> None:
    results = take(place, found(place, b"", page="empty"), found(place, OTHER, page="good"))
    assert sorted(bool(result.failed) for result in results) == [False, True]
    assert len(rows(place, "disclosures")) == 1


def test_announcements_are_committed_together_and_their_records_name_the_documents(
    place: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetflow.jobs.ingest.TOGETHER", 2)
    announcements = Announcements(place.store("archive"))
    keys = note(
        [found(place, data, page) for page, data in (("a", TABLES), ("b", PROSE), ("c", OTHER))],
        announcements,
    )
    assert [result.changed for result in ingest(keys, place)] == [True, True, True]
    assert len(list(Path(place.store("lake"), "_log").iterdir())) == 2
    assert all(record and record.documents for record in map(announcements.get, keys))


def test_what_was_read_before_a_store_failed_is_kept(
    place: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    announcements = Announcements(place.store("archive"))
    keys = note(
        [found(place, data, page) for page, data in (("a", TABLES), ("b", OTHER))], announcements
    )
    last = announcements.get(keys[1])
    assert last
    get = Archive.get

    def failing(self: Archive, sha256: str) -> bytes:
        if sha256 == last.files[0].sha256:
            raise OSError("the store is gone")
        return get(self, sha256)

    monkeypatch.setattr(Archive, "get", failing)
    with pytest.raises(OSError, match="gone"):
        ingest(keys, place)
    assert len(rows(place, "documents")) == 1


def test_announcements_are_ordered_by_region_so_that_neighbours_share_files(
    place: Settings,
) -> None:
    regions = {"a": "650104", "b": "110101", "c": "652800", "d": "110102"}
    items = [found(place, OTHER, page, region_code=region) for page, region in regions.items()]
    announcements = Announcements(place.store("archive"))
    ordered = by_region(note(items, announcements), place)
    assert [record.region_code for record in map(announcements.get, ordered) if record] == sorted(
        regions.values()
    )
