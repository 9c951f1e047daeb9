"""The columns of a joined table: which hold labels, codes, figures, notes; and the blocks they form
side by side.

A two-sided summary table is two blocks (labels and figures of the revenue, then of the
expenditure), some have three or
four; a two-sided economic table has the same block repeated. Header words say what a column is, its
content decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from budgetflow.interpret.tables.headers.terms import (
    COUNTER_HEADER,
    FORMULA_HEADER,
    LABEL_HEADER,
    NEUTRAL,
    NOTE_HEADER,
    clean_header,
    header_term,
)
from budgetflow.interpret.text.codes import bare_code, code_kind
from budgetflow.interpret.text.grid_rows import Row, text_at
from budgetflow.interpret.text.money import looks_like_money, parse_figure
from budgetflow.interpret.text.normalise import HAN

ColumnKind = Literal["label", "code", "value", "note", "blank"]
_BODIES = re.compile(r"单位|部门(?!预算|经济|支出)|机构|项目")
_CLASSIFICATION = re.compile(r"科目|分类|经济|功能")
_CODE_HEADS = ("类", "款", "项", "目")
# How a row is computed (A=B+C, (2)=(3)+(4)), in tables of debt: neither its label nor a figure.
_FORMULA = re.compile(
    r"[A-Z]{1,2}\d{0,2}(?:=[A-Z0-9()+\-−×*/÷]+)?|[(]?\d{1,2}[)]?(?:=[0-9()+\-−×*/÷%]+)?|公式"
)
_ADDS_UP = re.compile(r"[A-Z=]")
# A level below the class prints two digits, a department's number three and its bodies' three more.
_LEVEL_DIGITS = 2
_DEPARTMENT_DIGITS = 3
# Codes to one word: 合计 and a few labels stand among hundreds, names beside each code do not.
_CODES_FOR_A_WORD = 10
# Rising numbers below each other that are no figures, but number lines, or name pages.
_LINES = 5
_DIGITS_OF_A_PAGE = 3


@dataclass(slots=True)
class Column:
    """One column of a joined table."""

    index: int
    path: list[str]
    kind: ColumnKind
    measure: str = ""
    item: str | None = None
    """The 三公 item its header names, in tables that lie on their side."""


@dataclass(slots=True)
class Block:
    """Label and code columns with the figure columns to their right."""

    number: int
    labels: list[Column] = field(default_factory=list)
    values: list[Column] = field(default_factory=list)
    side: str | None = None


@dataclass(frozen=True, slots=True)
class _Content:
    figures: int
    money: int
    spelt: int
    """Figures that are printed as words (无, 不涉及)."""
    codes: int
    class_codes: int
    """Codes of a known classification."""
    long_codes: int
    """Those of a 款 or 项 among them, which no unit's number looks like."""
    words: int
    levels: int
    """Digits that may be one level of a code: two (`05`), or those of a class."""
    formulas: int
    """Letters or numbers of lines and what they add up to (`A=B+C`, `B`, `(3)`)."""
    sums: int
    """Those among them that say a sum, or letters, which no figure is."""
    numbering: bool
    """The figures rise downwards, as numbers of lines and pages do."""

    bodies: bool
    """The digits are numbers of bodies: all begin with the department's (`245`, `245001`)."""

    @property
    def filled(self) -> int:
        # Every cell that prints something is one of the two.
        return self.figures + self.words

    @property
    def is_nothing_but_codes(self) -> bool:
        """Whether all cells are codes. Codes of a classification, 款 or 项 among them, may have few
        words between them: 合计 stands in their column where one head covers codes and names.
        """
        if not self.words:
            return self.codes == self.figures > 0
        classified = self.long_codes > 0 and self.class_codes == self.figures
        return classified and self.words * _CODES_FOR_A_WORD <= self.figures

    @property
    def is_of_codes(self) -> bool:
        """Whether the digits themselves, whatever the head says, look like codes, not like whole
        numbers.
        """
        return self.filled > 0 and (self.levels == self.filled or self.bodies)


def find_columns(paths: list[list[str]], body: list[Row]) -> list[Column]:
    """Return the columns with their kinds, by their header paths and what stands below them."""
    contents = [_content(body, column) for column in range(len(paths))]
    columns = []
    for index, path in enumerate(paths):
        kind = _kind(path, contents[index])
        columns.append(Column(index, path, kind))
    # Last, when all kinds are known: a column of digits is told by the columns beside it.
    _heed_neighbours(columns, contents)
    return columns


def _content(body: list[Row], column: int) -> _Content:
    figures = money = spelt = codes = class_codes = long_codes = words = 0
    levels = formulas = sums = 0
    shown: list[str] = []
    for row in _rows_filled(body, column):
        text = text_at(row, column)
        code = bare_code(text)
        if code is not None or parse_figure(text, None) is not None:
            figures += 1
            shown.append(text)
            money += looks_like_money(text)
            spelt += HAN.search(text) is not None
            codes += code is not None
            is_class = code is not None and code_kind(code) is not None
            class_codes += is_class
            long_codes += is_class and len(text) > 3
            levels += is_class or (code is not None and len(code) == _LEVEL_DIGITS)
        else:
            words += 1
        if _FORMULA.fullmatch(text):
            formulas += 1
            sums += _ADDS_UP.search(text) is not None
    numbering = figures >= _LINES and _counts_up(shown)
    return _Content(
        figures,
        money,
        spelt,
        codes,
        class_codes,
        long_codes,
        words,
        levels,
        formulas,
        sums,
        numbering,
        bodies=codes == figures > 0 and not words and _are_of_bodies(shown),
    )


def _rows_filled(body: list[Row], column: int) -> Iterator[Row]:
    """Return the rows that print something of their own in a column: a cell over several rows
    counts once, a note over the whole width is in no column.
    """
    previous = None
    for row in body:
        cell = row[column] if column < len(row) else None
        if cell is None or cell is previous or not cell.text.strip():
            continue
        if cell.column_span >= len(row) > 1:
            continue
        previous = cell
        yield row


def _counts_up(shown: list[str]) -> bool:
    """Check whether whole numbers of few digits rise from one to the next."""
    return all(text.isdigit() and len(text) <= _DIGITS_OF_A_PAGE for text in shown) and all(
        int(later) > int(earlier) for earlier, later in pairwise(shown)
    )


def _are_of_bodies(digits: list[str]) -> bool:
    """Check whether digits are the numbers of a department and its bodies, one prefix in all."""
    # Whole hundreds (245000) are amounts of a table in yuan rather than a body's number.
    shortest = min(digits, key=len)
    return (
        len(shortest) >= _DEPARTMENT_DIGITS
        and all(
            other.startswith(shortest[:_DEPARTMENT_DIGITS])
            and len(other) % _DEPARTMENT_DIGITS == 0
            and other[-1] != "0"
            for other in digits
            if other != shortest
        )
        and (len(set(map(len, digits))) > 1 or len(shortest) > _DEPARTMENT_DIGITS)
    )


def _kind(path: list[str], content: _Content) -> ColumnKind:
    head = clean_header(path[-1]) if path else ""
    # Notes first: numbers of lines look like codes, and formulas like words.
    if _is_note(head, content):
        return "note"
    if _heads_codes(head) and (not content.money or content.codes == content.figures):
        return _kind_of_codes(head, content)
    if not content.filled:
        return _kind_by_head(path, head)
    # More words than figures: dashes and 无 in a column of names are read as figures.
    if content.words > content.figures:
        return "label"
    if LABEL_HEADER.match(head) and not content.money:
        return "code" if content.is_nothing_but_codes else "label"
    return "value"


def _is_note(head: str, content: _Content) -> bool:
    """Check whether a column only remarks on the rows: their numbers, or how they add up
    (`A=B+C`).
    """
    # 无 under 规格型号 is a remark, though it may be read as a figure.
    words = content.words + content.spelt
    remarks = bool(NOTE_HEADER.search(head)) and words >= content.figures - content.spelt
    adds_up = 1 < content.formulas == content.filled and (
        content.sums > 0 or FORMULA_HEADER.match(head) is not None
    )
    return remarks or adds_up or is_counter(head, content)


def is_counter(head: str, content: _Content) -> bool:
    """Check whether a column only numbers the lines: its head says so (`行次`, `序号`), or it has
    none and counts.
    """
    named = (
        bool(COUNTER_HEADER.match(head))
        and not content.money
        and content.words <= content.codes // 2
    )
    return named or (content.numbering and not head and not content.words)


def _kind_of_codes(head: str, content: _Content) -> ColumnKind:
    """Return `code` for classification codes, `note` for the numbers of units and projects, which
    say nothing of a row's meaning.
    """
    # 项 alone is a level of the classification, whatever else 项目 may mean.
    if head in _CODE_HEADS:
        return "code"
    if names_bodies(head) and not content.words:
        if content.long_codes and content.class_codes == content.filled:
            return "code"
        return "note"
    if content.codes >= content.words:
        return "code"
    return "label"


def names_bodies(head: str) -> bool:
    """Check whether a header speaks of bodies or projects (`单位代码`, `项目名称`), not of a
    classification (`单位（科目）名称`).
    """
    return bool(_BODIES.search(head)) and not _CLASSIFICATION.search(head)


def _heads_codes(head: str) -> bool:
    return head in _CODE_HEADS or "编码" in head or "代码" in head or "编号" in head


def _kind_by_head(path: list[str], head: str) -> ColumnKind:
    if not path:
        return "blank"
    if LABEL_HEADER.match(head):
        return "label"
    if header_term(path[-1], None) not in (None, NEUTRAL):
        return "value"
    return "blank"


def _heed_neighbours(columns: list[Column], contents: list[_Content]) -> None:
    """Mend what a column alone cannot tell: digits left of all figures and words are codes, a
    headless column may be one.

    Codes of units are the label where nothing else names a row.
    """
    if not any(column.kind in ("label", "code") for column in columns):
        _name_rows_by_bodies(columns)
    for column, content in zip(columns, contents, strict=True):
        leads = _leads_to_names(columns, contents, column.index)
        if column.kind == "value" and content.is_of_codes and leads and _says_little(column):
            column.kind = "code"
        elif column.kind == "code" and not content.is_of_codes and not leads:
            column.kind = _kind_of_numbers(columns, column)
    for before, column in pairwise(columns):
        if counts(before) and head_of(column) == "单位":
            column.kind = "note"  # 台, 项: what the quantity counts, not who buys


def _kind_of_numbers(columns: list[Column], column: Column) -> ColumnKind:
    """Return what whole numbers are that lead to no names: money right of the names (under `项目`
    beside `基本`), unless their header calls them codes.
    """
    named = any(other.kind == "label" for other in columns[: column.index])
    if named and not _heads_codes(head_of(column)):
        return "value"
    return "code"


def last_words(column: Column) -> str:
    """Return the lowest words over a column, empty where it has no header."""
    return column.path[-1] if column.path else ""


def head_of(column: Column) -> str:
    """Return the lowest words over a column, clean of units and numbers; empty without a header."""
    return clean_header(last_words(column))


def _says_little(column: Column) -> bool:
    """Check whether a column's header does not say what stands below it."""
    head = last_words(column)
    return not head or header_term(head, None) in (None, NEUTRAL)


def _name_rows_by_bodies(columns: list[Column]) -> None:
    """Let the numbers of bodies be the labels of a table that has no others."""
    for column in columns:
        head = head_of(column)
        # Names of bodies were labels already; here no column names anything.
        if _heads_codes(head) and names_bodies(head):
            column.kind = "label"


def _leads_to_names(columns: list[Column], contents: list[_Content], index: int) -> bool:
    """Check whether a name follows a column of digits, further columns of digits between: codes
    stand left of the names they are of, figures right of them.
    """
    for column, content in zip(columns[index + 1 :], contents[index + 1 :], strict=True):
        if content.codes < content.filled or column.kind == "label":
            return column.kind == "label"
    return False


def counts(column: Column) -> bool:
    """Check whether a column counts things: it may stand among the labels (`数量`, `单位`)."""
    if column.kind != "value":
        return False
    return header_term(last_words(column), None) == "quantity"
