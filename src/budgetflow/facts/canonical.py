"""One cell for each fact: the same code, measure and fund printed in several tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from budgetflow.facts.dimensions import TABLE_KINDS, dimensions, subject_of
from budgetflow.facts.levels import body_of, level_of, mark_leaves, unit_of, units_named
from budgetflow.interpret.keys import stable_key
from budgetflow.interpret.rows_model import Amount

# States of a printed figure that is money and may be added up.
COUNTED = ("value", "zero")
# What a fact's key is made of.
Fact = tuple[object, ...]
_ROLE_RANK = {"item": 0, "total": 0, "subtotal": 1, "of_which": 2}


def mark_facts(amounts: Sequence[Amount], counted: Sequence[Amount] | None = None) -> None:
    """Set level, leaf, body, fund, component, period, `fact_id` and `is_canonical` of all figures.

    `fact_id` is None where no second figure says the fact: most figures stand alone, and a key for
    each weighed as much as all amounts.

    `amounts` are those of whole disclosures. Exactly one figure of each fact is canonical: of the
    table first in `TABLE_KINDS`, then as printed. A figure that is no money is never canonical,
    nor is one that is not among `counted` (all, unless said), as those of an earlier version.
    """
    if counted is None:
        may = None
    else:
        # By identity: an earlier version prints the same cells under the same keys.
        may = {id(amount) for amount in counted}
    first: dict[Fact, tuple[tuple[int, ...], Amount]] = {}
    said: Counter[Fact] = Counter()
    keys: list[Fact] = []
    printed: Counter[tuple[object, ...]] = Counter()
    units = units_named(amounts)
    for amount in amounts:
        unit = unit_of(amount, units)
        amount.level = level_of(amount)
        amount.body_scope = body_of(amount, unit)
        amount.is_canonical = amount.is_leaf = False
        what = _what_it_states(amount, unit)
        # A second row printed alike in one table is another fact, not a repetition of the first.
        row = (amount.document_id, amount.table_id, what)
        printed[row] += 1
        fact = _fact(what, printed[row])
        keys.append(fact)
        if amount.value_state not in COUNTED or (may is not None and id(amount) not in may):
            continue
        rank = _rank(amount)
        said[fact] += 1
        best = first.get(fact)
        # Strictly less: of equal ranks the first as printed stands.
        if best is None or rank < best[0]:
            first[fact] = (rank, amount)
    alike: dict[tuple[str | None, ...], list[Amount]] = defaultdict(list)
    for _, amount in first.values():
        amount.is_canonical = True
        alike[_counts(amount)].append(amount)
    for facts in alike.values():
        mark_leaves(facts)
    for amount, fact in zip(amounts, keys, strict=True):
        if fact in first:
            amount.is_leaf = first[fact][1].is_leaf
        if said[fact] > 1:
            amount.fact_id = stable_key(*fact)
        else:
            amount.fact_id = None


def _fact(what: tuple[object, ...], number: int) -> Fact:
    """Return what tells a fact from all others: what it states, nothing and an empty text being
    the same as they are in its key, and which of the rows printed alike it is.

    The key itself is made only of what is said twice: a hash for each figure took a fifth of the
    time of marking facts.
    """
    return (*["" if part is None else part for part in what], number)


def _counts(amount: Amount) -> tuple[str | None, ...]:
    """Return what a figure counts: its dimensions, or its table and column if it has none."""
    own = amount.disclosure_id
    # A table that speaks for itself cannot be added to any other.
    if amount.fund is None:
        return (own, amount.table_id, amount.measure, amount.side)
    return (own, amount.flow, amount.fund, amount.component, amount.period)


def _what_it_states(amount: Amount, unit: str | None) -> tuple[object, ...]:
    """Set the figure's dimensions and return what tells its fact from others, `unit` among it.

    A table that speaks for itself, and a row without code and item, has a fact of its own in each
    cell. Rows printed alike in one table (two units without names) are told apart by their order.
    """
    found = dimensions(amount.table_code, amount.measure, amount.side, amount.item)
    amount.flow, amount.fund = found.flow, found.fund
    amount.component, amount.period = found.component, found.period
    codes = (amount.function_code, amount.economic_code, amount.government_economic_code)
    coded = any(codes)
    # A label alone is no fact: 其他 stands in every table and means another thing in each.
    if found.fund is None or (not coded and amount.item is None):
        return ("cell", amount.amount_id)
    return (
        amount.disclosure_id,
        found.flow,
        *codes,
        None if coded else subject_of(amount.item),
        unit,
        amount.project_name,
        found.fund,
        found.component,
        found.period,
    )


def _rank(amount: Amount) -> tuple[int, ...]:
    """Return the order in which the cells of a fact are preferred, the smallest first."""
    kind = TABLE_KINDS.get(amount.table_code)
    return (
        # Tables without a rank come last: nobody else prints what they say.
        kind.rank if kind else len(TABLE_KINDS) + 1,
        _ROLE_RANK.get(amount.row_role, 3),
        amount.table_no,
        amount.row_no,
        amount.column_no,
    )
