"""Whose a row is: the subordinate unit or the project it names, told by the heads of its columns
and by the names themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.interpret.tables.columns.blocks import Column, head_of
from budgetflow.interpret.tables.headers.terms import ATTRIBUTE_HEADER, UNIT_HEADER
from budgetflow.interpret.text.codes import Codes, split_code
from budgetflow.reference.classifications import codes_seen, function_class, names_by_code

# A column of units and of what they spend on (`单位名称（科目）`): there the name itself must
# tell.
_MIXED_HEADER = re.compile(r"项目(?!单位)|科目")
_PROJECT_HEADER = re.compile(r"项目(?!单位|[代编]码|编号|类|分类|级次|属性|性质|负责)")
_PROJECT_NAME = re.compile(r"项目名称(?:[(].*[)])?$")
_ORGANISATION = re.compile(
    r"(?:局|委员会|[市省区县]委|办公室|办公厅|[省市区县政]府?办|厅|中心|院|所|(?<!网)站|队|处|校|"
    r"馆|协会|学会|联合会|署|[公花]园|出版社|报社|通讯社|[剧乐歌舞艺术]团|"
    r"[视电象文]台|农场|林场|试验场|基地|本级|机关|本部|分局|党校|俱乐部)(?:部门|汇总)?(?:[(].*[)"
    r"])?$"
)
# Items of the classification for bodies of one sort (高等教育, 公办中学), which end as names do.
_SORTS_OF_BODIES = re.compile(
    r"^(?:各级|各类|公办|民办|其他|基层|中等|高等|普通|职业|技工|特殊|专门|教育|小学|中学|初中|高中|"
    r"大学|学校|体育|文化|场馆|综合|专科|医院|福利)+$"
)
_NOT_ORGANISATION = re.compile(
    r"(?:支出|经费|费用?|项目|补助|收入|购置|建设|运行|业务|服务|工程|平台|系统)(?:[(].*[)])?$"
)
_PROJECT_TABLES = frozenset(
    {
        "project_expenditure",
        "general_budget_project_expenditure",
        "carryover",
        "commissioned_services",
    }
)
# Tables whose column 项目 names lines, not projects.
_TABLES_OF_LINES = frozenset(
    {"summary", "revenue", "appropriation_summary", "three_public_expenses", "carryover"}
)

# A line of a year beneath a body's name, in the column of names (三公 tables of two years).
_YEAR = re.compile(r"(?:19|20)\d\d年?度?(?:[预决]算|执行)?数?$")
# Digits of a department's number in the budget, which look like those of a class.
_UNIT_DIGITS = 3

# A label cell: its column, its text, the text without code, and whether it is the row's own label.
Printed = tuple[Column, str, str, bool]


def _heads_units(head: str) -> bool:
    """Check whether a header says that units stand below it, and nothing else (单位/科目)."""
    return UNIT_HEADER.search(head) is not None and not _MIXED_HEADER.search(head)


def numbers_a_unit(column: Column, code: str, name: str) -> bool:
    """Check whether digits before a name in a column of units are the unit's number: they are no
    class that has this name.
    """
    heads_units = _heads_units(head_of(column))
    if not heads_units or name in names_by_code().get(code, ()):
        return False
    return not function_class(name)


def numbered_unit(codes: Codes, name: str) -> bool:
    """Check whether the three digits in a row's code column are a unit's number: its name is an
    organisation's and no class has it.
    """
    code = codes.function or codes.economic or codes.government or ""
    if len(code) != _UNIT_DIGITS:
        return False
    if name in names_by_code().get(code, ()) or function_class(name):
        return False
    return names_organisation(name)


def names_organisation(name: str) -> bool:
    """Check whether words end as the name of a public body does (局, 中心, 某局（本级）)."""
    if not _ORGANISATION.search(name):
        return False
    # 信息中心运行经费（本级） ends as a body does, and is what the body spends on.
    return not _NOT_ORGANISATION.search(name)


def _names_sort_of_bodies(name: str) -> bool:
    """Check whether a name is that of an item for bodies of one sort (`体育场馆` under 体育,
    `乡镇卫生院`), not of one body.
    """
    if codes_seen(name):
        return True
    return _SORTS_OF_BODIES.match(name) is not None


@dataclass(frozen=True, slots=True)
class Bodies:
    """Tells the units and projects of one block's rows."""

    table_code: str
    publisher: str | None
    two_sided: bool
    has_codes: bool = False
    """Whether the block has columns of codes, so that a line without one is not of the
    classification.
    """

    def named(self, labels: list[Printed], codes: Codes) -> tuple[str | None, str | None]:
        """Return the unit and the project that a row names, as printed; None for what it does not
        name.
        """
        unit = project = None
        for column, shown, name, is_own in labels:
            head = head_of(column)
            # Kinds and properties beside a project (经济科目, 项目类别) name nobody.
            if _YEAR.match(name) or (not is_own and ATTRIBUTE_HEADER.search(head)):
                continue
            is_coded = is_own and codes.any()
            under_units = _heads_units(head) and not is_coded
            if self._is_surely_project(head, shown, name, codes if is_own else Codes()):
                project = shown
            elif under_units or self._is_organisation(name, codes):
                unit = shown
            elif self._is_project(head, shown, is_own and not is_coded):
                project = shown
        return unit, project

    def _is_surely_project(self, head: str, shown: str, name: str, codes: Codes) -> bool:
        """Check whether no other reading is open: a column of project names, or a coded row of
        projects under another name than its code's.
        """
        if codes.any() and self.table_code in _PROJECT_TABLES and UNIT_HEADER.search(head):
            known = names_by_code().get(codes.function or "", set())
            return bool(known) and name not in known
        return (
            bool(_PROJECT_NAME.search(head))
            and name != self.publisher
            and self._is_project(head, shown, False)
        )

    def _is_project(self, head: str, shown: str, is_plain_label: bool) -> bool:
        """Check whether a label names a project: its column says so, or it is a plain line of a
        table of projects.
        """
        by_head = bool(_PROJECT_HEADER.search(head)) and not split_code(shown)[0]
        if self.table_code in _PROJECT_TABLES:
            return by_head or (
                is_plain_label
                and (self.has_codes or self.table_code != "general_budget_project_expenditure")
            )
        return (
            by_head
            and bool(_PROJECT_NAME.search(head))
            and not self.two_sided
            and self.table_code not in _TABLES_OF_LINES
        )

    def _is_organisation(self, name: str, codes: Codes) -> bool:
        # A summary in two sides has no lines of bodies, and shorter words end like one by chance.
        if codes.any() or len(name) < 4 or self.two_sided:
            return False
        if self.publisher and name == self.publisher:
            return True
        return names_organisation(name) and not _names_sort_of_bodies(name)
