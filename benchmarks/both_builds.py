"""A benchmark of this folder here and in another checkout, in one run, with the ratios.

    git worktree add ../budgetflow-november 6a454b5 && make -C ../budgetflow-november setup
    python benchmarks/both_builds.py ../budgetflow-november release.py --amounts 1000000 --workers 1
    python benchmarks/both_builds.py ../budgetflow-november speed_checks.py --disclosures 10000

Both are run with the Python of their own `.venv`, one after the other, so that they never take the
processor from each other. Ratios are of processor seconds, which other programs on the machine
change least; below 1 is less than there. Prints one JSON line a step.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent


def measured(checkout: Path, arguments: list[str]) -> dict[str, dict[str, Any]]:
    """Run a benchmark of a checkout, or ours where it has none of that name; return its figures by
    step, "all" where it names none.
    """
    script, *rest = arguments
    python = checkout / ".venv/bin/python"
    of_build = checkout / "benchmarks" / script
    path = of_build if of_build.exists() else HERE / "benchmarks" / script
    command = [str(python), str(path), *rest]
    told = subprocess.run(command, cwd=checkout, check=True, capture_output=True, text=True)
    return by_step(told.stdout)


def by_step(printed: str) -> dict[str, dict[str, Any]]:
    """Return the figures of a benchmark's output: JSON lines with a step, or one JSON object."""
    lines = [line for line in printed.splitlines() if line.startswith('{"step"')]
    if lines:
        found = [json.loads(line) for line in lines]
        return {str(figures["step"]): figures for figures in found}
    return {"all": json.loads(printed)}


def flat(figures: dict[str, Any], under: str = "") -> dict[str, Any]:
    """Return figures by one name each: what stands in a dict of its own as `name.own_name`."""
    found: dict[str, Any] = {}
    for name, value in figures.items():
        if isinstance(value, dict):
            found |= flat(value, f"{under}{name}.")
        else:
            found[under + name] = value
    return found


def is_cost(name: str) -> bool:
    """Check whether a figure is a time or a size: other figures have no ratio."""
    return "seconds" in name or name.endswith("mib")


def compared(measured_here: dict[str, Any], measured_there: dict[str, Any]) -> dict[str, Any]:
    """Return the figures that both have, with their ratios."""
    here, there = flat(measured_here), flat(measured_there)
    names = [name for name in here if name in there and is_cost(name)]
    told: dict[str, Any] = {}
    for name in names:
        told[name] = {"here": here[name], "there": there[name]}
        if there[name]:
            told[name]["ratio"] = round(here[name] / there[name], 3)
    return told


def main() -> None:
    """Print each step's figures here, there, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkout", type=Path, help="another checkout, set up with `make setup`")
    parser.add_argument("benchmark", nargs=argparse.REMAINDER, help="a script and its arguments")
    wanted = parser.parse_args()
    there = measured(wanted.checkout.resolve(), wanted.benchmark)
    here = measured(HERE, wanted.benchmark)
    for step in here:
        if step in there:
            print(json.dumps({"step": step, **compared(here[step], there[step])}))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
