"""Count the figures of tables that an independent reader sees and no row or finding holds.

`python benchmarks/lost_figures.py PARSED FILE.pdf...` compares, page by page, the figures among the
words of pdfplumber with the rows of `budgetflow parse` in PARSED. Only pages on which a table was
read are compared. A figure missing from the rows is *named* where a finding `unread_column` counts
it, else it is *lost*. Prints a line for each document, its worst pages with examples, and a total.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pyarrow.parquet as pq

FIGURE = re.compile(r"[-−–]?(?:\d{1,3}(?:,\d{3})+|\d{3,})(?:\.\d+)?%?|[-−–]?\d+\.\d+%?")
"""A word that is a figure: three digits, a comma or a decimal; fewer number rows and pages."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORST_PAGES = 4
_EXAMPLES = 6


def figures_of_page(page: Any) -> Counter[str]:
    """Return the figures among the words of a page of pdfplumber, years left out."""
    words = (word["text"] for word in page.extract_words())
    found = (word for word in words if FIGURE.fullmatch(word) and not _YEAR.fullmatch(word))
    return Counter(map(plain, found))


def plain(text: str) -> str:
    """Return a printed figure without commas, blanks and sign of percent, one kind of minus."""
    return re.sub(r"[,，\s%]", "", text).replace("−", "-").replace("–", "-")


def rows_of(parsed: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of one dataset that `budgetflow parse` wrote."""
    rows: list[dict[str, Any]] = pq.read_table(parsed / f"{name}.parquet").to_pylist()
    return rows


class Parsed:
    """What was read of each document: figures by page, pages with tables, cells named unread."""

    def __init__(self, parsed: Path) -> None:
        """Read the rows of a folder of Parquet files."""
        self.documents = [row["document_id"] for row in rows_of(parsed, "documents")]
        self.held: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
        self.pages: dict[str, set[int]] = defaultdict(set)
        self.named: Counter[str] = Counter()
        for row in rows_of(parsed, "amounts"):
            self._hold(row)
        for row in rows_of(parsed, "tables"):
            self.pages[row["document_id"]].update(row["pages"] or ())
        for row in rows_of(parsed, "findings"):
            if row["check_id"] == "unread_column":
                cells = re.search(r": (\d+) cells", row["message_en"])
                self.named[row["document_id"]] += int(cells[1]) if cells else 0

    def _hold(self, row: dict[str, Any]) -> None:
        """Count a figure and the codes of its row, which are figures to another reader."""
        page = self.held[row["document_id"], row["page"]]
        for word in re.findall(r"[-−–\d.,]+", row["amount_printed"] or ""):
            page[plain(word)] += 1
        for name in (
            "function_code",
            "economic_code",
            "government_economic_code",
            "revenue_code",
            "region_code",
        ):
            if row[name]:
                page[row[name]] += 1

    def lost(self, document: str, pages: Any) -> Iterator[tuple[int, int, Counter[str]]]:
        """Return, page by page, how many figures are seen and which of them no row holds."""
        for number, page in enumerate(pages, start=1):
            if number in self.pages[document]:
                seen = figures_of_page(page)
                held = self.held[document, number]
                missing = seen - held
                # pdfplumber reads the words of a turned page backwards: 4.32 for 23.4
                turned = Counter({word: n for word, n in missing.items() if word[::-1] in held})
                yield number, seen.total(), missing - turned
            page.close()


def measure(parsed: Parsed, file: Path) -> tuple[int, int, int]:
    """Print and return how many figures of a PDF are seen, missing, and named by a finding."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    document = next(one for one in parsed.documents if digest.startswith(one))
    with pdfplumber.open(file) as pdf:
        pages = list(parsed.lost(document, pdf.pages))
    seen = sum(number for _, number, _ in pages)
    missing = sum(figures.total() for _, _, figures in pages)
    named = min(parsed.named[document], missing)
    print(f"{file.stem}: {seen} figures seen, {missing} in no row, {named} of them named")
    worst = sorted(pages, key=lambda one: -one[2].total())[:_WORST_PAGES]
    for page, _, figures in worst:
        if figures:
            print(f"  page {page}: {figures.total()}, such as {', '.join([*figures][:_EXAMPLES])}")
    return seen, missing, named


def main() -> None:
    """Measure the PDFs named on the command line against the rows of a folder."""
    parsed = Parsed(Path(sys.argv[1]))
    measured = [measure(parsed, Path(name)) for name in sys.argv[2:]]
    seen, missing, named = (sum(column) for column in zip(*measured, strict=True))
    print(f"total: {seen} seen, {missing} in no row, {missing - named} lost without a finding")


if __name__ == "__main__":
    main()
