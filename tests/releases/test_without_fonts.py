"""Releases of real PDFs whose fonts are not embedded, made on a machine with fonts and on one
without: each holds on the other, byte for byte.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from budgetflow.archive.announcements import AnnouncedFile, Announcement, Announcements
from budgetflow.archive.objects import Archive
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.release import make_release
from budgetflow.jobs.verify import verify
from budgetflow.lake.store import Lake
from budgetflow.settings import Settings
from tests.builders.without_fonts import python_without_fonts

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

NAMES = ["pdf/yantai-01", "pdf/chongqing-02", "pdf-2/xian-05"]
"""None of these embeds its Chinese fonts."""
LEAST_AMOUNTS = 1_000


def archived(home: Path, shared: Path) -> list[str]:
    """Archive the documents of `NAMES`, each with an announcement of its own; return their keys."""
    store = Settings(home=home).store("archive")
    keys = []
    for name in NAMES:
        file = shared / "corpus" / f"{name}.pdf"
        page = f"https://sample.invalid/{file.stem}.html"
        record = Announcement("sample", page, "", file.stem)
        sha256 = Archive(store).put(file.read_bytes())
        record.put(AnnouncedFile(f"https://sample.invalid/{file.name}", sha256, file.name))
        Announcements(store).put(record)
        keys.append(record.key)
    return keys


def release_of(home: Path, keys: list[str]) -> None:
    settings = Settings(home=home)
    ingest(keys, settings)
    assert make_release(settings, date(2026, 11, 22)) is not None
    lake = Lake(settings.store("lake"))
    assert lake.read("documents").num_rows == len(NAMES)
    assert lake.read("amounts").num_rows > LEAST_AMOUNTS


def holds(home: Path) -> None:
    verdict = verify(Settings(home=home), "latest", from_archive=True)
    assert verdict.rebuilt and verdict.holds, (verdict.note, verdict.problems)


def test_a_release_made_with_fonts_holds_without(shared: Path, tmp_path: Path) -> None:
    release_of(tmp_path, archived(tmp_path, shared))
    python_without_fonts(["-m", __name__, "holds", str(tmp_path)])


def test_a_release_made_without_fonts_holds_with_them(shared: Path, tmp_path: Path) -> None:
    keys = archived(tmp_path, shared)
    python_without_fonts(["-m", __name__, "release_of", str(tmp_path), *keys])
    holds(tmp_path)


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    if sys.argv[1] == "holds":
        holds(folder)
    else:
        release_of(folder, sys.argv[3:])
