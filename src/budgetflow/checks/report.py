"""Every check against what it came to and what it last caught, counted over the lake; and the
catalogue as a page to read.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from budgetflow.checks.catalogue.all import CHECKS
from budgetflow.checks.model.check import Check

KINDS = {
    "budget": "预算 budget",
    "final_accounts": "决算 final accounts",
    "both": "预算、决算 both",
}


@dataclass(slots=True)
class CheckReport:
    """What one check came to."""

    check_id: str
    zh: str
    en: str
    held: int = 0
    failed: int = 0
    not_applicable: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    last_caught: str | None = None
    """The latest finding beyond rounding: year, publisher and message; None for a check that never
    caught anything.
    """


def report(
    disclosures: Iterable[Mapping[str, Any]],
    results: Iterable[Mapping[str, Any]],
    findings: Iterable[Mapping[str, Any]],
) -> list[CheckReport]:
    """Count results and findings by check; the latest finding is that of the latest fiscal year,
    then of the latest publication.
    """
    known = {row["disclosure_id"]: row for row in disclosures}
    out = {check.id: CheckReport(check.id, check.zh, check.en) for check in CHECKS}
    states = Counter((row["check_id"], row["state"]) for row in results)
    for check_id, told in out.items():
        told.held, told.failed, told.not_applicable = (
            states[(check_id, state)] for state in ("pass", "fail", "not_applicable")
        )
    latest: dict[str, tuple[Any, ...]] = {}
    for row in findings:
        if row["check_id"] not in out:
            continue
        told = out[row["check_id"]]
        told.verdicts[row["verdict"]] = told.verdicts.get(row["verdict"], 0) + 1
        if row["verdict"] == "rounding":
            continue
        whose = known.get(row["disclosure_id"], {})
        when = (
            whose.get("fiscal_year") or 0,
            str(whose.get("published_on") or ""),
            row["finding_id"],
        )
        if when > latest.get(row["check_id"], (-1,)):
            latest[row["check_id"]] = when
            told.last_caught = (
                f"{whose.get('fiscal_year') or '?'} "
                f"{whose.get('publisher') or '?'}: {row['message_zh']}"
            )
    return list(out.values())


def catalogue_markdown() -> str:
    """Give the catalogue of checks as a page: what each compares, where it applies, in both
    languages.
    """
    rows = "\n".join(_row(check) for check in CHECKS)
    return (
        f"{_HEAD}\n| id | stage | tables | 核对 | check | class | condition |\n|---|---|---|"
        f"---|---|---|---|\n{rows}\n"
    )


_HEAD = """# 核对规则 · Checks

Made from `budgetflow.checks.catalogue` by `python -m budgetflow.checks.report docs/checks.md`;
a test holds this page to it. `budgetflow checks` counts the results of each over the lake and shows
what it last caught.

Figures that differ within the tolerance (half of the last printed place for each figure compared,
one place at least) are `rounding`. `publisher_error` is said only where both sides are read from
clean cells and other identities through the same cells hold; `parse_suspect` where our reading is
the likelier culprit; the rest is `open`.
"""


def _row(check: Check) -> str:
    cells = (
        check.id,
        KINDS[check.kind],
        check.tables,
        check.zh,
        check.en,
        check.cls,
        check.condition,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(catalogue_markdown(), encoding="utf-8")
