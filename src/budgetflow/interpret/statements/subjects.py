"""The words of a subject: what stands around it and says nothing, and what names nothing of its
own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.interpret.text.numbering import SENTENCE_NUMBERING

_PLAIN_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_ANY_YEAR = r"(?:19|20)\d\d"
_FILLER = re.compile(
    r"^(?:本年度(?!收|支|[预决]算)|本年(?=$|无|没有|未)|今年|全年|开支|其中|另外?|此外|包括|包含|因此|"
    r"按(?:照)?[^，。]{2,16}?(?:分类|划分)(?:支出|收入)?(?:划分)?[为是:：]?|"
    r"主要(?:支出|项目|内容)?(?:[为是]|包括|有)(?=.{2})|"
    r"关于|同时|即(?=$|增|减|下降|上升|压)|也就是|相应|共有|共计|共(?!同)|合计|总计|拟|已(?!经)|计划|具体"
    r"|以及|、|的|也(?=没|未|无|$)|全部|(?:上述|以上)|部门/单位|本(?:部门|单位|校|局)"
    r"|部门[（(]单位[)）]|[（(]部门[)）]|[（(]单位[)）]|我(?:部门|单位|[校局部委院厅办])|学校|所属各预算单位|"
    r"下属单位)+"
)
# 人员经费用途主要包括基本工资3万元: the amount is that of what is listed.
_LISTS = re.compile(r"^[^，。；（(]{2,20}?(?:用途|内容)(?:主要)?(?:包括|包含|有|为)(?=.{2})")
# 2026年末财政拨款结转: what this year leaves, where 2026年末 alone is a day.
_LEFT_AT_ITS_END = r"年[末底终](?:财政|一般|政府|国有|结)"
_VERBAL = re.compile(
    r"(?:(?<=预算)(?:数|总额|金额)?(?:共计|共|合计|总计|约|为|是)+|(?:共计|共|约|均|为|是|达到?|人民币|"
    r"安排了?|拟安排|预计|(?<![实保拥现])有|约为))+$"
)
# Names nothing: the subject is said before, or in the heading.
GENERIC = re.compile(
    r"^(?:(?:部门|单位|财政拨款)?(?:年初|当年)?预算(?:数|总额|安排|金额|支出数)?|(?:支出)"
    r"?决算(?:数)?|全年(?:预算|执行)数?|(?:实际)?执行数|安排|金额|合计|总额|总计|预算安排(?:支出)?|数|本年数|收入预计|"
    r"绝对[额数值])?$"
)
# The value of the things counted just before.
VALUE = re.compile(
    r"^(?:价值|账面(?:价值|原值|净值)|原值|金额|(?:自评|评价)(?:资金|金额)|涉及(?:项目)?(?:预算|财政)?(?:资金|金额)|(?:共)?涉及.{0,"
    r"12}(?:资金|金额|拨款)|(?:项目)?(?:预算|资金|预算资金)(?:金额|总额)?)(?:合计|总计|共计)?$"
)
# The whole that was just spoken of, said again.
SAME = re.compile(
    r"^(?:.{0,12}(?:总计|总预算|合计|总额)|收[、，]?支(?:总?预算)?|收入[、和]支出(?:预算)?)(?:各|"
    r"均)?$"
)
_HEADING_TAIL = re.compile(r"(?:情况)?(?:的)?(?:总体|具体)?(?:情况)?(?:说明)?$")
# A final figure set against its budget: no comparison with another year.
BUDGET_AND_FINAL = re.compile(r"决算数?与(?:年初|全年|调整)?预算数?|预算数?与决算")
_OTHER_YEAR = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年(?:度)?|(?:上一?年|去年)(?:度)?(?=[部单财年支收全预决执实安]))"
    r"(?P<rest>.*)"
)
# What was carried over belongs to this year; 2025年末 is a day, 2025年至2026年 a period.
_NO_YEAR = re.compile(r"结转|结余|^(?:[末底初]|\d|[至到-])|[比较与]")
# `决算数大于预算数1万元`: the figure is a difference.
DIFFERENCE = re.compile(
    r"[大小多少高低]于(?:年初|调整)?预算|(?<!弥补收支)差[值额异]数?$|超(?:出|过)?(?:年初)?预算"
)
_OF_ANOTHER_YEAR = re.compile(
    r"(?:部门|单位|财政拨款|年初|全年|当年|支出|收入|预算|决算|执行|实际|完成|安排|批复|数|额)*"
)
# `截至2025年12月31日`
BY_DAY = re.compile(r"^截[至止].*?[日底月末](?:[，,]|$)")
# Revenue and expenditure at once.
BOTH_SIDES = re.compile(
    r"收入?[、，和及]?支出?(?:预算|决算)?(?:总计|总额|总体|合计)?(?:各|均|都|分别)?$"
)
OF_ITS_BUDGET = re.compile(r"(?:年初|调整|变动|全年)?预算数?的?")
YEAR_START = re.compile(r"(?:年初|全年|调整后?|变动后?)预算(?:数)?")
# Under the name of one function item, 本年支出决算 is that item's.
OF_THE_ITEM = re.compile(r"(?:本年|当年|年度)?支出(?:决算|预算)?(?:数|合计)?")
# What stands behind a project's name in its evaluation: …项目绩效自评综述.
EVALUATION_TAIL = re.compile(r"(?:支出)?(?:绩效)?(?:自评|评价)(?:综述|结果|情况|得分|报告)?.*$")
# Opens a sentence and names nothing.
NO_LEAD = re.compile(
    r"根据|按照|依据|依照|按(?=.*(?:规定|要求|标准))|为(?:贯彻|落实|进一步|了)|截[至止]"
)


@dataclass(frozen=True, slots=True)
class Context:
    """Where a subject stands: the headings above it, outermost first, and the words of its sentence
    before it.
    """

    headings: tuple[str, ...]
    sentence: str = ""
    paragraph: str = ""
    whole: str = ""
    """The topic of the latest total in the paragraph, whose parts follow."""
    part_of: str = ""
    """The topic of the whole whose parts the passage lists (其中), empty where it lists none."""

    @property
    def near(self) -> str:
        """Return the innermost heading that is not only a number or a name."""
        if self.headings:
            return self.headings[-1]
        return ""

    @property
    def all(self) -> str:
        """Return all headings as one text."""
        return " ".join(self.headings)


class SubjectWords:
    """Takes off a subject what every sentence of one disclosure puts around it."""

    def __init__(self, publisher: str | None, fiscal_year: int | None) -> None:
        """Take the name that stands before many subjects, and the year printed before the
        others.
        """
        self._publisher = (
            re.compile(re.escape(publisher) + r"(?:[（(](?:部门|单位)[)）])?(?![（(]?本级)")
            if publisher
            else None
        )
        self._printed_year = re.compile(
            rf"{fiscal_year or _ANY_YEAR}(?:年(?:度)?(?![末底终])|(?={_LEFT_AT_ITS_END}))"
            r"|^当年(?!(?:收入|支出)合计)"
        )

    def own(self, text: str) -> str:
        """Take publisher, year and filling words off a subject."""
        text = text.translate(_PLAIN_DIGITS)
        if self._publisher:
            text = self._publisher.sub("", text)
        text = self._printed_year.sub("", text)
        text = BY_DAY.sub("", text)
        text = _FILLER.sub("", SENTENCE_NUMBERING.sub("", text))
        text = _LISTS.sub("", text)
        return _VERBAL.sub("", text).strip("，,、：: ")


def other_year(subject: str, fiscal_year: int | None) -> str | None:
    """Return what a subject names of another year than the document's (`2025年预算数`: 预算数,
    `2025年公务接待费`: 公务接待费), None where it names none. 上年 counts only before words that
    name nothing else.
    """
    match = _OTHER_YEAR.fullmatch(subject)
    if match is None or _NO_YEAR.search(match["rest"]):
        return None
    if match["year"] is None:
        if _OF_ANOTHER_YEAR.fullmatch(match["rest"]):
            return match["rest"]
        return None
    if int(match["year"]) == fiscal_year:
        return None
    return match["rest"]


def names_nothing_more(rest: str) -> bool:
    """Return whether the words behind another year name only its budget or execution."""
    return _OF_ANOTHER_YEAR.fullmatch(rest) is not None


def heading_words(heading: str) -> str:
    """Return a heading without 情况说明 at its end."""
    return _HEADING_TAIL.sub("", heading)
