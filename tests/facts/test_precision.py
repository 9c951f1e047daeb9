"""Sums of printed figures may be off by what was rounded away, and no further."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetflow.facts.precision import within_rounding


@pytest.mark.parametrize(
    ("parts", "whole", "figures", "holds"),
    [
        ("1000000", "1000000", 1, True),
        ("1000200", "1000000", 2, True),
        ("999800", "1000000", 2, True),
        ("1000300", "1000000", 2, False),
        ("1000100", "1000000", 0, False),
    ],
)
def test_each_figure_may_be_a_last_place_off(
    parts: str, whole: str, figures: int, holds: bool
) -> None:
    assert within_rounding(Decimal(parts), Decimal(whole), figures) == holds
