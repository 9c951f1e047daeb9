"""Rows that name the publisher itself where a table lists no other body: they are its totals.

Shenzhen's tables print no 合计: the first line bears the body's own name and its figures are those
of the whole table. Read as the line of a subordinate unit, the money of the table counted twice
among its leaves, and totals (basic, project, general public budget) were missed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetflow.interpret.identity.names import scope_of_words, without_scope
from budgetflow.interpret.tables.rows.meaning import RowMeaning
from budgetflow.interpret.text.normalise import squeeze

# A unit's number in the budget before its name: [242003]某中心, 015001某局.
_NUMBER = re.compile(r"^[\[【]?\d{3,}[\]】]?[-—\s]*")


def count_own_rows_as_whole(
    rows: Sequence[RowMeaning], publisher: str | None, total_item: str
) -> None:
    """Make the row of the publisher its table's total where no other body and no total is printed.

    `rows` are those of one table that have figures, in order; `total_item` is the item that a row
    合计 of the table would have. The rows beneath it then speak of the whole and keep no unit. A
    table with a total of its own, or with a second body, stays as it is: there the row is the
    body's own part (本级) of the whole; so does a list whose every line names its body in a column.
    """
    if publisher is None or any(row.role == "total" for row in rows):
        return
    units = {row.unit for row in rows if row.unit is not None}
    if len(units) != 1 or not _is_publisher(units.pop(), publisher):
        return
    first = rows[0]
    is_own_line = first.unit == first.label and first.project is None
    if is_own_line:
        first.role = "total"
        first.item = total_item
    # Its line may bear no figures, and then is not among `rows`: the first one stands below it.
    stands_below_own_line = first.unit is not None and first.path == [first.unit]
    if is_own_line or stands_below_own_line:
        for row in rows:
            row.unit = None


def _is_publisher(unit: str, publisher: str) -> bool:
    """Check whether a line names the publisher, and not its own level (本级) alone where the
    publisher discloses for its units too.
    """
    line = _NUMBER.sub("", squeeze(unit))
    whole = squeeze(publisher)
    # A department may print a table for each of its units: that of its own level is not the whole.
    if scope_of_words(line) == "unit" and scope_of_words(whole) != "unit":
        return False
    return without_scope(line) == without_scope(whole)
