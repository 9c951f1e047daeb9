"""Whether a page announces a budget or final accounts of a body, or only speaks of money: by its
words, never by its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

_SUBJECT = re.compile(
    r"预\s*决\s*算|预\s*算|决\s*算|三公|绩效目标|专项资金|财政拨款|预算绩效|转移支付\S{0,14}表|"
    r"政府债务\S{0,14}(?:表|情况)"
)
_YEAR = re.compile(
    r"20\d{2}\s*(?:年度?|财政年度)|20\d{2}(?=部门|单位|预算|决算)|年度?(?:部门|单位|整体)?(?:预|"
    r"决)算|二[〇○零О]\S{1,3}年"
)
_DISCLOSES = re.compile(
    r"(?:部门|单位|本级|机关|政府|财政|汇总|年度?|县|市|区|省|公开|学校|大学|学院|医院|中心|局|"
    r"委员?会?|办公?室?|厅|院)\S{0,14}(?:预算|决算|预决算)"
    r"|(?:预算|决算|预决算)\S{0,6}(?:公开|情况|说明|报告|报表|表|草案|信息|编制)|三公\S{0,"
    r"12}(?:经费|预算|决算|支出|公开)|绩效目标(?:表|公开|申报|\W|$)|专项资金\S{0,6}(?:公开|目录|"
    r"表|清单|情况)"
    r"|转移支付\S{0,14}表|政府债务\S{0,14}(?:表|情况)"
)
# Words of acts are also in the names of organs (审计局, 会议服务中心, 教育督导室): there they say
# nothing about the page.
_ORGAN = (
    r"(?!\S{0,8}(?:局|厅|署|委|办|室|处|站|所|院|队|中心|馆|团|会)(?!\S{0,3}(?:关于|召开|举办)))"
)
# Acts around budgets (notices, rules, tenders, reviews), which speak of them and are none.
_NOT = re.compile(
    r"通知|办法|细则|规定|意见|条例|方案|指引|目录及标准|批复|答复|解读|图解|一图|工作(?:总结|"
    r"计划|要点|报告|安排|动态)|年度报告|年报|询价|中标|采购公告"
    r"|座谈|章程|规程|流程|职责|自评|自查|评价报告|薪酬|工资总额|举办|召开|讲话|致辞|约谈|决议|"
    r"审查(?:结果|意见|报告)|先进|表彰|获奖|荣获"
    r"|如何|怎[么样]|什么是|看懂|读懂|采购预算|控制价|评审(?:结果|报告|意见)"
    rf"|(?:招标|招聘|选聘|成交|会议|培训班|督导|检查|调研|推进|部署|实施|审计|整改|绩效评价)"
    rf"{_ORGAN}"
    r"|\d\s*月份?\S{0,14}(?:收支|执行|完成)|季度\S{0,10}(?:收支|执行)|上半年|[一二三四]季度"
)
_PART_OF_A_YEAR = re.compile(r"\d\s*月|季度|[上下]半年")
_NOT_STRONG = re.compile(
    r"印发|下达|预算执行和其他财政|的通知|管理办法|实施细则|暂行|工作总结|政府信息公开(?:工作)"
    r"?年度报告|预算管理一体化|预算单位政府(?:集中)?采购|第三方|评审中心招"
    r"|预算绩效管理(?:工作|办法|会|培训)|编制\S{0,10}(?:工作|通知|会议)|审计(?:工作报告|结果|"
    r"查出|发现|整改)"
)
# News praise: what grew, came first or was done smoothly.
_NEWS = re.compile(
    rf"(?:增速|同比|收入增长|(?:预期|预计|实现)增长|连续\S{{1,2}}年|位列|完成预算的|圆满|顺利|"
    rf"扎实|持续|深入|全力|全面公开|亮点|新闻|简讯|高质量|赋能|护航|保障到位|启用|上线){_ORGAN}"
)
_REPORT = re.compile(
    r"预算草案|预算执行情况|决算草案|决算(?:的)?报告|预算(?:的)?报告|预算调整(?:方案|报告)"
)
_ABOUT_A_REPORT = re.compile(r"通知|审查|批复|批准|决议|意见|审计|整改|解读|图解|一图|读懂|说明会")
_PUBLISHED = re.compile(
    r"20\d{2}\S{0,30}(?:部门|单位)(?:预算|决算|预决算)\S{0,6}(?:公开|说明|情况|公告|报告|的公示)"
)
_FILE_SUBJECT = re.compile(r"预\s*算|决\s*算|三公|绩效目标|预决算|\byjs|收支总表|支出表")
_COLUMN = re.compile(r"预\s*决\s*算|预\s*算|决\s*算|三公|czyjs|yjsgk", re.IGNORECASE)
_MONEY = re.compile(r"(?<![\d,])\d[\d,]{0,24}(?:\.\d{1,8})?\s{0,3}(?:万元|亿元|元)(?!/)")
# Different words of a budget's own in a text that is one whatever its title is.
_MANY_BODY_WORDS = 5
_BODY_WORDS = re.compile(
    r"收支总|财政拨款|一般公共预算|三公|机关运行经费|基本支出|项目支出|部门预算|单位预算|决算"
)


class _Words:
    """What a page says, and what the rules ask of it, each worked out when first asked for."""

    def __init__(self, title: str, column: str, file_names: list[str], text: str) -> None:
        self.title = title
        self.column = column
        self.file_names = file_names
        self.text = text

    @cached_property
    def titled(self) -> bool:
        """Whether the title speaks of a budget."""
        return bool(_SUBJECT.search(self.title))

    @cached_property
    def denied(self) -> bool:
        """Whether the title is of something beside budgets: a notice, a rule, a tender."""
        return bool(_NOT.search(self.title))

    @cached_property
    def news(self) -> bool:
        """Whether the title is that of news."""
        return bool(_NEWS.search(self.title))

    @cached_property
    def in_column(self) -> bool:
        """Whether the column of the site is one of budgets."""
        return bool(_COLUMN.search(self.column))

    @cached_property
    def named_files(self) -> bool:
        """Whether a file is named as a budget, and as no rule about budgets."""
        # Names of files are chosen by people who disclose, titles often by a template.
        for name in self.file_names:
            if _FILE_SUBJECT.search(name) and not _NOT_STRONG.search(name):
                return True
        return False

    @cached_property
    def figures(self) -> bool:
        """Whether budget prose with sums of money stands in the text."""
        return figures(self.text)


def _is_about_rules(page: _Words) -> bool:
    return speaks_of_rules(page.title)


def _discloses(page: _Words) -> bool:
    """The title says that a budget is disclosed; a denial may be part of a report's title."""
    if not page.titled or page.news or not _DISCLOSES.search(page.title):
        return False
    return not page.denied or _is_report_title(page.title)


def _is_news(page: _Words) -> bool:
    return page.titled and page.news


def _title_is_borne_out(page: _Words) -> bool:
    if not page.titled or page.denied:
        return False
    return page.named_files or page.in_column or page.figures


def _column_or_files_say_it(page: _Words) -> bool:
    """A department's name alone is a title in a column of budgets, or over a file named as one."""
    if page.denied:
        return False
    if page.named_files:
        return True
    return page.in_column and (bool(page.file_names) or page.figures)


def _text_says_it(page: _Words) -> bool:
    if page.denied or page.news or not page.figures:
        return False
    named = set(_BODY_WORDS.findall(page.text))
    return len(named) >= _MANY_BODY_WORDS and bool(_YEAR.search(page.text))


# The order matters: a title of rules speaks of budgets too, and a report's title may deny.
# When each rule holds, whether the page is a disclosure then, and why not; the first decides.
_RULES: tuple[tuple[Callable[[_Words], bool], bool, str], ...] = (
    (_is_about_rules, False, "a rule, notice or report about budgets, not a budget"),
    (_discloses, True, ""),
    (_is_news, False, "news about budgets, not a budget"),
    (_title_is_borne_out, True, ""),
    (_column_or_files_say_it, True, ""),
    (_text_says_it, True, ""),
)
_NOTHING = "neither title, column, files nor text speak of a body's budget or final accounts"


def judge(title: str, column: str, file_names: list[str], text: str) -> tuple[bool, str]:
    """Check whether a page is a disclosure, and why not.

    Takes the page's title (with the list's, where known), the column it is in, the names of its
    files, and its visible text. A title that says whose and which year's budget decides; a title of
    a department's name alone needs its column or files to say it. Rules about budgets, notices and
    news of budgets are none.
    """
    page = _Words(title, column, file_names, text)
    for holds, disclosure, why_not in _RULES:
        if holds(page):
            return disclosure, why_not
    return False, _NOTHING


def speaks_of_rules(title: str) -> bool:
    """Check whether a title is that of a rule, a notice or a report about budgets."""
    return bool(_NOT_STRONG.search(title)) and not _is_report_title(title)


def _is_report_title(title: str) -> bool:
    """Return True for titles such as `关于2025年预算执行情况和2026年预算草案的报告` and
    `...部门预算公开说明`, False for rules about budgets.
    """
    if (
        _REPORT.search(title)
        and not _ABOUT_A_REPORT.search(title)
        and not _PART_OF_A_YEAR.search(title)
    ):
        return True
    return bool(_PUBLISHED.search(title)) and not re.search(r"通知|印发|自查|检查", title)


def figures(text: str) -> bool:
    """Check whether budget prose with sums of money stands in a text: three sums or more and three
    of a budget's own words.
    """
    # Three of each: one sum stands in any text, and prose about money names many.
    return len(_MONEY.findall(text)) >= 3 and len(set(_BODY_WORDS.findall(text))) >= 3
