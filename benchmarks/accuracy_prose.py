"""How well prose is read: statements held to a sample that was read by eye, projects and targets
counted.

    .venv/bin/python benchmarks/accuracy_prose.py [--shared ../shared] [--misses]

`tests/interpret/statements/golden_statements.csv` holds facts of 22 real documents (text, PDF,
pages, Word) from more than twelve places: the file's sha256, the
page or line, the topic and the figures; its rows were proposed by the program and corrected by a
reader. `golden_pages.csv` holds those of 13 further documents from twelve places; its rows were
written from the page images before the program's were seen. `golden_second_reader.csv` holds the
pages that a second reader wrote down in the same way, of 11 documents from 11 places that are in
neither; of these documents only the pages in it are compared. What prose says money is used for
(主要用于...) is no statement of its own;
what explains a change is its reason. Needs the real documents of ../shared.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from budgetflow.interpret.rows_model import Statement, Understanding
from budgetflow.jobs.document import read_file

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "interpret" / "statements"
GOLDEN = FOLDER / "golden_statements.csv"
GOLDEN_PAGES = FOLDER / "golden_pages.csv"
GOLDEN_SECOND = FOLDER / "golden_second_reader.csv"
CUT_OFF = frozenset(
    {
        "beijing-10.pdf 7 assets",
        "xian-10.pdf 12 performance",
        "shanghai-putuo-03.pdf 19 function 2010607",
        "shanghai-putuo-03.pdf 22 performance",
        "yantai-04.pdf 28 performance",
        "guangzhou-05.pdf 24 performance",
    }
)
"""Paragraphs cut off at the end of a page: the next one was not read by eye."""
FIGURES = ("amount_yuan", "change_yuan", "change_percent", "share_percent", "quantity")
Fact = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one document, or of all."""

    name: str
    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def golden(path: Path = GOLDEN) -> dict[str, Counter[Fact]]:
    """Return the facts read by eye, by sha256 of the file."""
    out: dict[str, Counter[Fact]] = defaultdict(Counter)
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            digest = row.pop("sha256")
            out[digest][tuple(row.values())] += 1
    return out


def fact(statement: Statement) -> Fact:
    """Return a statement's facts in the golden file's columns."""

    def plain(value: Decimal | None) -> str:
        return "" if value is None else format(value.normalize(), "f")

    figures = tuple(plain(getattr(statement, name)) for name in FIGURES)
    place = str(statement.page or statement.locator or "")
    return (place, statement.topic, statement.function_code or "", *figures, statement.direction)


def files(shared: Path) -> dict[str, Path]:
    """Return the real documents by their sha256."""
    corpus = shared / "corpus"
    names = ("pdf", "pdf-2", "pages", "office")
    folders = (shared / "seeds", *(corpus / name for name in names))
    paths = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in sorted(paths)}


def measure(
    shared: Path,
    *,
    sample: Path = GOLDEN,
    misses: bool = False,
    read: Callable[[Path], Understanding] = read_file,
) -> list[Score]:
    """Read every document of the sample and compare; the last score is that of all together."""
    scores = []
    known = files(shared)
    for digest, wanted in golden(sample).items():
        path = known[digest]
        have = Counter(fact(statement) for statement in read(path).statements)
        if sample == GOLDEN_SECOND:
            have = _of_pages(have, {place for place, *_ in wanted}, path.name)
        scores.append(Score(path.name, (have & wanted).total(), have.total(), wanted.total()))
        if misses:
            for sign, facts in (("-", wanted - have), ("+", have - wanted)):
                for one, count in facts.items():
                    print(f"   {sign}{count} {' '.join(one)}")
    total = Score(
        "all",
        *(sum(getattr(score, name) for score in scores) for name in ("right", "found", "wanted")),
    )
    return [*scores, total]


def _of_pages(have: Counter[Fact], pages: set[str], name: str) -> Counter[Fact]:
    """Return the facts of the pages that were read by eye, without what their ends cut off."""
    return Counter(
        {
            one: count
            for one, count in have.items()
            if one[0] in pages and not any(_is_cut_off(one, name, cut) for cut in CUT_OFF)
        }
    )


def _is_cut_off(one: Fact, name: str, cut: str) -> bool:
    place, topic, code, *_ = one
    document, page, kind, *codes = cut.split()
    return (
        (document, page) == (name, place) and topic.startswith(kind) and code in (codes or [code])
    )


def main() -> int:
    """Print one line a document and one for all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", help="folder of the real documents"
    )
    parser.add_argument(
        "--misses", action="store_true", help="list what is missing (-) and what is too much (+)"
    )
    options = parser.parse_args()
    if not options.shared.is_dir():
        print(f"the real documents are not at {options.shared}", file=sys.stderr)
        return 1
    print(f"{'document':36} {'right':>6} {'found':>6} {'golden':>6} {'precision':>9} {'recall':>7}")
    for sample in (GOLDEN, GOLDEN_PAGES, GOLDEN_SECOND):
        print(sample.name)
        for score in measure(options.shared, sample=sample, misses=options.misses):
            print(
                f"{score.name:36} {score.right:6} {score.found:6} {score.wanted:6} "
                f"{score.precision:9.4f} {score.recall:7.4f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
