"""Several disclosures in one file: a consolidated file with one set of tables for each subordinate
unit.
"""

from __future__ import annotations

from collections.abc import Iterable

from budgetflow.interpret.identity.evidence import Evidence, Trust

# A set of tables has at least so many pages that name the unit; fewer are a table that lists
# units.
_TABLES_IN_A_SET = 4


def table_sets(
    evidence: Iterable[Evidence], publisher: str | None
) -> list[tuple[str, tuple[int, int]]]:
    """Return (publisher, first and last page) of each run of pages whose tables name one publisher.

    One entry, or none, means that the file is one disclosure. Pages that name nobody belong to the
    run before them.
    """
    runs: list[list[tuple[str, int]]] = []
    for e in evidence:
        if e.trust != Trust.TABLE_LINE or not e.publisher or e.page is None:
            continue
        if not runs or runs[-1][-1][0] != e.publisher:
            runs.append([])
        runs[-1].append((e.publisher, e.page))
    long = [run for run in runs if len({page for _, page in run}) >= _TABLES_IN_A_SET]
    names = [run[0][0] for run in long]
    if len(set(names)) < 2 or len(set(names)) != len(names):
        return []
    starts = [run[0][1] for run in long]
    ends = [*[start - 1 for start in starts[1:]], long[-1][-1][1]]
    return list(zip(names, zip(starts, ends, strict=True), strict=True))
