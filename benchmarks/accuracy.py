"""How well real documents are read, against evidence this program did not make. Prints the table
the README quotes.

    .venv/bin/python benchmarks/accuracy.py [--others]

Needs the real documents beside the project. `--others` also asks pdfplumber and camelot for the
cells of the seven PDFs that
were read by eye, and counts how many of the hand-read figures stand in a cell of theirs (they name
no table, row or measure,
so that is all that can be asked of them). Takes about two minutes, with `--others` about five.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import importlib.util
import io
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from budgetflow.jobs.parse_files import parse_files, write_datasets
from budgetflow.settings import Settings

SHARED = Path(__file__).resolve().parents[2] / "shared"
EVIDENCE = {
    "seeds": "figures of the text renditions, by table, row and measure",
    "gold": "cells of seven PDFs read by eye, by table, row and measure",
    "pdf": "figures an independent reader sees in 77 PDFs",
    "sums": "printed sums that close in what was read",
}


def scorer() -> ModuleType:
    """Load the scorer that lies beside the project."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def last_line(score: Callable[..., None], *arguments: object) -> str:
    """Return the closing line of a score."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        score(*arguments)
    return printed.getvalue().splitlines()[-1]


def ours() -> Iterator[tuple[str, str]]:
    """Return a name and a result for each kind of evidence."""
    score = scorer()
    with tempfile.TemporaryDirectory() as out:
        rows, _ = parse_files(
            [SHARED / "seeds", SHARED / "corpus" / "pdf"], Settings(), lambda path, part: None
        )
        write_datasets(rows, Path(out), "parquet")
        pdfs = sorted(map(str, (SHARED / "corpus" / "pdf").glob("*.pdf")))
        lines = {
            "seeds": last_line(score.seeds, out, str(SHARED / "gold-seeds.csv")),
            "gold": last_line(score.gold, out),
            "pdf": last_line(score.pdf, out, pdfs),
            "sums": last_line(score.sums, out),
        }
    for name, line in lines.items():
        hit, total, part = re.findall(r"(\d+)/(\d+) = (\d\.\d+)", line)[0]
        yield EVIDENCE[name], f"{int(hit):,} of {int(total):,} ({100 * float(part):.2f} %)"
    standard = [a for a in rows.amounts if a.table_code not in {"other", "performance_targets"}]
    unmapped = sum(a.measure == "unmapped" for a in standard)
    keyless = sum(
        not (a.function_code or a.economic_code or a.government_economic_code or a.item)
        for a in standard
    )
    yield (
        "figures of standard tables with a measure",
        f"{len(standard) - unmapped:,} of {len(standard):,}",
    )
    yield (
        "figures of standard tables with a code or an item",
        f"{len(standard) - keyless:,} of {len(standard):,}",
    )


def hand_read() -> dict[Path, Counter[str]]:
    """Return the hand-read figures of each PDF as a multiset."""
    out = {}
    for file in sorted((SHARED / "gold-pdf").glob("*.csv")):
        with file.open(encoding="utf-8") as rows:
            out[SHARED / "corpus" / "pdf" / f"{file.stem}.pdf"] = Counter(
                clean(row["printed"]) for row in csv.DictReader(rows)
            )
    return out


def clean(text: str) -> str:
    """Take blanks and commas out of a figure."""
    return re.sub(r"[\s,，]", "", text)


def pdfplumber_cells(file: Path) -> Iterator[str]:
    """Return the text of every cell pdfplumber finds with its defaults."""
    import pdfplumber  # noqa: PLC0415  (only --others needs it)

    with pdfplumber.open(file) as document:
        for page in document.pages:
            yield from (
                cell or "" for table in page.extract_tables() for row in table for cell in row
            )
            page.flush_cache()


def camelot_cells(file: Path) -> Iterator[str]:
    """Return the text of every cell camelot finds by rulings."""
    import camelot  # noqa: PLC0415

    for table in camelot.read_pdf(str(file), pages="all", flavor="lattice", suppress_stdout=True):
        yield from (str(cell) for row in table.df.to_numpy().tolist() for cell in row)


def found_by(cells: Callable[[Path], Iterator[str]]) -> str:
    """Count the hand-read figures that stand in a cell of another reader."""
    hit = total = 0
    for file, wanted in hand_read().items():
        have = Counter(clean(line) for cell in cells(file) for line in cell.split("\n"))
        hit += sum(min(count, have[figure]) for figure, count in wanted.items())
        total += sum(wanted.values())
    return f"{hit} of {total} ({100 * hit / total:.2f} %)"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How well real documents are read.")
    parser.add_argument("--others", action="store_true", help="ask pdfplumber and camelot too")
    asked = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit("the real documents (../shared) are not beside the project")
    print("| evidence | result |\n|---|---|")
    for name, result in ours():
        print(f"| {name} | {result} |")
    if asked.others:
        print(
            f"| hand-read figures in a cell of pdfplumber (place alone) | "
            f"{found_by(pdfplumber_cells)} |"
        )
        print(
            f"| hand-read figures in a cell of camelot (place alone) | {found_by(camelot_cells)} |"
        )


if __name__ == "__main__":
    main()
