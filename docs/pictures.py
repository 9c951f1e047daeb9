"""Makes the pictures of docs/images: a night over the sample site in the Prefect UI, by headless Chromium.

python docs/pictures.py
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import requests

from budgetflow.sample.run import write_sources
from budgetflow.sample.server import HOST, serving
from budgetflow.sample.site import sample_articles, site
from budgetflow.settings import Settings
from flows.environment import prepare
from flows.local_server import local_server

IMAGES = Path(__file__).parent / "images"


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


def main() -> None:
    """Run a night against a server and take the pictures."""
    IMAGES.mkdir(exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="budgetflow-pictures-"))
    prepare(Settings(home=home))
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    with local_server(home / "server.log", HOST, port) as api, serving(site(sample_articles())) as address:
        command = [sys.executable, "-m", "budgetflow", "run", "--home", str(home), "--sources", str(write_sources(home, address))]
        environment = os.environ | {"PREFECT_API_URL": api, "BUDGETFLOW_ALLOW_HOSTS": json.dumps([HOST])}
        subprocess.run(command, check=True, env=environment)
        [run] = requests.post(f"{api}/flow_runs/filter", json={}, timeout=10).json()
        artifacts = requests.post(f"{api}/artifacts/latest/filter", json={}, timeout=10).json()
        ui = api.removesuffix("/api")
        shoot(f"{ui}/runs/flow-run/{run['id']}", "run.png")
        [night] = [artifact for artifact in artifacts if artifact["key"] == "source-sample"]
        shoot(f"{ui}/artifacts/artifact/{night['latest_id']}", "source.png", 800)
    shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
