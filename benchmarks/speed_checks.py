"""How fast generated disclosures pass the contracts and the checks, and how much memory that takes.

    python benchmarks/speed_checks.py                              a look: 500 disclosures, a minute
    python benchmarks/speed_checks.py --disclosures 100000         the whole of it, half an hour on
    one core

The generator's disclosures are read once as text; further ones are copies of them under other
names, so that time is spent
on contracts and checks alone. A batch is checked, written as Arrow and validated, and dropped:
memory must not grow with
the number of disclosures. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import sys
import time
from dataclasses import replace
from typing import Any

from budgetflow.checks.run import run_checks
from budgetflow.contracts.arrow import to_table
from budgetflow.contracts.frames import validate
from budgetflow.interpret.rows_model import Understanding
from budgetflow.jobs.document import read_and_understand
from budgetflow.sample.facts.invent import invented
from budgetflow.sample.paper.compose import compose
from budgetflow.sample.render.text import render_text

BASES = 20
BATCH = 200
"""Disclosures in memory at a time."""
TOLD_EVERY = 10_000
"""Disclosures between two lines of progress on standard error."""


def bases() -> list[Understanding]:
    """Read some generated disclosures, each with all its tables and prose."""
    return [
        read_and_understand(render_text(compose(facts, layout)), f"{number}.txt")
        for number, (facts, layout) in enumerate(invented(seed=1, count=BASES))
    ]


def copy(base: Understanding, number: int) -> Understanding:
    """Return a disclosure's rows under ids of their own."""
    names = {
        name
        for rows in base.datasets().values()
        for row in rows
        for name in row.__dataclass_fields__
        if name.endswith("_id")
    } - {"check_id"}

    def renamed(row: Any) -> Any:
        ids = {name: getattr(row, name) for name in names if getattr(row, name, None)}
        return replace(
            row,
            **{
                name: f"{number:08x}{value[8:]}" if name == "document_id" else f"{value}-{number}"
                for name, value in ids.items()
            },
        )

    out = Understanding()
    for name, rows in base.datasets().items():
        getattr(out, name).extend(renamed(row) for row in rows)
    return out


def peak_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def run(disclosures: int) -> dict[str, Any]:
    """Check, convert and validate so many disclosures in batches; gives counts, rates per second of
    processor time, and memory.
    """
    known = bases()
    started = time.perf_counter()
    seconds = {"checks": 0.0, "contracts": 0.0}
    counts = {"amounts": 0, "findings": 0, "publisher_error": 0, "contract_failures": 0}
    early = 0.0
    for start in range(0, disclosures, BATCH):
        batch = Understanding()
        for number in range(start, min(start + BATCH, disclosures)):
            batch.extend(copy(known[number % len(known)], number))
        began = time.process_time()
        run_checks(batch)
        between = time.process_time()
        counts["contract_failures"] += sum(
            len(validate(name, to_table(name, rows))) for name, rows in batch.datasets().items()
        )
        seconds["checks"] += between - began
        seconds["contracts"] += time.process_time() - between
        counts["amounts"] += len(batch.amounts)
        counts["findings"] += len(batch.findings)
        counts["publisher_error"] += sum(
            finding.verdict == "publisher_error" for finding in batch.findings
        )
        early = early or peak_mb()
        if (start + BATCH) % TOLD_EVERY == 0:
            print(
                f"{start + BATCH} of {disclosures}, {peak_mb()} MB, {sum(seconds.values()):.0f} "
                f"s of processor time",
                file=sys.stderr,
                flush=True,
            )
    total = sum(seconds.values())
    return {
        "disclosures": disclosures,
        **counts,
        "processor_seconds": {name: round(value, 1) for name, value in seconds.items()},
        "wall_seconds": round(time.perf_counter() - started, 1),
        "disclosures_per_second": round(disclosures / total, 1),
        "amounts_per_second": round(counts["amounts"] / total),
        "batch": BATCH,
        "peak_mb_after_first_batch": early,
        "peak_mb": peak_mb(),
        "machine": f"{platform.machine()}, Python {platform.python_version()}, one process",
    }


if __name__ == "__main__":
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--disclosures", type=int, default=500)
    print(json.dumps(run(options.parse_args().disclosures), indent=1))
