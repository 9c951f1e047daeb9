"""What a collector reads: one JSON object a log line, and numbers in Prometheus' text format."""

from __future__ import annotations

import json
import logging
import re
from collections import Counter
from pathlib import Path

import pytest
from prometheus_client import generate_latest

from budgetflow.flows import metrics
from budgetflow.flows.logs import JsonLines, to_file
from budgetflow.jobs.ingested import Ingested
from budgetflow.jobs.summary import RunSummary
from budgetflow.settings import Settings


def line(**extra: object) -> dict[str, object]:
    record = logging.makeLogRecord(
        {
            "name": "budgetflow.jobs.ingest",
            "levelname": "WARNING",
            "msg": "%s: %s",
            "args": ("甲.pdf", "encrypted"),
            **extra,
        }
    )
    return dict(json.loads(JsonLines().format(record)))


def test_a_line_carries_the_ids_it_was_given() -> None:
    made = line(source="urumqi", document="ab12", flow_run_id="run-1")
    assert {key: made[key] for key in ("level", "message", "run", "source", "document")} == {
        "level": "warning",
        "message": "甲.pdf: encrypted",
        "run": "run-1",
        "source": "urumqi",
        "document": "ab12",
    }


def test_a_line_without_ids_is_shorter_and_still_one_line() -> None:
    assert set(line()) == {"time", "level", "logger", "message"}


def test_every_line_of_the_program_goes_to_the_file(tmp_path: Path) -> None:
    path = tmp_path / "logs" / "budgetflow.jsonl"
    handler = to_file(path)
    try:
        assert to_file(path) is handler
        logging.getLogger("budgetflow.jobs.ingest").warning(
            "held %s", "back", extra={"source": "one"}
        )
    finally:
        for name in ("budgetflow", "prefect.flow_runs", "prefect.task_runs"):
            logging.getLogger(name).removeHandler(handler)
        handler.close()
    [line_written] = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    assert (line_written["message"], line_written["source"]) == ("held back", "one")


def summary(release: str | None = None) -> RunSummary:
    made = RunSummary(release=release)
    made.of("one").new = 3
    made.add_ingested(Ingested("k", "one", True, 3, 1, [], Counter(error=2)))
    return made


def written(made: RunSummary, seconds: float, now: float) -> str:
    """Return what stands in the file of a run that made no release."""
    return generate_latest(metrics.registry(made, "nightly", seconds, now, None)).decode()


def test_every_metric_has_help_and_a_value_that_parses() -> None:
    text = written(summary(), 61.5, 1_800_000_000.0)
    for row in text.splitlines():
        assert re.fullmatch(
            r'# (HELP|TYPE) \w+ .+|\w+\{flow="nightly"(,\w+="\w+")*\} [\d.e+]+', row
        ), row
    assert set(re.findall(r"# HELP (\w+)", text)) | {"budgetflow_release_timestamp_seconds"} == set(
        metrics.HELP
    )
    assert 'budgetflow_found{flow="nightly",news="new"} 3.0\n' in text
    assert 'budgetflow_findings{flow="nightly",severity="error"} 2.0\n' in text
    assert "budgetflow_release_timestamp_seconds" not in text


def test_the_age_of_the_last_release_outlives_a_night_without_one(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    first = metrics.write(summary("2026.11.22"), settings, "nightly", 1.0).read_text()
    second = metrics.write(summary(), settings, "nightly", 1.0).read_text()
    stamp = [row for row in first.splitlines() if row.startswith("budgetflow_release_timestamp")]
    assert stamp
    assert [
        row for row in second.splitlines() if row.startswith("budgetflow_release_timestamp")
    ] == stamp


def test_every_metric_is_explained_to_operators() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "operating.md").read_text(
        encoding="utf-8"
    )
    assert [name for name in metrics.HELP if name not in page] == []


@pytest.mark.parametrize("failed", [0, 1])
def test_success_is_a_number(failed: int) -> None:
    made = summary()
    made.of("one").failed = failed
    assert f'budgetflow_run_success{{flow="nightly"}} {1 - failed}.0\n' in written(made, 1, 1)
