"""How fast PDFs are read, beside pdfplumber and camelot, on the same files in the same run.

    python benchmarks/speed.py [FILE.pdf...] [--camelot-pages 10] [--rounds 2]

Without files it takes five of ../shared/corpus (130 pages), or the bundled sample site where that
folder is missing. Each
engine runs in a process of its own, so that peak memory is its own; time is processor time, the
best round of each file.
Prints a Markdown table and the command that made it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
DEFAULT = ("shanghai-01", "beijing-01", "guangzhou-04", "shenzhen-01", "yantai-04")
ENGINES = ("reading", "reading and understanding", "pdfplumber", "camelot")


def reading(path: Path, _: int) -> int:
    from budgetflow.readers.pdf.read import read_pdf  # noqa: PLC0415  (each process loads its own engine only)

    return len(read_pdf(path.read_bytes(), path.name).pages)


def understanding(path: Path, _: int) -> int:
    from budgetflow.jobs.document import read_and_understand  # noqa: PLC0415  (each process loads its own engine only)

    return read_and_understand(path.read_bytes(), path.name).documents[0].pages or 0


def pdfplumber_tables(path: Path, _: int) -> int:
    import pdfplumber  # noqa: PLC0415  (each process loads its own engine only)

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()
        return len(pdf.pages)


def camelot_tables(path: Path, most: int) -> int:
    import camelot  # noqa: PLC0415  (each process loads its own engine only)
    import pypdfium2  # noqa: PLC0415  (each process loads its own engine only)

    pages = min(most, len(pypdfium2.PdfDocument(path)))
    camelot.read_pdf(str(path), pages=f"1-{pages}", flavor="lattice", suppress_stdout=True)
    return pages


WORK: dict[str, Callable[[Path, int], int]] = {
    "reading": reading,
    "reading and understanding": understanding,
    "pdfplumber": pdfplumber_tables,
    "camelot": camelot_tables,
}


def run_engine(engine: str, files: list[Path], rounds: int, camelot_pages: int) -> None:
    """Work through the files in this process; print pages, processor seconds of the best round of
    each file, and peak memory in MiB.
    """
    work = WORK[engine]
    pages, seconds = 0, 0.0
    work(files[0], 1)  # what an engine loads once is not counted
    for path in files:
        best = float("inf")
        for _ in range(rounds):
            before = time.process_time()
            done = work(path, camelot_pages)
            best = min(best, time.process_time() - before)
        pages, seconds = pages + done, seconds + best
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"pages": pages, "seconds": seconds, "peak": peak}))


def measure(engine: str, files: list[Path], rounds: int, camelot_pages: int) -> dict[str, float]:
    """Run one engine in a process of its own."""
    command = [
        sys.executable,
        __file__,
        "--engine",
        engine,
        "--rounds",
        str(rounds),
        "--camelot-pages",
        str(camelot_pages),
        *map(str, files),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def default_files() -> list[Path]:
    if CORPUS.is_dir():
        return [CORPUS / f"{name}.pdf" for name in DEFAULT]
    return sorted((ROOT / "src").rglob("*.pdf"))[:5]


def table(found: dict[str, dict[str, float]]) -> str:
    """Return the measurements as a Markdown table; ratios are times as fast as pdfplumber."""
    each = {engine: 1000 * one["seconds"] / one["pages"] for engine, one in found.items()}
    lines = [
        "| | pages | ms a page | times as fast as pdfplumber | peak memory, MiB |",
        "|---|---:|---:|---:|---:|",
    ]
    for engine, one in found.items():
        lines.append(
            f"| {engine} | {one['pages']:.0f} | {each[engine]:.1f} | "
            f"{each['pdfplumber'] / each[engine]:.1f} | {one['peak']:.0f} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, default=[])
    parser.add_argument(
        "--camelot-pages",
        type=int,
        default=10,
        help="pages camelot is given of each file; 0 leaves it out",
    )
    parser.add_argument(
        "--rounds", type=int, default=2, help="how often each file is read; the best counts"
    )
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    files = options.files or default_files()
    if not files:
        sys.exit("no PDF to measure on; name some")
    if options.engine:
        run_engine(options.engine, files, options.rounds, options.camelot_pages)
        return
    found = {}
    for engine in ENGINES:
        if engine == "camelot" and not options.camelot_pages:
            continue
        found[engine] = measure(
            engine, files, options.rounds if engine != "camelot" else 1, options.camelot_pages
        )
    print(table(found))
    print(
        f"\n`python benchmarks/speed.py{''.join(f' {f}' for f in options.files)}` on "
        f"{os.cpu_count()} cores, Python {platform.python_version()}"
    )
    print(f"Files: {', '.join(f.name for f in files)}")


if __name__ == "__main__":
    main()
