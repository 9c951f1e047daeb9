"""Header words to terms: what one printed header cell says (`财政拨款小计` -> appropriation,
`人员经费` -> personnel).

A term is a piece of a measure; `measures.compose` puts the terms of a header path together. The
words are rows of `reference/lexicon/table_headers.csv`, of which the first that fits decides: a
narrow word stands before a wide one. They are matched inside the squeezed cell, so that
`一般公共预算拨款收入`, `一般公共预算资金` and `一般公共预算财政拨款` need no row each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from budgetflow.interpret.text.items import three_public_item
from budgetflow.interpret.text.normalise import squeeze
from budgetflow.reference.lists import rows_of

# Heads of columns that name a unit or its number.
UNIT_HEADER = re.compile(r"(?:单位|部门|机构)(?:[(].*[)])?(?:名称|编码|代码|编号)?(?:[(].*[)])?$")
# Heads of columns that say of what kind a row is, not what it is.
ATTRIBUTE_HEADER = re.compile(
    r"经济科目|经济分类|资金性质|采购方式|类型|类别$|债券(?:性质|种类|期限)|发行(?:时间|日期|期限)"
    r"|^期限|到期(?:时间|日)|项目(?:编[号码]|领域|(?:主管)?部门|实施单位)$|^(?:主管部门|实施单位)$"
)
# Heads of columns that, right of a row's figures, say more of the same row (a bond's date and term
# between what was issued and what was used of it) and begin no list of their own beside it. Not
# kinds of revenue or of expenditure (支出类型, 支出项目类别), which are the lines of that side.
FACT_HEADER = re.compile(
    r"^(?!.*(?:收入|支出)).*(?:类型|类别)$|债券(?:性质|种类)|时间$|日期$|期限|年限$|到期日$|领域$|利率$"
)
# A header word that names the frame, not the column: `科目`, `资金来源`, `支出预算` above other
# headers.
NEUTRAL = "-"
TOTAL = "total"
SUBTOTAL = "subtotal"
AMOUNT = "amount"
# Terms whose words need a version beside the year (2024年预算数, 2024年决算数).
_OF_THE_YEAR = frozenset({"current_year", "budget", "adjusted_budget", "final"})

_VERSION = re.compile(r"(?P<budget>预算)|决算|执行数|快报数|完成数|实际")
_YEAR = re.compile(r"(20\d{2})年?度?(?!.*年末)")
_NOTE = re.compile(
    r"[(](?:单位[:：])?(?:亿|万|千)?元[)]|[(]不含(?!基建)[^()]*[)]|[*※]|[(]\d+(?:[=＝][\d+\-()]+)"
    r"?[)]|^\d{3}(?=\D)|[:：]$|^其中[:：]?|^[一二三四五六七八九十]+、|^\d{1,2}[.、]"
)

_FRAME = re.compile(
    r"^(?:科目|预算科目|支出科目|资金来源|资金性质|支出预算|收入预算|支出决算|收入决算|收入|支出|"
    r"本年|其中|资金|经费|分类|支出功能分类|支出经济分类|项目|"
    r"(?:本年)?(?:政府性基金|国有资本经营|一般公共)(?:预算)?(?:财政拨款)?支出(?:预算|决算)?|"
    r"支出来源|按资金性质|按支出性质|单位|部门.*)$"
)
LABEL_HEADER = re.compile(
    r"^(?:预算)?(?:项目|项目名称|支出项目|收入项目|支出项目类别|名称|科目|类|款|项|目|年度|内容|"
    r"用途|类别|来源|收入来源|资金来源|品目|采购品目.*|采购物品名称|采购项目.*|专项名称|"
    r"(?:单位|部门|机构|预算单位|项目单位|二级预算单位|主管部门)(?:名称|代码|编码)?|.*(?:编码|"
    r"代码|科目名称|科目编号)|(?:.*)?(?:功能|经济)分类(?:科目)?(?:名称)?|.*支出内容|(?:一级|二级|"
    r"三级)?项目(?:名称|类别|类型)?|"
    r"支出(?:功能|经济)分类.*|(?:部门|政府)(?:预算)?(?:支出)?经济(?:分类)?科目.*|经济科目.*|"
    r"功能科目.*|购买服务.*(?:目录|内容|领域|名称)|.*目录.*|指标)$"
)
# Heads of columns that number the lines.
COUNTER_HEADER = re.compile(r"^(?:行次|行号|序号|栏次|次|编号)$")
# Heads of columns that say how the lines add up.
FORMULA_HEADER = re.compile(r"^(?:计算|平衡)?(?:公式|关系式?|勾稽关系|逻辑关系|计算方法)$")
NOTE_HEADER = re.compile(
    r"备注|说明|绩效|依据|用途$|采购(?:方式|组织形式|时间)|组织形式|是否|目标|计量单位|规格|型号|"
    r"联系人|电话|购买方式|承接主体|资金性质$"
)


@lru_cache(maxsize=1)
def _terms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the list of header words as compiled patterns with their terms, in its order."""
    rows = rows_of("lexicon/table_headers.csv")
    return tuple((re.compile(row["pattern"]), row["term"]) for row in rows)


@lru_cache(maxsize=8192)
def clean_header(text: str) -> str:
    """Return a header cell squeezed, with unit brackets, column numbers, marks and what it does not
    contain off.

    `预算数（万元）` -> `预算数`, `事业收入（不含教育收费）` -> `事业收入`.
    """
    plain = squeeze(text)
    for _ in range(2):
        plain = _NOTE.sub("", plain)
    return plain


@lru_cache(maxsize=8192)
def header_term(text: str, fiscal_year: int | None) -> str | None:
    """Return the term of one header cell, `-` for a frame word, None for words that are not known.

    A printed year is told against the disclosure's fiscal year: the year itself is current_year,
    the one before it
    previous_year; a year alone with other words (`2026年政府采购项目`) leaves them to decide.
    """
    plain = clean_header(text)
    if not plain:
        return NEUTRAL
    year = _YEAR.search(plain)
    rest = _YEAR.sub("", plain)
    if (
        year
        and fiscal_year
        and re.fullmatch(
            r"(?:年初)?(?:预算|决算|预计执行|执行|快报|安排|完成|支出|收入)?(?:数|金额|额|情况)?(?:\(?.{0,"
            r"4}\)?)?",
            rest,
        )
    ):
        return {fiscal_year: "current_year", fiscal_year - 1: "previous_year"}.get(
            int(year[1]), f"year_{year[1]}"
        )
    if _FRAME.match(rest):
        return NEUTRAL
    row = deciding_row(rest)
    if row is None:
        return None
    return _terms()[row][1]


def version_of(words: str) -> str | None:
    """Return `budget` or `final` where a header says which of the two its figures are
    (`2024年度决算数`), else None.
    """
    found = _VERSION.search(squeeze(words))
    if found is None:
        return None
    if found["budget"]:
        return "budget"
    return "final"


def names_both_versions(words: Iterable[str], fiscal_year: int | None) -> bool:
    """Check whether headers name budget and final account of the fiscal year both
    (`2024年度预算数`, `2024年度决算数`; `调整后预算数`, `2024年快报数`).
    """
    versions = set()
    for header in words:
        # Last year's final account beside this year's budget are told by their years.
        if header_term(header, fiscal_year) in _OF_THE_YEAR:
            versions.add(version_of(header))
    return versions >= {"budget", "final"}


def deciding_row(plain: str) -> int | None:
    """Return the number, from 0, of the row of the list that decides a cleaned header without its
    year; None where none does.
    """
    for number, (pattern, _) in enumerate(_terms()):
        if pattern.search(plain):
            return number
    return None


def is_header_word(text: str) -> bool:
    """Check whether a cell's words are those of a header: a known term, a frame word, or the head
    of a label column.
    """
    plain = clean_header(text)
    label = (
        LABEL_HEADER.match(plain)
        or LABEL_HEADER.match(plain.partition("(")[0])
        or COUNTER_HEADER.match(plain)
    )
    return (
        bool(label or NOTE_HEADER.search(plain))
        or header_term(text, None) is not None
        or three_public_item(text) is not None
    )
