"""A home of an earlier build is opened by this one: read anew from its archive, and released.

`homes/home-2026-11-26.tar.xz` is what the build of 26 November 2026 left of a night over the sample
site: archive, lake, and the data of its release.
"""

from __future__ import annotations

import logging
import tarfile
from datetime import date
from pathlib import Path

import pytest

from budgetflow.crawl.run_report import CrawlReport
from budgetflow.interpret.understand import VERSION
from budgetflow.jobs.nightly import nightly
from budgetflow.jobs.outdated import outdated
from budgetflow.jobs.steps.in_process import StepsInProcess
from budgetflow.lake import document_versions
from budgetflow.lake.store import Lake
from budgetflow.releases.versions import Catalogue
from budgetflow.settings import Settings
from budgetflow.sources.source import Source

HOME = Path(__file__).with_name("homes") / "home-2026-11-26.tar.xz"


class QuietNight(StepsInProcess):
    """A night on which no site has news."""

    def crawl(self, sources: list[Source], state: Path | None = None) -> CrawlReport:
        return CrawlReport()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of the old home."""
    with tarfile.open(HOME) as packed:
        packed.extractall(tmp_path / "home", filter="data")
    return Settings(home=tmp_path / "home")


def versions(settings: Settings) -> set[str]:
    read = Lake(settings.store("lake")).read(document_versions.DATASET)
    return set(read["interpreter_version"].to_pylist())


@pytest.mark.slow
def test_a_night_reads_an_old_home_anew_and_releases_it(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert versions(settings) == {"2"}
    with caplog.at_level(logging.WARNING):
        summary = nightly([], QuietNight(settings, date(2026, 12, 1)))
    assert "5 documents in lake were read by another version of this program" in caplog.text
    assert "read again from the archive, about 1 min" in caplog.text
    assert not summary.partly_failed
    assert versions(settings) == {VERSION}
    made = Catalogue(settings.store("releases")).latest()
    assert made is not None
    assert (made.version, made.counts["disclosures"]) == ("2026.12.01", 4)
    changes = (Path(settings.store("releases"), made.version) / "CHANGES.md").read_text("utf-8")
    assert "2026.11.30" in changes

    caplog.clear()
    assert outdated(settings) == []
    assert "read again" not in caplog.text
    assert nightly([], QuietNight(settings, date(2026, 12, 2))).release is None
