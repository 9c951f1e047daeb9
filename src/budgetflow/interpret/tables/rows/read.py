"""Body rows of one block: label, codes, what stands above, role, item, project or unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from budgetflow.interpret.tables.columns.blocks import Block, Column, names_bodies
from budgetflow.interpret.tables.headers.terms import clean_header
from budgetflow.interpret.tables.rows.entities import (
    ATTRIBUTE_HEADER,
    UNIT_HEADER,
    Bodies,
    numbered_unit,
    numbers_a_unit,
)
from budgetflow.interpret.tables.rows.row_hierarchy import Line, LineKind, Outline
from budgetflow.interpret.text.codes import (
    CodeColumns,
    CodeKind,
    Codes,
    bare_code,
    code_kind,
    own_digits,
    split_code,
)
from budgetflow.interpret.text.grid_rows import Row, text_at
from budgetflow.interpret.text.items import (
    is_counted,
    procurement_item,
    summary_item,
    three_public_item,
)
from budgetflow.interpret.text.normalise import OF_WHICH, squeeze, strip_numbering, tidy
from budgetflow.reference.classifications import economic_codes, function_class, government_class

_TOTAL = re.compile(
    r"^(?:(?:收入|支出|收支)?(?:预算|决算)?|本级|部门|单位|全部|经费|项目|资金|金额|"
    r"“?三公”?经费(?:支出)?)(?:总计|合计|共计|总额|总合计)[:：]?$"
)
_SUBTOTAL = re.compile(
    r"小计$|^(?:本年|当年)(?:收入|支出)?(?:合计|总计)$|(?:人员|公用)经费合计$|^小计"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
ECONOMIC_TABLES = frozenset(
    {
        "basic_expenditure",
        "appropriation_basic_expenditure",
        "general_budget_basic_expenditure",
        "general_budget_economic_expenditure",
        "operating_expenses",
    }
)
"""Tables whose lines are items of the economic classification."""
_SUMMARIES = frozenset({"summary", "appropriation_summary"})
_PART_HEAD = re.compile(r"^(?:本年)?(?P<side>收入|支出)(?:部分|总计|合计|预算总计)?[:]?$")
_PARTS = {"收入": "revenue", "支出": "expenditure"}
_CLASS_DIGITS = 3
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


@dataclass(slots=True)
class RowMeaning:
    """What one body row of one block says."""

    index: int
    """Row of the joined table, from 0."""
    label: str
    path: list[str]
    role: str
    codes: Codes
    code_origin: str | None
    item: str | None
    project: str | None = None
    unit: str | None = None
    side: str | None = None


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one block from the top; codes and labels above are remembered."""

    block: Block
    table_code: str
    publisher: str | None = None
    _runs: list[CodeColumns] = field(default_factory=list)
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
        """Find the runs of neighbouring code columns, and what the block's lines are."""
        run: list[int] = []
        for column in self.block.labels:
            if (
                column.kind == "code"
                and not _heads_bodies(column)
                and (not run or column.index == run[-1] + 1)
            ):
                run.append(column.index)
                continue
            if run:
                self._runs.append(CodeColumns(tuple(run)))
            run = [column.index] if column.kind == "code" else []
        if run:
            self._runs.append(CodeColumns(tuple(run)))
        heads = "".join(
            clean_header(words) for column in self.block.labels for words in column.path
        )
        if "经济" in heads and "功能" not in heads and self.block.side is not None:
            self._classification = "government" if "政府" in heads else "economic"
        elif self.table_code in ECONOMIC_TABLES:
            self._classification = "economic"

    def read(self, index: int, row: Row) -> RowMeaning:
        """Say what the row is; a row without label and code gets an empty label (its figures are a
        total).
        """
        codes, names = self._codes_and_names(row)
        filled = [(column, shown, name) for column, shown, name in names if name]
        column, label, name = self._pick_label(filled, codes)
        self._enter_part(name)
        if codes.any() and not split_code(label)[0] and numbered_unit(codes, name):
            codes = Codes()
        origin = "printed" if codes.any() else None
        if (
            origin is None
            and self._may_infer()
            and self._infer(codes, strip_numbering(self._named(name, column, filled)))
        ):
            origin = "inferred"
        meaning = RowMeaning(
            index, label, [], "item", codes, origin, None, side=self.block.side or self._part
        )
        bodies = Bodies(
            self.table_code,
            self.publisher,
            two_sided=self.block.side is not None,
            has_codes=bool(self._runs),
        )
        meaning.unit, meaning.project = bodies.named(
            [(*entry, entry[0] is column) for entry in filled if not self._is_total(entry[2])],
            codes,
        )
        self._carry_unit(meaning, name)
        before = tuple(
            (other.index, shown)
            for other, shown, _ in filled
            if column is not None
            and other.index < column.index
            and _HAN.search(shown)
            and not (codes.economic and _is_government(other, shown))
        )
        own = split_code(label)[0] or codes.function or codes.economic
        item = None if codes.any() else self._plain_item(name)
        at = column.index if column is not None else 0
        if label or any(
            text_at(row, value.index) for value in self.block.values
        ):  # else the blank rest of a row that a page break cut
            meaning.path = self._outline.place(
                Line(
                    label,
                    self._kind(meaning, name),
                    at,
                    own if origin == "printed" else None,
                    item,
                    before,
                )
            )
        meaning.role = self._role(name)
        if not codes.any() and not is_counted(name):
            meaning.item = self._item(meaning, name)
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
        return "class" if procurement_item(name) and not meaning.codes.any() else "plain"

    def _plain_item(self, name: str) -> str | None:
        """Give the item that the words of a line name, before the lines above are heeded."""
        side = self._side()
        if self.table_code == "three_public_expenses":
            return self._three_public_item(name, [])
        return summary_item(name, side) if side else None

    def _three_public_item(self, name: str, path: list[str]) -> str | None:
        """Give the item of a 三公 line; a count of journeys or cars is none, nor is a part that its
        item above already names.
        """
        if is_counted(name):
            return None
        if self._is_total(name):
            return "three_public_total"
        item = three_public_item(name)
        return (
            None
            if any(three_public_item(words) == item for words in path)
            and item != "three_public_total"
            else item
        )

    def _codes_and_names(self, row: Row) -> tuple[Codes, list[tuple[Column, str, str]]]:
        """Give the row's codes, and for each label column its text as printed and without the
        code.
        """
        codes = Codes()
        names: list[tuple[Column, str, str]] = []
        in_runs = {index: run for run in self._runs for index in run.columns}
        previous = None
        for column in self.block.labels:
            cell = row[column.index] if column.index < len(row) else None
            if cell is None or cell is previous:
                continue
            previous = cell
            if column.index in in_runs and (bare_code(cell.text) or not cell.text.strip()):
                continue
            code, name = split_code(cell.text)
            shown = tidy(cell.text)
            if code and code_kind(code) and not numbers_a_unit(column, code, name):
                codes.put(code)
            elif self._runs and column.kind == "label":
                digits, rest = own_digits(cell.text)
                longer = self._extend(row, digits) if digits else None
                if longer:
                    codes.put(longer)
                    name, shown = rest, tidy(rest)
            names.append((column, shown, name))
        for run in self._runs:
            following = next(
                (name for column, _, name in names if column.index > run.columns[-1]), ""
            )
            code = run.read(_code_parts(row, run), following)
            if (
                code
                and not (codes.function and codes.function.startswith(code))
                and not (codes.economic and codes.economic.startswith(code))
            ):
                codes.put(code)
        return codes, names

    def _extend(self, row: Row, digits: str) -> str | None:
        """Complete a code whose last digits slipped into the name's cell, from this row's code
        cells.
        """
        run = self._runs[-1]
        run.read(_code_parts(row, run), "")
        return run.extend(digits)

    def _pick_label(
        self, filled: list[tuple[Column, str, str]], codes: Codes
    ) -> tuple[Column | None, str, str]:
        """Choose the deepest label; the economic item's name leads.

        A cell of attributes (`经济科目` beside a project, whose code is not printed) is none, nor
        is a unit right of what it spends on.
        """
        if not filled:
            return None, "", ""
        heads = [clean_header(column.path[-1]) if column.path else "" for column, _, _ in filled]
        plain = [
            entry
            for place, entry in enumerate(filled)
            if self._may_lead(entry[0], entry[1], heads[: place + 1], codes)
        ]
        return (plain or filled)[-1]

    @staticmethod
    def _may_lead(column: Column, shown: str, heads: list[str], codes: Codes) -> bool:
        """Tell whether a label cell may be the row's own label, by its head (the last of `heads`),
        the heads before it and the row's codes.
        """
        head, code = heads[-1], split_code(shown)[0]
        if codes.economic and _is_government(column, shown):
            return False
        if code or (codes.economic and "经济" in head):
            return True
        is_behind = (
            len(heads) > 1 and bool(UNIT_HEADER.search(head)) and not UNIT_HEADER.search(heads[-2])
        )
        return not is_behind and not ATTRIBUTE_HEADER.search(head)

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
        return (
            self.block.side
            or self._part
            or (
                "revenue"
                if self.table_code == "revenue"
                else "expenditure"
                if self.table_code in _EXPENDITURE_TABLES
                else None
            )
        )

    def _may_infer(self) -> bool:
        return "expenditure" in (self.block.side, self._part) or (
            self.block.side is None and self.table_code in {*_EXPENDITURE_TABLES, "revenue"}
        )

    @staticmethod
    def _named(name: str, column: Column | None, filled: list[tuple[Column, str, str]]) -> str:
        """Give the name a row's figures are of: a plain 小计 is of what stands left of it."""
        left = [
            other_name
            for other, _, other_name in filled
            if column is not None and other.index < column.index
        ]
        return left[-1] if left and name == "小计" else name

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
        return bool(_TOTAL.match(strip_numbering(name))) or not name

    def _role(self, name: str) -> str:
        if self._is_total(name):
            return "total"
        if _SUBTOTAL.search(name):
            return "subtotal"
        return "of_which" if OF_WHICH.match(name) or self._outline.in_of_which else "item"

    def _carry_unit(self, meaning: RowMeaning, name: str) -> None:
        """Let a unit printed once, beside the first of its rows, hold for the rows below it."""
        if meaning.unit is None and self._unit is not None and not self._is_total(name):
            meaning.unit = self._unit
        else:
            self._unit = meaning.unit if meaning.unit != meaning.label else None

    def _item(self, meaning: RowMeaning, name: str) -> str | None:
        if meaning.unit and meaning.unit == meaning.label and not meaning.project:
            return "unit"
        if self.table_code == "three_public_expenses":
            return self._three_public_item(name, meaning.path)
        side = self._side()
        if self._is_total(name):
            return f"{side}.total" if side else "total"
        if meaning.project:
            return "project"
        if side is None:
            return procurement_item(name) if self.table_code == "government_procurement" else None
        above = [squeeze(text) for text in meaning.path]
        item = summary_item(name, side, tuple(above)) if name not in ("小计", "合计") else None
        return item or (
            next((found for text in reversed(above) if (found := summary_item(text, side))), None)
            if side == "revenue"
            else None
        )


def _heads_bodies(column: Column) -> bool:
    return bool(column.path) and names_bodies(clean_header(column.path[-1]))


def _is_government(column: Column, shown: str) -> bool:
    """Tell whether a label is of the government's economic classification, which runs beside the
    department's and is above none of it.
    """
    code = split_code(shown)[0]
    head = clean_header(column.path[-1]) if column.path else ""
    whole = head if "经济" in head else "".join(clean_header(words) for words in column.path[-2:])
    return (
        code.startswith("5")
        if code
        else "政府" in whole and "经济" in whole and "部门" not in whole
    )


def _code_parts(row: Row, run: CodeColumns) -> list[str]:
    """Give the digits in the code columns of a row, left to right; a merged cell counts where it
    begins.
    """
    parts: list[str] = []
    previous = None
    for index in run.columns:
        cell = row[index] if index < len(row) else None
        parts.append("" if cell is None or cell is previous else bare_code(cell.text) or "")
        previous = cell
    return parts
