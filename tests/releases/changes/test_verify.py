"""A release is verified: its hashes, its rebuild, and what explains a difference."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.reuse.hashes import Hashes
from budgetflow.releases.verify import verify_release
from budgetflow.releases.versions import Catalogue
from tests.builders.disclosures import disclosure
from tests.releases.changes.builders import History, new


def test_verify_builds_a_release_again_and_finds_every_byte_the_same(history: History) -> None:
    new(history)
    history.release()
    verdict = verify_release(
        Catalogue(history.folder / "releases"), "latest", history.lake, history.reread
    )
    assert verdict.holds and verdict.rebuilt, verdict.problems


def test_verify_names_the_file_that_was_tampered_with(history: History) -> None:
    victim = history.folder / "releases/2026.11.22/README.md"
    victim.write_text("changed")
    (history.folder / "releases/2026.11.22/extra.txt").write_text("extra")
    verdict = verify_release(Catalogue(history.folder / "releases"), "2026.11.22")
    assert {(problem.file, problem.what) for problem in verdict.problems} == {
        ("README.md", "differs from its hash"),
        ("extra.txt", "not listed"),
    }


def test_verify_finds_data_that_the_lake_does_not_give(history: History, tmp_path: Path) -> None:
    """Hashes that hold show nothing where someone wrote them anew; building again does."""
    release = history.folder / "releases/2026.11.22"
    (release / "CHANGES.md").write_text("nothing to see here")
    from budgetflow.releases.descriptor import write_sums

    write_sums(release, Hashes(release))
    verdict = verify_release(Catalogue(history.folder / "releases"), "latest", history.lake)
    assert {(problem.file, problem.what) for problem in verdict.problems} == {
        ("CHANGES.md", "differs in the rebuild"),
        ("SHA256SUMS", "differs in the rebuild"),
    }


def test_verify_says_where_the_lake_has_moved_on(history: History) -> None:
    new(history)
    verdict = verify_release(Catalogue(history.folder / "releases"), "2026.11.22", history.lake)
    assert verdict.holds and not verdict.rebuilt and "moved on" in verdict.note


def test_verify_says_which_documents_had_no_time_left(tmp_path: Path) -> None:
    lake, slow = Lake(tmp_path / "lake"), Lake(tmp_path / "slow")
    lake.replace(disclosure(), "1")
    build_release(lake, tmp_path / "releases", date(2026, 11, 22))
    again = disclosure()
    again.documents[
        0
    ].status_reason = (
        "page 3 is an image; no time was left to recognise it, raise BUDGETFLOW_READ_SECONDS"
    )
    slow.replace(again, "1")
    verdict = verify_release(Catalogue(tmp_path / "releases"), "latest", slow)
    assert not verdict.holds
    assert again.documents[0].file_name in verdict.note and "no time" in verdict.note
