"""A record tells for good what an archived file was announced as."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements


def announcement(page: str = "https://example.invalid/a.html", **values: object) -> Announcement:
    return Announcement(
        "source", page, "650104", "某局2026年部门预算", "某局", date(2026, 2, 12), **values
    )  # type: ignore[arg-type]


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path) if request.param == "folder" else f"memory://announcements-{tmp_path.name}"


def test_a_record_reads_back_as_it_was_put(store: str) -> None:
    record = announcement(
        files=[AnnouncedFile("https://example.invalid/a.pdf", "0" * 64, "附件.pdf")],
        documents=["0" * 64],
    )
    Announcements(store).put(record)
    assert Announcements(store).get(record.key) == record


def test_an_unknown_key_gives_nothing(store: str) -> None:
    assert Announcements(store).get("0" * 64) is None
    assert list(Announcements(store).keys()) == []


def test_keys_come_in_order_and_once(store: str) -> None:
    records = [announcement(f"https://example.invalid/{n}.html") for n in range(5)]
    for record in [*records, *records]:
        Announcements(store).put(record)
    assert list(Announcements(store).keys()) == sorted(record.key for record in records)


def test_a_file_takes_the_place_of_the_one_at_its_address() -> None:
    record = announcement()
    record.put(AnnouncedFile("u1", "a" * 64, "1.pdf"))
    record.put(AnnouncedFile("u2", "b" * 64, "2.pdf"))
    record.put(AnnouncedFile("u1", "c" * 64, "1.pdf", revision=2))
    assert [(file.source_url, file.sha256[0]) for file in record.current] == [
        ("u1", "c"),
        ("u2", "b"),
    ]


def test_a_withdrawn_file_is_kept_on_record_but_not_current() -> None:
    record = announcement()
    record.put(AnnouncedFile("u1", "a" * 64, "1.pdf", withdrawn=True))
    assert record.current == []
    assert len(record.files) == 1
