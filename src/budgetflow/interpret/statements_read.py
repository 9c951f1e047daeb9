"""One paragraph to what it states: amounts, shares, changes and reasons put together from its clauses.

A clause that only says a change, a share or a reason belongs to the amount before it, also across a full stop (`支出100万元，主要用于
养老。与上年相比增加5万元`). A clause with words of its own before the figure starts a new statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from budgetflow.interpret.paragraphs import Paragraph
from budgetflow.interpret.phrases import Change, Clause, Money, join_changes, read_clause
from budgetflow.interpret.statements_clauses import Sentence, sentences
from budgetflow.interpret.statements_topics import Context, topic_of

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)、]|\d{1,2}[、.．](?:(?!\d)|(?=(?:19|20)\d\d年))|[（(]\d{1,2}[）)]|[①-⑳])+"
)
_ANY_YEAR = r"(?:19|20)\d\d"
_LISTED_REASON = re.compile(r"[一二三四五六七八九]是|[（(]?\d[）).、]|[①-⑩]|其中|另")
_FILLER = re.compile(
    r"^(?:其中|另外?|此外|包括|包含|关于|同时|相应|共有|共计|共|合计|总计|拟|已(?!经)|计划|具体|以及|、|的|全部|(?:上述|以上)|部门/单位|本(?:部门|单位|校|局)"
    r"|部门[（(]单位[)）]|[（(]部门[)）]|[（(]单位[)）]|我[校局部单]位?|学校|所属各预算单位|下属单位)+"
)
_VERBAL = re.compile(r"(?:(?<=预算)(?:数|总额|金额)?(?:共计|共|合计|总计|约|为|是)+|(?:共计|共|约|为|是|达到?|安排了?|拟安排|预计|有|约为))+$")
_GENERIC = re.compile(
    r"^(?:(?:部门|单位|财政拨款)?(?:年初|当年)?预算(?:数|总额|安排|金额|支出数)?|(?:支出)?决算(?:数)?|安排|金额|合计|总额|总计|预算安排(?:支出)?|数|本年数|收入预计)?$"
)
_VALUE = re.compile(
    r"^(?:价值|账面(?:价值|原值|净值)|原值|金额|涉及(?:项目)?(?:预算|财政)?(?:资金|金额)|涉及.{0,12}(?:资金|金额|拨款)|(?:预算|资金)(?:金额|总额)?)$"
)
_SAME = re.compile(r"^(?:.{0,12}(?:总计|总预算|合计|总额)|收[、，]?支(?:总?预算)?|收入[、和]支出(?:预算)?)(?:各|均)?$")
_HEADING_TAIL = re.compile(r"(?:情况)?(?:的)?(?:总体)?(?:情况)?(?:说明)?$")
_NAMED_AMOUNT = re.compile(r"[^\d，]{3,24}[\d,.]+(?:万|亿)?元")
_SAID_OF_IT = re.compile(r"(?:主要)?用于|占|[比较]|与上年")
_BUDGET_AND_FINAL = re.compile(r"决算数?与(?:年初)?预算数?|预算数?与决算")
_SMALLER = re.compile(r"[大小多少高低]于上?年")
_EXECUTED = re.compile(r"20\d\d年.{0,4}(?:预算)?执行数$")
_ABOUT_THE_BODY = re.compile(r"概况|基本情况|职[能责]|任务|机构")
_GREW_TO = re.compile(r"由.*(?:增加|减少|调整|增长|下降)[至到为]")
_INITIAL = re.compile(r"年初预算(?:数)?")


@dataclass(slots=True)
class Draft:
    """A statement in the making."""

    subject: str
    topic: str
    sentence: str
    amount: Money | None = None
    share: Decimal | None = None
    change: Change | None = None
    completion: Decimal | None = None
    quantity: Decimal | None = None
    quantity_unit: str | None = None
    count_change: bool = False
    not_arranged: bool = False
    reason: list[str] = field(default_factory=list)
    compared_with: int | None = None


class ParagraphReader:
    """Reads the paragraphs of one disclosure one after the other; knows its publisher and year."""

    def __init__(self, publisher: str | None, fiscal_year: int | None) -> None:
        """Take the name that stands before many subjects, and the year that 上年 counts from."""
        self._publisher = re.compile(re.escape(publisher) + r"(?:[（(](?:部门|单位)[)）])?(?![（(]?本级)") if publisher else None
        self._year = fiscal_year
        self._printed_year = re.compile(rf"{fiscal_year or _ANY_YEAR}年(?:度)?|^当年")
        self._drafts: list[Draft] = []
        self._current: Draft | None = None
        self._lead = ""
        self._context = Context(())
        self._reason = self._use = False
        self._ended_before = True
        self._sentence_start, self._parts = 0, False
        self._whole: Draft | None = None
        """The first statement of the sentence before, where that one went on to its parts (其中)."""
        self._reference: int | None = None

    def read(self, paragraph: Paragraph) -> list[Draft]:
        """Give the statements of one paragraph, in order; a paragraph that opens with a change continues none before it."""
        self._drafts, self._current, self._reference = [], None, None
        self._whole, self._sentence_start, self._parts = None, 0, False
        self._lead, self._reason, self._use = "", False, False
        self._context = Context(paragraph.headings, paragraph=paragraph.text)
        text = _NUMBERING.sub("", paragraph.text)
        for sentence in sentences(text):
            self._sentence(sentence)
        return self._drafts

    def _sentence(self, sentence: Sentence) -> None:
        self._use = False
        first = sentence.pieces[0].text if sentence.pieces else ""
        if self._reason and (self._ended_before or read_clause(first).is_use or self._opens_new_subject(first)):
            self._reason = False
        self._ended_before = sentence.end in "。！!"
        self._whole = self._drafts[self._sentence_start] if self._parts and self._sentence_start < len(self._drafts) else None
        self._sentence_start, self._parts = len(self._drafts), "其中" in sentence.text
        self._context = replace(self._context, sentence=sentence.text)
        for number, piece in enumerate(sentence.pieces):
            if piece.in_brackets:
                self._brackets(piece.text)
            else:
                following = sentence.pieces[number + 1].text if number + 1 < len(sentence.pieces) else ""
                if self._use and _NAMED_AMOUNT.fullmatch(piece.text) and _SAID_OF_IT.match(following):
                    self._use = False  # 甲工作1万元，用于乙等工作，丙管理2万元，用于丁
                self._clause(piece.text, sentence, opens=number == 0)

    def _opens_new_subject(self, text: str) -> bool:
        """Say whether a clause behind a semicolon starts a statement of its own, and does not go on with the reason before it."""
        if _LISTED_REASON.match(text) or _GREW_TO.search(text):
            return False
        said = read_clause(text)
        subject = self._own(said.subject)
        if len(subject) < 2 or not (said.amount or said.not_arranged or said.change or said.quantity is not None):
            return False
        unit = said.quantity_unit if said.quantity is not None else None
        return said.amount is not None or topic_of(subject, self._standing(), quantity_unit=unit) != "other"

    def _brackets(self, text: str) -> None:
        """Read what brackets hold as sentences of its own, then go on with the amount before them."""
        if self._reason or self._use:
            return
        outer = self._current
        for sentence in sentences(text):
            for piece in sentence.pieces:
                self._clause(piece.text, sentence, opens=False)
        self._current, self._reason, self._use = outer, False, False

    def _clause(self, text: str, sentence: Sentence, *, opens: bool) -> None:
        if self._reason:
            if self._current is not None:
                self._current.reason.append(text)
            return
        clause = read_clause(text)
        if clause.is_use:
            self._use = True
            return
        if self._use and not (clause.reference or clause.reason is not None):
            return
        if clause.reference is not None:
            self._reference = clause.reference.year or (self._year - 1 if self._year else None)
        if clause.says_something:
            self._use = False
            self._state(clause, sentence)
        elif clause.reason is None and opens:
            self._take_lead(text)
        if clause.reason is not None:
            self._reason = True
            if clause.reason and self._current is not None:
                self._current.reason.append(clause.reason)

    def _take_lead(self, text: str) -> None:
        """Remember the words that open a paragraph or a sentence as the subject of figures that name none."""
        words = self._own(_NUMBERING.sub("", text))
        if 2 <= len(words) <= 70 and not words.endswith(("如下", "要求", "原则")):
            self._lead = words

    def _state(self, clause: Clause, sentence: Sentence) -> None:
        """File what a clause says under the statement it belongs to, or start a new one."""
        subject = self._own(clause.subject)
        behind = clause.not_arranged or (clause.quantity is not None and clause.object.startswith("项目"))
        if behind and _GENERIC.match(subject):
            subject = self._own(clause.object)  # 没有使用政府性基金, 共0个项目实行绩效目标管理
        if clause.amount is None and clause.quantity is None and not clause.not_arranged:
            draft = self._owner(subject, clause, sentence)
        elif clause.amount is not None and self._is_value(subject, clause):
            draft = self._current
        else:
            draft = self._start(subject, clause, sentence)
        if draft is None:
            return
        self._fill(draft, clause)

    def _fill(self, draft: Draft, clause: Clause) -> None:
        if clause.amount is not None and draft.quantity_unit != "":
            draft.amount = clause.amount
        if clause.share is not None:
            draft.share = clause.share
        if clause.completion is not None:
            draft.completion = clause.completion
        if clause.change is not None:
            draft.change = join_changes(draft.change, clause.change)
            draft.compared_with = self._reference or (self._year - 1 if self._year else None)

    def _is_value(self, subject: str, clause: Clause) -> bool:
        """Say whether an amount is the value of the things counted just before it."""
        current = self._current
        return current is not None and current.quantity is not None and current.amount is None and (not subject or bool(_VALUE.match(subject)))

    def _owner(self, subject: str, clause: Clause, sentence: Sentence) -> Draft | None:
        """Find the statement that a change, share or completion without an amount belongs to."""
        if clause.count_change is not None:
            return self._counted(clause, sentence)
        if _BUDGET_AND_FINAL.search(subject):
            return None  # 决算数与预算数基本持平 compares with the budget, not with another year
        current = self._current
        generic = bool(_GENERIC.match(subject) or _SAME.match(subject))
        if generic and len(self._drafts) == self._sentence_start and self._whole is not None and self._whole.change is None:
            self._current = current = self._whole  # 支出预算10万元，其中：基本支出8万元、项目支出2万元。比上年减少1万元
        if current is not None and (generic or (clause.share is not None and clause.change is None)):
            return current
        if generic and not (self._lead and clause.change is not None):
            return None
        earlier = None if generic else self._same_topic(topic_of(subject, self._standing()), subject)
        if earlier is not None:
            self._current = earlier
        return earlier or self._start(subject, clause, sentence)

    def _same_topic(self, topic: str, subject: str) -> Draft | None:
        """Find the latest statement of the paragraph that speaks of the same and has no change yet."""
        for draft in reversed(self._drafts):
            if draft.topic == topic and draft.change is None and (draft.subject == subject or topic not in {"other", "function"}):
                return draft
        return None

    def _counted(self, clause: Clause, sentence: Sentence) -> Draft | None:
        """Make the change of a head count (`在职53人，减少1人`) a statement beside the count's own."""
        current = self._current
        if current is None or current.quantity is None or clause.count_change is None:
            return None
        count = clause.count_change
        draft = Draft(
            current.subject, f"{current.topic}.change", sentence.text, quantity=count, quantity_unit=clause.quantity_unit, count_change=True
        )
        draft.change = Change(direction="flat" if count == 0 else "increase" if count > 0 else "decrease")
        self._drafts.append(draft)
        return None

    def _start(self, subject: str, clause: Clause, sentence: Sentence) -> Draft | None:
        if clause.quantity is not None and _GENERIC.match(subject) and clause.quantity_unit in {"个", "项", "人", "名", "家", "件"}:
            return None  # 3个预算单位: what is counted stands behind the figure and is no fact of the budget
        initial = bool(_INITIAL.search(subject)) and not re.search(r"[比较与]", subject)
        named = _INITIAL.sub("", subject) if initial else subject
        if _GENERIC.match(named) and self._current is not None and self._current.topic.endswith(".initial_budget"):
            named = self._current.subject
        elif _GENERIC.match(named):
            named = self._lead or self._own(_HEADING_TAIL.sub("", self._context.near)) or named
        elif self._lead and named.startswith(("其中", "购置")):
            named = f"{self._lead}{named}"
        counted = "项目" if clause.object.startswith("项目") and "项目" not in named else ""
        if _SMALLER.search(named):
            return None  # 本年数小于上年预算数1万元: a difference whose figure is no amount of its own
        if _EXECUTED.search(named) and self._current is not None:
            self._drafts.append(Draft(self._current.subject, f"{self._current.topic}.previous_year", sentence.text, clause.amount))
            return None
        topic = topic_of(named + counted, self._standing(), quantity_unit=clause.quantity_unit if clause.quantity is not None else None)
        if topic == "other" and _ABOUT_THE_BODY.search(self._context.all):
            return None  # 科研经费总量36.9亿元 in a chapter on what the body is and does
        if topic in {"other", "performance.other"} and clause.amount is None:
            return None  # people and meetings counted, changes of things that have no amount here: no fact of a budget
        draft = Draft(named, topic + (".initial_budget" if initial and "决算" in self._context.all else ""), sentence.text)
        draft.quantity, draft.quantity_unit = clause.quantity, clause.quantity_unit if clause.quantity is not None else None
        draft.not_arranged = clause.not_arranged
        self._drafts.append(draft)
        self._current = draft
        if clause.amount is not None and clause.amount.unit is None and topic.startswith("assets."):
            draft.quantity, draft.quantity_unit = Decimal(0), ""  # 部级领导干部用车为0: things counted, not money
        return draft

    def _standing(self) -> Context:
        """Give the headings with the words that open the sentence as the innermost one."""
        whole = next((draft.topic for draft in reversed(self._drafts) if draft.topic.endswith(".total")), "")
        if self._lead and re.search(r"收入|支出|拨款|经费|资产|采购|绩效", self._lead):
            return replace(self._context, headings=(*self._context.headings, self._lead), whole=whole)
        return replace(self._context, whole=whole)

    def _own(self, text: str) -> str:
        """Take publisher, year and filling words off a subject."""
        text = self._publisher.sub("", text) if self._publisher else text
        text = self._printed_year.sub("", text)
        text = re.sub(r"^截[至止].*?[日底月末](?:[，,]|$)", "", text)
        text = _FILLER.sub("", _NUMBERING.sub("", text))
        return _VERBAL.sub("", text).strip("，,、：: ")


def joined_reason(parts: list[str]) -> str | None:
    """Join the clauses of a reason as they were said, None where none was given."""
    text = "，".join(part for part in parts if part).strip("，,。；;：: ")
    return text or None


def drafts_of(paragraphs: list[Paragraph], publisher: str | None, fiscal_year: int | None) -> Iterator[tuple[Paragraph, Draft]]:
    """Read paragraph by paragraph; headings state nothing, and the glossary only defines words."""
    reader = ParagraphReader(publisher, fiscal_year)
    for paragraph in paragraphs:
        if paragraph.is_heading or "名词解释" in " ".join(paragraph.headings) or not re.search(r"\d|万元|未安排|没有|无", paragraph.text):
            continue
        for draft in reader.read(paragraph):
            yield paragraph, draft
