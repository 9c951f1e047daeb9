"""Processor time of starting, reading and a quiet night, beside another build in the same run.

    python benchmarks/beside.py --other OTHER/.venv/bin/python [--rounds 3] [--no-night] [FILE...]

Each figure is the least of some rounds, taken in turns, with the children a command starts. Both
builds run as their own `make setup` left them: nothing writes bytecode meanwhile. Without files it
takes twelve of ../shared/corpus. Prints a Markdown table; a ratio below 1 means less than the other
build.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
NAMES = [f"{place}-0{number}.pdf" for place in ("shanghai", "yantai") for number in range(1, 7)]
SNIPPET = """
import sys, time
from pathlib import Path
try:
    from budgetflow.readers.pdf.read import read_pdf
    from budgetflow.jobs.document import read_and_understand
except ImportError:
    from budgetflow.readers.pdf import read_pdf
    from budgetflow.pipeline import read_and_understand
work = {"reading": read_pdf, "understanding too": read_and_understand}[sys.argv[1]]
files = [Path(name) for name in sys.argv[2:]]
work(files[0].read_bytes(), files[0].name)
started = time.process_time()
for file in files:
    work(file.read_bytes(), file.name)
print(time.process_time() - started)
"""
"""Reads files in one process; the first is read once before the clock starts, for what is loaded
once. Builds before 27 November have the functions elsewhere.
"""

NIGHT = "the sample's night again"


def commands(files: list[Path], home: Path) -> dict[str, list[str]]:
    """Return what is measured: a name, and the arguments of Python; the night last."""
    names = list(map(str, files))
    parse = ["parse", *names, "--out", str(home / "out"), "--workers", "1"]
    return {
        "budgetflow --help": ["-m", "budgetflow", "--help"],
        "budgetflow show": ["-m", "budgetflow", "show", names[0]],
        f"budgetflow parse, {len(files)} files": ["-m", "budgetflow", *parse],
        "reading": ["-c", SNIPPET, "reading", *names],
        "reading and understanding": ["-c", SNIPPET, "understanding too", *names],
        NIGHT: ["-m", "budgetflow.sample.run"],
    }


def seconds(python: str, arguments: list[str], home: Path) -> float:
    """Return the processor seconds of a command, or what it printed as its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [python, *arguments],
        cwd=home,
        env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if arguments[0] == "-c":
        return float(done.stdout.split()[-1])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(
    pythons: list[str], files: list[Path], rounds: int, night: bool
) -> dict[str, list[float]]:
    """Return the least seconds of every command, one figure a build; the night's only if asked."""
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        homes = [Path(folder, str(number)) for number in range(len(pythons))]
        for python, home in zip(pythons, homes, strict=True):
            home.mkdir()
            if night:
                seconds(python, ["-m", "budgetflow.sample.run"], home)  # the first, not measured
        for name in commands(files, homes[0]):
            if name == NIGHT and not night:
                continue
            each = [
                [
                    seconds(python, commands(files, home)[name], home)
                    for python, home in zip(pythons, homes, strict=True)
                ]
                for _ in range(rounds)
            ]
            found[name] = [min(of_build) for of_build in zip(*each, strict=True)]
    return found


def table(found: dict[str, list[float]]) -> str:
    """Return the measurements as a Markdown table."""
    lines = ["| | this build, s | the other, s | ratio |", "|---|---:|---:|---:|"]
    for name, (ours, other) in found.items():
        lines.append(f"| {name} | {ours:.2f} | {other:.2f} | {ours / other:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--other", required=True, help="the Python of the other build")
    parser.add_argument("--rounds", type=int, default=3, help="how often; the least counts")
    parser.add_argument("--no-night", action="store_true", help="leave the sample's night out")
    asked = parser.parse_args()
    files = [file.resolve() for file in asked.files] or [CORPUS / name for name in NAMES]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        sys.exit(f"not there: {', '.join(missing)}; name some PDFs")
    print(table(measured([sys.executable, asked.other], files, asked.rounds, not asked.no_night)))


if __name__ == "__main__":
    main()
