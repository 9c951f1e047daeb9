"""The command line of sources, crawl and archive: answers on stdout, messages on stderr, the exit
codes of the interface.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from budgetflow.archive.objects import Archive
from budgetflow.settings import settings
from tests.cli.builders import app
from tests.crawl.builders import LIST, plant, title
from tests.crawl.site import Site, article, listing


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[CliRunner]:
    monkeypatch.setenv("BUDGETFLOW_ALLOW_HOSTS", '["127.0.0.1"]')
    monkeypatch.setenv("BUDGETFLOW_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BUDGETFLOW_REQUESTS_PER_MINUTE", "60000")
    settings.cache_clear()
    yield CliRunner()
    settings.cache_clear()


def registry(site: Site, folder: Path, **keys: str) -> Path:
    file = folder / "sources.yaml"
    more = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    file.write_text(
        f'- id: test\n  name: 某市财政预决算\n  region_code: "650104"\n  start_urls: '
        f'["{site.url(LIST)}"]\n{more}'
    )
    return file


def test_inspect_a_saved_page(run: CliRunner, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(article(title(1), "2026-02-02", "P1.pdf", charset="gbk").encode("gb18030"))
    answer = run.invoke(
        app, ["sources", "inspect", str(page), "--url", "http://x.invalid/yjs/t1.html", "--json"]
    )
    seen = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert {
        key: seen[key]
        for key in (
            "kind",
            "title",
            "published_on",
            "source",
            "publisher",
            "is_disclosure",
            "next_page",
        )
    } == {
        "kind": "article",
        "title": title(1),
        "published_on": "2026-02-02",
        "source": "某市财政局",
        "publisher": "某市财政局",
        "is_disclosure": True,
        "next_page": None,
    }
    assert seen["attachments"] == [{"href": "http://x.invalid/yjs/P1.pdf", "text": "P1.pdf"}]
    assert title(1) in run.invoke(app, ["sources", "inspect", str(page)]).stdout


def test_inspect_an_address(run: CliRunner, site: Site) -> None:
    site.put(
        LIST, listing([(f"t{number}.html", title(number), "2026-02-02") for number in range(4)])
    )
    seen = json.loads(run.invoke(app, ["sources", "inspect", site.url(LIST), "--json"]).stdout)
    assert (seen["kind"], len(seen["entries"]), seen["entries"][0]["date"]) == (
        "list",
        4,
        "2026-02-02",
    )


@pytest.mark.parametrize(
    ("target", "code"), [("missing.html", 2), ("http://127.0.0.1:9/x.html", 1)]
)
def test_inspect_what_is_not_there(
    run: CliRunner, target: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetflow.crawl.http.rate_limit.time.sleep", lambda seconds: None)
    answer = run.invoke(app, ["sources", "inspect", target])
    assert (
        answer.exit_code == code
        and target.rsplit("/", maxsplit=1)[-1].split(":", maxsplit=1)[0] in answer.stderr
    )


def test_crawl_then_verify_then_export(run: CliRunner, site: Site, tmp_path: Path) -> None:
    plant(site, 2)
    file = registry(site, tmp_path)
    first = run.invoke(app, ["crawl", "--sources", str(file), "--json"])
    assert first.exit_code == 0
    assert [item["state"] for item in json.loads(first.stdout)["found"]] == ["new", "new"]
    verified = run.invoke(app, ["archive", "verify", "--json"])
    assert verified.exit_code == 0 and json.loads(verified.stdout)["damaged"] == []
    exported = run.invoke(app, ["archive", "export", "--warc", str(tmp_path / "n.warc.gz")])
    assert exported.exit_code == 0 and (tmp_path / "n.warc.gz").stat().st_size > 500
    covered = run.invoke(app, ["sources", "coverage", "--sources", str(file), "--json"])
    assert "published" in {row["state"] for row in json.loads(covered.stdout)["coverage"]}
    told = run.invoke(app, ["sources", "coverage", "--sources", str(file)])
    heading, *lines = told.stdout.splitlines()
    assert heading.split("\t")[:5] == ["source", "region", "year", "stage", "state"]
    assert len(lines) == len(json.loads(covered.stdout)["coverage"])
    assert f"1 sources, {len(lines)} lines, " in told.stderr and "1 published" in told.stderr


def test_coverage_is_of_a_place_a_year_and_a_state(
    run: CliRunner, site: Site, tmp_path: Path
) -> None:
    plant(site, 2)
    file = registry(site, tmp_path)
    assert run.invoke(app, ["crawl", "--sources", str(file)]).exit_code == 0

    def shown(*options: str) -> list[list[str]]:
        answer = run.invoke(app, ["sources", "coverage", "--sources", str(file), *options])
        assert answer.exit_code == 0, answer.output
        return [line.split("\t") for line in answer.stdout.splitlines()[1:]]

    every = shown()
    year = every[0][2]
    assert 0 < len(shown("--year", year)) < len(every)
    assert {cells[2] for cells in shown("--year", year)} == {year}
    assert {cells[4] for cells in shown("--state", "published")} == {"published"}
    assert shown("--region", every[0][1][:2]) == every
    assert shown("--region", "99") == []


def test_crawl_says_what_failed_and_leaves_with_3(
    run: CliRunner, site: Site, tmp_path: Path
) -> None:
    plant(site, 2)
    del site.pages["/yjs/P1.pdf"]
    answer = run.invoke(app, ["crawl", "--sources", str(registry(site, tmp_path))])
    assert answer.exit_code == 3 and "P1.pdf" in answer.stderr and "1 new" in answer.stdout


def test_an_unknown_source_is_bad_usage(run: CliRunner, site: Site, tmp_path: Path) -> None:
    answer = run.invoke(
        app, ["crawl", "--sources", str(registry(site, tmp_path)), "--source", "other"]
    )
    assert answer.exit_code == 2 and "other" in answer.stderr


def test_a_damaged_object_is_named(run: CliRunner, site: Site, tmp_path: Path) -> None:
    plant(site, 1)
    run.invoke(app, ["crawl", "--sources", str(registry(site, tmp_path))])
    archive_folder = tmp_path / "home" / "archive"
    sha256 = next(Archive(archive_folder).objects())
    [victim] = archive_folder.rglob(sha256)
    victim.write_bytes(b"rot")
    answer = run.invoke(app, ["archive", "verify"])
    assert answer.exit_code == 1 and f"DAMAGED {victim.name}" in answer.stdout


def test_check_list_and_a_registry_that_is_wrong(
    run: CliRunner, site: Site, tmp_path: Path
) -> None:
    file = registry(site, tmp_path)
    assert run.invoke(app, ["sources", "check", "--sources", str(file)]).exit_code == 0
    assert (
        "650104"
        in run.invoke(app, ["sources", "list", "--sources", str(file), "--region", "65"]).stdout
    )
    registry(site, tmp_path, method="walk")
    assert run.invoke(app, ["sources", "check", "--sources", str(file)]).exit_code == 1
    registry(site, tmp_path, walk="1")
    answer = run.invoke(app, ["sources", "check", "--sources", str(file)])
    assert answer.exit_code == 2 and "test: walk" in answer.stderr


def test_add_looks_first_and_then_writes_a_form(run: CliRunner, site: Site, tmp_path: Path) -> None:
    plant(site, 5)
    target = tmp_path / "cities" / "new.yaml"
    for page, region in (("", "650104"), ("?2", "650104"), ("?3", "乌鲁木齐市")):
        answer = run.invoke(
            app, ["sources", "add", site.url(LIST) + page, "--to", str(target), "--region", region]
        )
        assert (
            answer.exit_code == 0
            and "4 entries (4 with a date), more pages" in answer.stdout
            and title(5) in answer.stdout
        )
        target.write_text(target.read_text().rstrip())  # as an editor may leave it
    listed = json.loads(
        run.invoke(app, ["sources", "list", "--sources", str(target), "--json"]).stdout
    )
    assert [(one["id"], one["name"], one["method"]) for one in listed] == [
        ("r650100", "乌鲁木齐市部门预算", "list_pages"),
        ("r650104", "新市区部门预算", "list_pages"),
        ("r650104-2", "新市区部门预算", "list_pages"),
    ]
    assert run.invoke(app, ["sources", "check", "--sources", str(target)]).exit_code == 0


@pytest.mark.parametrize(
    ("page", "more", "code", "message"),
    [
        ("/empty.html", (), 1, "no entry seen"),
        ("/missing.html", (), 1, "404"),
        (LIST, ("--region", "65010"), 2, "no region of GB/T 2260"),
        (LIST, ("--id", "bad id"), 2, "small letters, digits and hyphens"),
        (LIST, ("--id", "test"), 2, "already used"),
        (LIST, ("--method", "walk"), 2, "--method: 'walk' is none of"),
        (LIST + "?known", (), 2, "is already the address of test; change that source"),
    ],
)
def test_add_says_in_words_why_it_adds_nothing(
    run: CliRunner,
    site: Site,
    tmp_path: Path,
    page: str,
    more: tuple[str, ...],
    code: int,
    message: str,
) -> None:
    plant(site, 5)
    site.put("/empty.html", "<html><body><p>建设中，欢迎关注。</p></body></html>")
    file = registry(site, tmp_path)
    file.write_text(file.read_text().replace(LIST, f"{LIST}?known"))
    before = file.read_text()
    answer = run.invoke(
        app, ["sources", "add", site.url(page), "--to", str(file), "--region", "650104", *more]
    )
    assert (answer.exit_code, file.read_text()) == (code, before) and message in answer.stderr


def test_inspect_a_document_says_what_to_use(run: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    answer = run.invoke(app, ["sources", "inspect", str(tmp_path / "a.pdf")])
    assert answer.exit_code == 2 and "not a web page" in answer.stderr
