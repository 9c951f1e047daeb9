"""A fault at any step costs the document it comes from: nine of ten are stored, checked and
written.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from budgetflow.cli.outcome import report
from budgetflow.contracts import arrow
from budgetflow.interpret.rows_model import DocumentRow, TableRow, Understanding
from budgetflow.jobs import ingest, isolation
from budgetflow.jobs.crawl import UnknownSource, chosen
from budgetflow.jobs.isolation import failed, without_faulty
from budgetflow.jobs.nightly import nightly
from budgetflow.jobs.parse_files import parse_files, write_datasets
from budgetflow.jobs.reread import reread
from budgetflow.jobs.steps import settle
from budgetflow.jobs.steps.in_process import StepsInProcess
from budgetflow.jobs.steps.model import add_release
from budgetflow.jobs.summary import RunSummary
from budgetflow.lake.store import Lake
from budgetflow.readers.sandbox.pool import _POOL
from budgetflow.releases.leaks import PersonalData
from budgetflow.sample.facts.invent import invented
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.render.xlsx import render_xlsx
from budgetflow.sample.site.pages import Article, site
from budgetflow.sample.site.server import HOST, serving
from budgetflow.sample.site.sources_file import write_sources
from budgetflow.settings import Settings

DAY = date(2026, 11, 22)
BAD = "4.xlsx"
"""The one document of the ten for which a step raises."""


@dataclass(frozen=True)
class Ten:
    """Ten files in a folder and on a site that announces each."""

    folder: Path
    address: str
    bad: str
    """document_id of the one."""


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ten]:
    folder = tmp_path_factory.mktemp("ten")
    articles = []
    bad = ""
    for number, (facts, layout) in enumerate(invented(3, 10)):
        data = render_xlsx(compose(facts, layout))
        name = f"{number}.xlsx"
        (folder / name).write_bytes(data)
        if name == BAD:
            bad = failing_id(data)
        articles.append(
            Article(
                f"/zwgk/202501/t20250120_{number}.html",
                facts.title,
                facts.publisher,
                date.today().isoformat(),  # an older one would be a source that fell silent
                "<p>详见附件。</p>",
                ((name, data),),
            )
        )
    with serving(site(articles), port=0) as address:
        yield Ten(folder, address, bad)


def failing_id(data: bytes) -> str:
    return isolation.unreadable(data, BAD, "", isolation.Publication(), "").document_id


def speaks_of(rows: Understanding, document_id: str) -> bool:
    """Whether rows hold more of a document than that it was given up."""
    return any(row.document_id == document_id for row in rows.amounts)


def raising(real: Callable[..., Any], is_bad: Callable[..., bool]) -> Callable[..., Any]:
    """The real step, which raises for the one document."""

    def step(*arguments: Any, **named: Any) -> Any:
        if is_bad(*arguments, **named):
            raise AssertionError("injected")
        return real(*arguments, **named)

    return step


IN_READERS = ("read", "understand")
"""Steps that reading processes do."""
IN_THE_READING_PROCESS = """
from budgetflow.interpret import understand as understanding
from budgetflow.readers import dispatch

def raising(real, name_of):
    def step(*arguments):
        if name_of(*arguments) == {name!r}:
            raise AssertionError("injected")
        return real(*arguments)
    return step

if {step!r} == "read":
    dispatch.read_document = raising(dispatch.read_document, lambda data, name: name)
else:
    understanding.understand = raising(
        understanding.understand, lambda document, *rest: document.file_name
    )
"""
"""Run by every reading process when it starts."""


def inject(step: str, ten: Ten, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have the real step raise for the one document."""
    if step in IN_READERS:
        start = tmp_path / "start" / "sitecustomize.py"
        start.parent.mkdir()
        start.write_text(IN_THE_READING_PROCESS.format(step=step, name=BAD), encoding="utf-8")
        monkeypatch.syspath_prepend(str(start.parent))
    elif step == "check":
        real = settle.run_checks
        fault = raising(real, lambda rows, *_: speaks_of(rows, ten.bad))
        monkeypatch.setattr(settle, "run_checks", fault)
    elif step == "prepare":
        fault = raising(ingest.prepare, lambda rows, *_: speaks_of(rows, ten.bad))
        monkeypatch.setattr(ingest, "prepare", fault)
        # `parse` prepares its tables when it writes them
        in_part = raising(
            arrow.to_table,
            lambda name, rows: name == "amounts" and any(r.document_id == ten.bad for r in rows),
        )
        monkeypatch.setattr(arrow, "to_table", in_part)
    else:
        fault = raising(
            Lake.replace_all,
            lambda lake, units: any(
                part.dataset == "amounts" and ten.bad in table["document_id"].to_pylist()
                for unit in units
                for part, table in unit.tables.items()
            ),
        )
        monkeypatch.setattr(Lake, "replace_all", fault)
        in_file = raising(
            pq.write_table,
            lambda table, place, **_: (
                "amount_id" in table.column_names and ten.bad in table["document_id"].to_pylist()
            ),
        )
        monkeypatch.setattr(pq, "write_table", in_file)


def with_new_readers(step: str) -> None:
    """End the reading processes that are up where they know nothing of a fault of theirs, or of its
    end; the other faults are in this process.
    """
    if step in IN_READERS:
        _POOL.close()
        _POOL._idle.clear()


STEPS = ["read", "understand", "check", "prepare", "write"]


@pytest.fixture(params=STEPS)
def fault(
    request: pytest.FixtureRequest, ten: Ten, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[str]:
    inject(request.param, ten, monkeypatch, tmp_path)
    with_new_readers(request.param)
    yield request.param
    monkeypatch.undo()
    with_new_readers(request.param)


def nine_are_there(read: Callable[[str], list[dict[str, Any]]], bad: str) -> None:
    documents, amounts = read("documents"), read("amounts")
    assert len(documents) == 10
    [given_up] = [row for row in documents if row["document_id"] == bad]
    assert given_up["status"] in ("unreadable", "quarantined")
    assert "injected" in given_up["status_reason"]
    assert given_up["disclosure_id"] is None
    others = {row["document_id"] for row in documents} - {bad}
    assert {row["document_id"] for row in amounts} == others


def test_in_parse(fault: str, ten: Ten, tmp_path: Path) -> None:
    out = tmp_path / "out"
    rows, summary = parse_files(
        [ten.folder],
        Settings(workers=2),
        lambda path, part: None,
        lambda whole: write_datasets(whole, out, "parquet"),
    )
    assert (summary.files, summary.read, summary.failed, summary.exit_code) == (10, 9, 1, 3)
    tables = {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in rows.datasets()}
    nine_are_there(tables.__getitem__, ten.bad)
    assert {row["disclosure_id"] for row in tables["check_results"]} == {
        row["disclosure_id"] for row in tables["disclosures"]
    }


def test_in_the_night_and_mended_by_the_next_reread(
    fault: str, ten: Ten, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(home=tmp_path / "home", allow_hosts=[HOST])
    steps = StepsInProcess(settings, DAY)
    summary = nightly(chosen(write_sources(settings.home, ten.address)), steps, release=False)
    lake = Lake(settings.store("lake"))
    nine_are_there(lambda name: lake.read(name).to_pylist(), ten.bad)
    messages = [message for one in summary.sources.values() for message in one.messages]
    assert summary.words() == "10 new, 1 failed", messages
    assert summary.total("stored") == 10
    assert any(BAD in message for message in messages)
    monkeypatch.undo()
    with_new_readers(fault)
    assert not reread(steps, release=False).partly_failed
    assert len({row["document_id"] for row in lake.read("amounts").to_pylist()}) == 10


class _FullDisk(StepsInProcess):
    """Steps whose release finds no space left, as its write would say."""

    def release(self) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_release_that_fails_is_told_and_is_not_the_end(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    summary = RunSummary()
    current = Settings(home=tmp_path)
    add_release(_FullDisk(current, DAY), summary)
    told = report(summary, current)[-1]
    assert told == "no release: OSError: [Errno 28] No space left on device"
    assert "no release: [Errno 28] No space left on device" in caplog.text
    assert summary.release_failure == "OSError: [Errno 28] No space left on device"


class _NamesAPerson(StepsInProcess):
    """Steps whose release would publish what its gate forbids."""

    def release(self) -> None:
        raise PersonalData("a telephone number in column text")


def test_a_release_that_would_name_a_person_is_told(tmp_path: Path) -> None:
    summary = RunSummary()
    current = Settings(home=tmp_path)
    add_release(_NamesAPerson(current, DAY), summary)
    told = report(summary, current)[-1]
    assert told == "no release: PersonalData: a telephone number in column text"


def test_a_source_that_is_not_in_the_file_is_named_with_the_file(tmp_path: Path) -> None:
    place = write_sources(tmp_path, "http://127.0.0.1:1/")
    with pytest.raises(UnknownSource, match=r"not among the .+ sources in .+; see budget"):
        chosen(place, ["nowhere"])


@pytest.fixture(scope="module")
def stored(ten: Ten, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home that holds all ten."""
    settings = Settings(home=tmp_path_factory.mktemp("stored"), allow_hosts=[HOST])
    sources = chosen(write_sources(settings.home, ten.address))
    assert nightly(sources, StepsInProcess(settings, DAY), release=False).words() == "10 new"
    return settings


def test_in_a_reread(stored: Settings, fault: str, ten: Ten, tmp_path: Path) -> None:
    own = stored.model_copy(update={"lake": str(tmp_path / "lake")})
    summary = reread(StepsInProcess(own, DAY), release=False)
    lake = Lake(own.store("lake"))
    nine_are_there(lambda name: lake.read(name).to_pylist(), ten.bad)
    assert (summary.total("stored"), summary.total("failed"), summary.lost) == (10, 1, 0)


def part(*names: str) -> Understanding:
    """Rows of some documents, a table each."""
    return Understanding(
        documents=[DocumentRow(name, "d", "tables", "text/plain", 1, 1, name) for name in names],
        tables=[
            TableRow(name, "d", name, "other", 1, None, None, None, [], 1, 1, "filled")
            for name in names
        ],
    )


def kept(parts: list[Understanding], bad: set[str]) -> list[str]:
    """The documents whose tables are left after a step that raises where it sees a bad one."""

    def step(parts: list[Understanding]) -> list[str]:
        seen = [table.table_id for rows in parts for table in rows.tables]
        if bad.intersection(seen):
            raise ValueError("bad")
        return seen

    return without_faulty(parts, step)


@pytest.mark.parametrize("bad", [set(), {"0"}, {"6"}, {"1", "2", "5"}, set("0123456")])
def test_whichever_and_however_many_raise_the_others_stay(bad: set[str]) -> None:
    assert kept([part(name) for name in "0123456"], bad) == [n for n in "0123456" if n not in bad]


def test_of_an_archive_file_only_the_member_is_given_up() -> None:
    assert kept([part("a"), part("b", "c", "d")], {"c"}) == ["a", "b", "d"]


def test_two_that_raise_only_together_cost_one_of_them() -> None:
    def step(parts: list[Understanding]) -> int:
        tables = {table.table_id for rows in parts for table in rows.tables}
        if {"b", "c"} <= tables:
            raise KeyError("b and c")
        return len(tables)

    assert without_faulty([part("a"), part("b"), part("c")], step) == 2


def test_the_stores_fault_is_no_documents() -> None:
    def full(parts: list[Understanding]) -> None:
        raise OSError("no space left")

    def down(parts: list[Understanding]) -> None:
        raise RuntimeError("the store does not answer")

    with pytest.raises(OSError, match="no space"):
        without_faulty([part("a"), part("b")], full)
    with pytest.raises(RuntimeError, match="does not answer"):
        without_faulty([part("a"), part("b")], down)


def test_what_is_given_up_can_be_written_whatever_was_wrong_with_it() -> None:
    rows = part("a")
    rows.documents[0].file_name = "预算\ud83d.pdf"
    rows.documents[0].contents = ["\udc00"]
    rows.disclosures = [Decimal("1e40")]  # type: ignore[list-item]
    left = failed(rows, ValueError("half a character: \ud83d"))
    table = arrow.to_table("documents", left.documents)
    assert table["file_name"].to_pylist() == ["预算?.pdf"]
    assert re.search("ValueError: half a character: [?]", table["status_reason"].to_pylist()[0])


def test_a_file_that_cannot_be_opened_costs_that_file(ten: Ten) -> None:
    files = [ten.folder / "0.xlsx", ten.folder / "gone.xlsx"]
    rows, summary = parse_files(files, Settings(workers=1), lambda path, part: None)
    assert (summary.read, summary.failed) == (1, 1)
    assert rows.amounts


def test_a_name_that_is_no_utf8_costs_nothing(ten: Ten, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xd4\xa4\xcb\xe3.xlsx")  # 预算 in GBK, as an old archive leaves it on disk
    (tmp_path / name).write_bytes((ten.folder / "0.xlsx").read_bytes())
    out = tmp_path / "out"
    rows, summary = parse_files(
        [tmp_path / name],
        Settings(workers=1),
        lambda path, part: None,
        lambda whole: write_datasets(whole, out, "csv"),
    )
    assert (summary.read, summary.failed) == (1, 0)
    assert rows.amounts
