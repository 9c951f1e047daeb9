"""Statements in the making, and how the figures of one sentence stand to each other: a budget and
its final figure, a whole and its parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from budgetflow.contracts.vocabulary import ADJUSTED, INITIAL
from budgetflow.interpret.statements.rules import Rule
from budgetflow.interpret.text.changes import Change, direction_of, join_changes
from budgetflow.interpret.text.phrases import Money

# Ending of the topic of a figure that another year is named for.
PREVIOUS = ".previous_year"
FINAL = re.compile(
    r"(?:支出|收入)?决算(?:支出|收入)?数?|(?:全年|预算)?(?:实际)?执行数?|"
    r"(?:全年|当年)?实际(?:支出|使用|发生|完成|列支)(?:数|额|金额)?"
)
_EVALUATED = re.compile(r"^performance\.(?:overall|projects)(?:\.initial_budget)?$")
_AGAINST_BUDGET = re.compile(
    r"决算数?(?:(?P<flat>(?:等于|同)(?:年初)?预算|(?:与|和)(?:年初)?预算数?(?:基本)?(?:持平|一致|"
    r"相等|相同))|(?P<word>[大高多小低少]于|超过|超出)(?:年初)?预算)"
)
# 一般公共预算 is the name of a fund, and no budget beside its final figure.
_OF_BUDGET = re.compile(
    r"(?<!一般公共)(?<!国有资本经营)(?<!政府性基金)(?<!社会保险基金)(?:年初|全年|调整)?预算(?:数|安排)?$"
)


# 支出总计 behind 财政拨款收入总计 is that of the same fund.
_BARE_EXPENDITURE = re.compile(r"支出(?P<tail>(?:总计|合计|总额|预算|决算|数)*)")
# Topics of the two sides that one change may be said of (收、支总计各增加).
SIDES = (
    ("revenue.total", "expenditure.total"),
    ("revenue.appropriation", "appropriation.total"),
    ("revenue.general_public_budget", "general_public_budget.total"),
    ("revenue.government_fund", "government_fund.total"),
)


@dataclass(slots=True)
class Draft:
    """A statement in the making."""

    subject: str
    topic: str
    sentence: str
    said_subject: str = ""
    """The subject as the clause says it, before a heading or the words before complete it."""
    amount: Money | None = None
    share: Decimal | None = None
    change: Change | None = None
    completion: Decimal | None = None
    quantity: Decimal | None = None
    quantity_unit: str | None = None
    count_change: bool = False
    listed: bool = False
    """Whether 、 stands before it, as the next item of a list."""
    not_arranged: bool = False
    reason: list[str] = field(default_factory=list)
    budget_reason: bool = False
    """Whether the reason explains how a final figure differs from its budget."""
    twin: Draft | None = None
    """The revenue beside this expenditure, where one change is said of both (收、支总计各增加)."""
    compared_with: int | None = None
    against_budget: str | None = None
    """Whether the text calls it above, below or equal to the budget of the same year."""
    budget_change: Change | None = None
    """The difference against the budget of the same year: 比预算数增加7.00万元."""
    changed_in: str = ""
    """The later sentence that says its change, where that is another one than its own."""
    rules: list[Rule] = field(default_factory=list)
    """The rules that decided, in the order in which they did."""

    @property
    def is_evaluation(self) -> bool:
        """Whether it says how a budget or a project performed; what later sentences say grew is an
        achievement, and no change of its amount.
        """
        return self.topic.startswith("performance")

    def decided(self, rule: Rule) -> None:
        """Keep a rule that decided, once."""
        if rule not in self.rules:
            self.rules.append(rule)

    def take_change(self, change: Change, compared_with: int | None, sentence: str) -> None:
        """Take a change against another year, said in this sentence; what was said before stays."""
        # Money in one clause and its percentage in the next are one change.
        self.change = join_changes(self.change, change)
        self.compared_with = compared_with
        # The change may stand in a sentence of its own, which is quoted beside the amount's.
        if sentence not in (self.sentence, self.changed_in):
            self.changed_in += sentence

    @property
    def quotation(self) -> str:
        """The sentences that hold its figures, in reading order."""
        return self.sentence + self.changed_in

    def take_budget_change(self, change: Change) -> None:
        """Take a difference against the budget of the same year; what was said before stays."""
        # A percentage may follow in a clause of its own here, too.
        self.budget_change = join_changes(self.budget_change, change)
        self.decided(Rule.AGAINST_BUDGET)


def against_budget(text: str) -> str | None:
    """Return what a clause says of the final figure against the budget (决算数小于预算数): above,
    below or equal; else None.
    """
    found = _AGAINST_BUDGET.search(text)
    if found is None:
        return None
    if found["flat"]:
        return "equal"
    if found["word"][0] in "大高多超":
        return "above"
    return "below"


def counterpart(before: Draft, subject: str, *, initial: bool) -> str | None:
    """Return the subject of an amount that is the counterpart of the one before it: its final
    figure, its budget, its expenditure.

    因公出国（境）费支出预算为1万元，支出决算为0万元; 公务接待费支出2万元，年初预算为3万元;
    某基金收入3亿元，支出2亿元. `initial` says that
    年初预算 was taken off `subject` in a final account. The draft before becomes a budget where it
    turns out to be one.
    """
    if before.amount is None or before.change is not None:
        return None
    if initial and not subject:
        return before.subject
    # An evaluation says 预算10万元，支出9万元; elsewhere 支出 alone is a total.
    spent = FINAL.fullmatch(subject) or (before.is_evaluation and subject == "支出")
    if spent and (known := _final_of(before, subject)):
        if not before.topic.endswith(ADJUSTED):
            before.topic = before.topic.removesuffix(INITIAL) + INITIAL
        return known
    side = _BARE_EXPENDITURE.fullmatch(subject)
    if side and before.subject.endswith(revenue := f"收入{side['tail']}"):
        return before.subject.removesuffix(revenue) + subject
    return None


def _final_of(budget: Draft, subject: str) -> str | None:
    """Return the subject of the final figure of a budget, None where the amount before is none."""
    if match := _OF_BUDGET.search(budget.subject):
        final = "执行" if "执行" in subject else "决算"
        before = budget.subject[: match.start()]
        return before + match.group().replace("预算", final)
    if _OF_BUDGET.search(budget.said_subject) or _EVALUATED.search(budget.topic):
        return budget.subject
    return None


def pair(drafts: list[Draft]) -> None:
    """Let a change said of both sides count for the revenue said just before the expenditure,
    too.
    """
    last = {draft.topic: draft for draft in drafts}
    for revenue, expenditure in SIDES:
        spent = last.get(expenditure)
        before = last.get(revenue)
        if spent is None or before is None:
            continue
        if spent.change is None and before.change is None:
            spent.twin = before
            # One list for both: the reason comes behind the change, and is of both sides too.
            before.reason = spent.reason


def head_count_change(of: Draft, count: Decimal, unit: str | None, sentence: str) -> Draft:
    """Make the change of a head count (`在职53人，减少1人`) a statement beside the count's own."""
    draft = Draft(
        of.subject,
        f"{of.topic}.change",
        sentence,
        quantity=count,
        quantity_unit=unit,
        count_change=True,
    )
    draft.change = Change(direction=direction_of(count))
    return draft


def joined_reason(parts: list[str]) -> str | None:
    """Join the clauses of a reason, each with its sign before it; None where none was given."""
    text = "".join(parts).strip("，,。；;：:、 ")
    if re.search(r"\w", text):
        return text
    return None
