"""Another pairing of sentence and cell: the sentence prints the cell's figure too, speaks of
another year, gives the base of a change, or a part of the whole.
"""

from __future__ import annotations

import re
from decimal import Decimal

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import Figure
from budgetflow.checks.model.sentences import (
    NUMBER,
    around,
    holds_number,
    money_of,
    plain_number,
    position,
)
from budgetflow.checks.rules.text.prose_vs_tables import TOTAL_WORDS
from budgetflow.interpret.rows_model import Statement

YEAR = re.compile(r"(20\d\d)\s*年")
# Twelve characters reach over a subject (上年一般公共预算支出决算数) and not over a clause.
LAST_YEAR = re.compile(r"(?:上年|去年|上一年度?)[^，,。；;（）()]{0,12}$")
THREE_PUBLIC = re.compile(r"三公|出国|出境|国（境）|车|接待")
SIDE = re.compile(r"^(?:revenue|expenditure)\.")
# 分别 distributes figures over what was named before it.
OF_WHICH = re.compile(r"其中|包括|含有?[:：]|分别")
NO_LETTERS = re.compile(r"[\s\d\[\]（）()“”、，,：:.]|支出|[类款项]")
# Words for a source or a use of money, and what the topics begin with that they belong to.
QUALIFIERS = {
    "采购": ("procurement",),
    "基本支出": ("basic", "general_public_budget", "appropriation", "government_fund"),
    "项目支出": ("project", "general_public_budget", "appropriation", "government_fund"),
    "三公": ("three_public",),
    "机关运行": ("operating",),
    "一般公共预算": ("general_public_budget",),
    "政府性基金": ("government_fund",),
    "国有资本": ("state_capital",),
    "财政拨款": ("appropriation", "general_public_budget", "government_fund", "state_capital"),
    "专户": ("special_account",),
}


def no_quotation(case: Case) -> bool:
    """Return whether a figure said to stand in a sentence does not: then the sentence proves
    nothing.
    """
    return any(
        figure.statement is not None and not _quoted(case, figure)
        for figure in case.comparison.figures
    )


def _quoted(case: Case, figure: Figure) -> bool:
    statement = figure.statement
    assert statement is not None
    own = case.comparison
    # The right side of a ratio is the percentage, which the sentence prints as it is.
    if own.kind in ("share", "change") and figure in own.right:
        return holds_number(statement.text, figure.value)
    return position(statement) is not None


def another_pairing(case: Case) -> bool:
    """Return whether the sentence, or one beside it on the same thing, prints the table's figure:
    全年预算为52.00万元，支出决算为51.32万元.
    """
    paired = _sentence_and_cells(case)
    if paired is None:
        return _another_amount(case)
    statement, figures = paired
    for figure in figures:
        if any(case.closes(m.value - figure.value) for m in money_of(statement.text)):
            return True
        if any(
            other.amount_yuan is not None
            and _same_thing(other, statement)
            and case.closes(other.amount_yuan - figure.value)
            # Budget and execution of one item are often said in two sentences, and we may have
            # taken the other.
            for other in around(case.figures, statement)[1:]
        ):
            return True
    return False


def _another_amount(case: Case) -> bool:
    """Return whether sentences compared with each other agree once another amount of one of them
    takes the place of the amount read.
    """
    comparison = case.comparison
    if comparison.kind not in ("equality", "bound"):
        return False
    return any(
        case.closes(
            case.gap + (money.value - figure.value) * (1 if figure in comparison.left else -1)
        )
        for figure in comparison.figures
        if figure.statement is not None
        for money in money_of(figure.statement.text)
    )


def lost_beside_it(case: Case) -> bool:
    """Return whether the amount said is what some sum of the tables lacks: it may be the figure of
    a row that we lost.
    """
    paired = _sentence_and_cells(case)
    said = paired[0].amount_yuan if paired else None
    if not said:
        return False
    return any(
        case.closes(abs(other.difference) - said)
        for broken in case.testimony.rule_broken.values()
        for other in broken
        if other.kind == "tree" and not any(figure.statement for figure in other.figures)
    )


def another_year(case: Case) -> bool:
    """Return whether the last year named before the amount is not the table's."""
    year = case.figures.disclosure.fiscal_year
    statement = _said_of_this_year(case)
    place = position(statement) if statement is not None else None
    if statement is None or place is None or year is None:
        return False
    before = statement.text[:place]
    # The last year named rules what follows it; one in brackets behind the amount does not.
    named = YEAR.findall(before)
    return bool(named and int(named[-1]) != year) or bool(LAST_YEAR.search(before))


def _said_of_this_year(case: Case) -> Statement | None:
    """Return the sentence whose amount must be this year's: one compared with cells, or one whose
    change is worked out in percent; None for any other comparison.
    """
    paired = _sentence_and_cells(case)
    if paired is not None:
        return paired[0]
    if case.comparison.kind == "change" and case.statements:
        return case.statements[0]
    return None


def base_of_change(case: Case) -> bool:
    """Return whether the amount said and a change said with it make the table's figure, or another
    amount of the sentence: it is what the change starts from.
    """
    paired = _sentence_and_cells(case)
    if paired is None:
        return case.comparison.kind == "change" and _starts_there(case)
    statement, figures = paired
    said = statement.amount_yuan
    if not said:
        return False
    changes = [
        abs(other.change_yuan) for other in around(case.figures, statement) if other.change_yuan
    ]
    # 比上年减少4.5万元，其中… : the change may be an amount that no statement took for one.
    changes += [money.value for money in money_of(statement.text) if money.value != said]
    return any(
        case.closes(said + sign * change - figure.value)
        for figure in figures
        for change in changes
        # The words for more and less were read already; here either sign would explain the figure.
        for sign in (1, -1)
    )


def _starts_there(case: Case) -> bool:
    """Return whether the sentence of a change prints the amount and the change put together, or
    prints only once what we took for both.
    """
    statement = case.statements[0]
    amount = statement.amount_yuan
    change = statement.change_yuan
    if not amount or change is None:
        return False
    printed = list(money_of(statement.text))
    # One number read both as the amount and as its change: the sentence prints one of the two only.
    if amount == abs(change) and sum(money.value == amount for money in printed) < 2:
        return True
    return any(abs(money.value - (amount + change)) <= money.step for money in printed)


def another_change(case: Case) -> bool:
    """Return whether the amount printed last before the percentage is not the change it is worked
    out from.
    """
    if case.comparison.kind != "change" or not case.statements:
        return False
    statement = case.statements[0]
    percent = case.comparison.right[0].value
    if statement.change_yuan is None:
        return False
    own = (abs(statement.change_yuan), statement.amount_yuan)
    ends = [
        found.start()
        for found in NUMBER.finditer(statement.text)
        if Decimal(plain_number(found.group())) == percent
        and statement.text[found.end() :].lstrip().startswith(("%", "％"))
    ]
    # The amount right before a percentage is the one it speaks of, whatever else the sentence says.
    last = [
        [money.value for money in money_of(statement.text) if money.start < end][-1:]
        for end in ends
    ]
    return bool(last) and not any(found and found[0] in own for found in last)


def another_subject(case: Case) -> bool:
    """Return whether a sentence compared with a row of a code prints neither the row's name nor its
    code.
    """
    paired = _sentence_and_cells(case)
    if paired is None or not paired[0].function_code:
        return False
    text = NO_LETTERS.sub("", paired[0].text)
    named = NO_LETTERS.sub("", paired[0].subject_printed or "")
    rows = [placed[1] for figure in paired[1] if (placed := case.place(figure))]
    names = [NO_LETTERS.sub("", row.label) for row in rows]
    return not any(
        (name and (name in text or name in named)) or paired[0].function_code in paired[0].text
        for name in names
    )


def part_of_whole(case: Case) -> bool:
    """Return whether a sentence taken for a total speaks of a part: after 其中, or of one fund or
    one purpose that the total's name does not have.
    """
    paired = _sentence_and_cells(case)
    if paired is None or paired[0].function_code:
        return False
    statement = paired[0]
    place = position(statement)
    if place is not None and OF_WHICH.search(statement.text[:place]):
        return True
    # Without a name nothing is taken out: "\0" stands in no sentence.
    publisher = case.figures.disclosure.publisher or "\0"
    subject = (statement.subject_printed or "").replace(publisher, "")
    # 三公 sentences name their item in many ways, so only a subject without any word of 三公 is a
    # part.
    if statement.topic.startswith("three_public"):
        return bool(subject) and not THREE_PUBLIC.search(subject)
    # Whatever is left of the subject beside the words of a total limits it.
    if TOTAL_WORDS.sub("", subject):
        return True
    return any(
        word in subject and not SIDE.sub("", statement.topic).startswith(topics)
        for word, topics in QUALIFIERS.items()
    )


def _sentence_and_cells(case: Case) -> tuple[Statement, list[Figure]] | None:
    """Return the sentence and the cells of a comparison of the two; None for any other."""
    if case.comparison.kind != "equality" or not case.statements:
        return None
    cells = [figure for figure in case.comparison.figures if figure.amount]
    if cells:
        return (case.statements[0], cells)
    return None


def _same_thing(one: Statement, other: Statement) -> bool:
    return (one.function_code, one.topic.partition(".")[0]) == (
        other.function_code,
        other.topic.partition(".")[0],
    )
