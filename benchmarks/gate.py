"""Processor time of the gate over a release of generated disclosures, great-expectations' import
included: `python benchmarks/gate.py [--amounts 200000]`.

Works on the checkout it is called in, so that `both_builds.py` can ask an older build, too. Prints
one JSON object.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))
sys.path.insert(0, str(Path.cwd() / "benchmarks"))

from release import fill

from budgetflow.lake.store import Lake

try:
    from budgetflow.gate.run import run_gate
    from budgetflow.releases.build import build_release
except ImportError:  # builds before 27 November have them elsewhere
    from budgetflow.checks.gate import run_gate
    from budgetflow.releasing import build_release


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--amounts", type=int, default=200_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lake = Lake(folder / "lake")
        fill(lake, wanted.amounts)
        made = build_release(lake, folder / "releases", date(2026, 11, 22), site=False)
        began = time.process_time()
        result = run_gate(Path(made.path), docs=folder / "docs")
        seconds = round(time.process_time() - began, 2)
    print(json.dumps({"amounts": wanted.amounts, "passed": result.passed, "gate_seconds": seconds}))


if __name__ == "__main__":
    main()
