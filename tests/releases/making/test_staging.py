"""What a killed build leaves behind is gone with the next one; a build at work keeps its folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from budgetflow.releases.making.staging import YOUNG_SECONDS, staging
from budgetflow.releases.versions import Catalogue

BUILDER = """
import sys
from budgetflow.releases.making.staging import staging
from budgetflow.releases.versions import Catalogue
with staging(Catalogue(sys.argv[1])) as folder:
    (folder / "data.parquet").write_bytes(b"x" * 1000)
    print(folder, flush=True)
    sys.stdin.read()
"""


@contextmanager
def builder(releases: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """A process that is building a release, and its folder, old enough to be looked at."""
    command = [sys.executable, "-c", BUILDER, str(releases)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        folder = Path(process.stdout.readline().strip())
        long_ago = folder.stat().st_mtime - 2 * YOUNG_SECONDS
        os.utime(folder, (long_ago, long_ago))
        yield process, folder
        process.kill()


def test_the_folder_of_a_killed_build_is_removed_by_the_next(tmp_path: Path) -> None:
    with builder(tmp_path) as (process, folder):
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (folder / "data.parquet").exists()
        with staging(Catalogue(tmp_path)) as mine:
            assert list(tmp_path.glob(".staging-*")) == [mine]
    assert list(tmp_path.iterdir()) == []


def test_a_build_at_work_keeps_its_folder(tmp_path: Path) -> None:
    with builder(tmp_path) as (_, folder), staging(Catalogue(tmp_path)):
        assert (folder / "data.parquet").exists()


def test_a_folder_that_was_only_just_made_is_left_alone(tmp_path: Path) -> None:
    young = tmp_path / ".staging-young"
    young.mkdir()
    with staging(Catalogue(tmp_path)):
        assert young.exists()


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stop"), staging(Catalogue(tmp_path)):
        raise ValueError("stop")
    assert list(tmp_path.iterdir()) == []
