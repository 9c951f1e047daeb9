"""Body rows of one block: label, codes, what stands above, role, item, project or unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from budgetflow.interpret.tables.columns.blocks import Block, Column
from budgetflow.interpret.tables.headers.terms import clean_header
from budgetflow.interpret.tables.rows.entities import Bodies, numbered_unit
from budgetflow.interpret.tables.rows.labels import is_government, name_of_figures, pick_label
from budgetflow.interpret.tables.rows.meaning import Layer, RowMeaning
from budgetflow.interpret.tables.rows.row_codes import RowCodes
from budgetflow.interpret.tables.rows.row_hierarchy import Line, LineKind, Outline
from budgetflow.interpret.text.codes import CodeKind, Codes, split_code
from budgetflow.interpret.text.grid_rows import Row, text_at
from budgetflow.interpret.text.items import (
    is_counted,
    procurement_item,
    summary_item,
    three_public_item,
)
from budgetflow.interpret.text.normalise import HAN, squeeze
from budgetflow.interpret.text.numbering import OF_WHICH, strip_numbering
from budgetflow.reference.classifications import economic_codes, function_class, government_class

_TOTAL = re.compile(
    r"^(?:(?:收入|支出|收支)?(?:预算|决算)?|本级|部门|单位|全部|经费|项目|资金|金额|"
    r"“?三公”?经费(?:支出)?)(?:总计|合计|共计|总额|总合计)[:：]?$"
)
# 本年收入合计 is a subtotal: money carried in follows it, and the total of both below.
_SUBTOTAL = re.compile(
    r"小计$|^(?:本年|当年)(?:收入|支出)?(?:合计|总计)$|(?:人员|公用)经费合计$|^小计"
)
# Tables whose lines are items of the economic classification.
ECONOMIC_TABLES = frozenset(
    {
        "basic_expenditure",
        "appropriation_basic_expenditure",
        "general_budget_basic_expenditure",
        "general_budget_economic_expenditure",
        "operating_expenses",
    }
)
_SUMMARIES = frozenset({"summary", "appropriation_summary"})
_PART_HEAD = re.compile(r"^(?:本年)?(?P<side>收入|支出)(?:部分|总计|合计|预算总计)?[:]?$")
_PARTS = {"收入": "revenue", "支出": "expenditure"}
_CLASS_DIGITS = 3
# Classes and sections; an item (项) has nothing below it that could repeat it.
_DIGITS_WITH_PARTS = (3, 5)
_LAYERED_KINDS = ("unit", "project", "plain")
_EXPENDITURE_TABLES = frozenset(
    {
        "expenditure",
        "appropriation_expenditure",
        "appropriation_basic_expenditure",
        "general_budget_expenditure",
        "general_budget_basic_expenditure",
        "general_budget_project_expenditure",
        "general_budget_economic_expenditure",
        "government_fund_expenditure",
        "state_capital_expenditure",
        "basic_expenditure",
        "project_expenditure",
        "operating_expenses",
    }
)


@dataclass(frozen=True, slots=True)
class _Printed:
    """What one row prints left of its figures."""

    filled: list[tuple[Column, str, str]]
    """Its columns of words that are not empty: the column, the words as shown, the bare name."""
    column: Column | None
    """Where the label stands."""
    label: str
    name: str
    codes: Codes
    code_origin: str | None

    def words_before(self) -> tuple[tuple[int, str], ...]:
        """Return place and words of what stands left of the label, beside names of the government's
        classification where the label is of the departments'.
        """
        if self.column is None:
            return ()
        return tuple(
            (column.index, shown)
            for column, shown, _ in self.filled
            if column.index < self.column.index
            and HAN.search(shown)
            and not (self.codes.economic and is_government(column, shown))
        )


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one block from the top; codes and labels above are remembered."""

    block: Block
    table_code: str
    publisher: str | None = None
    layers: Mapping[int, Layer] = field(default_factory=dict)
    """Where rows stand in a list without codes, by their place in the table; names alone decide of
    the others.
    """
    rows: Sequence[Row] = ()
    """All rows of the table, for what one row alone does not tell."""
    _last: RowMeaning | None = None
    _last_words: tuple[str, ...] = ()
    _codes: RowCodes = field(init=False)
    _outline: Outline = field(default_factory=Outline)
    _part: str | None = None
    """Side of the part of a one-sided summary table that is being read: its revenue stands above
    its expenditure.
    """
    _unit: str | None = None
    """The unit printed left of the labels, once for several rows."""
    _classification: CodeKind = "function"
    """By which classification the lines without a code are named: the block's heads say so, or the
    table is of one.
    """

    def __post_init__(self) -> None:
        """Find the code columns, and by which classification the block's lines are named."""
        self._codes = RowCodes(self.block, self.rows)
        heads = "".join(
            clean_header(words) for column in self.block.labels for words in column.path
        )
        if "经济" in heads and "功能" not in heads and self.block.side is not None:
            self._classification = "government" if "政府" in heads else "economic"
        elif self.table_code in ECONOMIC_TABLES:
            self._classification = "economic"

    def read(self, index: int, row: Row) -> RowMeaning:
        """Return what the row is; a row without label and code gets an empty label (its figures are
        a total).
        """
        printed = self._printed(row)
        codes = printed.codes
        name = printed.name
        meaning = RowMeaning(
            index,
            printed.label,
            [],
            "item",
            codes,
            printed.code_origin,
            None,
            side=self.block.side or self._part,
        )
        self._name_body(meaning, printed)
        meaning.column = None if printed.column is None else printed.column.index
        meaning.kind = self._kind(meaning, name)
        layer = self.layers.get(index)
        if layer is not None:
            _settle_kind(meaning, layer)
        self._carry_unit(meaning, name)
        # Before the outline takes it: a row of its own there would close the row it repeats.
        if self._repeats_last(meaning, row):
            return self._repeated(meaning)
        if meaning.label or self._has_figures(row):
            # Else it is the blank rest of a row that a page break cut.
            meaning.path = self._outline.place(self._line(meaning, printed, layer))
        meaning.role = self._role(name)
        if not codes.any() and not is_counted(name):
            meaning.item = self._item(meaning, name)
        self._last = meaning
        return meaning

    def _printed(self, row: Row) -> _Printed:
        """Return label and codes of a row, with the class its name means where no code stands."""
        codes, names = self._codes.read(row)
        filled = [entry for entry in names if entry[2]]
        column, label, name = pick_label(filled, codes)
        self._enter_part(name)
        # A department's number (108) in the column of codes is no class of that number.
        if codes.any() and not split_code(label)[0] and numbered_unit(codes, name):
            codes = Codes()
        origin = "printed" if codes.any() else None
        if origin is None and self._may_infer():
            words = strip_numbering(name_of_figures(name, column, filled))
            origin = "inferred" if self._infer(codes, words) else None
        return _Printed(filled, column, label, name, codes, origin)

    def _name_body(self, meaning: RowMeaning, printed: _Printed) -> None:
        """Fill in unit and project that the row's words name."""
        bodies = Bodies(
            self.table_code,
            self.publisher,
            two_sided=self.block.side is not None,
            has_codes=bool(self._codes.runs),
        )
        words = [
            (*entry, entry[0] is printed.column)
            for entry in printed.filled
            if not self._is_total(entry[2])
        ]
        meaning.unit, meaning.project = bodies.named(words, printed.codes)

    def _has_figures(self, row: Row) -> bool:
        return any(text_at(row, value.index) for value in self.block.values)

    def _line(self, meaning: RowMeaning, printed: _Printed, layer: Layer | None) -> Line:
        """Return the row as the outline of the block takes it."""
        codes = meaning.codes
        at = meaning.column
        own = None
        if meaning.code_origin == "printed":
            own = split_code(meaning.label)[0] or codes.function or codes.economic
        return Line(
            meaning.label,
            meaning.kind,
            0 if at is None else at,
            own,
            None if codes.any() else self._plain_item(printed.name),
            printed.words_before(),
            None if layer is None else layer.depth,
        )

    def _repeats_last(self, meaning: RowMeaning, row: Row) -> bool:
        """Check whether a row prints the row above once more: where a 款 has no 项, some print it
        again in the place of its 项, with the same code, name and figures.
        """
        code = meaning.codes.function or meaning.codes.economic or ""
        columns = [column.index for column in [*self.block.labels, *self.block.values]]
        words = tuple(text_at(row, column) for column in columns)
        last, self._last_words = self._last_words, words
        if not (meaning.code_origin == "printed" and len(code) in _DIGITS_WITH_PARTS):
            return False
        return words == last and self._has_figures(row)

    def _repeated(self, meaning: RowMeaning) -> RowMeaning:
        """Make a repeated row a part of the row above, which it adds nothing to."""
        if self._last is not None:
            meaning.path = [*self._last.path, self._last.label]
        meaning.role = "of_which"
        return meaning

    def _kind(self, meaning: RowMeaning, name: str) -> LineKind:
        if not name or _TOTAL.match(name):
            return "total"
        if _SUBTOTAL.search(name):
            return "subtotal"
        if meaning.unit and meaning.unit == meaning.label:
            return "unit"
        if meaning.project and meaning.project == meaning.label:
            return "project"
        if procurement_item(name) and not meaning.codes.any():
            return "class"
        return "plain"

    def _plain_item(self, name: str) -> str | None:
        """Return the item that the words of a line name, before the lines above are heeded."""
        side = self._side()
        if self.table_code == "three_public_expenses":
            return self._three_public_item(name, [])
        if side:
            return summary_item(name, side)
        return None

    def _three_public_item(self, name: str, path: list[str]) -> str | None:
        """Return the item of a 三公 line; a count of journeys or cars is none, nor is a part that
        its item above already names.
        """
        if is_counted(name):
            return None
        if self._is_total(name):
            return "three_public_total"
        item = three_public_item(name)
        above = [three_public_item(words) for words in path]
        if item in above and item != "three_public_total":
            return None
        return item

    def _enter_part(self, name: str) -> None:
        """Note where a summary table with one pair of columns goes over from revenue to
        expenditure.
        """
        if self.block.side is not None or self.table_code not in _SUMMARIES:
            return
        plain = strip_numbering(name)
        begins = _PART_HEAD.match(plain)
        if begins:
            self._part = _PARTS[begins["side"]]
        elif function_class(plain):
            self._part = "expenditure"
        elif self._part is None and summary_item(plain, "revenue"):
            self._part = "revenue"

    def _side(self) -> str | None:
        told = self.block.side or self._part
        if told:
            return told
        return side_of_table(self.table_code)

    def _may_infer(self) -> bool:
        return "expenditure" in (self.block.side, self._part) or (
            self.block.side is None and self.table_code in {*_EXPENDITURE_TABLES, "revenue"}
        )

    def _infer(self, codes: Codes, name: str) -> bool:
        """Fill in the class that a name means in the classification its block is made by; tell
        whether there is one.
        """
        if self._classification == "function":
            codes.function = function_class(name)
        elif self._classification == "government":
            codes.government = government_class(name)
        else:
            codes.economic = next(
                (code for code in economic_codes(name) if len(code) == _CLASS_DIGITS), None
            )
        return codes.any()

    @staticmethod
    def _is_total(name: str) -> bool:
        return not name or bool(_TOTAL.match(strip_numbering(name)))

    def _role(self, name: str) -> str:
        if self._is_total(name):
            return "total"
        if _SUBTOTAL.search(name):
            return "subtotal"
        if OF_WHICH.match(name) or self._outline.in_of_which:
            return "of_which"
        return "item"

    def _carry_unit(self, meaning: RowMeaning, name: str) -> None:
        """Let a unit printed once, beside the first of its rows, hold for the rows below it."""
        if meaning.unit is None and self._unit is not None and not self._is_total(name):
            meaning.unit = self._unit
        elif meaning.unit == meaning.label:
            self._unit = None  # a line of its own heads what the outline puts below it
        else:
            self._unit = meaning.unit

    def _item(self, meaning: RowMeaning, name: str) -> str | None:
        if meaning.unit and meaning.unit == meaning.label and not meaning.project:
            return "unit"
        if self.table_code == "three_public_expenses":
            return self._three_public_item(name, meaning.path)
        side = self._side()
        if self._is_total(name):
            return total_item(side)
        if meaning.project:
            return "project"
        if side is None:
            return procurement_item(name) if self.table_code == "government_procurement" else None
        return _item_of_side(name, side, [squeeze(text) for text in meaning.path])


def _item_of_side(name: str, side: str, above: list[str]) -> str | None:
    """Return the item of a row of receipts or outlays below the rows `above`."""
    item = None
    if name not in ("小计", "合计"):
        item = summary_item(name, side, tuple(above))
    if item is None and side == "revenue":
        # Parts of a revenue (`其中：省级补助`) are of the item they stand under.
        items_above = (summary_item(text, side) for text in reversed(above))
        item = next((found for found in items_above if found), None)
    return item


def side_of_table(table_code: str) -> str | None:
    """Return the side that all rows of a table are of; None where it has two or neither."""
    if table_code == "revenue":
        return "revenue"
    if table_code in _EXPENDITURE_TABLES:
        return "expenditure"
    return None


def total_item(side: str | None) -> str:
    """Return the item of a row 合计 on a side of a table."""
    if side is None:
        return "total"
    return f"{side}.total"


def _settle_kind(meaning: RowMeaning, layer: Layer) -> None:
    """Make a row of the kind its layer is of: a project named like a body is a project, a body
    whose name is cut is a body.
    """
    if meaning.kind not in _LAYERED_KINDS or meaning.kind == layer.kind:
        return
    if meaning.unit == meaning.label:
        meaning.unit = None
    if meaning.project == meaning.label:
        meaning.project = None
    if layer.kind == "unit":
        meaning.unit = meaning.label
    elif layer.kind == "project":
        meaning.project = meaning.label
    meaning.kind = layer.kind
