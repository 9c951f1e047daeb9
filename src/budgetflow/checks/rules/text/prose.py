"""Arithmetic inside the prose: shares of a whole, changes against the year before, weights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgetflow.checks.model.evidence import (
    HALF,
    HUNDRED,
    ZERO,
    Comparison,
    Figure,
    Observation,
)
from budgetflow.checks.model.figures import Figures
from budgetflow.checks.model.messages import money_in, yuan
from budgetflow.checks.model.sentences import money_of, statement_figure, statement_figures
from budgetflow.interpret.rows_model import Statement

# Words that say a change is not against the printed figure of the year before. Governments say it
# once for a whole text.
OTHER_BASE = re.compile(r"同口径|可比|剔除|扣除")
# Words before an amount by which something grew.
GROWN = re.compile(r"(?:增加|增长|增|上升|提高|多)了?[^，,。；;\d]{0,3}$")
# Amounts of a sentence that says no more than what something is and by how much it grew.
AMOUNT_AND_GROWTH = 2
# Where a percentage that was worked out is cut.
MILLIONTH = Decimal("0.000001")
# A share of what was planned is no share of the whole.
OTHER_WHOLE = re.compile(r"占[^，,。；]*?(?:调整预算|年初预算|变动预算|预算数|计划|任务)")


@dataclass(slots=True)
class Ratio:
    """A percentage worked out from two figures, and how far their rounding may move it."""

    percent: Decimal
    slack: Decimal


def ratio(part: Decimal, part_step: Decimal, whole: Decimal, whole_step: Decimal) -> Ratio | None:
    """Return part / whole in percent with the error that half a printed place of each may cause;
    None for no whole.
    """
    # Of nothing, or of a negative sum (a fund paid back), there is no share that means anything.
    if whole <= 0:
        return None
    percent = part / whole * HUNDRED
    slack = (part_step * HALF * HUNDRED + abs(percent) * whole_step * HALF) / whole
    return Ratio(percent.quantize(MILLIONTH), slack)


def percent_figure(value: Decimal, statement: Statement) -> Figure:
    """Return a printed percentage as a figure; its step is that of its last place."""
    return Figure(value, Decimal(1).scaleb(int(value.as_tuple().exponent)), statement=statement)


def closes(found: Ratio | None, printed: Figure) -> bool:
    """Check whether a worked out percentage is the printed one, cut or rounded at its last
    place.
    """
    return found is not None and abs(found.percent - printed.value) <= found.slack + printed.step


def change_percentages(figures: Figures) -> Iterator[Comparison]:
    """Compare a stated percentage of change with change / (amount − change): last year's figure is
    the denominator.
    """
    pool = _amounts_said(figures)
    for statement in figures.statements:
        amount = statement_figure(statement)
        if amount is None or statement.change_yuan is None or statement.change_percent is None:
            continue
        # How the change was printed is not kept: it counts as rounded like the amount beside it.
        step = amount.step
        change = abs(statement.change_yuan)
        printed = percent_figure(abs(statement.change_percent), statement)
        before = amount.value - statement.change_yuan
        # Last year's figure is worked out of two printed ones, so it carries the rounding of both.
        right = ratio(change, step, before, 2 * step)
        if right is None:
            continue
        # The commonest slip: divided by this year's figure instead of last year's. It gives the
        # printed percentage to the last digit, which convicts.
        of_this_year = ratio(change, step, amount.value, step)
        wrong = not closes(right, printed)
        explained = wrong and closes(of_this_year, printed)
        # Every amount of the text is tried, so only where there is something to doubt.
        doubted = (
            wrong
            and not explained
            and (
                _names_another_base(figures, statement)
                or _fits_another_base(pool, statement.change_yuan, step, printed)
            )
        )
        say = money_in(statement.unit_printed)
        key, en = (
            f"change in percent: {show(change)} / last year's {show(before)} = "
            f"{right.percent:.2f}%, the text says {printed.value}%"
            for show in (yuan, say)
        )
        comparison = Comparison(
            (amount,),
            (printed,),
            f"增减百分比：{say(change)} ÷ 上年 {say(before)} ＝ {right.percent:.2f}%，文中为 "
            f"{printed.value}%（“{_quote(statement)}”）",
            en,
            key=key,
            tolerance=right.slack + printed.step,
            left_value=right.percent,
            doubt="another_base" if doubted else "",
            kind="change",
        )
        if explained:
            comparison = replace(
                comparison,
                explained_zh="印出的百分比是以本年数为分母算出的",
                explained_en="the printed percentage divides by this year's figure",
            )
        yield comparison


def _amounts_said(figures: Figures) -> list[tuple[Decimal, Decimal]]:
    """Return value and step of the amounts of the text, those of zero left out."""
    said = statement_figures(figures.statements)
    return [(figure.value, figure.step) for figure in said if figure.value]


def _names_another_base(figures: Figures, statement: Statement) -> bool:
    """Check whether a sentence may count from something else than last year's figure, by its words
    or because a government's text counts from budget, adjusted budget and outturn in turn.
    """
    return figures.disclosure.scope == "government" or OTHER_BASE.search(statement.text) is not None


def _fits_another_base(
    pool: Sequence[tuple[Decimal, Decimal]], change: Decimal, step: Decimal, printed: Figure
) -> bool:
    """Check whether a percentage is right for another amount of the text (value and step), less the
    change with its sign.
    """
    for value, own in pool:
        worked = ratio(abs(change), step, value - change, 2 * own)
        if closes(worked, printed):
            return True
    return False


def increases_within(figures: Figures) -> Iterator[Observation]:
    """Look for a sum of nothing that is said to have grown: 0 万元, 比上年增加 1421.25 万元."""
    for statement in figures.statements:
        if (
            statement.amount_yuan is not None
            and statement.change_yuan is not None
            and statement.change_yuan > 0
        ):
            say = money_in(statement.unit_printed)
            key, en = (
                f"said to be nothing and yet to have grown by {say(statement.change_yuan)}"
                for say in (yuan, say)
            )
            yield Observation(
                statement.amount_yuan != 0,
                f"文中为 0 却说比上年增加 {say(statement.change_yuan)}：“{_quote(statement)}”",
                en,
                key=key,
                statements=(statement,),
                page=statement.page,
                proven=_is_grown_from_nothing(statement),
            )


def _is_grown_from_nothing(statement: Statement) -> bool:
    """Check whether a sentence prints just two amounts: nothing, and then the growth, after a word
    of growing.
    """
    amounts = money_of(statement.text)
    if len(amounts) != AMOUNT_AND_GROWTH or amounts[0].value:
        return False
    grown = amounts[1]
    before = statement.text[: grown.start]
    return grown.value == statement.change_yuan and bool(GROWN.search(before))


def directions(figures: Figures) -> Iterator[Observation]:
    """Compare the word (增加, 减少, 持平) with the sign of the figure beside it."""
    for statement in figures.statements:
        change = (
            statement.change_yuan if statement.change_yuan is not None else statement.change_percent
        )
        if change is None or statement.direction == "none":
            continue
        # Only 持平 can be told apart for sure: 增加 beside a minus sign may be how a place prints
        # decreases.
        flat_wrong = statement.direction == "flat" and change != 0
        yield Observation(
            not flat_wrong,
            f"文中说持平，却列出增减：“{_quote(statement)}”",
            "the text says unchanged and yet names a change",
            statements=(statement,),
            page=statement.page,
        )


def shares(figures: Figures) -> Iterator[Comparison]:
    """Compare printed shares with part / whole; the whole is the figure that most shares of the
    passage close on.
    """
    totals = _totals_printed(figures)
    for passage in passages(figures.statements):
        of_the_whole = [
            s for s in passage if s.share_percent is not None and not OTHER_WHOLE.search(s.text)
        ]
        parts = [
            (statement, figure)
            for statement in of_the_whole
            if (figure := statement_figure(statement))
        ]
        # Which whole a share is of is seldom said, so the shares' own figures decide.
        whole = _whole_of(passage, totals, parts)
        if whole is None:
            continue
        for statement, figure in parts:
            if _is_the_whole(statement, figure, whole):
                continue
            assert statement.share_percent is not None
            printed = percent_figure(statement.share_percent, statement)
            worked = ratio(figure.value, figure.step, whole.value, whole.step)
            if worked is None:
                continue
            made = Comparison(
                (figure, whole),
                (printed,),
                "",
                "share",
                tolerance=worked.slack + printed.step,
                left_value=worked.percent,
                # One share alone fits one whole or another by chance.
                doubt="another_whole" if len(parts) < 2 else "",
                kind="share",
            )
            yield made if made.outcome == "equal" else _share_in_words(made, statement)


def _share_in_words(made: Comparison, statement: Statement) -> Comparison:
    """Return the comparison of a share with what a finding says of it."""
    part, whole = made.left
    percents = made.left_value, made.right[0].value
    say = money_in(statement.unit_printed)
    key, en = (
        f"share: {show(part.value)} / {show(whole.value)} = {percents[0]:.2f}%, the text says "
        f"{percents[1]}%"
        for show in (yuan, say)
    )
    zh = (
        f"占比：{say(part.value)} ÷ {say(whole.value)} ＝ {percents[0]:.2f}%，文中为 {percents[1]}%"
        f"（“{_quote(statement)}”）"
    )
    return replace(made, where_zh=zh, where_en=en, key=key)


def _is_the_whole(statement: Statement, figure: Figure, whole: Figure) -> bool:
    """Check whether a figure is the whole of the shares around it: the share said of it is of
    something larger (财政拨款支出90万元，占本年支出的95%，其中教育支出60万元，占66.67%).
    """
    if whole.statement is None or figure.value != whole.value:
        return False
    return statement.topic == whole.statement.topic


def passages(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """Return the statements in runs: a run begins with a heading, or with a total after shares of
    another.
    """
    run: list[Statement] = []
    for statement in statements:
        place = (statement.document_id, statement.section)
        # A second total in one section opens the account of another side (支出 after 收入).
        begins = statement.topic.endswith(".total") and any(
            s.share_percent is not None for s in run
        )
        if run and (begins or (run[0].document_id, run[0].section) != place):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _whole_of(
    passage: list[Statement], totals: list[Figure], parts: list[tuple[Statement, Figure]]
) -> Figure | None:
    """Return the whole that most of the parts' shares are of: a figure said in their passage, or a
    total of the tables; the first of those that serve equally well.

    Parts of nothing (0 万元, 0%) fit every whole and are not counted. Where fewer than half
    close, no whole is sure.
    """
    telling = [(statement, figure) for statement, figure in parts if figure.value]
    if not telling:
        return None
    printed = [
        (figure, percent_figure(statement.share_percent or ZERO, statement))
        for statement, figure in telling
    ]
    candidates: dict[tuple[Decimal, Decimal], Figure] = {}
    for figure in (*statement_figures(passage), *totals):  # each table prints the total again
        if figure.value:
            candidates.setdefault((figure.value, figure.step), figure)
    ranked = [(_closing(printed, whole), whole) for whole in candidates.values()]
    count, best = max(ranked, key=lambda pair: pair[0], default=(0, None))
    # `max` keeps the first of equals, and those said in the passage come before the tables' totals.
    if count * 2 >= len(telling) and count:
        return best
    return None


def _totals_printed(figures: Figures) -> list[Figure]:
    """Return the figures of the total rows of all tables."""
    rows = [(view, row) for view in figures.views for row in view.rows]
    totals = [view.value(row) for view, row in rows if row.first.row_role == "total"]
    return [figure for figure in totals if figure is not None]


def _closing(parts: list[tuple[Figure, Figure]], whole: Figure) -> int:
    """Count the parts, each with its printed share, that have that share of a whole."""
    return sum(
        closes(ratio(part.value, part.step, whole.value, whole.step), printed)
        for part, printed in parts
    )


def _quote(statement: Statement) -> str:
    if len(statement.text) <= 60:
        return statement.text
    return f"{statement.text[:60]}…"
