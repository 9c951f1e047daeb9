"""Makes the pictures of docs/images, by headless Chromium: a scheduled night over the sample site
in the Prefect UI, and the
catalogue of the release that came of it.

python docs/pictures.py                                  starts a schedule of its own, and takes all
python docs/pictures.py http://127.0.0.1:4200/api        of a server where a scheduled run over the
sample site has ended
python docs/pictures.py budgetflow-home                  of the catalogue alone, of the newest
release there (`make run` makes one)
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import sync_playwright

from budgetflow.sample.site.pages import sample_articles, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources

IMAGES = Path(__file__).parent / "images"
ENDED = {"state": {"type": {"any_": ["COMPLETED"]}}}


def shoot(url: str, name: str, height: int = 1100) -> None:
    """Take a picture of a page once its scripts have had time to draw it."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                shutil.which("chromium") or "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--user-data-dir={profile}",
                f"--window-size=1400,{height}",
                "--virtual-time-budget=60000",
                f"--screenshot={IMAGES / name}",
                url,
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )


def asked(api: str, what: str, **wanted: Any) -> list[dict[str, Any]]:
    """Ask the server for a list."""
    return list(requests.post(f"{api}/{what}/filter", json=wanted, timeout=30).json())


@contextmanager
def scheduled(home: Path, site_address: str) -> Iterator[str]:
    """Run `budgetflow serve` with a tick every ten seconds over a site; gives its API once a
    scheduled run has ended.
    """
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    api = f"http://{HOST}:{port}/api"
    command = [
        sys.executable,
        "-m",
        "budgetflow",
        "serve",
        "--home",
        str(home),
        "--cron",
        "* * * * * */10",
        "--port",
        str(port),
    ]
    environment = os.environ | {
        "BUDGETFLOW_ALLOW_HOSTS": json.dumps([HOST]),
        "PREFECT_RUNNER_POLL_FREQUENCY": "2",
    }
    process = subprocess.Popen(
        [*command, "--sources", str(write_sources(home, site_address))], env=environment
    )
    try:
        end = time.monotonic() + 600
        while time.monotonic() < end:
            with suppress(requests.RequestException, ValueError):
                if asked(api, "flow_runs", flow_runs=ENDED):
                    break
            time.sleep(2)
        yield api
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def take(api: str) -> None:
    """Take the pictures of the first scheduled run of a server."""
    first = min(asked(api, "flow_runs", flow_runs=ENDED), key=lambda run: str(run["start_time"]))
    artifacts = {
        artifact["key"]: artifact
        for artifact in asked(api, "artifacts", artifacts={"flow_run_id": {"any_": [first["id"]]}})
    }
    ui = api.removesuffix("/api")
    shoot(f"{ui}/runs/flow-run/{first['id']}", "run.png")
    shoot(f"{ui}/artifacts/artifact/{artifacts['source-sample']['id']}", "source.png", 800)


def take_catalogue(home: Path) -> None:
    """Take the pictures of the newest release's catalogue: its first page, a ranking, a publisher,
    its tables, where a figure is printed, and a search in pinyin on a telephone.
    """
    version = json.loads((home / "releases/latest.json").read_text(encoding="utf-8"))["version"]
    release = (home / "releases" / version).resolve()
    boxed = {
        path: len(re.findall(r'href="../v/[^"]*-p\d+\.html', path.read_text(encoding="utf-8")))
        for path in sorted(release.glob("d/*.html"))
    }
    disclosure = max(boxed, key=lambda path: boxed[path])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1100, "height": 760})
        page.goto((release / "index.html").as_uri())
        page.screenshot(path=IMAGES / "catalogue-home.png")
        page.goto((release / "rankings.html").as_uri())
        page.screenshot(path=IMAGES / "catalogue-rankings.png")
        page.goto(f"{disclosure.as_uri()}#t1")
        page.screenshot(path=IMAGES / "catalogue.png")
        page.click(".trail a")
        page.screenshot(path=IMAGES / "catalogue-publisher.png")
        page.goto(disclosure.as_uri())
        page.locator("table.printed a[href*='-p']").nth(3).click()
        page.wait_for_load_state("load")
        page.screenshot(path=IMAGES / "catalogue-figure.png")
        telephone = browser.new_page(viewport={"width": 390, "height": 844})
        telephone.goto((release / "index.html").as_uri())
        telephone.fill("#q", "yiliaobaozhangju")
        telephone.wait_for_selector("#results a")
        telephone.screenshot(path=IMAGES / "catalogue-phone.png")
        browser.close()


def main() -> None:
    """Let a schedule fire over the sample site and take the pictures; or take them of a server or a
    home that is named.
    """
    IMAGES.mkdir(exist_ok=True)
    if len(sys.argv) > 1 and Path(sys.argv[1]).is_dir():
        take_catalogue(Path(sys.argv[1]))
        return
    if len(sys.argv) > 1:
        take(sys.argv[1].rstrip("/"))
        return
    home = Path(tempfile.mkdtemp(prefix="budgetflow-pictures-"))
    with serving(site(sample_articles())) as address, scheduled(home, address) as api:
        take(api)
    take_catalogue(home)
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
