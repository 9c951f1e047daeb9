"""Count the amounts a document prints, however they are written, before any table is understood.

Publishers print money with and without thousands commas, with and without decimals (1,300.55,
1300.55, 15200). A whole number alone may be a year, a code or a serial number, so it counts only
in a table that heads a column with words of money, and only outside columns of codes.
"""

from __future__ import annotations

import re

from budgetflow.interpret.text.grid_rows import Row
from budgetflow.interpret.text.money import looks_like_money, parse_number
from budgetflow.interpret.text.normalise import squeeze_printed
from budgetflow.readers.document import Document, Table, TextLine

# An amount in a line of text: with its unit, or printed the way money is.
_SAID = re.compile(
    r"(?<![\d.])\d[\d,，]*(?:\.\d+)?(?:万元|亿元|千元|元)"
    r"|(?<![\d.])\d{1,3}(?:[,，]\d{3})*\.\d{1,6}(?![\d.])|^-?\d{1,3}(?:,\d{3})+$"
)
_MONEY_HEADER = re.compile(
    r"合计|总计|小计|金额|预算数|决算数|执行数|完成数|预计数|限额|余额|基本支出|项目支出|"
    r"支出|收入|科目|经费|资金|万元|亿元"
)
_CODE_HEADER = re.compile(r"编码|代码|^序号$|^行次$|^栏次$|^年度?$|时间|日期|电话|^[类款项]$")
_HEADER_ROWS = 6
_YEAR = re.compile(r"^(?:19|20)\d\d年?$")


def count_figures(document: Document, enough: int) -> int:
    """Count the amounts in lines and tables of a document, up to `enough`."""
    count = 0
    for page in document.pages:
        for block in page.blocks:
            if isinstance(block, TextLine):
                count += len(_SAID.findall(squeeze_printed(block.text)))
            else:
                count += _in_table(block)
            # Enough to know a disclosure: books of a thousand pages need not be counted out.
            if count >= enough:
                return count
    return count


def _in_table(table: Table) -> int:
    """Count the amounts in one grid."""
    grid = table.grid()
    head = [
        squeeze_printed(cell.text)
        for row in grid[:_HEADER_ROWS]
        for cell in row
        if cell is not None
    ]
    # Of the table, not of the column: heads of money span groups of columns and lose their spans.
    of_money = any(_MONEY_HEADER.search(text) for text in head)
    codes = _columns_of_codes(grid)
    count = 0
    for row in grid:
        if _is_column_numbers(row):
            continue
        for place, cell in enumerate(row):
            # A merged cell is in all places it covers and counts where it begins.
            if cell is None or cell.column != place:
                continue
            count += _is_amount(cell.text, whole=of_money and place not in codes)
    return count


def _is_amount(text: str, whole: bool) -> bool:
    """Check whether a cell prints an amount; a whole number only where `whole` allows it."""
    plain = squeeze_printed(text)
    if _SAID.search(plain) or looks_like_money(plain):
        return True
    # Whole numbers are amounts only under heads of money, and four digits may be a year there too.
    if not whole or _YEAR.match(plain):
        return False
    return parse_number(plain) is not None


def _columns_of_codes(grid: list[Row]) -> set[int]:
    """Return the columns headed as codes, serial numbers or dates."""
    return {
        place
        for row in grid[:_HEADER_ROWS]
        for place, cell in enumerate(row)
        if cell is not None and _CODE_HEADER.search(squeeze_printed(cell.text))
    }


def _is_column_numbers(row: Row) -> bool:
    """Check whether a row only numbers the columns: 1, 2, 3, 4."""
    numbers = [parse_number(cell.text) for cell in row if cell is not None and cell.text.strip()]
    if len(numbers) < 2 or any(number is None for number in numbers):
        return False
    first = numbers[0]
    return numbers == [first + place for place in range(len(numbers)) if first is not None]
