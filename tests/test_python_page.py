"""`docs/python.md`, run as it stands beside a release and a file; `budgetflow.open` by any name."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import budgetflow
from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from budgetflow.releases.versions import UnknownVersion
from tests.builders.disclosures import disclosure
from tests.cli.builders import DISCLOSURE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "python.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file and two releases."""
    home: Path = tmp_path_factory.mktemp("page")
    (home / "水务局.txt").write_text(DISCLOSURE, encoding="utf-8")
    lake = Lake(home / "lake")
    lake.replace(disclosure(), "1")
    build_release(lake, home / "releases", date(2026, 11, 21), site=False)
    lake.replace(disclosure("东城区教育局", 2026, "110101"), "1")
    build_release(lake, home / "releases", date(2026, 11, 22), site=False)
    return home


def test_the_page_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        exec(code, names)
    assert names["frames"]["disclosures"]["publisher"].tolist() == ["甘泉市水务局"]
    assert names["broken"]["documents"]["status"].to_list() == ["unreadable"]
    assert names["release"].version == "2026.11.22"
    assert set(names["functions"]["province"]) == {"11"}
    assert "amounts" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("release", "releases", "version"),
    [
        ("releases/2026.11.21", None, "2026.11.21"),
        ("releases/2026.11.21/", None, "2026.11.21"),
        ("releases", None, "2026.11.22"),
        ("2026.11.21", "releases", "2026.11.21"),
        ("latest", "releases", "2026.11.22"),
    ],
)
def test_a_release_is_opened_by_folder_or_version(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    release: str,
    releases: str | None,
    version: str,
) -> None:
    monkeypatch.chdir(folder)
    opened = budgetflow.open(release, releases)
    assert opened.version == version
    assert opened.arrow("disclosures").num_rows == (1 if version.endswith("21") else 2)


def test_a_path_is_a_folder(folder: Path) -> None:
    assert budgetflow.open(folder / "releases/2026.11.21").version == "2026.11.21"


def test_a_version_that_is_not_there_names_those_that_are(folder: Path) -> None:
    with pytest.raises(UnknownVersion, match=r"2026\.11\.21, 2026\.11\.22"):
        budgetflow.open("2025.01.01", folder / "releases")


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize("path", ["releases/2026.11.21", "releases/2026.11.21/"])
def test_a_release_is_opened_by_its_address(folder: Path, path: str) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        opened = budgetflow.open(f"http://127.0.0.1:{server.server_port}/{path}")
        assert opened.version == "2026.11.21"
        assert set(opened.polars("functions")["province"]) == {"65"}
    finally:
        server.shutdown()
        server.server_close()
