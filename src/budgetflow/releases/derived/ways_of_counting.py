"""Accusations that the rest of the lake does not bear out: a rule that most other disclosures of
the same layout break to the same side is a way of counting there.

An announcement is checked by itself, for the night reads it alone. Only here all disclosures are
known, and what they come to depends on nothing but the lake: not on the order it was filled in,
and not on the night.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from budgetflow.checks.model.majority import is_way_of_counting
from budgetflow.lake import rule_tallies
from budgetflow.lake.store import Lake

EXPLANATION = "broken_by_peers"
# How often a rule is broken with the left side larger, or smaller, and the findings that are.
SIDES = (("above", "accused_above"), ("below", "accused_below"))


def ways_of_counting(
    lake: Lake, held: frozenset[str], left_out: Collection[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """Return, by disclosure, the findings that name a publisher by a rule which most others of the
    layout break alike; what is held back says nothing, nor what counts no more (`left_out`: unit,
    disclosure).
    """
    accused = pc.list_value_length(pc.field("accused_above")) > 0
    accused |= pc.list_value_length(pc.field("accused_below")) > 0
    accusing = lake.read(rule_tallies.DATASET, where=accused, without=left_out)
    if not accusing.num_rows:
        return {}
    # Only rules that accuse somebody are looked at: of the others there is nothing to take back.
    cases = accusing["case"].unique().to_pylist()
    found = lake.read(rule_tallies.DATASET, where=pc.field("case").isin(cases), without=left_out)
    by_case: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    # Sorted: of a disclosure in two units the same row stands whichever was read first.
    for row in sorted(found.to_pylist(), key=repr):
        if row["disclosure_id"] not in held:
            by_case[row["case"]].setdefault(row["disclosure_id"], row)
    counted: dict[str, set[str]] = defaultdict(set)
    for rows in by_case.values():
        for disclosure, findings in _not_borne_out(list(rows.values())):
            counted[disclosure].update(findings)
    return {disclosure: frozenset(findings) for disclosure, findings in counted.items()}


def _not_borne_out(rows: list[dict[str, Any]]) -> Iterable[tuple[str, list[str]]]:
    """Return the findings of one case that most other disclosures break the rule as, by
    disclosure.
    """
    for side, accused in SIDES:
        alike = [row for row in rows if row[side] > row["held"]]
        for row in rows:
            others = len(alike) - (row in alike)
            if row[accused] and is_way_of_counting(others, len(rows) - 1):
                yield row["disclosure_id"], row[accused]


def with_ways_of_counting(findings: pa.Table, counted: frozenset[str]) -> pa.Table:
    """Return rows of `findings` in which some name nobody any more: they stay open, with the
    explanation.
    """
    if not counted:
        return findings
    known = pc.is_in(findings["finding_id"], pa.array(sorted(counted), pa.string()))
    # What a person called open, or a reading put right, is left as it is.
    changed = pc.and_(known, pc.equal(findings["verdict"], "publisher_error"))
    values = {"verdict": "open", "severity": "warning", "explanation": EXPLANATION}
    for name, value in values.items():
        at = findings.schema.get_field_index(name)
        column = pc.if_else(changed, pa.scalar(value, findings[name].type), findings[name])
        findings = findings.set_column(at, findings.schema.field(at), column)
    return findings
