"""A cron line is checked before anything starts, by the parser that will read it: Prefect's."""

from __future__ import annotations

import subprocess
import sys

_CHECK = """
import sys
from pydantic import ValidationError
from prefect.client.schemas.schedules import CronSchedule
try:
    CronSchedule(cron=sys.argv[1], timezone="UTC")
except ValidationError as error:
    sys.exit(error.errors()[0]["msg"])
"""


def cron_fault(line: str) -> str | None:
    """Return what is wrong with a cron line, or None.

    In a process of its own: Prefect reads its settings when it is imported, and here the address of
    its server is not known yet.
    """
    command = [sys.executable, "-c", _CHECK, line]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode == 0:
        return None
    # The reason comes last; warnings of imports may stand before it.
    return done.stderr.strip().splitlines()[-1]
