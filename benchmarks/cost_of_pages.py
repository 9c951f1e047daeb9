"""Measure processor time a page and peak memory of `budgetflow parse` over PDFs.

`python benchmarks/cost_of_pages.py FILE.pdf...` parses each file on its own and prints its pages,
seconds of processor (own and children's, so that other work on the machine does not count), seconds
a page and the highest memory of any process, in MB; then the totals.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2


def cost(file: Path) -> tuple[int, float, float]:
    """Return pages, seconds of processor and peak memory in MB of parsing one file."""
    pages = len(pypdfium2.PdfDocument(file))
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "budgetflow", "parse", str(file), "--out", out]
        running = subprocess.Popen([*command, "--workers", "1"], stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(running.pid, 0)
    if status:
        raise SystemExit(f"{file}: budgetflow parse ended with status {status}")
    return pages, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Print the cost of each file named on the command line, and the whole."""
    pages, seconds, peak = 0, 0.0, 0.0
    for name in sys.argv[1:]:
        of_file, took, memory = cost(Path(name))
        print(
            f"{Path(name).name}: {of_file} pages, {took:.1f} s, {took / of_file:.3f} s a page,"
            f" {memory:.0f} MB",
            flush=True,
        )
        pages, seconds, peak = pages + of_file, seconds + took, max(peak, memory)
    print(f"total: {pages} pages, {seconds:.1f} s, {seconds / pages:.3f} s a page, {peak:.0f} MB")


if __name__ == "__main__":
    main()
