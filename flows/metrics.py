"""Numbers for Prometheus, as a text file that its node exporter's textfile collector picks up.

Written anew at the end of every run to `<home>/state/metrics-<flow>.prom`, whole or not at all.
docs/operating.md has the list.
"""

from __future__ import annotations

import time
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile
from prometheus_client.parser import text_string_to_metric_families

from budgetflow.jobs.summary import RunSummary
from budgetflow.settings import Settings

HELP = {
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
    found = registry(summary, flow, seconds, time.time(), _released(path, summary))
    write_to_textfile(str(path), found)
    return path


def registry(
    summary: RunSummary, flow: str, seconds: float, now: float, released: float | None
) -> CollectorRegistry:
    """Return the metrics of a run; `released` is when the last release was made."""
    found = CollectorRegistry()
    values = {
        "run_timestamp_seconds": now,
        "run_duration_seconds": seconds,
        "run_success": 0 if summary.partly_failed else 1,
        "documents_stored": summary.total("stored"),
        "documents_failed": summary.total("failed"),
        "sources_blocked": summary.total("blocked"),
        "quarantined": summary.total("quarantined"),
        "requests": summary.total("requests"),
        "bytes": summary.total("bytes"),
    }
    if released is not None:
        values["release_timestamp_seconds"] = released
    for name, value in values.items():
        _gauge(found, name).labels(flow).set(value)
    news = _gauge(found, "found", "news")
    for kind in ("new", "revised", "withdrawn"):
        news.labels(flow, kind).set(summary.total(kind))
    severities = _gauge(found, "findings", "severity")
    for severity in ("error", "warning", "info"):
        severities.labels(flow, severity).set(summary.findings[severity])
    return found


def _gauge(found: CollectorRegistry, name: str, *labels: str) -> Gauge:
    full = f"budgetflow_{name}"
    return Gauge(full, HELP[full], ("flow", *labels), registry=found)


def _released(path: Path, summary: RunSummary) -> float | None:
    """Return when the last release was made: now, or what the file before said."""
    if summary.release:
        return time.time()
    # A night without news made none: its file would forget when the last one was.
    if path.exists():
        for family in text_string_to_metric_families(path.read_text(encoding="utf-8")):
            if family.name == "budgetflow_release_timestamp_seconds":
                return float(family.samples[0].value)
    return None
