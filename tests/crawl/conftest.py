"""A site, and a crawl of it with a clock that nobody waits for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetflow.archive.objects import Archive
from budgetflow.crawl.run import crawl
from budgetflow.crawl.run_report import CrawlReport
from budgetflow.settings import Settings
from budgetflow.sources.source import Source
from tests.crawl.fake_clock import Hands
from tests.crawl.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


class Nights:
    """Crawls one site night after night."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.site, self.folder, self.clock = site, folder, Hands()
        self.archive = Archive(folder / "archive")
        self.settings = Settings(allow_hosts=["127.0.0.1"], requests_per_minute=60.0)

    def source(self, path: str = "/yjs/index.html", **keys: object) -> Source:
        values = {
            "id": "test",
            "name": "某市财政预决算",
            "region_code": "650104",
            "start_urls": (self.site.url(path),),
            **keys,
        }
        return Source.model_validate(values)

    def crawl(self, *sources: Source) -> CrawlReport:
        report = crawl(
            sources or [self.source()],
            self.archive,
            self.folder / "state",
            self.settings,
            clock=self.clock,
        )
        report.acknowledge()
        return report


@pytest.fixture
def nights(site: Site, tmp_path: Path) -> Nights:
    return Nights(site, tmp_path)
