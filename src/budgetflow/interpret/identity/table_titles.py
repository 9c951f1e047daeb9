"""What the title of a single table says of publisher, year and stage.

A file may hold one table and no cover: 甲县财政局2024年部门预算支出总表,
2026年部门支出总体情况表（预算）, 甲县水务局2024年河道清淤项目支出绩效目标申报表.
"""

from __future__ import annotations

import re

from budgetflow.interpret.identity.names import (
    MONTH_BEHIND,
    Scope,
    Stage,
    Title,
    body_name,
    without_trail,
)
from budgetflow.interpret.tables.segments.titles import looks_like_title
from budgetflow.interpret.text.normalise import squeeze_printed

_YEAR = re.compile(rf"(?P<year>(?:19|20)\d\d)(?!{MONTH_BEHIND})年?(?:度)?")
_SUBJECT = re.compile(
    r"[省市区县州旗盟]本?级|部门|单位|一般公共|公共财政|政府性?(?:基金|预算|采购|债务|购买)|国有资本|社会保险基金|社保基金|"
    r"财政(?:拨款|专户|支出|收入|收支|预算|决算)|地方|收支|收入|支出|[“\"]?三公|项目|基本|预算|决算|"
    r"整体|绩效|机关运行|债[务券]|专项|转移支付|税收|本级|公开|各|全"
)
_FUND_KIND = re.compile(
    r"(?:一般公共|公共财政|政府性基金|国有资本经营|社会保险基金|社保基金|全口径)预算|预决算|预算单位|"
    r"预算内|预算外|预算科目"
)
_SCOPE = re.compile(r"(?:部门|(?<!预算)单位)(?=收支|收入|支出|预算|决算|财政|整体)")
# A page's title that says neither 表 nor 部门预算: 2025年甲县水务局“三公”经费公开. It must name a
# body; headings of a longer text do not.
_BARE_THREE_PUBLIC = re.compile(
    r"[^，。；：、]{4,50}[“\"]?三公[”\"]?经费(?:支出|预算|决算|使用|情况|信息|公开|公示|说明|的)*"
)
_FINAL = re.compile(r"决算|自评|绩效评价")
_BUDGET = re.compile(r"预算|绩效目标|限额|申报表|草案|安排")
_FUTURE_WORDS = re.compile(r"执行|完成")


def read_table_title(text: str) -> Title | None:
    """Read a line as the title of a table; None where it is none or says nothing of who or when.

    The stage is what the title's own words say once the names of funds (一般公共预算) are left
    out; a table of targets (绩效目标) or of a debt limit belongs to a budget.
    """
    line = without_trail(squeeze_printed(text))
    is_bare = _BARE_THREE_PUBLIC.fullmatch(line) is not None
    if not (looks_like_title(line) or is_bare):
        return None
    match = _YEAR.search(line)
    before, behind, year = "", line, None
    if match:
        before = line[: match.start()]
        behind = line[match.end() :]
        year = int(match["year"])
    # The whole before the year first: names hold words such as 财政 and 机关, where subjects begin.
    name = (
        body_name(before) or body_name(_up_to_subject(before)) or body_name(_up_to_subject(behind))
    )
    stage = stage_of_title(line)
    says_something = name or year
    if not says_something or (is_bare and not name):
        return None
    return Title(line, name, year, stage, _scope(behind))


def _scope(words: str) -> Scope | None:
    """Return the scope a table's title says (部门收支总表), None where it says none."""
    match = _SCOPE.search(words)
    if match is None:
        return None
    if match.group() == "部门":
        return "department"
    return "unit"


def stage_of_title(line: str) -> Stage | None:
    """Return the stage a table's title speaks of, None where its words do not say."""
    words = _FUND_KIND.sub("", line)
    if _FINAL.search(words):
        return "final_accounts"
    if _BUDGET.search(words):
        return "budget"
    if _FUTURE_WORDS.search(words):
        return None
    if "预算" in line:
        return "budget"
    return None


def _up_to_subject(text: str) -> str:
    """Return the words before the first that says what a table is about."""
    match = _SUBJECT.search(text)
    if match:
        return text[: match.start()]
    return text
