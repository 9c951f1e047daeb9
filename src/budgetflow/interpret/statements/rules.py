"""The rules that decide what a figure in prose is said of; each statement keeps those that decided
it, and `budgetflow show` prints them.
"""

from __future__ import annotations

from enum import StrEnum


# A StrEnum, so that rows, messages and tests write the words themselves.
class Rule(StrEnum):
    """Who is spoken of, and what a change, share or difference belongs to."""

    OWN_WORDS = "own words"
    """The subject stands in the clause itself: 公务接待费1万元."""
    LEAD = "opening words"
    """The clause names nothing; the words that open the sentence or paragraph do."""
    HEADING = "heading"
    """Neither clause nor sentence names anything; the heading above does."""
    COUNTERPART = "counterpart"
    """A final figure behind its budget, or expenditure behind its revenue."""
    PART = "part of a whole"
    """A part takes side, fund or kind from the whole before it: 收入900万元，其中：拨款800万元."""
    OTHER_YEAR = "another year"
    """The clause names another year: its figure is a base, and no change is said of it."""
    COUNT = "count"
    """Visits, groups and persons counted beside the money of 三公."""
    SCORE = "score"
    """Points of an evaluation."""
    VALUE = "value of what was counted"
    """An amount behind a count is the worth of the things counted: 车辆5辆，价值120万元."""
    SAID_AGAIN = "said again"
    """An amount behind that of the year before is the statement's own, printed twice."""
    MISSING_AMOUNT = "amount behind its change"
    """An amount that names nothing belongs to the change or share before it."""
    SHARE_OF_CURRENT = "share of the statement before"
    CHANGE_OF_CURRENT = "change of the statement before"
    IN_TURN = "said in turn"
    """Changes or shares stand in the order of the amounts before them: 分别减少5万元、6万元."""
    CHANGE_OF_WHOLE = "change of the whole"
    """A change that opens a sentence behind listed parts is said of their whole."""
    CHANGE_OF_EARLIER = "change of the same subject"
    """The clause names a subject again that was given an amount before."""
    CHANGE_OF_PARAGRAPH_BEFORE = "change of the paragraph before"
    AGAINST_BUDGET = "difference against the budget"
    """A final account compares with the budget of its own year: no change between years."""
