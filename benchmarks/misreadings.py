"""How often a misreading of ours becomes an accusation: the reading of real documents is spoiled in
one place, as readers of tables and sentences go wrong, and the checks are run on it.

    python -m benchmarks.misreadings FILE_OR_FOLDER...         60 misreadings of each kind
    python -m benchmarks.misreadings --each 200 --only drop_row FILE_OR_FOLDER...

Before them stand papers as other places print them (`misread.papers`), which are right as well.

Every `publisher_error` that the spoiled reading raises by figures that the true one accuses nobody
of is a false accusation: the paper is as it was. A figure keeps its box, and only its meaning
changes, as it does where a reader takes it for another column's, row's or year's.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from pathlib import Path

from benchmarks.misread import papers, sentences, tables
from benchmarks.misread.cells import Dice

from budgetflow.checks.duplicates import by_disclosure
from budgetflow.checks.run import run_checks
from budgetflow.interpret.rows_model import Finding, Understanding
from budgetflow.jobs.parse_files import parse_files
from budgetflow.settings import settings

MOST_FIGURES = 4000
"""Figures of a disclosure above which it is left out, for time."""
KINDS = (*papers.KINDS, *tables.KINDS, *sentences.KINDS)


def accusations(rows: Understanding) -> list[Finding]:
    """Return what the checks lay at the publisher's door."""
    run_checks(rows)
    return [finding for finding in rows.findings if finding.verdict == "publisher_error"]


def rests_on(finding: Finding) -> set[str]:
    """Return the cells and sentences of a finding; of one without any (a project's parts), its
    words.
    """
    return {*finding.amount_ids, *finding.statement_ids} or {finding.message_en}


def main() -> None:
    """Read the files, spoil the readings, print one line a kind."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("paths", nargs="+", type=Path)
    options.add_argument("--each", type=int, default=60, help="misreadings of each kind")
    options.add_argument("--only", nargs="*", help="kinds of misreading, all if not given")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("-v", action="store_true", help="print each false accusation")
    asked = options.parse_args()
    rows, _ = parse_files(asked.paths, settings(), lambda path, part: None)
    measure(list(by_disclosure(rows).values()), asked.each, asked.seed, asked.only, told=asked.v)


def measure(
    disclosures: list[Understanding],
    each: int,
    seed: int,
    only: list[str] | None = None,
    *,
    told: bool = False,
) -> tuple[int, int]:
    """Spoil readings and print what comes of each kind; return how many were made, and how many of
    them accuse a publisher.
    """
    pool = [
        (pickle.dumps(part), {name for one in accusations(part) for name in rests_on(one)})
        for part in disclosures
        if part.disclosures and part.amounts and len(part.amounts) <= MOST_FIGURES
    ]
    made, accused = 0, 0
    for kind in KINDS:
        if only and kind.__name__ not in only:
            continue
        dice = Dice(f"{kind.__name__} {seed}")
        done, false = 0, Counter[str]()
        hits = 0
        for _ in range(each * 10):
            if done == each:
                break
            stored, known = dice.choice(pool)
            rows = pickle.loads(stored)
            where = kind(rows, dice)
            if where is None:
                continue
            done += 1
            new = [finding for finding in accusations(rows) if not rests_on(finding) & known]
            hits += bool(new)
            false.update(finding.check_id for finding in new)
            for finding in new if told else ():
                name = rows.documents[0].file_name
                words = f"{finding.check_id}: {finding.message_en}"
                print(f"    {name} {where[:60]!r} -> {words}", flush=True)
        print(f"{kind.__name__:24} {done:4} misread  {hits:3} accuse  {dict(false)}", flush=True)
        made, accused = made + done, accused + hits
    print(f"all {made} misreadings, {accused} accuse a publisher falsely")
    return made, accused


if __name__ == "__main__":
    main()
