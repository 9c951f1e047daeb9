"""What each check asks, and what else a finding may be about, in both languages."""

from __future__ import annotations

from functools import cache
from typing import Any

from budgetflow.checks.catalogue.all import CHECKS
from budgetflow.checks.explanations.all import EXPLANATIONS
from budgetflow.contracts.vocabulary import EXPLANATIONS as PUBLISHED
from budgetflow.contracts.vocabulary import STAGES
from budgetflow.interpret.rows_model import (
    CUT_FIGURE,
    IMPOSSIBLE_AMOUNT,
    SEVERAL_FIGURES,
    UNDECIDED_FIGURE,
)
from budgetflow.releases.site.check_tables import condition_words, tables_words

# What reading itself notes: no check of a sum.
NOTES = {
    "unknown_table_title": ("未识别的表名", "Title of a table that is not known"),
    "unmapped_header": ("未识别的表头", "Heading of a column that is not known"),
    "competing_header_readings": ("表头有两种读法", "A header that can be read in two ways"),
    "competing_row_layers": ("行的层级有两种读法", "Rows whose layers can be read in two ways"),
    IMPOSSIBLE_AMOUNT: ("不可能的金额", "An amount that cannot be"),
    SEVERAL_FIGURES: ("一格内几行数字", "Figures of several rows in one cell"),
    UNDECIDED_FIGURE: ("无法判定的数字格式", "A number format we cannot decide"),
    CUT_FIGURE: ("超出页面的数字", "A figure that runs off the page"),
}


# When a check of a class names the publisher.
CONVICTS = {
    "hard": (
        "必须成立：两边的数都读得确凿、又没有别的解释时，指认发布者。",
        "It must hold: the publisher is named where both readings are proven and nothing else "
        "explains the difference.",
    ),
    "narrative": (
        "语句确含该数，说的是本年、本总体，且不指别的数时，指认发布者。",
        "The publisher is named where the sentence holds the figure, speaks of this year and this "
        "whole, and cannot mean another figure.",
    ),
    "conditional": ("附有条件，从不指认。", "It has a condition: nobody is ever named."),
    "presence": ("看是否齐全，从不指认。", "It looks for what is missing: nobody is ever named."),
    "format": ("看格式，从不指认。", "It looks at the form: nobody is ever named."),
    "cross-doc": (
        "与往年比较；往年的数可以调整，从不指认。",
        "It compares years, and past figures may be restated: nobody is ever named.",
    ),
    "explain": (
        "提示一个应当说明的数，从不指认。",
        "It points to a figure to be explained: nobody is ever named.",
    ),
}


# Explanations given outside the list that is tried in order (`checks.explanations`).
_MORE_EXPLANATIONS = {
    "reviewed": "a person compared it with the page: there is no error",
    "way_of_counting": "the two may be counted in different ways",
    "restated": "the figure of the year before may have been restated",
    "parts_left_out": "the law lets some parts be left out",
    "conditional": "it must hold only under a condition",
    "doubtful_cell": "a cell may be misread",
    "unsound_table": "much in this table does not hold",
    "scrambled_as_printed": "the rows are shifted in the document itself, and read as printed",
    "lost_row": "another table has a row that was not read here",
    "unproven_reading": "nothing proves that it was read rightly",
    "held_back": "the document is held back until a person has looked",
}


@cache
def check_words() -> dict[str, tuple[str, str]]:
    """Return what each check holds against each other, what reading notes, and why nobody is named
    for a finding, in both languages, by the id or the explanation's name.
    """
    checks = {check.id: (check.zh, check.en) for check in CHECKS}
    return checks | NOTES | explanation_words()


def explanation_words() -> dict[str, tuple[str, str]]:
    """Return why nobody is named for a finding, by the explanation's name, in both languages."""
    english = {one.name: one.en for one in EXPLANATIONS} | _MORE_EXPLANATIONS
    return {name: (chinese, english[name]) for name, chinese in PUBLISHED.items()}


def check_facts() -> dict[str, dict[str, Any]]:
    """Return what the page of a check says of it, by its id: `tables`, `condition`, and in both
    languages `stage` and `convicts`.
    """
    return {
        check.id: {
            "tables": tables_words(check.tables, check.kind),
            "condition": condition_words(check.condition),
            "stage": _stage(check.kind),
            "convicts": CONVICTS[check.cls],
        }
        for check in CHECKS
    }


def _stage(kind: str) -> tuple[str, str]:
    if kind == "both":
        return "预算、决算", "budgets and final accounts"
    return STAGES[kind], kind.replace("_", " ")
