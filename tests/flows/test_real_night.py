"""The whole main job on real documents: announced on a site, crawled, archived, understood,
checked, released, verified.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from budgetflow.cli.outcome import DONE
from budgetflow.cli.run import night
from budgetflow.lake.store import Lake
from budgetflow.sample.site.pages import Article, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources
from budgetflow.settings import Settings

pytestmark = [pytest.mark.corpus, pytest.mark.usefixtures("prefect_server")]

PLACES = (
    "beijing-02",
    "guangzhou-04",
    "jiangsu-03",
    "shanghai-01",
    "shanghai-putuo-finals-2024",
    "suzhou-03",
    "yantai-01",
    "chongqing-02",
    "fuzhou-05",
)


def test_real_documents_become_a_release_whose_checksums_hold(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGETFLOW_ALLOW_HOSTS", json.dumps([HOST]))
    articles = [
        Article(
            f"/zwgk/202601/t20260120_{number}.html",
            f"{name} 部门预算公开",
            "",
            "2026-01-20",
            "<p>详见附件。</p>",
            ((f"{name}.pdf", (shared / "corpus" / "pdf" / f"{name}.pdf").read_bytes()),),
        )
        for number, name in enumerate(PLACES)
    ]
    settings = Settings(home=tmp_path / "home")
    with serving(site(articles), port=0) as address:
        code, summary = night(settings, write_sources(settings.home, address), [])
    assert summary is not None
    assert (code, summary.state_name()) == (DONE, f"Completed({len(PLACES)} new)")
    folder = Path(settings.store("releases"), summary.release or "")
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split(maxsplit=1)
        assert hashlib.sha256((folder / name.lstrip("*")).read_bytes()).hexdigest() == digest, name
    rows = Lake(settings.store("lake")).read("disclosures").to_pylist()
    assert len(rows) == len(PLACES)
    assert {row["stage"] for row in rows} == {"budget", "final_accounts"}
