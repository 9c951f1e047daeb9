"""How many misprints the checks find: one figure of a real disclosure is changed, and the findings
that rest on it are looked at.

    python benchmarks/recall_checks.py FILE_OR_FOLDER...              60 figures of each kind of
    table
    python benchmarks/recall_checks.py --cells 200 FILE_OR_FOLDER...

Each figure is changed by a tenth, a third or twofold, alone, in the rows as they were read, and put
back. `found`: the share
that some finding beyond rounding names; `laid at the publisher's door`: the share of verdicts
`publisher_error`. What a
document already lacked is not counted for it: a finding must name the changed cell.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from decimal import Decimal
from pathlib import Path

from budgetflow.checks.duplicates import by_disclosure
from budgetflow.checks.run import run_checks
from budgetflow.interpret.rows_model import Amount, Understanding
from budgetflow.jobs.parse_files import parse_files
from budgetflow.settings import settings

FACTORS = ("0.9", "1.1", "1.3", "2")
VERDICTS = ("publisher_error", "parse_suspect", "open")
"""Gravest first."""
LEAST = Decimal(10_000)
"""Added in yuan where a factor changes nothing."""


def verdict_on(rows: Understanding, cell: Amount, factor: Decimal) -> str:
    """Return the gravest verdict of the findings that name a cell once its figure is changed;
    `missed` where none does.
    """
    true = cell.amount_yuan
    assert true is not None
    cell.amount_yuan = (true * factor).quantize(Decimal(1))
    if cell.amount_yuan == true:
        cell.amount_yuan = true + LEAST
    run_checks(rows)
    told = {finding.verdict for finding in rows.findings if cell.amount_id in finding.amount_ids}
    cell.amount_yuan = true
    return next((verdict for verdict in VERDICTS if verdict in told), "missed")


def main() -> None:
    """Read the files, change figures, print one line a kind of table."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("paths", nargs="+", type=Path)
    options.add_argument(
        "--cells", type=int, default=60, help="figures changed in each kind of table"
    )
    asked = options.parse_args()
    rows, _ = parse_files(asked.paths, settings(), lambda path, part: None)
    disclosures, dice = list(by_disclosure(rows).values()), random.Random(3)
    cells = [
        (part, cell) for part in disclosures for cell in part.amounts if cell.value_state == "value"
    ]
    told: Counter[str] = Counter()
    for code in sorted({cell.table_code for _, cell in cells}):
        pool = [(part, cell) for part, cell in cells if cell.table_code == code]
        drawn = dice.sample(pool, min(asked.cells, len(pool)))
        verdicts = Counter(
            verdict_on(part, cell, Decimal(dice.choice(FACTORS))) for part, cell in drawn
        )
        told += verdicts
        shares = (1 - verdicts["missed"] / len(drawn), verdicts["publisher_error"] / len(drawn))
        print(
            f"{code:40} {len(drawn):5} cells  found {shares[0]:.3f}  laid at the publisher's "
            f"door {shares[1]:.3f}",
            flush=True,
        )
    found = 1 - told["missed"] / told.total()
    named = told["publisher_error"] / told.total()
    print(f"all {told.total()} cells  found {found:.3f}  laid at the publisher's door {named:.3f}")


if __name__ == "__main__":
    main()
