"""What came of a job, for a person and for a program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetflow.cli.outcome import NOTHING, came_of, print_outcome
from budgetflow.jobs.summary import RunSummary, SourceNight
from budgetflow.settings import Settings


def summary() -> RunSummary:
    night = SourceNight("a-city")
    night.new = 2
    night.messages.append("a.pdf: unreadable: damaged")
    return RunSummary(sources={"a-city": night}, release="2026.11.29", release_url="/r/2026.11.29")


def test_json_is_one_object_with_every_source(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    print_outcome(summary(), Settings(home=tmp_path), as_json=True)
    answer = json.loads(capsys.readouterr().out)
    assert (answer["outcome"], answer["release"]) == ("2 new", "2026.11.29")
    (source,) = answer["sources"]
    assert (source["source"], source["new"]) == ("a-city", 2)
    assert source["messages"] == ["a.pdf: unreadable: damaged"]


def test_a_person_reads_lines_and_the_headline_of_a_reread(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    print_outcome(summary(), Settings(home=tmp_path), "5 read again", as_json=False)
    first, second, last = capsys.readouterr().out.splitlines()
    assert first == "5 read again"
    assert second == "  a-city: a.pdf: unreadable: damaged"
    assert last == "release 2026.11.29 in /r/2026.11.29"


def test_where_nothing_could_be_done_a_program_reads_null(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    print_outcome(None, Settings(home=tmp_path), as_json=True)
    assert json.loads(capsys.readouterr().out) is None


def test_a_flow_that_failed_is_one_sentence_with_its_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from prefect.states import Failed

    assert came_of(Failed(message="the archive is away")) == (NOTHING, None)
    assert capsys.readouterr().err == "nothing could be done: the archive is away\n"
