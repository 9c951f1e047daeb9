"""The ledger: what is due by the legal calendar against what was seen, and alarms on silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from budgetflow.crawl.coverage import coverage, due_on, keep, silent, year_and_stage
from budgetflow.lake.store import Lake
from tests.crawl.builders import LIST, plant, title
from tests.crawl.conftest import Nights
from tests.crawl.site import PDF, Site, article, listing, pdf


@pytest.mark.parametrize(
    ("words", "published", "answer"),
    [
        ("某局2026年部门预算公开", None, (2026, "budget")),
        ("2024年度某局部门决算", None, (2024, "final_accounts")),
        ("关于2025年预算执行情况和2026年预算草案的报告", None, (2026, "budget")),
        ("某局2026部门预算", None, (2026, "budget")),
        ("某局部门预算", date(2026, 2, 3), (2026, "budget")),
        ("某局部门决算", date(2025, 9, 3), (2024, "final_accounts")),
        ("某局部门预算", None, None),
        ("关于会议的通知", date(2026, 2, 3), None),
    ],
)
def test_year_and_stage_of_a_title(
    words: str, published: date | None, answer: tuple[int, str] | None
) -> None:
    assert year_and_stage(words, published) == answer


def test_days_due_are_the_laws_unless_the_source_says_otherwise(nights: Nights) -> None:
    source = nights.source(expected_by={"budget": "03-15"})
    assert due_on(source, 2026, "budget") == date(2026, 3, 15)
    assert due_on(source, 2025, "final_accounts") == date(2026, 10, 31)


def states(nights: Nights, today: date) -> dict[tuple[int, str], str]:
    return {
        (row.fiscal_year, row.stage): row.state
        for row in coverage([nights.source()], nights.folder / "state", today)
    }


def test_published_late_and_not_yet_due(site: Site, nights: Nights) -> None:
    plant(site, 3)
    nights.crawl()
    assert states(nights, date(2026, 11, 22)) == {
        (2025, "budget"): "late",
        (2025, "final_accounts"): "late",
        (2026, "budget"): "published",
        (2026, "final_accounts"): "not_yet_due",
    }
    assert states(nights, date(2026, 9, 1))[2025, "final_accounts"] == "not_yet_due"
    (row,) = [
        row
        for row in coverage([nights.source()], nights.folder / "state", date(2026, 11, 22))
        if row.state == "published"
    ]
    assert (row.expected, row.last_new_on) == (1, date(2026, 2, 4))


def test_page_images_a_challenge_and_a_withdrawal_have_states_of_their_own(
    site: Site, nights: Nights
) -> None:
    images = "".join(f'<p><img src="W0202602{number:011}.jpg"></p>' for number in range(9))
    rows = [
        ("t1.html", title(1), "2026-02-02"),
        ("t2.html", "某局2025年度部门决算", "2026-09-02"),
        ("t3.html", "某局2025年部门预算", "2025-02-02"),
    ]
    site.put(LIST, listing(rows))
    site.put("/yjs/t1.html", article(title(1), "2026-02-02", body=images))
    site.put("/yjs/t2.html", article("某局2025年度部门决算", "2026-09-02", "P2.pdf"))
    site.put("/yjs/P2.pdf", pdf(2), PDF)
    site.put("/yjs/t3.html", "<html><script>$_ts=1;</script></html>")
    nights.crawl()
    assert states(nights, date(2026, 11, 22)) == {
        (2025, "budget"): "blocked",
        (2025, "final_accounts"): "published",
        (2026, "budget"): "image_only",
        (2026, "final_accounts"): "blocked",
    }
    del site.pages["/yjs/t2.html"]
    for days in (31, 1, 3):
        nights.clock.next_day(days)
        nights.crawl()
    assert states(nights, date(2026, 12, 30))[2025, "final_accounts"] == "withdrawn"


def test_silence_is_an_alarm_when_it_lasts_longer_than_ever_before(
    site: Site, nights: Nights
) -> None:
    rows = [
        (f"t{year}.html", f"某局{year}年部门预算", f"{year}-02-10") for year in (2026, 2025, 2024)
    ]
    site.put(LIST, listing(rows))
    for year in (2026, 2025, 2024):
        site.put(
            f"/yjs/t{year}.html", article(f"某局{year}年部门预算", f"{year}-02-10", f"P{year}.pdf")
        )
        site.put(f"/yjs/P{year}.pdf", pdf(year), PDF)
    nights.crawl()
    state = nights.folder / "state"
    assert silent([nights.source()], state, date(2026, 11, 22)) == []
    assert silent([nights.source()], state, date(2027, 3, 1)) == []
    (alarm,) = silent([nights.source()], state, date(2027, 6, 1))
    assert alarm.last_new_on == date(2026, 2, 10)
    assert "its longest pause in three years was 365 days" in alarm.message


def test_a_source_in_trouble_is_no_silent_source(site: Site, nights: Nights) -> None:
    site.put(LIST, "<html><script>$_ts=1;</script></html>")
    nights.crawl()
    assert silent([nights.source()], nights.folder / "state", date(2030, 1, 1)) == []


def test_a_silent_source_is_no_success_of_the_night(site: Site, nights: Nights) -> None:
    site.put(LIST, listing([("t1.html", "某局2024年部门预算", "2024-02-10")]))
    site.put("/yjs/t1.html", article("某局2024年部门预算", "2024-02-10", "P1.pdf"))
    site.put("/yjs/P1.pdf", pdf(1), PDF)
    report = nights.crawl()
    assert len(report.found) == 1
    assert [(failure.kind, "2024-02-10" in failure.message) for failure in report.failures] == [
        ("silent", True)
    ]
    nights.clock.next_day()
    assert [failure.kind for failure in nights.crawl().failures] == ["silent"], (
        "every night, until someone looks"
    )


def test_the_ledger_is_kept_in_the_lake_without_losing_other_sources(
    site: Site, nights: Nights, tmp_path: Path
) -> None:
    plant(site, 2)
    nights.crawl()
    lake = Lake(tmp_path / "lake")
    state, today = nights.folder / "state", date(2026, 11, 22)
    assert keep([nights.source(id="other")], state, lake, today) == 4
    assert keep([nights.source()], state, lake, today) == 8
    rows = {
        (row["source_id"], row["fiscal_year"], row["stage"]): row["state"]
        for row in lake.read("coverage").to_pylist()
    }
    assert rows["test", 2026, "budget"] == "published" and rows["other", 2026, "budget"] == "late"
