"""The archive keeps bytes under their own hash, once, whole, and says when they are damaged."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from budgetflow.archive.objects import Archive, MissingObject

PDF = b"%PDF-1.4 budget"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def test_bytes_lie_at_the_first_digits_of_their_hash(archive: Archive, tmp_path: Path) -> None:
    sha256 = archive.put(PDF)
    assert sha256 == hashlib.sha256(PDF).hexdigest()
    assert (tmp_path / "archive" / sha256[:2] / sha256[2:4] / sha256).read_bytes() == PDF
    assert archive.get(sha256) == PDF and archive.size(sha256) == len(PDF)


def test_a_stream_is_kept_like_bytes_wherever_it_stands(archive: Archive) -> None:
    stream = io.BytesIO(PDF)
    stream.seek(5)
    assert archive.put(stream) == archive.put(PDF)
    assert list(archive.objects()) == [hashlib.sha256(PDF).hexdigest()]


def test_the_same_bytes_again_rewrite_nothing(archive: Archive, tmp_path: Path) -> None:
    sha256 = archive.put(PDF)
    place = tmp_path / "archive" / sha256[:2] / sha256[2:4] / sha256
    before = place.stat()
    archive.put(PDF)
    assert (place.stat().st_mtime_ns, place.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_verify_names_what_was_damaged_and_repairs_nothing(
    archive: Archive, tmp_path: Path
) -> None:
    good, bad = archive.put(b"good"), archive.put(b"bad")
    (tmp_path / "archive" / bad[:2] / bad[2:4] / bad).write_bytes(b"BAD")
    report = archive.verify()
    assert (report.objects, report.damaged, report.sound) == (2, (bad,), False)
    assert archive.get(good) == b"good"


def test_what_a_killed_writer_left_is_no_object_and_is_cleared(
    archive: Archive, tmp_path: Path
) -> None:
    archive.put(PDF)
    stray = tmp_path / "archive" / ".incoming" / ("0" * 64)
    stray.write_bytes(b"half a fi")
    assert list(archive.objects()) == [hashlib.sha256(PDF).hexdigest()]
    archive.clear_incoming()
    assert not stray.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "a" * 63])
def test_only_a_hash_becomes_a_path(archive: Archive, name: str) -> None:
    with pytest.raises(ValueError, match="not a sha256"):
        archive.get(name)


def test_a_missing_object_says_where_it_was_looked_for(archive: Archive) -> None:
    with pytest.raises(MissingObject, match=r"no object .+; fetch it again with"):
        archive.get("0" * 64)


def test_an_object_store_holds_the_same(tmp_path: Path) -> None:
    archive = Archive(f"memory://{tmp_path.name}/archive")
    sha256 = archive.put(PDF)
    assert archive.put(PDF) == sha256 and archive.get(sha256) == PDF
    assert list(archive.objects()) == [sha256] and archive.verify().sound
