"""How many rows of a grid are its header.

A header row holds header words and no figures; a merged cell of a header row draws the rows it
covers in; a row of printed
column numbers (`※ 1 2 3`, `栏次`, `1=2+3`) ends the header.
"""

from __future__ import annotations

import re

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
# The number of its own column that a number or a formula begins with.
_LED = re.compile(r"[(]?(\d{1,2})")
# Letters (`A=B+C B C`) that number columns; a single one may be a mark.
_LETTERS = 2
_CODE = re.compile(r"^(?:\[?\d{3}(?:\d{2}){0,3}\]?)(?:$|[-—一]?[\u4e00-\u9fff])")
_YEAR = re.compile(r"^20\d{2}$")
_LEVEL_HEADS = {"类", "款", "项", "目"}
# five printed rows are the most seen; blank rows, title rows and two rows of marks leave room
_DEEPEST_HEADER = 9
_ROWS_OF_EVIDENCE = 8
_FIGURES_OF_A_COLUMN = 2
_COLUMNS_OF_A_TABLE = 2
# Rows of a header whose words are not known: a group, its parts, and their kinds.
_MOST_GROUPS = 3
# Columns of a list (of projects, of bonds) whose heads are known by the one column of figures.
_COLUMNS_OF_WORDS = 4
_DASH = re.compile(r"[-—–－]+")
# Economic items (`办公费`, `差旅费`) in one row that make it a header: fewer may be the labels of
# a two-sided row.
_ITEMS_IN_COLUMNS = 4


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
        return _LEVEL_HEADS.isdisjoint(marks) and "合计" not in marks
    if len(numbers) >= _LETTERS and all(number[0].isalpha() for number in numbers):
        return True
    counted = _counted(numbers)
    # One number alone may be a figure; a mark beside it (`栏次`) says that it is not.
    return len(counted) > 1 or (bool(counted) and bool(marks))


def _counted(numbers: list[str]) -> list[int]:
    """Return the numbers of columns that count up; none where they do not."""
    # A formula numbers its own column (`1 2 3=2/1 4`), or stands for a number printed elsewhere.
    led = [int(found[1]) for number in numbers if (found := _LED.match(number))]
    if _counts_up(led):
        return led
    ordered = list(map(int, filter(str.isdigit, numbers)))
    if _counts_up(ordered):
        return ordered
    return []


def _counts_up(numbers: list[int]) -> bool:
    """Check whether numbers go up one by one from 0, 1 or 2 (column 1 may be a mark)."""
    if not numbers or numbers[0] > 2:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))


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
            height = index + 1
            numbered = True
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
    the cell left of them reaches down (`地区`), merged or not.
    """
    first = next((place for place, row in enumerate(rows) if not is_blank(row)), None)
    if first is None or has_body_content(rows[first]):
        return 0
    last = _last_of_groups(rows, first)
    if last >= len(rows) or any(has_body_content(row) for row in rows[first : last + 1]):
        return 0
    below = rows[last + 1 : last + 1 + _ROWS_OF_EVIDENCE]
    numbered = next((n for n, row in enumerate(below) if not is_column_numbers(row)), 0)
    if not _heads_figures(rows[last], below[numbered:]):
        return 0
    return last + 1 + numbered


def _last_of_groups(rows: list[Row], first: int) -> int:
    """Return the last row of a header that begins at a row: as far down as its first cell reaches.

    A text or a CSV has no merged cells: there the rows below leave the first cell blank, or repeat
    it.
    """
    last = first + filled_cells(rows[first])[0].row_span - 1
    label = squeeze(text_at(rows[first], 0))
    for row in rows[last + 1 : first + _MOST_GROUPS]:
        words = [squeeze(cell.text) for cell in filled_cells(row)]
        goes_on = squeeze(text_at(row, 0)) in ("", label)
        if not goes_on or len(words) < _COLUMNS_OF_A_TABLE or any(map(is_figure, words)):
            break
        last += 1
    return last


def _heads_figures(head: Row, below: list[Row]) -> bool:
    """Check whether the words of a row stand over columns of figures: over several, with at least
    two figures each (one where the table has one row), or over one in a row of nothing but words.
    """
    columns = _columns_with_words(head)
    if not below or any(is_figure(text_at(head, column)) for column in columns):
        return False
    counts = [_figures_under(below, column) for column in columns if column]
    enough = min(_FIGURES_OF_A_COLUMN, len(below))
    wanted = _COLUMNS_OF_A_TABLE
    if len(below) == 1:
        wanted += 1  # a row of evidence is little: one more column makes up for it
    if sum(count >= enough for count in counts) >= wanted:
        return True
    full = len(columns) == len(head) >= _COLUMNS_OF_WORDS
    return full and _is_a_list(head, below) and len(below) in counts


def _columns_with_words(row: Row) -> list[int]:
    """Return the columns in which a cell that is not blank begins."""
    columns = []
    for column, cell in enumerate(row):
        begins = column == 0 or cell is not row[column - 1]
        if cell is not None and begins and cell.text.strip():
            columns.append(column)
    return columns


def _is_a_list(head: Row, below: list[Row]) -> bool:
    """Check whether rows are long enough for a list, or their first column numbers them."""
    if len(below) == _ROWS_OF_EVIDENCE:
        return True
    return bool(COUNTER_HEADER.match(clean_header(text_at(head, 0))))


def _figures_under(rows: list[Row], column: int) -> int:
    """Return how many figures a column holds, 0 where it holds words too; a dash is neither."""
    texts = [text for row in rows if (text := text_at(row, column)) and not _DASH.fullmatch(text)]
    if all(is_figure(text) for text in texts):
        return len(texts)
    return 0


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
            if index:
                return index + 1 + more
            return 0
        if has_body_content(row):
            break
    return 0


def _own_row(rows: list[Row], index: int, cell: object) -> int:
    """Return the first row, at or above index, in which the cell stands."""
    # A merged cell stands in every row it spans; its own is the first.
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
    """Check whether the words of a row are a header's; `begun` says that one stands above it."""
    cells = filled_cells(row)
    words = [squeeze(cell.text) for cell in cells]
    if any(numbering_depth(word) for word in words):
        return False
    if begun and _may_be_body(row, words):
        return False
    items = [bool(economic_codes(clean_header(word))) for word in words]
    in_columns = sum(items) >= _ITEMS_IN_COLUMNS
    known = sum(
        is_header_word(word) or (item and in_columns)
        for word, item in zip(words, items, strict=True)
    )
    if known * 2 < len(words):
        return False
    return begun or len(cells) > 1 or cells[0].column_span > 1


def _may_be_body(row: Row, words: list[str]) -> bool:
    """Check whether a row below a header is more likely the first body row."""
    if any(is_figure(word) and not _YEAR.match(word) for word in words):
        return True  # `合计 88`: whole numbers are figures too
    cells = filled_cells(row)
    if len(cells) != 1 or cells[0].column_span != 1:
        return False
    # One cell alone: a label whose figures are blank, or a total's.
    return row[0] is cells[0] or words[0] in ("合计", "总计")
