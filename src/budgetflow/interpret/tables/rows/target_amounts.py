"""The money printed in tables of performance targets: a project's budget beside its goals, as a
column or as a line of a form.

Indicator values (`≥95`, `34.55 万元` as a cost goal) are targets, read by `interpret.targets`, and
are no amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from budgetflow.interpret.tables.columns.blocks import Column, head_of
from budgetflow.interpret.tables.columns.layout import understand_layout
from budgetflow.interpret.tables.headers.measures import Frame
from budgetflow.interpret.tables.headers.terms import clean_header
from budgetflow.interpret.tables.rows.figures import TableFigure, read_figures
from budgetflow.interpret.tables.rows.meaning import RowMeaning
from budgetflow.interpret.tables.segments.continuation import Segment
from budgetflow.interpret.text.codes import Codes
from budgetflow.interpret.text.grid_rows import Row, filled_cells, text_at
from budgetflow.interpret.text.money import looks_like_money, parse_figure
from budgetflow.interpret.text.normalise import squeeze, tidy
from budgetflow.interpret.text.unit_line import unit_in_brackets

_MONEY_HEAD = re.compile(r"预算|资金|金额|总额|拨款|经费|财政|投入")
_NOT_MONEY_HEAD = re.compile(r"指标|权重|分值|得分|目标|执行率|完成|单位$|依据")
_MONEY_LABEL = re.compile(
    r"(?:资金|金额|拨款|预算|总额|小计|合计|结转|补助|经费|财政|安排|支出|收入|其他)[^。]{0,12}$"
)
_INNER_HEAD = re.compile(r"(?:金额|资金|预算数?|执行数?|经费|支出数?)$")
# Beside the money of a form: a percentage or points, and no money in the same unit.
_SCORE = re.compile(r"^(?:分值|得分|权重|执行率|完成率)")
# Characters of the longest header of money; the text of a goal, merged over all columns of a form,
# is none though it speaks of funds.
_LONGEST_HEAD = 20
_HEAD_OF_INDICATORS = re.compile(r"[二三]级指标")
_INDICATOR = re.compile(r"[≥≤＞＜]|指标|定性")


def goal_money(segment: Segment, frame: Frame, unit: str | None) -> list[TableFigure]:
    """Return the money of a performance table: figures in columns headed as money, and figures
    right of a money label.

    A figure that is its own label is one merged over the columns of a form, which has no heads.
    """
    layout = understand_layout(segment, frame)
    found = []
    for figure in read_figures(layout, frame, unit, None):
        if _is_money(figure) and not looks_like_money(figure.row.label):
            found.append(figure)
    # In this order: a column's head says more of a figure than the label left of it.
    for more in (inner_money(segment), _form_lines(segment, unit)):
        taken = {id(figure.cell) for figure in found}
        found.extend(figure for figure in more if id(figure.cell) not in taken)
    return sorted(found, key=lambda figure: (figure.row.index, figure.column.index))


def inner_money(segment: Segment) -> Iterator[TableFigure]:
    """Return the figures of a table inside a form (年度主要任务): below a head that says it is
    money and in which unit (`预算金额（万元）`), down to the first row that holds words there.
    """
    heads: dict[int, list[str]] = {}
    units: dict[int, str | None] = {}
    for index, row in enumerate(segment.rows):
        found = _inner_heads(row)
        if found:
            heads = {column: [words] for column, (words, _) in found.items()}
            units = {column: unit for column, (_, unit) in found.items()}
            continue
        texts = {column: text for column in heads if (text := text_at(row, column))}
        if not texts:
            continue
        of_money = {column: text for column, text in texts.items() if units[column]}
        # Words where money was: a second line of heads (预算金额 over 财政资金), or the end.
        if all(parse_figure(text, None) is None for text in of_money.values()):
            if not all(_MONEY_HEAD.search(clean_header(text)) for text in of_money.values()):
                heads = {}
            for column, text in texts.items():
                heads.get(column, []).append(text)
            continue
        label = _line_of(row, segment.rows[index - 1], min(heads))
        yield from _inner_row(row, index, label, heads, units)


def _inner_heads(row: Row) -> dict[int, tuple[str, str | None]]:
    """Return words and unit of each column that a row heads as money, and of the scores and rates
    right of it, which have none; empty where it heads no money.
    """
    out: dict[int, tuple[str, str | None]] = {}
    for column, cell in enumerate(row):
        words = ""
        if cell is not None:
            words = squeeze(cell.text)
        unit = unit_in_brackets(words)
        is_short = len(words) <= _LONGEST_HEAD
        if unit and is_short and _INNER_HEAD.search(clean_header(words)):
            out[column] = words, unit
        elif out and _SCORE.search(words):
            out[column] = words, None
    return out


def _line_of(row: Row, above: Row, end: int) -> str:
    """Return the name of a line: its first words that do not reach down from the row above."""
    for column, cell in enumerate(row[:end]):
        if cell is None or cell is above[column]:
            continue
        if cell.text.strip():
            return tidy(cell.text)
    return ""


def _inner_row(
    row: Row, index: int, label: str, heads: dict[int, list[str]], units: dict[int, str | None]
) -> Iterator[TableFigure]:
    meaning = RowMeaning(index, label, [], "item", Codes(), None, None)
    for column, path in heads.items():
        if column >= len(row):  # a narrower grid that continues the table on a later page
            continue
        cell = row[column]
        if cell is None:
            continue
        figure = parse_figure(cell.text, units[column])
        if figure is not None and figure.number is not None:
            measure = "amount" if units[column] else "quantity"
            # Each head once: a cell merged over two lines of heads is in both.
            heads_once = list(dict.fromkeys(path))
            head = Column(column, heads_once, "value", measure)
            yield TableFigure(meaning, head, None, measure, None, label, figure, cell)


def _is_money(figure: TableFigure) -> bool:
    words = head_of(figure.column)
    if len(words) > _LONGEST_HEAD or not _MONEY_HEAD.search(words):
        return False
    # 预算执行率 and 资金目标 speak of money and are rates and aims.
    if _NOT_MONEY_HEAD.search(words):
        return False
    state = figure.figure.state
    return state in ("value", "zero")


def _form_lines(segment: Segment, unit: str | None) -> Iterator[TableFigure]:
    """Return the figures of a form: `年度资金总额：| 1,960.35 | 其中：财政拨款 | 1,930.00`."""
    form_unit = unit
    below_indicators = False
    for index, row in enumerate(segment.rows):
        cells = filled_cells(row)
        words = "".join(squeeze(cell.text) for cell in cells)
        below_indicators = bool(_HEAD_OF_INDICATORS.search(words)) or (
            below_indicators and not _MONEY_HEAD.search(words)
        )
        if below_indicators:
            continue  # 合计 100: the points of all indicators
        if any(_INDICATOR.search(squeeze(cell.text)) for cell in cells):
            continue
        # A form prints label and answer beside each other, several pairs a row.
        for left, cell in pairwise(cells):
            form_unit = unit_in_brackets(cells[0].text) or form_unit
            label = squeeze(left.text)
            is_money = looks_like_money(cell.text) or squeeze(cell.text).isdigit()
            if not is_money or not _MONEY_LABEL.search(label.rstrip(":")):
                continue
            figure = parse_figure(cell.text, form_unit)
            if figure is not None and figure.state in ("value", "zero"):
                column = Column(cell.column, [], "value", "amount")
                meaning = RowMeaning(index, tidy(left.text), [], "item", Codes(), None, None)
                yield TableFigure(
                    meaning, column, None, "amount", None, meaning.label, figure, cell
                )
