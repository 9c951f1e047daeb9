"""The lists that come with the program: CSV files with a header line, in UTF-8."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources


def rows_of(file: str) -> list[dict[str, str]]:
    """Return the rows of a list (`classes.csv`, `lexicon/topics.csv`) by column name, in its order.

    Blank cells are empty strings. A list that is not there raises FileNotFoundError: the program
    was installed without its data.
    """
    path = resources.files("budgetflow.reference").joinpath(file)
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@lru_cache(maxsize=1)
def known_titles() -> dict[str, str]:
    """Return the table code of each title seen in real documents, the title exactly as it was
    printed there (`table_aliases.csv` says where).
    """
    return {row["title"]: row["table_code"] for row in rows_of("table_aliases.csv")}
