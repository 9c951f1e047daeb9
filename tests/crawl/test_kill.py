"""A crawl killed at 50 random moments and started again loses nothing, fetches nothing twice that
was archived, leaves no half file.
"""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from budgetflow.archive.objects import Archive
from budgetflow.crawl.run import crawl
from budgetflow.crawl.run_report import CrawlReport
from budgetflow.settings import Settings
from budgetflow.sources.source import Source
from tests.crawl.builders import plant
from tests.crawl.site import Site

KILLS = 50


def night(source: Source, folder: Path) -> CrawlReport:
    settings = Settings(allow_hosts=["127.0.0.1"], requests_per_minute=1e6)
    return crawl([source], Archive(folder / "archive"), folder / "state", settings)


def start_and_kill(source: Source, folder: Path, after: float) -> bool:
    """Crawl in a process of its own and kill it after some seconds; tell whether it was still at
    work.
    """
    child = os.fork()
    if child == 0:
        try:
            night(source, folder)
        finally:
            os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, outcome = os.waitpid(child, 0)
    return os.WIFSIGNALED(outcome)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_killed_at_fifty_random_moments(site: Site, tmp_path: Path) -> None:
    plant(site, 36, per_page=6)
    source = Source(
        id="test",
        name="某市财政预决算",
        region_code="650104",
        start_urls=(site.url("/yjs/index.html"),),
    )
    started = time.monotonic()
    whole = night(source, tmp_path / "whole")
    length = time.monotonic() - started
    site.forget()

    dice = random.Random(20261122)
    killed = sum(
        start_and_kill(source, tmp_path / "cut", dice.uniform(0, min(length / 8, 0.2)))
        for _ in range(KILLS)
    )
    last = night(source, tmp_path / "cut")

    assert killed >= KILLS // 2, "the moments must fall into the work"
    assert tree(tmp_path / "cut" / "archive") == tree(tmp_path / "whole" / "archive")
    assert not list((tmp_path / "cut" / "archive").glob(".incoming/*"))
    assert sorted(last.found, key=lambda item: item.source_url) == sorted(
        whole.found, key=lambda item: item.source_url
    )
    files = [path for path in site.asked() if path.endswith(".pdf")]
    assert len(files) <= 36 + killed, "a kill costs at most the one request it cut"
    last.acknowledge()
    assert night(source, tmp_path / "cut").no_news
