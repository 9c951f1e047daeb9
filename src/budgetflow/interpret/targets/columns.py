"""The words of performance tables: which column holds what, and which rows are a form (label and
value) above the indicators.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from budgetflow.interpret.text.money import parse_number
from budgetflow.interpret.text.normalise import squeeze, tidy

Field = Literal[
    "level1", "level2", "indicator", "operator", "target", "target_unit", "basis", "previous_value",
    "weight", "scoring_rule", "evidence", "remark",
    "subject", "body", "goal", "budget", "budget_fiscal", "budget_other",
]  # fmt: skip

# Characters of the longest head of a column or label of a form; what is longer is an answer.
_LONGEST_LABEL = 20
# The most telling words first: their place here is the rank by which a column wins a field.
_HEADERS: tuple[tuple[str, Field], ...] = (
    (r"一级指标", "level1"),
    (r"二级指标", "level2"),
    (r"三级指标|指标名称|指标内容|具体指标", "indicator"),
    (
        r"指标值?(?:性质|方向|属性|类型|符号)|(?:运算|计算|比较)?符号|^(?:性质|方向|值类型)$|^比较",
        "operator",
    ),
    (r"(?:计量|度量|计算|指标值?|目标值)单位", "target_unit"),
    (r"(?:设[定置]|制定)?依据|指标值来源", "basis"),
    # Before the target: 上年指标值 is a value of last year and holds the word of this year's.
    (r"上年|(?:历史|往年)(?:完成|参考)?值|参考值|前三年", "previous_value"),
    (r"权重|分值", "weight"),
    (
        r"赋分|[评扣计加](?:价|[(（][扣评加减]+[)）])?分|评价(?:标准|细则)|分值(?:确定|说明)",
        "scoring_rule",
    ),
    (r"佐证|证明|资料|数据来源|取数|采集", "evidence"),
    (r"(?:指标值|目标值|年度指标|预期值|标准值)(?!内容|说明|解释|描述)", "target"),
    (r"项目[)）]?名称|^项目$|一级项目", "subject"),
    (r"^(?:预算)?(?:单位|部门)(?:[(（].*[)）])?名称$|^预算单位$", "body"),
    (r"(?:绩效|总体|年度)目标(?!.*指标)", "goal"),
    (r"项目总额|预算数|资金总额|预算金额|年度预算|预算安排", "budget"),
    (r"财政资金|财政拨款", "budget_fiscal"),
    (r"其他资金", "budget_other"),
    # Far down: beside 指标名称 or 二级指标 it names the block, and no column of its own.
    (r"绩效指标", "indicator"),
    (r"^备注$", "remark"),
    (r"^(?:数?值|标准|目标)$", "target"),
)
# A header printed again overleaf, read as a row because a cell of it was lost.
_HEADER_WORD = re.compile(
    r"^(?:[一二三]级指标|指标(?:名称|内容|值|性质|方向)|指标值类型|年度指标值|目标值|[计度]量单位)$"
)
_SUM_OF_POINTS = re.compile(
    r"^(?:[总合]分值?|总(?:得|权)分|合计|总计|小计|得分|总权重|(?:分值|权重|得分)(?:合计|总计)|"
    r"自评(?:总分|得分|结果|等级).*|评价(?:总分|得分|等级).*)[:：]?(?:[(（].*[)）])?$"
)
_SUB_LABEL = re.compile(
    r"^(?:项目|实施期|中长期|长期|年度|当年|本年度?|全年|预期|总体|绩效|目标|实际|年初|设定)*"
    r"(?:总?目标|完成情况|完成目标情况)(?:[(][^()]{0,12}[)])?[:：]?$"
)
# Lines of the national form that were left as they come (指标1：, ……).
_EMPTY_LINE = re.compile(r"^(?:指标\d*[:：]?|[….。]+)$")
# In order: what names a goal or money exactly comes before the labels whose answers nobody needs.
_FORM: tuple[tuple[str, str], ...] = (
    (r"^(?:项目|转移支付|专项|政策)(?:[(（].*[)）])?名称|^专项(?:资金)?名称", "subject"),
    (r"^(?:部门|单位|预算部门|部门[(]单位[)])名称", "body"),
    (r"^预算单位|^(?:市级|主管)?主管部门|^实施单位|^填报单位", "form"),
    (
        r"^(?:项目|专项|政策)?(?:中长期|长期|中期|[三五]年|实施期)(?:内)?(?:绩效)?(?:总体?)?(?:绩效)?目标",
        "long_goal",
    ),
    (r"整体(?:预算)?(?:支出)?(?:绩效)?目标", "whole_goal"),
    (
        r"(?:总体|年度|当年|预期|项目)(?:预算)?(?:绩效)?(?:总体)?(?:支出)?目标|^年度总体目标|"
        r"^绩效目标$|^总体目标|^年?度?总体目标",
        "goal",
    ),
    (
        r"^年度(?:预算|资金)(?:资金|申请)?总额|^资金总额|^年度金额|^当年预算|^预算支出总额|"
        r"^项目总额|^预算总额|^合计|^资金总量"
        r"|^(?:年度|本年度?|年初|全年)?预算(?:资金|金额|数|安排)$|^年度资金$|^项目(?:总)?(?:预算|"
        r"金额|资金)(?:总额|金额|数)?$|^金额合计|"
        r"^(?:部门|单位|整体|年度|当年|本年|财政|支出|预算|资金|申请)+(?:总额|总量|总计|合计)$",
        "budget",
    ),
    (
        r"^(?:实施期|中期|[三五]年)(?:内)?(?:项目)?(?:资金|预算|金额)?(?:总额|总量|合计)$",
        "budget_period",
    ),
    (r"^(?:其中[:：])?(?:财政拨款|财政资金|[本当]?年?财政(?:拨款|资金))$", "budget_fiscal"),
    (r"^(?:其中[:：])?市级支出$|^上级安排|^本级安排|^补助区县", "budget_level"),
    (r"^(?:其中[:：])?其他资金$|^其他$", "budget_other"),
    (
        r"^项目资金|^年度预算|^资金来源|^专项资金|^资金情况|^总体资金|^备注|^其他说明|"
        r"^项目(?:概况|类别|属性|周期|期限|内容)$|^立项(?:依据|情况)?$|^实施(?:期|周期)$|"
        r"^主要工作|^活动$",
        "form",
    ),
)
_INDICATOR_LEVEL = re.compile(
    r"^(?P<one>(?:产出|效益|满意度|成本|履职效能|管理效率|可持续)[^指]{0,8}?(?:指标)?)"
    r"(?P<two>[\u4e00-\u9fff]{2,8}?指标)(?P<rest>.+)$"
)


def header_fields(texts: Sequence[str | None]) -> dict[int, Field] | None:
    """Read a row as the header of indicators or of a list of projects: column to field; None where
    it is none.

    `texts` has None where a column only repeats the merged cell to its left. The most telling words
    win a field: beside
    指标名称 a 绩效指标 that names the block is no column of its own.
    """
    found: dict[int, Field] = {}
    taken: dict[Field, int] = {}
    for rank, column in _hits(texts):
        field = _HEADERS[rank][1]
        if column in found or taken.get(field, rank) != rank:
            continue
        # Lists print 一级项目 and 项目名称 beside each other, and both name the project.
        if field in taken and field != "subject":
            continue
        found[column] = field
        taken[field] = rank
    # Blocks before levels: two blocks print 二级指标 twice, and one of them is let go first.
    _of_last_block(found, texts)
    _of_two_levels(found)
    if "indicator" in found.values() and "target" in taken:
        _add_unit(found, texts)
        _add_level1(found, texts)
        return found
    if "goal" in taken and "subject" in taken and "budget" in taken:
        return found
    return None


def _hits(texts: Sequence[str | None]) -> list[tuple[int, int]]:
    """Return the places in `_HEADERS` of the patterns found in a row, each with its column, the
    most telling words first.
    """
    hits: list[tuple[int, int]] = []
    for column, text in enumerate(texts):
        if text:
            hits.extend((rank, column) for rank in _ranks(text))
    return sorted(hits)


@lru_cache(maxsize=8192)
def _ranks(text: str) -> tuple[int, ...]:
    """Return the places in `_HEADERS` of the patterns found in a header's words, in their order.

    Kept, because every row of a grid is asked whether it is a header, and most cells of a table of
    goals say the same in each of its rows: without it this was an eighth of all understanding.
    """
    words = squeeze(text)
    if len(words) > _LONGEST_LABEL:
        return ()
    return tuple(rank for rank, (pattern, _) in enumerate(_HEADERS) if re.search(pattern, words))


def _of_last_block(found: dict[int, Field], texts: Sequence[str | None]) -> None:
    """Take the second of two blocks of indicators side by side, which print the same heads: that of
    the whole period stands left, that of the year right (中央部门项目支出绩效目标表).
    """
    heads = [squeeze(text or "") for text in texts]
    again: dict[int, int] = {}
    for column in found:
        head = heads[column]
        if head and head in heads[column + 1 :]:
            again[column] = heads.index(head, column + 1)
    moved = {found[first] for first in again}
    # A head such as 备注 may stand twice in one block; indicator and target both do in two only.
    if not {"indicator", "target"} <= moved:
        return
    fields = {second: found.pop(first) for first, second in again.items()}
    found.update(fields)


def _add_level1(found: dict[int, Field], texts: Sequence[str | None]) -> None:
    """Take the column under a blank header right before 二级指标 as 一级指标, which is a word that
    merged cells often lose.
    """
    place = {field: column for column, field in found.items()}
    if "level2" not in place or "level1" in place:
        return
    left_of_it = texts[: place["level2"]]
    # None is a merged cell that goes on; the head that is blank stands where it begins.
    begun = [column for column, text in enumerate(left_of_it) if text is not None]
    if not begun or begun[-1] in found:
        return
    if not squeeze(texts[begun[-1]] or ""):
        found[begun[-1]] = "level1"


def _of_two_levels(found: dict[int, Field]) -> None:
    """Take the second level for the indicator in a form of two levels, where 绩效指标 left of them
    only names the block.
    """
    place = {field: column for column, field in found.items()}
    if "level2" not in place:
        return
    level2 = place["level2"]
    # Right of the second level stands the indicator itself, in a form of three levels.
    if place.get("indicator", -1) > level2:
        return
    if "indicator" in place:
        del found[place["indicator"]]
    found[level2] = "indicator"


def _add_unit(found: dict[int, Field], texts: Sequence[str | None]) -> None:
    """Take 单位 right of the targets as their unit; left of them it is whose row it is."""
    target = next(column for column, field in found.items() if field == "target")
    if "target_unit" in found.values():
        return
    for column, text in enumerate(texts):
        if column > target and squeeze(text or "") == "单位":
            found[column] = "target_unit"


def is_no_indicator(text: str) -> bool:
    """Check whether a cell where an indicator or its level stands is none: a header printed again,
    the sum of points (总分), an empty line of the form (指标1：).
    """
    words = squeeze(text)
    if is_sum_of_points(words):
        return True
    return any(pattern.match(words) is not None for pattern in (_HEADER_WORD, _EMPTY_LINE))


def is_sum_of_points(text: str) -> bool:
    """Check whether a label is that of the points of all indicators (总分, 合计)."""
    return _SUM_OF_POINTS.match(squeeze(text)) is not None


def labelled_name(text: str) -> str | None:
    """Return the project that label and name in one cell or line give (`项目名称：房屋修缮`), None
    where it is something else.
    """
    # The first colon or gap parts the two; names of projects hold both signs further on.
    parted = re.sub(r"\s*[:：]\s*|\s+", "\t", text.strip(), count=1)
    label, _, name = parted.partition("\t")
    if form_field(label) == "subject":
        return tidy(name) or None
    return None


def labelled_money(text: str) -> tuple[str, str] | None:
    """Return the label and the figure of money that stand in one cell (`资金总额：900.00`), None
    where it is something else.
    """
    # The last colon: 其中：财政拨款：100 has two.
    label, sign, figure = text.replace(":", "：").rpartition("：")
    if not sign or parse_number(figure) is None:
        return None
    field = form_field(label)
    if field is None or not field.startswith("budget"):
        return None
    return (field, figure)


def is_sub_label(text: str) -> bool:
    """Check whether a cell only heads the goals below it (预期目标（年初设定）, 实际完成情况)."""
    return _SUB_LABEL.match(squeeze(text)) is not None


@lru_cache(maxsize=8192)
def form_field(label: str) -> str | None:
    """Return what a form's label asks for: `subject`, `body`, `goal`, `whole_goal`, `long_goal`,
    one of the budgets, or `form` for any other.
    """
    # What the label asks for does not depend on its unit, nor on the seal that belongs on it.
    text = re.sub(r"[(（](?:万元|元|盖章|公章|亿元)[)）]|/|[:：]$", "", squeeze(label))
    if len(text) > _LONGEST_LABEL:
        return None
    return next((field for pattern, field in _FORM if re.search(pattern, text)), None)


def split_levels(indicator: str) -> tuple[str | None, str | None, str]:
    """Part an indicator printed with its levels in one cell: 产出指标数量指标评审项目数量."""
    match = _INDICATOR_LEVEL.match(indicator)
    if match:
        return (match["one"], match["two"], match["rest"])
    return (None, None, indicator)
