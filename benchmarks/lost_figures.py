"""Count the figures of tables that an independent reader sees and no row or finding holds.

`python benchmarks/lost_figures.py PARSED FILE...` compares the figures that another reader sees
with the rows of `budgetflow parse` in PARSED: page by page the words of pdfplumber, sheet by sheet
the shown cells of openpyxl, the table cells of lxml. Of PDFs and workbooks, only pages on which a
table was read are compared. Numbers of pages, tables and lines are no figures, nor are digits in
labels and targets that the rows hold. A figure missing from the rows is *named* where a finding
`unread_column` counts it, else it is *lost*. Prints a line for each document, its worst pages with
examples, and a total.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pdfplumber
import pyarrow.parquet as pq

FIGURE = re.compile(r"[-−–]?(?:\d{1,3}(?:,\d{3})+|\d{3,})(?:\.\d+)?%?|[-−–]?\d+\.\d+%?")
"""A word that is a figure: three digits, a comma or a decimal; fewer number rows and pages."""
Missing = tuple[int | None, int, Counter[str]]
"""A page's number, the figures seen on it, and those of them that no row holds."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORST_PAGES = 4
_MOST_PAGES = 2000
_EXAMPLES = 6
_NUMBER_OF_A_TABLE = re.compile(r"(?:附?表|[（(]续?表?|第|No\.?)[：:]?")
_DASHES = re.compile(r"[-—–―·~]*")


def figures_among(words: list[str]) -> Iterator[str]:
    """Return the words that are figures; those before and after them tell what only numbers."""
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        if not FIGURE.fullmatch(word) or _YEAR.fullmatch(word):
            continue
        if not _NUMBER_OF_A_TABLE.fullmatch(before) and not _numbers_the_page(words, place):
            yield word


def _numbers_the_page(words: list[str], place: int) -> bool:
    """Check whether a word is the last of its page, or the first, dashes around it apart."""
    word = words[place]
    if not word.isdigit() or int(word) > _MOST_PAGES:
        return False
    return all(_DASHES.fullmatch(one) for one in words[place + 1 :]) or all(
        _DASHES.fullmatch(one) for one in words[:place]
    )


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
        self.held: dict[tuple[str, int | None], Counter[str]] = defaultdict(Counter)
        self.pages: dict[str, set[int]] = defaultdict(set)
        self.cells: dict[str, set[str]] = defaultdict(set)
        self.named: Counter[str] = Counter()
        for row in rows_of(parsed, "amounts"):
            self._hold(row)
        for row in rows_of(parsed, "performance_targets"):
            self._hold_digits(row, ("target_printed", "indicator", "goal"))
        for row in rows_of(parsed, "tables"):
            self.pages[row["document_id"]].update(row["pages"] or ())
        for row in rows_of(parsed, "findings"):
            if row["check_id"] == "unread_column":
                cells = re.search(r": (\d+) cells", row["message_en"])
                self.named[row["document_id"]] += int(cells[1]) if cells else 0

    def _hold(self, row: dict[str, Any]) -> None:
        """Count a figure and the codes of its row, which are figures to another reader."""
        page = self.held[row["document_id"], row["page"]]
        self.cells[row["document_id"]].add(row["locator"] or "")
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
        self._hold_digits(row, ("row_label",))

    def _hold_digits(self, row: dict[str, Any], columns: tuple[str, ...]) -> None:
        """Count the figures inside words of a row: a project's name, an indicator's target."""
        page = self.held[row["document_id"], row["page"]]
        for column in columns:
            page.update(map(plain, FIGURE.findall(row[column] or "")))

    def lost(self, document: str, file: Path) -> Iterator[Missing]:
        """Return, page by page, how many figures are seen and which of them no row holds."""
        if file.suffix == ".xlsx":
            yield from self._lost_cells(document, file)
            return
        if file.suffix in (".html", ".htm"):
            pages: Iterator[tuple[int | None, list[str]]] = iter([(None, words_of_tables(file))])
        else:
            pages = words_of_pages(file, self.pages[document])
        for number, words in pages:
            seen = Counter(map(plain, figures_among(words)))
            held = self.held[document, number]
            missing = seen - held
            # pdfplumber reads the words of a turned page backwards: 4.32 for 23.4
            turned = Counter({word: n for word, n in missing.items() if word[::-1] in held})
            yield number, seen.total(), missing - turned

    def _lost_cells(self, document: str, file: Path) -> Iterator[Missing]:
        """Return, sheet by sheet, the shown cells with numbers that no row names as its place."""
        for number, sheet in enumerate(openpyxl.load_workbook(file, data_only=True), start=1):
            if number in self.pages[document]:
                blank = sheet.sheet_view.showZeros is False
                cells = (cell for cell in shown_cells(sheet) if is_number(cell))
                seen = without_counters([cell for cell in cells if cell.value or not blank])
                places = {f"{sheet.title.strip()}!{cell.coordinate}" for cell in seen}
                left = places - self.cells[document]
                yield number, len(seen), Counter(left)


def words_of_pages(file: Path, wanted: set[int]) -> Iterator[tuple[int | None, list[str]]]:
    """Return the words of each wanted page of a PDF, with its number."""
    with pdfplumber.open(file) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            if number in wanted:
                yield number, [word["text"] for word in page.extract_words()]
            page.close()


def words_of_tables(file: Path) -> list[str]:
    """Return the texts of the table cells of a web page."""
    page = lxml.html.fromstring(file.read_bytes().decode("utf-8", "replace"))
    return ["".join(cell.text_content().split()) for cell in page.iter("td", "th")]


def shown_cells(sheet: Any) -> Iterator[Any]:
    """Return the cells of a sheet that are not in hidden rows or columns."""
    hidden = {
        column
        for group in sheet.column_dimensions.values()
        if group.hidden
        for column in range(group.min or 0, (group.max or 0) + 1)
    }
    for row in sheet.iter_rows():
        for cell in row:
            if cell.column not in hidden and not sheet.row_dimensions[cell.row].hidden:
                yield cell


def is_number(cell: Any) -> bool:
    """Check whether a cell holds a number that is no year."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return not _YEAR.fullmatch(str(value))


def without_counters(cells: list[Any]) -> list[Any]:
    """Return cells without those of columns that number the rows 1, 2, 3."""
    columns: dict[int, list[Any]] = defaultdict(list)
    for cell in cells:
        columns[cell.column].append(cell)
    counted = {
        column
        for column, below in columns.items()
        if [cell.value for cell in below] == list(range(1, len(below) + 1))
    }
    return [cell for cell in cells if cell.column not in counted]


def measure(parsed: Parsed, file: Path) -> tuple[int, int, int]:
    """Print and return how many figures of a document are seen, missing, and named by a finding."""
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    document = next(one for one in parsed.documents if digest.startswith(one))
    pages = list(parsed.lost(document, file))
    seen = sum(number for _, number, _ in pages)
    missing = sum(figures.total() for _, _, figures in pages)
    named = min(parsed.named[document], missing)
    print(
        f"{file.name}: {seen} figures seen, {missing} in no row, {named} of them named", flush=True
    )
    worst = sorted(pages, key=lambda one: -one[2].total())[:_WORST_PAGES]
    for page, _, figures in worst:
        if figures:
            print(f"  page {page}: {figures.total()}, such as {', '.join([*figures][:_EXAMPLES])}")
    return seen, missing, named


def main() -> None:
    """Measure the documents named on the command line against the rows of a folder."""
    parsed = Parsed(Path(sys.argv[1]))
    measured = [measure(parsed, Path(name)) for name in sys.argv[2:]]
    seen, missing, named = (sum(column) for column in zip(*measured, strict=True))
    print(f"total: {seen} seen, {missing} in no row, {missing - named} lost without a finding")


if __name__ == "__main__":
    main()
