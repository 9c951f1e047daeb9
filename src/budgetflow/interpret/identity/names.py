"""What a disclosure's own words say of its publisher, year, stage and scope: the patterns of labels
and titles.

Only shapes of wording live here, seen in disclosures of many places; no place and no body is named.
Text comes in with
the blanks that layout put between characters already taken out (`squeeze_printed`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from budgetflow.interpret.text.normalise import HAN, squeeze_printed

Stage = Literal["budget", "final_accounts", "execution"]
Scope = Literal["department", "unit", "government"]

_STAGE_WORDS: dict[str, Stage] = {"预算": "budget", "决算": "final_accounts"}
_SCOPE_WORDS: dict[str, Scope] = {"部门": "department", "单位": "unit"}

_SEAL = r"(?:[（(](?:盖章|公章|签章|全称)[)）])?"
_LABEL_WORDS = (
    r"(?:编制|填报|编报|制表|填表|填制|报送|申报|公开|发布)(?:单位|部门|机构)|部门名称|单位名称|预算主管部门|"
    r"主管部门|预算(?:单位|部门)"
    r"|部门[（(]单位[)）]|单位[（(]部门[)）]|(?:(?<![\u4e00-\u9fff])|(?<=元))(?:部门/单位|部门|单位)"
)
_LABEL = re.compile(rf"(?P<label>{_LABEL_WORDS}){_SEAL}[:：]")
_LABEL_CELL = re.compile(
    r"(?:编制(?:单位|部门)|(?:[省市区县州]级)?主管部门|填报(?:单位|部门)|部门(?:[（(]单位[)）])"
    r"?名称|单位(?:[（(]部门[)）])?名称"
    rf"|预算(?:单位|部门)|部门[（(]单位[)）]){_SEAL}[:：]?"
)
_NAME_END = re.compile(
    r"[（(](?:盖章|公章|签章)[)）]$|(?:金额)?单位[:：].*$|(?:填报|编制|公开)?日期[:：].*$|[（(]?(?:单位)?(?:万元|亿元|人民币).*$"
    r"|公开\d*表.*$|\d{4}年.*$|(?<=[局厅委院办所])第\d+页.*$"
)
# The unit's number in the budget system before its name: 212001-甲县林业局, [212001]甲县林业局.
_CODE_BEFORE = re.compile(r"^[\[【(（〔]?\d{3,12}[\]】)）〕]?[-—–_:：]*(?=[\u4e00-\u9fff])")
_SCOPE_BEHIND = re.compile(r"[（(](?:本?部门|本?单位)[)）]$")
_NOT_A_NAME = re.compile(
    r"^(?:万|百万|亿|千)?元|^人民币|^[\d.,%％－—-]+$|[，。；、]$|表$|指标|项目|名称|合计|预算数|"
    r"金额|科目|情况|万元|^[（(][^（()）]*[)）]$"
)
PLACEHOLDER = re.compile(r"[X×✕✖○〇*＊]{2,}|[＿_]{3,}|某某")
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
# What tells a month (2026年2月) from a year the paper is about.
MONTH_BEHIND = rf"年?{_MONTH}"
# A day or a month on a line of its own (2026年2月, 二〇二四年八月): when the paper was made, not
# the year it is about.
DATE = re.compile(
    rf"[（(]?(?:19|20)\d\d(?:年{_MONTH}(?:[\d一二三四五六七八九十廿]{{1,3}}[日号])?"
    r"|[-./]\d{1,2}(?:[-./]\d{1,2})?)(?:编制|印制|公开)?[)）]?"
)
# Not 2026-03-25: a heading with such a day behind it is an entry of a web page's list.
_DATE_BEHIND = re.compile(
    rf"[（(]?(?:19|20)\d\d年{_MONTH}(?:[\d一二三四五六七八九十廿]{{1,3}}[日号])?"
    rf"(?:公开|编制|印制|发布|制)?[)）]?$"
)
_TRAIL = re.compile(
    r"^.*[>＞»›]|^(?:您的?|当前|现在)?(?:现在|当前)?(?:所在|的)?位置[:：]?"
    r"|^(?:网站|门户)?(?:首页|主页)(?:[/／|｜\\·•—–-].*[/／|｜\\·•—–-])?"
)
_TAIL_WORDS = (
    r"(?:信息|公开|情况|的|说明|报告|报表|表格|附表|套表|表|文本|目录|文件|文字|资料|"
    r"材料|编制|解读|草案|汇总|书|公告|公示|[“\"]三公[”\"]经费|三公经费|支出){0,6}"
)
_TAIL = (
    rf"{_TAIL_WORDS}(?:[及和暨与、][^，。；：]{{2,24}})?(?:[（(](?:草案|汇总|本级|公开)[)）])"
    rf"?(?:公开)?"
)
_SCOPE_IN_TITLE = (
    r"(?:(?P<scope>部门[（(/、]?(?:单位|汇总)?[)）]?|单位(?:[（(]本级[)）])?)(?:综合|整体)?)?"
)
_TITLE = re.compile(
    rf"(?P<a>.{{0,60}}?)(?P<year>(?:19|20)\d\d)(?!{MONTH_BEHIND})年?(?:度)?(?P<b>.{{0,60}}?)"
    rf"{_SCOPE_IN_TITLE}(?P<stage>预算|决算){_TAIL}"
)
_YEARLESS = re.compile(
    rf"(?P<a>.{{4,60}}?)(?P<b>)(?P<year>)(?P<scope>部门|单位)(?:综合)?(?P<stage>预算|决算){_TAIL}"
)
# A title in brackets before the name: 【2024年部门预算】甲县林业局.
_LEADING_GROUP = re.compile(
    r"[【\[（(〔](?P<group>[^】\])）〕]*(?:19|20)\d\d[^】\])）〕]*[预决]算[^】\])）〕]*)[】\])）〕](?P<rest>.{4,})"
)
_NAME_TRIM = re.compile(
    r"^第.{1,2}部分|^[一二三四五六七八九十]+、|^_|_$|^(?:附件|附表|附)\d*[:：.、]?|^关于|^\d+[.、]"
    r"|(?:部门|单位|[（(]单位[)）]|[（(]部门[)）]|的|关于)$|^\d{2}年?|^[)）】\]]|[（(【\[]$"
    r"|[“\"]?三公[”\"]?(?:经费)?$|一般公共(?:预算)?$|(?:财政拨款|政府性基金|收支|支出|收入|全口径)$"
    r"|[及和与含]其?[所下直]属(?:各?(?:预算|事业|基层))?$"
)
# What stands before a name on a web page: 当前位置：首页>甲市财政局, 000-0011甲市教育局.
_BREADCRUMB = re.compile(r"[>＞|丨｜:：»/]|\d*-[\d-]*\d|正文")
# Not the year in 青年, 少年, 老年 and 成年, nor the money that an office is about: 非税收入管理局,
# 预算评审中心.
_NO_NAME_IN_TITLE = re.compile(
    r"[。，；]|(?<![青少老成])年(?!一贯|制)|^(?:按照|根据|依据|关于)"
    r"|(?:支出|收入|收支|预算|决算)(?![\u4e00-\u9fff]{1,8}(?:局|中心|[处所站院]|委员会|办公室)(?:[（(]|$))"
)
# What begins 全市教育系统, 各学校 and 向社会公开. Places are named 全…县 and 向…区 too, offices
# 对外 and 对口, so the character alone decides nothing.
_FUNCTION_WORD_BEFORE = re.compile(
    r"各|全(?:[省市区县州盟旗国系院校](?!县)|部|口径|年|额|体|面)|向(?:社会|公众)"
    r"|对(?:社会|公众|下|本|我|所属|附属|全|各)"
)
# A title that names the place, with the publisher behind it:
# 2025年部门预算公开（甲市水务局）, 甲市2025年部门预算公开——甲市水务局.
_NAME_BEHIND = re.compile(
    r"(?P<title>.*(?:19|20)\d\d.*[预决]算[^—–:：（(-]{0,8})"
    r"(?:[—–-]{1,3}|[:：]|(?P<open>[（(]))(?P<name>[\u4e00-\u9fff].{3,40}?)(?(open)[)）])"
)
# What a web page's title names behind a dash and is no publisher.
_SITE = re.compile(r"网站?$|平台$|门户|[省市区县州旗盟]人民政府$")
_SCOPE_IN_NAME = re.compile(r"[（(](?P<mark>部门|单位|本级|机关|汇总)[)）]$|(?P<bare>本级|汇总)$")
_LEVEL = re.compile(
    r"^(?:[省市区县州盟旗]级|本级|年?度|地方|中央)$|(?:省|市|自治区|区|县|州|盟|旗)"
    r"(?:[省市区县州盟旗]级|本级)$"
)
_BODY = re.compile(
    r"(?:局|厅|委|委员会|办|办公室|办公厅|院|校|大学|学院|中学|小学|幼儿园|中心|站|所|队|馆|社|"
    r"会|联|署|处|部|团|政府|街道"
    r"|办事处|镇|乡|场|台|室|园|组|集团|公司|库|厂|段|行|监狱|机关|开发区|[新园特]区|系统|协会|"
    r"基地|报|社区|学校|分局|宫|海关|乌兰牧骑|计生协|码头|电大|教学点|公墓|名胜区|苏木|嘎查|高中|初中|师|庭|[灌林景]区|(?:示范|试验|实验|合作|保护|度假)区)"
    r"(?:[（(].{1,12}[)）])?(?:本级|机关|汇总|部门)?(?:[（(](?:本级|机关|汇总)[)）])?$"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label such as 编制单位 with the name behind it; the name is empty where a form was
    left blank.
    """

    label: str
    name: str

    @property
    def scope(self) -> Scope | None:
        """Return which scope the label speaks of; 单位名称 stands over department budgets too and
        says nothing.
        """
        if self.label in {
            "部门",
            "部门名称",
            "编制部门",
            "填报部门",
            "预算主管部门",
            "公开部门",
            "预算部门",
        }:
            return "department"
        if self.label in {"单位", "编制单位", "预算单位"}:
            return "unit"
        return None


@dataclass(frozen=True, slots=True)
class Title:
    """What a title line says: a name (or None), a year, a stage and a scope."""

    text: str
    name: str | None
    year: int | None
    stage: Stage | None
    scope: Scope | None


def clean_name(text: str) -> str | None:
    """Cut what stands behind a publisher's name on the same line, and say None where no name is
    left.
    """
    name = _NAME_END.sub("", squeeze_printed(text)).strip("：:，,。.;；—-_ ·")
    name = _SCOPE_BEHIND.sub("", _CODE_BEFORE.sub("", name))
    if not 3 <= len(name) <= 60 or _NOT_A_NAME.search(name) or len(HAN.findall(name)) < 3:
        return None
    return name


def read_label_cell(text: str, beside: str | None) -> Label | None:
    """Read a label that has no colon: a cell with the name in the next one, or a line that sets a
    gap between them.
    """
    if beside is None:
        text, _, beside = text.strip().partition(" ")
    match = _LABEL_CELL.fullmatch(squeeze_printed(text))
    name = clean_name(beside) if match else None
    if name:
        return Label(squeeze_printed(text), name)
    return None


def read_labels(text: str) -> list[Label]:
    """Return the labels a line or cell prints with a colon: 编制单位：X, 预算主管部门：Y, 部门：Z
    单位：万元.
    """
    line = squeeze_printed(text)
    marks = list(_LABEL.finditer(line))
    out = []
    for mark, following in zip_longest(marks, marks[1:]):
        name = clean_name(line[mark.end() : following.start() if following else len(line)])
        if name:
            out.append(Label(mark["label"], name))
    return out


def is_body(name: str) -> bool:
    """Check whether a name ends as names of public bodies do (局, 委员会, 学院, 中心, （本级）
    ...).
    """
    return _BODY.search(name) is not None


def _name_of(a: str, b: str) -> str | None:
    """Put together the name printed before or behind the year of a title."""
    return body_name(b) or body_name(a)


def body_name(words: str) -> str | None:
    """Return the name of a body that a part of a title is, None where it is none.

    Numbering, 关于, the way to a web page and words of scope around the name are left out; a
    placeholder (某市XX局) counts as a name.
    """
    name = _BREADCRUMB.split(words)[-1]
    while (shorter := _NAME_TRIM.sub("", name)) != name:
        name = shorter
    if _LEVEL.search(name) or len(name) < 3 or _NO_NAME_IN_TITLE.search(name):
        return None
    if _FUNCTION_WORD_BEFORE.match(name):
        return None
    if is_body(name) or PLACEHOLDER.search(name):
        return name
    return None


def read_title(text: str) -> Title | None:
    """Read a whole line (or lines joined) as the title of a budget or final account; None where it
    is not one.

    Titles seen: 2026年X部门预算, X2026年度部门预算信息公开, X2026年部门预算情况说明,
    2026年X单位预算公开, X部门预算公开.
    """
    line = _DATE_BEHIND.sub("", without_trail(squeeze_printed(text)).strip("《》—-–_.·•~="))
    if "=" in line:
        return None  # a field of data or of an address (ColumnName=部门预算)
    if led := _LEADING_GROUP.fullmatch(line):
        line = led["rest"] + led["group"]
    match = _TITLE.fullmatch(line) or _YEARLESS.fullmatch(line)
    if not match:
        return _title_with_name_behind(line)
    name = _name_of(match["a"], match["b"])
    scope = _SCOPE_WORDS.get((match["scope"] or "")[:2])
    if scope is None and name:
        scope = scope_of_words(match["a"], match["b"])
    year = int(match["year"]) if match["year"] else None
    return Title(line, name, year, _STAGE_WORDS[match["stage"]], scope)


def without_scope(name: str) -> str:
    """Return a name without the mark of scope behind it (（本级）, 汇总), which is about the
    disclosure and not the body.
    """
    return _SCOPE_IN_NAME.sub("", name)


def scope_of_words(*words: str) -> Scope | None:
    """Return the scope that a mark behind the publisher's name gives, None without a mark."""
    marks = [mark for part in words if (mark := _SCOPE_IN_NAME.search(part))]
    if not marks:
        return None
    whole = (marks[0]["mark"] or marks[0]["bare"]) in ("部门", "汇总")
    if whole:
        return "department"
    return "unit"


def _title_with_name_behind(line: str) -> Title | None:
    """Read a title with a body's name behind it: the publisher's where the title names none."""
    match = _NAME_BEHIND.fullmatch(line)
    behind = body_name(match["name"]) if match else None
    if match is None or behind is None or _SITE.search(behind):
        return None
    title = _TITLE.fullmatch(match["title"])
    if title is None:
        return None
    name = _name_of(title["a"], title["b"]) or behind
    scope = _SCOPE_WORDS.get((title["scope"] or "")[:2]) or scope_of_words(match["name"])
    return Title(line, name, int(title["year"]), _STAGE_WORDS[title["stage"]], scope)


def without_trail(line: str) -> str:
    """Return a squeezed line without the way to a web page before it (当前位置：首页>甲局)."""
    return _TRAIL.sub("", _TRAIL.sub("", line))


def is_date(line: str) -> bool:
    """Check whether a squeezed line prints nothing but a day or a month."""
    return DATE.fullmatch(line) is not None
