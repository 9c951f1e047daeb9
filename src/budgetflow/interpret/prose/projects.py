"""Projects described in prose by labelled fields: 项目名称, 设立的政策依据, 预算安排规模,
项目承担单位, 资金分配情况 and so on.

A project starts at its name (or, where a place describes one project under headings, at 项目概况)
and ends where something
else begins. A field goes on over following paragraphs until the next label, so that a page break
inside it does no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from budgetflow.interpret.identity.identify import Identity
from budgetflow.interpret.keys import KeyMaker
from budgetflow.interpret.prose.project_amounts import arranged_amount
from budgetflow.interpret.prose.project_periods import read_period
from budgetflow.interpret.rows_model import Allocation, Project
from budgetflow.interpret.text.paragraphs import Paragraph
from budgetflow.interpret.text.phrases import money_spans
from budgetflow.interpret.text.privacy import scrub, scrub_optional

# Matched whole, so that a sentence which begins with such words opens no field.
_LABELS: tuple[tuple[str, str], ...] = (
    (r"项目名称", "name"),
    (r"项目(?:概况|概述|内容|简介)", "overview"),
    (r"(?:项目)?(?:设立的?政策|设立|立项|政策|法律)依据|立项(?:背景|情况)", "policy_basis"),
    (
        r"(?:年度)?预算安排(?:规模|金额|情况)?|资金(?:规模|总额)|预算(?:规模|金额)|项目(?:资金|"
        r"预算)(?:规模|总额)?",
        "amount",
    ),
    (r"(?:项目)?(?:承担|实施|责任)(?:单位|主体|部门)", "undertaking_unit"),
    (r"资金分配(?:情况|方案)?|资金用途", "allocation_text"),
    (r"(?:资金)?(?:执行|实施|起止|项目)(?:时间|周期|期限)", "period"),
    (r"资金来源", "funding_source"),
    (r"(?:补贴|补助|受益|资助)(?:人数|对象)", "beneficiaries"),
    (r"(?:补贴|补助|资助)标准", "subsidy_standard"),
    (r"(?:补贴|补助|资助)范围", "subsidy_scope"),
    (r"(?:补贴|补助|资助)方式", "subsidy_method"),
    (r"发放(?:程序|方式|流程)", "distribution_procedure"),
    (r"受益人群和社会效益|社会效益|(?:预期)?(?:总体)?(?:绩效)?目标|预期(?:效益|效果)", "benefit"),
    (r"实施(?:方案|计划|内容)|其他", "plan"),
)
_NUMBERING = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]+)?"
_FIELD = re.compile(rf"^{_NUMBERING}(?P<label>[\u4e00-\u9fff]{{2,12}})\s*(?P<sign>[:：]|$)")
_NAMED = re.compile(r"(?:项目|经费|工程|资金|补助|补贴|专项|费用?)$")
_ABOUT = re.compile(
    r"(?:的|支出)?(?:基本|具体|实施|开展)?(?:情况|概况|说明|介绍|简介)+(?:如下)?[:：]?$"
)
_NUMBER = re.compile(rf"^{_NUMBERING}(?:项目[一二三四五六七八九十\d]+[:：、.])?")
_NO_NAME = re.compile(
    r"(?:20\d\d|年度?|本?部门|单位|[一二三]级|重点|主要|重大|专项|一般公共|财政|预算|决算|支出|项目|经费|"
    r"资金|绩效|目标|评价|情况|说明|概况|介绍|管理|公开|表|及|和|的|安排|设置|其他|特定|目标类|个|[“”])*"
)
# Words of chapters: a heading with one of them names a project only where it ends as a name does.
_CHAPTER = re.compile(r"绩效|预算|决算|公开|事项|工作|职[责能]|机构|[收支]入?出?总?体?$|解释|构成")
_SPLIT = re.compile(r"[、，,；;。]")
_LEAD_IN = re.compile(r"^(?:主要)?(?:用于|包括|是|为|其中)[:：]?|^(?:安排|分配|共计)")


_SHORTEST_NAME = 3
# Fields that begin a project under a heading with its name, where no 项目概述 does.
_HEADED = ("policy_basis", "undertaking_unit", "period", "amount")


@dataclass(slots=True)
class _Open:
    """A project while its fields are read."""

    paragraph: Paragraph
    fields: dict[str, str] = field(default_factory=dict)
    last: str = "name"
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ProjectsRead:
    """The projects of a disclosure's prose, and which paragraphs they took."""

    projects: list[Project] = field(default_factory=list)
    paragraphs: set[int] = field(default_factory=set)
    """Places (from 0) in the list of paragraphs; what is said there is a project's, no statement of
    the whole.
    """


def read_projects(
    paragraphs: list[Paragraph], identity: Identity, document_id: str
) -> ProjectsRead:
    """Return the projects described by labelled fields, in printed order."""
    out = ProjectsRead()
    keys = KeyMaker()
    current: _Open | None = None
    for place, paragraph in enumerate(paragraphs):
        label, value = _labelled(paragraph)
        titled = _title_above(paragraphs, place)
        # Within an open project such a field is its next one, whatever heading stands above.
        headed = current is None and label in _HEADED and titled and _NAMED.search(titled)
        if _starts(label, current) or headed:
            _close(current, out, keys, identity, document_id)
            current = _Open(paragraph)
            if label != "name" and titled:
                current.fields["name"] = titled
        elif current is not None and label is None and _ends(paragraph, current):
            _close(current, out, keys, identity, document_id)
            current = None
        if current is None:
            continue
        out.paragraphs.add(place)
        current.texts.append(paragraph.text)
        if label is not None:
            current.last = label
            current.fields[label] = value.rstrip("。")
        else:
            # A page break inside a field makes two paragraphs of it.
            before = current.fields.get(current.last, "")
            current.fields[current.last] = before + paragraph.text
    _close(current, out, keys, identity, document_id)
    return out


def _labelled(paragraph: Paragraph) -> tuple[str | None, str]:
    """Return the field a paragraph opens and its value; a heading that is only a label opens it for
    the paragraphs below.
    """
    match = _FIELD.match(paragraph.text)
    if not match or (match["sign"] == "" and not paragraph.is_heading):
        return None, ""
    return _label_of(match["label"]), paragraph.text[match.end() :].strip()


def _title_above(paragraphs: list[Paragraph], place: int) -> str | None:
    """Return the project's name that a heading gives: the line right above its description, or the
    innermost heading it stands under, as （一）社区公益服务项目 or 1.大厅运行维护项目情况.
    """
    paragraph = paragraphs[place]
    if place and paragraphs[place - 1].is_heading:
        name = _name_in(paragraphs[place - 1].text)
        if name:
            return name
    # Labels may be headings too (2.立项依据); the name stands above them.
    inner = [words for words in paragraph.headings if _label_of(words) is None]
    if inner:
        return _name_in(inner[-1])
    return None


def _name_in(heading: str) -> str | None:
    """Return a heading's words without number, quotes and 情况; None where they name no project."""
    words = _NUMBER.sub("", re.sub(r"\s", "", heading)).strip('“”"：:。')
    name = re.sub(r"[“”\"]", "", _ABOUT.sub("", words))
    if len(name) < _SHORTEST_NAME or _NO_NAME.fullmatch(name) or re.search(r"[，。；]", name):
        return None
    if _NAMED.search(name) or not _CHAPTER.search(name):
        return name
    return None


def _label_of(words: str) -> str | None:
    for pattern, name in _LABELS:
        if re.fullmatch(pattern, words):
            return name
    return None


def _starts(label: str | None, current: _Open | None) -> bool:
    """Check whether a new project begins: at a name, or at a description where none is open or the
    open one has one.
    """
    if label == "name":
        return True
    if label != "overview":
        return False
    # A second description is the next project's, whose name was not printed.
    return current is None or "overview" in current.fields


def _ends(paragraph: Paragraph, current: _Open) -> bool:
    """Check whether a paragraph belongs to the project no more: any heading, or a line under other
    headings.
    """
    if paragraph.is_heading:
        return True
    # Deeper headings are those of its own fields.
    own_headings = current.paragraph.headings
    depth = len(own_headings)
    return paragraph.headings[:depth] != own_headings


def _close(
    current: _Open | None, out: ProjectsRead, keys: KeyMaker, identity: Identity, document_id: str
) -> None:
    """Make an open project a row, where it says more than its name."""
    if current is None or len(current.fields) < 2:
        return
    fields = dict(current.fields)
    # The unit is a name, also where its field was closed as a sentence.
    if "undertaking_unit" in fields:
        fields["undertaking_unit"] = fields["undertaking_unit"].rstrip("。")
    name = fields.get("name") or _name_of(fields.get("overview", ""))
    allocation = fields.get("allocation_text")
    start, end = read_period(fields.get("period", ""))
    out.projects.append(
        Project(
            project_id=keys.make(
                identity.disclosure_id, name, fields.get("amount"), fields.get("policy_basis")
            ),
            disclosure_id=identity.disclosure_id,
            name=scrub(name),
            policy_basis=scrub_optional(fields.get("policy_basis")),
            amount_yuan=arranged_amount(fields.get("amount", ""), identity.fiscal_year),
            undertaking_unit=scrub_optional(fields.get("undertaking_unit")),
            allocations=read_allocations(allocation or ""),
            allocation_text=scrub_optional(allocation),
            period_start=start,
            period_end=end,
            funding_source=scrub_optional(fields.get("funding_source")),
            beneficiaries=scrub_optional(fields.get("beneficiaries")),
            subsidy_standard=scrub_optional(fields.get("subsidy_standard")),
            subsidy_scope=scrub_optional(fields.get("subsidy_scope")),
            subsidy_method=scrub_optional(fields.get("subsidy_method")),
            distribution_procedure=scrub_optional(fields.get("distribution_procedure")),
            benefit=scrub_optional(fields.get("benefit")),
            text=scrub("\n".join(current.texts)),
            page=current.paragraph.page,
            locator=current.paragraph.locator,
            document_id=document_id,
        )
    )


def _name_of(overview: str) -> str:
    """Name a project that prints no name by the first words of its description."""
    first_words = re.split(r"[，。；,;]", overview, maxsplit=1)[0]
    return first_words[:60]


def read_allocations(text: str) -> list[Allocation]:
    """Split `委托业务费60.92万元、培训费4万元` into names and amounts, each with its unit as
    printed, slips included.

    The words before an amount name it; where the amount comes first (`9.6万元全部用于雇员工资`),
    the words behind it do.
    """
    out = []
    before = 0
    for start, end, money in money_spans(text):
        between = text[before:start].rstrip("：:")
        head = _SPLIT.split(re.sub(r"^[和及与]", "", between) if before else between)[-1]
        name = _LEAD_IN.sub("", head).strip("：: ")
        if not name:
            name = re.sub(
                r"^(?:全部|均|主要)?(?:用于|为|作为)", "", _SPLIT.split(text[end:], maxsplit=1)[0]
            ).strip()
        out.append(Allocation(name=scrub(name), amount_yuan=money.yuan, printed=text[start:end]))
        before = end
    return out
