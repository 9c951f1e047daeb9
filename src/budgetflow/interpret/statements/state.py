"""What is remembered while the paragraphs of one disclosure are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from budgetflow.interpret.statements.draft import Draft
from budgetflow.interpret.statements.sentences import LIST_SIGNS, Said, Sentence
from budgetflow.interpret.statements.subjects import Context, SubjectWords
from budgetflow.interpret.statements.topic_words import HAVE_PARTS, ITEMIZED
from budgetflow.interpret.text.phrase_patterns import DOWN, NUMBER, UNIT, UP
from budgetflow.interpret.text.phrases import Clause

_PARTS = re.compile(r"(?:主要)?(?:其中|包括|包含|分别|具体)")
_ANNOUNCES = re.compile(r"(?:其中|包括)[:：]?$")
# What several figures said in turn begin with: `分别减少5万元、6万元`, `分别占80%、20%`.
_TURN_WORD = rf"{UP}|{DOWN}|占"
_FIGURE_ALONE = re.compile(rf"{NUMBER}(?:{UNIT}|[%％])")
_SAID_ALONE = re.compile(
    rf"(?:{_TURN_WORD})?(?:了|约)?{_FIGURE_ALONE.pattern}|(?:基本)?(?:持平|不变)"
)
_NAMES_MONEY = re.compile(r"收入|支出|拨款|经费|资产|采购|绩效|自评")


def is_part(draft: Draft, whole: Draft) -> bool:
    """Return whether a statement is by its topic a part of a total (公务用车 of 三公, 基本支出 of
    支出), and no whole beside it.
    """
    family, _, kind = whole.topic.partition(".")
    return kind == "total" and draft.topic != whole.topic and draft.topic.startswith(f"{family}.")


@dataclass(slots=True)
class ParagraphState:
    """What the paragraph, its sentence and the statements so far say about the next clause."""

    words: SubjectWords
    """Takes the publisher's name and the year off a subject."""
    year: int | None
    """The fiscal year, which 上年 counts from."""
    final: bool
    """Whether a final account is read."""
    context: Context = field(default_factory=lambda: Context(()))
    drafts: list[Draft] = field(default_factory=list)
    """Statements of the paragraph, in order."""
    current: Draft | None = None
    """The statement that a clause without a subject adds to."""
    counted: Draft | None = None
    """The latest count of visits, groups or persons in the sentence."""
    before: Draft | None = None
    """The first statement of the paragraph before, under the same headings."""
    whole: Draft | None = None
    """The statement whose parts were listed before this sentence, and that a change which names
    nothing is said of.
    """
    outer: Draft | None = None
    """The first whole since the last full stop whose parts are listed (其中)."""
    inner: Draft | None = None
    """The latest whole whose parts are listed; parts take side, fund and kind from it."""
    listed: Draft | None = None
    """The whole whose items a paragraph announced at its end (其中：) for those that follow."""
    lead: str = ""
    """Words that open the paragraph or sentence: the subject of figures that name none."""
    lead_here: bool = False
    """Whether the lead stands in the sentence that is read."""
    sign: str = ""
    """The sign before the clause that is read."""
    in_turn: list[str] = field(default_factory=list)
    """The names that the next amounts of the sentence belong to, one after the other (分别为)."""
    told_in_turn: list[Draft] = field(default_factory=list)
    """The statements of the sentence of which changes or shares were said in turn."""
    awaiting: list[Draft] = field(default_factory=list)
    """Those among them that the next such figures belong to, one after the other."""
    turn_word: str = ""
    """The word of the latest of these figures (减少, 占), which holds for one without."""
    reason: bool = False
    """Whether a reason is being read."""
    use: bool = False
    """Whether what an amount is for is being read."""
    ended_before: bool = True
    """Whether a full stop ended the sentence before."""
    sentence_start: int = 0
    """Number of statements before the sentence that is read; a semicolon ends one, too."""
    passage_start: int = 0
    """Number of statements before what is read since the last full stop."""
    alone: Draft | None = None
    """The one statement of the passage before: 机关运行经费10万元。其中：办公费2万元."""
    inherits: bool = False
    """Whether the latest topic was taken from the whole."""
    reference: int | None = None
    """The year that the following changes are against."""
    own_budget: bool = False
    """Whether the sentence compares with the budget of the same year: such a difference is no
    change against the year before.
    """

    def enter(self, context: Context) -> None:
        """Begin a paragraph; its first change may complete the first statement of the last one."""
        same_place = context.headings == self.context.headings
        self.before = self.drafts[0] if self.drafts and same_place else None
        self.listed = self._announced() if same_place else None
        # A new list: the one before was given out with the paragraph before.
        self.drafts = []
        self.current = self.reference = None
        self.whole = self.outer = self.alone = None
        self.inner = self.listed
        self.sentence_start = self.passage_start = 0
        self.lead = ""
        # What a paragraph explained ends with it, however long the list of reasons is.
        self.reason = self.use = False
        self.context = context

    def _announced(self) -> Draft | None:
        """Return the whole whose items stand in the paragraphs that follow, under one heading:
        机关运行经费10万元，其中： / （1）会议费1万元。
        """
        if self.drafts and _ANNOUNCES.search(self.context.paragraph):
            whole = self.inner or self.drafts[-1]
            if whole.topic in ITEMIZED:
                return whole
            return None
        return self.listed

    def begin_sentence(self, text: str) -> None:
        """Begin a sentence; a semicolon goes on with the whole and the parts before it."""
        self.use = self.own_budget = self.lead_here = False
        self.counted = None
        self.in_turn = []
        self.told_in_turn = []
        self.awaiting = []
        self.turn_word = ""
        self.whole = self.outer
        self.sentence_start = len(self.drafts)
        if self.ended_before:
            made = len(self.drafts) - self.passage_start
            if made:
                self.alone = self.drafts[-1] if made == 1 else None
            self.passage_start = len(self.drafts)
            self.outer, self.inner = None, self.listed
        self.context = replace(self.context, sentence=text)

    def list_parts(self, text: str) -> None:
        """Take the statement before 其中 as the whole whose parts follow."""
        if _PARTS.match(text) is None:
            return
        made = len(self.drafts)
        if made == self.passage_start:
            # 其中 opens the passage: the parts are of the one amount of the passage before.
            self.inner = self.alone or self.inner
            return
        self.inner = self.drafts[-1]
        # The first whole stays: parts of a part (其中…，其中…) do not become the whole's equals.
        opens_sentence = made == self.sentence_start + 1
        if self.outer is None or (opens_sentence and not is_part(self.inner, self.outer)):
            self.outer = self.inner

    def completed(self, text: str) -> str:
        """Return a clause with the word of the figure before it, where it is the next of figures
        said in turn.
        """
        goes_on = self.awaiting and self.sign in LIST_SIGNS
        if goes_on and _FIGURE_ALONE.fullmatch(text):
            return self.turn_word + text
        return text

    def next_in_turn(self, said: Said) -> Draft | None:
        """Return the statement that a change or share belongs to where several are said in turn,
        else None.

        `收入9万元，支出8万元，分别减少1万元、2万元`: there are as many figures as the last amounts
        of the sentence that have none, or as those told of in turn before (`，下降10%、20%`).
        """
        clause = said.clause
        word = re.search(_TURN_WORD, clause.text)
        if word is not None:
            self.turn_word = word.group()
        if not self.awaiting:
            count = _listed_from(said.sentence, clause.text)
            self._begin_turn(count, clause, is_said="分别" in clause.text)
        if not self.awaiting:
            return None
        return self.awaiting.pop(0)

    def _begin_turn(self, count: int, clause: Clause, *, is_said: bool) -> None:
        """Let figures be said in turn from a clause on; `is_said` where the words say so (分别)."""
        if count < 2:
            return
        here = [draft for draft in self.drafts[self.sentence_start :] if draft.amount is not None]
        if clause.change is not None:
            untold = [draft for draft in here if draft.change is None]
        else:
            untold = [draft for draft in here if draft.share is None]
        if is_said and len(untold) >= count:
            self.told_in_turn = untold[-count:]
        if len(self.told_in_turn) == count:
            self.awaiting = list(self.told_in_turn)

    @property
    def is_final(self) -> bool:
        """Whether a final account is read: by its stage or by a heading."""
        return self.final or "决算" in self.context.all

    def standing(self) -> Context:
        """Return the headings with the words that open the sentence as the innermost one."""
        topics = (one.topic for one in reversed(self.drafts))
        whole = next((topic for topic in topics if topic.endswith(HAVE_PARTS)), "")
        part_of = self.inner.topic if self.inner is not None else ""
        context = replace(self.context, whole=whole, part_of=part_of)
        if self.lead and _NAMES_MONEY.search(self.lead):
            return replace(context, headings=(*context.headings, self.lead))
        return context

    def same_topic(self, topic: str, subject: str) -> Draft | None:
        """Find the latest statement of the paragraph that speaks of the same and has no change
        yet.
        """
        for draft in reversed(self.drafts):
            if draft.topic != topic or draft.change is not None:
                continue
            # Many different things are `other`, and each function is one: there names must agree.
            if draft.subject == subject or topic not in {"other", "function"}:
                return draft
        return None

    def parts_are_complete(self, whole: Draft) -> bool:
        """Return whether the amounts behind a whole come to it, so that no more of it follows."""
        if whole.amount is None or whole.amount.yuan is None:
            return False
        place = self.drafts.index(whole)
        behind = self.drafts[place + 1 :]
        amounts = [draft.amount.yuan for draft in behind if draft.amount and draft.amount.yuan]
        return bool(amounts) and sum(amounts) == whole.amount.yuan

    def is_open(self, draft: Draft) -> bool:
        """Return whether a statement of this sentence has no figure of its own yet."""
        here = draft in self.drafts[self.sentence_start :]
        return here and draft.amount is None and draft.quantity is None

    def open_others(self) -> list[Draft]:
        """Return the other statements of the sentence that 均为 gives an amount."""
        sentence = self.drafts[self.sentence_start :]
        return [one for one in sentence if one is not self.current and self.is_open(one)]


def _listed_from(sentence: Sentence, text: str) -> int:
    """Return how many figures a sentence lists from a clause on: 2 for 减少5万元、6万元."""
    texts = [piece.text for piece in sentence.pieces]
    first = texts.index(text) if text in texts else len(texts)
    count = 1
    for piece in sentence.pieces[first + 1 :]:
        if piece.lead not in LIST_SIGNS or not _SAID_ALONE.fullmatch(piece.text):
            break
        count += 1
    return count
