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

from budgetflow.interpret.statements.counts import ENDS_WITH_SCORE, ends_use, score_of
from budgetflow.interpret.statements.draft import (
    Draft,
    against_budget,
)
from budgetflow.interpret.statements.filing import count_value, fill, start
from budgetflow.interpret.statements.naming import COUNTED_PROJECTS
from budgetflow.interpret.statements.owners import decide
from budgetflow.interpret.statements.reasons import (  # fmt: skip
    ends_reason,
    go_on,
    goes_on_listing,
    is_marked,
    is_use,
    take_reason,
)
from budgetflow.interpret.statements.sentences import COUNTED, Piece, Said, Sentence, sentences
from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import (  # fmt: skip
    BY_DAY,
    GENERIC,
    NO_LEAD,
    Context,
    SubjectWords,
)
from budgetflow.interpret.statements.topic_words import ITEMIZED
from budgetflow.interpret.statements.topics import topic_of
from budgetflow.interpret.text.changes import Change
from budgetflow.interpret.text.numbering import SENTENCE_NUMBERING
from budgetflow.interpret.text.paragraphs import Paragraph
from budgetflow.interpret.text.phrases import Clause, Reference, read_clause

_COLONS = frozenset("：:")
_NAMED_AMOUNT = re.compile(r"[^\d，]{3,24}[\d,.]+(?:万|亿)?元")
_SAYS_SOMETHING = re.compile(r"\d|万元|未安排|没有|无|零|持平|一致|不变")
_SAID_OF_IT = re.compile(r"(?:主要)?用于|占|[比较]|与上年")
_GREW_TO = re.compile(r"由.*(?:增加|减少|调整|增长|下降)[至到为]")


def _text_at(sentence: Sentence, number: int) -> str:
    """Return the text of a piece of a sentence, empty before its first and behind its last."""
    if 0 <= number < len(sentence.pieces):
        return sentence.pieces[number].text
    return ""


def _ends_list_of_uses(text: str, following: str) -> bool:
    """Check whether a clause begins something new behind what money was used for: an amount that
    the next clause goes on to explain (甲工作1万元，用于乙等工作，丙管理2万元，用于丁), or parts of
    the whole (购置资产10万元，主要是设备，其中：基金购置1万元).
    """
    if _NAMED_AMOUNT.fullmatch(text) and _SAID_OF_IT.match(following):
        return True
    if text != "其中":
        return False
    return _NAMED_AMOUNT.fullmatch(following) is not None


def _states_something(said: Clause) -> bool:
    """Check whether a clause states an amount, a quantity, a change, or that there is none."""
    if said.amount or said.not_arranged or said.change:
        return True
    return said.quantity is not None


def _compares_or_explains(clause: Clause) -> bool:
    """Check whether a clause says more than what money was used for."""
    if clause.reference or clause.reason is not None:
        return True
    return clause.completion is not None


class ParagraphReader:
    """Reads the paragraphs of one disclosure one after the other; knows its publisher and year."""

    def __init__(
        self, publisher: str | None, fiscal_year: int | None, stage: str | None = None
    ) -> None:
        """Take the name that stands before many subjects, the year that 上年 counts from, and
        whether a final account is read.
        """
        self._state = ParagraphState(
            SubjectWords(publisher, fiscal_year), fiscal_year, stage == "final_accounts"
        )

    def read(self, paragraph: Paragraph) -> list[Draft]:
        """Return the statements of one paragraph, in order; one that opens with a change completes
        the first statement of the one before.
        """
        self._state.enter(Context(paragraph.headings, paragraph=paragraph.text))
        # Numbers of items (1. 2.) would else be read as amounts of the sentence.
        text = SENTENCE_NUMBERING.sub("", paragraph.text)
        for sentence in sentences(text):
            self._sentence(sentence)
        return self._state.drafts

    def _sentence(self, sentence: Sentence) -> None:
        state = self._state
        if state.reason and self._ends_reason(sentence):
            state.reason = False
        state.begin_sentence(sentence.text)
        # Behind a semicolon the whole and the reason before it go on.
        state.ended_before = sentence.end in "。！!."
        opens = True
        for number, piece in enumerate(sentence.pieces):
            if piece.in_brackets:
                self._brackets(piece)
                continue
            following = _text_at(sentence, number + 1)
            # Before anything is read: within uses an amount is no statement.
            if state.use and _ends_list_of_uses(piece.text, following):
                state.use = False
            before = _text_at(sentence, number - 1)
            score = score_of(state, piece.text, sentence.text, before)
            if score is not None:
                state.drafts.append(score)
                opens = False
                continue
            announced = piece.lead in _COLONS and before.endswith("如下")
            labels = announced or self._follows_colon(sentence, number)
            names = opens or (labels and self._names(piece.text))
            self._clause(piece, sentence, opens=names)
            own = state.words.own(piece.text)
            opens = opens and (not own or own.endswith("如下"))  # 2026年度，…；具体情况如下：…

    def _ends_reason(self, sentence: Sentence) -> bool:
        """Check whether a sentence does not go on with the reason the one before it gave."""
        if self._state.ended_before:
            return True
        return read_clause(_text_at(sentence, 0)).is_use or self._opens_new_subject(sentence)

    @staticmethod
    def _follows_colon(sentence: Sentence, number: int) -> bool:
        """Return whether a colon stands behind a piece (（一）基本支出：年初预算数为10万元)."""
        following = sentence.pieces[number + 1 : number + 2]
        return any(piece.lead in _COLONS for piece in following)

    def _names(self, text: str) -> bool:
        """Return whether a piece names something of a budget and says nothing more."""
        return topic_of(self._state.words.own(text), self._state.standing()) != "other"

    def _opens_new_subject(self, sentence: Sentence) -> bool:
        """Check whether a sentence behind a semicolon starts a statement of its own, and does not
        go on with the reason before it.
        """
        text = _text_at(sentence, 0)
        if self._goes_on_with_reason(text):
            return False
        parts = text == "其中" and len(sentence.pieces) > 1
        if parts or (is_marked(text) and self._follows_colon(sentence, 0)):
            text = sentence.pieces[1].text
            if self._goes_on_with_reason(text):
                return False
        said = read_clause(text)
        if parts and said.amount is None:
            return False  # 其中工资增加1万元 goes on with the reason
        subject = self._state.words.own(said.subject)
        if len(subject) < 2 or not _states_something(said):
            return False
        if said.amount is not None:
            return True
        unit = said.quantity_unit if said.quantity is not None else None
        return topic_of(subject, self._state.standing(), quantity_unit=unit) != "other"

    def _goes_on_with_reason(self, text: str) -> bool:
        """Check whether words list more of the reason, or say from what to what something grew."""
        return goes_on_listing(self._state, text) or _GREW_TO.search(text) is not None

    def _brackets(self, held: Piece) -> None:
        """Read what brackets hold as sentences of its own, then go on with the amount before
        them.
        """
        outer = self._state.current
        whole = self._state.inner
        counted = self._state.counted
        if self._state.reason:
            go_on(self._state, held.lead, held.printed)
        if self._state.reason or self._state.use:
            return
        if COUNTED.fullmatch(held.text):
            count_value(outer, read_clause(held.text))
            return
        if outer is not None and outer.topic in ITEMIZED:
            self._state.inner = outer  # 机关运行经费10万元（办公费6万元、差旅费4万元）
        for sentence in sentences(held.text):
            for piece in sentence.pieces:
                self._clause(piece, sentence, opens=False)
        self._state.current, self._state.inner, self._state.counted = outer, whole, counted
        self._state.reason = self._state.use = False

    def _clause(self, piece: Piece, sentence: Sentence, *, opens: bool) -> None:
        state = self._state
        state.sign = piece.lead
        text = state.completed(piece.text)
        clause = read_clause(text)
        state.list_parts(text)
        if state.reason and not ends_reason(state, clause):
            go_on(state, piece.lead, piece.printed)
            return
        state.reason = False
        # Before the clause is filed: 决算数大于预算数 is said of the statement before it.
        if state.current is not None:
            said = against_budget(text)
            state.current.against_budget = said or state.current.against_budget
        if self._only_names_uses(text, clause):
            return
        if clause.reference is not None:
            self._compare(clause.reference)
        if clause.says_something:
            state.use = False
            self._take(clause, sentence)
        elif clause.reason is None and opens:
            self._take_lead(clause.subject if clause.reference else text)
        if clause.reason is not None:
            state.reason = True
            take_reason(state, clause, piece.lead)

    def _only_names_uses(self, text: str, clause: Clause) -> bool:
        """Check whether a clause says only what money is used for, as those behind it will until
        one ends that.
        """
        state = self._state
        if clause.is_use or is_use(state, clause):
            state.use = True
            return True
        if BY_DAY.match(text) or ends_use(clause):
            state.use = False
        return state.use and not _compares_or_explains(clause)

    def _compare(self, reference: Reference) -> None:
        """Take what the following changes are against."""
        state = self._state
        has_year = reference.year is not None
        same_year = has_year and reference.of_budget and reference.year == state.year
        # In a budget 年初预算 can only be last year's; a final account has one of its own year.
        state.own_budget = state.is_final and (reference.own_budget or same_year)
        # The reference stays through the sentence: 比上年减少1万元，下降5% names it once.
        if not state.own_budget:
            year_before = state.year - 1 if state.year else None
            state.reference = reference.year or year_before

    def _take_lead(self, text: str) -> None:
        """Remember the words that open a paragraph or a sentence as the subject of figures that
        name none.
        """
        words = self._state.words.own(SENTENCE_NUMBERING.sub("", text))
        if ENDS_WITH_SCORE.search(words):
            return
        names = not words.endswith(("如下", "要求", "原则")) and NO_LEAD.match(words) is None
        # One character names nothing, and a clause longer than a heading is a sentence about it.
        if 2 <= len(words) <= 70 and names:
            self._state.lead = words
            self._state.lead_here = True

    def _take(self, clause: Clause, sentence: Sentence) -> None:
        """File what a clause says under the statement it belongs to, or start a new one."""
        subject = self._state.words.own(clause.subject)
        behind = clause.not_arranged or (
            clause.quantity is not None and COUNTED_PROJECTS.match(clause.object) is not None
        )
        if behind and GENERIC.match(subject):
            # 没有使用政府性基金, 共0个项目实行绩效目标管理
            subject = self._state.words.own(clause.object)
        clause = self._of_its_change(clause)
        if clause.in_points and not self._is_of_an_amount(subject, clause):
            return
        said = Said(subject, clause, sentence)
        decision = decide(self._state, said)
        begun = (start(self._state, replace(said, subject=name)) for name in decision.begins)
        for draft in (*decision.drafts, *begun):
            if draft is not None:
                fill(self._state, draft, said)

    def _of_its_change(self, clause: Clause) -> Clause:
        """Return 即1.2万元 behind a change in percent as that change in money; other clauses stay
        as they are.
        """
        current = self._state.current
        last = current.change if current is not None else None
        if clause.said_in_money is None or last is None or last.yuan is not None:
            return clause
        yuan = clause.said_in_money.yuan
        if yuan is not None and last.direction == "decrease":
            yuan = -yuan
        return replace(clause, amount=None, change=Change(yuan, None, last.direction))

    def _is_of_an_amount(self, subject: str, clause: Clause) -> bool:
        """Return whether a change in percentage points is said of an amount, and of no share and no
        rate: 占比30%，下降5个百分点 says nothing of the money.
        """
        if clause.says_more_than_change or re.search(r"率|比重|占比|增速|增幅|比例", subject):
            return False
        if clause.amount is not None:
            return True
        current = self._state.current
        if current is None or current.amount is None or GENERIC.match(subject) is None:
            return False
        said = current.share, current.completion, current.quantity
        percent = current.change is not None and current.change.percent is not None
        return said == (None, None, None) and not percent


def drafts_of(
    paragraphs: list[Paragraph],
    publisher: str | None,
    fiscal_year: int | None,
    stage: str | None = None,
) -> list[tuple[Paragraph, Draft]]:
    """Read paragraph by paragraph; headings state nothing, and the glossary only defines words."""
    reader = ParagraphReader(publisher, fiscal_year, stage)
    # All are read before one is given: a paragraph may complete the one before.
    found: list[tuple[Paragraph, Draft]] = []
    for paragraph in paragraphs:
        if paragraph.is_heading or _SAYS_SOMETHING.search(paragraph.text) is None:
            continue
        if "名词解释" in " ".join(paragraph.headings):
            continue
        found.extend((paragraph, draft) for draft in reader.read(paragraph))
    return found
