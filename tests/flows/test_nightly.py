"""The nightly flow over the sample site, on the embedded server, as an operator sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from budgetflow.cli.outcome import DONE, PARTLY, USAGE
from budgetflow.cli.run import night
from budgetflow.health.services import holdings
from budgetflow.releases.versions import Catalogue
from budgetflow.sample.site.pages import Served
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources
from budgetflow.settings import Settings
from tests.cli.builders import app

pytestmark = pytest.mark.usefixtures("prefect_server")


class Place:
    """A home folder, a site that may be changed, and the nightly flow over it."""

    def __init__(self, home: Path, pages: dict[str, Served], address: str) -> None:
        self.settings = Settings(home=home)
        self.pages = pages
        self.sources = write_sources(home, address)

    def night(self, **options: bool) -> tuple[int, str, str | None]:
        code, summary = night(self.settings, self.sources, [], **options)
        assert summary is not None
        return code, summary.state_name(), summary.release


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_pages: dict[str, Served]
) -> Iterator[Place]:
    monkeypatch.setenv("BUDGETFLOW_ALLOW_HOSTS", json.dumps([HOST]))
    monkeypatch.setenv("BUDGETFLOW_SITE_URL", "https://data.invalid/releases/")
    pages = dict(sample_pages)
    with serving(pages, port=0) as address:
        yield Place(tmp_path / "home", pages, address)


def artifact(key: str) -> str:
    """The newest artifact of a key, as the Prefect UI shows it."""
    from prefect.artifacts import Artifact

    found = Artifact.get(key)
    assert found is not None
    return str(found.data)


def test_the_first_night_makes_a_release_and_the_second_has_no_news(place: Place) -> None:
    code, name, release = place.night()
    assert (code, name) == (DONE, "Completed(6 new)")
    assert release
    assert Catalogue(place.settings.store("releases")).find(release).counts["amounts"] > 900
    assert "# 6 new" in artifact("night")
    assert "| new | 6 |" in artifact("source-sample")
    assert f"https://data.invalid/releases/{release}/index.html" in artifact("release")
    assert "| disclosures | 5 |" in artifact("release")
    assert place.night() == (DONE, "Completed(no news)", None)
    assert f"- Newest release: {release}\n- Its findings: " in artifact("night")
    assert len(Catalogue(place.settings.store("releases")).versions()) == 1


def test_a_night_without_release_stores_and_the_next_one_releases(place: Place) -> None:
    assert place.night(release=False) == (DONE, "Completed(6 new)", None)
    _, name, release = place.night()
    assert name == "Completed(no news)"
    assert release


def test_an_unreadable_attachment_costs_that_file_and_the_exit_code_says_so(place: Place) -> None:
    path = next(path for path in place.pages if path.endswith(".xlsx"))
    place.pages[path] = Served(
        b"PK\x03\x04 not a workbook after all", place.pages[path].content_type, "2025-02-20"
    )
    code, name, release = place.night()
    assert code == PARTLY
    assert name.startswith("Completed(6 new, 1")
    assert release


@pytest.mark.parametrize("text", ["- id: x\n", "not: a list\n"], ids=["keys missing", "no list"])
def test_a_faulty_sources_file_is_bad_usage(
    place: Place, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place.sources.write_text(text, encoding="utf-8")
    assert night(place.settings, place.sources, []) == (USAGE, None)
    assert place.sources.name in capsys.readouterr().err


def test_an_unknown_source_is_bad_usage(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert night(place.settings, place.sources, ["nowhere"]) == (USAGE, None)
    assert "nowhere" in capsys.readouterr().err


def test_a_lake_that_lost_files_is_made_anew_from_the_archive_and_gives_the_same_release(
    place: Place,
) -> None:
    _, _, first = place.night()
    lake = Path(place.settings.store("lake"))
    next(lake.rglob("amounts/**/*.parquet")).unlink()
    assert holdings(place.settings).state == "broken"
    lake.rename(lake.with_name("away"))
    done = CliRunner().invoke(
        app, ["archive", "reread", "--no-release", "--home", str(place.settings.home)]
    )
    assert done.exit_code == DONE, done.output
    assert "6 read again, 5 changed" in done.output
    assert holdings(place.settings).state == "ok"
    assert place.night() == (DONE, "Completed(no news)", None), (
        "the coverage, which is the crawl's, is back as well"
    )
    assert [
        version.version for version in Catalogue(place.settings.store("releases")).versions()
    ] == [first]
