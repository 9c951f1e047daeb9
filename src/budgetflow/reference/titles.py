"""Table titles seen in the wild and the table each one names (`table_aliases.csv`, with where it
was seen).
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def known_titles() -> dict[str, str]:
    """Return the table code of each title in the list, the title exactly as it was printed
    there.
    """
    path = resources.files("budgetflow.reference").joinpath("table_aliases.csv")
    with path.open(encoding="utf-8") as file:
        return {row["title"]: row["table_code"] for row in csv.DictReader(file)}
