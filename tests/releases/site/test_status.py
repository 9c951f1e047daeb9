"""What the pages of a disclosure and of its publisher say came of checking it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bs4 import BeautifulSoup

from budgetflow.lake.store import Lake
from budgetflow.releases.build import build_release
from tests.builders.disclosures import disclosure


def test_differences_of_rounding_are_counted_on_both_pages(tmp_path: Path) -> None:
    made = disclosure("新市区教育局", 2026, "650104", figures={"205": "1.00"})
    made.findings[0].verdict = "rounding"
    lake = Lake(tmp_path / "lake")
    lake.replace(made, "1")
    release = build_release(lake, tmp_path / "releases", date(2026, 11, 30))
    assert release is not None
    for folder in ("d", "p"):
        pages = [
            path for path in Path(release.path, folder).glob("*.html") if "-text" not in path.stem
        ]
        assert len(pages) == 1
        text = BeautifulSoup(pages[0].read_text(encoding="utf-8"), "lxml").get_text()
        assert "四舍五入差额 1 处" in text, folder
