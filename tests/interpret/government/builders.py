"""What the tests of this folder share."""

from __future__ import annotations

import csv
from importlib import resources


def rows(name: str) -> list[dict[str, str]]:
    path = resources.files("budgetflow.reference").joinpath(name)
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
