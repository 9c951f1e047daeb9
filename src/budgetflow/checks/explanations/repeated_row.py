"""A row printed twice, or a line that repeats the row it explains: added twice, a sum is too
large by just that row.
"""

from __future__ import annotations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import Figure


def repeated_row(case: Case) -> bool:
    """Return whether the parts exceed their whole by a part that repeats another: the same figure
    under the same code or name, or in lines that have no codes.
    """
    comparison = case.comparison
    if comparison.kind in ("share", "change", "row") or case.gap >= 0:
        return False
    parts = [figure for figure in comparison.right if figure.value]
    for place, part in enumerate(parts):
        # The excess must be just the repeated part; any other pair of equal figures is chance (0.50
        # 万元 stands everywhere).
        if case.closes(case.gap + part.signed) and any(
            _repeats(case, part, other) for other in parts[:place] + parts[place + 1 :]
        ):
            return True
    return False


def _repeats(case: Case, one: Figure, other: Figure) -> bool:
    if one.value != other.value:
        return False
    rows = [placed[1] for figure in (one, other) if (placed := case.place(figure))]
    if len(rows) < 2:
        return True
    first, second = rows
    return not (first.code and second.code) or first.code == second.code
