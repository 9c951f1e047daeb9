"""Tables of goals and indicators (绩效目标表): recognised here, read by `interpret.targets`, apart
from the tables of money.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from budgetflow.interpret.tables.segments.continuation import Segment, table_words
from budgetflow.readers.document import GridPlace

_INDICATORS = re.compile(r"[一二三]级指标|指标值|绩效指标|指标内容|年度指标|指标权重|绩效目标")
_STRONG = re.compile(r"[一二三]级指标|绩效指标|指标值")


@dataclass(slots=True)
class PerformanceTable:
    """A table of performance targets, joined over its pages: its key and where its grids stand."""

    table_id: str
    grids: tuple[GridPlace, ...]


def is_performance(segment: Segment, code: str, understood: bool) -> bool:
    """Check whether a joined table is one of goals: its title says so, or it has no title of money
    and heads its columns with indicators.
    """
    if code == "performance_targets":
        return True
    words = table_words(segment)
    # Whatever the title: forms of goals stand under titles of project expenditure too.
    if _STRONG.search(words):
        return True
    return not understood and bool(_INDICATORS.search(words))
