"""A release of real documents, from their bytes to a verdict: `python benchmarks/release_real.py
FOLDER_OR_FILE ... --home HOME`.

Archives every file as an announcement of its own, reads all into a lake, makes a release, lets
frictionless validate its data
package, and verifies it from the archive alone, at the default limits. Prints one JSON line a step;
HOME must be new.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from budgetflow.archive.announcements import Announcements
from budgetflow.archive.objects import Archive
from budgetflow.crawl.state.found import Found
from budgetflow.jobs.crawl import note
from budgetflow.jobs.ingest import ingest
from budgetflow.jobs.parse_files import files_under
from budgetflow.jobs.release import make_release
from budgetflow.jobs.verify import verify
from budgetflow.settings import Settings


def step(name: str, work: Callable[[], dict[str, Any]]) -> None:
    start = time.perf_counter()
    told = work()
    peak = (
        max(
            resource.getrusage(who).ru_maxrss
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        // 1024
    )
    print(
        json.dumps(
            {
                "step": name,
                "seconds": round(time.perf_counter() - start, 1),
                "peak_mib": peak,
                **told,
            },
            ensure_ascii=False,
        ),
        flush=True,
    )


def read(files: list[Path], settings: Settings) -> dict[str, Any]:
    archive = Archive(settings.store("archive"))
    found = []
    for path in files:
        address = f"https://documents.invalid/{path.name}"
        found.append(
            Found(
                "documents",
                "",
                f"{address}.html",
                address,
                "",
                None,
                None,
                archive.put(path.read_bytes()),
                path.name,
                "",
            )
        )
    done = ingest(note(found, Announcements(settings.store("archive"))), settings)
    return {
        "files": len(files),
        "failed": [reason for one in done for reason in one.failed],
        "held_back": sum(one.quarantined for one in done),
    }


def release(settings: Settings, day: date) -> dict[str, Any]:
    made = make_release(settings, day)
    assert made is not None
    sizes = [path.stat().st_size for path in Path(made.path).rglob("*") if path.is_file()]
    return {
        "version": made.version.version,
        "release_files": len(sizes),
        "mib": round(sum(sizes) / 2**20),
        **made.version.counts,
    }


def validate(settings: Settings) -> dict[str, Any]:
    (package,) = Path(settings.store("releases")).glob("*/datapackage.json")
    frictionless = Path(sys.executable).with_name("frictionless")
    done = subprocess.run(
        [frictionless, "validate", "--trusted", "--json", package],
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    return {
        "valid": report["valid"],
        "resources": report["stats"]["tasks"],
        "errors": report["stats"]["errors"],
    }


def verified(settings: Settings) -> dict[str, Any]:
    verdict = verify(settings, "latest", from_archive=True)
    problems = [f"{problem.file}: {problem.what}" for problem in verdict.problems]
    return {
        "files": verdict.files,
        "holds": verdict.holds,
        "rebuilt": verdict.rebuilt,
        "problems": problems[:20],
        "note": verdict.note,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--date", type=date.fromisoformat, default=date.today())
    wanted = parser.parse_args()
    settings = Settings(home=wanted.home)
    step("read", lambda: read(list(files_under(wanted.paths)), settings))
    step("release", lambda: release(settings, wanted.date))
    step("frictionless", lambda: validate(settings))
    step("verify from the archive", lambda: verified(settings))


if __name__ == "__main__":
    main()
