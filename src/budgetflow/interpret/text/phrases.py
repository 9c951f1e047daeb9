"""The one grammar of money, change and share phrases in prose; statements and projects read through
it.

It takes one clause (the text between commas) without blanks and says what stands in it: an amount
with its unit, a share,
a quantity, a comparison with another year, a change in money or percent, "the same as last year",
"not provided for". Signs are
said in words (减少, 下降) and become signs of the numbers. A blank where the figure should be is a
blank, never zero.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from budgetflow.interpret.text.changes import Change, direction_of, with_figure, with_percentage
from budgetflow.interpret.text.money import parse_number, to_yuan
from budgetflow.interpret.text.phrase_patterns import (
    BLANK_MONEY,
    BRACKETED_PERCENT,
    CHANGE_COUNT,
    CHANGE_MONEY,
    CHANGE_PERCENT,
    CHANGE_POINTS,
    CHANGED_TO,
    COMPLETION,
    DIFFERS,
    DOWN,
    EXECUTION_RATE,
    FIGURE,
    FLAT,
    IN_BRACKETS,
    MONEY,
    NOT_ARRANGED,
    QUANTITY,
    REASON,
    REFERENCE,
    SAID_IN_MONEY,
    SHARE,
    STANDARD,
    UNCHANGED,
    USE,
    ZERO,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as said: exact yuan, and how it was printed. A figure left blank has neither yuan
    nor a printed figure.
    """

    yuan: Decimal | None
    printed: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """What a clause compares with: `上年` (None) or a year in digits."""

    year: int | None
    own_budget: bool = False
    """Not another year but the budget of the same one (`较年初预算减少32%`), as final accounts do.
    """
    of_budget: bool = False
    """Whether a budget is named: a final account that names the budget of its own year compares
    with that.
    """


@dataclass(frozen=True, slots=True)
class Clause:
    """Everything one clause says; `subject` is the text before the first thing said."""

    text: str
    subject: str = ""
    object: str = ""
    """The text behind `未安排` or behind a count, which names what is meant where `subject` does
    not.
    """
    amount: Money | None = None
    share: Decimal | None = None
    share_of: str = ""
    """What the share is of, as said: `占本年支出的5%`."""
    completion: Decimal | None = None
    completed_budget: Money | None = None
    """The budget that a rate of completion names (`完成预算27万元的63.2%`)."""
    change: Change | None = None
    in_points: bool = False
    """Whether the change was said in percentage points."""
    said_in_money: Money | None = None
    """An amount that says the thing before it again in money (即1.2万元); it is `amount`, too."""
    count_change: Decimal | None = None
    reference: Reference | None = None
    quantity: Decimal | None = None
    quantity_unit: str | None = None
    not_arranged: bool = False
    reason: str | None = None
    is_use: bool = False

    @property
    def says_more_than_change(self) -> bool:
        """Check whether a share or a completion stands beside the change."""
        if self.share is not None:
            return True
        return self.completion is not None

    @property
    def says_something(self) -> bool:
        """Check whether the clause holds any figure or any of the phrases that stand for one."""
        return any(
            (
                self.amount is not None,
                self.share is not None,
                self.completion is not None,
                self.change is not None,
                self.quantity is not None,
                self.count_change is not None,
                self.not_arranged,
            )
        )


def read_number(text: str) -> Decimal:
    """Read the figure of a phrase, full-width points and commas too; the text must be one that a
    pattern here matched.
    """
    plain = text.replace("，", "").replace(",", "")
    plain = plain.replace("．", ".").replace("零", "0")
    number = parse_number(plain)
    if number is None:
        raise ValueError(f"not a figure: {text!r}")
    return number


def find_money(text: str) -> list[Money]:
    """Return every amount with a unit in a text, in order; thresholds and prices are left out."""
    spans = money_spans(text)
    return [money for _, _, money in spans]


def money_spans(text: str) -> list[tuple[int, int, Money]]:
    """Return every amount with a unit in a text and where it stands."""
    spans = []
    for match in MONEY.finditer(text):
        spans.append((*match.span(), _money(match)))
    return spans


def read_clause(text: str) -> Clause:
    """Read one clause without blanks. What is not understood stays in `subject`; nothing is
    guessed.
    """
    # Reasons and uses first: the figures in them are of other things than the clause states.
    if match := REASON.search(text):
        return _with_reason(text, match)
    if USE.search(text):
        return Clause(text, is_use=True)
    # An amount before and after is no change (由8万元减少到6万元), though 减少 stands in it.
    if match := CHANGED_TO.search(text):
        return _changed_to(text, match)
    if match := SAID_IN_MONEY.search(text):
        return Clause(text, amount=_money(match), said_in_money=_money(match))
    found, end = _change_said(text)
    return _before_change(text, end, found)


def _with_reason(text: str, match: re.Match[str]) -> Clause:
    """Return what a clause says whose reason begins at a match."""
    reason = text[match.end() :].lstrip("：:，,")
    before = text[: match.start()]
    if not before or not _says(before):
        return Clause(text, reason=reason)
    stated = read_clause(before)
    return _with(stated, text=text, reason=reason)


def _change_said(text: str) -> tuple[Clause, int]:
    """Return a clause with the change it says, and where that begins; the end of the text where it
    says none.
    """
    found = Clause(text)
    end = len(text)
    if match := CHANGE_MONEY.search(text) or DIFFERS.search(text):
        change = _change_of(match, money=True)
        end = match.start()
        # In brackets the percentage has no word of its own (增加10万元（5%）).
        if more := BRACKETED_PERCENT.match(text, match.end()):
            change = with_figure(change, read_number(more["figure"]))
        elif more := CHANGE_PERCENT.search(text, match.end()):
            change = with_percentage(change, _change_of(more, money=False))
        found = _with(found, change=change)
        if match.re is DIFFERS:
            found = _with(found, reference=_reference_of_difference(match))
    elif match := CHANGE_PERCENT.search(text):
        found = _with(found, change=_change_of(match, money=False))
        end = match.start()
    elif match := CHANGE_POINTS.search(text):
        change = _change_of(match, money=False)
        found = _with(found, change=change, in_points=True)
        end = match.start()
    elif match := CHANGE_COUNT.search(text):
        number = read_number(match["figure"])
        if _is_down(match["verb"]):
            number = -number
        found = _with(found, count_change=number, quantity_unit=match["unit"])
        end = match.start()
    elif match := _flat(text):
        found = _with(found, change=Change(direction="flat"))
        end = match.start()
    return found, end


def _changed_to(text: str, match: re.Match[str]) -> Clause:
    """Return what a clause says that names an amount before and after: this year's is the second;
    how much it grew is said elsewhere, if at all.
    """
    before = text[: match.start()]
    # The year compared with is no part of the name of what is compared.
    subject = REFERENCE.sub("", before)
    return Clause(text, subject=subject, amount=_money(match))


def _before_change(text: str, end: int, found: Clause) -> Clause:
    """Read what stands before the change, or the whole clause where there is none: comparison,
    amount, share, quantity.
    """
    head = text[:end]
    subject = head
    if match := REFERENCE.search(head):
        found = _with(found, reference=_reference(match))
        before = head[: match.start()]
        after = head[match.end() :]
        if before.strip():
            subject = before
        else:
            # 与2022年度收入总计相比 names what it compares only behind the comparison.
            subject = FIGURE.sub("", after)
        head = before
    if match := EXECUTION_RATE.search(head):
        found = _with(found, completion=read_number(match["figure"]))
        subject = head = head[: match.start()]
    elif match := COMPLETION.search(head):
        found = _completed(found, match)
        subject = head = head[: match.start()]
    if match := SHARE.search(head):
        found = _with(found, share=read_number(match["figure"]), share_of=match["of"])
        subject = head = head[: match.start()]
    return _what_is_stated(head, _with(found, subject=subject))


def _completed(found: Clause, match: re.Match[str]) -> Clause:
    """Return a clause with how much of which budget was carried out."""
    rate = read_number(match["figure"])
    budget = None
    if budgets := find_money(match["budget"] or ""):
        budget = budgets[0]
    return _with(found, completion=rate, completed_budget=budget)


def _what_is_stated(head: str, found: Clause) -> Clause:
    """Read the amount, the quantity or the 未安排 of what stands before change and shares."""
    if STANDARD.search(head):
        return _with(found, subject=head)
    amount = MONEY.search(head) or ZERO.search(head) or _blank(head, found)
    if amount:
        return _with(found, amount=_money(amount), subject=head[: amount.start()])
    if found.change is not None:
        # A count before a change is mostly part of a name (4个项目支出增加…), not what is stated.
        return found
    if match := QUANTITY.search(head):
        subject = head[: match.start()]
        counted = head[match.end() :]
        number = read_number(match["figure"])
        unit = match["unit"]
        return _with(found, quantity=number, quantity_unit=unit, subject=subject, object=counted)
    if not found.says_something and (match := NOT_ARRANGED.search(_without_brackets(head))):
        subject = head[: match.start()]
        what = head[match.end() :]
        return _with(found, not_arranged=True, subject=subject, object=what)
    return found


def _reference(match: re.Match[str]) -> Reference:
    """Return what a comparison names: a year, the year before, or the budget of the same year."""
    year = re.search(r"\d{4}", match["year"] or "")
    return Reference(
        int(year.group()) if year else None,
        match["own"] is not None,
        bool(re.search(r"预算(?!.*(?:执行|决算))", match["base"] or "")),
    )


def _without_brackets(text: str) -> str:
    """Return a text with blanks for what stands in brackets (`拨款（无政府性基金拨款）`): that is
    said of something else.
    """
    # Blanks, not nothing: the places of matches must hold in the text as printed.
    return IN_BRACKETS.sub(_blanks_for, text)


def _blanks_for(match: re.Match[str]) -> str:
    """Return as many blanks as a match has characters."""
    return " " * len(match.group())


def _reference_of_difference(match: re.Match[str]) -> Reference:
    """Return what 大于 and its like compare with; without a year it is the budget of the same
    one.
    """
    digits = re.search(r"\d{4}", match["year"] or "")
    year = None
    if digits:
        year = int(digits.group())
    of_same_year = match["year"] is None
    of_budget = "预算" in match["base"] or not match["base"]
    return Reference(year, of_same_year, of_budget)


def _blank(head: str, found: Clause) -> re.Match[str] | None:
    """Find a unit whose figure was left blank; only where the clause says nothing else."""
    if found.says_something:
        return None
    return BLANK_MONEY.search(head)


def _flat(text: str) -> re.Match[str] | None:
    """Find `与上年持平` and its like; the words count only behind a comparison or a figure, or
    where they end the clause.
    """
    match = FLAT.search(text)
    if match is None:
        return None
    before = text[: match.start()]
    if not before and match.group()[0] in "没无未" and match.end() == len(text):
        return match  # 与2025年预算数0万元相比，无增减变化
    compared = REFERENCE.search(before) or MONEY.search(before) or "与预算数" in before
    if compared or text.endswith("持平"):
        return match
    if before and match.end() == len(text) and UNCHANGED.fullmatch(match.group()):
        return match  # 与上年相比，…，公务接待费无增减变化
    return None


def _says(text: str) -> bool:
    figures_and_words = (MONEY, CHANGE_PERCENT, FLAT, QUANTITY)
    return any(pattern.search(text) for pattern in figures_and_words)


def _money(match: re.Match[str]) -> Money:
    """Make Money of a match; a group that is missing is a figure left blank, or zero without a
    unit.
    """
    groups = match.groupdict()
    unit = groups.get("unit")
    if "figure" not in groups:
        return Money(None, "", unit)
    printed = groups["figure"]
    number = read_number(printed)
    if short := groups.get("short"):
        return Money(to_yuan(number, f"{short}元"), printed, short)
    # Only a zero comes without a unit (为0), and that is the same in any.
    yuan = to_yuan(number, unit or "元")
    return Money(yuan, printed, unit)


def _is_down(verb: str) -> bool:
    # 小于, 少于 and 低于 compare; they are no words for a change, which DOWN lists.
    if verb[0] in "小少低":
        return True
    return re.fullmatch(DOWN, verb) is not None


def _change_of(match: re.Match[str], *, money: bool) -> Change:
    """Return the signed change of one phrase.

    The word gives the sign. A form nobody chose from (增加（减少）) takes the sign printed with the
    figure.
    """
    number = read_number(match["figure"])
    unchosen = match.groupdict().get("other")
    if _is_down(match["verb"]) and not unchosen:
        number = -abs(number)
    elif not unchosen:
        number = abs(number)
    if number == 0:
        number = abs(number)  # a decrease by 0.00 is no negative zero
    direction = direction_of(number)
    if money:
        return Change(yuan=to_yuan(number, match["unit"]), direction=direction)
    return Change(percent=number, direction=direction)


def _with(clause: Clause, **values: object) -> Clause:
    """Return a copy of a clause with more of it known."""
    fields = {name: getattr(clause, name) for name in clause.__dataclass_fields__}
    return Clause(**{**fields, **values})
