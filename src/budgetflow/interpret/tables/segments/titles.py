"""Which standard table a title names. Words decide, not a list: the list of titles seen is evidence
and comes first.

A title is a subject (`一般公共预算`, `财政拨款`, `三公`), a kind (`收支`, `收入`, `支出`,
`基本支出`) and words that say nothing
of which table it is (year, publisher, `预算`, `决算`, `情况`, `总体`, `明细`, `表`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from budgetflow.interpret.text.normalise import squeeze
from budgetflow.interpret.text.numbering import strip_numbering
from budgetflow.reference.lists import known_titles

_KINDS_OF_NUMBER = r"(?:第|公开|预算|决算|附|附件|财决|财预|财|预决算|部门|单位|批复)*"
_ARABIC = r"\d{1,3}(?:[-—.]\d{1,2}){0,2}(?:(?=20\d{2}年)|(?!\d))"
# 表一一般公共预算 and 表三三公经费: the second character belongs to the title.
_CHINESE = (
    r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?:(?=一般|"
    r"三公)|(?![一二三四五六七八九十]|般|公经费))"
)
_BARE_NUMBER = (
    rf"{_KINDS_OF_NUMBER}(?:表[(]?(?:{_ARABIC}|{_CHINESE})[)]?(?!年|张|份|个|项(?!目)|"
    rf"、(?:表|\d))表?|(?:{_ARABIC}|{_CHINESE})表)"
)
_NUMBER = re.compile(rf"^[【\[(]?(?P<number>{_BARE_NUMBER})[】\])]?[:、.]?(?P<rest>.*)$")
_NUMBER_BEHIND = re.compile(rf"^(?P<rest>.*表)[【\[(](?P<number>{_BARE_NUMBER})[】\])]$")
# A number of parts before a title: `2-3 一般公共预算支出表`, `1-1-2 2026年收支总表`.
_HYPHEN_NUMBER = re.compile(
    r"^(?P<number>\d{1,2}(?:[-—–]\d{1,2}){1,2})(?P<rest>(?:[\u4e00-\u9fff]|20\d\d年).*)$"
)
# Characters; what is longer is a sentence.
_LONGEST_TITLE = 60
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")
_KIND_OF_BODY = re.compile(r"^(?:本|预算)?(?:部门|单位)(?!资金)")
_EMPTY_WORDS = re.compile(r"[“”\"'《》]|\(续.*?\)|续表?$|[(]空表[)]|\(?公开表?\)?$|^附[:：]?")

# In order: the first pattern found in the title decides. Subjects that stand inside longer ones
# come after those.
_RULES: tuple[tuple[str, str], ...] = (
    (r"自评|自查|监控", "other"),
    (r"机构运行信息|相关信息统计", "other"),
    (r"绩效", "performance_targets"),
    (r"三公|因公出国|公务接待", "three_public_expenses"),
    (r"机关运行", "operating_expenses"),
    (r"政府采购(?!.*情况表)|采购.*(?:预算|支出)", "government_procurement"),
    (r"政府购买|购买服务|非税收入|行政事业性收费", "other"),
    (r"委托业务", "commissioned_services"),
    (r"(?:上年|年初|年末)?结转(?!下年)(?:和|及|、)?(?:结余|资金|情况|明细|支出|项目)", "carryover"),
    (r"政府性基金", "government_fund_expenditure"),
    (r"国有资本", "state_capital_expenditure"),
    (r"财政专户|社会保险基金|资产|转移支付(?!\)|）)|债务", "other"),
    (
        r"(?:一般公共|公共财政)预?算?.*(?:基本支出|(?:人员|公用)经费)",
        "general_budget_basic_expenditure",
    ),
    (r"(?:一般公共|公共财政)预?算?.*项目", "general_budget_project_expenditure"),
    (r"(?:一般公共|公共财政)预?算?.*经济(?:分类|科目)", "general_budget_economic_expenditure"),
    (
        r"(?:一般公共|公共财政)预?算?.*(?:支出|拨款(?:表|明细|决算|情况))",
        "general_budget_expenditure",
    ),
    (r"(?:一般公共|公共财政)预?算?.*收支", "appropriation_summary"),
    (r"财政拨款.*(?:收支|收入.*支出)", "appropriation_summary"),
    (r"财政拨款.*基本支出", "appropriation_basic_expenditure"),
    (r"财政拨款.*项目支出", "project_expenditure"),
    (r"财政拨款.*(?:支出|明细)", "appropriation_expenditure"),
    (r"项目(?:支出|明细|预算|经费)|专项(?:业务)?(?:经费|资金)", "project_expenditure"),
    (r"基本支出", "basic_expenditure"),
    (r"收支|收入.*支出", "summary"),
    (r"支出", "expenditure"),
    (r"收入", "revenue"),
)
_COMPILED = tuple((re.compile(pattern), code) for pattern, code in _RULES)
_TITLE_END = re.compile(
    r"(?:表|明细|目录外表)(?:[-—–]+[^()，、]{2,16})?(?:[(][^()]*[)])?(?:[(][^()]*[)])?$"
)
# A table's title without the word: `2025年全省一般公共预算收入执行情况`.
_BARE_TITLE = re.compile(
    r"20\d\d年.*(?:一般公共预算|政府性基金|国有资本经营|社会保险基金|债务|转移支付).*"
    r"(?:情况|[预决]算|草案|安排|计划|执行|完成)$"
)
_MONEY_WORDS = re.compile(
    r"收支|收入|支出|三公|经费|采购|运行信息|绩效|预算|决算|结转|项目|资产|拨款|资金|购买服务|"
    r"债务|收益|基金|情况|明细|一览|统计|汇总|分类"
)


@lru_cache(maxsize=8192)
def split_number(text: str) -> tuple[str | None, str]:
    """Split `预算01表 收支总表`, `表5一般公共预算支出表`, `收支总表（公开01表）`, `公开01表` into
    the printed number and the rest (may be empty).
    """
    plain = squeeze(text)
    # In this order: a title may bear a number in front and a remark that looks like one behind.
    for pattern in (_NUMBER, _NUMBER_BEHIND, _HYPHEN_NUMBER):
        match = pattern.match(plain)
        if match:
            return (match["number"], match["rest"])
    return (None, plain)


@lru_cache(maxsize=65536)
def looks_like_title(text: str) -> bool:
    """Check whether a line may be a table's title: short, ends with 表 (or a bracket behind it),
    speaks of money or goals.
    """
    plain = squeeze(text)
    if len(plain) > _LONGEST_TITLE or "。" in plain or "...." in plain or "…" in plain:
        return False
    _, rest = split_number(plain)
    return bool(_TITLE_END.search(rest)) and bool(_MONEY_WORDS.search(rest))


def is_bare_title(text: str) -> bool:
    """Check whether a line is a title that does not say it is a table's: it names year and budget,
    and ends in what is told of it.
    """
    plain = squeeze(text)
    if len(plain) > _LONGEST_TITLE:
        return False
    return _BARE_TITLE.search(plain) is not None


def names_table(text: str) -> bool:
    """Check whether a text is the title of a table every budget holds (一般公共预算基本支出表)."""
    if len(text) > _LONGEST_TITLE or not looks_like_title(text):
        return False
    # Known and of no standard code is a table of budgets too (债务表): only unknown words are none.
    return table_code(text) != ("other", False)


@lru_cache(maxsize=4096)
def normalise_title(title: str) -> str:
    """Return the words of a title that tell the table: number, year, quotes, brackets of 续 and
    numbering off.
    """
    _, rest = split_number(title)
    plain = strip_numbering(rest)
    plain = _YEAR.sub("", plain)
    return _EMPTY_WORDS.sub("", plain)


@lru_cache(maxsize=1)
def _aliases() -> dict[str, str]:
    codes = {}
    for title, code in known_titles().items():
        words = normalise_title(title)
        # 部门收支总表 and 单位收支总表 are one table, of a body and of a part of it.
        codes[_KIND_OF_BODY.sub("", words)] = code
    return codes


@lru_cache(maxsize=4096)
def table_code(title: str) -> tuple[str, bool]:
    """Return the table code a title names and whether the title is understood; an unknown title is
    (`other`, False).

    Titles on record (`reference/table_aliases.csv`) decide first, then the words.
    """
    words = normalise_title(title)
    alias = _aliases().get(_KIND_OF_BODY.sub("", words))
    if alias:
        return alias, True
    for pattern, code in _COMPILED:
        if pattern.search(words):
            return code, True
    return "other", False
