"""What a run came to is said in few words, and the exit code follows from the same counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from budgetflow.crawl.http.rate_limit import HostCount
from budgetflow.crawl.run_report import CrawlReport, Failure, SourceReport
from budgetflow.crawl.state.found import Found
from budgetflow.flows.artifacts import (
    artifact_key,
    night_page,
    release_page,
    source_page,
    sources_table,
)
from budgetflow.jobs.ingested import Ingested
from budgetflow.jobs.standing import Standing, standing
from budgetflow.jobs.summary import RunSummary
from budgetflow.releases.changes.tally import Tally
from budgetflow.releases.made import Release
from budgetflow.releases.versions import Version
from budgetflow.settings import Settings


def crawl_report(*states: str, failures: tuple[str, ...] = ()) -> CrawlReport:
    items = [
        Found(
            "one",
            "650104",
            "u",
            f"u{n}",
            "title",
            None,
            None,
            "0" * 64,
            "a.pdf",
            "application/pdf",
            state,
        )  # type: ignore[arg-type]
        for n, state in enumerate(states)
    ]
    source = SourceReport(
        "one",
        "example.invalid",
        failures=[Failure("one", "u", kind, "what happened") for kind in failures],
    )
    return CrawlReport(
        found=items, sources=[source], hosts={"example.invalid": HostCount(requests=7, bytes=900)}
    )


def summary(*states: str, failures: tuple[str, ...] = ()) -> RunSummary:
    out = RunSummary()
    out.add_crawl(crawl_report(*states, failures=failures))
    return out


@pytest.mark.parametrize(
    ("states", "failures", "name", "partly"),
    [
        ((), (), "Completed(no news)", False),
        (("new", "new", "new", "revised"), (), "Completed(3 new, 1 revised)", False),
        (("withdrawn",), (), "Completed(1 withdrawn)", False),
        ((), ("blocked",), "Completed(no news, 1 blocked)", True),
        (("new",), ("timeout", "status"), "Completed(1 new, 2 failed)", True),
    ],
)
def test_the_state_name_says_what_came_of_it(
    states: tuple[str, ...], failures: tuple[str, ...], name: str, partly: bool
) -> None:
    made = summary(*states, failures=failures)
    assert made.state_name() == name
    assert made.partly_failed is partly


def test_unread_documents_and_held_back_ones_are_counted() -> None:
    made = summary("new")
    made.add_ingested(
        Ingested("k", "one", True, 2, 1, ["a.pdf: encrypted"], Counter(error=2, info=1))
    )
    assert made.state_name() == "Completed(1 new, 1 quarantined, 1 failed)"
    assert made.sources["one"].findings == {"error": 2, "info": 1}
    assert "a.pdf: encrypted" in source_page(made.sources["one"])


def test_a_lost_batch_is_a_failure_that_the_next_run_takes_up() -> None:
    made = summary("new")
    made.add_lost(["k1", "k2"], "OSError: disk full")
    assert made.lost == 2
    assert made.partly_failed
    assert "taken up again" in made.sources["local"].messages[0]


def test_a_hosts_requests_are_counted_once_though_it_serves_two_sources() -> None:
    report = crawl_report()
    report.sources.append(SourceReport("two", "example.invalid"))
    made = RunSummary()
    made.add_crawl(report)
    assert made.total("requests") == 7


def test_the_page_of_the_night_names_what_needs_a_look() -> None:
    page = night_page(summary("new", failures=("blocked",)), Standing())
    assert "# 1 new, 1 blocked" in page
    assert "- **one**: 1 blocked, 0 failed, 0 held back" in page


def test_a_quiet_nights_page_says_what_stands() -> None:
    stands = Standing("2026.11.22", Counter(rounding=12, open=3, publisher_error=1), held=2)
    page = night_page(summary(), stands)
    assert page.startswith("# no news\n")
    assert "- Newest release: 2026.11.22\n" in page
    assert "- Its findings: 3 open, 1 publisher_error, 12 rounding\n" in page
    assert "- Held back: 2\n" in page


def test_before_the_first_release_the_page_says_so() -> None:
    page = night_page(summary(), Standing())
    assert "- Newest release: none yet\n" in page
    assert "Its findings" not in page


def test_a_store_that_cannot_be_read_is_told_and_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "versions.json").write_text("{", encoding="utf-8")
    stands = standing(Settings(home=tmp_path))
    assert stands.trouble
    place = tmp_path / "releases"
    page = night_page(summary(), stands)
    assert f"- It could not be read: `{place}: JSONDecodeError" in page


def test_text_from_outside_is_no_markup() -> None:
    made = summary()
    made.of("one").messages.append("<script>`x`</script>\n# heading")
    assert "- `<script>'x'</script> # heading`" in source_page(made.of("one"))


def test_sources_in_trouble_come_first_in_the_table() -> None:
    made = summary(failures=("blocked",))
    made.of("a-quiet-one")
    assert [row["source"] for row in sources_table(made)] == ["one", "a-quiet-one"]


@pytest.mark.parametrize(
    ("name", "key"), [("urumqi-xinshiqu", "source-urumqi-xinshiqu"), ("A_b.C", "source-a-b-c")]
)
def test_artifact_keys_are_ones_that_prefect_accepts(name: str, key: str) -> None:
    assert artifact_key("source", name) == key


def test_the_page_of_a_release_says_what_it_holds_and_what_changed() -> None:
    version = Version(
        "2026.11.22",
        "2026-11-22",
        "2026.11.21",
        "1.0.0",
        "0" * 64,
        {"disclosures": 3, "amounts": 1234},
    )
    made = Release(
        version,
        "/data/releases/2026.11.22",
        Tally(Counter({("amounts", "changed", "publisher"): 7})),
    )
    page = release_page(made, "https://data.invalid/releases")
    assert "[https://data.invalid/releases/2026.11.22/index.html]" in page
    assert "| amounts | 1,234 |" in page
    assert "| amounts | changed | publisher | 7 |" in page
    assert "Catalogue" not in release_page(made, "")
