"""The list of topics: each row decides its own example, and no row stands behind one that takes all
it could.
"""

from __future__ import annotations

import pytest

from budgetflow.interpret.statements import topic_words
from budgetflow.interpret.statements.topic_words import PARTS
from budgetflow.reference.lists import rows_of

ROWS = rows_of("lexicon/topics.csv")


@pytest.mark.parametrize("part", sorted(PARTS))
def test_each_row_decides_its_example(part: str) -> None:
    examples = [row["example"] for row in ROWS if row["part"] == part]
    patterns = [pattern for pattern, _ in PARTS[part]]
    deciding = [
        next(place for place, pattern in enumerate(patterns) if pattern.search(example))
        for example in examples
    ]
    assert deciding == list(range(len(patterns)))


def test_every_row_belongs_to_a_part_that_is_read() -> None:
    read = {id(value) for name, value in vars(topic_words).items() if name.isupper()}
    assert [name for name, part in PARTS.items() if id(part) not in read] == []
    assert {row["part"] for row in ROWS} == set(PARTS)
