"""What prose says of the three public expenses: the changes of the items against that of the total,
and the items' shares of it.

Only where the items said make the total said, so that no item is missing and none is another
year's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from budgetflow.checks.model.evidence import HUNDRED, ZERO, Comparison, Figure
from budgetflow.checks.model.figures import Figures
from budgetflow.checks.model.lookup import figures_of
from budgetflow.checks.model.messages import money_in, yuan
from budgetflow.checks.model.sentences import money_of, statement_figure, statement_figures
from budgetflow.checks.rules.text.prose import closes, percent_figure, ratio
from budgetflow.interpret.rows_model import Statement

TOTAL = "three_public.total"
ITEMS = ("overseas_travel", "vehicles", "reception")
ITEM_TOPICS = tuple(f"three_public.{item}" for item in ITEMS)


def changes_of_items(figures: Figures) -> Iterator[Comparison]:
    """Compare the change said of the total with the sum of the changes said of its items."""
    for total, items in _said_together(figures):
        whole = _change(total)
        parts = [_change(item) for item in items]
        if (
            whole is None
            or None in parts
            # 增加 against last year's budget and against last year's outturn are two things.
            or len({s.compared_with_year for s in (total, *items)}) > 1
        ):
            continue
        yield Comparison(
            (whole,),
            tuple(part for part in parts if part is not None),
            "文中“三公”经费增减额 ＝ 各项增减额之和",
            "change of three_public_total as said = sum of the changes of its items",
            rule="changes of the three public items",
            # A change that was worked out of other figures is no witness against these.
            doubt="" if all(map(_prints_its_change, (total, *items))) else "no_quotation",
        )


def shares_of_items(figures: Figures) -> Iterator[Comparison]:
    """Compare the shares said of the items with their shares of the three public expenses: of the
    total said or printed that they make.

    Where the shares are all of another whole (meetings and training are counted in), that is how
    the text counts, and nothing is compared.
    """
    for whole, items in _items_of_a_whole(figures):
        if _share_another_whole(items, whole):
            continue
        for item in items:
            part = statement_figure(item)
            worked = ratio(part.value, part.step, whole.value, whole.step) if part else None
            if part is None or worked is None or item.share_percent is None:
                continue
            printed = percent_figure(item.share_percent, item)
            say = money_in(item.unit_printed)
            key, en = (
                f"share of the three public expenses: {say(part.value)} / {say(whole.value)} = "
                f"{worked.percent:.2f}%, the text says {printed.value}%"
                for say in (yuan, say)
            )
            yield Comparison(
                (part, whole),
                (printed,),
                f"占“三公”经费的比重：{say(part.value)} ÷ {say(whole.value)} ＝ "
                f"{worked.percent:.2f}%，文中为 {printed.value}%",
                en,
                key=key,
                tolerance=worked.slack + printed.step,
                left_value=worked.percent,
                kind="share",
            )


def _items_of_a_whole(figures: Figures) -> Iterator[tuple[Figure, list[Statement]]]:
    """Return the items said in one section with their shares, and the total that they make: one
    said there or the table's.
    """
    printed = _total_printed(figures)
    for said in _by_section(figures).values():
        shared = [[s for s in said[topic] if s.share_percent is not None] for topic in ITEM_TOPICS]
        # An item said twice (budget and outturn) leaves open which of the two the share is of.
        if any(len(found) != 1 for found in shared):
            continue
        items = [found[0] for found in shared]
        parts = tuple(statement_figures(items))
        wholes = statement_figures(said[TOTAL])
        for whole in (*wholes, *printed):
            if whole.value and Comparison((whole,), parts, "", "").outcome != "broken":
                yield whole, items
                break


def _total_printed(figures: Figures) -> list[Figure]:
    """Return the figures of the total in the table of 三公."""
    view = figures.one("three_public_expenses")
    if view is None:
        return []
    row = view.item("three_public_total")
    if row is None:
        return []
    return figures_of(view, row.cells.values())


def _share_another_whole(items: list[Statement], whole: Figure) -> bool:
    """Check whether all items that have money are the printed shares of one other whole."""
    pairs = [
        (part, percent_figure(item.share_percent, item))
        for item in items
        if item.share_percent and (part := statement_figure(item)) and part.value
    ]
    # Each item's share implies a whole; if one of these serves all items, they are shares of it.
    implied = [part.value / printed.value * HUNDRED for part, printed in pairs]
    return any(
        not closes(ratio(pairs[n][0].value, pairs[n][0].step, whole.value, whole.step), pairs[n][1])
        and all(closes(ratio(p.value, p.step, other, whole.step), printed) for p, printed in pairs)
        for n, other in enumerate(implied)
    )


def _by_section(figures: Figures) -> dict[tuple[str, str | None], dict[str, list[Statement]]]:
    """Return the statements about the total and its items by section and topic."""
    found: dict[tuple[str, str | None], dict[str, list[Statement]]] = {}
    for topic in (TOTAL, *ITEM_TOPICS):
        for s in figures.said(topic):
            if s.amount_yuan is not None:
                own = found.setdefault((s.document_id, s.section), defaultdict(list))
                own[topic].append(s)
    return found


def _said_together(figures: Figures) -> Iterator[tuple[Statement, list[Statement]]]:
    """Return each total said with its three items, each said once in its section, that make it."""
    for said in _by_section(figures).values():
        changed = [
            [s for s in said[topic] if s.direction != "none"] for topic in (TOTAL, *ITEM_TOPICS)
        ]
        if any(len(found) != 1 for found in changed):
            continue
        total, *items = (found[0] for found in changed)
        whole = statement_figure(total)
        parts = tuple(statement_figures(items))
        if whole and whole.value and Comparison((whole,), parts, "", "").outcome != "broken":
            yield total, items


def _prints_its_change(statement: Statement) -> bool:
    change = abs(statement.change_yuan or ZERO)
    return not change or any(money.value == change for money in money_of(statement.text))


def _change(statement: Statement) -> Figure | None:
    """Return the change a sentence says, nothing for one that is said to be unchanged; None where
    it says none.
    """
    amount = statement_figure(statement)
    if amount is None:
        return None
    if statement.change_yuan is None:
        flat = statement.direction == "flat"
        if flat:
            return Figure(ZERO, amount.step, statement=statement)
        return None
    return Figure(statement.change_yuan, amount.step, statement=statement)
