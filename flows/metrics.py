"""Numbers for Prometheus, as a text file that its node exporter's textfile collector picks up.

Written anew at the end of every run to `<home>/state/metrics-<flow>.prom`, whole or not at all.
docs/operating.md has the list.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from budgetflow.jobs.summary import RunSummary
from budgetflow.settings import Settings

_HELP = {
    "budgetflow_run_timestamp_seconds": "When the last run ended.",
    "budgetflow_run_duration_seconds": "How long the last run took.",
    "budgetflow_run_success": (
        "1 when nothing failed in the last run, 0 when some source or document did."
    ),
    "budgetflow_found": "Files found by the last run, by kind of news.",
    "budgetflow_documents_stored": "Documents whose rows were stored by the last run.",
    "budgetflow_documents_failed": (
        "Pages and documents that were not got or not read by the last run."
    ),
    "budgetflow_sources_blocked": "Times a source turned the crawler away in the last run.",
    "budgetflow_quarantined": "Disclosures held back by the last run.",
    "budgetflow_findings": "Findings of the last run, by severity.",
    "budgetflow_requests": "Requests made by the last run.",
    "budgetflow_bytes": "Bytes received by the last run.",
    "budgetflow_release_timestamp_seconds": (
        "When the last release was made; absent while there is none."
    ),
}


def write(summary: RunSummary, settings: Settings, flow: str, seconds: float) -> Path:
    """Write the metrics of a run and give the file; numbers of other flows stay in files of their
    own.
    """
    path = Path(settings.store("state"), f"metrics-{flow}.prom")
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(
        text(summary, flow, seconds, time.time(), _released(path, summary)), encoding="utf-8"
    )
    new.replace(path)
    return path


def text(summary: RunSummary, flow: str, seconds: float, now: float, released: float | None) -> str:
    """Give the metrics in Prometheus' text format."""
    rows: list[tuple[str, dict[str, str], float]] = [
        ("budgetflow_run_timestamp_seconds", {}, now),
        ("budgetflow_run_duration_seconds", {}, seconds),
        ("budgetflow_run_success", {}, 0 if summary.partly_failed else 1),
        *(
            ("budgetflow_found", {"news": name}, summary.total(name))
            for name in ("new", "revised", "withdrawn")
        ),
        ("budgetflow_documents_stored", {}, summary.total("stored")),
        ("budgetflow_documents_failed", {}, summary.total("failed")),
        ("budgetflow_sources_blocked", {}, summary.total("blocked")),
        ("budgetflow_quarantined", {}, summary.total("quarantined")),
        *(
            ("budgetflow_findings", {"severity": name}, summary.findings[name])
            for name in ("error", "warning", "info")
        ),
        ("budgetflow_requests", {}, summary.total("requests")),
        ("budgetflow_bytes", {}, summary.total("bytes")),
    ]
    if released is not None:
        rows.append(("budgetflow_release_timestamp_seconds", {}, released))
    return "".join(_lines(rows, flow))


def _lines(rows: Iterable[tuple[str, dict[str, str], float]], flow: str) -> Iterable[str]:
    """Give each metric's help and type once, then its values."""
    last = ""
    for name, labels, value in rows:
        if name != last:
            yield f"# HELP {name} {_HELP[name]}\n# TYPE {name} gauge\n"
            last = name
        printed = ",".join(f'{key}="{label}"' for key, label in {"flow": flow, **labels}.items())
        yield f"{name}{{{printed}}} {value:.3f}\n"


def _released(path: Path, summary: RunSummary) -> float | None:
    """Give when the last release was made: now, or what the file before said."""
    if summary.release:
        return time.time()
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("budgetflow_release_timestamp_seconds"):
                return float(line.rpartition(" ")[2])
    return None
