"""Where a document says who published it, for which year, at which stage and scope, ranked.

The order is that of trust: what the cover prints, then the lines over the tables, then headings and
signature, then the cells of performance tables, then prose, and only then what came from outside
the paper (announcement, file name, the file's own title, which are wrong often: a year nobody
changed, a template's name).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby

from budgetflow.interpret.identity.names import (
    Scope,
    Stage,
    clean_name,
    is_body,
    is_date,
    read_label_cell,
    read_labels,
    read_title,
    without_trail,
)
from budgetflow.interpret.identity.printed_lines import Printed
from budgetflow.interpret.identity.table_titles import read_table_title
from budgetflow.interpret.identity.unit_lines import name_beside_unit, titles_beside_caption
from budgetflow.interpret.tables.segments.captions import read_caption
from budgetflow.interpret.text.contents import is_of_contents
from budgetflow.interpret.text.unit_line import find_unit
from budgetflow.readers.page_numbers import is_page_number


class Trust(IntEnum):
    """How far a place is believed; the highest that says something decides."""

    FILE_TITLE = 1
    FILE_NAME = 2
    ANNOUNCEMENT = 3
    PROSE = 10
    TABLE_KIND = 15
    """What kind a table is (a debt limit, performance targets) tells the stage it belongs to."""
    PROJECT_CELL = 20
    """预算单位 in the performance table of one project, which may be a subordinate's."""
    CELL = 30
    """部门名称 in a performance table of the whole body."""
    SIGNATURE = 40
    HEADING = 50
    TABLE_TITLE = 55
    """The title of one table with a body's name or a year in it."""
    TABLE_LINE = 60
    """编制单位 and its like over a table."""
    TITLE = 70
    """A title further in, or a running header."""
    COVER_TITLE = 90
    COVER_LABEL = 100
    """预算单位 printed on the cover itself."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place and what it says; what it does not say is None."""

    trust: Trust
    text: str
    page: int | None = None
    publisher: str | None = None
    fiscal_year: int | None = None
    stage: Stage | None = None
    scope: Scope | None = None


# What a title over several lines never goes on with: a part, a label, the contents, a sentence.
_NOT_IN_TITLE = re.compile(r"^第.{1,2}部分|[:：。]|^目录|^[一二三四五六七八九十]+、")
_COVER_LINES = 12
# Lines of a web page looked through for its first lines of text: menus come before them.
LOOKED_THROUGH = 80
# An entry of a web page's menu.
_MENU = re.compile(r"^(?!目录|20\d\d)[^\d：:。]{1,8}$")
# A line of the tools around a heading of a web page.
_TOOL = re.compile(
    r"(?:网站)?首页|返回.{0,4}|正文|(?:【?字号|【?字体|[\[【(（]?大中小|分享|来源|信息来源|浏览|访问|阅读|"
    r"点击|打印|【?我要|【?关闭).{0,40}"
)
# So many short lines in a row are a menu; a title is not broken into so many.
_ENTRIES_OF_A_MENU = 5
_JOIN = 6
# What a line holds whose wording says of whom, of which year or of which stage a paper is. Every
# cell of a document is asked, so by one search.
_MAY_TELL = re.compile(r"算|年|部|单位")
# Characters of a line that may be a title.
_LONGEST_TITLE = 80
_YEAR_IN = re.compile(r"(?:19|20)\d\d年")
_YEAR = r"(?P<year>(?:19|20)\d\d)年(?:度)?"
_HEADING = re.compile(
    r"^第.{1,2}部分(?P<a>.{3,50}?)(?:概况|基本情况|(?:19|20)\d\d年.*)$"
    r"|^(?P<b>.{3,50}?)(?:[（(]单位[)）]|[（(]部门[)）])?(?:主要职能|机构设置|预算编制说明)$"
)
_RELATION = re.compile(
    rf"^(?:[一二三四五六七八九十]+、)?关于(?P<name>.{{4,60}}?){_YEAR}.{{0,20}}(?:预算|决算)"
    rf".*(?:说明|情况)$"
)
_YEAR_FIELD = re.compile(r"(?:预算|决算|会计|填报|编制)年度[:：]((?:19|20)\d\d)(?!\d)")
_FLOWS = r"收支|收入|支出|财政拨款|一般公共预算|机关运行经费|政府采购"
_SENTENCE = re.compile(
    rf"^(?P<name>[^，。；、：]{{4,60}}?){_YEAR}(?:部门|单位|的)?(?:{_FLOWS}|所有收入)[^，。；"
    rf"]{{0,16}}(?:预算|决算)"
)
_YEAR_LINES = (
    (
        Trust.HEADING,
        re.compile(
            rf"^.{{0,44}}?{_YEAR}[^上前末底]{{0,40}}?(?:预算|决算)[^，。；]{{0,16}}(?:表|说明|"
            rf"情况)(?:[（(].{{1,10}}[)）])?$"
        ),
    ),
    (Trust.CELL, re.compile(r"^[（(]?(?P<year>20\d\d)[)）]?年?[（(]?(?:年度|年)[)）]?$")),
    (
        Trust.PROSE,
        re.compile(
            rf"(?:^|[，。；,]){_YEAR}(?:部门|单位)?(?:{_FLOWS}|“三公”经费)[^，。；]{{0,"
            rf"20}}(?:预算|决算)"
        ),
    ),
)
_STAGE_TABLE = re.compile(
    r"(?:收支|收入|支出|拨款|经费|采购)[^，。；]{0,14}?(?P<stage>预算|决算)(?:总体情况|情况|明细|"
    r"总)?表"
    r"|^(?P<number>预算|决算|财决)(?:公开)?\d+表|^(?P<header>预算|决算)数$"
)
_STAGE_OF_FIGURE = re.compile(r"(?:收入|支出|经费)(?P<stage>预算|决算)(?:数|安排)?(?:为|共)?\d")
_SCOPE_LINE = re.compile(
    r"^(?:第.{1,2}部分|[一二三四五六七八九十\d]+[、.．])?(?:20\d\d年(?:度)?)?(?P<scope>部门|单位)"
    r"(?:概况|主要职[能责]|[预决]算表|预算公开|[预决]算情况|收支|收入|支出|机构设置|整体)"
    r"|(?P<whole>部门|单位)整体(?:支出)?(?:预算)?绩效"
)


def cover_lines(lines: list[Printed]) -> list[str]:
    """Return the first lines of text, up to the contents page; the way to a web page and the
    entries of its menu are left out.
    """
    out: list[str] = []
    for line in lines[:LOOKED_THROUGH]:
        if line.page != lines[0].page or is_of_contents(line.text):
            break
        if line.in_table:
            if out and line.text in out[-1]:
                continue  # a cell of the row just taken
            break
        text = without_trail(line.text)
        if is_page_number(text) or len(text) > 80 or not text or _TOOL.fullmatch(text):
            continue
        if text != line.text and not read_title(text):
            continue  # only the way to the page
        out.append(text)
    return _without_menu(out)[:_COVER_LINES]


def _without_menu(texts: list[str]) -> list[str]:
    """Leave out runs of entries of a menu: many short lines without a figure, one after another."""
    out: list[str] = []
    for is_entry, run in groupby(texts, key=lambda text: bool(_MENU.search(text))):
        entries = list(run)
        if not (is_entry and len(entries) >= _ENTRIES_OF_A_MENU):
            out.extend(entries)
    return out


def cover_evidence(lines: list[Printed]) -> Iterator[Evidence]:
    """Read the cover: labels on it, and a title that may run over several lines."""
    cover = cover_lines(lines)
    page = lines[0].page if lines else None
    for text in cover:
        for label in read_labels(text):
            yield Evidence(Trust.COVER_LABEL, text, page, publisher=label.name, scope=label.scope)
    nameless = False
    for start in (
        place for place, text in enumerate(cover) if "。" not in text
    ):  # a sentence is no title
        for size in range(_lines_of_title(cover[start : start + _JOIN]), 0, -1):
            title = read_title("".join(cover[start : start + size]))
            if title:
                yield Evidence(
                    Trust.COVER_TITLE,
                    title.text,
                    page,
                    title.name,
                    title.year,
                    title.stage,
                    title.scope,
                )
                nameless = nameless or title.name is None
                break
    if nameless:
        yield from _named_apart(cover, page)


def _lines_of_title(texts: list[str]) -> int:
    """Return how many lines may be one title: up to the first that begins a part or a
    label (第一部分, 发布日期：), or says when the paper was made (2026年2月).
    """
    for place, text in enumerate(texts):
        if not place:
            if find_unit(text):
                return 1  # the caption of a table, no part of a title
            continue
        if _NOT_IN_TITLE.search(text) or is_date(text):
            return place
        if _YEAR_IN.search(text) and read_title("".join(texts[:place])):
            return place  # the title is whole, and another begins
    return len(texts)


def _named_apart(cover: list[str], page: int | None) -> Iterator[Evidence]:
    """Read a body's name on a line of its own beside a title that names nobody (2026年部门预算 /
    甲市财政局).
    """
    for text in cover[:_JOIN]:
        name = clean_name(text)
        if name and is_body(name) and not re.search(r"预算|决算|公开|印制|编制|目录|年", text):
            yield Evidence(Trust.TITLE, text, page, publisher=name)


def body_evidence(lines: list[Printed]) -> Iterator[Evidence]:
    """Read the rest: labels over tables, titles, headings, sentences, cells of performance
    tables.
    """
    for line in lines:
        text = line.text[:200]
        if "：" in text or ":" in text:
            yield from _labels_over_table(text, line.page)
        yield from _years_of_table(line, text)
        if line.beside or line.raw:
            yield from _label_cell(line, text)
        if _MAY_TELL.search(text):
            yield from _worded(text, line.page)
        if " " in line.raw and len(text) <= _LONGEST_TITLE and "算" in text:
            for title in titles_beside_caption(line.raw):
                found = (title.name, title.year, title.stage, title.scope)
                yield Evidence(Trust.TITLE, title.text, line.page, *found)


def _labels_over_table(text: str, page: int | None) -> Iterator[Evidence]:
    """Read labels with a colon (编制单位：甲局)."""
    for label in read_labels(text):
        yield Evidence(Trust.TABLE_LINE, text, page, publisher=label.name, scope=label.scope)


def _years_of_table(line: Printed, text: str) -> list[Evidence]:
    """Read the year among the fields over a table, and the name and year beside the unit of
    money.
    """
    found: list[Evidence] = []
    year = _year_beside_fields(line.raw or line.text)
    if year and (line.raw or line.in_table):
        found.append(Evidence(Trust.CELL, text, line.page, fiscal_year=year))
    said = name_beside_unit(line.text, line.beside if line.in_table else None)
    if said:
        found.append(Evidence(Trust.TABLE_LINE, text, line.page, publisher=said.name))
        found.append(Evidence(Trust.CELL, text, line.page, fiscal_year=said.year))
    return found


def _label_cell(line: Printed, text: str) -> list[Evidence]:
    """Read a cell with a label beside the cell that answers it (部门名称 | 甲局)."""
    cell = read_label_cell(line.raw or text, line.beside)
    if cell is None:
        return []
    if "部门" in cell.label:
        trust = Trust.CELL
    else:
        trust = Trust.PROJECT_CELL
    return [Evidence(trust, f"{cell.label} {cell.name}", line.page, publisher=cell.name)]


def _year_beside_fields(line: str) -> int | None:
    """Return the year of the line of fields over a table (预算年度：2026, 部门：甲局 2025年度)."""
    if "20" not in line or not ("单位" in line or "部门" in line):
        return None
    field = _YEAR_FIELD.search(line)
    caption = None if field else read_caption(line)
    if field:
        year = field[1]
    else:
        year = caption and caption.year
    if year:
        return int(year)
    return None


# Where lines name a body: headings of parts, titles (关于甲局2026年部门预算的说明), sentences.
_NAMING = (
    (_HEADING, Trust.HEADING),
    (_RELATION, Trust.HEADING),
    (_SENTENCE, Trust.PROSE),
)


def _worded(text: str, page: int | None) -> Iterator[Evidence]:
    """Read one line's wording for titles, headings, years, stages and scopes."""
    title = read_title(text) if len(text) <= 80 else None
    if title and not is_of_contents(text):
        if title.name:
            trust = Trust.TITLE
        else:
            trust = Trust.HEADING
        yield Evidence(trust, title.text, page, title.name, title.year, title.stage, title.scope)
    named = title is not None and title.name
    if not named and len(text) <= 60 and not is_of_contents(text):
        yield from _table_titled(text, page)
    for pattern, trust in _NAMING:
        name = _body_named(pattern, text)
        if name:
            yield Evidence(trust, text, page, publisher=name)
    for trust, pattern in _YEAR_LINES:
        match = pattern.search(text)
        if match:
            yield Evidence(trust, text, page, fiscal_year=int(match["year"]))
    yield from _stage_worded(text, page)
    match = _SCOPE_LINE.search(text)
    if match:
        is_department = "部门" in (match["scope"], match["whole"])
        yield Evidence(Trust.HEADING, text, page, scope="department" if is_department else "unit")


def _body_named(pattern: re.Pattern[str], text: str) -> str | None:
    """Return the body that a line names as a pattern says, without 部门 or 单位 behind it; None
    where it names none.
    """
    match = pattern.search(text)
    if match is None:
        return None
    groups = match.groupdict()
    name = clean_name(groups.get("name") or groups.get("a") or groups.get("b") or "")
    if name and is_body(name):
        return re.sub(r"(?<=.{4})(?:部门|单位)$", "", name)
    return None


def _stage_worded(text: str, page: int | None) -> Iterator[Evidence]:
    """Read whether a short line over a table says budget or final accounts."""
    match = _STAGE_TABLE.search(text) if len(text) <= 60 else None
    if match:
        word = match["stage"] or match["number"] or match["header"]
        # A header may name last year's budget beside this year's accounts.
        if match["header"]:
            trust = Trust.PROSE
        else:
            trust = Trust.TABLE_LINE
        if word == "预算":
            yield Evidence(trust, text, page, stage="budget")
        else:
            yield Evidence(trust, text, page, stage="final_accounts")


def _table_titled(text: str, page: int | None) -> Iterator[Evidence]:
    """Read one line as the title of a table."""
    title = read_table_title(text)
    if title is None:
        return
    if title.name:
        yield Evidence(Trust.TABLE_TITLE, title.text, page, publisher=title.name)
    if title.year:
        yield Evidence(Trust.HEADING, title.text, page, fiscal_year=title.year)
    if title.stage or title.scope:
        yield Evidence(Trust.TABLE_KIND, title.text, page, stage=title.stage, scope=title.scope)


def prose_stage(lines: list[Printed]) -> Stage | None:
    """Return the stage that sentences with figures speak of (支出预算数22,618.9万元), for a text
    whose titles say none.
    """
    told = Counter(
        match["stage"]
        for line in lines
        if not line.in_table
        for match in _STAGE_OF_FIGURE.finditer(line.text)
    )
    if not told:
        return None
    if told["预算"] >= told["决算"]:
        return "budget"
    return "final_accounts"
