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
from budgetflow.checks.explanations.all import EXPLANATIONS
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
    """Return the catalogue of checks as a page: what each compares, where it applies, when it names
    the publisher, and the explanations that are tried before; in both languages.
    """
    checks = "\n".join(_row(check) for check in CHECKS)
    told = "\n".join(
        f"| `{one.name}` | {one.zh} | {one.en} | {one.verdict} |" for one in EXPLANATIONS
    )
    return (
        f"{_HEAD}\n| name | 解释 | explanation | verdict |\n|---|---|---|---|\n{told}\n"
        f"{_CHECKS}\n| id | stage | tables | 核对 | check | class | condition "
        f"| names the publisher |\n|---|---|---|---|---|---|---|---|\n{checks}\n"
    )


_HEAD = """# 核对规则 · Checks

Made from `budgetflow.checks` by `python -m budgetflow.checks.report docs/checks.md`; a test holds
this page to it. `budgetflow checks` counts the results of each over the lake and shows what it last
caught.

## When a publisher is named

`publisher_error` tells the world that a named body printed figures that contradict each other. It
is said only where

- both sides are read from clean cells, or from a sentence that holds the figure;
- other identities through the same cells or the same table hold, so that a misreading of them does
  not explain the difference; the same rows closing in another year's columns prove a reading too;
- the rule itself is seen to hold elsewhere: in other rows, tables and years of the disclosure, or
  in other disclosures whose tables are laid out alike (`held_in` and `broken_in` count both);
- every explanation below was tried and failed;
- neither the document nor the table is held back.

Each printed figure has its own last place: figures that differ within half a place each (one place
at least) are `rounding`. `parse_suspect` is said where our reading is the likelier culprit; a total
so suspected holds its document back, and what is held back publishes no finding. The rest is
`open`. A finding publishes the explanation, the arithmetic, the page and box of every figure and
the sentence.

## Explanations, in the order they are tried
"""
_CHECKS = """
## Checks
"""
PROSE_ONLY = (
    "the sentence holds the figure, speaks of this year and this whole, and no other pairing"
)
# When a check of a class names the publisher.
CONVICTS = {
    "hard": "both readings proven and no explanation",
    "narrative": f"{PROSE_ONLY} closes",
    "conditional": "never: open, with its condition",
    "presence": "never: open",
    "format": "never: open",
    "cross-doc": "never: past figures are restated",
    "explain": "never: a figure to explain",
}
# The checks of which more is to be said than of their class.
CONVICTS_OF = {
    "B18": "as above; a list without codes only by a cell that also breaks its row",
    "B20": "the classes add up to the total and 人员 and 公用 are not off by opposite amounts",
    "B27": "as above; lines without codes only by a cell that also breaks its row",
    "B28": "two other tables show money that the table denies",
    "F16": "the classes add up to the total and 人员 and 公用 are not off by opposite amounts",
    "F17": "the sums only; overspending is open",
    "F21": "two other tables show money that the table denies",
    "F23": "the figures said contradict the word or the rate beside them",
    "P03": "a part printed in 元 closes the sum in 万元; else open",
}


def _row(check: Check) -> str:
    cells = (
        check.id,
        KINDS[check.kind],
        check.tables,
        check.zh,
        check.en,
        check.cls,
        check.condition,
        CONVICTS_OF.get(check.id, CONVICTS[check.cls]),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(catalogue_markdown(), encoding="utf-8")
