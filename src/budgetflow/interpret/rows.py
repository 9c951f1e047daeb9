"""Body rows of one block: label, codes, what stands above, role, item, project or unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from budgetflow.interpret.blocks import Block, Column, names_bodies
from budgetflow.interpret.codes import CodeColumns, CodeKind, Codes, bare_code, code_kind, own_digits, split_code
from budgetflow.interpret.header_terms import clean_header
from budgetflow.interpret.items import is_counted, procurement_item, summary_item, three_public_item
from budgetflow.interpret.outline import Outline
from budgetflow.interpret.rowgrid import Row
from budgetflow.interpret.wording import OF_WHICH, squeeze, strip_numbering, tidy
from budgetflow.reference.classifications import economic_codes, function_class, government_class

_TOTAL = re.compile(r"^(?:收入|支出|收支|本级|部门|单位|全部|经费|项目|资金|预算|金额|“?三公”?经费(?:支出)?)?(?:总计|合计|共计|总额|总合计)[:：]?$")
_SUBTOTAL = re.compile(r"小计$|^(?:本年|当年)(?:收入|支出)?(?:合计|总计)$|(?:人员|公用)经费合计$|^小计")
_UNIT_HEADER = re.compile(r"(?:单位|部门|机构)(?!.*项目)|项目单位$")
_PROJECT_HEADER = re.compile(r"项目(?!.*(?:分类|类别|类型|代码|编码|属性|级次))")
_ATTRIBUTE_HEADER = re.compile(r"经济科目|经济分类|资金性质|采购方式|类型|类别$")
_ORGANISATION = re.compile(
    r"(?:局|委员会|[市省区县]委|办公室|办公厅|[省市区县政]府?办|厅|中心|院|所|(?<!网)站|队|处|校|馆|协会|学会|联合会|署|[公花]园|出版社|报社|通讯社|[剧乐歌舞艺术]团|"
    r"[视电象文]台|农场|林场|试验场|基地|本级|机关|本部|分局|党校|俱乐部)(?:部门|汇总)?(?:[(].*[)])?$"
)
_NOT_ORGANISATION = re.compile(r"(?:支出|经费|费用?|项目|补助|收入|购置|建设|运行|业务|服务|工程|平台|系统)(?:[(].*[)])?$")
_CLASS_DIGITS = 3
_PROJECT_TABLES = frozenset({"project_expenditure", "general_budget_project_expenditure", "carryover", "commissioned_services"})
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


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one block from the top; codes and labels above are remembered."""

    block: Block
    table_code: str
    publisher: str | None = None
    _runs: list[CodeColumns] = field(default_factory=list)
    _outline: Outline = field(default_factory=Outline)
    _names: dict[str, str] = field(default_factory=dict)
    _classification: CodeKind = "function"
    """By which classification the lines without a code are named, where one of several blocks says so."""

    def __post_init__(self) -> None:
        """Find the runs of neighbouring code columns, and what the block's lines are."""
        run: list[int] = []
        for column in self.block.labels:
            if column.kind == "code" and not _heads_bodies(column) and (not run or column.index == run[-1] + 1):
                run.append(column.index)
                continue
            if run:
                self._runs.append(CodeColumns(tuple(run)))
            run = [column.index] if column.kind == "code" else []
        if run:
            self._runs.append(CodeColumns(tuple(run)))
        heads = "".join(clean_header(words) for column in self.block.labels for words in column.path)
        if "经济" in heads and "功能" not in heads and self.block.side is not None:
            self._classification = "government" if "政府" in heads else "economic"

    def read(self, index: int, row: Row) -> RowMeaning:
        """Say what the row is; a row without label and code gets an empty label (its figures are a total)."""
        codes, names = self._codes_and_names(row)
        filled = [(column, shown, name) for column, shown, name in names if name]
        column, label, name = self._pick_label(filled, codes)
        before = [shown for other, shown, _ in filled if column is not None and other.index < column.index]
        origin = "printed" if codes.any() else None
        if origin is None and self._may_infer() and self._infer(codes, strip_numbering(name)):
            origin = "inferred"
        above = self._outline.place(label, self._is_total(name), self._side())
        role = self._role(name, above)
        if role == "subtotal" and self._names:
            above = []  # a sum below coded lines stands under none of them
        path = self._path(codes, label, above, before)
        meaning = RowMeaning(index, label, path, role, codes, origin, None)
        self._name_bodies(meaning, column, name, filled)
        if not codes.any() and not is_counted(name):
            meaning.item = self._item(meaning, name, [squeeze(text) for text in [*above, *before]])
        return meaning

    def _codes_and_names(self, row: Row) -> tuple[Codes, list[tuple[Column, str, str]]]:
        """Give the row's codes, and for each label column its text as printed and without the code."""
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
            if code and code_kind(code):
                codes.put(code)
            elif self._runs and column.kind == "label":
                digits, rest = own_digits(cell.text)
                longer = self._extend(row, digits) if digits else None
                if longer:
                    codes.put(longer)
                    name, shown = rest, tidy(rest)
            names.append((column, shown, name))
        for run in self._runs:
            following = next((name for column, _, name in names if column.index > run.columns[-1]), "")
            code = run.read(_code_parts(row, run), following)
            if code and not (codes.function and codes.function.startswith(code)) and not (codes.economic and codes.economic.startswith(code)):
                codes.put(code)
        return codes, names

    def _extend(self, row: Row, digits: str) -> str | None:
        """Complete a code whose last digits slipped into the name's cell, from this row's code cells."""
        run = self._runs[-1]
        run.read(_code_parts(row, run), "")
        return run.extend(digits)

    def _pick_label(self, filled: list[tuple[Column, str, str]], codes: Codes) -> tuple[Column | None, str, str]:
        """Choose the deepest label; a cell of attributes (`经济科目` beside a project) is none; the economic item's name leads."""
        if not filled:
            return None, "", ""
        plain = [
            entry
            for entry in filled
            if not (len(filled) > 1 and entry[0].path and _ATTRIBUTE_HEADER.search(clean_header(entry[0].path[-1])) and not split_code(entry[1])[0])
        ]
        plain = plain or filled
        if codes.economic and codes.government and not codes.function and len(plain) > 1:
            plain = [entry for entry in plain if not (split_code(entry[1])[0] or "").startswith("5")][:1] or plain
        return plain[-1]

    def _side(self) -> str | None:
        return self.block.side or ("revenue" if self.table_code == "revenue" else "expenditure" if self.table_code in _EXPENDITURE_TABLES else None)

    def _may_infer(self) -> bool:
        return self.block.side == "expenditure" or (self.block.side is None and self.table_code in {*_EXPENDITURE_TABLES, "revenue"})

    def _infer(self, codes: Codes, name: str) -> bool:
        """Fill in the class that a name means in the classification its block is made by; tell whether there is one."""
        if self._classification == "function":
            codes.function = function_class(name)
        elif self._classification == "government":
            codes.government = government_class(name)
        else:
            codes.economic = next((code for code in economic_codes(name) if len(code) == _CLASS_DIGITS), None)
        return codes.any()

    @staticmethod
    def _is_total(name: str) -> bool:
        return bool(_TOTAL.match(strip_numbering(name))) or not name

    def _role(self, name: str, above: list[str]) -> str:
        if self._is_total(name):
            return "total"
        if _SUBTOTAL.search(name):
            return "subtotal"
        return "of_which" if OF_WHICH.match(name) or self._outline.in_of_which else "item"

    def _path(self, codes: Codes, label: str, above: list[str], before: list[str]) -> list[str]:
        code = codes.function or codes.economic
        if code is None:
            return [*above, *before]
        self._names[code] = label
        if len(code) == 3:
            self._names = {key: words for key, words in self._names.items() if not key.startswith(code) or key == code}
        return [self._names[code[:length]] for length in (3, 5, 7) if length < len(code) and code[:length] in self._names]

    def _name_bodies(self, meaning: RowMeaning, column: Column | None, name: str, filled: list[tuple[Column, str, str]]) -> None:
        """Set unit and project names where the row has them."""
        for other, shown, other_name in filled:
            head = clean_header(other.path[-1]) if other.path else ""
            if self._is_total(other_name):
                continue
            if (names_bodies(head) and _UNIT_HEADER.search(head)) or self._is_organisation(other_name, meaning.codes):
                meaning.unit = shown
            elif self._is_project(head, shown, other is column, meaning.codes):
                meaning.project = shown

    def _is_project(self, head: str, shown: str, is_label: bool, codes: Codes) -> bool:
        """Tell whether a label names a project: by its header, or as the label of a line without a code in a table of projects."""
        if _PROJECT_HEADER.search(head) and not split_code(shown)[0]:
            return self.table_code in _PROJECT_TABLES or (head == "项目名称" and codes.any())
        told_by_code = self.table_code != "general_budget_project_expenditure" or bool(self._runs)
        return self.table_code in _PROJECT_TABLES and is_label and not codes.any() and told_by_code

    def _is_organisation(self, name: str, codes: Codes) -> bool:
        if codes.any() or len(name) < 4 or self.block.side is not None:
            return False
        return bool(self.publisher and name == self.publisher) or bool(_ORGANISATION.search(name) and not _NOT_ORGANISATION.search(name))

    def _item(self, meaning: RowMeaning, name: str, above: list[str]) -> str | None:
        if meaning.unit and not meaning.project and (meaning.unit == meaning.label or self._is_total(name)):
            return "unit"
        if self.table_code == "three_public_expenses":
            return three_public_item(name) or ("three_public_total" if self._is_total(name) else None)
        side = self._side()
        if self._is_total(name):
            return f"{side}.total" if side else "total"
        if meaning.project:
            return "project"
        if side is None:
            return procurement_item(name) if self.table_code == "government_procurement" else None
        item = summary_item(name, side, tuple(above)) if name not in ("小计", "合计") else None
        return item or (next((found for text in reversed(above) if (found := summary_item(text, side))), None) if side == "revenue" else None)


def _heads_bodies(column: Column) -> bool:
    return bool(column.path) and names_bodies(clean_header(column.path[-1]))


def _code_parts(row: Row, run: CodeColumns) -> list[str]:
    """Give the digits in the code columns of a row, left to right; a merged cell counts where it begins."""
    parts: list[str] = []
    previous = None
    for index in run.columns:
        cell = row[index] if index < len(row) else None
        parts.append("" if cell is None or cell is previous else bare_code(cell.text) or "")
        previous = cell
    return parts
