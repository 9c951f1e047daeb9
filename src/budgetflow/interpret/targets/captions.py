"""Whose goals a table holds by the title above it: 房屋修缮经费项目绩效目标表 is a project's form,
部门整体支出绩效目标表 the whole body's, 项目支出绩效目标表 names nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.interpret.text.normalise import squeeze

# Characters of the longest title; a longer line is a sentence.
_LONGEST = 70
_TITLE = re.compile(
    r"^(?P<words>[^。；]*?)(?:预算)?绩效(?:目标|指标|自评|评价|申报|批复|公开|管理|及|和|与|情况|"
    r"完成|任务|信息|审核|审批|设定|监控|自我|计划)*[表书](?P<rest>.*)$"
)
_REST = re.compile(r"^(?:[(](?P<brackets>[^()]+)[)]|[-—－:：]+(?P<dash>.+))?$")
_ORDINAL = r"(?:\d{1,2}(?!\d)|[一二三四五六七八九十]+)"
_NUMBER = re.compile(
    rf"^(?:附[件表录]?{_ORDINAL}?(?:[-—－.]{_ORDINAL})*[、.．:：)]?|"
    rf"{_ORDINAL}(?:[-—－]{_ORDINAL})*[、.．:：)]|[(]{_ORDINAL}[)][、.．]?)+"
)
# A body may stand before its year under another name than the publisher's (short, or the parent's).
_OF_YEAR = re.compile(
    r"^(?:[^()，、]{2,30}?[局委会厅院校所站队处室级市区县省心社馆团部司署])?20\d{2}(?:年度?)?"
)
# Words of which titles of any body's tables are made: what is left beside them is a name.
_GENERIC = re.compile(
    r"(?:20\d{2}|年度?|部门|单位|本?级|中央|[省市区县镇乡]|预算|项目|支出|重点|专项|资金|业务|经费|"
    r"整体|总体|财政|公开|一般公共|政府性基金|国有资本经营|转移支付|对下|其他|主要|[一二三]级|特定|"
    r"目标类|运转类|类|部分|各|及|和|与|的|等|[()《》“”:])*"
)
_SUFFIX = re.compile(r"(?:项目|专项)?(?:支出|资金支出)?(?:预算)?(?:整体|总体)?$")


@dataclass(frozen=True, slots=True)
class TargetCaption:
    """The title of a table of goals."""

    words: str
    """The title, squeezed: the same words on the next page go on with the same table."""
    whole: bool
    """Whether the goals are those of the whole body (整体支出)."""
    name: str | None
    """The project named, None where the title is that of any such table."""


def read_target_caption(text: str, publisher: str | None = None) -> TargetCaption | None:
    """Read a line or a cell as the title of a table of goals, None where it is something else.

    `publisher` is taken off the front, as are number and year.
    """
    words = squeeze(text)
    match = _TITLE.match(words) if len(words) <= _LONGEST else None
    rest = _REST.match(match["rest"]) if match else None
    if match is None or rest is None:
        return None
    named = _bare(match["words"], publisher)
    beside = rest["brackets"] or rest["dash"]
    # 整体 of a special fund (专项资金整体绩效目标表) is all of that fund, not of the body.
    whole = "整体" in match["words"] and "专项" not in match["words"]
    if _is_generic(named):
        named = _bare(beside, publisher) if beside else ""
    if _is_generic(named) or whole:
        return TargetCaption(words, whole, None)
    return TargetCaption(words, False, _SUFFIX.sub("", named) or named)


def _bare(words: str, publisher: str | None) -> str:
    """Return a title's words without numbering, publisher and year."""
    words = _NUMBER.sub("", words)
    if publisher:
        words = words.removeprefix(squeeze(publisher))
    words = _OF_YEAR.sub("", words)
    # Again: the year stands before the publisher's name as often as behind it.
    if publisher:
        return words.removeprefix(squeeze(publisher))
    return words


def _is_generic(words: str) -> bool:
    return _GENERIC.fullmatch(words) is not None
