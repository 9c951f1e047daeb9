"""Documents whose figures say nothing: most of them stand in tables of no known kind, in rows
without a label.

Such rows come of a table whose columns were taken apart wrongly (a font without widths, a page
without rulings). They are held back, for nobody can use a figure without knowing what it counts.
"""

from __future__ import annotations

from collections import Counter

from budgetflow.interpret.rows_model import Understanding

# So many figures are needed before their share tells anything.
# A cover sheet with a few page numbers is no misread document.
_ENOUGH = 10


def unlabelled(understanding: Understanding) -> dict[str, str]:
    """Return, for each document most of whose figures have no label, the reason to hold it."""
    figures: Counter[str] = Counter()
    without: Counter[str] = Counter()
    for amount in understanding.amounts:
        if amount.value_state not in ("value", "zero", "quantity"):
            continue
        figures[amount.document_id] += 1
        label = (amount.row_label or "").strip()
        # A known table's rows may lawfully have no label (a 三公 table of one line).
        if amount.table_code == "other" and not label:
            without[amount.document_id] += 1
    return {
        document: f"{figures[document]} 个数字中有 {count} 个所在的表未识别且没有行名，可能读错"
        for document, count in without.items()
        if figures[document] >= _ENOUGH and count * 2 > figures[document]
    }
