"""The command line of sources, crawl and archive: answers on stdout, messages on stderr, the exit codes of the interface."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from budgetflow.cli import app, archive, crawl, sources
from budgetflow.settings import settings

from .site import Site, article, listing
from .test_night import LIST, plant, title

assert archive and crawl and sources  # importing a module registers its verbs


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
    file.write_text(f'- id: test\n  name: 某市财政预决算\n  region_code: "650104"\n  start_urls: ["{site.url(LIST)}"]\n{more}')
    return file


def test_inspect_a_saved_page(run: CliRunner, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(article(title(1), "2026-02-02", "P1.pdf", charset="gbk").encode("gb18030"))
    answer = run.invoke(app, ["sources", "inspect", str(page), "--url", "http://x.invalid/yjs/t1.html", "--json"])
    seen = json.loads(answer.stdout)
    assert answer.exit_code == 0
    assert {key: seen[key] for key in ("kind", "title", "published_on", "source", "publisher", "is_disclosure", "next_page")} == {
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
    site.put(LIST, listing([(f"t{number}.html", title(number), "2026-02-02") for number in range(4)]))
    seen = json.loads(run.invoke(app, ["sources", "inspect", site.url(LIST), "--json"]).stdout)
    assert (seen["kind"], len(seen["entries"]), seen["entries"][0]["date"]) == ("list", 4, "2026-02-02")


@pytest.mark.parametrize(("target", "code"), [("missing.html", 2), ("http://127.0.0.1:9/x.html", 1)])
def test_inspect_what_is_not_there(run: CliRunner, target: str, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetflow.crawl.manners.time.sleep", lambda seconds: None)
    answer = run.invoke(app, ["sources", "inspect", target])
    assert answer.exit_code == code and target.rsplit("/", maxsplit=1)[-1].split(":", maxsplit=1)[0] in answer.stderr


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


def test_crawl_says_what_failed_and_leaves_with_3(run: CliRunner, site: Site, tmp_path: Path) -> None:
    plant(site, 2)
    del site.pages["/yjs/P1.pdf"]
    answer = run.invoke(app, ["crawl", "--sources", str(registry(site, tmp_path))])
    assert answer.exit_code == 3 and "P1.pdf" in answer.stderr and "1 new" in answer.stdout


def test_an_unknown_source_is_bad_usage(run: CliRunner, site: Site, tmp_path: Path) -> None:
    answer = run.invoke(app, ["crawl", "--sources", str(registry(site, tmp_path)), "--source", "other"])
    assert answer.exit_code == 2 and "other" in answer.stderr


def test_a_damaged_object_is_named(run: CliRunner, site: Site, tmp_path: Path) -> None:
    plant(site, 1)
    run.invoke(app, ["crawl", "--sources", str(registry(site, tmp_path))])
    victim = next(path for path in sorted((tmp_path / "home" / "archive").rglob("*")) if path.is_file())
    victim.write_bytes(b"rot")
    answer = run.invoke(app, ["archive", "verify"])
    assert answer.exit_code == 1 and f"DAMAGED {victim.name}" in answer.stdout


def test_check_list_and_a_registry_that_is_wrong(run: CliRunner, site: Site, tmp_path: Path) -> None:
    file = registry(site, tmp_path)
    assert run.invoke(app, ["sources", "check", "--sources", str(file)]).exit_code == 0
    assert "650104" in run.invoke(app, ["sources", "list", "--sources", str(file), "--region", "65"]).stdout
    registry(site, tmp_path, method="walk")
    assert run.invoke(app, ["sources", "check", "--sources", str(file)]).exit_code == 1
    registry(site, tmp_path, walk="1")
    answer = run.invoke(app, ["sources", "check", "--sources", str(file)])
    assert answer.exit_code == 2 and "test: walk" in answer.stderr


def test_add_looks_first_and_then_writes_a_form(run: CliRunner, site: Site, tmp_path: Path) -> None:
    plant(site, 5)
    target = tmp_path / "new.yaml"
    for _ in range(2):
        answer = run.invoke(app, ["sources", "add", site.url(LIST), "--to", str(target), "--region", "650104"])
        assert answer.exit_code == 0 and "4 entries (4 with a date), more pages" in answer.stdout
    listed = run.invoke(app, ["sources", "list", "--sources", str(target), "--json"])
    assert [(one["id"], one["method"]) for one in json.loads(listed.stdout)] == [("r650104", "list_pages"), ("r650104-2", "list_pages")]
    site.put("/empty.html", "<html><body><p>建设中</p></body></html>")
    nothing = run.invoke(app, ["sources", "add", site.url("/empty.html"), "--to", str(target), "--region", "650104"])
    assert nothing.exit_code == 1 and "no entry seen" in nothing.stderr
