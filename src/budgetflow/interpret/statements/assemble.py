"""One paragraph to what it states: amounts, shares, changes and reasons put together from its
clauses.

A clause that only says a change, a share or a reason belongs to the amount before it, also across a
full stop (`支出100万元，主要用于
养老。与上年相比增加5万元`). A clause with words of its own before the figure starts a new
statement.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from budgetflow.interpret.statements.draft import (
    INITIAL,
    Draft,
    against_budget,
    counterpart,
    head_count_change,
    pair,
)
from budgetflow.interpret.statements.sentences import Sentence, sentences
from budgetflow.interpret.statements.subjects import (  # fmt: skip
    BOTH_SIDES,
    BUDGET_AND_FINAL,
    BY_DAY,
    DIFFERENCE,
    EXECUTED,
    GENERIC,
    NUMBERING,
    OF_ITS_BUDGET,
    SAME,
    SMALLER,
    VALUE,
    YEAR_START,
    SubjectWords,
    heading_words,
)
from budgetflow.interpret.statements.topics import Context, topic_of
from budgetflow.interpret.text.paragraphs import Paragraph
from budgetflow.interpret.text.phrases import Clause, Reference, join_changes, read_clause

_LISTED_REASON = re.compile(r"[一二三四五六七八九]是|[（(]?\d[）).、]|[①-⑩]|其中|另")
_NAMED_AMOUNT = re.compile(r"[^\d，]{3,24}[\d,.]+(?:万|亿)?元")
_SAID_OF_IT = re.compile(r"(?:主要)?用于|占|[比较]|与上年")
_ABOUT_THE_BODY = re.compile(r"概况|基本情况|职[能责]|任务|机构")
_REFERENCE_FIRST = re.compile(r"(?:与|比|较|同)(?:上|去|\d{4}年)")
_MAINLY = re.compile(r"主要[是为](?!由于|因)")
_CHANGING = re.compile(r"[增减升降提涨缩]|调整|取消|新|变|不再|未|无|没有|有关规定|厉行|压|严|持平")
_GREW_TO = re.compile(r"由.*(?:增加|减少|调整|增长|下降)[至到为]")


class ParagraphReader:
    """Reads the paragraphs of one disclosure one after the other; knows its publisher and year."""

    def __init__(
        self, publisher: str | None, fiscal_year: int | None, stage: str | None = None
    ) -> None:
        """Take the name that stands before many subjects, the year that 上年 counts from, and
        whether a final account is read.
        """
        self._words = SubjectWords(publisher, fiscal_year)
        self._year = fiscal_year
        self._final = stage == "final_accounts"
        self._drafts: list[Draft] = []
        self._current: Draft | None = None
        self._lead = ""
        self._lead_here = False
        """Whether it stands in the sentence that is read."""
        self._context = Context(())
        self._reason = self._use = False
        self._ended_before = True
        self._sentence_start, self._parts = 0, False
        self._whole: Draft | None = None
        """The first statement of the sentence before, where that one went on to its parts (其中).
        """
        self._before: Draft | None = None
        """The first statement of the paragraph before, under the same headings."""
        self._reference: int | None = None
        self._own_budget = False
        """Whether the sentence compares with the budget of the same year: such a difference is no
        change against the year before.
        """

    def read(self, paragraph: Paragraph) -> list[Draft]:
        """Give the statements of one paragraph, in order; one that opens with a change completes
        the first statement of the one before.
        """
        same_place = paragraph.headings == self._context.headings
        self._before = self._drafts[0] if self._drafts and same_place else None
        self._drafts, self._current, self._reference = [], None, None
        self._whole, self._sentence_start, self._parts = None, 0, False
        self._lead, self._reason, self._use = "", False, False
        self._context = Context(paragraph.headings, paragraph=paragraph.text)
        text = NUMBERING.sub("", paragraph.text)
        for sentence in sentences(text):
            self._sentence(sentence)
        return self._drafts

    def _sentence(self, sentence: Sentence) -> None:
        self._use = self._own_budget = self._lead_here = False
        first = sentence.pieces[0].text if sentence.pieces else ""
        if self._reason and (
            self._ended_before or read_clause(first).is_use or self._opens_new_subject(sentence)
        ):
            self._reason = False
        self._ended_before = sentence.end in "。！!"
        self._whole = (
            self._drafts[self._sentence_start]
            if self._parts and self._sentence_start < len(self._drafts)
            else None
        )
        self._sentence_start, self._parts = len(self._drafts), "其中" in sentence.text
        self._context = replace(self._context, sentence=sentence.text)
        for number, piece in enumerate(sentence.pieces):
            if piece.in_brackets:
                self._brackets(piece.text)
            else:
                following = (
                    sentence.pieces[number + 1].text if number + 1 < len(sentence.pieces) else ""
                )
                if (
                    self._use
                    and _NAMED_AMOUNT.fullmatch(piece.text)
                    and _SAID_OF_IT.match(following)
                ):
                    self._use = False  # 甲工作1万元，用于乙等工作，丙管理2万元，用于丁
                self._clause(piece.text, sentence, opens=number == 0)

    def _opens_new_subject(self, sentence: Sentence) -> bool:
        """Say whether a sentence behind a semicolon starts a statement of its own, and does not go
        on with the reason before it.
        """
        text = sentence.pieces[0].text if sentence.pieces else ""
        parts = text == "其中" and len(sentence.pieces) > 1
        if parts:
            text = sentence.pieces[1].text
        if _LISTED_REASON.match(text) or _GREW_TO.search(text):
            return False
        said = read_clause(text)
        if parts and said.amount is None:
            return False  # 其中工资增加1万元 goes on with the reason
        subject = self._words.own(said.subject)
        if len(subject) < 2 or not (
            said.amount or said.not_arranged or said.change or said.quantity is not None
        ):
            return False
        unit = said.quantity_unit if said.quantity is not None else None
        return (
            said.amount is not None
            or topic_of(subject, self._standing(), quantity_unit=unit) != "other"
        )

    def _brackets(self, text: str) -> None:
        """Read what brackets hold as sentences of its own, then go on with the amount before
        them.
        """
        if self._reason or self._use:
            return
        outer = self._current
        for sentence in sentences(text):
            for piece in sentence.pieces:
                self._clause(piece.text, sentence, opens=False)
        self._current, self._reason, self._use = outer, False, False

    def _clause(self, text: str, sentence: Sentence, *, opens: bool) -> None:
        clause = read_clause(text)
        if self._reason and not self._ends_reason(clause):
            if self._current is not None:
                self._current.reason.append(text)
            return
        self._reason = False
        if self._current is not None and (said := against_budget(text)):
            self._current.against_budget = said
        if clause.is_use or self._is_use(clause):
            self._use = True
            return
        if BY_DAY.match(text):
            self._use = False
        if self._use and not (
            clause.reference or clause.reason is not None or clause.completion is not None
        ):
            return
        if clause.reference is not None:
            self._compare(clause.reference)
        if clause.says_something:
            self._use = False
            self._state(clause, sentence)
        elif clause.reason is None and opens:
            self._take_lead(text)
        if clause.reason is not None:
            self._reason = True
            self._take_reason(clause)

    def _take_reason(self, clause: Clause) -> None:
        """File the first words of a reason; that of a change against the year before takes the
        place of one against the budget.
        """
        current = self._current
        if current is None:
            return
        of_budget = (
            self._own_budget
            or BUDGET_AND_FINAL.search(clause.text) is not None
            or DIFFERENCE.search(clause.text) is not None
        )
        if current.budget_reason and not of_budget:
            current.reason.clear()
        current.budget_reason = of_budget
        if clause.reason:
            current.reason.append(clause.reason)

    def _ends_reason(self, clause: Clause) -> bool:
        """Say whether a clause is no more of the reason: what happened at a day, or the change the
        reason was not given for.
        """
        if BY_DAY.match(clause.text):
            return True
        current = self._current
        if (
            current is None
            or current.change is not None
            or clause.reference is None
            or clause.change is None
        ):
            return False
        return (
            not self._words.own(clause.subject) and _REFERENCE_FIRST.match(clause.text) is not None
        )

    def _is_use(self, clause: Clause) -> bool:
        """Say whether 主要是 tells what an amount is for: nothing was said to change, and the words
        speak of no change.
        """
        current = self._current
        if (
            clause.reason is None
            or not _MAINLY.match(clause.text)
            or _CHANGING.search(clause.reason)
            or current is None
        ):
            return False
        return current.change is None and current.completion is None and not current.not_arranged

    def _compare(self, reference: Reference) -> None:
        """Take what the following changes are against."""
        same_year = (
            reference.of_budget and reference.year is not None and reference.year == self._year
        )
        self._own_budget = self._is_final and (reference.own_budget or same_year)
        if not self._own_budget:
            self._reference = reference.year or (self._year - 1 if self._year else None)

    def _take_lead(self, text: str) -> None:
        """Remember the words that open a paragraph or a sentence as the subject of figures that
        name none.
        """
        words = self._words.own(NUMBERING.sub("", text))
        if 2 <= len(words) <= 70 and not words.endswith(("如下", "要求", "原则")):
            self._lead, self._lead_here = words, True

    def _state(self, clause: Clause, sentence: Sentence) -> None:
        """File what a clause says under the statement it belongs to, or start a new one."""
        subject = self._words.own(clause.subject)
        behind = clause.not_arranged or (
            clause.quantity is not None and clause.object.startswith("项目")
        )
        if behind and GENERIC.match(subject):
            subject = self._words.own(
                clause.object
            )  # 没有使用政府性基金, 共0个项目实行绩效目标管理
        if clause.amount is None and clause.quantity is None and not clause.not_arranged:
            draft = self._owner(subject, clause, sentence)
        elif clause.amount is not None and (
            self._is_value(subject, clause) or self._is_missing_amount(subject)
        ):
            draft = self._current
        else:
            draft = self._start(subject, clause, sentence)
        if draft is None:
            return
        self._fill(draft, clause)

    def _fill(self, draft: Draft, clause: Clause) -> None:
        if clause.amount is not None and draft.quantity_unit != "":
            draft.amount = clause.amount
        if (
            clause.share is not None
            and OF_ITS_BUDGET.fullmatch(clause.share_of)
            and draft.subject.endswith("完成")
        ):
            draft.completion = clause.share  # 收入完成144.8亿元，占调整预算的95%
        elif clause.share is not None:
            draft.share = clause.share
        if clause.completion is not None:
            draft.completion = clause.completion
        if clause.completed_budget is not None and draft in self._drafts:
            budget = Draft(
                draft.subject, draft.topic + INITIAL, draft.sentence, clause.completed_budget
            )
            self._drafts.insert(self._drafts.index(draft), budget)
        if clause.change is not None and not self._own_budget:
            for one in (draft, draft.twin) if draft.twin else (draft,):
                one.change = join_changes(one.change, clause.change)
                one.compared_with = self._reference or (self._year - 1 if self._year else None)

    def _is_value(self, subject: str, clause: Clause) -> bool:
        """Say whether an amount is the value of the things counted just before it."""
        current = self._current
        return (
            current is not None
            and current.quantity is not None
            and current.amount is None
            and (not subject or bool(VALUE.match(subject)))
        )

    def _is_missing_amount(self, subject: str) -> bool:
        """Say whether an amount follows the change it belongs to:
        运行维护费较上年减少1万元，预算为7万元.
        """
        current = self._current
        if (
            current is None
            or len(self._drafts) == self._sentence_start
            or current.change is None
            or not GENERIC.match(subject)
        ):
            return False
        return current.amount is None and current.quantity is None

    def _owner(self, subject: str, clause: Clause, sentence: Sentence) -> Draft | None:
        """Find the statement that a change, share or completion without an amount belongs to."""
        if clause.count_change is not None:
            return self._counted(clause, sentence)
        difference = (
            self._own_budget
            and clause.change is not None
            and clause.share is None
            and clause.completion is None
        )
        if difference or BUDGET_AND_FINAL.search(subject):
            return None  # 决算数与预算数基本持平 compares with the budget, not with another year
        current = self._current
        generic = bool(GENERIC.match(subject) or SAME.match(subject))
        if (
            generic
            and len(self._drafts) == self._sentence_start
            and self._whole is not None
            and self._whole.change is None
        ):
            self._current = current = (
                self._whole
            )  # 支出预算10万元，其中：基本支出8万元、项目支出2万元。比上年减少1万元
        if BOTH_SIDES.search(subject):
            pair(self._drafts)
        of_another = (
            clause.share is not None
            and current is not None
            and current.share is not None
            and not generic
        )
        if (
            current is not None
            and not of_another
            and (generic or (clause.share is not None and clause.change is None))
        ):
            return current
        before = self._before
        if (
            generic
            and not self._drafts
            and before is not None
            and before.change is None
            and clause.reference is not None
        ):
            self._current = (
                before  # 总收入10万元，其中：... / 与上年对比增加1万元: in a paragraph of its own
            )
            return before
        if generic and not (self._lead and clause.change is not None):
            return None
        earlier = (
            None if generic else self._same_topic(topic_of(subject, self._standing()), subject)
        )
        if earlier is not None:
            self._current = earlier
        return earlier or self._start(subject, clause, sentence)

    def _same_topic(self, topic: str, subject: str) -> Draft | None:
        """Find the latest statement of the paragraph that speaks of the same and has no change
        yet.
        """
        for draft in reversed(self._drafts):
            if (
                draft.topic == topic
                and draft.change is None
                and (draft.subject == subject or topic not in {"other", "function"})
            ):
                return draft
        return None

    def _counted(self, clause: Clause, sentence: Sentence) -> Draft | None:
        """Make the change of a head count (`在职53人，减少1人`) a statement beside the count's
        own.
        """
        current = self._current
        if current is None or current.quantity is None or clause.count_change is None:
            return None
        self._drafts.append(
            head_count_change(current, clause.count_change, clause.quantity_unit, sentence.text)
        )
        return None

    def _start(self, subject: str, clause: Clause, sentence: Sentence) -> Draft | None:
        """Start a statement, None where the clause is no fact of the budget: another year's figure,
        a difference, people and meetings counted.
        """
        if (
            clause.quantity is not None
            and GENERIC.match(subject)
            and clause.quantity_unit in {"个", "项", "人", "名", "家", "件"}
        ):
            # 3个预算单位: what is counted stands behind the figure and is no fact of the budget
            return None
        initial = bool(YEAR_START.search(subject)) and not re.search(r"[比较与]", subject)
        named = self._named(
            YEAR_START.sub("", subject) if initial else subject, clause, initial=initial
        )
        if SMALLER.search(named) or DIFFERENCE.search(named):
            return None
        if EXECUTED.search(named) and self._current is not None:
            self._drafts.append(
                Draft(
                    self._current.subject,
                    f"{self._current.topic}.previous_year",
                    sentence.text,
                    clause.amount,
                )
            )
            return None
        topic = self._topic(named, clause)
        if topic is None:
            return None
        draft = Draft(named, topic + (INITIAL if initial and self._is_final else ""), sentence.text)
        draft.quantity, draft.quantity_unit = (
            clause.quantity,
            clause.quantity_unit if clause.quantity is not None else None,
        )
        draft.not_arranged = clause.not_arranged
        self._drafts.append(draft)
        self._current = draft
        if clause.amount is not None and clause.amount.unit is None and topic.startswith("assets."):
            draft.quantity, draft.quantity_unit = (
                Decimal(0),
                "",
            )  # 部级领导干部用车为0: things counted, not money
        return draft

    def _named(self, subject: str, clause: Clause, *, initial: bool) -> str:
        """Give the full name of a subject: a generic one (预算数, 支出) means what was said before
        it, or what the heading names.
        """
        before = (
            self._drafts[-1]
            if clause.amount is not None and len(self._drafts) > self._sentence_start
            else None
        )
        known = counterpart(before, subject, initial=initial and self._is_final) if before else None
        if known:
            return known
        if (
            GENERIC.match(subject)
            and self._current is not None
            and self._current.topic.endswith(INITIAL)
        ):
            return self._current.subject
        if GENERIC.match(subject) or (subject == "支出" and self._lead):
            return self._lead or self._words.own(heading_words(self._context.near)) or subject
        return (
            f"{self._lead}{subject}"
            if self._lead and subject.startswith(("其中", "购置"))
            else subject
        )

    def _topic(self, named: str, clause: Clause) -> str | None:
        """Give the topic of a named subject, None where it is none of a budget's."""
        counted = "项目" if clause.object.startswith("项目") and "项目" not in named else ""
        unit = clause.quantity_unit if clause.quantity is not None else None
        topic = topic_of(named + counted, self._standing(), quantity_unit=unit)
        whole = (
            self._drafts[self._sentence_start] if len(self._drafts) > self._sentence_start else None
        )
        if (
            whole is not None
            and whole.topic == "operating_expenses" != topic
            and self._parts
            and named.endswith("费")
        ):
            return "operating_expenses.item"  # 机关运行经费10万元，其中：会议费1万元
        if topic == "other" and _ABOUT_THE_BODY.search(self._context.all):
            return None  # 科研经费总量36.9亿元 in a chapter on what the body is and does
        if (
            topic == "other"
            and not self._lead_here
            and GENERIC.match(self._words.own(clause.subject))
        ):
            return None  # nothing in its sentence names it
        if topic in {"other", "performance.other"} and clause.amount is None:
            if clause.quantity is not None:
                self._lead, self._lead_here = (
                    named,
                    True,
                )  # 国内公务接待12批次，96人次，共计支出1万元
            return None
        return topic

    @property
    def _is_final(self) -> bool:
        return self._final or "决算" in self._context.all

    def _standing(self) -> Context:
        """Give the headings with the words that open the sentence as the innermost one."""
        whole = next(
            (draft.topic for draft in reversed(self._drafts) if draft.topic.endswith(".total")), ""
        )
        if self._lead and re.search(r"收入|支出|拨款|经费|资产|采购|绩效", self._lead):
            return replace(
                self._context, headings=(*self._context.headings, self._lead), whole=whole
            )
        return replace(self._context, whole=whole)


def drafts_of(
    paragraphs: list[Paragraph],
    publisher: str | None,
    fiscal_year: int | None,
    stage: str | None = None,
) -> list[tuple[Paragraph, Draft]]:
    """Read paragraph by paragraph; headings state nothing, and the glossary only defines words."""
    reader = ParagraphReader(publisher, fiscal_year, stage)
    found: list[
        tuple[Paragraph, Draft]
    ] = []  # all are read before one is given: a paragraph may complete the one before
    for paragraph in paragraphs:
        if (
            paragraph.is_heading
            or "名词解释" in " ".join(paragraph.headings)
            or not re.search(r"\d|万元|未安排|没有|无", paragraph.text)
        ):
            continue
        found.extend((paragraph, draft) for draft in reader.read(paragraph))
    return found
