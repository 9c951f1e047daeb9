"""The pages of documentation that are held to the code, and the commands they name."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    path
    for path in (
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
        ROOT / "deploy" / "README.md",
        *DOCS.rglob("*.md"),
    )
    if path.exists()
)


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words of the whole commands of the program that a page names, in a block or in code
    marks, from the verb on.
    """
    for typed in re.findall(
        r"(?:^ *|`)(?:\.venv/bin/)?budgetflow ([a-z][^`\n]*)", text, re.MULTILINE
    ):
        yield shlex.split(typed, comments=True)
