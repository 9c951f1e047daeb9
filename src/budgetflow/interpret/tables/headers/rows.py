"""How many rows of a grid are its header.

A header row holds header words and no figures; a merged cell of a header row draws the rows it
covers in; a row of printed
column numbers (`※ 1 2 3`, `栏次`, `1=2+3`) ends the header.
"""

from __future__ import annotations

import re
from itertools import pairwise

from budgetflow.interpret.tables.headers.terms import (
    COUNTER_HEADER,
    clean_header,
    is_header_word,
)
from budgetflow.interpret.text.grid_rows import Row, filled_cells, is_blank, text_at
from budgetflow.interpret.text.money import is_figure, looks_like_money
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import numbering_depth
from budgetflow.reference.classifications import economic_codes

_MARK = re.compile(r"^(?:※|\*+|栏次|行次|序号|公式|甲|乙|丙|丁|类|款|项|目|-+|—+|合计|次)$")
_COLUMN_NUMBER = re.compile(
    r"^[(]?\d{1,2}[)]?$|^[(（]?\d{1,2}[)）]?[=＝][\d+＋\-－()（）/÷*×%]+$|^[A-Z]$|"
    r"^[A-Z][=＝][A-Z+＋\-－/÷*×%\d]+$"
)
_LETTERS = 2
"""Letters (`A=B+C B C`) that number columns; a single one may be a mark."""
_CODE = re.compile(r"^(?:\[?\d{3}(?:\d{2}){0,3}\]?)(?:$|[-—一]?[\u4e00-\u9fff])")
_YEAR = re.compile(r"^20\d{2}$")
_LEVEL_HEADS = {"类", "款", "项", "目"}
# five printed rows are the most seen; blank rows, title rows and two rows of marks leave room
_DEEPEST_HEADER = 9
_ROWS_OF_EVIDENCE = 8
_FIGURES_OF_A_COLUMN = 2
_COLUMNS_OF_A_TABLE = 2
_COLUMNS_OF_WORDS = 4
"""Columns of a list (of projects, of bonds) whose heads are known by the one column of figures."""
_DASH = re.compile(r"[-—–－]+")
_ITEMS_IN_COLUMNS = 4
"""Economic items (`办公费`, `差旅费`) in one row that make it a header: fewer may be the labels of
a two-sided row.
"""


def is_column_numbers(row: Row) -> bool:
    """Check whether a row only numbers the columns: `※ ※ 1 2 3`, `栏次 1 2=3+4 ...`, `类 款 项 ※ 1
    2`.
    """
    words = [squeeze(cell.text) for cell in filled_cells(row)]
    numbers = [word for word in words if _COLUMN_NUMBER.match(word)]
    marks = [word for word in words if _MARK.match(word)]
    if not words or len(numbers) + len(marks) != len(words):
        return False
    if not numbers:
        return all(word not in _LEVEL_HEADS and word != "合计" for word in marks)
    if len(numbers) >= _LETTERS and all(number[0].isalpha() for number in numbers):
        return True
    ordered = [int(number) for number in numbers if number.isdigit()]
    return (
        bool(ordered)
        and all(later == earlier + 1 for earlier, later in pairwise(ordered))
        and ordered[0] <= 2
        and (len(ordered) > 1 or bool(marks))
    )


def has_body_content(row: Row) -> bool:
    """Check whether a row holds what only a body row holds: money, or a classification code."""
    for cell in filled_cells(row):
        plain = squeeze(cell.text)
        if looks_like_money(plain) or (_CODE.match(plain) and not _YEAR.match(plain)):
            return True
        if is_figure(plain) and len(plain) > 2 and not _YEAR.match(plain):
            return True
    return False


def is_chapter(row: Row) -> bool:
    """Check whether the row is one numbered heading over the whole width (`一、政府采购情况`),
    which names no column.

    The statistics that final accounts add after 2016 stand under such headings in one grid.
    """
    cells = filled_cells(row)
    return (
        len(cells) == 1
        and len(row) > 1
        and all(cell is cells[0] for cell in row)
        and numbering_depth(squeeze(cells[0].text)) is not None
    )


def header_height(rows: list[Row]) -> int:
    """Return the number of rows, from the top, that are header; 0 for a part that goes on without
    one.
    """
    height = _height_by_numbers(rows)
    if height:
        return height
    numbered = False
    covered = 0
    for index, row in enumerate(rows[:_DEEPEST_HEADER]):
        if is_column_numbers(row):
            height, numbered = index + 1, True
            continue
        if numbered:
            break
        if is_blank(row) or (not height and is_chapter(row)):
            if index < covered:
                height = index + 1
            continue
        if _is_level_row(row):
            height = index + 1
            continue
        if has_body_content(row) or not (index < covered or _looks_like_header(row, height > 0)):
            break
        height = index + 1
        covered = max(
            covered, *(cell.row_span + _own_row(rows, index, cell) for cell in filled_cells(row))
        )
    return height or _height_by_content(rows)


def _height_by_content(rows: list[Row]) -> int:
    """Return the height of a header (and the blank rows above) whose words are not known but stand
    over columns of figures, else 0: what heads a figure is a header, whatever it says (`本地区`).

    Groups over their members (`2025年债务限额` over `合计 一般债务 专项债务`) are as many rows as
    the cell left of them reaches down (`地区`).
    """
    first = next((place for place, row in enumerate(rows) if not is_blank(row)), None)
    if first is None or has_body_content(rows[first]):
        return 0
    last = first + max(cell.row_span for cell in filled_cells(rows[first])[:1]) - 1
    if last >= len(rows) or any(has_body_content(row) for row in rows[first : last + 1]):
        return 0
    head, below = rows[last], rows[last + 1 : last + 1 + _ROWS_OF_EVIDENCE]
    numbered = next((n for n, row in enumerate(below) if not is_column_numbers(row)), 0)
    under = below[numbered:]
    return last + 1 + numbered if _heads_figures(head, under) else 0


def _heads_figures(head: Row, below: list[Row]) -> bool:
    """Check whether the words of a row stand over columns of figures: over several, with at least
    two figures each (one where the table has one row), or over one in a row of nothing but words.
    """
    cells = [
        (column, cell)
        for column, cell in enumerate(head)
        if cell is not None and cell.text.strip() and (not column or cell is not head[column - 1])
    ]
    if any(is_figure(cell.text) for _, cell in cells):
        return False
    counts = [_figures_under(below, column) for column, _ in cells if column]
    enough = min(_FIGURES_OF_A_COLUMN, len(below))
    if sum(count >= enough for count in counts) >= _COLUMNS_OF_A_TABLE + (len(below) == 1):
        return enough > 0
    numbers_lines = bool(cells) and bool(COUNTER_HEADER.match(clean_header(cells[0][1].text)))
    told = numbers_lines or len(below) == _ROWS_OF_EVIDENCE
    full = len(cells) == len(head) >= _COLUMNS_OF_WORDS and told
    return full and any(count == len(below) > 0 for count in counts)


def _figures_under(rows: list[Row], column: int) -> int:
    """Return how many figures a column holds, 0 where it holds words too; a dash is neither."""
    texts = [text for row in rows if (text := text_at(row, column)) and not _DASH.fullmatch(text)]
    return len(texts) if all(is_figure(text) for text in texts) else 0


def _height_by_numbers(rows: list[Row]) -> int:
    """Return the height where a row numbers the columns and nothing above it is a body row's,
    whatever the words above say; else 0.
    """
    for index, row in enumerate(rows[:_DEEPEST_HEADER]):
        if is_column_numbers(row):
            following = rows[index + 1 : _DEEPEST_HEADER]
            more = next(
                (place for place, other in enumerate(following) if not is_column_numbers(other)),
                len(following),
            )
            return index + 1 + more if index else 0
        if has_body_content(row):
            break
    return 0


def _own_row(rows: list[Row], index: int, cell: object) -> int:
    """Return the first row, at or above index, in which the cell stands."""
    while index > 0 and any(other is cell for other in rows[index - 1]):
        index -= 1
    return index


def _is_level_row(row: Row) -> bool:
    """Check whether the row heads the code columns (`类 款 项`), even if a total row shares it
    (final accounts).
    """
    heads = [squeeze(cell.text) for cell in filled_cells(row)[:3]]
    return len(heads) >= 2 and heads[0] == "类" and heads[1] == "款"


def shares_row_with_total(row: Row) -> bool:
    """Check whether a header row `类 款 项` also holds the total's label and figures, as in the
    final accounts' forms.
    """
    return (
        _is_level_row(row)
        and not is_column_numbers(row)
        and any(is_figure(cell.text) for cell in filled_cells(row))
    )


def _looks_like_header(row: Row, begun: bool) -> bool:
    cells = filled_cells(row)
    words = [squeeze(cell.text) for cell in cells]
    if any(numbering_depth(word) for word in words):
        return False
    if begun and any(is_figure(word) and not _YEAR.match(word) for word in words):
        return False  # `合计 88`: whole numbers are figures too
    if begun and len(cells) == 1 and cells[0].column_span == 1 and row[0] is cells[0]:
        return False  # a label without figures: the first body row
    items = [bool(economic_codes(clean_header(word))) for word in words]
    in_columns = sum(items) >= _ITEMS_IN_COLUMNS
    known = sum(
        is_header_word(word) or (item and in_columns)
        for word, item in zip(words, items, strict=True)
    )
    if (
        begun
        and known == len(words)
        and set(words) <= {"合计", "总计"}
        and all(cell.column_span == 1 for cell in cells)
        and len(cells) == 1
    ):
        return False
    return known * 2 >= len(words) and (len(cells) > 1 or cells[0].column_span > 1 or begun)
