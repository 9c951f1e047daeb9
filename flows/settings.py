"""The settings a flow runs with: those of its process, in the home folder it was given."""

from __future__ import annotations

from pathlib import Path

from budgetflow.flows.logs import to_file
from budgetflow.settings import Settings


def settings_for(home: str | None) -> Settings:
    """Return the settings from the environment of the process that runs, with another home folder
    where one is named.

    Read anew each time: a worker of Dask or of a process pool must see its own environment and no
    pickled copy.
    """
    settings = Settings()
    # Here, where every process that runs a task comes by: handlers of a log are a process's own.
    if settings.log_file:
        to_file(Path(settings.log_file))
    if home is None:
        return settings
    return settings.model_copy(update={"home": Path(home)})
