"""How well tables are read without their rulings: the same documents twice, and the amounts must be
the same.

    .venv/bin/python benchmarks/stream_tables.py [FILE.pdf...] [--without all|vertical|inner]
    [--every] [--each]

Needs the real documents beside the project. Each document is read as it is, and once more with
rulings taken away: `all` of
them; the `vertical` ones, as many a table has only lines under its rows; or the `inner` ones, so
that only the frame around a
table is left. What the ruled reading gave is the answer: `exact` counts amounts with the same
table, row (code, item or label),
measure and printed figure; `figures` those printed figures that came out as an amount at all;
`extra` those that the ruled
reading has not. Without files it takes up to three documents a place, `--every` all; `--each`
prints a line a document.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from budgetflow.interpret.rows_model import Amount
from budgetflow.jobs.document import read_and_understand
from budgetflow.readers.pdf import page
from budgetflow.readers.pdf.drawings import Drawings
from budgetflow.readers.tables.lattice.grid import find_grids
from budgetflow.readers.tables.rulings import Segment

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "pdf"
A_PLACE = 3
"""Documents of one place that are read unless all are wanted."""
ON_FRAME = 3.0
"""Points within which a ruling lies on the frame of its table."""

Key = tuple[str, str, str, str]
"""Table, row, measure and printed figure of one amount."""


@dataclass(slots=True)
class Score:
    """How many amounts of the ruled reading were found again."""

    wanted: Counter[Key] = field(default_factory=Counter)
    found: Counter[Key] = field(default_factory=Counter)
    exact: int = 0
    figures: int = 0
    extra: int = 0

    def close(self) -> None:
        """Count, once a document's amounts are in."""
        wanted, found = _printed(self.wanted), _printed(self.found)
        self.exact = (self.wanted & self.found).total()
        self.figures, self.extra = (wanted & found).total(), (found - wanted).total()


def _printed(amounts: Counter[Key]) -> Counter[str]:
    out: Counter[str] = Counter()
    for key, count in amounts.items():
        out[key[-1]] += count
    return out


def none(_: Drawings) -> tuple[list[Segment], list[Segment]]:
    """Take all rulings away."""
    return [], []


def horizontal(drawings: Drawings) -> tuple[list[Segment], list[Segment]]:
    """Leave the horizontal rulings."""
    return drawings.horizontal, []


def frames(drawings: Drawings) -> tuple[list[Segment], list[Segment]]:
    """Leave the rulings that lie on the frame of a table."""
    boxes = [
        (g.xs[0], g.ys[0], g.xs[-1], g.ys[-1])
        for g in find_grids(drawings.horizontal, drawings.vertical)
    ]
    floors = [
        h
        for h in drawings.horizontal
        if any(min(abs(h[0] - top), abs(h[0] - bottom)) < ON_FRAME for _, top, _, bottom in boxes)
    ]
    walls = [
        v
        for v in drawings.vertical
        if any(min(abs(v[0] - left), abs(v[0] - right)) < ON_FRAME for left, _, right, _ in boxes)
    ]
    return floors, walls


LEFT: dict[str, Callable[[Drawings], tuple[list[Segment], list[Segment]]]] = {
    "all": none,
    "vertical": horizontal,
    "inner": frames,
}
"""What is left where rulings are taken away."""


@contextmanager
def rulings(left: Callable[[Drawings], tuple[list[Segment], list[Segment]]]) -> Iterator[None]:
    """Read pages with the rulings that `left` gives."""
    read = page.read_drawings

    def fewer(*arguments: Any) -> Drawings:
        drawings = read(*arguments)
        drawings.horizontal, drawings.vertical = left(drawings)
        return drawings

    page.read_drawings = fewer
    try:
        yield
    finally:
        page.read_drawings = read


def amounts_of(path: Path) -> Counter[Key]:
    """Return what a file's amounts say, without blanks and commas in the figures."""
    return Counter(map(_key, read_and_understand(path.read_bytes(), path.name).amounts))


def _key(amount: Amount) -> Key:
    row = amount.function_code or amount.economic_code or amount.item or amount.row_label or ""
    return amount.table_code, row, amount.measure, re.sub(r"[\s,，]", "", amount.amount_printed)


def score(path: Path, without: str) -> Score:
    """Read a document with and without rulings."""
    out = Score(wanted=amounts_of(path))
    with rulings(LEFT[without]):
        out.found = amounts_of(path)
    out.close()
    return out


def place_of(path: Path) -> str:
    """Return the place a document of the corpus is from: its name without the number."""
    return re.sub(r"-\d+$", "", path.stem)


def sample(every: bool) -> list[Path]:
    """Return the documents of the corpus, the smallest few of each place unless all are wanted."""
    places: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(CORPUS.glob("*.pdf"), key=lambda path: (path.stat().st_size, path.name)):
        places[place_of(path)].append(path)
    return sorted(
        path for paths in places.values() for path in (paths if every else paths[:A_PLACE])
    )


def line(name: str, scores: Sequence[Score]) -> str:
    """Return a row of the table."""
    wanted = sum(one.wanted.total() for one in scores)
    exact, figures, extra = (
        sum(getattr(one, what) for one in scores) for what in ("exact", "figures", "extra")
    )
    shares = f"{exact / max(wanted, 1):.3f} | {figures / max(wanted, 1):.3f}"
    return f"| {name} | {len(scores)} | {wanted:,} | {shares} | {extra:,} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="How well tables are read without their rulings.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument(
        "--without", choices=sorted(LEFT), default="all", help="the rulings that are taken away"
    )
    parser.add_argument("--every", action="store_true", help="read all documents of the corpus")
    parser.add_argument("--each", action="store_true", help="print a line a document")
    asked = parser.parse_args()
    files = asked.files or sample(asked.every)
    if not files:
        sys.exit("the real documents (../shared) are not beside the project; name some files")
    scores: dict[str, list[Score]] = defaultdict(list)
    print(
        "| place | documents | amounts | exact | figures | extra |\n|---|---:|---:|---:|---:|---:|"
    )
    for path in files:
        one = score(path, asked.without)
        if one.wanted:
            scores[place_of(path)].append(one)
            if asked.each:
                print(line(path.stem, [one]), flush=True)
    if not asked.each:
        print("\n".join(line(place, of_place) for place, of_place in scores.items()))
    print(line("all", [one for of_place in scores.values() for one in of_place]))


if __name__ == "__main__":
    main()
