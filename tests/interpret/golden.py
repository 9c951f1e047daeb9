"""Golden files: answers a person has read. A new or changed answer fails until its difference was
looked at and accepted.

The failure prints the difference, line by line, and a word made from it. Running the test again
with
`ACCEPT_GOLDEN=<that word>` writes the file; so nothing is accepted that was not on the screen.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path


def read_golden(path: Path) -> list[dict[str, str]]:
    """Read a golden CSV file; an absent one is empty."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write_text(columns: Sequence[str], rows: Sequence[dict[str, str]]) -> str:
    """Give rows as the text of a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def check_golden(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> None:
    """Hold rows to a golden file; fail with the difference, or write it where the difference was
    accepted.
    """
    new = write_text(columns, rows)
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    if new == old:
        return
    difference = "\n".join(
        difflib.unified_diff(
            old.splitlines(), new.splitlines(), "accepted", "found", lineterm="", n=0
        )
    )
    word = hashlib.sha256(difference.encode()).hexdigest()[:8]
    if os.environ.get("ACCEPT_GOLDEN") == word:
        path.write_text(new, encoding="utf-8")
        return
    raise AssertionError(
        f"{path.name} is not what was accepted:\n{difference}\nIf every line is right, run again "
        f"with ACCEPT_GOLDEN={word}"
    )
