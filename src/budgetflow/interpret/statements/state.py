"""What is remembered while the paragraphs of one disclosure are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from budgetflow.interpret.statements.draft import Draft
from budgetflow.interpret.statements.subjects import SubjectWords
from budgetflow.interpret.statements.topics import Context

_NAMES_MONEY = re.compile(r"收入|支出|拨款|经费|资产|采购|绩效")


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
    before: Draft | None = None
    """The first statement of the paragraph before, under the same headings."""
    whole: Draft | None = None
    """The first statement of the sentence before, where that one went on to its parts (其中)."""
    lead: str = ""
    """Words that open the paragraph or sentence: the subject of figures that name none."""
    lead_here: bool = False
    """Whether the lead stands in the sentence that is read."""
    reason: bool = False
    """Whether a reason is being read."""
    use: bool = False
    """Whether what an amount is for is being read."""
    ended_before: bool = True
    """Whether a full stop ended the sentence before."""
    sentence_start: int = 0
    """Number of statements before the sentence that is read."""
    parts: bool = False
    """Whether the sentence lists parts (其中)."""
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
        self.drafts, self.current, self.reference = [], None, None
        self.whole, self.sentence_start, self.parts = None, 0, False
        self.lead, self.reason, self.use = "", False, False
        self.context = context

    @property
    def is_final(self) -> bool:
        """Whether a final account is read: by its stage or by a heading."""
        return self.final or "决算" in self.context.all

    def standing(self) -> Context:
        """Give the headings with the words that open the sentence as the innermost one."""
        whole = next(
            (draft.topic for draft in reversed(self.drafts) if draft.topic.endswith(".total")), ""
        )
        if self.lead and _NAMES_MONEY.search(self.lead):
            return replace(self.context, headings=(*self.context.headings, self.lead), whole=whole)
        return replace(self.context, whole=whole)

    def same_topic(self, topic: str, subject: str) -> Draft | None:
        """Find the latest statement of the paragraph that speaks of the same and has no change
        yet.
        """
        for draft in reversed(self.drafts):
            if (
                draft.topic == topic
                and draft.change is None
                and (draft.subject == subject or topic not in {"other", "function"})
            ):
                return draft
        return None
