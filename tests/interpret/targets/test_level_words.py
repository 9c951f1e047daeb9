"""Levels are the words of the standard forms, whatever a page break or points do to them."""

from __future__ import annotations

import pytest

from budgetflow.interpret.rows_model import PerformanceTarget
from budgetflow.interpret.targets.level_words import mend_levels


def rows(*levels: tuple[str | None, str | None], table: str = "t1") -> list[PerformanceTarget]:
    made = []
    for one, two in levels:
        fields = dict.fromkeys(PerformanceTarget.__dataclass_fields__)
        fields |= {"table_id": table, "level1": one, "level2": two}
        made.append(PerformanceTarget(**fields))  # type: ignore[arg-type]
    return made


def mended(*levels: tuple[str | None, str | None]) -> list[tuple[str | None, str | None]]:
    made = rows(*levels)
    mend_levels(made)
    return [(row.level1, row.level2) for row in made]


def test_a_word_cut_by_a_page_break_is_one_level_on_both_pages() -> None:
    assert mended(("效", None), ("效", None), ("益指标", None)) == [("效益指标", None)] * 3
    assert mended(("效益指", None), ("标", None)) == [("效益指标", None)] * 2


def test_a_piece_that_ends_a_word_and_begins_the_next_is_parted() -> None:
    found = mended(
        ("成本指标", "经济成本指"), ("成本指标", "标经济成本指"), ("效益指标", "标经济效益指标")
    )
    assert [two for _, two in found] == ["经济成本指标", "经济成本指标", "经济效益指标"]


@pytest.mark.parametrize("printed", ["产出指标（50分）", "产出指标50分", "产出指标50"])
def test_points_behind_a_level_are_no_part_of_its_word(printed: str) -> None:
    assert mended((printed, "数量指标（10分）")) == [("产出指标", "数量指标")]


@pytest.mark.parametrize("word", ["履职效能", "产出", "管理效率指标", "2026年指标1"])
def test_any_other_word_stays_as_printed(word: str) -> None:
    assert mended((word, None), ("效益指标", None)) == [(word, None), ("效益指标", None)]


def test_pieces_of_two_tables_are_not_joined() -> None:
    above, below = rows(("效", None)), rows(("益指标", None), table="t2")
    mend_levels([*above, *below])
    assert (above[0].level1, below[0].level1) == ("效", "益指标")
