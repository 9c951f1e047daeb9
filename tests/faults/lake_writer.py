"""One of several writers on a lake, in a module of its own: a process that is started for it does
not import the server of the tests too.
"""

from __future__ import annotations

import os

from budgetflow.lake.store import Lake
from tests.builders.disclosures import disclosure

UNITS = 6


def store_units(url: str, writer: int, environment: dict[str, str]) -> None:
    """Store some units, the last of them twice; a forked process knows the environment of the
    server that it was forked from, not the one of the test.
    """
    os.environ.update(environment)
    lake = Lake(url)
    for number in range(UNITS):
        name = f"{writer}-{number}"
        lake.replace(disclosure(f"第{name}局", figures={"201": "1.00"}, content=name), "1")
    lake.replace(disclosure(f"第{name}局", figures={"201": "2.00"}, content=name), "1")
    lake.compact(more_than=4)
