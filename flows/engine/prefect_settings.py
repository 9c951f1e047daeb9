"""Prepares Prefect's settings, so that a run needs no server started by hand and leaves nothing
outside the home folder.
"""

from __future__ import annotations

import os
from pathlib import Path

from budgetflow.settings import Settings

_DEFAULTS = {
    # An empty home takes 22 to 39 s to come up on two cores; Prefect's own limit of 20 s fails
    # there.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    # Nothing is reported to anybody.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # Results stay in memory: what must last is in the archive and the lake.
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    # A line that is logged outside a run is no fault; it has no run to be shown with.
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    # The program's own lines are shown with the run that they belong to.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "budgetflow",
}


def prepare(settings: Settings) -> None:
    """Set what Prefect needs in the environment; anything an operator has set already stands.

    Without `PREFECT_API_URL` the run brings its own server, whose database lies in
    `<home>/state/prefect`.
    """
    home = Path(settings.store("state")).resolve() / "prefect"
    home.mkdir(parents=True, exist_ok=True)
    for name, value in {"PREFECT_HOME": str(home), **_DEFAULTS}.items():
        os.environ.setdefault(name, value)
