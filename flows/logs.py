"""Logs that a program can read: one JSON object a line, with the ids of run, source and document.

On a terminal Prefect's own lines are shown. Where `BUDGETFLOW_LOG_FILE` is set, every line of the
program also goes there as
JSON, so that a log collector can be pointed at one file.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from prefect.runtime import flow_run

# Names that `extra=` may carry; each becomes a field of its own.
_IDS = ("source", "document", "disclosure")


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: time, level, logger, message, then the ids that are known."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "run": _run(record),
            **{name: getattr(record, name) for name in _IDS if hasattr(record, name)},
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(
            {key: value for key, value in line.items() if value is not None}, ensure_ascii=False
        )


@cache
def to_file(path: Path) -> logging.Handler:
    """Send every line of the program and of its flows to a file as JSON, once however often it is
    asked for.

    Must be called after Prefect was imported, which sets up its loggers anew. Gives the handler, so
    that a test can take it off.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(JsonLines())
    for name in ("budgetflow", "prefect.flow_runs", "prefect.task_runs"):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        # A level of its own that lets more through stays; none set (0) becomes INFO.
        level = logger.level or logging.INFO
        logger.setLevel(min(level, logging.INFO))
    return handler


def _run(record: logging.LogRecord) -> str | None:
    """Return the flow run's id: from Prefect's own record, or from the run that is under way on
    this thread.
    """
    known = getattr(record, "flow_run_id", None)
    if known:
        return str(known)
    return flow_run.get_id()
