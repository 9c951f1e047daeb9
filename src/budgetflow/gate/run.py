"""The gate before a release: contracts and expectations over what is about to be published.

The nightly flow calls it on the staged folder. Where it fails nothing is published: the last good
release stays live, and
the result, with every reason, is the record of the failed run.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from budgetflow.contracts.expectations import RELEASE
from budgetflow.contracts.frames import validate
from budgetflow.gate.counts import Counts, against, batches, count, counted, partitions
from budgetflow.gate.duplicate_keys import Keys
from budgetflow.gate.lost_publishers import lost_publishers
from budgetflow.gate.result import GateFailed, GateResult

# Name of the file beside the Data Docs that keeps the outcome and every reason.
RESULT = "result.json"


def run_gate(
    folder: Path,
    previous: Path | None = None,
    docs: Path | None = None,
    accepted: str = "",
    kept: frozenset[str] = frozenset(),
) -> GateResult:
    """Check a release folder (its `data/` at least) against the contracts, its suites and the
    release before.

    Rows are held to their contract by pandera; great-expectations holds the release as a whole to
    the one before, and counts what broke in a batch that breaks its contract. Reads some 100,000
    rows at a time. `docs` is a folder, made anew, for the Data Docs (readable
    without a network) and the
    result as JSON. `accepted` says why a person lets pass what was lost since then; rows that break
    a promise stay out for all that. `kept` are the names of files that the release before had too,
    under the same rules: they went through this gate then, and are only counted. Bad data is a
    result, never an exception.
    """
    from budgetflow.gate.expectations import SuiteRunner  # noqa: PLC0415  (great-expectations takes seconds to import)

    if docs is not None:
        shutil.rmtree(docs, ignore_errors=True)
    result = GateResult(accepted=accepted)
    counts = Counts()
    keys = Keys()
    runner = SuiteRunner(docs)
    for partition, path in partitions(folder):
        known = path.relative_to(folder).as_posix() in kept
        for table in batches(partition, path, counted(partition.dataset) if known else None):
            counts.add(partition, table)
            keys.add(partition, table)
            # Taken over with every row: it passed this gate when it was made, under the same rules.
            if known:
                continue
            failures = validate(partition.dataset, table)
            result.contract_failures += failures
            if failures:  # the suite has the same rules: it counts what broke, for the Data Docs
                runner.run(partition.dataset, partition.label, table.to_pandas())
    # Without rows there is nothing to compare, and the result says so.
    if counts.rows:
        before = count(previous, counts.withdrawn) if previous else None
        runner.run_rows(
            RELEASE, against(counts, before, lost_publishers(folder, previous), keys.repeated())
        )
    result.checks = runner.checks()
    result.docs = runner.write_docs() if counts.rows else None
    if docs is not None:
        told = {
            "passed": result.passed,
            "reasons": result.reasons,
            "accepted": result.accepted,
            "let_through": result.let_through,
        }
        docs.mkdir(parents=True, exist_ok=True)
        (docs / RESULT).write_text(
            json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return result


def require(
    folder: Path,
    previous: Path | None = None,
    docs: Path | None = None,
    accepted: str = "",
    kept: frozenset[str] = frozenset(),
) -> GateResult:
    """Run the gate and raise GateFailed where it stays shut."""
    result = run_gate(folder, previous, docs, accepted, kept)
    if not result.passed:
        raise GateFailed(result)
    return result
